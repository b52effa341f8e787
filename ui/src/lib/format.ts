/**
 * Local time exists only here. Instants arrive as UTC milliseconds and leave as the practice's own wall clock, whatever
 * zone this computer is set to, in the language of the window.
 */

import { fromAbsolute, toCalendarDate, type CalendarDate, type ZonedDateTime } from '@internationalized/date';
import { language } from './language.svelte';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.locale + zone + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language.locale, { ...options, timeZone: safeZone(zone) });
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

// Engines differ in the spaces around AM and a. m.; one way, so that widths and tests agree. A line never breaks
// within a. m.
const plain = (text: string) =>
  text.replace(/[\u202f\u00a0]/g, ' ').replace(/ ?\b([ap])\. ?m\./g, (_, half: string) => ` ${half}.\u00a0m.`);

const large = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `yesterday`, `today`, `tomorrow`. */
const dayWord = (days: number) => new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' }).format(days, 'day');

const spanish = () => language.now === 'es';

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  // Dates outside what JavaScript can name would throw; the core never sends them, a damaged store might.
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return '–';
  return plain(formatter(zone, options).format(at));
}

function zoned(at: number, zone: string): ZonedDateTime {
  return fromAbsolute(at, safeZone(zone));
}

/** Days begin, and clocks are put forward and back, on quarters of an hour of UTC: within one it is one day everywhere. */
const QUARTER = 900_000;
/** Days that were asked for; a long conversation asks for every text of it, each time an older stretch comes. */
const days = new Map<string, CalendarDate>();
const DAYS_KEPT = 20_000;

function day(at: number, zone: string): CalendarDate {
  const quarter = Math.floor(at / QUARTER);
  const key = `${quarter} ${zone}`;
  let found = days.get(key);
  if (!found) {
    found = toCalendarDate(zoned(quarter * QUARTER, zone));
    if (days.size >= DAYS_KEPT) days.clear();
    days.set(key, found);
  }
  return found;
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
  const time = format(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return time.replace(/ ([AP]M|[ap]\.\u00a0m\.)$/, '');
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
  const half = spanish() ? (hour < 12 ? 'a.\u00a0m.' : 'p.\u00a0m.') : hour < 12 ? 'AM' : 'PM';
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
  if (ago === 1) return large(dayWord(-1));
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

/** A visit, whenever it is: `Tue, Nov 24, 2:15 PM`. */
export function visitTime(at: number, zone: string): string {
  return `${format(at, zone, { weekday: 'short', month: 'short', day: 'numeric' })}, ${clockTime(at, zone)}`;
}

/** The year on the practice's calendar. */
export function yearOf(at: number, zone: string): string {
  return format(at, zone, { year: 'numeric' });
}

/** `Friday, November 20`, `Viernes 20 de noviembre` */
export function longDay(at: number, zone: string): string {
  return named(at, zone, format(at, zone, { month: 'long', day: 'numeric' }));
}

/** A weekday and the day it is. */
function named(at: number, zone: string, date: string): string {
  return `${large(format(at, zone, { weekday: 'long' }))}${spanish() ? ' ' : ', '}${date}`;
}

/** A day separator: `Today, November 20`; `Thursday, November 12`; with the year when it differs. */
export function dayTitle(at: number, now: number, zone: string): string {
  const date = sameYear(at, now, zone)
    ? format(at, zone, { month: 'long', day: 'numeric' })
    : format(at, zone, { month: 'long', day: 'numeric', year: 'numeric' });
  const ago = daysAgo(at, now, zone);
  if (ago === 0 || ago === 1) return `${large(dayWord(-ago))}, ${date}`;
  return named(at, zone, date);
}

/** One value per calendar day, to tell where a separator goes. */
export function dayKey(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return '';
  return day(at, zone).toString();
}

/**
 * When something comes back: `8:00 AM` today, `tomorrow, 8:00 AM`, `Monday, 8:00 AM`, `Dec 3, 8:00 AM`. It stands after
 * "until", so in Spanish it is `el lunes`.
 */
export function untilTime(at: number, now: number, zone: string): string {
  const ahead = -daysAgo(at, now, zone);
  const time = clockTime(at, zone);
  if (ahead <= 0) return time;
  if (ahead === 1) return `${dayWord(1)}, ${time}`;
  const the = spanish() ? 'el ' : '';
  if (ahead < 7) return `${the}${format(at, zone, { weekday: 'long' })}, ${time}`;
  return `${the}${shortDate(at, now, zone)}, ${time}`;
}

/** How long somebody has waited: `24 min`, `3 h`, `2 days`. */
export function waited(since: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  const days = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language.locale, days).format(Math.floor(hours / 24));
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

/**
 * A birth date `YYYY-MM-DD` as `03/14/1961`; it has no time zone. In Spanish the month is written, `14 mar 1961`: whoever
 * reads Spanish reads the day first.
 */
export function birthDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  if (!year || !month || !dayOfMonth) return date;
  return spanish() ? calendarDay(date) : `${month}/${dayOfMonth}/${year}`;
}

/** A day of the calendar, `2027-01-19`, as `Jan 19, 2027`. It is no instant: no time zone moves it. */
export function calendarDay(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : fullDate(at, 'UTC');
}

/** The same without its year, where the column says which: `Feb 1`. */
export function calendarShort(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : format(at, 'UTC', { month: 'short', day: 'numeric' });
}

/** A day of the calendar by its weekday, or by its month, as it stands in a sentence. */
export function calendarPart(date: string, part: 'weekday' | 'month'): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : format(at, 'UTC', { [part]: 'long' });
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
