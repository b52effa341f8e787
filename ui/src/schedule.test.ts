import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import type { DeliveryInfo, OutboxItem } from './ipc/bindings';
import { at, delivery } from './ipc/fakeMorning';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

async function write(id: string, words: string): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
  field().focus();
  await fireEvent.input(field(), { target: { value: words } });
}
async function later(): Promise<void> {
  await key('L', { ctrlKey: true, shiftKey: true });
  await screen.findByTestId('schedule');
}

test('a draft is kept until a day and a time that are chosen with the keyboard', async () => {
  await write('odell', 'The side lot is free.');
  await later();
  // Tomorrow morning is offered first; the arrows go on from there.
  await waitFor(() => expect(screen.getByTestId('preset-tomorrow').getAttribute('aria-pressed')).toBe('true'));
  document.querySelector<HTMLElement>('[data-day="2026-11-21"]')?.focus();
  await key('ArrowRight');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-day')).toBe('2026-11-22'));
  await key('ArrowDown');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-day')).toBe('2026-11-29'));
  expect(core.called('messages.lookAhead').at(-1)).toEqual({
    thread: 'odell',
    day: '2026-11-29',
    minute: 540,
    second: false,
  });
  await waitFor(() => expect(screen.getByTestId('schedule-do').getAttribute('aria-disabled')).toBeNull());
  await fireEvent.click(screen.getByTestId('schedule-do'));
  await waitFor(() => expect(field().value).toBe(''));
  expect(core.called('messages.schedule')).toMatchObject([{ thread: 'odell', atMs: at(9, 9, 0) }]);
  expect((await screen.findByTestId('toast')).textContent).toContain('Scheduled for');
  await waitFor(() => expect(screen.getByTestId('nav-scheduled').textContent).toContain('1'));
  // Its words come back to be edited.
  await fireEvent.click(await screen.findByTestId('scheduled-edit'));
  await waitFor(() => expect(field().value).toBe('The side lot is free.'));
});

test('quiet hours stop it and offer the first moment after them', async () => {
  await write('marcus', 'The side lot is free.');
  await later();
  await fireEvent.change(screen.getByTestId('schedule-time'), { target: { value: '07:30' } });
  const stop = await screen.findByTestId('schedule-stop');
  expect(stop.textContent).toContain('Quiet hours for Marcus');
  expect(screen.getByTestId('schedule').textContent).toContain('6:30 AM for Marcus in Denver');
  expect(screen.getByTestId('schedule-do').getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(screen.getByTestId('schedule-do'));
  expect(core.called('messages.schedule')).toEqual([]);
  await fireEvent.click(screen.getByTestId('schedule-next'));
  await waitFor(() => expect(screen.queryByTestId('schedule-stop')).toBeNull());
  expect(screen.getByTestId<HTMLInputElement>('schedule-time').value).toBe('08:00');
  await key('Escape');
  await waitFor(() => expect(screen.queryByTestId('schedule')).toBeNull());
  expect(field().value).toBe('The side lot is free.');
});

test('a skipped time says so, a doubled one asks which', async () => {
  const look = { past: false, zones: [], quiet: [], refusal: null };
  core.answers['messages.lookAhead'] = ({ second }) =>
    core.called('messages.lookAhead').length === 1
      ? { ...look, at: null, secondAt: null, nextAt: at(1, 9, 0) }
      : { ...look, at: at(1, second ? 10 : 9, 0), secondAt: at(1, 10, 0), nextAt: null };
  await write('odell', 'The side lot is free.');
  await later();
  expect((await screen.findByTestId('schedule-stop')).textContent).toContain('doesn’t exist');
  await fireEvent.click(screen.getByTestId('schedule-next'));
  const twice = await screen.findByTestId('schedule-twice');
  await fireEvent.click(twice.querySelectorAll('button')[1] as HTMLElement);
  await waitFor(() => expect(core.called('messages.lookAhead').at(-1)).toMatchObject({ second: true }));
  await waitFor(() => expect(twice.querySelectorAll('button')[1]?.getAttribute('aria-pressed')).toBe('true'));
  await waitFor(() => expect(screen.getByTestId('schedule-do').getAttribute('aria-disabled')).toBeNull());
  await fireEvent.click(screen.getByTestId('schedule-do'));
  await waitFor(() => expect(core.called('messages.schedule')).toMatchObject([{ atMs: at(1, 10, 0) }]));
});

test('what leaves later has a page of its own, day by day, and what was missed asks', async () => {
  const item = (message: string, more: Partial<DeliveryInfo>): OutboxItem => ({
    message,
    thread: 'odell',
    name: 'Odell Broussard',
    channel: 'sms',
    text: `Words of ${message}`,
    hidden: null,
    at: at(0, 10, 0),
    delivery: delivery('held', more),
  });
  core.answers['outbox.list'] = () => ({
    items: [item('late', { hold: 'missed', scheduledAt: at(0, 7, 30) })],
    scheduled: [
      item('one', { hold: 'scheduled', scheduledAt: at(1, 9, 0) }),
      item('two', { hold: 'scheduled', scheduledAt: at(1, 11, 0) }),
      item('three', { hold: 'scheduled', scheduledAt: at(3, 9, 0) }),
    ],
  });
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-scheduled'));
  const page = await screen.findByTestId('scheduled-page');
  await waitFor(() => expect(screen.getAllByTestId('scheduled-row').length).toBe(4));
  const days = [...page.querySelectorAll('h2')].map((one) => one.textContent.trim());
  expect(days).toEqual(['Missed, 1', 'Saturday, November 21', 'Monday, November 23']);
  expect(screen.getByTestId('scheduled-needs').textContent).toContain('only while this computer is on');
  await fireEvent.click(screen.getByTestId('scheduled-send'));
  await waitFor(() => expect(core.called('messages.resolve')).toEqual([{ message: 'late', choice: 'sendAgain' }]));
});
