import { expect, test } from 'vitest';
import { actionFor, caps, isField, isLetter, SHORTCUTS, type Press, type Where } from './keys';
import { t } from '../text';

const free: Where = { inField: false, mac: false, letterKeys: true };
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test('no two actions share a key, and each has words', () => {
  const keys = SHORTCUTS.map((one) => [one.ctrl, one.alt, one.shift, one.key].join('+'));
  expect(new Set(keys).size).toBe(keys.length);
  for (const one of SHORTCUTS) expect(t.keys.action[one.action]).not.toBe('');
});

test('letters work outside fields only, and can be turned off', () => {
  expect(actionFor(press('e'), free)).toBe('close');
  expect(actionFor(press('E', { shiftKey: true }), free)).toBe('reopen');
  expect(actionFor(press('e'), { ...free, inField: true })).toBeNull();
  expect(actionFor(press('e'), { ...free, letterKeys: false })).toBeNull();
  expect(SHORTCUTS.filter((one) => isLetter(one) && one.inFields)).toEqual([]);
});

test('a stray Enter or letter never sends', () => {
  expect(actionFor(press('Enter'), { ...free, inField: true })).toBeNull();
  expect(actionFor(press('Enter', { ctrlKey: true }), { ...free, inField: true })).toBe('send');
  expect(actionFor(press('Enter', { altKey: true }), { ...free, inField: true })).toBe('applyFix');
});

test('on macOS Ctrl is ⌘', () => {
  const mac = { ...free, mac: true, inField: true };
  expect(actionFor(press('k', { metaKey: true }), mac)).toBe('find');
  expect(actionFor(press('k', { ctrlKey: true }), mac)).toBeNull();
  expect(caps('handOff', true)).toEqual(['⌘', 'Shift', 'P']);
  expect(caps('handOff', false)).toEqual(['Ctrl', 'Shift', 'P']);
});

test('the question mark opens all keys whatever the keyboard needs for it', () => {
  expect(actionFor(press('?', { shiftKey: true }), free)).toBe('allKeys');
  expect(actionFor(press('?'), free)).toBe('allKeys');
});

test('what counts as a field', () => {
  expect(isField(document.createElement('textarea'))).toBe(true);
  const box = document.createElement('input');
  box.type = 'checkbox';
  expect(isField(box)).toBe(false);
  expect(isField(document.createElement('button'))).toBe(false);
});
