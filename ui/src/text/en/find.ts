/** The sentences of Find and do. */

export const find = {
  label: 'Find and do',
  placeholder: 'Find a patient, a number or words',
  patients: 'Patients',
  messages: 'Messages',
  note: 'Note:',
  actions: 'In this thread',
  go: 'Go to',
  ends: (digits: string) => `ends ${digits}`,
  textNumber: (number: string) => `Text ${number}`,
  newNumber: 'Not on file',
  none: (text: string) => `No match for “${text}”`,
  noneLine: 'Try a last name or the end of a phone number.',
  move: 'move',
  open: 'open',
  close: 'close',
  local: 'Searches stay on this computer',
  results: 'Results',
  you: 'You',
} as const;
