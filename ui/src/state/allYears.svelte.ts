/** The page that looks through all years: what is asked, what was found so far, and what was said around one text. */

import type { FoundText, SearchAsked, SearchPage, TextHit } from '../ipc/bindings';
import type { Core } from '../ipc/client';

const PAUSE = 160;
const NOTHING: SearchAsked = {
  text: '',
  inside: false,
  staff: null,
  fromDay: null,
  toDay: null,
  channel: null,
  failed: false,
  handedOff: false,
  withFile: false,
  only: null,
};

export class AllYears {
  asked = $state.raw<SearchAsked>(NOTHING);
  /** The first part of the answer: people, staff, and whether a part of a word was cut. */
  page = $state.raw<SearchPage | null>(null);
  texts = $state.raw<TextHit[]>([]);
  hidden = $state(0);
  next = $state<string | null>(null);
  open = $state.raw<FoundText | null>(null);
  selected = $state<string | null>(null);
  busy = $state(false);

  #asking = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: Core,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** Whether anything is asked at all. */
  get asks(): boolean {
    const { text, staff, fromDay, toDay, channel, failed, handedOff, withFile, only } = this.asked;
    return (
      text.trim() !== '' ||
      [staff, fromDay, toDay, channel, only].some((one) => one !== null) ||
      failed ||
      handedOff ||
      withFile
    );
  }

  /** Typing waits a moment; a filter does not. */
  type(text: string): void {
    this.asked = { ...this.asked, text };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read().catch(this.failed), PAUSE);
  }

  async change(part: Partial<SearchAsked>): Promise<void> {
    clearTimeout(this.#timer);
    this.asked = { ...this.asked, ...part };
    await this.read();
  }

  async read(): Promise<void> {
    const asking = ++this.#asking;
    this.busy = true;
    try {
      const page = await this.core.call('search.texts', { asked: this.asked, after: null });
      if (asking !== this.#asking) return;
      this.page = page;
      this.#take(page, []);
      this.open = null;
      this.selected = null;
    } finally {
      if (asking === this.#asking) this.busy = false;
    }
  }

  /** The next part, further back. */
  async more(): Promise<void> {
    if (this.next === null) return;
    const asking = this.#asking;
    const page = await this.core.call('search.texts', { asked: this.asked, after: this.next });
    if (asking === this.#asking) this.#take(page, this.texts, this.hidden);
  }

  /** What was said around a text or note. Looking is written down by the core. */
  async choose({ message, note }: TextHit): Promise<void> {
    this.selected = message;
    const open = await this.core.call('search.around', { message, note });
    if (this.selected === message) this.open = open;
  }

  /** Keeps all that was found as a file; whether the person did. */
  async save(): Promise<boolean> {
    return (await this.core.call('search.save', { asked: this.asked })).saved;
  }

  forget(): void {
    this.#asking += 1;
    clearTimeout(this.#timer);
    this.asked = NOTHING;
    this.page = null;
    this.texts = [];
    this.hidden = 0;
    this.next = null;
    this.open = null;
    this.selected = null;
    this.busy = false;
  }

  #take(page: SearchPage, before: TextHit[], hidden = 0): void {
    this.texts = [...before, ...page.texts];
    this.hidden = hidden + page.hidden;
    this.next = page.next;
  }
}
