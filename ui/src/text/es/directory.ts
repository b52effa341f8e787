/** The words of comparing the people here with the practice's directory. */

import type { Said } from '../wording';
import { count } from './words';

export const directory: Said<'directory'> = {
  title: 'Comparar con su directorio',
  help: 'Guarde como CSV una lista de personas y grupos de su directorio (Microsoft Entra, Google, Active Directory). Foyer muestra quién falta aquí, quién tiene otra función y quién ya no está. Usted hace cada cambio.',
  not: 'Foyer no usa el directorio para iniciar sesión ni lo consulta solo. Quien sale de ahí sigue entrando aquí hasta que usted le quite el acceso: compare el día en que alguien se va.',
  file: 'Lista del directorio',
  fileHelp: 'Un CSV con una columna Nombre y una columna Grupos.',
  groups: 'Qué significa cada grupo',
  group: (name, people) => `${name}, ${count(people, 'persona', 'personas')}`,
  role: (group) => `Función de ${group}`,
  none: 'Ninguna función aquí',
  sayFirst: 'Diga qué significa al menos un grupo.',
  same: 'Nadie difiere: las personas de aquí son las de su directorio.',
  missing: (name, role) => `${name} no está aquí: ${role}`,
  differs: (name, role) => `${name} debe tener la función ${role}`,
  gone: (name) => `${name} no está en su directorio, o en ningún grupo que signifique una función`,
  several: (name, roles) => `${name} está en grupos de varias funciones: ${roles}. Elija usted.`,
  twice: (name) => `${name} figura más de una vez ahí o aquí. Compare a mano.`,
  add: 'Agregar',
  change: 'Cambiar función',
  remove: 'Quitar…',
};
