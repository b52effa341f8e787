/**
 * Every sentence the window says. Plain, short, present tense; say what happens next and offer the way on. No "please",
 * no blame, no jargon. Patients are called by first name, never by a guessed pronoun.
 */

import type {
  ActivityKind,
  Badge,
  ChannelKind,
  ConnectivityKind,
  DeliveryKind,
  DoubtStepKind,
  ErrorCode,
  FrozenFate,
  HandoffTargetKind,
  HoldKind,
  ProblemKind,
  RefusalKind,
  SegmentsInfo,
  VerdictKind,
  View,
} from '../ipc/bindings';
import { agreements } from './agreements';
import { access } from './access';
import { authenticator } from './authenticator';
import { cases } from './cases';
import { backup } from './backup';
import { badge, basis, channel, consent, due, language, place, proof, quiet, review } from './consent';
import { hiding } from './hiding';
import { keyChange } from './keyChange';
import { drift } from './drift';
import { earlier } from './earlier';
import { lists } from './lists';
import { handoff, portal } from './portal';
import { lock, ownPassword } from './lock';
import { firstDay, people } from './people';
import { recoveryCode } from './recoveryCode';
import { overview } from './overview';
import { report } from './report';
import { threadReview } from './review';
import { retention } from './retention';
import { screener } from './screener';
import { keys, settings, setup, recovery } from './screens';
import { schedule } from './schedule';
import { templates } from './templates';
import { trail } from './trail';
import { count } from './words';

const view: Record<View, string> = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  all: 'All',
  snoozed: 'Snoozed',
  closed: 'Closed',
};

/** A language by its own name, for the tag under a text. */
const ownLanguage = (code: string) => (code === 'es' ? 'Español' : code === 'en' ? 'English' : code);

const problem: Record<ProblemKind, string> = {
  landline: 'This number can’t get texts.',
  unreachable: 'The phone may be off or out of range.',
  filtered: 'The carrier blocked it as unwanted. Links and all-capitals often cause this.',
  unknownNumber: 'This number doesn’t exist.',
  optedOut: 'This phone opted out of texts.',
  numberHeld: 'Stopped: a problem with this number was reported.',
  notRegistered: 'Texts are paused until the practice’s number is registered.',
  expired: 'It waited too long and was not sent.',
  consentEnded: 'Consent ended before it could leave.',
  other: 'The carrier didn’t say why.',
};

/** The category that an activity names. */
const filedUnder = (about: string | null) =>
  about === 'clinical' || about === 'billing' ? hiding.category[about].toLowerCase() : 'visits';

const error: Partial<Record<ErrorCode, string>> = {
  credentialsRefused: 'Twilio refused this account, key or secret. Check all three.',
  carrierUnreachable: 'Twilio didn’t answer. Check the internet on this computer, then try again.',
  diskFull: 'This computer’s disk is full. Free some space, then try again.',
};

