/** The five badges: shape by name, and icon. Icon, words and outline all differ. */

import { CalendarX, CircleCheck, CircleDashed, ClockFading, OctagonX } from './icons';

export const badgeLook = {
  granted: ['granted', CircleCheck],
  noticeSent: ['pending', ClockFading],
  noConsent: ['none', CircleDashed],
  optedOut: ['optedout', OctagonX],
  expired: ['expired', CalendarX],
} as const;
