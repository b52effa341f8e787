/** The sentences of Find and do. */

import type { Said } from '../wording';

export const find: Said<'find'> = {
  label: 'Buscar y hacer',
  placeholder: 'Busque un paciente, un número o palabras',
  patients: 'Pacientes',
  messages: 'Mensajes',
  note: 'Nota:',
  actions: 'En este hilo',
  go: 'Ir a',
  ends: (digits) => `termina en ${digits}`,
  textNumber: (number) => `Escribir al ${number}`,
  newNumber: 'No está en el registro',
  none: (text) => `Nada coincide con “${text}”`,
  noneLine: 'Pruebe con un apellido o el final de un número.',
  move: 'mover',
  open: 'abrir',
  close: 'cerrar',
  local: 'Las búsquedas se quedan en esta computadora',
  results: 'Resultados',
  you: 'Usted',
};
