/** Phones that several share: for whom a text is, who wrote one, who is on the phone. */

import type { Said } from '../wording';
import { count } from './words';

const people = (n: number) =>
  ['Nadie', 'Una persona', 'Dos personas', 'Tres personas', 'Cuatro personas', 'Cinco personas'][n] ?? `${n} personas`;

export const household: Said<'household'> = {
  title: 'Hogar',
  onePhone: (n) => `Un teléfono, ${people(n).toLowerCase()}`,
  who: '¿Para quién es?',
  use: (n) => `${people(n)} ${n === 1 ? 'usa' : 'usan'} este teléfono.`,
  for: 'Para:',
  forUnsure: 'todavía no se sabe. Solo datos de la oficina.',
  forNobody: 'todavía sin elegir.',
  choose: 'Elegir',
  notSure: 'No se sabe',
  notSureLine: 'Pregunte primero. Solo datos de la oficina hasta saberlo.',
  kept: {
    private: 'Confidencial, nunca en este teléfono',
    wrong: 'Número equivocado',
  },
  notHere: 'Aquí no',
  doubt: (name) => (name ? `Quizás esta respuesta no es de ${name}.` : 'No se sabe quién escribió esta respuesta.'),
  doubtLine: 'Diga quién escribió o pregunte. El próximo texto espera eso.',
  its: (name) => `Es ${name}`,
  ask: 'Preguntar quién es',
  said: {
    confirmed: (name) => `${name ?? 'Alguien'}, con seguridad`,
    likely: (name) => `${name ?? 'Alguien'}, probablemente`,
    unknown: () => 'No se sabe quién escribe',
  },
  wrote: '¿Quién escribió esto?',
  wroteLead: 'Lo que diga queda con su nombre. Los textos que llegaron después se miran de nuevo.',
  wroteNobody: 'En recepción tampoco se sabe.',
  change: 'Decir quién escribió',
  meantFor: (name) => `para ${name}`,
  saidWhat: 'Quién dijo qué',
  texts: (n) => count(n, 'texto', 'textos'),
  unknown: 'Sin saber',
  consent: 'Permiso en este teléfono',
  stop: 'Un STOP desde aquí bloquea el teléfono. Cada persona conserva su propio historial.',
  read: 'Cualquiera en casa puede leer estos textos. Ningún texto nombra a otra persona.',
  edit: 'Editar',
  editTitle: 'Quién usa este teléfono',
  add: 'Agregar a una persona',
  relationship: 'Qué es aquí',
  confidential: 'Confidencial: nunca escribirle aquí',
  wrongNumber: 'Número equivocado…',
  wrongSure: (name) => `Ya no salen textos para ${name} a este número. Lo que se dijo queda en el registro.`,
  wrongDo: 'Marcar como número equivocado',
  addName: 'Nombre en el expediente',
  done: 'Listo',
  nameNeeded: 'Escriba primero el nombre de la persona.',
  chosen: (name) => (name ? `Los textos son ahora para ${name}.` : 'Solo datos de la oficina hasta que sepa quién es.'),
};
