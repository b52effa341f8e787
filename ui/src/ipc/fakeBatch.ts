/** Sending to a list for the fake core: some people with every fate. No rules: the real core has those. */

import type {
  BatchAudience,
  BatchInfo,
  BatchItemKind,
  BatchPreview,
  BatchPreviewRow,
  BatchReply,
  BatchSkipKind,
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
      columns: to.kind === 'file' ? { name: 'Patient', number: 'Cell phone', day: 'Date', time: 'Time' } : null,
      everySeconds: 10,
      doneAt: at(1, 9, 0),
    };
  }

  start(template: string): BatchReply {
    const rows = this.preview('', { kind: 'file', file: '' }, true).rows;
    this.batch = {
      id: 'batch-1',
      state: 'running',
      template,
      by: 'Marisol Vega',
      startedAt: at(0, 10, 36),
      sent: 3,
      failed: 0,
      confirmed: 1,
      skipped: rows.filter((row) => row.skip !== null).length,
      waiting: 2,
      doneAt: at(1, 9, 0),
      items: rows.map(({ name, thread, visitAt, skip, waitsUntilAt }, place) => {
        const state = skip === null ? (CAME[place] ?? 'waiting') : 'skipped';
        return {
          name,
          thread,
          visitAt,
          state,
          skip,
          waitsUntilAt: state === 'waiting' ? waitsUntilAt : null,
          at: state === 'waiting' ? null : at(0, 10, 36 + Math.min(place, 5)),
        };
      }),
    };
    return this.read();
  }

  read(people = true): BatchReply {
    const going = this.batch?.state === 'running' || this.batch?.state === 'paused';
    if (people) return { batch: this.batch, mayStart: this.mayStart };
    return { batch: this.batch && going ? { ...this.batch, items: [] } : null, mayStart: this.mayStart };
  }

  change(change: RunChange): BatchReply {
    const state = { pause: 'paused', resume: 'running', stop: 'stopped' } as const;
    if (this.batch) this.batch = { ...this.batch, state: state[change] };
    return this.read();
  }
}
