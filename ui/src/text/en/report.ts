/** The words of the report: every message to or from a patient between two days. */

import type { ReportFormat, ReportKind } from '../../ipc/bindings';
import { count } from './words';

const kind: Record<ReportKind, string> = {
  text: '',
  notice: 'Risk notice',
  portalLink: 'Link to the portal',
  portalMessage: 'In the portal',
  portalReply: 'In the portal',
  stopConfirmation: 'Confirms a STOP',
  afterHours: 'Automatic reply',
  reminder: 'Sent to a list',
};

const format: Record<ReportFormat, string> = { pdf: 'PDF', csv: 'CSV', jsonLines: 'JSON with proof' };

export const report = {
  tab: 'Report',
  replyTimes: 'Reply times',
  tabs: 'Part of Review',
  patient: 'Patient',
  patientHelp: 'Name or number',
  other: 'Somebody else',
  from: 'From',
  to: 'To',
  channel: 'Channel',
  all: 'All',
  show: 'Show',
  nobody: 'Choose a patient first.',
  start: 'Choose a patient and the days.',
  startLine: 'The report has every message to and from them, with sender, consent, check and delivery.',
  empty: 'Nothing was sent or received on these days.',
  messages: (n: number) => count(n, 'message', 'messages'),
  holds: 'Content, sender, approval, consent, check, delivery and read status',
  firstOf: (shown: number, total: number) => `The first ${shown} of ${total}; the file has them all.`,
  whole: 'Every line is accounted for.',
  wholeLine: (messages: number, entries: number) =>
    `${count(messages, 'message', 'messages')}, ${count(entries, 'entry', 'entries')} in the audit trail, none changed or missing. Checked just now.`,
  broken: 'The audit trail does not add up.',
  brokenLine: 'Something in it was changed or is missing. Settings, Audit says where. Ask your privacy officer.',
  reworded: (changed: number, gone: number) =>
    [
      changed === 0
        ? ''
        : `${count(changed, 'message has', 'messages have')} other words than the audit trail was told.`,
      gone === 0
        ? ''
        : `${count(gone, 'message', 'messages')} that the audit trail tells of ${gone === 1 ? 'is' : 'are'} gone.`,
    ].join(' '),
  changed: 'Not the words that the audit trail was told',
  deleted: 'Words deleted by your schedule',
  entry: (n: number) => `Entry ${n}`,
  columns: {
    when: 'When',
    sender: 'Sender',
    content: 'Content',
    approved: 'Approved by',
    consent: 'Consent then',
    check: 'Check',
    delivery: 'Delivery',
    read: 'Read',
  },
  severalNumbers: (numbers: readonly string[]) => `All their numbers: ${numbers.join(', ')}.`,
  joined: (n: number) =>
    n === 1 ? 'A record that was joined to theirs is in it.' : `${n} records that were joined to theirs are in it.`,
  byHand: 'Written by hand',
  wording: (name: string, wording: number, by: string, asWorded: boolean) =>
    `${name} ${wording}, ${by}${asWorded ? '' : ', words changed'}`,
  over: (who: string) => `Over a warning. ${who}`,
  kind,
  format,
  received: 'Received',
  clean: 'Clean',
  caution: 'Caution',
  portalOnly: 'Portal only',
  notAvailable: 'Not available',
  notOpened: 'Not opened',
  notKept: '–',
  factGone: 'Not in the history any more',
  none: '–',
  foot: '“Not available”: carriers don’t say when an SMS is read. Saving is written into the audit trail with the file’s SHA-256.',
  saved: 'Report saved.',
  print: 'Print',
  checking: {
    open: 'How to check it yourself',
    lead: 'Nobody has to take Foyer’s word for it.',
    steps: [
      'Save the report. Foyer writes the file’s SHA-256 into the audit trail before the file gets its name.',
      'In Settings, Audit, write a copy of the trail. Beside it lies a small program that checks it without Foyer.',
      'Check the copy with it. It says that the trail is whole, or names the first entry that was tampered with:',
      'Work out the SHA-256 of the report, on Linux, on a Mac or on Windows:',
      'Look for it in the copy. The entry there says who saved the report, and when.',
    ],
    close: 'Close',
    note: 'JSON with proof also proves itself: its last line is the SHA-256 of all lines before.',
  },
  queries: {
    label: 'Saved questions',
    keep: 'Save this question',
    name: 'Name',
    days: 'Days',
    fixed: 'These days',
    last: (days: number) => `The last ${days} days`,
    save: 'Save',
    drop: (name: string) => `Remove ${name}`,
    kept: 'Question saved.',
    line: (person: string, days: string) => `${person}, ${days}`,
    range: (from: string, to: string) => `${from} to ${to}`,
  },
  noWords: '(no words)',
};
