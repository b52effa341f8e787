/** The words of keeping and deleting. */

import type { Said } from '../wording';
import { count } from './words';

const both = (n: number) => count(n, 'texto o nota', 'textos y notas');

export const retention: Said<'retention'> = {
  title: 'Conservar y borrar',
  help: 'No se borra nada si usted no elige años aquí. Las copias de seguridad hechas antes y el operador conservan sus propias copias.',
  category: {
    scheduling: 'Palabras sobre citas',
    clinical: 'Palabras sobre la atención',
    billing: 'Palabras sobre facturas',
  },
  always: 'Conservar siempre',
  choices: [6, 7, 10, 15, 20, 28],
  years: (n) => count(n, 'año', 'años'),
  due: (n) => (n === 0 ? 'No hay nada por borrar.' : `${both(n)} por borrar.`),
  dueHelp: 'Lo retenido, lo que es parte de un incidente y lo que prueba un permiso no está incluido.',
  erase: 'Borrar…',
  eraseAsk: (n) => `¿Borrar las palabras de ${both(n)}?`,
  eraseLead: 'Se van para siempre. Queda que hubo un texto, cuándo y qué fue de él.',
  eraseDo: 'Borrar para siempre',
  erased: (texts, notes, files) =>
    `Borrado: ${count(texts, 'texto', 'textos')}, ${count(notes, 'nota', 'notas')}, ${count(files, 'archivo', 'archivos')}.`,
  holds: 'Retención legal',
  holdsHelp: 'Una retención vale más que el calendario hasta que alguien la termine.',
  holdAll: 'Retener todo',
  holdOne: 'Retener esta conversación',
  holdAsk: '¿Retener estas palabras para que no se borren?',
  holdLead: 'No se borra nada de esto, diga lo que diga el calendario.',
  hold: 'Retener',
  everything: 'Todo',
  heldBy: (who, when) => `${who}, ${when}`,
  release: 'Terminar',
  releaseAsk: '¿Terminar esta retención?',
  releaseLead: 'El calendario vale otra vez.',
  gone: (when) => `Borrado según el calendario, ${when}`,
};
