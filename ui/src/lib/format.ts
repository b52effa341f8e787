/**
 * Local time exists only here. Instants arrive as UTC milliseconds and leave as the practice's own wall clock, whatever
 * zone this computer is set to. Words are English; the language of the window is a later matter.
 */

import { fromAbsolute, toCalendarDate, type CalendarDate, type ZonedDateTime } from '@internationalized/date';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', { ...options, timeZone: safeZone(zone) });
    formatters.set(key, found);
  }
  return found;
}

const known = new Map<string, string>();

/** The zone, or UTC where this webview has never heard of it: a wrong word must not empty the window. */
export function safeZone(zone: string): string {
  let result = known.get(zone);
  if (result === undefined) {
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: zone });
      result = zone;
    } catch {
      result = 'UTC';
    }
    known.set(zone, result);
  }
  return result;
}

// Newer engines put U+202F before AM; older ones a space. One of the two, so that widths and tests agree.
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  // Dates outside what JavaScript can name would throw; the core never sends them, a damaged store might.
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return '–';
  return plain(formatter(zone, options).format(at));
}

function zoned(at: number, zone: string): ZonedDateTime {
  return fromAbsolute(at, safeZone(zone));
}

function day(at: number, zone: string): CalendarDate {
  return toCalendarDate(zoned(at, zone));
}

/** Whole days from `at` to `now` on the practice's calendar: 0 today, 1 yesterday. */
export function daysAgo(at: number, now: number, zone: string): number {
  const then = day(at, zone);
  const today = day(now, zone);
  return Math.round((today.toDate('UTC').getTime() - then.toDate('UTC').getTime()) / 86_400_000);
}

/** `10:42 AM` */
export function clockTime(at: number, zone: string): string {
  return format(at, zone, { hour: 'numeric', minute: '2-digit' });
}

/** `10:42:08`, where seconds matter. */
export function clockSeconds(at: number, zone: string): string {
  return format(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).replace(/ [AP]M$/, '');
}

/** `Nov 20`, or `Nov 20, 2025` in another year than `now`. */
export function shortDate(at: number, now: number, zone: string): string {
  return sameYear(at, now, zone)
    ? format(at, zone, { month: 'short', day: 'numeric' })
    : format(at, zone, { month: 'short', day: 'numeric', year: 'numeric' });
}

/** `Nov 20, 2026` */
export function fullDate(at: number, zone: string): string {
  return format(at, zone, { month: 'short', day: 'numeric', year: 'numeric' });
}

/** `Nov 20, 2026, 10:42 AM` */
export function fullDateTime(at: number, zone: string): string {
  return `${fullDate(at, zone)}, ${clockTime(at, zone)}`;
}

/** `Nov 20, 2026, 10:42:08 AM`, for proof. */
export function exactTime(at: number, zone: string): string {
  return `${fullDate(at, zone)}, ${format(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' })}`;
}

/** Minutes since midnight on somebody's own clock as `9:40 PM`. */
export function clockOfMinute(minute: number): string {
  const hour = Math.floor(minute / 60) % 24;
  const half = hour < 12 ? 'AM' : 'PM';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute % 60).padStart(2, '0')} ${half}`;
}

/** Minutes since midnight as a time field holds them, `09:00`; nothing for nothing. */
export function fieldOfMinute(minute: number | null): string {
  if (minute === null) return '';
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** And back: `null` for an empty field, `NaN` for what is no time of day. */
export function minuteOfField(value: string): number | null {
  if (value.trim() === '') return null;
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(value.trim()) ?? [];
  return Number(hour) < 24 && Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : NaN;
}

/** What a thread row shows: `10:42 AM`, `Yesterday`, `Wed`, `Nov 3`, `Nov 3, 2025`. */
export function listTime(at: number, now: number, zone: string): string {
  const ago = daysAgo(at, now, zone);
  if (ago <= 0) return clockTime(at, zone);
  if (ago === 1) return 'Yesterday';
  if (ago < 7) return format(at, zone, { weekday: 'short' });
  return shortDate(at, now, zone);
}

/** A cell of a table: `10:42 AM`, `Thu 4:12 PM` within the week, `Nov 3 9:48 AM` before. */
export function shortDayTime(at: number, now: number, zone: string): string {
  const ago = daysAgo(at, now, zone);
  if (ago <= 0) return clockTime(at, zone);
  const day = ago < 7 ? format(at, zone, { weekday: 'short' }) : shortDate(at, now, zone);
  return `${day} ${clockTime(at, zone)}`;
}

/** `Friday, November 20` */
/** The year on the practice's calendar. */
export function yearOf(at: number, zone: string): string {
  return format(at, zone, { year: 'numeric' });
}

export function longDay(at: number, zone: string): string {
  return format(at, zone, { weekday: 'long', month: 'long', day: 'numeric' });
}

/** A day separator: `Today, November 20`; `Thursday, November 12`; with the year when it differs. */
export function dayTitle(at: number, now: number, zone: string): string {
  const date = sameYear(at, now, zone)
    ? format(at, zone, { month: 'long', day: 'numeric' })
    : format(at, zone, { month: 'long', day: 'numeric', year: 'numeric' });
  const ago = daysAgo(at, now, zone);
  if (ago === 0) return `Today, ${date}`;
  if (ago === 1) return `Yesterday, ${date}`;
  return `${format(at, zone, { weekday: 'long' })}, ${date}`;
}

/** One value per calendar day, to tell where a separator goes. */
export function dayKey(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return '';
  return day(at, zone).toString();
}

/** When something comes back: `8:00 AM` today, `tomorrow, 8:00 AM`, `Monday, 8:00 AM`, `Dec 3, 8:00 AM`. */
export function untilTime(at: number, now: number, zone: string): string {
  const ahead = -daysAgo(at, now, zone);
  const time = clockTime(at, zone);
  if (ahead <= 0) return time;
  if (ahead === 1) return `tomorrow, ${time}`;
  if (ahead < 7) return `${format(at, zone, { weekday: 'long' })}, ${time}`;
  return `${shortDate(at, now, zone)}, ${time}`;
}

/** How long somebody has waited: `24 min`, `3 h`, `2 days`. */
export function waited(since: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** `0:24` until an instant; never negative. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long ago, in seconds up to a minute, then in whole minutes. */
export function ago(at: number, now: number): { n: number; unit: 's' | 'min' } {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return seconds < 60 ? { n: seconds, unit: 's' } : { n: Math.floor(seconds / 60), unit: 'min' };
}

/** Whole seconds until an instant; never negative. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** A birth date `YYYY-MM-DD` as `03/14/1961`; it has no time zone. */
export function birthDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return year && month && dayOfMonth ? `${month}/${dayOfMonth}/${year}` : date;
}

/** `412 KB` */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The last four digits of a number as people write it. */
export function lastDigits(number: string): string {
  return number.replace(/\D/g, '').slice(-4);
}

function sameYear(at: number, now: number, zone: string): boolean {
  return format(at, zone, { year: 'numeric' }) === format(now, zone, { year: 'numeric' });
}
