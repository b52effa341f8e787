/**
 * What the core says for the screen (why it refused, what a mark means, what a role is called) comes in English; here is
 * the Spanish of each sentence. A test reads the core's sources and names every sentence that is missing here.
 */

import { advice } from './advice';
import { count } from './words';

/** Findings of the draft check, roles, how consent came about, and other words of the core that are no advice. */
const words: Readonly<Record<string, string>> = {
  'Lab result': 'Resultado de laboratorio',
  'Lab test': 'Prueba de laboratorio',
  'Medicine and dose': 'Medicamento y dosis',
  Medicine: 'Medicamento',
  Diagnosis: 'Diagnóstico',
  'Sensitive care': 'Atención delicada',
  'Imaging or procedure': 'Imagen o procedimiento',
  'Photo or file': 'Foto o archivo',
  'ID, insurance or card number': 'Número de identidad, seguro o tarjeta',
  'Hints at a condition': 'Insinúa una condición',
  'Birth date': 'Fecha de nacimiento',
  'Full name': 'Nombre completo',
  "Someone else's name": 'Nombre de otra persona',
  "Others at home may read this text. It can't name them.":
    'Otros en casa pueden leer este texto. No puede nombrarlos.',
  'Address or contact details': 'Dirección o datos de contacto',
  'Symptom from their text': 'Síntoma de su texto',
  'May tell why they are seen': 'Puede revelar por qué se atiende',
  WhatsApp: 'WhatsApp',
  "A test name with a value. Texts aren't encrypted, so results go through the portal.":
    'El nombre de una prueba con un valor. Los textos no van cifrados, así que los resultados van por el portal.',
  "A test's name points to a condition.": 'El nombre de una prueba apunta a una condición.',
  'A medicine with an amount points to a condition.': 'Un medicamento con su cantidad apunta a una condición.',
  "A medicine's name points to a condition.": 'El nombre de un medicamento apunta a una condición.',
  'This names a condition.': 'Esto nombra una condición.',
  'This kind of care has extra protection. Keep it in the portal.':
    'Este tipo de atención tiene protección adicional. Déjelo en el portal.',
  'This says what was done or found.': 'Esto dice qué se hizo o se encontró.',
  'Pictures can show health details. Attach it in the portal.':
    'Las fotos pueden mostrar datos de salud. Adjúntela en el portal.',
  'This number could be misused.': 'Este número se podría usar mal.',
  "The clinic's name says what it treats.": 'El nombre de la clínica dice qué trata.',
  'With a name, this identifies someone.': 'Con un nombre, esto identifica a alguien.',
  'First name is enough in a text.': 'En un texto basta el nombre de pila.',
  'This names a person other than the patient.': 'Esto nombra a una persona que no es el paciente.',
  'No single word does, but together these may tell what someone is treated for.':
    'Ninguna palabra sola lo dice, pero juntas pueden revelar de qué se atiende alguien.',
  'Repeating it puts it in a second text.': 'Repetirlo lo pone en un segundo texto.',
  "WhatsApp isn't in your BAA. Visit times only.": 'WhatsApp no está en su acuerdo. Solo horas de cita.',
  'Remove these words': 'Quitar estas palabras',
  'Front desk': 'Recepción',
  'Nurse line': 'Línea de enfermería',
  Billing: 'Facturación',
  Manager: 'Gerencia',
  'Practice manager': 'Gerencia de la clínica',
  'Privacy officer': 'Responsable de privacidad',
  'Own role': 'Función propia',
  'Another program': 'Otro programa',
  'replied YES': 'respondió SÍ',
  'texted STOP': 'escribió STOP',
  'texted that they want no more texts': 'escribió que no quiere más textos',
  'blocked by the carrier': 'bloqueado por el operador',
};

/** Sentences with a figure or a word of the practice in them. */
const patterns: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/^replied (.*)$/, (answer) => `respondió ${answer === 'YES' ? 'SÍ' : answer}`],
  [/^signed a form, recorded by (.*)$/, (who) => `firmó un formulario, lo registró ${staff(who)}`],
  [/^told (.*) at the desk$/, (who) => `lo dijo a ${staff(who)} en recepción`],
  [/^told (.*) on the phone$/, (who) => `lo dijo a ${staff(who)} por teléfono`],
  [/^agreed in the portal, recorded by (.*)$/, (who) => `aceptó en el portal, lo registró ${staff(who)}`],
  [/^in writing, recorded by (.*)$/, (who) => `por escrito, lo registró ${staff(who)}`],
  [/^in the portal, recorded by (.*)$/, (who) => `en el portal, lo registró ${staff(who)}`],
  [/^brought in from a list by (.*)$/, (who) => `de una lista, lo trajo ${staff(who)}`],
  [/^Use “(.*)”$/, (fix) => `Usar “${fix}”`],
  [/^Too many tries\. Wait (.*)\.$/, (time) => `Demasiados intentos. Espere ${wait(time)}.`],
  [
    /^Too many tries\. Use your password, or wait (.*)\.$/,
    (time) => `Demasiados intentos. Use su contraseña o espere ${wait(time)}.`,
  ],
  [/^In practice mode everyone's PIN is (\d+)\.$/, (pin) => `En el modo de práctica el PIN de todos es ${pin}.`],
  [
    /^This list has more than ([\d,]+) rows\. Split it\.$/,
    (rows) => `Esta lista tiene más de ${rows} filas. Divídala.`,
  ],
];

const staff = (who: string) => (who === 'staff' ? 'el personal' : who);

/** `a minute`, `5 minutes`, `30 seconds`, as the core words a wait. */
function wait(time: string): string {
  const [, figure = '1', unit = ''] = /^(an?|\d+) (second|minute|hour)/.exec(time) ?? [];
  const n = /^an?$/.test(figure) ? 1 : Number(figure);
  const names = { second: ['segundo', 'segundos'], minute: ['minuto', 'minutos'], hour: ['hora', 'horas'] } as const;
  if (!(unit in names)) return time;
  const [one, many] = names[unit as keyof typeof names];
  return count(n, one, many);
}

/** The core's sentences by their plain letters: an apostrophe may be typed or typeset. */
const plain = (said: string) => said.replaceAll('’', "'");
const known = new Map([...Object.entries(advice), ...Object.entries(words)].map(([said, ours]) => [plain(said), ours]));

/** The Spanish of what the core says; what it does not know stays as it came. */
export function core(said: string): string {
  const ours = known.get(plain(said));
  if (ours !== undefined) return ours;
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(said);
    if (found) return say(...found.slice(1));
  }
  return said;
}
