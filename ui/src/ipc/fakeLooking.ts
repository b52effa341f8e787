/** Unusual looking around for the fake core. */

import type { LookingBehind, LookingDay, LookingPage, ReadLookingBehind, SettleLooking, Staff } from './bindings';

const DAY = 86_400_000;

export class FakeLooking {
  days: LookingDay[] = [];

  constructor(
    private readonly staff: Staff[],
    private readonly me: () => string,
    private readonly now: () => number,
  ) {}

  /** A day of somebody else's, and one of one's own. */
  plant(): void {
    const first = this.staff.find((one) => one.id === this.me());
    const second = this.staff.find((one) => one.id !== this.me());
    const day = (of: Staff | undefined, back: number, found: LookingDay['found']): LookingDay => ({
      user: of?.id ?? '',
      name: of?.name ?? '',
      day: new Date(this.now() - back * DAY).toISOString().slice(0, 10),
      dayAt: this.now() - back * DAY,
      found,
      me: false,
      settled: null,
    });
    this.days = [
      day(second, 1, [
        { what: 'unanswered', times: 46, usual: 6 },
        { what: 'colleague', times: 1, usual: 0 },
      ]),
      day(first, 3, [{ what: 'afterHours', times: 11, usual: 0 }]),
    ];
  }

  page(): LookingPage {
    return { days: this.days.map((day) => ({ ...day, me: day.user === this.me() })), learningUntilAt: null };
  }

  open(): number {
    return this.days.filter((day) => day.settled === null).length;
  }

  behind({ user }: ReadLookingBehind, threads: readonly { id: string; name: string }[]): LookingBehind {
    const rows = user === '' ? [] : threads.slice(0, 5);
    return {
      threads: rows.map((thread, n) => ({
        thread: thread.id,
        name: thread.name,
        at: this.now() - DAY + n * 60_000,
        times: n === 0 ? 3 : 1,
        worked: n > 3,
      })),
    };
  }

  settle({ user, day, words }: SettleLooking): Record<string, never> {
    const by = this.staff.find((one) => one.id === this.me())?.name ?? '';
    for (const one of this.days) if (one.user === user && one.day === day) one.settled = { by, at: this.now(), words };
    return {};
  }
}
