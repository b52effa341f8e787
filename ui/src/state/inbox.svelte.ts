/**
 * The thread list: one view, read in stretches around what is on screen. The core sorts; the window only decides when a
 * new order may appear, because a row must not slip away under the pointer.
 */

import type { OwnView, ThreadRow, View, ViewCounts } from '../ipc/bindings';
import type { Core } from '../ipc/client';

const STRETCH = 100;
const LONGEST = 200;
/** A new order waits this long at most while the pointer is over the list. */
const HOLD = 2000;

type Rows = (ThreadRow | undefined)[];

export class Inbox {
  view = $state<View>('mine');
  /** A list of one's own instead of the view. */
  own = $state.raw<OwnView | null>(null);
  rows = $state.raw<Rows>([]);
  counts = $state.raw<ViewCounts>({ mine: 0, unassigned: 0, all: 0, unanswered: 0, snoozed: 0, closed: 0, unread: 0 });
  loaded = $state(false);
  /** Where the list's keyboard focus is; not the open thread. */
  active = $state<string | null>(null);

  #from = 0;
  #to = STRETCH;
  #reading = 0;
  #pointerOver = false;
  #held: Rows | null = null;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly core: Core) {}

  get total(): number {
    return this.rows.length;
  }

  async show(view: View, own: OwnView | null = null): Promise<void> {
    if (view !== this.view || own?.id !== this.own?.id) {
      this.view = view;
      this.own = own;
      this.loaded = false;
      this.rows = [];
      this.active = null;
    }
    this.#from = 0;
    this.#to = STRETCH;
    await this.read(true);
  }

  /** The rows on screen; rows not read yet are fetched. */
  async reach(from: number, to: number): Promise<void> {
    this.#from = from;
    this.#to = to;
    for (let index = from; index < Math.min(to, this.rows.length); index += 1) {
      if (!this.rows[index]) return this.read(true);
    }
  }

  /** Reads the stretch on screen anew. `atOnce` shows a new order even under the pointer: the person asked for it. */
  async read(atOnce = false): Promise<void> {
    const reading = ++this.#reading;
    const offset = Math.floor(this.#from / STRETCH) * STRETCH;
    const limit = Math.min(LONGEST, Math.max(STRETCH, Math.ceil((this.#to - offset) / STRETCH) * STRETCH));
    const page = await this.core.call('threads.list', {
      view: this.view,
      offset,
      limit,
      own: this.own?.id ?? null,
    });
    if (reading !== this.#reading) return;

    const rows: Rows = new Array<ThreadRow | undefined>(page.total).fill(undefined);
    page.rows.forEach((row, index) => (rows[page.offset + index] = row));
    this.counts = page.counts;
    if (this.loaded && !atOnce && this.#pointerOver && !sameOrder(this.rows, rows)) this.#hold(rows);
    else this.#show(rows);
    this.loaded = true;
  }

  pointer(over: boolean): void {
    this.#pointerOver = over;
    if (!over && this.#held) this.#show(this.#held);
  }

  row(id: string): ThreadRow | undefined {
    return this.rows.find((row) => row?.id === id);
  }

  /** The thread `step` places from `id`, or the first one on the list. */
  neighbour(id: string | null, step: number): ThreadRow | undefined {
    const here = id === null ? -1 : this.rows.findIndex((row) => row?.id === id);
    if (here === -1) return step > 0 ? this.rows[0] : undefined;
    return this.rows[here + step];
  }

  // Words and badges change at once, places only later.
  #hold(rows: Rows): void {
    const fresh = new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
    this.rows = this.rows.map((row) => (row ? (fresh.get(row.id) ?? row) : row));
    this.#held = rows;
    this.#holdTimer ??= setTimeout(() => {
      if (this.#held) this.#show(this.#held);
    }, HOLD);
  }

  #show(rows: Rows): void {
    clearTimeout(this.#holdTimer);
    this.#holdTimer = undefined;
    this.#held = null;
    this.rows = rows;
  }
}

function sameOrder(before: Rows, after: Rows): boolean {
  return (
    before.length === after.length && before.every((row, index) => !row || !after[index] || row.id === after[index].id)
  );
}
