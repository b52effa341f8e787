/** What the conversation lists: items with day separators before the first of each day. */

import type { TimelineItem } from '../../ipc/bindings';
import { dayKey } from '../../lib/format';

export type Row =
  | { key: string; kind: 'day'; at: number }
  | { key: string; kind: 'new' }
  | { key: string; kind: 'item'; item: TimelineItem };

/** `newSince` draws a line before the first text of somebody else after it. */
export function timelineRows(items: readonly TimelineItem[], zone: string, newSince: number | null = null): Row[] {
  const rows: Row[] = [];
  let day = '';
  let drawn = newSince === null;
  for (const item of items) {
    const key = dayKey(item.at, zone);
    if (key !== day) {
      day = key;
      // A day can come twice when a clock jumped; the item's id keeps the keys apart.
      rows.push({ key: `day-${key}-${item.id}`, kind: 'day', at: item.at });
    }
    if (!drawn && newSince !== null && item.kind === 'message' && item.at > newSince && item.from.kind !== 'you') {
      drawn = true;
      rows.push({ key: `new-${item.id}`, kind: 'new' });
    }
    rows.push({ key: item.kind === 'message' && item.clientId !== null ? item.clientId : item.id, kind: 'item', item });
  }
  return rows;
}

export type Slice = { from: number; to: number; above: number; below: number };

/** Rows never measured yet count as this high. */
export const GUESS = 68;

/**
 * Which rows of a long conversation exist in the page. `fromBottom` is how far the reader scrolled up. Heights are by
 * row, newest last; the rest is empty space above and below, so what is being read never moves.
 */
export function slice(heights: readonly number[], fromBottom: number, viewport: number, most: number): Slice {
  const count = heights.length;
  if (count <= most) return { from: 0, to: count, above: 0, below: 0 };
  const spare = viewport;
  let to = count;
  let below = 0;
  while (to > 1 && below + height(heights, to - 1) < fromBottom - spare) {
    below += height(heights, to - 1);
    to -= 1;
  }
  let from = to;
  let drawn = 0;
  while (from > 0 && to - from < most && below + drawn < fromBottom + viewport + spare) {
    from -= 1;
    drawn += height(heights, from);
  }
  // A whole page of short rows at the top end: fill what is left downwards.
  let above = 0;
  for (let index = 0; index < from; index += 1) above += height(heights, index);
  return { from, to, above, below };
}

function height(heights: readonly number[], index: number): number {
  return heights[index] ?? GUESS;
}
