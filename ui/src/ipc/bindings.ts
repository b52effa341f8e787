// Generated from the command table in foyer-app; `cargo xtask bindings` writes it anew.

/**
 * What ended a request.
 */
export type AccessEnd = "given" | "denied" | "withdrawn";

/**
 * One entered request.
 */
export type AccessEntered = { 
/**
 * Its id.
 */
request: string, 
/**
 * The list as it is now.
 */
list: AccessList, };

/**
 * Every request, those that are open first, the soonest due at the top.
 */
export type AccessList = { 
/**
 * The requests.
 */
rows: Array<AccessRow>, 
/**
 * How many are open.
 */
open: number, 
/**
 * How many of those are late.
 */
late: number, 
/**
 * Today by the practice's calendar, `2026-11-20`.
 */
today: string, };

/**
 * One request.
 */
export type AccessRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Any thread of the patient.
 */
thread: string, 
/**
 * Who.
 */
name: string, 
/**
 * The day it came in.
 */
askedOn: string, 
/**
 * The last day to answer it, the extension included.
 */
dueOn: string, 
/**
 * Days left until then; negative when it is past.
 */
daysLeft: number, 
/**
 * How much time there is.
 */
rule: AccessRuleKind, 
/**
 * Whether it is, or was answered, late.
 */
late: boolean, 
/**
 * Whether it may be extended today.
 */
mayExtend: boolean, 
/**
 * What was done about it, oldest first.
 */
steps: Array<AccessStepInfo>, 
/**
 * What ended it.
 */
end: AccessEnd | null, 
/**
 * The numbers whose messages the copy has, as people write them.
 */
numbers: Array<string>, 
/**
 * Numbers of the patient at which somebody else is texted too: a person must look before any of it is given.
 */
shared: Array<string>, };

/**
 * How much time there is.
 */
export type AccessRuleKind = "federal" | "texas";

/**
 * Something that was done about a request.
 */
export type AccessStepInfo = { 
/**
 * What.
 */
what: AccessStepKind, 
/**
 * The day.
 */
on: string, 
/**
 * Who.
 */
by: string, 
/**
 * The reason in writing.
 */
words: string, };

/**
 * What can be done about a request.
 */
export type AccessStepKind = { "kind": "extended" } | { "kind": "given" } | { "kind": "denied", 
/**
 * On which ground.
 */
ground: DenialGroundKind, } | { "kind": "withdrawn" };

/**
 * What an activity line tells.
 */
export type ActivityKind = "visitConfirmed" | "assigned" | "unassigned" | "closed" | "reopened" | "snoozed" | "noticeSent" | "consentGranted" | "optedOut" | "optedIn" | "sentOverWarning" | "notConfirmed" | "sentAgain" | "sentTwice" | "birthDateShown" | "numberConfirmed" | "strayYes" | "askedUnclear" | "appointmentQuestion" | "newOwner" | "portalOpened" | "portalAnswered" | "portalUnopened" | "portalExpired" | "portalTooLate" | "portalFailed" | "handoffDone" | "reviewed" | "problemReported" | "holdLifted" | "speakerSaid" | "wrongNumber" | "recordsJoined" | "recordsSplit" | "openedWithReason" | "filed";

/**
 * Adds an internal note, which can never be sent. Whom it names after an `@` is asked to look.
 */
export type AddNote = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The words.
 */
text: string, 
/**
 * The window's own id for it; the same id twice is one note.
 */
clientId: string, };

/**
 * Adds somebody; they come in with a code.
 */
export type AddPerson = { 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: string, };

/**
 * Puts one more person down to a thread's number.
 */
export type AddToPhone = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Somebody on file; `None` for somebody new.
 */
patient: string | null, 
/**
 * The name on the record, for somebody new.
 */
fullName: string | null, 
/**
 * `en` or `es`, for somebody new.
 */
language: string | null, 
/**
 * What they are to whose phone it is.
 */
relationship: string, };

/**
 * People of a state.
 */
export type AffectedPeople = { 
/**
 * Two letters; null where nobody knows.
 */
state: string | null, 
/**
 * How many.
 */
people: number, };

/**
 * The agreement that covers the portal.
 */
export type AgreementInfo = { 
/**
 * The company that signed.
 */
with: string, 
/**
 * `YYYY-MM-DD`.
 */
signedOn: string, 
/**
 * `YYYY-MM-DD`, the last day it holds; `None` for one without an end.
 */
untilOn: string | null, };

/**
 * A thread to open.
 */
export type AlertTaken = { 
/**
 * Null when no alert was clicked, or when it was about many threads.
 */
thread: string | null, };

/**
 * Lets a term pass in this practice.
 */
export type AllowTerm = { 
/**
 * The words.
 */
term: string, };

/**
 * A term the practice lets pass.
 */
export type AllowedTermInfo = { 
/**
 * The words.
 */
term: string, 
/**
 * Who let it.
 */
by: string, 
/**
 * Since when.
 */
at: number, };

/**
 * Answers one of the four factors.
 */
export type AnswerFactor = { 
/**
 * The case.
 */
case: string, 
/**
 * Which.
 */
factor: FactorKind, 
/**
 * How high the risk is by it.
 */
risk: RiskKind, 
/**
 * Why.
 */
words: string, };

/**
 * How texts of a period are answered.
 */
export type AnswersPage = { 
/**
 * Texts that the carrier has.
 */
sent: number, 
/**
 * Conversations among them.
 */
threads: number, 
/**
 * Texts that the patient answered, before our next one and within 72 hours.
 */
answered: number, 
/**
 * How long half of the answers took at most.
 */
typicalMs: number | null, 
/**
 * How long nine in ten took at most.
 */
slowestMs: number | null, 
/**
 * Notices that went out.
 */
notices: number, 
/**
 * YES to one.
 */
saidYes: number, 
/**
 * Reminders of a visit that arrived or are on their way.
 */
reminders: number, 
/**
 * Those of them whose visit the patient confirmed.
 */
confirmed: number, 
/**
 * Numbers that opted out.
 */
optedOut: number, 
/**
 * Texts that staff sent with the booking link.
 */
bookingLinks: number, 
/**
 * Those by office, where the practice has several.
 */
bookingOffices: Array<OfficeLinks>, 
/**
 * Texts that did not arrive.
 */
failed: Array<FailedTexts>, 
/**
 * Tries that were refused here.
 */
refused: Array<RefusedTexts>, };

/**
 * What the window gets instead of a reply. `code` is for the program, `advice` for the person.
 */
export type AppError = { 
/**
 * What happened, as a word the window can switch on.
 */
code: ErrorCode, 
/**
 * What happened, what is safe, what to do next. Never a patient's name, number or words.
 */
advice: string, 
/**
 * The field of the form it is about.
 */
field: string | null, };

/**
 * Something changed; read it again.
 */
export type AppEvent = { "kind": "threadChanged", thread: string, } | { "kind": "outboxChanged" } | { "kind": "connectivityChanged" } | { "kind": "statusChanged" } | { "kind": "lockSoon", seconds: number, } | { "kind": "settingsChanged" } | { "kind": "consentChanged" } | { "kind": "inboundArrived", count: number, } | { "kind": "alertClicked" } | { "kind": "earlierChanged" } | { "kind": "contactsProgress", done: number, total: number, };

/**
 * What the window should show first.
 */
export type AppStatus = { "kind": "starting", 
/**
 * Where a change of the practice's key is: 1 to 4; null when none is under way.
 */
keyStep: number | null, look: Look, } | { "kind": "setup", 
/**
 * Whether the operating system's keyring answers; otherwise passwords stand alone.
 */
keyring: boolean, look: Look, } | { "kind": "signIn", lock: LockScreen, } | { "kind": "blocked", problem: StartProblem, 
/**
 * Whether the recovery code is a way back.
 */
recovery: boolean, look: Look, } | { "kind": "ready", desk: Desk, };

/**
 * Asks the carrier how it has the practice's numbers.
 */
export type AskNumbers = Record<symbol, never>;

/**
 * Keeps what whoever answers at the number of a case said, and the patient's right number. A number that is somebody
 * else's is nobody's here from then on.
 */
export type AskedNumber = { 
/**
 * The case.
 */
case: string, 
/**
 * What they said.
 */
answer: NumberAnswerKind, 
/**
 * The patient's right number, as it is typed; empty while it is not known.
 */
right: string, };

/**
 * Gives it to somebody, or to nobody.
 */
export type AssignThread = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Whom.
 */
user: string | null, };

/**
 * Who a thread is assigned to.
 */
export type Assignee = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Two letters.
 */
initials: string, 
/**
 * Whether it is the person at this desk.
 */
me: boolean, };

/**
 * Whether the system encrypts a disk.
 */
export type AtRestKind = "encrypted" | "plain" | "untold";

/**
 * A file that came with a text.
 */
export type AttachmentInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * What its bytes are.
 */
mediaType: string, 
/**
 * Size.
 */
bytes: number, 
/**
 * Whether the window can show it.
 */
viewable: boolean, 
/**
 * What somebody said it shows.
 */
shows: PictureShows | null, };

/**
 * How it stands.
 */
export type AuthenticatorInfo = { 
/**
 * Whether they may have one: managers of a real practice.
 */
may: boolean, 
/**
 * Since when they have one.
 */
sinceAt: number | null, 
/**
 * Whether a repair of the store may have lost it, and it must be set up before anything of a manager's.
 */
owed: boolean, };

/**
 * What an authenticator app reads. It is shown once.
 */
export type AuthenticatorOffer = { 
/**
 * For who types it, in groups of four.
 */
secret: string, 
/**
 * The picture's edge, in squares.
 */
size: number, 
/**
 * Its dark squares, as the `d` of an SVG path.
 */
path: string, };

/**
 * Makes one now.
 */
export type BackUpNow = Record<symbol, never>;

/**
 * A backup.
 */
export type BackupCopy = { 
/**
 * When it was made.
 */
at: number, 
/**
 * Texts in it.
 */
texts: number, 
/**
 * The number of its newest entry in the log.
 */
entries: number, 
/**
 * Its size in megabytes, rounded up.
 */
megabytes: number, };

/**
 * How the practice's backups stand.
 */
export type BackupInfo = { 
/**
 * Where they go.
 */
folder: string, 
/**
 * Whether that is this computer's own disk.
 */
ownDisk: boolean, 
/**
 * The newest of so many days, weeks and months stay.
 */
daily: number, weekly: number, monthly: number, 
/**
 * The newest good one: made, opened, checked and counted.
 */
good: BackupCopy | null, 
/**
 * When one was last tried.
 */
triedAt: number | null, 
/**
 * Why that failed.
 */
problem: BackupProblem | null, 
/**
 * The last drill.
 */
drilledAt: number | null, 
/**
 * Why it failed.
 */
drillProblem: BackupProblem | null, 
/**
 * How many lie in the folder.
 */
kept: number, 
/**
 * Whether the recovery code opens them; otherwise only passwords on this computer.
 */
code: boolean, };

/**
 * Why there is no backup, or none that serves.
 */
export type BackupProblem = "folderMissing" | "diskFull" | "refused" | "notWhole" | "trailBroken" | "noBackup" | "broken";

/**
 * What somebody at the desk should know about the backups.
 */
export type BackupWarning = { 
/**
 * What failed; null when the newest is only old.
 */
problem: BackupProblem | null, 
/**
 * The newest good one.
 */
goodAt: number | null, };

/**
 * The five consent badges.
 */
export type Badge = "granted" | "noticeSent" | "noConsent" | "optedOut" | "expired";

/**
 * Who gets it.
 */
export type BatchAudience = { "kind": "file", 
/**
 * The file, base64.
 */
file: string, 
/**
 * Which column says what; a guess where nobody said.
 */
mapping: BatchMapping | null, } | { "kind": "view", 
/**
 * Which.
 */
view: View, } | { "kind": "own", 
/**
 * Which.
 */
own: string, };

/**
 * The heads of the columns that were read, where there are any.
 */
export type BatchColumns = { 
/**
 * The name.
 */
name: string | null, 
/**
 * The number.
 */
number: string | null, 
/**
 * The day of the visit.
 */
day: string | null, 
/**
 * Its time.
 */
time: string | null, };

/**
 * A batch, with what became of everybody.
 */
export type BatchInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * Where it stands.
 */
state: RunStateKind, 
/**
 * What it sends.
 */
template: string, 
/**
 * Who started it.
 */
by: string, 
/**
 * When.
 */
startedAt: number, 
/**
 * How many texts went, or are on their way.
 */
sent: number, 
/**
 * How many did not arrive.
 */
failed: number, 
/**
 * How many of those who got one confirmed their visit.
 */
confirmed: number, 
/**
 * How many get nothing.
 */
skipped: number, 
/**
 * How many wait for their turn.
 */
waiting: number, 
/**
 * When the last one would go, while it goes on.
 */
doneAt: number | null, 
/**
 * Whether whoever asks may pause it, let it go on and end it.
 */
mayChange: boolean, 
/**
 * Everybody on the list, in its order.
 */
items: Array<BatchItem>, };

/**
 * What became of somebody.
 */
export type BatchItem = { 
/**
 * As the list has it, or the number; empty where it is hidden.
 */
name: string, 
/**
 * Why name and visit are kept back, if they are.
 */
hidden: HiddenWhy | null, 
/**
 * Their conversation.
 */
thread: string | null, 
/**
 * When their visit is.
 */
visitAt: number | null, 
/**
 * What became of it.
 */
state: BatchItemKind, 
/**
 * With *skipped*: why.
 */
skip: BatchSkipKind | null, 
/**
 * With *waiting*: not before then.
 */
waitsUntilAt: number | null, 
/**
 * When.
 */
at: number | null, };

/**
 * What became of somebody in a batch.
 */
export type BatchItemKind = "waiting" | "sending" | "asks" | "sent" | "delivered" | "notDelivered" | "confirmed" | "skipped" | "ended";

/**
 * A list as it was read, and a guess at what its columns say.
 */
export type BatchListShape = { 
/**
 * Its columns, in their order.
 */
columns: Array<ListColumn>, 
/**
 * How many rows.
 */
rows: number, 
/**
 * For a person to confirm.
 */
guess: BatchMapping, };

/**
 * Which column says what, counted from 0.
 */
export type BatchMapping = { 
/**
 * The number.
 */
number: number, 
/**
 * The name.
 */
name: number | null, 
/**
 * The day of the visit.
 */
day: number | null, 
/**
 * Its time.
 */
time: number | null, };

/**
 * What a batch would do; nothing is sent.
 */
export type BatchPreview = { 
/**
 * Everybody on the list, in its order.
 */
rows: Array<BatchPreviewRow>, 
/**
 * How many can get it.
 */
can: number, 
/**
 * How many of those wait: it is quiet where they live, or their office is closed.
 */
wait: number, 
/**
 * Why the others get nothing, the most frequent first.
 */
skipped: Array<BatchSkipGroup>, 
/**
 * Of a file: which columns were read.
 */
columns: BatchColumns | null, 
/**
 * Seconds between two texts.
 */
everySeconds: number, 
/**
 * When the last one would go; `None` when nobody can get it.
 */
doneAt: number | null, 
/**
 * Where there are more than may still leave today: what the ceiling says, and after how many of these it is reached.
 */
over: OverCeiling | null, };

/**
 * Somebody on the list, before it starts.
 */
export type BatchPreviewRow = { 
/**
 * As the list has it, or the number.
 */
name: string, 
/**
 * Their conversation, if there is one.
 */
thread: string | null, 
/**
 * When their visit is.
 */
visitAt: number | null, 
/**
 * Why they get nothing.
 */
skip: BatchSkipKind | null, 
/**
 * Not before then.
 */
waitsUntilAt: number | null, 
/**
 * The words they would get.
 */
text: string | null, };

/**
 * A batch, if there ever was one.
 */
export type BatchReply = { 
/**
 * The batch.
 */
batch: BatchInfo | null, 
/**
 * Whether whoever asks may start one.
 */
mayStart: boolean, };

/**
 * How many get nothing for one reason.
 */
export type BatchSkipGroup = { 
/**
 * The reason.
 */
why: BatchSkipKind, 
/**
 * How many.
 */
count: number, };

/**
 * Why somebody gets nothing.
 */
export type BatchSkipKind = "noNumber" | "twice" | "household" | "nameDiffers" | "sharedPhone" | "already" | "optedOut" | "noConsent" | "landline" | "noVisit" | "blanks" | "past" | "stuck" | "notYours" | "template" | "words" | "notTextable";

/**
 * The threads behind a figure.
 */
export type BehindFigure = { 
/**
 * Slowest or newest first; at most 500.
 */
rows: Array<BehindRow>, 
/**
 * How many there are.
 */
total: number, };

/**
 * One of them.
 */
export type BehindRow = { 
/**
 * Where.
 */
thread: string, 
/**
 * Who.
 */
name: string, 
/**
 * When the patient wrote, or it happened.
 */
at: number, 
/**
 * How long the reply or the answer took, where it is about one; null while somebody waits.
 */
tookMs: number | null, 
/**
 * Who replied or handed off.
 */
staff: string | null, 
/**
 * When the visit is, where it is about one and they may read the thread.
 */
visitAt: number | null, };

/**
 * Counts of what goes on behind the lock.
 */
export type BehindTheLock = { 
/**
 * Patients waiting for an answer.
 */
waiting: number, 
/**
 * Texts waiting to leave.
 */
outbox: number, };

/**
 * A birth date, shown on purpose and written down as shown.
 */
export type BirthDate = { 
/**
 * `YYYY-MM-DD`.
 */
date: string, 
/**
 * How long it may be seen; then it is hidden, and asked for again.
 */
seconds: number, };

/**
 * A blank, by its name in both languages.
 */
export type BlankName = { 
/**
 * In English.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, };

/**
 * A blank in a draft.
 */
export type BlankSpan = { 
/**
 * First UTF-16 unit, the brace.
 */
start: number, 
/**
 * One past the last UTF-16 unit.
 */
end: number, };

/**
 * The booking link, ready to be taken into a draft (`templates.take`).
 */
export type BookingOffer = { 
/**
 * The template.
 */
template: string, 
/**
 * `en` or `es`: the patient's.
 */
language: string, 
/**
 * The words it would put there.
 */
words: string, 
/**
 * Whether the patient's newest text asks for a time, and nobody has answered it.
 */
asked: boolean, };

/**
 * Takes a waiting text back.
 */
export type CancelText = { 
/**
 * The message.
 */
message: string, };

/**
 * One of the two lists a number has at the carrier.
 */
export type CarrierListKind = "received" | "sent";

/**
 * What a product may carry.
 */
export type CarryKind = "off" | "visits" | "clinical";

/**
 * What was written down.
 */
export type CaseAct = { "kind": "reported" } | { "kind": "frozen" } | { "kind": "sendsStopped" } | { "kind": "sendsResumed" } | { "kind": "scopeSet", people: number, } | { "kind": "answered", factor: FactorKind, risk: RiskKind, } | { "kind": "noted" } | { "kind": "decided", decision: DecisionKind, } | { "kind": "signedOff" } | { "kind": "reopened" } | { "kind": "letterSaved", language: string, } | { "kind": "exported" } | { "kind": "wordsKept", untilAt: number | null, } | { "kind": "numberAsked", answer: NumberAnswerKind, } | { "kind": "numberCorrected" };

/**
 * A clock.
 */
export type CaseClock = { 
/**
 * Two letters; null for the federal rule.
 */
state: string | null, 
/**
 * Whether it is the state's rule for its licensed clinics.
 */
clinic: boolean, 
/**
 * Who must be told.
 */
whom: ToldKind, 
/**
 * How it counts.
 */
rule: ClockRule, 
/**
 * So many days.
 */
days: number, 
/**
 * From so many people on.
 */
fromPeople: number, 
/**
 * The last day; null where too few people are concerned.
 */
dueOn: string | null, 
/**
 * Days until then; negative when it has passed.
 */
daysLeft: number | null, 
/**
 * How much of the time has passed, in hundredths.
 */
passed: number, 
/**
 * Where the rule stands.
 */
citation: string, 
/**
 * Whether the source is uncertain.
 */
uncertain: boolean, };

/**
 * A case, opened.
 */
export type CaseDetail = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * What was reported.
 */
kind: CaseProblem, 
/**
 * How far it has come.
 */
state: CaseStateKind, 
/**
 * What was decided.
 */
decision: DecisionKind | null, 
/**
 * When it was reported.
 */
reportedAt: number, 
/**
 * By whom.
 */
reportedBy: string, 
/**
 * The thread.
 */
thread: string, 
/**
 * Whom the text was meant for.
 */
name: string, 
/**
 * The number, as people write it.
 */
phone: string, 
/**
 * Whose number it is, and which others the patient has.
 */
ofNumber: NumberInfo, 
/**
 * The text it was reported from.
 */
text: CaseText, 
/**
 * What was set aside.
 */
evidence: EvidenceInfo, 
/**
 * What the texts told, by kind.
 */
disclosed: Array<DisclosedKind>, 
/**
 * The four factors, in their order.
 */
factors: Array<FactorInfo>, 
/**
 * Whether all four are low, so that a person may decide that it was no breach.
 */
mayBeLow: boolean, 
/**
 * Since when nothing goes to the number; null when texts may go.
 */
stoppedAt: number | null, 
/**
 * Whether this case is what stops them.
 */
stops: boolean, 
/**
 * Whether this case keeps the words of its conversation from being deleted by the schedule.
 */
keeps: boolean, 
/**
 * Until when somebody decided that it does; null as long as nobody has.
 */
keepsUntilAt: number | null, 
/**
 * The last day that the form begins with, `2032-11-22`.
 */
keepOn: string, 
/**
 * Whom it concerns.
 */
scope: ScopeInfo, 
/**
 * Who must be told by when; empty once it is decided that nobody must.
 */
clocks: Array<CaseClock>, 
/**
 * States whose law Foyer has no row of.
 */
unknownStates: Array<string>, 
/**
 * Everything written down, the newest first.
 */
log: Array<CaseLine>, 
/**
 * Whether this person may sign it off: nobody does their own text.
 */
maySignOff: boolean, 
/**
 * Every state there is, for the form.
 */
states: Array<string>, };

/**
 * What a case becomes when it leaves.
 */
export type CaseFormat = "lines" | "pdf";

/**
 * The first draft of a letter.
 */
export type CaseLetter = { 
/**
 * Its words; a person changes them.
 */
text: string, };

/**
 * A line of a case's log.
 */
export type CaseLine = { 
/**
 * When.
 */
at: number, 
/**
 * Who; null for Foyer.
 */
by: string | null, 
/**
 * What.
 */
what: CaseAct, 
/**
 * In their own words.
 */
words: string | null, };

/**
 * What is reported.
 */
export type CaseProblem = "wrongPerson" | "tooMuch" | "wrongNumber" | "lostDevice";

/**
 * Every case.
 */
export type CaseRegister = { 
/**
 * The newest first.
 */
rows: Array<CaseRow>, 
/**
 * Year by year, the newest first.
 */
years: Array<CaseYear>, };

/**
 * A line of the register.
 */
export type CaseRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * What was reported.
 */
kind: CaseProblem, 
/**
 * How far it has come.
 */
state: CaseStateKind, 
/**
 * What was decided.
 */
decision: DecisionKind | null, 
/**
 * Whom it is about; empty where the thread is hidden from this person.
 */
name: string, 
/**
 * Whether it is.
 */
hidden: boolean, 
/**
 * When it was reported.
 */
reportedAt: number, 
/**
 * How many people it concerns.
 */
people: number, 
/**
 * The next day by which somebody must be told, while a clock runs.
 */
nextDueOn: string | null, 
/**
 * Days until then; negative when it has passed.
 */
daysLeft: number | null, };

/**
 * How far a case has come.
 */
export type CaseStateKind = "draft" | "assessed" | "signedOff";

/**
 * The text of a case.
 */
export type CaseText = { 
/**
 * Its words.
 */
words: string, 
/**
 * What is marked in them.
 */
findings: Array<FindingInfo>, 
/**
 * Whether it is ours.
 */
outbound: boolean, 
/**
 * Who sent it.
 */
sender: string, 
/**
 * When.
 */
at: number, 
/**
 * How far it got; null for the patient's.
 */
delivery: DeliveryKind | null, };

/**
 * A year's counts, by the day each case was known.
 */
export type CaseYear = { 
/**
 * The year.
 */
year: number, 
/**
 * Cases in all.
 */
cases: number, 
/**
 * Not decided.
 */
open: number, 
/**
 * Decided: no breach.
 */
none: number, 
/**
 * Breaches of fewer than 500 people: on the yearly list to HHS.
 */
under: number, 
/**
 * People in those.
 */
underPeople: number, 
/**
 * The last day for that list.
 */
listDueOn: string | null, 
/**
 * Breaches of 500 people or more: told to HHS one by one.
 */
over: number, 
/**
 * People in those.
 */
overPeople: number, };

/**
 * What a thread is about, as the desk filed it.
 */
export type CategoryKind = "scheduling" | "clinical" | "billing";

/**
 * Years by what a thread is about; null for always.
 */
export type CategoryYears = { 
/**
 * Visits.
 */
scheduling: number | null, 
/**
 * Care.
 */
clinical: number | null, 
/**
 * Bills.
 */
billing: number | null, };

/**
 * The ceiling and the brake.
 */
export type CeilingInfo = { 
/**
 * The most texts in 24 hours.
 */
texts: number, 
/**
 * The fewest that can be chosen.
 */
least: number, 
/**
 * The most that can be chosen.
 */
most: number, 
/**
 * Texts in the last 24 hours, since the brake was lifted last.
 */
sent: number, 
/**
 * Since when nothing leaves; null when texts do.
 */
pulledAt: number | null, 
/**
 * Whose texts wait, the most first.
 */
waiting: Array<WaitingOf>, 
/**
 * Whether a password is asked for.
 */
asksPassword: boolean, };

/**
 * Pauses, resumes or ends a batch.
 */
export type ChangeBatch = { 
/**
 * Which.
 */
batch: string, 
/**
 * What.
 */
change: RunChange, };

/**
 * Exchanges the practice's key. Everybody but whoever asks then needs a new code.
 */
