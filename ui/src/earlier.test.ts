/** Earlier days over the whole window: history on its way in, a gap said in plain words, a day fetched again. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import type { DayInfo } from './ipc/bindings';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

const DAY: DayInfo = {
  line: 'main',
  number: '(713) 555-0100',
  list: 'received',
  dayAt: Date.UTC(2026, 10, 12),
  carrier: 13,
  here: 12,
  missing: 1,
  setAside: 0,
  gone: 0,
  fetching: false,
};

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

async function settings(): Promise<HTMLElement> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  return screen.findByTestId('earlier');
}
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

test('history says how far it is, can be paused, and a strip says so quietly', async () => {
  Object.assign(core.earlier.history, { more: true, reachedAt: Date.UTC(2026, 8, 3, 18), texts: 1200 });
  const block = await settings();
  expect(words(within(block).getByTestId('history'))).toContain('back to Sep 3, 2026, 1,200 texts so far');
  expect(words(screen.getByTestId('history-strip'))).toBe('Earlier texts: back to Sep 3');
  await fireEvent.click(within(block).getByTestId('history-pause'));
  await waitFor(() => expect(core.called('carrier.saveHistory')).toEqual([{ days: 90, paused: true }]));
  await waitFor(() => expect(words(within(block).getByTestId('history-pause'))).toBe('Go on'));
  expect(screen.queryByTestId('history-strip')).toBeNull();
});

test('how far back is the practice’s choice', async () => {
  const block = await settings();
  await fireEvent.click(within(within(block).getByTestId('history-span')).getByText('Everything'));
  await waitFor(() => expect(core.called('carrier.saveHistory')).toEqual([{ days: null, paused: false }]));
});

test('nights are the practice’s choice', async () => {
  const block = await settings();
  await fireEvent.click(within(within(block).getByTestId('night')).getByText('Every 10 min'));
  await waitFor(() => expect(core.called('carrier.saveNight')).toEqual([{ seconds: 600 }]));
});

test('words are taken from the carrier only where somebody chose it, and it waits for a backup', async () => {
  const block = await settings();
  const scrub = within(block).getByTestId('scrub');
  expect(words(scrub)).not.toContain('Waits');
  await fireEvent.click(within(scrub).getByText('Blank after 30 days'));
  await waitFor(() => expect(core.called('carrier.saveScrub')).toEqual([{ afterDays: 30 }]));
  await waitFor(() => expect(words(scrub)).toContain('Waits for a verified backup'));
  Object.assign(core.earlier.scrub, { backedUp: true, done: 214 });
  core.emit({ kind: 'earlierChanged' });
  await waitFor(() => expect(words(scrub)).toContain('214 texts blanked at the carrier so far.'));
});

test('days that agree are said in one line', async () => {
  const block = await settings();
  expect(words(within(block).getByTestId('counts'))).toContain('The last 30 days agree with the carrier’s list.');
  expect(within(block).queryByTestId('day')).toBeNull();
});

test('a gap names the number, the day and both counts, and the day is fetched again', async () => {
  core.earlier.days = [DAY];
  const block = await settings();
  expect(within(block).getByTestId('counts').dataset['agree']).toBe('false');
  const row = within(block).getByTestId('day');
  expect(words(row)).toContain('Nov 12, 2026, received at (713) 555-0100');
  expect(words(row)).toContain('The carrier has 13, Foyer has 12. 1 missing.');
  await fireEvent.click(within(row).getByTestId('fetch-day'));
  await waitFor(() =>
    expect(core.called('carrier.fetchDay')).toEqual([{ line: 'main', list: 'received', dayAt: DAY.dayAt }]),
  );
  await waitFor(() => expect(words(within(block).getByTestId('fetch-day'))).toBe('Fetching…'));
});

test('what was deleted at the carrier is not called a loss', async () => {
  core.earlier.days = [{ ...DAY, carrier: 11, missing: 0, gone: 1 }];
  const block = await settings();
  expect(within(block).getByTestId('counts').dataset['agree']).toBe('true');
  expect(words(within(block).getByTestId('day'))).toContain('1 text was deleted at the carrier. Foyer still has it.');
});

test('what the core says changed is read again', async () => {
  const block = await settings();
  core.earlier.days = [DAY];
  core.emit({ kind: 'earlierChanged' });
  await waitFor(() => expect(within(block).getByTestId('day')).toBeTruthy());
});
