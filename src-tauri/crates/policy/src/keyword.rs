//! What a patient's text asks of us, by its words: stop, start, help, yes, no.
//!
//! What is certain comes first: the whole text as one keyword, as carriers read it (`STOP`, `Stop.`, `S T O P`,
//! `stopp`), or in polite company (`stop please`, `no gracias, alto`). All else is judged by a small model that learned
//! from labelled texts ([`model`]): a wish that is clear ends texting at once, one that is not goes to a person.
//!
//! A carrier's own keyword is a stop here even where the patient may have meant an appointment (CANCEL, END):
//! the carrier has blocked the number, whatever was meant. Nobody should be cut off for a bus stop, and most
//! are not: how many, `cargo xtask eval-wishes` counts. Lists: 47 CFR 64.1200(a)(10); Twilio's default keywords; CTIA.

mod aside;
mod features;
mod form;
mod lexis;
mod model;
mod words;

use form::Form;
pub use model::{NoModel, WishHeads, WishModel, WishScore, wish_features};
use words::{HELP, NO, START, START_CLAUSES, STOP, STOP_ALONE, STOP_CLAUSES, UNCLEAR, YES, among};

/// What a text asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyword {
    /// No more texts.
    Stop,
    /// Texts again, by the word that carriers know.
    Start,
    /// Texts again, in other words.
    Resume,
    /// Who are you, how does this end.
    Help,
    /// Agreed, if something was asked.
    Yes,
    /// Not agreed, if something was asked.
    No,
    /// Perhaps a stop; a person reads it.
    Unclear,
}

impl Keyword {
    /// Every keyword, for round trips.
    pub const ALL: [Self; 7] =
        [Self::Stop, Self::Start, Self::Resume, Self::Help, Self::Yes, Self::No, Self::Unclear];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Resume => "resume",
            Self::Help => "help",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unclear => "unclear",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keyword| keyword.as_str() == word)
    }
}

/// Reads a whole text. `None` is an ordinary text.
///
/// Takes a few milliseconds at most and little room on the stack, whatever is written: bodies come from strangers.
/// Of a text of more than 8 KiB the first and last 4 are read, and of more than 400 words the first and last 200.
pub fn recognise(body: &str) -> Option<Keyword> {
    // A model that does not fit is found by the tests; without it the lists alone are left.
    read(body, WishModel::built_in().ok().as_ref())
}

/// The same with another model, for whoever trains one.
pub fn recognise_with(body: &str, model: &WishModel<'_>) -> Option<Keyword> {
    read(body, Some(model))
}

/// The words a carrier acts on by itself (Twilio, long codes, since May 2025), written alone. Whether it minds a full
/// stop differs; Foyer then leaves the answer to it, because one confirmation too few is better than two.
pub(crate) fn is_carriers(body: &str) -> bool {
    let letters = |character: &char| character.is_alphanumeric();
    let word: String = body.trim().trim_matches(|character| !letters(&character)).to_lowercase();
    among("stop|stopall|unsubscribe|cancel|end|quit|revoke|optout", &word)
}

/// Whether a text is one of the carrier's stop words that also means appointments.
pub fn may_mean_an_appointment(body: &str) -> bool {
    among("cancel|end", &Form::of(body).without_manners())
}

/// Signs that may be a stop where there is no word beside them: 🛑 🚫 ⛔ 📵.
const STOP_SIGNS: [char; 4] = ['\u{1f6d1}', '\u{1f6ab}', '\u{26d4}', '\u{1f4f5}'];

/// The lists first, as far as they are certain; then what was learned.
fn read(body: &str, model: Option<&WishModel<'_>>) -> Option<Keyword> {
    let form = Form::of(body);
    let whole = form.whole();
    if is_stop_word(&whole, &form) {
        return Some(Keyword::Stop);
    }
    if among(START, &whole) || form.has_clause_among(START_CLAUSES) {
        return Some(Keyword::Start);
    }
    let bare = form.without_manners();
    if among(UNCLEAR, &whole) {
        return Some(Keyword::Unclear);
    }
    if among(HELP, &bare) {
        return Some(Keyword::Help);
    } else if among(YES, &whole) || among(YES, &bare) {
        return Some(Keyword::Yes);
    } else if among(NO, &whole) || among(NO, &bare) {
        return Some(Keyword::No);
    } else if among(UNCLEAR, &bare) {
        return Some(Keyword::Unclear);
    }
    if form.clauses().next().is_none() {
        return body.contains(STOP_SIGNS).then_some(Keyword::Unclear);
    }
    // Manners alone, however often.
    if !bare.contains(char::is_alphanumeric) {
        return None;
    }
    let learned = model.and_then(|model| model.score_of(&form, body)?.verdict());
    // What is left of a cry for help is not doubted over; a clear wish beside it counts.
    learned.filter(|keyword| !form.despair || *keyword == Keyword::Stop)
}

/// Whether a text has nothing that a person could read.
pub(crate) fn unreadable(body: &str) -> bool {
    form::visible(body).all(char::is_whitespace)
}

fn is_stop_word(whole: &str, form: &Form) -> bool {
    among(STOP_ALONE, whole)
        || among(STOP, whole)
        || among(STOP, &form::unstretched(whole))
        || among(STOP, &form.without_manners())
        || form.repeats_one_of(STOP)
        || form.has_clause_among(STOP_CLAUSES)
}
