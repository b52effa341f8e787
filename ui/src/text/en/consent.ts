/** The sentences about consent: badge and card, the proof behind it, recording it, who is due, and what waits to be read. */

import type {
  Badge,
  ChannelKind,
  ConsentBasisKind,
  ConsentFactKind,
  DueKind,
  PlaceSourceKind,
  ReviewDecisionKind,
  ReviewKindInfo,
  RunItemKind,
  RunStateKind,
  SkipKind,
  SubjectKind,
} from '../../ipc/bindings';
import { count, listed, sentence } from './words';

export const channel: Record<ChannelKind, string> = { sms: 'SMS', whatsApp: 'WhatsApp' };

export const language = (code: string) => (code === 'es' ? 'Spanish' : code === 'en' ? 'English' : code);

export const badge: Record<Badge, string> = {
  granted: 'Granted',
  noticeSent: 'Notice sent',
  noConsent: 'No consent',
  optedOut: 'Opted out',
  expired: 'Expired',
};

export const basis: Record<ConsentBasisKind, string> = {
  repliedYes: 'Replied YES',
  paper: 'Signed form',
  spoken: 'Told us at the desk',
  phone: 'Told us by phone',
  portal: 'Agreed in the portal',
  start: 'Texted START',
  stop: 'Texted STOP',
  carrierBlock: 'Blocked at the carrier',
  staff: 'Recorded by staff',
  worded: 'Texted that they want no more texts',
  imported: 'From an older list',
};

const subject: Record<SubjectKind, string> = {
  logistics: 'visits and logistics',
  clinical: 'health details',
  billing: 'bills',
  marketing: 'offers',
};

const fact: Record<ConsentFactKind, string> = {
  noticeSent: 'Risk notice sent',
  noticeDelivered: 'Risk notice delivered',
  noticeFailed: 'Risk notice not delivered',
  granted: 'Granted',
  refreshed: 'Granted again',
  declined: 'Replied NO',
  revoked: 'Opted out',
  restarted: 'Texts on again',
  inboundFirst: 'Patient texted first',
  unverified: 'On an older list, no date',
  importUndone: 'List taken back',
  linked: 'Number put down to this person',
  newOwner: 'Number belongs to somebody else',
  unreadable: 'Some of it can’t be read since a repair',
  farewellSent: 'Told that texts have ended',
  expired: 'Consent ended',
};

export const consent = {
  title: 'Consent to text',
  how: (name: string) => `How will ${name} choose?`,
  channel: 'Channel',
  until: (date: string) => `Until ${date}`,
  expired: (date: string) => `Expired ${date}`,
  since: (date: string) => `Since ${date}`,
  notAsked: 'Not asked yet',
  choice: {
    notice: ['Send the risk notice', 'The reply is saved word for word.'],
    told: ['Told us at the desk or by phone', 'You write what was said and who heard it.'],
    signed: ['Signed a form', 'Note where the paper is.'],
    refused: ['Doesn’t want texts', 'Stops texts to this number now. Calls still work.'],
    newOwner: ['This number belongs to somebody else now', 'Consent given before counts for nobody. A STOP stays.'],
  } as const,
  told: 'How we were told',
  desk: 'At the desk',
  phone: 'By phone',
  signed: 'Where it was signed',
  paper: 'On paper',
  portal: 'In the portal',
  about: 'What may be texted about',
  aboutEnd: 'What should stop',
  subject: (kind: SubjectKind) => sentence(subject[kind]),
  subjects: (kinds: readonly SubjectKind[]) => sentence(listed(kinds.map((kind) => subject[kind]))),
  allTexts: 'All texts',
  onlySome: 'Only some of them',
  marketingWritten: 'Offers need something in writing.',
  form: 'Where the form is',
  signedOn: 'Day it was signed',
  saidOn: 'Day it was said',
  saidOnHelp: 'Leave empty for today.',
  formHelp: 'For example: scanned, drawer 2. No health details.',
  note: 'A word about it',
  noteHelp: 'Which form, who asked, what was said. No health details.',
  history: 'History',
  noHistory: 'Nothing recorded yet',
  kept: 'Every change is kept in the audit trail',
  sendNotice: (name: string) => `Send notice in ${name}`,
  record: 'Record consent',
  recordRefusal: 'Stop texts',
  recordSome: 'Stop these',
  recordOwner: 'End consent',
  chooseSome: 'Choose at least one.',
  fact,
  by: (name: string) => `by ${name}`,
} as const;

