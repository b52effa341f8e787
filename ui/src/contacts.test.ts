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

test('people are brought in after what would happen was seen, and taken back whole', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(await screen.findByTestId('contacts-open'));
  const dialog = await screen.findByTestId('contacts-dialog');
  const list = new File(['Patient,Mobile\n'], 'people.csv', { type: 'text/csv' });
  await fireEvent.change(within(dialog).getByTestId('contacts-file'), { target: { files: [list] } });
  await within(dialog).findByTestId('contacts-preview');
  expect(within(dialog).getAllByTestId('contacts-line')).toHaveLength(3);
  expect(within(dialog).getByTestId('contacts-remark').textContent).toContain('abroad');
  expect(core.called('contacts.import')).toEqual([]);
  await fireEvent.change(within(dialog).getByTestId('contacts-birthDate'), { target: { value: '' } });
  await waitFor(() =>
    expect(core.called('contacts.preview').at(-1)).toMatchObject({ mapping: { birthDate: null, number: 1 } }),
  );
  const bring = within(dialog).getByTestId('contacts-bring');
  await waitFor(() => expect(bring.getAttribute('aria-disabled')).toBeNull());
  await fireEvent.click(bring);
  await waitFor(() => expect(screen.queryByTestId('contacts-dialog')).toBeNull());
  const undo = await screen.findByTestId('contacts-import-undo');
  await fireEvent.click(undo);
  expect(core.called('contacts.undo')).toEqual([]);
  await fireEvent.click(undo);
  await waitFor(() => expect(screen.getByTestId('contacts-import').textContent).toContain('stayed'));
  expect((await screen.findByTestId('toast')).textContent).toContain(t.contacts.takenBack(1));
});
