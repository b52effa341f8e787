/** The Spanish of the core's advice about settings: the carrier, the portal, offices and hours, roles, agreements. */

export const settings: Readonly<Record<string, string>> = {
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
  "What answers can't prove that it is the carrier. Nothing was saved.":
    'Lo que responde no puede probar que es el operador. No se guardó nada.',
  "The carrier didn't answer as it should. Nothing was saved; try again in a minute.":
    'El operador no respondió como debe. No se guardó nada; intente de nuevo en un minuto.',
  'Choose what the agreement names. Nobody signs for WhatsApp.':
    'Elija lo que menciona el acuerdo. Nadie firma por WhatsApp.',
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
  'Somebody works there, or a number or a role is theirs. Change that first.':
    'Alguien trabaja allí, o tiene un número o una función. Cámbielo primero.',
  "You can't change where you work yourself. Another practice manager can.":
    'Usted no puede cambiar dónde trabaja. Otra persona de gerencia sí.',
  'You work at some offices only. Somebody who works at all of them can change this.':
    'Usted trabaja solo en algunas oficinas. Puede cambiarlo alguien que trabaje en todas.',
  'There is no page for staff yet. A manager adds it in Settings.':
    'Todavía no hay página para el personal. Gerencia la agrega en Ajustes.',
  'This computer’s browser did not open. Open the portal there yourself.':
    'El navegador de esta computadora no se abrió. Abra usted el portal allí.',
  'Choose up to 168 hours, or 0 for never.': 'Elija hasta 168 horas, o 0 para nunca.',
  'Practice mode has its own pretend portal.': 'El modo de práctica tiene su propio portal simulado.',
  'This is not a P-384 or RSA private key in PKCS#8.': 'Esto no es una clave privada P-384 o RSA en PKCS#8.',
  'Make a key first, or paste one.': 'Haga primero una clave o pegue una.',
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
  'Name it in up to 60 letters.': 'Póngale un nombre de hasta 60 letras.',
  'Choose 6 to 50 years, or always.': 'Elija de 6 a 50 años, o siempre.',
  'There is a role of this name.': 'Ya hay una función con este nombre.',
  'Somebody has this role. Give them another first.': 'Alguien tiene esta función. Dele otra primero.',
  'Choose one of the roles.': 'Elija una de las funciones.',
  'A consent lasts 30 to 730 days.': 'Un permiso dura de 30 a 730 días.',
  'Choose up to 90 days, and fewer than a consent lasts.': 'Elija hasta 90 días, y menos de lo que dura un permiso.',
  'Choose 1 to 72 hours.': 'Elija de 1 a 72 horas.',
  'Write a name of up to 60 plain characters: it signs texts.':
    'Escriba un nombre de hasta 60 caracteres simples: firma los textos.',
  'This name still says what you treat.': 'Este nombre todavía dice qué trata usted.',
  'Choose one of the text sizes.': 'Elija uno de los tamaños de texto.',
  'Choose one of the times to take a text back.': 'Elija uno de los plazos para deshacer un texto.',
  'Choose 1 to 1,440 minutes, and hours that end later than they begin and do not overlap.':
    'Elija de 1 a 1,440 minutos, y horas que terminen después de empezar y no se crucen.',
  'Only practice mode has a carrier to switch.': 'Solo el modo de práctica tiene un operador que se puede apagar.',
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
  'Each day needs a time to open and a later time to close, or neither.':
    'Cada día necesita una hora de apertura y una de cierre posterior, o ninguna.',
  'An office is in this list twice.': 'Una oficina está dos veces en esta lista.',
  'Say first when the practice is open.': 'Diga primero cuándo abre la clínica.',
  'This is not a day. Write it like 11/20/2026.': 'Esto no es un día. Escríbalo como 11/20/2026.',
  'Choose 1 to 60 minutes.': 'Elija de 1 a 60 minutos.',
  'Choose years first. Nothing would be deleted.': 'Elija primero los años. No se borraría nada.',
  'This list needs a column Name and a column Groups. Name them so, then choose it again.':
    'Esta lista necesita una columna Name (Nombre) y una columna Groups (Grupos). Nómbrelas así y elíjala de nuevo.',
  'Choose 20 to 20,000 texts a day.': 'Elija de 20 a 20,000 textos al día.',
  'Choose the day since when it is so, today or before.': 'Elija desde qué día es así, hoy o antes.',
};
