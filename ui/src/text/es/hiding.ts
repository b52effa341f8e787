/** Sentences about what a thread is about, whose words are hidden, and opening one with a reason. */

import type { HiddenThread } from '../../ipc/bindings';
import type { Said } from '../wording';
import { core } from './core';
import { form, listed } from './words';

/** As a word of its own. */
const category: Said<'hiding'>['category'] = { scheduling: 'Citas', clinical: 'Clínico', billing: 'Facturación' };

/** What a role reads, in a sentence. */
const reads = { scheduling: 'citas', clinical: 'textos clínicos', billing: 'facturación' } as const;

/** What texts are for. */
const about = { scheduling: 'citas', clinical: 'atención médica', billing: 'facturación' } as const;

const roleReads = (hidden: HiddenThread) =>
  hidden.reads.length === 0
    ? `${core(hidden.role)} no lee textos.`
    : `${core(hidden.role)} lee ${listed(hidden.reads.map((one) => reads[one]))}.`;

export const hiding: Said<'hiding'> = {
  category,
  mark: (hidden) =>
    hidden.kind === 'category' ? `Oculto: ${category[hidden.category].toLowerCase()}` : `Oculto: ${hidden.name}`,
  title: 'Usted ve que hay textos, no lo que dicen',
  line: (hidden) => {
    const own =
      hidden.why.kind === 'category'
        ? roleReads(hidden)
        : `Usted no trabaja en ${hidden.why.name}, donde está este número.`;
    if (hidden.readers.length === 0) return own;
    return `${own} ${listed(hidden.readers.map(core))} ${form(hidden.readers.length, 'lee', 'leen')} este hilo.`;
  },
  details: 'Los datos están ocultos con el hilo.',
  open: 'Abrir con un motivo',
  ask: (hidden) =>
    hidden.why.kind === 'category'
      ? `¿Abrir un hilo de ${reads[hidden.why.category]}?`
      : `¿Abrir un hilo de ${hidden.why.name}?`,
  lead: (name, hidden) =>
    hidden.why.kind === 'category'
      ? `Los textos de ${name} son sobre ${about[hidden.why.category]}. ${roleReads(hidden)}`
      : `${name} escribe a ${hidden.why.name}. Usted no trabaja allí.`,
  reason: '¿Para qué lo necesita?',
  why: {
    here: 'El paciente está aquí o al teléfono',
    covering: 'Cubro a alguien del equipo',
    urgent: 'Urgente, por la seguridad del paciente',
  },
  words: 'En pocas palabras',
  told: (first) => `${first ?? 'Gerencia'} ve esto hoy. Abierto por 30 minutos.`,
  needed: 'Diga por qué en pocas palabras. Todavía no se abre nada.',
  openFor: 'Abrir por 30 minutos',
  openUntil: (time) => `Abierto con un motivo hasta ${time}`,
  openLine: 'Para leer, no para responder. Se guarda quién lo abrió y por qué.',
  file: (to) => `Clasificar en ${category[to].toLowerCase()}`,
  filed: (to, kept) =>
    kept
      ? `Clasificado en ${category[to].toLowerCase()}.`
      : `Clasificado en ${category[to].toLowerCase()}. Su función ya no lo lee.`,
  seems: (to) => `Estos textos parecen ser sobre ${about[to]}.`,
  seemsLine: (to, kept) =>
    kept
      ? `Clasificados en ${category[to].toLowerCase()}, solo los lee quien trabaja en eso.`
      : `Clasificados en ${category[to].toLowerCase()}, son para otras personas del equipo. Usted ya no los leerá.`,
  leave: 'Dejar en citas',
  opened: 'Abierto con un motivo',
  openedWeek: 'Abiertos con un motivo, esta semana',
  openedNone: 'No se abrió ningún hilo oculto.',
};
