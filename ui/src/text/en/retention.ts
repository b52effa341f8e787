/** The words of keeping and deleting. */

import type { CategoryKind } from '../../ipc/bindings';
import { count } from './words';

export const retention = {
  title: 'Keeping and deleting',
  help: 'Nothing is deleted unless you choose years here.',
  category: {
    scheduling: 'Words about visits',
    clinical: 'Words about care',
    billing: 'Words about bills',
  } satisfies Record<CategoryKind, string>,
  always: 'Always kept',
  choices: [6, 7, 10, 15, 20, 28],
  years: (n: number) => `${n} years`,
  due: (n: number) => (n === 0 ? 'Nothing is due.' : `${count(n, 'text or note is', 'texts and notes are')} due.`),
  dueHelp: 'What is held, what an incident is about and what proves consent is not among them.',
  erase: 'Delete…',
  eraseAsk: (n: number) => `Delete the words of ${count(n, 'text or note', 'texts and notes')}?`,
  eraseLead: 'They are gone for good. That there was a text, when, and what became of it stays.',
  eraseDo: 'Delete for good',
  erased: (texts: number, notes: number, files: number) =>
    `Deleted: ${count(texts, 'text', 'texts')}, ${count(notes, 'note', 'notes')}, ${count(files, 'file', 'files')}.`,
  nightly: 'Delete every night',
  nightlyHelp: 'After 3:00 AM, or when Foyer is next open that day. What is held stays.',
  nightlyBy: (who: string, when: string) => `Signed off by ${who}, ${when}. Another schedule needs a new name.`,
  nightlyOff: 'Nobody has signed this schedule off.',
  nightlyAsk: 'Delete by this schedule every night?',
  nightlyLead: 'You put your name to it. What is due goes for good each night, and the audit trail says how much.',
  nightlyDo: 'Sign off',
  nightlyStart: 'Sign off…',
  nightlyStop: 'Stop',
  lastNight: (when: string, texts: number, notes: number, files: number) =>
    texts + notes + files === 0
      ? `Last night, ${when}: nothing was due.`
      : `Last night, ${when}: ${count(texts, 'text', 'texts')}, ${count(notes, 'note', 'notes')}, ${count(files, 'file', 'files')} deleted.`,
  copies: 'Copies elsewhere',
  backups: (days: number) =>
    `Backups made before keep the words until rotation takes them, at most ${count(days, 'day', 'days')}.`,
  carrier: (days: number | null) =>
    days === null
      ? 'The carrier keeps its own copies. “At the carrier” above can take them out.'
      : `The carrier’s copies go after ${count(days, 'day', 'days')}.`,
  holds: 'Legal hold',
  holdsHelp: 'A hold beats the schedule until somebody ends it.',
  doubt:
    'A repair of the store may have lost a hold, or a case that kept words. Nothing is deleted until somebody has looked. Put in what is missing, then confirm.',
  doubtDo: 'These holds are all there are',
  holdAll: 'Hold everything',
  holdOne: 'Hold this conversation',
  holdAsk: 'Hold these words back from deletion?',
  holdLead: 'Nothing of it is deleted, whatever the schedule says.',
  hold: 'Hold',
  everything: 'Everything',
  heldBy: (who: string, when: string) => `${who}, ${when}`,
  release: 'End',
  releaseAsk: 'End this hold?',
  releaseLead: 'The schedule counts again.',
  gone: (when: string) => `Deleted by the schedule, ${when}`,
};
