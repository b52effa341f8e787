/**
 * The desk: every slice of what the window shows, what the core's events do to them, and the acts of the person at the
 * desk. It decides nothing about texts; it asks, shows, and offers the way back.
 */

import type { ConsentBasisKind, Resolution, Settings, TimelineItem, View } from '../ipc/bindings';
import { asCallError, type Core } from '../ipc/client';
import { untilTime } from '../lib/format';
import { newClientId } from '../lib/ids';
import { t } from '../text/en';
import { Announcer } from './announcer.svelte';
import { Clock } from './clock.svelte';
import { Composer, type Pressed } from './composer.svelte';
import { Connectivity } from './connectivity.svelte';
import { perFrame, type Changes } from './events';
import { Inbox } from './inbox.svelte';
import { Layout } from './layout.svelte';
import { Outbox } from './outbox.svelte';
import { Search } from './search.svelte';
import { Session } from './session.svelte';
import { type OpenThread, Threads } from './thread.svelte';
import { Toasts } from './toasts.svelte';

export type Page = 'inbox' | 'newMessage' | 'settings';
export type Dialog = 'none' | 'find' | 'keys' | 'consent' | 'history' | 'patient' | 'override' | 'snooze';
export type Menu = 'none' | 'assign' | 'snooze' | 'more';

const COMPOSERS_KEPT = 40;

export class DeskState {
  readonly clock = new Clock();
  readonly announcer = new Announcer();
  readonly layout = new Layout();
  readonly toasts = new Toasts(this.announcer);
  readonly session: Session;
  readonly connectivity: Connectivity;
  readonly inbox: Inbox;
  readonly threads: Threads;
  readonly outbox: Outbox;
  readonly search: Search;
  readonly people: Search;

  page = $state<Page>('inbox');
  aside = $state<'patient' | 'outbox' | 'none'>('patient');
  /** Under 1180 px the aside is a drawer that starts closed. */
  drawer = $state(false);
  dialog = $state<Dialog>('none');
  menu = $state<Menu>('none');
  /** The composer of the open thread. */
  composer = $state.raw<Composer | null>(null);

  #composers = new Map<string, Composer>();
  #stopListening: (() => void) | undefined;
  #seeded = false;
  #touchedAt = 0;

  constructor(readonly core: Core) {
    this.session = new Session(core, this.clock);
    this.connectivity = new Connectivity(core, this.clock, this.session, this.announcer);
    this.inbox = new Inbox(core);
    this.threads = new Threads(core);
    this.outbox = new Outbox(core);
    this.search = new Search(core, 8);
    this.people = new Search(core, 8);
  }

  // ----- life -----

