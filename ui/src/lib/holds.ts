/** Which held texts ask a person whether they should still go. */

import type { HoldKind } from '../ipc/bindings';

export type AskingHold = Exclude<HoldKind, 'predecessor' | 'gate' | 'quietHours' | 'person'>;

export function asking(hold: HoldKind | null): AskingHold | null {
  switch (hold) {
    case 'stale':
    case 'timePassed':
    case 'overtaken':
    case 'restoredCopy':
    case 'unreadText':
      return hold;
    case 'predecessor':
    case 'gate':
    case 'quietHours':
    case 'person':
    case null:
      return null;
  }
}
