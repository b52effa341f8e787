/** Opening hours while somebody types them. What they mean, and whether they are hours at all, the core says. */

import type { OfficeHours, OfficeHoursDraft } from '../../ipc/bindings';
import { fieldOfMinute, minuteOfField } from '../../lib/format';

export type DayDraft = { open: boolean; from: string; until: string; pause: { from: string; until: string } | null };

export type Draft = {
  location: string | null;
  name: string;
  own: boolean;
  week: DayDraft[];
  holidays: string[];
};

/** What a day begins with that was closed, and a break with that was none. */
const DAY = { from: 8 * 60, until: 17 * 60 };
export const PAUSE = { from: fieldOfMinute(12 * 60), until: fieldOfMinute(13 * 60) };

export function draftOf(office: OfficeHours): Draft {
  return {
    location: office.location,
    name: office.name,
    own: office.own,
    week: office.week.map((day) => ({
      open: day.from !== null,
      from: fieldOfMinute(day.from ?? DAY.from),
      until: fieldOfMinute(day.until ?? DAY.until),
      pause: day.pause ? { from: fieldOfMinute(day.pause.from), until: fieldOfMinute(day.pause.until) } : null,
    })),
    holidays: [...office.holidays],
  };
}

/** A time field gives nothing for midnight's end: an office that closes then closes at 24:00. */
function closing(field: string): number | null {
  const minute = minuteOfField(field);
  return minute === 0 ? 24 * 60 : minute;
}

export function sent(drafts: Draft[]): OfficeHoursDraft[] {
  return drafts
    .filter((draft) => draft.own)
    .map((draft) => ({
      location: draft.location,
      week: draft.week.map((day) => ({
        from: day.open ? minuteOfField(day.from) : null,
        until: day.open ? closing(day.until) : null,
        // A field left empty is no time of day: the core says so.
        ...(day.open && day.pause
          ? { pause: { from: minuteOfField(day.pause.from) ?? 0, until: minuteOfField(day.pause.until) ?? 0 } }
          : {}),
      })),
      holidays: [...draft.holidays],
    }));
}
