/** The sentences of the list of threads. */

import type { Said } from '../wording';
import { count } from './words';

export const view: Said<'view'> = {
  mine: 'Míos',
  unassigned: 'Sin asignar',
  all: 'Todos',
  unanswered: 'Sin respuesta',
  snoozed: 'Pospuestos',
  closed: 'Cerrados',
};

export const list: Said<'list'> = {
  threads: 'Hilos',
  label: (name, n) => `${name}, ${count(n, 'hilo', 'hilos')}`,
  unread: 'Sin leer',
  unreadCount: (n) => `${n} sin leer`,
  waitedWord: 'de espera',
  assigned: (name) => `asignado a ${name}`,
  nobody: 'sin asignar',
  you: 'Usted:',
  draft: 'Borrador:',
  photo: 'Envió una foto',
  portal: 'Mensaje en el portal',
  portalAnswer: 'Respondió en el portal',
  notice: 'Aviso de riesgo',
  waiting: 'En espera',
  notDelivered: 'No entregado',
  notConfirmed: 'Sin confirmar',
  unknownSpeaker: 'Sin saber quién',
  urgent: 'Puede ser una emergencia',
  nothing: 'Todavía no hay textos',
  until: (time) => `Hasta ${time}`,
  empty: {
    mine: { title: 'Está al día', line: 'Los textos nuevos aparecen aquí.' },
    unassigned: { title: 'Cada hilo tiene a alguien', line: '' },
    all: { title: 'No hay hilos abiertos', line: 'Los textos nuevos aparecen aquí.' },
    unanswered: {
      title: 'Nadie espera después de ser leído',
      line: 'Aquí aparecen los hilos que alguien abrió y nadie respondió.',
    },
    snoozed: { title: 'Nada pospuesto', line: 'Presione H en un hilo para que vuelva después.' },
    closed: { title: 'Nada cerrado todavía', line: 'Un hilo cerrado se reabre cuando el paciente escribe.' },
  },
};
