/** The sentences of the sidebar. */

import type { Said } from '../wording';

export const nav: Said<'nav'> = {
  main: 'Principal',
  inbox: 'Bandeja',
  desk: 'Recepción',
  practice: 'Clínica',
  outbox: 'Salida',
  consentDue: 'Por renovar',
  settings: 'Ajustes',
  find: 'Buscar',
  findLong: 'Buscar paciente o mensaje',
  findRest: 'paciente o mensaje',
  newMessage: 'Mensaje nuevo',
  withCount: (name, n) => (n > 0 ? `${name}, ${n}` : name),
};
