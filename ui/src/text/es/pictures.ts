/** The sentences of pictures and files that came with a text, and of those that can’t go with one. */

import type { Said } from '../wording';

export const pictures: Said<'pictures'> = {
  look: 'Ver de cerca',
  title: 'Foto del paciente',
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
    insurer: 'La necesita el seguro',
    patient: 'La pidió el paciente',
    other: 'Otro motivo',
  },
  kept: 'Foyer ya no protege una copia guardada o impresa. El motivo queda en el registro de auditoría.',
  choose: 'Elija primero un motivo.',
  save: 'Guardar una copia',
  print: 'Imprimir',
  saved: 'Se guardó una copia.',
  unknown:
    'Foyer no abre este tipo de archivo, así que nada en él puede ejecutarse aquí. Abra una copia solo si lo espera.',
  noPicture: 'Una foto no puede ir en un texto',
  noPictureLine:
    'El operador la pondría en una dirección pública. Escriba de qué trata, páselo al portal y adjúntela allí.',
  gotIt: 'Entendido',
};
