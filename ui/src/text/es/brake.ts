/** The words of the ceiling on a day's texts, and of letting texts go again. */

import type { Said } from '../wording';
import { count, figure } from './words';

export const brake: Said<'brake'> = {
  title: 'Máximo de mensajes en un día',
  help: 'Cuando han salido tantos mensajes en 24 horas, Foyer deja de enviar hasta que una persona haya mirado. Un puesto fuera de control, u otra persona en un puesto abierto, llega a cientos de pacientes y no a miles. La respuesta a un STOP sale igual.',
  sent: (sent, most) => `${count(sent, 'mensaje', 'mensajes')} de ${figure(most)} en las últimas 24 horas.`,
  field: 'Mensajes en 24 horas',
  range: (least, most) => `De ${figure(least)} a ${figure(most)}.`,
  password: 'Su contraseña',
  save: 'Guardar',
  saved: 'Guardado',
  whole: 'Escriba un número entero.',
  pulled: (when) => `El envío está detenido desde ${when}.`,
  whose: 'De quién son los que esperan',
  foyer: 'Foyer mismo: recordatorios, avisos, respuestas automáticas',
  texts: (n) => count(n, 'mensaje', 'mensajes'),
  nothing: 'No espera nada.',
  look: '¿Alguien tiene aquí más mensajes de los que escribió? Reténgalos, pregúntele y cambie su contraseña.',
  letGo: 'Dejarlos salir',
  hold: 'Retenerlos para mirarlos',
  holdHelp: (most) =>
    `De las dos formas los mensajes vuelven a salir, hasta ${figure(most)} más. Los retenidos quedan en la bandeja de salida hasta que alguien envíe o retire cada uno.`,
  lifted: 'Los mensajes vuelven a salir',
  elsewhere: 'Lo que otros programas envían desde su número no se cuenta: Foyer no puede detenerlos.',
};
