/** The sentences of an older copy that was put back. */

import type { Said } from '../wording';
import { count } from './words';

export const frozen: Said<'frozen'> = {
  title: 'Esta es una copia anterior',
  why: 'Pueden haberse enviado textos después de hacerla. No se envía nada hasta que usted lo diga.',
  whySince: (at) =>
    `Termina el ${at}. Pueden haberse enviado textos desde entonces. No se envía nada hasta que usted lo diga.`,
  checking: 'Foyer está leyendo lo que tiene el operador. Después podrá decidir.',
  checked: 'Foyer ya leyó lo que tiene el operador. Las marcas son una propuesta; cámbielas como le parezca.',
  nothing: 'No había ningún texto en espera.',
  fate: {
    notChecked: () => 'Sin verificar todavía',
    carrierHasIt: (at) =>
      at ? `El operador lo tiene desde ${at}. No se envía otra vez.` : 'El operador lo tiene. No se envía otra vez.',
    optedOut: () => 'El paciente pidió baja después. No se envía.',
    timePassed: () => 'La hora que menciona ya pasó',
    tooOld: () => 'Esperó demasiado',
    stillTrue: () => 'Nada indica lo contrario',
  },
  open: 'Leer el hilo',
  go: (n) => (n === 0 ? 'Seguir sin enviar nada' : `Seguir y enviar ${count(n, 'texto', 'textos')}`),
  later: 'Decidir después',
};
