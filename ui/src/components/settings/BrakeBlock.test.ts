/** The ceiling on a day's texts: changed and lifted with the password, and what waits is held or let go. */

import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { FakeCore } from '../../ipc/fake';
import { PASSWORD } from '../../ipc/fakeBrake';
import BrakeBlock from './BrakeBlock.svelte';

afterEach(() => cleanup());

function block(pulled = false) {
  const core = new FakeCore();
  if (pulled) core.brake.pull(core.now);
  const said: string[] = [];
  render(BrakeBlock, { info: core.brake.info, core, zone: 'America/Chicago', ondone: (words) => said.push(words) });
  return { core, said };
}
const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });

test('another ceiling asks for the password, and says what is wrong with it', async () => {
  const { core, said } = block();
  expect(screen.getByTestId('brake-sent').textContent).toBe('212 texts of 1,000 in the last 24 hours.');
  const save = screen.getByTestId<HTMLButtonElement>('brake-save');
  await fireEvent.click(save);
  expect(core.called('brake.save'), 'nothing is asked without a password').toEqual([]);
  await type('brake-texts', '2,500');
  await type('brake-password', 'guessed');
  await fireEvent.click(save);
  await screen.findByText('That is not your password.');
  expect(core.brake.info.texts).toBe(1000);
  await type('brake-password', PASSWORD);
  await fireEvent.click(save);
  await expect.poll(() => said).toEqual(['Saved']);
  expect(core.brake.info.texts).toBe(2500);
});

test('a brake that is pulled says whose texts wait, and has them held or lets them go', async () => {
  const { core, said } = block(true);
  expect(screen.getByTestId('brake-pulled').textContent).toContain('Sending has been stopped');
  expect(screen.getAllByTestId('brake-waiting').map((row) => row.textContent)).toEqual([
    'Kofi Mensah431 texts',
    'Foyer itself: reminders, notices, automatic replies12 texts',
    'Dana Whitfield3 texts',
  ]);
  await type('brake-password', PASSWORD);
  await fireEvent.click(screen.getByTestId('brake-hold'));
  await expect.poll(() => said).toEqual(['Texts leave again']);
  expect(core.called('brake.lift')).toEqual([{ hold: true, password: PASSWORD }]);
  expect(screen.queryByTestId('brake-pulled')).toBeNull();
});

test('practice mode has no password to ask for', async () => {
  const core = new FakeCore();
  core.brake.info.asksPassword = false;
  core.brake.pull(core.now);
  render(BrakeBlock, { info: core.brake.info, core, zone: 'America/Chicago', ondone: () => undefined });
  expect(screen.queryByTestId('brake-password')).toBeNull();
  await fireEvent.click(screen.getByTestId('brake-let-go'));
  await expect.poll(() => core.called('brake.lift')).toEqual([{ hold: false, password: null }]);
});
