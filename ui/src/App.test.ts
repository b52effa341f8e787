import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeCore } from './ipc/fake';
import { desk, field, key, open, write } from './atTheDesk.testing';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

test('nothing is opened by itself: opening marks read and is logged', async () => {
  await desk(core);
  expect(core.called('threads.open')).toEqual([]);
  expect(screen.getByText('Choose a thread')).toBeTruthy();
});

test('a reply goes out, and its state climbs to delivered', async () => {
  await desk(core);
  await open('odell');
  await write('Yes, we validate.');
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(field().value).toBe(''));
  const bubble = await waitFor(() => {
    const last = screen.getAllByTestId('bubble').at(-1);
    expect(last?.textContent).toContain('Waiting to send');
    return last;
  });
  core.deliver();
  await waitFor(() => expect(bubble?.textContent).toContain('Delivered'));
  expect(screen.getAllByTestId('bubble')).toHaveLength(2);
});

test('a patient’s text appears without a click', async () => {
  await desk(core);
  await open('odell');
  core.receive('odell', 'On my way');
  await screen.findByText('On my way', { selector: '.b bdi' });
});

test('a draft never moves to another thread', async () => {
  await desk(core);
  await open('odell');
  await write('For Odell only');
  await open('gloria');
  expect(field().value).toBe('');
  await write('For Gloria');
  await open('odell');
  expect(field().value).toBe('For Odell only');
  await waitFor(() => expect(core.thread('gloria').draft).toBe('For Gloria'));
  expect(core.thread('odell').draft).toBe('For Odell only');
});

test('an outage: banner with since when, Queue in place of Send, and the banner goes when the line is back', async () => {
  await desk(core);
  await open('odell');
  await core.call('practice.setCarrier', { answering: false });
  const banner = await screen.findByTestId('banner');
  expect(banner.textContent).toContain('Carrier unreachable since 10:42 AM');
  await waitFor(() => expect(screen.getByTestId('send').textContent).toContain('Queue'));
  await write('I will call you');
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(banner.textContent).toContain('1 message waiting'));
  await core.call('practice.setCarrier', { answering: true });
  await waitFor(() => expect(screen.getByTestId('banner').dataset['tone']).toBe('ok'));
  await waitFor(() => expect(screen.getByTestId('send').textContent).toContain('Send'));
});

test('the outbox gives words back to the thread they were written in', async () => {
  await desk(core);
  await open('odell');
  await write('I will call you');
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(field().value).toBe(''));
  await open('gloria');
  await fireEvent.click(screen.getByTestId('nav-outbox'));
  await fireEvent.click(await screen.findByTestId('outbox-edit'));
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('odell'));
  await waitFor(() => expect(field().value).toBe('I will call you'));
  expect(screen.queryByTestId('outbox-item')).toBeNull();
});

test('closing opens nothing else, and can be undone', async () => {
  await desk(core);
  await open('lupe');
  await fireEvent.click(screen.getByTestId('close-thread'));
  await screen.findByText('Choose a thread');
  expect(core.called('threads.open')).toEqual([{ thread: 'lupe' }]);
  await waitFor(() =>
    expect(screen.queryAllByTestId('thread-row').map((row) => row.dataset['thread'])).not.toContain('lupe'),
  );
  await fireEvent.click(screen.getByTestId('undo'));
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('lupe'));
});

test('the list has one Tab stop and its own keys; arrows move, Enter opens', async () => {
  await desk(core);
  const list = screen.getByRole('listbox');
  list.focus();
  await key('ArrowDown');
  const active = list.getAttribute('aria-activedescendant');
  expect(active).toBe('thread-marcus');
  expect(core.called('threads.open')).toEqual([]);
  await key('Enter');
  await waitFor(() => expect(core.called('threads.open')).toEqual([{ thread: 'marcus' }]));
});

