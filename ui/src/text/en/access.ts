/** The words of patients' requests for a copy of their messages (45 CFR 164.524). */

import type { AccessEnd, AccessRuleKind, AccessStepKind, DenialGroundKind } from '../../ipc/bindings';
import { count } from './words';

const ground: Record<DenialGroundKind, string> = {
  legalProceeding: 'Put together for a legal action',
  confidence: 'Told in confidence by somebody who is not a provider',
  danger: 'Would endanger somebody’s life or safety (may be reviewed)',
  otherPerson: 'Would harm another person it tells of (may be reviewed)',
  representative: 'Somebody asks for the patient, and it would harm them (may be reviewed)',
};

export const access = {
  tab: 'Copies',
  enter: 'Enter a request',
  askedOn: 'Came in on',
  add: 'Add',
  nobody: 'Choose a patient first.',
  title: 'Requests for a copy',
  counts: (open: number, late: number) =>
    late === 0 ? `${open} open` : `${open} open, ${count(late, 'late', 'late')}`,
  empty: 'Nobody has asked for a copy.',
  emptyLine: 'A patient may have one of everything they texted. Enter the request on the day it comes in.',
  columns: { patient: 'Patient', asked: 'Came in', due: 'Due', state: 'State', acts: 'What to do' },
  rule: { federal: '30 days', texas: '15 business days in Texas' } satisfies Record<AccessRuleKind, string>,
  left: (days: number) =>
    days < 0 ? `${count(-days, 'day', 'days')} late` : days === 0 ? 'Today' : `${count(days, 'day', 'days')} left`,
  open: 'Open',
  late: 'Late',
  extended: 'Extended',
  end: { given: 'Given', denied: 'Denied', withdrawn: 'Withdrawn' } satisfies Record<AccessEnd, string>,
  answeredLate: 'answered late',
  numbers: (n: number) => count(n, 'number', 'numbers'),
  shared: (numbers: string) => `${numbers} is shared. Its texts stay out of the copy until you have read them.`,
  withShared: 'I have read the texts from shared numbers, and they are this patient’s',
  save: 'Save copy',
  format: { pdf: 'PDF', csv: 'CSV', jsonLines: 'JSON with proof' },
  given: 'Mark as given',
  extend: 'Extend',
  deny: 'Deny',
  withdraw: 'No longer wanted',
  saved: (messages: number) => `Copy saved, ${count(messages, 'message', 'messages')}.`,
  done: { given: 'Marked as given.', extended: 'Extended by 30 days.', denied: 'Denied.', withdrawn: 'Closed.' },
  extendTitle: 'Extend by 30 days',
  extendLead: 'Once, and only while the first 30 days last. Tell the patient in writing why, and until when.',
  denyTitle: 'Deny this request',
  denyLead: 'Tell the patient in writing, with the reason and how to complain.',
  ground: 'Ground',
  grounds: ground,
  reason: 'Reason, as the patient is told it',
  step: (step: AccessStepKind): string =>
    step.kind === 'denied'
      ? `Denied: ${ground[step.ground]}`
      : { extended: 'Extended by 30 days', given: 'Given', withdrawn: 'No longer wanted' }[step.kind],
  stepBy: (who: string, when: string) => `${who}, ${when}`,
  foot: 'Every copy is written into the audit trail with its SHA-256. Internal notes and checks are not in it.',
} as const;
