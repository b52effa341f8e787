/** The audit log as it is read on screen: which entries, newest first, as far back as somebody went. */

import type { Colleague, TrailEntry } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class EntriesState {
  /** One thread's entries only; null for all. */
  thread = $state.raw<{ thread: string; name: string } | null>(null);
  /** One person's only; empty for everybody's. */
  by = $state('');
  rows = $state.raw<TrailEntry[] | null>(null);
  /** Where to go on; null at the beginning of the trail. */
  before = $state<number | null>(null);
  people = $state.raw<Colleague[]>([]);

  /** Whether somebody came for it from another page. */
  asked = $state(false);

  #reading = 0;

  constructor(private readonly core: Core) {}

  /** Somebody wants to see it, of one thread or of everything. */
  ask(thread: { thread: string; name: string } | null): void {
    this.forget();
    this.thread = thread;
    this.asked = true;
  }

  async read(): Promise<void> {
    await this.#take(null);
  }

  async older(): Promise<void> {
    if (this.before !== null) await this.#take(this.before);
  }

  /** What is shown, all of it, as a file; whether somebody kept it. */
  async save(): Promise<boolean> {
    return (await this.core.call('audit.save', this.#wanted())).saved;
  }

  #wanted() {
    return { thread: this.thread?.thread ?? null, by: this.by === '' ? null : this.by };
  }

  async #take(before: number | null): Promise<void> {
    const reading = ++this.#reading;
    const page = await this.core.call('audit.read', { before, ...this.#wanted() });
    if (reading !== this.#reading) return;
    this.rows = before === null ? page.entries : [...(this.rows ?? []), ...page.entries];
    this.before = page.before;
    this.people = page.people;
  }

  forget(): void {
    this.#reading += 1;
    this.asked = false;
    this.thread = null;
    this.by = '';
    this.rows = null;
    this.before = null;
    this.people = [];
  }
}
