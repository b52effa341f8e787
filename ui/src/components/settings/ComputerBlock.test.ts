/** What the computer tells of its disk and swap is said as it was told, and what it does not tell is said to be untold. */

import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { ComputerInfo } from '../../ipc/bindings';
import ComputerBlock from './ComputerBlock.svelte';

afterEach(() => cleanup());

function said(info: ComputerInfo): string[] {
  cleanup();
  render(ComputerBlock, { info });
  return ['computer-disk', 'computer-swap'].map((id) => screen.getByTestId(id).textContent.trim());
}

test('what is encrypted, what is not, and what cannot be told are three answers', () => {
  const onDisk = (disk: ComputerInfo['disk']) => said({ disk, swap: { kind: 'onDisk', disk } });
  for (const line of onDisk('encrypted')) expect(line).toMatch(/ Encrypted by this computer\.$/);
  for (const line of onDisk('plain')) expect(line).toMatch(/ Not encrypted by this computer\. /);
  for (const line of onDisk('untold')) expect(line).toMatch(/ does not tell Foyer whether /);
  expect(said({ disk: 'untold', swap: { kind: 'none' } })[1]).toContain('None.');
  expect(said({ disk: 'untold', swap: { kind: 'inMemory' } })[1]).toContain('In memory only.');
});
