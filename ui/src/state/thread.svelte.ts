/**
 * Open threads. What the core read is held as it came; older stretches are laid before it. The last five timelines stay
 * in memory so that going back and forth is instant.
 */

import type { ThreadDetail, TimelineItem, TimelinePage } from '../ipc/bindings';
import type { Core } from '../ipc/client';

const KEPT = 5;
const MOST = 200;
/** How long the conversation that was open may stand while the next one is read, in milliseconds. */
const STANDS = 100;

export class OpenThread {
  readonly id: string;
  detail = $state.raw<ThreadDetail>() as ThreadDetail;
  items = $state.raw<TimelineItem[]>([]);
  earlier = $state<string | null>(null);
  loadingEarlier = $state(false);

  constructor(
    private readonly core: Core,
    detail: ThreadDetail,
  ) {
    this.id = detail.row.id;
    this.take(detail);
  }

  /** A newer reading of the same thread: its stretch replaces the end, older items stay before it. */
  take(detail: ThreadDetail): void {
    const before = this.detail as ThreadDetail | undefined;
    this.detail = detail;
    const fresh = detail.timeline;
    // What is hidden now is not kept from when it was not.
    if (detail.hidden !== null || (before && before.hidden !== null)) {
      this.items = fresh.items;
      this.earlier = fresh.earlier;
      return;
    }
    const joined = join(this.items, fresh);
    this.items = joined.items;
    if (!joined.keptOlder) this.earlier = fresh.earlier;
  }

  /** One item that a command gave back, before the next reading. */
  put(item: TimelineItem): void {
    const same = this.items.findIndex((one) => one.id === item.id || sameIntent(one, item));
    this.items = same === -1 ? [...this.items, item] : this.items.map((one, index) => (index === same ? item : one));
  }

  async readEarlier(): Promise<void> {
    if (this.earlier === null || this.loadingEarlier) return;
    this.loadingEarlier = true;
    try {
      const page = await this.core.call('threads.earlier', { thread: this.id, earlier: this.earlier });
      const known = new Set(this.items.map((item) => item.id));
      this.items = [...page.items.filter((item) => !known.has(item.id)), ...this.items];
      this.earlier = page.earlier;
    } finally {
      this.loadingEarlier = false;
    }
  }

  async refresh(): Promise<void> {
    const latest = Math.min(MOST, Math.max(50, this.items.length));
    this.take(await this.core.call('threads.refresh', { thread: this.id, latest }));
  }
}

export class Threads {
  /** The row that is selected, at once on click. */
  selected = $state<string | null>(null);
  /**
   * What the conversation shows. While `selected` is read, what was open before stands a moment longer: an empty column
   * in between would take a frame of its own, and every step through the list would be drawn twice.
   */
  shown = $state.raw<OpenThread | null>(null);

  #kept: OpenThread[] = [];
  #opening = 0;
  #blank: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly core: Core) {}

  /** The thread that is selected, once it is read. Whatever is done to a thread is done to this one. */
  get current(): OpenThread | null {
    return this.shown?.id === this.selected ? this.shown : null;
  }

  async open(id: string): Promise<OpenThread | null> {
    const opening = ++this.#opening;
    this.selected = id;
    const kept = this.#kept.find((thread) => thread.id === id) ?? null;
    if (kept) this.#show(kept);
    else this.#blank ??= setTimeout(() => this.#show(this.current), STANDS);
    try {
      const detail = await this.core.call('threads.open', { thread: id });
      if (kept) kept.take(detail);
      if (opening !== this.#opening) return null;
      const thread = kept ?? new OpenThread(this.core, detail);
      this.#show(thread);
      this.#keep(thread);
      return thread;
    } catch (thrown) {
      if (opening === this.#opening) this.leave();
      throw thrown;
    }
  }

  /** Nothing is open. Nothing else opens by itself: opening marks read and is logged. */
  leave(): void {
    this.#opening += 1;
    this.selected = null;
    this.#show(null);
  }

  /** Something changed in a thread. Seen if it is open and somebody looks; a kept one is read again when opened. */
  async changed(id: string, looking: boolean): Promise<void> {
    const thread = this.current;
    if (thread?.id !== id) {
      this.#kept = this.#kept.filter((kept) => kept.id !== id);
      return;
    }
    if (!looking) return thread.refresh();
    await thread.refresh();
    if (thread.detail.row.unread > 0 && thread.detail.hidden === null && this.current === thread) {
      thread.take(await this.core.call('threads.open', { thread: id }));
    }
  }

  /** Nothing of any thread stays in memory. */
  forget(): void {
    this.leave();
    this.#kept = [];
  }

  #show(thread: OpenThread | null): void {
    clearTimeout(this.#blank);
    this.#blank = undefined;
    this.shown = thread;
  }

  #keep(thread: OpenThread): void {
    this.#kept = [thread, ...this.#kept.filter((kept) => kept.id !== thread.id)].slice(0, KEPT);
  }
}

function join(before: TimelineItem[], fresh: TimelinePage): { items: TimelineItem[]; keptOlder: boolean } {
  const first = fresh.items[0];
  if (!first || fresh.earlier === null) return { items: fresh.items, keptOlder: false };
  const place = before.findIndex((item) => item.id === first.id);
  if (place <= 0) return { items: fresh.items, keptOlder: false };
  return { items: [...before.slice(0, place), ...fresh.items], keptOlder: true };
}

function sameIntent(a: TimelineItem, b: TimelineItem): boolean {
  return a.kind === 'message' && b.kind === 'message' && a.clientId !== null && a.clientId === b.clientId;
}
