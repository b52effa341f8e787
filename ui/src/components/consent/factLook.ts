/** How a line of a consent history looks: tone and icon, beside its words. */

import type { ConsentFact, ConsentFactKind } from '../../ipc/bindings';
import {
  CalendarX,
  CheckCheck,
  CircleAlert,
  CircleCheck,
  CircleQuestion,
  CircleSlash,
  MessageSquare,
  OctagonX,
  Send,
  Signature,
  UserCheck,
  UserX,
} from '../shared/icons';

export type Tone = '' | 'ok' | 'wait' | 'caution' | 'danger';

const looks: Record<ConsentFactKind, [Tone, typeof Send]> = {
  noticeSent: ['wait', Send],
  noticeDelivered: ['wait', CheckCheck],
  noticeFailed: ['caution', CircleAlert],
  granted: ['ok', CircleCheck],
  refreshed: ['ok', CircleCheck],
  declined: ['', CircleSlash],
  revoked: ['danger', OctagonX],
  restarted: ['ok', CircleCheck],
  inboundFirst: ['', MessageSquare],
  unverified: ['caution', CircleQuestion],
  importUndone: ['caution', CircleSlash],
  linked: ['', UserCheck],
  newOwner: ['caution', UserX],
  unreadable: ['caution', CircleQuestion],
  farewellSent: ['', Send],
  expired: ['caution', CalendarX],
};

export function factLook(fact: ConsentFact): [Tone, typeof Send] {
  const [tone, icon] = looks[fact.what];
  return [tone, fact.basis === 'paper' && (fact.what === 'granted' || fact.what === 'refreshed') ? Signature : icon];
}
