/** The sentences of writing to somebody new. */

import type { Badge } from '../../ipc/bindings';

export const newMessage = {
  title: 'New message',
  close: 'Close, Esc',
  to: 'To',
  placeholder: 'Name or number',
  patients: 'Patients',
  notOnFile: 'Not on file',
  another: 'Text another number',
  anotherHint: 'Type all 10 digits. You link it to a person first',
  none: (text: string) => `No patient or number like “${text}”`,
  noneLine: 'Type all 10 digits to text a new number.',
  choose: 'choose',
  names: 'Names and numbers',
  never: 'Never texted',
  lastText: (date: string) => `Last text ${date}`,
  who: (number: string) => `Who answers ${number}?`,
  name: 'Name',
  language: 'Language',
  start: 'Open thread',
  nameNeeded: 'Write the person’s name first.',
  before: {
    granted: { title: (name: string) => `${name} agreed to texts`, line: 'Enter opens the conversation.' },
    noticeSent: {
      title: (name: string) => `Waiting for ${name}’s answer`,
      line: 'The risk notice is out. You can write once it is answered.',
    },
    noConsent: {
      title: (name: string) => `${name} hasn’t agreed to texts yet`,
      line: 'Send the risk notice first. You can write as soon as it is answered with YES.',
    },
    optedOut: {
      title: (name: string) => `${name} opted out of texts`,
      line: 'Only a START text from this phone turns texts back on.',
    },
    expired: { title: (name: string) => `${name}’s consent ended`, line: 'Send the notice again to keep texting.' },
  } satisfies Record<Badge, { title: (name: string) => string; line: string }>,
} as const;
