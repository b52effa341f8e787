/** An older copy: nothing can be let go before the lists were read, and what the carrier has is never sent. */

import { fireEvent, render, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { FrozenCopy, FrozenFate } from '../ipc/bindings';
import { repairInfo } from '../ipc/fakeBackup';
import FrozenView from './FrozenView.svelte';

const AT = Date.UTC(2026, 10, 23, 16, 0);

const text = (message: string, fate: FrozenFate, send = false) => ({
  message,
  thread: `thread-${message}`,
  name: message,
  text: `Words of ${message}`,
  at: AT,
  fate,
  fateAt: fate === 'carrierHasIt' ? AT : null,
  send,
  hidden: null,
});

function show(copy: Partial<FrozenCopy>) {
  const ongo = vi.fn(async () => {});
  const shown = render(FrozenView, {
    copy: { noticedAt: AT, copyAt: AT, entries: 12, repaired: null, checked: true, texts: [], ...copy },
    practice: 'Bayou Family Clinic',
    zone: 'America/Chicago',
    ongo,
    onlater: () => {},
    onhelp: () => {},
    onopen: () => {},
  });
  return { ...shown, ongo };
}

test('what the core proposes is sent, the rest is taken back, and what the carrier has is left alone', async () => {
  const texts = [text('sent', 'carrierHasIt'), text('true', 'stillTrue', true), text('late', 'timePassed')];
  const { getByTestId, ongo } = show({ texts });
  await fireEvent.click(getByTestId('frozen-go'));
  expect(ongo).toHaveBeenCalledWith(['true'], ['late']);
});

test('a person can choose otherwise, but not for an opted-out patient', async () => {
  const texts = [text('true', 'stillTrue', true), text('late', 'timePassed'), text('stopped', 'optedOut')];
  const { getByTestId, getByRole, queryByRole, ongo } = show({ texts });
  const choice = (name: string, word: string) =>
    fireEvent.click(within(getByRole('group', { name: `The text to ${name}` })).getByText(word));
  await choice('true', 'Don’t send');
  await choice('late', 'Send');
  expect(queryByRole('group', { name: 'The text to stopped' })).toBeNull();
  expect(getByTestId('frozen-go').textContent).toContain('Send 1, drop 2');
  await fireEvent.click(getByTestId('frozen-go'));
  expect(ongo).toHaveBeenCalledWith(['late'], ['true', 'stopped']);
});

test('a repaired store says what is gone and whose consent counts for nothing', () => {
  const { getByTestId } = show({ repaired: repairInfo() });
  const words = getByTestId('frozen').textContent ?? '';
  expect(words).toContain('This store was repaired');
  expect(words).toContain('3 lines are gone');
  expect(words).toContain('Some lines may be gone');
  expect(words).toContain('Consent of 3 numbers counts for nothing until they are asked again');
  expect(words).toContain('5 people and roles see no office’s texts until a manager says so under People.');
  expect(words).toContain('1 manager sets theirs up again');
  expect(words).toContain('Nothing is deleted until somebody has looked, in Settings.');
  expect(words).toContain('The damaged store is kept beside this one, unchanged.');
});

test('before the lists were read nothing can be let go', async () => {
  const { getByTestId, ongo } = show({ checked: false, texts: [text('one', 'notChecked')] });
  await fireEvent.click(getByTestId('frozen-go'));
  expect(ongo).not.toHaveBeenCalled();
});
