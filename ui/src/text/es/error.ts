/** Why the core refused what was asked. */

import type { Said } from '../wording';

export const error: Said<'error'> = {
  credentialsRefused: 'Twilio rechazó esta cuenta, clave o secreto. Revise los tres.',
  carrierUnreachable: 'Twilio no respondió. Revise el internet de esta computadora e intente de nuevo.',
  carrierUntrusted:
    'Lo que responde no puede probar que es Twilio. Puede haber en medio un programa de seguridad o la página de entrada del wifi. No se guardó nada.',
  diskFull: 'El disco de esta computadora está lleno. Libere espacio e intente de nuevo.',
};
