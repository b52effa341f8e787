/** The sentences of opening hours, the automatic reply and the morning after. */

import type { Said } from '../wording';
import { count } from './words';

export const hours: Said<'hours'> = {
  title: 'Horario',
  lead: 'Cuándo abre el consultorio, según el reloj de su pared.',
  week: (office) => `Horario de ${office}`,
  days: ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'],
  open: (day) => `Abierto: ${day}`,
  opens: (day) => `${day}, abre`,
  closes: (day) => `${day}, cierra`,
  until: 'a',
  closed: 'Cerrado',
  own: (office) => `${office} tiene su propio horario`,
  holidays: 'Días feriados',
  holidaysHelp: 'Días en que el consultorio no abre.',
  holiday: 'Agregar un día',
  add: 'Agregar',
  remove: (day) => `Quitar ${day}`,
  replies: 'Respuesta automática con el consultorio cerrado',
  repliesHelp:
    'Quien dio permiso para textos sabe cuándo abre el consultorio, una vez al día. Nadie más, ningún STOP y ningún código corto.',
  repliesNeed:
    'Solo responde si esta computadora está encendida y Foyer abierto. Lo que llega mientras tanto espera a la mañana.',
  says: 'Lo que dice',
  openNow: 'Abierto ahora',
  closedUntil: (when) => `Cerrado ahora, abre: ${when}`,
  closedNow: 'Cerrado ahora',
  save: 'Guardar horario',
  morning: {
    title: 'De la noche',
    strip: (n) => `${count(n, 'paciente escribió', 'pacientes escribieron')} con el consultorio cerrado`,
    show: 'Mostrar',
    since: (from, to) => `Desde ${from} hasta ${to}`,
    sinceClosing: (from) => `Desde ${from}`,
    empty: 'Nadie espera de la noche',
    emptyLine: 'Aquí están los textos que llegan con el consultorio cerrado; primero quien más espera.',
    patient: 'Paciente',
    wrote: 'Escribió',
    waits: 'Espera',
    told: 'Respuesta automática',
    texts: (n) => count(n, 'texto', 'textos'),
    notTold: 'Ninguna',
    toldAt: (time) => `Enviada a las ${time}`,
    toldNot: 'No llegó',
  },
};
