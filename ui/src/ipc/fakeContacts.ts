/** A list of people as the fake core reads it. Examples, no model of the rules. */

import type { ContactImportInfo, ContactsPreview, ContactsShape } from './bindings';
import type { Handlers } from './fake';

const SHAPE: ContactsShape = {
  columns: [
    { name: 'Patient', samples: ['Ines Duarte'] },
    { name: 'Mobile', samples: ['(713) 555-0190'] },
    { name: 'Born', samples: ['1971-10-01'] },
  ],
  rows: 3,
  guess: {
    number: 1,
    name: 0,
    last: null,
    goesBy: null,
    birthDate: 2,
    language: null,
    agreed: null,
    consentDate: null,
    form: null,
    order: 'monthFirst',
    source: '',
  },
};

const PREVIEW: ContactsPreview = {
  people: 1,
  numbers: 2,
  leftOut: 1,
  fates: [
    { fate: 'new', count: 1 },
    { fate: 'numberAdded', count: 1 },
    { fate: 'noNumber', count: 1 },
  ],
  abroad: 1,
  landlines: 0,
  nobodys: 0,
  badBirthDates: 0,
  lines: [
    { row: 2, name: 'Ines Duarte', number: '(713) 555-0190', fate: 'new' },
    { row: 3, name: 'Odell Broussard', number: '+52 55 1234 5678', fate: 'numberAdded' },
    { row: 4, name: 'Lost', number: 'call me', fate: 'noNumber' },
  ],
};

export function contactsHandlers(now: () => number, tell: (done: number, total: number) => void) {
  let imports: ContactImportInfo[] = [];
  return {
    'contacts.read': () => SHAPE,
    'contacts.preview': () => PREVIEW,
    'contacts.import': () => {
      tell(3, 3);
      const info: ContactImportInfo = {
        id: `c${imports.length + 1}`,
        at: now(),
        by: 'Marisol Vega',
        people: 1,
        numbers: 2,
        leftOut: 1,
        undoneAt: null,
        undoneBy: null,
        stayed: 0,
      };
      imports = [info, ...imports];
      return info;
    },
    'contacts.imports': () => ({ imports }),
    'contacts.undo': ({ import: id }) => {
      const found = imports.find((one) => one.id === id);
      if (!found) throw new Error('no such list');
      Object.assign(found, { undoneAt: now(), undoneBy: 'Marisol Vega', stayed: 1 });
      return found;
    },
    'contacts.save': () => ({ saved: true }),
  } satisfies Partial<Handlers>;
}
