//! The words that wishes about texts are made of, by what they do in a sentence.
//!
//! A word may do several things: "text" is what is sent and what one does. Compared without case and accents. Words
//! of six letters and more are known with one slip of the finger.

/// What a word does, as a set of bits.
pub(super) type Does = u32;

/// Texts, as people name them.
pub(super) const TEXTS: Does = 1;
/// Sending them, said of the practice: "text", "sending", "escribirme".
pub(super) const SENDS: Does = 1 << 1;
/// The same as an order after a no: "escriban".
pub(super) const SEND_ORDER: Does = 1 << 2;
/// Making an end: "stop", "paren".
pub(super) const ENDS: Does = 1 << 3;
/// Taking away: "remove", "borren".
pub(super) const REMOVES: Does = 1 << 4;
/// Taking me away, in one word: "quítenme".
pub(super) const REMOVES_ME: Does = 1 << 5;
/// A whole wish in one word: "unsubscribe".
pub(super) const LEAVES: Does = 1 << 6;
/// No.
pub(super) const NOT: Does = 1 << 7;
/// Wanting, agreeing, getting.
pub(super) const WANTS: Does = 1 << 8;
/// A number, a phone, a list: what one can be taken off.
pub(super) const NUMBER: Does = 1 << 9;
/// Me, us, this one.
pub(super) const ME: Does = 1 << 10;
/// Little words and manners that may stand anywhere.
pub(super) const LITTLE: Does = 1 << 11;
/// A time, a place or a kind that narrows a wish.
pub(super) const NARROWS: Does = 1 << 12;
/// Letters, bills, visits: what is sent or ended and is no text.
pub(super) const OTHER: Does = 1 << 13;
/// A question about how, why, when.
pub(super) const ASKS: Does = 1 << 14;
/// Turns a wish into a story or its opposite: "didn't", "if", "had".
pub(super) const TELLS: Does = 1 << 15;
/// Again, back.
pub(super) const AGAIN: Does = 1 << 16;
/// Beginning.
pub(super) const BEGINS: Does = 1 << 17;

/// Getting, said of texts that come or don't: "get", "llegan".
pub(super) const GETS: Does = 1 << 18;
/// Going on: "keep", "sigan".
pub(super) const KEEPS: Does = 1 << 19;

/// Taking a wish back: "by mistake", "undo", "me equivoqué".
pub(super) const UNDOES: Does = 1 << 20;
/// Others who text people: "the pharmacy", "mi ex".
pub(super) const OTHERS: Does = 1 << 21;
/// Leaving without, as a wish: "decline", "refuse".
pub(super) const REFUSES: Does = 1 << 22;