export type ChangeKey = { 
/**
 * The password of whoever asks.
 */
password: string, 
/**
 * The recovery code, which then opens the new key too; without it a new one is asked for afterwards.
 */
code: string | null, };

/**
 * Changes what somebody is to whose phone it is, and whether they are texted there.
 */
export type ChangeOnPhone = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The patient.
 */
patient: string, 
/**
 * What they are to whose phone it is.
 */
relationship: string, 
/**
 * Confidential: never texted there.
 */
private: boolean, };

/**
 * The number belongs to somebody else now.
 */
export type ChangeOwner = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Another password for whoever sits here.
 */
export type ChangePassword = { 
/**
 * The one they have.
 */
password: string, 
/**
 * The one they want; at least 12 characters.
 */
newPassword: string, };

/**
 * Gives somebody another role.
 */
export type ChangeRole = { 
/**
 * Who.
 */
user: string, 
/**
 * Their role from now on.
 */
role: string, };

/**
 * Pauses, resumes or ends a run.
 */
export type ChangeRun = { 
/**
 * Which.
 */
run: string, 
/**
 * What.
 */
change: RunChange, };

/**
 * How texts travel.
 */
export type ChannelKind = "sms" | "whatsApp";

/**
 * Says that a hand-off a person had to bring is where it belongs.
 */
export type CheckOffHandoff = { 
/**
 * The hand-off.
 */
handoff: string, };

/**
 * Says of one half whether it was typed without a slip, so that its keeper need not stay. That it is the practice's,
 * only both together can tell.
 */
export type CheckRecoveryHalf = { 
/**
 * As typed.
 */
half: string, };

/**
 * Looks at words while they are written.
 */
export type CheckTemplate = { 
/**
 * In English.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, };

/**
 * Proves an account with a one-row list and reads its numbers.
 */
export type CheckTwilio = { 
/**
 * The account.
 */
account: TwilioAccount, };

/**
 * Asks, in the system's own dialog, where backups should go.
 */
export type ChooseBackupFolder = Record<symbol, never>;

/**
 * Says for whom texts to a shared phone are from now on.
 */
export type ChoosePerson = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The patient; `None` where nobody knows.
 */
patient: string | null, };

/**
 * Asks, in the system's own dialog, for the folder of another backup.
 */
export type ChooseRestore = Record<symbol, never>;

/**
 * How a clock's days are counted.
 */
export type ClockRule = "calendar" | "business" | "yearEnd" | "afterPeople" | "afterRegulator";

/**
 * Closes the practice, for the night. Its next opening takes a password.
 */
export type CloseDesk = Record<symbol, never>;

/**
 * An office closed. Its numbers and people must have gone elsewhere first.
 */
export type CloseLocation = { 
/**
 * Which.
 */
location: string, };

/**
 * Done with it.
 */
export type CloseThread = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Somebody who works here.
 */
export type Colleague = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, };

/**
 * Adds an internal note, and asks colleagues in it.
 */
export type CommentThread = { 
/**
 * Where.
 */
thread: string, 
/**
 * The words.
 */
text: string, 
/**
 * Whom it asks.
 */
asks: Array<string>, 
/**
 * The window's own id for it; the same id twice is one note.
 */
clientId: string, };

/**
 * Holds a list from the directory against the people here.
 */
export type CompareDirectory = { 
/**
 * The file, in base64: a CSV with a column of names and one of groups.
 */
file: string, 
/**
 * Which role each group stands for from now on; null for what was said before.
 */
roles: Array<GroupRole> | null, };

/**
 * What the composer shows before anything is typed.
 */
export type ComposerInfo = { 
/**
 * As people write it: where a text would go.
 */
to: string, 
/**
 * Why nothing can be texted, if so.
 */
refusal: Refusal | null, 
/**
 * Until when visit details may be answered without consent, because the patient texted first.
 */
answerUntilAt: number | null, 
/**
 * Whether the one-time notice will go out ahead of the next text.
 */
noticeGoesAlong: boolean, 
/**
 * Whether a text would leave now or wait.
 */
leavesNow: boolean, 
/**
 * Whether this person may send over a warning, with a reason.
 */
mayOverride: boolean, 
/**
 * Set while it is quiet where the patient lives.
 */
quiet: QuietInfo | null, 
/**
 * What hand-off would text; `None` when there is no portal address or consent.
 */
handoff: HandoffPreview | null, 
/**
 * Why there is none, where that is the portal's matter.
 */
handoffOff: RefusalKind | null, 
/**
 * Whether words can go to the portal although no text may lead to them.
 */
portalAlone: boolean, 
/**
 * Whose number it is, for whoever sends words there that belong in the portal; null where nobody here may.
 */
identity: IdentityInfo | null, };

/**
 * What the computer does with what lies still. Foyer's own files are encrypted whatever it says.
 */
export type ComputerInfo = { 
/**
 * The disk that the practice lies on.
 */
disk: AtRestKind, 
/**
 * Where memory goes that the computer has no room for.
 */
swap: SwapKind, };

/**
 * The app has it: from now on a code is asked for at sign-in.
 */
export type ConfirmAuthenticator = { 
/**
 * Six digits.
 */
code: string, };

/**
 * Somebody has looked at what is held, and put in what a repair of the store lost: from now on words are deleted again.
 */
export type ConfirmHolds = Record<symbol, never>;

/**
 * Types it back; from then on it counts.
 */
export type ConfirmRecoveryCode = { 
/**
 * As written down.
 */
code: string, };

/**
 * Types one of the two sheets back; the code counts once both were.
 */
export type ConfirmRecoveryHalf = { 
/**
 * As written down.
 */
half: string, 
/**
 * The name of whoever keeps it.
 */
keeper: string, };

/**
 * Connects the portal's FHIR interface, if it answers and accepts the key.
 */
export type ConnectPortal = { 
/**
 * Base address.
 */
baseUrl: string, 
/**
 * The name the portal gave us.
 */
clientId: string, 
/**
 * The system of the practice's record numbers.
 */
recordSystem: string, 
/**
 * Who writes, as a reference there; empty if the portal shows nobody.
 */
sender: string, 
/**
 * A private key, PKCS#8 in PEM; empty takes the one that was made, or keeps the one there is.
 */
key: string, };

/**
 * Makes the practice and connects the account.
 */
export type ConnectTwilio = { 
/**
 * The account, as checked.
 */
account: TwilioAccount, 
/**
 * The practice's name.
 */
practiceName: string, 
/**
 * Name of the person setting it up, who becomes its manager.
 */
yourName: string, 
/**
 * IANA time zone of the practice.
 */
timeZone: string, 
/**
 * Numbers to use, as typed or chosen; at least one.
 */
numbers: Array<string>, 
/**
 * The portal's address, if there is one.
 */
portalUrl: string | null, 
/**
 * That person's password; at least 12 characters.
 */
password: string, 
/**
 * Six digits that lift the lock.
 */
pin: string, };

/**
 * The line to the carrier.
 */
export type ConnectivityInfo = { 
/**
 * Where it stands.
 */
state: ConnectivityKind, 
/**
 * When it last changed for the worse.
 */
sinceAt: number | null, 
/**
 * The next try.
 */
nextTryAt: number | null, 
/**
 * Texts waiting to leave.
 */
waiting: number, 
/**
 * How many left by themselves when the line came back last, and when that was.
 */
backAt: number | null, 
/**
 * Texts sent since then.
 */
sentSinceBack: number, 
/**
 * Texts the carrier listed that Foyer could not read; they are at the carrier.
 */
unreadable: number, 
/**
 * Texts of the last day that nobody here sent, where they are many more than usual.
 */
elsewhere: number, 
/**
 * By how much this computer's clock is ahead of the carrier's, when it is wrong; behind when negative.
 */
clockOffByMs: number | null, };

/**
 * Where the line stands.
 */
export type ConnectivityKind = "starting" | "online" | "noNetwork" | "untrusted" | "carrierDown" | "rateLimited" | "listBroken" | "credentialsRefused" | "suspended" | "notRegistered" | "clockWrong" | "braked" | "sentElsewhere" | "diskFull" | "notSaved";

/**
 * What consent or its end rests on.
 */
export type ConsentBasisKind = "repliedYes" | "paper" | "spoken" | "phone" | "portal" | "start" | "stop" | "worded" | "imported" | "carrierBlock" | "staff";

/**
 * Consent on one channel.
 */
export type ConsentCard = { 
/**
 * The channel.
 */
channel: ChannelKind, 
/**
 * The badge.
 */
badge: Badge, 
/**
 * What it rests on.
 */
basis: ConsentBasisKind | null, 
/**
 * Since when.
 */
sinceAt: number | null, 
/**
 * Until when.
 */
untilAt: number | null, 
/**
 * Whether it should be renewed soon.
 */
refreshSoon: boolean, 
/**
 * By when, where it is the date that asks.
 */
refreshByAt: number | null, 
/**
 * Why it should be renewed.
 */
refreshReason: RefreshReason | null, 
/**
 * What may be texted about.
 */
covers: Array<SubjectKind>, 
/**
 * What was taken back by itself.
 */
withdrawn: Array<SubjectKind>, 
/**
 * Whether the number is blocked by somebody's STOP that is not this person's own. Names nobody.
 */
numberBlocked: boolean, 
/**
 * Whether an old list says that they agreed, and not when.
 */
unverified: boolean, };

/**
 * A fact about consent, for the history.
 */
export type ConsentFact = { 
/**
 * When.
 */
at: number, 
/**
 * What happened.
 */
what: ConsentFactKind, 
/**
 * How.
 */
basis: ConsentBasisKind | null, 
/**
 * Who, when it was staff.
 */
by: string | null, };

/**
 * What happened to consent.
 */
export type ConsentFactKind = "noticeSent" | "granted" | "revoked" | "restarted" | "inboundFirst" | "noticeDelivered" | "noticeFailed" | "declined" | "unverified" | "importUndone" | "linked" | "newOwner" | "unreadable" | "farewellSent" | "refreshed" | "expired";

/**
 * The practice's figures for consent.
 */
export type ConsentFigures = { 
/**
 * How long a consent lasts, 30 to 730 days.
 */
lastsDays: number, 
/**
 * How long before its end it turns amber, 0 to 90 days.
 */
refreshDays: number, 
/**
 * How long a patient's text may be answered without consent, 1 to 72 hours.
 */
answerHours: number, 
/**
 * From when the practice texts, in minutes of the patient's day; `None` where the rules alone say.
 */
textsFrom: number | null, 
/**
 * Until when. The rules of a state or the country are never loosened by these.
 */
textsUntil: number | null, };

/**
 * The history, newest first.
 */
export type ConsentHistory = { 
/**
 * The facts.
 */
facts: Array<ConsentFact>, };

/**
 * A list as it was read, and a guess at what its columns say.
 */
export type ConsentListShape = { 
/**
 * Its columns, in their order.
 */
columns: Array<ListColumn>, 
/**
 * How many rows.
 */
rows: number, 
/**
 * For a person to confirm.
 */
guess: ListMapping, };

/**
 * What becomes of a row.
 */
export type ContactFate = "new" | "shared" | "numberAdded" | "known" | "twice" | "noName" | "noNumber" | "wrongNumber";

/**
 * How many rows come to the same.
 */
export type ContactFateCount = { 
/**
 * What becomes of them.
 */
fate: ContactFate, 
/**
 * How many.
 */
count: number, };

/**
 * A list of people that was brought in.
 */
export type ContactImportInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * When.
 */
at: number, 
/**
 * Who brought it in.
 */
by: string, 
/**
 * People it made.
 */
people: number, 
/**
 * Numbers it put down to people.
 */
numbers: number, 
/**
 * Rows that changed nothing.
 */
leftOut: number, 
/**
 * When it was taken back, if it was.
 */
undoneAt: number | null, 
/**
 * Who took it back.
 */
undoneBy: string | null, 
/**
 * People of it who stayed then, because something was changed since.
 */
stayed: number, };

/**
 * Every list of people that was brought in, the newest first.
 */
export type ContactImportList = { 
/**
 * The lists.
 */
imports: Array<ContactImportInfo>, };

/**
 * A row and what becomes of it.
 */
export type ContactLine = { 
/**
 * Its place in the file, from 1.
 */
row: number, 
/**
 * The name as written.
 */
name: string, 
/**
 * The number as written.
 */
number: string, 
/**
 * What becomes of it.
 */
fate: ContactFate, };

/**
 * Which column says what, counted from 0.
 */
export type ContactsMapping = { 
/**
 * The number.
 */
number: number, 
/**
 * The whole name, or the first of two.
 */
name: number, 
/**
 * The family name, where it stands by itself.
 */
last: number | null, 
/**
 * What they go by.
 */
goesBy: number | null, 
/**
 * When they were born.
 */
birthDate: number | null, 
/**
 * What they are texted in.
 */
language: number | null, 
/**
 * Whether they agreed to texts.
 */
agreed: number | null, 
/**
 * When they did.
 */
consentDate: number | null, 
/**
 * The form it stands on.
 */
form: number | null, 
/**
 * How `01/02/2026` is meant.
 */
order: ListDateOrder, 
/**
 * Where the list is from; kept with every consent.
 */
source: string, };

/**
 * What bringing a list in would do. Nothing has been done.
 */
export type ContactsPreview = { 
/**
 * People it would make.
 */
people: number, 
/**
 * Numbers it would put down to people.
 */
numbers: number, 
/**
 * Rows that would change nothing.
 */
leftOut: number, 
/**
 * How many of each kind, in a fixed order.
 */
fates: Array<ContactFateCount>, 
/**
 * Numbers from abroad, among the rows that land.
 */
abroad: number, 
/**
 * Landlines, where the digits tell.
 */
landlines: number, 
/**
 * Toll-free and such: no text reaches anybody.
 */
nobodys: number, 
/**
 * Birth dates that can't be read, and are left away.
 */
badBirthDates: number, 
/**
 * The first rows of each kind, in the order of the file.
 */
lines: Array<ContactLine>, };

/**
 * A list of people as it was read, and a guess at what its columns say.
 */
export type ContactsShape = { 
/**
 * Its columns, in their order.
 */
columns: Array<ListColumn>, 
/**
 * How many rows.
 */
rows: number, 
/**
 * For a person to confirm.
 */
guess: ContactsMapping, };

/**
 * How long copied words stay on the clipboard.
 */
export type Copied = { 
/**
 * Seconds.
 */
seconds: number, };

/**
 * Puts a hand-off's words on the clipboard, kept out of its history and taken off it again.
 */
export type CopyHandoff = { 
/**
 * The hand-off.
 */
handoff: string, };

/**
 * When a copy was made and whether it was kept.
 */
export type CopySaved = { 
/**
 * Whether the person kept it somewhere.
 */
saved: boolean, 
/**
 * How many messages are in it.
 */
messages: number, 
/**
 * When it was made.
 */
at: number, };

/**
 * How many threads each view holds.
 */
export type CountThreads = Record<symbol, never>;

/**
 * A day on which the carrier's list and the store differ.
 */
export type DayInfo = { 
/**
 * Our number's id.
 */
line: string, 
/**
 * Our number as people write it.
 */
number: string, 
/**
 * Which of its two lists.
 */
list: CarrierListKind, 
/**
 * The day's first instant; the carrier's days are UTC.
 */
dayAt: number, 
/**
 * Texts in the carrier's list.
 */
carrier: number, 
/**
 * Texts here.
 */
here: number, 
/**
 * In the list and not here.
 */
missing: number, 
/**
 * In the list, and could not be read here.
 */
setAside: number, 
/**
 * Here, and deleted at the carrier.
 */
gone: number, 
/**
 * Whether the day is being fetched again.
 */
fetching: boolean, };

/**
 * A day of the week: both, or neither where it stays closed.
 */
export type DayOpen = { 
/**
 * In minutes of the day.
 */
from: number | null, 
/**
 * In minutes of the day.
 */
until: number | null, 
/**
 * Closed in between, such as for lunch.
 */
pause?: DayPause, };

/**
 * A break, in minutes of the day.
 */
export type DayPause = { 
/**
 * When it begins.
 */
from: number, 
/**
 * When it ends.
 */
until: number, };

/**
 * Decides a case.
 */
export type DecideCase = { 
/**
 * The case.
 */
case: string, 
/**
 * What.
 */
decision: DecisionKind, 
/**
 * Why.
 */
words: string, };

/**
 * Says what was meant.
 */
export type DecideReview = { 
/**
 * Which.
 */
review: string, 
/**
 * What was meant; must answer what was asked.
 */
decision: ReviewDecisionKind, };

/**
 * Decides about the newest wording of a template.
 */
export type DecideTemplate = { 
/**
 * Which.
 */
template: string, 
/**
 * What.
 */
decision: TemplateDecisionKind, };

/**
 * What is decided.
 */
export type DecisionKind = "tell" | "lowRisk" | "notABreach";

/**
 * Where a text of ours is.
 */
export type DeliveryInfo = { 
/**
 * The state.
 */
state: DeliveryKind, 
/**
 * Why it did not arrive.
 */
problem: ProblemKind | null, 
/**
 * Why it waits, when it is held.
 */
hold: HoldKind | null, 
/**
 * Until when it can be taken back.
 */
undoUntilAt: number | null, 
/**
 * When it is to leave, or was, where somebody chose a time.
 */
scheduledAt: number | null, 
/**
 * Whether it can still be taken back.
 */
canCancel: boolean, 
/**
 * Whether it can be written again.
 */
canRetry: boolean, };

/**
 * Where a text is, as the bubble says it.
 */
export type DeliveryKind = "queued" | "held" | "sending" | "notConfirmed" | "accepted" | "sent" | "noReport" | "delivered" | "notDelivered" | "cancelled";

/**
 * Why a request may be denied.
 */
export type DenialGroundKind = "legalProceeding" | "confidence" | "danger" | "otherPerson" | "representative";

/**
 * Everything the window needs before it lists threads.
 */
export type Desk = { 
/**
 * The practice.
 */
practice: PracticeInfo, 
/**
 * Whether the carrier is pretend.
 */
practiceMode: boolean, 
/**
 * Who sits here.
 */
user: Staff, 
/**
 * Everybody a thread can be assigned to.
 */
staff: Array<Staff>, 
/**
 * The practice's own numbers.
 */
lines: Array<LineInfo>, 
/**
 * The core's clock now; the window counts on from it.
 */
nowAt: number, 
/**
 * The line to the carrier.
 */
connectivity: ConnectivityInfo, 
/**
 * The person's settings.
 */
settings: Settings, 
/**
 * How soon patients should be answered.
 */
replyGoals: ReplyGoals, 
/**
 * Minutes after which the desktop is told again of a thread nobody has taken; null for never.
 */
repeatMinutes: number | null, 
/**
 * Minutes without anybody after which the desk locks.
 */
lockAfterMinutes: number, 
/**
 * What of the window this person has a use for.
 */
may: Rights, 
/**
 * Whether this person is asked to make a recovery code: there is none yet.
 */
needsRecoveryCode: boolean, 
/**
 * What somebody should know about the backups; null when all is well.
 */
backup: BackupWarning | null, 
/**
 * Days of unusual looking around that nobody has looked into; 0 for who may not see who did what.
 */
looking: number, 
/**
 * Cases that nobody has signed off; 0 for who may not see them.
 */
cases: number, };

/**
 * A group of the list.
 */
export type DirectoryGroup = { 
/**
 * Its name.
 */
group: string, 
/**
 * People in it.
 */
people: number, 
/**
 * The role it stands for; null for none.
 */
role: string | null, };

/**
 * A difference.
 */
export type DirectoryRow = { "kind": "missing", name: string, role: string, } | { "kind": "role", user: string, name: string, role: string, } | { "kind": "gone", user: string, name: string, } | { "kind": "several", name: string, roles: Array<string>, } | { "kind": "twice", name: string, };

/**
 * How the directory and the people here compare.
 */
export type DirectoryView = { 
/**
 * The groups of the list.
 */
groups: Array<DirectoryGroup>, 
/**
 * What differs; empty while no group stands for a role.
 */
rows: Array<DirectoryRow>, 
/**
 * Whether any group stands for a role.
 */
compared: boolean, };

/**
 * A kind of information that was told.
 */
export type DisclosedKind = { 
/**
 * The screener's name of it.
 */
kind: string, 
/**
 * Whether it tells of health.
 */
clinical: boolean, };

/**
 * Back to pasting by hand.
 */
export type DisconnectPortal = Record<symbol, never>;

/**
 * Done; nothing to say.
 */
export type Done = Record<symbol, never>;

/**
 * What is known about a text nobody is sure of.
 */
export type DoubtInfo = { 
/**
 * In order; none once it is clear.
 */
steps: Array<DoubtStep>, };

/**
 * One fact about it.
 */
export type DoubtStep = { 
/**
 * When.
 */
at: number, 
/**
 * What happened.
 */
what: DoubtStepKind, 
/**
 * Who, when it was staff.
 */
by: string | null, };

/**
 * What happened to a text nobody is sure of.
 */
export type DoubtStepKind = "handed" | "noAnswer" | "looked";

/**
 * What the screener says of a draft.
 */
export type DraftCheck = { 
/**
 * The draft's number, as asked; answers to older ones are dropped.
 */
revision: number, 
/**
 * Clean, caution, portal only.
 */
verdict: VerdictKind, 
/**
 * Portal-only first.
 */
findings: Array<FindingInfo>, 
/**
 * The counter.
 */
segments: SegmentsInfo, 
/**
 * The draft with typographic characters straightened, when that changes it.
 */
straightened: string | null, 
/**
 * Blanks of templates that are still to be filled, in order.
 */
blanks: Array<BlankSpan>, };

/**
 * The first draft of the letter to the patient.
 */
export type DraftLetter = { 
/**
 * The case.
 */
case: string, 
/**
 * `en` or `es`.
 */
language: string, };

/**
 * Something that is not as it should be.
 */
export type DriftFinding = { 
/**
 * What.
 */
what: DriftWhat, 
/**
 * The template.
 */
template: string | null, 
/**
 * What it is called, or which automatic reply it is.
 */
name: string, 
/**
 * Whether this person may propose what was found as another wording of the template.
 */
mayPropose: boolean, 
/**
 * What is declared.
 */
declared: TemplateLevelKind, 
/**
 * What is told.
 */
told: TemplateLevelKind, 
/**
 * How often.
 */
times: number, };

/**
 * The check.
 */
export type DriftPage = { 
/**
 * The last look; null before the first.
 */
last: DriftScan | null, 
/**
 * Those before it, the newest first.
 */
before: Array<DriftScan>, 
/**
 * Whether this person may look now and sign off.
 */
maySign: boolean, };

/**
 * One look.
 */
export type DriftScan = { 
/**
 * Id.
 */
id: string, 
/**
 * When.
 */
at: number, 
/**
 * Who asked for it; null: Foyer, at night.
 */
by: string | null, 
/**
 * Templates in use.
 */
templates: number, 
/**
 * Automatic replies.
 */
replies: number, 
/**
 * Texts sent in the 30 days before, by this Foyer or another program.
 */
texts: number, 
/**
 * What was found.
 */
found: Array<DriftFinding>, 
/**
 * Who signed it off.
 */
signedBy: string | null, 
/**
 * When.
 */
signedAt: number | null, 
/**
 * What they said.
 */
words: string, };

/**
 * What is not as it should be.
 */
export type DriftWhat = "notAsDeclared" | "sentAsMore" | "typedBehind" | "spanishOlder" | "reply" | "byHand" | "elsewhere";

/**
 * Holds a drill now.
 */
export type DrillBackup = Record<symbol, never>;

/**
 * Why somebody is due.
 */
export type DueKind = "ended" | "noticeChanged" | "endsSoon" | "noAnswer" | "unverified";

/**
 * Who is due.
 */
export type DueList = { 
/**
 * Due now first, then by date.
 */
rows: Array<DueRow>, 
/**
 * Ended, or agreed to an older notice.
 */
now: number, 
/**
 * Ends within the practice's days of warning.
 */
soon: number, 
/**
 * Asked and not answered.
 */
noAnswer: number, 
/**
 * The run that goes on or was last.
 */
run: RunInfo | null, };

/**
 * A person who is due.
 */
export type DueRow = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Who, or the number.
 */
name: string, 
/**
 * How texts travel.
 */
channel: ChannelKind, 
/**
 * The badge.
 */
badge: Badge, 
/**
 * Why.
 */
due: DueKind, 
/**
 * When consent ends or ended; when they were asked.
 */
at: number | null, 
/**
 * Language of the notice: `en` or `es`.
 */
language: string, 
/**
 * Why no notice can go, if so.
 */
skip: SkipKind | null, 
/**
 * When that ends by itself.
 */
skipUntilAt: number | null, 
/**
 * When it goes, by the hours there, if later than now.
 */
waitsUntilAt: number | null, };

/**
 * Batches that were started before.
 */
