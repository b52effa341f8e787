/** The sentences about lists of people. */

import type { ContactFate, ContactImportInfo, ContactsPreview } from '../../ipc/bindings';
import { count } from './words';

const fate: Record<ContactFate, [string, string]> = {
  new: ['New', 'Somebody who isn’t on record yet.'],
  shared: ['New, shared phone', 'Others have this number too. Each keeps their own record.'],
  numberAdded: ['One more number', 'Same name and birth date as somebody on record.'],
  known: ['On record', 'Left out. Nothing would change.'],
  twice: ['On the list before', 'Left out.'],
  noName: ['No name', 'Left out.'],
  noNumber: ['No number', 'Left out. Nothing here can be texted.'],
  wrongNumber: ['Wrong number', 'Left out. The desk found that it isn’t theirs.'],
};

export const contacts = {
  title: 'Bring in people',
  heading: 'People from another system',
  lead: 'A list of names and numbers, saved as CSV. Nobody’s record is changed; consent counts from its date only.',
  open: 'Bring in people…',
  save: 'Save everybody as CSV…',
  saved: 'The file is saved. The log says so.',
  file: 'The list',
  fileHelp: 'A CSV file with one person a row, up to 50,000 rows. It is read here and not kept.',
  rows: (n: number) => count(n, 'row', 'rows'),
  columns: 'Which column says what',
  column: {
    number: 'Phone number',
    name: 'Name, or first name',
    last: 'Last name',
    goesBy: 'Goes by',
    birthDate: 'Birth date',
    language: 'Language',
    agreed: 'Agreed to texts',
    consentDate: 'Date of consent',
    form: 'Form',
  } as const,
  none: 'None',
  order: '01/02/2026 means',
  orders: { monthFirst: 'January 2', dayFirst: 'February 1' } as const,
  source: 'Where the list is from',
  sourceHelp: 'Kept with every consent on it.',
  preview: 'What would happen',
  row: 'Row',
  becomes: 'Becomes',
  fate,
  says: ({ people, numbers, leftOut }: ContactsPreview) =>
    `${count(people, 'person', 'people')}, ${count(numbers, 'number', 'numbers')}, ${leftOut} left out`,
  abroad: (n: number) => `${count(n, 'number', 'numbers')} from abroad. Your carrier may not reach them.`,
  landlines: (n: number) => count(n, 'landline', 'landlines'),
  nobodys: (n: number) => `${count(n, 'number', 'numbers')} nobody gets texts at, such as toll-free ones.`,
  badBirthDates: (n: number) => `${count(n, 'birth date', 'birth dates')} can’t be read and will be left out.`,
  bring: (n: number) => (n === 0 ? 'Bring in' : `Bring in ${count(n, 'row', 'rows')}`),
  progress: (done: number, total: number) => `${done} of ${total} rows`,
  brought: ({ people, numbers, leftOut }: ContactImportInfo) =>
    `${count(people, 'person', 'people')}, ${count(numbers, 'number', 'numbers')}, ${leftOut} left out`,
  by: (name: string, time: string) => `${time}, by ${name}`,
  undone: (name: string, time: string, stayed: number) =>
    `Taken back ${time} by ${name}${stayed === 0 ? '' : `. ${count(stayed, 'person', 'people')} stayed: changed since`}`,
  undo: 'Take back',
  undoSure: 'Take the whole list back',
  done: 'The list is in.',
  takenBack: (stayed: number) =>
    stayed === 0
      ? 'The list was taken back.'
      : `The list was taken back. ${count(stayed, 'person', 'people')} stayed: something was changed since.`,
} as const;
