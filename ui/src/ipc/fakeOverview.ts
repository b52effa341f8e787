/** A week at the desk, for Review in component tests and in a browser. */

import type { BehindFigure, Figure, Overview, Period } from './bindings';

const MINUTE = 60_000;
const HOURS: [number, number, number][] = [
  [8, 4, 11],
  [9, 6, 17],
  [10, 9, 31],
  [11, 7, 22],
  [12, 5, 14],
  [13, 8, 24],
  [14, 6, 19],
  [15, 5, 13],
  [16, 7, 20],
  [17, 4, 12],
];

export function overview(period: Period, now: number, seesWho: boolean): Overview {
  const empty = period === 'today';
  return {
    fromAt: now - 4 * 86_400_000,
    typicalMs: empty ? null : 6 * MINUTE,
    typicalBeforeMs: 8 * MINUTE,
    slowestMs: empty ? null : 19 * MINUTE,
    goalMinutes: 15,
    asked: empty ? 0 : 216,
    sameDay: empty ? 0 : 212,
    handedOff: empty ? 0 : 18,
    opened: empty ? 0 : 18,
    hours: empty
      ? []
      : HOURS.map(([hour, typical, slowest]) => ({
          hour,
          replies: 20,
          typicalMs: typical * MINUTE,
          slowestMs: slowest * MINUTE,
        })),
    waiting: [
      { thread: 'marcus', name: 'Marcus Oyelaran', staff: 'Marisol Vega', sinceAt: now - 24 * MINUTE, late: true },
      { thread: 'renee', name: 'Renée Thibodeaux', staff: null, sinceAt: now - 3 * MINUTE, late: false },
    ],
    waitingCount: 2,
    overWarning: seesWho
      ? [
          {
            thread: 'harold',
            name: 'Harold Whitcombe',
            staff: 'Kofi Mensah',
            at: now - 18 * 60 * MINUTE,
            categories: ['Medicine'],
            reason: 'Patient asked by text',
          },
        ]
      : null,
    optOuts: [{ thread: 'delphine', name: 'Delphine Arceneaux', at: now - 100 * MINUTE }],
  };
}

export function behind(figure: Figure, now: number): BehindFigure {
  if (figure.kind === 'optOuts') return { rows: [], total: 0 };
  return {
    rows: [
      { thread: 'renee', name: 'Renée Thibodeaux', at: now - 50 * MINUTE, tookMs: 38 * MINUTE, staff: 'Kofi Mensah' },
      { thread: 'marcus', name: 'Marcus Oyelaran', at: now - 24 * MINUTE, tookMs: null, staff: null },
    ],
    total: 2,
  };
}
