/** The Spanish of the core's advice: what happened, what is safe, what to do next. */

export const advice: Readonly<Record<string, string>> = {
  'Foyer could not do that. Nothing was changed or sent.': 'Foyer no pudo hacer eso. No cambió ni se envió nada.',
  "An account SID is AC and 32 letters and digits. Twilio's console shows it on its first page.":
    'Un Account SID es AC y 32 letras y dígitos. La consola de Twilio lo muestra en su primera página.',
  "A key SID is SK and 32 letters and digits. Make an API key in Twilio's console.":
    'El SID de una clave es SK y 32 letras y dígitos. Haga una clave API en la consola de Twilio.',
  'The secret is shown once, when the key is made.': 'El secreto se muestra una vez, al hacer la clave.',
  "This address can't be used. It must start with https, or be on this computer.":
    'Esta dirección no sirve. Debe empezar con https o estar en esta computadora.',
  "The carrier doesn't accept these. Check the key and its secret; the secret is shown only once.":
    'El operador no los acepta. Revise la clave y su secreto; el secreto se muestra una sola vez.',
  "The carrier's key may not list numbers. Look in the carrier's console.":
    'La clave del operador no puede listar números. Vea la consola del operador.',
  'The carrier knows no such account.': 'El operador no conoce esa cuenta.',
  'This computer has no internet. Nothing was saved.': 'Esta computadora no tiene internet. No se guardó nada.',
  "The carrier didn't answer as it should. Nothing was saved; try again in a minute.":
    'El operador no respondió como debe. No se guardó nada; intente de nuevo en un minuto.',
  'Practice mode has nothing to keep: its people are made up.':
    'El modo de práctica no tiene nada que guardar: su gente es inventada.',
  'The folder for backups is not there. Plug the drive in or connect the share, then try again. Older backups are as they were.':
    'La carpeta de las copias de seguridad no está. Conecte la unidad o la carpeta compartida e intente de nuevo. Las copias anteriores siguen como estaban.',
  'There is no room for a backup. Older backups are as they were. Free some space, or choose another folder.':
    'No hay espacio para una copia de seguridad. Las copias anteriores siguen como estaban. Libere espacio o elija otra carpeta.',
  'This computer may not write to the folder for backups. Choose another one.':
    'Esta computadora no puede escribir en la carpeta de las copias de seguridad. Elija otra.',
  'The backup does not read back as it was written, so it does not count. Try another drive.':
    'La copia de seguridad no se lee como se escribió, así que no vale. Pruebe otra unidad.',
  'The audit trail in it is not whole. Check the trail in Settings, Log.':
    'El registro de auditoría que contiene no está entero. Verifíquelo en Ajustes, Auditoría.',
  'There is no backup in the folder yet. Make one first.':
    'Todavía no hay copia de seguridad en la carpeta. Haga una primero.',
  'The backup could not be made. Nothing was lost; try again.':
    'No se pudo hacer la copia de seguridad. No se perdió nada; intente de nuevo.',
  'This window and this Foyer do not match. Restart Foyer.': 'Esta ventana y este Foyer no coinciden. Reinicie Foyer.',
  "Foyer's window asked for something unreadable. Nothing was changed.":
    'La ventana de Foyer pidió algo ilegible. No cambió nada.',
  'Two people keep the two halves. Name another one for this half.':
    'Dos personas guardan las dos mitades. Nombre a otra para esta mitad.',
  'Choose the day of the training, today or before.': 'Elija el día de la capacitación, hoy o antes.',
  'Your second step was lost when the store was repaired. Come in with a new code from another practice manager, or with the recovery code, and set it up again.':
    'Su segundo paso se perdió al reparar el almacén. Entre con un código nuevo de otra persona de gerencia, o con el código de recuperación, y configúrelo de nuevo.',
  'Set your second step up again first, in Settings. It was lost when the store was repaired.':
    'Primero configure de nuevo su segundo paso, en Ajustes. Se perdió al reparar el almacén.',
  'A hold may have been lost when the store was repaired. Look at what is held and confirm it first.':
    'Al reparar el almacén puede haberse perdido una retención. Revise lo retenido y confírmelo primero.',
  'Your role does not include this. A practice manager can do it.':
    'Su función no incluye esto. Gerencia puede hacerlo.',
  'Something broke inside Foyer. Nothing was lost; try again.':
    'Algo falló dentro de Foyer. No se perdió nada; intente de nuevo.',
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
  'Choose what the agreement names. Nobody signs for WhatsApp.':
    'Elija lo que menciona el acuerdo. Nadie firma por WhatsApp.',
  'That is where Foyer works. Choose a folder elsewhere, best on another disk.':
    'Ahí trabaja Foyer. Elija una carpeta en otro lugar, mejor en otro disco.',
  'Keep 1 to 31 days.': 'Conserve de 1 a 31 días.',
  'Keep up to 52 weeks.': 'Conserve hasta 52 semanas.',
  'Keep up to 84 months.': 'Conserve hasta 84 meses.',
  'This file is larger than 24 MB. Split the list.': 'Este archivo pasa de 24 MB. Divida la lista.',
  'Choose the column with the name.': 'Elija la columna con el nombre.',
  'Choose what they are to whose phone it is.': 'Elija qué son de la persona del teléfono.',
  'Choose another record.': 'Elija otro expediente.',
  'Their birth dates differ. If it is one person, correct one of them first.':
    'Las fechas de nacimiento no coinciden. Si es la misma persona, corrija una primero.',
  'Another record is part of this one already. Split those first.':
    'Otro expediente ya es parte de este. Sepárelos primero.',
  'Give the reason in up to 500 characters.': 'Dé el motivo en hasta 500 caracteres.',
  'It is too late to take this text back: it is on its way.': 'Es tarde para retirar este texto: ya va en camino.',
  "Foyer's window gave this text no id. Nothing was sent.":
    'La ventana de Foyer no dio id a este texto. No se envió nada.',
  'This is too long for a text. Nothing of what was saved before is lost.':
    'Es demasiado largo para un texto. No se pierde nada de lo guardado antes.',
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
  'Practice mode brings its own carrier.': 'El modo de práctica trae su propio operador.',
  'This is not a phone number. Type all ten digits.': 'Esto no es un número de teléfono. Escriba los diez dígitos.',
  'Choose the number your patients text.': 'Elija el número al que escriben sus pacientes.',
  "Write the practice's name in up to 60 plain characters: it signs texts.":
    'Escriba el nombre de la clínica en hasta 60 caracteres simples: firma los textos.',
  'Choose the time zone your practice is in.': 'Elija la zona horaria de su clínica.',
  'This is not a web address. Write it as portal.yourpractice.com.':
    'Esto no es una dirección web. Escríbala como portal.suclinica.com.',
  "The portal's address must be https.": 'La dirección del portal debe ser https.',
  "This address could say who is meant. Use the portal's front page.":
    'Esta dirección podría decir de quién se trata. Use la página principal del portal.',
  "Patients can't see where a shortened address leads. Use the portal's own.":
    'Los pacientes no ven a dónde lleva una dirección acortada. Use la del propio portal.',
  'Write a name of up to 80 characters.': 'Escriba un nombre de hasta 80 caracteres.',
  'There is a practice on this computer already.': 'Ya hay una clínica en esta computadora.',
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
  'Some are missing, because many words begin like this. Type one more letter.':
    'Faltan algunos, porque muchas palabras empiezan así. Escriba una letra más.',
  'More than 10,000 were found. Choose fewer days.': 'Se encontraron más de 10,000. Elija menos días.',
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
  'The file could not be written there. Choose another place.': 'No se pudo escribir ahí el archivo. Elija otro lugar.',
  'Say why, in a few words.': 'Diga por qué, en pocas palabras.',
  'Answer all four factors first.': 'Responda primero los cuatro factores.',
  'This case is signed off. Open it again first.': 'Este caso está firmado. Ábralo de nuevo primero.',
  'This case is not signed off.': 'Este caso no está firmado.',
  'Decide first, then sign off.': 'Decida primero y luego firme.',
  'Somebody else signs off a case about your own text.': 'Un caso sobre su propio texto lo firma otra persona.',
  'This is too long. Say it in fewer words.': 'Es demasiado largo. Dígalo en menos palabras.',
  'Choose English or Spanish.': 'Elija inglés o español.',
  'Foyer could not make the file. Nothing was changed.': 'Foyer no pudo hacer el archivo. No cambió nada.',
  'Write the name on the record.': 'Escriba el nombre del expediente.',
  'Write the birth date as year-month-day.': 'Escriba la fecha de nacimiento como año-mes-día.',
  'Write a name of up to 120 characters.': 'Escriba un nombre de hasta 120 caracteres.',
  'Somebody works there, or a number or a role is theirs. Change that first.':
    'Alguien trabaja allí, o tiene un número o una función. Cámbielo primero.',
  "You can't change where you work yourself. Another practice manager can.":
    'Usted no puede cambiar dónde trabaja. Otra persona de gerencia sí.',
  'You work at some offices only. Somebody who works at all of them can change this.':
    'Usted trabaja solo en algunas oficinas. Puede cambiarlo alguien que trabaje en todas.',
  "This computer's clipboard does not answer. Select the words and copy them by hand.":
    'El portapapeles de esta computadora no responde. Seleccione las palabras y cópielas a mano.',
  'There is no page for staff yet. A manager adds it in Settings.':
    'Todavía no hay página para el personal. Gerencia la agrega en Ajustes.',
  'This computer’s browser did not open. Open the portal there yourself.':
    'El navegador de esta computadora no se abrió. Abra usted el portal allí.',
  'Write the record number in up to 64 characters, without commas or bars.':
    'Escriba el número de expediente en hasta 64 caracteres, sin comas ni barras.',
  'This hand-off has moved on by itself. Nothing was texted twice.':
    'Este pase al portal avanzó por sí solo. No se envió nada dos veces.',
  'Choose up to 168 hours, or 0 for never.': 'Elija hasta 168 horas, o 0 para nunca.',
  'This computer gave no randomness. Try again.': 'Esta computadora no dio números al azar. Intente de nuevo.',
  'The key could not be kept. Try again.': 'No se pudo guardar la clave. Intente de nuevo.',
  'Practice mode has its own pretend portal.': 'El modo de práctica tiene su propio portal simulado.',
  'This is not a P-384 or RSA private key in PKCS#8.': 'Esto no es una clave privada P-384 o RSA en PKCS#8.',
  'Make a key first, or paste one.': 'Haga primero una clave o pegue una.',
  'There is no such text.': 'No existe ese texto.',
  'Only {location} and {language} can be filled in. Anything else could say who is meant.':
    'Solo se pueden llenar {location} y {language}. Otra cosa podría decir de quién se trata.',
  'A brace is not closed.': 'Falta cerrar una llave.',
  'The address must be https.': 'La dirección debe ser https.',
  'The page must be a whole address that starts with https.':
    'La página debe ser una dirección completa que empiece con https.',
  'Write the company that signed, in up to 120 characters.': 'Escriba la empresa que firmó, en hasta 120 caracteres.',
  'Write the day as year-month-day.': 'Escriba el día como año-mes-día.',
  'It ends before it was signed.': 'Termina antes de firmarse.',
  "This day can't be used.": 'Este día no sirve.',
  'The text needs one {practice} and one {link}, and no other blanks.':
    'El texto necesita un {practice} y un {link}, y ningún otro campo.',
  'The text must tell how to stop, with the word STOP.': 'El texto debe decir cómo parar, con la palabra STOP.',
  'The text must fit one part in plain letters. Shorten it, or leave out accents like í.':
    'El texto debe caber en una parte con letras simples. Acórtelo o quite acentos como í.',
  'Write it in one line.': 'Escríbalo en una línea.',
  'The check finds something in these words. Say only that something waits.':
    'La verificación encuentra algo en estas palabras. Diga solo que hay algo esperando.',
  "The portal didn't answer. Nothing was saved; try again in a minute.":
    'El portal no respondió. No se guardó nada; intente de nuevo en un minuto.',
  "The portal doesn't accept this client and key. Register the public key there first.":
    'El portal no acepta este cliente y esta clave. Registre primero allí la clave pública.',
  'The portal takes another kind of key: try an RSA key, or one Foyer makes.':
    'El portal usa otro tipo de clave: pruebe una clave RSA o una que haga Foyer.',
  'This server keeps no messages for patients. Use pasting by hand.':
    'Este servidor no guarda mensajes para pacientes. Pegue a mano.',
  "What answers at this address doesn't speak FHIR R4. Nothing was saved.":
    'Lo que responde en esta dirección no habla FHIR R4. No se guardó nada.',
  'Foyer could not make the paper. Nothing was changed.': 'Foyer no pudo hacer el documento. No cambió nada.',
  'Name it in up to 60 letters.': 'Póngale un nombre de hasta 60 letras.',
  'Choose up to ten years.': 'Elija hasta diez años.',
  'Only 500 messages fit the window. Save the PDF and print that.':
    'En la ventana solo caben 500 mensajes. Guarde el PDF e imprímalo.',
  'This is too long for a PDF. Choose fewer days, or CSV. Nothing was written.':
    'Es demasiado largo para un PDF. Elija menos días o CSV. No se escribió nada.',
  'Choose 6 to 50 years, or always.': 'Elija de 6 a 50 años, o siempre.',
  'The words are deleted, and their place on the disk is not yet cleared. Delete again in a minute.':
    'Las palabras se borraron, y su lugar en el disco todavía no está limpio. Borre otra vez en un minuto.',
  'Somebody has decided this already.': 'Alguien ya decidió esto.',
  'This does not answer what is asked about the text.': 'Esto no responde lo que se pregunta sobre el texto.',
  'There is a role of this name.': 'Ya hay una función con este nombre.',
  'Somebody has this role. Give them another first.': 'Alguien tiene esta función. Dele otra primero.',
  'Choose one of the roles.': 'Elija una de las funciones.',
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
  'A consent lasts 30 to 730 days.': 'Un permiso dura de 30 a 730 días.',
  'Choose up to 90 days, and fewer than a consent lasts.': 'Elija hasta 90 días, y menos de lo que dura un permiso.',
  'Choose 1 to 72 hours.': 'Elija de 1 a 72 horas.',
  'Choose at least an hour of one day.': 'Elija al menos una hora de un día.',
  'Say until when as well.': 'Diga también hasta cuándo.',
  'Say from when as well.': 'Diga también desde cuándo.',
  'Write the state as its two letters, such as TX.': 'Escriba el estado con sus dos letras, como TX.',
  'Put a name to this number first.': 'Póngale primero un nombre a este número.',
  'This is the number that the case is about.': 'Este es el número del que trata el caso.',
  'Choose a day and a time.': 'Elija un día y una hora.',
  'This time is past. Choose a later one.': 'Esta hora ya pasó. Elija una posterior.',
  'Choose a day within 90 days.': 'Elija un día dentro de los próximos 90.',
  'Words for sensitive care are always marked.': 'Las palabras de atención delicada se marcan siempre.',
  'Write the word.': 'Escriba la palabra.',
  'Foyer marks no such word. Write it as it is listed under a mark.':
    'Foyer no marca esa palabra. Escríbala como aparece bajo una marca.',
  'Write a name of up to 60 plain characters: it signs texts.':
    'Escriba un nombre de hasta 60 caracteres simples: firma los textos.',
  'This name still says what you treat.': 'Este nombre todavía dice qué trata usted.',
  'Choose 1 to 10 minutes.': 'Elija de 1 a 10 minutos.',
  'Choose one of the text sizes.': 'Elija uno de los tamaños de texto.',
  'Choose 1 to 1,440 minutes, and hours that end later than they begin and do not overlap.':
    'Elija de 1 a 1,440 minutos, y horas que terminen después de empezar y no se crucen.',
  'There is no room left for the file. Nothing of it was kept. Free some space, or choose another place.':
    'No queda espacio para el archivo. No se guardó nada de él. Libere espacio o elija otro lugar.',
  'Only practice mode has a carrier to switch.': 'Solo el modo de práctica tiene un operador que se puede apagar.',
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
  'Say why in up to 200 characters.': 'Diga por qué en hasta 200 caracteres.',
  "Your role can't open this thread. Ask somebody who reads it.":
    'Su función no puede abrir este hilo. Pregunte a alguien que lo lea.',
  'This place in the thread is not known.': 'Este lugar del hilo no se conoce.',
  'Choose a time that is still to come.': 'Elija una hora que todavía no llega.',
  'Foyer is not open yet.': 'Foyer todavía no está abierto.',
  'Foyer is locked. Sign in to go on; nothing was lost.':
    'Foyer está bloqueado. Inicie sesión para seguir; no se perdió nada.',
  "This computer's disk is full. Nothing was lost, and this was not saved. Free some space and try again.":
    'El disco de esta computadora está lleno. No se perdió nada, y esto no se guardó. Libere espacio e intente de nuevo.',
  "Foyer's store is damaged. Nothing was deleted. Close Foyer and open it again.":
    'El almacén de Foyer está dañado. No se borró nada. Cierre Foyer y ábralo de nuevo.',
  'This is not here any more.': 'Esto ya no está aquí.',
  'Your role does not include this thread. Nothing of it was shown or changed.':
    'Su función no incluye este hilo. No se mostró ni cambió nada de él.',
  'This goes beyond what your own role may do. Somebody who may do it can change this.':
    'Esto va más allá de lo que puede hacer su función. Puede cambiarlo alguien que sí pueda.',
  'Foyer could not save or read this. Nothing was lost; try again.':
    'Foyer no pudo guardar o leer esto. No se perdió nada; intente de nuevo.',
  "That doesn't open Foyer. Nothing was changed.": 'Eso no abre Foyer. No cambió nada.',
  "This computer's keyring doesn't answer. Nothing was changed. Unlock it, then try again.":
    'El llavero de esta computadora no responde. No cambió nada. Desbloquéelo e intente de nuevo.',
  "This computer's disk is full. Nothing was lost. Free some space and try again.":
    'El disco de esta computadora está lleno. No se perdió nada. Libere espacio e intente de nuevo.',
  'There is already a practice on this computer. Restart Foyer to open it.':
    'Ya hay una clínica en esta computadora. Reinicie Foyer para abrirla.',
  "Foyer's store is damaged. Foyer stopped and touched nothing.":
    'El almacén de Foyer está dañado. Foyer se detuvo y no tocó nada.',
  "Foyer can't open the practice on this computer. Nothing was deleted.":
    'Foyer no puede abrir la clínica en esta computadora. No se borró nada.',
  'Something broke while opening Foyer. Nothing was lost; try again.':
    'Algo falló al abrir Foyer. No se perdió nada; intente de nuevo.',
  'This is not an address. It starts with https.': 'Esto no es una dirección. Empieza con https.',
  "The portal's interface must start with https.": 'La interfaz del portal debe empezar con https.',
  "This address can't be used: only scheme, host and path.": 'Esta dirección no sirve: solo esquema, servidor y ruta.',
  'Write the client id as the portal gave it.': 'Escriba el id de cliente como lo dio el portal.',
  'Write the system of your record numbers, for example urn:oid:1.2.3.':
    'Escriba el sistema de sus números de expediente, por ejemplo urn:oid:1.2.3.',
  'Write the sender as Organization/7, or leave it empty.': 'Escriba el remitente como Organization/7 o déjelo vacío.',
  'Secure connections are not available on this computer.': 'Esta computadora no tiene conexiones seguras disponibles.',
  "The portal's key is not in this computer's keyring. Make a new one in Settings.":
    'La clave del portal no está en el llavero de esta computadora. Haga una nueva en Ajustes.',
  "The pretend portal can't be reached.": 'El portal simulado no responde.',
  'Choose a day.': 'Elija un día.',
  'The last day is before the first.': 'El último día es anterior al primero.',
  'This text has moved on by itself. Nothing was sent twice.':
    'Este texto avanzó por sí solo. No se envió nada dos veces.',
  'Your password is right. Now type the 6 digits your authenticator shows.':
    'Su contraseña es correcta. Ahora escriba los 6 dígitos que muestra su autenticador.',
  'Begin again: Foyer shows a new picture.': 'Empiece otra vez: Foyer muestra una imagen nueva.',
  'Practice mode asks for no second step.': 'El modo de práctica no pide un segundo paso.',
  "That code doesn't count. Each counts once: wait for the next one. Check that the telephone's clock is right.":
    'Ese código no vale. Cada uno vale una vez: espere el siguiente. Revise que el reloj del teléfono esté bien.',
  'Something broke inside Foyer. Nothing was changed; try again.':
    'Algo falló dentro de Foyer. No cambió nada; intente de nuevo.',
  'This is a code for the first day. Choose a password and a PIN with it.':
    'Este es un código para el primer día. Elija con él una contraseña y un PIN.',
  "Use your password and your authenticator's code first. The PIN lifts the lock after that.":
    'Use primero su contraseña y el código de su autenticador. Después el PIN abre el bloqueo.',
  "That password doesn't open Foyer.": 'Esa contraseña no abre Foyer.',
  'That PIN is not right.': 'Ese PIN no es correcto.',
  'Too many tries. A practice manager can give you a new code, or use the recovery code.':
    'Demasiados intentos. Gerencia puede darle un código nuevo, o use el código de recuperación.',
  'Too many tries. Use your password.': 'Demasiados intentos. Use su contraseña.',
  'Lock Foyer first, then somebody else can sign in.':
    'Bloquee Foyer primero; entonces otra persona puede iniciar sesión.',
  'Practice mode has its people. They are changed in a real practice.':
    'El modo de práctica tiene su gente. Se cambia en una clínica real.',
  "You can't change your own role or leave by yourself. Another practice manager can.":
    'Usted no puede cambiar su propia función ni darse de baja. Otra persona de gerencia sí.',
  "That is not this practice's code. Check it letter by letter.":
    'Ese no es el código de esta clínica. Revíselo letra por letra.',
  'That is neither half of this code. Check it letter by letter.':
    'Esa no es ninguna mitad de este código. Revísela letra por letra.',
  'Practice mode needs no recovery code.': 'El modo de práctica no necesita código de recuperación.',
  'Practice mode has no key to change.': 'El modo de práctica no tiene clave que cambiar.',
  "That is not this practice's code. Check it letter by letter, or leave it out and make a new one afterwards.":
    'Ese no es el código de esta clínica. Revíselo letra por letra, o déjelo vacío y haga uno nuevo después.',
  'There is no room to write everything anew. The key is the old one and nothing was lost. Free some space, then try again.':
    'No hay espacio para escribir todo de nuevo. La clave es la de antes y no se perdió nada. Libere espacio e intente de nuevo.',
  'The store is not whole, so its key was not changed. Restore a backup first.':
    'El almacén no está entero, así que su clave no se cambió. Restaure primero una copia de seguridad.',
  'The key could not be changed. It is the old one, and nothing was lost; try again.':
    'No se pudo cambiar la clave. Es la de antes y no se perdió nada; intente de nuevo.',
  "There is no backup of Foyer's in that folder. Choose the folder whose name begins with foyer, or the one it lies in.":
    'En esa carpeta no hay copia de seguridad de Foyer. Elija la carpeta cuyo nombre empieza con foyer, o la que la contiene.',
  'This backup is not there any more.': 'Esta copia de seguridad ya no está.',
  'The store could not be moved aside. It is where it was; try again.':
    'No se pudo apartar el almacén. Está donde estaba; intente de nuevo.',
  'A practice manager restores a backup. Ask one.': 'Una copia de seguridad la restaura gerencia. Pídalo.',
  'There is no room to restore this backup. Nothing was moved. Free some space, then try again.':
    'No hay espacio para restaurar esta copia. No se movió nada. Libere espacio e intente de nuevo.',
  'Too little of this store can be read to be of use. Nothing was moved. Restore a copy.':
    'De este almacén se puede leer muy poco para que sirva. No se movió nada. Restaure una copia.',
  'This backup is not whole. Nothing was moved. Choose an older one.':
    'Esta copia de seguridad no está entera. No se movió nada. Elija una más vieja.',
  "This backup is another practice's. Nothing was moved. Choose one of yours.":
    'Esta copia de seguridad es de otra clínica. No se movió nada. Elija una de las suyas.',
  'A newer Foyer made this backup. Nothing was moved. Update Foyer first.':
    'Un Foyer más nuevo hizo esta copia. No se movió nada. Actualice Foyer primero.',
  'The folder with this backup is not there any more.': 'La carpeta con esta copia de seguridad ya no está.',
  'The backup could not be brought back. The store is where it was; try again.':
    'No se pudo traer la copia de seguridad. El almacén está donde estaba; intente de nuevo.',
  'Choose at least 12 characters. A short sentence is easy to remember.':
    'Elija al menos 12 caracteres. Una frase corta es fácil de recordar.',
  'Choose at most 200 characters.': 'Elija 200 caracteres como máximo.',
  'Choose more than one letter.': 'Elija más de una letra.',
  'A PIN is 6 digits.': 'Un PIN son 6 dígitos.',
  'Choose a PIN that nobody tries first: no 111111, no 123456.':
    'Elija un PIN que nadie pruebe primero: ni 111111 ni 123456.',
  'Each day needs a time to open and a later time to close, or neither.':
    'Cada día necesita una hora de apertura y una de cierre posterior, o ninguna.',
  'An office is in this list twice.': 'Un consultorio está dos veces en esta lista.',
  'Say first when the practice is open.': 'Diga primero cuándo abre el consultorio.',
  'This is not a day. Write it like 11/20/2026.': 'Esto no es un día. Escríbalo como 11/20/2026.',
  'This place in the answer is not known.': 'Este lugar de la respuesta no se conoce.',
  'A tag has 1 to 24 letters.': 'Una etiqueta tiene de 1 a 24 letras.',
  'A thread has up to six tags.': 'Un hilo tiene hasta seis etiquetas.',
  'Name it in up to 40 letters.': 'Póngale un nombre de hasta 40 letras.',
  'Twelve lists are the most. Remove one first.': 'Doce listas son el máximo. Quite una primero.',
  "A colleague named here doesn't read this thread. Take the @ away or name another.":
    'Un colega nombrado aquí no lee este hilo. Quite la @ o nombre a otro.',
  'This conversation is too long for a PDF. Save the file with proof.':
    'Esta conversación es demasiado larga para un PDF. Guarde el archivo con prueba.',
  'Choose a day after today, at most fifty years ahead.':
    'Elija un día después de hoy, dentro de cincuenta años como máximo.',
  'Choose 1 to 60 minutes.': 'Elija de 1 a 60 minutos.',
  'This is not a picture Foyer shows. It is kept as it came; save a copy if you expect it.':
    'Esto no es una imagen que Foyer muestre. Se conserva como llegó; guarde una copia si la espera.',
  'This picture is too large to show here. It is kept as it came; save a copy if you expect it.':
    'Esta imagen es demasiado grande para mostrarla aquí. Se conserva como llegó; guarde una copia si la espera.',
  'This picture is damaged, or no picture at all. It is kept as it came; ask the patient to send it again.':
    'Esta imagen está dañada o no es una imagen. Se conserva como llegó; pida al paciente que la mande otra vez.',
  'This picture could not be opened safely. It is kept as it came. Try again, or save a copy if you expect it.':
    'No se pudo abrir esta imagen de forma segura. Se conserva como llegó. Intente de nuevo o guarde una copia si la espera.',
  'Choose years first. Nothing would be deleted.': 'Elija primero los años. No se borraría nada.',
  'This list needs a column Name and a column Groups. Name them so, then choose it again.':
    'Esta lista necesita una columna Name (Nombre) y una columna Groups (Grupos). Nómbrelas así y elíjala de nuevo.',
  'Choose 20 to 20,000 texts a day.': 'Elija de 20 a 20,000 textos al día.',
  'Say in a few words what came of it.': 'Diga en pocas palabras qué resultó.',
  'Somebody else looks into your own days.': 'Sus propios días los mira otra persona.',
  'That is no day.': 'Eso no es un día.',
};
