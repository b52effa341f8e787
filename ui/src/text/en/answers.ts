/** The words of how patients answer our texts, a part of Review. */

import type { ProblemKind, RefusedWhy } from '../../ipc/bindings';

export const answers = {
  title: 'How patients answer',
  lead: 'How many of our texts are answered and how soon, who says YES, who opts out, and what stops a text.',
  count: 'Count',
  again: 'Count again',
  answered: 'Texts answered',
  typical: 'Answer takes',
  notAnswered: 'Texts not answered',
  yes: 'YES to the risk notice',
  notices: 'Risk notices sent',
  confirmed: 'Visits confirmed after a reminder',
  notConfirmed: 'Visits not confirmed',
  optedOut: 'Opted out',
  bookingLinks: 'Booking links sent',
  share: (some: number, all: number) =>
    all === 0 ? `${some}` : `${Math.round((some * 100) / all)} % (${some} of ${all})`,
  times: (typical: string, slowest: string) => `${typical}, slowest tenth ${slowest}`,
  failed: (why: string) => `Didn’t arrive: ${why}`,
  refused: (why: string) => `Stopped here: ${why}`,
  problem: {
    landline: 'can’t get texts',
    unreachable: 'phone off or out of range',
    filtered: 'blocked as unwanted',
    unknownNumber: 'no such number',
    optedOut: 'opted out',
    notRegistered: 'our number isn’t registered',
    numberHeld: 'texts to the number were stopped',
    expired: 'its time ran out',
    consentEnded: 'consent ended',
    other: 'other reasons',
  } satisfies Record<ProblemKind, string>,
  why: {
    optedOut: 'opted out',
    numberHeld: 'texts to the number are stopped',
    noConsent: 'no consent',
    quietHours: 'quiet hours',
    portalOnly: 'belongs in the portal',
    noAgreement: 'no agreement covers it',
    template: 'the template wasn’t ready',
    confirmNumber: 'number not confirmed',
    sharedPhone: 'shared phone, not clear for whom',
    other: 'other reasons',
  } satisfies Record<RefusedWhy, string>,
  foot: 'A text counts as answered when the patient writes within 72 hours and before our next text. Opt-outs are shown against conversations.',
} as const;
