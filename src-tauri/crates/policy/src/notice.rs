//! The risk notice: says that texts are not encrypted, asks, and tells how to end it (R1, R13, R42).
//!
//! One part of GSM-7 with a practice's name of up to 19 characters; a longer one costs a second part. The
//! Spanish asks for SI without its accent: one Í turns the whole text into Unicode and triples its parts; SÍ
//! is read just the same.

//!
//! Wordings are kept in a registry, the newest last, and none is ever changed or taken out: a consent names the
//! version it answered. A version that says something materially new sends everybody who agreed to an older one
//! to *Refresh due* (R6); one that only says it better does not.

use foyer_domain::{Language, Timestamp};

/// One wording of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeVersion {
    /// Its name, kept with every notice and consent.
    pub version: &'static str,
    /// From when it is sent.
    pub from: Timestamp,
    /// Whether it says something that people who agreed to the version before have not agreed to.
    pub material: bool,
    /// The English words after the practice's name.
    pub en: &'static str,
    /// The Spanish ones.
    pub es: &'static str,
}

/// Every wording there ever was, oldest first.
pub const REGISTRY: &[NoticeVersion] = &[NoticeVersion {
    version: "2026-11",
    from: Timestamp::from_millis(0),
    material: true,
    en: ": Texts aren't encrypted, so others could read them. We keep health details in your portal. \
        OK to text you? Reply YES or NO. STOP ends texts.",
    es: ": Los textos no van cifrados; otros pueden leerlos. Los datos médicos van en su portal. \
        ¿Acepta textos? Responda SI o NO. STOP para salir.",
}];

impl NoticeVersion {
    /// The words in a language, after the practice's name.
    pub const fn words(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Es => self.es,
        }
    }
}

/// The wording that is sent at `now`; the oldest where a clock says it is before all of them.
pub fn current(registry: &'static [NoticeVersion], now: Timestamp) -> Option<&'static NoticeVersion> {
    registry.iter().rev().find(|version| version.from <= now).or_else(|| registry.first())
}

/// Whether something materially new has been said since `version` was agreed to. A version nobody knows, or none,
/// is judged by `agreed_at`: what was in use then.
pub fn outdated(
    registry: &'static [NoticeVersion],
    version: Option<&str>,
    agreed_at: Timestamp,
    now: Timestamp,
) -> bool {
    let place = version
        .and_then(|version| registry.iter().position(|known| known.version == version))
        .or_else(|| registry.iter().rposition(|known| known.from <= agreed_at));
    let newer = place.map_or(0, |place| place + 1);
    registry.iter().skip(newer.max(1)).any(|later| later.material && later.from <= now)
}

/// The notice of a practice, as it is worded at `now`.
pub fn text_at(
    registry: &'static [NoticeVersion],
    practice_name: &str,
    language: Language,
    now: Timestamp,
) -> String {
    let words = current(registry, now).map_or("", |version| version.words(language));
    format!("{}{words}", practice_name.trim())
}

/// The wording a text is, and its language; `None` for any other text.
pub fn which(registry: &'static [NoticeVersion], body: &str) -> Option<(&'static NoticeVersion, Language)> {
    registry.iter().rev().find_map(|version| {
        [Language::En, Language::Es]
            .into_iter()
            .find(|language| body.strip_suffix(version.words(*language)).is_some_and(is_practice_name))
            .map(|language| (version, language))
    })
}

/// The notice of a practice in the newest wording there is.
pub fn text(practice_name: &str, language: Language) -> String {
    let words = REGISTRY.last().map_or("", |version| version.words(language));
    format!("{}{words}", practice_name.trim())
}

/// Whether `body` is the notice of some practice, in some version.
pub fn is_notice(body: &str) -> bool {
    which(REGISTRY, body).is_some()
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
