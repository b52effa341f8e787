/** The sentences of sending over a refusal, with a reason. */

export const override = {
  title: 'Send as text anyway',
  lead: 'These words are marked as portal only, and texts show on locked phones. A manager sees that you sent them, why, and what kind they were.',
  leadConsent: 'There is no consent for this text. A manager sees that it was sent, and why.',
  leadHours: 'It is quiet hours where the patient lives. A manager sees that it was sent, and why.',
  reason: 'Reason',
  help: 'For example: the patient asked for it by text and can’t open the portal.',
  helpConsent: 'For example: called just now and asked for the address by text.',
  needed: 'Write a reason first.',
  goesTo: 'Goes to',
  patient: 'Patient',
  nobody: 'Nobody on file',
  born: 'Born',
  lastHeard: 'Last text from there',
  confirmed: 'Number confirmed',
  never: 'Never',
  notKnown: 'Not known',
  confirm: 'I made sure that this number is the patient’s.',
  confirmHelp: 'Ask for two facts, such as the full name and the birth date. It counts for 90 days.',
  confirmNeeded: 'Make sure first. A number may have gone to somebody else.',
  send: 'Send anyway',
} as const;
