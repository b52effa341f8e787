/**
 * Writing: the composer of the open thread, what becomes of a press, and texts on their way. Words are never lost: a
 * composer with something unsaved stays, and a text that is taken back returns to its own thread.
 */

import type { HandoffTargetKind, RecordConsent, Resolution, TimelineItem } from '../ipc/bindings';
import { untilTime } from '../lib/format';
import { newClientId } from '../lib/ids';
import { t } from '../text';
import { Composer, type Pressed } from './composer.svelte';
import type { DeskState } from './desk.svelte';
import type { OpenThread } from './thread.svelte';

const COMPOSERS_KEPT = 40;

export class Writing {
  /** The composer of the open thread. */
  composer = $state.raw<Composer | null>(null);

  #composers = new Map<string, Composer>();

  constructor(private readonly desk: DeskState) {}

  /** The composer that a thread has, open or just left; null for one that is not written in yet. */
  of(thread: string): Composer | null {
    return this.composer?.thread === thread ? this.composer : (this.#composers.get(thread) ?? null);
  }

  /** The thread is open now. */
  take(thread: OpenThread): void {
    this.composer = this.#composerOf(thread);
  }

  /** The thread is left; what was typed is saved. */
  leave(): void {
    void this.composer?.flush();
    this.composer = null;
  }

  /** Nothing typed stays in memory. */
  forget(): void {
    this.#composers.clear();
    this.composer = null;
  }

  // ----- a press -----

  /** Returns what became of the press, so that a button which did nothing can say why. */
  async send(overrideReason: string | null = null, confirmed = false): Promise<Pressed | 'failed'> {
    const open = this.#open();
    if (!open) return 'failed';
    const { thread, composer } = open;
    if (composer.mode === 'note') return this.addNote();
    const sent = (item: TimelineItem) => {
      this.#put(thread, item);
      this.#mayBeUndone(thread, item);
    };
    return this.#press(() => composer.send(overrideReason, sent, confirmed), thread);
  }

  async addNote(): Promise<Pressed | 'failed'> {
    const open = this.#open();
    if (!open) return 'failed';
    const { thread, composer } = open;
    return this.#press(
      () =>
        composer.addNote((item) => {
          this.#put(thread, item);
          this.desk.announcer.say(t.composer.noteAdded);
        }),
      thread,
    );
  }

  /** Keeps the open draft until then. */
  async sendLater(atMs: number): Promise<Pressed | 'failed'> {
    const open = this.#open();
    if (!open) return 'failed';
    const { thread, composer } = open;
    const sent = (item: TimelineItem) => {
      this.#put(thread, item);
      const when = untilTime(atMs, this.desk.clock.now(), this.desk.session.zone);
      this.desk.toasts.done(t.schedule.done(when));
    };
    return this.#press(() => composer.sendLater(atMs, sent), thread);
  }

