/** Templates for the fake core: a few pairs and a filling that is always the same. No rules: the real core has those. */

import type {
  BlankSpan,
  BookingOffer,
  Picker,
  PracticeFacts,
  SaveTemplate,
  SegmentsInfo,
  TakeReply,
  TemplateDecisionKind,
  TemplateInfo,
  TemplatePage,
  TemplatePiece,
  TemplateProposal,
  TemplateStateKind,
  TemplateVersionInfo,
  TemplateWords,
  WordingCheck,
} from './bindings';
import { CallError } from './client';

const TOKEN = /\{([^{}]+)\}/g;

type Pair = [name: string, level: TemplateInfo['level'], en: string, es: string];
const PAIRS: Pair[] = [
  [
    'Visit reminder',
    'visitDetails',
    '{first name}, this is {practice}. Your visit is {date} at {time}. Reply C to confirm, or call {phone} to move it.',
    '{nombre}, le saluda {consultorio}. Su cita es el {fecha} a las {hora}. Responda C para confirmar o llame al {teléfono} para cambiarla.',
  ],
  [
    'Running late',
    'officeFacts',
    '{practice}: we are running about {minutes} minutes late today. Thank you for waiting. Questions: {phone}.',
    '{consultorio}: hoy vamos con unos {minutos} minutos de retraso. Gracias por esperar. Preguntas: {teléfono}.',
  ],
  [
    'Directions and parking',
    'officeFacts',
    "{practice} is at {location}. If you can't find us or a place to park, call {phone}.",
    '{consultorio} queda en {lugar}. Si no nos encuentra o no halla donde estacionar, llame al {teléfono}.',
  ],
  [
    'Booking link',
    'officeFacts',
    'You can book a time with {practice} here: {booking link}',
    'Puede reservar una hora en {consultorio} en este enlace: {enlace de citas}',
  ],
  ['Visit summary', 'clinical', 'The summary of your visit is here: {link}', 'El resumen de su visita: {enlace}'],
];
const KNOWN: Record<string, string> = {
  practice: 'Bayou Family Clinic',
  consultorio: 'Bayou Family Clinic',
  phone: '(713) 555-0100',
  teléfono: '(713) 555-0100',
  location: '1200 Main Street, Suite 210',
  lugar: '1200 Main Street, Suite 210',
  'booking link': 'bayoufamily.example/book',
  'enlace de citas': 'bayoufamily.example/book',
  link: 'portal.bayoufamily.example',
  enlace: 'portal.bayoufamily.example',
};
const BLANKS: [string, string][] = [
  ['first name', 'nombre'],
  ['practice', 'consultorio'],
  ['phone', 'teléfono'],
  ['location', 'lugar'],
  ['link', 'enlace'],
  ['booking link', 'enlace de citas'],
  ['date', 'fecha'],
  ['time', 'hora'],
  ['minutes', 'minutos'],
];
const WRITTEN = Date.UTC(2026, 10, 17, 15);
const APPROVED = Date.UTC(2026, 7, 3, 15);
type Again = Pick<TemplateInfo, 'readBy' | 'due' | 'look'>;
const NEVER: Again = { readBy: null, due: null, look: null };
const HALF_A_YEAR: Again = { readBy: '2027-05-18', due: 'later', look: null };
const AGAIN: Record<string, Again> = {
  'Visit reminder': { readBy: '2027-02-01', due: 'later', look: 'notAsDeclared' },
  'Running late': { readBy: '2027-03-15', due: 'later', look: 'spanishOlder' },
  'Directions and parking': { readBy: '2026-11-01', due: 'late', look: 'reviewLate' },
  'Booking link': { readBy: '2026-11-30', due: 'thisMonth', look: null },
};

