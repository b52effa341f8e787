/** The sentences of a store that was put back or repaired: nothing leaves it until a person has looked. */

import type { Said } from '../wording';
import { count, figure, form } from './words';

export const frozen: Said<'frozen'> = {
  title: 'Esta es una copia anterior',
  lead: 'Leer funciona. Enviar espera su decisión.',
  opened: 'Copia abierta',
  openedLine: (at) => (at === null ? 'Está vacía' : `Termina el ${at}`),
  log: 'Registro',
  logLine: (entries) => `Termina en la entrada ${figure(entries)}`,
  caughtUp: 'Al día',
  caughtUpLine: 'Se leyeron las listas del operador, con sus STOP',
  catchingUp: 'Poniéndose al día',
  catchingUpLine: 'Foyer está leyendo las listas del operador',
  outbox: 'La salida está congelada',
  outboxLine: (n) =>
    n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto podría salir', 'textos podrían salir')} dos veces`,
  done: 'Hecho',
  wait: 'En marcha',
  turn: 'Le toca a usted',
  found: 'Qué hizo Foyer',
  heading: (n) =>
    n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto esperaba', 'textos esperaban')} al hacer esta copia`,
  sub: 'Foyer comparó cada uno con la lista del operador. No sale nada hasta que usted elija.',
  subChecking: 'Foyer está leyendo lo que tiene el operador. Después podrá elegir.',
  subNothing: 'Foyer envía de nuevo en cuanto usted lo diga.',
  choice: (name) => `El texto para ${name}`,
  send: 'Enviar',
  drop: 'No enviar',
  fate: {
    notChecked: () => 'Sin verificar todavía',
    carrierHasIt: (at) => (at ? `El operador lo tiene, desde ${at}` : 'El operador lo tiene'),
    optedOut: () => 'Pidió baja después',
    timePassed: () => 'No está con el operador. Una hora que menciona ya pasó',
    tooOld: () => 'No está con el operador. Esperó demasiado',
    stillTrue: () => 'No está con el operador. Sigue siendo cierto',
  },
  open: (name) => `Leer el hilo con ${name}`,
  inbox: 'Leer primero la bandeja',
  kept: 'Cada decisión queda en el registro',
  later: 'Dejar congelada',
  go: (send, drop) => (send + drop === 0 ? 'Empezar a enviar de nuevo' : `Enviar ${send}, descartar ${drop}`),
  repaired: {
    title: 'Este almacén se reparó',
    opened: 'Se trajo lo que se puede leer',
    openedLine: (texts) => count(texts, 'texto', 'textos'),
    log: {
      whole: 'Entero: sigue, sellado desde su primera entrada',
      partial: 'Faltan entradas. Las demás están como se sellaron y se escribieron otra vez',
      changed: 'Faltan entradas o no están como se sellaron. Se escribieron otra vez como están',
    },
    lost: 'Qué se perdió',
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
        ? 'Pueden faltar algunas líneas'
        : `${loss.perhapsMore ? 'Al menos ' : ''}${form(loss.rows, 'falta', 'faltan')} ${count(loss.rows, 'línea', 'líneas')}`,
    unplaced: (n) => `${count(n, 'línea más se puede leer', 'líneas más se pueden leer')}, y nadie puede decir de qué`,
    end: 'Puede faltar lo último que se hizo antes del daño.',
    consent: ({ doubtful }) =>
      doubtful === null
        ? 'El permiso no cuenta para nadie hasta preguntar de nuevo: una parte no se puede leer. Cada STOP que se puede leer se conserva.'
        : doubtful === 0
          ? ''
          : `El permiso de ${count(doubtful, 'número', 'números')} no cuenta hasta preguntar de nuevo, y los textos a ${form(doubtful, 'ese número', 'esos números')} esperan hasta que alguien los mire.`,
    doubts: ({ placesInDoubt, secondStepsInDoubt, holdsInDoubt }) => [
      ...(placesInDoubt > 0
        ? [
            `Puede haberse perdido quién trabaja en qué oficina. ${count(placesInDoubt, 'persona o función no ve', 'personas y funciones no ven')} los textos de ninguna oficina hasta que gerencia lo diga en Personal.`,
          ]
        : []),
      ...(secondStepsInDoubt > 0
        ? [
            `Puede haberse perdido el segundo paso al iniciar sesión. ${count(secondStepsInDoubt, 'gerente configura el suyo', 'gerentes configuran el suyo')} de nuevo: entran con un código nuevo de otra persona de gerencia o con el código de recuperación.`,
          ]
        : []),
      ...(holdsInDoubt
        ? ['Puede haberse perdido algo que retenía palabras. No se borra nada hasta que alguien lo revise, en Ajustes.']
        : []),
    ],
    kept: 'El almacén dañado se conserva junto a este, sin cambios.',
    heading: (n) =>
      n === 0 ? 'Ningún texto esperaba' : `${count(n, 'texto esperaba', 'textos esperaban')} cuando se dañó el almacén`,
  },
};