export type EarlierBatches = { 
/**
 * The newest first, without the people in them.
 */
batches: Array<BatchInfo>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * Earlier days, as the settings show them.
 */
export type EarlierInfo = { 
/**
 * History on its way in.
 */
history: HistoryInfo, 
/**
 * Of how many of the last 30 days the carrier's list was counted.
 */
counted: number, 
/**
 * When that was last.
 */
countedAt: number | null, 
/**
 * Days on which the two differ, newest first.
 */
days: Array<DayInfo>, 
/**
 * How often new texts are asked for with nobody at the window and nothing new for half an hour, in seconds.
 */
nightSeconds: number, 
/**
 * Whether words are taken from the carrier.
 */
scrub: ScrubInfo, };

/**
 * Enters one.
 */
export type EnterAccess = { 
/**
 * Any thread of the patient.
 */
thread: string, 
/**
 * The day it came in, `2026-11-20`.
 */
askedOn: string, };

/**
 * Lifts the lock with a PIN.
 */
export type EnterPin = { 
/**
 * Who.
 */
user: string, 
/**
 * Six digits.
 */
pin: string, };

/**
 * Deletes what is due, for good.
 */
export type EraseWords = Record<symbol, never>;

/**
 * What was deleted.
 */
export type ErasedWords = { 
/**
 * Texts.
 */
texts: number, 
/**
 * Notes.
 */
notes: number, 
/**
 * Files.
 */
files: number, 
/**
 * What holds afterwards.
 */
info: RetentionInfo, };

/**
 * Every way a command can fail.
 */
export type ErrorCode = "notOpen" | "locked" | "notAllowed" | "hidden" | "unknownCommand" | "badArguments" | "badField" | "notFound" | "wrongSecret" | "codeNeeded" | "slowed" | "lockedOut" | "firstDay" | "keyringSilent" | "credentialsRefused" | "carrierUnreachable" | "carrierUntrusted" | "portalUnreachable" | "diskFull" | "storeDamaged" | "notShown" | "tooLate" | "internal";

/**
 * What was set aside.
 */
export type EvidenceInfo = { 
/**
 * Texts.
 */
texts: number, 
/**
 * What the carrier said of them.
 */
reports: number, 
/**
 * Entries of the audit trail.
 */
entries: number, 
/**
 * The first of those.
 */
firstEntry: number | null, 
/**
 * The last.
 */
lastEntry: number | null, 
/**
 * Of all of it.
 */
sha256: string, 
/**
 * Whether it is byte for byte what it was.
 */
whole: boolean, };

/**
 * Looks at the whole audit trail.
 */
export type ExamineTrail = Record<symbol, never>;

/**
 * Keeps a case as a file that proves itself, or on paper, where the person says.
 */
export type ExportCase = { 
/**
 * The case.
 */
case: string, 
/**
 * As what.
 */
format: CaseFormat, };

/**
 * Writes the whole audit trail into a file that verifies without Foyer.
 */
export type ExportTrail = Record<symbol, never>;

/**
 * A factor.
 */
export type FactorInfo = { 
/**
 * Which.
 */
factor: FactorKind, 
/**
 * The answer; null while it is open.
 */
risk: RiskKind | null, 
/**
 * Why.
 */
words: string, };

/**
 * A factor of the assessment (45 CFR 164.402).
 */
export type FactorKind = "information" | "recipient" | "seen" | "madeGood";

/**
 * Texts that did not arrive, for one reason.
 */
export type FailedTexts = { 
/**
 * Why.
 */
problem: ProblemKind, 
/**
 * How many.
 */
times: number, };

/**
 * Fetches a day of one of the carrier's lists again.
 */
export type FetchDay = { 
/**
 * Our number's id.
 */
line: string, 
/**
 * Which list.
 */
list: CarrierListKind, 
/**
 * The day's first instant.
 */
dayAt: number, };

/**
 * A FHIR interface.
 */
export type FhirInfo = { 
/**
 * Base address.
 */
baseUrl: string, 
/**
 * The name the portal gave us.
 */
clientId: string, 
/**
 * The system of the practice's record numbers.
 */
recordSystem: string, 
/**
 * Who writes, as a reference there.
 */
sender: string | null, 
/**
 * The public half of our key, to register there.
 */
publicKey: string, };

/**
 * A figure of the page, to ask for the threads behind it.
 */
export type Figure = { "kind": "firstReplies" } | { "kind": "slowestTenth" } | { "kind": "lateReplies" } | { "kind": "hour", 
/**
 * Which.
 */
hour: number, } | { "kind": "notSameDay" } | { "kind": "handedOff" } | { "kind": "optOuts" } | { "kind": "answered" } | { "kind": "notAnswered" } | { "kind": "saidYes" } | { "kind": "notices" } | { "kind": "confirmed" } | { "kind": "notConfirmed" } | { "kind": "bookingLinks" } | { "kind": "failed", 
/**
 * Which.
 */
problem: ProblemKind, } | { "kind": "refused", 
/**
 * Which.
 */
why: RefusedWhy, };

/**
 * Files it under what it is about; who reads it follows from that.
 */
export type FileThread = { 
/**
 * The thread.
 */
thread: string, 
/**
 * What it is about.
 */
category: CategoryKind, };

/**
 * Under what a thread may be filed.
 */
export type FilingInfo = { 
/**
 * Whether this person may.
 */
may: boolean, 
/**
 * What its texts suggest, while nobody has filed it.
 */
suggested: CategoryKind | null, 
/**
 * The categories this person would go on reading it under.
 */
reads: Array<CategoryKind>, };

/**
 * People by name and number, texts by words, newest first.
 */
export type Find = { 
/**
 * As typed; anything is a valid question.
 */
text: string, 
/**
 * How many of each, at most 100.
 */
limit: number, };

/**
 * One finding.
 */
export type FindingInfo = { 
/**
 * First UTF-16 unit of the words.
 */
start: number, 
/**
 * One past the last UTF-16 unit.
 */
end: number, 
/**
 * The category, as the design system words it.
 */
category: string, 
/**
 * Caution or portal only.
 */
severity: VerdictKind, 
/**
 * Why, in a sentence.
 */
reason: string, 
/**
 * The rule or term that found it.
 */
rule: string, 
/**
 * What the fix button says.
 */
fixLabel: string | null, 
/**
 * What the fix puts in place of the words; empty removes them.
 */
fixText: string | null, };

/**
 * A new person comes in with their code and chooses password and PIN.
 */
export type FirstSignIn = { 
/**
 * Who.
 */
user: string, 
/**
 * The printed code.
 */
code: string, 
/**
 * At least 12 characters.
 */
password: string, 
/**
 * Six digits.
 */
pin: string, };

/**
 * What was said around a text that was found.
 */
export type FoundText = { 
/**
 * Its thread.
 */
thread: string, 
/**
 * With whom.
 */
name: string, 
/**
 * Consent now.
 */
badge: Badge, 
/**
 * Some texts before it, itself, and some after it.
 */
timeline: TimelinePage, };

/**
 * What an older copy holds.
 */
export type FrozenCopy = { 
/**
 * When it was noticed.
 */
noticedAt: number, 
/**
 * The last thing it knows of.
 */
copyAt: number | null, 
/**
 * The number of its last entry in the log.
 */
entries: number, 
/**
 * What could be read and what not, where it is a damaged store that was repaired.
 */
repaired: RepairInfo | null, 
/**
 * Whether the carrier's lists have been read since; before that nothing can be let go.
 */
checked: boolean, 
/**
 * What waited in it, oldest first.
 */
texts: Array<FrozenText>, };

/**
 * What became of a text that waited in an older copy.
 */
export type FrozenFate = "notChecked" | "carrierHasIt" | "optedOut" | "timePassed" | "tooOld" | "stillTrue";

/**
 * An older copy of the store, put back: nothing leaves it until a person says so.
 */
export type FrozenInfo = { 
/**
 * The copy; `None` when the store is not one, or a person has let it go on.
 */
copy: FrozenCopy | null, };

/**
 * A text that waited in an older copy.
 */
export type FrozenText = { 
/**
 * The message.
 */
message: string, 
/**
 * Its thread.
 */
thread: string, 
/**
 * Who it is for.
 */
name: string, 
/**
 * Its words.
 */
text: string, 
/**
 * Why they are kept back, if they are; then it is for somebody else to decide about.
 */
hidden: HiddenWhy | null, 
/**
 * Since when it waits.
 */
at: number, 
/**
 * What became of it meanwhile.
 */
fate: FrozenFate, 
/**
 * With *carrier has it*: when the carrier got it.
 */
fateAt: number | null, 
/**
 * Whether sending it is what most people would want.
 */
send: boolean, };

/**
 * Whether whoever sits there has an authenticator.
 */
export type GetAuthenticator = Record<symbol, never>;

/**
 * How the backups stand.
 */
export type GetBackup = Record<symbol, never>;

/**
 * How many texts may leave in a day, how many did, and whether the brake is pulled.
 */
export type GetCeiling = Record<symbol, never>;

/**
 * Whether the computer encrypts its disk and its swap.
 */
export type GetComputer = Record<symbol, never>;

/**
 * The line to the carrier.
 */
export type GetConnectivity = Record<symbol, never>;

/**
 * Earlier days.
 */
export type GetEarlier = Record<symbol, never>;

/**
 * The agreements, what texts may carry, and what is still to do.
 */
export type GetGoLive = Record<symbol, never>;

/**
 * The portal as it is set up.
 */
export type GetPortalSetup = Record<symbol, never>;

/**
 * What to show first.
 */
export type GetStatus = Record<symbol, never>;

/**
 * Why a hidden thread was opened.
 */
export type GlassWhyKind = "here" | "covering" | "urgent";

/**
 * The page of agreements.
 */
export type GoLive = { 
/**
 * What is on record, the portal's own too, in the order it was written down.
 */
agreements: Array<SignedInfo>, 
/**
 * What a text may carry today.
 */
texts: CarryKind, 
/**
 * When that becomes less by itself: the agreement ends and no other follows.
 */
lessAt: number | null, 
/**
 * Each product, and what it may carry.
 */
products: Array<ProductRow>, 
/**
 * What is to be done before texts go to patients.
 */
steps: Array<GoLiveStep>, 
/**
 * Who was trained when.
 */
training: Array<TrainingRow>, 
/**
 * The practice's numbers, those that it had before too.
 */
numbers: Array<NumberHistory>, 
/**
 * Who signed the list off last.
 */
signedOff: SignedOffInfo | null, 
/**
 * Whether the carrier here is a pretend one, which nothing is held back from.
 */
pretend: boolean, };

/**
 * Something to do before going live.
 */
export type GoLiveStep = { 
/**
 * What.
 */
step: StepKind, 
/**
 * Whether it is done.
 */
done: boolean, 
/**
 * When it was, where that is kept.
 */
at: number | null, };

/**
 * Hours of the day with a goal of their own, by the practice's clock.
 */
export type GoalStretch = { 
/**
 * The first hour, 0 to 23.
 */
fromHour: number, 
/**
 * The hour before which it ends, 1 to 24.
 */
untilHour: number, 
/**
 * Minutes to the first reply, 1 to 1,440.
 */
minutes: number, };

/**
 * On what a text may go.
 */
export type GroundKind = "granted" | "implied" | "asking" | "farewell" | "decided";

/**
 * A group and the role it stands for.
 */
export type GroupRole = { 
/**
 * The group.
 */
group: string, 
/**
 * The role; null for none.
 */
role: string | null, };

/**
 * Keeps the words for the portal and texts the fixed line with the portal's address; or keeps them as a task for
 * a person, where they go by e-mail, by phone, or into a portal that only people can write to.
 */
export type HandOff = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The words for the portal.
 */
text: string, 
/**
 * The window's own id; the same id twice is one hand-off.
 */
clientId: string, 
/**
 * Where to; the portal if absent.
 */
target: HandoffTargetKind | null, 
/**
 * Whether the words are to be there although no text may lead to them: nothing is texted then.
 */
withoutText?: boolean, };

/**
 * A hand-off, as its card shows it.
 */
export type HandoffInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * Where the words went.
 */
target: HandoffTargetKind, 
/**
 * Where it stands.
 */
state: HandoffStateKind, 
/**
 * Since when.
 */
sinceAt: number, 
/**
 * Whether the link text did not go out although the words are there.
 */
linkFailed: boolean, 
/**
 * Whether no link was to go: the patient gets no texts.
 */
withoutLink: boolean, 
/**
 * Whether it has lain unopened for too long.
 */
unopened: boolean, 
/**
 * Whether the link can be texted again.
 */
canSendLink: boolean, 
/**
 * Whether a person can say that it is done.
 */
canCheckOff: boolean, 
/**
 * Whether the portal's page for staff can be opened for it.
 */
canOpenPortal: boolean, 
/**
 * Whether it can be taken back.
 */
canTakeBack: boolean, };

/**
 * What a hand-off would text.
 */
export type HandoffPreview = { 
/**
 * The words.
 */
text: string, 
/**
 * Their counter.
 */
segments: SegmentsInfo, 
/**
 * Until when they wait, because it is quiet where the patient lives.
 */
waitsUntilAt: number | null, };

/**
 * Where a hand-off stands.
 */
export type HandoffStateKind = "offered" | "delivered" | "opened" | "answered" | "expired" | "takenBack";

/**
 * What a clinical text that came in suggests.
 */
export type HandoffSuggestion = { 
/**
 * The text it is about.
 */
message: string, 
/**
 * Whether it may be an emergency: somebody should call now.
 */
urgent: boolean, 
/**
 * The text that asks the patient to go on in the portal, in their language; `None` where it can't go.
 */
invite: HandoffPreview | null, };

/**
 * Where words go instead of into a text.
 */
export type HandoffTargetKind = "portal" | "portalByHand" | "secureEmail" | "call";

/**
 * Something a person has to bring to a patient by other means than a text.
 */
export type HandoffTask = { 
/**
 * The hand-off.
 */
id: string, 
/**
 * The thread.
 */
thread: string, 
/**
 * What the patient goes by, or the number.
 */
name: string, 
/**
 * The number, for a call.
 */
number: string, 
/**
 * Where the words go.
 */
target: HandoffTargetKind, 
/**
 * Whether the portal's page for staff can be opened for it.
 */
canOpenPortal: boolean, 
/**
 * The words.
 */
text: string, 
/**
 * Why they are kept back, if they are.
 */
hidden: HiddenWhy | null, 
/**
 * Who handed off.
 */
by: string, 
/**
 * When.
 */
at: number, };

/**
 * The tasks, oldest first.
 */
export type HandoffTasks = { 
/**
 * All of them.
 */
tasks: Array<HandoffTask>, };

/**
 * A thread whose words are kept back.
 */
export type HiddenThread = { 
/**
 * Why.
 */
why: HiddenWhy, 
/**
 * The person's role, in words.
 */
role: string, 
/**
 * What that role reads.
 */
reads: Array<CategoryKind>, 
/**
 * The roles of colleagues who read this thread, in words.
 */
readers: Array<string>, 
/**
 * Whether this person may open it with a reason.
 */
mayOpen: boolean, 
/**
 * The first name of somebody who would see that.
 */
told: string | null, };

/**
 * Why words are kept back from somebody.
 */
export type HiddenWhy = { "kind": "category", category: CategoryKind, } | { "kind": "location", name: string, };

/**
 * History on its way in.
 */
export type HistoryInfo = { 
/**
 * How many days the practice wants; none: all the carrier has.
 */
wantedDays: number | null, 
/**
 * Whether a person paused it.
 */
paused: boolean, 
/**
 * Whether there is more to bring in.
 */
more: boolean, 
/**
 * Everything since then is here.
 */
reachedAt: number | null, 
/**
 * Texts brought in so far.
 */
texts: number, };

/**
 * Why a text is held.
 */
export type HoldKind = "predecessor" | "stale" | "timePassed" | "overtaken" | "restoredCopy" | "unreadText" | "gate" | "quietHours" | "scheduled" | "missed" | "person";

/**
 * Holds the words of a thread, or all words, back from deletion.
 */
export type HoldWords = { 
/**
 * The thread; null for everything.
 */
thread: string | null, 
/**
 * Why.
 */
why: string, };

/**
 * First replies to texts of one hour of the day.
 */
export type HourFigures = { 
/**
 * 0 to 23, by the practice's clock.
 */
hour: number, 
/**
 * How many.
 */
replies: number, 
/**
 * Half took no longer.
 */
typicalMs: number, 
/**
 * Nine of ten took no longer.
 */
slowestMs: number, 
/**
 * What the practice wants of this hour, in minutes.
 */
goalMinutes: number, 
/**
 * Whether more than one in ten of them came later than it should have.
 */
isLate: boolean, };

/**
 * The hours of every office, and the automatic reply.
 */
export type HoursPage = { 
/**
 * Of every office that has none of its own.
 */
practice: OfficeHours, 
/**
 * Office by office.
 */
offices: Array<OfficeHours>, 
/**
 * Whether texts that come while it is closed get the automatic reply.
 */
replies: boolean, 
/**
 * What it would say now, in English.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, };

/**
 * The people of a shared phone, and for whom the next text is.
 */
export type HouseholdInfo = { 
/**
 * Everybody on record with it.
 */
people: Array<HouseholdPerson>, 
/**
 * How many of the newest texts are nobody's as far as is known.
 */
unknown: number, 
/**
 * Whether somebody has to say for whom the next text is.
 */
ask: boolean, 
/**
 * For whom texts are now.
 */
chosen: string | null, 
/**
 * Somebody said that they do not know: office facts only.
 */
notSure: boolean, 
/**
 * The newest text of theirs, where nobody can tell who wrote it.
 */
doubtful: string | null, 
/**
 * A question that names nobody, to ask who is writing.
 */
question: string, };

/**
 * Somebody else on the phone.
 */
export type HouseholdMember = { 
/**
 * Name.
 */
name: string, 
/**
 * What they are to the patient: own, parent, child, partner, guardian, caregiver.
 */
relationship: string, };

/**
 * Somebody of a shared phone.
 */
export type HouseholdPerson = { 
/**
 * The patient.
 */
id: string, 
/**
 * Name on the record.
 */
name: string, 
/**
 * What to call them in a sentence: the whole name where somebody else there has the same first one.
 */
firstName: string, 
/**
 * What they are to whose phone it is: own, parent, child, partner, guardian, caregiver.
 */
relationship: string, 
/**
 * Their own consent on this phone.
 */
badge: Badge, 
/**
 * Why they are never texted here.
 */
kept: KeptKind | null, 
/**
 * Of the newest texts, those somebody said are theirs.
 */
confirmed: number, 
/**
 * Those that look like theirs.
 */
likely: number, };

/**
 * Whose number it is.
 */
export type IdentityInfo = { 
/**
 * Whether somebody is on file for it.
 */
known: boolean, 
/**
 * The name on the record; empty for nobody.
 */
name: string, 
/**
 * The year of birth.
 */
birthYear: number | null, 
/**
 * When a text last came from it.
 */
lastHeardAt: number | null, 
/**
 * When somebody here last knew from the patient that it is theirs.
 */
confirmedAt: number | null, 
/**
 * Whether somebody has to make sure now.
 */
due: boolean, };

/**
 * Brings it in. Rows without a day count for nothing.
 */
export type ImportConsent = { 
/**
 * The file, base64.
 */
file: string, 
/**
 * Which column says what.
 */
mapping: ListMapping, };

/**
 * Brings it in, all of it or nothing.
 */
export type ImportContacts = { 
/**
 * The file, base64.
 */
file: string, 
/**
 * Which column says what.
 */
mapping: ContactsMapping, };

/**
 * A list that was brought in.
 */
export type ImportInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * When.
 */
at: number, 
/**
 * Who brought it in.
 */
by: string, 
/**
 * Rows that counted from their day.
 */
granted: number, 
/**
 * Rows that were kept and count for nothing.
 */
unverified: number, 
/**
 * Rows that were left out.
 */
leftOut: number, 
/**
 * When it was taken back, if it was.
 */
undoneAt: number | null, 
/**
 * Who took it back.
 */
undoneBy: string | null, };

/**
 * Every list that was brought in, the newest first.
 */
export type ImportList = { 
/**
 * The lists.
 */
imports: Array<ImportInfo>, };

/**
 * Says anew how long the words of a case that is signed off are kept from the schedule.
 */
export type KeepCase = { 
/**
 * The case.
 */
case: string, 
/**
 * As in [`SignOffCase`].
 */
keepUntil: string | null, 
/**
 * Why.
 */
words: string, };

/**
 * Why somebody is never texted at a number.
 */
export type KeptKind = "private" | "wrong";

/**
 * Says that texts which nobody here sent are the practice's own, so that they are no alarm.
 */
export type KnowElsewhere = Record<symbol, never>;

/**
 * Words that must not be deleted.
 */
export type LegalHoldInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * Whose; null for everything.
 */
name: string | null, 
/**
 * Why.
 */
why: string, 
/**
 * Who said so.
 */
by: string, 
/**
 * Since when.
 */
sinceAt: number, 
/**
 * When it ended.
 */
releasedAt: number | null, };

/**
 * Lets texts leave again after the brake was pulled.
 */
export type LiftBrake = { 
/**
 * Whether what waits is held, so that somebody looks at each text.
 */
hold: boolean, 
/**
 * The password of whoever asks; practice mode has none.
 */
password: string | null, };

/**
 * Lets texts to the number of a case go again.
 */
export type LiftHold = { 
/**
 * The case.
 */
case: string, 
/**
 * Why.
 */
words: string, };

/**
 * A number, and whose it is.
 */
export type LineAt = { 
/**
 * Id.
 */
id: string, 
/**
 * As people write it.
 */
number: string, 
/**
 * The office; `None` for all of them.
 */
location: string | null, };

/**
 * One of the practice's numbers.
 */
export type LineInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * As people write it.
 */
number: string, 
/**
 * Label.
 */
name: string, };

/**
 * Lists the requests.
 */
export type ListAccess = Record<symbol, never>;

/**
 * Batches that were started, the newest first, with their figures.
 */
export type ListBatches = { 
/**
 * How many to pass over.
 */
offset: number, };

/**
 * Every case, and the counts of each year.
 */
export type ListCases = Record<symbol, never>;

/**
 * A column of a list.
 */
export type ListColumn = { 
/**
 * What stands over it, or its place.
 */
name: string, 
/**
 * Its first values.
 */
samples: Array<string>, };

/**
 * Everything known about consent on this thread's number.
 */
export type ListConsent = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Every list of people that was brought in.
 */
export type ListContactImports = Record<symbol, never>;

/**
 * How dates without a leading year are written.
 */
export type ListDateOrder = "monthFirst" | "dayFirst";

/**
 * Everybody whose consent has ended, ends soon, or waits for an answer.
 */
export type ListDue = Record<symbol, never>;

/**
 * What people have to bring to patients by other means than a text.
 */
export type ListHandoffTasks = Record<symbol, never>;

/**
 * Every list that was brought in.
 */
export type ListImports = Record<symbol, never>;

/**
 * A row and what becomes of it.
 */
export type ListLine = { 
/**
 * Its place in the file, from 1.
 */
row: number, 
/**
 * The number as written.
 */
number: string, 
/**
 * The name as written.
 */
name: string | null, 
/**
 * The day as it was read, `YYYY-MM-DD`.
 */
day: string | null, 
/**
 * What becomes of it.
 */
outcome: ListOutcome, };

/**
 * Which column says what, counted from 0.
 */
export type ListMapping = { 
/**
 * The number.
 */
number: number, 
/**
 * The person's name, to tell the people of a shared phone apart.
 */
name: number | null, 
/**
 * When they agreed.
 */
date: number | null, 
/**
 * Whether they agreed; without it everybody on the list did.
 */
agreed: number | null, 
/**
 * The form it stands on.
 */
form: number | null, 
/**
 * How `01/02/2026` is meant.
 */
order: ListDateOrder, 
/**
 * Where the list is from; kept with every row.
 */
source: string, 
/**
 * Which channel it is about.
 */
channel: ChannelKind, 
/**
 * What it is about; visits when empty.
 */
subjects: Array<SubjectKind>, };

/**
 * Lists what colleagues ask whoever sits here.
 */
export type ListMentions = Record<symbol, never>;

/**
 * The wordings of the notice, newest first.
 */
export type ListNotices = Record<symbol, never>;

/**
 * Texts waiting to leave.
 */
export type ListOutbox = Record<symbol, never>;

/**
 * What becomes of a row.
 */
export type ListOutcome = "granted" | "ended" | "noDay" | "badDay" | "stopped" | "overtaken" | "refused" | "unclear" | "noNumber" | "whoseIsIt" | "twice";

/**
 * How many rows come to the same.
 */
export type ListOutcomeCount = { 
/**
 * What becomes of them.
 */
outcome: ListOutcome, 
/**
 * How many.
 */
count: number, };

/**
 * Lists them.
 */
export type ListOwnViews = Record<symbol, never>;

/**
 * Everybody, and what each role may do.
 */
export type ListPeople = Record<symbol, never>;

/**
 * What bringing a list in would do. Nothing has been done.
 */
export type ListPreview = { 
/**
 * Rows that would count from their day.
 */
granted: number, 
/**
 * Rows that would be kept and count for nothing.
 */
unverified: number, 
/**
 * Rows that would be left out.
 */
leftOut: number, 
/**
 * How many of each kind, in a fixed order.
 */
outcomes: Array<ListOutcomeCount>, 
/**
 * The first rows of each kind, in the order of the file.
 */
lines: Array<ListLine>, };

/**
 * Lists them.
 */
export type ListQueries = Record<symbol, never>;

/**
 * What can be brought back in place of a store that does not open.
 */
export type ListRestores = Record<symbol, never>;

/**
 * Lists threads to look over.
 */
export type ListReviewThreads = { 
/**
 * Which.
 */
asked: ReviewAsked, };

/**
 * Unclear wishes, questions about a CANCEL, YES to nothing.
 */
export type ListReviews = Record<symbol, never>;

/**
 * Lists the words that threads are marked with here.
 */
export type ListTags = Record<symbol, never>;

/**
 * Every template.
 */
export type ListTemplates = Record<symbol, never>;

/**
 * A stretch of a view.
 */
export type ListThreads = { 
/**
 * Which view.
 */
view: View, 
/**
 * First row.
 */
offset: number, 
/**
 * How many rows, at most 200.
 */
limit: number, 
/**
 * A list of one's own instead of the view.
 */
own: string | null, };

/**
 * One of the offices.
 */
export type LocationInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * What the desk calls it.
 */
name: string, };

/**
 * Locks the desk. What somebody was doing stays as it is.
 */
export type LockDesk = Record<symbol, never>;

/**
 * Somebody who may sign in.
 */
export type LockPerson = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * First name.
 */
firstName: string, 
/**
 * Two letters.
 */
initials: string, 
/**
 * What they do here, in words.
 */
role: string, 
/**
 * How it stands with their PIN.
 */
pin: PinKind, };

/**
 * What a locked window shows.
 */
export type LockScreen = { 
/**
 * The practice's name.
 */
practice: string, 
/**
 * IANA time zone of its clock.
 */
timeZone: string, 
/**
 * The core's clock now.
 */
nowAt: number, 
/**
 * Who may sign in.
 */
people: Array<LockPerson>, 
/**
 * Who was here last.
 */
last: string | null, 
/**
 * Their theme; the system's where nobody has been here since the practice was opened.
 */
theme: Theme, 
/**
 * Their language, in the same way.
 */
language: WindowLanguage, 
/**
 * Why it is locked.
 */
why: LockWhy, 
/**
 * Minutes without anybody after which it locks.
 */
afterMinutes: number, 
/**
 * What goes on behind the lock; none when the practice is closed, and a PIN does not open it.
 */
behind: BehindTheLock | null, 
/**
 * Whether a recovery code could open it.
 */
recovery: boolean, 
/**
 * In practice mode, everyone's PIN.
 */
practicePin: string | null, };

