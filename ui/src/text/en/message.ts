/** The sentences of a bubble and what it carries. */

import type { HandoffTargetKind, TextPurpose } from '../../ipc/bindings';
import { handoff } from './portal';

export const message = {
  you: 'You',
  foyer: 'Foyer',
  elsewhere: 'Sent outside Foyer',
  label: (who: string, time: string, state: string | null) => [who, time, state].filter(Boolean).join(', '),
  languageOf: 'Language of this message',
  portalCard: {
    portal: 'Portal message',
    portalByHand: 'Portal message',
    secureEmail: 'Secure e-mail',
    call: 'Call',
  } satisfies Record<HandoffTargetKind, string>,
  portalKept: 'Encrypted, never texted',
  portalState: 'Kept for the portal',
  handoff,
  suggestion: 'This belongs in the portal. Text only:',
  asksForTime: 'Asks for a time. You can send:',
  putIn: 'Put in the draft',
  urgent: 'This may be an emergency.',
  urgentLine: (name: string, number: string) => `Call ${name} now: ${number}`,
  invite: 'Ask to write in the portal',
  portalLink: 'Link to the portal',
  purpose: {
    reply: '',
    portalLink: '',
    notice: 'Risk notice',
    afterHours: 'Automatic reply',
    reminder: 'Sent to a list',
  } satisfies Record<TextPurpose, string>,
  note: 'Internal note',
  noteBy: (author: string) => `${author}, staff only`,
  noteLabel: (author: string, time: string) => `Internal note by ${author}, ${time}`,
  chip: (name: string, n: number) => (n > 1 ? `${name} ×${n}` : name),
  chipHint: 'A hidden character in this text',
  photoHidden: 'Photo, hidden until you show it',
  showPhoto: 'Show',
  hidePhoto: 'Hide',
  photo: 'Photo from the patient',
  file: 'File',
  cannotShow: 'Foyer can’t show this kind of file',
  mediaFailed: 'This file can’t be read.',
} as const;
