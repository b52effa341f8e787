import { beforeEach, expect, test } from 'vitest';
import type { Picker } from '../ipc/bindings';
import { FakeCore } from '../ipc/fake';
import { PickerState } from './picker.svelte';

let core: FakeCore;
let answers: ((page: Picker) => void)[];
beforeEach(() => {
  core = new FakeCore();
  answers = [];
  core.answers['templates.pick'] = () => new Promise((resolve) => answers.push(resolve));
});

const page = (...names: string[]): Picker => ({
  language: 'en',
  rows: names.map((name) => ({ template: name, name, pieces: [], level: 'officeFacts', off: null })),
});

/** A composer that has the focus: what a slash would open was read. */
async function focused(): Promise<PickerState> {
  const picker = new PickerState(core, 'odell');
  const ahead = picker.readAhead();
  answers.shift()?.(page('Hours', 'Forms'));
  await ahead;
  return picker;
}

test('a slash opens what was read ahead with the very key, and what the core answers takes its place', async () => {
  const picker = await focused();
  expect(picker.open).toBe(false);
  const listed = picker.follow('/', 1);
  expect(picker.page?.rows.map((row) => row.name)).toEqual(['Hours', 'Forms']);
  picker.move(1);
  answers.shift()?.(page('Balance', 'Hours', 'Forms'));
  await listed;
  expect(picker.row?.name).toBe('Forms');
  expect(core.called('templates.pick')).toEqual([
    { thread: 'odell', typed: '' },
    { thread: 'odell', typed: '' },
  ]);
});

test('words after the slash wait for their own answer', async () => {
  const picker = await focused();
  const listed = picker.follow('/ba', 3);
  expect(picker.open).toBe(false);
  answers.shift()?.(page('Balance'));
  await listed;
  expect(picker.row?.name).toBe('Balance');
});

test('a list that was put away stays away when its answer comes', async () => {
  const picker = await focused();
  const listed = picker.follow('/', 1);
  picker.keep();
  answers.shift()?.(page('Hours'));
  await listed;
  expect(picker.open).toBe(false);
});
