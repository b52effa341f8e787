/** The words of unusual looking around. */

import type { Said } from '../wording';
import { count } from './words';

const usually = (usual: number) => (usual === 0 ? '' : `, de costumbre ${usual}`);

export const looking: Said<'looking'> = {
  title: 'Consultas fuera de lo común',
  help: 'Cada noche Foyer compara lo que cada persona abrió con sus otros días y con los del resto del personal. Un día aquí es motivo para preguntar y no un reproche. No impide nada a nadie.',
  notSeen:
    'Ve lo que se abre en Foyer en esta computadora. No ve el expediente, el papel ni a quien lee por encima del hombro.',
  learning: (when) => `Foyer todavía aprende qué es lo común aquí, hasta ${when}.`,
  none: 'Nada fuera de lo común en los últimos 28 días.',
  what: {
    unanswered: (n, usual) =>
      `${count(n, 'conversación abierta', 'conversaciones abiertas')} sin hacer nada ahí${usually(usual)}`,
    searches: (n, usual) => `${count(n, 'búsqueda', 'búsquedas')}${usually(usual)}`,
    withReason: (n, usual) =>
      `${count(n, 'conversación oculta abierta', 'conversaciones ocultas abiertas')} con un motivo${usually(usual)}`,
    birthDates: (n, usual) =>
      `${count(n, 'fecha de nacimiento mostrada', 'fechas de nacimiento mostradas')}${usually(usual)}`,
    afterHours: (n, usual) =>
      `${count(n, 'conversación abierta', 'conversaciones abiertas')} con la oficina cerrada${usually(usual)}`,
    takenOut: (n, usual) => `${count(n, 'archivo o copia sacado', 'archivos y copias sacados')}${usually(usual)}`,
    colleague: (n) =>
      `${count(n, 'conversación', 'conversaciones')} de pacientes con el nombre de alguien del personal, sin hacer nada ahí`,
    again: (n) => `Volvió a una conversación en ${count(n, 'día', 'días')} y nunca hizo nada ahí`,
  },
  which: 'Qué conversaciones',
  behind: (name, day) => `Lo que ${name} abrió el ${day}`,
  columns: { patient: 'Paciente', at: 'Abierta primero', times: 'Veces', worked: 'Hizo algo ahí' },
  yes: 'Sí',
  no: 'No',
  own: 'Es su propio día: lo mira otra persona.',
  settle: 'Ya pregunté',
  settleAsk: (name, day) => `¿Qué resultó de preguntar a ${name} sobre el ${day}?`,
  settleLead: 'Queda con este día. No hace falta el nombre de ningún paciente.',
  settleWords: 'Qué resultó',
  settled: (by, when, words) => `${by}, ${when}: ${words}`,
  done: 'Guardado',
};
