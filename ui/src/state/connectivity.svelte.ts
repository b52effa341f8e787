/** The line to the carrier, and the one banner it may ask for. */

import type { ConnectivityInfo } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { t } from '../text/en';
import { clockTime } from '../lib/format';
import type { Announcer } from './announcer.svelte';
import type { Clock } from './clock.svelte';
import type { Session } from './session.svelte';

export type Banner = {
  tone: 'caution' | 'ok' | 'danger';
  lead: string;
  rest: string[];
  tryNow: boolean;
  settings: boolean;
};

/** How long "Back online" stays. */
const BACK_STAYS = 6000;

const QUIET: ConnectivityInfo = {
  state: 'starting',
  sinceAt: null,
  nextTryAt: null,
  waiting: 0,
  backAt: null,
  sentSinceBack: 0,
  unreadable: 0,
};

export class Connectivity {
  info = $state.raw<ConnectivityInfo>(QUIET);
  trying = $state(false);

  #backShown = $state(false);
  #backTimer: ReturnType<typeof setTimeout> | undefined;

  readonly down: boolean = $derived(this.info.state !== 'online' && this.info.state !== 'starting');
  readonly banner: Banner | null = $derived.by(() => this.#banner());

  constructor(
    private readonly core: Core,
    private readonly clock: Clock,
    private readonly session: Session,
    private readonly announcer: Announcer,
  ) {}

  seed(info: ConnectivityInfo): void {
    this.info = info;
  }

  async read(): Promise<void> {
    const before = this.info;
    const info = await this.core.call('line.connectivity', {});
    this.info = info;
    const wasDown = before.state !== 'online' && before.state !== 'starting';
    if (info.state === 'online' && (wasDown || info.backAt !== before.backAt) && info.backAt !== null) {
      if (wasDown || this.clock.now() - info.backAt < BACK_STAYS) this.#showBack();
    }
    if (info.state !== before.state && this.banner)
      this.announcer.say([this.banner.lead, ...this.banner.rest].join('. '));
  }

  async tryNow(): Promise<void> {
    this.trying = true;
    try {
      await this.core.call('outbox.tryNow', {});
      await this.read();
    } finally {
      this.trying = false;
    }
  }

  #showBack(): void {
    this.#backShown = true;
    clearTimeout(this.#backTimer);
    this.#backTimer = setTimeout(() => (this.#backShown = false), BACK_STAYS);
  }

  #banner(): Banner | null {
    const { state, sinceAt, waiting, backAt, sentSinceBack, unreadable } = this.info;
    const since = sinceAt === null ? null : clockTime(sinceAt, this.session.zone);
    switch (state) {
      case 'starting':
        return null;
      case 'online':
        if ((!this.#backShown || backAt === null) && unreadable > 0) {
          return {
            tone: 'caution',
            lead: t.banner.unreadable(unreadable),
            rest: [t.banner.atCarrier],
            tryNow: false,
            settings: false,
          };
        }
        if (!this.#backShown || backAt === null) return null;
        return {
          tone: 'ok',
          lead: t.banner.back(clockTime(backAt, this.session.zone)),
          rest: [t.banner.sent(sentSinceBack)],
          tryNow: false,
          settings: false,
        };
      case 'noNetwork':
      case 'carrierDown':
      case 'rateLimited':
        return {
          tone: 'caution',
          lead: t.banner.lead[state](since),
          rest: waiting === 0 ? [t.banner.readAndWrite] : [t.banner.waiting(waiting), t.banner.willSend],
          tryNow: true,
          settings: false,
        };
      case 'credentialsRefused':
      case 'suspended':
        return {
          tone: 'danger',
          lead: t.banner.lead[state](since),
          rest: [t.banner.paused(waiting)],
          tryNow: true,
          settings: state === 'credentialsRefused',
        };
    }
  }
}
