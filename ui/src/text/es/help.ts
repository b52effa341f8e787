/** The help page: how the everyday things are done, and what to do when something is odd. */

import type { Said } from '../wording';

export const help: Said<'help'> = {
  title: 'Ayuda',
  lead: 'Todo esto funciona sin internet.',
  contents: '¿Qué quiere hacer?',
  keys: 'Ver todas las teclas',
  topics: [
    {
      id: 'answer',
      title: 'Responder un texto',
      steps: [
        'Quien lleva más tiempo en espera está arriba. Presione J y K para recorrer la lista y Enter para abrir.',
        'Presione R y escriba. Foyer verifica sus palabras al escribir y marca lo que no va en un texto.',
        'Presione Ctrl Enter para enviar. Mientras no haya salido puede presionar Retirar.',
        'Presione E para cerrar el hilo. Se abre de nuevo cuando el paciente escribe.',
      ],
      note: 'Con / pone una plantilla aprobada, en el idioma del paciente.',
    },
    {
      id: 'claim',
      title: 'Tomar un hilo',
      steps: [
        'Ábralo y presione I. Es suyo y pasa a Míos.',
        'Presione A para darlo a otra persona. Lo verá en Míos.',
        'Presione H para apartarlo hasta la hora que elija.',
      ],
      note: 'Si alguien responde mientras usted escribe, Foyer retiene su texto y le pregunta antes.',
    },
    {
      id: 'handOff',
      title: 'Pasar al portal',
      steps: [
        'Escriba lo que el paciente debe saber: un resultado, un medicamento, una factura.',
        'Presione Ctrl Shift P o elija Pasar al portal. Las palabras quedan en el portal.',
        'El paciente recibe un texto que solo dice que hay algo esperando, con el enlace.',
      ],
      note: 'Si el portal no lo acepta, no se envía ningún texto y su borrador sigue ahí.',
    },
    {
      id: 'stop',
      title: 'Un paciente escribe STOP',
      steps: [
        'Foyer detiene enseguida todos los textos a ese teléfono, para todos los que lo usan. No tiene que hacer nada.',
        'La etiqueta dice Pidió baja. Puede leer el hilo y puede llamar.',
        'Solo START desde ese teléfono activa los textos de nuevo. En recepción nadie puede hacerlo.',
      ],
      note: 'Palabras como “no me escriban” aparecen en Por renovar, Por leer. Alguien decide.',
    },
    {
      id: 'offline',
      title: 'Sin internet',
      steps: [
        'Una franja dice desde cuándo. Puede seguir leyendo, buscando y escribiendo.',
        'Lo que envía espera cifrado en la salida de esta computadora. Presione O para verla.',
        'Cuando vuelve la línea sale por sí solo, en orden. Lo que esperó demasiado le pregunta antes.',
      ],
      note: 'Lo que los pacientes escriben mientras tanto está a salvo con el operador y llega cuando vuelve la línea. ¿Urgente? Llame.',
    },
    {
      id: 'unconfirmed',
      title: 'Un texto está sin confirmar',
      steps: [
        'La línea se cortó con el texto en camino. Puede haber llegado o no.',
        'Foyer nunca lo reenvía por sí solo. Lo busca en la lista del operador.',
        '¿Sigue sin aparecer tras unos minutos? Envíelo otra vez, aunque pueda llegar dos veces, o déjelo así.',
      ],
      note: 'El siguiente texto de ese hilo espera hasta que se decida. Los otros hilos siguen.',
    },
    {
      id: 'lock',
      title: 'Bloquear y cambiar de persona',
      steps: [
        'Presione Ctrl L al dejar la recepción. Los nombres y textos desaparecen de la pantalla.',
        'Vuelva con su PIN. Otra persona elige su propio nombre y escribe el suyo.',
        'Sus borradores siguen siendo suyos. Los textos siguen llegando y saliendo tras el bloqueo.',
      ],
      note: 'Nunca trabaje con el nombre de otra persona: cada texto dice quién lo envió.',
    },
    {
      id: 'wrongPerson',
      title: 'Un texto llegó a la persona equivocada',
      steps: [
        'En los primeros segundos presione Deshacer, o Ctrl Z. Si todavía espera en la salida, presione Retirar.',
        'Si ya salió, abra el menú del texto y elija Reportar un problema.',
        'Foyer guarda la evidencia, detiene los textos a ese número si usted quiere y pone en marcha los plazos.',
        'Avise a gerencia o a la persona responsable de privacidad. Deciden qué sigue, en Revisión, Incidentes.',
      ],
      note: 'Reportar nunca está mal. Con eso no se envía nada ni se avisa a nadie de fuera.',
    },
  ],
};
