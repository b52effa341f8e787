/** The sentences of opening hours, the automatic reply and the morning after. */

import type { Said } from '../wording';
import { count, form } from './words';

export const hours: Said<'hours'> = {
  title: 'Horario',
  lead: 'Cuándo está abierta la oficina, según el reloj de su pared.',
  week: (office) => `Horario de ${office}`,
  days: ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'],
  open: (day) => `Abierto: ${day}`,
  opens: (day) => `${day}, abre`,
  closes: (day) => `${day}, cierra`,
  until: 'a',
  closed: 'Cerrado',
  own: (office) => `${office} tiene horario propio`,
  holidays: 'Días festivos',
  holidaysHelp: 'Días en que la oficina no abre.',
  holiday: 'Agregar un día',
  add: 'Agregar',
  remove: (day) => `Quitar ${day}`,
  replies: 'Respuesta automática fuera de horario',
  repliesHelp:
    'A los pacientes que aceptaron textos se les dice cuándo abre la oficina, una vez al día. A nadie más, ni a un STOP ni a un código corto.',
  repliesNeed:
    'Solo responde si esta computadora está encendida y Foyer abierto. Los textos que llegan con ella apagada esperan a la mañana.',
  says: 'Qué dice',
  openNow: 'Abierto ahora',
  closedUntil: (when) => `Cerrado ahora, abre ${when}`,
  closedNow: 'Cerrado ahora',
  save: 'Guardar horario',
  morning: {
    title: 'De la noche',
    strip: (n) => `${count(n, 'paciente', 'pacientes')} ${form(n, 'escribió', 'escribieron')} con la oficina cerrada`,
    show: 'Mostrar',
    since: (from, to) => `De ${from} a ${to}`,
    sinceClosing: (from) => `Desde ${from}`,
    empty: 'Nadie espera desde la noche',
    emptyLine: 'Los textos que llegan con la oficina cerrada aparecen aquí, la espera más larga primero.',
    patient: 'Paciente',
    wrote: 'Escribió',
    waits: 'Espera',
    told: 'Respuesta automática',
    texts: (n) => count(n, 'texto', 'textos'),
    notTold: 'Ninguna',
    toldAt: (time) => `Avisado: ${time}`,
    toldNot: 'No llegó',
  },
};
