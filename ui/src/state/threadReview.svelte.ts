/** Looking threads over: which are listed, which one is read, and what is said about it. The core finds and keeps. */

import type { ReviewAsked, ReviewedThread, ReviewThread, ReviewThreads } from '../ipc/bindings';
import type { Core } from '../ipc/client';

const NOTHING: ReviewAsked = {
  period: 'week',
  staff: null,
  category: null,
  channel: null,
  language: null,
  any: [],
  unreviewed: false,
};

export class ThreadReviewState {
  asked = $state.raw<ReviewAsked>(NOTHING);
  page = $state.raw<ReviewThreads | null>(null);
  /** The thread that is read. */
  open = $state.raw<ReviewedThread | null>(null);
  selected = $state<string | null>(null);

  #reading = 0;

  constructor(private readonly core: Core) {}

  get row(): ReviewThread | null {
    return this.page?.rows.find((row) => row.thread === this.selected) ?? null;
  }

  /** Its place in the list, from 1; 0 for none. */
  get place(): number {
    return (this.page?.rows.findIndex((row) => row.thread === this.selected) ?? -1) + 1;
  }

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const page = await this.core.call('review.threads', { asked: this.asked });
    if (reading === this.#reading) this.page = page;
  }

  async change(part: Partial<ReviewAsked>): Promise<void> {
    this.asked = { ...this.asked, ...part };
    await this.read();
  }

  async choose(thread: string): Promise<void> {
    this.selected = thread;
    if (this.open?.thread !== thread) this.open = null;
    if (this.row?.hidden) return;
    const open = await this.core.call('review.open', { thread });
    if (this.selected === thread) this.open = open;
  }

  /** To the next thread of the list or the one before; hidden ones are stepped over. */
  async step(by: 1 | -1): Promise<void> {
    const rows = this.page?.rows ?? [];
    let at = this.place - 1 + (this.place === 0 && by === -1 ? rows.length : by);
    while (rows[at]?.hidden) at += by;
    const next = rows[at];
    if (next) await this.choose(next.thread);
  }

  /** Marks the thread that is read and goes on to the next one of the list. */
  async mark(): Promise<void> {
    if (!this.open) return;
    const next = this.page?.rows.slice(this.place).find((row) => !row.hidden)?.thread;
    await this.core.call('review.mark', { thread: this.open.thread });
    await this.read();
    if (next !== undefined) await this.choose(next);
  }

  /** Fails aloud: its form shows the error. */
  async comment(text: string, asks: string[], clientId: string): Promise<void> {
    const thread = this.open?.thread;
    if (thread === undefined) return;
    await this.core.call('review.comment', { thread, text, asks, clientId });
    await this.choose(thread);
  }

  forget(): void {
    this.#reading += 1;
    this.asked = NOTHING;
    this.page = null;
    this.open = null;
    this.selected = null;
  }
}
