//! Templates: texts that a practice sends often, in English and Spanish at once ([`Wording`]), with blanks that are
//! filled from the patient and the practice ([`Blank`]).
//!
//! A template is a way to write a text and none to send one: its filled words take the gate like any others. What the
//! gate asks besides is here ([`stops`]): no blank may be left, the wording must be approved, in both languages, by
//! somebody who did not write it; and words declared clinical count as clinical whatever the screener makes of them.
//! Refused is what would hide something: a blank nobody knows, or one within another.

mod again;
mod blank;
mod shipped;
mod wording;

use foyer_domain::{Language, UserId};
use foyer_phi::{Level, Practice, Screener, Screening, Severity, Verdict};

use crate::Refusal;

pub use again::{Due, ReadAgain};
pub use blank::Blank;
pub use shipped::{SHIPPED, Shipped};
pub use wording::{Filled, OpenBlank, Piece, TemplateFault, Values, Wording, is_a_value, open_blanks};

/// What a template may tell, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateLevel {
    /// Office facts: hours, directions, a link.
    OfficeFacts,
    /// That there is a visit, and when.
    VisitDetails,
    /// Something about health. Goes to the portal.
    Clinical,
    /// Care with extra protection. Goes to the portal.
    Protected,
}

impl TemplateLevel {
    /// Every level.
    pub const ALL: [Self; 4] = [Self::OfficeFacts, Self::VisitDetails, Self::Clinical, Self::Protected];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OfficeFacts => "office_facts",
            Self::VisitDetails => "visit_details",
            Self::Clinical => "clinical",
            Self::Protected => "protected",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// Whether it belongs in the portal and not in a text.
    pub const fn is_for_the_portal(self) -> bool {
        match self {
            Self::OfficeFacts | Self::VisitDetails => false,
            Self::Clinical | Self::Protected => true,
        }
    }
}

/// How far a wording has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    /// Being written.
    Draft,
    /// Waits for somebody else's look.
    InReview,
    /// May be used.
    Approved,
    /// Used no more: replaced, or taken out.
    Retired,
}

impl TemplateState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Approved, Self::Retired];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Retired => "retired",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// What somebody decides about a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateDecision {
    /// Its writer asks for approval.
    Submit,
    /// Somebody else lets it be used.
    Approve,
    /// Somebody wants it worded anew.
    SendBack,
    /// Somebody else has read it again and lets it stay as it is.
    Keep,
    /// It is used no more.
    Retire,
}

/// Why a decision can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndecidedTemplate {
    /// It has moved on since it was read.
    #[error("the template is in another state by now")]
    MovedOn,
    /// Whoever wrote any of it approves none of it.
    #[error("somebody else has to approve it")]
    OwnWords,
    /// One language is missing.
    #[error("it is not in both languages")]
    HalfTranslated,
}

impl TemplateDecision {
    /// The state after it. `writers` wrote the words, in either language, or declared the level.
    ///
    /// # Errors
    /// See [`UndecidedTemplate`]; nothing changes.
    pub fn on(
        self,
        state: TemplateState,
        in_both: bool,
        writers: &[UserId],
        by: UserId,
    ) -> Result<TemplateState, UndecidedTemplate> {
        match (self, state) {
            (Self::Submit | Self::Approve, TemplateState::Draft | TemplateState::InReview) if !in_both => {
                Err(UndecidedTemplate::HalfTranslated)
            }
            (Self::Submit, TemplateState::Draft) => Ok(TemplateState::InReview),
            (Self::Approve, TemplateState::InReview) | (Self::Keep, TemplateState::Approved)
                if writers.contains(&by) =>
            {
                Err(UndecidedTemplate::OwnWords)
            }
            (Self::Approve, TemplateState::InReview) | (Self::Keep, TemplateState::Approved) => {
                Ok(TemplateState::Approved)
            }
            (Self::SendBack, TemplateState::InReview) => Ok(TemplateState::Draft),
            (Self::Retire, TemplateState::Draft | TemplateState::InReview | TemplateState::Approved) => {
                Ok(TemplateState::Retired)
            }
            (Self::Submit | Self::Approve | Self::SendBack | Self::Keep | Self::Retire, _) => {
                Err(UndecidedTemplate::MovedOn)
            }
        }
    }
}

/// What the gate is told of a wording that a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Templated {
    /// How far it has come by now.
    pub state: TemplateState,
    /// Whether it is in both languages.
    pub in_both: bool,
    /// What it was declared to tell.
    pub level: TemplateLevel,
}

impl Templated {
    /// Why it can't be used, if so.
    pub const fn stop(self) -> Option<Refusal> {
        match (self.state, self.in_both) {
            (_, false) => Some(Refusal::TemplateHalfTranslated),
            (TemplateState::Draft | TemplateState::InReview | TemplateState::Retired, true) => {
                Some(Refusal::TemplateNotApproved)
            }
            (TemplateState::Approved, true) => None,
        }
    }
}

/// Why words that came from `templates` can't leave as they are. Typed words are asked too: a blank is a blank, however
/// it got there.
pub fn stops(templates: &[Templated], words: &str) -> Option<Refusal> {
    if let Some(refusal) = templates.iter().find_map(|one| one.stop()) {
        return Some(refusal);
    }
    // In words from a template a brace is what is left of a blank.
    let left = !open_blanks(words).is_empty() || (!templates.is_empty() && words.contains(['{', '}']));
    left.then_some(Refusal::TemplateBlanks)
}

/// What the declared levels make of the screener's verdict: a declaration only ever raises it.
pub fn floor(templates: &[Templated]) -> Verdict {
    if templates.iter().any(|one| one.level.is_for_the_portal()) {
        Verdict::PortalOnly
    } else {
        Verdict::Clean
    }
}

/// The lowest level a wording may be declared at: what the screener finds in it, filled as it might be, and what its
/// blanks will say.
pub fn level_told(wording: &Wording, language: Language, screener: &Screener) -> TemplateLevel {
    let by_blanks = wording.blanks().map(Blank::level).max().unwrap_or(TemplateLevel::OfficeFacts);
    let trial = Values::trial(language);
    let practice = Practice {
        name: trial.of(Blank::Practice).unwrap_or_default().to_owned(),
        patient_names: trial.of(Blank::FirstName).map(ToOwned::to_owned).into_iter().collect(),
        ..Practice::default()
    };
    let filled = wording.fill(&trial, language).text;
    level_of(&screener.screen(&filled, foyer_domain::Channel::Sms, &practice)).max(by_blanks)
}

/// What words tell by what the screener found in them.
pub fn level_of(screening: &Screening) -> TemplateLevel {
    match screening.severity() {
        Some(Severity::Sensitive) => TemplateLevel::Protected,
        Some(Severity::Clinical) => TemplateLevel::Clinical,
        // It names somebody or something of a record: no office fact, and no diagnosis.
        Some(Severity::Identifier | Severity::Hint) => TemplateLevel::VisitDetails,
        None if screening.level > Level::Hint => TemplateLevel::Clinical,
        None => TemplateLevel::OfficeFacts,
    }
}
