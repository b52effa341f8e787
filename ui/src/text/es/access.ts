/** The words of patients' requests for a copy of their messages (45 CFR 164.524). */

import type { Said } from '../wording';
import { count } from './words';

const grounds: Said<'access'>['grounds'] = {
  legalProceeding: 'Se preparó para un proceso legal',
  confidence: 'Lo contó en confianza alguien que no es proveedor',
  danger: 'Pondría en peligro la vida o la integridad de alguien (se puede revisar)',
  otherPerson: 'Dañaría a otra persona que menciona (se puede revisar)',
  representative: 'Alguien lo pide por el paciente, y le haría daño (se puede revisar)',
};

export const access: Said<'access'> = {
  tab: 'Copias',
  enter: 'Anotar una solicitud',
  askedOn: 'Llegó el',
  add: 'Agregar',
  nobody: 'Elija primero un paciente.',
  title: 'Solicitudes de copia',
  counts: (open, late) => {
    const all = count(open, 'abierta', 'abiertas');
    return late === 0 ? all : `${all}, ${count(late, 'atrasada', 'atrasadas')}`;
  },
  empty: 'Nadie ha pedido una copia.',
  emptyLine: 'Un paciente puede tener una de todo lo que escribió. Anote la solicitud el día en que llega.',
  columns: { patient: 'Paciente', asked: 'Llegó', due: 'Plazo', state: 'Estado', acts: 'Qué hacer' },
  rule: { federal: '30 días', texas: '15 días hábiles en Texas' },
  left: (days) =>
    days < 0
      ? `${count(-days, 'día', 'días')} de atraso`
      : days === 0
        ? 'Hoy'
        : count(days, 'día restante', 'días restantes'),
  open: 'Abierta',
  late: 'Atrasada',
  extended: 'Ampliada',
  end: { given: 'Entregada', denied: 'Denegada', withdrawn: 'Retirada' },
  answeredLate: 'respondida tarde',
  numbers: (n) => count(n, 'número', 'números'),
  shared: (numbers) => `${numbers} es compartido. Sus textos quedan fuera de la copia hasta que usted los lea.`,
  withShared: 'Leí los textos de números compartidos, y son de este paciente',
  save: 'Guardar copia',
  format: { pdf: 'PDF', csv: 'CSV', jsonLines: 'JSON con prueba' },
  given: 'Marcar como entregada',
  extend: 'Ampliar',
  deny: 'Denegar',
  withdraw: 'Ya no la quiere',
  saved: (messages) => `Copia guardada, ${count(messages, 'mensaje', 'mensajes')}.`,
  done: {
    given: 'Marcada como entregada.',
    extended: 'Ampliada 30 días.',
    denied: 'Denegada.',
    withdrawn: 'Cerrada.',
  },
  extendTitle: 'Ampliar 30 días',
  extendLead:
    'Una sola vez y solo mientras duran los primeros 30 días. Dígale al paciente por escrito por qué y hasta cuándo.',
  denyTitle: 'Denegar esta solicitud',
  denyLead: 'Dígaselo al paciente por escrito, con el motivo y cómo reclamar.',
  ground: 'Fundamento',
  grounds,
  reason: 'Motivo, como se le dice al paciente',
  step: (step) =>
    step.kind === 'denied'
      ? `Denegada: ${grounds[step.ground]}`
      : { extended: 'Ampliada 30 días', given: 'Entregada', withdrawn: 'Ya no la quiere' }[step.kind],
  stepBy: (who, when) => `${who}, ${when}`,
  foot: 'Cada copia queda en el registro de auditoría con su SHA-256. Las notas internas y las verificaciones no están en ella.',
};
