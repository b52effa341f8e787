/** The texts that have not left yet. */

import type { FrozenCopy, OutboxItem, Resolution } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class Outbox {
  items = $state.raw<OutboxItem[]>([]);
  /** What is to leave later, the earliest first. */
  scheduled = $state.raw<OutboxItem[]>([]);
  loaded = $state(false);
  /** An older copy of the store that waits for a person's word. */
  frozen = $state.raw<FrozenCopy | null>(null);

  readonly unconfirmed: number = $derived(this.items.filter((item) => item.delivery.state === 'notConfirmed').length);

  #reading = 0;

  constructor(
    private readonly core: Core,
    private readonly onread: (items: OutboxItem[]) => void = () => undefined,
  ) {}

  async read(): Promise<void> {
    const reading = ++this.#reading;
    const [list, { copy }] = await Promise.all([
      this.core.call('outbox.list', {}),
      this.core.call('outbox.frozen', {}),
    ]);
    if (reading !== this.#reading) return;
    this.items = list.items;
    this.scheduled = list.scheduled;
    this.frozen = copy;
    this.loaded = true;
    this.onread(list.items);
  }

  /** Takes a waiting text back; its words return. */
  async cancel(message: string): Promise<string> {
    const { text } = await this.core.call('messages.cancel', { message });
    await this.read();
    return text;
  }

  /** A person lets an older copy go on. */
  async thaw(send: string[], drop: string[]): Promise<void> {
    await this.core.call('outbox.thaw', { send, drop });
    await this.read();
  }

  async resolve(message: string, choice: Resolution): Promise<void> {
    await this.core.call('messages.resolve', { message, choice });
    await this.read();
  }
}