test('letters do what the table says, and nothing while typing', async () => {
  await desk(core);
  await key('2');
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Unassigned'));
  await key('1');
  await waitFor(() => expect(screen.getAllByTestId('thread-row')).toHaveLength(11));
  await key('j');
  await waitFor(() => expect(core.called('threads.open')).toHaveLength(1));
  await screen.findByTestId('composer-input');
  field().focus();
  await key('e');
  await key('u');
  expect(core.called('threads.close')).toEqual([]);
  await key('Escape');
  await key('i');
  await key('e');
  await waitFor(() => expect(core.called('threads.close')).toHaveLength(1));
});

test('Ctrl Enter sends, Enter adds a line; with "Enter sends" it is the other way round', async () => {
  await desk(core);
  await open('odell');
  await write('Yes');
  await fireEvent.keyDown(field(), { key: 'Enter' });
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  cleanup();
  core = new FakeCore();
  core.settings.enterSends = true;
  await desk(core);
  await open('odell');
  await write('Yes');
  await fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.keyDown(field(), { key: 'Enter' });
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
});

test('find: people by name, and Enter opens the first', async () => {
  await desk(core);
  await key('k', { ctrlKey: true });
  await fireEvent.input(await screen.findByTestId('find-input'), { target: { value: 'brous' } });
  const person = await screen.findByTestId('find-person');
  expect(person.textContent).toContain('ends 0163');
  await fireEvent.click(person);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('odell'));
});

test('a new number is linked to a person before a thread opens, and consent is asked first', async () => {
  await desk(core);
  await key('c');
  await fireEvent.input(await screen.findByTestId('new-message-input'), { target: { value: '7135550177' } });
  await waitFor(() => expect(screen.getByTestId('new-message-number').textContent).toContain('(713) 555-0177'));
  await fireEvent.click(screen.getByTestId('new-message-number'));
  await fireEvent.click(await screen.findByTestId('new-message-start'));
  expect(core.called('threads.start')).toEqual([]);
  await fireEvent.input(screen.getByTestId('new-message-name'), { target: { value: 'Nora Blanchard' } });
  await fireEvent.click(screen.getByTestId('new-message-start'));
  await waitFor(() => expect(screen.getByTestId('refusal').dataset['kind']).toBe('noConsent'));
});

test('a birth date is asked of the core each time, and hides again', async () => {
  await desk(core);
  await open('lupe');
  expect(core.called('patients.revealBirthDate')).toEqual([]);
  await fireEvent.click(screen.getByTestId('reveal'));
  expect((await screen.findByTestId('birth-date')).textContent).toBe('03/14/1961');
  await open('odell');
  expect(screen.queryByTestId('birth-date')).toBeNull();
});

test('consent is recorded with how and a word about it', async () => {
  await desk(core);
  await open('harold');
  await fireEvent.click(screen.getByTestId('manage-consent'));
  const dialog = await screen.findByTestId('consent-dialog');
  await fireEvent.click(within(dialog).getByTestId('radio-signed'));
  await fireEvent.input(within(dialog).getByTestId('consent-note'), { target: { value: 'Blue folder' } });
  await fireEvent.click(within(dialog).getByTestId('consent-do'));
  await waitFor(() =>
    expect(core.called('consent.record')).toEqual([
      { thread: 'harold', agreed: true, basis: 'paper', note: 'Blue folder', subjects: ['logistics'] },
    ]),
  );
  await screen.findByTestId('composer-input');
});

test('a failed command says what the core advises and keeps the draft', async () => {
  await desk(core);
  await open('odell');
  await write('Yes');
  core.answers['messages.send'] = () =>
    Promise.reject({ code: 'diskFull', advice: 'This computer’s disk is full. Nothing was sent.', field: null });
  await fireEvent.click(screen.getByTestId('send'));
  await screen.findByText('This computer’s disk is full. Nothing was sent.');
  expect(field().value).toBe('Yes');
});

test('the window title and the page never hold a name', async () => {
  await desk(core);
  await open('odell');
  expect(document.title).not.toContain('Odell');
  expect(location.href).not.toContain('Odell');
});

test('texts the carrier has and Foyer could not read are said', async () => {
  core.connectivity.unreadable = 2;
  await desk(core);
  expect((await screen.findByTestId('banner')).textContent).toContain('Foyer couldn’t read 2 texts from the carrier');
});
