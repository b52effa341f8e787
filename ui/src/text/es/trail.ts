/** The sentences about the audit trail. */

import type { Said } from '../wording';
import { count, figure } from './words';

const entry = (n: number) => `entrada ${figure(n)}`;

export const trail: Said<'trail'> = {
  title: 'Registro de auditoría',
  help: 'Todo lo que se hace en esta recepción se anota y se sella. Verifique que nadie lo cambió, o escriba una copia que lo prueba a alguien sin Foyer.',
  examine: 'Verificar el registro',
  export: 'Escribir una copia',
  whole: (n) => `El registro está entero: ${count(n, 'entrada', 'entradas')}`,
  vouched: (n, at) => `Verificado: ${at}. Firmado hasta la ${entry(n)}.`,
  broken: {
    edited: (n) => `El registro se cambió: ${entry(n)}`,
    removed: (n) => `Se sacaron entradas, desde la ${entry(n)}`,
    inserted: (n) => `Se metió una entrada: ${entry(n)}`,
    reordered: (n) => `Se movieron entradas: ${entry(n)}`,
    rewritten: (n) => `Se cambió lo que está antes de la ${entry(n)}`,
    truncated: (n) => `Faltan las entradas más nuevas, desde la ${entry(n)}`,
    rolledBack: (n) => `Esta es una copia anterior: falta lo que vino desde la ${entry(n)}`,
    forked: (n) => `Este no es el registro que se firmó, desde la ${entry(n)}`,
    badSignature: (n) => `Una firma no es auténtica: ${entry(n)}`,
    misfiled: (n) => `Una lista que lleva a las entradas no dice lo que dice el registro: ${entry(n)}`,
    reworded: (n) => `Un texto, una nota o un motivo tiene otras palabras que las que selló ${entry(n)}`,
  },
  brokenHelp:
    'Los textos y permisos siguen como están. Escriba una copia ahora, conserve la última copia de seguridad y avise a la persona responsable de privacidad.',
  key: 'La clave pública de su clínica. Anótela: con ella cualquiera puede verificar una copia.',
  log: 'Registro completo',
  logHelp: 'Todo lo que se hizo, lo más nuevo primero. Leerlo también se anota.',
  columns: { when: 'Cuándo', who: 'Quién', what: 'Qué', about: 'Hilo', entry: 'Entrada' },
  actor: { patient: 'Paciente', foyer: 'Foyer', carrier: 'Operador' },
  everybody: 'Todas las personas',
  person: 'Persona',
  only: (name) => `Solo el hilo de ${name}`,
  all: 'Mostrar todos los hilos',
  older: 'Mostrar anteriores',
  none: 'Nada de esto está en el registro.',
  save: 'Guardar como CSV',
  saved: 'Registro de auditoría guardado como archivo.',
  openLog: 'Abrir en el registro',
  exported: (n) => `Escrita, ${count(n, 'entrada', 'entradas')}:`,
};
