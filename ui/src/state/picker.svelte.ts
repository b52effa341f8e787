/**
 * The templates that fit what is typed after a slash. Which they are, in what order and in which language is the core's
 * answer; here is where the slash stands and which row the arrows are on.
 */

import type { Picker, PickerRow } from '../ipc/bindings';
import type { Core } from '../ipc/client';

/** A slash at the beginning of a word, and what follows it up to the caret. */
const SLASH = /(?:^|\s)\/([\p{L}\p{N} ]{0,30})$/u;

export class PickerState {
  page = $state.raw<Picker | null>(null);
  active = $state(0);
  typed = $state('');
  /** Where the slash is. */
  start = 0;

  /** Chosen with Ctrl E; else the patient's. */
  #language: string | null = null;
  /** The slash somebody wants to keep as it is. */
  #kept: number | null = null;
  #asked = 0;
  /** What a slash alone was answered with last: shown at once, until the core has answered anew. */
  #ahead: Picker | null = null;

  constructor(
    private readonly core: Core,
    private readonly thread: string,
  ) {}

  get open(): boolean {
    return this.page !== null;
  }

  get row(): PickerRow | null {
    return this.page?.rows[this.active] ?? null;
  }

  /** Where the words after the slash end. */
  get end(): number {
    return this.start + 1 + this.typed.length;
  }

  /** Somebody is about to write: what a slash would open is read before it is typed. */
  async readAhead(): Promise<void> {
    if (!this.open) this.#ahead = await this.#read('', null);
  }

  /** The draft, or the caret in it, has changed. */
  async follow(text: string, caret: number): Promise<void> {
    const found = SLASH.exec(text.slice(0, caret));
    const typed = found?.[1];
    if (typed === undefined) {
      this.#kept = null;
      return this.close();
    }
    this.start = caret - typed.length - 1;
    if (this.#kept === this.start) return this.close();
    this.typed = typed;
    const ahead = typed === '' && this.#language === null ? this.#ahead : null;
    if (ahead) this.#show(ahead);
    await this.#ask(ahead !== null);
  }

  async otherLanguage(): Promise<void> {
    if (!this.page) return;
    this.#language = this.page.language === 'es' ? 'en' : 'es';
    await this.#ask();
  }

  move(by: 1 | -1): void {
    const many = this.page?.rows.length ?? 0;
    if (many > 0) this.active = (this.active + by + many) % many;
  }

  /** Esc: what is typed stays as it is. */
  keep(): void {
    this.#kept = this.start;
    this.close();
  }

  close(): void {
    this.#asked += 1;
    this.page = null;
    this.typed = '';
    this.active = 0;
  }

  /** `shown`: an older answer to the same question is on screen, and the arrows may have moved in it. */
  async #ask(shown = false): Promise<void> {
    const asked = ++this.#asked;
    const [typed, language] = [this.typed, this.#language];
    const page = await this.#read(typed, language);
    if (typed === '' && language === null) this.#ahead = page;
    if (asked !== this.#asked) return;
    const on = shown ? this.row?.template : undefined;
    this.#show(page);
    this.active = Math.max(
      0,
      page.rows.findIndex((one) => one.template === on),
    );
  }

  #read(typed: string, language: string | null): Promise<Picker> {
    return this.core.call('templates.pick', { thread: this.thread, typed, ...(language === null ? {} : { language }) });
  }

  #show(page: Picker): void {
    // Words after a slash that fit nothing are words: the list goes once a space follows them.
    this.page = page.rows.length === 0 && this.typed.includes(' ') ? null : page;
    this.active = 0;
  }
}
