/** One toast at a time, in the conversation column, for what can be undone or went wrong. */

import type { OutboxItem } from '../ipc/bindings';
import { asCallError } from '../ipc/client';
import { t } from '../text';
import type { Announcer } from './announcer.svelte';

export type Toast = {
  kind: 'done' | 'handoff' | 'sending' | 'problem';
  text: string;
  /** When a text or the link of a hand-off goes out, in the core's time, and which text that is. */
  untilAt: number | null;
  link: string | null;
  undo: (() => Promise<void>) | null;
};

/** Undo stays this long; the time stands still while the toast has pointer or focus. */
const STAYS = 8000;

export class Toasts {
  current = $state.raw<Toast | null>(null);

  #left = STAYS;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly announcer: Announcer) {}

  done(text: string, undo: (() => Promise<void>) | null = null): void {
    this.#show({ kind: 'done', text, untilAt: null, link: null, undo }, STAYS);
  }

  /** The link of a hand-off; leaves when the link goes out. */
  handoff(
    text: string,
    untilAt: number | null,
    stays: number,
    undo: (() => Promise<void>) | null,
    link: string | null = null,
  ): void {
    this.#show({ kind: 'handoff', text, untilAt, link, undo }, stays);
  }

  /** A text that leaves at its time; until then it can be taken back. */
  sending(text: string, untilAt: number, stays: number, message: string, undo: () => Promise<void>): void {
    this.#show({ kind: 'sending', text, untilAt, link: message, undo }, stays);
  }

  /** What waits to be sent, as just read: a link that no longer does cannot be undone, whatever the clock says. */
  follow(waiting: readonly OutboxItem[]): void {
    const toast = this.current;
    if (toast?.link == null) return;
    const item = waiting.find((one) => one.message === toast.link);
    if (item?.delivery.canCancel === true) return;
    if (toast.kind === 'sending') return this.dismiss();
    this.#show({ kind: 'done', text: t.toast.movedSent, untilAt: null, link: null, undo: null }, STAYS);
  }

  /** A command that failed. Says what the core advises. */
  problem(thrown: unknown): void {
    this.#show({ kind: 'problem', text: asCallError(thrown).advice, untilAt: null, link: null, undo: null }, STAYS);
  }

  async undo(): Promise<void> {
    const toast = this.current;
    if (!toast?.undo) return;
    this.dismiss();
    try {
      await toast.undo();
    } catch (thrown) {
      this.problem(thrown);
    }
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.current = null;
  }

  pause(): void {
    // What leaves at its own time: holding the toast would promise an undo that is over.
    if (!this.current || ['handoff', 'sending'].includes(this.current.kind) || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left = Math.max(1000, this.#left - (Date.now() - this.#startedAt));
  }

  resume(): void {
    if (this.current && this.#timer === undefined) this.#run(this.#left);
  }

  #show(toast: Toast, stays: number): void {
    clearTimeout(this.#timer);
    this.current = toast;
    this.announcer.say(toast.text);
    this.#run(stays);
  }

  #run(stays: number): void {
    this.#left = stays;
    this.#startedAt = Date.now();
    this.#timer = setTimeout(() => this.dismiss(), stays);
  }
}
