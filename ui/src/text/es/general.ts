/** What is said in more than one place of the window. */

import type { SaidOf } from '../wording';

export const general: SaidOf<'app' | 'practiceMode' | 'practiceModeHint' | 'refreshDue' | 'ownLanguage' | 'languages'> =
  {
    app: 'Foyer',
    practiceMode: 'Modo de práctica',
    practiceModeHint: 'Modo de práctica: el operador es simulado, ningún texto llega a un teléfono',
    refreshDue: 'Por renovar',
    ownLanguage: (code) => (code === 'es' ? 'Español' : code === 'en' ? 'English' : code),
    languages: 'Idioma',
  };
