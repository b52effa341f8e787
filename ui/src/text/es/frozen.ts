/** The sentences of a store that was put back or repaired: nothing leaves it until a person has looked. */

import type { Said } from '../wording';
import { count, figure } from './words';

export const frozen: Said<'frozen'> = {
  title: 'Esta es una copia anterior',
  lead: 'Se puede leer. El envío espera por usted.',
  opened: 'Copia abierta',
  openedLine: (at) => (at === null ? 'Está vacía' : `Termina el ${at}`),
  log: 'Registro',
  logLine: (entries) => `Termina en la entrada ${figure(entries)}`,
  caughtUp: 'Al día',
  caughtUpLine: 'Se leyeron las listas del operador, con sus STOP',
  catchingUp: 'Poniéndose al día',
  catchingUpLine: 'Foyer está leyendo las listas del operador',
  outbox: 'La salida está detenida',
  outboxLine: (n) =>
    n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto podría', 'textos podrían')} salir dos veces`,
  done: 'Listo',
  wait: 'En marcha',
  turn: 'Le toca a usted',
  found: 'Lo que hizo Foyer',
  heading: (n) =>
    n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto esperaba', 'textos esperaban')} cuando se hizo esta copia`,
  sub: 'Foyer comparó cada uno con la lista del operador. No sale nada hasta que usted elija.',
  subChecking: 'Foyer está leyendo lo que tiene el operador. Después podrá elegir.',
  subNothing: 'Foyer vuelve a enviar en cuanto usted lo diga.',
  choice: (name) => `El texto para ${name}`,
  send: 'Enviar',
  drop: 'No enviar',
  fate: {
    notChecked: () => 'Sin verificar todavía',
    carrierHasIt: (at) => (at ? `El operador lo tiene, desde ${at}` : 'El operador lo tiene'),
    optedOut: () => 'Pidió baja después',
    timePassed: () => 'El operador no lo tiene. La hora que menciona ya pasó',
    tooOld: () => 'El operador no lo tiene. Esperó demasiado',
    stillTrue: () => 'El operador no lo tiene. Sigue siendo cierto',
  },
  open: (name) => `Leer el hilo con ${name}`,
  inbox: 'Leer primero la bandeja',
  kept: 'Cada elección queda en el registro',
  later: 'Dejarla detenida',
  go: (send, drop) => (send + drop === 0 ? 'Volver a enviar' : `Enviar ${send}, descartar ${drop}`),
  repaired: {
    title: 'Este almacén fue reparado',
    opened: 'Pasó lo que se puede leer',
    openedLine: (texts) => count(texts, 'texto', 'textos'),
    log: {
      whole: 'Entero: sigue, sellado desde su primera entrada',
      partial: 'Faltan entradas. Las demás están como se sellaron y se escribieron de nuevo',
      changed: 'Faltan entradas o no están como se sellaron. Se escribieron de nuevo como están',
    },
    lost: 'Lo que se perdió',
    nothing: 'Que Foyer sepa, no falta nada.',
    what: {
      consent: 'Permisos',
      texts: 'Textos',
      outbox: 'Salida',
      threads: 'Conversaciones',
      patients: 'Pacientes',
      notes: 'Notas y borradores',
      people: 'Personal y funciones',
      cases: 'Casos y retenciones',
      settings: 'Ajustes y plantillas',
      log: 'Registro',
      other: 'Otras líneas',
    },
    rows: (loss) =>
      loss.rows === 0
        ? 'Pueden faltar líneas'
        : `${loss.perhapsMore ? 'Al menos ' : ''}${count(loss.rows, 'línea perdida', 'líneas perdidas')}`,
    unplaced: (n) => `${count(n, 'línea más se lee', 'líneas más se leen')}, y nadie puede decir de qué`,
    end: 'Puede faltar lo último que se hizo antes del daño.',
    consent: ({ doubtful }) =>
      doubtful === null
        ? 'El permiso no cuenta para nadie hasta preguntar de nuevo: una parte no se puede leer. Cada STOP que se puede leer queda.'
        : doubtful === 0
          ? ''
          : `El permiso de ${count(doubtful, 'número', 'números')} no cuenta hasta preguntar de nuevo, y sus textos esperan hasta que alguien los vea.`,
    kept: 'El almacén dañado se conserva al lado de este, sin cambios.',
    heading: (n) =>
      n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto esperaba', 'textos esperaban')} cuando se dañó el almacén`,
  },
};
