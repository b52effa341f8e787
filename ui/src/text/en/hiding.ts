/** Sentences about what a thread is about, whose words are hidden, and opening one with a reason. */

import type { CategoryKind, GlassWhyKind, HiddenThread, HiddenWhy } from '../../ipc/bindings';

/** As a word of its own. */
const category: Record<CategoryKind, string> = { scheduling: 'Visits', clinical: 'Clinical', billing: 'Billing' };

/** What a role reads, in a sentence. */
const reads: Record<CategoryKind, string> = { scheduling: 'visits', clinical: 'clinical texts', billing: 'billing' };

/** What texts are for. */
const about: Record<CategoryKind, string> = { scheduling: 'visits', clinical: 'care', billing: 'billing' };

const list = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const why: Record<GlassWhyKind, string> = {
  here: 'The patient is here or on the phone',
  covering: 'Covering for a colleague',
  urgent: 'Urgent, for the patient’s safety',
};

const roleReads = (hidden: HiddenThread) =>
  hidden.reads.length === 0
    ? `${hidden.role} reads no texts.`
    : `${hidden.role} reads ${list(hidden.reads.map((one) => reads[one]))}.`;

export const hiding = {
  category,
  mark: (hidden: HiddenWhy) =>
    hidden.kind === 'category' ? `Hidden: ${category[hidden.category].toLowerCase()}` : `Hidden: ${hidden.name}`,
  title: 'You see that there are texts, not what they say',
  line: (hidden: HiddenThread) => {
    const own =
      hidden.why.kind === 'category'
        ? roleReads(hidden)
        : `You don’t work at ${hidden.why.name}, where this number is.`;
    if (hidden.readers.length === 0) return own;
    return `${own} ${list(hidden.readers)} ${hidden.readers.length === 1 ? 'reads' : 'read'} this thread.`;
  },
  details: 'Details are hidden with the thread.',
  open: 'Open with a reason',
  ask: (hidden: HiddenThread) =>
    hidden.why.kind === 'category'
      ? `Open a ${category[hidden.why.category].toLowerCase()} thread?`
      : `Open a thread of ${hidden.why.name}?`,
  lead: (name: string, hidden: HiddenThread) =>
    hidden.why.kind === 'category'
      ? `${name}’s texts are for ${about[hidden.why.category]}. ${roleReads(hidden)}`
      : `${name} texts with ${hidden.why.name}. You don’t work there.`,
  reason: 'Why do you need it?',
  why,
  words: 'In a few words',
  told: (first: string | null) => `${first ?? 'Your manager'} sees this today. Open for 30 minutes.`,
  needed: 'Say why in a few words. Nothing is open yet.',
  openFor: 'Open for 30 minutes',
  openUntil: (time: string) => `Open with a reason until ${time}`,
  openLine: 'To read, not to answer. Who opened it and why is kept.',
  file: (to: CategoryKind) => `File under ${category[to].toLowerCase()}`,
  filed: (to: CategoryKind, kept: boolean) =>
    kept
      ? `Filed under ${category[to].toLowerCase()}.`
      : `Filed under ${category[to].toLowerCase()}. Your role doesn’t read it any more.`,
  seems: (to: CategoryKind) => `These texts seem to be about ${about[to]}.`,
  seemsLine: (to: CategoryKind, kept: boolean) =>
    kept
      ? `Filed under ${category[to].toLowerCase()}, only those who work on it read them.`
      : `Filed under ${category[to].toLowerCase()}, they are for colleagues. You won’t read them any more.`,
  leave: 'Leave in visits',
  opened: 'Opened with a reason',
  openedWeek: 'Opened with a reason, this week',
  openedNone: 'No hidden thread was opened.',
} as const;
