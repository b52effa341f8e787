//! The risk notice: says that texts are not encrypted, asks, and tells how to end it.
//!
//! One part of GSM-7 with a practice's name of up to 19 characters; a longer one costs a second part. The
//! Spanish asks for SI without its accent: one Í turns the whole text into Unicode and triples its parts; SÍ
//! is read just the same.
//!
//! Wordings are kept in a registry, the newest last, and none is ever changed or taken out: a consent names the
//! version it answered. A version that says something materially new sends everybody who agreed to an older one
//! to *Refresh due*; one that only says it better does not.

use std::sync::Mutex;

use foyer_domain::{Body, Language, Segments, Timestamp};

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

/// A wording of the practice's own, as it is kept: the words after the practice's name, as they were typed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct OwnWording {
    /// Its name.
    pub version: String,
    /// From when it is sent.
    pub from: Timestamp,
    /// Whether it says something that people who agreed to the version before have not agreed to.
    pub material: bool,
    /// In English.
    pub en: String,
    /// In Spanish.
    pub es: String,
}

/// Why words can't be a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFault {
    /// There are none.
    #[error("the notice has no words")]
    Empty,
    /// More than [`PARTS_AT_MOST`] parts with the practice's name before it.
    #[error("the notice is longer than two parts")]
    TooLong,
    /// It does not say that texts are not encrypted.
    #[error("the notice does not say that texts are not encrypted")]
    NoRisk,
    /// It does not ask for YES or NO in capitals, as the patient is to write it.
    #[error("the notice does not ask for an answer")]
    NoQuestion,
    /// It does not say that STOP ends texts.
    #[error("the notice does not tell how to end texts")]
    NoStop,
}

/// A notice is read on a lock screen and costs by the part.
pub const PARTS_AT_MOST: usize = 2;

/// The words after a practice's name as they are kept: on one line, without what joins them to the name.
pub fn tidy(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    words.join(" ").trim_start_matches([':', ' ']).to_owned()
}

/// Whether `words`, tidied, can be the notice of a practice: what every notice must say, in whatever words.
/// What the screener makes of them is another question.
///
/// # Errors
/// The first fault.
pub fn check(practice_name: &str, words: &str, language: Language) -> Result<(), NoticeFault> {
    if words.is_empty() {
        return Err(NoticeFault::Empty);
    }
    let body = Body::new(whole(practice_name, &joined(words))).map_err(|_| NoticeFault::TooLong)?;
    if Segments::of(body.reveal()).count > PARTS_AT_MOST {
        return Err(NoticeFault::TooLong);
    }
    let lower = words.to_lowercase();
    let says = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
    let has = |asked: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| asked.contains(&word));
    let (risk, yes): (&[&str], &[&str]) = match language {
        Language::En => (&["encrypt"], &["YES"]),
        Language::Es => (&["cifra", "encript"], &["SI", "SÍ"]),
    };
    match () {
        () if !says(risk) => Err(NoticeFault::NoRisk),
        () if !has(yes) || !has(&["NO"]) => Err(NoticeFault::NoQuestion),
        () if !says_stop(words) => Err(NoticeFault::NoStop),
        () => Ok(()),
    }
}

/// Whether words tell how texts end: STOP, in capitals, as the patient is to write it.
pub(crate) fn says_stop(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "STOP")
}

/// Every wording of a practice, oldest first: those that come with Foyer, and its own.
///
/// A registry lives as long as the program, as the shipped one does, so that rules can be copied about; the same own
/// wordings give the same registry, and a practice has a handful of editions.
pub fn registry(own: &[OwnWording]) -> &'static [NoticeVersion] {
    static KNOWN: Mutex<Vec<(Vec<OwnWording>, &'static [NoticeVersion])>> = Mutex::new(Vec::new());
    if own.is_empty() {
        return REGISTRY;
    }
    let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, registry)) = known.iter().find(|(wordings, _)| wordings == own) {
        return registry;
    }
    let keep = |words: String| -> &'static str { words.leak() };
    let mut versions = REGISTRY.to_vec();
    versions.extend(own.iter().map(|one| NoticeVersion {
        version: keep(one.version.clone()),
        from: one.from,
        material: one.material,
        en: keep(joined(&one.en)),
        es: keep(joined(&one.es)),
    }));
    versions.sort_by_key(|version| version.from);
    let registry: &'static [NoticeVersion] = versions.leak();
    known.push((own.to_vec(), registry));
    registry
}

fn joined(words: &str) -> String {
    format!(": {words}")
}

fn whole(practice_name: &str, words: &str) -> String {
    format!("{}{words}", practice_name.trim())
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
    whole(practice_name, words)
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
    whole(practice_name, REGISTRY.last().map_or("", |version| version.words(language)))
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
