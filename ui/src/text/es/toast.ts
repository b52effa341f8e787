/** What just happened, in a few words. */

import type { Said } from '../wording';

export const toast: Said<'toast'> = {
  undo: 'Deshacer',
  dismiss: 'Descartar',
  closed: 'Cerrado.',
  reopened: 'Reabierto.',
  assigned: (name) => `Asignado a ${name}`,
  unassigned: 'Sin asignar',
  snoozed: (until) => `Pospuesto hasta ${until}`,
  moved: 'Pasó al portal. El enlace sale ahora.',
  movedSent: 'Pasó al portal. El enlace va en camino.',
  movedAlone: 'Pasó al portal. No se envía ningún texto.',
  movedTask: {
    portal: 'Guardado para el portal. No se envía ningún texto hasta que esté allí.',
    portalByHand: 'Guardado como tarea para el portal. No se envía ningún texto hasta que esté allí.',
    secureEmail: 'Guardado como tarea: envíelo por correo seguro. No se envía ningún texto.',
    call: 'Guardado como tarea: dígalo por teléfono. No se envía ningún texto.',
  },
  movedNoLink: 'Pasó al portal. No sale ningún enlace.',
  movedIn: 'Pasó al portal. El enlace sale en',
  movedQuiet: 'Pasó al portal. El enlace espera el fin de las horas de silencio.',
  movedWaiting: 'Pasó al portal. El enlace espera en la salida.',
  sends: (seconds) => `Sale en ${seconds} s. Ctrl Z lo devuelve.`,
  sendsIn: 'Sale en',
  seconds: 's.',
  noticeQueued: 'El aviso de riesgo va en camino.',
  consentRecorded: 'Permiso registrado.',
  optOutRecorded: 'Registrado. No salen más textos a este número.',
  newOwner: 'Registrado. El permiso dado antes no cuenta para nadie.',
  takenBack: 'Retirado. No se envió nada.',
  saved: 'Guardado.',
};
