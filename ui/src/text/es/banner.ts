/** The sentences of the banner about the line to the carrier. */

import type { Said } from '../wording';
import { count, form } from './words';

const messages = (n: number) => count(n, 'mensaje', 'mensajes');

export const banner: Said<'banner'> = {
  lead: {
    noNetwork: (since) => (since ? `Sin internet desde ${since}` : 'Sin internet'),
    untrusted: (since) =>
      since
        ? `Desde ${since}, lo que responde no puede probar que es el operador`
        : 'Lo que responde no puede probar que es el operador',
    carrierDown: (since) => (since ? `El operador no responde desde ${since}` : 'El operador no responde'),
    rateLimited: (until) =>
      until ? `El operador pide a Foyer que espere hasta ${until}` : 'El operador pide a Foyer que vaya más despacio',
    listBroken: (since) =>
      since ? `La lista de textos del operador se corta desde ${since}` : 'La lista de textos del operador se corta',
    credentialsRefused: (since) =>
      since
        ? `El operador rechaza la clave de esta clínica desde ${since}`
        : 'El operador rechaza la clave de esta clínica',
    suspended: (since) => (since ? `El operador suspendió esta cuenta: ${since}` : 'El operador suspendió esta cuenta'),
    notRegistered: (since) =>
      since
        ? `El operador descarta textos desde ${since}: este número no está registrado`
        : 'El operador descarta textos: este número no está registrado',
    clockWrong: (minutes, ahead) =>
      `El reloj de esta computadora va ${count(minutes, 'minuto', 'minutos')} ${ahead ? 'adelantado' : 'atrasado'}`,
    sentElsewhere: (texts) =>
      `En un día salieron de su número ${count(texts, 'texto', 'textos')} que nadie de aquí envió`,
    braked: (since) =>
      since
        ? `Envío detenido a las ${since}: salieron tantos textos en un día como esta clínica permite`
        : 'Envío detenido: salieron tantos textos en un día como esta clínica permite',
    diskFull: (since) =>
      since
        ? `El disco de esta computadora está lleno desde ${since}: no se envía nada`
        : 'El disco de esta computadora está lleno: no se envía nada',
    notSaved: (since) =>
      since ? `Foyer no puede guardar desde ${since}: no se envía nada` : 'Foyer no puede guardar: no se envía nada',
  },
  back: (at) => `Otra vez en línea: ${at}`,
  noRoom: 'libere espacio; lo que envían los pacientes está a salvo con el operador',
  restart: 'cierre Foyer y ábralo otra vez; lo que envían los pacientes está a salvo con el operador',
  sent: (n) => form(n, `${messages(n)} enviado`, `${messages(n)} enviados`),
  waiting: (n) => `${messages(n)} en espera`,
  willSend: 'saldrán cuando vuelva',
  readAndWrite: 'puede leer, buscar y escribir',
  paused: (n) =>
    n > 0
      ? `${count(n, 'mensaje espera', 'mensajes esperan')} en esta computadora hasta que se arregle`
      : 'los textos esperan en esta computadora hasta que se arregle',
  unreadable: (n) => `Foyer no pudo leer ${count(n, 'texto', 'textos')} del operador`,
  atCarrier: 'no se pierde nada, vea la lista del operador',
  stopUnread: 'puede haber un STOP en la parte que Foyer no puede leer',
  sendAnyway: 'Enviar de todos modos',
  register: 'registre el número en la consola del operador',
  lookedInto: 'no se le envía nada; pida que el programa de seguridad o el wifi que está en medio deje pasar a Foyer',
  setClock: 'ajústelo; los textos salen y llegan',
  whose: 'si ningún programa suyo los envía, cambie ya la clave del operador',
  ours: 'Son nuestros',
  lift: 'mire lo que espera y luego déjelo salir en Ajustes',
  askManager: 'gerencia lo mira y lo deja salir',
  urgent: '¿Urgente? Llame al paciente.',
  tryNow: 'Intentar ahora',
  viewOutbox: 'Ver la salida',
};
