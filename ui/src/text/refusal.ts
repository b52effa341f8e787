/** A refusal in words: what is refused, since or until when, and how it came about. */

import type { Refusal } from '../ipc/bindings';
import { t } from '.';
import { clockTime, daysAgo, fullDateTime, shortDate, untilTime } from '../lib/format';

export type RefusalWords = { title: string; line: string };

export function refusalWords(refusal: Refusal, name: string, nowAt: number, zone: string): RefusalWords {
  const about = date(refusal, nowAt, zone);
  const how = refusal.basis === null ? null : t.basis[refusal.basis];
  return { title: t.refusal.title[refusal.kind](name, about), line: t.refusal.line[refusal.kind](about, how, name) };
}

// "Texted STOP at 8:50 AM", "Told us at the desk Nov 3": today by the clock, else by the day.
function date(refusal: Refusal, nowAt: number, zone: string): string | null {
  if (refusal.kind === 'quietHours') return refusal.untilAt === null ? null : untilTime(refusal.untilAt, nowAt, zone);
  if (refusal.kind === 'notCovered') return refusal.subject === null ? null : t.consent.subjects([refusal.subject]);
  if (refusal.sinceAt === null) return null;
  if (daysAgo(refusal.sinceAt, nowAt, zone) === 0) {
    const time = clockTime(refusal.sinceAt, zone);
    return refusal.kind === 'optedOut' ? `at ${time}` : time;
  }
  return refusal.kind === 'consentExpired'
    ? shortDate(refusal.sinceAt, nowAt, zone)
    : fullDateTime(refusal.sinceAt, zone);
}
