/** Alerts of the desktop: what the window tells the core about them, and where a click leads. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

test('a click on an alert opens its thread, also when the desk was locked meanwhile', async () => {
  core.clicked = 'odell';
  render(App, { core });
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('odell'));
  const other = core.threads.find((thread) => thread.id !== 'odell')?.id ?? '';
  core.clicked = other;
  core.emit({ kind: 'alertClicked' });
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(other));
});

test('the core knows which thread is on screen', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === 'odell');
  if (!row) throw new Error('no row');
  await fireEvent.click(row);
  await waitFor(() => expect(core.called('threads.look').at(-1)).toEqual({ thread: 'odell' }));
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await waitFor(() => expect(core.called('threads.look').at(-1)).toEqual({ thread: null }));
});

test('how often an alert comes again is chosen in the settings, and never at first', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const choices = within(await screen.findByTestId('repeat-alerts'));
  expect(core.repeatMinutes).toBeNull();
  await fireEvent.click(choices.getByText('10 min'));
  await waitFor(() => expect(core.called('settings.saveRepeat')).toEqual([{ minutes: 10 }]));
  await fireEvent.click(choices.getByText('Never'));
  await waitFor(() => expect(core.called('settings.saveRepeat').at(-1)).toEqual({ minutes: null }));
});
