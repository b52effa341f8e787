//! What the chain says of people and keys: who came, who left, who could not get in, who changed whom.

use foyer_domain::{Actor, Timestamp, UserId};
use foyer_store::{StoreError, WriteTx, audit};

/// Everything about people and keys that is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeopleAct {
    SignedIn,
    Missed,
    Locked,
    PasswordChanged,
    PinChanged,
    LockChanged,
}

impl PeopleAct {
    /// The word in the chain.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "session.sign_in",
            Self::Missed => "session.miss",
            Self::Locked => "session.lock",
            Self::PasswordChanged => "people.change_password",
            Self::PinChanged => "people.change_pin",
            Self::LockChanged => "practice.change_lock",
        }
    }
}

/// Writes it down: who did it, about whom.
pub(crate) fn say(
    tx: &WriteTx<'_>,
    act: PeopleAct,
    actor: Actor,
    about: Option<UserId>,
    detail: serde_json::Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    let object = about.map(UserId::uuid);
    audit::append(tx, &audit::NewEntry { at, actor, action: act.as_str(), thread: None, object, detail })
}
