/** The sentences about lists of recorded consents. */

import type { ImportInfo, ListOutcome, ListPreview } from '../../ipc/bindings';
import { count } from './words';

const outcome: Record<ListOutcome, [string, string]> = {
  granted: ['Counts', 'Consent from its day, recorded as from a list.'],
  ended: ['Has ended', 'Consent from its day, which is over. On the list of who is due.'],
  noDay: ['No date', 'Kept. Counts for nothing until the patient is asked.'],
  badDay: ['Date not usable', 'Kept as without a date: it can’t be read or lies ahead.'],
  stopped: ['Opted out', 'Left out. Only START from their phone turns texts on.'],
  overtaken: ['Said otherwise since', 'Left out. What is known here came later.'],
  refused: ['Did not agree', 'Left out.'],
  unclear: ['Can’t tell', 'Left out. The list says neither yes nor no.'],
  noNumber: ['No number', 'Left out. Nothing here can be texted.'],
  whoseIsIt: ['Whose is it?', 'Left out. More than one person has this number, or somebody else has.'],
  twice: ['On the list before', 'Left out.'],
};

export const lists = {
  title: 'Bring in recorded consents',
  heading: 'Consents from another system',
  lead: 'A list of who agreed and when, saved as CSV. A row without a date counts for nothing.',
  open: 'Bring in a list…',
  file: 'The list',
  fileHelp: 'A CSV file with one person a row, up to 5,000 rows. It is read here and not kept.',
  rows: (n: number) => count(n, 'row', 'rows'),
  columns: 'Which column says what',
  column: {
    number: 'Phone number',
    name: 'Name',
    agreed: 'Agreed',
    date: 'Date',
    form: 'Form',
  } as const,
  no: { name: 'None', agreed: 'None: everybody on it agreed', date: 'None', form: 'None' } as const,
  sample: (name: string, value: string) => `${name}: ${value.length > 24 ? `${value.slice(0, 24)}…` : value}`,
  order: '01/02/2026 means',
  orders: { monthFirst: 'January 2', dayFirst: 'February 1' } as const,
  source: 'Where the list is from',
  sourceHelp: 'For example: old records, exported in October. Kept with every row.',
  preview: 'What would happen',
  row: 'Row',
  becomes: 'Becomes',
  outcome,
  says: ({ granted, unverified, leftOut }: ListPreview) =>
    `${granted} with a date, ${unverified} without, ${leftOut} left out`,
  bring: (n: number) => (n === 0 ? 'Bring in' : `Bring in ${count(n, 'row', 'rows')}`),
  brought: ({ granted, unverified, leftOut }: ImportInfo) =>
    `${granted} with a date, ${unverified} without, ${leftOut} left out`,
  by: (name: string, time: string) => `${time}, by ${name}`,
  undone: (name: string, time: string) => `Taken back ${time} by ${name}`,
  undo: 'Take back',
  undoSure: 'Take the whole list back',
  done: 'The list is in.',
  takenBack: 'The list was taken back. What it said counts for nothing.',
} as const;
