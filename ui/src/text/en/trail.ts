/** The sentences about the audit trail. */

import type { TrailTampering } from '../../ipc/bindings';
import { count, figure } from './words';

const entry = (n: number) => `entry ${figure(n)}`;

export const trail = {
  title: 'Audit trail',
  help: 'Everything done at this desk is written down and sealed. Check that nobody changed it, or write a copy that proves it to somebody without Foyer.',
  examine: 'Check the trail',
  export: 'Write a copy',
  whole: (n: number) => `The trail is whole: ${count(n, 'entry', 'entries')}`,
  vouched: (n: number, at: string) => `Checked at ${at}. Signed up to ${entry(n)}.`,
  broken: {
    edited: (n) => `The trail was changed: ${entry(n)}`,
    removed: (n) => `Entries were taken out, from ${entry(n)} on`,
    inserted: (n) => `An entry was put in: ${entry(n)}`,
    reordered: (n) => `Entries were moved: ${entry(n)}`,
    rewritten: (n) => `What stands before ${entry(n)} was exchanged`,
    truncated: (n) => `The newest entries are gone, from ${entry(n)} on`,
    rolledBack: (n) => `This is an older copy: what came from ${entry(n)} on is gone`,
    forked: (n) => `This is not the trail that was signed, from ${entry(n)} on`,
    badSignature: (n) => `A signature is not genuine: ${entry(n)}`,
    misfiled: (n) => `A list that leads to entries does not say what the trail says: ${entry(n)}`,
    reworded: (n) => `A text, note or reason has other words than ${entry(n)} was written for`,
  } satisfies Record<TrailTampering, (n: number) => string>,
  brokenHelp:
    'Texts and consent are as they are. Write a copy now, keep the last backup, and tell your privacy officer.',
  key: 'Your practice’s public key. Write it down: with it anybody can check a copy.',
  log: 'Full audit trail',
  logHelp: 'Everything that was done, newest first. Reading it is written down too.',
  columns: { when: 'When', who: 'Who', what: 'What', about: 'Thread', entry: 'Entry' },
  actor: { patient: 'Patient', foyer: 'Foyer', carrier: 'Carrier' },
  everybody: 'Everybody',
  person: 'Person',
  only: (name: string) => `Only the thread of ${name}`,
  all: 'Show all threads',
  older: 'Show older',
  none: 'Nothing of this is in the log.',
  save: 'Save as CSV',
  saved: 'Audit trail saved as a file.',
  openLog: 'Open in audit trail',
  exported: (n: number) => `Written, ${count(n, 'entry', 'entries')}:`,
};
