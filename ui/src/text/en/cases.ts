/** The words of cases: something went wrong with a patient's information. */

import type {
  CaseAct,
  CaseClock,
  CaseProblem,
  CaseStateKind,
  ClockRule,
  DecisionKind,
  FactorKind,
  NumberAnswerKind,
  RiskKind,
} from '../../ipc/bindings';
import { count } from './words';

const STATES: Record<string, string> = {
  CA: 'California',
  CO: 'Colorado',
  FL: 'Florida',
  LA: 'Louisiana',
  MD: 'Maryland',
  NY: 'New York',
  OH: 'Ohio',
  OR: 'Oregon',
  TX: 'Texas',
  WA: 'Washington',
  WI: 'Wisconsin',
};
const state = (letters: string) => STATES[letters] ?? letters;

const problem: Record<CaseProblem, string> = {
  wrongPerson: 'Wrong person',
  tooMuch: 'Too much said',
  wrongNumber: 'Wrong number',
  lostDevice: 'Lost phone or computer',
};
const risk: Record<RiskKind, string> = { low: 'Low', medium: 'Medium', high: 'High' };
const decision: Record<DecisionKind, string> = {
  tell: 'Tell the patient',
  lowRisk: 'Low risk, nobody is told',
  notABreach: 'No breach by the rule',
};
const factor: Record<FactorKind, string> = {
  information: 'What kind of information?',
  recipient: 'Who got it?',
  seen: 'Was it seen?',
  madeGood: 'How far was it made good?',
};
const counted: Record<ClockRule, (days: number) => string> = {
  calendar: (days) => `${days} days`,
  business: (days) => `${days} business days`,
  yearEnd: () => 'Under 500 people, with the yearly list',
  afterPeople: (days) => `${days} days after the patient is told`,
  afterRegulator: (days) => `${days} business days after HHS is told`,
};

function clock(one: CaseClock): string {
  const place = one.state === null ? 'federal' : state(one.state);
  if (one.whom === 'people') return `Tell the patient, ${one.clinic ? `${place} clinics` : place}`;
  if (one.whom === 'media') return 'Tell the media';
  if (one.state === null) return 'Tell HHS';
  return one.clinic ? `Tell ${place}’s department of health` : `Tell ${place}’s attorney general`;
}

function act(what: CaseAct): string {
  switch (what.kind) {
    case 'reported':
      return 'Reported';
    case 'frozen':
      return 'Evidence frozen';
    case 'sendsStopped':
      return 'Texts to the number stopped';
    case 'sendsResumed':
      return 'Texts to the number may go again';
    case 'scopeSet':
      return `${count(what.people, 'person', 'people')} concerned`;
    case 'answered':
      return `${factor[what.factor]} ${risk[what.risk]}`;
    case 'noted':
      return 'Note';
    case 'decided':
      return `Decided: ${decision[what.decision].toLowerCase()}`;
    case 'signedOff':
      return 'Signed off';
    case 'reopened':
      return 'Opened again';
    case 'letterSaved':
      return what.language === 'es' ? 'Letter saved, Spanish' : 'Letter saved, English';
    case 'exported':
      return 'Saved as a file';
    case 'numberAsked':
      return {
        theirs: 'Number asked: it is the patient’s',
        somebodyElses: 'Number asked: it is somebody else’s',
        noAnswer: 'Number asked: no answer',
      }[what.answer];
    case 'numberCorrected':
      return 'Right number on the record';
    case 'wordsKept':
      return what.untilAt === null ? 'Words kept no longer than the schedule' : 'Words kept until a day';
  }
}

