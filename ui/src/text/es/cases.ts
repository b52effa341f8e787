/** The words of cases: something went wrong with a patient's information. */

import type { CaseAct, CaseClock, ClockRule } from '../../ipc/bindings';
import type { Said } from '../wording';
import { count } from './words';

const STATES: Record<string, string> = {
  CA: 'California',
  CO: 'Colorado',
  FL: 'Florida',
  LA: 'Luisiana',
  MD: 'Maryland',
  NY: 'Nueva York',
  OH: 'Ohio',
  OR: 'Oregón',
  TX: 'Texas',
  WA: 'Washington',
  WI: 'Wisconsin',
};
const state = (letters: string) => STATES[letters] ?? letters;

const problem: Said<'cases'>['problem'] = {
  wrongPerson: 'Persona equivocada',
  tooMuch: 'Se dijo de más',
  wrongNumber: 'Número equivocado',
  lostDevice: 'Teléfono o computadora perdidos',
};
const risk: Said<'cases'>['risk'] = { low: 'Bajo', medium: 'Medio', high: 'Alto' };
const decision: Said<'cases'>['decision'] = {
  tell: 'Avisar al paciente',
  lowRisk: 'Riesgo bajo, no se avisa a nadie',
  notABreach: 'No es una violación según la norma',
};
const factor: Said<'cases'>['factor'] = {
  information: '¿Qué tipo de información?',
  recipient: '¿Quién la recibió?',
  seen: '¿La vio alguien?',
  madeGood: '¿Hasta dónde se remedió?',
};
const counted: Record<ClockRule, (days: number) => string> = {
  calendar: (days) => `${days} días`,
  business: (days) => `${days} días hábiles`,
  yearEnd: () => 'Menos de 500 personas, con la lista anual',
  afterPeople: (days) => `${days} días después de avisar al paciente`,
  afterRegulator: (days) => `${days} días hábiles después de avisar al HHS`,
};
const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

function clock(one: CaseClock): string {
  const place = one.state === null ? 'norma federal' : state(one.state);
  if (one.whom === 'people') return `Avisar al paciente, ${one.clinic ? `clínicas de ${place}` : place}`;
  if (one.whom === 'media') return 'Avisar a los medios';
  if (one.state === null) return 'Avisar al HHS';
  return one.clinic ? `Avisar al departamento de salud de ${place}` : `Avisar al fiscal general de ${place}`;
}

function act(what: CaseAct): string {
  switch (what.kind) {
    case 'reported':
      return 'Reportado';
    case 'frozen':
      return 'Evidencia congelada';
    case 'sendsStopped':
      return 'Textos al número detenidos';
    case 'sendsResumed':
      return 'Se permiten de nuevo textos al número';
    case 'scopeSet':
      return count(what.people, 'persona afectada', 'personas afectadas');
    case 'answered':
      return `${factor[what.factor]} ${risk[what.risk]}`;
    case 'noted':
      return 'Nota';
    case 'decided':
      return `Decidido: ${small(decision[what.decision])}`;
    case 'signedOff':
      return 'Firmado';
    case 'reopened':
      return 'Abierto de nuevo';
    case 'letterSaved':
      return what.language === 'es' ? 'Carta guardada, español' : 'Carta guardada, inglés';
    case 'exported':
      return 'Guardado como archivo';
    case 'numberAsked':
      return {
        theirs: 'Se preguntó en el número: es del paciente',
        somebodyElses: 'Se preguntó en el número: es de otra persona',
        noAnswer: 'Se preguntó en el número: nadie contestó',
      }[what.answer];
    case 'numberCorrected':
      return 'El número correcto está en el expediente';
    case 'wordsKept':
      return what.untilAt === null
        ? 'Palabras conservadas solo según el calendario'
        : 'Palabras conservadas hasta un día';
  }
}

