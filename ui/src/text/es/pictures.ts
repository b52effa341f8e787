/** The sentences of pictures and files that came with a text, and of those that can't go with one. */

import type { Said } from '../wording';

export const pictures: Said<'pictures'> = {
  look: 'Ver de cerca',
  title: 'Imagen del paciente',
  fileTitle: 'Archivo del paciente',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  turn: 'Girar a la derecha',
  percent: (n) => `${n} %`,
  shows: 'Qué muestra',
  kinds: {
    card: 'Tarjeta de seguro o identificación',
    clinical: 'Parte del cuerpo',
    document: 'Formulario o carta',
    other: 'Otra cosa',
  },
  why: 'Por qué sale de Foyer',
  whys: {
    chart: 'Va al expediente',
    insurer: 'La aseguradora la necesita',
    patient: 'El paciente la pidió',
    other: 'Otro motivo',
  },
  kept: 'Foyer ya no protege una copia guardada o impresa. El motivo queda en el registro de auditoría.',
  choose: 'Elija primero un motivo.',
  save: 'Guardar una copia',
  print: 'Imprimir',
  saved: 'Se guardó una copia.',
  unknown:
    'Foyer no abre esta clase de archivo, así que nada de él puede ejecutarse aquí. Abra una copia solo si la espera.',
  noPicture: 'Una imagen no puede ir en un texto',
  noPictureLine:
    'El operador la pondría en una dirección pública. Escriba de qué se trata, pase al portal y adjúntela allí.',
  gotIt: 'Entendido',
};
