/** What is said in more than one place of the window. */

/** A language by its own name, for the tag under a text. */
const ownLanguage = (code: string) => (code === 'es' ? 'Español' : code === 'en' ? 'English' : code);

export const general = {
  app: 'Foyer',
  practiceMode: 'Practice mode',
  practiceModeHint: 'Practice mode: the carrier is pretend, no text reaches a phone',
  refreshDue: 'Refresh due',
  ownLanguage,
  languages: 'Language',
} as const;