/// Words and what they do. A row is read as its choices apart by spaces.
const ROWS: &[(Does, &str)] = &[
    (
        TEXTS,
        "text texts txt txts tex textos texto mensaje mensajes msj msjs mensajito mensajitos sms msg msgs message \
         messages mesage mesages messaging texting txting notification notifications notificacion \
         notificaciones alert alerts alertas alerta reminder reminders recordatorio recordatorios aviso avisos \
         recado recados textito textitos mensajeria comunicaciones communication communications correspondence spam texteos mms robotext robotexts autotexts textmessages",
    ),
    (
        SENDS,
        "text txt message msg contact send sending texting txting messaging contacting bother bothering spam \
         spamming harass harassing pester pestering disturb disturbing blow blowing bugging bug hounding pinging hitting write writing messaged texted contacted \
         escribir escribirme escribirle escribirnos escribirles mandar mandarme mandarle mandarnos mandarles enviar \
         enviarme enviarle enviarnos textear textearme textearle contactar contactarme contactarle contactarnos \
         molestar molestarme molestarnos escribiendo escribiendome mandando mandandome mandandole enviando \
         enviandome texteando texteandome molestando molestandome contactando contactado contactada chingar joder \
         fregar notificarme notificar avisarme mensajear mensajearme mensajeando hostigar hostigarme acosar acosarme",
    ),
    (
        SEND_ORDER,
        "escriban escriba escribas manden mande mandes envien envie envies texteen textee textees contacten contacte \
         contactes molesten moleste molestes mensajeen mensajee escribieran escribiera mandaran mandara enviaran \
         enviara contactaran contactara textearan molestaran mandenme escribanme envienme notifiquen notifique \
         hostiguen acosen",
    ),
    (
        ENDS,
        "stop stops stopp stahp stpo sotp stp quit cease end discontinue halt terminate suspend cancel deactivate \
         disable stoping stopping paren pare parar parenle parele parenles parale detengan detenga detener suspendan \
         suspenda suspender desactiven desactive desactivar apaguen apague apagar cancelen cancele cancelar cancela cancelo cancelan \
         anulen anule anular terminen termine terminar corten corte dejen deje deja dejenme dejeme dejar dejenos \
         dejense alto basta suficiente enough bajenle desist silencien eviten evite \
         halt kill ditch silence cesen cese cesar acaben acabe frenen frene corta cortala dejense abstenganse \
         abstengase parenla turn switch shut stp",
    ),
    (
        REMOVES,
        "remove remov rmove remve rmv removed delete erase scrub drop take lose forget wipe purge expunge strike \
         unenroll exclude blacklist deregister borra quita saca elimina olvida olviden tachen tache tacha bloqueen \
         bloquee retiren retire retirar excluyan suprimir suprima pierdan desafilien quiten quite kiten kite quitar borren borre \
         borrar saquen saque sacar eliminen elimine eliminar olviden remuevan remueva",
    ),
    (
        REMOVES_ME,
        "borrame quitame sacame eliminame bloqueenme desafilienme desafiliame tachenme excluyanme \
         quitenme quiteme quitarme kitenme borrenme borreme borrarme saquenme saqueme sacarme eliminenme elimineme \
         eliminarme remuevanme desapuntenme desapunteme desactivenme",
    ),
    (
        LEAVES,
        "unsubscribe unsub unsubcribe unsuscribe unsubscibe unsubscrib unsubscribed unsubscribing unsuscribe \
         unsubscrbe unsubscripe optout desuscribir desuscribirme desuscribanme desuscribame desinscribirme \
         desinscribanme desuscripcion opt opting baja unsubscribir desinscriban desuscriban desapuntenme optingout",
    ),
    (
        NOT,
        "nomore nomas dnt aint arent nah nope nada ningun ninguno ninguna nothing none cero zero sin \
         no not dont wont cant didnt doesnt havent hasnt never nunca cannot nor tampoco ni neither without jamas",
    ),
    (
        WANTS,
        "want wants need wish wanna kiero qiero kero wanting like care receive receiving get getting consent authorize authorise agree \
         interested accept prefer quiero quisiera deseo deseamos queremos necesito necesitamos autorizo acepto \
         consiento recibir recibiendo interesa interesan permiso consentimiento doy gusta gustan quiere desea \
         interesado interesada pedi signed permission",
    ),
    (
        NUMBER,
        "number numero num phone cell cel celular cellphone telefono telephone mobile movil list lista lists listas \
         grupo group system sistema records database base registro registros contacts contactos contacto chat thread \
         distribution subscription suscripcion service servicio",
    ),
    (ME, "me us my mi mis this este esta nos mine im her him them la lo le les los esto ese esos"),
    (
        LITTLE,
        "please pls plz plese pleas plis kindly por favor porfavor porfa xfa xfavor x favor de a the these this those \
         your ur ustedes sus su all any more mas anymore ever again to from off of with con los las el la un una estos \
         esos estas esas ese tantos tanto tantas todo todos todas ya and y so many much such damn stupid fucking \
         freaking annoying constant constantly further future me us my mi be you u yall just now immediately right \
         here aqui for at on que text sms nada asi esta este thanks thank gracias sir madam ok okay hi hello hola it \
         its in pues bueno oigan oiga hey tan out estar estarme seguir sigan siga vuelvan vuelva volver every each \
         another other otro otros bro guys folks either also too some anything nothing else via through by thru back",
    ),
    (
        NARROWS,
        "until till after during while tonight today tomorrow night nights weekend weekends sunday sundays saturday \
         saturdays morning mornings early late midnight hours meeting class hasta despues antes durante mientras hoy \
         noche noches ahorita manana mananas domingo domingos sabado sabados temprano tarde tardes madrugada ingles \
         english spanish espanol promo promos promotional promotions promociones promocion marketing ads survey \
         surveys encuesta encuestas anuncios ofertas offers newsletter newsletters publicidad vacation vacaciones \
         week month semana mes duplicate duplicates twice double repetidos dobles pictures photos fotos links less \
         fewer menos",
    ),
    (
        OTHER,
        "appointment appointments appt appts visit visits cita citas bill bills billing statement statements mail \
         email emails letter letters prescription prescriptions rx refill refills fax faxes call calls calling \
         llamada llamadas llamen llame llamarme llamar correo correos carta cartas receta recetas cuenta factura \
         facturas resultados results referral medicine medication meds medicina medicinas medicamento medicamentos \
         pastilla pastillas pills pill tratamiento treatment antibiotic shots vaccine waitlist waiting schedule \
         insurance seguro plan trabajo gym gimnasio account cuentas membership smoking fumar drinking bleeding \
         hurting crying massage massages massaging coughing tomar tomando taking eating bus light sign muela puntos stitches bandage cast",
    ),
    (
        ASKS,
        "why when what who how where can could should did does do will would is are am was por porque cuando quien \
         como donde puedo puede pueden podria debo cual cuanto",
    ),
    (
        TELLS,
        "recibi mandan mandaron envian enviaron escriben escribieron contactan contactaron molestan mandado enviado escrito dejaron didnt doesnt wont wouldnt cant couldnt hasnt havent hadnt shouldnt isnt wasnt if unless si had has have \
         because sin para porque nunca told said dijo dijeron almost forgot olvide never yet already",
    ),
    (
        GETS,
        "get gets getting got receive received receiving reach reached came come coming recibo recibi recibido \
         recibimos recibe llega llegan llego llegaron llegado llegando",
    ),
    (
        KEEPS,
        "keep keeps continue continuing sigan siga seguir sigue mantengan mantener missing lose perder extrano",
    ),
    (
        AGAIN,
        "again back nuevo nuevamente otra vez resume vuelvan vuelva volver vuelvanme regresenme regresen devuelvanme \
         anymore ahora",
    ),
    (
        UNDOES,
        "mistake mistakenly accident accidentally accidente error querer oops undo reverse undid unblock desbloqueen \
         deshagan deshacer equivoque equivoco mistyped meant arrepenti opinion mind restore reinstate re rejoin",
    ),
    (
        OTHERS,
        "pharmacy insurance cvs walgreens walmart bank ex scammer scam farmacia seguro aseguradora banco estafador \
         someone somebody alguien company compania",
    ),
    (
        REFUSES,
        "revoke revoked revoking revoco withdraw withdrawing withdrawn withdrew retiro rescind retract refuse decline \
         object rechazo niego prohibo forbid exijo demand insist request requesting solicito pido ruego suplico",
    ),
    (
        BEGINS,
        "start begin resume restart resubscribe reactivate unstop reanudar reanuden activen activenme reactiven \
         reactivenme reactivar activar activa prendan reinicien empiecen empezar comiencen enroll reenroll subscribe \
         suscribanme suscribirme suscribir suscriban inscribanme inscriban apuntenme apunten agreguenme agreguen allow \
         bring ponganme pongame metanme",
    ),
];

