//! The gist of a text that no row and no shape knows: an end or a no, close to texts or to sending them.
//!
//! The last reading, for wordings nobody wrote down ("kick me off the text blast", "textos NO, entiendan"). It looks
//! at which words stand near which, in the whole text, and gives up wherever something else could be meant: a visit,
//! a medicine, a bill, or a wish turned round ("don't stop the reminders").

use std::ops::ControlFlow;

use super::{
    form::{each_plain, parts_read},
    frames::Shape,
};

/// Words that make an end.
const ENDS: &[&str] = &[
    "aflojen",
    "alto",
    "baja",
    "ban",
    "basta",
    "block",
    "blocking",
    "borrame",
    "borren",
    "borrenme",
    "borreme",
    "cancel",
    "cancelen",
    "cancelenlo",
    "cease",
    "cesar",
    "cese",
    "cesen",
    "cut",
    "dejen",
    "delete",
    "desactivame",
    "desactiven",
    "desactiveme",
    "desinscribame",
    "desinscribanme",
    "desist",
    "desuscribame",
    "desuscribanme",
    "discontinue",
    "ditch",
    "dnc",
    "drop",
    "elimineme",
    "eliminen",
    "eliminenme",
    "end",
    "erase",
    "excluirme",
    "excluyame",
    "excluyanme",
    "halt",
    "kick",
    "kill",
    "lose",
    "paren",
    "prohibido",
    "quit",
    "quitame",
    "quiteme",
    "quiten",
    "quitenlos",
    "quitenme",
    "refrain",
    "remove",
    "removed",
    "renuncio",
    "revoke",
    "revoking",
    "saquen",
    "saquenme",
    "saqueme",
    "scrub",
    "shut",
    "silencien",
    "stop",
    "turn",
    "unlist",
    "unsubscribe",
    "unsubscribeme",
    "withdraw",
];

/// Texts, and what carries them.
const TEXTS: &[&str] = &[
    "alerts",
    "avisitos",
    "avisos",
    "blast",
    "bot",
    "celular",
    "comunicados",
    "consent",
    "contacts",
    "cel",
    "envios",
    "list",
    "lista",
    "mensaje",
    "mensajes",
    "messages",
    "messaging",
    "msgs",
    "msjs",
    "notifications",
    "number",
    "numero",
    "permission",
    "phone",
    "recordatorios",
    "reminders",
    "selular",
    "sms",
    "spam",
    "subscription",
    "suscripcion",
    "telefono",
    "text",
    "textear",
    "textien",
    "texting",
    "texto",
    "textos",
    "texts",
    "txt",
    "txts",
];

/// Of these, the texts themselves.
const MESSAGES: &[&str] = &[
    "avisitos",
    "avisos",
    "comunicados",
    "envios",
    "mensaje",
    "mensajes",
    "messages",
    "msgs",
    "msjs",
    "recordatorios",
    "reminders",
    "sms",
    "text",
    "textear",
    "texting",
    "texto",
    "textos",
    "texts",
    "txt",
    "txts",
];

/// Orders to send, which need no text beside them.
const WRITES: &[&str] = &[
    "escriban",
    "escribanme",
    "escribirme",
    "mandar",
    "mandarme",
    "manden",
    "mandenme",
    "textear",
    "texteen",
    "textiem",
    "textien",
];

/// Sending texts, and getting them.
const SENDS: &[&str] = &[
    "contact",
    "contactarme",
    "contacten",
    "enviar",
    "envien",
    "escriban",
    "escribanme",
    "escribir",
    "escribirme",
    "get",
    "hacerlo",
    "lleguen",
    "mandar",
    "mandarme",
    "manden",
    "mandenme",
    "message",
    "messaging",
    "ocupo",
    "quiero",
    "reach",
    "receive",
    "receiving",
    "recibir",
    "send",
    "sending",
    "text",
    "textear",
    "texteen",
    "textien",
    "texting",
    "want",
    "figurar",
];

