/** The line to the carrier, and the one banner it may ask for. */

import type { ConnectivityInfo, ConnectivityKind } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { t } from '../text';
import { clockTime, fullDate } from '../lib/format';
import type { Announcer } from './announcer.svelte';
import type { Clock } from './clock.svelte';
import type { Session } from './session.svelte';

export type Banner = {
  tone: 'caution' | 'ok' | 'danger';
  lead: string;
  rest: string[];
  tryNow: boolean;
  settings: boolean;
  sendAnyway?: boolean;
  /** Texts that nobody here sent: somebody may say that they are the practice's own. */
  ours?: boolean;
  /** Backups have a sign of their own, and nothing to do with the outbox. */
  kind?: 'backup' | 'brake';
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
  elsewhere: 0,
  clockOffByMs: null,
};

/** The carrier takes texts. */
const UP: ReadonlySet<ConnectivityKind> = new Set([
  'starting',
  'online',
  'notRegistered',
  'clockWrong',
  'sentElsewhere',
]);

export class Connectivity {
  info = $state.raw<ConnectivityInfo>(QUIET);
  trying = $state(false);

  #backShown = $state(false);
  #backTimer: ReturnType<typeof setTimeout> | undefined;

  readonly down: boolean = $derived(!UP.has(this.info.state));
  readonly banner: Banner | null = $derived.by(() => this.#banner() ?? this.#backup());

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
    const wasDown = !UP.has(before.state);
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

  /** Somebody looks at the window, or nobody does: the core asks for new texts more or less often. */
  async looked(focused: boolean): Promise<void> {
    // Without an open practice there is nothing to ask for.
    await this.core.call('line.focus', { focused }).catch(() => undefined);
  }

  async sendAnyway(): Promise<void> {
    this.trying = true;
    try {
      await this.core.call('outbox.sendPastBreak', {});
      await this.read();
    } finally {
      this.trying = false;
    }
  }

  /** Texts that nobody here sent are the practice's own. */
  async knowElsewhere(): Promise<void> {
    this.trying = true;
    try {
      await this.core.call('brake.knowElsewhere', {});
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

  /** With nothing wrong about the line, what is wrong about the backups. */
  #backup(): Banner | null {
    const warning = this.session.desk?.backup;
    if (!warning) return null;
    const { problem, goodAt } = warning;
    const good = goodAt === null ? t.backup.banner.never : t.backup.banner.old(fullDate(goodAt, this.session.zone));
    return {
      tone: 'caution',
      kind: 'backup',
      lead: problem === null ? good : t.backup.banner.failed(problem),
      rest: [...(problem === null ? [] : [good]), t.backup.banner.rest],
      tryNow: false,
      settings: this.session.desk?.may.configure ?? false,
    };
  }

  #banner(): Banner | null {
    const { state, sinceAt, nextTryAt, waiting, backAt, sentSinceBack, unreadable, clockOffByMs, elsewhere } =
      this.info;
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
          rest: sentSinceBack === 0 ? [] : [t.banner.sent(sentSinceBack)],
          tryNow: false,
          settings: false,
        };
      case 'noNetwork':
      case 'carrierDown':
        return {
          tone: 'caution',
          lead: t.banner.lead[state](since),
          rest: waiting === 0 ? [t.banner.readAndWrite] : [t.banner.waiting(waiting), t.banner.willSend],
          tryNow: true,
          settings: false,
        };
      case 'untrusted':
        return {
          tone: 'danger',
          lead: t.banner.lead.untrusted(since),
          rest: [...(waiting === 0 ? [] : [t.banner.waiting(waiting)]), t.banner.lookedInto],
          tryNow: true,
          settings: false,
        };
      case 'rateLimited':
        return {
          tone: 'caution',
          lead: t.banner.lead.rateLimited(nextTryAt === null ? null : clockTime(nextTryAt, this.session.zone)),
          rest: waiting === 0 ? [t.banner.readAndWrite] : [t.banner.waiting(waiting), t.banner.willSend],
          tryNow: true,
          settings: false,
        };
      case 'listBroken':
        return {
          tone: 'caution',
          lead: t.banner.lead.listBroken(since),
          rest: waiting === 0 ? [t.banner.stopUnread] : [t.banner.waiting(waiting), t.banner.stopUnread],
          tryNow: false,
          settings: false,
          sendAnyway: waiting > 0,
        };
      case 'notRegistered':
        return {
          tone: 'danger',
          lead: t.banner.lead.notRegistered(since),
          rest: [t.banner.register],
          tryNow: false,
          settings: false,
        };
      case 'clockWrong':
        return {
          tone: 'caution',
          lead: t.banner.lead.clockWrong(
            Math.max(1, Math.round(Math.abs(clockOffByMs ?? 0) / 60_000)),
            (clockOffByMs ?? 0) > 0,
          ),
          rest: [t.banner.setClock],
          tryNow: false,
          settings: false,
        };
      case 'sentElsewhere':
        return {
          tone: 'danger',
          lead: t.banner.lead.sentElsewhere(elsewhere),
          rest: [t.banner.whose],
          tryNow: false,
          settings: this.session.desk?.may.configure ?? false,
          ours: this.session.desk?.may.configure ?? false,
        };
      case 'braked':
        return {
          kind: 'brake',
          tone: 'danger',
          lead: t.banner.lead.braked(since),
          rest: [
            ...(waiting === 0 ? [] : [t.banner.waiting(waiting)]),
            this.session.desk?.may.configure ? t.banner.lift : t.banner.askManager,
          ],
          tryNow: false,
          settings: this.session.desk?.may.configure ?? false,
        };
      case 'diskFull':
      case 'notSaved':
        return {
          tone: 'danger',
          lead: t.banner.lead[state](since),
          rest: [
            ...(waiting === 0 ? [] : [t.banner.waiting(waiting)]),
            state === 'diskFull' ? t.banner.noRoom : t.banner.restart,
          ],
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