/**
 * Why a desk is locked.
 */
export type LockWhy = "started" | "asked" | "away" | "closed" | "longAway" | "slept" | "screen";

/**
 * How the window looked for whoever was here last on this computer.
 */
export type Look = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Its language.
 */
language: WindowLanguage, };

/**
 * What a day and a time mean for a text in a thread.
 */
export type LookAhead = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The day on the practice's clock, as `2026-11-23`.
 */
day: string, 
/**
 * The minute of that day.
 */
minute: number, 
/**
 * Whether the second is meant, where the clock shows it twice.
 */
second: boolean, };

/**
 * Says which thread is on screen: the desktop is not told of one that somebody reads.
 */
export type LookAt = { 
/**
 * The thread; null for none.
 */
thread: string | null, };

/**
 * The conversations somebody opened on a day.
 */
export type LookingBehind = { 
/**
 * The first opened first.
 */
threads: Array<LookingThread>, };

/**
 * A day of somebody's.
 */
export type LookingDay = { 
/**
 * Who.
 */
user: string, 
/**
 * Their name.
 */
name: string, 
/**
 * The day of the practice's clock, as `2026-11-22`.
 */
day: string, 
/**
 * When it began.
 */
dayAt: number, 
/**
 * What was unusual.
 */
found: Array<LookingFound>, 
/**
 * Whether it is one's own: somebody else looks into it.
 */
me: boolean, 
/**
 * What came of it; null while nobody has looked into it.
 */
settled: LookingSettled | null, };

/**
 * Something unusual.
 */
export type LookingFound = { 
/**
 * What.
 */
what: LookingWhat, 
/**
 * How often.
 */
times: number, 
/**
 * How often on a usual day of theirs.
 */
usual: number, };

/**
 * Days on which somebody looked around unlike on their others.
 */
export type LookingPage = { 
/**
 * The newest first.
 */
days: Array<LookingDay>, 
/**
 * While a practice is new, when there will be enough to hold a day against; null afterwards.
 */
learningUntilAt: number | null, };

/**
 * Somebody looked into it.
 */
export type LookingSettled = { 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: number, 
/**
 * What came of it.
 */
words: string, };

/**
 * One of them.
 */
export type LookingThread = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Whose.
 */
name: string, 
/**
 * When it was opened first that day.
 */
at: number, 
/**
 * How often.
 */
times: number, 
/**
 * Whether they did anything there that day.
 */
worked: boolean, };

/**
 * One way to look around.
 */
export type LookingWhat = "unanswered" | "searches" | "withReason" | "birthDates" | "afterHours" | "takenOut" | "colleague" | "again";

/**
 * What a line was of.
 */
export type LostKind = "consent" | "texts" | "outbox" | "threads" | "patients" | "notes" | "people" | "cases" | "settings" | "log" | "other";

/**
 * Makes a secret for an authenticator app; it counts once a code of it was typed.
 */
export type MakeAuthenticator = { 
/**
 * The password of whoever asks.
 */
password: string, };

/**
 * Makes a key for the portal's interface and gives its public half.
 */
export type MakePortalKey = Record<symbol, never>;

/**
 * Makes a recovery code and shows it once.
 */
export type MakeRecoveryCode = Record<symbol, never>;

/**
 * Makes a recovery code on two sheets, for two people, and shows each once.
 */
export type MakeRecoveryHalves = Record<symbol, never>;

/**
 * Marks one as looked over.
 */
export type MarkReviewed = { 
/**
 * Which.
 */
thread: string, };

/**
 * Marks it unread again.
 */
export type MarkUnread = { 
/**
 * The thread.
 */
thread: string, };

/**
 * The number is not this person's.
 */
export type MarkWrongNumber = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The patient.
 */
patient: string, };

/**
 * A file's bytes for the window.
 */
export type MediaBytes = { 
/**
 * What they are.
 */
mediaType: string, 
/**
 * Base64.
 */
base64: string, };

/**
 * One of them.
 */
export type MentionItem = { 
/**
 * The note.
 */
note: string, 
/**
 * Where.
 */
thread: string, 
/**
 * Who the thread is with.
 */
name: string, 
/**
 * Who asks.
 */
by: string, 
/**
 * When.
 */
at: number, 
/**
 * What is asked; empty where the thread is kept back by now.
 */
text: string, 
/**
 * Why, if so.
 */
hidden: HiddenWhy | null, };

/**
 * What whoever sits here is asked by colleagues.
 */
export type MentionList = { 
/**
 * Oldest first.
 */
items: Array<MentionItem>, };

/**
 * Puts another record of the same person into that of a thread's patient.
 */
export type MergePatients = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The other record: its threads and numbers come along, and what it agreed to counts.
 */
other: string, };

/**
 * A record that was put into another.
 */
export type MergedRecord = { 
/**
 * Its id.
 */
patient: string, 
/**
 * The name on it.
 */
name: string, 
/**
 * Who put them together.
 */
by: string, 
/**
 * When.
 */
at: number, };

/**
 * A text or a note.
 */
export type MessageHit = { 
/**
 * The message, or the note.
 */
message: string, 
/**
 * Whether it is a note among the staff.
 */
note: boolean, 
/**
 * Its thread.
 */
thread: string, 
/**
 * With whom.
 */
name: string, 
/**
 * A stretch of its words.
 */
snippet: string, 
/**
 * Where the found words are in the snippet: UTF-16 start and end.
 */
marks: Array<[number, number]>, 
/**
 * When.
 */
at: number, 
/**
 * Whether we wrote it.
 */
ours: boolean, };

/**
 * Who wrote while the office was closed and still waits.
 */
export type MorningQueue = { 
/**
 * When the practice closed; `None` where nobody has said when it is open.
 */
closedAt: number | null, 
/**
 * When it opened again; `None` while it is closed.
 */
openedAt: number | null, 
/**
 * Who waits longest first.
 */
rows: Array<MorningRow>, };

/**
 * One of them.
 */
export type MorningRow = { 
/**
 * As the list shows it.
 */
row: ThreadRow, 
/**
 * How many texts they wrote since it closed.
 */
texts: number, 
/**
 * When the automatic reply was made, if there was one.
 */
toldAt: number | null, 
/**
 * What became of it.
 */
told: DeliveryKind | null, };

/**
 * What a practice's name tells.
 */
export type NameTells = "care" | "sensitiveCare";

/**
 * A code that was just made. It is shown once.
 */
export type NewCode = { 
/**
 * Whose.
 */
user: string, 
/**
 * Their name.
 */
name: string, 
/**
 * The code, as it is printed.
 */
code: string, 
/**
 * When it ends.
 */
untilAt: number, };

/**
 * Gives somebody a new code; their password and PIN are off.
 */
export type NewPersonCode = { 
/**
 * Who.
 */
user: string, };

/**
 * What a night deleted.
 */
export type NightInfo = { 
/**
 * When it was through.
 */
at: number, 
/**
 * Texts.
 */
texts: number, 
/**
 * Notes.
 */
notes: number, 
/**
 * Files.
 */
files: number, };

/**
 * Somebody put their name to the schedule.
 */
export type NightlyInfo = { 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
sinceAt: number, };

/**
 * Adds a remark to a case's log.
 */
export type NoteCase = { 
/**
 * The case.
 */
case: string, 
/**
 * The words.
 */
words: string, };

/**
 * A wording of the notice.
 */
export type NoticeVersionInfo = { 
/**
 * Edition.
 */
version: string, 
/**
 * From when it is sent.
 */
fromAt: number, 
/**
 * Whether people who agreed to an older one are due because of it.
 */
material: boolean, 
/**
 * Whether it is the one in use.
 */
inUse: boolean, 
/**
 * In English, with the practice's name.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, 
/**
 * In English, what follows the name.
 */
enWords: string, 
/**
 * In Spanish.
 */
esWords: string, };

/**
 * The wordings of the notice, newest first.
 */
export type NoticeVersions = { 
/**
 * The practice's name, which begins each of them.
 */
practice: string, 
/**
 * The wordings.
 */
versions: Array<NoticeVersionInfo>, };

/**
 * What whoever answers at a number says of it.
 */
export type NumberAnswerKind = "theirs" | "somebodyElses" | "noAnswer";

/**
 * What the carrier says of a number.
 */
export type NumberAtCarrier = { 
/**
 * Which line.
 */
line: string, 
/**
 * What.
 */
standing: NumberStanding, };

/**
 * What became of a number of the practice's.
 */
export type NumberHistory = { 
/**
 * As people write it.
 */
number: string, 
/**
 * What the desk calls it.
 */
name: string, 
/**
 * Since when Foyer texts from it.
 */
sinceAt: number, 
/**
 * Until when.
 */
untilAt: number | null, 
/**
 * Since when the carrier drops texts from here because a number is not registered.
 */
refusedSinceAt: number | null, 
/**
 * Its line.
 */
line: string, 
/**
 * What carriers ask of it first, as somebody here wrote it down; nothing of a number that is given up.
 */
registration: Array<RegistrationRow>, };

/**
 * What is known of the number of a case.
 */
export type NumberInfo = { 
/**
 * What whoever answers there said last; null before anybody asked.
 */
answer: NumberAnswerKind | null, 
/**
 * The thread with the patient's right number.
 */
rightThread: string | null, 
/**
 * Other numbers that the patient has on the record.
 */
others: Array<OtherNumber>, };

/**
 * How a number stands at the carrier.
 */
export type NumberStanding = "own" | "hosted" | "notThere";

/**
 * The practice's numbers as the carrier has them.
 */
export type NumbersAtCarrier = { 
/**
 * Every number of the practice.
 */
numbers: Array<NumberAtCarrier>, };

/**
 * What templates say of an office; empty is as the practice has it.
 */
export type OfficeFact = { 
/**
 * Which.
 */
office: string, 
/**
 * What it is called; as asked for it is not read.
 */
name: string, 
/**
 * Where it is.
 */
location: string, 
/**
 * Where its visits are booked.
 */
bookingLink: string, };

/**
 * When one office is open.
 */
export type OfficeHours = { 
/**
 * Which; the practice's when left out.
 */
location: string | null, 
/**
 * What the desk calls it.
 */
name: string, 
/**
 * Whether they are its own, and not the practice's.
 */
own: boolean, 
/**
 * Monday first.
 */
week: Array<DayOpen>, 
/**
 * Days on which it stays closed, as `2026-11-26`.
 */
holidays: Array<string>, 
/**
 * Whether it is open now; `None` where nobody has said.
 */
open: boolean | null, 
/**
 * When it opens next.
 */
opensAt: number | null, };

/**
 * The hours of one office, as somebody types them.
 */
export type OfficeHoursDraft = { 
/**
 * Which; the practice's when left out.
 */
location: string | null, 
/**
 * Monday first.
 */
week: Array<DayOpen>, 
/**
 * Days on which it stays closed, as `2026-11-26`.
 */
holidays: Array<string>, };

/**
 * Texts with the booking link from the numbers of one office.
 */
export type OfficeLinks = { 
/**
 * Its name; none for numbers of all offices.
 */
office: string | null, 
/**
 * How many.
 */
times: number, };

/**
 * Tries again what stood in the way: the keyring is open now, the other Foyer is closed.
 */
export type OpenAgain = Record<symbol, never>;

/**
 * Opens a case. Looking is written down.
 */
export type OpenCase = { 
/**
 * The case.
 */
case: string, };

/**
 * Opens the portal's page for staff in this computer's browser.
 */
export type OpenStaffPage = Record<symbol, never>;

/**
 * Opens a thread and marks it read.
 */
export type OpenThread = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Opens a hidden thread for 30 minutes. Who did and why is written down first, and shown to managers.
 */
export type OpenWithReason = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Why.
 */
why: GlassWhyKind, 
/**
 * In a few words.
 */
words: string, };

/**
 * A hidden thread that somebody opened with a reason.
 */
export type OpenedWithReason = { 
/**
 * Which.
 */
thread: string, 
/**
 * Whose.
 */
name: string, 
/**
 * Who opened it.
 */
staff: string, 
/**
 * When.
 */
at: number, 
/**
 * Why.
 */
why: GlassWhyKind, 
/**
 * In their own words.
 */
words: string, 
/**
 * Why those are kept back, if they are.
 */
hidden: HiddenWhy | null, };

/**
 * Somebody wanted no more texts.
 */
export type OptedOut = { 
/**
 * Where.
 */
thread: string, 
/**
 * Who.
 */
name: string, 
/**
 * When.
 */
at: number, };

/**
 * A number of the patient's.
 */
export type OtherNumber = { 
/**
 * As people write it.
 */
number: string, 
/**
 * The thread with it.
 */
thread: string | null, };

/**
 * One text waiting to leave.
 */
export type OutboxItem = { 
/**
 * The message.
 */
message: string, 
/**
 * Its thread.
 */
thread: string, 
/**
 * Who it is for.
 */
name: string, 
/**
 * How it travels.
 */
channel: ChannelKind, 
/**
 * Its words.
 */
text: string, 
/**
 * Why they are kept back, if they are.
 */
hidden: HiddenWhy | null, 
/**
 * Since when it waits.
 */
at: number, 
/**
 * Where it is.
 */
delivery: DeliveryInfo, };

/**
 * The outbox tray.
 */
export type OutboxList = { 
/**
 * Oldest first.
 */
items: Array<OutboxItem>, 
/**
 * Those that are to leave later, the earliest first.
 */
scheduled: Array<OutboxItem>, };

/**
 * A list that is longer than what may still leave in 24 hours.
 */
export type OverCeiling = { 
/**
 * The most texts in 24 hours.
 */
texts: number, 
/**
 * How many of the list leave, if nothing else does, before sending stops for everybody.
 */
room: number, };

/**
 * A text that went over a warning.
 */
export type OverWarningCard = { 
/**
 * Which.
 */
message: string, 
/**
 * When.
 */
at: number, 
/**
 * Who sent it.
 */
staff: string, 
/**
 * What the screener says of it now.
 */
verdict: VerdictKind, 
/**
 * What it tells, most serious first; none when consent alone was in the way.
 */
categories: Array<string>, 
/**
 * Where the words stand that tell it, in UTF-16 units.
 */
marks: Array<[number, number]>, 
/**
 * The reason given.
 */
reason: string, 
/**
 * The consent that held then; null for one from before that was kept.
 */
consent: Badge | null, 
/**
 * On what it was let go.
 */
ground: GroundKind, };

/**
 * The page.
 */
export type Overview = { 
/**
 * Half of the first replies took no longer; null when there was none.
 */
typicalMs: number | null, 
/**
 * The same in the period before.
 */
typicalBeforeMs: number | null, 
/**
 * Nine of ten first replies took no longer.
 */
slowestMs: number | null, 
/**
 * Whether more than one in ten of them came later than it should have.
 */
slowestIsLate: boolean, 
/**
 * What the practice wants, in minutes: the shortest goal of any hour and the longest.
 */
goalMinutes: [number, number], 
/**
 * First replies.
 */
replies: number, 
/**
 * Those of them that came later than they should have.
 */
late: number, 
/**
 * Threads in which somebody asked, but for those who still wait for today's answer.
 */
asked: number, 
/**
 * Those of them that were answered on the same day, every time.
 */
sameDay: number, 
/**
 * Hand-offs.
 */
handedOff: number, 
/**
 * Those of them that the patient has opened, as far as the portal says.
 */
opened: number, 
/**
 * By the hour in which the patient wrote, only hours with a reply.
 */
hours: Array<HourFigures>, 
/**
 * Who waits now, longest first; at most 50.
 */
waiting: Array<WaitingThread>, 
/**
 * How many wait now.
 */
waitingCount: number, 
/**
 * Texts sent over a warning, newest first; null for whom the practice does not let see who did what.
 */
overWarning: Array<SentOverWarning> | null, 
/**
 * Hidden threads that were opened with a reason, newest first; `None` for roles that may not look into it.
 */
withReason: Array<OpenedWithReason> | null, 
/**
 * Who wanted no more texts, newest first.
 */
optOuts: Array<OptedOut>, };

/**
 * One of the practice's numbers.
 */
export type OwnNumberChoice = { 
/**
 * E.164.
 */
number: string, 
/**
 * As people write it.
 */
pretty: string, 
/**
 * The carrier's label for it.
 */
name: string, 
/**
 * Whether it is a text-enabled landline: calls stay with its telephone company.
 */
hosted: boolean, };

/**
 * A list of one's own.
 */
export type OwnView = { 
/**
 * Id.
 */
id: string, 
/**
 * What its owner calls it.
 */
name: string, 
/**
 * What it shows.
 */
wanted: OwnViewWanted, };

/**
 * What a list of one's own shows. Every part narrows.
 */
export type OwnViewWanted = { 
/**
 * Where they stand.
 */
standing: StandingKind, 
/**
 * Whose they are.
 */
whose: WhoseKind, 
/**
 * Marked with this.
 */
tag: string | null, 
/**
 * Filed under this.
 */
category: CategoryKind | null, 
/**
 * On this channel.
 */
channel: ChannelKind | null, 
/**
 * Opened, not answered.
 */
unanswered: boolean, 
/**
 * Waiting longer than the practice wants.
 */
late: boolean, };

/**
 * Those of whoever sits here.
 */
export type OwnViews = { 
/**
 * By name.
 */
views: Array<OwnView>, };

/**
 * The patient, as much as the panel shows.
 */
export type PatientCard = { 
/**
 * Id.
 */
id: string, 
/**
 * Name on the record.
 */
fullName: string, 
/**
 * What they go by.
 */
goesBy: string | null, 
/**
 * What to call them in a sentence.
 */
firstName: string, 
/**
 * Whether there is a birth date to reveal.
 */
hasBirthDate: boolean, 
/**
 * As people write it.
 */
number: string, 
/**
 * `en` or `es`.
 */
language: string, 
/**
 * The portal account.
 */
portal: PortalAccountInfo, 
/**
 * Who else answers this phone.
 */
household: Array<HouseholdMember>, 
/**
 * Other records of the same person that were put into this one, the newest first.
 */
merged: Array<MergedRecord>, };

/**
 * What was done.
 */
export type PeopleActKind = "signedIn" | "missed" | "locked" | "added" | "codeMade" | "roleChanged" | "pinReset" | "removed" | "passwordChanged" | "pinChanged" | "lockChanged" | "recoveryCodeMade" | "recovered" | "keyChanged" | "authenticatorAdded" | "authenticatorRemoved" | "locationSaved" | "locationsSet" | "roleSaved";

/**
 * The People page.
 */
export type PeopleList = { 
/**
 * Everybody, those who left last.
 */
people: Array<StaffRow>, 
/**
 * The roles, in the order of the columns.
 */
roles: Array<RoleInfo>, 
/**
 * What each may do.
 */
rights: Array<RightRow>, 
/**
 * Hidden threads opened with a reason in the last seven days, newest first.
 */
opened: Array<OpenedWithReason>, 
/**
 * The offices.
 */
locations: Array<LocationInfo>, 
/**
 * The practice's numbers.
 */
lines: Array<LineAt>, };

/**
 * Who did what about people and keys, newest first.
 */
export type PeopleLog = { 
/**
 * The lines.
 */
lines: Array<PeopleLogLine>, };

/**
 * One line.
 */
export type PeopleLogLine = { 
/**
 * When.
 */
at: number, 
/**
 * Who did it; Foyer itself for a miss.
 */
by: string | null, 
/**
 * About whom, where that is somebody else.
 */
about: string | null, 
/**
 * What.
 */
what: PeopleActKind, };

/**
 * Which days.
 */
export type Period = "today" | "yesterday" | "week" | "month";

/**
 * A person or number.
 */
export type PersonHit = { 
/**
 * Their newest thread, if there is one.
 */
thread: string | null, 
/**
 * E.164, to start a thread with.
 */
e164: string, 
/**
 * Who it is, if on record: a number may be several people's.
 */
patient?: string, 
/**
 * Name, or the number as people write it.
 */
name: string, 
/**
 * As people write it.
 */
number: string, 
/**
 * Consent.
 */
badge: Badge, 
/**
 * Channel of that thread.
 */
channel: ChannelKind, 
/**
 * The newest text.
 */
lastAt: number | null, };

/**
 * The templates that fit what is typed after the slash.
 */
export type PickTemplates = { 
/**
 * The thread.
 */
thread: string, 
/**
 * What was typed.
 */
typed: string, 
/**
 * `en` or `es`; the patient's language when left out.
 */
language?: string, };

/**
 * What the picker offers in a thread.
 */
export type Picker = { 
/**
 * The language the templates are in: the patient's, unless another was asked for.
 */
language: string, 
/**
 * The best match first.
 */
rows: Array<PickerRow>, };

/**
 * Why a template can't be taken.
 */
export type PickerOff = "notApproved" | "halfTranslated";

/**
 * A template in the picker.
 */
export type PickerRow = { 
/**
 * Id.
 */
template: string, 
/**
 * As the list shows it.
 */
name: string, 
/**
 * Its words, filled for this patient, with what is left as blanks.
 */
pieces: Array<TemplatePiece>, 
/**
 * What it tells.
 */
level: TemplateLevelKind, 
/**
 * Why it can't be taken, if so.
 */
off: PickerOff | null, };

/**
 * What a picture shows.
 */
export type PictureShows = "card" | "clinical" | "document" | "other";

/**
 * How it stands with somebody's PIN.
 */
export type PinKind = { "kind": "ready" } | { "kind": "none" } | { "kind": "notYet" } | { "kind": "firstDay" } | { "kind": "slowed", seconds: number, } | { "kind": "off" };

/**
 * Where a patient lives, how that is known, and the hours there.
 */
export type PlaceInfo = { 
/**
 * Two letters; `None` when nobody knows: then the strictest rules of all states hold.
 */
state: string | null, 
/**
 * How it is known.
 */
source: PlaceSourceKind, 
/**
 * IANA zones that may be theirs; more than one when the state or area code has several.
 */
zones: Array<string>, 
/**
 * Edition of the rules, as texts keep it.
 */
rulesVersion: string, 
/**
 * The rules that hold there.
 */
rules: Array<RuleInfo>, 
/**
 * Set while it is quiet there.
 */
quiet: QuietInfo | null, };

/**
 * How a patient's state is known.
 */
export type PlaceSourceKind = "record" | "said" | "areaCode" | "unknown";

/**
 * What is known of a patient's portal account.
 */
export type PortalAccountInfo = { 
/**
 * Whether there is one.
 */
standing: PortalAccountKind, 
/**
 * When the patient was last seen there.
 */
seenAt: number | null, 
/**
 * The practice's number for the patient.
 */
recordNumber: string | null, };

/**
 * Whether a patient has a portal account.
 */
export type PortalAccountKind = "unknown" | "active" | "nothing";

/**
 * The portal as it is set up.
 */
export type PortalSetup = { 
/**
 * The link's template; empty uses the practice's own address.
 */
link: string, 
/**
 * Where a patient opens an account.
 */
signUp: string, 
/**
 * Where staff write to patients.
 */
staffUrl: string, 
/**
 * Hours until an unopened message comes back to the desk; 0: never.
 */
remindHours: number, 
/**
 * The agreement, if one is recorded.
 */
agreement: AgreementInfo | null, 
/**
 * Whether the agreement holds now.
 */
covered: boolean, 
/**
 * The interface, if there is one; without it staff paste.
 */
fhir: FhirInfo | null, 
/**
 * Whether the portal is the pretend one.
 */
pretend: boolean, 
/**
 * The texts, by `kind.language`: link, reminder, sign_up, invite.
 */
texts: { [key in string]: SafeTextInfo }, };

/**
 * What templates say of the practice.
 */
export type PracticeFacts = { 
/**
 * Where it is.
 */
location: string, 
/**
 * Where visits are booked, without `https://`.
 */
bookingLink: string, 
/**
 * Where forms are filled in.
 */
formsLink: string, 
/**
 * Which insurance it takes.
 */
insurance: string, 
/**
 * Every office, where there are several.
 */
offices: Array<OfficeFact>, };

/**
 * The practice.
 */
export type PracticeInfo = { 
/**
 * Name.
 */
name: string, 
/**
 * IANA time zone; all times on screen are in it.
 */
timeZone: string, 
/**
 * Where the portal is, without scheme.
 */
portalUrl: string | null, };

/**
 * The newest thing in a thread, in a line.
 */
export type Preview = { 
/**
 * What it is.
 */
kind: PreviewKind, 
/**
 * Its words, cut to about 140 characters.
 */
text: string, 
/**
 * `en` or `es`, where known.
 */
language: string | null, 
/**
 * What is wrong with it or still to happen.
 */
mark: PreviewMark | null, };

/**
 * What sending a template to a list would do; nothing is sent.
 */
export type PreviewBatch = { 
/**
 * Which template.
 */
template: string, 
/**
 * To whom.
 */
to: BatchAudience, 
/**
 * Whether it goes on only while the office is open.
 */
openOnly: boolean, };

/**
 * What bringing it in would do; nothing is kept.
 */
export type PreviewConsentList = { 
/**
 * The file, base64.
 */
file: string, 
/**
 * Which column says what.
 */
mapping: ListMapping, };

/**
 * What bringing it in would do; nothing is kept.
 */
export type PreviewContacts = { 
/**
 * The file, base64.
 */
file: string, 
/**
 * Which column says what.
 */
mapping: ContactsMapping, };

/**
 * What the newest thing is.
 */
export type PreviewKind = "empty" | "theirs" | "photo" | "ours" | "portal" | "portalAnswer" | "notice";

/**
 * What a preview warns of.
 */
export type PreviewMark = "waiting" | "notDelivered" | "notConfirmed" | "urgent" | "unknownSpeaker";

/**
 * What a run over these threads would do; nothing is sent.
 */
export type PreviewRun = { 
/**
 * The threads, in their order.
 */
threads: Array<string>, };

/**
 * Says that a picture is printed from the window, and why, before it is.
 */
export type PrintMedia = { 
/**
 * The attachment.
 */
attachment: string, 
/**
 * Why.
 */
why: SaveWhy, };

