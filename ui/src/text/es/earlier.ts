/** The sentences about earlier days: history, and the carrier's list against what is here. */

import type { Said } from '../wording';
import { count, form } from './words';

const texts = (n: number) => count(n, 'texto', 'textos');

export const earlier: Said<'earlier'> = {
  title: 'Textos anteriores',
  help: 'Foyer conserva lo que el operador todavía tiene. Los textos de antes de Foyer son historial: se encuentran al buscar, nunca aparecen sin leer. Un STOP entre ellos cuenta.',
  span: 'Hasta cuándo atrás',
  spans: { 14: '14 días', 90: '90 días', 365: '1 año', 0: 'Todo' },
  pause: 'Pausar',
  goOn: 'Seguir',
  reading: (date, n) => `Trayendo textos anteriores: hasta el ${date}, ${texts(n)} hasta ahora`,
  paused: (date, n) => `En pausa: hasta el ${date}, ${texts(n)} hasta ahora`,
  whole: (date) => `Todo desde el ${date} está aquí.`,
  notYet: 'Empieza cuando el operador responda.',
  newFirst: 'Los textos nuevos siempre van primero.',
  strip: (date) => `Textos anteriores: hasta el ${date}`,

  night: 'De noche',
  nightHelp: 'Sin nadie en la ventana y media hora sin nada nuevo, Foyer busca textos con menos frecuencia.',
  nights: { 15: 'Cada 15 s', 120: 'Cada 2 min', 600: 'Cada 10 min' },

  scrub: 'Con el operador',
  scrubHelp:
    'El operador también guarda cada texto. Foyer puede vaciar las palabras y borrar las fotos allí cuando ya están a salvo aquí y en una copia de seguridad verificada. Aquí no cambia nada, y allí no se puede deshacer.',
  scrubs: { 0: 'Conservar', 30: 'Vaciar tras 30 días', 90: 'Tras 90 días' },
  scrubbed: (n) => `${texts(n)} ${form(n, 'vaciado', 'vaciados')} con el operador hasta ahora.`,
  scrubWaits: 'Espera una copia de seguridad verificada que tenga todo lo traído.',

  agrees: (n) =>
    form(
      n,
      `El último día coincide con la lista del operador.`,
      `Los últimos ${n} días coinciden con la lista del operador.`,
    ),
  differs: (missing) => `${texts(missing)} de la lista del operador no ${form(missing, 'está', 'están')} aquí.`,
  countedAt: (time) => `Contado: ${time}. Hoy se cuenta cuando termine, según el reloj del operador.`,
  notCounted: 'Sin contar todavía.',
  day: (date, number, list) => `${date}, ${list === 'received' ? 'recibidos en' : 'enviados desde'} ${number}`,
  says: ({ carrier, here, missing, setAside, gone }) =>
    [
      missing > 0
        ? `El operador tiene ${carrier}, Foyer tiene ${here}. ${form(missing, 'Falta', 'Faltan')} ${missing}.`
        : null,
      setAside > 0
        ? `${texts(setAside)} no se ${form(setAside, 'pudo leer y está', 'pudieron leer y están')} aparte.`
        : null,
      gone > 0
        ? `${texts(gone)} se ${form(gone, 'borró', 'borraron')} con el operador. Foyer todavía ${form(gone, 'lo', 'los')} tiene.`
        : null,
    ]
      .filter((part) => part !== null)
      .join(' '),
  fetch: 'Traer este día otra vez',
  fetching: 'Trayendo…',
  asked: 'Foyer trae este día otra vez.',
};
