/** The words of the ceiling on a day's texts, and of letting texts go again. */

import { count, figure } from './words';

export const brake = {
  title: 'Most texts in a day',
  help: 'When this many texts have left in 24 hours, Foyer stops sending until a person has looked. A desk that runs wild, or somebody else at an open desk, reaches hundreds of patients and not thousands. The answer to a STOP still goes.',
  sent: (sent: number, most: number) => `${count(sent, 'text', 'texts')} of ${figure(most)} in the last 24 hours.`,
  field: 'Texts in 24 hours',
  range: (least: number, most: number) => `${figure(least)} to ${figure(most)}.`,
  password: 'Your password',
  save: 'Save',
  saved: 'Saved',
  whole: 'Type a whole number.',
  pulled: (when: string) => `Sending has been stopped since ${when}.`,
  whose: 'Whose texts wait',
  foyer: 'Foyer itself: reminders, notices, automatic replies',
  texts: (n: number) => count(n, 'text', 'texts'),
  nothing: 'Nothing waits.',
  look: 'Does somebody have more texts here than they wrote? Hold them, ask that person, and change their password.',
  letGo: 'Let them go',
  hold: 'Hold them for a look',
  holdHelp: (most: number) =>
    `Either way texts leave again, up to ${figure(most)} more. Held ones stay in the outbox until somebody sends or takes back each.`,
  lifted: 'Texts leave again',
  elsewhere: 'What other programs send from your number is not counted: Foyer can’t stop them.',
} as const;
