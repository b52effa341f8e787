/** The words of how soon patients should be answered, in the settings. */

export const goals = {
  title: 'Goal for the first reply',
  help: 'Who waits longer is marked late in the list, and Review measures against it.',
  minutes: (minutes: number) => (minutes < 60 ? `${minutes} min` : `${minutes / 60} h`),
  fromOpening: 'Closed hours count from opening',
  fromOpeningHelp:
    'A text that comes at night is due so long after the office opens. It needs the opening hours below.',
  hours: 'Other goals at some hours',
  stretch: (from: string, until: string, goal: string) => `${from} to ${until}: ${goal}`,
  from: 'From',
  until: 'until',
  within: 'within',
  add: 'Add',
  remove: (what: string) => `Remove ${what}`,
} as const;
