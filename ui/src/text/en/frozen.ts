/** The sentences of a store that was put back or repaired: nothing leaves it until a person has looked. */

import type { FrozenFate, LostKind, RepairInfo, RepairLoss, RepairedLog } from '../../ipc/bindings';
import { count } from './words';

const many = (n: number, one: string, more: string) => `${n.toLocaleString('en-US')} ${n === 1 ? one : more}`;

const lostOf: Record<LostKind, string> = {
  consent: 'Consent',
  texts: 'Texts',
  outbox: 'Outbox',
  threads: 'Conversations',
  patients: 'Patients',
  notes: 'Notes and drafts',
  people: 'People and roles',
  cases: 'Cases and holds',
  settings: 'Settings and templates',
  log: 'Log',
  other: 'Other lines',
};

export const frozen = {
  title: 'This is an older copy',
  lead: 'Reading works. Sending waits for you.',
  opened: 'Copy opened',
  openedLine: (at: string | null) => (at === null ? 'It is empty' : `It ends on ${at}`),
  log: 'Log',
  logLine: (entries: number) => `Ends at entry ${entries.toLocaleString('en-US')}`,
  caughtUp: 'Caught up',
  caughtUpLine: 'The carrier’s lists were read, with their STOPs',
  catchingUp: 'Catching up',
  catchingUpLine: 'Foyer is reading the carrier’s lists',
  outbox: 'Outbox is frozen',
  outboxLine: (n: number) => (n === 0 ? 'No text was waiting' : `${count(n, 'text', 'texts')} could go out twice`),
  done: 'Done',
  wait: 'Under way',
  turn: 'Your turn',
  found: 'What Foyer did',
  heading: (n: number) =>
    n === 0 ? 'No text was waiting' : `${count(n, 'text was', 'texts were')} waiting when this copy was made`,
  sub: 'Foyer compared each one with the carrier’s list. Nothing goes until you choose.',
  subChecking: 'Foyer is reading what the carrier has. Then you can choose.',
  subNothing: 'Foyer sends again as soon as you say so.',
  choice: (name: string) => `The text to ${name}`,
  send: 'Send',
  drop: 'Don’t send',
  fate: {
    notChecked: () => 'Not checked yet',
    carrierHasIt: (at: string | null) => (at ? `Carrier has it, since ${at}` : 'Carrier has it'),
    optedOut: () => 'Opted out since',
    timePassed: () => 'Not at the carrier. A time it names has passed',
    tooOld: () => 'Not at the carrier. It waited too long',
    stillTrue: () => 'Not at the carrier. Still true',
  } satisfies Record<FrozenFate, (at: string | null) => string>,
  open: (name: string) => `Read the thread with ${name}`,
  inbox: 'Read the inbox first',
  kept: 'Every choice is kept in the log',
  later: 'Keep frozen',
  go: (send: number, drop: number) => (send + drop === 0 ? 'Start sending again' : `Send ${send}, drop ${drop}`),
  repaired: {
    title: 'This store was repaired',
    opened: 'What can be read came over',
    openedLine: (texts: number) => many(texts, 'text', 'texts'),
    log: {
      whole: 'Whole: it goes on, sealed from its first entry',
      partial: 'Entries are missing. The others are as they were sealed, and were written again',
      changed: 'Entries are missing or not as they were sealed. They were written again as they stand',
    } satisfies Record<RepairedLog, string>,
    lost: 'What is gone',
    nothing: 'Nothing is missing that Foyer knows of.',
    what: lostOf,
    rows: (loss: RepairLoss) =>
      loss.rows === 0
        ? 'Some lines may be gone'
        : `${loss.perhapsMore ? 'At least ' : ''}${many(loss.rows, 'line is', 'lines are')} gone`,
    unplaced: (n: number) => `${many(n, 'more line', 'more lines')} can be read, and nobody can tell what of`,
    end: 'What was done last before the damage may be gone.',
    consent: ({ doubtful }: RepairInfo) =>
      doubtful === null
        ? 'Consent counts for nobody until they are asked again: some of it can’t be read. Every STOP that can be read stays.'
        : doubtful === 0
          ? ''
          : `Consent of ${many(doubtful, 'number', 'numbers')} counts for nothing until they are asked again, and texts to them wait until somebody has looked.`,
    doubts: ({ placesInDoubt, secondStepsInDoubt, holdsInDoubt }: RepairInfo) => [
      ...(placesInDoubt > 0
        ? [
            `Who works at which office may be lost. ${many(placesInDoubt, 'person or role sees', 'people and roles see')} no office’s texts until a manager says so under People.`,
          ]
        : []),
      ...(secondStepsInDoubt > 0
        ? [
            `Second steps at sign-in may be lost. ${many(secondStepsInDoubt, 'manager sets theirs', 'managers set theirs')} up again: another manager’s new code or the recovery code lets them in.`,
          ]
        : []),
      ...(holdsInDoubt
        ? [
            'Something that held words back from deletion may be lost. Nothing is deleted until somebody has looked, in Settings.',
          ]
        : []),
    ],
    kept: 'The damaged store is kept beside this one, unchanged.',
    heading: (n: number) =>
      n === 0 ? 'No text was waiting' : `${count(n, 'text was', 'texts were')} waiting when the store was damaged`,
  },
} as const;
