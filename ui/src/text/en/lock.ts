/** The sentences of the lock screen, and of one's own password. */

import type { LockWhy } from '../../ipc/bindings';
import { count } from './words';

export const lock = {
  title: 'Locked',
  who: 'Who’s at the desk?',
  choose: 'Choose your name.',
  pinFor: (first: string) => `PIN for ${first}`,
  pinEntered: (digits: number) => `${digits} of 6 digits`,
  passwordFor: (first: string) => `Password for ${first}`,
  usePassword: 'Use password',
  usePin: 'Use PIN',
  forgotPin: 'Forgot PIN',
  newPin: 'New 6-digit PIN',
  code: 'Code',
  codeLead: 'Your password is right. Now the 6 digits from your authenticator.',
  otherPassword: 'Back to the password',
  notYet: 'Your password and the code of your authenticator come first. The PIN lifts the lock after that.',
  open: 'Open Foyer',
  slowed: (seconds: number) =>
    seconds < 90
      ? 'Too many tries. Use your password, or wait a minute.'
      : `Too many tries. Use your password, or wait ${Math.ceil(seconds / 60)} minutes.`,
  pinOff: 'Too many tries with the PIN. Use your password.',
  why: (why: LockWhy, minutes: number) =>
    ({
      started: 'Locked since Foyer started',
      asked: 'Locked by hand',
      away: `Locked after ${count(minutes, 'minute', 'minutes')} away`,
      closed: 'Closed by hand',
      longAway: 'Closed after 4 hours away',
      slept: 'Closed when this computer slept',
      screen: 'Locked with this computer’s screen',
    })[why],
  waiting: (n: number) => (n === 0 ? 'Nobody waiting' : `${count(n, 'patient', 'patients')} waiting`),
  outbox: (n: number) => (n === 0 ? 'Outbox empty' : `${count(n, 'text', 'texts')} in the outbox`),
  closed: 'Texts wait at the carrier until somebody signs in',
  practicePin: (pin: string) => `Practice mode: everyone’s PIN is ${pin}`,
  hidden: 'Names and messages stay hidden until you unlock',
  closeNow: 'Close for the night',
  closeHint: 'Texts then wait at the carrier until somebody signs in',
  lockNow: 'Lock',
  soon: (seconds: number) => `Foyer locks in ${seconds} seconds. Move the mouse to stay.`,
} as const;

export const ownPassword = {
  title: 'Password',
  help: 'It opens Foyer after a start, and when the PIN is off.',
  old: 'Password now',
  fresh: 'New password',
  freshHelp: 'At least 12 characters. A short sentence is easy to remember.',
  again: 'Once more',
  differ: 'The two are not the same.',
  save: 'Change password',
  saved: 'Your password is changed.',
  lockAfter: 'Lock after',
  lockAfterHelp: 'When nobody touches mouse or keys. Texts still come and go.',
  minutes: (n: number) => count(n, 'minute', 'minutes'),
} as const;
