/** A list of recorded consents as the fake core reads it. Examples, no model of the rules. */

import type { ConsentListShape, ImportInfo, ListMapping, ListPreview } from './bindings';

export const LIST_SHAPE: ConsentListShape = {
  columns: [
    { name: 'Patient', samples: ['Ines Duarte'] },
    { name: 'Mobile', samples: ['(713) 555-0190'] },
    { name: 'Signed', samples: ['2026-10-01'] },
  ],
  rows: 3,
  guess: {
    number: 1,
    name: 0,
    date: 2,
    agreed: null,
    form: null,
    order: 'monthFirst',
    source: '',
    channel: 'sms',
    subjects: [],
  },
};

/** Without its date column nothing on the list counts. */
export function listPreview({ date }: ListMapping): ListPreview {
  const dated = date !== null;
  return {
    granted: dated ? 1 : 0,
    unverified: dated ? 1 : 2,
    leftOut: 1,
    outcomes: [
      ...(dated ? [{ outcome: 'granted', count: 1 } as const] : []),
      { outcome: 'noDay', count: dated ? 1 : 2 },
      { outcome: 'noNumber', count: 1 },
    ],
    lines: [
      {
        row: 2,
        number: '(713) 555-0190',
        name: 'Ines Duarte',
        day: dated ? '2026-10-01' : null,
        outcome: dated ? 'granted' : 'noDay',
      },
      { row: 3, number: '713.555.0191', name: 'Otis Grant', day: null, outcome: 'noDay' },
      { row: 4, number: 'call me', name: null, day: null, outcome: 'noNumber' },
    ],
  };
}

export const IMPORTED: ImportInfo = {
  id: 'i1',
  at: 0,
  by: 'Marisol Vega',
  granted: 1,
  unverified: 1,
  leftOut: 1,
  undoneAt: null,
  undoneBy: null,
};
