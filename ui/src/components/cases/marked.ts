/** A text cut at its findings: what is marked, and how. */

import type { FindingInfo } from '../../ipc/bindings';

export type Piece = { text: string; look: 'caution' | 'portal' | null };

export function marked(words: string, findings: FindingInfo[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const one of [...findings].sort((a, b) => a.start - b.start)) {
    if (one.start < at) continue;
    if (one.start > at) pieces.push({ text: words.slice(at, one.start), look: null });
    pieces.push({ text: words.slice(one.start, one.end), look: one.severity === 'portalOnly' ? 'portal' : 'caution' });
    at = one.end;
  }
  if (at < words.length) pieces.push({ text: words.slice(at), look: null });
  return pieces;
}
