/** The sentences of the page that looks through all years. */

import type { Said } from '../wording';
import { count, form } from './words';

export const allYears: Said<'allYears'> = {
  title: 'Buscar',
  field: 'Palabras, nombres o dígitos de un número',
  clear: 'Vaciar',
  save: 'Exportar la lista',
  saved: 'La lista está guardada. Queda en el registro.',
  results: 'Encontrado',
  around: 'Alrededor de este texto',
  openThread: 'Abrir el hilo',
  found: (shown, more) => (more ? `Los ${shown} más nuevos` : `${shown} ${form(shown, 'encontrado', 'encontrados')}`),
  filters: 'Acotar',
  from: 'Desde',
  to: 'Hasta',
  staff: 'Escrito por',
  anyone: 'Cualquiera',
  channel: 'Canal',
  anyChannel: 'SMS y WhatsApp',
  only: 'En qué buscar',
  both: 'Textos y notas',
  kind: { texts: 'Textos', notes: 'Notas' },
  flag: {
    withFile: 'Con un archivo',
    failed: 'No entregado',
    handedOff: 'Pasado al portal',
    inside: 'También dentro de palabras',
  },
  patient: 'Paciente',
  note: (name) => `${name}, nota`,
  practice: 'Clínica',
  inPortal: 'En el portal',
  files: (n) => count(n, 'archivo', 'archivos'),
  noWords: 'Sin palabras',
  more: 'Buscar más atrás',
  cut: 'Muchas palabras empiezan así, así que faltan algunos. Escriba otra letra para buscar en todos.',
  none: 'No se encontró nada',
  noneLine: 'Pruebe con menos letras o menos filtros. Los acentos no importan.',
  start: 'Buscar en todos los años',
  startLine:
    'Escriba palabras o parte de ellas, un nombre o los últimos dígitos de un número. Los filtros también sirven solos.',
  logged:
    'Solo se busca en hilos que su función puede leer. Las búsquedas quedan en el registro de auditoría, sin las palabras.',
  hidden: (n) => `${count(n, 'resultado más queda oculto', 'resultados más quedan ocultos')} para su función.`,
};
