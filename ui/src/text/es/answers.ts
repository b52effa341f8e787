/** The words of how patients answer our texts, a part of Review. */

import type { Said } from '../wording';

export const answers: Said<'answers'> = {
  title: 'Cómo responden los pacientes',
  lead: 'Cuántos de nuestros textos reciben respuesta y en cuánto tiempo, quién dice SÍ, quién pide baja y qué detiene un texto.',
  count: 'Contar',
  again: 'Contar de nuevo',
  answered: 'Textos respondidos',
  typical: 'La respuesta tarda',
  yes: 'SÍ al aviso de riesgo',
  optedOut: 'Pidieron baja',
  share: (some, all) => (all === 0 ? `${some}` : `${Math.round((some * 100) / all)} % (${some} de ${all})`),
  times: (typical, slowest) => `${typical}, décima parte más lenta ${slowest}`,
  failed: (why) => `No llegó: ${why}`,
  refused: (why) => `Detenido aquí: ${why}`,
  problem: {
    landline: 'no puede recibir textos',
    unreachable: 'teléfono apagado o sin señal',
    filtered: 'bloqueado como no deseado',
    unknownNumber: 'no existe el número',
    optedOut: 'pidió baja',
    notRegistered: 'nuestro número no está registrado',
    numberHeld: 'los textos a ese número se detuvieron',
    expired: 'se le acabó el tiempo',
    consentEnded: 'terminó el permiso',
    other: 'otros motivos',
  },
  why: {
    optedOut: 'pidió baja',
    numberHeld: 'los textos a ese número están detenidos',
    noConsent: 'sin permiso',
    quietHours: 'horas de silencio',
    portalOnly: 'va en el portal',
    noAgreement: 'ningún acuerdo lo cubre',
    template: 'la plantilla no estaba lista',
    confirmNumber: 'número sin confirmar',
    sharedPhone: 'teléfono compartido, no queda claro para quién',
    other: 'otros motivos',
  },
  foot: 'Un texto cuenta como respondido si el paciente escribe dentro de 72 horas y antes de nuestro siguiente texto. Las bajas se comparan con las conversaciones.',
};
