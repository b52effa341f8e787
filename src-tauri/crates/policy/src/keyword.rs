//! What a patient's text asks of us, by its words: stop, start, help, yes, no.
//!
//! Four readings, the strictest first. The whole text as one keyword, as carriers read it (`STOP`, `Stop.`,
//! `S T O P`, `stopp`). The whole text as a keyword in polite company (`stop please`, `no gracias, alto`).
//! A wish in a sentence (`please stop texting me`, `no me manden más mensajes`), which counts in any clause
//! unless something before it turns it round or something after it narrows it to a time. And the gist of what no
//! list knows ([`gist`]).
//!
//! A carrier's own keyword is a stop here even where the patient may have meant an appointment (CANCEL, END):
//! the carrier has blocked the number, whatever was meant (R26). Words that only might be a stop aren't one;
//! nobody is cut off for a bus stop. Lists: 47 CFR 64.1200(a)(10); Twilio's default keywords; CTIA; R21.

mod form;
mod frames;
mod gist;
mod lexis;
mod slots;
mod triggers;
mod wishes;
mod words;

use form::Form;
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
    if triggers::any(body) || frames::perhaps(body) || gist::perhaps(body) { read(body) } else { None }
}

/// The words a carrier acts on by itself (Twilio, long codes, since May 2025), written alone. Whether it minds a full
/// stop differs; Foyer then leaves the answer to it, because one confirmation too few is better than two.
pub(crate) fn is_carriers(body: &str) -> bool {
    let letters = |character: &char| character.is_alphanumeric();
    let word: String = body.trim().trim_matches(|character| !letters(&character)).to_lowercase();
    among("stop|stopall|unsubscribe|cancel|end|quit|revoke|optout", &word)
}

/// Whether a text is one of the carrier's stop words that also means appointments (R26).
pub fn may_mean_an_appointment(body: &str) -> bool {
    among("cancel|end", &Form::of(body).without_manners())
}

/// The full reading.
fn read(body: &str) -> Option<Keyword> {
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
    let known =
        frames::read(body).or_else(|| form.clauses().any(wishes::in_clause).then_some(frames::Shape::Stop));
    match known.or_else(|| gist::read(body)) {
        Some(frames::Shape::Stop) => Some(Keyword::Stop),
        Some(frames::Shape::Resume) => Some(Keyword::Resume),
        Some(frames::Shape::Unclear) => Some(Keyword::Unclear),
        Some(frames::Shape::NoWish) | None => None,
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words of the rows and of everyday texts, some stretched, some spelled out, some with accents.
    fn a_word() -> impl Strategy<Value = String> {
        let phrases = [words::STOP_ALONE, STOP, STOP_CLAUSES, START, UNCLEAR, HELP, YES, NO];
        let rows = wishes::EN.iter().chain(&wishes::ES).flat_map(|row| row.split([' ', '?', '*', '$']));
        let everyday =
            "please thanks just hola ya S T O P stoop sííí at 9 visit the ok 🙏 . , ! cita ... \n é ö";
        let mut words: Vec<&str> = phrases.into_iter().chain(rows).flat_map(|row| row.split('|')).collect();
        words.extend(everyday.split(' '));
        words.retain(|word| !word.is_empty());
        (prop::sample::select(words), any::<(u8, u8)>()).prop_map(|(word, (how, place))| match how % 8 {
            0 => word.to_uppercase(),
            1 => word
                .chars()
                .enumerate()
                .flat_map(|(at, letter)| {
                    std::iter::repeat_n(letter, if at == usize::from(place % 8) { 3 } else { 1 })
                })
                .collect(),
            2 => word.chars().flat_map(|letter| [letter, ' ']).collect(),
            3 => word.replace('a', "á").replace('i', "í").replace('n', "ñ"),
            4 => format!("{word}."),
            5 => word.chars().flat_map(|letter| [letter, '\u{200b}']).collect(),
            _ => word.to_owned(),
        })
    }

    #[test]
    fn no_labelled_text_is_passed_over() {
        for line in include_str!("../tests/keywords.tsv").lines() {
            let text = line.split_once('\t').map_or(line, |(_, text)| text);
            assert_eq!(recognise(text), read(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_text_passed_over_has_nothing_to_read(words in prop::collection::vec(a_word(), 0..9)) {
            let text = words.join(" ");
            prop_assert_eq!(recognise(&text), read(&text), "{}", text);
        }

        #[test]
        fn strange_text_too(text in any::<String>()) {
            prop_assert_eq!(recognise(&text), read(&text));
        }
    }
}