export function blanksIn(text: string): BlankSpan[] {
  return [...text.matchAll(TOKEN)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

function pieces(text: string): TemplatePiece[] {
  const parts = text.split(TOKEN);
  return parts.map((part, at) => ({ text: part, blank: at % 2 === 1 })).filter((one) => one.text !== '');
}

const filled = (text: string) => text.replace(TOKEN, (token, name: string) => KNOWN[name] ?? token);

export class FakeTemplates {
  facts: PracticeFacts = {
    location: '1200 Main Street, Suite 210',
    bookingLink: 'bayoufamily.example/book',
    formsLink: '',
    insurance: 'Medicare, Medicaid and most plans',
    offices: [],
  };
  all: TemplateInfo[];
  mayApprove = true;

  constructor(private readonly segments: (text: string) => SegmentsInfo) {
    this.all = [
      ...PAIRS.map(([name, level, en, es]) => this.#info(name, level, en, es, 'inUse', null)),
      this.#info(
        'Closed for weather',
        'officeFacts',
        '{practice} is closed today because of the weather. We will call you to find another time.',
        '{consultorio} cierra hoy por el mal tiempo. Le llamaremos para buscar otra hora.',
        'toApprove',
        'Kofi Mensah',
      ),
      this.#info(
        'Video visit link',
        'visitDetails',
        '{first name}, you can join your video visit on {date} from here: {link}',
        '',
        'noSpanish',
        'Marisol Vega',
      ),
    ];
  }

  page(): TemplatePage {
    return {
      templates: this.all,
      mayWrite: true,
      mayApprove: this.mayApprove,
      facts: this.facts,
      mayConfigure: true,
      blanks: BLANKS.map(([en, es]) => ({ en, es })),
    };
  }

  booking(language: string): BookingOffer | null {
    const one = this.all.find((pair) => pair.name === 'Booking link');
    const words = language === 'es' ? one?.es : one?.en;
    return one && words ? { template: one.id, language, words: filled(words.typed), asked: false } : null;
  }

  pick(typed: string, language: string): Picker {
    const wanted = typed.trim().toLowerCase();
    const rows = this.all
      .filter((one) => one.state !== 'retired' && one.name.toLowerCase().includes(wanted))
      .map((one) => ({
        template: one.id,
        name: one.name,
        pieces: pieces(filled((language === 'es' ? one.es : one.en)?.typed ?? '')),
        level: one.level,
        off: one.state === 'inUse' ? null : one.es === null ? ('halfTranslated' as const) : ('notApproved' as const),
      }));
    return { language, rows: rows.sort((a, b) => Number(a.off !== null) - Number(b.off !== null)) };
  }

  take(id: string, language: string, before: string, after: string): TakeReply {
    const one = this.#get(id);
    const words = filled((language === 'es' ? one.es : one.en)?.typed ?? '');
    const text = before + words + after;
    return { kind: 'taken', text, caret: before.length + words.length, blanks: blanksIn(text) };
  }

  check(en: string, es: string): WordingCheck {
    const side = (typed: string) =>
      typed.trim() === ''
        ? null
        : /\{[^}]*$/.test(typed)
          ? {
              kind: 'fault' as const,
              advice: 'A blank stands between two braces, {date}, and never within another one.',
            }
          : { kind: 'fits' as const, words: this.#words(typed) };
    return { en: side(en), es: side(es), level: /\{(date|fecha)\}/.test(en + es) ? 'visitDetails' : 'officeFacts' };
  }

  save({ template, name, level, en, es, submit }: SaveTemplate): TemplatePage {
    if (name.trim() === '')
      throw new CallError({ code: 'badField', advice: 'Give it a name of up to 60 characters.', field: 'name' });
    const state = es.trim() === '' ? 'noSpanish' : submit ? 'toApprove' : 'draft';
    const next = { ...this.#info(name, level, en, es, state, 'Marisol Vega'), mine: true };
    const before = this.all.find((one) => one.id === template);
    if (before) {
      const version = before.version + 1;
      const versions = [this.#version(version, state, 'Marisol Vega', en, es), ...before.versions];
      const { readBy, due, look, inUse } = before;
      Object.assign(before, { ...next, id: before.id, inUse, readBy, due, look, version, versions });
    } else this.all.push({ ...next, id: `t${this.all.length}` });
    return this.page();
  }

  propose(id: string): TemplateProposal {
    const one = this.#get(id);
    return { en: `${one.en?.typed ?? ''} Bring your ID.`, es: one.es?.typed ?? '' };
  }

  decide(id: string, decision: TemplateDecisionKind | 'submit'): TemplatePage {
    const one = this.#get(id);
    const state = (
      { submit: 'toApprove', approve: 'inUse', sendBack: 'draft', keep: 'inUse', retire: 'retired' } as const
    )[decision];
    Object.assign(one, decision === 'keep' ? {} : { state, decidedBy: 'Marisol Vega', decidedAt: WRITTEN });
    if (state === 'inUse') one.inUse = one.version;
    if (decision === 'keep') Object.assign(one, { keptBy: 'Marisol Vega', keptAt: WRITTEN, mayKeep: false });
    if (decision === 'approve' || decision === 'keep') Object.assign(one, HALF_A_YEAR);
    return this.page();
  }

  #get(id: string): TemplateInfo {
    const one = this.all.find((template) => template.id === id);
    if (!one) throw new CallError({ code: 'notFound', advice: 'This is not here any more.', field: null });
    return one;
  }

  #words(typed: string): TemplateWords {
    return { typed, pieces: pieces(typed), segments: this.segments(filled(typed)) };
  }

  #version(number: number, state: TemplateStateKind, by: string | null, en: string, es: string): TemplateVersionInfo {
    const said = (text: string) => (text === '' ? null : pieces(text));
    return { number, state, by, at: WRITTEN, decidedBy: null, decidedAt: null, en: said(en), es: said(es) };
  }

  #info(
    name: string,
    level: TemplateInfo['level'],
    en: string,
    es: string,
    state: TemplateStateKind,
    by: string | null,
  ): TemplateInfo {
    return {
      id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      level,
      state,
      version: 1,
      inUse: state === 'inUse' ? 1 : null,
      en: en === '' ? null : this.#words(en),
      es: es === '' ? null : this.#words(es),
      writtenBy: by,
      spanishBy: null,
      writtenAt: WRITTEN,
      decidedBy: state === 'inUse' ? 'Dana Whitfield' : null,
      decidedAt: state === 'inUse' ? APPROVED : null,
      mine: by === 'Marisol Vega',
      ...(state === 'inUse' ? (AGAIN[name] ?? HALF_A_YEAR) : NEVER),
      keptBy: null,
      keptAt: null,
      mayKeep: state === 'inUse',
      versions: [this.#version(1, state, by, en, es)],
    };
  }
}
