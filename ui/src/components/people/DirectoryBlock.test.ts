/** The directory beside the people here: groups are said, differences are told, and a person changes each. */

import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { DirectoryView, GroupRole, RoleInfo } from '../../ipc/bindings';
import { FakeCore } from '../../ipc/fake';
import DirectoryBlock from './DirectoryBlock.svelte';

afterEach(() => cleanup());

const nothing: DirectoryView = {
  groups: [
    { group: 'Front Desk', people: 3, role: null },
    { group: 'Cleaning', people: 1, role: null },
  ],
  rows: [],
  compared: false,
};
const told: DirectoryView = {
  groups: [{ group: 'Front Desk', people: 3, role: 'receptionist' }],
  rows: [
    { kind: 'missing', name: 'Amaka Eze', role: 'receptionist' },
    { kind: 'role', user: 'kofi', name: 'Kofi Mensah', role: 'receptionist' },
    { kind: 'gone', user: 'dana', name: 'Dana Whitfield' },
    { kind: 'twice', name: 'Ana Paz' },
  ],
  compared: true,
};

async function block() {
  const core = new FakeCore();
  const roles: RoleInfo[] = core.people.list(core.user).roles;
  const asked: (GroupRole[] | null)[] = [];
  const done: string[] = [];
  const does = (what: string) => (done.push(what), Promise.resolve());
  const { people } = core.people.list(core.user);
  const { rerender } = render(DirectoryBlock, {
    roles,
    people,
    oncompare: (_: string, said: GroupRole[] | null) => {
      asked.push(said);
      return Promise.resolve(asked.some((one) => one !== null) ? told : nothing);
    },
    onadd: (name: string, role: string) => does(`add ${name} ${role}`),
    onrole: (user: string, role: string) => does(`role ${user} ${role}`),
    onremove: (user: string) => void does(`remove ${user}`),
  });
  const file = new File(['Name,Groups\n'], 'people.csv');
  await fireEvent.change(screen.getByTestId('directory-file'), { target: { files: [file] } });
  await screen.findAllByTestId('directory-group');
  return { asked, done, without: (id: string) => rerender({ people: people.filter((one) => one.id !== id) }) };
}

test('what it is not is said before a list is chosen', () => {
  render(DirectoryBlock, {
    roles: [],
    people: [],
    oncompare: () => Promise.resolve(nothing),
    onadd: () => Promise.resolve(),
    onrole: () => Promise.resolve(),
    onremove: () => undefined,
  });
  screen.getByText(/doesn’t sign people in through the directory/);
});

test('a group is said to stand for a role, and each difference is changed by a press of its own', async () => {
  const { asked, done } = await block();
  screen.getByText('Say what at least one group stands for.');
  const [select] = screen.getAllByTestId('directory-role');
  if (!select) throw new Error('no group');
  await fireEvent.change(select, { target: { value: 'receptionist' } });
  const rows = await screen.findAllByTestId('directory-row');
  expect(asked).toEqual([null, [{ group: 'Front Desk', role: 'receptionist' }]]);
  expect(rows.map((row) => row.firstElementChild?.textContent)).toEqual([
    'Amaka Eze is not here: Front desk',
    'Kofi Mensah should be Front desk',
    'Dana Whitfield is not in your directory, or in no group that stands for a role',
    'Ana Paz is listed there or here more than once. Compare by hand.',
  ]);
  for (const row of rows.slice(0, 3)) await fireEvent.click(within(row).getByRole('button'));
  expect(done).toEqual(['add Amaka Eze receptionist', 'role kofi receptionist', 'remove dana']);
});

test('who was taken out stands in no row any more: the list is compared again by itself', async () => {
  const { asked, without } = await block();
  await without('kofi');
  expect(asked, 'nothing was compared yet').toEqual([null]);
  const [select] = screen.getAllByTestId('directory-role');
  if (!select) throw new Error('no group');
  await fireEvent.change(select, { target: { value: 'receptionist' } });
  await screen.findAllByTestId('directory-row');
  await without('dana');
  expect(asked).toEqual([null, [{ group: 'Front Desk', role: 'receptionist' }], null]);
});
