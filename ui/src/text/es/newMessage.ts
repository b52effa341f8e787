/** The sentences of writing to somebody new. */

import type { Said } from '../wording';

export const newMessage: Said<'newMessage'> = {
  title: 'Mensaje nuevo',
  close: 'Cerrar, Esc',
  to: 'Para',
  placeholder: 'Nombre o número',
  patients: 'Pacientes',
  notOnFile: 'No está en el registro',
  another: 'Escribir a otro número',
  anotherHint: 'Escriba los 10 dígitos. Primero lo vincula con una persona',
  none: (text) => `Ningún paciente ni número como “${text}”`,
  noneLine: 'Escriba los 10 dígitos para escribir a un número nuevo.',
  choose: 'elegir',
  names: 'Nombres y números',
  never: 'Sin textos hasta ahora',
  lastText: (date) => `Último texto: ${date}`,
  who: (number) => `¿Quién responde al ${number}?`,
  name: 'Nombre',
  language: 'Idioma',
  start: 'Abrir el hilo',
  nameNeeded: 'Escriba primero el nombre de la persona.',
  before: {
    granted: { title: (name) => `${name} aceptó recibir textos`, line: 'Enter abre la conversación.' },
    noticeSent: {
      title: (name) => `Se espera la respuesta de ${name}`,
      line: 'El aviso de riesgo ya salió. Puede escribir cuando responda.',
    },
    noConsent: {
      title: (name) => `${name} todavía no ha aceptado recibir textos`,
      line: 'Envíe primero el aviso de riesgo. Puede escribir en cuanto responda SÍ.',
    },
    optedOut: {
      title: (name) => `${name} pidió baja de los textos`,
      line: 'Solo un texto con START desde este teléfono activa los textos de nuevo.',
    },
    expired: {
      title: (name) => `El permiso de ${name} terminó`,
      line: 'Envíe el aviso otra vez para seguir con los textos.',
    },
  },
};
