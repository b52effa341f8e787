/** Lists of threads of one's own, and the words that threads are marked with. */

import type { OwnView, OwnViewWanted } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class OwnViewsState {
  items = $state.raw<OwnView[]>([]);
  tags = $state.raw<string[]>([]);

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    this.items = (await this.core.call('views.list', {})).views;
  }

  async readTags(): Promise<void> {
    this.tags = (await this.core.call('tags.list', {})).names;
  }

  /** Fails aloud: its form shows the error. Gives the new list. */
  async save(name: string, wanted: OwnViewWanted): Promise<OwnView | null> {
    const before = new Set(this.items.map((one) => one.id));
    this.items = (await this.core.call('views.save', { name, wanted })).views;
    return this.items.find((one) => !before.has(one.id)) ?? null;
  }

  async remove(own: string): Promise<void> {
    this.items = (await this.core.call('views.remove', { own })).views;
  }

  forget(): void {
    this.items = [];
    this.tags = [];
  }
}
