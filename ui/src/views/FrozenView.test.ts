/** An older copy: nothing can be let go before the lists were read, and what the carrier has is never sent. */

import { fireEvent, render } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { FrozenCopy, FrozenFate } from '../ipc/bindings';
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
    copy: { noticedAt: AT, copyAt: AT, checked: true, texts: [], ...copy },
    zone: 'America/Chicago',
    ongo,
    onlater: () => {},
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
  const { getByTestId, getAllByRole, ongo } = show({ texts });
  const [still, late, stopped] = getAllByRole('checkbox') as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
  await fireEvent.click(still);
  await fireEvent.click(late);
  expect(stopped.disabled).toBe(true);
  await fireEvent.click(getByTestId('frozen-go'));
  expect(ongo).toHaveBeenCalledWith(['late'], ['true', 'stopped']);
});

test('before the lists were read nothing can be let go', async () => {
  const { getByTestId, ongo } = show({ checked: false, texts: [text('one', 'notChecked')] });
  await fireEvent.click(getByTestId('frozen-go'));
  expect(ongo).not.toHaveBeenCalled();
});
