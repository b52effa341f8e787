/** Looking threads over, colleagues who are asked, copies for patients, saved questions, the nightly check. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { stretches } from './lib/stretches';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

async function review(tab: string): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-overview'));
  await fireEvent.click(within(await screen.findByTestId('review-tabs')).getByText(tab));
}
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

test('J and K step through the threads, each is read and one is marked', async () => {
  await review('Threads');
  const rows = await screen.findAllByTestId('review-row');
  expect(rows.map(words)).toEqual([
    expect.stringMatching(/^Harold Whitcombe.*Kofi Mensah: Patient asked by text.*Sent over a warning$/),
    expect.stringMatching(/^Marcus Oyelaran.*Marisol Vega: waiting 24 min.*Slow$/),
    expect.stringMatching(/Joanne Tran: Name of the building.*Sent over a warning$/),
    expect.stringMatching(/Marisol Vega: first reply in 9 min/),
    expect.stringMatching(/Kofi Mensah: first reply in 38 min.*Slow$/),
  ]);
  await fireEvent.keyDown(document.body, { key: 'j' });
  expect(words(await screen.findByTestId('warning-card'))).toContain('“Patient asked by text.” Kofi');
  expect(words(screen.getByTestId('review-place'))).toBe('1 of 5');
  await fireEvent.keyDown(document.body, { key: 'j' });
  await waitFor(() => expect(words(screen.getByTestId('review-place'))).toBe('2 of 5'));
  await fireEvent.keyDown(document.body, { key: 'k' });
  await waitFor(() => expect(words(screen.getByTestId('review-place'))).toBe('1 of 5'));
  expect(core.called('review.open')).toEqual([{ thread: 'harold' }, { thread: 'marcus' }, { thread: 'harold' }]);
  expect(core.called('threads.open')).toEqual([]);
  // Marking goes on to the next one, by the button and by M.
  await fireEvent.click(await screen.findByTestId('review-mark'));
  await waitFor(() => expect(words(screen.getByTestId('review-place'))).toBe('2 of 5'));
  await waitFor(() => expect(core.called('review.open')).toHaveLength(4));
  await screen.findByTestId('review-mark');
  await fireEvent.keyDown(document.body, { key: 'm' });
  await waitFor(() => expect(words(screen.getByTestId('review-place'))).toBe('3 of 5'));
  expect(core.called('review.mark')).toEqual([{ thread: 'harold' }, { thread: 'marcus' }]);
  await fireEvent.keyDown(document.body, { key: 'k' });
  await waitFor(() => expect(words(screen.getByTestId('reviewed-by'))).toContain('Dana Whitfield'));
});

test('from a thread that is looked over: why it went out, a report of it, a problem with it, and its lines of the log', async () => {
  await review('Threads');
  await screen.findAllByTestId('review-row');
  await fireEvent.keyDown(document.body, { key: 'j' });
  expect(words(await screen.findByTestId('review-why'))).toBe(
    'The patient texted first, so replies were open for 24 hours. Kofi gave a reason for the warning.',
  );
  await fireEvent.click(screen.getByTestId('review-problem'));
  await fireEvent.input(await screen.findByTestId('report-problem-words'), { target: { value: 'A medicine' } });
  await fireEvent.click(screen.getByTestId('report-problem-send'));
  await waitFor(() => expect(core.called('cases.report')[0]).toMatchObject({ message: 'warned' }));

  await fireEvent.click(screen.getByTestId('review-log'));
  await screen.findByTestId('entries');
  expect(core.called('audit.read')).toEqual([{ before: null, thread: 'harold', by: null }]);
  expect(screen.getAllByTestId('entry').map(words)).toEqual([
    expect.stringMatching(/Text received Consent: agreed ?Harold Whitcombe 407$/),
    expect.stringMatching(/Text sent over a warning Check: belongs in the portal ?Harold Whitcombe 406$/),
  ]);
  await fireEvent.click(screen.getByTestId('entries-all'));
  await waitFor(() => expect(screen.getAllByTestId('entry')).toHaveLength(8));
  expect(words(screen.getAllByTestId('entry')[1] as HTMLElement)).toContain('Carrier reported on a text');
  await fireEvent.click(screen.getByTestId('entries-older'));
  await waitFor(() => expect(screen.getAllByTestId('entry')).toHaveLength(9));
  expect(core.called('audit.read').at(-1)).toEqual({ before: 405, thread: null, by: null });
  await fireEvent.change(screen.getByTestId('entries-by'), { target: { value: 'kofi' } });
  await waitFor(() => expect(core.called('audit.read').at(-1)).toEqual({ before: null, thread: null, by: 'kofi' }));
  await fireEvent.click(screen.getByTestId('entries-save'));
  await screen.findByText('Audit trail saved as a file.');
  expect(core.called('audit.save')).toEqual([{ thread: null, by: 'kofi' }]);
});

test('filters are asked of the core, and nothing left says so', async () => {
  await review('Threads');
  await screen.findAllByTestId('review-row');
  await fireEvent.click(screen.getByTestId('review-mark-slow'));
  await waitFor(() => expect(screen.getAllByTestId('review-row')).toHaveLength(2));
  await fireEvent.change(screen.getByTestId('review-category'), { target: { value: 'billing' } });
  await screen.findByText('No thread here');
  await fireEvent.change(screen.getByTestId('review-channel'), { target: { value: 'whatsApp' } });
  await fireEvent.click(screen.getByTestId('review-spanish'));
  expect(core.called('review.threads').at(-1)).toEqual({
    asked: {
      period: 'week',
      staff: null,
      category: 'billing',
      channel: 'whatsApp',
      language: 'es',
      any: ['slow'],
      unreviewed: false,
    },
  });
});

test('a colleague is told in a comment, and hears of it above their own threads', async () => {
  await review('Threads');
  const [first] = await screen.findAllByTestId('review-row');
  if (!first) throw new Error('no thread');
  await fireEvent.click(first);
  await fireEvent.input(await screen.findByTestId('review-comment-text'), { target: { value: 'Hand this off.' } });
  await fireEvent.change(screen.getByTestId('review-comment-asks'), { target: { value: 'kofi' } });
  await fireEvent.click(screen.getByTestId('review-comment-add'));
  expect(words(await screen.findByTestId('review-comment'))).toContain('asks Kofi Mensah');
  cleanup();

  core = new FakeCore();
  core.review.mentions = [
    { note: 'n', thread: 'marcus', name: 'Marcus Oyelaran', by: 'Dana', at: core.now, text: 'Call him?', hidden: null },
  ];
  render(App, { core });
  const strip = await screen.findByTestId('mention');
  expect(words(strip)).toContain('Dana asks about Marcus Oyelaran');
  core.review.mentions = [];
  await fireEvent.click(strip);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('marcus'));
  core.emit({ kind: 'threadChanged', thread: 'marcus' });
  await waitFor(() => expect(screen.queryByTestId('mention')).toBeNull());
});

test('the figure of warnings opens the threads behind it', async () => {
  await review('Reply times');
  await fireEvent.click(await screen.findByTestId('stat-over-warning'));
  await waitFor(() => expect(screen.getAllByTestId('review-row')).toHaveLength(2));
});

test('a copy is asked for, kept as a file, extended with a reason and given', async () => {
  await review('Copies');
  expect(words(await screen.findByTestId('empty'))).toContain('Nobody has asked for a copy');
  await fireEvent.input(screen.getByTestId('report-find'), { target: { value: 'Marcus' } });
  await fireEvent.pointerUp(await screen.findByTestId('report-hit'));
  await fireEvent.click(screen.getByTestId('access-add'));
  const row = await screen.findByTestId('access-row');
  expect(words(row)).toContain('30 days left');
  await fireEvent.click(screen.getByTestId('access-save-pdf'));
  await screen.findByText('Copy saved, 7 messages.');
  expect(core.called('access.saveCopy')).toEqual([{ request: 'request1', format: 'pdf', withShared: false }]);
  await fireEvent.click(screen.getByTestId('access-extend'));
  await fireEvent.input(await screen.findByTestId('access-words'), { target: { value: 'Many pages to look at.' } });
  await fireEvent.click(screen.getByTestId('access-send'));
  await waitFor(() => expect(words(screen.getByTestId('access-row'))).toContain('“Many pages to look at.”'));
  await fireEvent.click(screen.getByTestId('access-given'));
  await waitFor(() => expect(words(screen.getByTestId('access-row'))).toContain('Given'));
  expect(words(screen.getByTestId('access-counts'))).toBe('0 open');
});

test('a question is kept and asked again, and printing is told before it happens', async () => {
  await review('Report');
  await fireEvent.input(screen.getByTestId('report-find'), { target: { value: 'Marcus' } });
  await fireEvent.pointerUp(await screen.findByTestId('report-hit'));
  await fireEvent.click(screen.getByTestId('report-show'));
  await fireEvent.click(await screen.findByTestId('query-keep'));
  await fireEvent.input(screen.getByTestId('query-name'), { target: { value: 'Quarter' } });
  await fireEvent.change(screen.getByTestId('query-days'), { target: { value: '90' } });
  await fireEvent.click(screen.getByTestId('query-save'));
  await fireEvent.click(await screen.findByTestId('query'));
  await waitFor(() => expect(core.called('report.read')).toHaveLength(2));
  const printed = vi.fn(() => expect(core.called('report.print')).toHaveLength(1));
  vi.stubGlobal('print', printed);
  await fireEvent.click(await screen.findByTestId('report-print'));
  await waitFor(() => expect(printed).toHaveBeenCalledOnce());
  vi.unstubAllGlobals();
});

test('what the nightly check found is shown and signed off', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-templates'));
  const found = await screen.findAllByTestId('drift-finding');
  expect(found.map(words)).toEqual([
    expect.stringContaining('Sent 6 times with more typed in. Declared Visit details, used as Clinical.'),
    expect.stringContaining('The English was worded anew.'),
    expect.stringContaining('The same words are typed behind it most times, in 14 texts.'),
    expect.stringContaining('2 texts belonged in the portal'),
  ]);
  await fireEvent.input(screen.getByTestId('drift-words'), { target: { value: 'Kofi was told.' } });
  await fireEvent.click(screen.getByTestId('drift-sign'));
  expect(words(await screen.findByTestId('drift-signed'))).toContain('“Kofi was told.”');
});

test('the goal is chosen in the settings', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('reply-goal')).getByText('30 min'));
  expect(core.called('settings.saveGoals')).toEqual([{ goals: { minutes: 30, stretches: [], fromOpening: true } }]);
});

test('an hour has a goal of its own, added and removed in the settings', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.change(await screen.findByTestId('goal-from'), { target: { value: '12' } });
  await fireEvent.change(screen.getByTestId('goal-until'), { target: { value: '14' } });
  await fireEvent.click(screen.getByTestId('goal-add'));
  const own = await screen.findByTestId('goal-stretch');
  expect(words(own)).toBe('12 PM to 2 PM: 30 min');
  const stretch = { fromHour: 12, untilHour: 14, minutes: 30 };
  expect(core.called('settings.saveGoals')).toEqual([
    { goals: { minutes: 20, stretches: [stretch], fromOpening: true } },
  ]);
  await fireEvent.click(within(own).getByRole('button', { name: 'Remove 12 PM to 2 PM: 30 min' }));
  await waitFor(() => expect(screen.queryByTestId('goal-stretch')).toBeNull());
  await fireEvent.click(screen.getByTestId('goal-from-opening'));
  await waitFor(() => expect(core.called('settings.saveGoals')).toHaveLength(3));
  expect(core.called('settings.saveGoals')[2]).toEqual({
    goals: { minutes: 20, stretches: [], fromOpening: false },
  });
});

test('marks in any order, touching or too far, never lose a letter', () => {
  const marked = (text: string, marks: [number, number][]) =>
    stretches(text, marks)
      .map((part) => (part.marked ? `[${part.text}]` : part.text))
      .join('');
  expect(marked('take lisinopril now', [[5, 15]])).toBe('take [lisinopril] now');
  expect(
    marked('abcdef', [
      [4, 99],
      [0, 2],
      [1, 3],
    ]),
  ).toBe('[ab][c]d[ef]');
  expect(marked('abc', [])).toBe('abc');
});
