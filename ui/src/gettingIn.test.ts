/** Getting in: the first run, passwords, PINs and codes, the lock, and the carrier’s key. */

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore, LOOK, RECOVERY_CODE } from './ipc/fake';
import { desk, field, key, open, write } from './atTheDesk.testing';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

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
  await desk(core);
  await fireEvent.blur(window);
  expect(document.documentElement.dataset['away']).toBeUndefined();
  core.settings = { ...core.settings, blurAway: true };
  cleanup();
  await desk(core);
  await fireEvent.blur(window);
  await waitFor(() => expect(document.documentElement.dataset['away']).toBe('yes'));
  await fireEvent.focus(window);
  await waitFor(() => expect(document.documentElement.dataset['away']).toBeUndefined());
});

test('a manager gets an authenticator: a picture, a code of it, and a way to take it off again', async () => {
  await desk(core);
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
  await desk(core);
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
  await desk(core);
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
  await desk(core);
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
  await desk(core);
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
  const types = (cell: number): string[] => cells.slice(cell, cell + 6).map((one) => (one as HTMLInputElement).type);
  (cells[0] as HTMLElement).focus();
  await fireEvent.input(cells[0] as HTMLElement, { target: { value: RECOVERY_CODE } });
  expect(types(0), 'its keeper still reads it').not.toContain('password');
  (cells[6] as HTMLElement).focus();
  await waitFor(() => expect(types(0), 'the other keeper does not see it').toEqual(Array(6).fill('password')));
  expect(types(6)).toEqual(Array(6).fill('text'));
  expect((await screen.findByTestId('half-whole')).textContent).toBe('Matches, hidden again');
  await fireEvent.input(cells[6] as HTMLElement, { target: { value: `${backwards.slice(0, -1)}Z` } });
  await screen.findByText(/^A slip/);
  await fireEvent.input(cells[6] as HTMLElement, { target: { value: backwards } });
  await fireEvent.click(screen.getByTestId('come-back-next'));
  await waitFor(() => expect(core.called('recovery.try')).toEqual([{ code: RECOVERY_CODE + backwards }]));
});

test('what does not open: a page for who helps, and help', async () => {
  core.status = { kind: 'blocked', problem: 'storeDamaged', recovery: false, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('support-report'));
  await screen.findByText(/^Saved\. It tells/);
  expect(core.called('recovery.saveReport')).toHaveLength(1);
  await fireEvent.click(screen.getByTestId('recovery-help'));
  expect((await screen.findByTestId('recovery-help-dialog')).textContent).toContain('STOP counts there');
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
  await desk(core);
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

test('a key is replaced in Settings, never in practice mode', async () => {
  await desk(core);
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
  await desk(core);
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('pretend-carrier');
  expect(screen.queryByTestId('key-save')).toBeNull();
});

test('a manager asks how the carrier has the number, and reads that it is a text-enabled landline', async () => {
  await desk(core);
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(await screen.findByTestId('ask-numbers'));
  expect((await screen.findByTestId('number-standing')).textContent).toContain('Text-enabled landline');
});
