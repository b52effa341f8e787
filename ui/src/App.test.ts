import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore, LOOK, RECOVERY_CODE } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

async function desk(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
}
async function open(id: string): Promise<void> {
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}
async function write(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
}

test('nothing is opened by itself: opening marks read and is logged', async () => {
  await desk();
  expect(core.called('threads.open')).toEqual([]);
  expect(screen.getByText('Choose a thread')).toBeTruthy();
});

test('a reply goes out, and its state climbs to delivered', async () => {
  await desk();
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
  await desk();
  await open('odell');
  core.receive('odell', 'On my way');
  await screen.findByText('On my way', { selector: '.b bdi' });
});

test('a draft never moves to another thread', async () => {
  await desk();
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

test('portal-only words: Send is off and says why, hand-off is primary and moves them', async () => {
  await desk();
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
  await desk();
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
  await desk();
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
  await desk();
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
  await desk();
  await open('odell');
  await screen.findByTestId('check-off');
  await fireEvent.keyDown(document.body, { key: 'y' });
  await waitFor(() => expect(core.called('handoffs.copy')).toEqual([{ handoff: 'handoff-one' }]));
});

test('sending over a warning asks for a reason and gives it to the core', async () => {
  await desk();
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
  await desk();
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
  await desk();
  await open('odell');
  await write('Your A1C came back at 8.2');
  await fireEvent.keyDown(await screen.findByTestId('other-ways'), { key: 'Enter' });
  await fireEvent.pointerDown(screen.getByTestId('other-ways'), { button: 0, pointerType: 'mouse' });
  await screen.findByText('Call instead…');
  expect(screen.queryByText('Send as text anyway…')).toBeNull();
});

test('where nothing may be texted there is no field, but a note can be written', async () => {
  await desk();
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
  await desk();
  await open('harold');
  await fireEvent.click(screen.getByTestId('way-sendNotice'));
  await waitFor(() => expect(screen.getByTestId('refusal').dataset['kind']).toBe('waitingForAnswer'));
  expect(core.called('consent.sendNotice')).toHaveLength(1);
});

test('an outage: banner with since when, Queue in place of Send, and the banner goes when the line is back', async () => {
  await desk();
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
  await desk();
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
  await desk();
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
  await desk();
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
  await desk();
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
  await desk();
  await open('odell');
  await write('Yes');
  await fireEvent.keyDown(field(), { key: 'Enter' });
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
  cleanup();
  core = new FakeCore();
  core.settings.enterSends = true;
  await desk();
  await open('odell');
  await write('Yes');
  await fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
  expect(core.called('messages.send')).toEqual([]);
  await fireEvent.keyDown(field(), { key: 'Enter' });
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
});

test('find: people by name, and Enter opens the first', async () => {
  await desk();
  await key('k', { ctrlKey: true });
  await fireEvent.input(await screen.findByTestId('find-input'), { target: { value: 'brous' } });
  const person = await screen.findByTestId('find-person');
  expect(person.textContent).toContain('ends 0163');
  await fireEvent.click(person);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('odell'));
});

test('a new number is linked to a person before a thread opens, and consent is asked first', async () => {
  await desk();
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
  await desk();
  await open('lupe');
  expect(core.called('patients.revealBirthDate')).toEqual([]);
  await fireEvent.click(screen.getByTestId('reveal'));
  expect((await screen.findByTestId('birth-date')).textContent).toBe('03/14/1961');
  await open('odell');
  expect(screen.queryByTestId('birth-date')).toBeNull();
});

test('consent is recorded with how and a word about it', async () => {
  await desk();
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

test('first run: practice mode in one press', async () => {
  core.status = { kind: 'setup', keyring: true, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('setup-next'));
  await screen.findAllByTestId('thread-row');
  expect(screen.getByTestId('practice-mode').textContent).toContain('Practice mode');
});

test('first run: a wrong account is told at its field and nothing goes on', async () => {
  core.status = { kind: 'setup', keyring: false, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('radio-connect'));
  await fireEvent.click(screen.getByTestId('setup-next'));
  await fireEvent.click(await screen.findByTestId('setup-next'));
  expect(core.called('setup.checkTwilio')).toEqual([]);
  for (const [id, value] of [
    ['account-sid', 'XX'],
    ['key-sid', 'SK1'],
    ['secret', 'hush'],
  ] as const) {
    await fireEvent.input(screen.getByTestId(id), { target: { value } });
  }
  await fireEvent.click(screen.getByTestId('setup-next'));
  await screen.findByText('An account SID starts with AC and has 34 characters.');
  await fireEvent.input(screen.getByTestId('account-sid'), { target: { value: 'AC1' } });
  await fireEvent.click(screen.getByTestId('setup-next'));
  await fireEvent.click((await screen.findAllByTestId('number-choice'))[0] as HTMLElement);
  await fireEvent.click(screen.getByTestId('setup-next'));
  await fireEvent.input(await screen.findByTestId('setup-practice'), { target: { value: 'Bayou' } });
  await fireEvent.click(screen.getByTestId('setup-next'));
  await fireEvent.input(await screen.findByTestId('setup-name'), { target: { value: 'Dana' } });
  await fireEvent.input(screen.getByTestId('setup-password'), { target: { value: 'a long password' } });
  await fireEvent.input(screen.getByTestId('setup-password-again'), { target: { value: 'another one' } });
  await fireEvent.input(screen.getByTestId('setup-pin'), { target: { value: '48 29 13' } });
  await fireEvent.click(screen.getByTestId('setup-next'));
  await screen.findByText('The two are not the same.');
  await fireEvent.input(screen.getByTestId('setup-password-again'), { target: { value: 'a long password' } });
  await fireEvent.click(screen.getByTestId('setup-next'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('setup.connectTwilio')[0]).toMatchObject({
    numbers: ['+17135550100'],
    password: 'a long password',
    pin: '482913',
    portalUrl: null,
  });
});

const locked = async (open = true) => {
  core.status = { kind: 'signIn', lock: core.lockScreen(open) };
  render(App, { core });
  return screen.findByTestId('lock');
};

test('a closed practice asks for a password; a wrong one is said, the right one opens the desk', async () => {
  const lock = await locked(false);
  expect(lock.textContent).toContain('Texts wait at the carrier');
  expect(screen.queryByTestId('pin')).toBeNull();
  await fireEvent.click(within(lock).getByText('Dana Whitfield'));
  await fireEvent.input(await screen.findByTestId('password'), { target: { value: 'nonsense' } });
  await fireEvent.click(screen.getByTestId('sign-in'));
  await screen.findByText('That password doesn’t open Foyer.');
  expect(screen.getByTestId<HTMLInputElement>('password').value).toBe('');
  await fireEvent.input(screen.getByTestId('password'), { target: { value: 'correct horse battery' } });
  await fireEvent.click(screen.getByTestId('sign-in'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('session.signIn').at(-1)).toEqual({
    user: 'dana',
    password: 'correct horse battery',
    newPin: null,
    code: null,
  });
});

test('where an authenticator is asked for, the password stays typed and six digits open the desk', async () => {
  core.authenticatorCode = '123456';
  await locked(false);
  await fireEvent.click(screen.getByText('Dana Whitfield'));
  await fireEvent.input(await screen.findByTestId('password'), { target: { value: 'correct horse battery' } });
  await fireEvent.click(screen.getByTestId('sign-in'));
  await screen.findByText('Your password is right. Now the 6 digits from your authenticator.');
  expect(within(screen.getByTestId('lock')).queryByRole('alert')).toBeNull();
  await fireEvent.input(screen.getByTestId('auth-code'), { target: { value: '111111' } });
  await screen.findByText('That code doesn’t count.');
  expect(screen.queryByTestId('password')).toBeNull();
  await fireEvent.input(screen.getByTestId('auth-code'), { target: { value: '123456' } });
  await screen.findAllByTestId('thread-row');
  expect(core.called('session.signIn').at(-1)).toMatchObject({ password: 'correct horse battery', code: '123456' });
});

test('who asked for it sees nothing of the desk while another window is in front', async () => {
  await desk();
  await fireEvent.blur(window);
  expect(document.documentElement.dataset['away']).toBeUndefined();
  core.settings = { ...core.settings, blurAway: true };
  cleanup();
  await desk();
  await fireEvent.blur(window);
  await waitFor(() => expect(document.documentElement.dataset['away']).toBe('yes'));
  await fireEvent.focus(window);
  await waitFor(() => expect(document.documentElement.dataset['away']).toBeUndefined());
});

test('a manager gets an authenticator: a picture, a code of it, and a way to take it off again', async () => {
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const block = await screen.findByTestId('authenticator');
  await fireEvent.input(within(block).getByTestId('authenticator-password'), {
    target: { value: 'correct horse battery' },
  });
  await fireEvent.click(within(block).getByTestId('authenticator-make'));
  expect(await within(block).findByRole('img')).toBeTruthy();
  await fireEvent.input(within(block).getByTestId('authenticator-code'), { target: { value: '123456' } });
  await within(block).findByTestId('authenticator-remove');
  expect(core.called('authenticator.confirm')).toHaveLength(1);
});

test('whose second step a repair may have lost is told to set it up before anything else', async () => {
  core.secondStepOwed = true;
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const block = await screen.findByTestId('authenticator');
  expect(within(block).getByTestId('authenticator-owed').textContent).toContain('Set it up again');
  await fireEvent.input(within(block).getByTestId('authenticator-password'), {
    target: { value: 'correct horse battery' },
  });
  await fireEvent.click(within(block).getByTestId('authenticator-make'));
  await fireEvent.input(await within(block).findByTestId('authenticator-code'), { target: { value: '123456' } });
  await within(block).findByTestId('authenticator-remove');
  expect(within(block).queryByTestId('authenticator-owed')).toBeNull();
});

test('a practice that is closed, being set up or not opening looks as who was here last chose', async () => {
  const dark = { theme: 'dark', language: 'es' } as const;
  const screens = [
    ['setup', { kind: 'setup', keyring: true, look: dark }],
    ['recovery', { kind: 'blocked', problem: 'storeDamaged', recovery: false, look: dark }],
    ['lock', { kind: 'signIn', lock: { ...core.lockScreen(false), ...dark } }],
  ] as const;
  for (const [id, status] of screens) {
    core.status = status;
    render(App, { core });
    await screen.findByTestId(id);
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    expect(document.documentElement.lang).toBe('es');
    cleanup();
  }
});

test('the lock shows counts and no patient; six digits are enough to come back in', async () => {
  const lock = await locked();
  expect(lock.textContent).toContain('5 patients waiting');
  expect(lock.textContent).toContain('Locked after 3 minutes away');
  for (const thread of core.threads) expect(lock.textContent).not.toContain(thread.name);
  const pin = await screen.findByTestId<HTMLInputElement>('pin');
  await fireEvent.input(pin, { target: { value: '111112' } });
  await screen.findByText('That PIN is not right.');
  expect(pin.value).toBe('');
  await fireEvent.input(screen.getByTestId('pin'), { target: { value: '246810' } });
  await screen.findAllByTestId('thread-row');
  expect(core.called('session.enterPin')).toHaveLength(2);
});

test('who forgot the PIN chooses another with the password', async () => {
  await locked();
  await fireEvent.click(await screen.findByTestId('forgot-pin'));
  await fireEvent.input(screen.getByTestId('password'), { target: { value: 'correct horse battery' } });
  await fireEvent.input(screen.getByTestId('new-pin'), { target: { value: '135791' } });
  await fireEvent.click(screen.getByTestId('sign-in'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('session.signIn').at(-1)).toMatchObject({ newPin: '135791' });
});

test('Ctrl L locks from anywhere: the draft is kept, then nothing of the desk is in the page, and it loads anew', async () => {
  await desk();
  await open('odell');
  await write('Half a thought');
  field().focus();
  await key('l', { ctrlKey: true });
  await screen.findByTestId('lock');
  expect(core.thread('odell').draft).toBe('Half a thought');
  expect(core.restarts).toBe(1);
  expect(document.body.textContent).not.toContain('Odell');
  expect(document.body.textContent).not.toContain('Half a thought');
});

test('on the first day a code, a password and a PIN are one way in', async () => {
  const lock = core.lockScreen();
  const [first] = lock.people;
  if (first) first.pin = { kind: 'firstDay' };
  core.status = { kind: 'signIn', lock };
  render(App, { core });
  await fireEvent.input(await screen.findByTestId('day-code'), { target: { value: '7GK2-99QX-4M7A' } });
  await fireEvent.input(screen.getByTestId('first-password'), { target: { value: 'a long password' } });
  await fireEvent.input(screen.getByTestId('first-password-again'), { target: { value: 'a long passwort' } });
  await fireEvent.input(screen.getByTestId('first-pin'), { target: { value: '482913' } });
  await fireEvent.click(screen.getByTestId('first-sign-in'));
  await screen.findByText('The two are not the same.');
  await fireEvent.input(screen.getByTestId('first-password-again'), { target: { value: 'a long password' } });
  await fireEvent.click(screen.getByTestId('first-sign-in'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('session.firstSignIn')).toHaveLength(1);
});

test('people: somebody is added with a code that is shown once, gets another role, and leaves', async () => {
  core.user = 'dana';
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(await screen.findByText('People'));
  await screen.findByTestId('rights');
  await fireEvent.input(screen.getByTestId('person-name'), { target: { value: 'Amaka Eze' } });
  await fireEvent.click(screen.getByTestId('radio-billing'));
  await fireEvent.click(screen.getByTestId('add-person'));
  expect((await screen.findByTestId('printed-code')).textContent).toContain('7GK2-99QX-4M7A');
  await fireEvent.click(screen.getByTestId('code-done'));
  await waitFor(() => expect(screen.queryByTestId('printed-code')).toBeNull());
  const row = () => {
    const found = screen.getAllByTestId('person').find((one) => one.textContent?.includes('Amaka Eze'));
    if (!found) throw new Error('no Amaka');
    return found;
  };
  expect(row().dataset['way']).toBe('code');
  await fireEvent.click(within(row()).getByTestId('change-person'));
  await fireEvent.change(screen.getByTestId('role-of'), { target: { value: 'clinical' } });
  await waitFor(() => expect(row().textContent).toContain('Nurse line'));
  await fireEvent.click(screen.getByTestId('remove-person'));
  await fireEvent.click(await screen.findByTestId('remove-do'));
  await waitFor(() => expect(row().textContent).toContain('Left'));
  expect(within(row()).queryByTestId('change-person')).toBeNull();
}, 20_000);

test('who may not change the practice sees neither its settings nor its people', async () => {
  core.may = { answer: true, configure: false, people: false, audit: false };
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('own-password');
  expect(screen.queryByTestId('settings-page')).toBeNull();
  expect(screen.queryByTestId('portal-settings')).toBeNull();
});

test('the recovery code is written down and typed back before the desk opens', async () => {
  core.needsRecoveryCode = true;
  render(App, { core });
  const shown = await screen.findByTestId('recovery-groups');
  await waitFor(() => expect(shown.textContent).toContain('7GK29'));
  await fireEvent.click(screen.getByTestId('recovery-next'));
  const cell = (at: number) => screen.getAllByTestId<HTMLInputElement>('code-cell')[at] as HTMLInputElement;
  await fireEvent.input(cell(0), { target: { value: 'nonsense' } });
  expect([cell(0).value, cell(1).value]).toEqual(['NONSE', 'NSE']);
  await fireEvent.click(screen.getByTestId('recovery-next'));
  await screen.findByText('That is not this practice’s code.');
  await fireEvent.input(cell(0), { target: { value: RECOVERY_CODE.toLowerCase() } });
  expect(cell(5).value).toBe(RECOVERY_CODE.slice(25));
  await fireEvent.click(screen.getByTestId('recovery-next'));
  await screen.findAllByTestId('thread-row');
});

test('a code on two sheets: each person sees and types one, and both come back together', async () => {
  core.needsRecoveryCode = true;
  render(App, { core });
  const backwards = [...RECOVERY_CODE].reverse().join('');
  const shown = await screen.findByTestId('recovery-groups');
  await waitFor(() => expect(shown.textContent).toContain('7GK29'));
  await fireEvent.click(screen.getByTestId('recovery-split'));
  await screen.findByText('Half A: write it down');
  const first = () => screen.getAllByTestId<HTMLInputElement>('code-cell')[0] as HTMLInputElement;
  const kept = (value: string) => fireEvent.input(screen.getByTestId('recovery-keeper'), { target: { value } });
  await fireEvent.click(screen.getByTestId('recovery-next'));
  expect(screen.queryByTestId('code-cell'), 'somebody must keep it').toBeNull();
  await kept('Dana Whitfield');
  expect(screen.getByTestId('paper-sheet').textContent).toContain('Kept by Dana Whitfield.');
  await fireEvent.click(screen.getByTestId('recovery-next'));
  await fireEvent.input(first(), { target: { value: RECOVERY_CODE } });
  await fireEvent.click(screen.getByTestId('recovery-next'));
  // The second person's sheet, and nothing of the first.
  await screen.findByText('Half B: write it down');
  expect(screen.getByTestId('recovery-groups').textContent).toContain(backwards.slice(0, 5));
  expect(screen.getByTestId('recovery-groups').textContent).not.toContain(RECOVERY_CODE.slice(0, 5));
  expect(screen.getByTestId<HTMLInputElement>('recovery-keeper').value).toBe('');
  await kept('Ada Fontenot');
  await fireEvent.click(screen.getByTestId('recovery-next'));
  expect(first().value).toBe('');
  await fireEvent.input(first(), { target: { value: backwards } });
  await fireEvent.click(screen.getByTestId('recovery-next'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('recovery.confirmHalf')).toMatchObject([{ keeper: 'Dana Whitfield' }, { keeper: 'Ada Fontenot' }]);
  cleanup();

  core.status = { kind: 'blocked', problem: 'keyMissing', recovery: true, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('code-on-two'));
  const cells = screen.getAllByTestId('code-cell');
  await fireEvent.input(cells[0] as HTMLElement, { target: { value: RECOVERY_CODE } });
  await fireEvent.input(cells[6] as HTMLElement, { target: { value: backwards } });
  await fireEvent.click(screen.getByTestId('come-back-next'));
  await waitFor(() => expect(core.called('recovery.try')).toEqual([{ code: RECOVERY_CODE + backwards }]));
});

test('a lost keyring: the code, who, a new password and PIN', async () => {
  core.status = { kind: 'blocked', problem: 'keyMissing', recovery: true, look: LOOK };
  render(App, { core });
  await fireEvent.input((await screen.findAllByTestId('code-cell'))[0] as HTMLElement, {
    target: { value: RECOVERY_CODE },
  });
  await fireEvent.click(screen.getByTestId('come-back-next'));
  await fireEvent.input(await screen.findByTestId('back-password'), { target: { value: 'a long password' } });
  await fireEvent.input(screen.getByTestId('back-password-again'), { target: { value: 'a long password' } });
  await fireEvent.input(screen.getByTestId('back-pin'), { target: { value: '482913' } });
  await fireEvent.click(screen.getByTestId('come-back-next'));
  await screen.findAllByTestId('thread-row');
  expect(core.called('recovery.comeBack')).toEqual([
    { code: RECOVERY_CODE, user: 'dana', password: 'a long password', pin: '482913' },
  ]);
});

test('the lock is announced, and whoever moves is heard at once', async () => {
  await desk();
  await fireEvent.pointerMove(document.body);
  const before = core.called('session.touch').length;
  await fireEvent.pointerMove(document.body);
  expect(core.called('session.touch')).toHaveLength(before);
  core.emit({ kind: 'lockSoon', seconds: 20 });
  await screen.findByText('Foyer locks in 20 seconds. Move the mouse to stay.', { selector: '[role="alert"]' });
  await fireEvent.pointerMove(document.body);
  expect(core.called('session.touch')).toHaveLength(before + 1);
});

test.each([
  'keyMissing',
  'storeDamaged',
  'storeNewer',
  'keyFileMissing',
  'alreadyOpen',
  'diskFull',
  'unreadable',
] as const)('a practice that does not open (%s) says what is safe and offers to look again', async (problem) => {
  core.status = { kind: 'blocked', problem, recovery: false, look: LOOK };
  render(App, { core });
  const view = await screen.findByTestId('recovery');
  expect(view.textContent).toContain('Safe');
  expect(view.querySelectorAll('h1')).toHaveLength(1);
  core.status = null;
  await fireEvent.click(screen.getByTestId('look-again'));
  await screen.findAllByTestId('thread-row');
});

test('a failed command says what the core advises and keeps the draft', async () => {
  await desk();
  await open('odell');
  await write('Yes');
  core.answers['messages.send'] = () =>
    Promise.reject({ code: 'diskFull', advice: 'This computer’s disk is full. Nothing was sent.', field: null });
  await fireEvent.click(screen.getByTestId('send'));
  await screen.findByText('This computer’s disk is full. Nothing was sent.');
  expect(field().value).toBe('Yes');
});

test('the window title and the page never hold a name', async () => {
  await desk();
  await open('odell');
  expect(document.title).not.toContain('Odell');
  expect(location.href).not.toContain('Odell');
});

test('a key is replaced in Settings, never in practice mode', async () => {
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const save = await screen.findByTestId('key-save');
  const form = save.closest('form');
  const typed = ['AC1', 'SK1', 'hush'];
  for (const [index, input] of [...(form?.querySelectorAll('input') ?? [])].entries()) {
    await fireEvent.input(input, { target: { value: typed[index] } });
  }
  await fireEvent.click(save);
  await waitFor(() =>
    expect(core.called('settings.replaceTwilioKey')).toEqual([
      { account: { accountSid: 'AC1', keySid: 'SK1', secret: 'hush', baseUrl: null } },
    ]),
  );
  cleanup();
  core = new FakeCore();
  core.practiceMode = true;
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('pretend-carrier');
  expect(screen.queryByTestId('key-save')).toBeNull();
});

test('texts the carrier has and Foyer could not read are said', async () => {
  core.connectivity.unreadable = 2;
  await desk();
  expect((await screen.findByTestId('banner')).textContent).toContain('Foyer couldn’t read 2 texts from the carrier');
});

test('somebody else replied: the draft stays, Send is off, and one press more sends it', async () => {
  await desk();
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
  await desk();
  await open('anh');
  core.colleague('anh', 'Kofi', 'Same garage, enter on Main.');
  await screen.findByText('Same garage, enter on Main.', { selector: '.b bdi' });
  await write('Anything else?');
  expect(screen.queryByTestId('collision')).toBeNull();
  await fireEvent.click(screen.getByTestId('send'));
  await waitFor(() => expect(core.called('messages.send')).toHaveLength(1));
});
