/** Threads whose words are hidden, opening one with a reason, and filing. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

async function desk(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
}
async function open(id: string): Promise<HTMLElement> {
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
  return row;
}
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

test('a hidden thread is listed and opened without its words, and only a reason opens it', async () => {
  Object.assign(core.thread('odell'), { hidden: true, category: 'billing' });
  const said = core.thread('odell').items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
  expect(said.length).toBeGreaterThan(0);
  await desk();
  const row = await open('odell');
  expect(words(row)).toContain('Hidden: billing');
  const strip = await screen.findByTestId('hidden-strip');
  expect(words(strip)).toContain('Front desk reads visits. Billing reads this thread.');
  expect(screen.getAllByTestId('hidden-bubble').length).toBe(said.length);
  for (const text of said) expect(document.body.textContent).not.toContain(text);
  for (const gone of ['composer-input', 'assign', 'close-thread', 'more', 'edit-patient']) {
    expect(screen.queryByTestId(gone)).toBeNull();
  }
  expect(words(screen.getByTestId('hidden-details'))).toContain('Details are hidden with the thread.');

  await fireEvent.click(screen.getByTestId('open-with-reason'));
  const dialog = await screen.findByTestId('reason-dialog');
  expect(words(dialog)).toContain('Open a billing thread?');
  expect(words(dialog)).toContain('Dana sees this today. Open for 30 minutes.');
  await fireEvent.click(within(dialog).getByTestId('reason-open'));
  expect(words(dialog)).toContain('Say why in a few words.');
  expect(core.called('threads.openWithReason')).toEqual([]);
  await fireEvent.click(within(dialog).getByTestId('radio-urgent'));
  await fireEvent.input(within(dialog).getByTestId('reason-words'), { target: { value: ' At the desk ' } });
  await fireEvent.click(within(dialog).getByTestId('reason-open'));
  const opened = await screen.findByTestId('open-strip');
  expect(words(opened)).toContain('Open with a reason until 11:12 AM');
  expect(core.called('threads.openWithReason')).toEqual([{ thread: 'odell', why: 'urgent', words: 'At the desk' }]);
  expect(document.body.textContent).toContain(said[0]);
  expect(screen.queryByTestId('composer-input')).toBeNull();

  // Filed away or over: what was read before is gone from the page with the next reading.
  Object.assign(core.thread('odell'), { hidden: true, openUntilAt: null });
  core.emit({ kind: 'threadChanged', thread: 'odell' });
  await screen.findByTestId('hidden-strip');
  for (const text of said) expect(document.body.textContent).not.toContain(text);
});

test('what a thread seems to be about is offered, and can be left as it is', async () => {
  core.thread('marcus').suggested = 'clinical';
  await desk();
  await open('marcus');
  const strip = await screen.findByTestId('filing-strip');
  expect(words(strip)).toContain('These texts seem to be about care.');
  expect(words(strip)).toContain('You won’t read them any more.');
  await fireEvent.click(within(strip).getByTestId('file-leave'));
  await waitFor(() => expect(screen.queryByTestId('filing-strip')).toBeNull());
  expect(core.called('threads.file')).toEqual([{ thread: 'marcus', category: 'scheduling' }]);
  expect(screen.getByTestId('composer-input')).toBeTruthy();
});

test('a manager makes a role, and gives it to somebody', async () => {
  core.user = 'dana';
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('settings-page')).getByText('People'));
  await fireEvent.click(await screen.findByTestId('role-add'));
  await fireEvent.input(screen.getByTestId('role-name'), { target: { value: 'Referrals' } });
  await fireEvent.change(screen.getByTestId('role-clinical'), { target: { value: 'read' } });
  await fireEvent.click(screen.getByTestId('check-recordConsent'));
  await fireEvent.click(screen.getByTestId('role-save'));
  const row = await screen.findByTestId('own-role');
  expect(words(row)).toContain('Sends: visits. Reads: clinical texts');
  expect(core.called('roles.save')).toEqual([
    {
      role: null,
      name: 'Referrals',
      reach: { scheduling: 'send', clinical: 'read', billing: 'withReason' },
      rights: ['recordConsent'],
      locations: [],
    },
  ]);
  expect(words(screen.getByTestId('rights'))).toContain('Referrals');
  // A name that is taken is refused beside its field, by the core.
  await waitFor(() => expect(screen.queryByTestId('role-save')).toBeNull());
  await fireEvent.click(screen.getByTestId('role-add'));
  await fireEvent.input(screen.getByTestId('role-name'), { target: { value: 'Referrals' } });
  await fireEvent.click(screen.getByTestId('role-save'));
  await screen.findByText('There is a role of this name.');
});

test('where a repair may have lost who works where, a manager confirms each, and themselves where nobody else is known', async () => {
  const [first, second] = core.people.rows;
  if (!first || !second) throw new Error('nobody works here');
  for (const row of core.people.rows) core.people.change(row.id, { placesInDoubt: true });
  core.people.change(second.id, { placesInDoubt: false, secondStepInDoubt: true });
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('settings-page')).getByText('People'));
  const rows = await screen.findAllByTestId('person');
  const of = (name: string) => rows.find((row) => words(row).includes(name)) as HTMLElement;
  expect(words(of(first.name))).toContain('Offices unsure');
  expect(words(of(second.name))).toContain('Second step to set up');
  await fireEvent.click(within(of(first.name)).getByTestId('change-person'));
  await fireEvent.click(await screen.findByTestId('confirm-places'));
  await waitFor(() => expect(core.called('people.setLocations')).toEqual([{ user: first.id, locations: [] }]));
});
