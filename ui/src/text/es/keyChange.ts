/** The sentences about changing the practice's key. */

import type { Said } from '../wording';

const STEPS = ['Se escribe todo de nuevo', 'Se verifica y se cuenta', 'Se cambia uno por otro', 'Se borra lo viejo'];

export const keyChange: Said<'keyChange'> = {
  title: 'Clave de la clínica',
  help: 'Todo está cifrado con una sola clave. Cámbiela si robaron una computadora o si se fue alguien que pudo guardar una copia.',
  does: 'Protege lo que está aquí, desde ahora',
  doesLine:
    'Las contraseñas viejas, el secreto viejo del llavero de esta computadora y las copias viejas del archivo de clave ya no abren nada aquí.',
  not: 'No alcanza a las copias hechas antes',
  notLine:
    'Un disco robado y las copias de seguridad anteriores siguen abriéndose con lo que las abría entonces. Guarde ese código con ellas o bórrelas.',
  others: 'Después, todos menos usted necesitan un código nuevo de un día, que usted les da, y eligen un PIN nuevo.',
  password: 'Su contraseña',
  code: 'Código de recuperación, si lo tiene aquí',
  codeHelp: 'Si lo escribe, sigue siendo el código. Si no, Foyer le pide hacer uno nuevo enseguida.',
  go: 'Cambiar la clave',
  done: 'La clave es nueva.',
  step: (n) =>
    `Cambiando la clave, ${n} de 4. ${STEPS[n - 1] ?? ''}. No apague la computadora; si pasa, no se pierde nada.`,
};