/// Nos.
const NOS: &[&str] = &[
    "aint", "cant", "dont", "jamas", "nada", "never", "ni", "ninguno", "no", "nobody", "none", "not",
    "nunca", "without", "zero",
];

/// Ends that are a wish by themselves in a short text.
const ALONE: &[&str] = &[
    "alto",
    "basta",
    "borrame",
    "borrenme",
    "cease",
    "desinscribame",
    "desist",
    "dnc",
    "elimineme",
    "eliminenme",
    "excluirme",
    "excluyanme",
    "st0p",
    "stop",
    "unsubscribe",
    "unsubscribeme",
];

/// Wanting texts again.
const AGAIN: &[&str] =
    &["activar", "activen", "alta", "continuar", "reactivar", "resubscribe", "resume", "subscribe"];

/// What else may end, be refused or be sent: with one of these, nothing is guessed.
const OTHER: &[&str] = &[
    "3pm",
    "antibiotic",
    "appointment",
    "appointments",
    "appt",
    "appts",
    "autopay",
    "balance",
    "bill",
    "bleeding",
    "bus",
    "911",
    "cable",
    "call",
    "calling",
    "calls",
    "card",
    "deuda",
    "llamadas",
    "llame",
    "llamen",
    "phones",
    "pics",
    "voicemail",
    "voicemails",
    "cita",
    "citas",
    "cough",
    "coughing",
    "cuenta",
    "deje",
    "doctor",
    "dosis",
    "drinking",
    "eating",
    "factura",
    "fax",
    "fever",
    "fiebre",
    "fumar",
    "gym",
    "hurt",
    "hurting",
    "insurance",
    "itching",
    "job",
    "letter",
    "med",
    "medicamento",
    "medication",
    "medicina",
    "medicine",
    "medicines",
    "meds",
    "membership",
    "order",
    "pain",
    "pastilla",
    "pastillas",
    "payment",
    "pharmacy",
    "picture",
    "pill",
    "pills",
    "policy",
    "portal",
    "receta",
    "refill",
    "results",
    "seguro",
    "sign",
    "smoking",
    "stretching",
    "surgery",
    "taking",
    "throwing",
    "tomar",
    "tos",
    "toser",
    "visit",
    "vomiting",
    "week",
    "work",
    "working",
];

/// How many words apart an end and a text may stand.
const REACH: usize = 6;

/// Longer texts are stories.
const LONGEST: usize = 34;

/// Whether a text has a word that could begin a gist.
pub(super) fn perhaps(body: &str) -> bool {
    words(body).is_some_and(|words| {
        let lists = [ENDS, TEXTS, MESSAGES, WRITES, ALONE, AGAIN];
        words.iter().any(|word| lists.iter().any(|list| is_in(list, word)))
            || PHRASES.iter().any(|phrase| says(&words, phrase))
    })
}

/// Reads a whole text.
pub(super) fn read(body: &str) -> Option<Shape> {
    let words = words(body)?;
    if is_turned_round(&words) {
        return None;
    }
    let texts = places(&words, TEXTS);
    if has(&words, AGAIN) && (words.len() <= 2 || !texts.is_empty()) && !has(&words, NOS) {
        return Some(Shape::Resume);
    }
    let other = has(&words, OTHER) || OTHERWISE.iter().any(|phrase| says(&words, phrase));
    let wish = (words.len() <= 4 && has(&words, ALONE) && !other)
        || (!other && near(&places(&words, ENDS), &texts, REACH))
        || (!other && refuses(&words, &texts))
        || PHRASES.iter().any(|phrase| says(&words, phrase));
    wish.then_some(Shape::Stop)
}

