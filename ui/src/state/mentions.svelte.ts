/** What colleagues ask whoever sits here; gone when they open the thread. */

import type { MentionItem } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class Mentions {
  items = $state.raw<MentionItem[]>([]);

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    this.items = (await this.core.call('review.mentions', {})).items;
  }

  forget(): void {
    this.items = [];
  }
}