/// Words known with one slip: a letter too few, too many, wrong, or two changed round.
const SLIPS: &[&str] = &[
    "unsubscribe",
    "messages",
    "message",
    "texting",
    "sending",
    "contact",
    "mensajes",
    "mensaje",
    "recibir",
    "remove",
    "reminders",
    "notifications",
    "please",
    "number",
    "cancel",
    "numero",
    "celular",
    "escriban",
    "enviando",
    "mandando",
    "recordatorios",
    "discontinue",
    "receive",
    "dejen",
    "quiten",
    "quiero",
    "manden",
    "textos",
];

/// What a word does; 0 for a word that does nothing here.
pub(super) fn does(word: &str) -> Does {
    // "After 9", "before 8am": a time narrows a wish.
    if word.len() <= 4 && word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return NARROWS;
    }
    match exactly(word) {
        0 if word.len() >= 5 && word.len() <= 16 => match without_clitic(word) {
            0 => slip(word).map_or(0, exactly),
            known => known,
        },
        known => known,
    }
}

/// What Spanish hangs onto a verb: "bórrenlo", "cancélenmelos". The longest first.
const CLITICS: &[&str] = &[
    "melos", "melas", "noslo", "melo", "mela", "selo", "nos", "les", "los", "las", "me", "le", "lo", "la",
    "se",
];

