/**
 * The language of the window: whoever sits here chose it, or the computer's. One value for the whole window, read
 * wherever words, dates and numbers are made, so that all of them change together. What patients are written in is
 * chosen for each patient and is no part of this.
 */

export type Language = 'en' | 'es';

let chosen = $state<Language>('en');

export const language = {
  get now(): Language {
    return chosen;
  },
  /** For Intl: times with AM and PM, and numbers as the United States write them, in both. */
  get locale(): string {
    return chosen === 'es' ? 'es-US' : 'en-US';
  },
};

/** `system` follows this computer: Spanish where its first language is, else English. */
export function speak(wanted: Language | 'system'): void {
  chosen = wanted === 'system' ? ofComputer() : wanted;
}

function ofComputer(): Language {
  const first = typeof navigator === 'undefined' ? undefined : (navigator.languages?.[0] ?? navigator.language);
  return first?.toLowerCase().startsWith('es') ? 'es' : 'en';
}
