/** How a person in a run looks: tone and icon, beside the word. */

import type { RunItemKind } from '../../ipc/bindings';
import {
  Check,
  CheckCheck,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  Clock,
  MoonStar,
  Send,
} from '../shared/icons';

export const runLook: Record<RunItemKind, ['' | 'ok' | 'wait' | 'danger', typeof Send]> = {
  waiting: ['', Clock],
  quietThere: ['wait', MoonStar],
  sending: ['wait', Send],
  sent: ['', Check],
  delivered: ['', CheckCheck],
  notDelivered: ['danger', CircleAlert],
  saidYes: ['ok', CircleCheck],
  saidNo: ['', CircleDashed],
  skipped: ['', CircleSlash],
};
