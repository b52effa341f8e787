/** The sentences about one person who is on record twice. */

import type { Said } from '../wording';

export const merging: Said<'merging'> = {
  open: '¿Está dos veces en el registro?',
  title: 'Una persona, dos expedientes',
  together: 'Ya reunidos',
  by: (name, date) => `por ${name}, ${date}`,
  split: 'Separar',
  find: 'El otro expediente',
  findHelp: 'Nombre o número. Sus textos, números y permisos vienen con él, y separar los devuelve.',
  found: 'Expedientes',
  nobody: 'No hay otro expediente.',
  sure: (other, name) => `${other} pasa a ser parte del expediente de ${name}. Solo si son la misma persona.`,
  put: 'Reunir',
};
