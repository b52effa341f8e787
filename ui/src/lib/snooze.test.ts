import { expect, test } from 'vitest';
import { fromLocalField, snoozeChoices, toLocalField } from './snooze';

const houston = 'America/Chicago';

test('on a Friday morning: later today, tomorrow at eight, Monday at eight', () => {
  const now = Date.UTC(2026, 10, 20, 16, 42); // 10:42 AM
  expect(snoozeChoices(now, houston)).toEqual([
    { id: 'later', at: Date.UTC(2026, 10, 20, 20, 0) }, // 2:00 PM
    { id: 'tomorrow', at: Date.UTC(2026, 10, 21, 14, 0) },
    { id: 'monday', at: Date.UTC(2026, 10, 23, 14, 0) },
  ]);
});

test('late in the evening there is no later today', () => {
  const now = Date.UTC(2026, 10, 21, 4, 0); // 10 PM on Friday
  expect(snoozeChoices(now, houston).map((choice) => choice.id)).toEqual(['tomorrow', 'monday']);
});

test('on a Sunday, tomorrow is Monday, so the next Monday is offered beside it', () => {
  const now = Date.UTC(2026, 10, 22, 16, 0);
  const [, tomorrow, monday] = snoozeChoices(now, houston);
  expect(tomorrow?.at).toBe(Date.UTC(2026, 10, 23, 14, 0));
  expect(monday?.at).toBe(Date.UTC(2026, 10, 30, 14, 0));
});

test('eight o’clock stays eight o’clock over a change of clocks', () => {
  const now = Date.UTC(2026, 9, 31, 16, 0); // the Saturday before winter time
  expect(snoozeChoices(now, houston).find((choice) => choice.id === 'tomorrow')?.at).toBe(Date.UTC(2026, 10, 1, 14, 0));
});

test('a field holds the practice’s time, there and back', () => {
  const at = Date.UTC(2026, 10, 23, 14, 0);
  expect(toLocalField(at, houston)).toBe('2026-11-23T08:00');
  expect(fromLocalField('2026-11-23T08:00', houston)).toBe(at);
  expect(fromLocalField('', houston)).toBeNull();
  expect(fromLocalField('2026-13-45T99:00', houston)).toBeNull();
});
