//! Whether a portal is covered: clinical words go only to a company that signed for them (45 CFR 164.502(e),
//! 164.504(e)).

use foyer_domain::Timestamp;

/// The agreement that covers the portal, as somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Agreement {
    /// The company that signed.
    pub with: String,
    /// The day it was signed, in the practice's zone, as an instant.
    pub signed_at: Timestamp,
    /// The instant from which it no longer holds; `None` for one without an end.
    pub until_at: Option<Timestamp>,
}

/// Why nothing may be handed to the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCovered {
    /// Nobody has recorded an agreement.
    #[error("no agreement is recorded for the portal")]
    Missing,
    /// It begins later.
    #[error("the agreement has not begun")]
    NotYet {
        /// When it begins.
        from: Timestamp,
    },
    /// It has ended.
    #[error("the agreement has ended")]
    Ended {
        /// When it ended.
        since: Timestamp,
    },
}

/// Whether the portal may be handed to at `now`.
///
/// # Errors
/// [`NotCovered`].
pub fn covered(agreement: Option<&Agreement>, now: Timestamp) -> Result<(), NotCovered> {
    let Some(agreement) = agreement.filter(|agreement| !agreement.with.trim().is_empty()) else {
        return Err(NotCovered::Missing);
    };
    if now < agreement.signed_at {
        return Err(NotCovered::NotYet { from: agreement.signed_at });
    }
    match agreement.until_at {
        Some(until) if until <= now => Err(NotCovered::Ended { since: until }),
        Some(_) | None => Ok(()),
    }
}
