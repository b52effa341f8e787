import { expect, test } from 'vitest';
import { moveCaret, moveSpans, paragraphs } from './edits';

const span = { start: 9, end: 19, id: 'a1c' }; // "A1C is 8.2"

test('a finding stays on its words while more is typed before and after', () => {
  const before = 'Hi, your A1C is 8.2.';
  expect(moveSpans([span], before, `${before} See you`)).toEqual([span]);
  expect(moveSpans([span], before, `Hello. ${before}`)).toEqual([{ ...span, start: 16, end: 26 }]);
  expect(moveSpans([span], before, before)).toEqual([span]);
});

test('a finding whose words changed is dropped: nobody checked the new ones', () => {
  expect(moveSpans([span], 'Hi, your A1C is 8.2.', 'Hi, your A1C is 7.2.')).toEqual([]);
  expect(moveSpans([span], 'Hi, your A1C is 8.2.', '')).toEqual([]);
});

test('the caret keeps its place when the window straightens a text', () => {
  expect(moveCaret(5, 'it’s…', "it's...")).toBe(7);
  expect(moveCaret(3, 'a… b', 'a... b')).toBe(5);
});

test('paragraphs and marks add up to the draft', () => {
  const text = 'one two\n\nthree four';
  const lines = paragraphs(text, [
    { start: 4, end: 7 },
    { start: 9, end: 14 },
    { start: 5, end: 12 },
  ]);
  expect(lines.map((line) => line.stretches.map((stretch) => stretch.text).join('')).join('\n')).toBe(text);
  expect(lines[0]?.stretches.map((stretch) => stretch.mark !== null)).toEqual([false, true]);
  expect(lines[1]?.stretches).toEqual([{ text: '', mark: null }]);
});