  async start(): Promise<void> {
    this.clock.start();
    this.#stopListening = await this.core.listen(perFrame((changes) => void this.#changed(changes)));
    window.addEventListener('blur', this.#leaveWindow);
    window.addEventListener('pagehide', this.#leaveWindow);
    window.addEventListener('focus', this.#returnToWindow);
    for (const touch of ['pointerdown', 'keydown'] as const) window.addEventListener(touch, this.#touched, true);
    await this.#reload();
  }

  stop(): void {
    this.#stopListening?.();
    this.clock.stop();
    window.removeEventListener('blur', this.#leaveWindow);
    window.removeEventListener('pagehide', this.#leaveWindow);
    window.removeEventListener('focus', this.#returnToWindow);
    for (const touch of ['pointerdown', 'keydown'] as const) window.removeEventListener(touch, this.#touched, true);
  }

  /** After a status that came from setup, unlocking or another try. */
  async settled(): Promise<void> {
    const desk = this.session.desk;
    if (!desk) {
      this.#seeded = false;
      this.#composers.clear();
      this.composer = null;
      this.threads.forget();
      return;
    }
    this.connectivity.seed(desk.connectivity);
    if (this.#seeded) return;
    this.#seeded = true;
    await Promise.all([this.inbox.show(this.inbox.view), this.outbox.read()]);
  }

  // ----- moving about -----

  async showView(view: View): Promise<void> {
    this.page = 'inbox';
    await this.#try(() => this.inbox.show(view));
  }

  async openThread(id: string): Promise<void> {
    this.page = 'inbox';
    this.menu = 'none';
    if (this.threads.selected === id && this.threads.current) return;
    void this.composer?.flush();
    this.composer = null;
    this.inbox.active = id;
    await this.#try(async () => {
      const thread = await this.threads.open(id);
      if (!thread) return;
      this.composer = this.#composerOf(thread);
      // Opening marked it read.
      if ((this.inbox.row(id)?.unread ?? 0) > 0) void this.#try(() => this.inbox.read());
    });
  }

  leaveThread(): void {
    void this.composer?.flush();
    this.composer = null;
    this.threads.leave();
  }

  async step(by: 1 | -1): Promise<void> {
    // After Close the focus stands on the next row: that one is next.
    const waiting = this.threads.selected === null && by === 1 ? this.inbox.active : null;
    const row =
      (waiting === null ? undefined : this.inbox.row(waiting)) ??
      this.inbox.neighbour(this.threads.selected ?? this.inbox.active, by);
    if (row) await this.openThread(row.id);
  }

  toggleAside(which: 'patient' | 'outbox', narrow: boolean): void {
    const shown = this.aside === which && (!narrow || this.drawer);
    if (shown && narrow) this.drawer = false;
    else if (shown) this.aside = which === 'outbox' ? 'patient' : 'none';
    else {
      this.aside = which;
      this.drawer = narrow;
    }
    if (this.aside === 'outbox') void this.#try(() => this.outbox.read());
  }

  // ----- the open thread -----

  async close(): Promise<void> {
    const thread = this.threads.current;
    if (!thread) return;
    const next = this.inbox.neighbour(thread.id, 1) ?? this.inbox.neighbour(thread.id, -1);
    await this.#try(async () => {
      await this.composer?.flush();
      await this.core.call('threads.close', { thread: thread.id });
      if (this.threads.selected === thread.id) this.leaveThread();
      this.inbox.active = next?.id ?? null;
      await this.inbox.read(true);
      this.toasts.done(t.toast.closed, async () => {
        await this.core.call('threads.reopen', { thread: thread.id });
        await this.inbox.read(true);
        await this.openThread(thread.id);
      });
    });
  }

  async reopen(): Promise<void> {
    await this.#onThread(async (thread) => {
      await this.core.call('threads.reopen', { thread: thread.id });
      this.toasts.done(t.toast.reopened);
    });
  }

  async assign(user: string | null): Promise<void> {
    await this.#onThread(async (thread) => {
      const before = thread.detail.row.assignee?.id ?? null;
      if (before === user) return;
      await this.core.call('threads.assign', { thread: thread.id, user });
      const name = this.session.desk?.staff.find((one) => one.id === user)?.firstName ?? null;
      this.toasts.done(name === null ? t.toast.unassigned : t.toast.assigned(name), async () => {
        await this.core.call('threads.assign', { thread: thread.id, user: before });
        await this.#reread(thread);
      });
    });
  }

  async assignToMe(): Promise<void> {
    const me = this.session.desk?.user.id;
    if (me) await this.assign(me);
  }

  async snooze(untilAt: number): Promise<void> {
    await this.#onThread(async (thread) => {
      await this.composer?.flush();
      await this.core.call('threads.snooze', { thread: thread.id, untilAt });
      this.toasts.done(t.toast.snoozed(untilTime(untilAt, this.clock.now(), this.session.zone)), async () => {
        await this.core.call('threads.reopen', { thread: thread.id });
        await this.#reread(thread);
      });
    });
  }

  async markUnread(): Promise<void> {
    const thread = this.threads.current;
    if (!thread) return;
    await this.#try(async () => {
      await this.core.call('threads.markUnread', { thread: thread.id });
      this.leaveThread();
      await this.inbox.read(true);
    });
  }

  // ----- writing -----

  /** Returns what became of the press, so that a button which did nothing can say why. */
  async send(overrideReason: string | null = null): Promise<Pressed | 'failed'> {
    const thread = this.threads.current;
    const composer = this.composer;
    if (!thread || !composer || composer.thread !== thread.id) return 'failed';
    if (composer.mode === 'note') return this.addNote();
    return this.#press(() => composer.send(overrideReason, (item) => this.#put(thread, item)), thread);
  }

  async addNote(): Promise<Pressed | 'failed'> {
    const thread = this.threads.current;
    const composer = this.composer;
    if (!thread || !composer) return 'failed';
    return this.#press(
      () =>
        composer.addNote((item) => {
          this.#put(thread, item);
          this.announcer.say(t.composer.noteAdded);
        }),
      thread,
    );
  }

  async handOff(): Promise<Pressed | 'failed'> {
    const thread = this.threads.current;
    const composer = this.composer;
    if (!thread || !composer) return 'failed';
    return this.#press(
      () =>
        composer.handOff((item) => {
          this.#put(thread, item);
          this.#handedOff(thread, composer, item);
        }),
      thread,
    );
  }

  async sendNotice(): Promise<void> {
    await this.#onThread(async (thread) => {
      const reply = await this.core.call('consent.sendNotice', { thread: thread.id, clientId: newClientId() });
      if (reply.kind === 'queued') {
        this.#put(thread, reply.item);
        this.toasts.done(t.toast.noticeQueued);
      } else if (this.composer?.thread === thread.id) this.composer.refusal = reply.refusal;
    });
  }

  async recordConsent(agreed: boolean, basis: ConsentBasisKind, note: string | null): Promise<boolean> {
    return this.#onThread(async (thread) => {
      await this.core.call('consent.record', { thread: thread.id, agreed, basis, note });
      this.toasts.done(agreed ? t.toast.consentRecorded : t.toast.optOutRecorded);
    });
  }

  // ----- texts on their way -----

  async resolve(message: string, choice: Resolution): Promise<void> {
    await this.#try(async () => {
      await this.outbox.resolve(message, choice);
      if (this.threads.current) await this.#reread(this.threads.current);
    });
  }

  /** Takes a waiting text back. To edit it, its words go into its own thread's composer. */
  async takeBack(message: string, thread: string, edit: boolean): Promise<void> {
    await this.#try(async () => {
      const words = await this.outbox.cancel(message);
      if (edit) {
        await this.openThread(thread);
        if (this.composer?.thread === thread) this.composer.putBack(words);
      } else {
        this.toasts.done(t.toast.takenBack);
      }
      if (this.threads.current?.id === thread) await this.#reread(this.threads.current);
      await this.inbox.read();
    });
  }

  async tryNow(): Promise<void> {
    await this.#try(() => this.connectivity.tryNow());
  }

  // ----- people and settings -----

  async savePatient(
    fullName: string,
    goesBy: string | null,
    birthDate: string | null,
    language: string,
  ): Promise<void> {
    const thread = this.threads.current;
    if (!thread) return;
    await this.core.call('patients.save', { thread: thread.id, fullName, goesBy, birthDate, language });
    await this.#reread(thread);
    await this.inbox.read();
  }

  async startThread(number: string, name: string | null, language: string | null): Promise<void> {
    const { thread } = await this.core.call('threads.start', { number, name, language });
    this.people.clear();
    await this.inbox.read();
    await this.openThread(thread);
  }

  async saveSettings(settings: Settings): Promise<void> {
    await this.#try(() => this.session.saveSettings(settings));
  }

  async pretendCarrier(answering: boolean): Promise<void> {
    await this.#try(async () => {
      await this.core.call('practice.setCarrier', { answering });
    });
  }

  /** Shows a failure. `notOpen` means that the window shows the wrong thing altogether. */
  fail(thrown: unknown): void {
    const error = asCallError(thrown);
    if (error.code === 'notOpen') void this.#reload();
    else this.toasts.problem(error);
  }

  // ----- inside -----

  async #reload(): Promise<void> {
    try {
      await this.session.load();
      await this.settled();
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  async #changed(changes: Changes): Promise<void> {
    if (changes.status || changes.settings) await this.#reload();
    if (!this.session.desk) return;
    const work: Promise<unknown>[] = [];
    if (changes.threads.size > 0 || changes.inbound > 0) {
      work.push(this.inbox.read());
      const open = this.threads.selected;
      for (const id of changes.threads) {
        if (id !== open) void this.threads.changed(id, false);
      }
      if (open !== null && changes.threads.has(open)) work.push(this.#reopened(open));
    }
    if (changes.outbox) work.push(this.outbox.read());
    if (changes.connectivity) {
      work.push(this.connectivity.read());
      // Whether a text would leave now is part of the open thread.
      if (this.threads.current) work.push(this.threads.current.refresh());
    }
    if (changes.outbox && !changes.connectivity) work.push(this.connectivity.read());
    const results = await Promise.allSettled(work);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) this.fail(failed.reason);
  }

  async #reopened(id: string): Promise<void> {
    const before = this.threads.current;
    const states = new Map(
      before?.items.map((item) => [item.id, item.kind === 'message' ? item.delivery?.state : null]),
    );
    await this.threads.changed(id, this.#looking());
    const thread = this.threads.current;
    if (!thread || thread.id !== id) return;
    for (const item of thread.items) {
      this.clock.atLeast(item.at);
      if (item.kind !== 'message' || !item.delivery || states.get(item.id) === item.delivery.state) continue;
      if (item.delivery.state === 'delivered') this.announcer.say(t.delivery.delivered);
      if (item.delivery.state === 'notDelivered') this.announcer.urge(t.delivery.notDelivered);
      if (item.delivery.state === 'notConfirmed') this.announcer.urge(t.delivery.notConfirmed);
    }
  }

  #composerOf(thread: OpenThread): Composer {
    let composer = this.#composers.get(thread.id);
    if (!composer) {
      composer = new Composer(this.core, thread.id, thread.detail.draft, thread.detail.noteDraft);
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

  async #press(press: () => Promise<Pressed>, thread: OpenThread): Promise<Pressed | 'failed'> {
    try {
      const result = await press();
      // A refusal may have changed what can be written at all.
      if (result === 'refused' && this.threads.current === thread) await thread.refresh();
      return result;
    } catch (thrown) {
      this.fail(thrown);
      return 'failed';
    }
  }

  #put(thread: OpenThread, item: TimelineItem): void {
    this.clock.atLeast(item.at);
    thread.put(item);
    void this.#try(async () => {
      await Promise.all([this.#reread(thread), this.outbox.read(), this.inbox.read()]);
    });
  }

  #handedOff(thread: OpenThread, composer: Composer, item: TimelineItem): void {
    const delivery = item.kind === 'message' ? item.delivery : null;
    const untilAt = delivery?.undoUntilAt ?? null;
    const stays = untilAt === null ? 8000 : Math.max(0, untilAt - this.clock.now());
    this.toasts.handoff(untilAt === null ? t.toast.movedWaiting : t.toast.moved, untilAt, stays, async () => {
      const words = await this.outbox.cancel(item.id);
      composer.putBack(words);
      await this.#reread(thread);
    });
  }

  async #reread(thread: OpenThread): Promise<void> {
    if (this.threads.current === thread) await thread.refresh();
  }

  async #onThread(act: (thread: OpenThread) => Promise<void>): Promise<boolean> {
    const thread = this.threads.current;
    if (!thread) return false;
    return this.#try(async () => {
      await act(thread);
      await Promise.all([this.#reread(thread), this.inbox.read(true)]);
    });
  }

  async #try(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return false;
    }
  }

  /** Somebody is at the window: it has the focus, or was touched within the last minute. */
  #looking(): boolean {
    return !document.hidden && (document.hasFocus() || this.clock.now() - this.#touchedAt < 60_000);
  }

  #touched = () => {
    this.#touchedAt = this.clock.now();
  };

  #leaveWindow = () => {
    void this.composer?.flush();
  };

  #returnToWindow = () => {
    const thread = this.threads.current;
    if (thread && thread.detail.row.unread > 0) void this.#try(() => this.threads.changed(thread.id, true));
  };
}
