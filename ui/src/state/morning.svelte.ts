/** Who wrote while the office was closed and still waits. */

import type { MorningQueue } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class Morning {
  queue = $state.raw<MorningQueue | null>(null);

  readonly count: number = $derived(this.queue?.rows.length ?? 0);

  #reading = 0;

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const queue = await this.core.call('hours.morning', {});
    if (reading === this.#reading) this.queue = queue;
  }

  forget(): void {
    this.#reading += 1;
    this.queue = null;
  }
}
