/** Review: figures, what is behind them, and who is shown what. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { lasted } from './text/overview';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

async function review(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-overview'));
  await screen.findByTestId('stat-typical');
}
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

test('the figures say what they mean, and the period can be changed', async () => {
  await review();
  expect(words(screen.getByTestId('stat-typical'))).toContain('6min 2 min faster than last week');
  expect(words(screen.getByTestId('stat-slowest'))).toContain('19min Goal is 15 min');
  expect(words(screen.getByTestId('stat-same-day'))).toContain('98% 212 of 216 threads');
  expect(screen.getByTestId('hour-chart').getAttribute('aria-label')).toBe(
    'First reply by hour. Typical is 4 min to 9 min. The slowest tenth peaks at 31 min at 10 AM.',
  );
  await fireEvent.click(within(screen.getByTestId('overview-period')).getByText('Today'));
  await waitFor(() => expect(words(screen.getByTestId('stat-typical'))).toContain('No replies yet'));
  expect(screen.queryByTestId('hour-chart')).toBeNull();
});

test('a figure opens the threads behind it, and a thread opens from there', async () => {
  await review();
  await fireEvent.click(screen.getByTestId('stat-slowest'));
  const rows = await screen.findAllByTestId('behind-row');
  expect(rows.map(words)).toEqual([
    expect.stringMatching(/^Renée Thibodeaux.*38 minKofi Mensah$/),
    expect.stringMatching(/^Marcus Oyelaran.*Still waits$/),
  ]);
  await fireEvent.click(within(screen.getByTestId('behind')).getByText('Marcus Oyelaran'));
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('marcus'));
});

test('the chart is a table too, and every hour opens', async () => {
  await review();
  await fireEvent.click(screen.getByTestId('as-table'));
  const table = screen.getByTestId('hour-table');
  await fireEvent.click(within(table).getByText('10 AM'));
  expect(words(await screen.findByTestId('behind'))).toContain('Wrote at 10 AM');
});

test('who sent over a warning is shown only to whom the core tells it', async () => {
  await review();
  expect(words(screen.getByTestId('over-warning'))).toContain('Kofi MensahHarold WhitcombeMedicine');
  cleanup();
  core = new FakeCore();
  core.may.audit = false;
  await review();
  expect(screen.queryByTestId('over-warning')).toBeNull();
  expect(screen.queryByTestId('stat-over-warning')).toBeNull();
});

test('lengths of time', () => {
  const said = (minutes: number) => Object.values(lasted(minutes * 60_000)).join(' ');
  expect([0.2, 6, 119, 120, 47 * 60, 72 * 60].map(said)).toEqual([
    '<1 min',
    '6 min',
    '119 min',
    '2 h',
    '47 h',
    '3 days',
  ]);
});