/// Ways to say it that name no text and no end.
const PHRASES: &[&[&str]] = &[
    &["bloquear", "este", "numero"],
    &["do", "not", "call", "registry"],
    &["get", "off", "of", "this"],
    &["hard", "pass"],
    &["make", "it", "quit"],
    &["make", "it", "stop"],
    &["me", "off", "the"],
    &["mind", "not", "texting"],
    &["please", "cease"],
    &["please", "stop", "comma"],
    &["rather", "not", "receive"],
    &["stop", "these"],
    &["turn", "them", "off"],
    &["turn", "these", "off"],
    &["un", "subscribe"],
    &["unless", "u", "stop"],
    &["unless", "you", "stop"],
];

/// Ends that are none.
const OTHERWISE: &[&[&str]] = &[
    &["basta", "con"],
    &["bus", "stop"],
    &["cut", "off"],
    &["drop", "by"],
    &["drop", "off"],
    &["esta", "alta"],
    &["esta", "alto"],
    &["full", "stop"],
    &["get", "no"],
    &["getting", "no"],
    &["i", "will", "stop"],
    &["ill", "stop"],
    &["mas", "alto"],
    &["muy", "alto"],
    &["off", "the", "list"],
    &["stop", "at"],
    &["stop", "by"],
    &["stop", "for"],
    &["stop", "in"],
    &["stop", "over"],
    &["stop", "there"],
    &["turn", "in"],
];

/// A no right before a text or a sending, or right after a text.
fn refuses(words: &[String], texts: &[usize]) -> bool {
    let nos = places(words, NOS);
    let sends = places(words, SENDS);
    let before = |no: &usize, what: &usize, within: usize| what > no && what - no <= within;
    let messages = places(words, MESSAGES);
    let writes = places(words, WRITES);
    let close =
        |list: &[usize], within: usize| nos.iter().any(|no| list.iter().any(|what| before(no, what, within)));
    let only = |text: &usize| words.get(text + 1).is_some_and(|next| next == "only");
    let after = messages.iter().any(|text| {
        let next = words.get(text + 1).map_or("", String::as_str);
        let then = words.get(text + 2).map_or("", String::as_str);
        next == "no" || (next == "ya" && then == "no")
    });
    let refused =
        close(&messages, 2) || (!texts.is_empty() && close(&sends, 3)) || close(&writes, 4) || after;
    refused && !messages.iter().any(only)
}

/// "Don't stop", "no dejen de": an end with a no right before it.
fn is_turned_round(words: &[String]) -> bool {
    let turned = ["dont", "not", "never", "cant", "wont", "no", "nunca", "didnt", "without"];
    let ends = [
        "stop", "stopped", "quit", "cancel", "delete", "remove", "dejen", "deje", "paren", "quiten", "borren",
    ];
    words.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        turned.contains(&first.as_str()) && ends.contains(&second.as_str())
    })
}

fn near(these: &[usize], those: &[usize], within: usize) -> bool {
    these.iter().any(|this| those.iter().any(|that| this != that && this.abs_diff(*that) <= within))
}

fn says(words: &[String], phrase: &[&str]) -> bool {
    words.windows(phrase.len()).any(|window| window.iter().zip(phrase).all(|(word, said)| word == said))
}

fn places(words: &[String], list: &[&str]) -> Vec<usize> {
    (0..).zip(words).filter(|(_, word)| is_in(list, word)).map(|(at, _)| at).collect()
}

fn has(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| is_in(list, word))
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// The words of a text that is short enough to have one gist.
fn words(body: &str) -> Option<Vec<String>> {
    let (head, tail) = parts_read(body);
    if tail.is_some() {
        return None;
    }
    let (mut all, mut word) = (Vec::new(), String::new());
    let _: ControlFlow<()> = each_plain(head, |character| {
        if character.is_alphanumeric() {
            word.push(character);
        } else if !word.is_empty() {
            all.push(std::mem::take(&mut word));
        }
        if all.len() > LONGEST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if !word.is_empty() {
        all.push(word);
    }
    (all.len() <= LONGEST).then_some(all)
}
