/** Looking threads over, copies and the nightly check for the fake core: a week as in the mocks. No rules here. */

import type {
  AccessList,
  AccessRow,
  AccessStepKind,
  DriftPage,
  MentionItem,
  ReviewAsked,
  ReviewComment,
  ReviewedThread,
  ReviewThread,
  ReviewThreads,
  TrailDetail,
  TrailEntry,
  TrailField,
  TrailPage,
  TrailValue,
  TrailWord,
} from './bindings';
import { at, delivery, text, type FakeThread } from './fakeMorning';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export class FakeReview {
  mentions: MentionItem[] = [];
  comments: ReviewComment[] = [];
  rows: AccessRow[] = [];
  #reviewed = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    private readonly thread: (id: string) => FakeThread,
    private readonly staff: readonly { id: string; name: string }[],
  ) {}

  #all(): ReviewThread[] {
    const now = this.now();
    const row = (thread: string, hoursAgo: number, more: Partial<ReviewThread>): ReviewThread => ({
      thread,
      name: this.thread(thread).name,
      channel: 'sms',
      category: 'scheduling',
      at: now - hoursAgo * HOUR,
      marks: [],
      staff: null,
      reason: null,
      firstReplyMs: null,
      waitingSinceAt: null,
      sent: 2,
      received: 2,
      overWarning: 0,
      failed: 0,
      reviewed: null,
      hidden: null,
      ...more,
    });
    const rows = [
      row('harold', 18, {
        marks: ['warning'],
        staff: 'Kofi Mensah',
        reason: 'Patient asked by text',
        overWarning: 1,
        firstReplyMs: 6 * MINUTE,
      }),
      row('marcus', 0.4, { marks: ['slow', 'waiting'], staff: 'Marisol Vega', waitingSinceAt: now - 24 * MINUTE }),
      row('anh', 47, {
        marks: ['warning'],
        staff: 'Joanne Tran',
        reason: 'Name of the building',
        overWarning: 1,
        firstReplyMs: 4 * MINUTE,
      }),
      row('odell', 68, { staff: 'Marisol Vega', firstReplyMs: 9 * MINUTE }),
      row('renee', 97, { marks: ['slow'], staff: 'Kofi Mensah', firstReplyMs: 38 * MINUTE }),
    ];
    return rows.map((one) => {
      const at = this.#reviewed.get(one.thread);
      return at === undefined ? one : { ...one, reviewed: { by: 'Dana Whitfield', at } };
    });
  }

  threads(asked: ReviewAsked): ReviewThreads {
    const rows = this.#all().filter(
      (row) =>
        (asked.any.length === 0 || row.marks.some((mark) => asked.any.includes(mark))) &&
        (asked.staff === null || this.staff.some((one) => one.id === asked.staff && one.name === row.staff)) &&
        (asked.category === null || row.category === asked.category) &&
        (asked.channel === null || row.channel === asked.channel) &&
        (asked.language === null || (this.thread(row.thread).patient?.language ?? 'en') === asked.language) &&
        !(asked.unreviewed && row.reviewed !== null),
    );
    return { rows, total: rows.length, staff: this.staff.map(({ id, name }) => ({ id, name })) };
  }

  open(id: string): ReviewedThread {
    const thread = this.thread(id);
    const patient = { kind: 'patient', name: thread.name } as const;
    const sent = 'Mr. Whitcombe, that was the lisinopril. Call us if you feel dizzy.';
    const before =
      id === 'harold'
        ? [
            text(patient, 'What was the name of the pill Dr. Landry said to stop?', at(-1, 16, 6)),
            text({ kind: 'colleague', name: 'Kofi' }, sent, at(-1, 16, 12), {
              id: 'warned',
              delivery: delivery('delivered'),
            }),
            text(patient, 'Ok thank you', at(-1, 16, 20)),
          ]
        : [];
    return {
      thread: id,
      name: thread.name,
      number: thread.number,
      badge: thread.badge,
      timeline: { items: [...before, ...thread.items.slice(-50)], earlier: null },
      over:
        id === 'harold'
          ? [
              {
                message: 'warned',
                at: at(-1, 16, 12),
                staff: 'Kofi',
                verdict: 'portalOnly',
                categories: ['Medicine name'],
                marks: [[sent.indexOf('lisinopril'), sent.indexOf('lisinopril') + 10]],
                reason: 'Patient asked by text.',
                consent: 'expired',
                ground: 'implied',
              },
            ]
          : [],
      comments: this.comments,
      colleagues: this.staff.filter((one) => one.id !== 'dana').map(({ id: user, name }) => ({ id: user, name })),
      may: true,
      problem: id === 'harold' ? 'warned' : null,
    };
  }

  /** The audit log, as long as a page. */
  log(only: string | null, by: string | null, before: number | null): TrailPage {
    const line = (entry: number, what: string, thread: string | null, more: Partial<TrailEntry> = {}): TrailEntry => ({
      entry,
      at: at(0, 10, 42) - (412 - entry) * 240_000,
      actor: 'staff',
      by: this.staff[entry % this.staff.length]?.name ?? null,
      what,
      about: thread === null ? null : { thread, name: this.thread(thread).name, hidden: null },
      detail: [],
      ...more,
    });
    const said = (field: TrailField, value: TrailValue): TrailDetail => ({ field, name: field, value });
    const word = (field: TrailField, code: TrailWord) => said(field, { kind: 'word', word: code });
    const number = (field: TrailField, many: number) => said(field, { kind: 'number', number: many });
    const text = (field: TrailField, words: string) => said(field, { kind: 'text', text: words });
    const foyer = { actor: 'foyer', by: null } as const;
    const carrier = { actor: 'carrier', by: null } as const;
    const entries = [
      line(412, 'report.read', 'marcus', { detail: [number('messages', 3)] }),
      line(411, 'delivery.reported', 'marcus', { ...carrier, detail: [word('state', 'delivered')] }),
      line(410, 'outbox.accepted', 'marcus', { ...foyer, detail: [text('providerId', 'SM0f21')] }),
      line(409, 'text.queue', 'marcus', {
        detail: [word('purpose', 'reply'), word('verdict', 'clean'), text('computer', 'FRONT-DESK-2')],
      }),
      line(408, 'thread.view', 'marcus'),
      line(407, 'text.received', 'harold', { actor: 'patient', by: null, detail: [word('badge', 'granted')] }),
      line(406, 'text.send_over_warning', 'harold', { detail: [word('verdict', 'portalOnly')] }),
      line(405, 'session.sign_in', null),
    ];
    const wanted = entries.filter(
      (entry) =>
        (only === null || entry.about?.thread === only) &&
        (by === null || entry.by === this.staff.find((one) => one.id === by)?.name),
    );
    const people = this.staff.map(({ id, name }) => ({ id, name }));
    if (before !== null) return { entries: [line(before - 1, 'backup.make', null, foyer)], before: null, people };
    return { entries: wanted, before: only === null && by === null ? 405 : null, people };
  }

  mark(thread: string): void {
    this.#reviewed.set(thread, this.now());
  }

  comment(text: string, asks: string[]): void {
    this.comments = [
      ...this.comments,
      {
        id: `comment${this.comments.length + 1}`,
        by: 'Dana Whitfield',
        at: this.now(),
        text,
        asks: this.staff.filter((one) => asks.includes(one.id)).map((one) => one.name),
      },
    ];
  }

  access(): AccessList {
    const open = this.rows.filter((row) => row.end === null);
    return { rows: this.rows, open: open.length, late: open.filter((row) => row.late).length, today: '2026-11-20' };
  }

  enter(thread: string, askedOn: string): string {
    const of = this.thread(thread);
    const id = `request${this.rows.length + 1}`;
    const row: AccessRow = {
      id,
      thread,
      name: of.name,
      askedOn,
      dueOn: '2026-12-20',
      daysLeft: 30,
      rule: 'federal',
      late: false,
      mayExtend: true,
      steps: [],
      end: null,
      numbers: [of.number],
      shared: [],
    };
    this.rows = [row, ...this.rows];
    return id;
  }

  step(request: string, step: AccessStepKind, words: string): AccessList {
    this.rows = this.rows.map((row) =>
      row.id !== request
        ? row
        : {
            ...row,
            steps: [...row.steps, { what: step, on: '2026-11-20', by: 'Dana Whitfield', words }],
            end: step.kind === 'extended' ? null : step.kind,
            mayExtend: false,
            ...(step.kind === 'extended' ? { dueOn: '2027-01-19', daysLeft: 60 } : {}),
          },
    );
    return this.access();
  }

  drift: DriftPage = {
    last: {
      id: 'scan',
      at: 0,
      by: null,
      templates: 5,
      replies: 2,
      texts: 412,
      found: [
        {
          what: 'sentAsMore',
          template: 'visit',
          name: 'Visit reminder',
          mayPropose: false,
          declared: 'visitDetails',
          told: 'clinical',
          times: 6,
        },
        {
          what: 'spanishOlder',
          template: 'running',
          name: 'Running late',
          mayPropose: false,
          declared: 'officeFacts',
          told: 'officeFacts',
          times: 1,
        },
        {
          what: 'typedBehind',
          template: 'parking',
          name: 'Directions and parking',
          mayPropose: true,
          declared: 'officeFacts',
          told: 'officeFacts',
          times: 14,
        },
        {
          what: 'byHand',
          template: null,
          name: '',
          mayPropose: false,
          declared: 'visitDetails',
          told: 'clinical',
          times: 2,
        },
      ],
      signedBy: null,
      signedAt: null,
      words: '',
    },
    before: [],
    maySign: true,
  };

  nightly(templates: readonly { id: string; name: string }[]): DriftPage {
    const last = this.drift.last;
    if (!last) return this.drift;
    const id = (name: string) => templates.find((one) => one.name === name)?.id ?? null;
    const found = last.found.map((one) => ({ ...one, template: one.name === '' ? null : id(one.name) }));
    return { ...this.drift, last: { ...last, at: last.at || this.now() - 8.5 * HOUR, found } };
  }

  sign(words: string): void {
    if (this.drift.last)
      this.drift.last = { ...this.drift.last, signedBy: 'Dana Whitfield', signedAt: this.now(), words };
  }
}
