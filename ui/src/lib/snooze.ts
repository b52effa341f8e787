/** When a snoozed thread may come back, on the practice's own clock. The core keeps the instant, not the words. */

import { fromAbsolute, parseDateTime, toZoned, type ZonedDateTime } from '@internationalized/date';
import { safeZone } from './format';

export type SnoozeChoice = { id: 'later' | 'tomorrow' | 'monday'; at: number };

const OPENING = { hour: 8, minute: 0, second: 0, millisecond: 0 };

/** Later today (three hours on, to the next half hour), tomorrow and Monday when the desk opens. */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const here = fromAbsolute(now, safeZone(zone));
  const choices: SnoozeChoice[] = [];

  const later = roundUp(here.add({ hours: 3 }));
  if (later.day === here.day) choices.push({ id: 'later', at: ms(later) });

  choices.push({ id: 'tomorrow', at: ms(here.add({ days: 1 }).set(OPENING)) });

  // 0 is Sunday. On a Sunday tomorrow already is Monday, so the next one is meant.
  const weekday = new Date(Date.UTC(here.year, here.month - 1, here.day)).getUTCDay();
  const ahead = (8 - weekday) % 7 || 7;
  choices.push({ id: 'monday', at: ms(here.add({ days: ahead === 1 ? 8 : ahead }).set(OPENING)) });
  return choices;
}

/** What a `datetime-local` field holds (`2026-11-23T08:00`), read on the practice's clock; null when it is no time. */
export function fromLocalField(value: string, zone: string): number | null {
  try {
    return ms(toZoned(parseDateTime(value), safeZone(zone)));
  } catch {
    return null;
  }
}

/** The same, the other way, for the field's first value. */
export function toLocalField(at: number, zone: string): string {
  const here = fromAbsolute(at, safeZone(zone));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${here.year}-${two(here.month)}-${two(here.day)}T${two(here.hour)}:${two(here.minute)}`;
}

function roundUp(time: ZonedDateTime): ZonedDateTime {
  const up = time.set({ second: 0, millisecond: 0 });
  return up.add({ minutes: (30 - (up.minute % 30)) % 30 });
}

function ms(time: ZonedDateTime): number {
  return time.toDate().getTime();
}
