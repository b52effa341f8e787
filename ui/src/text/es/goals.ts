/** The sentences of how soon patients should be answered, in the settings. */

import type { Said } from '../wording';

export const goals: Said<'goals'> = {
  title: 'Meta para la primera respuesta',
  help: 'Quien espera más aparece como atrasado en la lista, y Revisión mide con ella.',
  minutes: (minutes) => (minutes < 60 ? `${minutes} min` : `${minutes / 60} h`),
  fromOpening: 'Con la oficina cerrada, se cuenta desde que abre',
  fromOpeningHelp:
    'Un texto que llega de noche debe responderse dentro de ese tiempo desde que abre la oficina. Necesita el horario de abajo.',
  hours: 'Otras metas a ciertas horas',
  stretch: (from, until, goal) => `De ${from} a ${until}: ${goal}`,
  from: 'De',
  until: 'a',
  within: 'en',
  add: 'Agregar',
  remove: (what) => `Quitar ${what}`,
};
