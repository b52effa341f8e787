/** The sentences about backups: settings, the banner, and the way back with one. */

import type { BackupProblem } from '../../ipc/bindings';
import type { Said } from '../wording';
import { count, figure, form } from './words';

const whyNot: Record<BackupProblem, string> = {
  folderMissing: 'La carpeta no está. Conecte la unidad o la carpeta compartida',
  diskFull: 'No hay espacio en la carpeta',
  refused: 'Esta computadora no puede escribir en la carpeta',
  notWhole: 'No se leyó como se escribió',
  trailBroken: 'El registro de auditoría que contiene no está entero',
  noBackup: 'Todavía no hay copia de seguridad en la carpeta',
  broken: 'Algo salió mal en el camino',
};

export const backup: Said<'backup'> = {
  title: 'Copia de seguridad',
  help: 'Foyer copia todo cada noche, cifrado, abre la copia y la cuenta. Una copia solo vale cuando se lee entera.',
  folder: 'Carpeta',
  ownDisk: 'El disco de esta computadora. Ayuda si un archivo se daña, no si la computadora se pierde o la roban.',
  otherDisk: 'Mejor en otro disco: una unidad USB o la carpeta compartida de la oficina.',
  choose: 'Elegir carpeta',
  last: 'Última copia de seguridad buena',
  never: 'Ninguna todavía. La primera se hace esta noche o ahora.',
  copy: (texts, megabytes) => `${count(texts, 'texto', 'textos')}, ${megabytes} MB`,
  kept: (n) => `${count(n, 'copia de seguridad', 'copias de seguridad')} en la carpeta`,
  failed: (why, at) => `Se intentó ${at}. ${whyNot[why]}. Las copias anteriores siguen como estaban.`,
  now: 'Copiar ahora',
  done: 'Copiado, abierto y contado.',
  drill: 'Último simulacro',
  drillHelp: 'Una vez al mes Foyer trae la copia más nueva a una carpeta aparte, la abre, la cuenta y la quita.',
  drillPassed: (at) => `Superado ${at}`,
  drillFailed: (why, at) => `Falló ${at}. ${whyNot[why]}.`,
  drillNever: 'Todavía no',
  drillNow: 'Hacer simulacro',
  drillDone: 'La copia más nueva volvió entera.',
  opens: 'Qué abre una copia de seguridad',
  opensCode:
    'El código de recuperación del día en que se hizo, en cualquier computadora. O la contraseña de una persona de ese día, en esta computadora con su llavero.',
  opensNoCode:
    'Solo la contraseña de una persona, en esta computadora con su llavero. Haga un código de recuperación, o la copia se pierde con la computadora.',
  keep: 'Cuántas se quedan',
  daily: 'Días',
  weekly: 'Semanas',
  monthly: 'Meses',
  keepHelp: 'La más nueva de cada día, semana y mes. Las más viejas se van tras la próxima copia buena.',
  save: 'Guardar',
  banner: {
    failed: (why) =>
      `La última copia de seguridad falló: ${whyNot[why].charAt(0).toLowerCase()}${whyNot[why].slice(1)}`,
    old: (at) => `La última copia de seguridad buena es del ${at}`,
    never: 'Todavía no hay copia de seguridad',
    rest: 'Los mensajes aquí están a salvo.',
  },
  restore: {
    heading: 'Elija cómo volver',
    sub: 'Foyer conserva el almacén que no abre. Nunca lo borra por sí solo.',
    looking: 'Buscando copias de seguridad…',
    none: 'Foyer no conoce ninguna copia de seguridad. Si hay una en una unidad o carpeta compartida, elija su carpeta.',
    copyTitle: (at) => `Restaurar la copia del ${at}`,
    copyLine: (texts, entries) =>
      `${count(texts, 'mensaje', 'mensajes')}, el registro termina en la entrada ${figure(entries)}.`,
    missing: (n) =>
      n === 0
        ? 'Que se sepa, no falta nada desde entonces.'
        : `Al menos ${count(n, 'entrada', 'entradas')} del registro ${form(n, 'es posterior', 'son posteriores')}: faltan notas y borradores de ese tiempo, los textos vuelven del operador.`,
    keyLine: 'Si solo falta o está dañado el archivo de clave, solo se devuelve ese, y no falta nada.',
    repair: 'Reparar lo que se puede leer',
    repairLine:
      'Foyer copia cada línea que puede leer a un almacén nuevo. Vuelven las notas y los borradores desde la última copia; lo que no se puede leer queda en una lista. Tarda unos minutos.',
    repairNext:
      'Foyer lee el almacén dañado página por página, pone lo que puede leer en uno nuevo, aparta el dañado y hace una lista de lo perdido. Donde falta parte del permiso de alguien, Foyer no cuenta ninguno hasta que usted pregunte de nuevo.',
    repairGo: 'Reparar',
    whoRepairs: 'Quién repara',
    another: 'Elegir otra copia',
    who: 'Quién restaura',
    whoStarts: 'Quién empieza el almacén nuevo',
    lastPassword: 'Su contraseña del almacén que no abre',
    withCode: 'Con el código de recuperación',
    withCodeLine: 'La hoja impresa en la caja fuerte de la clínica',
    withPassword: 'Su contraseña del día de la copia',
    password: 'Contraseña',
    code: 'Código de recuperación',
    go: 'Restaurar y ponerse al día',
    none2: '¿Ninguna copia sirve?',
    startNew: 'Empezar un almacén nuevo',
    startNewLine:
      'Empieza sin nada: sin pacientes, permisos, notas ni personal. Los textos vuelven hasta donde el operador los tenga. El almacén que no abre se conserva al lado, sin cambios.',
    startNewBack: 'Si después aparece el llavero o el código, el almacén anterior todavía se abre con él.',
    startNewNext:
      'Foyer aparta el almacén que no abre con un nombre que lo dice, y pide todo lo que pide un primer inicio.',
    startNewGo: 'Empezar sin nada',
    startNewStay: 'Quedarse aquí',
    frozen:
      'Después inicie sesión como siempre. Foyer trae lo que el operador todavía tiene y no envía nada de lo que esperaba hasta que usted lo vea.',
  },
};