export const cases: Said<'cases'> = {
  tab: 'Incidentes',
  report: 'Reportar un problema',
  ask: '¿Qué salió mal?',
  lead: 'Foyer guarda esta conversación como está ahora, abre un caso y pone en marcha los plazos.',
  problem,
  problemLine: {
    wrongPerson: 'Llegó a alguien para quien no era.',
    tooMuch: 'Decía más de lo que debe decir un texto.',
    wrongNumber: 'El número no es del paciente.',
    lostDevice: 'Tenía estos textos.',
  },
  words: 'Lo que usted sabe',
  wordsHelp: 'En pocas palabras. Quedan en el caso.',
  stop: (phone) => `Detener todos los textos al ${phone}`,
  stopLine:
    'No sale nada hacia allí, sea para lo que sea, hasta que gerencia o la persona responsable de privacidad lo levante.',
  send: 'Reportar',
  reported: (number) => `Reportado como caso ${number}.`,

  title: (number) => `Caso ${number}`,
  back: 'Volver a incidentes',
  state: { draft: 'En evaluación', assessed: 'Decidido', signedOff: 'Firmado' },
  reportedBy: (who, when) => `Reportado por ${who}, ${when}`,
  happened: 'Qué pasó',
  frozenAt: (when) => `Evidencia congelada, ${when}`,
  spoilt: 'La evidencia no es la que se congeló',
  sent: 'Enviado',
  received: 'Recibido',
  by: (who, when) => `${who}, ${when}`,
  meantFor: 'Era para',
  about: 'De',
  wentTo: 'Llegó a',
  kept: 'Guardado',
  keptLine: (texts, reports, entries) =>
    `${count(texts, 'texto', 'textos')}, ${count(reports, 'informe del operador', 'informes del operador')}, ${count(entries, 'entrada del registro', 'entradas del registro')}`,
  keptEntries: (first, last) => `${first} a ${last}`,
  noWords: '(sin palabras)',

  disclosed: 'Qué se reveló y a quién',
  disclosedBy: 'Lo que la verificación encuentra en lo enviado',
  nothingFound: 'La verificación no encuentra nada. Léalo usted.',
  holder: {
    wrongPerson: (phone) => `Quien lea el ${phone}`,
    tooMuch: (phone) => `Quien lea el ${phone}. Los operadores en el camino`,
    wrongNumber: (phone) => `Titular desconocido del ${phone}`,
    lostDevice: () => 'Quien tenga el aparato',
  },
  plain: 'Datos de la cita',
  clinical: 'Clínico',

  factors: 'Cuatro factores',
  answered: (n) => `${n} de 4 respondidos`,
  factor,
  open: 'Abierto',
  risk,
  riskLeft: 'Riesgo que queda',
  keep: 'Guardar respuesta',
  change: 'Cambiar',
  answer: 'Responder',
  soFar: {
    tell: 'Hasta ahora: avisar al paciente.',
    low: 'Hasta ahora: riesgo bajo.',
    tellLine: (open) =>
      open > 0
        ? `Se presume una violación. ${count(open, 'respuesta está abierta', 'respuestas están abiertas')}.`
        : 'Los factores no muestran un riesgo bajo. Decide una persona.',
    lowLine: 'Los cuatro son bajos. Decide una persona y dice por qué.',
  },
  decidedLine: (what) => `Decidido: ${small(decision[what])}.`,

  stopped: 'Detenido',
  stoppedLine: (phone) => `No sale nada más al ${phone}`,
  notStopped: (phone) => `Pueden salir textos al ${phone}`,
  otherStops: 'Otro caso los detiene.',
  lift: 'Levantar',
  liftAsk: '¿Permitir de nuevo textos a este número?',
  liftLead: 'Los textos que se detuvieron siguen detenidos; escríbalos otra vez.',

  clocks: 'Plazos',
  knownSince: (when) => `Se sabe desde el ${when}`,
  clock,
  due: (one) => counted[one.rule](one.days),
  sooner: ', antes si se puede',
  left: (days) =>
    days < 0
      ? `${count(-days, 'día', 'días')} de atraso`
      : days === 0
        ? 'Hoy'
        : count(days, 'día restante', 'días restantes'),
  onlyFrom: (one) => `${clock(one)}: solo desde ${one.fromPeople} personas`,
  unsure: 'Fuente incierta',
  unknownState: (letters) => `Foyer no tiene regla para ${state(letters)}. Consulte a un abogado.`,
  noClocks: 'No corre ningún plazo: no hay que avisar a nadie.',
  changeScope: 'Cambiar',
  scopeTitle: 'A quién afecta',
  scopeLead: 'De aquí salen los plazos.',
  knownOn: 'Se sabe desde el',
  knownHelp: 'El primer día en que alguien aquí lo supo o debió saberlo.',
  stateField: 'Estado',
  stateUnknown: 'No se sabe',
  peopleField: 'Personas',
  addState: 'Agregar un estado',
  licensed: 'Somos una clínica con licencia del estado',
  licensedLine: 'Las clínicas con licencia de California tienen quince días hábiles.',
  save: 'Guardar',

  log: 'Registro de decisiones',
  addEntry: 'Agregar entrada',
  entryTitle: 'Agregar al registro',
  entryLead: 'Lo que se agrega queda. No se puede cambiar.',
  entry: 'Entrada',
  act,
  foyer: 'Foyer',

  letters: 'Cartas en borrador',
  letterTitle: 'Carta al paciente',
  letterLead: 'Un primer borrador con todo lo que pide la norma. Llene lo que está entre corchetes.',
  language: 'Idioma',
  letterText: 'Carta',
  savePdf: 'Guardar en PDF',
  letterSaved: 'Carta guardada.',
  export: 'Archivo con prueba',
  pdf: 'PDF',
  exported: 'Caso guardado. El registro de auditoría prueba el archivo.',

  decide: 'Decidir',
  decideTitle: '¿Fue una violación de privacidad?',
  decideLead: 'Se presume una violación salvo que los cuatro factores muestren un riesgo bajo (45 CFR 164.402).',
  decision,
  decisionLine: {
    tell: 'Los plazos siguen. Escriba la carta.',
    lowRisk: 'Necesita las cuatro respuestas. Los plazos se detienen.',
    notABreach: 'Una excepción de la norma, o cifrado y con la clave a salvo. Los plazos se detienen.',
  },
  why: 'Por qué',
  whyNeeded: 'Diga por qué, en pocas palabras.',
  signOff: 'Firmar',
  signAsk: '¿Poner su nombre en este caso?',
  signLead: 'Queda entonces como está hasta que alguien lo abra de nuevo.',
  ownText: 'Un caso sobre su propio texto lo firma otra persona.',
  kept2: 'Palabras conservadas',
  keptOpen: 'El calendario no borra nada de esta conversación mientras el caso está abierto.',
  keptUntil: (day) => `El calendario no borra nada de esta conversación hasta el ${day}.`,
  keptNoLonger: 'El calendario rige otra vez. Lo que se apartó con el caso se queda.',
  keepWords: 'Las palabras de esta conversación',
  keepUntil: 'Conservar hasta un día',
  keepUntilLine: 'Antes el calendario no borra nada de esto.',
  keepEnd: 'No conservar más',
  keepEndLine: 'El calendario rige otra vez desde ahora. Lo que se apartó con el caso se queda.',
  keepDay: 'Último día',
  keepAsk: '¿Cuánto tiempo se conservan las palabras?',
  keepLead: 'Cuenta desde ahora y queda en el registro.',
  rightNumber: {
    title: 'Encontrar el número correcto',
    stopped: (phone) => `No sale nada más al ${phone}.`,
    notStopped: (phone) =>
      `Todavía pueden salir textos al ${phone}. Repórtelo otra vez con “Detener” activado para retenerlos.`,
    ask: 'Llame al número y pregunte a quien conteste, sin un nombre ni un motivo:',
    question: {
      en: (practice) => `“This is ${practice}. Can we reach one of our patients at this number? Yes or no is enough.”`,
      es: (practice) =>
        `«Le llamamos de ${practice}. ¿Podemos comunicarnos con un paciente nuestro en este número? Basta con sí o no.»`,
    },
    askHelp: 'No diga nada más, pregunten lo que pregunten.',
    theySaid: '¿Qué le dijeron?',
    answers: {
      theirs: 'Es del paciente',
      somebodyElses: 'Es de otra persona',
      noAnswer: 'Nadie contestó',
    },
    elsesHelp: (phone) =>
      `Entonces el ${phone} ya no es de nadie aquí: lo que se aceptó deja de valer y nada de lo que espera sale para él.`,
    right: 'El número correcto del paciente',
    rightHelp: 'Déjelo vacío mientras no lo sepa.',
    keep: 'Guardar',
    kept: {
      theirs: (phone) => `Guardado: el ${phone} es del paciente.`,
      somebodyElses: (phone) => `Guardado: el ${phone} es de otra persona. Ya no está en el expediente del paciente.`,
      noAnswer: (phone) => `Guardado: nadie dijo de quién es el ${phone}.`,
    },
    correct: 'Otros números en el expediente del paciente:',
    noOthers: 'Ninguno. Pregunte al paciente por otro medio: correo, portal, la próxima cita.',
    openRight: 'Abrir el hilo con el número correcto',
    thread: 'Abrir el hilo',
  },
  inPanel: 'Incidentes',
  inPanelLine: (kind, stage, when) =>
    `${problem[kind]}, ${{ draft: 'en evaluación', assessed: 'decidido', signedOff: 'firmado' }[stage]}, ${when}`,
  reopen: 'Abrir de nuevo',
  reopenAsk: '¿Abrir este caso de nuevo?',
  reopenLead: 'Las respuestas quedan; se decide de nuevo.',

  register: 'Incidentes',
  none: 'No hay incidentes.',
  noneLine: 'Alguien reporta uno desde un texto: “Reportar un problema”.',
  columns: {
    number: 'Caso',
    kind: 'Qué',
    patient: 'Paciente',
    people: 'Personas',
    reported: 'Reportado',
    state: 'Estado',
    due: 'Próximo día para avisar',
  },
  years: 'Totales por año',
  saveRegister: 'Guardar el registro',
  registerSaved: 'Registro guardado. El registro de auditoría prueba el archivo.',
  yearColumns: {
    year: 'Año',
    cases: 'Casos',
    open: 'Abiertos',
    none: 'Sin violación',
    under: 'Menos de 500 personas',
    over: '500 personas o más',
    list: 'Lista anual al HHS antes del',
  },
  breaches: (cases, people) => (cases === 0 ? '–' : `${cases}, ${count(people, 'persona', 'personas')}`),
  openCase: (number) => `Abrir el caso ${number}`,
  hidden: 'Oculto',
  dash: '–',
};
