/** Consent as the fake core tells it: proof, who is due, a run, texts to read. Examples, no model of the rules. */

import type {
  ConsentCard,
  NoticeVersions,
  SaveNotice,
  DueList,
  DueRow,
  PlaceInfo,
  ProofCard,
  ReviewItem,
  RunInfo,
  RunItem,
  RunPreview,
  SkipKind,
} from './bindings';
import { at, NOW, type FakeThread } from './fakeMorning';

export const TEXAS: PlaceInfo = {
  state: 'TX',
  source: 'record',
  zones: ['America/Chicago'],
  rulesVersion: '2026.11',
  rules: [
    { state: null, citation: '47 CFR 64.1200(c)(1)', uncertain: false },
    { state: 'TX', citation: 'Tex. Bus. & Com. Code 301.051', uncertain: true },
  ],
  quiet: null,
};

const NOTICE_ES =
  'Bayou Family Clinic: Los textos no van cifrados; otros podrían leerlos. Los datos médicos van en su portal. ¿Podemos escribirle? Responda SÍ o NO. STOP para salir.';

/** Rests of a card that most examples share. */
export const plainCard: Pick<
  ConsentCard,
  'covers' | 'withdrawn' | 'refreshByAt' | 'refreshReason' | 'numberBlocked' | 'unverified'
> = {
  covers: ['logistics'],
  withdrawn: [],
  refreshByAt: null,
  refreshReason: null,
  numberBlocked: false,
  unverified: false,
};

export class FakeConsent {
  run: RunInfo | null = null;
  reviews: ReviewItem[] = [
    {
      id: 'r1',
      thread: 'gloria',
      name: 'Gloria Beaumont',
      channel: 'sms',
      message: 'g1',
      text: 'I get enough of these',
      hidden: null,
      at: at(-3, 9, 12),
      kind: 'unclearWish',
      dueAt: at(11, 17, 0),
      overdue: false,
      decision: null,
      decidedBy: null,
      decidedAt: null,
    },
    {
      id: 'r2',
      thread: 'odell',
      name: 'Odell Broussard',
      channel: 'sms',
      message: 'o1',
      text: 'Cancel',
      hidden: null,
      at: at(0, 9, 2),
      kind: 'appointmentMeant',
      dueAt: null,
      overdue: false,
      decision: null,
      decidedBy: null,
      decidedAt: null,
    },
  ];

  notices: NoticeVersions = {
    practice: 'Bayou Family Clinic',
    versions: [
      {
        version: '2026-11',
        fromAt: at(-40, 8, 0),
        material: true,
        inUse: true,
        en: 'Bayou Family Clinic: Texts aren’t encrypted. Reply YES or NO. STOP ends texts.',
        es: NOTICE_ES,
        enWords: 'Texts aren’t encrypted. Reply YES or NO. STOP ends texts.',
        esWords: NOTICE_ES.slice('Bayou Family Clinic: '.length),
      },
    ],
  };

  saveNotice({ en, es, material }: SaveNotice): NoticeVersions {
    const { practice, versions } = this.notices;
    const fresh = { enWords: en, esWords: es, en: `${practice}: ${en}`, es: `${practice}: ${es}` };
    const older = versions.map((one) => ({ ...one, inUse: false }));
    const newest = { version: '2026-11-20', fromAt: NOW, material, inUse: true, ...fresh };
    this.notices = { practice, versions: [newest, ...older] };
    return this.notices;
  }

  constructor(private readonly threads: () => FakeThread[]) {}

  reviewsOf(thread: string): ReviewItem[] {
    return this.reviews.filter((item) => item.thread === thread && item.decision === null);
  }

