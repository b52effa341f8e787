/** Keeping and deleting: chosen, held, deleted for good, and said in the thread. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

async function block(): Promise<HTMLElement> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  return screen.findByTestId('retention');
}

test('words are kept for always until somebody chooses years, and go only when somebody says so', async () => {
  const view = await block();
  expect((within(view).getByTestId('years-scheduling') as HTMLSelectElement).value).toBe('');
  expect(words(within(view).getByTestId('retention-due'))).toContain('Nothing is due.');
  await fireEvent.click(within(view).getByTestId('erase'));
  expect(screen.queryByTestId('case-dialog')).toBeNull();
  await fireEvent.change(within(view).getByTestId('years-scheduling'), { target: { value: '7' } });
  await waitFor(() => expect(words(screen.getByTestId('retention-due'))).toContain('41 texts and notes are due.'));
  expect(core.retention.years).toEqual({ scheduling: 7, clinical: null, billing: null });
  await fireEvent.click(screen.getByTestId('erase'));
  await fireEvent.click(await screen.findByTestId('case-do'));
  await screen.findByText('Deleted: 41 texts, 0 notes, 2 files.');
  expect(words(screen.getByTestId('retention-due'))).toContain('Nothing is due.');
});

test('a hold needs a reason and is ended with one', async () => {
  await block();
  await fireEvent.click(screen.getByTestId('hold-all'));
  await fireEvent.click(await screen.findByTestId('case-do'));
  expect(core.retention.holds).toEqual([]);
  await fireEvent.input(screen.getByTestId('case-words'), { target: { value: 'Letter from counsel' } });
  await fireEvent.click(screen.getByTestId('case-do'));
  const hold = await screen.findByTestId('legal-hold');
  expect(words(hold)).toContain('Everything Dana Whitfield');
  await fireEvent.click(within(hold).getByText('End'));
  await fireEvent.input(await screen.findByTestId('case-words'), { target: { value: 'Settled' } });
  await fireEvent.click(screen.getByTestId('case-do'));
  await waitFor(() => expect(screen.queryByTestId('legal-hold')).toBeNull());
});

test('who does not look into who did what is not asked about it', async () => {
  core.may = { ...core.may, audit: false };
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('earlier');
  expect(screen.queryByTestId('retention')).toBeNull();
  expect(core.calls.some((call) => call.name === 'retention.read')).toBe(false);
});

test('a text that went says so in its place', async () => {
  core.thread('marcus').items.push({ kind: 'erased', id: 'gone', at: core.now, ours: false, erasedAt: core.now });
  render(App, { core });
  const row = (await screen.findAllByTestId('thread-row')).find((one) => one.dataset['thread'] === 'marcus');
  await fireEvent.click(row as HTMLElement);
  expect(words(await screen.findByTestId('erased-bubble'))).toMatch(/^Deleted by the schedule, /);
});

test('each night deletes only once somebody signed the schedule, and where copies stay is said', async () => {
  const view = await block();
  expect(words(within(view).getByTestId('copies'))).toMatch(/at most 372 days\. The carrier keeps its own copies\./);
  await fireEvent.click(within(view).getByTestId('nightly-sign'));
  expect(screen.queryByTestId('case-dialog')).toBeNull();
  await fireEvent.change(within(view).getByTestId('years-scheduling'), { target: { value: '7' } });
  await waitFor(() => expect(core.called('retention.save')).toHaveLength(1));
  await fireEvent.click(screen.getByTestId('nightly-sign'));
  await fireEvent.click(await screen.findByTestId('case-do'));
  await waitFor(() => expect(words(screen.getByTestId('retention-nightly'))).toContain('Signed off by Dana Whitfield'));
  await fireEvent.click(screen.getByTestId('nightly-stop'));
  await waitFor(() =>
    expect(words(screen.getByTestId('retention-nightly'))).toContain('Nobody has signed this schedule off.'),
  );
  expect(core.called('retention.sign')).toEqual([{ nightly: true }, { nightly: false }]);
});

test('where a repair may have lost a hold, somebody looks before anything is deleted', async () => {
  core.retention.holdsInDoubt = true;
  const view = await block();
  expect(words(within(view).getByTestId('holds-in-doubt'))).toContain('Nothing is deleted until somebody has looked.');
  await fireEvent.click(within(view).getByTestId('confirm-holds'));
  await waitFor(() => expect(screen.queryByTestId('holds-in-doubt')).toBeNull());
  expect(core.called('retention.confirmHolds')).toHaveLength(1);
});
