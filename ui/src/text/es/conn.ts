/** The state of the line to the carrier, in a few words. */

import type { Said } from '../wording';

export const conn: Said<'conn'> = {
  starting: 'Conectando',
  online: 'Operador conectado',
  noNetwork: 'Sin internet',
  untrusted: '¿No es el operador?',
  carrierDown: 'El operador no responde',
  rateLimited: 'El operador pide esperar',
  listBroken: 'Lista del operador cortada',
  credentialsRefused: 'Clave rechazada',
  suspended: 'Cuenta suspendida',
  notRegistered: 'Número sin registrar',
  clockWrong: 'Reloj mal ajustado',
  sentElsewhere: 'Textos de fuera',
  braked: 'El envío está detenido',
  diskFull: 'Disco lleno',
  notSaved: 'No se guarda nada',
};
