/** The sentences about earlier days: history, and the carrier's list against what is here. */

import type { CarrierListKind, DayInfo } from '../../ipc/bindings';
import { count } from './words';

const texts = (n: number) => count(n, 'text', 'texts');

export const earlier = {
  title: 'Earlier texts',
  help: 'Foyer keeps what the carrier still has. Texts from before Foyer came are history: found by search, never unread. A STOP among them counts.',
  span: 'How far back',
  spans: { 14: '14 days', 90: '90 days', 365: '1 year', 0: 'Everything' } as Record<number, string>,
  pause: 'Pause',
  goOn: 'Go on',
  reading: (date: string, n: number) => `Bringing in earlier texts: back to ${date}, ${texts(n)} so far`,
  paused: (date: string, n: number) => `Paused: back to ${date}, ${texts(n)} so far`,
  whole: (date: string) => `Everything since ${date} is here.`,
  notYet: 'Begins when the carrier answers.',
  newFirst: 'New texts always come first.',
  strip: (date: string) => `Earlier texts: back to ${date}`,

  night: 'At night',
  nightHelp: 'With nobody at the window and nothing new for half an hour, Foyer looks for texts less often.',
  nights: { 15: 'Every 15 s', 120: 'Every 2 min', 600: 'Every 10 min' } as Record<number, string>,

  scrub: 'At the carrier',
  scrubHelp:
    'The carrier keeps every text too. Foyer can blank the words and delete the pictures there once they are safe here and in a verified backup. Nothing changes here, and it can’t be undone there.',
  scrubs: { 0: 'Keep', 30: 'Blank after 30 days', 90: 'After 90 days' } as Record<number, string>,
  scrubbed: (n: number) => `${texts(n)} blanked at the carrier so far.`,
  scrubWaits: 'Waits for a verified backup that has everything brought in.',

  agrees: (n: number) => `The last ${count(n, 'day agrees', 'days agree')} with the carrier’s list.`,
  differs: (missing: number) => `${texts(missing)} in the carrier’s list ${missing === 1 ? 'is' : 'are'} not here.`,
  countedAt: (time: string) => `Counted ${time}. Today is counted once it is over, by the carrier’s clock.`,
  notCounted: 'Not counted yet.',
  day: (date: string, number: string, list: CarrierListKind) =>
    `${date}, ${list === 'received' ? 'received at' : 'sent from'} ${number}`,
  says: ({ carrier, here, missing, setAside, gone }: DayInfo) =>
    [
      missing > 0 ? `The carrier has ${carrier}, Foyer has ${here}. ${missing} missing.` : null,
      setAside > 0 ? `${texts(setAside)} could not be read and ${setAside === 1 ? 'is' : 'are'} set aside.` : null,
      gone > 0
        ? `${texts(gone)} ${gone === 1 ? 'was' : 'were'} deleted at the carrier. Foyer still has ${gone === 1 ? 'it' : 'them'}.`
        : null,
    ]
      .filter((part) => part !== null)
      .join(' '),
  fetch: 'Fetch this day again',
  fetching: 'Fetching…',
  asked: 'Foyer fetches this day again.',
} as const;
