/** Phones that several share: for whom a text is, who wrote one, who is on the phone. */

import type { KeptKind, SpeakerSure } from '../../ipc/bindings';

const people = (n: number) =>
  ['No one', 'One person', 'Two people', 'Three people', 'Four people', 'Five people'][n] ?? `${n} people`;

export const household = {
  title: 'Household',
  onePhone: (n: number) => `One phone, ${people(n).toLowerCase()}`,
  who: 'Who is this for?',
  use: (n: number) => `${people(n)} use this phone.`,
  for: 'For:',
  forUnsure: 'not sure yet. Office facts only.',
  forNobody: 'nobody chosen yet.',
  choose: 'Choose',
  notSure: 'Not sure',
  notSureLine: 'Ask first. Only office facts until you know.',
  kept: {
    private: 'Confidential, never on this phone',
    wrong: 'Wrong number',
  } satisfies Record<KeptKind, string>,
  notHere: 'Not here',
  doubt: (name: string | null) => (name ? `This reply may not be from ${name}.` : 'Nobody knows who wrote this reply.'),
  doubtLine: 'Say who wrote, or ask. The next text waits for that.',
  its: (name: string) => `It’s ${name}`,
  ask: 'Ask who it is',
  said: {
    confirmed: (name: string | null) => `${name ?? 'Somebody'}, confirmed`,
    likely: (name: string | null) => `${name ?? 'Somebody'}, likely`,
    unknown: () => 'Unknown speaker',
  } satisfies Record<SpeakerSure, (name: string | null) => string>,
  wrote: 'Who wrote this?',
  wroteLead: 'What you say is kept with your name. Texts that came after it are looked at anew.',
  wroteNobody: 'The desk can’t tell either.',
  change: 'Say who wrote',
  meantFor: (name: string) => `for ${name}`,
  saidWhat: 'Who said what',
  texts: (n: number) => (n === 1 ? '1 text' : `${n} texts`),
  unknown: 'Unknown',
  consent: 'Consent on this phone',
  stop: 'A STOP from here blocks the phone. Each person keeps their own record.',
  read: 'Anyone at home may read these texts. No text names anybody else.',
  edit: 'Edit',
  editTitle: 'Who uses this phone',
  add: 'Add a person',
  relationship: 'What they are here',
  confidential: 'Confidential: never text this person here',
  wrongNumber: 'Wrong number…',
  wrongSure: (name: string) => `Texts to ${name} at this number stop. What was said stays on record.`,
  wrongDo: 'Mark as wrong number',
  addName: 'Name on the record',
  done: 'Done',
  nameNeeded: 'Write the person’s name first.',
  chosen: (name: string | null) =>
    name ? `Texts are for ${name} now.` : 'Office facts only until you know who it is.',
} as const;