  proof(thread: FakeThread, atMs: number | null): ProofCard {
    const card = thread.consent[0];
    const when = atMs ?? NOW;
    const known = thread.facts.filter((fact) => fact.at <= when);
    const decided = known.find((fact) => fact.what !== 'noticeSent');
    const granted = decided?.what === 'granted';
    return {
      thread: thread.id,
      name: thread.name,
      number: thread.number,
      channel: thread.channel,
      at: when,
      isNow: atMs === null,
      badge: atMs === null ? thread.badge : granted ? 'granted' : known.length > 0 ? 'noticeSent' : 'noConsent',
      sinceAt: decided?.at ?? null,
      basis: decided?.basis ?? null,
      covers: granted ? (card?.covers ?? []) : [],
      untilAt: granted ? (card?.untilAt ?? null) : null,
      answerUntilAt: null,
      decidedBy: decided ? `f${thread.facts.indexOf(decided)}` : null,
      notice:
        known.length > 0
          ? {
              message: 'n',
              text: NOTICE_ES,
              version: '3',
              language: 'es',
              sentAt: at(-8, 9, 2) + 14_000,
              deliveredAt: at(-8, 9, 2) + 17_000,
              failedAt: null,
              carrierId: 'SM4f81d20c97aa4b1e8c3f6d5e0b7ac21e',
              by: 'Kofi Mensah',
            }
          : null,
      reply: granted
        ? { message: 'y', text: 'SÍ', at: at(-8, 9, 14) + 5000, carrierId: 'SM90be77d1f3c24ad68e0b52c9d6417a03' }
        : null,
      record: null,
      place: TEXAS,
      history: thread.facts.map((fact, index) => ({
        id: `f${index}`,
        fact,
        subjects: fact.what === 'granted' ? ['logistics'] : [],
        entry: 4181 - index,
        mark: ['9c1e7b40', '52aa0fd3', 'e81b66c2', '3d57a915'][index] ?? null,
      })),
      numberBlocked: false,
      texts: [
        {
          message: 'm1',
          at: at(0, 8, 46),
          outbound: true,
          badge: 'granted',
          because: thread.facts.filter((fact) => fact.what === 'granted'),
          rulesVersion: '2026.11',
          state: 'TX',
          source: 'areaCode',
        },
        {
          message: 'm0',
          at: at(-9, 8, 40),
          outbound: false,
          badge: null,
          because: [],
          rulesVersion: null,
          state: null,
          source: null,
        },
      ],
      unbroken: true,
    };
  }

  due(): DueList {
    const rows = this.threads().flatMap((thread): DueRow[] => {
      const row = { thread: thread.id, name: thread.name, channel: thread.channel, badge: thread.badge } as const;
      const rest = { language: thread.patient?.language ?? 'en', skipUntilAt: null, waitsUntilAt: null };
      if (thread.badge === 'expired')
        return [{ ...row, ...rest, due: 'ended', at: thread.consent[0]?.untilAt ?? null, skip: null }];
      if (thread.badge === 'noticeSent')
        return [{ ...row, ...rest, due: 'noAnswer', at: thread.consent[0]?.sinceAt ?? null, skip: 'noticeOut' }];
      if (['marcus', 'samir', 'other5', 'other6'].includes(thread.id))
        return [{ ...row, ...rest, due: 'endsSoon', at: at(20, 9, 0), skip: null }];
      if (thread.id === 'other1') return [{ ...row, ...rest, due: 'unverified', at: null, skip: 'sharedPhone' }];
      return [];
    });
    const many = (...kinds: DueRow['due'][]) => rows.filter((row) => kinds.includes(row.due)).length;
    return {
      rows,
      now: many('ended', 'noticeChanged', 'unverified'),
      soon: many('endsSoon'),
      noAnswer: many('noAnswer'),
      run: this.run,
    };
  }

  preview(chosen: string[]): RunPreview {
    const rows = this.due()
      .rows.filter((row) => chosen.includes(row.thread))
      .map((row, index) => (index === 1 && row.skip === null ? { ...row, waitsUntilAt: at(0, 12, 0) } : row));
    const skipped = new Map<SkipKind, number>();
    for (const row of rows) if (row.skip) skipped.set(row.skip, (skipped.get(row.skip) ?? 0) + 1);
    const can = rows.filter((row) => row.skip === null).length;
    return {
      rows,
      can,
      wait: rows.filter((row) => row.waitsUntilAt !== null).length,
      skipped: [...skipped].map(([why, count]) => ({ why, count, untilAt: null })),
      everySeconds: 40,
      doneAt: can === 0 ? null : NOW + can * 40_000,
    };
  }

  start(chosen: string[]): RunInfo {
    const { rows, can, doneAt } = this.preview(chosen);
    const items = rows.map((row, index): RunItem => ({
      thread: row.thread,
      name: row.name,
      channel: row.channel,
      badge: row.badge,
      language: row.language,
      state: row.skip ? 'skipped' : row.waitsUntilAt ? 'quietThere' : index === 0 ? 'sending' : 'waiting',
      skip: row.skip,
      at: row.skip ? null : (row.waitsUntilAt ?? NOW + index * 40_000),
    }));
    this.run = {
      id: 'run1',
      state: 'running',
      by: 'Marisol',
      startedAt: NOW,
      total: can,
      sent: 0,
      yes: 0,
      no: 0,
      noAnswer: 0,
      skipped: rows.length - can,
      waiting: can,
      doneAt,
      items,
    };
    return this.run;
  }
}
