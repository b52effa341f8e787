/** How far a text has come, why it waits, and what can be done about it. */

import type { Said, SaidOf } from '../wording';

export const delivery: Said<'delivery'> = {
  queued: 'Espera para salir',
  held: 'Espera su decisión',
  sending: 'Enviando',
  notConfirmed: 'Sin confirmar',
  accepted: 'Con el operador',
  sent: 'Enviado',
  noReport: 'Enviado, entrega sin confirmar',
  delivered: 'Entregado',
  notDelivered: 'No entregado',
  cancelled: 'Retirado',
};

export const hold: Said<'hold'> = {
  predecessor: 'Espera al de arriba',
  stale: '¿Enviarlo como está?',
  timePassed: '¿Enviarlo como está?',
  overtaken: '¿Enviar el suyo de todos modos?',
  restoredCopy: '¿Enviarlo desde esta copia anterior?',
  unreadText: 'Puede ser un STOP. ¿Enviar el suyo de todos modos?',
  gate: 'Ya no puede salir como está',
  quietHours: 'Horas de silencio allí',
  scheduled: 'Programado',
  missed: '¿Enviarlo ahora?',
  person: 'Espera su decisión',
};

/** Why a held text asks before it goes; the others say it in `hold`. */
export const holdWhy: Said<'holdWhy'> = {
  stale: 'Esperó mucho, así que Foyer le pregunta antes.',
  timePassed: 'Menciona una hora que ya pasó, así que Foyer le pregunta antes.',
  overtaken: 'Alguien escribió en este hilo después, así que Foyer le pregunta antes.',
  missed: 'Foyer estaba cerrado a su hora, así que no se envió. Le pregunta antes.',
  restoredCopy: 'Puede haber salido antes de hacer esta copia, así que Foyer le pregunta antes.',
  unreadText: 'No se pudo leer un texto de este número. Puede ser un STOP. Léalo antes en la consola del operador.',
};

export const problem: Said<'problem'> = {
  landline: 'Este número no puede recibir textos.',
  unreachable: 'El teléfono puede estar apagado o sin señal.',
  filtered: 'El operador lo bloqueó como no deseado. Suele pasar por enlaces o por escribir todo en mayúsculas.',
  unknownNumber: 'Este número no existe.',
  optedOut: 'Este teléfono pidió baja de los textos.',
  numberHeld: 'Detenido: se reportó un problema con este número.',
  notRegistered: 'Los textos están en pausa hasta que se registre el número de la clínica.',
  expired: 'Esperó demasiado y no se envió.',
  consentEnded: 'El permiso terminó antes de que saliera.',
  other: 'El operador no dijo por qué.',
};

export const acts: SaidOf<'sendsIn' | 'tryAgain' | 'cancel' | 'edit' | 'takeBack' | 'sendAnyway'> = {
  sendsIn: (seconds) => `Sale en ${seconds} s`,
  tryAgain: 'Intentar de nuevo',
  cancel: 'Cancelar',
  edit: 'Editar',
  takeBack: 'Retirar',
  sendAnyway: 'Enviar de todos modos',
};
