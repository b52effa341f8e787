//! Where a loss would let somebody see or do more than before: whose rows may be gone, told from what could not be read.

use std::collections::BTreeMap;

use foyer_domain::Capability;

use super::{ACTION, Lost};
use crate::{StoreError, WriteTx, authenticators, doubts::Doubts, locations, roles, users};

/// Tables in which a row that is gone may have kept words from being deleted: a hold, a case, a text that proves what
/// somebody agreed to, one that still waits to leave, what a conversation is about.
const KEEPING: [&str; 6] = ["legal_hold", "incident", "incident_keep", "consent_event", "outbox", "thread"];

/// Says what is in doubt, and adds it to what was in doubt before. `end_lost` is whether what was done last may be gone:
/// that could have been anything.
pub(super) fn unsure(
    tx: &WriteTx<'_>,
    lost: &BTreeMap<String, Lost>,
    end_lost: bool,
) -> Result<Doubts, StoreError> {
    let mut doubts = Doubts::read(tx)?;
    // What an earlier repair wrote down may be gone with the settings.
    let forgotten = lost.contains_key("setting") && repaired_before(tx, lost)?;
    let any = end_lost || forgotten;
    let gone = |table: &str| any || lost.contains_key(table);
    // Of a practice that has no office, nobody can have been kept to one.
    let places = any || lost.contains_key("location") || !locations::list(tx)?.is_empty();
    let mut found = Doubts::default();
    for row in users::list(tx)?.into_iter().filter(|row| row.retired_at.is_none()) {
        let id = row.user.id;
        // Who has rows left sees no more by those that are gone; what was done last may have taken some of these away.
        if places && gone("user_location") && (any || locations::of_user(tx, id)?.is_empty()) {
            found.person(id);
        }
        let manages = row.user.role.may(Capability::ManagePeople);
        if gone("authenticator") && manages && (any || authenticators::get(tx, id)?.is_none()) {
            found.second_step(id);
        }
    }
    for row in roles::list(tx)? {
        if places && gone("role_location") && (any || row.places.is_empty()) {
            found.role(row.role.id);
        }
    }
    if KEEPING.into_iter().any(gone) {
        found.hold();
    }
    doubts.add(found);
    Ok(doubts)
}

fn repaired_before(tx: &WriteTx<'_>, lost: &BTreeMap<String, Lost>) -> Result<bool, StoreError> {
    let told = tx.prepare("SELECT 1 FROM audit WHERE action = ?1 LIMIT 1")?.exists([ACTION])?;
    Ok(told || lost.contains_key("audit"))
}
