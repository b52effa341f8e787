/** Who wrote a text, as the conversation says it. */

import type { Speaker } from '../../ipc/bindings';
import { t } from '../../text';

export function speakerName(speaker: Speaker): string {
  switch (speaker.kind) {
    case 'patient':
    case 'colleague':
      return speaker.name;
    case 'you':
      return t.message.you;
    case 'foyer':
      return t.message.foyer;
    case 'elsewhere':
      return t.message.elsewhere;
  }
}
