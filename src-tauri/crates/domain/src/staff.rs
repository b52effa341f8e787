//! Who may do what.

use crate::{Private, UserId};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Our id.
    pub id: UserId,
    /// Name as shown to colleagues.
    pub name: Private,
    /// What they may do.
    pub role: Role,
}

/// A set of capabilities with a name from the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers texts.
    Receptionist,
    /// Answers texts, reviews, changes settings.
    Manager,
}

/// One right. Every command names the one it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Before anybody has signed in: setting up, unlocking.
    Enter,
    /// Read threads and patients.
    Read,
    /// Write, send, assign, close, note.
    Answer,
    /// Record consent.
    RecordConsent,
    /// Send over a warning, with a reason.
    Override,
    /// Text somebody who has not agreed, or no longer, with a reason. Never somebody who said no.
    OverrideConsent,
    /// Change the practice's settings.
    Configure,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Receptionist, Self::Manager];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receptionist => "receptionist",
            Self::Manager => "manager",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether the role includes a right.
    pub const fn may(self, capability: Capability) -> bool {
        match capability {
            Capability::Enter
            | Capability::Read
            | Capability::Answer
            | Capability::RecordConsent
            | Capability::Override => true,
            Capability::OverrideConsent | Capability::Configure => matches!(self, Self::Manager),
        }
    }
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person at the desk.
    User(UserId),
    /// The patient, by texting.
    Patient,
    /// Foyer by itself.
    System,
    /// The carrier.
    Carrier,
}
