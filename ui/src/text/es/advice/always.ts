/** The Spanish of the core's advice about what may be said anywhere: a right, a role, something that broke. */

export const always: Readonly<Record<string, string>> = {
  'Foyer could not do that. Nothing was changed or sent.': 'Foyer no pudo hacer eso. No cambió ni se envió nada.',
  'This window and this Foyer do not match. Restart Foyer.': 'Esta ventana y este Foyer no coinciden. Reinicie Foyer.',
  "Foyer's window asked for something unreadable. Nothing was changed.":
    'La ventana de Foyer pidió algo ilegible. No cambió nada.',
  'Your role does not include this. A practice manager can do it.':
    'Su función no incluye esto. Gerencia puede hacerlo.',
  'Something broke inside Foyer. Nothing was lost; try again.':
    'Algo falló dentro de Foyer. No se perdió nada; intente de nuevo.',
  'Give the reason in up to 500 characters.': 'Dé el motivo en hasta 500 caracteres.',
  'The file could not be written there. Choose another place.': 'No se pudo escribir ahí el archivo. Elija otro lugar.',
  'Say why, in a few words.': 'Diga por qué, en pocas palabras.',
  'This is too long. Say it in fewer words.': 'Es demasiado largo. Dígalo en menos palabras.',
  'Foyer could not make the file. Nothing was changed.': 'Foyer no pudo hacer el archivo. No cambió nada.',
  'There is no room left for the file. Nothing of it was kept. Free some space, or choose another place.':
    'No queda espacio para el archivo. No se guardó nada de él. Libere espacio o elija otro lugar.',
  'Say why in up to 200 characters.': 'Diga por qué en hasta 200 caracteres.',
  "Your role can't open this thread. Ask somebody who reads it.":
    'Su función no puede abrir este hilo. Pregunte a alguien que lo lea.',
  'This place in the thread is not known.': 'Este lugar del hilo no se conoce.',
  'This is not here any more.': 'Esto ya no está aquí.',
  'Your role does not include this thread. Nothing of it was shown or changed.':
    'Su función no incluye este hilo. No se mostró ni cambió nada de él.',
  'This goes beyond what your own role may do. Somebody who may do it can change this.':
    'Esto va más allá de lo que puede hacer su función. Puede cambiarlo alguien que sí pueda.',
  'Foyer could not save or read this. Nothing was lost; try again.':
    'Foyer no pudo guardar o leer esto. No se perdió nada; intente de nuevo.',
  "That doesn't open Foyer. Nothing was changed.": 'Eso no abre Foyer. No cambió nada.',
  'Something broke inside Foyer. Nothing was changed; try again.':
    'Algo falló dentro de Foyer. No cambió nada; intente de nuevo.',
  'This place in the answer is not known.': 'Este lugar de la respuesta no se conoce.',
};
