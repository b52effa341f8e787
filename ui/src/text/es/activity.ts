/** The lines of a conversation that are no texts. */

import type { Said } from '../wording';
import { language } from './consent';
import { core } from './core';
import { hiding } from './hiding';

/** The category that an activity names. */
const filedUnder = (about: string | null) =>
  about === 'clinical' || about === 'billing' ? hiding.category[about].toLowerCase() : 'citas';

/** An activity line: what is set bold, then the rest. */
export const activity: Said<'activity'> = (what, by, about, time) => {
  const who = by ?? 'Foyer';
  switch (what) {
    case 'assigned':
      return ['', about ? `${who} asignó esto a ${about}, ${time}` : `Asignado por ${who}, ${time}`];
    case 'unassigned':
      return ['', `${who} dejó esto sin asignar, ${time}`];
    case 'closed':
      return ['', `Cerrado por ${who}, ${time}`];
    case 'reopened':
      return ['', by ? `Reabierto por ${by}, ${time}` : `Reabierto por un texto nuevo, ${time}`];
    case 'snoozed':
      return ['', about ? `${who} pospuso esto hasta ${about}, ${time}` : `Pospuesto por ${who}, ${time}`];
    case 'noticeSent':
      return [
        '',
        about
          ? `Aviso de riesgo enviado en ${language(about).toLowerCase()}, ${time}`
          : `Aviso de riesgo enviado, ${time}`,
      ];
    case 'consentGranted':
      return ['Permiso registrado:', `${about ? core(about) : by ? `por ${by}` : 'aceptó'}, ${time}`];
    case 'optedOut':
      return ['Pidió baja:', `${about ? core(about) : by ? `lo registró ${by}` : 'escribió STOP'}, ${time}`];
    case 'optedIn':
      return ['Textos activos de nuevo:', `${about ?? 'escribió START'}, ${time}`];
    case 'sentOverWarning':
      return [
        '',
        about
          ? `Enviado por ${who} pese a una advertencia: ${about}, ${time}`
          : `Enviado por ${who} pese a una advertencia, ${time}`,
      ];
    case 'notConfirmed':
      return ['', `Sin confirmar: el operador no respondió, ${time}`];
    case 'sentTwice':
      return ['Enviado dos veces:', `el operador tiene este texto dos veces, ${time}`];
    case 'sentAgain':
      return ['', `Enviado otra vez por ${who}, ${time}`];
    case 'problemReported':
      return ['Problema reportado', `por ${who}, ${time}`];
    case 'holdLifted':
      return ['', `${who} permitió de nuevo textos a este número, ${time}`];
    case 'speakerSaid':
      return [
        '',
        about ? `${who} anotó que escribió ${about}, ${time}` : `${who} anotó que no se sabe quién escribió, ${time}`,
      ];
    case 'wrongNumber':
      return ['', `${who} marcó el número como equivocado${about ? ` para ${about}` : ''}, ${time}`];
    case 'recordsJoined':
      return ['', `${who} reunió aquí otro expediente de esta persona, ${time}`];
    case 'recordsSplit':
      return ['', `${who} separó de nuevo los expedientes, ${time}`];
    case 'birthDateShown':
      return ['', `${who} vio la fecha de nacimiento, ${time}`];
    case 'numberConfirmed':
      return ['', `${who} comprobó que el número es del paciente, ${time}`];
    case 'strayYes':
      return ['', `Llegó un SÍ sin aviso que responder. No se registró nada, ${time}`];
    case 'askedUnclear':
      return ['', `Puede ser una solicitud de baja. Alguien lo lee, ${time}`];
    case 'appointmentQuestion':
      return ['', `Los textos se detuvieron. Quizás solo se refería a la cita, ${time}`];
    case 'newOwner':
      return ['', `${who} registró que este número es de otra persona, ${time}`];
    case 'visitConfirmed':
      return ['Confirmó la cita', about ? `del ${about}, por texto, ${time}` : `por texto, ${time}`];
    case 'portalOpened':
      return ['', `Abierto en el portal, ${time}`];
    case 'portalAnswered':
      return ['Respondió en el portal:', `léalo allí, ${time}`];
    case 'portalUnopened':
      return ['', `Todavía sin abrir en el portal, ${time}`];
    case 'portalExpired':
      return ['', `Un mes sin abrirse en el portal, ${time}`];
    case 'portalTooLate':
      return ['', `Retirado demasiado tarde: ya estaba en el portal, ${time}`];
    case 'portalFailed':
      return ['', `El portal no lo aceptó, así que no se envió ningún texto, ${time}`];
    case 'handoffDone':
      return ['', `Hecho por ${who}, ${time}`];
    case 'reviewed':
      return ['', `Revisado por ${who}, ${time}`];
    case 'openedWithReason':
      return ['', `${who} abrió esto con un motivo, ${time}`];
    case 'filed':
      return ['', `${who} clasificó esto en ${filedUnder(about)}, ${time}`];
  }
};
