//! What staff are asked to read: wishes nobody is sure of, a CANCEL that may have meant the visit, a YES to nothing.
//!
//! Asking never waits for the answer: a carrier's word stops the texts at once, whatever was meant, and what
//! is unclear stops nothing until a person decides or ten business days are over.

use foyer_domain::{Span, Timestamp};

use crate::{InboundMeaning, may_mean_an_appointment};

/// Why a text is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// Perhaps a wish for no more texts.
    UnclearWish,
    /// CANCEL or END alone, near a visit. The opt-out stands until the patient texts START.
    AppointmentMeant,
    /// A YES that answers no open notice.
    StrayYes,
}

impl ReviewKind {
    /// Every kind, for round trips.
    pub const ALL: [Self; 3] = [Self::UnclearWish, Self::AppointmentMeant, Self::StrayYes];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnclearWish => "unclear_wish",
            Self::AppointmentMeant => "appointment_meant",
            Self::StrayYes => "stray_yes",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What a person made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDecision {
    /// It was a wish for no more texts: recorded as revoked from when it was written.
    Revoked,
    /// It was none.
    NotAWish,
    /// The visit was meant. Somebody calls; the opt-out stands.
    AppointmentMeant,
    /// The texts were meant; nothing more to do.
    TextsMeant,
    /// Read.
    Seen,
}

impl ReviewDecision {
    /// Every decision, for round trips.
    pub const ALL: [Self; 5] =
        [Self::Revoked, Self::NotAWish, Self::AppointmentMeant, Self::TextsMeant, Self::Seen];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::NotAWish => "not_a_wish",
            Self::AppointmentMeant => "appointment_meant",
            Self::TextsMeant => "texts_meant",
            Self::Seen => "seen",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == word)
    }

    /// Whether it answers what `kind` asks.
    pub const fn answers(self, kind: ReviewKind) -> bool {
        match kind {
            ReviewKind::UnclearWish => matches!(self, Self::Revoked | Self::NotAWish),
            ReviewKind::AppointmentMeant => matches!(self, Self::AppointmentMeant | Self::TextsMeant),
            ReviewKind::StrayYes => matches!(self, Self::Seen),
        }
    }
}

/// A text of ours that speaks of a visit counts as near for so long: reminders go out up to a week ahead.
const NEAR_A_VISIT: Span = Span::days(14);

/// What staff are to read about a text of this meaning, written at `at`. `ours` are our own last texts to this
/// number with their times, in any order.
pub fn review_of(
    meaning: InboundMeaning,
    body: &str,
    at: Timestamp,
    ours: &[(Timestamp, &str)],
) -> Option<ReviewKind> {
    match meaning {
        InboundMeaning::UnclearWish => Some(ReviewKind::UnclearWish),
        InboundMeaning::StrayYes => Some(ReviewKind::StrayYes),
        InboundMeaning::RevokesConsent { .. } if may_mean_an_appointment(body) => ours
            .iter()
            .any(|(sent, text)| *sent <= at && at.since(*sent) <= NEAR_A_VISIT && speaks_of_a_visit(text))
            .then_some(ReviewKind::AppointmentMeant),
        InboundMeaning::RevokesConsent { .. }
        | InboundMeaning::Grants { .. }
        | InboundMeaning::Declines { .. }
        | InboundMeaning::Restarts
        | InboundMeaning::AsksHelp
        | InboundMeaning::Nothing => None,
    }
}

/// Whether a text of ours speaks of a visit. Broad on purpose: it only decides whether somebody is asked.
pub fn speaks_of_a_visit(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "appointment",
        "appt",
        "visit",
        "cita",
        "consulta",
        "scheduled",
        "programad",
        "reschedul",
        "see you",
        "lo esperamos",
        "la esperamos",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
