/** The sentences of the banner about the line to the carrier. */

import { count } from './words';

export const banner = {
  lead: {
    noNetwork: (since: string | null) => (since ? `No internet since ${since}` : 'No internet'),
    untrusted: (since: string | null) =>
      since
        ? `Since ${since}, what answers can’t prove that it is the carrier`
        : 'What answers can’t prove that it is the carrier',
    carrierDown: (since: string | null) => (since ? `Carrier unreachable since ${since}` : 'Carrier unreachable'),
    rateLimited: (until: string | null) =>
      until ? `The carrier asks Foyer to wait until ${until}` : 'The carrier asks Foyer to slow down',
    listBroken: (since: string | null) =>
      since ? `The carrier’s list of texts has broken off since ${since}` : 'The carrier’s list of texts breaks off',
    credentialsRefused: (since: string | null) =>
      since ? `The carrier has refused this practice’s key since ${since}` : 'The carrier refuses this practice’s key',
    suspended: (since: string | null) =>
      since ? `The carrier suspended this account at ${since}` : 'The carrier suspended this account',
    notRegistered: (since: string | null) =>
      since
        ? `The carrier has dropped texts since ${since}: this number is not registered`
        : 'The carrier drops texts: this number is not registered',
    clockWrong: (minutes: number, ahead: boolean) =>
      `This computer’s clock is ${count(minutes, 'minute', 'minutes')} ${ahead ? 'fast' : 'slow'}`,
    sentElsewhere: (texts: number) =>
      `${count(texts, 'text', 'texts')} left from your number in a day that nobody here sent`,
    braked: (since: string | null) =>
      since
        ? `Sending stopped at ${since}: as many texts left in a day as this practice lets go`
        : 'Sending stopped: as many texts left in a day as this practice lets go',
    diskFull: (since: string | null) =>
      since
        ? `This computer’s disk has been full since ${since}: nothing is sent`
        : 'This computer’s disk is full: nothing is sent',
    notSaved: (since: string | null) =>
      since ? `Foyer hasn’t been able to save since ${since}: nothing is sent` : 'Foyer can’t save: nothing is sent',
  },
  back: (at: string) => `Back online at ${at}`,
  noRoom: 'free some space; what patients send is safe at the carrier',
  restart: 'close Foyer and open it again; what patients send is safe at the carrier',
  sent: (n: number) => `${count(n, 'message', 'messages')} sent`,
  waiting: (n: number) => `${count(n, 'message', 'messages')} waiting`,
  willSend: 'will send when it’s back',
  readAndWrite: 'you can read, search and write',
  paused: (n: number) =>
    n > 0
      ? `${count(n, 'message waits', 'messages wait')} on this computer until it is set right`
      : 'texts wait on this computer until it is set right',
  unreadable: (n: number) => `Foyer couldn’t read ${count(n, 'text', 'texts')} from the carrier`,
  atCarrier: 'nothing is lost, see the carrier’s own list',
  stopUnread: 'a STOP may be in the part Foyer can’t read',
  sendAnyway: 'Send anyway',
  lookedInto: 'nothing is sent to it; have the security software or Wi-Fi in between let Foyer through',
  register: 'register the number in the carrier’s console',
  setClock: 'set it right; texts are sent and received',
  whose: 'if no program of yours sends them, replace the carrier’s key now',
  ours: 'They are ours',
  lift: 'look at what waits, then let it go in Settings',
  askManager: 'a practice manager looks and lets it go',
  urgent: 'Urgent? Call the patient.',
  tryNow: 'Try now',
  viewOutbox: 'View outbox',
} as const;
