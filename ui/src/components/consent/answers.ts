/** What answers each question about a text; the first stops texts where one does. */

import type { ReviewDecisionKind, ReviewKindInfo } from '../../ipc/bindings';

export const answers: Record<ReviewKindInfo, readonly ReviewDecisionKind[]> = {
  unclearWish: ['revoked', 'notAWish'],
  appointmentMeant: ['appointmentMeant', 'textsMeant'],
  strayYes: ['seen'],
};
