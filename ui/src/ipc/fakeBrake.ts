/** The ceiling on a day's texts for the fake core. */

import type { CeilingInfo, LiftBrake, SaveCeiling } from './bindings';
import { CallError } from './client';

/** The one password that counts. */
export const PASSWORD = 'a lantern in the hallway';

export class FakeBrake {
  info: CeilingInfo = {
    texts: 1000,
    least: 20,
    most: 20_000,
    sent: 212,
    pulledAt: null,
    waiting: [],
    asksPassword: true,
  };

  /** As many left as may. */
  pull(at: number): void {
    const waiting = [
      { name: 'Kofi Mensah', texts: 431 },
      { name: null, texts: 12 },
      { name: 'Dana Whitfield', texts: 3 },
    ];
    this.info = { ...this.info, sent: this.info.texts, pulledAt: at, waiting };
  }

  save({ texts, password }: SaveCeiling): CeilingInfo {
    this.#prove(password);
    return (this.info = { ...this.info, texts });
  }

  lift({ password }: LiftBrake): CeilingInfo {
    this.#prove(password);
    return (this.info = { ...this.info, sent: 0, pulledAt: null, waiting: [] });
  }

  #prove(password: string | null): void {
    if (this.info.asksPassword && password !== PASSWORD)
      throw new CallError({ code: 'wrongSecret', advice: 'That is not your password.', field: 'password' });
  }
}
