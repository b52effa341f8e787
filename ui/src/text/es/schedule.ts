/** The sentences of sending later. */

import type { Said } from '../wording';

export const schedule: Said<'schedule'> = {
  button: 'Enviar después',
  title: 'Enviar después',
  here: (place, time) => `${place}, ahora ${time}`,
  today: (time) => `Hoy ${time}`,
  tomorrow: (time) => `Mañana ${time}`,
  day: (day, time) => `${day.charAt(0).toUpperCase()}${day.slice(1)} ${time}`,
  earlierWeeks: 'Semanas anteriores',
  laterWeeks: 'Semanas siguientes',
  days: 'Día',
  weekdays: ['do', 'lu', 'ma', 'mi', 'ju', 'vi', 'sá'],
  time: 'Hora',
  inPlace: (place) => `en ${place}`,
  there: (time, name, place) => `${time} para ${name} en ${place}`,
  hours: (name, quiet) =>
    quiet === '' ? `Los textos pueden salir todo el día para ${name}` : `Silencio para ${name}: ${quiet}`,
  midnight: 'Medianoche',
  noon: 'Mediodía',
  past: 'Esta hora ya pasó.',
  skipped: 'El reloj se adelanta: esta hora no existe ese día.',
  twice: 'El reloj se atrasa: esta hora se repite ese día.',
  first: 'La primera',
  second: 'La segunda',
  use: (time) => `Usar ${time}`,
  checked: 'Se verifica otra vez antes de salir',
  needsThis: 'Solo sale si esta computadora está encendida y Foyer abierto.',
  do: 'Programar',
  done: (when) => `Programado: ${when}.`,
  at: (when) => `Programado: ${when}`,
  section: 'Programados',
  missedAt: (when) => `Era para: ${when}.`,
};
