/** The sentences about the computer Foyer runs on. */

import type { Said } from '../wording';

export const computer: Said<'computer'> = {
  title: 'Esta computadora',
  help: 'Los archivos y las copias de Foyer van cifrados haga lo que haga esta computadora. Lo que dejan otros programas, no.',
  disk: 'Disco',
  diskIs: {
    encrypted: 'Cifrado por esta computadora.',
    plain:
      'Esta computadora no lo cifra. Pida a quien la administra que active el cifrado del disco. Desde aquí no se ve si una unidad se cifra sola.',
    untold: 'Esta computadora no le dice a Foyer si su disco está cifrado. Pregunte a quien la administra.',
  },
  swap: 'Memoria de intercambio',
  noSwap: 'Ninguna. Lo que Foyer tiene en memoria no se escribe en el disco.',
  inMemory: 'Solo en memoria. Lo que Foyer tiene en memoria no se escribe en el disco.',
  swapIs: {
    encrypted: 'Cifrada por esta computadora.',
    plain:
      'Esta computadora no la cifra. Palabras que Foyer muestra pueden escribirse en el disco mientras funciona. Pida a quien la administra que la cifre o la desactive.',
    untold:
      'Esta computadora no le dice a Foyer si su memoria de intercambio está cifrada. Pregunte a quien la administra.',
  },
};