/// What the verb does without them.
fn without_clitic(word: &str) -> Does {
    const VERBS: Does = SENDS | SEND_ORDER | ENDS | REMOVES | BEGINS | AGAIN | KEEPS;
    let verb = CLITICS.iter().find_map(|clitic| {
        let known = exactly(word.strip_suffix(clitic)?) & VERBS;
        (known != 0).then_some(known | if clitic.starts_with("me") || *clitic == "nos" { ME } else { 0 })
    });
    match verb {
        Some(does) if does & REMOVES != 0 && does & ME != 0 => does | REMOVES_ME,
        Some(does) => does,
        None => 0,
    }
}

fn exactly(word: &str) -> Does {
    WORDS.get(word).copied().unwrap_or(0)
}

static WORDS: std::sync::LazyLock<std::collections::HashMap<&'static str, Does>> =
    std::sync::LazyLock::new(|| {
        let mut words = std::collections::HashMap::new();
        for (does, row) in ROWS {
            for word in row.split_whitespace() {
                *words.entry(word).or_insert(0) |= does;
            }
        }
        words
    });

fn slip(word: &str) -> Option<&'static str> {
    SLIPS.iter().copied().find(|known| one_slip(word.as_bytes(), known.as_bytes()))
}

/// Whether two words differ by one letter left out, put in, wrong, or two changed round; the first must be right.
fn one_slip(typed: &[u8], known: &[u8]) -> bool {
    if typed.first() != known.first() || typed.len().abs_diff(known.len()) > 1 {
        return false;
    }
    let same = typed.iter().zip(known).take_while(|(one, other)| one == other).count();
    let (rest, other) = (typed.get(same..).unwrap_or_default(), known.get(same..).unwrap_or_default());
    let turned = match (rest, other) {
        ([a, b, rest @ ..], [c, d, other @ ..]) => a == d && b == c && rest == other,
        _ => false,
    };
    turned || rest.get(1..) == other.get(1..) || rest.get(1..) == Some(other) || Some(rest) == other.get(1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_and_what_hangs_onto_a_verb_are_known() {
        for (typed, known) in [
            ("mesages", TEXTS),
            ("unsuscribe", LEAVES),
            ("unsubscirbe", LEAVES),
            ("recordatoros", TEXTS),
            ("sendng", SENDS),
            ("borrenlo", REMOVES),
            ("quitenmelos", REMOVES_ME),
            ("parenle", ENDS),
            ("desactivenlos", ENDS),
        ] {
            assert!(does(typed) & known != 0, "{typed}");
        }
        for other in ["massage", "passages", "visiting", "numeral", ""] {
            assert_eq!(does(other) & (TEXTS | LEAVES | SENDS), 0, "{other}");
        }
    }
}
