/** The words on what is printed. */

import type { Said } from '../wording';

export const paper: Said<'paper'> = {
  print: 'Imprimir',
  printed: (date) => `Impreso el ${date} desde Foyer.`,
};
