/**
 * Consent at the desk: the proof that is shown, who is due, the run of notices, and the texts somebody should read. It
 * holds what the core said and which people are chosen; who may be texted is never decided here.
 */

import { SvelteSet } from 'svelte/reactivity';
import type {
  DueKind,
  DueList,
  DueRow,
  ProofCard,
  ReviewDecisionKind,
  ReviewList,
  RunChange,
  RunInfo,
  RunPreview,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';

export type DueTab = 'reviews' | 'all' | 'now' | 'soon' | 'noAnswer';

const TABS: Record<Exclude<DueTab, 'reviews' | 'all'>, readonly DueKind[]> = {
  now: ['ended', 'noticeChanged', 'unverified'],
  soon: ['endsSoon'],
  noAnswer: ['noAnswer'],
};

const NOBODY: DueList = { rows: [], now: 0, soon: 0, noAnswer: 0, run: null };

export class Consent {
  /** The card on screen. */
  proof = $state.raw<ProofCard | null>(null);
  due = $state.raw<DueList>(NOBODY);
  reviews = $state.raw<ReviewList>({ items: [], open: 0 });
  loaded = $state(false);
  tab = $state<DueTab>('all');
  readonly chosen = new SvelteSet<string>();
  /** What a run with the chosen people would do. */
  preview = $state.raw<RunPreview | null>(null);
  /** The run instead of the list. */
  showRun = $state(false);

  readonly rows: DueRow[] = $derived.by(() => {
    const tab = this.tab;
    if (tab === 'reviews') return [];
    return tab === 'all' ? this.due.rows : this.due.rows.filter((row) => TABS[tab].includes(row.due));
  });
  readonly dueNow: DueRow[] = $derived(this.due.rows.filter((row) => TABS.now.includes(row.due)));
  readonly run: RunInfo | null = $derived(this.due.run);
  readonly going: boolean = $derived(
    this.run !== null && (this.run.state === 'running' || this.run.state === 'paused'),
  );
  /** What the sidebar counts: people due now, and texts to read. */
  readonly count: number = $derived(this.due.now + this.reviews.open);

  #reading = 0;
  #asking = 0;

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const [due, reviews] = await Promise.all([
      this.core.call('consent.due', {}),
      this.core.call('consent.reviews', {}),
    ]);
    if (reading !== this.#reading) return;
    this.due = due;
    this.reviews = reviews;
    this.loaded = true;
    const known = new Set(due.rows.map((row) => row.thread));
    for (const thread of this.chosen) if (!known.has(thread)) this.chosen.delete(thread);
  }

  /** The page is opened: what waits for a decision comes first, then a run that goes on. */
  async open(): Promise<void> {
    this.#enter();
    const tab = this.tab;
    await this.read();
    // What came meanwhile counts, unless the person has gone on.
    if (this.tab === tab && this.preview === null && this.chosen.size === 0) this.#enter();
  }

  /** Nothing of any patient stays in memory. */
  forget(): void {
    this.#reading += 1;
    this.#asking += 1;
    this.proof = null;
    this.preview = null;
    this.due = NOBODY;
    this.reviews = { items: [], open: 0 };
    this.chosen.clear();
    this.loaded = false;
  }

  /** The proof of a thread's consent, now or at another moment. */
  async showProof(thread: string, atMs: number | null): Promise<void> {
    const asking = ++this.#asking;
    const card = await this.core.call('consent.proof', { thread, atMs });
    if (asking === this.#asking) this.proof = card;
  }

  closeProof(): void {
    this.#asking += 1;
    this.proof = null;
  }

  choose(thread: string, on: boolean): void {
    if (on) this.chosen.add(thread);
    else this.chosen.delete(thread);
  }

  /** Everybody on this tab who can get a notice; a second time nobody. */
  chooseAll(on: boolean): void {
    for (const row of this.rows) this.choose(row.thread, on && row.skip === null);
  }

  async previewRun(): Promise<void> {
    this.preview = await this.core.call('consent.previewRun', { threads: [...this.chosen] });
  }

  async startRun(): Promise<void> {
    await this.core.call('consent.startRun', { threads: [...this.chosen] });
    this.preview = null;
    this.chosen.clear();
    this.showRun = true;
    await this.read();
  }

  async changeRun(change: RunChange): Promise<void> {
    if (!this.run) return;
    await this.core.call('consent.changeRun', { run: this.run.id, change });
    await this.read();
  }

  async decide(review: string, decision: ReviewDecisionKind): Promise<void> {
    await this.core.call('consent.decideReview', { review, decision });
    await this.read();
  }

  #enter(): void {
    this.preview = null;
    this.tab = this.reviews.open > 0 ? 'reviews' : 'all';
    this.showRun = this.going && this.reviews.open === 0;
  }
}