export const proof = {
  title: 'Proof of consent',
  open: (word: string) => `${word}: show the proof of consent, V`,
  link: 'Proof of consent',
  lead: (name: string, kind: ChannelKind, number: string) => `${name}, ${channel[kind]} to ${number}`,
  asOf: 'What did we know on',
  date: 'Date and time',
  earlier: 'Earlier',
  today: 'Today',
  then: (state: string, kind: ChannelKind) => `${state} for ${channel[kind]}`,
  /** What it rested on, what could be texted. */
  answer: (how: string | null, since: string | null, covers: string, now: boolean) =>
    [
      how ? `${how}${since ? `, ${since}` : ''}.` : '',
      covers === ''
        ? now
          ? 'Nothing can be texted.'
          : 'Nothing could be texted.'
        : `${covers} ${now ? 'can' : 'could'} be texted.`,
    ]
      .filter(Boolean)
      .join(' '),
  noticeOnly: 'The risk notice',
  answered: (until: string) => `The patient had texted first, so a reply about visits could go until ${until}.`,
  blocked: 'This phone texted STOP, so nobody on it is texted.',
  notice: 'Notice we sent',
  noticeLine: (code: string, version: string) => `${language(code)}, version ${version}`,
  reply: 'Reply we got',
  wordForWord: 'Word for word',
  sent: 'Sent',
  by: (name: string) => `by ${name}`,
  byFoyer: 'by Foyer',
  delivered: 'Delivered',
  carrierReport: 'carrier report',
  failed: 'Not delivered',
  noReport: 'No report yet',
  carrierId: 'Carrier id',
  replied: 'Replied',
  sameNumber: 'same number',
  recorded: 'Recorded',
  form: 'Note',
  covers: 'Covers',
  coversUntil: (what: string, until: string | null) => (until ? `${what}, until ${until}` : what),
  nothing: 'Nothing',
  rules: 'Rules used',
  rulesLine: (state: string | null, version: string) =>
    `${state === null ? 'Federal, and the strictest of all states' : `Federal and ${state}`}, version ${version}`,
  read: 'Read',
  hide: 'Hide',
  noRules: 'No rule of its own for this state.',
  uncertain: 'source uncertain',
  copy: 'Copy',
  copied: 'Copied',
  history: 'History',
  unbroken: 'Unbroken',
  broken: 'Doesn’t add up',
  entry: (entry: number, mark: string | null) =>
    mark === null ? `${entry}` : `${entry} · ${mark.slice(0, 4)} ${mark.slice(4, 8)}`,
  chain: 'Each line carries the mark of the one before it, so a changed line shows.',
  logged: 'Opening this card was logged',
  settings: 'Consent settings',
  save: 'Save proof as PDF',
  saved: 'Saved. Keep the file where only your practice can read it.',
  none: 'Nothing was sent, answered or recorded.',
  texts: {
    title: (n: number) => (n === 1 ? 'What held at the last text' : `What held at the last ${n} texts`),
    lead: 'Kept with each text when it left or came. Nothing changes it later.',
    ours: 'Sent',
    theirs: 'Received',
    notKept: 'Nothing was kept with this text.',
    state: (name: string, source: string) => `${name}: ${source.charAt(0).toLowerCase()}${source.slice(1)}`,
    nowhere: 'State not known, so the strictest rules held',
    rules: (version: string) => `Rules ${version}`,
  },
} as const;

const skip: Record<SkipKind, [string, string]> = {
  noticeOut: ['Notice is already out', 'It goes once. Foyer waits for the answer.'],
  optedOut: ['Opted out', 'Only START from their phone turns texts on.'],
  saidNo: ['Said NO', 'Ask again another time.'],
  landline: ['Landline', 'Can’t get texts. Ask at the desk.'],
  sharedPhone: ['Shared phone', 'Foyer doesn’t know who would answer.'],
  notNeeded: ['Consent holds', 'Nothing to ask for.'],
  notTextable: ['Can’t be texted', 'Ask at the desk.'],
};

const runItem: Record<RunItemKind, string> = {
  waiting: 'Waits its turn',
  quietThere: 'Quiet hours there',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  notDelivered: 'Not delivered',
  saidYes: 'Replied YES',
  saidNo: 'Replied NO',
  skipped: 'Skipped',
};

const runState: Record<RunStateKind, string> = {
  running: 'Sending risk notices',
  paused: 'Risk notices are paused',
  stopped: 'Risk notices were stopped',
  done: 'Risk notices are sent',
};