/**
 * Says that it is printed from the window, before it is.
 */
export type PrintReport = { 
/**
 * What about.
 */
asked: ReportAsked, };

/**
 * Why a text did not arrive.
 */
export type ProblemKind = "landline" | "unreachable" | "filtered" | "unknownNumber" | "optedOut" | "notRegistered" | "numberHeld" | "expired" | "consentEnded" | "other";

/**
 * What a company signs for.
 */
export type ProductKind = "sms" | "mms" | "voice" | "copies" | "whatsApp";

/**
 * A product.
 */
export type ProductRow = { 
/**
 * Which.
 */
product: ProductKind, 
/**
 * Whether an agreement in force names it.
 */
named: boolean, 
/**
 * What it may carry at most.
 */
atMost: CarryKind, };

/**
 * The proof behind a badge, at one moment.
 */
export type ProofCard = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Who, or the number.
 */
name: string, 
/**
 * As people write it.
 */
number: string, 
/**
 * How texts travel.
 */
channel: ChannelKind, 
/**
 * The moment it is about.
 */
at: number, 
/**
 * Whether that is now.
 */
isNow: boolean, 
/**
 * The badge then.
 */
badge: Badge, 
/**
 * Since when.
 */
sinceAt: number | null, 
/**
 * What it rested on.
 */
basis: ConsentBasisKind | null, 
/**
 * What could be texted about.
 */
covers: Array<SubjectKind>, 
/**
 * Until when.
 */
untilAt: number | null, 
/**
 * The day in which a text could be answered without consent.
 */
answerUntilAt: number | null, 
/**
 * The fact in `history` that decided it; its id.
 */
decidedBy: string | null, 
/**
 * The notice that was answered, or is out.
 */
notice: ProofNotice | null, 
/**
 * What the patient answered, or wrote to end it.
 */
reply: ProofReply | null, 
/**
 * What staff wrote down, where it was recorded by hand.
 */
record: ProofRecord | null, 
/**
 * Where the patient lived by what is known, and the rules in force then.
 */
place: PlaceInfo, 
/**
 * Newest first, up to now, with what ended by itself.
 */
history: Array<ProofFact>, 
/**
 * Whether another person on this phone has a block that counts for this one too. Names nobody.
 */
numberBlocked: boolean, 
/**
 * The last texts, newest first, with what was kept with each as it left or came.
 */
texts: Array<ProofText>, 
/**
 * Whether the log's chain adds up, as last checked when it was written; `None` when it was not.
 */
unbroken: boolean | null, };

/**
 * A line of the chain.
 */
export type ProofFact = { 
/**
 * Its id; empty for what happened by itself.
 */
id: string, 
/**
 * What happened.
 */
fact: ConsentFact, 
/**
 * About what.
 */
subjects: Array<SubjectKind>, 
/**
 * The entry in the log.
 */
entry: number | null, 
/**
 * The first eight digits of its mark.
 */
mark: string | null, };

/**
 * A notice that went out.
 */
export type ProofNotice = { 
/**
 * The message.
 */
message: string, 
/**
 * Word for word.
 */
text: string, 
/**
 * Edition.
 */
version: string, 
/**
 * `en` or `es`.
 */
language: string, 
/**
 * When the carrier took it.
 */
sentAt: number, 
/**
 * When it was on the phone, as the carrier reports.
 */
deliveredAt: number | null, 
/**
 * When it was reported lost.
 */
failedAt: number | null, 
/**
 * The carrier's id.
 */
carrierId: string | null, 
/**
 * Who sent it; `None` for Foyer itself.
 */
by: string | null, };

/**
 * What staff wrote down.
 */
export type ProofRecord = { 
/**
 * How it was given.
 */
basis: ConsentBasisKind, 
/**
 * The form or the remark.
 */
note: string | null, 
/**
 * Who wrote it down.
 */
by: string | null, 
/**
 * When.
 */
at: number, };

/**
 * What the patient wrote.
 */
export type ProofReply = { 
/**
 * The message.
 */
message: string, 
/**
 * Word for word.
 */
text: string, 
/**
 * When.
 */
at: number, 
/**
 * The carrier's id.
 */
carrierId: string | null, };

/**
 * What held when a text left or came. Kept with the text then; nothing later changes it.
 */
export type ProofText = { 
/**
 * The message.
 */
message: string, 
/**
 * Its time.
 */
at: number, 
/**
 * Whether it is ours.
 */
outbound: boolean, 
/**
 * The badge; `None` for a text from before it was kept, or before anybody had looked.
 */
badge: Badge | null, 
/**
 * The facts that made it so.
 */
because: Array<ConsentFact>, 
/**
 * Edition of the rules about hours.
 */
rulesVersion: string | null, 
/**
 * Where the patient lived by what was known: two letters.
 */
state: string | null, 
/**
 * How that was known.
 */
source: PlaceSourceKind | null, };

/**
 * Words another wording of a template with what is typed behind it again and again; writes nothing.
 */
export type ProposeTemplate = { 
/**
 * Which.
 */
template: string, };

/**
 * What was said, answered and recorded, as it was known at a moment. Looking is written down.
 */
export type ProveConsent = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The moment; now when left out.
 */
atMs: number | null, };

/**
 * A key's public half, as a JSON Web Key.
 */
export type PublicKey = { 
/**
 * The words to register at the portal.
 */
jwk: string, };

/**
 * It is quiet where the patient lives.
 */
export type QuietInfo = { 
/**
 * When a text may go again.
 */
untilAt: number, 
/**
 * Minutes since midnight on the patient's clock; the latest of several.
 */
minuteThere: number, 
/**
 * The rule that says so.
 */
rule: RuleInfo, 
/**
 * Whether a text goes all the same, because it answers somebody who is writing now: say it, don't stop.
 */
onlySaid: boolean, };

/**
 * A quiet stretch of a day.
 */
export type QuietStretch = { 
/**
 * From this minute of the day.
 */
from: number, 
/**
 * Up to this one.
 */
until: number, };

/**
 * How far a role reaches into each category.
 */
export type ReachInfo = { 
/**
 * Visits.
 */
scheduling: ReachKind, 
/**
 * Care.
 */
clinical: ReachKind, 
/**
 * Bills.
 */
billing: ReachKind, };

/**
 * How far a role reaches.
 */
export type ReachKind = "nothing" | "withReason" | "read" | "send";

/**
 * Reads how texts are answered.
 */
export type ReadAnswers = { 
/**
 * Which days.
 */
period: Period, };

/**
 * Reads what was said around a text or note that was found. That is written down; nothing is marked read.
 */
export type ReadAround = { 
/**
 * The text, or the note.
 */
message: string, 
/**
 * Whether it is a note.
 */
note: boolean, };

/**
 * The batch that goes on, or was last; or one of earlier.
 */
export type ReadBatch = { 
/**
 * With everybody in it. Without, only one that goes on is told, and only its figures.
 */
people: boolean, 
/**
 * Which, with everybody in it; the newest where nothing is said.
 */
batch: string | null, };

/**
 * Reads a list that a template is to be sent to; nothing is kept.
 */
export type ReadBatchList = { 
/**
 * The file, base64.
 */
file: string, };

/**
 * Reads the threads behind a figure.
 */
export type ReadBehind = { 
/**
 * Which days.
 */
period: Period, 
/**
 * Which figure.
 */
figure: Figure, };

/**
 * The practice's figures for consent.
 */
export type ReadConsentFigures = Record<symbol, never>;

/**
 * Reads a list; nothing is kept.
 */
export type ReadConsentList = { 
/**
 * The file, base64.
 */
file: string, };

/**
 * Reads a list of people; nothing is kept.
 */
export type ReadContacts = { 
/**
 * The file, base64.
 */
file: string, };

/**
 * What is known about a text nobody is sure of.
 */
export type ReadDoubt = { 
/**
 * The message.
 */
message: string, };

/**
 * Reads what the last looks found.
 */
export type ReadDrift = Record<symbol, never>;

/**
 * What came before.
 */
export type ReadEarlier = { 
/**
 * The thread.
 */
thread: string, 
/**
 * `earlier` of the stretch read last.
 */
earlier: string, };

/**
 * What an older copy of the store holds back.
 */
export type ReadFrozen = Record<symbol, never>;

/**
 * Reads the hours of every office.
 */
export type ReadHours = Record<symbol, never>;

/**
 * Days on which somebody looked around unlike on their others.
 */
export type ReadLooking = Record<symbol, never>;

/**
 * The conversations somebody opened on such a day.
 */
export type ReadLookingBehind = { 
/**
 * Who.
 */
user: string, 
/**
 * The day.
 */
day: string, };

/**
 * Reads who wrote while the office was closed and still waits.
 */
export type ReadMorning = Record<symbol, never>;

/**
 * Reads the page.
 */
export type ReadOverview = { 
/**
 * Which days.
 */
period: Period, };

/**
 * Who signed in, who could not, who changed whom.
 */
export type ReadPeopleLog = Record<symbol, never>;

/**
 * Reads it. Looking is written down.
 */
export type ReadReport = { 
/**
 * What about.
 */
asked: ReportAsked, };

/**
 * Reads the schedule, what is due by it, and what is held.
 */
export type ReadRetention = Record<symbol, never>;

/**
 * The run that goes on, or was last.
 */
export type ReadRun = Record<symbol, never>;

/**
 * The screener as the practice has it.
 */
export type ReadScreener = Record<symbol, never>;

/**
 * Reads some of the audit trail, newest first.
 */
export type ReadTrail = { 
/**
 * The entries before this one; null for the newest.
 */
before: number | null, 
/**
 * What was done in one conversation; null for everything.
 */
thread: string | null, 
/**
 * What one person did; null for everybody.
 */
by: string | null, };

/**
 * Writes down what the patient said another way.
 */
export type RecordConsent = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Agreed, or asked to stop.
 */
agreed: boolean, 
/**
 * Paper, spoken, phone or portal.
 */
basis: ConsentBasisKind, 
/**
 * A word about it: who asked, what was said.
 */
note: string | null, 
/**
 * Which form, and where it is.
 */
form?: string, 
/**
 * About what. Empty: visits when agreed, all texts when taken back.
 */
subjects?: Array<SubjectKind>, 
/**
 * The day it was said or signed, `YYYY-MM-DD`; today when left out.
 */
saidOn?: string, };

/**
 * Writes down how far the registration of a number is.
 */
export type RecordRegistration = { 
/**
 * Which number, by its line.
 */
line: string, 
/**
 * Which step.
 */
step: RegistrationStep, 
/**
 * How it stands.
 */
state: RegistrationState, 
/**
 * Since which day, by the practice's calendar: `2026-11-06`.
 */
on: string, };

/**
 * Writes down that somebody was trained.
 */
export type RecordTraining = { 
/**
 * Who.
 */
user: string, 
/**
 * On which day, by the practice's calendar: `2026-11-02`.
 */
on: string, };

/**
 * A manager comes back with the code.
 */
export type Recover = { 
/**
 * As written down.
 */
code: string, 
/**
 * Which manager.
 */
user: string, 
/**
 * Their new password.
 */
password: string, 
/**
 * Their new PIN.
 */
pin: string, };

/**
 * A code that was just made. It is shown once.
 */
export type RecoveryCodeMade = { 
/**
 * Six groups of five.
 */
groups: Array<string>, };

/**
 * What one half looks like.
 */
export type RecoveryHalfChecked = { 
/**
 * Whether it is a half as Foyer prints them.
 */
whole: boolean, };

/**
 * What typing a half back did.
 */
export type RecoveryHalfConfirmed = { 
/**
 * Whether both were by now, and the code counts.
 */
counts: boolean, };

/**
 * The two sheets of a code. Each is shown to its person once.
 */
export type RecoveryHalvesMade = { 
/**
 * Six groups of five.
 */
first: Array<string>, 
/**
 * Six groups of five.
 */
second: Array<string>, };

/**
 * Who may come back.
 */
export type RecoveryPeople = { 
/**
 * The practice's managers.
 */
people: Array<RecoveryPerson>, };

/**
 * A manager.
 */
export type RecoveryPerson = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, };

/**
 * Why a consent should be renewed.
 */
export type RefreshReason = "endsSoon" | "noticeChanged";

/**
 * Reads a thread again without marking anything; `latest` items of it.
 */
export type RefreshThread = { 
/**
 * The thread.
 */
thread: string, 
/**
 * How many of the newest items, at most 200.
 */
latest: number, };

/**
 * Why a text may not leave, and the ways on.
 */
export type Refusal = { 
/**
 * Why.
 */
kind: RefusalKind, 
/**
 * Since when.
 */
sinceAt: number | null, 
/**
 * What ended or is missing.
 */
basis: ConsentBasisKind | null, 
/**
 * When it ends by itself: quiet hours, a notice that may go again.
 */
untilAt: number | null, 
/**
 * What the text is about, where that was not agreed to.
 */
subject: SubjectKind | null, 
/**
 * What can be done instead, first the best.
 */
ways: Array<WayOn>, 
/**
 * What the first way would text, where that is fixed.
 */
offers: HandoffPreview | null, };

/**
 * Why a text may not leave.
 */
export type RefusalKind = "optedOut" | "numberHeld" | "noConsent" | "waitingForAnswer" | "consentExpired" | "notCovered" | "quietHours" | "portalOnly" | "noAgreement" | "clinicalBeforeYes" | "noticeAlreadySent" | "noticeNotNeeded" | "noStopWords" | "templateBlanks" | "templateNotApproved" | "templateHalfTranslated" | "empty" | "tooLong" | "notTextable" | "noPortal" | "portalNotCovered" | "portalCoverEnded" | "portalDown" | "portalRefused" | "portalKeyRefused" | "noPortalAccount" | "noRecordNumber" | "confirmNumber" | "whoIsItFor" | "namesAnother" | "officeFactsOnly" | "notAtThisNumber" | "readingRole";

/**
 * Tries that were refused, for one reason.
 */
export type RefusedTexts = { 
/**
 * Why.
 */
why: RefusedWhy, 
/**
 * How many.
 */
times: number, };

/**
 * Why a try was refused.
 */
export type RefusedWhy = "optedOut" | "numberHeld" | "noConsent" | "quietHours" | "portalOnly" | "noAgreement" | "template" | "confirmNumber" | "sharedPhone" | "other";

/**
 * A step of the registration of a number.
 */
export type RegistrationRow = { 
/**
 * Which.
 */
step: RegistrationStep, 
/**
 * How it stands; none where nobody has said.
 */
state: RegistrationState | null, 
/**
 * Since which day.
 */
on: string | null, 
/**
 * Who wrote it down.
 */
by: string | null, };

/**
 * How a step stands.
 */
export type RegistrationState = "submitted" | "inReview" | "accepted" | "rejected";

/**
 * What carriers ask of a number before texts go out from it.
 */
export type RegistrationStep = "brand" | "campaign" | "number" | "tollFree";

/**
 * Ends a hold.
 */
export type ReleaseWords = { 
/**
 * The hold.
 */
hold: string, 
/**
 * Why.
 */
why: string, };

/**
 * No code is asked for any more.
 */
export type RemoveAuthenticator = { 
/**
 * The password of whoever asks.
 */
password: string, };

/**
 * Keeps one no more.
 */
export type RemoveOwnView = { 
/**
 * Which.
 */
own: string, };

/**
 * Somebody left.
 */
export type RemovePerson = { 
/**
 * Who.
 */
user: string, };

/**
 * Keeps one no more.
 */
export type RemoveQuery = { 
/**
 * Which.
 */
query: string, };

/**
 * Takes out an agreement that was never signed. One that ended gets its last day instead.
 */
export type RemoveSigned = { 
/**
 * Which.
 */
id: string, };

/**
 * Opens a case again that was signed off.
 */
export type ReopenCase = { 
/**
 * The case.
 */
case: string, 
/**
 * Why.
 */
words: string, };

/**
 * Back on the desk.
 */
export type ReopenThread = { 
/**
 * The thread.
 */
thread: string, };

/**
 * What a repair did.
 */
export type RepairDone = { 
/**
 * Where the store that did not open is kept.
 */
keptAs: string, 
/**
 * What came over and what did not.
 */
repair: RepairInfo, };

/**
 * What could be read of a damaged store, and what not.
 */
export type RepairInfo = { 
/**
 * When it was repaired.
 */
at: number, 
/**
 * Texts that came over.
 */
texts: number, 
/**
 * What is gone, what weighs most first.
 */
lost: Array<RepairLoss>, 
/**
 * Lines that can be read and of which nobody can tell where they belong.
 */
unplaced: number, 
/**
 * Whether what was done last may be gone.
 */
endLost: boolean, 
/**
 * So many numbers' consent counts for nothing now; null for all of them.
 */
doubtful: number | null, 
/**
 * How far its log can be believed.
 */
log: RepairedLog, 
/**
 * Entries of the log that came over.
 */
entries: number, 
/**
 * So many people and roles see nothing of any office until a manager says where they belong.
 */
placesInDoubt: number, 
/**
 * So many managers must set their second step up again.
 */
secondStepsInDoubt: number, 
/**
 * Whether nothing is deleted until somebody has looked at what is held.
 */
holdsInDoubt: boolean, };

/**
 * What is gone of one kind.
 */
export type RepairLoss = { 
/**
 * Of what.
 */
what: LostKind, 
/**
 * So many lines at least.
 */
rows: number, 
/**
 * Whether there may have been more.
 */
perhapsMore: boolean, };

/**
 * Brings what can be read of the damaged store into a new one. The damaged one is kept beside it.
 */
export type RepairStore = { 
/**
 * Whose password it is; none with the recovery code.
 */
user: string | null, 
/**
 * The password, or the recovery code.
 */
secret: string, };

/**
 * How far the log of a repaired store can be believed.
 */
export type RepairedLog = "whole" | "partial" | "changed";

/**
 * Gives the carrier's key anew: it was replaced at the carrier, or the keyring lost its secret.
 */
export type ReplaceTwilioKey = { 
/**
 * The account with its new key.
 */
account: TwilioAccount, };

/**
 * How soon patients should be answered; who waits longer is marked late.
 */
export type ReplyGoals = { 
/**
 * Minutes to the first reply, 1 to 1,440, where no stretch says otherwise.
 */
minutes: number, 
/**
 * Hours of the day with a goal of their own, the earliest first.
 */
stretches: Array<GoalStretch>, 
/**
 * Whether what comes while the office is closed counts from its opening.
 */
fromOpening: boolean, };

/**
 * What the report is about.
 */
export type ReportAsked = { 
/**
 * Any thread of the patient; their other numbers and channels belong to it.
 */
thread: string, 
/**
 * The first day, `2026-11-01`, by the practice's clock.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * One channel only; null for all.
 */
channel: ChannelKind | null, };

/**
 * A fact about consent, and where it is written down.
 */
export type ReportConsent = { 
/**
 * Its id, by which archives name it.
 */
id: string, 
/**
 * What happened; null for one that is not in the history any more.
 */
fact: ConsentFact | null, 
/**
 * The entry of the audit trail that tells of it; null for one of a list, which has one entry for all.
 */
entry: number | null, };

/**
 * What stands behind a message.
 */
export type ReportEvidence = { 
/**
 * What its thread is about.
 */
category: CategoryKind, 
/**
 * The templates it was made of.
 */
templates: Array<ReportTemplate>, 
/**
 * Parts it was sent in, which is what carriers bill by; 0 for what the patient wrote.
 */
parts: number, 
/**
 * What the carrier asked for it, as `0.0079 USD`; null until it says, and for what the patient wrote.
 */
cost: string | null, 
/**
 * The computer at which it was sent; null for what the patient or another program wrote.
 */
computer: string | null, 
/**
 * What was said about consent that held then.
 */
consentFacts: Array<ReportConsent>, 
/**
 * What the carrier said of it, oldest first.
 */
told: Array<ReportTold>, 
/**
 * The entry of the audit trail that tells of it; null for what no entry of its own tells of.
 */
entry: number | null, 
/**
 * How its words stand to what that entry keeps of them.
 */
words: ReportWords, 
/**
 * What the seal of its words in that entry is made with, in hex: SHA-256 over `foyer words 1`, these bytes and the
 * words is the entry's `words`.
 */
salt: string | null, };

/**
 * How a report is kept.
 */
export type ReportFormat = "pdf" | "csv" | "jsonLines";

/**
 * What a message is.
 */
export type ReportKind = "text" | "notice" | "portalLink" | "portalMessage" | "portalReply" | "stopConfirmation" | "afterHours" | "reminder";

/**
 * The report on screen.
 */
export type ReportPage = { 
/**
 * Whom it is about.
 */
name: string, 
/**
 * Their numbers that it covers, as people write them.
 */
numbers: Array<string>, 
/**
 * How many other records were joined to theirs, and are in it.
 */
joined: number, 
/**
 * Oldest first; at most 500.
 */
rows: Array<ReportRow>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Entries of the audit trail, all looked at for this report.
 */
entries: number, 
/**
 * Whether every one of them is as it was written.
 */
whole: boolean, 
/**
 * Messages whose words are not those that their entries were written for.
 */
changed: number, 
/**
 * Messages that entries tell of and that are gone.
 */
gone: number, };

/**
 * Reports that something went wrong with a text. What was said is set aside as it is.
 */
export type ReportProblem = { 
/**
 * From which text.
 */
message: string, 
/**
 * What went wrong.
 */
problem: CaseProblem, 
/**
 * In a few words; may be empty.
 */
words: string, 
/**
 * Whether nothing more goes to the number.
 */
stop: boolean, };

/**
 * One message.
 */
export type ReportRow = { 
/**
 * The message.
 */
message: string, 
/**
 * Its time in the thread.
 */
at: number, 
/**
 * How it travelled.
 */
channel: ChannelKind, 
/**
 * The patient's number, as people write it.
 */
number: string, 
/**
 * Whether it is ours.
 */
outbound: boolean, 
/**
 * Who wrote it: a name, Foyer itself, or another program at the carrier.
 */
sender: string, 
/**
 * What it is.
 */
kind: ReportKind, 
/**
 * Its words, as received or as sent.
 */
text: string, 
/**
 * Who let it go although something asked for a reason, and the reason.
 */
overWarning: string | null, 
/**
 * The consent that held when it left or came; null for one from before that was kept.
 */
consent: Badge | null, 
/**
 * What the draft screener says of it; null for what the patient wrote.
 */
verdict: VerdictKind | null, 
/**
 * Why.
 */
categories: Array<string>, 
/**
 * How far it got; null for what the patient wrote.
 */
delivery: DeliveryKind | null, 
/**
 * When somebody at the desk first opened the thread after it came; of ours, when the patient opened in the portal
 * what stands there. Of a text of ours nobody can tell: carriers do not say when an SMS is read.
 */
readAt: number | null, 
/**
 * The carrier's name for it.
 */
carrierId: string | null, 
/**
 * What else an auditor asks.
 */
evidence: ReportEvidence, };

/**
 * A template that a message was made of.
 */
export type ReportTemplate = { 
/**
 * Id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Which of its wordings.
 */
wording: number, 
/**
 * Who approved that; null where it came with Foyer.
 */
approvedBy: string | null, 
/**
 * Whether only its blanks were filled, and no word changed by hand.
 */
asWorded: boolean, };

/**
 * Something the carrier said.
 */
export type ReportTold = { 
/**
 * How far the message was.
 */
delivery: DeliveryKind, 
/**
 * When Foyer heard it.
 */
at: number, };

/**
 * How the words of a message stand to what the audit trail keeps of them.
 */
export type ReportWords = "asSealed" | "changed" | "deleted" | "untold";

/**
 * A case was opened.
 */
export type ReportedCase = { 
/**
 * Its number, `2026-04`.
 */
number: string, };

/**
 * Takes somebody's PIN away; they choose another with their password.
 */
export type ResetPin = { 
/**
 * Who.
 */
user: string, };

/**
 * What a person decides about a text nobody is sure of.
 */
export type Resolution = "checkAgain" | "sendAgain" | "leaveIt";

/**
 * Decides about a text nobody is sure of, or one that is held.
 */
export type ResolveText = { 
/**
 * The message.
 */
message: string, 
/**
 * What to do.
 */
choice: Resolution, };

/**
 * Brings one back. The store that does not open is kept beside it.
 */
export type RestoreBackup = { 
/**
 * Which.
 */
copy: string, 
/**
 * Whose password it is; none with the recovery code.
 */
user: string | null, 
/**
 * The password, or the recovery code.
 */
secret: string, };

/**
 * What can be brought back.
 */
export type RestoreChoices = { 
/**
 * The newest first.
 */
copies: Array<RestoreCopy>, 
/**
 * Who can open them with their password on this computer; nobody where its keyring is gone.
 */
people: Array<RestorePerson>, 
/**
 * Whether a recovery code was ever made.
 */
code: boolean, 
/**
 * IANA time zone of the practice; none where that cannot be read.
 */
timeZone: string | null, };

/**
 * One of them.
 */
export type RestoreCopy = { 
/**
 * Names it in the next call.
 */
id: string, 
/**
 * What is in it.
 */
copy: BackupCopy, 
/**
 * Entries of the log that were written after it, as far as is known.
 */
missing: number | null, };

/**
 * A manager who can restore with their password.
 */
export type RestorePerson = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, };

/**
 * What bringing it back did.
 */
export type Restored = { 
/**
 * Where the store that did not open is kept; none when only the key file was put back.
 */
keptAs: string | null, 
/**
 * Whether the store was sound and only its key file was put back.
 */
onlyKey: boolean, };

/**
 * The schedule, what is due by it, and what is held.
 */
export type RetentionInfo = { 
/**
 * Years by what a thread is about.
 */
years: CategoryYears, 
/**
 * Texts and notes that may be deleted by it now.
 */
due: number, 
/**
 * Every hold there ever was, the newest first.
 */
holds: Array<LegalHoldInfo>, 
/**
 * Whether a repair of the store may have lost one: until somebody has looked, nothing is deleted.
 */
holdsInDoubt: boolean, 
/**
 * Who said that each night deletes by this schedule; null where none does.
 */
nightly: NightlyInfo | null, 
/**
 * What the newest night deleted; null before the first came to its end.
 */
lastNight: NightInfo | null, 
/**
 * For how many days at most a backup keeps what was deleted here.
 */
backupsKeepDays: number, 
/**
 * After how many days words are taken from the carrier too; null: it keeps them.
 */
carrierKeepsDays: number | null, };