export const cases = {
  tab: 'Incidents',
  report: 'Report a problem',
  ask: 'What went wrong?',
  lead: 'Foyer keeps this conversation as it is now, opens a case and starts the clocks.',
  problem,
  problemLine: {
    wrongPerson: 'It went to somebody it was not meant for.',
    tooMuch: 'It said more than a text should.',
    wrongNumber: 'The number is not the patient’s.',
    lostDevice: 'It had these texts on it.',
  } satisfies Record<CaseProblem, string>,
  words: 'What you know',
  wordsHelp: 'In a few words. They stay in the case.',
  stop: (phone: string) => `Stop all texts to ${phone}`,
  stopLine: 'Nothing goes there, whatever it is for, until a manager or privacy officer lifts it.',
  send: 'Report',
  reported: (number: string) => `Reported as case ${number}.`,

  title: (number: string) => `Case ${number}`,
  back: 'Back to incidents',
  state: { draft: 'Being assessed', assessed: 'Decided', signedOff: 'Signed off' } satisfies Record<
    CaseStateKind,
    string
  >,
  reportedBy: (who: string, when: string) => `Reported by ${who}, ${when}`,
  happened: 'What happened',
  frozenAt: (when: string) => `Evidence frozen, ${when}`,
  spoilt: 'The evidence is not what was frozen',
  sent: 'Sent',
  received: 'Received',
  by: (who: string, when: string) => `${who}, ${when}`,
  meantFor: 'Meant for',
  about: 'From',
  wentTo: 'Went to',
  kept: 'Kept',
  keptLine: (texts: number, reports: number, entries: number) =>
    `${count(texts, 'text', 'texts')}, ${count(reports, 'carrier report', 'carrier reports')}, ${count(entries, 'log entry', 'log entries')}`,
  keptEntries: (first: number, last: number) => `${first} to ${last}`,
  noWords: '(no words)',

  disclosed: 'What was disclosed, and to whom',
  disclosedBy: 'Found by the check in what was sent',
  nothingFound: 'The check finds nothing in it. Read it yourself.',
  holder: {
    wrongPerson: (phone: string) => `Whoever reads ${phone}`,
    tooMuch: (phone: string) => `Whoever reads ${phone}. Carriers on the way`,
    wrongNumber: (phone: string) => `Unknown holder of ${phone}`,
    lostDevice: () => 'Whoever has the device',
  } satisfies Record<CaseProblem, (phone: string) => string>,
  plain: 'Visit details',
  clinical: 'Clinical',

  factors: 'Four factors',
  answered: (n: number) => `${n} of 4 answered`,
  factor,
  open: 'Open',
  risk,
  riskLeft: 'Risk left',
  keep: 'Keep answer',
  change: 'Change',
  answer: 'Answer',
  soFar: {
    tell: 'So far: tell the patient.',
    low: 'So far: low risk.',
    tellLine: (open: number) =>
      open > 0
        ? `A breach is presumed. ${count(open, 'answer is', 'answers are')} open.`
        : 'The factors don’t show a low risk. A person decides.',
    lowLine: 'All four are low. A person decides, and says why.',
  },
  decidedLine: (what: DecisionKind) => `Decided: ${decision[what].toLowerCase()}.`,

  stopped: 'Stopped',
  stoppedLine: (phone: string) => `Nothing more goes to ${phone}`,
  notStopped: (phone: string) => `Texts may go to ${phone}`,
  otherStops: 'Another case stops them.',
  lift: 'Lift',
  liftAsk: 'Let texts to this number go again?',
  liftLead: 'Texts that were stopped stay stopped; write them again.',

  clocks: 'Clocks',
  knownSince: (when: string) => `Known since ${when}`,
  clock,
  due: (one: CaseClock) => counted[one.rule](one.days),
  sooner: ', sooner if you can',
  left: (days: number) =>
    days < 0 ? `${count(-days, 'day', 'days')} late` : days === 0 ? 'Today' : `${count(days, 'day', 'days')} left`,
  onlyFrom: (one: CaseClock) => `${clock(one)}: only from ${one.fromPeople} people`,
  unsure: 'Source uncertain',
  unknownState: (letters: string) => `Foyer has no rule for ${state(letters)}. Ask counsel.`,
  noClocks: 'No clock runs: nobody has to be told.',
  changeScope: 'Change',
  scopeTitle: 'Whom it concerns',
  scopeLead: 'The clocks follow from this.',
  knownOn: 'Known since',
  knownHelp: 'The first day anybody here knew, or should have.',
  stateField: 'State',
  stateUnknown: 'Not known',
  peopleField: 'People',
  addState: 'Add a state',
  licensed: 'We are a clinic licensed by the state',
  licensedLine: 'California’s licensed clinics have fifteen business days.',
  save: 'Save',

  log: 'Decision log',
  addEntry: 'Add entry',
  entryTitle: 'Add to the log',
  entryLead: 'What is added stays. It can’t be changed.',
  entry: 'Entry',
  act,
  foyer: 'Foyer',

  letters: 'Draft letters',
  letterTitle: 'Letter to the patient',
  letterLead: 'A first draft with everything the rule asks for. Fill what stands in square brackets.',
  language: 'Language',
  letterText: 'Letter',
  savePdf: 'Save as PDF',
  letterSaved: 'Letter saved.',
  export: 'File with proof',
  pdf: 'PDF',
  exported: 'Case saved. The audit trail proves the file.',

  decide: 'Decide',
  decideTitle: 'Was it a breach?',
  decideLead: 'A breach is presumed unless the four factors show a low risk (45 CFR 164.402).',
  decision,
  decisionLine: {
    tell: 'The clocks run on. Write the letter.',
    lowRisk: 'Needs all four answers. The clocks stop.',
    notABreach: 'An exception of the rule, or encrypted and the key safe. The clocks stop.',
  } satisfies Record<DecisionKind, string>,
  why: 'Why',
  whyNeeded: 'Say why, in a few words.',
  signOff: 'Sign off',
  signAsk: 'Put your name to this case?',
  signLead: 'It then stays as it is until somebody opens it again.',
  ownText: 'Somebody else signs off a case about your own text.',
  kept2: 'Words kept',
  keptOpen: 'The schedule deletes nothing of this conversation while the case is open.',
  keptUntil: (day: string) => `The schedule deletes nothing of this conversation until ${day}.`,
  keptNoLonger: 'The schedule counts again. What was set aside with the case stays.',
  keepWords: 'The words of this conversation',
  keepUntil: 'Keep until a day',
  keepUntilLine: 'The schedule deletes nothing of it before.',
  keepEnd: 'Keep no longer',
  keepEndLine: 'The schedule counts again from now. What was set aside with the case stays.',
  keepDay: 'Last day',
  keepAsk: 'How long are the words kept?',
  keepLead: 'It counts from now on, and is written into the log.',
  rightNumber: {
    title: 'Find the right number',
    stopped: (phone: string) => `Nothing more goes to ${phone}.`,
    notStopped: (phone: string) => `Texts may still go to ${phone}. Report it again with “Stop” on to hold them.`,
    ask: 'Call the number and ask whoever answers, without a name or a reason:',
    question: {
      en: (practice: string) =>
        `“This is ${practice}. Can we reach one of our patients at this number? Yes or no is enough.”`,
      es: (practice: string) =>
        `«Le llamamos de ${practice}. ¿Podemos comunicarnos con un paciente nuestro en este número? Basta con sí o no.»`,
    },
    askHelp: 'Say nothing more, whatever they ask.',
    theySaid: 'What did they say?',
    answers: {
      theirs: 'It is the patient’s',
      somebodyElses: 'It is somebody else’s',
      noAnswer: 'No answer',
    } satisfies Record<NumberAnswerKind, string>,
    elsesHelp: (phone: string) =>
      `${phone} is then nobody’s here: what was agreed to counts no more, and nothing that waits leaves for it.`,
    right: 'The patient’s right number',
    rightHelp: 'Leave it empty while you don’t know it.',
    keep: 'Keep',
    kept: {
      theirs: (phone: string) => `Kept: ${phone} is the patient’s.`,
      somebodyElses: (phone: string) => `Kept: ${phone} is somebody else’s. It is off the patient’s record.`,
      noAnswer: (phone: string) => `Kept: nobody said whose ${phone} is.`,
    } satisfies Record<NumberAnswerKind, (phone: string) => string>,
    correct: 'Other numbers on the patient’s record:',
    noOthers: 'None. Ask the patient another way: mail, the portal, the next visit.',
    openRight: 'Open the thread with the right number',
    thread: 'Open the thread',
  },
  inPanel: 'Incidents',
  inPanelLine: (kind: CaseProblem, stage: CaseStateKind, when: string) =>
    `${problem[kind]}, ${{ draft: 'being assessed', assessed: 'decided', signedOff: 'signed off' }[stage]}, ${when}`,
  reopen: 'Open again',
  reopenAsk: 'Open this case again?',
  reopenLead: 'The answers stay; it is decided anew.',

  register: 'Incidents',
  none: 'No incidents.',
  noneLine: 'Somebody reports one from a text: “Report a problem”.',
  columns: {
    number: 'Case',
    kind: 'What',
    patient: 'Patient',
    people: 'People',
    reported: 'Reported',
    state: 'State',
    due: 'Next day to tell',
  },
  years: 'Counts by year',
  saveRegister: 'Save register',
  registerSaved: 'Register saved. The audit trail proves the file.',
  yearColumns: {
    year: 'Year',
    cases: 'Cases',
    open: 'Open',
    none: 'No breach',
    under: 'Under 500 people',
    over: '500 people or more',
    list: 'Yearly list to HHS by',
  },
  breaches: (cases: number, people: number) => (cases === 0 ? '–' : `${cases}, ${count(people, 'person', 'people')}`),
  openCase: (number: string) => `Open case ${number}`,
  hidden: 'Hidden',
  dash: '–',
};
