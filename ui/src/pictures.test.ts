/** Pictures: close up, said what they show, saved and printed with a reason; and those that can't go with a text. */

import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import { CallError } from './ipc/client';
import { FakeCore } from './ipc/fake';
import { readAhead } from './views/later';

let core: FakeCore;
beforeAll(readAhead);
beforeEach(() => (core = new FakeCore()));
afterEach(cleanup);

async function open(id: string): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}
function withPicture(): string {
  for (const thread of core.threads)
    for (const item of thread.items)
      if (item.kind === 'message' && item.attachments.length > 0) {
        Object.assign(thread, { assignee: 'marisol', state: 'open' });
        return thread.id;
      }
  throw new Error('nobody sent a picture');
}

test('a picture is looked at close up, named, and leaves Foyer only with a reason', async () => {
  const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  await open(withPicture());
  await fireEvent.click(await screen.findByText('Show'));
  await fireEvent.click(await screen.findByTestId('picture-look'));
  const picture = await screen.findByTestId('picture');
  await fireEvent.click(screen.getByTestId('zoom-in'));
  await fireEvent.click(screen.getByTestId('turn'));
  expect(picture.parentElement?.style.width).toBe('150%');
  expect(picture.style.transform).toContain('rotate(90deg)');
  await fireEvent.click(screen.getByTestId('shows-card'));
  await waitFor(() => expect(screen.getByTestId('shows-card').getAttribute('aria-pressed')).toBe('true'));
  expect(core.called('media.tag')).toEqual([{ attachment: 'pic1', shows: 'card' }]);

  await fireEvent.click(screen.getByTestId('picture-save'));
  await screen.findByText('Choose a reason first.');
  expect(core.called('media.save')).toEqual([]);
  await fireEvent.change(screen.getByTestId('picture-why'), { target: { value: 'chart' } });
  await fireEvent.click(screen.getByTestId('picture-save'));
  await waitFor(() => expect(core.called('media.save')).toEqual([{ attachment: 'pic1', why: 'chart' }]));
  await fireEvent.click(screen.getByTestId('picture-print'));
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  expect(core.called('media.print')).toEqual([{ attachment: 'pic1', why: 'chart' }]);
});

test('a picture that cannot be shown says why, can be asked for again, and a copy still leaves with a reason', async () => {
  await open(withPicture());
  const advice =
    'This picture could not be opened safely. It is kept as it came. Try again, or save a copy if you expect it.';
  core.answers['media.view'] = () => Promise.reject(new CallError({ code: 'notShown', advice, field: null }));
  await fireEvent.click(await screen.findByText('Show'));
  expect((await screen.findByTestId('not-shown')).textContent).toContain(advice);
  expect(screen.queryByAltText('Photo from the patient')).toBeNull();
  await fireEvent.click(screen.getByTestId('file-look'));
  await fireEvent.change(await screen.findByTestId('picture-why'), { target: { value: 'chart' } });
  await fireEvent.click(screen.getByTestId('picture-save'));
  await waitFor(() => expect(core.called('media.save')).toEqual([{ attachment: 'pic1', why: 'chart' }]));
  delete core.answers['media.view'];
  await fireEvent.click(screen.getByText('Show'));
  await screen.findByAltText('Photo from the patient');
});

test('a picture that is dropped on a text stays out, and the window says why', async () => {
  await open('odell');
  const drop = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { types: ['Files'] } });
  await fireEvent(screen.getByTestId('composer-input'), drop);
  expect(drop.defaultPrevented).toBe(true);
  expect((await screen.findByTestId('no-picture')).textContent).toContain('public address');
  await fireEvent.click(screen.getByTestId('no-picture-close'));
  await waitFor(() => expect(screen.queryByTestId('no-picture')).toBeNull());
  // Words that come with a picture of themselves are words.
  const paste = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(paste, { clipboardData: { types: ['text/plain', 'Files'] } });
  await fireEvent(screen.getByTestId('composer-input'), paste);
  expect(paste.defaultPrevented).toBe(false);
});