/**
 * Takes a role of the practice out of use. Nobody may have it any more.
 */
export type RetireRole = { 
/**
 * Which.
 */
role: string, };

/**
 * Shows the birth date, and writes down that it was shown.
 */
export type RevealBirthDate = { 
/**
 * The patient.
 */
patient: string, };

/**
 * Which threads.
 */
export type ReviewAsked = { 
/**
 * Of which days.
 */
period: Period, 
/**
 * In which this person wrote.
 */
staff: string | null, 
/**
 * Filed under this.
 */
category: CategoryKind | null, 
/**
 * In which texts travel like this.
 */
channel: ChannelKind | null, 
/**
 * Whose patient is texted in this language, `en` or `es`.
 */
language: string | null, 
/**
 * With one of these; all of them where none is named.
 */
any: Array<ReviewMark>, 
/**
 * Those that nobody has looked at since the last text.
 */
unreviewed: boolean, };

/**
 * An internal note.
 */
export type ReviewComment = { 
/**
 * Id.
 */
id: string, 
/**
 * Who wrote it.
 */
by: string, 
/**
 * When.
 */
at: number, 
/**
 * The words.
 */
text: string, 
/**
 * Whom it asks.
 */
asks: Array<string>, };

/**
 * What was made of it.
 */
export type ReviewDecisionKind = "revoked" | "notAWish" | "appointmentMeant" | "textsMeant" | "seen";

/**
 * A text somebody should read.
 */
export type ReviewItem = { 
/**
 * Id.
 */
id: string, 
/**
 * The thread.
 */
thread: string, 
/**
 * Who, or the number.
 */
name: string, 
/**
 * How it came.
 */
channel: ChannelKind, 
/**
 * The message.
 */
message: string, 
/**
 * Word for word.
 */
text: string, 
/**
 * Why that is kept back, if it is; then it is for somebody else to decide.
 */
hidden: HiddenWhy | null, 
/**
 * When it was written.
 */
at: number, 
/**
 * What is asked.
 */
kind: ReviewKindInfo, 
/**
 * Ten business days after it was written; `None` where nothing runs out.
 */
dueAt: number | null, 
/**
 * Whether that is over.
 */
overdue: boolean, 
/**
 * What was decided.
 */
decision: ReviewDecisionKind | null, 
/**
 * Who decided.
 */
decidedBy: string | null, 
/**
 * When.
 */
decidedAt: number | null, };

/**
 * What is asked about a text.
 */
export type ReviewKindInfo = "unclearWish" | "appointmentMeant" | "strayYes";

/**
 * What staff are asked to read.
 */
export type ReviewList = { 
/**
 * Open ones first by when they are due, then the last decided ones.
 */
items: Array<ReviewItem>, 
/**
 * How many are open.
 */
open: number, };

/**
 * What may be worth a look.
 */
export type ReviewMark = "warning" | "failed" | "slow" | "waiting";

/**
 * One of them, and what happened in it on these days.
 */
export type ReviewThread = { 
/**
 * Which.
 */
thread: string, 
/**
 * Who, as the list says it.
 */
name: string, 
/**
 * How texts travel in it.
 */
channel: ChannelKind, 
/**
 * What it is about.
 */
category: CategoryKind, 
/**
 * When what is worth a look happened.
 */
at: number, 
/**
 * What is worth a look.
 */
marks: Array<ReviewMark>, 
/**
 * Who did it: sent over the warning, replied late, or wrote last.
 */
staff: string | null, 
/**
 * The reason that was given last for a warning.
 */
reason: string | null, 
/**
 * The slowest first reply.
 */
firstReplyMs: number | null, 
/**
 * Since when somebody waits.
 */
waitingSinceAt: number | null, 
/**
 * Texts of ours.
 */
sent: number, 
/**
 * Texts of the patient.
 */
received: number, 
/**
 * Texts that went over a warning.
 */
overWarning: number, 
/**
 * Texts that did not arrive.
 */
failed: number, 
/**
 * Who looked at it since its last text, and when.
 */
reviewed: ReviewedBy | null, 
/**
 * Why its words are kept back, if they are; then it can't be opened.
 */
hidden: HiddenWhy | null, };

/**
 * Reads one to look it over. That is written down; nothing is marked read.
 */
export type ReviewThreadOpen = { 
/**
 * Which.
 */
thread: string, };

/**
 * Threads to look over.
 */
export type ReviewThreads = { 
/**
 * The newest first; at most 500.
 */
rows: Array<ReviewThread>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Whom to choose from.
 */
staff: Array<Colleague>, };

/**
 * Somebody looked.
 */
export type ReviewedBy = { 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: number, };

/**
 * A thread, to read and not to answer.
 */
export type ReviewedThread = { 
/**
 * Which.
 */
thread: string, 
/**
 * Who, as the list says it.
 */
name: string, 
/**
 * The number.
 */
number: string, 
/**
 * Consent now.
 */
badge: Badge, 
/**
 * Its newest stretch.
 */
timeline: TimelinePage, 
/**
 * What went over a warning in it.
 */
over: Array<OverWarningCard>, 
/**
 * The notes in it, oldest first.
 */
comments: Array<ReviewComment>, 
/**
 * Whom a comment may ask: colleagues who read this thread.
 */
colleagues: Array<Colleague>, 
/**
 * Whether this person may mark it and comment.
 */
may: boolean, 
/**
 * The text that a problem would be reported with: the newest that went over a warning, or else the newest of ours.
 */
problem: string | null, };

/**
 * A right beside what a role reads and answers.
 */
export type RightKind = "recordConsent" | "override" | "overrideConsent" | "audit" | "approveTemplates" | "textMany" | "configure" | "managePeople";

/**
 * One right, and which roles have it.
 */
export type RightRow = { 
/**
 * Which.
 */
right: RightKind, 
/**
 * By role, in the order of the columns.
 */
roles: Array<boolean>, };

/**
 * What of the window a person has a use for. The core asks again at every command.
 */
export type Rights = { 
/**
 * Write to patients, assign, close, note.
 */
answer: boolean, 
/**
 * Change the practice's settings.
 */
configure: boolean, 
/**
 * Add and change people.
 */
people: boolean, 
/**
 * See who signed in and what was changed about people.
 */
audit: boolean, };

/**
 * A risk.
 */
export type RiskKind = "low" | "medium" | "high";

/**
 * A role in words.
 */
export type RoleInfo = { 
/**
 * Which: a word for those that Foyer brings, an id for the practice's own.
 */
role: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether the practice made it.
 */
own: boolean, 
/**
 * Whether whoever asks may give it: nobody gives what they lack.
 */
mayGive: boolean, 
/**
 * Whether they may change it.
 */
mayChange: boolean, 
/**
 * The offices it is for; none for all.
 */
locations: Array<string>, 
/**
 * Whether a repair of the store may have lost them: until somebody says, it is for none.
 */
placesInDoubt: boolean, 
/**
 * What it reads and answers.
 */
reach: ReachInfo, };

/**
 * A rule about hours, as its pack has it.
 */
export type RuleInfo = { 
/**
 * Two letters, or `None` for the federal rule.
 */
state: string | null, 
/**
 * Where it stands.
 */
citation: string, 
/**
 * Whether the source is uncertain.
 */
uncertain: boolean, };

/**
 * What to do with a run.
 */
export type RunChange = "pause" | "resume" | "stop";

/**
 * A round of notices.
 */
export type RunInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * Going on, paused, stopped, done.
 */
state: RunStateKind, 
/**
 * Who started it.
 */
by: string, 
/**
 * When.
 */
startedAt: number, 
/**
 * How many were to get it.
 */
total: number, 
/**
 * How many went out.
 */
sent: number, 
/**
 * Answered YES.
 */
yes: number, 
/**
 * Answered NO.
 */
no: number, 
/**
 * Not answered yet.
 */
noAnswer: number, 
/**
 * Skipped at the start or when their turn came.
 */
skipped: number, 
/**
 * Still to go.
 */
waiting: number, 
/**
 * When the last one goes, if nothing changes.
 */
doneAt: number | null, 
/**
 * Everybody, in order.
 */
items: Array<RunItem>, };

/**
 * A person in a run.
 */
export type RunItem = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Who, or the number.
 */
name: string, 
/**
 * How texts travel.
 */
channel: ChannelKind, 
/**
 * The badge now.
 */
badge: Badge, 
/**
 * `en` or `es`.
 */
language: string, 
/**
 * Where it stands.
 */
state: RunItemKind, 
/**
 * Why not, when skipped.
 */
skip: SkipKind | null, 
/**
 * When it went, was answered, or will go.
 */
at: number | null, };

/**
 * Where a person stands in a run.
 */
export type RunItemKind = "waiting" | "quietThere" | "sending" | "sent" | "delivered" | "notDelivered" | "saidYes" | "saidNo" | "skipped";

/**
 * What a run would do.
 */
export type RunPreview = { 
/**
 * Everybody chosen.
 */
rows: Array<DueRow>, 
/**
 * How many can get it.
 */
can: number, 
/**
 * Of those, how many wait for the hours there.
 */
wait: number, 
/**
 * Skipped, by reason, most first.
 */
skipped: Array<SkipGroup>, 
/**
 * Seconds between two notices.
 */
everySeconds: number, 
/**
 * When the last one goes, if nothing changes.
 */
doneAt: number | null, };

/**
 * A run, if there ever was one.
 */
export type RunReply = { 
/**
 * The run.
 */
run: RunInfo | null, };

/**
 * Where a run stands.
 */
export type RunStateKind = "running" | "paused" | "stopped" | "done";

/**
 * A text around a hand-off.
 */
export type SafeTextInfo = { 
/**
 * With its blanks.
 */
template: string, 
/**
 * Filled in; empty when there is no address to lead to.
 */
preview: string, 
/**
 * The counter of the filled-in text.
 */
segments: SegmentsInfo, 
/**
 * Whether it is the practice's own.
 */
own: boolean, };

/**
 * Who wrote a text of a shared phone.
 */
export type SaidBy = { 
/**
 * How sure that is.
 */
sure: SpeakerSure, 
/**
 * The patient it is put to; nobody where it is unknown.
 */
patient: string | null, 
/**
 * What to call them in a sentence.
 */
name: string | null, };

/**
 * Records the agreement that covers the portal, or that there is none.
 */
export type SaveAgreement = { 
/**
 * The agreement.
 */
agreement: AgreementInfo | null, };

/**
 * Changes how many stay.
 */
export type SaveBackup = { 
/**
 * The newest of so many days, 1 to 31.
 */
daily: number, 
/**
 * The newest of so many weeks, 0 to 52.
 */
weekly: number, 
/**
 * The newest of so many months, 0 to 84.
 */
monthly: number, };

/**
 * Changes how many texts may leave in 24 hours. A brake that is pulled stays so.
 */
export type SaveCeiling = { 
/**
 * Texts, from `least` to `most`.
 */
texts: number, 
/**
 * The password of whoever asks; practice mode has none.
 */
password: string | null, };

/**
 * Changes them from now on; what held before is judged by what was in force then.
 */
export type SaveConsentFigures = { 
/**
 * All of them.
 */
figures: ConsentFigures, };

/**
 * Keeps everybody on record as a CSV where the person says.
 */
export type SaveContacts = Record<symbol, never>;

/**
 * Makes the patient's copy and keeps it where the person says.
 */
export type SaveCopy = { 
/**
 * For which request.
 */
request: string, 
/**
 * As what.
 */
format: ReportFormat, 
/**
 * Somebody has read what came from numbers that others have too, and it is this patient's.
 */
withShared: boolean, };

/**
 * Keeps an unsent text or note; empty words forget it.
 */
export type SaveDraft = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Whether it is a note.
 */
note: boolean, 
/**
 * The words.
 */
text: string, };

/**
 * Changes what templates say of the practice.
 */
export type SaveFacts = { 
/**
 * All of it.
 */
facts: PracticeFacts, };

/**
 * Keeps all that answers a question as a CSV where the person says.
 */
export type SaveFound = { 
/**
 * What is asked.
 */
asked: SearchAsked, };

/**
 * Changes how soon patients should be answered; Review and the list go by it.
 */
export type SaveGoals = { 
/**
 * All of it.
 */
goals: ReplyGoals, };

/**
 * Chooses how much history is brought in, and pauses it or goes on.
 */
export type SaveHistory = { 
/**
 * Days: 14, 90, 365, or none for all.
 */
days: number | null, 
/**
 * Whether it pauses.
 */
paused: boolean, };

/**
 * Keeps them.
 */
export type SaveHours = { 
/**
 * The practice's, and those of offices with their own. An office that is not named goes by the practice's.
 */
offices: Array<OfficeHoursDraft>, 
/**
 * Whether texts that come while it is closed get the automatic reply.
 */
replies: boolean, };

/**
 * Keeps a letter as a PDF where the person says.
 */
export type SaveLetter = { 
/**
 * The case.
 */
case: string, 
/**
 * `en` or `es`.
 */
language: string, 
/**
 * Its words, as they were changed.
 */
text: string, };

/**
 * Adds an office, or changes one.
 */
export type SaveLocation = { 
/**
 * Which; a new one when left out.
 */
location: string | null, 
/**
 * What the desk calls it.
 */
name: string, 
/**
 * Its numbers; a number that is nobody's is every office's.
 */
lines: Array<string>, };

/**
 * Changes when the desk locks by itself.
 */
export type SaveLock = { 
/**
 * Minutes without anybody, 1 to 10.
 */
afterMinutes: number, };

/**
 * Keeps a file where the person says; why is written down first.
 */
export type SaveMedia = { 
/**
 * The attachment.
 */
attachment: string, 
/**
 * Why.
 */
why: SaveWhy, };

/**
 * Chooses how often new texts are asked for at night.
 */
export type SaveNight = { 
/**
 * Seconds: 15, 120 or 600.
 */
seconds: number, };

/**
 * Sends another wording of the notice from now on. Both languages say the same.
 */
export type SaveNotice = { 
/**
 * In English, what follows the practice's name.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, 
/**
 * Whether it says something new: then everybody who agreed to an older one is due.
 */
material: boolean, };

/**
 * Keeps all figures of some days as a file where the person says. It names nobody.
 */
export type SaveOverview = { 
/**
 * Which days.
 */
period: Period, };

/**
 * Keeps one.
 */
export type SaveOwnView = { 
/**
 * What its owner calls it.
 */
name: string, 
/**
 * What it shows.
 */
wanted: OwnViewWanted, };

/**
 * Puts a name to a thread's number, or corrects it.
 */
export type SavePatient = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Name on the record.
 */
fullName: string, 
/**
 * What they go by.
 */
goesBy: string | null, 
/**
 * `YYYY-MM-DD`; `None` leaves it.
 */
birthDate: string | null, 
/**
 * `en` or `es`.
 */
language: string, };

/**
 * Changes the portal's addresses.
 */
export type SavePortal = { 
/**
 * The link's template; empty uses the practice's own address.
 */
link: string, 
/**
 * Where a patient opens an account; empty uses the link.
 */
signUp: string, 
/**
 * Where staff write to patients; empty if there is no such page.
 */
staffUrl: string, 
/**
 * Hours until an unopened message comes back to the desk, 0 to 168; 0: never.
 */
remindHours: number, };

/**
 * Keeps what is known of a patient's portal account.
 */
export type SavePortalAccount = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The practice's number for the patient; empty forgets it.
 */
recordNumber: string, 
/**
 * Whether there is an account.
 */
standing: PortalAccountKind, };

/**
 * Changes the practice.
 */
export type SavePractice = { 
/**
 * Name.
 */
name: string, 
/**
 * IANA time zone.
 */
timeZone: string, 
/**
 * The portal's address, without scheme.
 */
portalUrl: string | null, };

/**
 * Keeps the card as a PDF where the person says; the place is asked by the system's own dialog.
 */
export type SaveProof = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The moment; now when left out.
 */
atMs: number | null, };

/**
 * Keeps one.
 */
export type SaveQuery = { 
/**
 * What the person calls it.
 */
name: string, 
/**
 * What it asks; its days stand where `days` is null.
 */
asked: ReportAsked, 
/**
 * So many days up to the day it is asked.
 */
days: number | null, };

/**
 * Keeps the register with its counts as a file for a spreadsheet; it names nobody.
 */
export type SaveRegister = Record<symbol, never>;

/**
 * Changes how often the desktop is told of a thread that nobody has taken.
 */
export type SaveRepeat = { 
/**
 * Minutes between two alerts, 1 to 60; null for one alert a text.
 */
minutes: number | null, };

/**
 * Keeps it as a file where the person says.
 */
export type SaveReport = { 
/**
 * What about.
 */
asked: ReportAsked, 
/**
 * As what.
 */
format: ReportFormat, };

/**
 * Changes the schedule. Nothing is deleted by this.
 */
export type SaveRetention = { 
/**
 * Years; null for always.
 */
years: CategoryYears, };

/**
 * Makes a role, or changes one of the practice's own. Everybody who has it may do what it says at once.
 */
export type SaveRole = { 
/**
 * Which; a new one when left out.
 */
role: string | null, 
/**
 * What the practice calls it.
 */
name: string, 
/**
 * What it reads and answers.
 */
reach: ReachInfo, 
/**
 * What else it may do.
 */
rights: Array<RightKind>, 
/**
 * The offices it is for; empty for everywhere.
 */
locations: Array<string>, };

/**
 * Words a text of a hand-off anew; empty goes back to Foyer's own words.
 */
export type SaveSafeText = { 
/**
 * link, reminder, sign_up or invite.
 */
kind: string, 
/**
 * English.
 */
en: string, 
/**
 * Spanish.
 */
es: string, };

/**
 * Says whom a case concerns and since when it is known.
 */
export type SaveScope = { 
/**
 * The case.
 */
case: string, 
/**
 * A day, `2026-11-20`.
 */
knownOn: string, 
/**
 * People by state.
 */
affected: Array<AffectedPeople>, 
/**
 * Whether the practice is a clinic licensed by the state.
 */
licensedClinic: boolean, };

/**
 * Chooses whether words are taken from the carrier.
 */
export type SaveScrub = { 
/**
 * Days after which: 30, 90, or none for never.
 */
afterDays: number | null, };

/**
 * Keeps the person's settings.
 */
export type SaveSettings = { 
/**
 * All of them.
 */
settings: Settings, };

/**
 * Writes an agreement down, or corrects one.
 */
export type SaveSigned = { 
/**
 * Which; a new one when left out.
 */
id: string | null, 
/**
 * With whom, and from when until when.
 */
agreement: AgreementInfo, 
/**
 * Who signed for the practice.
 */
signer: string, 
/**
 * What it names.
 */
products: Array<ProductKind>, };

/**
 * Keeps the state a patient lives in: whose rules about hours hold.
 */
export type SaveState = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Two letters; without them the number's area code decides.
 */
state: string | null, 
/**
 * Whether the patient said so; else it is from the record.
 */
said: boolean, };

/**
 * Keeps a page about what stands in the way, for whoever helps.
 */
export type SaveSupportReport = Record<symbol, never>;

/**
 * Keeps a wording.
 */
export type SaveTemplate = { 
/**
 * Whose; a new template when left out.
 */
template: string | null, 
/**
 * As the list shows it.
 */
name: string, 
/**
 * What it tells.
 */
level: TemplateLevelKind, 
/**
 * In English; may be empty while it is a draft.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, 
/**
 * Whether to ask for approval at once.
 */
submit: boolean, };

/**
 * Changes the name that signs texts.
 */
export type SaveTextName = { 
/**
 * The neutral name; empty: the practice's own signs.
 */
textName: string, };

/**
 * Keeps the log as a spreadsheet where the person says.
 */
export type SaveTrail = { 
/**
 * What was done in one conversation; null for everything.
 */
thread: string | null, 
/**
 * What one person did; null for everybody.
 */
by: string | null, };

/**
 * Why a file is kept outside of Foyer.
 */
export type SaveWhy = "chart" | "insurer" | "patient" | "other";

/**
 * Whether it was kept.
 */
export type SavedProof = { 
/**
 * `false` when the person thought better of it.
 */
saved: boolean, };

/**
 * Questions that are asked again.
 */
export type SavedQueries = { 
/**
 * By name.
 */
items: Array<SavedQuery>, };

/**
 * One of them.
 */
export type SavedQuery = { 
/**
 * Id.
 */
id: string, 
/**
 * What the person calls it.
 */
name: string, 
/**
 * The thread it asks about.
 */
thread: string, 
/**
 * Who that is.
 */
person: string, 
/**
 * The number, as people write it.
 */
number: string, 
/**
 * One channel only.
 */
channel: ChannelKind | null, 
/**
 * So many days up to today; null where both ends are fixed.
 */
days: number | null, 
/**
 * The first day, as of today.
 */
from: string, 
/**
 * The last day, as of today.
 */
to: string, 
/**
 * Who keeps it.
 */
by: string, };

/**
 * Says who wrote a text.
 */
export type SaySpeaker = { 
/**
 * The text.
 */
message: string, 
/**
 * The patient; `None` where nobody can tell.
 */
patient: string | null, };

/**
 * Looks now.
 */
export type ScanDrift = Record<symbol, never>;

/**
 * What a day and a time on the practice's clock mean for a text.
 */
export type ScheduleLook = { 
/**
 * The moment; `None` where the clock skips it.
 */
at: number | null, 
/**
 * The second one, where the clock shows it twice.
 */
secondAt: number | null, 
/**
 * Whether it is past.
 */
past: boolean, 
/**
 * The clocks the patient may live by, where they differ from the practice's then.
 */
zones: Array<string>, 
/**
 * When it is quiet on that day, in minutes of the practice's day.
 */
quiet: Array<QuietStretch>, 
/**
 * Why no text may go then, if so.
 */
refusal: Refusal | null, 
/**
 * The first moment from then on that one may, where it is another.
 */
nextAt: number | null, };

/**
 * Keeps exactly these words until a moment, if the gate would let them go then.
 */
export type ScheduleText = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The words.
 */
text: string, 
/**
 * The window's own id; the same id twice is one text.
 */
clientId: string, 
/**
 * When, as the look ahead said.
 */
atMs: number, 
/**
 * What it is about; visits and logistics when left out.
 */
subject?: SubjectKind, 
/**
 * For whom it was when its first letter was typed, on a phone that several share.
 */
meantFor?: string, };

/**
 * One of them: the first time of that day, from then on, at which a text may go.
 */
export type ScheduleTime = { 
/**
 * Which.
 */
which: ScheduleTimeKind, 
/**
 * The day on the practice's clock.
 */
day: string, 
/**
 * The minute of that day.
 */
minute: number, };

/**
 * Which time it is.
 */
export type ScheduleTimeKind = "today" | "tomorrow" | "monday";

/**
 * Times that most people would choose.
 */
export type ScheduleTimes = { 
/**
 * In order.
 */
times: Array<ScheduleTime>, };

/**
 * Whom a case concerns.
 */
export type ScopeInfo = { 
/**
 * When it was known.
 */
knownAt: number, 
/**
 * The same as a day of the practice's calendar.
 */
knownOn: string, 
/**
 * People by state.
 */
affected: Array<AffectedPeople>, 
/**
 * All of them.
 */
people: number, 
/**
 * Whether the practice is a clinic licensed by the state.
 */
licensedClinic: boolean, };

/**
 * Looks at a draft while it is typed.
 */
export type ScreenDraft = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The words.
 */
text: string, 
/**
 * The draft's number, given back with the answer.
 */
revision: number, };

/**
 * The screener as the practice has it.
 */
export type ScreenerInfo = { 
/**
 * The practice's name.
 */
practice: string, 
/**
 * What that name tells about everybody who gets a text, if anything.
 */
nameTells: NameTells | null, 
/**
 * The neutral name that signs texts instead; empty if there is none.
 */
textName: string, 
/**
 * Terms the practice lets pass, by the alphabet.
 */
allowed: Array<AllowedTermInfo>, 
/**
 * What texts were sent over most, the most first.
 */
sentOver: Array<SentOverInfo>, };

/**
 * Whether words are taken from the carrier.
 */
export type ScrubInfo = { 
/**
 * Days after which; none: never.
 */
afterDays: number | null, 
/**
 * Texts so far.
 */
done: number, 
/**
 * Whether a verified backup has everything that was brought in; else it waits for one.
 */
backedUp: boolean, };

/**
 * What the page of all years is asked. Every part narrows.
 */
export type SearchAsked = { 
/**
 * As typed; anything is a valid question.
 */
text: string, 
/**
 * Whether a typed word may also stand inside another.
 */
inside: boolean, 
/**
 * Written by this colleague.
 */
staff: string | null, 
/**
 * From this day on by the practice's calendar, `2026-11-01`.
 */
fromDay: string | null, 
/**
 * Up to this day and with it.
 */
toDay: string | null, 
/**
 * On this channel.
 */
channel: ChannelKind | null, 
/**
 * What did not arrive and will not.
 */
failed: boolean, 
/**
 * What was handed off to the portal.
 */
handedOff: boolean, 
/**
 * With a picture or file.
 */
withFile: boolean, 
/**
 * Nothing but texts, or nothing but notes.
 */
only: SearchKind | null, };

/**
 * What is looked through.
 */
export type SearchKind = "texts" | "notes";

/**
 * A part of the answer.
 */
export type SearchPage = { 
/**
 * People by name or number; with the first part only.
 */
people: Array<PersonHit>, 
/**
 * Newest first.
 */
texts: Array<TextHit>, 
/**
 * How many more there are in this part that one's role does not read.
 */
hidden: number, 
/**
 * Where to go on; nothing at the end.
 */
next: string | null, 
/**
 * A part of a word stands for too many words: with another letter all of them are looked for.
 */
cut: boolean, 
/**
 * Whom to choose from.
 */
staff: Array<Colleague>, 
/**
 * Whether whoever asks may keep the list as a file.
 */
maySave: boolean, };

/**
 * What find found.
 */
