import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { CallError } from './ipc/client';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

async function open(id: string): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
  field().focus();
}
async function type(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
}
const rows = () => screen.findAllByTestId('picker-row');
const selected = () => field().value.slice(field().selectionStart, field().selectionEnd);

test('a slash, some letters, arrows and Enter put a template in, and Tab goes from blank to blank', async () => {
  await open('odell');
  await type('Good morning! /vis');
  expect((await rows()).map((row) => row.dataset['name'])).toEqual([
    'Visit reminder',
    'Visit summary',
    'Video visit link',
  ]);
  expect(core.called('templates.pick').at(-1)).toEqual({ thread: 'odell', typed: 'vis' });
  await key('ArrowDown');
  await waitFor(() => expect(field().getAttribute('aria-activedescendant')).toMatch(/-1$/));
  await key('ArrowUp');
  await key('Enter');
  await waitFor(() => expect(field().value).toContain('Good morning! {first name}, this is Bayou Family Clinic.'));
  expect(screen.queryByTestId('picker')).toBeNull();
  await waitFor(() => expect(selected()).toBe('{first name}'));
  await key('Tab');
  expect(selected()).toBe('{date}');
  await key('Tab');
  expect(selected()).toBe('{time}');
  await key('Tab', { shiftKey: true });
  expect(selected()).toBe('{date}');
  await waitFor(() => expect(screen.getByTestId('blanks-left').textContent).toContain('3 blanks'));
  expect(document.querySelectorAll('[data-blank]')).toHaveLength(3);

  // A blank that is left stops it, in plain words; without one it goes.
  await fireEvent.click(screen.getByTestId('send'));
  expect((await screen.findByTestId('refusal')).textContent).toContain('A blank is still to be filled');
  await type('Odell, this is Bayou Family Clinic. Your visit is Monday at 9.');
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(field().value).toBe(''));
});

test('the list is in the patient’s language, and Ctrl E shows the other', async () => {
  await open('lupe');
  await type('/book');
  expect((await screen.findByTestId('picker')).textContent).toContain('in Spanish for Lupe');
  await key('e', { ctrlKey: true });
  await waitFor(() => expect(screen.getByTestId('picker').textContent).toContain('in English for Lupe'));
  await key('Enter');
  await waitFor(() =>
    expect(field().value).toBe('You can book a time with Bayou Family Clinic here: bayoufamily.example/book'),
  );
});

test('what can’t be sent can’t be taken, and says why', async () => {
  await open('odell');
  await type('/weather');
  await rows();
  await key('Enter');
  expect(screen.getByTestId('composer-why').textContent).toContain('Nobody has approved it yet');
  expect(core.called('templates.take')).toEqual([]);
  expect(field().value).toBe('/weather');
});

test('Esc keeps the slash, and a slash within words is one', async () => {
  await open('odell');
  await type('/vis');
  await rows();
  await key('Escape');
  await waitFor(() => expect(screen.queryByTestId('picker')).toBeNull());
  await type('/visi');
  await waitFor(() => expect(core.called('drafts.screen')).not.toEqual([]));
  expect(screen.queryByTestId('picker')).toBeNull();
  expect(field().value).toBe('/visi');
  const asked = core.called('templates.pick').length;
  await type('Mon/Tue and 9/11');
  expect(core.called('templates.pick')).toHaveLength(asked);
});

test('a template that fails to come leaves the draft as it is', async () => {
  core.answers['templates.take'] = () => {
    throw new CallError({ code: 'internal', advice: 'Not now.', field: null });
  };
  await open('odell');
  await type('/vis');
  await rows();
  await key('Enter');
  await waitFor(() => expect(screen.getByTestId('composer-why').textContent).toContain('not sent'));
  expect(field().value).toBe('/vis');
});

