/** Words in stretches, those between two places of a mark apart. Places are in the units of the window's strings. */

export type Stretch = { text: string; marked: boolean };

/** Marks may touch or overlap and come in any order; what lies outside of the words is left out. */
export function stretches(words: string, marks: readonly (readonly [number, number])[]): Stretch[] {
  const parts: Stretch[] = [];
  let at = 0;
  for (const [from, to] of [...marks].sort(([one], [other]) => one - other)) {
    const start = Math.max(at, Math.min(from, words.length));
    const end = Math.min(to, words.length);
    if (end <= start) continue;
    if (start > at) parts.push({ text: words.slice(at, start), marked: false });
    parts.push({ text: words.slice(start, end), marked: true });
    at = end;
  }
  if (at < words.length) parts.push({ text: words.slice(at), marked: false });
  return parts;
}
