/** Find as you type. Only the answer to the newest question is kept. */

import type { SearchReply } from '../ipc/bindings';
import type { Core } from '../ipc/client';

const PAUSE = 80;
const EMPTY: SearchReply = { people: [], messages: [], newNumber: null };

export class Search {
  text = $state('');
  found = $state.raw<SearchReply>(EMPTY);
  /** The question `found` answers. */
  answered = $state('');

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: Core,
    private readonly limit: number,
  ) {}

  ask(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    if (text.trim() === '') {
      this.#asked += 1;
      this.found = EMPTY;
      this.answered = '';
      return;
    }
    this.#timer = setTimeout(() => void this.#find(text), PAUSE);
  }

  clear(): void {
    this.ask('');
  }

  async #find(text: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const found = await this.core.call('search.find', { text, limit: this.limit });
      if (asked !== this.#asked) return;
      this.found = found;
    } catch {
      if (asked !== this.#asked) return;
      this.found = EMPTY;
    }
    this.answered = text;
  }
}
