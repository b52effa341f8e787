/** The sentences of the lock screen, and of one's own password. */

import type { Said } from '../wording';
import { count } from './words';

export const lock: Said<'lock'> = {
  title: 'Bloqueado',
  who: '¿Quién está en recepción?',
  choose: 'Elija su nombre.',
  pinFor: (first) => `PIN de ${first}`,
  pinEntered: (digits) => `${digits} de 6 dígitos`,
  passwordFor: (first) => `Contraseña de ${first}`,
  usePassword: 'Usar contraseña',
  usePin: 'Usar PIN',
  forgotPin: 'Olvidé el PIN',
  newPin: 'PIN nuevo de 6 dígitos',
  code: 'Código',
  codeLead: 'Su contraseña es correcta. Ahora los 6 dígitos de su autenticador.',
  otherPassword: 'Volver a la contraseña',
  notYet: 'Primero van su contraseña y el código de su autenticador. Después desbloquea el PIN.',
  open: 'Abrir Foyer',
  slowed: (seconds) =>
    seconds < 90
      ? 'Demasiados intentos. Use su contraseña o espere un minuto.'
      : `Demasiados intentos. Use su contraseña o espere ${Math.ceil(seconds / 60)} minutos.`,
  pinOff: 'Demasiados intentos con el PIN. Use su contraseña.',
  why: (why, minutes) =>
    ({
      started: 'Bloqueado desde que se abrió Foyer',
      asked: 'Bloqueado a mano',
      away: `Bloqueado tras ${count(minutes, 'minuto', 'minutos')} de ausencia`,
      closed: 'Cerrado a mano',
      longAway: 'Cerrado tras 4 horas de ausencia',
      slept: 'Cerrado al suspenderse la computadora',
      screen: 'Bloqueado con la pantalla de la computadora',
    })[why],
  waiting: (n) => (n === 0 ? 'Nadie en espera' : `${count(n, 'paciente', 'pacientes')} en espera`),
  outbox: (n) => (n === 0 ? 'Salida vacía' : `${count(n, 'texto', 'textos')} en la salida`),
  closed: 'Los textos esperan con el operador hasta que alguien inicie sesión',
  practicePin: (pin) => `Modo de práctica: el PIN de todos es ${pin}`,
  hidden: 'Nombres y mensajes siguen ocultos hasta que desbloquee',
  closeNow: 'Cerrar por hoy',
  closeHint: 'Los textos esperan entonces con el operador hasta que alguien inicie sesión',
  lockNow: 'Bloquear',
  soon: (seconds) => `Foyer se bloquea en ${seconds} segundos. Mueva el ratón para seguir.`,
};

export const ownPassword: Said<'ownPassword'> = {
  title: 'Contraseña',
  help: 'Abre Foyer al iniciar y cuando el PIN está desactivado.',
  old: 'Contraseña actual',
  fresh: 'Contraseña nueva',
  freshHelp: 'Al menos 12 caracteres. Una frase corta es fácil de recordar.',
  again: 'Otra vez',
  differ: 'Las dos no son iguales.',
  save: 'Cambiar contraseña',
  saved: 'Su contraseña cambió.',
  lockAfter: 'Bloquear tras',
  lockAfterHelp: 'Cuando nadie toca el ratón ni las teclas. Los textos siguen saliendo y llegando.',
  minutes: (n) => count(n, 'minuto', 'minutos'),
};
