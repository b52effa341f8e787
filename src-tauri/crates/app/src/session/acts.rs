//! What the chain says of people and keys: who came, who left, who could not get in, who changed whom.

use foyer_domain::{Actor, Timestamp, UserId};
use foyer_store::{StoreError, WriteTx, audit};

/// Everything about people and keys that is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeopleAct {
    SignedIn,
    Missed,
    Locked,
    Added,
    CodeMade,
    RoleChanged,
    PinReset,
    Removed,
    PasswordChanged,
    PinChanged,
    LockChanged,
    RecoveryCodeMade,
    Recovered,
    KeyChanged,
    AuthenticatorAdded,
    AuthenticatorRemoved,
    LocationSaved,
    LocationsSet,
    RoleSaved,
}

impl PeopleAct {
    const ALL: [Self; 19] = [
        Self::SignedIn,
        Self::Missed,
        Self::Locked,
        Self::Added,
        Self::CodeMade,
        Self::RoleChanged,
        Self::PinReset,
        Self::Removed,
        Self::PasswordChanged,
        Self::PinChanged,
        Self::LockChanged,
        Self::RecoveryCodeMade,
        Self::Recovered,
        Self::KeyChanged,
        Self::AuthenticatorAdded,
        Self::AuthenticatorRemoved,
        Self::LocationSaved,
        Self::LocationsSet,
        Self::RoleSaved,
    ];

    /// The word in the chain.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "session.sign_in",
            Self::Missed => "session.miss",
            Self::Locked => "session.lock",
            Self::Added => "people.add",
            Self::CodeMade => "people.new_code",
            Self::RoleChanged => "people.change_role",
            Self::PinReset => "people.reset_pin",
            Self::Removed => "people.remove",
            Self::PasswordChanged => "people.change_password",
            Self::PinChanged => "people.change_pin",
            Self::LockChanged => "practice.change_lock",
            Self::RecoveryCodeMade => "recovery.make",
            Self::Recovered => "recovery.come_back",
            Self::KeyChanged => "keys.change",
            Self::AuthenticatorAdded => "authenticator.add",
            Self::AuthenticatorRemoved => "authenticator.remove",
            Self::LocationSaved => "practice.save_location",
            Self::LocationsSet => "people.set_locations",
            Self::RoleSaved => "people.save_role",
        }
    }

    /// Reads the word in the chain; words of other parts of Foyer are none of these.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
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
