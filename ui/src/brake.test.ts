/** The brake on texts, as the whole window shows it. */

import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { PASSWORD } from './ipc/fakeBrake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => {
  core = new FakeCore();
  core.brake.pull(core.now);
  core.connectivity = { ...core.connectivity, state: 'braked', sinceAt: core.now, waiting: 446 };
});
afterEach(() => cleanup());

test('the banner says that sending stopped and leads who may to the settings, where it is lifted', async () => {
  render(App, { core });
  const banner = await screen.findByTestId('banner');
  expect(banner.textContent).toContain('as many texts left in a day as this practice lets go');
  expect(banner.textContent).toContain('446 messages waiting');
  await fireEvent.click(within(banner).getByRole('button', { name: 'Settings' }));
  await screen.findByTestId('brake-pulled');
  await fireEvent.input(screen.getByTestId('brake-password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByTestId('brake-let-go'));
  await expect.poll(() => screen.queryByTestId('banner')).toBeNull();
  await screen.findByTestId('brake-sent');
});

test('texts that nobody here sent are an alarm until somebody says whose they are', async () => {
  core.connectivity = { ...core.connectivity, state: 'sentElsewhere', elsewhere: 412, waiting: 0 };
  render(App, { core });
  const banner = await screen.findByTestId('banner');
  expect(banner.textContent).toContain('412 texts left from your number in a day that nobody here sent');
  expect(banner.textContent).toContain('replace the carrier’s key now');
  await fireEvent.click(screen.getByTestId('know-elsewhere'));
  await expect.poll(() => screen.queryByTestId('banner')).toBeNull();
  expect(core.called('brake.knowElsewhere')).toHaveLength(1);
});

test('who may not is told who can', async () => {
  core.may = { ...core.may, configure: false };
  render(App, { core });
  const banner = await screen.findByTestId('banner');
  expect(banner.textContent).toContain('a practice manager looks and lets it go');
});
