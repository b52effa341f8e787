/** The sentences of a bubble and what it carries. */

import type { Said } from '../wording';
import { handoff } from './portal';

export const message: Said<'message'> = {
  you: 'Usted',
  foyer: 'Foyer',
  elsewhere: 'Enviado fuera de Foyer',
  label: (who, time, state) => [who, time, state].filter(Boolean).join(', '),
  languageOf: 'Idioma de este mensaje',
  portalCard: {
    portal: 'Mensaje en el portal',
    portalByHand: 'Mensaje en el portal',
    secureEmail: 'Correo seguro',
    call: 'Llamada',
  },
  portalKept: 'Cifrado, nunca por texto',
  portalState: 'Guardado para el portal',
  handoff,
  suggestion: 'Esto va en el portal. Por texto solo:',
  asksForTime: 'Pide una hora. Puede enviar:',
  putIn: 'Poner en el borrador',
  urgent: 'Puede ser una emergencia.',
  urgentLine: (name, number) => `Llame ahora a ${name}: ${number}`,
  invite: 'Pedir que escriba en el portal',
  portalLink: 'Enlace al portal',
  purpose: {
    reply: '',
    portalLink: '',
    notice: 'Aviso de riesgo',
    afterHours: 'Respuesta automática',
    reminder: 'Enviado a una lista',
  },
  note: 'Nota interna',
  noteBy: (author) => `${author}, solo personal`,
  noteLabel: (author, time) => `Nota interna de ${author}, ${time}`,
  chip: (name, n) => (n > 1 ? `${name} ×${n}` : name),
  chipHint: 'Un carácter oculto en este texto',
  photoHidden: 'Foto, oculta hasta que usted la muestre',
  showPhoto: 'Mostrar',
  hidePhoto: 'Ocultar',
  photo: 'Foto del paciente',
  file: 'Archivo',
  cannotShow: 'Foyer no puede mostrar este tipo de archivo',
  mediaFailed: 'No se puede leer este archivo.',
};
