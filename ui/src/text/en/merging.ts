/** The sentences about one person who is on record twice. */

export const merging = {
  open: 'On record twice?',
  title: 'One person, two records',
  together: 'Put together',
  by: (name: string, date: string) => `by ${name}, ${date}`,
  split: 'Split',
  find: 'The other record',
  findHelp: 'Name or number. Its texts, numbers and consent come along, and splitting gives them back.',
  found: 'Records',
  nobody: 'No other record.',
  sure: (other: string, name: string) => `${other} becomes part of ${name}’s record. Only if they are one person.`,
  put: 'Put together',
} as const;
