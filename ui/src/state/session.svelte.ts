/** What the window shows first: starting, setup, the lock, a store that does not open, or the desk. */

import type {
  AppStatus,
  ConnectTwilio,
  Desk,
  Look,
  Settings,
  TwilioAccount,
  TwilioCheck,
  WindowLanguage,
} from '../ipc/bindings';
import type { Core } from '../ipc/client';
import type { Clock } from './clock.svelte';

export class Session {
  status = $state.raw<AppStatus>({
    kind: 'starting',
    keyStep: null,
    look: { theme: 'system', language: 'system' },
  });

  /** Chosen at the door, for who is not in yet. */
  door = $state<WindowLanguage | null>(null);

  readonly desk: Desk | null = $derived(this.status.kind === 'ready' ? this.status.desk : null);
  /** How it looked for who was here last, while nobody is: no white flash in a dark room. */
  readonly look: Look = $derived(
    this.status.kind === 'ready'
      ? this.status.desk.settings
      : this.status.kind === 'signIn'
        ? this.status.lock
        : this.status.look,
  );
  readonly settings: Settings = $derived(
    this.desk?.settings ?? {
      theme: this.look.theme,
      enterSends: false,
      textSize: 100,
      letterKeys: true,
      blurAway: false,
      language: this.door ?? this.look.language,
      compact: false,
      tourTaken: false,
      undoSeconds: 0,
    },
  );
  readonly zone: string = $derived(this.desk?.practice.timeZone ?? 'UTC');

  constructor(
    private readonly core: Core,
    private readonly clock: Clock,
  ) {}

  async load(): Promise<void> {
    this.#take(await this.core.call('app.status', {}));
  }

  async practiceMode(): Promise<void> {
    this.#take(await this.core.call('setup.practiceMode', {}));
  }

  checkTwilio(account: TwilioAccount): Promise<TwilioCheck> {
    return this.core.call('setup.checkTwilio', { account });
  }

  async connectTwilio(connect: ConnectTwilio): Promise<void> {
    this.#take(await this.core.call('setup.connectTwilio', connect));
  }

  async replaceKey(account: TwilioAccount): Promise<void> {
    await this.core.call('settings.replaceTwilioKey', { account });
  }

  async signIn(user: string, password: string, newPin: string | null, code: string | null): Promise<void> {
    this.#take(await this.core.call('session.signIn', { user, password, newPin, code }));
  }

  async firstSignIn(user: string, code: string, password: string, pin: string): Promise<void> {
    this.#take(await this.core.call('session.firstSignIn', { user, code, password, pin }));
  }

  async comeBack(code: string, user: string, password: string, pin: string): Promise<void> {
    this.#take(await this.core.call('recovery.comeBack', { code, user, password, pin }));
  }

  async enterPin(user: string, pin: string): Promise<void> {
    this.#take(await this.core.call('session.enterPin', { user, pin }));
  }

  /** The practice closes, is written anew and opens again: the status says where that is. */
  async changeKey(password: string, code: string | null): Promise<void> {
    this.#take(await this.core.call('keys.change', { password, code }));
  }

  async openAgain(): Promise<void> {
    this.#take(await this.core.call('app.openAgain', {}));
  }

  async saveSettings(settings: Settings): Promise<void> {
    const kept = await this.core.call('settings.save', { settings });
    if (this.status.kind === 'ready') this.status = { kind: 'ready', desk: { ...this.status.desk, settings: kept } };
  }

  async savePractice(name: string, timeZone: string, portalUrl: string | null): Promise<void> {
    await this.core.call('settings.savePractice', { name, timeZone, portalUrl });
    await this.load();
  }

  #take(status: AppStatus): void {
    const left = this.desk !== null && (status.kind !== 'ready' || status.desk.user.id !== this.desk.user.id);
    this.status = status;
    if (status.kind === 'ready') this.door = null;
    if (status.kind === 'ready') this.clock.sync(status.desk.nowAt);
    if (status.kind === 'signIn') this.clock.sync(status.lock.nowAt);
    // Whoever sat here is gone: what their page remembers goes with the page.
    if (left) this.core.restart();
  }
}
