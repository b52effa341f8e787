/** Opening hours for the fake core: a week, an automatic reply, and nobody from the night unless a test says so. */

import { fromAbsolute, toCalendarDate } from '@internationalized/date';
import type {
  HoursPage,
  MorningQueue,
  MorningRow,
  OfficeHours,
  OfficeHoursDraft,
  ScheduleTime,
  ScheduleTimes,
  ThreadRow,
} from './bindings';
import { CallError } from './client';
import { at, ZONE } from './fakeMorning';

const DAY = { from: 8 * 60, until: 17 * 60 };
const SHUT = { from: null, until: null };

/** The times of the fake practice: nobody is texted there before nine. */
export function suggestedTimes(now: number): ScheduleTimes {
  const here = fromAbsolute(now, ZONE);
  const today = toCalendarDate(here);
  const on = (which: ScheduleTime['which'], days: number, minute: number): ScheduleTime => ({
    which,
    day: today.add({ days }).toString(),
    minute,
  });
  return { times: [on('today', 0, 14 * 60), on('tomorrow', 1, 9 * 60), on('monday', 3, 9 * 60)] };
}

export class FakeHours {
  practice: OfficeHours = {
    location: null,
    name: 'Bayou Family Clinic',
    own: true,
    week: [DAY, DAY, DAY, DAY, DAY, SHUT, SHUT],
    holidays: ['2026-11-26'],
    open: true,
    opensAt: at(3, 8, 0),
  };
  offices: OfficeHours[] = [];
  replies = false;
  /** Threads that came in at night, with what they were told. */
  night: Record<string, Pick<MorningRow, 'texts' | 'toldAt' | 'told'>> = {};

  page(): HoursPage {
    const says = ': we are closed now. We open Mon, Nov 23 at 8:00 AM and will read your text then.';
    return {
      practice: this.practice,
      offices: this.offices,
      replies: this.replies,
      en: `Bayou Family Clinic${says} If this is an emergency, call 911.`,
      es: 'Bayou Family Clinic: ahora estamos cerrados. Abrimos el lun 23 nov a las 8:00 AM y entonces leeremos su texto. Si es una emergencia, llame al 911.',
    };
  }

  save(offices: OfficeHoursDraft[], replies: boolean): HoursPage {
    for (const draft of offices) {
      if (draft.week.some((day) => day.from !== null && day.until !== null && day.until <= day.from)) {
        throw new CallError({
          code: 'badField',
          advice: 'Each day needs a time to open and a later time to close, or neither.',
          field: 'week',
        });
      }
      if (draft.location === null) this.practice = { ...this.practice, week: draft.week, holidays: draft.holidays };
    }
    this.offices = this.offices.map((office) => {
      const draft = offices.find((one) => one.location === office.location);
      return { ...office, own: draft !== undefined, ...(draft ? { week: draft.week, holidays: draft.holidays } : {}) };
    });
    this.replies = replies;
    return this.page();
  }

  morning(rows: ThreadRow[]): MorningQueue {
    const night = rows.filter((row) => this.night[row.id] !== undefined);
    return {
      closedAt: at(-1, 17, 0),
      openedAt: at(0, 8, 0),
      rows: night.map((row) => ({ row, texts: 1, toldAt: null, told: null, ...this.night[row.id] })),
    };
  }
}
