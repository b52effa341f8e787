/** Tags, lists of one's own, what was opened and not answered, and a snooze that waits for the patient. */

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
const row = (id: string) => screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);

async function open(id: string): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const found = row(id);
  if (!found) throw new Error(`no row ${id}`);
  await fireEvent.click(found);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}
async function choose(menu: string, item: string): Promise<void> {
  const trigger = screen.getByTestId(menu);
  trigger.focus();
  await fireEvent.keyDown(trigger, { key: 'Enter' });
  const found = (await screen.findAllByRole('menuitem')).find((one) => words(one).startsWith(item));
  if (!found) throw new Error(`no item ${item}`);
  await fireEvent.click(found);
}

test('a thread is tagged, and a list of one’s own holds what is tagged', async () => {
  await open('odell');
  await choose('more', 'Tags');
  const field = await screen.findByTestId<HTMLInputElement>('tag-new');
  await fireEvent.input(field, { target: { value: ' Forms ' } });
  await fireEvent.click(screen.getByTestId('tag-add'));
  await waitFor(() => expect(screen.getByTestId('tag-choice').getAttribute('aria-pressed')).toBe('true'));
  expect(core.called('threads.tag')).toEqual([{ thread: 'odell', name: 'Forms', on: true }]);
  await fireEvent.click(screen.getByText('Done'));
  await waitFor(() => expect(words(row('odell') as Element)).toContain('tagged Forms'));

  await fireEvent.click(screen.getByTestId('nav-new-view'));
  await fireEvent.input(await screen.findByTestId('own-view-name'), { target: { value: 'Forms to do' } });
  await fireEvent.change(screen.getByTestId('own-view-tag'), { target: { value: 'Forms' } });
  await fireEvent.click(screen.getByTestId('own-view-save'));
  await waitFor(() => expect(screen.getByTestId('nav-own').getAttribute('aria-current')).toBe('page'));
  await waitFor(() =>
    expect(screen.getAllByTestId('thread-row').map((one) => one.dataset['thread'])).toEqual(['odell']),
  );
  expect(screen.getByTestId('nav-mine').getAttribute('aria-current')).toBeNull();
  await fireEvent.click(screen.getByTestId('remove-own-view'));
  await waitFor(() => expect(screen.queryByTestId('nav-own')).toBeNull());
  expect(screen.getByTestId('nav-mine').getAttribute('aria-current')).toBe('page');
});

test('what was opened and not answered has its list', async () => {
  const marcus = core.thread('marcus');
  Object.assign(marcus, { unread: 0, waitingSinceAt: core.now - 600_000 });
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-unanswered'));
  await waitFor(() => expect(core.called('threads.list').at(-1)).toMatchObject({ view: 'unanswered', own: null }));
  await waitFor(() => expect(row('marcus')).toBeDefined());
  expect(screen.getAllByTestId('thread-row')).toHaveLength(core.view('unanswered').length);
});

test('a snooze may end with the patient’s next text only', async () => {
  await open('odell');
  await choose('snooze', 'Until they reply');
  await waitFor(() => expect(core.called('threads.snooze')).toEqual([{ thread: 'odell', untilAt: null }]));
  expect(words(await screen.findByTestId('toast'))).toContain('Snoozed until they reply');
  await waitFor(() => expect(words(screen.getByTestId('conversation'))).toContain('Snoozed until they reply'));
});
