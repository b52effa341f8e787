/** The draft check's settings: the name that tells, words let pass, what is sent over. */

import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { ScreenerInfo } from '../../ipc/bindings';
import { FakeScreener } from '../../ipc/fakeScreener';
import ScreenerForm from './ScreenerForm.svelte';

afterEach(() => cleanup());

function form() {
  const core = new FakeScreener();
  const show = (info: ScreenerInfo) => page.rerender({ info });
  const page: { rerender: (props: { info: ScreenerInfo }) => Promise<void> } = render(ScreenerForm, {
    info: core.info,
    zone: 'America/Chicago',
    onname: async (textName: string): Promise<void> => show(core.saveTextName(textName)),
    onallow: async (term: string): Promise<void> => show(core.allow(term)),
    ontakeback: async (term: string): Promise<void> => show(core.takeBack(term)),
  });
}

test('a name that tells is said until texts have another', async () => {
  form();
  expect(screen.getByTestId('name-tells').textContent).toContain('extra protection');
  await fireEvent.input(screen.getByTestId('text-name'), { target: { value: 'Dr. Landry’s office' } });
  await fireEvent.click(screen.getByTestId('text-name-save'));
  await expect.poll(() => screen.queryByTestId('name-tells')).toBeNull();
});

test('what is sent over most can be let pass there, sensitive care never', async () => {
  form();
  const rows = screen.getAllByTestId('sent-over');
  expect(rows.map((row) => row.querySelector('.strong')?.textContent)).toEqual([
    '“crutches”',
    '“hiv”',
    'Words that only tell together',
  ]);
  expect(screen.getAllByTestId('sent-over-allow')).toHaveLength(1);
  await fireEvent.click(screen.getByRole('button', { name: 'Let pass “crutches”' }));
  const allowed = await screen.findByTestId('allowed-term');
  expect(allowed.textContent).toContain('Marisol Vega');
  expect(screen.queryByTestId('sent-over-allow')).toBeNull();
  await fireEvent.click(within(allowed).getByTestId('take-back'));
  await expect.poll(() => screen.queryByTestId('allowed-term')).toBeNull();

  await fireEvent.input(screen.getByTestId('allow-word'), { target: { value: 'HIV' } });
  await fireEvent.click(screen.getByTestId('allow-save'));
  await screen.findByText('Words for sensitive care are always marked.');
});
