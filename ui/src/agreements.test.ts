/** The page of agreements: what texts may carry follows what was signed, as the core says it. */

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
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

test('taking the agreement out lowers what may be texted, and writing one down raises it', async () => {
  core.user = 'dana';
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('settings-page')).getByText('Agreements'));
  expect((await screen.findByTestId('cap')).dataset.texts).toBe('clinical');
  expect(words(screen.getByTestId('cap'))).toContain('The agreement ends after Nov 2, 2027');
  expect(screen.getAllByTestId('signed').map((row) => row.dataset.state)).toEqual(['inForce', 'endsSoon', 'inForce']);

  await fireEvent.click(screen.getAllByTestId('signed-change')[0] as HTMLElement);
  await fireEvent.click(screen.getByTestId('signed-remove'));
  await waitFor(() => expect(screen.getByTestId('cap').dataset.texts).toBe('visits'));
  expect(words(screen.getByTestId('product-sms'))).toContain('Not in an agreement. Visits only');
  expect(screen.getByTestId('step-agreement').dataset.done).toBe('false');

  await waitFor(() => expect(screen.queryByTestId('signed-save')).toBeNull());
  await fireEvent.click(screen.getByTestId('signed-add'));
  await fireEvent.input(screen.getByTestId('signed-with'), { target: { value: 'Twilio' } });
  await fireEvent.input(screen.getByTestId('signed-by'), { target: { value: 'Dana Whitfield' } });
  await fireEvent.input(screen.getByTestId('signed-on'), { target: { value: '2026-11-02' } });
  await fireEvent.click(screen.getByTestId('signed-save'));
  await waitFor(() => expect(screen.getByTestId('cap').dataset.texts).toBe('clinical'));
  expect(core.called('agreements.save')).toEqual([
    {
      id: null,
      agreement: { with: 'Twilio', signedOn: '2026-11-02', untilOn: null },
      signer: 'Dana Whitfield',
      products: ['sms'],
    },
  ]);
});

test('training is written down per person, and who signs off sees what is still open', async () => {
  core.user = 'dana';
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('settings-page')).getByText('Agreements'));
  const rows = await screen.findAllByTestId('training');
  expect(rows.map(words)).toEqual([
    expect.stringContaining('Dana Whitfield, trained Oct 12, 2026'),
    expect.stringContaining('Kofi Mensah, has until Feb 16, 2027'),
  ]);
  expect(words(screen.getByTestId('numbers'))).toContain('(713) 555-0100 since Nov 6, 2026');
  await fireEvent.click(within(rows[1] as HTMLElement).getByTestId('training-change'));
  await fireEvent.input(screen.getByTestId('training-on'), { target: { value: '2026-11-20' } });
  await fireEvent.click(screen.getByTestId('training-save'));
  await waitFor(() => expect(screen.getByTestId('step-trained').dataset.done).toBe('true'));
  expect(core.called('training.record')).toEqual([{ user: 'kofi', on: '2026-11-20' }]);

  await fireEvent.click(screen.getByTestId('sign-off'));
  expect(words(await screen.findByTestId('case-dialog'))).toContain('Still open: The number is registered;');
  await fireEvent.click(screen.getByTestId('case-do'));
  expect(words(await screen.findByTestId('signed-off'))).toContain('Signed off by Dana Whitfield');
  expect(words(screen.getByTestId('signed-off'))).toContain('Open then: The number is registered;');
  expect(screen.getByTestId('step-signedOff').dataset.done).toBe('true');
});

test('how far the registration of a number is stands beside it, and is written down by hand', async () => {
  core.user = 'dana';
  await desk();
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(within(await screen.findByTestId('settings-page')).getByText('Agreements'));
  expect(words(await screen.findByTestId('registration-brand'))).toContain('Practice as sender, accepted Nov 6, 2026');
  const number = screen.getByTestId('registration-number');
  expect(words(number)).toContain('Number (10DLC), in review since Nov 12, 2026');
  expect(words(screen.getByTestId('numbers'))).toContain('Foyer does not ask the carrier');
  await fireEvent.click(within(number).getByTestId('registration-change'));
  await fireEvent.click(screen.getByTestId('radio-accepted'));
  await fireEvent.input(screen.getByTestId('registration-on'), { target: { value: '2026-11-20' } });
  await fireEvent.click(screen.getByTestId('registration-save'));
  await waitFor(() => expect(screen.getByTestId('registration-number').dataset['state']).toBe('accepted'));
  expect(core.called('registration.record')).toEqual([
    { line: 'main', step: 'number', state: 'accepted', on: '2026-11-20' },
  ]);
});
