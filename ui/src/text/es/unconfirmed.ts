/** The sentences of a text of which nobody knows whether it went out. */

import type { Said } from '../wording';

export const unconfirmed: Said<'unconfirmed'> = {
  title: 'Foyer no sabe si este texto salió.',
  mayHave: (name) => `${name} puede tenerlo.`,
  step: {
    handed: () => 'Entregado al operador',
    noAnswer: () => 'La línea se cortó antes de que el operador respondiera',
    looked: (by) => (by ? `${by} pidió buscar de nuevo` : 'Se buscó de nuevo'),
  },
  looked: 'Todavía no está en la lista del operador. La lista puede tardar unos minutos',
  checkAgain: 'Buscar de nuevo',
  sendAgain: 'Enviar otra vez',
  leaveIt: 'Dejarlo así',
  explain: (name) =>
    `Enviar otra vez podría mandar el texto dos veces a ${name}. Dejarlo así conserva esta línea y deja salir el siguiente texto.`,
};
