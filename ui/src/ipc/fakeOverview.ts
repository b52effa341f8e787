/** A week at the desk, for Review in component tests and in a browser. */

import type { BehindFigure, Figure, OpenedWithReason, Overview, Period, ReportPage, ReportRow } from './bindings';

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
    typicalMs: empty ? null : 6 * MINUTE,
    typicalBeforeMs: 8 * MINUTE,
    slowestMs: empty ? null : 19 * MINUTE,
    slowestIsLate: !empty,
    goalMinutes: [15, 15],
    replies: empty ? 0 : 200,
    late: empty ? 0 : 31,
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
          goalMinutes: 15,
          isLate: slowest > 15,
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
            hidden: null,
          },
        ]
      : null,
    withReason: seesWho && !empty ? opened(now) : seesWho ? [] : null,
    optOuts: [{ thread: 'delphine', name: 'Delphine Arceneaux', at: now - 100 * MINUTE }],
  };
}

/** Two of this week. */
export function opened(now: number): OpenedWithReason[] {
  return [
    {
      thread: 'odell',
      name: 'Priya Raman',
      staff: 'Marisol Vega',
      at: now - 6 * MINUTE,
      why: 'here',
      words: 'At the desk about today’s bill',
      hidden: null,
    },
    {
      thread: 'harold',
      name: 'Samir Haddad',
      staff: 'Kofi Mensah',
      at: now - 41 * 60 * MINUTE,
      why: 'covering',
      words: 'Covering for Joanne',
      hidden: null,
    },
  ];
}

export function behind(figure: Figure, now: number): BehindFigure {
  if (figure.kind === 'optOuts') return { rows: [], total: 0 };
  return {
    rows: [
      {
        thread: 'renee',
        name: 'Renée Thibodeaux',
        at: now - 50 * MINUTE,
        tookMs: 38 * MINUTE,
        staff: 'Kofi Mensah',
        visitAt: null,
      },
      { thread: 'marcus', name: 'Marcus Oyelaran', at: now - 24 * MINUTE, tookMs: null, staff: null, visitAt: null },
    ],
    total: 2,
  };
}

/** Two messages of a report: one of the patient, one of ours that went over a warning. */
export function report(name: string, now: number): ReportPage {
  const row: ReportRow = {
    message: 'one',
    at: now - 90 * MINUTE,
    channel: 'sms',
    number: '(713) 555-0142',
    outbound: false,
    sender: name,
    kind: 'text',
    text: 'Is my blood work back yet?',
    overWarning: null,
    consent: 'granted',
    verdict: null,
    categories: [],
    delivery: null,
    readAt: now - 80 * MINUTE,
    carrierId: 'SM0123456789abcdef0123456789abcdef',
    evidence: {
      category: 'scheduling',
      templates: [],
      parts: 1,
      cost: null,
      computer: null,
      consentFacts: [
        {
          id: 'yes',
          fact: { at: now - 8 * 24 * 60 * MINUTE, what: 'granted', basis: 'repliedYes', by: null },
          entry: 4181,
        },
      ],
      told: [],
      entry: 5028,
      words: 'asSealed',
      salt: null,
    },
  };
  const ours: ReportRow = {
    ...row,
    message: 'two',
    at: now - 60 * MINUTE,
    outbound: true,
    sender: 'Kofi Mensah',
    text: 'Your A1C is fine.',
    overWarning: 'Kofi Mensah: Patient asked by text',
    verdict: 'portalOnly',
    categories: ['Lab result'],
    delivery: 'delivered',
    readAt: null,
    evidence: { ...row.evidence, cost: '0.0079 USD', computer: 'FRONT-DESK-2', entry: 5031 },
  };
  const reminded: ReportRow = {
    ...ours,
    message: 'three',
    at: now - 50 * MINUTE,
    number: '(713) 555-0188',
    text: 'Your visit is Monday, Nov 23 at 9:30 AM.',
    overWarning: null,
    verdict: 'clean',
    categories: [],
    evidence: {
      ...ours.evidence,
      entry: 5035,
      templates: [{ id: 'visit', name: 'Visit reminder', wording: 5, approvedBy: 'Dana Whitfield', asWorded: true }],
    },
  };
  const numbers = [row.number, reminded.number];
  return {
    name,
    numbers,
    joined: 1,
    rows: [row, ours, reminded],
    total: 3,
    entries: 26,
    whole: true,
    changed: 0,
    gone: 0,
  };
}
