import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { t } from './text';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

test('another record of the same person is found, put into this one and given back', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === 'lupe');
  if (!row) throw new Error('no row');
  await fireEvent.click(row);
  await fireEvent.click(await screen.findByTestId('edit-patient'));
  await fireEvent.click(await screen.findByTestId('open-merge'));
  const dialog = await screen.findByTestId('merge-dialog');
  const field = within(dialog).getByTestId<HTMLInputElement>('merge-find');
  await fireEvent.input(field, { target: { value: 'marcus' } });
  await fireEvent.click(await within(dialog).findByTestId('merge-hit'));
  expect(dialog.textContent).toContain(t.merging.sure('Marcus Oyelaran', 'Lupe'));
  await fireEvent.click(within(dialog).getByTestId('merge-do'));
  await waitFor(() => expect(core.called('patients.merge')).toEqual([{ thread: 'lupe', other: 'p-marcus' }]));
  await within(dialog).findByTestId('merged-record');
  await waitFor(() => expect(field.value).toBe(''));
  await fireEvent.click(within(dialog).getByTestId('split'));
  await waitFor(() => expect(core.called('patients.split')).toEqual([{ thread: 'lupe', other: 'p-marcus' }]));
  await waitFor(() => expect(within(dialog).queryByTestId('merged-record')).toBeNull());
});
