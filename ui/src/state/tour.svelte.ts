/** The tour of the first morning: where somebody is in it, and that it was taken. */

import type { Settings } from '../ipc/bindings';

type Host = {
  page: string;
  readonly session: { readonly settings: Settings };
  readonly threads: { readonly selected: string | null };
  readonly inbox: { readonly active: string | null };
  openThread(id: string): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
};

export class Tour {
  /** The step on screen, from 0; `null`: nobody takes it. */
  at = $state<number | null>(null);

  constructor(private readonly desk: Host) {}

  start(): void {
    this.desk.page = 'inbox';
    this.at = 0;
  }

  /** A step about the conversation needs one: the topmost thread is opened. */
  async go(at: number): Promise<void> {
    this.at = at;
    const first = this.desk.inbox.active;
    if (at > 0 && this.desk.threads.selected === null && first !== null) await this.desk.openThread(first);
  }

  async end(): Promise<void> {
    this.at = null;
    const settings = this.desk.session.settings;
    if (!settings.tourTaken) await this.desk.saveSettings({ ...settings, tourTaken: true });
  }
}
