/** The texts that have not left yet. */

import type { OutboxItem, Resolution } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class Outbox {
  items = $state.raw<OutboxItem[]>([]);
  loaded = $state(false);

  readonly unconfirmed: number = $derived(this.items.filter((item) => item.delivery.state === 'notConfirmed').length);

  #reading = 0;

  constructor(
    private readonly core: Core,
    private readonly onread: (items: OutboxItem[]) => void = () => undefined,
  ) {}

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const list = await this.core.call('outbox.list', {});
    if (reading !== this.#reading) return;
    this.items = list.items;
    this.loaded = true;
    this.onread(list.items);
  }

  /** Takes a waiting text back; its words return. */
  async cancel(message: string): Promise<string> {
    const { text } = await this.core.call('messages.cancel', { message });
    await this.read();
    return text;
  }

  async resolve(message: string, choice: Resolution): Promise<void> {
    await this.core.call('messages.resolve', { message, choice });
    await this.read();
  }
}
