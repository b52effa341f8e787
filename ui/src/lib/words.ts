/**
 * What a patient's (or anybody's) words may look like on screen. A text can carry characters that are invisible, turn
 * the reading direction, or pile marks upon a letter until they cover the next line. None of it may mislead the reader
 * or bury the window, and none of it may be lost: what cannot be shown plainly is shown as a small chip with its name.
 * The result is for text nodes; nothing here makes HTML.
 */

export type Piece = { kind: 'text'; text: string } | { kind: 'chip'; label: string; count: number };

/** More marks on one letter than any language needs. Vietnamese and polytonic Greek need up to three. */
const MARKS_PER_LETTER = 4;
/** Texts longer than this are folded; 1600 is the longest a carrier passes on in one piece. */
export const FOLD_AT = 1600;
const FOLDED = 900;
/** A folded text also ends after so many lines. */
const FOLD_LINES = 24;

const NAMES: Record<number, string> = {
  0x00ad: 'soft hyphen',
  0x034f: 'joiner',
  0x061c: 'direction mark',
  0x180e: 'zero-width space',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'direction mark',
  0x200f: 'direction mark',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of direction',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'isolate',
  0x2069: 'end of isolate',
  0xfeff: 'zero-width space',
};

function chipName(code: number): string | null {
  const name = NAMES[code];
  if (name) return name;
  if (code === 0x09 || code === 0x0a) return null;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return 'control character';
  if (code >= 0x2061 && code <= 0x206f) return 'invisible character';
  if (code >= 0xfff9 && code <= 0xfffb) return 'annotation mark';
  if (code >= 0xe0000 && code <= 0xe007f) return 'hidden tag';
  if (code >= 0xd800 && code <= 0xdfff) return 'broken character';
  return null;
}

const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;
const MARK = /\p{M}/u;
// Scripts whose spelling needs the joiners.
const JOINING =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{M}]/u;

/** Splits words into what is shown as it stands and what is shown as a chip. */
export function pieces(words: string): Piece[] {
  const result: Piece[] = [];
  let text = '';
  let marks = 0;
  const flush = () => {
    if (text) result.push({ kind: 'text', text });
    text = '';
  };
  const chip = (label: string) => {
    flush();
    const last = result.at(-1);
    if (last?.kind === 'chip' && last.label === label) last.count += 1;
    else result.push({ kind: 'chip', label, count: 1 });
  };

  const letters = Array.from(words.replace(/\r\n?/g, '\n'));
  letters.forEach((letter, index) => {
    const code = letter.codePointAt(0) ?? 0;
    const before = letters[index - 1] ?? '';
    const after = letters[index + 1] ?? '';
    if (code === 0x200d && PICTURE.test(before) && PICTURE.test(after)) text += letter;
    else if ((code === 0x200d || code === 0x200c) && JOINING.test(before) && JOINING.test(after)) text += letter;
    else if (code >= 0xe0000 && code <= 0xe007f && partOfFlag(letters, index)) text += letter;
    else if (chipName(code) !== null) {
      marks = 0;
      chip(chipName(code) ?? '');
    } else if (MARK.test(letter) && code !== 0xfe0f && code !== 0xfe0e) {
      marks += 1;
      if (marks > MARKS_PER_LETTER) chip('stacked marks');
      else text += letter;
    } else {
      marks = 0;
      text += letter;
    }
  });
  flush();
  return result;
}

/** A shorter beginning of very long words, or null when they need no folding. */
export function fold(words: string): string | null {
  let cut = words.length > FOLD_AT ? FOLDED : words.length;
  let line = -1;
  for (let lines = 0; lines < FOLD_LINES; lines += 1) {
    line = words.indexOf('\n', line + 1);
    if (line === -1) break;
  }
  if (line !== -1) cut = Math.min(cut, line);
  if (cut >= words.length) return null;
  // Never between the two halves of a character.
  const half = words.charCodeAt(cut - 1);
  if (half >= 0xd800 && half <= 0xdbff) cut -= 1;
  return words.slice(0, cut);
}

// The flags of England, Scotland and Wales are a black flag and hidden tags.
function partOfFlag(letters: string[], index: number): boolean {
  for (let back = 1; back <= 7 && index - back >= 0; back += 1) {
    const code = letters[index - back]?.codePointAt(0) ?? 0;
    if (code === 0x1f3f4) return true;
    if (code < 0xe0000 || code > 0xe007f) return false;
  }
  return false;
}
