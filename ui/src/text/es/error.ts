/** Why the core refused what was asked. */

import type { Said } from '../wording';

export const error: Said<'error'> = {
  credentialsRefused: 'Twilio rechazó esta cuenta, clave o secreto. Revise los tres.',
  carrierUnreachable: 'Twilio no respondió. Revise el internet de esta computadora e intente de nuevo.',
  diskFull: 'El disco de esta computadora está lleno. Libere espacio e intente de nuevo.',
};
