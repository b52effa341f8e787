/** Backups over the whole window: the settings, the banner, and the way back when the store does not open. */

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore, LOOK } from './ipc/fake';
import { backupInfo, NIGHT } from './ipc/fakeBackup';
import { later } from './views/later';

// What the window reads later is read before anything is timed.
beforeAll(async () => void (await Promise.all([later.settings(), later.recovery(), later.lock()])));

let core: FakeCore;
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

async function settings(): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('backup-settings');
}
const words = (id: string) => screen.getByTestId(id).textContent.replace(/\s+/g, ' ');

test('settings say where backups go, how the last went, what opens one, and make one now', async () => {
  await settings();
  expect(words('backup-folder')).toContain('/media/office/Foyer backups');
  expect(words('backup-good')).toContain('14,206 texts, 41 MB · 21 backups in the folder');
  expect(words('backup-drill')).toContain('Passed');
  expect(words('backup-settings')).toContain('The recovery code of the day it was made, on any computer.');
  core.backup = { ...backupInfo(), kept: 22 };
  await fireEvent.click(screen.getByTestId('backup-now'));
  await waitFor(() => expect(words('backup-good')).toContain('22 backups'));
});

test('a backup that fails says why and that older ones stand', async () => {
  await settings();
  core.backupFails = true;
  core.backup = { ...backupInfo(), problem: 'folderMissing', triedAt: NIGHT };
  await fireEvent.click(screen.getByTestId('backup-now'));
  await waitFor(() => expect(words('backup-good')).toContain('The folder is not there.'));
  expect(words('backup-good')).toContain('Older backups are as they were.');
});

test('the desk says when the newest backup is old or failed, and nothing when all is well', async () => {
  core.backupWarning = { problem: 'diskFull', goodAt: NIGHT };
  render(App, { core });
  const banner = await screen.findByTestId('banner');
  expect(banner.textContent).toContain('The last backup failed: there is no room in the folder');
  expect(banner.textContent).toContain('The last good backup is from Nov 20, 2026');
  core.backupWarning = null;
  core.emit({ kind: 'settingsChanged' });
  await waitFor(() => expect(screen.queryByTestId('banner')).toBeNull());
});

test('a damaged store comes back from a copy, and what is missing since is said', async () => {
  core.status = { kind: 'blocked', problem: 'storeDamaged', recovery: false, look: LOOK };
  render(App, { core });
  const form = await screen.findByTestId('restore');
  expect(form.textContent).toContain('Restore the copy of Nov 20, 2026, 2:00');
  expect(form.textContent).toContain('14,206 messages, log ends at entry 5,019.');
  expect(form.textContent).toContain('At least 42 entries of the log came after it');
  await fireEvent.input(screen.getByTestId('restore-password'), { target: { value: 'a lantern in the hallway' } });
  await fireEvent.click(screen.getByTestId('restore-go'));
  await waitFor(() => expect(screen.queryByTestId('lock')).not.toBeNull());
  expect(core.called('recovery.restore')).toEqual([
    { copy: '/media/office/Foyer backups/foyer-0', user: 'dana', secret: 'a lantern in the hallway' },
  ]);
});

test('what can be read of a damaged store is brought over, and its losses are shown', async () => {
  core.status = { kind: 'blocked', problem: 'storeDamaged', recovery: false, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('radio-repair'));
  expect(screen.getByTestId('recovery').textContent).toContain('Where part of somebody’s consent is gone');
  await fireEvent.input(screen.getByTestId('restore-password'), { target: { value: 'a lantern in the hallway' } });
  await fireEvent.click(screen.getByTestId('restore-go'));
  await waitFor(() => expect(screen.queryByTestId('lock')).not.toBeNull());
  expect(core.called('recovery.repair')).toEqual([{ user: 'dana', secret: 'a lantern in the hallway' }]);
  expect(core.called('recovery.restore')).toEqual([]);
});

test('where no copy serves a new store is started, after its price was said', async () => {
  core.status = { kind: 'blocked', problem: 'storeDamaged', recovery: false, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('start-new'));
  expect(screen.getByTestId('restore').textContent).toContain('It begins with nothing');
  expect(screen.queryByTestId('restore-go')).toBeNull();
  await fireEvent.input(screen.getByTestId('restore-password'), { target: { value: 'a lantern in the hallway' } });
  await fireEvent.click(screen.getByTestId('start-new-go'));
  await waitFor(() => expect(screen.queryByTestId('recovery')).toBeNull());
  expect(core.called('recovery.startNew')).toEqual([{ user: 'dana', secret: 'a lantern in the hallway' }]);
});

test('where keyring and code are both gone a new store is started, after its price was said', async () => {
  core.status = { kind: 'blocked', problem: 'keyMissing', recovery: true, look: LOOK };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('start-new'));
  expect(words('recovery')).toContain('It begins with nothing');
  expect(words('recovery')).toContain('is kept beside it, unchanged');
  expect(screen.queryByTestId('come-back')).toBeNull();
  await fireEvent.click(screen.getByText('Stay here'));
  expect(screen.getByTestId('come-back')).toBeTruthy();
  expect(core.called('recovery.startNew')).toEqual([]);
  await fireEvent.click(screen.getByTestId('start-new'));
  await fireEvent.click(screen.getByTestId('start-new-go'));
  await waitFor(() => expect(screen.queryByTestId('recovery')).toBeNull());
  expect(core.called('recovery.startNew')).toEqual([{ user: null, secret: '' }]);
});

test('with a recovery code the step says so', async () => {
  core.status = { kind: 'blocked', problem: 'keyMissing', recovery: true, look: LOOK };
  render(App, { core });
  const view = await screen.findByTestId('recovery');
  const step = view.querySelector('[aria-current="step"]');
  expect(step?.textContent).toContain('Recovery code');
  expect(step?.textContent).toContain('The printed sheet in the practice’s safe');
  expect(view.textContent).not.toContain('Open the keyring');
});

test('changing the key says what it protects and what not, and asks for the password', async () => {
  await settings();
  expect(words('key-settings')).toContain('Does not reach copies made before');
  await fireEvent.input(screen.getByTestId('key-password'), { target: { value: 'a lantern in the hallway' } });
  await fireEvent.click(screen.getByTestId('key-change'));
  await screen.findByText('The key is a new one.');
  expect(core.called('keys.change')).toEqual([{ password: 'a lantern in the hallway', code: null }]);
});

test('while the key is changed the window says where that is', async () => {
  core.status = { kind: 'starting', keyStep: 2, look: LOOK };
  render(App, { core });
  await waitFor(() => expect(words('starting')).toContain('Changing the key, 2 of 4. Checking and counting it.'));
});
