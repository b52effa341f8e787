/** The portal of the fake core: one card, one setup. */

import type { HandoffInfo, PortalSetup, SegmentsInfo } from './bindings';

/** A hand-off that the portal has. */
export function handoff(id: string, at: number): HandoffInfo {
  return {
    id,
    target: 'portal',
    state: 'delivered',
    sinceAt: at,
    linkFailed: false,
    withoutLink: false,
    unopened: false,
    canSendLink: false,
    canCheckOff: false,
    canOpenPortal: false,
    canTakeBack: false,
  };
}

/** A pretend portal under an agreement without an end. */
export function portalSetup(words: string, segments: SegmentsInfo): PortalSetup {
  const text = { template: words, preview: words, segments, own: false };
  const kinds = ['link', 'reminder', 'sign_up', 'invite'].flatMap((kind) => [`${kind}.en`, `${kind}.es`]);
  return {
    link: '',
    signUp: '',
    staffUrl: '',
    remindHours: 24,
    agreement: { with: 'Bayou Portal (pretend)', signedOn: '2026-05-04', untilOn: null },
    covered: true,
    fhir: null,
    pretend: true,
    texts: Object.fromEntries(kinds.map((kind) => [kind, { ...text }])),
  };
}
