/** A birth date is shown for as long as the core says and not a moment longer. */

import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import BirthDate from './BirthDate.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('a birth date hides again after 30 seconds, counted from the newest look', async () => {
  const reveal = vi.fn(async () => ({ date: '1961-03-14', seconds: 30 }));
  render(BirthDate, { reveal });
  expect(screen.queryByTestId('birth-date')).toBeNull();
  await fireEvent.click(screen.getByTestId('reveal'));
  await vi.advanceTimersByTimeAsync(29_999);
  expect(screen.getByTestId('birth-date').textContent).toBe('03/14/1961');
  await vi.advanceTimersByTimeAsync(1);
  expect(screen.queryByTestId('birth-date')).toBeNull();
  expect(document.body.textContent).not.toContain('1961');

  // Hidden by hand and asked for again: a whole half minute, and the core is asked, which writes it down.
  await fireEvent.click(screen.getByTestId('reveal'));
  await vi.advanceTimersByTimeAsync(20_000);
  await fireEvent.click(screen.getByText('Hide'));
  expect(screen.queryByTestId('birth-date')).toBeNull();
  await fireEvent.click(screen.getByTestId('reveal'));
  await vi.advanceTimersByTimeAsync(29_999);
  expect(screen.getByTestId('birth-date')).toBeTruthy();
  await vi.advanceTimersByTimeAsync(1);
  expect(screen.queryByTestId('birth-date')).toBeNull();
  expect(reveal).toHaveBeenCalledTimes(3);
});
