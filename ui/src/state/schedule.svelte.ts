/**
 * When a draft is to leave: a day and a minute on the practice's clock. What moment that is, on days the clock is set too,
 * and whether a text may go then, the core says.
 */

import { type CalendarDate, fromAbsolute, parseDate, toCalendarDate } from '@internationalized/date';
import type { ScheduleLook, ScheduleTime } from '../ipc/bindings';
import type { Core } from '../ipc/client';
import { safeZone } from '../lib/format';

export class ScheduleState {
  open = $state(false);
  day = $state('');
  minute = $state(0);
  second = $state(false);
  /** What most people would choose; each is a time at which a text may go. */
  times = $state.raw<ScheduleTime[]>([]);
  look = $state.raw<ScheduleLook | null>(null);
  /** The look is of an earlier choice; the core is being asked about this one. */
  asking = $state(false);

  #asked = 0;

  constructor(
    private readonly core: Core,
    private readonly thread: string,
  ) {}

  /** Whether these words could be kept until then. */
  get ready(): boolean {
    return !this.asking && this.look !== null && this.look.at !== null && !this.look.past && this.look.refusal === null;
  }

  async begin(): Promise<void> {
    const asked = ++this.#asked;
    const { times } = await this.core.call('messages.suggestTimes', { thread: this.thread });
    const first = times.find((one) => one.which === 'tomorrow') ?? times.at(-1);
    if (asked !== this.#asked || !first) return;
    this.times = times;
    // The day stands before the page does.
    Object.assign(this, { day: first.day, minute: first.minute, open: true });
    await this.choose(first.day, first.minute);
  }

  async choose(day: string, minute: number): Promise<void> {
    Object.assign(this, { day, minute, second: false });
    await this.#ask();
  }

  async chooseSecond(second: boolean): Promise<void> {
    this.second = second;
    await this.#ask();
  }

  /** The first moment from then on that a text may go. */
  async useNext(zone: string): Promise<void> {
    const next = this.look?.nextAt ?? null;
    if (next === null) return;
    const there = fromAbsolute(next, safeZone(zone));
    await this.choose(toCalendarDate(there).toString(), there.hour * 60 + there.minute);
  }

  close(): void {
    this.#asked += 1;
    this.open = false;
    this.asking = false;
    this.look = null;
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const { thread, day, minute, second } = this;
    this.asking = true;
    try {
      const look = await this.core.call('messages.lookAhead', { thread, day, minute, second });
      if (asked === this.#asked) this.look = look;
    } finally {
      if (asked === this.#asked) this.asking = false;
    }
  }
}

/** Three weeks of days from the Sunday before `from`. */
export function weeks(from: CalendarDate): CalendarDate[] {
  const sunday = from.subtract({ days: weekdayOf(from) });
  return Array.from({ length: 21 }, (_, at) => sunday.add({ days: at }));
}

export function dayOf(text: string): CalendarDate {
  return parseDate(text);
}

export function todayAt(now: number, zone: string): CalendarDate {
  return toCalendarDate(fromAbsolute(now, safeZone(zone)));
}

/** 0 is Sunday. */
function weekdayOf(day: CalendarDate): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}
