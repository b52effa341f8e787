/** The Spanish of the core's advice about getting in: passwords, PINs, codes, keys, backups, and a store that does not open. */

export const door: Readonly<Record<string, string>> = {
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
  'The audit trail in it is not whole. Check the trail in Settings, Audit.':
    'El registro de auditoría que contiene no está entero. Verifíquelo en Ajustes, Auditoría.',
  'There is no backup in the folder yet. Make one first.':
    'Todavía no hay copia de seguridad en la carpeta. Haga una primero.',
  'The backup could not be made. Nothing was lost; try again.':
    'No se pudo hacer la copia de seguridad. No se perdió nada; intente de nuevo.',
  'Two people keep the two halves. Name another one for this half.':
    'Dos personas guardan las dos mitades. Nombre a otra para esta mitad.',
  'Your second step was lost when the store was repaired. Come in with a new code from another practice manager, or with the recovery code, and set it up again.':
    'Su segundo paso se perdió al reparar el almacén. Entre con un código nuevo de otra persona de gerencia, o con el código de recuperación, y configúrelo de nuevo.',
  'Set your second step up again first, in Settings. It was lost when the store was repaired.':
    'Primero configure de nuevo su segundo paso, en Ajustes. Se perdió al reparar el almacén.',
  'A hold may have been lost when the store was repaired. Look at what is held and confirm it first.':
    'Al reparar el almacén puede haberse perdido una retención. Revise lo retenido y confírmelo primero.',
  'That is where Foyer works. Choose a folder elsewhere, best on another disk.':
    'Ahí trabaja Foyer. Elija una carpeta en otro lugar, mejor en otro disco.',
  'Keep 1 to 31 days.': 'Conserve de 1 a 31 días.',
  'Keep up to 52 weeks.': 'Conserve hasta 52 semanas.',
  'Keep up to 84 months.': 'Conserve hasta 84 meses.',
  "This computer's clipboard does not answer. Select the words and copy them by hand.":
    'El portapapeles de esta computadora no responde. Seleccione las palabras y cópielas a mano.',
  'This computer gave no randomness. Try again.': 'Esta computadora no dio números al azar. Intente de nuevo.',
  'The key could not be kept. Try again.': 'No se pudo guardar la clave. Intente de nuevo.',
  'The words are deleted, and their place on the disk is not yet cleared. Delete again in a minute.':
    'Las palabras se borraron, y su lugar en el disco todavía no está limpio. Borre otra vez en un minuto.',
  'Choose 1 to 10 minutes.': 'Elija de 1 a 10 minutos.',
  'Foyer is not open yet.': 'Foyer todavía no está abierto.',
  'Foyer is locked. Sign in to go on; nothing was lost.':
    'Foyer está bloqueado. Inicie sesión para seguir; no se perdió nada.',
  "This computer's disk is full. Nothing was lost, and this was not saved. Free some space and try again.":
    'El disco de esta computadora está lleno. No se perdió nada, y esto no se guardó. Libere espacio e intente de nuevo.',
  "Foyer's store is damaged. Nothing was deleted. Close Foyer and open it again.":
    'El almacén de Foyer está dañado. No se borró nada. Cierre Foyer y ábralo de nuevo.',
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
  'Your password is right. Now type the 6 digits your authenticator shows.':
    'Su contraseña es correcta. Ahora escriba los 6 dígitos que muestra su autenticador.',
  'Begin again: Foyer shows a new picture.': 'Empiece otra vez: Foyer muestra una imagen nueva.',
  'Practice mode asks for no second step.': 'El modo de práctica no pide un segundo paso.',
  "That code doesn't count. Each counts once: wait for the next one. Check that the phone's clock is right.":
    'Ese código no vale. Cada uno vale una vez: espere el siguiente. Revise que el reloj del teléfono esté bien.',
  'This is a code for the first day. Choose a password and a PIN with it.':
    'Este es un código para el primer día. Elija con él una contraseña y un PIN.',
  "Use your password and your authenticator's code first. The PIN lifts the lock after that.":
    'Use primero su contraseña y el código de su autenticador. Después desbloquea el PIN.',
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
  'The key is there again. Nothing was moved. Choose Look again and sign in.':
    'La clave está otra vez. No se movió nada. Elija Buscar de nuevo e inicie sesión.',
};
