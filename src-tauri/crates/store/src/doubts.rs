//! What nobody knows since a damaged store was repaired, where not knowing could let somebody see or do more than before.
//!
//! *No rows* means *everywhere* where people work, *no second step* at a sign-in, and *nothing is held* before a deletion.
//! A row that is lost must not read as one that was never there. So a repair writes down whose rows may be gone, and until
//! a person says how it is, the stricter answer counts: somebody works nowhere ([`crate::sight`]), a password alone does
//! not do for a manager, and nothing is deleted by the schedule ([`crate::retention`]).

use std::collections::BTreeSet;

use foyer_domain::{Capability, Role, RoleId, Timestamp, User, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{ReadTx, StoreError, WriteTx, settings, users};

/// Where they are kept in the settings table.
const DOUBTS: &str = "repair.doubts";

/// What is in doubt; nothing in a store that was never repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubts {
    people: BTreeSet<Uuid>,
    roles: BTreeSet<Uuid>,
    second_steps: BTreeSet<Uuid>,
    holds: bool,
}

impl Doubts {
    /// What is in doubt now.
    ///
    /// # Errors
    /// [`StoreError::UnknownValue`] for a setting that is none: then nobody sees anything.
    pub fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, DOUBTS)?.unwrap_or_default())
    }

    /// Whether nobody knows where somebody works: by themselves, or by the role they have.
    pub fn about_places(&self, user: UserId, role: Role) -> bool {
        let by_role = match role {
            Role::Own(own) => self.roles.contains(&own.id.uuid()),
            Role::Receptionist | Role::Clinical | Role::Billing | Role::Manager | Role::PrivacyOfficer => {
                false
            }
        };
        by_role || self.about_person(user)
    }

    /// Whether nobody knows where somebody works, whatever their role.
    pub fn about_person(&self, user: UserId) -> bool {
        self.people.contains(&user.uuid())
    }

    /// Whether nobody knows for which offices a role is.
    pub fn about_role(&self, role: RoleId) -> bool {
        self.roles.contains(&role.uuid())
    }

    /// Whether somebody may have had a second step at sign-in that is gone. Only managers have one.
    pub fn about_second_step(&self, user: &User) -> bool {
        user.role.may(Capability::ManagePeople) && self.second_steps.contains(&user.id.uuid())
    }

    /// Whether words may be held back from deletion by somebody whose word is gone.
    pub const fn about_holds(&self) -> bool {
        self.holds
    }

    /// How many people and roles wait for somebody to say where they belong.
    pub fn places(&self) -> usize {
        self.people.len().saturating_add(self.roles.len())
    }

    /// How many managers must set their second step up again.
    pub fn second_steps(&self) -> usize {
        self.second_steps.len()
    }

    /// Of those who sit there and could say: a manager of whom it is known where they work; and any of them where it is
    /// known of none.
    ///
    /// # Errors
    /// The store's own; [`StoreError::NotFound`] for somebody who is none.
    pub fn may_settle(&self, tx: &ReadTx<'_>, by: UserId) -> Result<bool, StoreError> {
        let own = users::get(tx, by)?.user;
        if !own.role.may(Capability::ManagePeople) {
            return Ok(false);
        }
        let sure = |user: &User| !self.about_places(user.id, user.role);
        let managers =
            users::list(tx)?.into_iter().filter(|row| row.retired_at.is_none()).map(|row| row.user);
        let known = managers.filter(|user| user.role.may(Capability::ManagePeople)).any(|user| sure(&user));
        Ok(!known || sure(&own))
    }

    /// Adds what a repair found to what was in doubt before.
    pub(crate) fn add(&mut self, found: Self) {
        self.people.extend(found.people);
        self.roles.extend(found.roles);
        self.second_steps.extend(found.second_steps);
        self.holds |= found.holds;
    }

    pub(crate) fn person(&mut self, user: UserId) {
        self.people.insert(user.uuid());
    }

    pub(crate) fn role(&mut self, role: RoleId) {
        self.roles.insert(role.uuid());
    }

    pub(crate) fn second_step(&mut self, user: UserId) {
        self.second_steps.insert(user.uuid());
    }

    pub(crate) const fn hold(&mut self) {
        self.holds = true;
    }

    pub(crate) fn keep(&self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, DOUBTS, self, now)
    }
}

/// Somebody said where a person works. Says whether that was in doubt.
///
/// # Errors
/// The store's own.
pub fn settle_person(tx: &WriteTx<'_>, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    settle(tx, now, |doubts| doubts.people.remove(&user.uuid()))
}

/// Somebody said for which offices a role is. Says whether that was in doubt.
///
/// # Errors
/// The store's own.
pub fn settle_role(tx: &WriteTx<'_>, role: RoleId, now: Timestamp) -> Result<bool, StoreError> {
    settle(tx, now, |doubts| doubts.roles.remove(&role.uuid()))
}

/// Somebody has a second step again. Says whether that was in doubt.
///
/// # Errors
/// The store's own.
pub fn settle_second_step(tx: &WriteTx<'_>, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    settle(tx, now, |doubts| doubts.second_steps.remove(&user.uuid()))
}

/// Somebody looked at what is held, and put in what was missing. Says whether that was in doubt.
///
/// # Errors
/// The store's own.
pub fn settle_holds(tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    settle(tx, now, |doubts| std::mem::take(&mut doubts.holds))
}

fn settle(
    tx: &WriteTx<'_>,
    now: Timestamp,
    off: impl FnOnce(&mut Doubts) -> bool,
) -> Result<bool, StoreError> {
    let mut doubts = Doubts::read(tx)?;
    let was = off(&mut doubts);
    if was {
        doubts.keep(tx, now)?;
    }
    Ok(was)
}
