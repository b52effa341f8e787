/** The sentences of an older copy that was put back. */

import type { FrozenFate } from '../../ipc/bindings';
import { count } from './words';

export const frozen = {
  title: 'This is an older copy',
  why: 'Texts may have been sent since it was made. Nothing is sent until you say so.',
  whySince: (at: string) => `It ends on ${at}. Texts may have been sent since then. Nothing is sent until you say so.`,
  checking: 'Foyer is reading what the carrier has. Then you can decide.',
  checked: 'Foyer has read what the carrier has. The marks are a proposal; change them as you see fit.',
  nothing: 'No text was waiting in it.',
  fate: {
    notChecked: () => 'Not checked yet',
    carrierHasIt: (at: string | null) =>
      at ? `The carrier has it since ${at}. It is not sent again.` : 'The carrier has it. It is not sent again.',
    optedOut: () => 'The patient opted out since. It is not sent.',
    timePassed: () => 'The time it names has passed',
    tooOld: () => 'It waited too long',
    stillTrue: () => 'Nothing speaks against it',
  } satisfies Record<FrozenFate, (at: string | null) => string>,
  open: 'Read thread',
  go: (n: number) => (n === 0 ? 'Go on, send nothing' : `Go on and send ${count(n, 'text', 'texts')}`),
  later: 'Decide later',
} as const;
