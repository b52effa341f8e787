/** Cases for the fake core: one that is being assessed. No rules: the real core has those. */

import type { CaseAct, CaseClock, CaseDetail, CaseLine, CaseRegister, FactorKind, ThreadCase } from './bindings';

const HOUR = 3_600_000;
const FACTORS: FactorKind[] = ['information', 'recipient', 'seen', 'madeGood'];

function clock(from: Partial<CaseClock>): CaseClock {
  return {
    state: null,
    clinic: false,
    whom: 'people',
    rule: 'calendar',
    days: 60,
    fromPeople: 1,
    dueOn: '2027-01-19',
    daysLeft: 60,
    passed: 0,
    citation: '45 CFR 164.404(b)',
    uncertain: false,
    ...from,
  };
}

export function sampleCase(now: number): CaseDetail {
  const line = (minutes: number, by: string | null, what: CaseAct, words: string | null = null): CaseLine => ({
    at: now - minutes * 60_000,
    by,
    what,
    words,
  });
  const words = 'Ms. Raman, your visit with the diabetes clinic is Tue, Nov 24 at 9:30 AM.';
  const start = words.indexOf('diabetes clinic');
  return {
    id: 'case-4',
    number: '2026-04',
    kind: 'wrongNumber',
    state: 'draft',
    decision: null,
    reportedAt: now - 10 * 60_000,
    reportedBy: 'Marisol Vega',
    thread: 'odell',
    name: 'Priya Raman',
    phone: '(346) 555-0119',
    ofNumber: { answer: null, rightThread: null, others: [{ number: '(346) 555-0147', thread: 'odell' }] },
    text: {
      words,
      findings: [
        {
          start,
          end: start + 'diabetes clinic'.length,
          category: 'Hints at a condition',
          severity: 'caution',
          reason: 'The clinic’s name says what it treats.',
          rule: 'term:diabetes clinic',
          fixLabel: null,
          fixText: null,
        },
      ],
      outbound: true,
      sender: 'Kofi Mensah',
      at: now - 27 * 60_000,
      delivery: 'delivered',
    },
    evidence: {
      texts: 1,
      reports: 3,
      entries: 4,
      firstEntry: 5028,
      lastEntry: 5035,
      sha256: '9f2c',
      whole: true,
    },
    disclosed: [
      { kind: 'Full name', clinical: false },
      { kind: 'Hints at a condition', clinical: true },
    ],
    factors: [
      {
        factor: 'information',
        risk: 'medium',
        words: 'A name with a visit and a hint at a condition. No number, no result.',
      },
      { factor: 'recipient', risk: 'medium', words: 'Someone with no duty to keep it private.' },
      { factor: 'seen', risk: 'high', words: 'They answered “wrong number” at 10:40 AM.' },
      { factor: 'madeGood', risk: null, words: '' },
    ],
    mayBeLow: false,
    stoppedAt: now - 10 * 60_000,
    stops: true,
    scope: {
      knownAt: now - 18 * 60_000,
      knownOn: '2026-11-20',
      affected: [{ state: 'TX', people: 1 }],
      people: 1,
      licensedClinic: false,
    },
    clocks: [
      clock({}),
      clock({ whom: 'regulator', rule: 'yearEnd', dueOn: '2027-03-01', daysLeft: 101, citation: '45 CFR 164.408(c)' }),
      clock({ whom: 'media', fromPeople: 501, dueOn: null, daysLeft: null, citation: '45 CFR 164.406' }),
      clock({ state: 'TX', citation: 'Tex. Bus. and Com. Code 521.053' }),
      clock({
        state: 'TX',
        whom: 'regulator',
        days: 30,
        fromPeople: 250,
        dueOn: null,
        daysLeft: null,
        citation: 'Tex. Bus. and Com. Code 521.053: Attorney General',
      }),
    ],
    unknownStates: [],
    log: [
      line(6, 'Dana Whitfield', { kind: 'noted' }, 'Priya called back, her number is corrected.'),
      line(10, null, { kind: 'sendsStopped' }),
      line(10, null, { kind: 'frozen' }),
      line(10, 'Marisol Vega', { kind: 'reported' }, 'Not Priya’s number since May'),
    ],
    maySignOff: true,
    keeps: true,
    keepsUntilAt: null,
    keepOn: '2032-11-20',
    states: ['CA', 'NY', 'TX', 'WA'],
  };
}

export class FakeCases {
  all: CaseDetail[];

  constructor(private readonly now: () => number) {
    this.all = [sampleCase(now())];
  }

  get(id: string): CaseDetail {
    const found = this.all.find((one) => one.id === id);
    if (!found) throw new Error(`no case ${id}`);
    return found;
  }

  /** Adds a line to its log and changes it. */
  change(id: string, what: CaseAct, words: string | null, into: Partial<CaseDetail> = {}): CaseDetail {
    const open = this.get(id);
    Object.assign(open, into);
    open.log.unshift({ at: this.now(), by: 'Dana Whitfield', what, words });
    return open;
  }

  keep(id: string, keepUntil: string | null, words: string | null): CaseDetail {
    const untilAt = keepUntil === null ? null : Date.parse(`${keepUntil}T23:59:59Z`);
    const into = { keeps: keepUntil !== null, keepsUntilAt: untilAt ?? this.now() };
    return this.change(id, { kind: 'wordsKept', untilAt }, words, into);
  }

  /** What was reported about a thread. */
  of(thread: string): ThreadCase[] {
    const about = this.all.filter((one) => one.thread === thread);
    return about.map(({ id, number, kind, state, reportedAt }) => ({ id, number, kind, state, reportedAt }));
  }

  answered(id: string, factor: FactorKind, risk: 'low' | 'medium' | 'high', words: string): CaseDetail {
    const factors = this.get(id).factors.map((one) => (one.factor === factor ? { factor, risk, words } : one));
    const mayBeLow = FACTORS.every((kind) => factors.find((one) => one.factor === kind)?.risk === 'low');
    const into = { factors, mayBeLow, state: 'draft', decision: null } as const;
    return this.change(id, { kind: 'answered', factor, risk }, words, into);
  }

  register(): CaseRegister {
    return {
      rows: this.all.map((one) => ({
        id: one.id,
        number: one.number,
        kind: one.kind,
        state: one.state,
        decision: one.decision,
        name: one.name,
        hidden: false,
        reportedAt: one.reportedAt,
        people: one.scope.people,
        nextDueOn: one.decision === 'lowRisk' ? null : '2027-01-19',
        daysLeft: one.decision === 'lowRisk' ? null : 60,
      })),
      years: [
        {
          year: 2026,
          cases: 4,
          open: 1,
          none: 2,
          under: 1,
          underPeople: 1,
          listDueOn: '2027-03-01',
          over: 0,
          overPeople: 0,
        },
      ],
    };
  }

  report(): { number: string } {
    this.all.unshift({ ...sampleCase(this.now() + HOUR), id: 'case-5', number: '2026-05' });
    return { number: '2026-05' };
  }
}
