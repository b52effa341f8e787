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
mod words;

use form::Form;
use words::{HELP, NO, START, STOP, STOP_ALONE, STOP_CLAUSES, YES, among};

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
    if among(START, &whole) {
        return Some(Keyword::Start);
    }
    let bare = form.without_manners();
    if among(HELP, &bare) {
        Some(Keyword::Help)
    } else if among(YES, &whole) || among(YES, &bare) {
        Some(Keyword::Yes)
    } else if among(NO, &whole) || among(NO, &bare) {
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
    among(STOP_ALONE, whole)
        || among(STOP, whole)
        || among(STOP, &form::unstretched(whole))
        || among(STOP, &form.without_manners())
        || form.repeats_one_of(STOP)
        || form.has_clause_among(STOP_CLAUSES)
        || form.clauses().any(wishes::in_clause)
}
