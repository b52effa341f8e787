/** Why a text may not go, and the ways on. */

import type { Said } from '../wording';

const KEPT = 'Su borrador sigue aquí.';
const NOTHING = 'No se envió ningún texto; su borrador sigue aquí.';

export const refusal: Said<'refusal'> = {
  title: {
    optedOut: (name) => `${name} pidió baja de los textos`,
    numberHeld: () => 'Los textos a este número están detenidos',
    noConsent: (name) => `${name} todavía no aceptó recibir textos`,
    waitingForAnswer: (name) => `Se espera la respuesta de ${name}`,
    consentExpired: (name, date) =>
      date ? `El permiso de ${name} terminó el ${date}` : `El permiso de ${name} terminó`,
    portalOnly: () => 'Estas palabras van en el portal',
    noAgreement: () => 'Los textos todavía no pueden llevar esto',
    clinicalBeforeYes: (name) => `${name} todavía no aceptó, así que solo pueden salir datos de la oficina`,
    noticeAlreadySent: () => 'El aviso ya salió',
    noticeNotNeeded: (name) => `${name} no necesita aviso ahora`,
    noStopWords: () => 'Una oferta tiene que decir cómo terminar los textos',
    templateBlanks: () => 'Falta llenar un campo',
    templateNotApproved: () => 'Esta plantilla no está aprobada',
    templateHalfTranslated: () => 'Esta plantilla está en un solo idioma',
    empty: () => 'No hay nada que enviar',
    tooLong: () => 'Este texto es demasiado largo',
    notTextable: () => 'Este número no puede recibir textos',
    noPortal: () => 'Todavía no hay dirección del portal',
    quietHours: (name, until) =>
      until ? `Horas de silencio para ${name} hasta ${until}` : `Horas de silencio para ${name}`,
    notCovered: (name, what) => `${name} no aceptó textos sobre ${what === null ? 'esto' : what.toLowerCase()}`,
    portalNotCovered: () => 'El portal no tiene un acuerdo registrado',
    portalCoverEnded: () => 'El acuerdo del portal terminó',
    portalDown: () => 'El portal no respondió, así que no se envió ningún texto',
    portalRefused: () => 'El portal no aceptó este mensaje',
    portalKeyRefused: () => 'El portal no acepta la clave de esta clínica',
    noPortalAccount: (name) => `${name} todavía no tiene cuenta en el portal`,
    noRecordNumber: (name) => `El portal no sabe qué paciente es ${name}`,
    readingRole: () => 'Su función lee esto y no envía textos',
  },
  line: {
    optedOut: (since, how) =>
      `${how && since ? `${how} ${since}. ` : ''}Solo un texto con START desde este teléfono activa los textos de nuevo.`,
    numberHeld: (since) =>
      `${since ? `Se reportó un problema ${since}. ` : ''}Gerencia o el responsable de privacidad lo levanta en Revisión, Incidentes.`,
    noConsent: (_since, _how, name) =>
      `Envíe primero el aviso de riesgo. Puede escribir en cuanto ${name} responda SÍ o YES.`,
    waitingForAnswer: (since) => (since ? `Aviso enviado ${since}.` : 'El aviso ya salió.'),
    consentExpired: () => 'Envíe el aviso otra vez para seguir con los textos.',
    portalOnly: () => `Páselo al portal o quite las palabras marcadas. ${KEPT}`,
    noAgreement: () => `Ningún acuerdo lo cubre en este canal. Hable solo de citas o páselo al portal. ${KEPT}`,
    clinicalBeforeYes: () => `Quite las palabras marcadas o páselo al portal. ${KEPT}`,
    noticeAlreadySent: (since) => (since ? `Salió ${since}. Un aviso va una sola vez.` : 'Un aviso va una sola vez.'),
    noticeNotNeeded: () => 'Escriba como siempre.',
    noStopWords: () => `Agregue “Responda STOP para no recibir más textos.” ${KEPT}`,
    templateBlanks: () => `Llene lo que está entre llaves o quítelo. ${KEPT}`,
    templateNotApproved: () =>
      'Espera aprobación, cambió de redacción o se retiró. Para escribir sin ella, borre el borrador.',
    templateHalfTranslated: () => 'Necesita inglés y español. Para escribir sin ella, borre el borrador.',
    empty: () => 'Escriba algo primero.',
    tooLong: () => `Divídalo en dos textos. ${KEPT}`,
    notTextable: () => `Mejor llame. ${KEPT}`,
    noPortal: () => `Agregue la dirección del portal en Ajustes. ${NOTHING}`,
    quietHours: () => KEPT,
    notCovered: () => `Pregunte primero o escriba solo sobre citas. ${KEPT}`,
    portalNotCovered: () => `Gerencia lo registra en Ajustes. ${NOTHING}`,
    portalCoverEnded: () => `Gerencia lo renueva en Ajustes. ${NOTHING}`,
    portalDown: () => KEPT,
    portalRefused: () => NOTHING,
    portalKeyRefused: () => `Gerencia lo conecta de nuevo en Ajustes. ${NOTHING}`,
    noPortalAccount: () => NOTHING,
    noRecordNumber: () => `Agregue el número de expediente. ${NOTHING}`,
    readingRole: () => 'Recepción, la línea de enfermería, facturación y gerencia escriben a los pacientes.',
  },
  way: {
    sendNotice: 'Enviar aviso',
    recordConsent: 'Registrar permiso',
    callInstead: 'Mejor llamar',
    handOff: 'Pasar al portal',
    messageInPortal: 'Escribir en el portal',
    editText: 'Editar',
    overrideWithReason: 'Enviar como texto de todos modos…',
    noticeTomorrow: 'Posponer hasta mañana',
    sendLater: 'Posponer hasta entonces',
    signUpLink: 'Enviar enlace para crear cuenta',
    tryAgain: 'Intentar de nuevo',
    editPatient: 'Editar paciente',
  },
};