export const due = {
  title: 'Consent due',
  which: 'Which',
  record: 'Record a paper form',
  tab: { reviews: 'To read', all: 'All', now: 'Due now', soon: 'Ends soon', noAnswer: 'No answer' },
  withCount: (word: string, n: number) => `${word} ${n}`,
  patient: 'Patient',
  channel: 'Channel',
  consent: 'Consent',
  notice: 'Notice',
  why: 'Why',
  now: 'Now',
  date: 'Date',
  time: 'Time',
  who: 'Who is due',
  gets: 'Who gets it',
  chosen: (n: number) => `${n} chosen`,
  can: (chosen: number, can: number) => `${chosen} chosen, ${can} can get it`,
  chooseAgain: 'Choose again',
  chooseAll: 'Choose all',
  chooseNone: 'Choose none',
  choose: (name: string) => `Choose ${name}`,
  preview: (n: number) => (n > 0 ? `Send notice to ${n}…` : 'Send notice…'),
  nobody: 'Choose who gets the notice first.',
  start: (n: number) => `Send ${count(n, 'notice', 'notices')}`,
  more: (n: number) => `${n} more`,
  kind: {
    ended: 'Consent ended',
    noticeChanged: 'Notice says something new',
    endsSoon: 'Ends soon',
    noAnswer: 'No answer',
    unverified: 'No date on record',
  } satisfies Record<DueKind, string>,
  skipped: 'Skipped, and why',
  skip,
  mayAsk: (date: string) => `May be asked again from ${date}.`,
  skippedBecause: (why: SkipKind) => `Skipped, ${skip[why][0].toLowerCase()}`,
  quiet: 'Quiet hours',
  quietWait: (n: number) =>
    `No notice goes during the quiet hours where the patient lives. ${count(n, 'person waits', 'people wait')} for them to end.`,
  noQuiet: 'No notice goes during the quiet hours where the patient lives. Nobody has to wait for them now.',
  run: 'Notice run',
  runState,
  startedBy: (name: string, time: string) => `started by ${name}, ${time}`,
  progress: (sent: number, total: number) => `${sent} of ${total} notices`,
  tally: {
    of: (sent: number, total: number) => `${sent} of ${total}`,
    sent: 'sent',
    yes: 'said yes',
    no: 'said no',
    noAnswer: 'no answer yet',
    skipped: 'skipped',
  },
  every: (seconds: number) => `One every ${seconds} s`,
  doneBy: (time: string) => `done by ${time}`,
  left: (n: number) => `${n} to go`,
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop',
  item: runItem,
  empty: 'Every consent is current',
  emptyTab: 'Nobody here',
  showRun: 'Show the run',
  hideRun: 'Back to the list',
} as const;

export const review = {
  title: 'Texts to read',
  lead: 'Foyer could not tell what these texts mean. Somebody decides; every decision is kept.',
  ask: {
    unclearWish: (name: string) => `Does ${name} want no more texts?`,
    appointmentMeant: (name: string) => `Did ${name} mean the appointment?`,
    strayYes: (name: string) => `${name} sent a YES that answers nothing.`,
  } satisfies Record<ReviewKindInfo, (name: string) => string>,
  line: {
    unclearWish: 'A wish for no more texts must be followed within 10 business days.',
    appointmentMeant: 'Texts to this phone have stopped either way. Only START turns them on again.',
    strayYes: 'No notice was open, so nothing was recorded as consent.',
  } satisfies Record<ReviewKindInfo, string>,
  decide: {
    revoked: 'No more texts',
    notAWish: 'Not a wish',
    appointmentMeant: 'The appointment',
    textsMeant: 'The texts',
    seen: 'Seen',
  } satisfies Record<ReviewDecisionKind, string>,
  decided: {
    revoked: 'Decided: no more texts',
    notAWish: 'Decided: not a wish',
    appointmentMeant: 'Decided: the appointment was meant',
    textsMeant: 'Decided: the texts were meant',
    seen: 'Read',
  } satisfies Record<ReviewDecisionKind, string>,
  by: (name: string | null, time: string | null) => [name ? `by ${name}` : '', time ?? ''].filter(Boolean).join(', '),
  dueBy: (date: string) => `Decide by ${date}`,
  overdue: (date: string) => `Was due ${date}`,
  more: (n: number) => `${n} more to decide after this.`,
  open: 'Open thread',
  empty: 'Nothing to read',
  emptyLine: 'Texts that may be a wish to stop show up here.',
  done: 'Decided.',
  stopped: 'Decided. No more texts go to this number.',
} as const;

export const place = {
  title: 'State rules',
  lives: (state: string) => `Lives in ${state}`,
  source: {
    record: 'From the record',
    said: 'The patient said so',
    areaCode: 'From the area code',
    unknown: 'Not known, so the strictest rules hold',
  } satisfies Record<PlaceSourceKind, string>,
  unknown: 'Not known',
  edit: 'Change',
  state: 'State',
  byAreaCode: 'By the area code',
  said: 'The patient said so',
  save: 'Save',
  federal: 'Federal',
  rules: (n: number, version: string) => `${count(n, 'rule', 'rules')}, version ${version}`,
  quietNow: (time: string, until: string) => `It’s ${time} there. Quiet hours until ${until}.`,
} as const;

export const quiet = {
  said: (time: string, name: string) => `It’s ${time} for ${name}. This answers a text, so it goes now.`,
  stops: (time: string, name: string, until: string) =>
    `It’s ${time} for ${name}. Quiet hours until ${until}, so Send asks for a reason.`,
} as const;
