/** The Spanish of the core's advice about writing: texts, notices, templates, notes, pictures, and finding them again. */

export const writing: Readonly<Record<string, string>> = {
  'It is too late to take this text back: it is on its way.': 'Es tarde para retirar este texto: ya va en camino.',
  "Foyer's window gave this text no id. Nothing was sent.":
    'La ventana de Foyer no dio id a este texto. No se envió nada.',
  'This is too long for a text. Nothing of what was saved before is lost.':
    'Es demasiado largo para un texto. No se pierde nada de lo guardado antes.',
  'Some are missing, because many words begin like this. Type one more letter.':
    'Faltan algunos, porque muchas palabras empiezan así. Escriba una letra más.',
  'More than 10,000 were found. Choose fewer days.': 'Se encontraron más de 10,000. Elija menos días.',
  'There is no such text.': 'No existe ese texto.',
  'The text needs one {practice} and one {link}, and no other blanks.':
    'El texto necesita un {practice} y un {link}, y ningún otro campo.',
  'The text must tell how to stop, with the word STOP.': 'El texto debe decir cómo parar, con la palabra STOP.',
  'The text must fit one part in plain letters. Shorten it, or leave out accents like í.':
    'El texto debe caber en una parte con letras simples. Acórtelo o quite acentos como í.',
  'Write it in one line.': 'Escríbalo en una línea.',
  'The check finds something in these words. Say only that something waits.':
    'La verificación encuentra algo en estas palabras. Diga solo que hay algo esperando.',
  'These are the words in use already.': 'Estas palabras ya están en uso.',
  'Write what the notice says.': 'Escriba lo que dice el aviso.',
  'Keep it to two parts, about 300 characters with the practice’s name.':
    'Que quepa en dos partes, unos 300 caracteres con el nombre de la clínica.',
  'Say that texts are not encrypted. Every notice must.':
    'Diga que los textos no van cifrados. Todo aviso debe decirlo.',
  'Ask for YES or NO, in capitals, as the patient should answer.':
    'Pida YES o NO, en mayúsculas, como debe responder el paciente.',
  'Ask for SI or NO, in capitals, as the patient should answer.':
    'Pida SI o NO, en mayúsculas, como debe responder el paciente.',
  'Say that STOP ends texts. Every notice must.': 'Diga que STOP termina los textos. Todo aviso debe decirlo.',
  'Foyer’s check finds words here that a notice should not have. Leave out health details, names and numbers.':
    'La verificación de Foyer encuentra palabras que un aviso no debe tener. Quite datos de salud, nombres y números.',
  'Choose a day and a time.': 'Elija un día y una hora.',
  'This time is past. Choose a later one.': 'Esta hora ya pasó. Elija una posterior.',
  'Choose a day within 90 days.': 'Elija un día dentro de los próximos 90.',
  'Words for sensitive care are always marked.': 'Las palabras de atención delicada se marcan siempre.',
  'Write the word.': 'Escriba la palabra.',
  'Foyer marks no such word. Write it as it is listed under a mark.':
    'Foyer no marca esa palabra. Escríbala como aparece bajo una marca.',
  'It needs English and Spanish before it can be approved.': 'Necesita inglés y español antes de poder aprobarse.',
  'Give it a name of up to 60 characters.': 'Póngale un nombre de hasta 60 caracteres.',
  'Write it in English or in Spanish first.': 'Escríbala primero en inglés o en español.',
  'Write some words first.': 'Escriba primero unas palabras.',
  'It is longer than a text can be.': 'Es más largo de lo que puede ser un texto.',
  'Write it on one line.': 'Escríbalo en una línea.',
  'It has a blank that Foyer doesn’t know. The list of blanks is below.':
    'Tiene un campo que Foyer no conoce. La lista de campos está abajo.',
  'A blank stands between two braces, {date}, and never within another one.':
    'Un campo va entre dos llaves, {date}, y nunca dentro de otro.',
  'It says something about a visit. Declare it as visit details.':
    'Dice algo sobre una cita. Declárela como datos de la cita.',
  'The check finds health details in these words. Take them out, or declare it as clinical: then it goes to the portal.':
    'La verificación encuentra datos de salud en estas palabras. Quítelos o declárela como clínica: entonces va al portal.',
  'The check finds specially protected care in these words. Take them out, or declare it as specially protected: then it goes to the portal.':
    'La verificación encuentra atención con protección especial en estas palabras. Quítela o declárela así: entonces va al portal.',
  'Somebody has decided about this template since.': 'Alguien ya decidió sobre esta plantilla.',
  'Nothing is typed behind this template most times any more.':
    'Ya no se escribe nada detrás de esta plantilla la mayoría de las veces.',
  'You wrote part of this. Somebody else has to approve it.':
    'Usted escribió una parte. Tiene que aprobarla otra persona.',
  'Keep it under 160 characters.': 'Que tenga menos de 160 caracteres.',
  'This is filled in as it is: leave out braces and line breaks.':
    'Esto se llena tal cual: quite llaves y saltos de línea.',
  'Write a web address, like clinic.example/book.': 'Escriba una dirección web, como clinic.example/book.',
  'Use an address that begins with https.': 'Use una dirección que empiece con https.',
  'Use an address that is the same for everybody, without a code.':
    'Use una dirección igual para todos, sin un código.',
  'Use the full address: a short link hides where it leads.':
    'Use la dirección completa: un enlace corto oculta a dónde lleva.',
  "Foyer's window gave this note no id. Nothing was saved.":
    'La ventana de Foyer no dio id a esta nota. No se guardó nada.',
  'A note has 1 to 4,000 characters.': 'Una nota tiene de 1 a 4,000 caracteres.',
  'Choose colleagues who read this thread.': 'Elija personas del equipo que lean este hilo.',
  'Choose a time that is still to come.': 'Elija una hora que todavía no llega.',
  'Choose a day.': 'Elija un día.',
  'The last day is before the first.': 'El último día es anterior al primero.',
  'This text has moved on by itself. Nothing was sent twice.':
    'Este texto avanzó por sí solo. No se envió nada dos veces.',
  'A tag has 1 to 24 letters.': 'Una etiqueta tiene de 1 a 24 letras.',
  'A thread has up to six tags.': 'Un hilo tiene hasta seis etiquetas.',
  'Name it in up to 40 letters.': 'Póngale un nombre de hasta 40 letras.',
  'Twelve lists are the most. Remove one first.': 'Doce listas son el máximo. Quite una primero.',
  "A colleague named here doesn't read this thread. Take the @ away or name another.":
    'Alguien a quien nombra aquí no lee este hilo. Quite la @ o nombre a otra persona.',
  'Choose a day after today, at most fifty years ahead.':
    'Elija un día después de hoy, dentro de cincuenta años como máximo.',
  'This is not a picture Foyer shows. It is kept as it came; save a copy if you expect it.':
    'Esto no es una imagen que Foyer muestre. Se conserva como llegó; guarde una copia si la espera.',
  'This picture is too large to show here. It is kept as it came; save a copy if you expect it.':
    'Esta imagen es demasiado grande para mostrarla aquí. Se conserva como llegó; guarde una copia si la espera.',
  'This picture is damaged, or no picture at all. It is kept as it came; ask the patient to send it again.':
    'Esta imagen está dañada o no es una imagen. Se conserva como llegó; pida al paciente que la mande otra vez.',
  'This picture could not be opened safely. It is kept as it came. Try again, or save a copy if you expect it.':
    'No se pudo abrir esta imagen de forma segura. Se conserva como llegó. Intente de nuevo o guarde una copia si la espera.',
};
