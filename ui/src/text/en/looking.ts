/** The words of unusual looking around. */

import type { LookingWhat } from '../../ipc/bindings';
import { count } from './words';

const usually = (usual: number) => (usual === 0 ? '' : `, usually ${usual}`);

export const looking = {
  title: 'Unusual looking around',
  help: 'Each night Foyer holds what people opened against their own other days and their colleagues’. A day here is a reason to ask, and no reproach. Nobody is kept from anything by it.',
  notSeen:
    'It sees what is opened in Foyer on this computer. It does not see the chart system, paper, or who reads along over a shoulder.',
  learning: (when: string) => `Foyer is still learning what is usual here, until ${when}.`,
  none: 'Nothing unusual in the last 28 days.',
  what: {
    unanswered: (n, usual) =>
      `${count(n, 'conversation', 'conversations')} opened and nothing done there${usually(usual)}`,
    searches: (n, usual) => `${count(n, 'search', 'searches')}${usually(usual)}`,
    withReason: (n, usual) =>
      `${count(n, 'hidden conversation', 'hidden conversations')} opened with a reason${usually(usual)}`,
    birthDates: (n, usual) => `${count(n, 'patient’s birth date', 'patients’ birth dates')} shown${usually(usual)}`,
    afterHours: (n, usual) =>
      `${count(n, 'conversation', 'conversations')} opened while the office was closed${usually(usual)}`,
    takenOut: (n, usual) => `${count(n, 'file or copy', 'files and copies')} taken out${usually(usual)}`,
    colleague: (n) =>
      `${count(n, 'conversation', 'conversations')} of a patient with a colleague’s name opened, and nothing done there`,
    again: (n) => `Came back to one conversation on ${count(n, 'day', 'days')} and never did anything there`,
  } satisfies Record<LookingWhat, (n: number, usual: number) => string>,
  which: 'Which conversations',
  behind: (name: string, day: string) => `What ${name} opened on ${day}`,
  columns: { patient: 'Patient', at: 'First opened', times: 'Times', worked: 'Did something there' },
  yes: 'Yes',
  no: 'No',
  own: 'Your own day: somebody else looks into it.',
  settle: 'I asked',
  settleAsk: (name: string, day: string) => `What came of asking ${name} about ${day}?`,
  settleLead: 'It stays with this day. No patient’s name is needed.',
  settleWords: 'What came of it',
  settled: (by: string, when: string, words: string) => `${by}, ${when}: ${words}`,
  done: 'Kept',
} as const;
