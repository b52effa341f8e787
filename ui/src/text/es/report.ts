/** The words of the report: every message to or from a patient between two days. */

import type { Said } from '../wording';
import { count } from './words';

export const report: Said<'report'> = {
  tab: 'Informe',
  replyTimes: 'Tiempos de respuesta',
  tabs: 'Parte de Revisión',
  patient: 'Paciente',
  patientHelp: 'Nombre o número',
  other: 'Otra persona',
  from: 'Desde',
  to: 'Hasta',
  channel: 'Canal',
  all: 'Todos',
  show: 'Mostrar',
  nobody: 'Elija primero un paciente.',
  start: 'Elija un paciente y los días.',
  startLine: 'El informe tiene cada mensaje enviado y recibido, con remitente, permiso, verificación y entrega.',
  empty: 'En estos días no se envió ni recibió nada.',
  messages: (n) => count(n, 'mensaje', 'mensajes'),
  holds: 'Contenido, remitente, aprobación, permiso, verificación, entrega y lectura',
  firstOf: (shown, total) => `Los primeros ${shown} de ${total}; el archivo los tiene todos.`,
  whole: 'Cada línea cuadra.',
  wholeLine: (messages, entries) =>
    `${count(messages, 'mensaje', 'mensajes')}, ${count(entries, 'entrada', 'entradas')} en el registro de auditoría, ninguna cambiada ni perdida. Verificado ahora mismo.`,
  broken: 'El registro de auditoría no cuadra.',
  brokenLine:
    'Algo en él se cambió o falta. Ajustes, Auditoría dice dónde. Pregunte a la persona responsable de privacidad.',
  reworded: (changed, gone) =>
    [
      changed === 0
        ? ''
        : `${count(changed, 'mensaje tiene', 'mensajes tienen')} otras palabras que las que conoció el registro de auditoría.`,
      gone === 0
        ? ''
        : `${count(gone, 'mensaje', 'mensajes')} que consta${gone === 1 ? '' : 'n'} en el registro ya no está${gone === 1 ? '' : 'n'}.`,
    ].join(' '),
  changed: 'No son las palabras que conoció el registro de auditoría',
  deleted: 'Palabras borradas según su calendario',
  entry: (n) => `Entrada ${n}`,
  columns: {
    when: 'Cuándo',
    sender: 'Remitente',
    content: 'Contenido',
    approved: 'Aprobó',
    consent: 'Permiso entonces',
    check: 'Verificación',
    delivery: 'Entrega',
    read: 'Leído',
  },
  severalNumbers: (numbers) => `Todos sus números: ${numbers.join(', ')}.`,
  joined: (n) =>
    n === 1 ? 'Incluye un expediente que se unió al suyo.' : `Incluye ${n} expedientes que se unieron al suyo.`,
  byHand: 'Escrito a mano',
  wording: (name, wording, by, asWorded) => `${name} ${wording}, ${by}${asWorded ? '' : ', palabras cambiadas'}`,
  over: (who) => `Pese a advertencia. ${who}`,
  kind: {
    text: '',
    notice: 'Aviso de riesgo',
    portalLink: 'Enlace al portal',
    portalMessage: 'En el portal',
    portalReply: 'En el portal',
    stopConfirmation: 'Confirma un STOP',
    afterHours: 'Respuesta automática',
    reminder: 'Enviado a una lista',
  },
  format: { pdf: 'PDF', csv: 'CSV', jsonLines: 'JSON con prueba' },
  received: 'Recibido',
  clean: 'Limpio',
  caution: 'Precaución',
  portalOnly: 'Solo portal',
  notAvailable: 'No disponible',
  notOpened: 'Sin abrir',
  notKept: '–',
  factGone: 'Ya no consta en el historial',
  none: '–',
  foot: '“No disponible”: los operadores no dicen cuándo se lee un SMS. Guardar queda en el registro de auditoría con el SHA-256 del archivo.',
  saved: 'Informe guardado.',
  print: 'Imprimir',
  checking: {
    open: 'Cómo verificarlo por su cuenta',
    lead: 'Nadie tiene que creerle a Foyer.',
    steps: [
      'Guarde el informe. Foyer anota su SHA-256 en el registro de auditoría antes de que el archivo tenga nombre.',
      'En Ajustes, Auditoría, escriba una copia del registro. Junto a ella queda un programa pequeño que la verifica sin Foyer.',
      'Verifique la copia con él. Dice que el registro está entero, o nombra la primera entrada alterada:',
      'Calcule el SHA-256 del informe, en Linux, en una Mac o en Windows:',
      'Búsquelo en la copia. Esa entrada dice quién guardó el informe y cuándo.',
    ],
    close: 'Cerrar',
    note: 'El JSON con prueba también se prueba solo: su última línea es el SHA-256 de todas las anteriores.',
  },
  queries: {
    label: 'Consultas guardadas',
    keep: 'Guardar esta consulta',
    name: 'Nombre',
    days: 'Días',
    fixed: 'Estos días',
    last: (days) => `Los últimos ${days} días`,
    save: 'Guardar',
    drop: (name) => `Quitar ${name}`,
    kept: 'Consulta guardada.',
    line: (person, days) => `${person}, ${days}`,
    range: (from, to) => `${from} a ${to}`,
  },
  noWords: '(sin palabras)',
};
