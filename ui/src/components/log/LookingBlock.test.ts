/** Unusual looking around: what and how often, which conversations, and asked by somebody else. */

import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { FakeCore } from '../../ipc/fake';
import LookingBlock from './LookingBlock.svelte';

afterEach(() => cleanup());

function block(planted = true) {
  const core = new FakeCore();
  if (planted) core.looking.plant();
  const opened: string[] = [];
  const props = () => ({
    page: core.looking.page(),
    core,
    zone: 'America/Chicago',
    onread: () => void page.rerender(props()),
    ondone: () => undefined,
    onopen: (thread: string) => opened.push(thread),
  });
  const page = render(LookingBlock, props());
  return { core, opened };
}

test('a day says what was unusual beside what is usual, and one’s own is for somebody else', () => {
  block();
  const [theirs, own] = screen.getAllByTestId('looking-day');
  expect(theirs?.textContent).toContain('46 conversations opened and nothing done there, usually 6');
  expect(theirs?.textContent).toContain('1 conversation of a patient with a colleague’s name');
  expect(own?.textContent).toContain('Your own day: somebody else looks into it.');
  expect(screen.getAllByTestId('looking-settle')).toHaveLength(1);
});

test('which conversations is shown when asked, and each opens', async () => {
  const { core, opened } = block();
  expect(core.called('looking.behind')).toEqual([]);
  const [theirs] = screen.getAllByTestId('looking-day');
  if (!theirs) throw new Error('no day');
  await fireEvent.click(within(theirs).getByTestId('looking-which'));
  const [row] = await screen.findAllByTestId('looking-row');
  if (!row) throw new Error('no row');
  await fireEvent.click(within(row).getByRole('button'));
  expect(opened).toHaveLength(1);
});

test('what came of asking needs words, and stays with the day', async () => {
  const { core } = block();
  await fireEvent.click(screen.getByTestId('looking-settle'));
  await fireEvent.click(await screen.findByTestId('looking-do'));
  expect(core.called('looking.settle'), 'not without words').toEqual([]);
  await fireEvent.input(screen.getByTestId('looking-words'), { target: { value: 'Sorted old conversations.' } });
  await fireEvent.click(screen.getByTestId('looking-do'));
  await screen.findByText(/Sorted old conversations\./, { selector: '.sub2' });
  expect(screen.queryByTestId('looking-settle')).toBeNull();
});

test('with nothing unusual it says so, and what it does not see', () => {
  block(false);
  screen.getByTestId('looking-none');
  screen.getByText(/does not see the chart system/);
});