export type SearchReply = { 
/**
 * People, by name and number.
 */
people: Array<PersonHit>, 
/**
 * Texts and notes, newest first.
 */
messages: Array<MessageHit>, 
/**
 * The typed text as a new number one could text, as people write it.
 */
newNumber: string | null, };

/**
 * Texts of all years by words and by what they are, newest first, a part at a time.
 */
export type SearchTexts = { 
/**
 * What is asked.
 */
asked: SearchAsked, 
/**
 * `next` of the part before; nothing for the first.
 */
after: string | null, };

/**
 * The segment counter.
 */
export type SegmentsInfo = { 
/**
 * Units used.
 */
units: number, 
/**
 * Units that fit into this many parts.
 */
capacity: number, 
/**
 * Parts.
 */
count: number, 
/**
 * Whether a character forces Unicode.
 */
unicode: boolean, };

/**
 * Asks a patient who texted something clinical to go on in the portal.
 */
export type SendInvite = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The window's own id.
 */
clientId: string, };

/**
 * Texts the link of a hand-off again.
 */
export type SendLinkAgain = { 
/**
 * The hand-off.
 */
handoff: string, 
/**
 * The window's own id.
 */
clientId: string, };

/**
 * Texts the risk notice in the patient's language.
 */
export type SendNotice = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The window's own id; the same id twice is one notice.
 */
clientId: string, };

/**
 * Lets texts leave although a list of the carrier breaks off and a STOP may lie in the rest.
 */
export type SendPastBreak = Record<symbol, never>;

/**
 * What became of a send.
 */
export type SendReply = { "kind": "queued", item: TimelineItem, } | { "kind": "refused", refusal: Refusal, };

/**
 * Texts where to open a portal account.
 */
export type SendSignUp = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The window's own id.
 */
clientId: string, };

/**
 * Sends, or queues, exactly these words, if the gate lets them.
 */
export type SendText = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The words.
 */
text: string, 
/**
 * The window's own id; the same id twice is one text.
 */
clientId: string, 
/**
 * Why it should go over a soft stop, by a person who may.
 */
overrideReason: string | null, 
/**
 * Which refusal the reason answers, as it was shown; the words' own when left out.
 */
overrideOf?: RefusalKind, 
/**
 * What it is about; visits and logistics when left out.
 */
subject?: SubjectKind, 
/**
 * Whether this person made sure that the number is the patient's; asked for where it is due.
 */
confirmed?: boolean, 
/**
 * For whom it was when its first letter was typed, on a phone that several share: it goes to nobody else.
 */
meantFor?: string, };

/**
 * How often texts were sent over a finding.
 */
export type SentOverInfo = { 
/**
 * The rule's name.
 */
rule: string, 
/**
 * The words, for a term.
 */
term: string | null, 
/**
 * How often.
 */
times: number, 
/**
 * When last.
 */
lastAt: number, 
/**
 * Whether it is a term that may be let pass, and is not.
 */
mayAllow: boolean, };

/**
 * A text that went over a warning.
 */
export type SentOverWarning = { 
/**
 * Where.
 */
thread: string, 
/**
 * To whom.
 */
name: string, 
/**
 * Who sent it.
 */
staff: string, 
/**
 * When.
 */
at: number, 
/**
 * What the text tells, most serious first; none when consent alone was in the way.
 */
categories: Array<string>, 
/**
 * The reason given.
 */
reason: string, 
/**
 * Why what it tells and the reason are kept back, if they are.
 */
hidden: HiddenWhy | null, };

/**
 * What beginning anew did.
 */
export type SetAside = { 
/**
 * Where the store that did not open is kept.
 */
keptAs: string, };

/**
 * Whether somebody looks at the window; decides how often new texts are asked for. Until it is told, somebody does.
 */
export type SetFocus = { 
/**
 * Whether it has the focus.
 */
focused: boolean, };

/**
 * Says where somebody works.
 */
export type SetPersonLocations = { 
/**
 * Who.
 */
user: string, 
/**
 * Where; empty for everywhere.
 */
locations: Array<string>, };

/**
 * In practice mode only: makes the pretend carrier stop or start answering.
 */
export type SetPretendCarrier = { 
/**
 * Whether it answers.
 */
answering: boolean, };

/**
 * A person's settings.
 */
export type Settings = { 
/**
 * Light, dark, or as the system says.
 */
theme: Theme, 
/**
 * Whether Enter sends; off at first, one stray key must not text a patient.
 */
enterSends: boolean, 
/**
 * Percent: 100, 112, 125 or 150.
 */
textSize: number, 
/**
 * Whether single-letter keys work.
 */
letterKeys: boolean, 
/**
 * Whether the window blurs while another one has the keys. Settings of an older Foyer do not say.
 */
blurAway: boolean, 
/**
 * What the window is worded in. What patients are written in is theirs.
 */
language: WindowLanguage, 
/**
 * Whether the rows of lists are lower, so that more of them show.
 */
compact: boolean, 
/**
 * Whether the tour of the first morning was taken or put away.
 */
tourTaken: boolean, 
/**
 * For how many seconds a text can be taken back before it leaves: 0, 5 or 10.
 */
undoSeconds: number, };

/**
 * Writes down what came of asking. Nobody does that for themselves.
 */
export type SettleLooking = { 
/**
 * Whose day.
 */
user: string, 
/**
 * Which.
 */
day: string, 
/**
 * What came of it.
 */
words: string, };

/**
 * Signs the newest look off.
 */
export type SignDrift = { 
/**
 * Which.
 */
scan: string, 
/**
 * What was done about it.
 */
words: string, };

/**
 * Signs somebody in by password: the first time after a start, or whenever it is locked.
 */
export type SignIn = { 
/**
 * Who.
 */
user: string, 
/**
 * Their password.
 */
password: string, 
/**
 * Six digits to lift the lock with from now on.
 */
newPin: string | null, 
/**
 * What their authenticator shows, if they have one.
 */
code: string | null, };

/**
 * Puts one's name to a case, and says how long its conversation's words are kept from the schedule.
 */
export type SignOffCase = { 
/**
 * The case.
 */
case: string, 
/**
 * The last day on which they are, `2032-11-22`; null: from now on the schedule counts again.
 */
keepUntil: string | null, };

/**
 * Puts one's name to the list of what is to be done before going live, as it is now.
 */
export type SignOffGoLive = Record<symbol, never>;

/**
 * Lets each night delete by the schedule as it is now, in the name of whoever says so; or no night. A schedule that is
 * changed afterwards needs a name anew.
 */
export type SignRetention = { 
/**
 * Whether each night deletes.
 */
nightly: boolean, };

/**
 * An agreement on record.
 */
export type SignedInfo = { 
/**
 * Id; none for the portal's, which is kept with the portal.
 */
id: string | null, 
/**
 * With whom, and from when until when.
 */
agreement: AgreementInfo, 
/**
 * Who signed for the practice.
 */
signer: string, 
/**
 * What it names; empty for the portal's.
 */
products: Array<ProductKind>, 
/**
 * Whether it holds.
 */
state: SignedState, };

/**
 * Somebody put their name to the list.
 */
export type SignedOffInfo = { 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: number, 
/**
 * What was still open.
 */
open: Array<StepKind>, };

/**
 * Whether an agreement holds.
 */
export type SignedState = { "kind": "inForce" } | { "kind": "endsSoon", days: number, } | { "kind": "notYet" } | { "kind": "ended" };

/**
 * People skipped for one reason.
 */
export type SkipGroup = { 
/**
 * Why.
 */
why: SkipKind, 
/**
 * How many.
 */
count: number, 
/**
 * When the first of them may be asked again.
 */
untilAt: number | null, };

/**
 * Why a person gets no notice.
 */
export type SkipKind = "noticeOut" | "optedOut" | "saidNo" | "landline" | "sharedPhone" | "notNeeded" | "notTextable";

/**
 * Off the desk until an instant, or until the patient writes.
 */
export type SnoozeThread = { 
/**
 * The thread.
 */
thread: string, 
/**
 * When it comes back; nothing for the patient's next text, which ends every snooze.
 */
untilAt: number | null, };

/**
 * Who wrote it.
 */
export type Speaker = { "kind": "patient", name: string, } | { "kind": "you" } | { "kind": "colleague", name: string, } | { "kind": "foyer" } | { "kind": "elsewhere" };

/**
 * How sure it is who wrote a text.
 */
export type SpeakerSure = "confirmed" | "likely" | "unknown";

/**
 * Splits them again.
 */
export type SplitPatients = { 
/**
 * The thread.
 */
thread: string, 
/**
 * The record that went into this one.
 */
other: string, };

/**
 * A member of staff.
 */
export type Staff = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * First name.
 */
firstName: string, 
/**
 * Two letters.
 */
initials: string, 
/**
 * What they do here, in words.
 */
role: string, };

/**
 * A member of staff.
 */
export type StaffRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Two letters.
 */
initials: string, 
/**
 * Their role.
 */
role: string, 
/**
 * Whether it is whoever asks.
 */
me: boolean, 
/**
 * How they come in.
 */
wayIn: WayInKind, 
/**
 * When they signed in last.
 */
hereAt: number | null, 
/**
 * When they left.
 */
leftAt: number | null, 
/**
 * The offices they work at; none for all.
 */
locations: Array<string>, 
/**
 * Whether a repair of the store may have lost where they work: until somebody says, they work nowhere.
 */
placesInDoubt: boolean, 
/**
 * Whether it may have lost their second step: until it is set up again, their password alone does not do.
 */
secondStepInDoubt: boolean, };

/**
 * Where the threads of a list of one's own stand.
 */
export type StandingKind = "open" | "snoozed" | "closed";

/**
 * Begins it; each text passes the gate at its own moment.
 */
export type StartBatch = { 
/**
 * The window's own id: the same one is the same batch.
 */
clientId: string, 
/**
 * Which template.
 */
template: string, 
/**
 * To whom.
 */
to: BatchAudience, 
/**
 * Whether it goes on only while the office is open.
 */
openOnly: boolean, 
/**
 * How many can get it, as it was shown: to more than these nothing is started.
 */
shown: number, };

/**
 * Begins with an empty practice. The store that does not open is kept beside it, unchanged.
 */
export type StartNew = { 
/**
 * Whose password it is; none with the recovery code, or where no key file is left.
 */
user: string | null, 
/**
 * The password, or the recovery code.
 */
secret: string, };

/**
 * Opens a throw-away practice with a pretend carrier.
 */
export type StartPracticeMode = Record<symbol, never>;

/**
 * Why the practice on this computer does not open. Nothing is ever deleted.
 */
export type StartProblem = "keyMissing" | "storeDamaged" | "storeNewer" | "keyFileMissing" | "alreadyOpen" | "diskFull" | "unreadable";

/**
 * Begins a run; each notice passes the gate at its own moment.
 */
export type StartRun = { 
/**
 * The threads, in their order.
 */
threads: Array<string>, };

/**
 * Finds or opens the thread with a number.
 */
export type StartThread = { 
/**
 * As typed or E.164.
 */
number: string, 
/**
 * The person's name, when the number is new.
 */
name: string | null, 
/**
 * `en` or `es`, when the number is new.
 */
language: string | null, 
/**
 * Whom it is for, where several people have the number.
 */
patient?: string, };

/**
 * A started thread.
 */
export type StartedThread = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Writes down what was done about one.
 */
export type StepAccess = { 
/**
 * Which.
 */
request: string, 
/**
 * What.
 */
step: AccessStepKind, 
/**
 * The reason, as the patient is told it: for an extension and a denial.
 */
words: string, };

/**
 * What is to be done.
 */
export type StepKind = "agreement" | "portal" | "number" | "twoWay" | "stop" | "recoveryCode" | "secondManager" | "drill" | "trained" | "signedOff";

/**
 * What a text may be about, as far as consent is concerned.
 */
export type SubjectKind = "logistics" | "clinical" | "billing" | "marketing";

/**
 * Asks for approval of the newest wording of a template.
 */
export type SubmitTemplate = { 
/**
 * Which.
 */
template: string, };

/**
 * Times that most people would choose for a thread, each the first one that day on which a text may go.
 */
export type SuggestTimes = { 
/**
 * The thread.
 */
thread: string, };

/**
 * Swap.
 */
export type SwapKind = { "kind": "none" } | { "kind": "inMemory" } | { "kind": "onDisk", disk: AtRestKind, };

/**
 * The words that threads are marked with here.
 */
export type TagList = { 
/**
 * By name.
 */
names: Array<string>, };

/**
 * Says what a picture shows, or takes that back.
 */
export type TagMedia = { 
/**
 * The attachment.
 */
attachment: string, 
/**
 * What.
 */
shows: PictureShows | null, };

/**
 * Marks a thread with a word, or takes the mark away.
 */
export type TagThread = { 
/**
 * Which.
 */
thread: string, 
/**
 * The word; a new one becomes a tag.
 */
name: string, 
/**
 * Whether it shall have it.
 */
on: boolean, };

/**
 * The thread of the alert that was clicked, once.
 */
export type TakeAlert = Record<symbol, never>;

/**
 * Takes back a hand-off that is not there yet.
 */
export type TakeBackHandoff = { 
/**
 * The hand-off.
 */
handoff: string, };

/**
 * Lets a term pass no longer.
 */
export type TakeBackTerm = { 
/**
 * The words, as listed.
 */
term: string, };

/**
 * What became of taking a template.
 */
export type TakeReply = { "kind": "taken", text: string, caret: number, blanks: Array<BlankSpan>, } | { "kind": "refused", refusal: Refusal, };

/**
 * Puts a template's words into the draft.
 */
export type TakeTemplate = { 
/**
 * The thread.
 */
thread: string, 
/**
 * Which.
 */
template: string, 
/**
 * `en` or `es`.
 */
language: string, 
/**
 * What stands before it.
 */
before: string, 
/**
 * What stands after it.
 */
after: string, };

/**
 * What can be decided about a wording.
 */
export type TemplateDecisionKind = "approve" | "sendBack" | "keep" | "retire";

/**
 * How near the day is on which a wording in use is to be read again.
 */
export type TemplateDueKind = "later" | "thisMonth" | "late";

/**
 * A template, as its newest wording says.
 */
export type TemplateInfo = { 
/**
 * Id.
 */
id: string, 
/**
 * As the list shows it.
 */
name: string, 
/**
 * As declared.
 */
level: TemplateLevelKind, 
/**
 * Where it stands.
 */
state: TemplateStateKind, 
/**
 * Which wording this is; 1 for the first.
 */
version: number, 
/**
 * Which wording is in use, if one is.
 */
inUse: number | null, 
/**
 * In English.
 */
en: TemplateWords | null, 
/**
 * In Spanish.
 */
es: TemplateWords | null, 
/**
 * Who wrote this wording; `None`: it comes with Foyer.
 */
writtenBy: string | null, 
/**
 * Who wrote its Spanish, where that was somebody else.
 */
spanishBy: string | null, 
/**
 * When it was written.
 */
writtenAt: number, 
/**
 * Who decided last about it.
 */
decidedBy: string | null, 
/**
 * When.
 */
decidedAt: number | null, 
/**
 * Whether this person wrote any of it, and so can't approve it.
 */
mine: boolean, 
/**
 * The last day to read the wording in use again, `2027-02-01`; null where none is in use.
 */
readBy: string | null, 
/**
 * How near that is.
 */
due: TemplateDueKind | null, 
/**
 * Why somebody should look at the wording in use again, where they should.
 */
look: TemplateLookKind | null, 
/**
 * Who read the wording in use again since it was approved.
 */
keptBy: string | null, 
/**
 * When.
 */
keptAt: number | null, 
/**
 * Whether this person may say now that it stays as it is.
 */
mayKeep: boolean, 
/**
 * Every wording, the newest first.
 */
versions: Array<TemplateVersionInfo>, };

/**
 * What a template tells.
 */
export type TemplateLevelKind = "officeFacts" | "visitDetails" | "clinical" | "protected";

/**
 * Why somebody should look at a wording in use again.
 */
export type TemplateLookKind = "notAsDeclared" | "spanishOlder" | "reviewLate";

/**
 * Every template, and what they say of the practice.
 */
export type TemplatePage = { 
/**
 * Those that come with Foyer first.
 */
templates: Array<TemplateInfo>, 
/**
 * Whether this person may write them.
 */
mayWrite: boolean, 
/**
 * Whether this person may approve what somebody else wrote.
 */
mayApprove: boolean, 
/**
 * What is filled in of the practice.
 */
facts: PracticeFacts, 
/**
 * Whether this person may change that.
 */
mayConfigure: boolean, 
/**
 * The blanks there are.
 */
blanks: Array<BlankName>, };

/**
 * A stretch of a template.
 */
export type TemplatePiece = { 
/**
 * The words, or the blank's name.
 */
text: string, 
/**
 * Whether it is a blank.
 */
blank: boolean, };

/**
 * Another wording of a template, as somebody may propose it.
 */
export type TemplateProposal = { 
/**
 * In English, as somebody edits it.
 */
en: string, 
/**
 * In Spanish.
 */
es: string, };

/**
 * Where a template stands.
 */
export type TemplateStateKind = "inUse" | "toApprove" | "draft" | "noSpanish" | "noEnglish" | "retired";

/**
 * One wording in the history of a template.
 */
export type TemplateVersionInfo = { 
/**
 * 1 for the first.
 */
number: number, 
/**
 * How far it came.
 */
state: TemplateStateKind, 
/**
 * Who wrote it; `None`: it comes with Foyer.
 */
by: string | null, 
/**
 * When.
 */
at: number, 
/**
 * Who decided last about it.
 */
decidedBy: string | null, 
/**
 * When.
 */
decidedAt: number | null, 
/**
 * Its words in English, in stretches.
 */
en: Array<TemplatePiece> | null, 
/**
 * In Spanish.
 */
es: Array<TemplatePiece> | null, };

/**
 * The words of a template in one language.
 */
export type TemplateWords = { 
/**
 * As somebody edits it, blanks in braces.
 */
typed: string, 
/**
 * The same in stretches.
 */
pieces: Array<TemplatePiece>, 
/**
 * The counter, with blanks filled as they might be.
 */
segments: SegmentsInfo, };

/**
 * A text or note on that page.
 */
export type TextHit = { 
/**
 * The message, or the note.
 */
message: string, 
/**
 * Whether it is a note among the staff.
 */
note: boolean, 
/**
 * Its thread.
 */
thread: string, 
/**
 * With whom.
 */
name: string, 
/**
 * A stretch of its words.
 */
snippet: string, 
/**
 * Whether the stretch starts, and ends, inside them.
 */
cut: [boolean, boolean], 
/**
 * Where the found words are in the snippet: UTF-16 start and end.
 */
marks: Array<[number, number]>, 
/**
 * When.
 */
at: number, 
/**
 * Whether we wrote it.
 */
ours: boolean, 
/**
 * Who of us.
 */
staff: string | null, 
/**
 * How it went; nothing for a note, which goes nowhere.
 */
channel: ChannelKind | null, 
/**
 * It did not arrive and will not.
 */
failed: boolean, 
/**
 * It was handed off to the portal.
 */
handedOff: boolean, 
/**
 * Pictures and files that came with it.
 */
files: number, };

/**
 * What a text of ours is for.
 */
export type TextPurpose = "reply" | "notice" | "portalLink" | "afterHours" | "reminder";

/**
 * Lets an older copy go on. What the carrier has is never sent again, whatever is asked.
 */