test('the page: a new pair waits for somebody else, who approves it', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await key('t');
  await screen.findByTestId('templates');
  await fireEvent.click(await screen.findByTestId('new-template'));
  const dialog = await screen.findByTestId('template-dialog');
  await fireEvent.input(within(dialog).getByTestId('template-words-en'), { target: { value: 'See you {date' } });
  await within(dialog).findByText(/between two braces/);
  await fireEvent.input(within(dialog).getByTestId('template-words-en'), { target: { value: 'See you {date}.' } });
  await within(dialog).findByText(/are visit details at the least/);
  await fireEvent.click(within(dialog).getByTestId('template-ask'));
  expect((await within(dialog).findByText(/up to 60 characters/)).classList).toContain('bad');
  await fireEvent.input(within(dialog).getByTestId('template-name'), { target: { value: 'See you' } });
  await fireEvent.input(within(dialog).getByTestId('template-words-es'), { target: { value: 'Hasta el {fecha}.' } });
  await fireEvent.click(within(dialog).getByTestId('template-ask'));
  await waitFor(() => expect(screen.queryByTestId('template-dialog')).toBeNull());
  // It is one's own: the button is off.
  expect(screen.getByTestId('template-approve').getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByTestId('template-mine').textContent).toContain('somebody else');

  await fireEvent.click(screen.getByText('Closed for weather'));
  await fireEvent.click(screen.getByTestId('template-approve'));
  await waitFor(() =>
    expect(core.called('templates.decide')).toEqual([{ template: 'closed-for-weather', decision: 'approve' }]),
  );
  await waitFor(() => expect(screen.getByTestId('stat-in-use').textContent).toContain('6'));
});

test('the page: what is late is read again, and what is typed behind one opens the form with it', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await key('t');
  await screen.findByTestId('templates');
  await waitFor(() => expect(screen.getByTestId('stat-due').textContent).toContain('1 is late'));
  const names = () => screen.getAllByTestId('template-row').map((row) => row.dataset['name']);
  await fireEvent.click(screen.getByTestId('by-review'));
  expect(names()[0]).toBe('Directions and parking');
  await fireEvent.click(screen.getByText('Look again 3'));
  expect(names()).toEqual(['Directions and parking', 'Visit reminder', 'Running late']);
  expect(screen.getByTestId('template-read-by').textContent).toBe('Nov 1, 2026');
  await fireEvent.click(screen.getByTestId('template-keep'));
  await waitFor(() =>
    expect(core.called('templates.decide')).toEqual([{ template: 'directions-and-parking', decision: 'keep' }]),
  );
  await waitFor(() => expect(screen.getByTestId('stat-due').textContent).toContain('None is late'));

  await fireEvent.click(screen.getByTestId('drift-propose'));
  const dialog = await screen.findByTestId('template-dialog');
  expect(dialog.textContent).toContain('Propose a change to Directions and parking');
  expect(within(dialog).getByTestId<HTMLTextAreaElement>('template-words-en').value).toContain('Bring your ID.');
  await fireEvent.click(within(dialog).getByTestId('template-ask'));
  await waitFor(() => expect(screen.queryByTestId('template-dialog')).toBeNull());
  expect(core.called('templates.save').at(-1)).toMatchObject({ template: 'directions-and-parking', submit: true });
});

test('who asks for a time: the words with the booking link stand there, and one key puts them in', async () => {
  core.thread('odell').asksForTime = true;
  await open('odell');
  const strip = await screen.findByTestId('booking-strip');
  expect(strip.textContent).toContain('bayoufamily.example/book');
  await key('B', { ctrlKey: true, shiftKey: true });
  await waitFor(() => expect(field().value).toContain('bayoufamily.example/book'));
  expect(screen.queryByTestId('booking-strip')).toBeNull();
  // Nobody asked: the key does it all the same, where the caret is.
  cleanup();
  await open('lupe');
  expect(screen.queryByTestId('booking-strip')).toBeNull();
});

test('an office with its own booking link says so, and an error is told at its field', async () => {
  core.templates.facts.offices = [{ office: 'north', name: 'North', location: '', bookingLink: '' }];
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await key('t');
  await fireEvent.click(await screen.findByTestId('edit-facts'));
  const dialog = await screen.findByTestId('facts-dialog');
  const link = within(dialog).getByTestId<HTMLInputElement>('fact-bookingLink-office');
  await fireEvent.input(link, { target: { value: 'bit.ly/north' } });
  core.answers['templates.saveFacts'] = () => {
    throw new CallError({ code: 'badField', advice: 'Use the full address.', field: 'bookingLink north' });
  };
  await fireEvent.click(within(dialog).getByTestId('facts-save'));
  await waitFor(() => expect(link.getAttribute('aria-invalid')).toBe('true'));
  delete core.answers['templates.saveFacts'];
  await fireEvent.input(link, { target: { value: 'north.example/book' } });
  await fireEvent.click(within(dialog).getByTestId('facts-save'));
  await waitFor(() => expect(screen.queryByTestId('facts-dialog')).toBeNull());
  expect((await screen.findByTestId('office-fact')).textContent).toBe('north.example/book');
});
