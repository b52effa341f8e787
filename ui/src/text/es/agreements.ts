/** Sentences about who has signed for what, what texts may carry, and going live. */

import type { Said } from '../wording';
import { count } from './words';

export const agreements: Said<'agreements'> = {
  cap: 'Qué se puede escribir hoy por SMS',
  level: {
    officeFacts: 'Datos de la oficina',
    visitDetails: 'Datos de la cita',
    clinical: 'Clínico',
    protected: 'Protegido',
  },
  why: 'Por qué llega hasta ahí',
  whyNone:
    'Ningún acuerdo vigente menciona SMS. Hasta que haya uno, solo salen textos sobre citas en los que la verificación no encuentra nada.',
  whySigned:
    'Un acuerdo cubre SMS. Las palabras clínicas salen con permiso y un motivo; algunas palabras nunca van por texto.',
  whyPretend: 'Aquí el operador es simulado, así que no se retiene nada. En su clínica decide el acuerdo.',
  lower: 'Qué lo bajaría',
  lowerNone: 'Nada: esto es lo mínimo.',
  lowerEnds: (date) => `El acuerdo termina después del ${date}.`,
  lowerNever: 'El acuerdo no tiene fin. Quitarlo lo bajaría.',
  title: 'Acuerdos',
  add: 'Agregar acuerdo',
  none: 'Todavía no hay ninguno.',
  head: { with: 'Con', names: 'Menciona estos productos', signed: 'Firmado', state: 'Estado', change: 'Cambios' },
  portal: 'Portal',
  state: (state) => {
    if (state.kind === 'inForce') return 'Vigente';
    if (state.kind === 'notYet') return 'No ha empezado';
    if (state.kind === 'ended') return 'Terminado';
    return state.days === 0 ? 'Termina hoy' : `Termina en ${count(state.days, 'día', 'días')}`;
  },
  product: {
    sms: 'SMS',
    mms: 'MMS',
    voice: 'Voz',
    copies: 'Copias fuera de la clínica',
    whatsApp: 'WhatsApp',
  },
  with: 'Firmado con',
  withHelp: 'La empresa, como aparece en el acuerdo firmado.',
  signer: 'Firmó por la clínica',
  signedOn: 'Firmado el',
  untilOn: 'Último día',
  untilHelp: 'Déjelo vacío si no tiene fin.',
  names: 'Menciona',
  save: 'Guardar acuerdo',
  saved: 'Guardado. Los textos se rigen por él desde ahora.',
  remove: 'Nunca se firmó, quitar',
  removed: 'Quitado. Los textos se rigen por lo que queda.',
  carries: 'Qué puede llevar cada producto',
  carriesHead: { product: 'Producto', named: 'En el acuerdo', most: 'Como máximo', why: 'Por qué' },
  yes: 'Sí',
  no: 'No',
  off: 'Desactivado',
  because: {
    sms: { named: 'Con permiso y un motivo', open: 'Sin acuerdo. Solo citas' },
    mms: { named: 'Llegan fotos, no sale ninguna', open: 'Llegan fotos, no sale ninguna' },
    whatsApp: { named: 'Solo citas', open: 'Nadie firma por él. Solo citas' },
    voice: { named: 'Foyer no hace llamadas', open: 'Foyer no hace llamadas' },
    copies: {
      named: 'Las copias de seguridad además están cifradas',
      open: 'Las copias de seguridad están cifradas',
    },
  },
  steps: 'Antes de empezar de verdad',
  done: (done, all) => `${done} de ${all}`,
  step: {
    agreement: 'Un acuerdo menciona SMS',
    portal: 'Un acuerdo cubre el portal',
    number: 'El número está registrado',
    twoWay: 'Probado en ambos sentidos con un teléfono',
    stop: 'STOP probado con un teléfono',
    recoveryCode: 'Código de recuperación hecho',
    secondManager: 'Una segunda persona gestiona al personal',
    drill: 'Simulacro de restauración',
    trained: 'Todos capacitados',
    signedOff: 'Alguien firma',
  },
  signOff: 'Firmar…',
  signOffAsk: '¿Firmar esta lista?',
  signOffAll: 'Usted pone su nombre. Todo lo de la lista está hecho. El registro guarda quién firmó y cuándo.',
  signOffOpen: (open) =>
    `Usted pone su nombre a la lista como está. Falta: ${open.join('; ')}. El registro guarda quién firmó, cuándo y qué faltaba.`,
  signOffDo: 'Firmar',
  signedOff: (who, when) => `Firmado por ${who}, ${when}.`,
  openThen: (open) => `Faltaba: ${open.join('; ')}.`,
  training: 'Capacitación',
  trained: (day) => `capacitación el ${day}`,
  trainDue: (day) => `tiene hasta el ${day}`,
  record: 'Anotar',
  recordOf: (name) => `Anotar la capacitación de ${name}`,
  trainedOn: 'Día de la capacitación',
  recordDo: 'Anotarlo',
  recorded: 'Anotado. El registro guarda quién lo dijo.',
  numbers: 'Números',
  numberSince: (since) => `desde el ${since}`,
  numberUntil: (since, until) => `${since} a ${until}`,
  numberRefused: (since) => `Rechazado por no estar registrado desde el ${since}`,
};
