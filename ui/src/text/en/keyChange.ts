/** The sentences about changing the practice's key. */

const STEPS = ['Writing everything anew', 'Checking and counting it', 'Exchanging the two', 'Removing the old one'];

export const keyChange = {
  title: 'Practice key',
  help: 'Everything is encrypted under one key. Change it when a computer was stolen, or when somebody left who may have kept a copy.',
  does: 'Protects what is here, from now on',
  doesLine:
    'Old passwords, the old secret in this computer’s keyring and old copies of the key file open nothing here any more.',
  not: 'Does not reach copies made before',
  notLine:
    'A stolen disk and older backups stay as open as they were, with what opened them then. Keep that code with them, or delete them.',
  others: 'Everybody but you needs a new one-day code from you afterwards, and chooses a new PIN.',
  password: 'Your password',
  code: 'Recovery code, if you have it here',
  codeHelp: 'Typed here it stays the code. Without it Foyer asks you to make a new one at once.',
  go: 'Change the key',
  done: 'The key is a new one.',
  step: (n: number) =>
    `Changing the key, ${n} of 4. ${STEPS[n - 1] ?? ''}. Don’t turn the computer off; if it happens, nothing is lost.`,
} as const;
