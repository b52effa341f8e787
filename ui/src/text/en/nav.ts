/** The sentences of the sidebar. */

export const nav = {
  main: 'Main',
  inbox: 'Inbox',
  desk: 'Desk',
  practice: 'Practice',
  outbox: 'Outbox',
  consentDue: 'Consent due',
  settings: 'Settings',
  find: 'Find',
  findLong: 'Find patient or message',
  findRest: 'patient or message',
  newMessage: 'New message',
  withCount: (name: string, n: number) => (n > 0 ? `${name}, ${n}` : name),
} as const;
