/** Sending to a list for the fake core: some people with every fate. No rules: the real core has those. */

import type {
  BatchAudience,
  BatchInfo,
  BatchItemKind,
  BatchListShape,
  BatchPreview,
  BatchPreviewRow,
  BatchReply,
  BatchSkipKind,
  EarlierBatches,
  OverCeiling,
  RunChange,
} from './bindings';
import { at } from './fakeMorning';

type Somebody = [name: string, thread: string | null, hour: number | null, skip: BatchSkipKind | null];

const PEOPLE: readonly Somebody[] = [
  ['Odell Broussard', 'odell', 9, null],
  ['Lupe Sandoval', 'lupe', 9, null],
  ['Anh Pham', 'anh', 10, null],
  ['Delphine Arceneaux', 'delphine', 10, 'optedOut'],
  ['Marcus Oyelaran', 'marcus', 11, null],
  ['Ray Thibodeaux', null, 13, 'noNumber'],
  ['Gloria Fontenot', 'gloria', 14, null],
  ['Teo Sandoval', 'lupe', 14, 'household'],
  ['Hank Guidry', null, null, 'noVisit'],
];

/** How far the fake batch has come, by place. */
const CAME: Partial<Record<number, BatchItemKind>> = { 0: 'confirmed', 1: 'delivered', 2: 'sent' };

export class FakeBatch {
  batch: BatchInfo | null = null;
  mayStart = true;
  /** Where the list is longer than what may still leave. */
  over: OverCeiling | null = null;

  /** Those of before, the newest first. */
  earlier: BatchInfo[] = [
    this.made(
      {
        id: 'batch-0',
        state: 'done',
        template: 'Visit reminder',
        by: 'Dana Ruiz',
        startedAt: at(-1, 15, 5),
        waiting: 0,
      },
      { 0: 'confirmed', 1: 'delivered', 2: 'delivered', 4: 'delivered', 6: 'delivered' },
    ),
  ];

  readList(): BatchListShape {
    return {
      columns: [
        { name: 'Patient', samples: ['Odell Broussard'] },
        { name: 'Cell phone', samples: ['(504) 555-0143'] },
        { name: 'Date', samples: ['11/24/2026'] },
        { name: 'Time', samples: ['9:15 AM'] },
        { name: 'Home phone', samples: ['(504) 555-0190'] },
      ],
      rows: PEOPLE.length,
      guess: { number: 1, name: 0, day: 2, time: 3 },
    };
  }

  list(): EarlierBatches {
    const all = this.batch ? [this.batch, ...this.earlier] : this.earlier;
    return { batches: all.map((one) => ({ ...one, items: [] })), more: false };
  }

  preview(_template: string, to: BatchAudience, openOnly: boolean): BatchPreview {
    const rows = PEOPLE.map(([name, thread, hour, skip]): BatchPreviewRow => {
      const visitAt = hour === null ? null : at(4, hour, 15);
      const first = name.split(' ')[0];
      const time = hour === null ? '' : `${((hour + 11) % 12) + 1}:15 ${hour < 12 ? 'AM' : 'PM'}`;
      return {
        name,
        thread,
        visitAt: to.kind === 'file' ? visitAt : null,
        skip,
        waitsUntilAt: openOnly && thread === 'gloria' ? at(1, 9, 0) : null,
        text:
          skip === null
            ? `${first}, this is Bayou Family Clinic. Your visit is Tue, Nov 24 at ${time}. Reply C to confirm, or call (713) 555-0100 to move it.`
            : null,
      };
    });
    return {
      rows,
      can: rows.filter((row) => row.skip === null).length,
      wait: rows.filter((row) => row.waitsUntilAt !== null).length,
      skipped: rows.flatMap((row) => (row.skip === null ? [] : [{ why: row.skip, count: 1 }])),
      columns:
        to.kind === 'file'
          ? {
              name: 'Patient',
              number: to.mapping?.number === 4 ? 'Home phone' : 'Cell phone',
              day: 'Date',
              time: 'Time',
            }
          : null,
      everySeconds: 10,
      doneAt: at(1, 9, 0),
      over: this.over,
    };
  }

  start(template: string): BatchReply {
    this.batch = this.made(
      { id: 'batch-1', state: 'running', template, by: 'Marisol Vega', startedAt: at(0, 10, 36), waiting: 2 },
      CAME,
    );
    return this.read();
  }

  /** A batch over everybody, of whom some have come so far. */
  private made(
    one: Pick<BatchInfo, 'id' | 'state' | 'template' | 'by' | 'startedAt' | 'waiting'>,
    came: Partial<Record<number, BatchItemKind>>,
  ): BatchInfo {
    const rows = this.preview('', { kind: 'file', file: '', mapping: null }, true).rows;
    return {
      ...one,
      sent: Object.keys(came).length,
      failed: 0,
      confirmed: 1,
      skipped: rows.filter((row) => row.skip !== null).length,
      mayChange: one.state === 'running',
      doneAt: one.waiting > 0 ? at(1, 9, 0) : null,
      items: rows.map(({ name, thread, visitAt, skip, waitsUntilAt }, place) => {
        const state = skip === null ? (came[place] ?? 'waiting') : 'skipped';
        return {
          name,
          hidden: null,
          thread,
          visitAt,
          state,
          skip,
          waitsUntilAt: state === 'waiting' ? waitsUntilAt : null,
          at: state === 'waiting' ? null : one.startedAt + Math.min(place, 5) * 60_000,
        };
      }),
    };
  }

  read(people = true, id: string | null = null): BatchReply {
    if (id !== null) {
      const one = [this.batch, ...this.earlier].find((batch) => batch?.id === id) ?? null;
      return { batch: one, mayStart: this.mayStart };
    }
    const going = this.batch?.state === 'running' || this.batch?.state === 'paused';
    if (people) return { batch: this.batch, mayStart: this.mayStart };
    return { batch: this.batch && going ? { ...this.batch, items: [] } : null, mayStart: this.mayStart };
  }

  change(change: RunChange): BatchReply {
    const state = { pause: 'paused', resume: 'running', stop: 'stopped' } as const;
    if (this.batch) this.batch = { ...this.batch, state: state[change], mayChange: change !== 'stop' };
    return this.read();
  }
}
