/** The words of the nightly check of templates and sent texts. */

import type { DriftFinding, TemplateLevelKind } from '../../ipc/bindings';
import { count } from './words';

const level: Record<TemplateLevelKind, string> = {
  officeFacts: 'Office facts',
  visitDetails: 'Visit details',
  clinical: 'Clinical',
  protected: 'Specially protected',
};

const reply: Record<string, string> = {
  link: 'Link to the portal',
  reminder: 'Reminder of the portal',
  sign_up: 'Portal sign-up',
  invite: 'Invitation to the portal',
  notice: 'Risk notice',
  stop: 'Answer to a STOP',
  after_hours: 'Automatic reply while closed',
};

export const drift = {
  title: 'Nightly check',
  where: 'Checked on this computer',
  stat: (time: string) => `Nightly check, ${time}`,
  none: 'Not yet',
  findings: (texts: number, templates: number) =>
    `in ${count(texts, 'text', 'texts')} and ${count(templates, 'template', 'templates')}`,
  nothing: 'Nothing found.',
  looked: (texts: number, templates: number, replies: number) =>
    `${count(texts, 'text', 'texts')}, ${count(templates, 'template', 'templates')} and ${count(replies, 'automatic text', 'automatic texts')} looked at.`,
  never: 'It runs at night from the second day on.',
  name: (one: DriftFinding): string => {
    if (one.what === 'byHand') return 'Written by hand';
    if (one.what === 'elsewhere') return 'Sent by another program';
    if (one.what !== 'reply') return one.name;
    const [slot = '', language] = one.name.split('.');
    return `${reply[slot] ?? slot}, ${language === 'es' ? 'Spanish' : 'English'}`;
  },
  line: (one: DriftFinding): string => {
    switch (one.what) {
      case 'notAsDeclared':
        return `Declared ${level[one.declared]}, reads as ${level[one.told]}.`;
      case 'sentAsMore':
        return `Sent ${count(one.times, 'time', 'times')} with more typed in. Declared ${level[one.declared]}, used as ${level[one.told]}.`;
      case 'typedBehind':
        return `The same words are typed behind it most times, in ${count(one.times, 'text', 'texts')}. Make them part of the pair?`;
      case 'spanishOlder':
        return 'The English was worded anew. The Spanish still says what it said.';
      case 'reply':
        return /^(notice|stop|after_hours)/.test(one.name)
          ? 'Its words don’t pass the check any more. Word it anew in Settings.'
          : 'Its words don’t pass the check any more. Foyer’s own are sent instead.';
      case 'byHand':
        return `${count(one.times, 'text', 'texts')} belonged in the portal and went out as ${one.times === 1 ? 'a text' : 'texts'}.`;
      case 'elsewhere':
        return `${count(one.times, 'text', 'texts')} on your number belonged in the portal. Foyer didn’t send ${one.times === 1 ? 'it' : 'them'}: look at the program that did.`;
    }
  },
  show: 'Show',
  propose: 'Propose',
  scan: 'Check now',
  scanned: 'Checked.',
  sign: 'Sign off',
  words: 'What was done about it',
  signed: 'Signed off.',
  signedBy: (who: string, when: string) => `Signed off by ${who}, ${when}`,
  notSigned: 'Not signed off',
  history: 'Earlier checks',
  historyRow: (when: string, found: number) =>
    `${when}: ${found === 0 ? 'nothing' : count(found, 'finding', 'findings')}`,
} as const;
