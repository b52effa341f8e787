/** The sentences of opening hours, the automatic reply and the morning after. */

import { count } from './words';

export const hours = {
  title: 'Opening hours',
  lead: 'When the office is open, by the clock on its wall.',
  week: (office: string) => `Hours of ${office}`,
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  open: (day: string) => `Open on ${day}`,
  opens: (day: string) => `${day}, opens`,
  closes: (day: string) => `${day}, closes`,
  until: 'to',
  closed: 'Closed',
  own: (office: string) => `${office} has hours of its own`,
  holidays: 'Holidays',
  holidaysHelp: 'Days on which the office stays closed.',
  holiday: 'Add a day',
  add: 'Add',
  remove: (day: string) => `Take ${day} out`,
  replies: 'Automatic reply while closed',
  repliesHelp:
    'Patients who agreed to texts are told when the office opens, once a day. Nobody else is, and no STOP or short code.',
  repliesNeed:
    'It answers only while this computer is on and Foyer is open. Texts that come while it is off wait for the morning.',
  says: 'What it says',
  openNow: 'Open now',
  closedUntil: (when: string) => `Closed now, opens ${when}`,
  closedNow: 'Closed now',
  save: 'Save hours',
  morning: {
    title: 'Overnight',
    strip: (n: number) => `${count(n, 'patient', 'patients')} wrote while the office was closed`,
    show: 'Show',
    since: (from: string, to: string) => `From ${from} to ${to}`,
    sinceClosing: (from: string) => `Since ${from}`,
    empty: 'Nobody waits from the night',
    emptyLine: 'Texts that come while the office is closed are listed here, the longest wait first.',
    patient: 'Patient',
    wrote: 'Wrote',
    waits: 'Waits',
    told: 'Automatic reply',
    texts: (n: number) => count(n, 'text', 'texts'),
    notTold: 'None',
    toldAt: (time: string) => `Told at ${time}`,
    toldNot: 'Did not arrive',
  },
} as const;
