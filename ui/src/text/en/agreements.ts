/** Sentences about who has signed for what, what texts may carry, and going live. */

import type { ProductKind, SignedState, StepKind, TemplateLevelKind } from '../../ipc/bindings';
import { count } from './words';

type Carry = Extract<TemplateLevelKind, 'officeFacts' | 'visitDetails' | 'clinical' | 'protected'>;

export const agreements = {
  cap: 'What may be texted today, by SMS',
  level: {
    officeFacts: 'Office facts',
    visitDetails: 'Visit details',
    clinical: 'Clinical',
    protected: 'Protected',
  } satisfies Record<Carry, string>,
  why: 'Why it stops there',
  whyNone:
    'No agreement in force names SMS. Until one does, only texts about visits in which the check finds nothing leave.',
  whySigned: 'An agreement covers SMS. Clinical words go with consent and a reason; some words never go as a text.',
  whyPretend: 'The carrier here is a pretend one, so nothing is held back. In your practice the agreement decides.',
  lower: 'What would lower it',
  lowerNone: 'Nothing: this is the least.',
  lowerEnds: (date: string) => `The agreement ends after ${date}.`,
  lowerNever: 'The agreement has no end. Taking it out would.',
  title: 'Agreements',
  add: 'Add agreement',
  none: 'None on record yet.',
  head: { with: 'With', names: 'Names these products', signed: 'Signed', state: 'State', change: 'Changes' },
  portal: 'Portal',
  state: (state: SignedState): string => {
    if (state.kind === 'inForce') return 'In force';
    if (state.kind === 'notYet') return 'Not begun';
    if (state.kind === 'ended') return 'Ended';
    return state.days === 0 ? 'Ends today' : `Ends in ${count(state.days, 'day', 'days')}`;
  },
  product: {
    sms: 'SMS',
    mms: 'MMS',
    voice: 'Voice',
    copies: 'Copies off site',
    whatsApp: 'WhatsApp',
  } satisfies Record<ProductKind, string>,
  with: 'Signed with',
  withHelp: 'The company, as in the signed agreement.',
  signer: 'Signed for the practice by',
  signedOn: 'Signed on',
  untilOn: 'Last day',
  untilHelp: 'Leave empty if it has no end.',
  names: 'It names',
  save: 'Save agreement',
  saved: 'Saved. Texts go by it from now on.',
  remove: 'Never signed, take out',
  removed: 'Taken out. Texts go by what is left.',
  carries: 'What each product may carry',
  carriesHead: { product: 'Product', named: 'In the agreement', most: 'At most', why: 'Why' },
  yes: 'Yes',
  no: 'No',
  off: 'Off',
  because: {
    sms: { named: 'With consent and a reason', open: 'Not in an agreement. Visits only' },
    mms: { named: 'Pictures come in, none go out', open: 'Pictures come in, none go out' },
    whatsApp: { named: 'Visits only', open: 'Nobody signs for it. Visits only' },
    voice: { named: 'Foyer makes no calls', open: 'Foyer makes no calls' },
    copies: { named: 'Backups are encrypted as well', open: 'Backups are encrypted' },
  } satisfies Record<ProductKind, { named: string; open: string }>,
  steps: 'Before go-live',
  done: (done: number, all: number) => `${done} of ${all}`,
  step: {
    agreement: 'An agreement names SMS',
    portal: 'An agreement covers the portal',
    number: 'The number is registered',
    twoWay: 'Tried both ways with a phone',
    stop: 'STOP tried with a phone',
    recoveryCode: 'Recovery code made',
    secondManager: 'A second person manages people',
    drill: 'Restore drill',
    trained: 'Everybody trained',
    signedOff: 'Somebody signs off',
  } satisfies Record<StepKind, string>,
  signOff: 'Sign off…',
  signOffAsk: 'Sign this list off?',
  signOffAll: 'You put your name to it. Everything on it is done. The log keeps who signed and when.',
  signOffOpen: (open: readonly string[]) =>
    `You put your name to it as it is. Still open: ${open.join('; ')}. The log keeps who signed, when, and what was open.`,
  signOffDo: 'Sign off',
  signedOff: (who: string, when: string) => `Signed off by ${who}, ${when}.`,
  openThen: (open: readonly string[]) => `Open then: ${open.join('; ')}.`,
  training: 'Training',
  trained: (day: string) => `trained ${day}`,
  trainDue: (day: string) => `has until ${day}`,
  record: 'Record',
  recordOf: (name: string) => `Record the training of ${name}`,
  trainedOn: 'Day of the training',
  recordDo: 'Write it down',
  recorded: 'Written down. The log keeps who said so.',
  numbers: 'Numbers',
  numberSince: (since: string) => `since ${since}`,
  numberUntil: (since: string, until: string) => `${since} to ${until}`,
  numberRefused: (since: string) => `Refused as unregistered since ${since}`,
} as const;
