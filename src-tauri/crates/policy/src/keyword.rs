//! What a patient's text asks of us, by its words: stop, start, help, yes, no.
//!
//! Three readings, the strictest first. The whole text as one keyword, as carriers read it (`STOP`, `Stop.`,
//! `S T O P`, `stopp`). The whole text as a keyword in polite company (`stop please`, `no gracias, alto`).
//! A wish in a sentence (`please stop texting me`, `no me manden más mensajes`), which counts in any clause
//! unless something before it turns it round or something after it narrows it to a time.
//!
//! A carrier's own keyword is a stop here even where the patient may have meant an appointment (CANCEL, END):
//! the carrier has blocked the number, whatever was meant (R26). Words that only might be a stop aren't one;
//! nobody is cut off for a bus stop. Lists: 47 CFR 64.1200(a)(10); Twilio's default keywords; CTIA; R21.

mod form;
mod wishes;

use form::Form;

/// What a text asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyword {
    /// No more texts.
    Stop,
    /// Texts again.
    Start,
    /// Who are you, how does this end.
    Help,
    /// Agreed, if something was asked.
    Yes,
    /// Not agreed, if something was asked.
    No,
}

impl Keyword {
    /// Every keyword, for round trips.
    pub const ALL: [Self; 5] = [Self::Stop, Self::Start, Self::Help, Self::Yes, Self::No];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Help => "help",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keyword| keyword.as_str() == word)
    }
}

/// Reads a whole text. `None` is an ordinary text.
pub fn recognise(body: &str) -> Option<Keyword> {
    let form = Form::of(body);
    let whole = form.whole();
    if is_stop(&whole, &form) {
        return Some(Keyword::Stop);
    }
    if START.contains(&whole.as_str()) {
        return Some(Keyword::Start);
    }
    let bare = form.without_manners();
    if HELP.contains(&bare.as_str()) {
        Some(Keyword::Help)
    } else if YES.contains(&whole.as_str()) || YES.contains(&bare.as_str()) {
        Some(Keyword::Yes)
    } else if NO.contains(&whole.as_str()) || NO.contains(&bare.as_str()) {
        Some(Keyword::No)
    } else {
        None
    }
}

/// Whether a text has nothing that a person could read.
pub(crate) fn unreadable(body: &str) -> bool {
    form::visible(body).all(char::is_whitespace)
}

fn is_stop(whole: &str, form: &Form) -> bool {
    STOP_ALONE.contains(&whole)
        || STOP.contains(&whole)
        || STOP.contains(&form::unstretched(whole).as_str())
        || STOP.contains(&form.without_manners().as_str())
        || form.repeats_one_of(&STOP)
        || form.has_clause_among(&STOP_CLAUSES)
        || form.clauses().any(wishes::in_clause)
}

/// Stops only when nothing else is said: as part of a sentence they mean appointments, and life.
const STOP_ALONE: [&str; 20] = [
    // The carrier's and the federal lists.
    "end",
    "quit",
    "cancel",
    "revoke", // What people write for them.
    "remove",
    "exit",
    "leave me alone",
    "no more",
    "do not text",
    "dont text", //
    "para",
    "pare",
    "paren",
    "fin",
    "cancelar",
    "salir",
    "terminar",
    "detener",
    "anular",
    "suspender",
];

/// Stops alone, and with manners around them.
const STOP: [&str; 72] = [
    "stop",
    "stopall",
    "stop all",
    "unsubscribe",
    "optout",
    "opt out",
    "opt me out",
    "i opt out",
    "stop it",
    "stop this",
    "stop now",
    "just stop",
    "stop texts",
    "stop text",
    "stop texting",
    "stop messages",
    "stop message",
    "stop messaging",
    "stop sms",
    "stop msgs",
    "stop all texts",
    "stop all messages",
    "unsubscribe me",
    "unsub",
    "unsuscribe",
    "unsubcribe",
    "unsubscribed",
    "unsubscibe",
    "unsubscrib",
    "remove me",
    "take me off",
    "take me off your list",
    "end texts",
    "end messages",
    "quit texting",
    "cancel texts",
    "cancel messages",
    "cancel subscription",
    "stop wrong number",
    "wrong number stop",
    "stop wrong person",
    "stpo",
    "sotp",
    "tsop",
    "stip",
    "no more texts",
    "i said stop",
    "stop texting me",
    "not interested stop",
    "no stop",
    "yes stop",
    "alto",
    "basta",
    "basta ya",
    "ya basta",
    "baja",
    "dar baja",
    "de baja",
    "parar",
    "parar mensajes",
    "alto mensajes",
    "alto a los mensajes",
    "cancelar suscripcion",
    "cancelar mensajes",
    "no mas",
    "ya no mas",
    "no mas mensajes",
    "desuscribir",
    "desuscribirme",
    "eliminarme",
    "quitarme",
    "stop los mensajes",
];

/// Stops as a clause of their own, first or last in the text: "STOP. This is not Maria."
const STOP_CLAUSES: [&str; 6] = ["stop", "stopall", "unsubscribe", "opt out", "optout", "unsubscribe me"];

/// Only what says clearly that texts are wanted again. A YES doesn't, although some carriers take it.
const START: [&str; 11] = [
    "start",
    "unstop",
    "un stop",
    "start start",
    "start texts",
    "start texting",
    "start messages",
    "reanudar",
    "iniciar",
    "comenzar",
    "empezar",
];

const HELP: [&str; 6] = ["help", "info", "ayuda", "informacion", "help info", "information"];

const YES: [&str; 36] = [
    "yes",
    "y",
    "yes yes",
    "yess",
    "yep",
    "yup",
    "yeah",
    "yea",
    "yes i agree",
    "i agree",
    "yes i do",
    "yes i consent",
    "i consent",
    "yes you can",
    "yes you may",
    "yes its ok",
    "yes its fine",
    "yes thats fine",
    "yes thats ok",
    "yes text me",
    "yes that is fine",
    "yes sir",
    "yes maam", // Spanish; accents are gone by now.
    "si",
    "s",
    "si si",
    "si acepto",
    "acepto",
    "si estoy de acuerdo",
    "estoy de acuerdo",
    "de acuerdo",
    "si claro",
    "claro que si",
    "si pueden",
    "si puede",
    "si esta bien",
];

const NO: [&str; 20] = [
    "no",
    "n",
    "no no",
    "nope",
    "nah",
    "no thanks",
    "no thank you",
    "i do not agree",
    "i dont agree",
    "no i do not agree",
    "no i dont agree",
    "i do not consent",
    "no i dont",
    "no i do not",
    "no gracias",
    "no acepto",
    "no estoy de acuerdo",
    "no quiero",
    "mejor no",
    "no way",
];