export const t = {
  app: 'Foyer',
  practiceMode: 'Practice mode',
  practiceModeHint: 'Practice mode: the carrier is pretend, no text reaches a phone',

  badge,
  hiding,
  refreshDue: 'Refresh due',
  channel,
  view,
  language,
  ownLanguage,
  languages: 'Language',
  basis,
  error,

  nav: {
    main: 'Main',
    inbox: 'Inbox',
    desk: 'Desk',
    practice: 'Practice',
    outbox: 'Outbox',
    consentDue: 'Consent due',
    settings: 'Settings',
    find: 'Find',
    findLong: 'Find patient or message',
    findRest: 'patient or message',
    newMessage: 'New message',
    withCount: (name: string, n: number) => (n > 0 ? `${name}, ${n}` : name),
  },

  conn: {
    starting: 'Connecting',
    online: 'Carrier connected',
    noNetwork: 'No internet',
    carrierDown: 'Carrier unreachable',
    rateLimited: 'Carrier asks us to wait',
    listBroken: 'Carrier’s list breaks off',
    credentialsRefused: 'Key refused',
    suspended: 'Account suspended',
    notRegistered: 'Number not registered',
    clockWrong: 'Clock is wrong',
    diskFull: 'Disk is full',
    notSaved: 'Nothing is saved',
  } satisfies Record<ConnectivityKind, string>,

  banner: {
    lead: {
      noNetwork: (since: string | null) => (since ? `No internet since ${since}` : 'No internet'),
      carrierDown: (since: string | null) => (since ? `Carrier unreachable since ${since}` : 'Carrier unreachable'),
      rateLimited: (until: string | null) =>
        until ? `The carrier asks Foyer to wait until ${until}` : 'The carrier asks Foyer to slow down',
      listBroken: (since: string | null) =>
        since ? `The carrier’s list of texts breaks off since ${since}` : 'The carrier’s list of texts breaks off',
      credentialsRefused: (since: string | null) =>
        since ? `The carrier refuses this practice’s key since ${since}` : 'The carrier refuses this practice’s key',
      suspended: (since: string | null) =>
        since ? `The carrier suspended this account at ${since}` : 'The carrier suspended this account',
      notRegistered: (since: string | null) =>
        since
          ? `The carrier drops texts since ${since}: this number is not registered`
          : 'The carrier drops texts: this number is not registered',
      clockWrong: (minutes: number, ahead: boolean) =>
        `This computer’s clock is ${count(minutes, 'minute', 'minutes')} ${ahead ? 'fast' : 'slow'}`,
      diskFull: (since: string | null) =>
        since
          ? `This computer’s disk is full since ${since}: nothing is sent`
          : 'This computer’s disk is full: nothing is sent',
      notSaved: (since: string | null) =>
        since ? `Foyer can’t save since ${since}: nothing is sent` : 'Foyer can’t save: nothing is sent',
    },
    back: (at: string) => `Back online at ${at}`,
    noRoom: 'free some space; what patients send is safe at the carrier',
    restart: 'close Foyer and open it again; what patients send is safe at the carrier',
    sent: (n: number) => `${count(n, 'message', 'messages')} sent`,
    waiting: (n: number) => `${count(n, 'message', 'messages')} waiting`,
    willSend: 'will send when it’s back',
    readAndWrite: 'you can read, search and write',
    paused: (n: number) =>
      n > 0
        ? `${count(n, 'message waits', 'messages wait')} on this computer until it is set right`
        : 'texts wait on this computer until it is set right',
    unreadable: (n: number) => `Foyer couldn’t read ${count(n, 'text', 'texts')} from the carrier`,
    atCarrier: 'nothing is lost, see the carrier’s own list',
    stopUnread: 'a STOP may be in the part Foyer can’t read',
    sendAnyway: 'Send anyway',
    register: 'register the number in the carrier’s console',
    setClock: 'set it right; texts are sent and received',
    urgent: 'Urgent? Call the patient.',
    tryNow: 'Try now',
    viewOutbox: 'View outbox',
  },

  frozen: {
    title: 'This is an older copy',
    why: 'Texts may have been sent since it was made. Nothing is sent until you say so.',
    whySince: (at: string) =>
      `It ends on ${at}. Texts may have been sent since then. Nothing is sent until you say so.`,
    checking: 'Foyer is reading what the carrier has. Then you can decide.',
    checked: 'Foyer has read what the carrier has. The marks are a proposal; change them as you see fit.',
    nothing: 'No text was waiting in it.',
    fate: {
      notChecked: () => 'Not checked yet',
      carrierHasIt: (at: string | null) =>
        at ? `The carrier has it since ${at}. It is not sent again.` : 'The carrier has it. It is not sent again.',
      optedOut: () => 'The patient opted out since. It is not sent.',
      timePassed: () => 'The time it names has passed',
      tooOld: () => 'It waited too long',
      stillTrue: () => 'Nothing speaks against it',
    } satisfies Record<FrozenFate, (at: string | null) => string>,
    open: 'Read thread',
    go: (n: number) => (n === 0 ? 'Go on, send nothing' : `Go on and send ${count(n, 'text', 'texts')}`),
    later: 'Decide later',
  },

  list: {
    threads: 'Threads',
    label: (name: string, n: number) => `${name}, ${count(n, 'thread', 'threads')}`,
    unread: 'Unread',
    unreadCount: (n: number) => `${n} unread`,
    waitedWord: 'waiting',
    assigned: (name: string) => `assigned to ${name}`,
    nobody: 'unassigned',
    you: 'You:',
    draft: 'Draft:',
    photo: 'Sent a photo',
    portal: 'Portal message',
    portalAnswer: 'Answered in the portal',
    notice: 'Risk notice',
    waiting: 'Waiting',
    notDelivered: 'Not delivered',
    notConfirmed: 'Not confirmed',
    urgent: 'May be an emergency',
    nothing: 'No texts yet',
    until: (time: string) => `Until ${time}`,
    empty: {
      mine: { title: 'You’re caught up', line: 'New texts show up here.' },
      unassigned: { title: 'Every thread has someone', line: '' },
      all: { title: 'No open threads', line: 'New texts show up here.' },
      snoozed: { title: 'Nothing snoozed', line: 'Press H on a thread to bring it back later.' },
      closed: { title: 'Nothing closed yet', line: 'Closed threads reopen when the patient texts.' },
    } satisfies Record<View, { title: string; line: string }>,
  },

  thread: {
    conversation: (name: string) => `Conversation with ${name}`,
    choose: 'Choose a thread',
    chooseLine: 'J and K move through the list.',
    prefers: (name: string) => `Prefers ${name}`,
    notOnFile: 'Not on file',
    assign: 'Assign',
    assignTo: 'Assign to',
    assignedTo: (name: string) => `Assigned to ${name}`,
    unassigned: 'Unassigned',
    nobody: 'Nobody',
    me: (name: string) => `${name} (you)`,
    close: 'Close',
    closeLong: 'Close thread, E',
    reopen: 'Reopen',
    reopenLong: 'Reopen thread, Shift E',
    snooze: 'Snooze, H',
    snoozeUntil: 'Snooze until',
    snoozedUntil: (time: string) => `Snoozed until ${time}`,
    closedAt: (time: string) => `Closed ${time}`,
    more: 'More',
    markUnread: 'Mark unread',
    proof: 'Proof of consent',
    recordConsent: 'Record consent',
    editPatient: 'Edit name',
    panel: 'Patient details, P',
    back: 'Back to the list',
    earlier: 'Loading earlier messages',
    newBelow: (n: number) => `${n} new`,
    days: 'Messages',
    showAll: 'Show all',
    showLess: 'Show less',
    snoozeLater: 'Later today',
    snoozeTomorrow: 'Tomorrow',
    snoozeMonday: 'Monday',
    snoozeCustom: 'Choose a time',
    snoozeTitle: 'Snooze until',
    snoozeField: 'Comes back at',
    snoozePast: 'This time is past.',
    snoozeDo: 'Snooze',
  },

  message: {
    you: 'You',
    foyer: 'Foyer',
    elsewhere: 'Sent outside Foyer',
    label: (who: string, time: string, state: string | null) => [who, time, state].filter(Boolean).join(', '),
    languageOf: 'Language of this message',
    portalCard: {
      portal: 'Portal message',
      portalByHand: 'Portal message',
      secureEmail: 'Secure e-mail',
      call: 'Call',
    } satisfies Record<HandoffTargetKind, string>,
    portalKept: 'Encrypted, never texted',
    portalState: 'Kept for the portal',
    handoff,
    suggestion: 'This belongs in the portal. Text only:',
    urgent: 'This may be an emergency.',
    urgentLine: (name: string, number: string) => `Call ${name} now: ${number}`,
    invite: 'Ask to write in the portal',
    portalLink: 'Link to the portal',
    notice: 'Risk notice',
    note: 'Internal note',
    noteBy: (author: string) => `${author}, staff only`,
    noteLabel: (author: string, time: string) => `Internal note by ${author}, ${time}`,
    chip: (name: string, n: number) => (n > 1 ? `${name} ×${n}` : name),
    chipHint: 'A hidden character in this text',
    photoHidden: 'Photo, hidden until you show it',
    showPhoto: 'Show',
    hidePhoto: 'Hide',
    photo: 'Photo from the patient',
    file: 'File',
    cannotShow: 'Foyer can’t show this kind of file',
    mediaFailed: 'This file can’t be read.',
  },

  delivery: {
    queued: 'Waiting to send',
    held: 'Waits for you',
    sending: 'Sending',
    notConfirmed: 'Not confirmed',
    accepted: 'With the carrier',
    sent: 'Sent',
    noReport: 'Sent, arrival not confirmed',
    delivered: 'Delivered',
    notDelivered: 'Not delivered',
    cancelled: 'Taken back',
  } satisfies Record<DeliveryKind, string>,
  hold: {
    predecessor: 'Waits for the one above',
    stale: 'Send it as it is?',
    timePassed: 'Send it as it is?',
    overtaken: 'Still send yours?',
    restoredCopy: 'Send it from this older copy?',
    unreadText: 'It may be a STOP. Still send yours?',
    gate: 'It can’t go as it is any more',
    quietHours: 'Quiet hours there',
    scheduled: 'Scheduled',
    missed: 'Send it now?',
    person: 'Waits for you',
  } satisfies Record<HoldKind, string>,
  problem,
  sendsIn: (seconds: number) => `Sends in ${seconds} s`,
  tryAgain: 'Try again',
  cancel: 'Cancel',
  edit: 'Edit',
  takeBack: 'Take back',
  sendAnyway: 'Send anyway',
  /** Why a held text asks before it goes; the others say it in `hold`. */
  holdWhy: {
    stale: 'It waited long, so Foyer asks you first.',
    timePassed: 'It names a time that is past now, so Foyer asks you first.',
    overtaken: 'Somebody wrote in this thread since, so Foyer asks you first.',
    missed: 'Foyer was closed at its time, so it was not sent. It asks you first.',
    restoredCopy: 'It may have gone before this copy was made, so Foyer asks you first.',
    unreadText: 'A text from this number could not be read. It may be a STOP. Read it in the carrier’s console first.',
  } satisfies Record<Exclude<HoldKind, 'predecessor' | 'gate' | 'quietHours' | 'scheduled' | 'person'>, string>,

  unconfirmed: {
    title: 'Foyer can’t tell if this text went out.',
    mayHave: (name: string) => `${name} may have it.`,
    step: {
      handed: () => 'Handed to the carrier',
      noAnswer: () => 'Line dropped before the carrier answered',
      looked: (by: string | null) => (by ? `${by} asked to look again` : 'Looked again'),
    } satisfies Record<DoubtStepKind, (by: string | null) => string>,
    looked: 'Not in the carrier’s list so far. The list can lag a few minutes',
    checkAgain: 'Check again',
    sendAgain: 'Send again',
    leaveIt: 'Leave it',
    explain: (name: string) =>
      `Send again could text ${name} twice. Leave it keeps this line and lets the next text go.`,
  },

  /** An activity line: what is set bold, then the rest. */
  activity: (what: ActivityKind, by: string | null, about: string | null, time: string): [string, string] => {
    const who = by ?? 'Foyer';
    switch (what) {
      case 'assigned':
        return ['', about ? `${who} assigned this to ${about}, ${time}` : `Assigned by ${who}, ${time}`];
      case 'unassigned':
        return ['', `${who} left this unassigned, ${time}`];
      case 'closed':
        return ['', `Closed by ${who}, ${time}`];
      case 'reopened':
        return ['', by ? `Reopened by ${by}, ${time}` : `Reopened by a new text, ${time}`];
      case 'snoozed':
        return ['', about ? `${who} snoozed this until ${about}, ${time}` : `Snoozed by ${who}, ${time}`];
      case 'noticeSent':
        return ['', about ? `Risk notice sent in ${language(about)}, ${time}` : `Risk notice sent, ${time}`];
      case 'consentGranted':
        return ['Consent recorded:', `${about ?? (by ? `by ${by}` : 'agreed')}, ${time}`];
      case 'optedOut':
        return ['Opted out:', `${about ?? (by ? `recorded by ${by}` : 'texted STOP')}, ${time}`];
      case 'optedIn':
        return ['Texts are on again:', `${about ?? 'texted START'}, ${time}`];
      case 'sentOverWarning':
        return [
          '',
          about ? `Sent over a warning by ${who}: ${about}, ${time}` : `Sent over a warning by ${who}, ${time}`,
        ];
      case 'notConfirmed':
        return ['', `Not confirmed: the carrier didn’t answer, ${time}`];
      case 'sentTwice':
        return ['Sent twice:', `the carrier has this text two times, ${time}`];
      case 'sentAgain':
        return ['', `Sent again by ${who}, ${time}`];
      case 'problemReported':
        return ['Problem reported', `by ${who}, ${time}`];
      case 'holdLifted':
        return ['', `${who} let texts to this number go again, ${time}`];
      case 'birthDateShown':
        return ['', `${who} viewed the birth date, ${time}`];
      case 'strayYes':
        return ['', `A YES came with no notice to answer. Nothing was recorded, ${time}`];
      case 'askedUnclear':
        return ['', `This may be a wish for no more texts. Somebody reads it, ${time}`];
      case 'appointmentQuestion':
        return ['', `Texts have stopped. Perhaps only the appointment was meant, ${time}`];
      case 'newOwner':
        return ['', `${who} recorded that this number belongs to somebody else, ${time}`];
      case 'portalOpened':
        return ['', `Opened in the portal, ${time}`];
      case 'portalAnswered':
        return ['Answered in the portal:', `read it there, ${time}`];
      case 'portalUnopened':
        return ['', `Still not opened in the portal, ${time}`];
      case 'portalExpired':
        return ['', `Not opened in the portal for a month, ${time}`];
      case 'portalTooLate':
        return ['', `Taken back too late: it was already in the portal, ${time}`];
      case 'portalFailed':
        return ['', `The portal didn’t take it, so nothing was texted, ${time}`];
      case 'handoffDone':
        return ['', `Done by ${who}, ${time}`];
      case 'reviewed':
        return ['', `Reviewed by ${who}, ${time}`];
      case 'openedWithReason':
        return ['', `${who} opened this with a reason, ${time}`];
      case 'filed':
        return ['', `${who} filed this under ${filedUnder(about)}, ${time}`];
    }
  },

  composer: {
    mode: 'What to write',
    text: 'Text',
    note: 'Internal note',
    to: (kind: ChannelKind, number: string) => `${channel[kind]} to ${number}`,
    toPortal: 'To the portal only',
    labelText: (name: string) => `Text to ${name}`,
    labelNote: (name: string) => `Internal note about ${name}`,
    placeholder: 'Write a text',
    placeholderOffline: 'Write a text. It waits here until the carrier is back.',
    placeholderNote: 'Write a note. Only staff see it.',
    send: 'Send',
    queue: 'Queue',
    addNote: 'Add note',
    noteAdded: 'Note added.',
    handOff: 'Hand off to portal',
    otherWays: 'Other ways to send',
    sendAnyway: 'Send as text anyway…',
    checking: 'Checking…',
    verdict: {
      clean: 'Nothing sensitive found',
      caution: 'Take a second look',
      portalOnly: 'Belongs in the portal, not in a text',
    } satisfies Record<VerdictKind, string>,
    notChecked: 'Not checked. Read it once more before you send.',
    severity: { clean: '', caution: 'Caution', portalOnly: 'Portal only' } satisfies Record<VerdictKind, string>,
    findings: 'Findings in this draft',
    findingsCount: (portal: number, caution: number) =>
      [portal > 0 ? `${portal} portal-only` : '', caution > 0 ? `${caution} caution` : ''].filter(Boolean).join(', '),
    findingRead: (category: string, words: string, reason: string, fix: string | null) =>
      `${category}: “${words}”. ${reason}${fix ? ` Alt Enter: ${fix}.` : ''}`,
    why: {
      empty: 'Write something first.',
      portalOnly: 'Send is off: these words belong in the portal.',
      notChecked: 'Foyer couldn’t check this draft. Read it once more, then press Send again.',
      refused: 'This text was not sent.',
      busy: 'Still sending.',
      collided: 'Send is off: somebody replied since you started writing.',
      reasonNeeded: 'This text needs a reason before it can go.',
      failed: 'This text was not sent. Your draft is still here.',
    },
    safe: 'Hand off moves this to the portal and texts only:',
    safeLater: (until: string) => `Quiet hours: the text waits until ${until}.`,
    signUpText: 'The sign-up link texts only:',
    byEmail: 'Secure e-mail instead…',
    byCall: 'Call instead…',
    alone: 'Hand off moves this to the portal. Nothing is texted.',
    segments: (info: SegmentsInfo) => ` · ${count(info.count, 'SMS', 'SMS')}${info.unicode ? ' · Unicode' : ''}`,
    segmentsLabel: (info: SegmentsInfo) =>
      `${info.units} of ${info.capacity} characters, ${count(info.count, 'SMS', 'SMS')}`,
    callLine: (number: string) => `Call ${number}`,
    kept: 'Your draft is kept.',
    noticeGoesAlong: 'The risk notice goes out ahead of this text.',
    about: 'What this text is about',
    aboutChosen: (what: string) => `About ${what}`,
    collision: (who: string, ago: string) => `${who} replied ${ago}.`,
    agoSeconds: (n: number) => `${n} s ago`,
    agoMinutes: (n: number) => `${n} min ago`,
    somebodyElse: 'Somebody outside Foyer',
    collisionAsk: 'Still send yours?',
    keepDraft: 'Keep as draft',
    sendMine: 'Send mine',
    keptDraft: 'Kept as a draft.',
    newSince: 'New since you started writing',
    anyway: 'Write anyway…',
    anywayLine: 'Send asks for a reason.',
    answerUntil: (time: string) => `The patient wrote first, so you may answer about visits until ${time}.`,
  },

  refusal: {
    title: {
      optedOut: (name: string) => `${name} opted out of texts`,
      numberHeld: () => 'Texts to this number are stopped',
      noConsent: (name: string) => `${name} hasn’t agreed to texts yet`,
      waitingForAnswer: (name: string) => `Waiting for ${name}’s answer`,
      consentExpired: (name: string, date: string | null) =>
        date ? `${name}’s consent ended ${date}` : `${name}’s consent ended`,
      portalOnly: () => 'These words belong in the portal',
      noAgreement: () => 'Texts may not carry this yet',
      clinicalBeforeYes: (name: string) => `${name} hasn’t agreed yet, so only office facts can go`,
      noticeAlreadySent: () => 'The notice already went out',
      noticeNotNeeded: (name: string) => `${name} needs no notice now`,
      noStopWords: () => 'An offer has to say how texts end',
      templateBlanks: () => 'A blank is still to be filled',
      templateNotApproved: () => 'This template isn’t approved',
      templateHalfTranslated: () => 'This template is in one language only',
      empty: () => 'There is nothing to send',
      tooLong: () => 'This text is too long',
      notTextable: () => 'This number can’t get texts',
      noPortal: () => 'There is no portal address yet',
      quietHours: (name: string, until: string | null) =>
        until ? `Quiet hours for ${name} until ${until}` : `Quiet hours for ${name}`,
      notCovered: (name: string, what: string | null) =>
        `${name} hasn’t agreed to texts about ${what === null ? 'this' : what.toLowerCase()}`,
      portalNotCovered: () => 'The portal has no agreement on record',
      portalCoverEnded: () => 'The portal’s agreement has ended',
      portalDown: () => 'The portal didn’t answer, so nothing was texted',
      portalRefused: () => 'The portal didn’t take this message',
      portalKeyRefused: () => 'The portal doesn’t accept this practice’s key',
      noPortalAccount: (name: string) => `${name} doesn’t have a portal account yet`,
      noRecordNumber: (name: string) => `The portal doesn’t know which patient ${name} is`,
      readingRole: () => 'Your role reads this and doesn’t text',
    } satisfies Record<RefusalKind, (name: string, date: string | null) => string>,
    line: {
      optedOut: (since: string | null, how: string | null) =>
        `${how && since ? `${how} ${since}. ` : ''}Only a START text from this phone turns texts back on.`,
      numberHeld: (since: string | null) =>
        `${since ? `A problem was reported ${since}. ` : ''}A manager or privacy officer lifts it, in Review under Incidents.`,
      noConsent: (_since: string | null, _how: string | null, name: string) =>
        `Send the risk notice first. You can text as soon as ${name} replies SÍ or YES.`,
      waitingForAnswer: (since: string | null) => (since ? `Notice sent ${since}.` : 'The notice is out.'),
      consentExpired: () => 'Send the notice again to keep texting.',
      portalOnly: () => 'Hand it off, or take the marked words out. Your draft is still here.',
      noAgreement: () =>
        'No agreement covers it on this channel. Keep to visits, or hand it off. Your draft is still here.',
      clinicalBeforeYes: () => 'Take the marked words out, or hand it off. Your draft is still here.',
      noticeAlreadySent: (since: string | null) =>
        since ? `It went out ${since}. A notice goes once.` : 'A notice goes once.',
      noticeNotNeeded: () => 'Write as usual.',
      noStopWords: () => 'Add “Reply STOP to end texts.” Your draft is still here.',
      templateBlanks: () => 'Fill what stands between braces, or take it out. Your draft is still here.',
      templateNotApproved: () =>
        'It waits for approval, was worded anew or taken out. To write without it, clear the draft.',
      templateHalfTranslated: () => 'It needs English and Spanish. To write without it, clear the draft.',
      empty: () => 'Write something first.',
      tooLong: () => 'Split it into two texts. Your draft is still here.',
      notTextable: () => 'Call instead. Your draft is still here.',
      noPortal: () => 'Add the portal’s address in Settings. Nothing was texted; your draft is still here.',
      quietHours: () => 'Your draft is still here.',
      notCovered: () => 'Ask first, or write about visits only. Your draft is still here.',
      portalNotCovered: () => 'A manager records it in Settings. Nothing was texted; your draft is still here.',
      portalCoverEnded: () => 'A manager renews it in Settings. Nothing was texted; your draft is still here.',
      portalDown: () => 'Your draft is still here.',
      portalRefused: () => 'Nothing was texted; your draft is still here.',
      portalKeyRefused: () => 'A manager connects it again in Settings. Nothing was texted; your draft is still here.',
      noPortalAccount: () => 'Nothing was texted; your draft is still here.',
      noRecordNumber: () => 'Add the record number. Nothing was texted; your draft is still here.',
      readingRole: () => 'Front desk, nurse line, billing and managers write to patients.',
    } satisfies Record<RefusalKind, (since: string | null, how: string | null, name: string) => string>,
    way: {
      sendNotice: 'Send notice',
      recordConsent: 'Record consent',
      callInstead: 'Call instead',
      handOff: 'Hand off to portal',
      messageInPortal: 'Message in portal',
      editText: 'Edit',
      overrideWithReason: 'Send as text anyway…',
      noticeTomorrow: 'Snooze until tomorrow',
      sendLater: 'Snooze until then',
      signUpLink: 'Text a sign-up link',
      tryAgain: 'Try again',
      editPatient: 'Edit patient',
    },
  },

  override: {
    title: 'Send as text anyway',
    lead: 'These words are marked as portal only, and texts show on locked phones. A manager sees that you sent them, why, and what kind they were.',
    leadConsent: 'There is no consent for this text. A manager sees that it was sent, and why.',
    leadHours: 'It is quiet hours where the patient lives. A manager sees that it was sent, and why.',
    reason: 'Reason',
    help: 'For example: the patient asked for it by text and can’t open the portal.',
    helpConsent: 'For example: called just now and asked for the address by text.',
    needed: 'Write a reason first.',
    send: 'Send anyway',
  },

  patient: {
    title: 'Patient',
    hide: 'Hide panel, P',
    edit: 'Edit name',
    goesBy: (name: string) => `Goes by ${name}`,
    notOnFile: 'This number isn’t on file yet',
    addName: 'Add name',
    birthDate: 'Birth date',
    hidden: 'Hidden',
    reveal: 'Reveal',
    revealLong: 'Reveal birth date, logged',
    hide2: 'Hide',
    phone: 'Phone',
    language: 'Language',
    assigned: 'Assigned',
    nobody: 'Nobody',
    consent: 'Consent to text',
    manage: 'Manage',
    sendNotice: 'Send notice',
    notAsked: 'Not asked yet',
    noticeOn: (date: string) => `Notice sent ${date}`,
    basisOn: (how: string, date: string | null) => (date ? `${how}, ${date}` : how),
    goodUntil: (date: string) => `Good until ${date}`,
    refreshBy: (date: string) => `Refresh by ${date}`,
    ended: (date: string) => `Ended ${date}`,
    noticeChanged: 'The notice says something new',
    covers: (what: string) => `Covers ${what}`,
    withdrawn: (what: string) => `Not ${what}`,
    numberBlocked: 'This phone texted STOP, so nobody on it is texted',
    unverified: 'On an older list, without a date',
    household: 'Household on this phone',
    noHousehold: 'No one else on record',
    shared: 'Anyone at home may read these texts. Check who is replying.',
    relationship: (word: string) =>
      ({
        own: 'Own phone',
        parent: 'Parent',
        child: 'Child',
        partner: 'Partner',
        guardian: 'Guardian',
        caregiver: 'Caregiver',
      })[word] ?? word,
    editTitle: 'Edit patient',
    addTitle: 'Who is this?',
    fullName: 'Name on the record',
    goesByField: 'Goes by',
    goesByHelp: 'What to call this person in a text. First name is enough.',
    birthDateField: 'Birth date',
    birthDateHelp: 'Leave empty to keep what is on file.',
    save: 'Save',
  },

  consent,
  earlier,
  lists,
  proof,
  due,
  review,
  place,
  quiet,

  outbox: {
    title: 'Outbox',
    waiting: (n: number) => `${n} waiting`,
    unconfirmed: (n: number) => `${n} not confirmed`,
    close: 'Close outbox, Esc',
    whereStops: 'Where it stops',
    whereGoes: 'The way out',
    whereStopped: 'Where it stopped',
    lineBack: 'Line is back',
    noAnswer: 'No answer to this text',
    nextTry: 'Next try in',
    connected: 'Connected',
    computer: 'This computer',
    internet: 'Internet',
    carrier: 'Carrier',
    online: 'Online',
    reachable: 'Reachable',
    notReachable: (since: string | null) => (since ? `None since ${since}` : 'None'),
    unknown: 'Not known',
    carrierState: {
      starting: () => 'Connecting',
      online: () => 'Answers',
      noNetwork: () => 'Not known',
      carrierDown: (since: string | null) => (since ? `No answer since ${since}` : 'No answer'),
      rateLimited: (since: string | null) => (since ? `Slowed down since ${since}` : 'Slowed down'),
      listBroken: (since: string | null) => (since ? `List breaks off since ${since}` : 'List breaks off'),
      credentialsRefused: () => 'Refuses this key',
      suspended: () => 'Account suspended',
      notRegistered: () => 'Drops texts of this number',
      clockWrong: () => 'Answers',
      diskFull: () => 'Not known',
      notSaved: () => 'Not known',
    } satisfies Record<ConnectivityKind, (since: string | null) => string>,
    place: (n: number) => ['First', 'Second', 'Third', 'Fourth', 'Fifth'][n] ?? `${n + 1}th`,
    safe: 'Waiting texts are encrypted on this computer. You can close Foyer; nothing is lost.',
    never: 'Other threads keep sending. Foyer never sends an unconfirmed text again by itself.',
    tryNow: 'Try now',
    empty: 'Outbox is empty',
    emptyLine: 'Everything you wrote has been sent.',
  },

  find: {
    label: 'Find and do',
    placeholder: 'Find a patient, a number or words',
    patients: 'Patients',
    messages: 'Messages',
    actions: 'In this thread',
    go: 'Go to',
    ends: (digits: string) => `ends ${digits}`,
    textNumber: (number: string) => `Text ${number}`,
    newNumber: 'Not on file',
    none: (text: string) => `No match for “${text}”`,
    noneLine: 'Try a last name or the end of a phone number.',
    move: 'move',
    open: 'open',
    close: 'close',
    local: 'Searches stay on this computer',
    results: 'Results',
    you: 'You',
  },

  newMessage: {
    title: 'New message',
    close: 'Close, Esc',
    to: 'To',
    placeholder: 'Name or number',
    patients: 'Patients',
    notOnFile: 'Not on file',
    another: 'Text another number',
    anotherHint: 'Type all 10 digits. You link it to a person first',
    none: (text: string) => `No patient or number like “${text}”`,
    noneLine: 'Type all 10 digits to text a new number.',
    choose: 'choose',
    names: 'Names and numbers',
    never: 'Never texted',
    lastText: (date: string) => `Last text ${date}`,
    who: (number: string) => `Who answers ${number}?`,
    name: 'Name',
    language: 'Language',
    start: 'Open thread',
    nameNeeded: 'Write the person’s name first.',
    before: {
      granted: { title: (name: string) => `${name} agreed to texts`, line: 'Enter opens the conversation.' },
      noticeSent: {
        title: (name: string) => `Waiting for ${name}’s answer`,
        line: 'The risk notice is out. You can write once it is answered.',
      },
      noConsent: {
        title: (name: string) => `${name} hasn’t agreed to texts yet`,
        line: 'Send the risk notice first. You can write as soon as it is answered with YES.',
      },
      optedOut: {
        title: (name: string) => `${name} opted out of texts`,
        line: 'Only a START text from this phone turns texts back on.',
      },
      expired: { title: (name: string) => `${name}’s consent ended`, line: 'Send the notice again to keep texting.' },
    } satisfies Record<Badge, { title: (name: string) => string; line: string }>,
  },

  toast: {
    undo: 'Undo',
    dismiss: 'Dismiss',
    closed: 'Closed.',
    reopened: 'Reopened.',
    assigned: (name: string) => `Assigned to ${name}`,
    unassigned: 'Unassigned',
    snoozed: (until: string) => `Snoozed until ${until}`,
    moved: 'Moved to the portal. The link goes out now.',
    movedSent: 'Moved to the portal. The link is on its way.',
    movedAlone: 'Moved to the portal. Nothing is texted.',
    movedTask: {
      portal: 'Kept for the portal. Nothing is texted until it’s there.',
      portalByHand: 'Kept as a task for the portal. Nothing is texted until it’s there.',
      secureEmail: 'Kept as a task: send it by secure e-mail. Nothing is texted.',
      call: 'Kept as a task: tell it by phone. Nothing is texted.',
    } satisfies Record<HandoffTargetKind, string>,
    movedNoLink: 'Moved to the portal. No link goes out.',
    movedIn: 'Moved to the portal. The link goes out in',
    movedQuiet: 'Moved to the portal. The link waits for the end of quiet hours.',
    movedWaiting: 'Moved to the portal. The link waits in the outbox.',
    seconds: 's.',
    noticeQueued: 'The risk notice is on its way.',
    consentRecorded: 'Consent recorded.',
    optOutRecorded: 'Recorded. No more texts go to this number.',
    newOwner: 'Recorded. Consent given before counts for nobody.',
    takenBack: 'Taken back. Nothing was sent.',
    saved: 'Saved.',
  },

  keys,
  portal,
  screener,
  schedule,
  templates,
  settings,
  setup,
  lock,
  ownPassword,
  people,
  agreements,
  firstDay,
  recoveryCode,
  recovery,
  overview,
  report,
  threadReview,
  access,
  drift,
  retention,
  cases,
  trail,
  backup,
  keyChange,
  authenticator,
  paper: {
    print: 'Print',
    printed: (date: string) => `Printed on ${date} from Foyer.`,
  },

  dialog: {
    close: 'Close, Esc',
    cancel: 'Cancel',
    unsaved: 'Esc again drops what you wrote.',
  },
} as const;
