import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { ConnectivityInfo, ConnectivityKind } from '../../ipc/bindings';
import PathList from './PathList.svelte';

afterEach(() => cleanup());

function rows(state: ConnectivityKind): string[] {
  const info: ConnectivityInfo = {
    state,
    sinceAt: null,
    nextTryAt: null,
    waiting: 1,
    backAt: null,
    sentSinceBack: 0,
    unreadable: 0,
    elsewhere: 0,
    clockOffByMs: 600_000,
  };
  render(PathList, { info, unconfirmed: false, secondAt: 0, zone: 'America/Chicago' });
  const all = within(screen.getByTestId('path')).getAllByRole('listitem');
  return all.map((row) => `${row.classList.contains('bad') ? '! ' : ''}${row.textContent.replace(/\s+/g, ' ').trim()}`);
}

test.each<[ConnectivityKind, string]>([
  ['noNetwork', '! Internet'],
  ['untrusted', '! Internet'],
  ['carrierDown', '! Carrier'],
  ['credentialsRefused', '! Carrier'],
  ['notRegistered', '! Carrier'],
  ['clockWrong', '! This computer'],
])('%s stops in one place', (state, where) => {
  const bad = rows(state).filter((row) => row.startsWith('!'));
  expect(bad).toHaveLength(1);
  expect(bad[0]?.startsWith(where)).toBe(true);
});

test('nothing is wrong while the carrier answers', () => {
  expect(rows('online').filter((row) => row.startsWith('!'))).toEqual([]);
});
