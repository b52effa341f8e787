/** The words of the nightly check of templates and sent texts. */

import type { TemplateLevelKind } from '../../ipc/bindings';
import type { Said } from '../wording';
import { count, form } from './words';

const level: Record<TemplateLevelKind, string> = {
  officeFacts: 'datos de la oficina',
  visitDetails: 'datos de la cita',
  clinical: 'clínico',
  protected: 'con protección especial',
};

const reply: Record<string, string> = {
  link: 'Enlace al portal',
  reminder: 'Recordatorio del portal',
  sign_up: 'Cuenta en el portal',
  invite: 'Invitación al portal',
  notice: 'Aviso de riesgo',
  stop: 'Respuesta a un STOP',
  after_hours: 'Respuesta automática al estar cerrados',
};

export const drift: Said<'drift'> = {
  title: 'Verificación nocturna',
  where: 'En esta computadora',
  stat: (time) => `Verificación nocturna, ${time}`,
  none: 'Todavía no',
  findings: (texts, templates) =>
    `en ${count(texts, 'texto', 'textos')} y ${count(templates, 'plantilla', 'plantillas')}`,
  nothing: 'No se encontró nada.',
  looked: (texts, templates, replies) =>
    `Se miraron ${count(texts, 'texto', 'textos')}, ${count(templates, 'plantilla', 'plantillas')} y ${count(replies, 'texto automático', 'textos automáticos')}.`,
  never: 'Se hace de noche, desde el segundo día.',
  name: (one) => {
    if (one.what === 'byHand') return 'Escrito a mano';
    if (one.what === 'elsewhere') return 'Enviado por otro programa';
    if (one.what !== 'reply') return one.name;
    const [slot = '', language] = one.name.split('.');
    return `${reply[slot] ?? slot}, ${language === 'es' ? 'español' : 'inglés'}`;
  },
  line: (one) => {
    switch (one.what) {
      case 'notAsDeclared':
        return `Declarado: ${level[one.declared]}. Se lee como: ${level[one.told]}.`;
      case 'sentAsMore':
        return `Enviado ${count(one.times, 'vez', 'veces')} con más cosas escritas. Declarado: ${level[one.declared]}. Usado como: ${level[one.told]}.`;
      case 'typedBehind':
        return `Casi siempre se escriben las mismas palabras detrás, en ${count(one.times, 'texto', 'textos')}. ¿Hacerlas parte del par?`;
      case 'spanishOlder':
        return 'El inglés cambió. El español todavía dice lo de antes.';
      case 'reply':
        return /^(notice|stop|after_hours)/.test(one.name)
          ? 'Sus palabras ya no pasan la verificación. Redáctelas de nuevo en Ajustes.'
          : 'Sus palabras ya no pasan la verificación. En su lugar se envían las de Foyer.';
      case 'byHand':
        return `${count(one.times, 'mensaje', 'mensajes')} ${form(one.times, 'iba en el portal y salió como texto', 'iban en el portal y salieron como textos')}.`;
      case 'elsewhere':
        return `${count(one.times, 'mensaje', 'mensajes')} desde su número ${form(one.times, 'iba en el portal. No lo envió Foyer: revise el programa que lo envió', 'iban en el portal. No los envió Foyer: revise el programa que los envió')}.`;
    }
  },
  show: 'Mostrar',
  propose: 'Proponer',
  scan: 'Verificar ahora',
  scanned: 'Verificado.',
  sign: 'Firmar',
  words: 'Qué se hizo al respecto',
  signed: 'Firmado.',
  signedBy: (who, when) => `Firmado por ${who}, ${when}`,
  notSigned: 'Sin firmar',
  history: 'Verificaciones anteriores',
  historyRow: (when, found) => `${when}: ${found === 0 ? 'nada' : count(found, 'hallazgo', 'hallazgos')}`,
};
