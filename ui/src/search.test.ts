/** The page of all years: from the palette, by keys, with filters, and what is kept back. */

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import type { SearchPage } from './ipc/bindings';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const words = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();

async function page(): Promise<HTMLInputElement> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await key('F', { ctrlKey: true, shiftKey: true });
  return screen.findByTestId<HTMLInputElement>('search-input');
}

test('one key opens it, typing finds people and texts, and a text shows what was said around it', async () => {
  const field = await page();
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(words(screen.getByTestId('empty'))).toContain('Search all years');
  await fireEvent.input(field, { target: { value: 'validate' } });
  const rows = await screen.findAllByTestId('search-text');
  expect(rows.every((row) => row.querySelector('mark')?.textContent.toLowerCase() === 'validate')).toBe(true);
  expect(words(screen.getByTestId('search-count'))).toBe(`${rows.length} found`);
  const first = rows[0];
  if (!first) throw new Error('nothing found');
  await fireEvent.click(first);
  await screen.findByTestId('review-timeline');
  expect(first.getAttribute('aria-current')).toBe('true');
  expect(document.querySelector('.looked-for')?.textContent).toContain('validate');
  await fireEvent.click(screen.getByTestId('search-open'));
  await screen.findByTestId('conversation');
});

test('the palette hands what was typed on to it', async () => {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  await key('k', { ctrlKey: true });
  await fireEvent.input(await screen.findByTestId('find-input'), { target: { value: 'parking' } });
  const all = (await screen.findAllByTestId('find-action')).find((one) => words(one).includes('Search all years'));
  if (!all) throw new Error('no way on');
  await fireEvent.click(all);
  await waitFor(() => expect(screen.getByTestId<HTMLInputElement>('search-input').value).toBe('parking'));
  expect(core.called('search.texts').at(-1)).toMatchObject({ asked: { text: 'parking', inside: false }, after: null });
});

test('filters narrow alone, and the next part adds to what is there', async () => {
  const part = (next: string | null, at: number, hidden: number): SearchPage => ({
    people: [],
    texts: [
      {
        message: `t${at}`,
        note: false,
        thread: 'odell',
        name: 'Odell Broussard',
        snippet: 'We open at 8 AM.',
        cut: [false, true],
        marks: [],
        at,
        ours: true,
        staff: 'Kofi Mensah',
        channel: 'sms',
        failed: true,
        handedOff: false,
        files: 0,
      },
    ],
    hidden,
    next,
    cut: false,
    staff: [{ id: 'kofi', name: 'Kofi Mensah' }],
    maySave: false,
  });
  const newest = Date.UTC(2026, 10, 20, 15);
  core.answers['search.texts'] = ({ after }) =>
    after === null ? part('77', newest, 1) : part(null, Date.UTC(2024, 4, 2, 15), 2);
  await page();
  await fireEvent.click(screen.getByTestId('search-failed'));
  await screen.findByTestId('search-text');
  expect(words(screen.getByTestId('search-text'))).toContain('Kofi Mensah');
  expect(words(screen.getByTestId('search-text'))).toContain('We open at 8 AM.…');
  expect(screen.queryByTestId('search-save')).toBeNull();
  expect(words(screen.getByTestId('search-count'))).toBe('The newest 1');
  expect(words(screen.getByTestId('search-hidden'))).toBe('1 more result is kept back from your role.');
  await fireEvent.change(screen.getByTestId('search-staff'), { target: { value: 'kofi' } });
  expect(core.called('search.texts').at(-1)).toMatchObject({ asked: { failed: true, staff: 'kofi', text: '' } });
  await fireEvent.click(await screen.findByTestId('search-more'));
  await waitFor(() => expect(screen.getAllByTestId('search-text')).toHaveLength(2));
  expect(screen.getAllByRole('heading', { level: 2 }).map(words)).toEqual(['2026 1', '2024 1']);
  expect(words(screen.getByTestId('search-hidden'))).toBe('3 more results are kept back from your role.');
  expect(screen.queryByTestId('search-more')).toBeNull();
});

test('notes are found among texts and marked as notes; who may keeps the list as a file', async () => {
  const field = await page();
  await fireEvent.change(screen.getByTestId('search-only'), { target: { value: 'notes' } });
  const note = (await screen.findAllByTestId('search-text'))[0];
  if (!note) throw new Error('no note');
  expect(words(note)).toMatch(/, note/);
  expect(words(note)).not.toContain('SMS');
  await fireEvent.click(note);
  await waitFor(() => expect(core.called('search.around').at(-1)).toMatchObject({ note: true }));
  await fireEvent.input(field, { target: { value: 'validate' } });
  await fireEvent.change(screen.getByTestId('search-only'), { target: { value: '' } });
  await fireEvent.click(await screen.findByTestId('search-save'));
  await waitFor(() => expect(core.called('search.save')).toMatchObject([{ asked: { text: 'validate', only: null } }]));
  expect((await screen.findByTestId('toast')).textContent).toContain('The list is saved');
});
