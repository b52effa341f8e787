/** The sentences of sending over a refusal, with a reason. */

import type { Said } from '../wording';

export const override: Said<'override'> = {
  title: 'Enviar como texto de todos modos',
  lead: 'Estas palabras están marcadas como solo portal, y los textos se ven en teléfonos bloqueados. Gerencia ve que usted las envió, por qué y de qué tipo eran.',
  leadConsent: 'No hay permiso para este texto. Gerencia ve que se envió y por qué.',
  leadHours: 'Son horas de silencio donde vive el paciente. Gerencia ve que se envió y por qué.',
  reason: 'Motivo',
  help: 'Por ejemplo: el paciente lo pidió por texto y no puede abrir el portal.',
  helpConsent: 'Por ejemplo: acaba de llamar y pidió la dirección por texto.',
  needed: 'Escriba primero un motivo.',
  goesTo: 'Va a',
  patient: 'Paciente',
  nobody: 'Nadie registrado',
  born: 'Nació en',
  lastHeard: 'Último texto desde ahí',
  confirmed: 'Número confirmado',
  never: 'Nunca',
  notKnown: 'No se sabe',
  confirm: 'Comprobé que este número es del paciente.',
  confirmHelp: 'Pida dos datos, como el nombre completo y la fecha de nacimiento. Vale por 90 días.',
  confirmNeeded: 'Compruébelo primero. El número puede ser ahora de otra persona.',
  send: 'Enviar de todos modos',
};
