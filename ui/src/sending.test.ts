/** Writing and sending: what is stopped, what goes to the portal, and what somebody else sent meanwhile. */

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeCore } from './ipc/fake';
import { desk, field, key, open, write } from './atTheDesk.testing';
import { t } from './text';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

test('portal-only words: Send is off and says why, hand-off is primary and moves them', async () => {
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await screen.findByText('Belongs in the portal, not in a text');
  const send = screen.getByTestId('send');
  expect(send.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(send);
  expect(screen.getByTestId('composer-why').textContent).toContain('belong in the portal');
  expect(core.called('messages.send')).toEqual([]);
  expect(screen.getByTestId('handoff-preview').textContent).toContain('you have a new secure message');
  const hand = screen.getByTestId('hand-off');
  expect(hand.classList).toContain('primary');
  await fireEvent.click(hand);
  await screen.findByTestId('portal-card');
  expect(screen.getByTestId('toast').textContent).toContain('Moved to the portal');
  await fireEvent.click(screen.getByTestId('undo'));
  await waitFor(() => expect(field().value).toBe('Your A1C came back at 8.2'));
  expect(screen.queryByTestId('portal-card')).toBeNull();
});

test('a link that has left can no longer be undone, and the strip says so', async () => {
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await fireEvent.click(await screen.findByTestId('hand-off'));
  await screen.findByTestId('undo');
  const link = core.thread('odell').items.find((item) => item.kind === 'message' && item.purpose === 'portalLink');
  if (link?.kind !== 'message' || !link.delivery) throw new Error('no link');
  Object.assign(link.delivery, { state: 'sending', undoUntilAt: null, canCancel: false });
  core.emit({ kind: 'outboxChanged' });
  await waitFor(() => expect(screen.getByTestId('toast').textContent).toContain('The link is on its way.'));
  expect(screen.queryByTestId('undo')).toBeNull();
});

test('who opted out is written to in the portal alone, and nothing is texted', async () => {
  core.thread('odell').badge = 'optedOut';
  await desk(core);
  await open('odell');
  await fireEvent.click(await screen.findByTestId('way-messageInPortal'));
  expect((await screen.findByTestId('composer-alone')).textContent).toContain('Nothing is texted.');
  expect(screen.queryByTestId('send')).toBeNull();
  await write('Your A1C came back at 8.2');
  await fireEvent.click(screen.getByTestId('hand-off'));
  await screen.findByTestId('portal-alone');
  expect(core.called('messages.handOff')[0]).toMatchObject({ target: 'portal', withoutText: true });
  expect(screen.getByTestId('toast').textContent).toContain('Nothing is texted.');
  expect(screen.queryByTestId('composer-alone')).toBeNull();
});

test('the other ways bring the words by e-mail or by phone', async () => {
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await fireEvent.keyDown(await screen.findByTestId('other-ways'), { key: 'Enter' });
  await fireEvent.pointerDown(screen.getByTestId('other-ways'), { button: 0, pointerType: 'mouse' });
  const item = await screen.findByText('Secure e-mail instead…');
  await fireEvent.pointerUp(item, { button: 0, pointerType: 'mouse' });
  await fireEvent.click(item);
  await screen.findByTestId('check-off');
  expect(core.called('messages.handOff')[0]).toMatchObject({ target: 'secureEmail' });
  expect(screen.getByTestId('toast').textContent).toContain('secure e-mail');
});

test('Y copies the words that wait to be brought to the portal', async () => {
  await core.call('messages.handOff', { thread: 'odell', text: 'A1C 8.2', clientId: 'one', target: 'call' });
  await desk(core);
  await open('odell');
  await screen.findByTestId('check-off');
  await fireEvent.keyDown(document.body, { key: 'y' });
  await waitFor(() => expect(core.called('handoffs.copy')).toEqual([{ handoff: 'handoff-one' }]));
});

test('sending over a warning asks for a reason and gives it to the core', async () => {
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await screen.findByTestId('other-ways');
  await fireEvent.keyDown(screen.getByTestId('other-ways'), { key: 'Enter' });
  await fireEvent.pointerDown(screen.getByTestId('other-ways'), { button: 0, pointerType: 'mouse' });
  const item = await screen.findByText('Send as text anyway…');
  await fireEvent.pointerUp(item, { button: 0, pointerType: 'mouse' });
  await fireEvent.click(item);
  const dialog = await screen.findByTestId('override-dialog');
  await fireEvent.click(within(dialog).getByTestId('override-send'));
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.input(within(dialog).getByTestId('override-reason'), {
    target: { value: 'No portal, asked by phone' },
  });
  await fireEvent.click(within(dialog).getByTestId('override-send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  expect(core.called('messages.send')[0]).toMatchObject({ overrideReason: 'No portal, asked by phone' });
});

test('words for the portal go to a number as a text only when somebody made sure whose it is', async () => {
  core.confirmDue = true;
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await fireEvent.pointerDown(await screen.findByTestId('other-ways'), { button: 0, pointerType: 'mouse' });
  const item = await screen.findByText('Send as text anyway…');
  await fireEvent.pointerUp(item, { button: 0, pointerType: 'mouse' });
  await fireEvent.click(item);
  const dialog = await screen.findByTestId('override-dialog');
  expect(within(dialog).getByTestId('override-identity').textContent).toContain('1961');
  await fireEvent.input(within(dialog).getByTestId('override-reason'), { target: { value: 'Asked by phone' } });
  await fireEvent.click(within(dialog).getByTestId('override-send'));
  expect(core.called('messages.send'), 'not before it is confirmed').toEqual([]);
  await fireEvent.click(within(dialog).getByTestId('override-confirm'));
  await fireEvent.click(within(dialog).getByTestId('override-send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  expect(core.called('messages.send')[0]).toMatchObject({ confirmed: true });
});

test('who may not override is not offered it', async () => {
  core.mayOverride = false;
  await desk(core);
  await open('odell');
  await write('Your A1C came back at 8.2');
  await fireEvent.keyDown(await screen.findByTestId('other-ways'), { key: 'Enter' });
  await fireEvent.pointerDown(screen.getByTestId('other-ways'), { button: 0, pointerType: 'mouse' });
  await screen.findByText('Call instead…');
  expect(screen.queryByText('Send as text anyway…')).toBeNull();
});

test('where nothing may be texted there is no field, but a note can be written', async () => {
  await desk(core);
  await open('delphine');
  expect(screen.queryByTestId('composer-input')).toBeNull();
  expect(screen.getByTestId('refusal').dataset['kind']).toBe('optedOut');
  await fireEvent.click(screen.getByTestId('blocked-note'));
  await fireEvent.input(screen.getByTestId('note-input'), { target: { value: 'Called instead' } });
  await fireEvent.click(screen.getByTestId('add-note'));
  await screen.findByTestId('note');
  expect(core.called('messages.send')).toEqual([]);
});

test('the notice goes out and the thread waits for the answer', async () => {
  await desk(core);
  await open('harold');
  await fireEvent.click(screen.getByTestId('way-sendNotice'));
  await waitFor(() => expect(screen.getByTestId('refusal').dataset['kind']).toBe('waitingForAnswer'));
  expect(core.called('consent.sendNotice')).toHaveLength(1);
});

test('somebody else replied: the draft stays, Send is off, and one press more sends it', async () => {
  await desk(core);
  await open('anh');
  await write('Yes, the same garage.');
  core.colleague('anh', 'Kofi', 'Same garage, enter on Main.');
  const strip = await screen.findByTestId('collision');
  expect(strip.textContent).toContain('Kofi replied');
  expect(screen.getByTestId('new-since').textContent).toBe('New since you started writing');
  expect(field().value).toBe('Yes, the same garage.');
  await fireEvent.click(screen.getByTestId('send'));
  expect(screen.getByTestId('composer-why').textContent).toContain('somebody replied');
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.click(screen.getByTestId('send-mine'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  await waitFor(() => expect(field().value).toBe(''));
  expect(screen.queryByTestId('collision')).toBeNull();
});

test('a reply by somebody else before anything was typed asks nothing', async () => {
  await desk(core);
  await open('anh');
  core.colleague('anh', 'Kofi', 'Same garage, enter on Main.');
  await screen.findByText('Same garage, enter on Main.', { selector: '.b bdi' });
  await write('Anything else?');
  expect(screen.queryByTestId('collision')).toBeNull();
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
});

test('a text can be taken back while it waits: Ctrl Z in the empty field, and its words are in it again', async () => {
  core.settings = { ...core.settings, undoSeconds: 5 };
  await desk(core);
  await open('anh');
  await write('We open at 8.');
  await fireEvent.click(screen.getByTestId('send'));
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain(t.toast.sendsIn);
  expect(field().value).toBe('');
  field().focus();
  await key('z', { ctrlKey: true });
  await waitFor(() => expect(field().value).toBe('We open at 8.'));
  expect(core.called('messages.cancel')).toHaveLength(1);
  // What is typed is the field's own to undo.
  await key('z', { ctrlKey: true });
  expect(core.called('messages.cancel')).toHaveLength(1);
});

test('nothing is said of Undo where texts leave at once, or wait for the line', async () => {
  await desk(core);
  await open('anh');
  await write('We open at 8.');
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  expect(screen.queryByTestId('toast')).toBeNull();
});
