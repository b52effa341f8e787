/** What just happened, in a few words. */

import type { HandoffTargetKind } from '../../ipc/bindings';

export const toast = {
  undo: 'Undo',
  dismiss: 'Dismiss',
  closed: 'Closed.',
  reopened: 'Reopened.',
  assigned: (name: string) => `Assigned to ${name}`,
  unassigned: 'Unassigned',
  snoozed: (until: string) => `Snoozed until ${until}`,
  moved: 'Moved to the portal. The link goes out now.',
  movedSent: 'Moved to the portal. The link is on its way.',
  movedAlone: 'Moved to the portal. Nothing is texted.',
  movedTask: {
    portal: 'Kept for the portal. Nothing is texted until it’s there.',
    portalByHand: 'Kept as a task for the portal. Nothing is texted until it’s there.',
    secureEmail: 'Kept as a task: send it by secure e-mail. Nothing is texted.',
    call: 'Kept as a task: tell it by phone. Nothing is texted.',
  } satisfies Record<HandoffTargetKind, string>,
  movedNoLink: 'Moved to the portal. No link goes out.',
  movedIn: 'Moved to the portal. The link goes out in',
  movedQuiet: 'Moved to the portal. The link waits for the end of quiet hours.',
  movedWaiting: 'Moved to the portal. The link waits in the outbox.',
  sends: (seconds: number) => `Sends in ${seconds} s. Ctrl Z takes it back.`,
  sendsIn: 'Sends in',
  seconds: 's.',
  noticeQueued: 'The risk notice is on its way.',
  consentRecorded: 'Consent recorded.',
  optOutRecorded: 'Recorded. No more texts go to this number.',
  newOwner: 'Recorded. Consent given before counts for nobody.',
  takenBack: 'Taken back. Nothing was sent.',
  saved: 'Saved.',
} as const;
