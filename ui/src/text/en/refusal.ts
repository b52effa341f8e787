/** Why a text may not go, and the ways on. */

import type { RefusalKind } from '../../ipc/bindings';

export const refusal = {
  title: {
    optedOut: (name: string) => `${name} opted out of texts`,
    numberHeld: () => 'Texts to this number are stopped',
    noConsent: (name: string) => `${name} hasn’t agreed to texts yet`,
    waitingForAnswer: (name: string) => `Waiting for ${name}’s answer`,
    consentExpired: (name: string, date: string | null) =>
      date ? `${name}’s consent ended ${date}` : `${name}’s consent ended`,
    portalOnly: () => 'These words belong in the portal',
    noAgreement: () => 'Texts may not carry this yet',
    clinicalBeforeYes: (name: string) => `${name} hasn’t agreed yet, so only office facts can go`,
    noticeAlreadySent: () => 'The notice already went out',
    noticeNotNeeded: (name: string) => `${name} needs no notice now`,
    noStopWords: () => 'An offer has to say how texts end',
    templateBlanks: () => 'A blank is still to be filled',
    templateNotApproved: () => 'This template isn’t approved',
    templateHalfTranslated: () => 'This template is in one language only',
    empty: () => 'There is nothing to send',
    tooLong: () => 'This text is too long',
    notTextable: () => 'This number can’t get texts',
    noPortal: () => 'There is no portal address yet',
    quietHours: (name: string, until: string | null) =>
      until ? `Quiet hours for ${name} until ${until}` : `Quiet hours for ${name}`,
    notCovered: (name: string, what: string | null) =>
      `${name} hasn’t agreed to texts about ${what === null ? 'this' : what.toLowerCase()}`,
    portalNotCovered: () => 'The portal has no agreement on record',
    portalCoverEnded: () => 'The portal’s agreement has ended',
    portalDown: () => 'The portal didn’t answer, so nothing was texted',
    portalRefused: () => 'The portal didn’t take this message',
    portalKeyRefused: () => 'The portal doesn’t accept this practice’s key',
    noPortalAccount: (name: string) => `${name} doesn’t have a portal account yet`,
    noRecordNumber: (name: string) => `The portal doesn’t know which patient ${name} is`,
    readingRole: () => 'Your role reads this and doesn’t text',
  } satisfies Record<RefusalKind, (name: string, date: string | null) => string>,
  line: {
    optedOut: (since: string | null, how: string | null) =>
      `${how && since ? `${how} ${since}. ` : ''}Only a START text from this phone turns texts back on.`,
    numberHeld: (since: string | null) =>
      `${since ? `A problem was reported ${since}. ` : ''}A manager or privacy officer lifts it, in Review under Incidents.`,
    noConsent: (_since: string | null, _how: string | null, name: string) =>
      `Send the risk notice first. You can text as soon as ${name} replies SÍ or YES.`,
    waitingForAnswer: (since: string | null) => (since ? `Notice sent ${since}.` : 'The notice is out.'),
    consentExpired: () => 'Send the notice again to keep texting.',
    portalOnly: () => 'Hand it off, or take the marked words out. Your draft is still here.',
    noAgreement: () =>
      'No agreement covers it on this channel. Keep to visits, or hand it off. Your draft is still here.',
    clinicalBeforeYes: () => 'Take the marked words out, or hand it off. Your draft is still here.',
    noticeAlreadySent: (since: string | null) =>
      since ? `It went out ${since}. A notice goes once.` : 'A notice goes once.',
    noticeNotNeeded: () => 'Write as usual.',
    noStopWords: () => 'Add “Reply STOP to end texts.” Your draft is still here.',
    templateBlanks: () => 'Fill what stands between braces, or take it out. Your draft is still here.',
    templateNotApproved: () =>
      'It waits for approval, was worded anew or taken out. To write without it, clear the draft.',
    templateHalfTranslated: () => 'It needs English and Spanish. To write without it, clear the draft.',
    empty: () => 'Write something first.',
    tooLong: () => 'Split it into two texts. Your draft is still here.',
    notTextable: () => 'Call instead. Your draft is still here.',
    noPortal: () => 'Add the portal’s address in Settings. Nothing was texted; your draft is still here.',
    quietHours: () => 'Your draft is still here.',
    notCovered: () => 'Ask first, or write about visits only. Your draft is still here.',
    portalNotCovered: () => 'A manager records it in Settings. Nothing was texted; your draft is still here.',
    portalCoverEnded: () => 'A manager renews it in Settings. Nothing was texted; your draft is still here.',
    portalDown: () => 'Your draft is still here.',
    portalRefused: () => 'Nothing was texted; your draft is still here.',
    portalKeyRefused: () => 'A manager connects it again in Settings. Nothing was texted; your draft is still here.',
    noPortalAccount: () => 'Nothing was texted; your draft is still here.',
    noRecordNumber: () => 'Add the record number. Nothing was texted; your draft is still here.',
    readingRole: () => 'Front desk, nurse line, billing and managers write to patients.',
  } satisfies Record<RefusalKind, (since: string | null, how: string | null, name: string) => string>,
  way: {
    sendNotice: 'Send notice',
    recordConsent: 'Record consent',
    callInstead: 'Call instead',
    handOff: 'Hand off to portal',
    messageInPortal: 'Message in portal',
    editText: 'Edit',
    overrideWithReason: 'Send as text anyway…',
    noticeTomorrow: 'Snooze until tomorrow',
    sendLater: 'Snooze until then',
    signUpLink: 'Text a sign-up link',
    tryAgain: 'Try again',
    editPatient: 'Edit patient',
  },
} as const;