export type Thaw = { 
/**
 * Texts to send.
 */
send: Array<string>, 
/**
 * Texts to take back.
 */
drop: Array<string>, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Something that was reported from a text of this thread.
 */
export type ThreadCase = { 
/**
 * The case.
 */
id: string, 
/**
 * Its number, `2026-04`.
 */
number: string, 
/**
 * What was reported.
 */
kind: CaseProblem, 
/**
 * How far it has come.
 */
state: CaseStateKind, 
/**
 * When it was reported.
 */
reportedAt: number, };

/**
 * A thread, opened.
 */
export type ThreadDetail = { 
/**
 * Its row in the list.
 */
row: ThreadRow, 
/**
 * Who it is with, when the number belongs to a patient on file.
 */
patient: PatientCard | null, 
/**
 * Consent by channel.
 */
consent: Array<ConsentCard>, 
/**
 * Where the patient lives, and the hours there.
 */
place: PlaceInfo, 
/**
 * What staff are asked to read in this thread.
 */
reviews: Array<ReviewItem>, 
/**
 * What can be written now.
 */
composer: ComposerInfo, 
/**
 * The newest stretch.
 */
timeline: TimelinePage, 
/**
 * The person's unsent text.
 */
draft: string, 
/**
 * The person's unsent note.
 */
noteDraft: string, 
/**
 * A reply that asks the patient to go on in the portal, when what they wrote belongs there.
 */
suggestion: HandoffSuggestion | null, 
/**
 * The booking link, where a text can be written and the practice has said where visits are booked.
 */
booking?: BookingOffer, 
/**
 * Where it may be filed.
 */
filing: FilingInfo, 
/**
 * What was reported about it, the newest first.
 */
cases: Array<ThreadCase>, 
/**
 * Set where the words are kept back: then nothing else here tells more than the list.
 */
hidden: HiddenThread | null, 
/**
 * The people of the phone, where several share it.
 */
household?: HouseholdInfo, 
/**
 * Until when it is open, where it is only open with a reason.
 */
openUntilAt: number | null, };

/**
 * A stretch of a view, longest waiting first.
 */
export type ThreadPage = { 
/**
 * The rows from `offset` on.
 */
rows: Array<ThreadRow>, 
/**
 * The first row's place.
 */
offset: number, 
/**
 * Rows in the whole view.
 */
total: number, 
/**
 * All views.
 */
counts: ViewCounts, };

/**
 * One thread in the list.
 */
export type ThreadRow = { 
/**
 * Id.
 */
id: string, 
/**
 * What the patient goes by, or the number as people write it.
 */
name: string, 
/**
 * The number as people write it.
 */
number: string, 
/**
 * How texts travel.
 */
channel: ChannelKind, 
/**
 * Consent on this channel and number.
 */
badge: Badge, 
/**
 * Whose it is.
 */
assignee: Assignee | null, 
/**
 * Texts nobody has opened.
 */
unread: number, 
/**
 * The oldest text nobody has answered.
 */
waitingSinceAt: number | null, 
/**
 * When the list starts to say how long the patient has waited.
 */
lateAt: number | null, 
/**
 * The newest thing in it.
 */
lastAt: number | null, 
/**
 * The newest thing in it, in a line.
 */
preview: Preview, 
/**
 * The start of the person's unsent draft, if any.
 */
draft: string | null, 
/**
 * Open, snoozed or closed.
 */
state: ThreadStateInfo, 
/**
 * What it is about.
 */
category: CategoryKind, 
/**
 * What the practice marked it with.
 */
tags: Array<string>, 
/**
 * Why its words are kept back from this person, if they are.
 */
hidden: HiddenWhy | null, };

/**
 * Where a thread stands.
 */
export type ThreadStateInfo = { "kind": "open" } | { "kind": "snoozed", untilAt: number | null, } | { "kind": "closed", closedAt: number, };

/**
 * One thing in a thread.
 */
export type TimelineItem = { "kind": "message", id: string, 
/**
 * The window's own id for it, so that what it drew and what was stored are one bubble.
 */
clientId: string | null, from: Speaker, text: string, at: number, 
/**
 * `en` or `es`, where known.
 */
language: string | null, 
/**
 * For our texts.
 */
delivery: DeliveryInfo | null, attachments: Array<AttachmentInfo>, purpose: TextPurpose, 
/**
 * Who wrote it, on a phone that several share.
 */
saidBy?: SaidBy, 
/**
 * For whom ours is, on such a phone.
 */
meantFor?: string, } | { "kind": "portalCard", id: string, from: Speaker, text: string, at: number, 
/**
 * What became of it.
 */
handoff: HandoffInfo | null, } | { "kind": "note", id: string, author: string, text: string, at: number, } | { "kind": "activity", id: string, at: number, what: ActivityKind, by: string | null, about: string | null, } | { "kind": "hidden", id: string, at: number, ours: boolean, } | { "kind": "erased", id: string, at: number, ours: boolean, erasedAt: number, };

/**
 * A stretch of a thread, oldest first.
 */
export type TimelinePage = { 
/**
 * What is in it.
 */
items: Array<TimelineItem>, 
/**
 * Ask with this for what came before; `None` at the beginning.
 */
earlier: string | null, };

/**
 * Who must be told.
 */
export type ToldKind = "people" | "regulator" | "media";

/**
 * Somebody is at the desk: a key, the mouse.
 */
export type TouchDesk = Record<symbol, never>;

/**
 * A conversation that an entry is about.
 */
export type TrailAbout = { 
/**
 * Its id.
 */
thread: string, 
/**
 * Whose it is.
 */
name: string, 
/**
 * Why its words are kept back, if they are.
 */
hidden: HiddenWhy | null, };

/**
 * Who does what is written down.
 */
export type TrailActor = "staff" | "patient" | "foyer" | "carrier";

/**
 * Where the archive was written.
 */
export type TrailArchive = { 
/**
 * The file.
 */
path: string, 
/**
 * Entries in it.
 */
entries: number, };

/**
 * Something that an entry says besides.
 */
export type TrailDetail = { 
/**
 * What it is; null where only archives have a name for it.
 */
field: TrailField | null, 
/**
 * As archives name it.
 */
name: string, 
/**
 * What it says.
 */
value: TrailValue, };

/**
 * One line of the trail.
 */
export type TrailEntry = { 
/**
 * Its number: 1, 2, 3 …
 */
entry: number, 
/**
 * When.
 */
at: number, 
/**
 * Who or what did it.
 */
actor: TrailActor, 
/**
 * The name, of staff.
 */
by: string | null, 
/**
 * What, as archives have it, such as `thread.view`.
 */
what: string, 
/**
 * In which conversation.
 */
about: TrailAbout | null, 
/**
 * Codes and counts; none of a conversation that is hidden.
 */
detail: Array<TrailDetail>, };

/**
 * What entries say besides.
 */
export type TrailField = "purpose" | "subject" | "subjects" | "ground" | "badge" | "channel" | "category" | "verdict" | "consent" | "rules" | "templates" | "parts" | "computer" | "language" | "refusal" | "reason" | "why" | "was" | "hold" | "state" | "problem" | "code" | "attempt" | "providerId" | "files" | "texts" | "people" | "numbers" | "skipped" | "leftOut" | "messages" | "entries" | "findings" | "found" | "rows" | "hidden" | "format" | "sha256" | "words" | "reasonWords" | "kind" | "basis" | "decision" | "blocked" | "stopped" | "version" | "level" | "role" | "from" | "to" | "by" | "user" | "seconds" | "minutes" | "days" | "sent" | "held" | "dropped" | "waiting" | "ceiling" | "inbound" | "elsewhere" | "quarantined" | "day" | "passed" | "closed" | "fault" | "outage" | "nightly" | "step" | "secret";

/**
 * Something wrong with the trail.
 */
export type TrailFinding = { 
/**
 * The first entry it concerns.
 */
entry: number, 
/**
 * What was done.
 */
what: TrailTampering, };

/**
 * Some of what the trail says, newest first.
 */
export type TrailPage = { 
/**
 * At most 50.
 */
entries: Array<TrailEntry>, 
/**
 * Where to go on: the entries before this one. Null at the beginning of the trail.
 */
before: number | null, 
/**
 * Everybody who ever worked here.
 */
people: Array<Colleague>, };

/**
 * What an examination found.
 */
export type TrailState = { 
/**
 * Entries looked at.
 */
entries: number, 
/**
 * Entries that a checkpoint beside the store vouches for.
 */
vouched: number, 
/**
 * What is wrong first; null when the trail is whole.
 */
first: TrailFinding | null, 
/**
 * When it was looked at.
 */
examinedAt: number, 
/**
 * What verifies the practice's checkpoints elsewhere. No secret.
 */
key: string, };

/**
 * What was done to the trail.
 */
export type TrailTampering = "edited" | "removed" | "inserted" | "reordered" | "rewritten" | "truncated" | "rolledBack" | "forked" | "badSignature" | "misfiled" | "reworded";

/**
 * What a detail says.
 */
export type TrailValue = { "kind": "word", 
/**
 * Which.
 */
word: TrailWord, } | { "kind": "number", 
/**
 * How many.
 */
number: number, } | { "kind": "flag", 
/**
 * Whether it is so.
 */
on: boolean, } | { "kind": "text", 
/**
 * As it is.
 */
text: string, };

/**
 * The core's words in entries.
 */
export type TrailWord = "clean" | "caution" | "portalOnly" | "granted" | "noticeSent" | "none" | "optedOut" | "expired" | "noticeDelivered" | "noticeFailed" | "declined" | "inboundFirst" | "unverified" | "importUndone" | "linked" | "newOwner" | "unreadable" | "revoked" | "restarted" | "farewellSent" | "repliedYes" | "paper" | "spoken" | "phone" | "portal" | "imported" | "texted" | "worded" | "carrier" | "implied" | "asking" | "farewell" | "decided" | "reply" | "notice" | "portalLink" | "stopConfirmation" | "afterHours" | "reminder" | "logistics" | "scheduling" | "clinical" | "billing" | "marketing" | "sms" | "whatsapp" | "en" | "es" | "pdf" | "csv" | "jsonl" | "held" | "queued" | "dispatching" | "unconfirmed" | "accepted" | "sent" | "delivered" | "undelivered" | "failed" | "blocked" | "cancelled" | "landline" | "unreachable" | "filtered" | "unknownNumber" | "notRegistered" | "numberHeld" | "other" | "tooOld" | "refused" | "quietHours" | "rejected" | "person" | "contextChanged" | "namedTimePassed" | "restoredCopy" | "scheduled" | "missed" | "unreadText" | "noConsent" | "waitingForAnswer" | "consentExpired" | "notCovered" | "noAgreement" | "clinicalBeforeYes" | "noticeAlreadySent" | "noticeNotNeeded" | "farewellNotDue" | "notTheFixedText" | "noStopWords" | "templateBlanks" | "templateNotApproved" | "templateHalfTranslated" | "emptyBody" | "whoIsItFor" | "namesAnother" | "officeFactsOnly" | "notAtThisNumber" | "anotherParty" | "confirmNumber" | "noNetwork" | "untrusted" | "carrierDown" | "rateLimited" | "listBroken" | "credentials" | "suspended" | "overslept" | "timeout" | "connectionLost" | "carrierFailure" | "foreignAnswer" | "interrupted" | "running" | "paused" | "stopped" | "done" | "draft" | "inReview" | "approved" | "retired" | "officeFacts" | "visitDetails" | "protected" | "unclearWish" | "appointmentMeant" | "textsMeant" | "strayYes" | "notAWish" | "seen" | "password" | "pin";

/**
 * Somebody's training.
 */
export type TrainingRow = { 
/**
 * Who.
 */
user: string, 
/**
 * Their name.
 */
name: string, 
/**
 * On which day, by the practice's calendar; null for nobody has said.
 */
on: string | null, 
/**
 * Who wrote it down.
 */
by: string | null, 
/**
 * By which day it is due: 90 days after they came.
 */
dueOn: string | null, };

/**
 * Tries the carrier at once.
 */
export type TryNow = Record<symbol, never>;

/**
 * Says who may come back with the code.
 */
export type TryRecoveryCode = { 
/**
 * As written down, or both halves.
 */
code: string, };

/**
 * The carrier account to connect.
 */
export type TwilioAccount = { 
/**
 * `AC` and 32 hex digits.
 */
accountSid: string, 
/**
 * `SK` and 32 hex digits.
 */
keySid: string, 
/**
 * The key's secret; kept in the keyring, never in the store.
 */
secret: string, 
/**
 * Another address than Twilio's, for a sandbox on this computer only.
 */
baseUrl: string | null, };

/**
 * What the account has.
 */
export type TwilioCheck = { 
/**
 * Numbers that may be chosen; empty when the key may not list them, then one is typed.
 */
numbers: Array<OwnNumberChoice>, };

/**
 * Takes a whole list back. Who was changed since stays.
 */
export type UndoContacts = { 
/**
 * Which.
 */
import: string, };

/**
 * Takes a whole list back.
 */
export type UndoImport = { 
/**
 * Which.
 */
import: string, };

/**
 * What the screener says over all.
 */
export type VerdictKind = "clean" | "caution" | "portalOnly";

/**
 * The views that everybody has.
 */
export type View = "mine" | "unassigned" | "all" | "unanswered" | "snoozed" | "closed";

/**
 * How many threads each view holds.
 */
export type ViewCounts = { 
/**
 * Mine.
 */
mine: number, 
/**
 * Nobody's.
 */
unassigned: number, 
/**
 * Everything open.
 */
all: number, 
/**
 * Opened, not answered.
 */
unanswered: number, 
/**
 * Coming back later.
 */
snoozed: number, 
/**
 * Done.
 */
closed: number, 
/**
 * Unread texts over all open threads.
 */
unread: number, };

/**
 * A picture, decoded apart and encoded anew: nothing its sender wrote reaches the window. What came stays as it is.
 */
export type ViewMedia = { 
/**
 * The attachment.
 */
attachment: string, };

/**
 * Texts of one person that wait to leave.
 */
export type WaitingOf = { 
/**
 * Who wrote them; null for Foyer itself.
 */
name: string | null, 
/**
 * How many.
 */
texts: number, };

/**
 * Somebody waits.
 */
export type WaitingThread = { 
/**
 * Where.
 */
thread: string, 
/**
 * Who, as the list says it.
 */
name: string, 
/**
 * Whose thread it is.
 */
staff: string | null, 
/**
 * Since when.
 */
sinceAt: number, 
/**
 * Whether that is longer than the practice wants.
 */
late: boolean, };

/**
 * How somebody comes in.
 */
export type WayInKind = { "kind": "passwordAndPin" } | { "kind": "passwordOnly" } | { "kind": "pinSlowed", seconds: number, } | { "kind": "out" } | { "kind": "code", untilAt: number, } | { "kind": "nothing" };

/**
 * A way on.
 */
export type WayOn = "sendNotice" | "recordConsent" | "callInstead" | "handOff" | "messageInPortal" | "signUpLink" | "tryAgain" | "editPatient" | "editText" | "choosePerson" | "overrideWithReason" | "noticeTomorrow" | "sendLater";

/**
 * Whose they are.
 */
export type WhoseKind = { "kind": "anybody" } | { "kind": "mine" } | { "kind": "nobody" } | { "kind": "of", user: string, };

/**
 * The language of the window.
 */
export type WindowLanguage = "system" | "en" | "es";

/**
 * A taken-back text, so that its words can go back into the composer.
 */
export type Withdrawn = { 
/**
 * The words.
 */
text: string, };

/**
 * What a wording is worth while it is written.
 */
export type WordingCheck = { 
/**
 * In English; `None` while there are no words.
 */
en: WordingSide | null, 
/**
 * In Spanish.
 */
es: WordingSide | null, 
/**
 * The lowest level it may be declared at.
 */
level: TemplateLevelKind, };

/**
 * One language of it.
 */
export type WordingSide = { "kind": "fits", words: TemplateWords, } | { "kind": "fault", advice: string, };

/** Every command: what it takes and what it gives. */
export type Commands = {
  'app.status': { request: GetStatus; reply: AppStatus };
  'setup.practiceMode': { request: StartPracticeMode; reply: AppStatus };
  'setup.checkTwilio': { request: CheckTwilio; reply: TwilioCheck };
  'setup.connectTwilio': { request: ConnectTwilio; reply: AppStatus };
  'app.openAgain': { request: OpenAgain; reply: AppStatus };
  'session.signIn': { request: SignIn; reply: AppStatus };
  'session.enterPin': { request: EnterPin; reply: AppStatus };
  'session.lock': { request: LockDesk; reply: Done };
  'session.close': { request: CloseDesk; reply: Done };
  'session.touch': { request: TouchDesk; reply: Done };
  'session.changePassword': { request: ChangePassword; reply: Done };
  'settings.saveLock': { request: SaveLock; reply: Done };
  'session.firstSignIn': { request: FirstSignIn; reply: AppStatus };
  'people.list': { request: ListPeople; reply: PeopleList };
  'people.add': { request: AddPerson; reply: NewCode };
  'people.changeRole': { request: ChangeRole; reply: Done };
  'people.newCode': { request: NewPersonCode; reply: NewCode };
  'people.resetPin': { request: ResetPin; reply: Done };
  'people.remove': { request: RemovePerson; reply: Done };
  'people.setLocations': { request: SetPersonLocations; reply: Done };
  'roles.save': { request: SaveRole; reply: Done };
  'roles.retire': { request: RetireRole; reply: Done };
  'locations.save': { request: SaveLocation; reply: Done };
  'locations.close': { request: CloseLocation; reply: Done };
  'people.log': { request: ReadPeopleLog; reply: PeopleLog };
  'people.compare': { request: CompareDirectory; reply: DirectoryView };
  'recovery.make': { request: MakeRecoveryCode; reply: RecoveryCodeMade };
  'recovery.confirm': { request: ConfirmRecoveryCode; reply: Done };
  'recovery.makeHalves': { request: MakeRecoveryHalves; reply: RecoveryHalvesMade };
  'recovery.confirmHalf': { request: ConfirmRecoveryHalf; reply: RecoveryHalfConfirmed };
  'keys.change': { request: ChangeKey; reply: AppStatus };
  'authenticator.get': { request: GetAuthenticator; reply: AuthenticatorInfo };
  'authenticator.make': { request: MakeAuthenticator; reply: AuthenticatorOffer };
  'authenticator.confirm': { request: ConfirmAuthenticator; reply: Done };
  'authenticator.remove': { request: RemoveAuthenticator; reply: Done };
  'recovery.try': { request: TryRecoveryCode; reply: RecoveryPeople };
  'recovery.checkHalf': { request: CheckRecoveryHalf; reply: RecoveryHalfChecked };
  'recovery.saveReport': { request: SaveSupportReport; reply: SavedProof };
  'recovery.comeBack': { request: Recover; reply: AppStatus };
  'recovery.copies': { request: ListRestores; reply: RestoreChoices };
  'recovery.chooseCopy': { request: ChooseRestore; reply: RestoreChoices };
  'recovery.restore': { request: RestoreBackup; reply: Restored };
  'recovery.repair': { request: RepairStore; reply: RepairDone };
  'recovery.startNew': { request: StartNew; reply: SetAside };
  'threads.list': { request: ListThreads; reply: ThreadPage };
  'threads.count': { request: CountThreads; reply: ViewCounts };
  'views.list': { request: ListOwnViews; reply: OwnViews };
  'views.save': { request: SaveOwnView; reply: OwnViews };
  'views.remove': { request: RemoveOwnView; reply: OwnViews };
  'threads.open': { request: OpenThread; reply: ThreadDetail };
  'threads.openWithReason': { request: OpenWithReason; reply: ThreadDetail };
  'threads.earlier': { request: ReadEarlier; reply: TimelinePage };
  'threads.refresh': { request: RefreshThread; reply: ThreadDetail };
  'threads.markUnread': { request: MarkUnread; reply: Done };
  'threads.look': { request: LookAt; reply: Done };
  'alerts.take': { request: TakeAlert; reply: AlertTaken };
  'threads.assign': { request: AssignThread; reply: Done };
  'threads.close': { request: CloseThread; reply: Done };
  'threads.reopen': { request: ReopenThread; reply: Done };
  'threads.snooze': { request: SnoozeThread; reply: Done };
  'threads.file': { request: FileThread; reply: Done };
  'tags.list': { request: ListTags; reply: TagList };
  'threads.tag': { request: TagThread; reply: Done };
  'threads.start': { request: StartThread; reply: StartedThread };
  'notes.add': { request: AddNote; reply: TimelineItem };
  'media.view': { request: ViewMedia; reply: MediaBytes };
  'media.tag': { request: TagMedia; reply: Done };
  'media.save': { request: SaveMedia; reply: SavedProof };
  'media.print': { request: PrintMedia; reply: Done };
  'drafts.save': { request: SaveDraft; reply: Done };
  'drafts.screen': { request: ScreenDraft; reply: DraftCheck };
  'messages.send': { request: SendText; reply: SendReply };
  'messages.lookAhead': { request: LookAhead; reply: ScheduleLook };
  'messages.suggestTimes': { request: SuggestTimes; reply: ScheduleTimes };
  'messages.schedule': { request: ScheduleText; reply: SendReply };
  'messages.cancel': { request: CancelText; reply: Withdrawn };
  'messages.resolve': { request: ResolveText; reply: Done };
  'templates.list': { request: ListTemplates; reply: TemplatePage };
  'templates.pick': { request: PickTemplates; reply: Picker };
  'templates.take': { request: TakeTemplate; reply: TakeReply };
  'templates.check': { request: CheckTemplate; reply: WordingCheck };
  'templates.save': { request: SaveTemplate; reply: TemplatePage };
  'templates.submit': { request: SubmitTemplate; reply: TemplatePage };
  'templates.decide': { request: DecideTemplate; reply: TemplatePage };
  'templates.propose': { request: ProposeTemplate; reply: TemplateProposal };
  'templates.saveFacts': { request: SaveFacts; reply: TemplatePage };
  'templates.drift': { request: ReadDrift; reply: DriftPage };
  'templates.scan': { request: ScanDrift; reply: DriftPage };
  'templates.signOff': { request: SignDrift; reply: DriftPage };
  'batches.readList': { request: ReadBatchList; reply: BatchListShape };
  'batches.preview': { request: PreviewBatch; reply: BatchPreview };
  'batches.start': { request: StartBatch; reply: BatchReply };
  'batches.read': { request: ReadBatch; reply: BatchReply };
  'batches.earlier': { request: ListBatches; reply: EarlierBatches };
  'batches.change': { request: ChangeBatch; reply: BatchReply };
  'messages.handOff': { request: HandOff; reply: SendReply };
  'handoffs.sendLink': { request: SendLinkAgain; reply: SendReply };
  'handoffs.checkOff': { request: CheckOffHandoff; reply: SendReply };
  'handoffs.takeBack': { request: TakeBackHandoff; reply: Withdrawn };
  'handoffs.copy': { request: CopyHandoff; reply: Copied };
  'portal.openStaffPage': { request: OpenStaffPage; reply: Done };
  'handoffs.tasks': { request: ListHandoffTasks; reply: HandoffTasks };
  'handoffs.signUp': { request: SendSignUp; reply: SendReply };
  'handoffs.invite': { request: SendInvite; reply: SendReply };
  'consent.sendNotice': { request: SendNotice; reply: SendReply };
  'consent.record': { request: RecordConsent; reply: Done };
  'consent.list': { request: ListConsent; reply: ConsentHistory };
  'consent.proof': { request: ProveConsent; reply: ProofCard };
  'consent.saveProof': { request: SaveProof; reply: SavedProof };
  'consent.newOwner': { request: ChangeOwner; reply: Done };
  'consent.readList': { request: ReadConsentList; reply: ConsentListShape };
  'consent.previewList': { request: PreviewConsentList; reply: ListPreview };
  'consent.import': { request: ImportConsent; reply: ImportInfo };
  'consent.imports': { request: ListImports; reply: ImportList };
  'consent.undoImport': { request: UndoImport; reply: Done };
  'consent.due': { request: ListDue; reply: DueList };
  'consent.previewRun': { request: PreviewRun; reply: RunPreview };
  'consent.startRun': { request: StartRun; reply: RunInfo };
  'consent.run': { request: ReadRun; reply: RunReply };
  'consent.changeRun': { request: ChangeRun; reply: RunReply };
  'consent.reviews': { request: ListReviews; reply: ReviewList };
  'consent.decideReview': { request: DecideReview; reply: Done };
  'consent.notices': { request: ListNotices; reply: NoticeVersions };
  'consent.saveNotice': { request: SaveNotice; reply: NoticeVersions };
  'settings.consentFigures': { request: ReadConsentFigures; reply: ConsentFigures };
  'settings.saveConsentFigures': { request: SaveConsentFigures; reply: ConsentFigures };
  'patients.saveState': { request: SaveState; reply: Done };
  'outbox.list': { request: ListOutbox; reply: OutboxList };
  'outbox.doubt': { request: ReadDoubt; reply: DoubtInfo };
  'outbox.frozen': { request: ReadFrozen; reply: FrozenInfo };
  'outbox.thaw': { request: Thaw; reply: Done };
  'outbox.tryNow': { request: TryNow; reply: Done };
  'line.focus': { request: SetFocus; reply: Done };
  'outbox.sendPastBreak': { request: SendPastBreak; reply: Done };
  'brake.get': { request: GetCeiling; reply: CeilingInfo };
  'brake.save': { request: SaveCeiling; reply: CeilingInfo };
  'brake.lift': { request: LiftBrake; reply: CeilingInfo };
  'brake.knowElsewhere': { request: KnowElsewhere; reply: Done };
  'line.connectivity': { request: GetConnectivity; reply: ConnectivityInfo };
  'carrier.earlier': { request: GetEarlier; reply: EarlierInfo };
  'carrier.fetchDay': { request: FetchDay; reply: Done };
  'carrier.saveHistory': { request: SaveHistory; reply: Done };
  'carrier.saveNight': { request: SaveNight; reply: Done };
  'carrier.saveScrub': { request: SaveScrub; reply: Done };
  'patients.save': { request: SavePatient; reply: Done };
  'patients.merge': { request: MergePatients; reply: Done };
  'patients.split': { request: SplitPatients; reply: Done };
  'household.choose': { request: ChoosePerson; reply: Done };
  'household.speaker': { request: SaySpeaker; reply: Done };
  'household.add': { request: AddToPhone; reply: Done };
  'household.change': { request: ChangeOnPhone; reply: Done };
  'household.wrongNumber': { request: MarkWrongNumber; reply: Done };
  'contacts.read': { request: ReadContacts; reply: ContactsShape };
  'contacts.preview': { request: PreviewContacts; reply: ContactsPreview };
  'contacts.import': { request: ImportContacts; reply: ContactImportInfo };
  'contacts.imports': { request: ListContactImports; reply: ContactImportList };
  'contacts.undo': { request: UndoContacts; reply: ContactImportInfo };
  'contacts.save': { request: SaveContacts; reply: SavedProof };
  'patients.revealBirthDate': { request: RevealBirthDate; reply: BirthDate };
  'patients.savePortal': { request: SavePortalAccount; reply: Done };
  'search.find': { request: Find; reply: SearchReply };
  'search.texts': { request: SearchTexts; reply: SearchPage };
  'search.around': { request: ReadAround; reply: FoundText };
  'search.save': { request: SaveFound; reply: SavedProof };
  'overview.read': { request: ReadOverview; reply: Overview };
  'overview.answers': { request: ReadAnswers; reply: AnswersPage };
  'overview.save': { request: SaveOverview; reply: SavedProof };
  'overview.behind': { request: ReadBehind; reply: BehindFigure };
  'report.read': { request: ReadReport; reply: ReportPage };
  'report.save': { request: SaveReport; reply: SavedProof };
  'report.print': { request: PrintReport; reply: Done };
  'report.queries': { request: ListQueries; reply: SavedQueries };
  'report.saveQuery': { request: SaveQuery; reply: SavedQueries };
  'report.removeQuery': { request: RemoveQuery; reply: SavedQueries };
  'review.threads': { request: ListReviewThreads; reply: ReviewThreads };
  'review.open': { request: ReviewThreadOpen; reply: ReviewedThread };
  'review.mark': { request: MarkReviewed; reply: Done };
  'review.comment': { request: CommentThread; reply: Done };
  'review.mentions': { request: ListMentions; reply: MentionList };
  'access.list': { request: ListAccess; reply: AccessList };
  'access.enter': { request: EnterAccess; reply: AccessEntered };
  'access.step': { request: StepAccess; reply: AccessList };
  'access.saveCopy': { request: SaveCopy; reply: CopySaved };
  'cases.report': { request: ReportProblem; reply: ReportedCase };
  'cases.list': { request: ListCases; reply: CaseRegister };
  'cases.saveRegister': { request: SaveRegister; reply: SavedProof };
  'cases.open': { request: OpenCase; reply: CaseDetail };
  'cases.answer': { request: AnswerFactor; reply: CaseDetail };
  'cases.saveScope': { request: SaveScope; reply: CaseDetail };
  'cases.note': { request: NoteCase; reply: CaseDetail };
  'cases.decide': { request: DecideCase; reply: CaseDetail };
  'cases.signOff': { request: SignOffCase; reply: CaseDetail };
  'cases.keep': { request: KeepCase; reply: CaseDetail };
  'cases.reopen': { request: ReopenCase; reply: CaseDetail };
  'cases.lift': { request: LiftHold; reply: CaseDetail };
  'cases.numberAsked': { request: AskedNumber; reply: CaseDetail };
  'cases.draftLetter': { request: DraftLetter; reply: CaseLetter };
  'cases.saveLetter': { request: SaveLetter; reply: SavedProof };
  'cases.export': { request: ExportCase; reply: SavedProof };
  'audit.examine': { request: ExamineTrail; reply: TrailState };
  'audit.read': { request: ReadTrail; reply: TrailPage };
  'looking.read': { request: ReadLooking; reply: LookingPage };
  'looking.behind': { request: ReadLookingBehind; reply: LookingBehind };
  'looking.settle': { request: SettleLooking; reply: Done };
  'audit.export': { request: ExportTrail; reply: TrailArchive };
  'audit.save': { request: SaveTrail; reply: SavedProof };
  'retention.read': { request: ReadRetention; reply: RetentionInfo };
  'retention.save': { request: SaveRetention; reply: RetentionInfo };
  'retention.hold': { request: HoldWords; reply: RetentionInfo };
  'retention.release': { request: ReleaseWords; reply: RetentionInfo };
  'retention.confirmHolds': { request: ConfirmHolds; reply: RetentionInfo };
  'retention.erase': { request: EraseWords; reply: ErasedWords };
  'retention.sign': { request: SignRetention; reply: RetentionInfo };
  'hours.read': { request: ReadHours; reply: HoursPage };
  'hours.save': { request: SaveHours; reply: HoursPage };
  'hours.morning': { request: ReadMorning; reply: MorningQueue };
  'settings.save': { request: SaveSettings; reply: Settings };
  'settings.savePractice': { request: SavePractice; reply: Done };
  'settings.saveGoals': { request: SaveGoals; reply: Done };
  'settings.saveRepeat': { request: SaveRepeat; reply: Done };
  'screener.get': { request: ReadScreener; reply: ScreenerInfo };
  'screener.allow': { request: AllowTerm; reply: ScreenerInfo };
  'screener.takeBack': { request: TakeBackTerm; reply: ScreenerInfo };
  'screener.saveTextName': { request: SaveTextName; reply: ScreenerInfo };
  'settings.replaceTwilioKey': { request: ReplaceTwilioKey; reply: Done };
  'settings.askNumbers': { request: AskNumbers; reply: NumbersAtCarrier };
  'practice.setCarrier': { request: SetPretendCarrier; reply: Done };
  'agreements.get': { request: GetGoLive; reply: GoLive };
  'agreements.save': { request: SaveSigned; reply: Done };
  'agreements.signOff': { request: SignOffGoLive; reply: GoLive };
  'training.record': { request: RecordTraining; reply: Done };
  'registration.record': { request: RecordRegistration; reply: Done };
  'agreements.remove': { request: RemoveSigned; reply: Done };
  'backup.get': { request: GetBackup; reply: BackupInfo };
  'backup.chooseFolder': { request: ChooseBackupFolder; reply: BackupInfo };
  'backup.save': { request: SaveBackup; reply: BackupInfo };
  'backup.now': { request: BackUpNow; reply: BackupInfo };
  'backup.drill': { request: DrillBackup; reply: BackupInfo };
  'computer.get': { request: GetComputer; reply: ComputerInfo };
  'portal.get': { request: GetPortalSetup; reply: PortalSetup };
  'portal.save': { request: SavePortal; reply: PortalSetup };
  'portal.saveAgreement': { request: SaveAgreement; reply: PortalSetup };
  'portal.connect': { request: ConnectPortal; reply: PortalSetup };
  'portal.disconnect': { request: DisconnectPortal; reply: PortalSetup };
  'portal.makeKey': { request: MakePortalKey; reply: PublicKey };
  'portal.saveText': { request: SaveSafeText; reply: PortalSetup };
};
