/** The sentences of a text of which nobody knows whether it went out. */

import type { DoubtStepKind } from '../../ipc/bindings';

export const unconfirmed = {
  title: 'Foyer can’t tell if this text went out.',
  mayHave: (name: string) => `${name} may have it.`,
  step: {
    handed: () => 'Handed to the carrier',
    noAnswer: () => 'Line dropped before the carrier answered',
    looked: (by: string | null) => (by ? `${by} asked to look again` : 'Looked again'),
  } satisfies Record<DoubtStepKind, (by: string | null) => string>,
  looked: 'Not in the carrier’s list so far. The list can lag a few minutes',
  checkAgain: 'Check again',
  sendAgain: 'Send again',
  leaveIt: 'Leave it',
  explain: (name: string) => `Send again could text ${name} twice. Leave it keeps this line and lets the next text go.`,
} as const;
