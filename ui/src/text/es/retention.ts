/** The words of keeping and deleting. */

import type { Said } from '../wording';
import { count } from './words';

const both = (n: number) => count(n, 'texto o nota', 'textos y notas');

export const retention: Said<'retention'> = {
  title: 'Conservar y borrar',
  help: 'No se borra nada si usted no elige años aquí.',
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
  nightly: 'Borrar cada noche',
  nightlyHelp: 'Después de las 3:00 a. m., o cuando Foyer se abra ese día. Lo retenido se queda.',
  nightlyBy: (who, when) => `Firmado por ${who}, ${when}. Otro calendario necesita un nombre nuevo.`,
  nightlyOff: 'Nadie ha firmado este calendario.',
  nightlyAsk: '¿Borrar cada noche según este calendario?',
  nightlyLead:
    'Usted pone su nombre. Lo que toca se va para siempre cada noche, y el registro de auditoría dice cuánto.',
  nightlyDo: 'Firmar',
  nightlyStart: 'Firmar…',
  nightlyStop: 'Detener',
  lastNight: (when, texts, notes, files) =>
    texts + notes + files === 0
      ? `Anoche, ${when}: no había nada por borrar.`
      : `Anoche, ${when}: se borró ${count(texts, 'texto', 'textos')}, ${count(notes, 'nota', 'notas')}, ${count(files, 'archivo', 'archivos')}.`,
  copies: 'Copias en otros lugares',
  backups: (days) =>
    `Las copias de seguridad hechas antes conservan las palabras hasta que la rotación las quite, como máximo ${count(days, 'día', 'días')}.`,
  carrier: (days) =>
    days === null
      ? 'El operador conserva sus propias copias. “Con el operador”, arriba, puede quitarlas.'
      : `Las copias del operador se van tras ${count(days, 'día', 'días')}.`,
  holds: 'Retención legal',
  holdsHelp: 'Una retención vale más que el calendario hasta que alguien la termine.',
  doubt:
    'Al reparar el almacén puede haberse perdido una retención, o un caso que conservaba palabras. No se borra nada hasta que alguien lo revise. Ponga lo que falte y confirme.',
  doubtDo: 'No hay más retenciones que estas',
  holdAll: 'Retener todo',
  holdOne: 'Retener esta conversación',
  holdAsk: '¿Retener estas palabras para que no se borren?',
  holdLead: 'No se borra nada de esto, diga lo que diga el calendario.',
  hold: 'Retener',
  everything: 'Todo',
  heldBy: (who, when) => `${who}, ${when}`,
  release: 'Terminar',
  releaseAsk: '¿Terminar esta retención?',
  releaseLead: 'El calendario rige otra vez.',
  gone: (when) => `Borrado según el calendario, ${when}`,
};