  async handOff(target: HandoffTargetKind = 'portal'): Promise<Pressed | 'failed'> {
    const open = this.#open();
    if (!open) return 'failed';
    const { thread, composer } = open;
    return this.#press(
      () =>
        composer.handOff(target, (item) => {
          this.#put(thread, item);
          this.#handedOff(thread, composer, item);
        }),
      thread,
    );
  }

  async sendNotice(): Promise<void> {
    await this.desk.onThread(async (thread) => {
      const clientId = newClientId();
      const reply = await this.desk.core.call('consent.sendNotice', { thread: thread.id, clientId });
      if (reply.kind === 'queued') {
        this.#put(thread, reply.item);
        this.desk.toasts.done(t.toast.noticeQueued);
        if (this.composer?.thread === thread.id) this.composer.refusal = null;
      } else if (this.composer?.thread === thread.id) {
        // A notice goes over nothing: there is no reason that could send it.
        const ways = reply.refusal.ways.filter((way) => way !== 'overrideWithReason');
        this.composer.refusal = { ...reply.refusal, ways };
      }
    });
  }

  /** Fails aloud: its form shows the error. */
  async recordConsent(record: Omit<RecordConsent, 'thread'>): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.core.call('consent.record', { thread: thread.id, ...record });
    this.desk.toasts.done(record.agreed ? t.toast.consentRecorded : t.toast.optOutRecorded);
    await this.#afterConsent(thread);
  }

  /** Fails aloud: its form shows the error. */
  async newOwner(): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.core.call('consent.newOwner', { thread: thread.id });
    this.desk.toasts.done(t.toast.newOwner);
    await this.#afterConsent(thread);
  }

  // ----- texts on their way -----

  async resolve(message: string, choice: Resolution): Promise<void> {
    await this.desk.attempt(async () => {
      await this.desk.outbox.resolve(message, choice);
      if (this.desk.threads.current) await this.desk.reread(this.desk.threads.current);
    });
  }

  /** Takes a waiting text back. To edit it, its words go into its own thread's composer. */
  async takeBack(message: string, thread: string, edit: boolean): Promise<void> {
    await this.desk.attempt(async () => {
      const words = await this.desk.outbox.cancel(message);
      if (edit) {
        await this.desk.openThread(thread);
        if (this.composer?.thread === thread) this.composer.putBack(words);
      } else {
        this.desk.toasts.done(t.toast.takenBack);
      }
      if (this.desk.threads.current?.id === thread) await this.desk.reread(this.desk.threads.current);
      await this.desk.inbox.read();
    });
  }

  // ----- inside -----

  #open(): { thread: OpenThread; composer: Composer } | null {
    const thread = this.desk.threads.current;
    const composer = this.composer;
    return thread && composer && composer.thread === thread.id ? { thread, composer } : null;
  }

  async #press(press: () => Promise<Pressed>, thread: OpenThread): Promise<Pressed | 'failed'> {
    try {
      const result = await press();
      // A refusal may have changed what can be written at all.
      if (result === 'refused' && this.desk.threads.current === thread) await thread.refresh();
      return result;
    } catch (thrown) {
      this.desk.fail(thrown);
      return 'failed';
    }
  }

  async #afterConsent(thread: OpenThread): Promise<void> {
    await this.desk.attempt(() => Promise.all([this.desk.reread(thread), this.desk.inbox.read(true)]));
  }

  #put(thread: OpenThread, item: TimelineItem): void {
    this.desk.clock.atLeast(item.at);
    thread.put(item);
    void this.desk.attempt(async () => {
      await Promise.all([this.desk.reread(thread), this.desk.outbox.read(), this.desk.inbox.read()]);
    });
  }

  /** A text that leaves by itself in a moment can be taken back until then; what waits for the line says so anyway. */
  #mayBeUndone(thread: OpenThread, item: TimelineItem): void {
    const untilAt = item.kind === 'message' ? (item.delivery?.undoUntilAt ?? null) : null;
    if (untilAt === null || !thread.detail.composer.leavesNow) return;
    const stays = Math.max(0, untilAt - this.desk.clock.now());
    const undo = () => this.takeBack(item.id, thread.id, true);
    this.desk.toasts.sending(t.toast.sends(Math.round(stays / 1000)), untilAt, stays, item.id, undo);
  }

  #handedOff(thread: OpenThread, composer: Composer, item: TimelineItem): void {
    if (item.kind === 'portalCard') {
      const card = item.handoff;
      const undo = async (handoff: string) => {
        composer.putBack(await this.desk.handoffs.back(handoff));
        await this.desk.reread(thread);
      };
      const words =
        card === null || card.linkFailed
          ? t.toast.movedNoLink
          : card.state === 'offered'
            ? t.toast.movedTask[card.target]
            : t.toast.movedAlone;
      this.desk.toasts.handoff(words, null, 8000, card?.canTakeBack === true ? () => undo(card.id) : null);
      return;
    }
    const delivery = item.kind === 'message' ? item.delivery : null;
    const untilAt = delivery?.undoUntilAt ?? null;
    const stays = untilAt === null ? 8000 : Math.max(0, untilAt - this.desk.clock.now());
    const words =
      untilAt !== null ? t.toast.moved : delivery?.hold === 'quietHours' ? t.toast.movedQuiet : t.toast.movedWaiting;
    const undo = async () => {
      const back = await this.desk.outbox.cancel(item.id);
      composer.putBack(back);
      await this.desk.reread(thread);
    };
    this.desk.toasts.handoff(words, untilAt, stays, undo, item.id);
  }

  #composerOf(thread: OpenThread): Composer {
    let composer = this.#composers.get(thread.id);
    if (!composer) {
      const { draft, noteDraft } = thread.detail;
      composer = new Composer(this.desk.core, thread.id, draft, noteDraft, () => this.desk.clock.now());
    }
    // Most recently used last; the oldest saved ones go.
    this.#composers.delete(thread.id);
    this.#composers.set(thread.id, composer);
    for (const [id, kept] of this.#composers) {
      if (this.#composers.size <= COMPOSERS_KEPT) break;
      if (!kept.unsaved && !kept.busy && id !== thread.id) this.#composers.delete(id);
    }
    return composer;
  }
}
