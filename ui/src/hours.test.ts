import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { FakeCore } from './ipc/fake';
import { at } from './ipc/fakeMorning';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(() => cleanup());

test('hours are typed by weekday, a holiday is added, and the reply says what it needs', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  const block = await screen.findByTestId('hours-settings');
  expect(block.textContent).toContain('only while this computer is on and Foyer is open');
  expect(screen.getByTestId('hours-en').textContent).toContain('call 911');
  await fireEvent.click(screen.getByTestId('open-5'));
  await fireEvent.input(screen.getByTestId('until-5'), { target: { value: '12:00' } });
  await fireEvent.input(screen.getByTestId('holiday'), { target: { value: '2026-12-25' } });
  await fireEvent.click(screen.getByTestId('holiday-add'));
  await fireEvent.click(screen.getByTestId('hours-replies'));
  await fireEvent.click(screen.getByTestId('hours-save'));
  const day = { from: 480, until: 1020 };
  await waitFor(() =>
    expect(core.called('hours.save')).toEqual([
      {
        offices: [
          {
            location: null,
            week: [day, day, day, day, day, { from: 480, until: 720 }, { from: null, until: null }],
            holidays: ['2026-11-26', '2026-12-25'],
          },
        ],
        replies: true,
      },
    ]),
  );
});

test('a break is added to a day, kept with it, and taken away again', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.click(await screen.findByTestId('pause-0'));
  const from = screen.getByTestId<HTMLInputElement>('pause-from-0');
  expect([from.value, screen.getByTestId<HTMLInputElement>('pause-until-0').value]).toEqual(['12:00', '13:00']);
  await waitFor(() => expect(document.activeElement).toBe(from));
  await fireEvent.input(from, { target: { value: '12:30' } });
  await fireEvent.click(screen.getByTestId('pause-1'));
  await fireEvent.click(screen.getByTestId('pause-none-1'));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('pause-1')));
  await fireEvent.click(screen.getByTestId('hours-save'));
  const day = { from: 480, until: 1020 };
  await waitFor(() =>
    expect(core.called('hours.save')).toMatchObject([
      { offices: [{ week: [{ ...day, pause: { from: 750, until: 780 } }, day, day, day, day, {}, {}] }] },
    ]),
  );
});

test('hours that are none are said to be none, and nothing is lost', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await fireEvent.click(screen.getByTestId('nav-settings'));
  await fireEvent.input(await screen.findByTestId('until-0'), { target: { value: '07:00' } });
  await fireEvent.click(screen.getByTestId('hours-save'));
  await waitFor(() => expect(screen.getByTestId('hours-settings').textContent).toContain('a later time to close'));
  expect(screen.getByTestId<HTMLInputElement>('until-0').value).toBe('07:00');
});

test('who wrote at night is a page away, with what they were told', async () => {
  core.hours.night = {
    odell: { texts: 2, toldAt: at(-1, 21, 4), told: 'delivered' },
    marcus: { texts: 1, toldAt: null, told: null },
  };
  render(App, { core });
  await fireEvent.click(await screen.findByTestId('morning-show'));
  await waitFor(() => expect(screen.getAllByTestId('morning-row').length).toBe(2));
  const row = (id: string) => screen.getAllByTestId('morning-row').find((one) => one.dataset['thread'] === id);
  expect(row('odell')?.textContent).toContain('Told at 9:04 PM');
  expect(row('odell')?.textContent).toContain('2 texts');
  expect(row('marcus')?.textContent).toContain('None');
  await fireEvent.click(row('marcus')?.querySelector('button') as HTMLElement);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe('marcus'));
});
