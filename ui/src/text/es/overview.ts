/** The words of Review, the page about how the desk is doing. */

import type { Said } from '../wording';
import { count, form } from './words';

/** A length of time as a figure and its unit: `6 min`, `3 h`, `2 días`. */
export const lasted: Said<'overview'>['lasted'] = (ms) => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return { figure: '<1', unit: 'min' };
  if (minutes < 120) return { figure: String(minutes), unit: 'min' };
  const hours = Math.round(minutes / 60);
  if (hours < 48) return { figure: String(hours), unit: 'h' };
  return { figure: String(Math.round(hours / 24)), unit: 'días' };
};
export const said = (ms: number) => `${lasted(ms).figure} ${lasted(ms).unit}`;

/** `8 a. m.`, `9`, `12 p. m.`: the half of the day is said where it changes. */
const clockHour = (hour: number, first: boolean) => {
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return first || hour === 12 || hour === 0 ? `${shown} ${hour < 12 ? 'a.' : 'p.'}\u00a0m.` : String(shown);
};

const before = {
  today: 'ayer',
  yesterday: 'el día anterior',
  week: 'la semana pasada',
  month: 'los 30 días anteriores',
};

/** `15 min`, o `15 a 45 min` donde cambia con la hora. */
const goalMinutes = ([least, most]: readonly [number, number]) =>
  least === most ? `${least} min` : `${least} a ${most} min`;

export const overview: Said<'overview'> = {
  title: 'Revisión',
  period: 'Período',
  export: 'Exportar',
  exported: 'Cifras guardadas.',
  periods: { today: 'Hoy', yesterday: 'Ayer', week: 'Esta semana', month: '30 días' },
  none: '–',
  lasted,
  said,
  typical: 'Primera respuesta habitual',
  slowest: 'Décima parte más lenta',
  sameDay: 'Respondidos el mismo día',
  handedOff: 'Pasados al portal',
  overWarning: 'Enviados pese a advertencia',
  faster: (ms, period) => `${said(ms)} más rápido que ${before[period]}`,
  slower: (ms, period) => `${said(ms)} más lento que ${before[period]}`,
  same: (period) => `Igual que ${before[period]}`,
  noReplies: 'Sin respuestas todavía',
  goal: (goal) => `La meta es ${goalMinutes(goal)}`,
  inTime: (some, all) => `${some} de ${count(all, 'primera respuesta', 'primeras respuestas')} dentro de la meta.`,
  lateOnes: (n) => count(n, 'llegó tarde', 'llegaron tarde'),
  threads: (some, all) => `${some} de ${count(all, 'hilo', 'hilos')}`,
  opened: (some, all) =>
    all === 0 ? 'Nada todavía' : some === all ? 'Se abrieron todos' : count(some, 'abierto', 'abiertos'),
  withReason: (n) => (n === 0 ? 'Ninguno' : 'Todos con un motivo'),
  byHour: 'Primera respuesta por hora',
  byHourEmpty: 'Nadie que escribió en este período ha recibido respuesta todavía.',
  chart: (lowest, highest, peak, hour) =>
    `Primera respuesta por hora. Lo habitual va de ${lowest} a ${highest}. La décima parte más lenta llega a ${peak}, hora ${hour}.`,
  legend: { typical: 'Habitual', slowest: 'Décima parte más lenta', goal: (goal) => `Meta, ${goalMinutes(goal)}` },
  peak: (ms, hour) => `${said(ms)}, ${clockHour(hour, true)}`,
  clockHour,
  table: 'Tabla',
  asChart: 'Gráfica',
  columns: { hour: 'Hora', replies: 'Respuestas', typical: 'Habitual', slowest: 'Décima más lenta', goal: 'Meta' },
  warnings: {
    when: 'Cuándo',
    staff: 'Personal',
    patient: 'Paciente',
    warning: 'Advertencia',
    reason: 'Motivo dado',
  },
  consentWarning: 'Permiso',
  noWarnings: 'No se envió nada pese a una advertencia.',
  waiting: 'En espera ahora',
  nobodyWaits: 'Nadie espera respuesta.',
  waitingCount: (n) => count(n, 'hilo', 'hilos'),
  unassigned: 'Sin asignar',
  consentDue: 'Por renovar',
  consentCount: (n) => count(n, 'paciente', 'pacientes'),
  sendNotices: 'Enviar avisos',
  more: (n) => `${n} más`,
  noConsentDue: 'Ningún permiso está por renovar.',
  optOuts: 'Bajas',
  optOutCount: (n) => String(n),
  noOptOuts: 'Nadie pidió baja.',
  behind: {
    firstReplies: 'Primeras respuestas',
    slowestTenth: 'Décima parte más lenta de las primeras respuestas',
    hour: (hour) => `Escribieron: ${clockHour(hour, true)}`,
    notSameDay: 'Sin respuesta el mismo día',
    handedOff: 'Pasados al portal',
    optOuts: 'Bajas',
    lateReplies: 'Primeras respuestas después de la meta',
    answered: 'Textos respondidos',
    notAnswered: 'Textos sin respuesta',
    notices: 'Avisos de riesgo enviados',
    saidYes: 'SÍ al aviso de riesgo',
    confirmed: 'Citas confirmadas',
    notConfirmed: 'Citas sin confirmar',
    bookingLinks: 'Enlaces para citas enviados',
  },
  behindColumns: {
    patient: 'Paciente',
    at: 'Cuándo',
    took: 'Primera respuesta',
    answer: 'Respondió en',
    visit: 'Cita',
    staff: 'Personal',
  },
  behindMore: (shown, total) => `${form(shown, 'El primero', `Los primeros ${shown}`)} de ${total}.`,
  behindNone: 'Ningún hilo aquí.',
  stillWaits: 'Todavía espera',
  show: (what) => `Mostrar los hilos de “${what}”`,
};
