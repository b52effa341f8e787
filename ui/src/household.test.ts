import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { t } from './text';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => {
  core = new FakeCore();
  core.thread('lupe').draft = '';
});
afterEach(() => cleanup());

const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

async function openLupe(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === 'lupe');
  if (!row) throw new Error('no row');
  await fireEvent.click(row);
  await screen.findByTestId('for-strip');
}

/** The newest text is nobody's, as far as the core can tell. */
function doubtful(): void {
  const thread = core.thread('lupe');
  const last = thread.items.findLast((item) => item.kind === 'message');
  if (last?.kind !== 'message' || !thread.household) throw new Error('no text');
  last.saidBy = { sure: 'unknown', patient: null, name: null };
  Object.assign(thread.household, { ask: true, doubtful: last.id, unknown: 1 });
}

test('it says for whom the next text is, and asks the core for another', async () => {
  await openLupe();
  expect(screen.getByTestId('for-strip').textContent).toContain('Lupe');
  await fireEvent.click(screen.getByTestId('choose-person'));
  const list = screen.getByTestId('who-for');
  expect(within(list).getByTestId('who-Mateo').hasAttribute('disabled')).toBe(true);
  await fireEvent.click(within(list).getByTestId('who-Ana'));
  await waitFor(() => expect(screen.getByTestId('for-strip').textContent).toContain('Ana'));
  expect(core.called('household.choose')).toEqual([{ thread: 'lupe', patient: 'p-ana' }]);
});

test('a draft goes to whom it was begun for, whomever a colleague chose since', async () => {
  await openLupe();
  field().focus();
  await fireEvent.input(field(), { target: { value: 'We open at 8.' } });
  const phone = core.thread('lupe').household;
  if (phone) phone.chosen = 'p-ana';
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(core.called('messages.send')).toMatchObject([{ meantFor: 'p-lupe' }]));
});

test('a text of nobody known is asked about, with a question that names nobody', async () => {
  doubtful();
  await openLupe();
  expect(screen.getByTestId('doubt-strip').textContent).toContain(t.household.doubt('Lupe'));
  expect(screen.getByTestId('for-strip').hasAttribute('data-ask')).toBe(true);
  await fireEvent.click(screen.getByTestId('ask-who'));
  await waitFor(() => expect(field().value).toContain('who are we texting with'));
  expect(core.called('household.choose')).toEqual([{ thread: 'lupe', patient: null }]);
  expect(core.called('messages.send')).toEqual([]);
});

test('a text is put to a person, and the next one is for them', async () => {
  doubtful();
  await openLupe();
  await fireEvent.click(screen.getByTestId('its-Ana'));
  await waitFor(() => expect(screen.getByTestId('for-strip').textContent).toContain('Ana'));
  expect(core.called('household.speaker')).toHaveLength(1);
  await waitFor(() => expect(screen.queryByTestId('doubt-strip')).toBeNull());
});

test('a number is taken from a person after it was said twice, and another is put on it', async () => {
  await openLupe();
  await fireEvent.click(screen.getByTestId('edit-household'));
  const dialog = await screen.findByTestId('household-dialog');
  await fireEvent.click(within(dialog).getByTestId('wrong-Ana'));
  expect(core.called('household.wrongNumber')).toEqual([]);
  await fireEvent.click(within(dialog).getByTestId('wrong-sure'));
  await waitFor(() => expect(within(dialog).queryByTestId('wrong-Ana')).toBeNull());
  await fireEvent.input(within(dialog).getByTestId('household-name'), { target: { value: 'Rosa Sandoval' } });
  await fireEvent.click(within(dialog).getByTestId('household-add'));
  expect(await within(dialog).findByTestId('wrong-Rosa')).toBeTruthy();
});

test('a guess about who wrote is put right', async () => {
  const last = core.thread('lupe').items.findLast((item) => item.kind === 'message' && item.from.kind === 'patient');
  if (last?.kind !== 'message') throw new Error('no text');
  last.saidBy = { sure: 'likely', patient: 'p-lupe', name: 'Lupe' };
  await openLupe();
  const guess = await screen.findByTestId('said-by');
  expect(guess.getAttribute('aria-label')).toContain(t.household.change);
  await fireEvent.click(guess);
  const dialog = await screen.findByTestId('speaker-dialog');
  expect(within(dialog).getByTestId('radio-p-lupe').getAttribute('aria-checked')).toBe('true');
  await fireEvent.click(within(dialog).getByTestId('radio-p-ana'));
  await fireEvent.click(within(dialog).getByTestId('speaker-save'));
  await waitFor(() => expect(screen.queryByTestId('speaker-dialog')).toBeNull());
  expect(core.called('household.speaker')).toMatchObject([{ patient: 'p-ana' }]);
  // For whom the next text is stays the core's to say.
  expect(core.called('household.choose')).toEqual([]);
});

test('of two of one name it is the one the core says', async () => {
  const thread = core.thread('lupe');
  const last = thread.items.findLast((item) => item.kind === 'message' && item.from.kind === 'patient');
  const ana = thread.household?.people.find((one) => one.id === 'p-ana');
  if (last?.kind !== 'message' || !ana) throw new Error('no text');
  thread.household?.people.push({ ...ana, id: 'p-ana-2', name: 'Ana Quiroga', relationship: 'parent' });
  last.saidBy = { sure: 'likely', patient: 'p-ana-2', name: 'Ana Quiroga' };
  await openLupe();
  await fireEvent.click(await screen.findByTestId('said-by'));
  const dialog = await screen.findByTestId('speaker-dialog');
  expect(within(dialog).getByTestId('radio-p-ana-2').getAttribute('aria-checked')).toBe('true');
  expect(within(dialog).getByTestId('radio-p-ana').getAttribute('aria-checked')).toBe('false');
});

test('W asks for whom the next text is, and asks no more', async () => {
  await openLupe();
  screen.getByTestId('timeline').focus();
  await fireEvent.keyDown(screen.getByTestId('timeline'), { key: 'w' });
  expect(await screen.findByTestId('who-for')).toBeTruthy();
  await fireEvent.keyDown(screen.getByTestId('timeline'), { key: 'w' });
  await waitFor(() => expect(screen.queryByTestId('who-for')).toBeNull());
});
