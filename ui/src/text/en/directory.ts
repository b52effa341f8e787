/** The words of comparing the people here with the practice's directory. */

import { count } from './words';

export const directory = {
  title: 'Compare with your directory',
  help: 'Save a list of people and groups from your directory (Microsoft Entra, Google, Active Directory) as CSV. Foyer shows who is missing here, whose role differs, and who is gone. You change each.',
  not: 'Foyer doesn’t sign people in through the directory and doesn’t ask it by itself. Whoever leaves there can still sign in here until you take them out: compare on the day somebody leaves.',
  file: 'List from the directory',
  fileHelp: 'A CSV with a column Name and a column Groups.',
  groups: 'What each group stands for',
  group: (name: string, people: number) => `${name}, ${count(people, 'person', 'people')}`,
  role: (group: string) => `Role of ${group}`,
  none: 'No role here',
  sayFirst: 'Say what at least one group stands for.',
  same: 'Nobody differs: the people here are those of your directory.',
  missing: (name: string, role: string) => `${name} is not here: ${role}`,
  differs: (name: string, role: string) => `${name} should be ${role}`,
  gone: (name: string) => `${name} is not in your directory, or in no group that stands for a role`,
  several: (name: string, roles: string) => `${name} is in groups for several roles: ${roles}. Choose yourself.`,
  twice: (name: string) => `${name} is listed there or here more than once. Compare by hand.`,
  add: 'Add',
  change: 'Change role',
  remove: 'Take out…',
} as const;
