/** The lines of a conversation that are no texts. */

import type { ActivityKind } from '../../ipc/bindings';
import { language } from './consent';
import { hiding } from './hiding';

/** The category that an activity names. */
const filedUnder = (about: string | null) =>
  about === 'clinical' || about === 'billing' ? hiding.category[about].toLowerCase() : 'visits';

/** An activity line: what is set bold, then the rest. */
export const activity = (
  what: ActivityKind,
  by: string | null,
  about: string | null,
  time: string,
): [string, string] => {
  const who = by ?? 'Foyer';
  switch (what) {
    case 'assigned':
      return ['', about ? `${who} assigned this to ${about}, ${time}` : `Assigned by ${who}, ${time}`];
    case 'unassigned':
      return ['', `${who} left this unassigned, ${time}`];
    case 'closed':
      return ['', `Closed by ${who}, ${time}`];
    case 'reopened':
      return ['', by ? `Reopened by ${by}, ${time}` : `Reopened by a new text, ${time}`];
    case 'snoozed':
      return ['', about ? `${who} snoozed this until ${about}, ${time}` : `Snoozed by ${who}, ${time}`];
    case 'noticeSent':
      return ['', about ? `Risk notice sent in ${language(about)}, ${time}` : `Risk notice sent, ${time}`];
    case 'consentGranted':
      return ['Consent recorded:', `${about ?? (by ? `by ${by}` : 'agreed')}, ${time}`];
    case 'optedOut':
      return ['Opted out:', `${about ?? (by ? `recorded by ${by}` : 'texted STOP')}, ${time}`];
    case 'optedIn':
      return ['Texts are on again:', `${about ?? 'texted START'}, ${time}`];
    case 'sentOverWarning':
      return [
        '',
        about ? `Sent over a warning by ${who}: ${about}, ${time}` : `Sent over a warning by ${who}, ${time}`,
      ];
    case 'notConfirmed':
      return ['', `Not confirmed: the carrier didn’t answer, ${time}`];
    case 'sentTwice':
      return ['Sent twice:', `the carrier has this text two times, ${time}`];
    case 'sentAgain':
      return ['', `Sent again by ${who}, ${time}`];
    case 'problemReported':
      return ['Problem reported', `by ${who}, ${time}`];
    case 'holdLifted':
      return ['', `${who} let texts to this number go again, ${time}`];
    case 'speakerSaid':
      return ['', about ? `Speaker set to ${about} by ${who}, ${time}` : `Speaker not known, ${who}, ${time}`];
    case 'wrongNumber':
      return ['', `${who} marked this as the wrong number${about ? ` for ${about}` : ''}, ${time}`];
    case 'recordsJoined':
      return ['', `${who} put another record of this person into this one, ${time}`];
    case 'recordsSplit':
      return ['', `${who} split the records again, ${time}`];
    case 'birthDateShown':
      return ['', `${who} viewed the birth date, ${time}`];
    case 'numberConfirmed':
      return ['', `${who} made sure that the number is the patient’s, ${time}`];
    case 'strayYes':
      return ['', `A YES came with no notice to answer. Nothing was recorded, ${time}`];
    case 'askedUnclear':
      return ['', `This may be a wish for no more texts. Somebody reads it, ${time}`];
    case 'appointmentQuestion':
      return ['', `Texts have stopped. Perhaps only the appointment was meant, ${time}`];
    case 'newOwner':
      return ['', `${who} recorded that this number belongs to somebody else, ${time}`];
    case 'visitConfirmed':
      return ['Confirmed the visit', about ? `on ${about}, by text, ${time}` : `by text, ${time}`];
    case 'portalOpened':
      return ['', `Opened in the portal, ${time}`];
    case 'portalAnswered':
      return ['Answered in the portal:', `read it there, ${time}`];
    case 'portalUnopened':
      return ['', `Still not opened in the portal, ${time}`];
    case 'portalExpired':
      return ['', `Not opened in the portal for a month, ${time}`];
    case 'portalTooLate':
      return ['', `Taken back too late: it was already in the portal, ${time}`];
    case 'portalFailed':
      return ['', `The portal didn’t take it, so nothing was texted, ${time}`];
    case 'handoffDone':
      return ['', `Done by ${who}, ${time}`];
    case 'reviewed':
      return ['', `Reviewed by ${who}, ${time}`];
    case 'openedWithReason':
      return ['', `${who} opened this with a reason, ${time}`];
    case 'filed':
      return ['', `${who} filed this under ${filedUnder(about)}, ${time}`];
  }
};
