/** How far a text has come, why it waits, and what can be done about it. */

import type { DeliveryKind, HoldKind, ProblemKind } from '../../ipc/bindings';

export const delivery = {
  queued: 'Waiting to send',
  held: 'Waits for you',
  sending: 'Sending',
  notConfirmed: 'Not confirmed',
  accepted: 'With the carrier',
  sent: 'Sent',
  noReport: 'Sent, arrival not confirmed',
  delivered: 'Delivered',
  notDelivered: 'Not delivered',
  cancelled: 'Taken back',
} as const satisfies Record<DeliveryKind, string>;

export const hold = {
  predecessor: 'Waits for the one above',
  stale: 'Send it as it is?',
  timePassed: 'Send it as it is?',
  overtaken: 'Still send yours?',
  restoredCopy: 'Send it from this older copy?',
  unreadText: 'It may be a STOP. Still send yours?',
  gate: 'It can’t go as it is any more',
  quietHours: 'Quiet hours there',
  scheduled: 'Scheduled',
  missed: 'Send it now?',
  person: 'Waits for you',
} as const satisfies Record<HoldKind, string>;

/** Why a held text asks before it goes; the others say it in `hold`. */
export const holdWhy = {
  stale: 'It waited long, so Foyer asks you first.',
  timePassed: 'It names a time that is past now, so Foyer asks you first.',
  overtaken: 'Somebody wrote in this thread since, so Foyer asks you first.',
  missed: 'Foyer was closed at its time, so it was not sent. It asks you first.',
  restoredCopy: 'It may have gone before this copy was made, so Foyer asks you first.',
  unreadText: 'A text from this number could not be read. It may be a STOP. Read it in the carrier’s console first.',
} as const satisfies Record<Exclude<HoldKind, 'predecessor' | 'gate' | 'quietHours' | 'scheduled' | 'person'>, string>;

export const problem: Record<ProblemKind, string> = {
  landline: 'This number can’t get texts.',
  unreachable: 'The phone may be off or out of range.',
  filtered: 'The carrier blocked it as unwanted. Links and all-capitals often cause this.',
  unknownNumber: 'This number doesn’t exist.',
  optedOut: 'This phone opted out of texts.',
  numberHeld: 'Stopped: a problem with this number was reported.',
  notRegistered: 'Texts are paused until the practice’s number is registered.',
  expired: 'It waited too long and was not sent.',
  consentEnded: 'Consent ended before it could leave.',
  other: 'The carrier didn’t say why.',
};

export const acts = {
  sendsIn: (seconds: number) => `Sends in ${seconds} s`,
  tryAgain: 'Try again',
  cancel: 'Cancel',
  edit: 'Edit',
  takeBack: 'Take back',
  sendAnyway: 'Send anyway',
} as const;
