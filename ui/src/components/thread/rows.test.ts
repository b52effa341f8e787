import { expect, test } from 'vitest';
import { NOW, text, ZONE } from '../../ipc/fakeMorning';
import { slice, timelineRows } from './rows';

test('a day line comes before the first item of each day', () => {
  const who = { kind: 'patient' as const, name: 'Odell' };
  const rows = timelineRows(
    [text(who, 'a', NOW - 86_400_000), text(who, 'b', NOW - 60_000), text(who, 'c', NOW)],
    ZONE,
  );
  expect(rows.map((row) => row.kind)).toEqual(['day', 'item', 'day', 'item', 'item']);
});

test('a short conversation is in the page whole', () => {
  expect(slice(new Array<number>(40).fill(70), 500, 600, 60)).toEqual({ from: 0, to: 40, above: 0, below: 0 });
});

test('of a long one at most sixty rows exist, around the reader, and the space adds up', () => {
  const heights = Array.from({ length: 1000 }, (_, index) => 40 + (index % 5) * 20);
  const total = heights.reduce((sum, one) => sum + one, 0);
  for (const fromBottom of [0, 1, 700, 20_000, total]) {
    const part = slice(heights, fromBottom, 600, 60);
    expect(part.to - part.from).toBeGreaterThan(0);
    expect(part.to - part.from).toBeLessThanOrEqual(60);
    const drawn = heights.slice(part.from, part.to).reduce((sum, one) => sum + one, 0);
    expect(part.above + drawn + part.below).toBe(total);
    // What is on screen is drawn.
    expect(part.below).toBeLessThanOrEqual(Math.max(0, fromBottom));
  }
});
