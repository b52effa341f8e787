//! Who may sign in, for the lock screen of a closed practice: kept in the key file, sealed for this computer.

use foyer_domain::{Role, User, UserId};
use foyer_store::{
    DeviceSecret, KeyFile, OpenError, ReadTx, StoreError,
    users::{self, UserRow},
};
use serde::{Deserialize, Serialize};

use crate::desk::Practice;

/// What a closed practice shows of itself.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Roster {
    /// The practice's name.
    pub(crate) practice: String,
    /// Its IANA time zone.
    pub(crate) time_zone: String,
    /// Staff, in order of joining.
    pub(crate) people: Vec<Person>,
}

/// A member of staff.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// What the practice calls it, where it made it.
    #[serde(default)]
    pub(crate) role_name: Option<String>,
}

impl Person {
    /// The first manager of a new practice.
    pub(crate) fn first(user: &User) -> Self {
        Self { id: user.id, name: user.name.reveal().to_owned(), role: user.role, role_name: None }
    }

    pub(crate) fn of(row: &UserRow) -> Self {
        Self { role_name: row.role_name.clone(), ..Self::first(&row.user) }
    }
}

impl Roster {
    /// As the store has it now.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) fn of(practice: &Practice, tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let people = users::list(tx)?.iter().filter(|row| row.retired_at.is_none()).map(Person::of).collect();
        Ok(Self { practice: practice.name.clone(), time_zone: practice.time_zone.clone(), people })
    }

    /// Puts it into the key file.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub(crate) fn keep(&self, file: &mut KeyFile, device: &DeviceSecret) -> Result<(), OpenError> {
        let words = serde_json::to_vec(self).map_err(|_| OpenError::KeyFileDamaged)?;
        file.set_roster(&words, device)
    }

    /// Reads it; only people who have a way in.
    pub(crate) fn read(file: &KeyFile, device: &DeviceSecret) -> Option<Self> {
        let mut roster: Self = serde_json::from_slice(&file.roster(device)?).ok()?;
        let ways = file.ways_in();
        roster.people.retain(|person| ways.iter().any(|way| way.user == person.id));
        Some(roster)
    }
}
