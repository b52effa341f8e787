/** Earlier days: history on its way in, and whether the carrier's days agree with what is here. */

import type { DayInfo, EarlierInfo } from '../ipc/bindings';
import type { Core } from '../ipc/client';

export class Earlier {
  info = $state.raw<EarlierInfo | null>(null);

  /** History is coming in. */
  readonly reading: boolean = $derived(this.info !== null && this.info.history.more && !this.info.history.paused);

  constructor(private readonly core: Core) {}

  async read(): Promise<void> {
    this.info = await this.core.call('carrier.earlier', {});
  }

  async fetchDay({ line, list, dayAt }: DayInfo): Promise<void> {
    await this.core.call('carrier.fetchDay', { line, list, dayAt });
    await this.read();
  }

  async saveScrub(afterDays: number | null): Promise<void> {
    await this.core.call('carrier.saveScrub', { afterDays });
    await this.read();
  }

  async saveNight(seconds: number): Promise<void> {
    await this.core.call('carrier.saveNight', { seconds });
    await this.read();
  }

  async save(days: number | null, paused: boolean): Promise<void> {
    await this.core.call('carrier.saveHistory', { days, paused });
    await this.read();
  }
}
