/** The sentences about the computer Foyer runs on. */

import type { AtRestKind } from '../../ipc/bindings';

export const computer = {
  title: 'This computer',
  help: 'Foyer’s own files and backups are encrypted whatever this computer does. What other programs leave on it is not.',
  disk: 'Disk',
  diskIs: {
    encrypted: 'Encrypted by this computer.',
    plain:
      'Not encrypted by this computer. Ask whoever looks after it to turn disk encryption on. A drive that encrypts by itself cannot be seen from here.',
    untold: 'This computer does not tell Foyer whether its disk is encrypted. Ask whoever looks after it.',
  } satisfies Record<AtRestKind, string>,
  swap: 'Swap',
  noSwap: 'None. What Foyer has in memory is not written to the disk.',
  inMemory: 'In memory only. What Foyer has in memory is not written to the disk.',
  swapIs: {
    encrypted: 'Encrypted by this computer.',
    plain:
      'Not encrypted by this computer. Words that Foyer shows may be written to the disk while it runs. Ask whoever looks after it to encrypt the swap or turn it off.',
    untold: 'This computer does not tell Foyer whether its swap is encrypted. Ask whoever looks after it.',
  } satisfies Record<AtRestKind, string>,
} as const;
