/** What an edit does to places in a text: findings of the last check stay on their words while more is typed. */

export type Span = { start: number; end: number };

/** Moves spans from `before` to `after`; spans the edit touched are dropped, since nobody has checked those words. */
export function moveSpans<T extends Span>(spans: readonly T[], before: string, after: string): T[] {
  if (before === after) return [...spans];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  const editEnd = before.length - tail;
  const shift = after.length - before.length;
  const moved: T[] = [];
  for (const span of spans) {
    if (span.end <= head) moved.push(span);
    else if (span.start >= editEnd) moved.push({ ...span, start: span.start + shift, end: span.end + shift });
  }
  return moved;
}

/** Where a caret at `caret` in `before` belongs in `after`, when the window itself changed the text. */
export function moveCaret(caret: number, before: string, after: string): number {
  if (caret >= before.length) return after.length;
  const rest = before.slice(caret);
  if (after.endsWith(rest)) return after.length - rest.length;
  return Math.min(caret, after.length);
}

export type Stretch<T> = { text: string; mark: T | null };

/** One paragraph of a draft with its marks, in order, for the layer behind the field. */
export type Paragraph<T> = { start: number; stretches: Stretch<T>[] };

/** Cuts a draft into paragraphs and marked stretches. Overlapping marks: the first wins, the core sends worst first. */
export function paragraphs<T extends Span>(text: string, marks: readonly T[]): Paragraph<T>[] {
  const ordered = [...marks].sort((a, b) => a.start - b.start);
  const result: Paragraph<T>[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const stretches: Stretch<T>[] = [];
    let at = start;
    for (const mark of ordered) {
      const from = Math.max(mark.start, at);
      const to = Math.min(mark.end, end);
      if (to <= from) continue;
      if (from > at) stretches.push({ text: text.slice(at, from), mark: null });
      stretches.push({ text: text.slice(from, to), mark });
      at = to;
    }
    if (at < end || stretches.length === 0) stretches.push({ text: text.slice(at, end), mark: null });
    result.push({ start, stretches });
    start = end + 1;
  }
  return result;
}
