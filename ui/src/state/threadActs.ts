/** What a person does with a thread as a whole, each with its way back. */

import type { CategoryKind, GlassWhyKind } from '../ipc/bindings';
import { untilTime } from '../lib/format';
import { t } from '../text';
import type { DeskState } from './desk.svelte';

export class ThreadActs {
  constructor(private readonly desk: DeskState) {}

  async close(): Promise<void> {
    const { core, inbox, threads, toasts } = this.desk;
    const thread = threads.current;
    if (!thread) return;
    const next = inbox.neighbour(thread.id, 1) ?? inbox.neighbour(thread.id, -1);
    await this.desk.attempt(async () => {
      await this.desk.composer?.flush();
      await core.call('threads.close', { thread: thread.id });
      if (threads.selected === thread.id) this.desk.leaveThread();
      inbox.active = next?.id ?? null;
      await inbox.read(true);
      toasts.done(t.toast.closed, async () => {
        await core.call('threads.reopen', { thread: thread.id });
        await inbox.read(true);
        await this.desk.openThread(thread.id);
      });
    });
  }

  async reopen(): Promise<void> {
    await this.desk.onThread(async (thread) => {
      await this.desk.core.call('threads.reopen', { thread: thread.id });
      this.desk.toasts.done(t.toast.reopened);
    });
  }

  async assign(user: string | null): Promise<void> {
    const { core, session, toasts } = this.desk;
    await this.desk.onThread(async (thread) => {
      const before = thread.detail.row.assignee?.id ?? null;
      if (before === user) return;
      await core.call('threads.assign', { thread: thread.id, user });
      const name = session.desk?.staff.find((one) => one.id === user)?.firstName ?? null;
      toasts.done(name === null ? t.toast.unassigned : t.toast.assigned(name), async () => {
        await core.call('threads.assign', { thread: thread.id, user: before });
        await this.desk.reread(thread);
      });
    });
  }

  async assignToMe(): Promise<void> {
    const me = this.desk.session.desk?.user.id;
    if (me) await this.assign(me);
  }

  /** Until a moment, or until the patient writes. */
  async snooze(untilAt: number | null): Promise<void> {
    const { clock, core, session, toasts } = this.desk;
    await this.desk.onThread(async (thread) => {
      await this.desk.composer?.flush();
      await core.call('threads.snooze', { thread: thread.id, untilAt });
      const said =
        untilAt === null
          ? t.together.snoozedUntilReply
          : t.toast.snoozed(untilTime(untilAt, clock.now(), session.zone));
      toasts.done(said, async () => {
        await core.call('threads.reopen', { thread: thread.id });
        await this.desk.reread(thread);
      });
    });
  }

  /** Fails aloud: its form shows the error. */
  async tag(name: string, on: boolean): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.core.call('threads.tag', { thread: thread.id, name, on });
    await Promise.all([this.desk.reread(thread), this.desk.ownViews.readTags(), this.desk.inbox.read(true)]);
  }

  async file(category: CategoryKind): Promise<void> {
    const kept = this.desk.threads.current?.detail.filing.reads.includes(category) ?? true;
    await this.desk.onThread(async (thread) => {
      await this.desk.composer?.flush();
      await this.desk.core.call('threads.file', { thread: thread.id, category });
      this.desk.toasts.done(t.hiding.filed(category, kept));
    });
  }

  /** Fails aloud: its form shows the error. */
  async openWithReason(why: GlassWhyKind, words: string): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    thread.take(await this.desk.core.call('threads.openWithReason', { thread: thread.id, why, words }));
    await this.desk.inbox.read();
  }

  async markUnread(): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.attempt(async () => {
      await this.desk.core.call('threads.markUnread', { thread: thread.id });
      this.desk.leaveThread();
      await this.desk.inbox.read(true);
    });
  }

  /** Fails aloud: its form shows the error. */
  async savePatient(
    fullName: string,
    goesBy: string | null,
    birthDate: string | null,
    language: string,
  ): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.core.call('patients.save', { thread: thread.id, fullName, goesBy, birthDate, language });
    await this.desk.reread(thread);
    await this.desk.inbox.read();
  }

  /** Fails aloud: its form shows the error. */
  async savePlace(state: string | null, said: boolean): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await this.desk.core.call('patients.saveState', { thread: thread.id, state, said });
    await this.desk.reread(thread);
  }

  /** For whom texts of a shared phone are from now on; null for nobody knows. */
  async choosePerson(patient: string | null): Promise<void> {
    await this.desk.onThread(async (thread) => {
      await this.desk.core.call('household.choose', { thread: thread.id, patient });
      if (this.desk.composer?.thread === thread.id) this.desk.composer.choose(patient);
      const name = thread.detail.household?.people.find((one) => one.id === patient)?.firstName ?? null;
      this.desk.announcer.say(t.household.chosen(name));
    });
  }

  /** Who wrote a text; the next one is for them. */
  async saySpeaker(message: string, patient: string): Promise<void> {
    await this.desk.onThread(async () => {
      await this.desk.core.call('household.speaker', { message, patient });
    });
    await this.choosePerson(patient);
  }

  /** Who wrote a text, or that nobody can tell; whether the next text is still for the same person, the core says. Fails
      aloud: its form shows the error. */
  async correctSpeaker(message: string, patient: string | null): Promise<void> {
    await this.#onPhone(() => this.desk.core.call('household.speaker', { message, patient }));
  }

  /** A question that names nobody, in the draft: somebody still presses Send. */
  async askWho(): Promise<void> {
    const question = this.desk.threads.current?.detail.household?.question;
    if (question === undefined) return;
    await this.choosePerson(null);
    this.desk.composer?.putBack(question);
  }

  /** Fails aloud: its form shows the error. */
  async addToPhone(fullName: string, relationship: string, language: string): Promise<void> {
    await this.#onPhone((thread) =>
      this.desk.core.call('household.add', { thread, patient: null, fullName, language, relationship }),
    );
  }

  /** Fails aloud: its form shows the error. */
  async changeOnPhone(patient: string, relationship: string, confidential: boolean): Promise<void> {
    await this.#onPhone((thread) =>
      this.desk.core.call('household.change', { thread, patient, relationship, private: confidential }),
    );
  }

  /** Fails aloud: its form shows the error. */
  async wrongNumber(patient: string): Promise<void> {
    await this.#onPhone((thread) => this.desk.core.call('household.wrongNumber', { thread, patient }));
  }

  /** Fails aloud: its form shows the error. */
  async merge(other: string): Promise<void> {
    await this.#onPhone((thread) => this.desk.core.call('patients.merge', { thread, other }));
  }

  /** Fails aloud: its form shows the error. */
  async split(other: string): Promise<void> {
    await this.#onPhone((thread) => this.desk.core.call('patients.split', { thread, other }));
  }

  async #onPhone(change: (thread: string) => Promise<unknown>): Promise<void> {
    const thread = this.desk.threads.current;
    if (!thread) return;
    await change(thread.id);
    await this.desk.reread(thread);
    await this.desk.inbox.read();
  }

  /** Fails aloud: its form shows the error. */
  async start(
    number: string,
    name: string | null,
    language: string | null,
    patient: string | null = null,
  ): Promise<void> {
    // On a shared phone the text is for whom was chosen here.
    const whom = patient === null ? {} : { patient };
    const { thread } = await this.desk.core.call('threads.start', { number, name, language, ...whom });
    this.desk.people.clear();
    await this.desk.inbox.read();
    await this.desk.openThread(thread);
  }
}
