/** Review: figures, what is behind them, and who is shown what. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import type { Figure } from './ipc/bindings';
import { FakeCore } from './ipc/fake';
import { lasted } from './text/en/overview';
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

test('how patients answer is counted when somebody asks, and forgotten with the period', async () => {
  await review();
  const block = screen.getByTestId('answers');
  expect(core.called('overview.answers')).toEqual([]);
  await fireEvent.click(within(block).getByTestId('answers-read'));
  expect(words(await within(block).findByTestId('answers-answered'))).toContain('60 % (247 of 412)');
  expect(words(within(block).getByTestId('answers-typical'))).toContain('11 min, slowest tenth 95 min');
  expect(words(within(block).getByTestId('answers-yes'))).toContain('78 % (31 of 40)');
  expect(words(within(block).getByTestId('answers-opted-out'))).toContain('3 of 180');
  expect(words(within(block).getByTestId('answers-failed-landline'))).toMatch(/^Didn’t arrive: can’t get texts.* 4$/);
  expect(words(within(block).getByTestId('answers-refused-portalOnly'))).toMatch(
    /^Stopped here: belongs in the portal.* 9$/,
  );
  await fireEvent.click(within(screen.getByTestId('overview-period')).getByText('Today'));
  await waitFor(() => expect(screen.queryByTestId('answers-answered')).toBeNull());
});

test('every figure about answers opens the threads behind it', async () => {
  await review();
  const block = screen.getByTestId('answers');
  await fireEvent.click(within(block).getByTestId('answers-read'));
  const line = async (id: string) => words(await within(block).findByTestId(`answers-${id}`));
  expect(await line('confirmed')).toContain('75 % (45 of 60)');
  expect(await line('not-confirmed')).toMatch(/^Visits not confirmed.* 15$/);
  expect(await line('not-answered')).toMatch(/^Texts not answered.* 165$/);
  const open = async (id: string) => {
    await fireEvent.click(within(screen.getByTestId(`answers-${id}`)).getByRole('button'));
    const title = words(await screen.findByTestId('behind'));
    return title;
  };
  expect(await open('failed-landline')).toContain('Didn’t arrive: can’t get texts');
  expect(await open('refused-portalOnly')).toContain('Stopped here: belongs in the portal');
  expect(await open('not-confirmed')).toContain('Visit');
  expect(core.called('overview.behind').map((asked) => (asked as { figure: Figure }).figure)).toEqual([
    { kind: 'failed', problem: 'landline' },
    { kind: 'refused', why: 'portalOnly' },
    { kind: 'notConfirmed' },
  ]);
});

test('yesterday is kept as a file, by roles that may', async () => {
  await review();
  await fireEvent.click(within(screen.getByTestId('overview-period')).getByText('Yesterday'));
  await fireEvent.click(screen.getByTestId('overview-save'));
  await screen.findByText('Figures saved.');
  expect(core.called('overview.save')).toEqual([{ period: 'yesterday' }]);
  cleanup();
  core = new FakeCore();
  core.may.audit = false;
  await review();
  expect(screen.queryByTestId('overview-save')).toBeNull();
});

test('how many first replies met the goal is said, and the late ones open', async () => {
  await review();
  expect(words(screen.getByTestId('in-time'))).toBe('169 of 200 first replies within the goal. 31 came late');
  await fireEvent.click(within(screen.getByTestId('in-time')).getByText('31 came late'));
  expect(words(await screen.findByTestId('behind'))).toContain('First replies later than the goal');
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

test('a report asks for a patient and days, shows every message, and is kept as a file', async () => {
  await review();
  expect(words(screen.getByTestId('review-tabs'))).toMatch(/Incidents 1$/);
  await fireEvent.click(within(screen.getByTestId('review-tabs')).getByText('Report'));
  await fireEvent.click(screen.getByTestId('report-show'));
  expect(words(screen.getByTestId('form-problem'))).toBe('Choose a patient first.');
  expect(screen.getByTestId('report-to')).toHaveProperty('value', '2026-11-20');
  await fireEvent.input(screen.getByTestId('report-find'), { target: { value: 'Marcus' } });
  await fireEvent.pointerUp(await screen.findByTestId('report-hit'));
  expect(words(await screen.findByTestId('report-person'))).toContain('Marcus Oyelaran');
  await fireEvent.click(screen.getByTestId('report-show'));
  expect(words(await screen.findByTestId('report-proof'))).toContain('3 messages, 26 entries in the audit trail');
  const rows = screen.getAllByTestId('report-row').map(words);
  expect(rows[0]).toMatch(/Is my blood work back yet\?.*Granted.*Received/);
  expect(rows[1]).toMatch(
    /FRONT-DESK-2.*Your A1C is fine\..*Written by hand.*Patient asked by text.*Portal only.*Delivered.*0\.0079 USD.*Not available/,
  );
  expect(screen.getAllByTestId('because').map(words)[0]).toMatch(/^Replied YES ?Nov 12, 2026 ?Entry 4181$/);
  expect(rows[2]).toMatch(/\(713\) 555-0188.*Visit reminder 5, Dana Whitfield/);
  const proof = words(screen.getByTestId('report-proof'));
  expect(proof).toContain('All their numbers: (713) 555-0142, (713) 555-0188.');
  expect(proof).toContain('A record that was joined to theirs is in it.');
  // How anybody checks it without Foyer, and the way to the log.
  await fireEvent.click(screen.getByTestId('report-check'));
  const steps = words(await screen.findByTestId('check-dialog'));
  expect(steps).toContain('node verify-trail.mjs');
  expect(steps).toContain('certutil -hashfile');
  await fireEvent.click(screen.getByTestId('check-close'));
  await waitFor(() => expect(screen.queryByTestId('check-dialog')).toBeNull());
  await fireEvent.click(screen.getByTestId('report-save-jsonLines'));
  expect(words(await screen.findByText('Report saved.'))).toBe('Report saved.');
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
