/** The tour of the first morning, in practice mode. */

import type { Said } from '../wording';

export const tour: Said<'tour'> = {
  start: 'Hacer el recorrido',
  title: 'Primera mañana',
  place: (at, of) => `${at} de ${of}`,
  back: 'Atrás',
  next: 'Siguiente',
  done: 'Listo',
  end: 'Terminar el recorrido, Esc',
  steps: [
    {
      title: 'Quién espera',
      words:
        'Los textos llegan aquí, quien más espera arriba. J y K recorren, Enter abre. Pruebe: no se envía nada a nadie.',
    },
    {
      title: 'Leer la conversación',
      words:
        'Aquí está todo con este número: textos, notas para el personal, quién hizo qué. E lo cierra cuando está listo.',
    },
    {
      title: 'Escribir una respuesta',
      words: 'Presione R y escriba. Foyer subraya lo que no va en un texto, como un resultado o un medicamento.',
    },
    {
      title: 'Quién es',
      words: 'El paciente, el permiso detrás de cada texto y quién más usa este teléfono. Un STOP también se ve aquí.',
    },
    {
      title: 'Cuando se corta la línea',
      words: 'Lo que envía entonces espera en la salida y sale por sí solo. En Ajustes hay un botón para probarlo.',
    },
    {
      title: 'Dejar la recepción',
      words:
        'Ctrl L bloquea. La siguiente persona entra con su propio PIN. F1 abre la Ayuda y ? muestra todas las teclas.',
    },
  ],
};
