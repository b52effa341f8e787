//! The texts around a hand-off, in English and Spanish pairs. A practice may word them; none may say more than that
//! something waits and where.
//!
//! A text is a template with exactly one `{practice}` and one `{link}`. It is checked when it is edited and again
//! whenever the gate meets it: the screener must find nothing at all in it, it must tell how to stop, and it
//! must be one plain part with a name of ordinary length.

use foyer_domain::{Channel, Encoding, Language, Segments};
use foyer_phi::{Level, Practice, Screener};

use super::PortalAddress;
use crate::notice::is_practice_name;

/// The version of the built-in words; every change of a word is a new one.
pub const VERSION: &str = "2026-11";

/// What a safe text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeKind {
    /// Something waits in the portal.
    Link,
    /// It still waits.
    Reminder,
    /// How to open an account, for a patient who has none.
    SignUp,
    /// Asks a patient who texted something clinical to go on in the portal.
    Invite,
}

impl SafeKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Link, Self::Reminder, Self::SignUp, Self::Invite];

    /// The word in settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Reminder => "reminder",
            Self::SignUp => "sign_up",
            Self::Invite => "invite",
        }
    }

    /// Reads the word in settings.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    const fn built_in(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Link, Language::En) => {
                "{practice}: you have a new secure message. Reply STOP to opt out. Read it here: {link}"
            }
            (Self::Link, Language::Es) => {
                "{practice}: tiene un mensaje seguro nuevo. Responda STOP para no recibir textos. Puede leerlo en: {link}"
            }
            (Self::Reminder, Language::En) => {
                "{practice}: a secure message is still waiting for you. Reply STOP to opt out. Read it here: {link}"
            }
            (Self::Reminder, Language::Es) => {
                "{practice}: le sigue esperando un mensaje seguro. Responda STOP para no recibir textos. Puede leerlo en: {link}"
            }
            (Self::Invite, Language::En) => {
                "{practice}: please write to us in the portal, where only you can read it: {link} Reply STOP to opt out."
            }
            (Self::Invite, Language::Es) => {
                "{practice}: por favor siga en el portal, solo usted puede leerlo: {link} Responda STOP para no recibir textos."
            }
            (Self::SignUp, Language::En) => {
                "{practice}: you can open your account for secure messages here. Reply STOP to opt out. {link}"
            }
            (Self::SignUp, Language::Es) => {
                "{practice}: puede abrir su cuenta de mensajes seguros en este enlace. Responda STOP para no recibir textos. {link}"
            }
        }
    }
}

/// Why words can't be a safe text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSafeText {
    /// `{practice}` and `{link}` must stand in it once each, and nothing else in braces.
    #[error("a safe text has one {{practice}} and one {{link}}, and no other blank")]
    Blanks,
    /// It does not say how to stop.
    #[error("a safe text tells how to stop")]
    NoStop,
    /// More than one plain part with a name of 19 characters and an address of 24.
    #[error("longer than one part")]
    TooLong,
    /// A line break or another control character.
    #[error("a safe text is one line")]
    NotOneLine,
    /// The screener finds something in it.
    #[error("the check finds something in these words")]
    Tells,
}

/// A template that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeText {
    before: String,
    middle: String,
    after: String,
    /// Whether the practice's name comes first, as it should, or the link.
    name_first: bool,
}

/// A name and an address of ordinary length, to try a template with.
const TRIAL_NAME: &str = "Bayou Family Clinic";
const TRIAL_LINK: &str = "portal.bayoufamily.example";

impl SafeText {
    /// The words Foyer comes with.
    pub fn built_in(kind: SafeKind, language: Language) -> Self {
        split(kind.built_in(language)).unwrap_or(Self {
            before: String::new(),
            middle: ": ".to_owned(),
            after: String::new(),
            name_first: true,
        })
    }

    /// Reads a template as somebody words it.
    ///
    /// # Errors
    /// See [`InvalidSafeText`].
    pub fn parse(text: &str, screener: &Screener) -> Result<Self, InvalidSafeText> {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Err(InvalidSafeText::NotOneLine);
        }
        let template = split(text).ok_or(InvalidSafeText::Blanks)?;
        let fixed = [&template.before, &template.middle, &template.after];
        if !fixed.iter().any(|part| part.split(|c: char| !c.is_alphanumeric()).any(|word| word == "STOP")) {
            return Err(InvalidSafeText::NoStop);
        }
        let tried = template.fill(TRIAL_NAME, TRIAL_LINK);
        let segments = Segments::of(&tried);
        if segments.count > 1 || segments.encoding != Encoding::Gsm7 {
            return Err(InvalidSafeText::TooLong);
        }
        let practice = Practice { name: TRIAL_NAME.to_owned(), ..Practice::default() };
        let screening = screener.screen(&tried, Channel::WhatsApp, &practice);
        // The lowest rung: on the stricter channel, without a single finding.
        if screening.level > Level::Quiet || !screening.findings.is_empty() {
            return Err(InvalidSafeText::Tells);
        }
        Ok(template)
    }

    /// The text of a practice.
    pub fn text(&self, practice_name: &str, portal: &PortalAddress) -> String {
        self.fill(practice_name.trim(), portal.as_str())
    }

    /// Whether `body` is this text of some practice with some acceptable address.
    pub fn is_filled(&self, body: &str) -> bool {
        let Some(inner) = body.strip_prefix(&self.before).and_then(|rest| rest.strip_suffix(&self.after))
        else {
            return false;
        };
        inner.match_indices(self.middle.as_str()).any(|(at, middle)| {
            let (first, second) = (inner.get(..at), inner.get(at.saturating_add(middle.len())..));
            let (Some(first), Some(second)) = (first, second) else { return false };
            let (name, link) = if self.name_first { (first, second) } else { (second, first) };
            is_practice_name(name) && PortalAddress::parse(link).is_ok_and(|address| address.as_str() == link)
        })
    }

    /// The template, as somebody would edit it.
    pub fn template(&self) -> String {
        self.fill("{practice}", "{link}")
    }

    fn fill(&self, name: &str, link: &str) -> String {
        let (first, second) = if self.name_first { (name, link) } else { (link, name) };
        format!("{}{first}{}{second}{}", self.before, self.middle, self.after)
    }
}

/// The template's three fixed parts around its two blanks.
fn split(text: &str) -> Option<SafeText> {
    let once = |blank: &str| text.matches(blank).count() == 1;
    let braces = text.chars().filter(|char| matches!(char, '{' | '}')).count();
    if !once("{practice}") || !once("{link}") || braces != 4 {
        return None;
    }
    let name_first = text.find("{practice}") < text.find("{link}");
    let (first, second) = if name_first { ("{practice}", "{link}") } else { ("{link}", "{practice}") };
    let (before, rest) = text.split_once(first)?;
    let (middle, after) = rest.split_once(second)?;
    (!middle.trim().is_empty()).then(|| SafeText {
        before: before.to_owned(),
        middle: middle.to_owned(),
        after: after.to_owned(),
        name_first,
    })
}
