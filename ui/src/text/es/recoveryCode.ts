/** The sentences of the recovery code. */

import type { Said } from '../wording';

const WRITE = ['Anótelo', 'En papel, para la caja fuerte de la clínica'] as const;
const TYPE = ['Escríbalo aquí', 'Así un error se nota ahora y no después'] as const;

export const recoveryCode: Said<'recoveryCode'> = {
  steps: 'Código de recuperación',
  title: 'Un código para la caja fuerte',
  lead: 'Abre esta clínica cuando faltan el llavero o todas las contraseñas. No hay otra forma de volver.',
  step: [WRITE, TYPE],
  nobody: 'Quienes hacen Foyer tampoco pueden abrir sus mensajes',
  writeTitle: 'Anote este código',
  writeLead: 'Foyer lo muestra una vez. No tiene las letras I, L, O ni U.',
  safe: 'Guárdelo donde solo lleguen quienes dirigen la clínica. Quien lo tenga junto con esta computadora puede leerlo todo.',
  wrote: 'Ya lo anoté',
  paper: [
    'Abre esta clínica cuando faltan el llavero de esta computadora o todas las contraseñas: en la pantalla de bloqueo, “Usar el código de recuperación”.',
    'También abre cada copia de seguridad hecha mientras era el código, en cualquier computadora con Foyer.',
    'Guárdelo en la caja fuerte. Quien lo tenga junto con esta computadora o una copia de seguridad puede leerlo todo.',
  ],
  typeTitle: 'Escriba el código',
  typeLead: 'Desde su papel. Cuenta a partir de entonces.',
  field: 'Código de recuperación',
  cell: (place) => `Grupo ${place} de 6`,
  help: 'Puede pegarlo. Las mayúsculas y los guiones no importan.',
  another: 'Hacer otro código',
  confirm: 'Confirmar el código',
  check: 'Verificar el código',
  who: '¿Quién es usted?',
  manager: 'Gerencia de la clínica',
  heading: 'Escriba el código de recuperación',
  sub: 'La hoja en la caja fuerte de la clínica. Seis grupos de cinco letras y dígitos.',
  next: 'Foyer hace una clave nueva en el llavero de esta computadora, abre el almacén y escribe una línea en el registro. Los demás reciben entonces de usted un código nuevo de un día.',
  closedNext: 'Usted elige una contraseña y un PIN nuevos. Los demás conservan los suyos.',
  half: {
    title: 'Un código en dos mitades',
    step: [['Anótelo', 'En papel, cada persona guarda una mitad'], TYPE],
    split: 'Mejor repartirlo entre dos personas',
    whole: 'Mejor un solo código para la caja fuerte',
    name: ['A', 'B'],
    writeTitle: (half) => `Mitad ${half}: anótela`,
    writeLead:
      'Ahora solo mira la pantalla quien la guarda. Foyer la muestra una vez. No tiene las letras I, L, O ni U.',
    typeLead: (half) =>
      `Quien guarda la mitad ${half} la escribe desde el papel. El código cuenta cuando se escribieron las dos.`,
    field: (half) => `Mitad ${half}`,
    keeper: 'Quién guarda esta mitad',
    keptBy: (name) => `La guarda ${name}.`,
    sheet: (half) => `Código de recuperación, mitad ${half}`,
    safe: 'Guarde las mitades por separado. Una sola no abre ni dice nada; las dos juntas abren la clínica.',
    paper: [
      'Una de dos mitades. Las dos juntas abren esta clínica cuando faltan el llavero de esta computadora o todas las contraseñas: en la pantalla de bloqueo, “Usar el código de recuperación”.',
      'Las dos juntas también abren cada copia de seguridad hecha mientras era el código, en cualquier computadora con Foyer.',
      'Guárdela lejos de la otra mitad. Sola no abre nada.',
    ],
    two: 'Tiene dos mitades, que guardan dos personas',
    one: 'Está en una sola hoja',
    matches: 'Coincide',
    hidden: 'Coincide, oculta de nuevo',
    again: 'Un clic en ella la muestra.',
    slip: 'Hay un error: esta mitad no coincide con su verificación. Revise cada letra.',
  },
  lost: '¿Nadie puede iniciar sesión?',
  use: 'Usar el código de recuperación',
  back: 'Atrás',
  none: '¿Sin código de recuperación?',
  noneLine:
    'Entonces nadie puede abrir estos mensajes, tampoco quienes hacen Foyer. Foyer puede empezar un almacén nuevo y traer lo que el operador todavía guarda.',
};
