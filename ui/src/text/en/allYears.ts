/** The sentences of the page that looks through all years. */

import { count } from './words';

export const allYears = {
  title: 'Search',
  field: 'Words, names or digits of a number',
  clear: 'Clear',
  results: 'Found',
  around: 'Around this text',
  openThread: 'Open thread',
  found: (shown: number, more: boolean) => (more ? `The newest ${shown}` : `${shown} found`),
  filters: 'Narrow down',
  from: 'From',
  to: 'To',
  staff: 'Written by',
  anyone: 'Anyone',
  channel: 'Channel',
  anyChannel: 'SMS and WhatsApp',
  flag: { withFile: 'With a file', failed: 'Not delivered', handedOff: 'Handed off', inside: 'Inside words too' },
  patient: 'Patient',
  practice: 'Practice',
  inPortal: 'In the portal',
  files: (n: number) => count(n, 'file', 'files'),
  noWords: 'No words',
  more: 'Look further back',
  cut: 'Many words begin like this, so some texts are missing. Type another letter to look through all.',
  none: 'Nothing found',
  noneLine: 'Try fewer letters or fewer filters. Accents don’t matter.',
  start: 'Search all years',
  startLine: 'Type words or part of them, a name, or the last digits of a number. Filters also work alone.',
  logged: 'Only threads your role may read are searched. Searches are kept in the audit log, without the words.',
  hidden: (n: number) => `${count(n, 'more text is', 'more texts are')} kept back from your role.`,
} as const;
