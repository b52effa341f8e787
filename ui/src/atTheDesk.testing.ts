/** What tests of the whole window do at the desk: its threads, its keys, and the composer. */

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect } from 'vitest';
import App from './App.svelte';
import type { FakeCore } from './ipc/fake';

export const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
export const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');

/** Opens the window on its threads. */
export async function desk(core: FakeCore): Promise<void> {
  render(App, { core });
  await screen.findAllByTestId('thread-row');
}

/** Opens a thread. */
export async function open(id: string): Promise<void> {
  const row = screen.getAllByTestId('thread-row').find((one) => one.dataset['thread'] === id);
  if (!row) throw new Error(`no row ${id}`);
  await fireEvent.click(row);
  await waitFor(() => expect(screen.getByTestId('conversation').dataset['thread']).toBe(id));
}

/** Puts words into the composer. */
export async function write(words: string): Promise<void> {
  await fireEvent.input(field(), { target: { value: words } });
}
