//! The one confirmation after a STOP, for carriers that send none. No marketing, no question.

use foyer_domain::Language;

use crate::notice::is_practice_name;

const EN: &str = ": You won't get more texts from us. Text START to get them again.";
const ES: &str = ": Ya no le enviaremos textos. Escriba START para volver a recibirlos.";

/// The confirmation of a practice.
pub fn text(practice_name: &str, language: Language) -> String {
    format!("{}{}", practice_name.trim(), words(language))
}

/// Whether `body` is the confirmation of some practice.
pub fn is_farewell(body: &str) -> bool {
    [Language::En, Language::Es]
        .into_iter()
        .any(|language| body.strip_suffix(words(language)).is_some_and(is_practice_name))
}

const fn words(language: Language) -> &'static str {
    match language {
        Language::En => EN,
        Language::Es => ES,
    }
}
