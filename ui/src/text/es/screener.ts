/** The sentences about what the practice decides about the draft check. */

import type { Said } from '../wording';
import { count } from './words';

/** What a rule marks, for rules that are no term. */
const rule: Record<string, string> = {
  'rule:result': 'Una prueba con su resultado',
  'rule:dose': 'Un medicamento con su cantidad',
  'rule:blood-pressure': 'Una presión arterial',
  'rule:social-security': 'Un número de seguro social',
  'rule:card': 'Un número de tarjeta',
  'rule:bank': 'Un número de banco',
  'rule:record-number': 'Un número de expediente o de miembro',
  'rule:birth-date': 'Una fecha de nacimiento',
  'rule:address': 'Una dirección particular',
  'rule:email': 'Un correo electrónico',
  'rule:telephone': 'Un número de teléfono',
  'rule:full-name': 'Un nombre completo',
  'rule:someone-else': 'El nombre de otra persona',
  'rule:patient-link': 'Un enlace para un solo paciente',
  'rule:practice-name': 'El nombre de la clínica',
  'rule:ending': 'Una palabra médica, por su terminación',
  'rule:file': 'Una foto o un archivo',
  'model:tells': 'Palabras que solo juntas revelan algo',
  'model:sensitive': 'Palabras que solo juntas revelan algo, sobre atención delicada',
  'model:who': 'Cifras que parecen del paciente',
};

const phrase = 'phrase:';

export const screener: Said<'screener'> = {
  title: 'Verificación de borradores',
  nameTells: {
    care: 'El nombre de su clínica dice qué trata. Todo el que recibe un texto suyo lo muestra en su pantalla.',
    sensitiveCare:
      'El nombre de su clínica dice que da atención con protección adicional. Dé otro nombre a los textos; hasta entonces cada texto lo revela.',
  },
  textName: 'Nombre en los textos',
  textNameHelp: (practice) =>
    `Firma los textos en lugar de ${practice}. Déjelo vacío para usar el nombre de la clínica.`,
  save: 'Guardar',
  allowed: 'Palabras que deja pasar',
  allowedNone: 'Se marca cada palabra que Foyer conoce.',
  allowedBy: (by, when) => (by === '' ? when : `${by}, ${when}`),
  takeBack: 'Marcar de nuevo',
  takeBackNamed: (term) => `Marcar “${term}” de nuevo`,
  word: 'Dejar pasar una palabra',
  wordHelp:
    'Los borradores con ella ya no se marcan, para nadie aquí. Las palabras de atención delicada se marcan siempre.',
  allow: 'Dejar pasar',
  allowNamed: (term) => `Dejar pasar “${term}”`,
  sentOver: 'Las que más se envían de todos modos',
  sentOverNone: 'No se envió ningún texto pese a una marca.',
  times: (n) => count(n, 'texto', 'textos'),
  what: (name, term) =>
    term === null ? (rule[name] ?? (name.startsWith(phrase) ? `“${name.slice(phrase.length)}”` : name)) : `“${term}”`,
};
