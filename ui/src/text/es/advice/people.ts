/** The Spanish of the core's advice about people: consents, lists, cases, requests and reports. */

export const people: Readonly<Record<string, string>> = {
  'Choose the day of the training, today or before.': 'Elija el día de la capacitación, hoy o antes.',
  'Choose the day it came in.': 'Elija el día en que llegó.',
  'This day is still to come.': 'Este día todavía no llega.',
  'Write the reason as the patient is told it, in 10 to 1,000 letters.':
    'Escriba el motivo como se le dice al paciente, con 10 a 1,000 letras.',
  'This request has been answered already.': 'Esta solicitud ya se respondió.',
  'A request can be extended once, and this one was.': 'Una solicitud se puede ampliar una vez, y esta ya se amplió.',
  "The first 30 days are over, so it can't be extended any more. Answer it now.":
    'Los primeros 30 días ya pasaron, así que no se puede ampliar más. Respóndala ahora.',
  'The rule in Texas knows no extension. Answer it in time.':
    'La regla de Texas no permite ampliar. Respóndala a tiempo.',
  'This file is larger than 24 MB. Split the list.': 'Este archivo pasa de 24 MB. Divida la lista.',
  'Choose the column with the name.': 'Elija la columna con el nombre.',
  'Choose what they are to whose phone it is.': 'Elija qué son de la persona del teléfono.',
  'Choose another record.': 'Elija otro expediente.',
  'Their birth dates differ. If it is one person, correct one of them first.':
    'Las fechas de nacimiento no coinciden. Si es la misma persona, corrija una primero.',
  'Another record is part of this one already. Split those first.':
    'Otro expediente ya es parte de este. Sepárelos primero.',
  'Say how the patient told you: paper, spoken, phone or portal.':
    'Diga cómo lo comunicó el paciente: papel, en persona, teléfono o portal.',
  'Offers need a consent in writing: a form, or the portal.':
    'Las ofertas necesitan permiso por escrito: un formulario o el portal.',
  'This way of agreeing does not cover all of that.': 'Esta forma de aceptar no cubre todo eso.',
  'Write the day as year, month, day, such as 2026-11-16.': 'Escriba el día como año, mes, día: 2026-11-16.',
  'This day lies ahead. Write down what was said, not what will be.':
    'Este día todavía no llega. Anote lo que se dijo, no lo que será.',
  'This is more than ten years ago. Ask the patient again.': 'Hace más de diez años. Pregunte de nuevo al paciente.',
  'Keep the remark under 500 characters.': 'La nota debe tener menos de 500 caracteres.',
  'Say what was done, in up to 400 letters.': 'Diga qué se hizo, en hasta 400 letras.',
  'Somebody has signed this off already.': 'Alguien ya firmó esto.',
  'Nothing was started: another run goes on, or nobody here can get the notice.':
    'No se inició nada: hay otro envío en marcha, o nadie aquí puede recibir el aviso.',
  'This run is over.': 'Este envío ya terminó.',
  'Choose 1 to 5,000 people.': 'Elija de 1 a 5,000 personas.',
  'Choose one of the spans.': 'Elija uno de los períodos.',
  'Choose one of the times.': 'Elija una de las horas.',
  'This list was taken back before.': 'Esta lista ya se retiró.',
  'This file did not arrive whole. Choose it again.': 'Este archivo no llegó entero. Elíjalo otra vez.',
  'This file is larger than 4 MB. Split the list.': 'Este archivo pasa de 4 MB. Divida la lista.',
  'This is no list of plain text. In the spreadsheet, choose Save as, then CSV.':
    'Esto no es una lista de texto simple. En la hoja de cálculo elija Guardar como y luego CSV.',
  'There are no rows in this list.': 'Esta lista no tiene filas.',
  'This list is longer than 2,000 people. Send it in parts.': 'Esta lista pasa de 2,000 personas. Envíela por partes.',
  'No column of this list holds phone numbers.': 'Ninguna columna de esta lista tiene números de teléfono.',
  'Another list goes on. Wait until it is done, or stop it.':
    'Otra lista está en marcha. Espere a que termine, o deténgala.',
  'Nobody on this list can get the text.': 'Nadie de esta lista puede recibir el texto.',
  'More people would get it by now than you were shown. Look again.':
    'Ahora lo recibirían más personas de las que se le mostraron. Mire otra vez.',
  'A break begins after opening and ends before closing.':
    'Un descanso empieza después de abrir y termina antes de cerrar.',
  'This list goes to people whom your role or office doesn’t answer. Ask whoever started it.':
    'Esta lista va a personas a las que su función o su oficina no atiende. Pregunte a quien la inició.',
  'This list is done.': 'Esta lista ya terminó.',
  'This list has no such column.': 'Esta lista no tiene esa columna.',
  'Keep it to one line of 120 characters.': 'Que sea una línea de hasta 120 caracteres.',
  'Offers need a consent in writing, which no list is.':
    'Las ofertas necesitan permiso por escrito, y una lista no lo es.',
  'Choose the column with the number.': 'Elija la columna con el número.',
  'Choose a day up to today.': 'Elija un día hasta hoy.',
  'Say how many people, and choose a state from the list.': 'Diga cuántas personas y elija un estado de la lista.',
  'A letter needs words, at most twenty pages of them.': 'Una carta necesita palabras, veinte páginas como máximo.',
  'Answer all four factors first.': 'Responda primero los cuatro factores.',
  'This case is signed off. Open it again first.': 'Este caso está firmado. Ábralo de nuevo primero.',
  'This case is not signed off.': 'Este caso no está firmado.',
  'Decide first, then sign off.': 'Decida primero y luego firme.',
  'Somebody else signs off a case about your own text.': 'Un caso sobre su propio texto lo firma otra persona.',
  'Choose English or Spanish.': 'Elija inglés o español.',
  'Write the name on the record.': 'Escriba el nombre del expediente.',
  'Write the birth date as year-month-day.': 'Escriba la fecha de nacimiento como año-mes-día.',
  'Write a name of up to 120 characters.': 'Escriba un nombre de hasta 120 caracteres.',
  'Write the record number in up to 64 characters, without commas or bars.':
    'Escriba el número de expediente en hasta 64 caracteres, sin comas ni barras.',
  'This hand-off has moved on by itself. Nothing was texted twice.':
    'Este pase al portal avanzó por sí solo. No se envió nada dos veces.',
  'Foyer could not make the paper. Nothing was changed.': 'Foyer no pudo hacer el documento. No cambió nada.',
  'Choose up to ten years.': 'Elija hasta diez años.',
  'Only 500 messages fit the window. Save the PDF and print that.':
    'En la ventana solo caben 500 mensajes. Guarde el PDF e imprímalo.',
  'This is too long for a PDF. Choose fewer days, or CSV. Nothing was written.':
    'Es demasiado largo para un PDF. Elija menos días o CSV. No se escribió nada.',
  'Somebody has decided this already.': 'Alguien ya decidió esto.',
  'This does not answer what is asked about the text.': 'Esto no responde lo que se pregunta sobre el texto.',
  'Choose at least an hour of one day.': 'Elija al menos una hora de un día.',
  'Say until when as well.': 'Diga también hasta cuándo.',
  'Say from when as well.': 'Diga también desde cuándo.',
  'Write the state as its two letters, such as TX.': 'Escriba el estado con sus dos letras, como TX.',
  'Put a name to this number first.': 'Póngale primero un nombre a este número.',
  'This is the number that the case is about.': 'Este es el número del que trata el caso.',
  'This conversation is too long for a PDF. Save the file with proof.':
    'Esta conversación es demasiado larga para un PDF. Guarde el archivo con prueba.',
  'Say in a few words what came of it.': 'Diga en pocas palabras qué resultó.',
  'Somebody else looks into your own days.': 'Sus propios días los mira otra persona.',
  'That is no day.': 'Eso no es un día.',
};
