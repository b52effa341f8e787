/** The words of the ceiling on a day's texts, and of letting texts go again. */

import type { Said } from '../wording';
import { count, figure } from './words';

export const brake: Said<'brake'> = {
  title: 'Máximo de textos en un día',
  help: 'Cuando en 24 horas sale este número de textos, Foyer deja de enviar hasta que una persona lo revise. Un puesto fuera de control, u otra persona en un puesto abierto, llega a cientos de pacientes y no a miles. La respuesta a un STOP sale igual.',
  sent: (sent, most) => `${count(sent, 'texto', 'textos')} de ${figure(most)} en las últimas 24 horas.`,
  field: 'Textos en 24 horas',
  range: (least, most) => `De ${figure(least)} a ${figure(most)}.`,
  password: 'Su contraseña',
  save: 'Guardar',
  saved: 'Guardado',
  whole: 'Escriba un número entero.',
  pulled: (when) => `Desde el ${when} el envío está detenido.`,
  whose: 'De quién son los que esperan',
  foyer: 'Foyer mismo: recordatorios, avisos, respuestas automáticas',
  texts: (n) => count(n, 'texto', 'textos'),
  nothing: 'No espera nada.',
  look: '¿Alguien tiene aquí más textos de los que escribió? Reténgalos, pregunte a esa persona y cambie su contraseña.',
  letGo: 'Dejarlos salir',
  hold: 'Retenerlos para mirarlos',
  holdHelp: (most) =>
    `De las dos formas los textos vuelven a salir, hasta ${figure(most)} más. Los retenidos quedan en la salida hasta que alguien envíe o retire cada uno.`,
  lifted: 'Los textos vuelven a salir',
  elsewhere: 'Lo que otros programas envían desde su número no se cuenta: Foyer no puede detenerlos.',
};
