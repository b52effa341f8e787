import { expect, test } from 'vitest';
import { fold, pieces } from './words';

const shown = (words: string) =>
  pieces(words)
    .map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.label}×${piece.count}]`))
    .join('');

test('turning and hidden characters are shown, and nothing else is lost', () => {
  expect(shown('pay \u202egnp.exe\u202c now')).toBe('pay [right-to-left override×1]gnp.exe[end of direction×1] now');
  expect(shown('a\u200b\u200b\u200bb')).toBe('a[zero-width space×3]b');
  expect(shown('\u2066x\u2069')).toBe('[left-to-right isolate×1]x[end of isolate×1]');
  expect(shown('hi\u{e0041}\u{e0042}')).toBe('hi[hidden tag×2]');
  expect(shown('bell\u0007')).toBe('bell[control character×1]');
  expect(shown('half \ud83d')).toBe('half [broken character×1]');
});

test('plain words, accents, emoji and flags stay as they are', () => {
  for (const words of [
    '¿A qué hora es mi cita?',
    'Anh-Thu Phạm Nguyễn',
    '👩‍👩‍👧 👍🏽 ☀️',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'می‌خواهم',
    'क्‍ष',
  ]) {
    expect(shown(words)).toBe(words);
  }
});

test('line ends of any kind are one', () => {
  expect(shown('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
});

test('marks piled on a letter are capped', () => {
  expect(shown(`e${'\u0301'.repeat(50)}x`)).toBe(`e${'\u0301'.repeat(4)}[stacked marks×46]x`);
});

test('HTML is only letters', () => {
  expect(pieces('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
});

test('very long words and very many lines fold; others do not', () => {
  expect(fold('short')).toBeNull();
  expect(fold('x'.repeat(1600))).toBeNull();
  expect(fold('x'.repeat(64_000))).toHaveLength(900);
  expect(fold('a\n'.repeat(300))?.split('\n')).toHaveLength(24);
  // Never half of a character.
  const cut = fold('x'.repeat(899) + '😀'.repeat(1000)) ?? '';
  expect(cut).toBe('x'.repeat(899));
});
