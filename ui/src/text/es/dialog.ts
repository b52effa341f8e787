/** The words that every dialog has. */

import type { Said } from '../wording';

export const dialog: Said<'dialog'> = {
  close: 'Cerrar, Esc',
  cancel: 'Cancelar',
  unsaved: 'Esc otra vez descarta lo que escribió.',
};
