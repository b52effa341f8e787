import { expect, test } from 'vitest';
import {
  birthDate,
  clockTime,
  countdown,
  dayKey,
  dayTitle,
  fieldOfMinute,
  fileSize,
  listTime,
  shortDayTime,
  minuteOfField,
  shortDate,
  untilTime,
  waited,
} from './format';

const houston = 'America/Chicago';
const now = Date.UTC(2026, 10, 20, 16, 42);
const hours = (n: number) => n * 3_600_000;

test('times are the practice’s, whatever zone this computer is in', () => {
  expect(clockTime(now, houston)).toBe('10:42 AM');
  expect(clockTime(now, 'Pacific/Honolulu')).toBe('6:42 AM');
  expect(clockTime(now, 'No/Such_Zone')).toBe('4:42 PM');
});

test('the list says less the longer ago it was', () => {
  expect(listTime(now - hours(1), now, houston)).toBe('9:42 AM');
  // 11 PM yesterday is less than 12 hours ago and still yesterday.
  expect(listTime(now - hours(11.7), now, houston)).toBe('Yesterday');
  expect(listTime(now - hours(48), now, houston)).toBe('Wed');
  expect(shortDayTime(now - hours(1), now, houston)).toBe('9:42 AM');
  expect(shortDayTime(now - hours(48), now, houston)).toBe('Wed 10:42 AM');
  expect(shortDayTime(now - hours(24 * 30), now, houston)).toBe('Oct 21 11:42 AM');
  expect(listTime(now - hours(24 * 17), now, houston)).toBe('Nov 3');
  expect(listTime(now - hours(24 * 400), now, houston)).toBe('Oct 16, 2025');
});

test('days are named with the year only when it differs', () => {
  expect(dayTitle(now, now, houston)).toBe('Today, November 20');
  expect(dayTitle(now - hours(24), now, houston)).toBe('Yesterday, November 19');
  expect(dayTitle(now - hours(24 * 8), now, houston)).toBe('Thursday, November 12');
  expect(dayTitle(now - hours(24 * 400), now, houston)).toBe('Thursday, October 16, 2025');
  expect(dayKey(Date.UTC(2026, 10, 21, 5, 59), houston)).toBe('2026-11-20');
  expect(dayKey(Date.UTC(2026, 10, 21, 6, 0), houston)).toBe('2026-11-21');
});

test('coming back and waiting', () => {
  expect(untilTime(now + hours(3), now, houston)).toBe('1:42 PM');
  expect(untilTime(Date.UTC(2026, 10, 21, 14), now, houston)).toBe('tomorrow, 8:00 AM');
  expect(untilTime(Date.UTC(2026, 10, 23, 14), now, houston)).toBe('Monday, 8:00 AM');
  expect(untilTime(Date.UTC(2026, 11, 23, 14), now, houston)).toBe('Dec 23, 8:00 AM');
  expect(waited(now - 24 * 60_000, now)).toBe('24 min');
  expect(waited(now - hours(3.5), now)).toBe('3 h');
  expect(waited(now - hours(72), now)).toBe('3 days');
  expect(waited(now + hours(1), now)).toBe('0 min');
  expect(countdown(now + 24_000, now)).toBe('0:24');
  expect(countdown(now - 24_000, now)).toBe('0:00');
});

test('an instant no calendar has does not break the window', () => {
  expect(clockTime(Number.MAX_SAFE_INTEGER, houston)).toBe('–');
  expect(shortDate(Number.NaN, now, houston)).toBe('–');
  expect(dayKey(Number.MAX_SAFE_INTEGER, houston)).toBe('');
});

test('birth dates have no zone, sizes are round', () => {
  expect(birthDate('1961-03-14')).toBe('03/14/1961');
  expect(birthDate('unknown')).toBe('unknown');
  expect(fileSize(412_000)).toBe('402 KB');
  expect(fileSize(9 * 1024 * 1024)).toBe('9.0 MB');
});

test('a time of day goes into a field and comes back', () => {
  for (const minute of [0, 9 * 60, 17 * 60 + 30, 23 * 60 + 59]) {
    expect(minuteOfField(fieldOfMinute(minute))).toBe(minute);
  }
  expect([fieldOfMinute(null), minuteOfField(' ')]).toEqual(['', null]);
  for (const typed of ['nine', '24:00', '9', '12:60', '9:5']) expect(minuteOfField(typed)).toBeNaN();
});

test('a day begins at midnight there, also where clocks stand a quarter of an hour apart or are put back', () => {
  const kathmandu = Date.UTC(2026, 10, 19, 18, 15);
  expect(dayKey(kathmandu - 1, 'Asia/Kathmandu')).toBe('2026-11-19');
  expect(dayKey(kathmandu, 'Asia/Kathmandu')).toBe('2026-11-20');
  // The night with 25 hours.
  expect(dayKey(Date.UTC(2026, 10, 1, 4, 59, 59), houston)).toBe('2026-10-31');
  expect(dayKey(Date.UTC(2026, 10, 1, 5), houston)).toBe('2026-11-01');
  expect(dayKey(Date.UTC(2026, 10, 2, 5, 59, 59), houston)).toBe('2026-11-01');
  expect(dayKey(Date.UTC(2026, 10, 2, 6), houston)).toBe('2026-11-02');
});
