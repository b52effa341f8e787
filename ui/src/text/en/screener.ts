/** The sentences about what the practice decides about the draft check. */

import type { NameTells } from '../../ipc/bindings';
import { count } from './words';

/** What a rule marks, for rules that are no term. */
const rule: Record<string, string> = {
  'rule:result': 'A test with its outcome',
  'rule:dose': 'A medicine with its amount',
  'rule:blood-pressure': 'A blood pressure',
  'rule:social-security': 'A social security number',
  'rule:card': 'A card number',
  'rule:bank': 'A bank number',
  'rule:record-number': 'A record or member number',
  'rule:birth-date': 'A birth date',
  'rule:address': 'A home address',
  'rule:email': 'An e-mail address',
  'rule:telephone': 'A phone number',
  'rule:full-name': 'A full name',
  'rule:someone-else': 'Someone else’s name',
  'rule:patient-link': 'A link for one patient',
  'rule:practice-name': 'The practice’s name',
  'rule:ending': 'A medical word, by its ending',
  'rule:file': 'A photo or file',
  'model:tells': 'Words that only tell together',
  'model:sensitive': 'Words that only tell together, about sensitive care',
  'model:who': 'Figures that seem to be the patient’s',
};

const phrase = 'phrase:';

export const screener = {
  title: 'Draft check',
  nameTells: {
    care: 'Your practice’s name says what you treat. Everybody who gets a text from you shows it on their screen.',
    sensitiveCare:
      'Your practice’s name says that you give care with extra protection. Give texts another name; until then every text tells.',
  } satisfies Record<NameTells, string>,
  textName: 'Name in texts',
  textNameHelp: (practice: string) => `Signs texts instead of ${practice}. Leave it empty to use the practice’s name.`,
  save: 'Save',
  allowed: 'Words you let pass',
  allowedNone: 'Every word Foyer knows is marked.',
  allowedBy: (by: string, when: string) => (by === '' ? when : `${by}, ${when}`),
  takeBack: 'Mark again',
  takeBackNamed: (term: string) => `Mark “${term}” again`,
  word: 'Let a word pass',
  wordHelp: 'Drafts with it are marked no more, for everybody here. Words for sensitive care are always marked.',
  allow: 'Let pass',
  allowNamed: (term: string) => `Let pass “${term}”`,
  sentOver: 'Sent over most',
  sentOverNone: 'No text was sent over a mark.',
  times: (n: number) => count(n, 'text', 'texts'),
  what: (name: string, term: string | null) =>
    term === null ? (rule[name] ?? (name.startsWith(phrase) ? `“${name.slice(phrase.length)}”` : name)) : `“${term}”`,
};
