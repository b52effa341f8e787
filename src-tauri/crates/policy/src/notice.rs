//! The risk notice: says that texts are not encrypted, asks, and tells how to end it (R1, R13, R42).
//!
//! One part of GSM-7 with a practice's name of up to 19 characters; a longer one costs a second part. The
//! Spanish asks for SI without its accent: one Í turns the whole text into Unicode and triples its parts; SÍ
//! is read just the same.

use foyer_domain::Language;

/// Version of the wording; every change of a word is a new version.
pub const VERSION: &str = "2026-11";

const EN: &str = ": Texts aren't encrypted, so others could read them. We keep health details in your portal. \
    OK to text you? Reply YES or NO. STOP ends texts.";
const ES: &str = ": Los textos no van cifrados; otros pueden leerlos. Los datos médicos van en su portal. \
    ¿Acepta textos? Responda SI o NO. STOP para salir.";

/// The notice of a practice.
pub fn text(practice_name: &str, language: Language) -> String {
    format!("{}{}", practice_name.trim(), words(language))
}

/// Whether `body` is the notice of some practice, in this version.
pub fn is_notice(body: &str) -> bool {
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

/// The most characters a practice's name may have. Setup asks for no more, or the fixed texts of a practice that
/// was let in with a longer name would not be known for what they are.
pub const PRACTICE_NAME_CHARS: usize = 60;

/// A name one would put before a fixed text: one line of at most [`PRACTICE_NAME_CHARS`]. Anything longer could carry
/// a message of its own.
pub fn is_practice_name(name: &str) -> bool {
    !name.trim().is_empty()
        && name.chars().count() <= PRACTICE_NAME_CHARS
        && !name.chars().any(char::is_control)
}
