/**
 * Hand-offs after the click: the link again, tasks that a person brings, a clipboard that forgets. What a hand-off is
 * and what may be done with it comes from the core; this only asks.
 */

import type { HandoffTask, PortalAccountKind, SendReply } from '../ipc/bindings';
import { newClientId } from '../lib/ids';
import { t } from '../text';
import type { DeskState } from './desk.svelte';

export class Handoffs {
  /** What people have to bring to patients by other means than a text, oldest first. */
  tasks = $state.raw<HandoffTask[]>([]);

  constructor(private readonly desk: DeskState) {}

  async read(): Promise<void> {
    this.tasks = (await this.desk.core.call('handoffs.tasks', {})).tasks;
  }

  async sendLink(handoff: string): Promise<void> {
    await this.#sending(() => this.desk.core.call('handoffs.sendLink', { handoff, clientId: newClientId() }));
  }

  async checkOff(handoff: string): Promise<void> {
    await this.#sending(() => this.desk.core.call('handoffs.checkOff', { handoff }));
  }

  async signUp(): Promise<void> {
    const thread = this.desk.threads.current?.id;
    if (thread) await this.#sending(() => this.desk.core.call('handoffs.signUp', { thread, clientId: newClientId() }));
  }

  async invite(): Promise<void> {
    const thread = this.desk.threads.current?.id;
    if (thread) await this.#sending(() => this.desk.core.call('handoffs.invite', { thread, clientId: newClientId() }));
  }

  async copy(handoff: string): Promise<void> {
    await this.desk.attempt(async () => {
      const { seconds } = await this.desk.core.call('handoffs.copy', { handoff });
      this.desk.toasts.done(t.message.handoff.copied(seconds));
    });
  }

  /** Copies the words of the open conversation that wait to be brought to the portal. */
  async copyOpen(): Promise<void> {
    const cards = this.desk.threads.current?.items.filter((item) => item.kind === 'portalCard') ?? [];
    const waits = cards.findLast((card) => card.handoff?.canCheckOff === true);
    if (waits?.handoff) await this.copy(waits.handoff.id);
    else this.desk.toasts.done(t.message.handoff.nothingToCopy);
  }

  /** Opens the portal's page for staff in this computer's browser. */
  async openPortal(): Promise<void> {
    await this.desk.attempt(() => this.desk.core.call('portal.openStaffPage', {}));
  }

  /** What the desk knows of the patient's portal account. */
  async saveAccount(recordNumber: string, standing: PortalAccountKind): Promise<void> {
    const open = this.desk.threads.current;
    if (!open) return;
    await this.desk.core.call('patients.savePortal', { thread: open.id, recordNumber, standing });
    await this.desk.reread(open);
  }

  /** Takes a task back and gives its words. */
  async back(handoff: string): Promise<string> {
    const { text } = await this.desk.core.call('handoffs.takeBack', { handoff });
    await this.read();
    return text;
  }

  async takeBack(handoff: string, thread: string): Promise<void> {
    await this.desk.attempt(async () => {
      const words = await this.back(handoff);
      const composer = this.desk.composer;
      if (composer?.thread === thread) composer.putBack(words);
      if (this.desk.threads.current?.id === thread) await this.desk.reread(this.desk.threads.current);
    });
  }

  async #sending(ask: () => Promise<SendReply>): Promise<void> {
    await this.desk.attempt(async () => {
      const reply = await ask();
      const open = this.desk.threads.current;
      if (reply.kind === 'refused' && this.desk.composer) this.desk.composer.refusal = reply.refusal;
      await Promise.all([this.read(), this.desk.outbox.read(), open ? this.desk.reread(open) : undefined]);
    });
  }
}
