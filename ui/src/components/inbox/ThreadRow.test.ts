import { cleanup, render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { ThreadRow as Row } from '../../ipc/bindings';
import { FakeCore } from '../../ipc/fake';
import { NOW, ZONE } from '../../ipc/fakeMorning';
import ThreadRow from './ThreadRow.svelte';

const core = new FakeCore();

function show(row: Row) {
  cleanup();
  return render(ThreadRow, {
    id: 'row',
    row,
    place: 2,
    total: 11,
    selected: false,
    active: false,
    nowAt: NOW,
    zone: ZONE,
    onclick: () => undefined,
    onproof: () => undefined,
  }).getByRole('option');
}
/** What a reader says: its words without what is hidden from readers. */
function name(option: HTMLElement): string {
  const copy = option.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent
    .replace(/\s+/g, ' ')
    .replace(/\s*,\s*/g, ', ')
    .trim();
}
const row = (id: string) => core.row(core.thread(id));

test('its name says name, unread, waiting, preview, channel, consent, assignee, in this order', () => {
  const option = show(row('marcus'));
  expect(name(option)).toBe(
    'Marcus Oyelaran, 2 unread, waiting 24 min, Also do I still need to come Tuesday?, SMS, Granted, assigned to Marisol Vega',
  );
  expect(option.getAttribute('aria-posinset')).toBe('2');
  expect(option.getAttribute('aria-setsize')).toBe('11');
  expect(option.querySelector('button')).toBeNull();
});

test('every mark is a word as well as an icon', () => {
  expect(show(row('celia')).textContent).toContain('Not delivered');
  const waiting = row('celia');
  waiting.preview.mark = 'waiting';
  expect(show(waiting).textContent).toContain('Waiting');
  waiting.preview.mark = 'notConfirmed';
  expect(show(waiting).textContent).toContain('Not confirmed');
  waiting.preview.mark = 'unknownSpeaker';
  expect(show(waiting).textContent).toContain('Unknown');
});

test('what may be an emergency is said before anything else, a draft too', () => {
  const urgent = row('marcus');
  urgent.preview.mark = 'urgent';
  expect(name(show(urgent))).toContain('May be an emergency Also do I still need');
  expect(show({ ...urgent, draft: 'One moment' }).textContent).toContain('May be an emergency');
  expect(show(row('marcus')).textContent).not.toContain('emergency');
});

test('a draft shows before anything else, a photo as words', () => {
  expect(show({ ...row('lupe'), draft: 'Por supuesto' }).textContent).toContain('Draft:');
  expect(show(row('tomas')).textContent).toContain('Sent a photo');
  expect(name(show(row('other0')))).toContain('unassigned');
});

test('hostile words stay words in one line', () => {
  const hostile = row('anh');
  hostile.preview.text = '<b>x</b>\n\u202egnp';
  const option = show(hostile);
  expect(option.querySelector('b')).toBeNull();
  expect(option.textContent).toContain('<b>x</b> ');
  expect(option.textContent).toContain('right-to-left override');
});
