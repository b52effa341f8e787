/** The sentences about lists of people. */

import type { Said } from '../wording';
import { count } from './words';

const people = (n: number) => count(n, 'persona', 'personas');
const numbers = (n: number) => count(n, 'número', 'números');
const stayed = (n: number) =>
  n === 1 ? 'Se quedó 1 persona: algo cambió después.' : `Se quedaron ${people(n)}: algo cambió después.`;

export const contacts: Said<'contacts'> = {
  title: 'Traer personas',
  heading: 'Personas de otro sistema',
  lead: 'Una lista de nombres y números, guardada como CSV. No cambia el expediente de nadie; el permiso vale solo desde su fecha.',
  open: 'Traer personas…',
  save: 'Guardar a todos como CSV…',
  saved: 'El archivo está guardado. Queda en el registro.',
  file: 'La lista',
  fileHelp: 'Un archivo CSV con una persona por fila, hasta 50,000 filas. Se lee aquí y no se conserva.',
  rows: (n) => count(n, 'fila', 'filas'),
  columns: 'Qué dice cada columna',
  column: {
    number: 'Número de teléfono',
    name: 'Nombre completo o nombre de pila',
    last: 'Apellido',
    goesBy: 'Le dicen',
    birthDate: 'Fecha de nacimiento',
    language: 'Idioma',
    agreed: 'Aceptó recibir textos',
    consentDate: 'Fecha del permiso',
    form: 'Formulario',
  },
  none: 'Ninguna',
  order: '01/02/2026 significa',
  orders: { monthFirst: '2 de enero', dayFirst: '1 de febrero' },
  source: 'De dónde es la lista',
  sourceHelp: 'Se conserva con cada permiso que trae.',
  preview: 'Qué pasaría',
  row: 'Fila',
  becomes: 'Resultado',
  fate: {
    new: ['Nueva', 'Alguien que todavía no está en el registro.'],
    shared: [
      'Nueva, teléfono compartido',
      'Otras personas también tienen este número. Cada una conserva su historial.',
    ],
    numberAdded: ['Un número más', 'Mismo nombre y fecha de nacimiento que alguien del registro.'],
    known: ['En el registro', 'Queda fuera. No cambiaría nada.'],
    twice: ['Ya está más arriba en la lista', 'Queda fuera.'],
    noName: ['Sin nombre', 'Queda fuera.'],
    noNumber: ['Sin número', 'Queda fuera. Aquí no hay adónde enviar textos.'],
    wrongNumber: ['Número equivocado', 'Queda fuera. Recepción vio que no es suyo.'],
  },
  says: (preview) => `${people(preview.people)}, ${numbers(preview.numbers)}, ${preview.leftOut} fuera`,
  abroad: (n) => `${numbers(n)} del extranjero. Quizás su operador no llega a ${n === 1 ? 'él' : 'ellos'}.`,
  landlines: (n) => count(n, 'teléfono fijo', 'teléfonos fijos'),
  nobodys: (n) => `${numbers(n)} donde nadie recibe textos, como los gratuitos.`,
  badBirthDates: (n) =>
    `${count(n, 'fecha de nacimiento', 'fechas de nacimiento')} no se ${n === 1 ? 'puede' : 'pueden'} leer y no se ${n === 1 ? 'guarda' : 'guardan'}.`,
  bring: (n) => (n === 0 ? 'Traer' : `Traer ${count(n, 'fila', 'filas')}`),
  progress: (done, total) => `${done} de ${total} filas`,
  brought: (info) => `${people(info.people)}, ${numbers(info.numbers)}, ${info.leftOut} fuera`,
  by: (name, time) => `${time}, por ${name}`,
  undone: (name, time, n) => `Retirada ${time} por ${name}${n === 0 ? '' : `. ${stayed(n)}`}`,
  undo: 'Retirar',
  undoSure: 'Retirar la lista entera',
  done: 'La lista ya entró.',
  takenBack: (n) => (n === 0 ? 'La lista se retiró.' : `La lista se retiró. ${stayed(n)}`),
};
