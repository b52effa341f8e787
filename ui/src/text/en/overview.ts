/** The words of Review, the page about how the desk is doing. */

import type { Period } from '../../ipc/bindings';
import { count } from './words';

/** A length of time as a figure and its unit: `6 min`, `3 h`, `2 days`. */
export function lasted(ms: number): { figure: string; unit: string } {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return { figure: '<1', unit: 'min' };
  if (minutes < 120) return { figure: String(minutes), unit: 'min' };
  const hours = Math.round(minutes / 60);
  if (hours < 48) return { figure: String(hours), unit: 'h' };
  return { figure: String(Math.round(hours / 24)), unit: 'days' };
}
export const said = (ms: number) => `${lasted(ms).figure} ${lasted(ms).unit}`;

/** `8 AM`, `9`, `12 PM`: the half of the day is said where it changes. */
const clockHour = (hour: number, first: boolean) => {
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return first || hour === 12 || hour === 0 ? `${shown} ${hour < 12 ? 'AM' : 'PM'}` : String(shown);
};

/** `15 min`, or `15 to 45 min` where it changes with the hour. */
const goalMinutes = ([least, most]: readonly [number, number]) =>
  least === most ? `${least} min` : `${least} to ${most} min`;

export const overview = {
  title: 'Review',
  period: 'Period',
  export: 'Export',
  exported: 'Figures saved.',
  periods: { today: 'Today', yesterday: 'Yesterday', week: 'This week', month: '30 days' },
  none: '–',
  lasted,
  said,
  typical: 'Typical first reply',
  slowest: 'Slowest tenth',
  sameDay: 'Answered same day',
  handedOff: 'Handed to portal',
  overWarning: 'Sent over a warning',
  faster: (ms: number, period: Period) => `${said(ms)} faster than ${before[period]}`,
  slower: (ms: number, period: Period) => `${said(ms)} slower than ${before[period]}`,
  same: (period: Period) => `As ${before[period]}`,
  noReplies: 'No replies yet',
  goal: (goal: readonly [number, number]) => `Goal is ${goalMinutes(goal)}`,
  inTime: (some: number, all: number) => `${some} of ${count(all, 'first reply', 'first replies')} within the goal.`,
  lateOnes: (n: number) => count(n, 'came late', 'came late'),
  threads: (some: number, all: number) => `${some} of ${count(all, 'thread', 'threads')}`,
  opened: (some: number, all: number) =>
    all === 0 ? 'Nothing yet' : some === all ? 'Every one opened' : `${some} opened`,
  withReason: (n: number) => (n === 0 ? 'None' : 'All with a reason'),
  byHour: 'First reply by hour',
  byHourEmpty: 'Nobody who wrote in this period has been answered yet.',
  chart: (lowest: string, highest: string, peak: string, hour: string) =>
    `First reply by hour. Typical is ${lowest} to ${highest}. The slowest tenth peaks at ${peak} at ${hour}.`,
  legend: {
    typical: 'Typical',
    slowest: 'Slowest tenth',
    goal: (goal: readonly [number, number]) => `Goal, ${goalMinutes(goal)}`,
  },
  peak: (ms: number, hour: number) => `${said(ms)} at ${clockHour(hour, true)}`,
  clockHour,
  table: 'Table',
  asChart: 'Chart',
  columns: { hour: 'Wrote at', replies: 'Replies', typical: 'Typical', slowest: 'Slowest tenth', goal: 'Goal' },
  warnings: { when: 'When', staff: 'Staff', patient: 'Patient', warning: 'Warning', reason: 'Reason given' },
  consentWarning: 'Consent',
  noWarnings: 'Nothing was sent over a warning.',
  waiting: 'Waiting now',
  nobodyWaits: 'Nobody waits for an answer.',
  waitingCount: (n: number) => count(n, 'thread', 'threads'),
  unassigned: 'Unassigned',
  consentDue: 'Consent due',
  consentCount: (n: number) => count(n, 'patient', 'patients'),
  sendNotices: 'Send notices',
  more: (n: number) => `${n} more`,
  noConsentDue: 'Nobody’s consent is due.',
  optOuts: 'Opt-outs',
  optOutCount: (n: number) => String(n),
  noOptOuts: 'Nobody opted out.',
  behind: {
    firstReplies: 'First replies',
    slowestTenth: 'Slowest tenth of first replies',
    hour: (hour: number) => `Wrote at ${clockHour(hour, true)}`,
    notSameDay: 'Not answered the same day',
    handedOff: 'Handed to portal',
    optOuts: 'Opt-outs',
    lateReplies: 'First replies later than the goal',
    answered: 'Texts answered',
    notAnswered: 'Texts not answered',
    notices: 'Risk notices sent',
    saidYes: 'YES to the risk notice',
    confirmed: 'Visits confirmed',
    notConfirmed: 'Visits not confirmed',
    bookingLinks: 'Booking links sent',
  },
  behindColumns: {
    patient: 'Patient',
    at: 'When',
    took: 'First reply',
    answer: 'Answered after',
    visit: 'Visit',
    staff: 'Staff',
  },
  behindMore: (shown: number, total: number) => `The first ${shown} of ${total}.`,
  behindNone: 'No thread here.',
  stillWaits: 'Still waits',
  show: (what: string) => `Show the threads behind “${what}”`,
};

const before = {
  today: 'yesterday',
  yesterday: 'the day before',
  week: 'last week',
  month: 'the 30 days before',
} satisfies Record<Period, string>;
