/** The sentences about a manager's authenticator. */

import type { Said } from '../wording';

export const authenticator: Said<'authenticator'> = {
  title: 'Autenticador',
  help: 'Al iniciar sesión se piden también 6 dígitos de una aplicación en su teléfono. El PIN desbloquea como antes.',
  owed: 'Al reparar el almacén puede haberse perdido su segundo paso. Configúrelo de nuevo: hasta entonces lee y contesta textos, y no administra nada.',
  password: 'Su contraseña',
  make: 'Configurar',
  scan: 'Escanee esto con la aplicación de su teléfono o escriba las letras en ella.',
  picture: 'La imagen que lee una aplicación de autenticación',
  letters: 'Letras',
  code: 'Los 6 dígitos que muestra',
  cancel: 'Cancelar',
  on: (since) => `Activo desde el ${since}`,
  onLine: '¿Perdió el teléfono? Otra persona de gerencia le da un código nuevo, o use el código de recuperación.',
  remove: 'Quitarlo',
  added: 'Desde ahora se pide un código al iniciar sesión.',
  removed: 'Ya no se pide código al iniciar sesión.',
};
