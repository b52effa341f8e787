/** Which held texts ask a person whether they should still go. */

import type { HoldKind } from '../ipc/bindings';

export type AskingHold = Exclude<HoldKind, 'predecessor' | 'gate' | 'quietHours' | 'scheduled' | 'person'>;

export function asking(hold: HoldKind | null): AskingHold | null {
  switch (hold) {
    case 'stale':
    case 'timePassed':
    case 'overtaken':
    case 'restoredCopy':
    case 'unreadText':
    case 'missed':
      return hold;
    case 'predecessor':
    case 'gate':
    case 'quietHours':
    case 'scheduled':
    case 'person':
    case null:
      return null;
  }
}
