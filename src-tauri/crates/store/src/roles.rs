//! Roles that the practice made. A role that somebody has is not retired, and changing one changes what everybody who
//! has it may do, at once.

use std::collections::BTreeSet;

use foyer_domain::{LocationId, OwnRole, Rights, Role, RoleId, Timestamp};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows},
};

/// A role that the practice made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// Which, and what it may do.
    pub role: OwnRole,
    /// What the practice calls it.
    pub name: String,
    /// The offices it is for; empty for everywhere.
    pub places: BTreeSet<LocationId>,
}

/// Adds a role.
///
/// # Errors
/// [`StoreError::Conflict`] when the id is taken or an office is none.
pub fn create(tx: &WriteTx<'_>, row: &RoleRow, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO role (id, name, rights, created_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row.role.id.bytes(), row.name, written(&row.role.rights)?, now.millis()])?;
    set_places(tx, row)
}

/// Changes a role's name, rights and offices.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Conflict`] for an office that is none.
pub fn update(tx: &WriteTx<'_>, row: &RoleRow) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE role SET name = ?1, rights = ?2 WHERE id = ?3 AND retired_at IS NULL")?
        .execute(params![row.name, written(&row.role.rights)?, row.role.id.bytes()])?;
    found(changed)?;
    set_places(tx, row)
}

/// Takes a role out of use.
///
/// # Errors
/// [`StoreError::Conflict`] while somebody has it, [`StoreError::NotFound`].
pub fn retire(tx: &WriteTx<'_>, id: RoleId, now: Timestamp) -> Result<(), StoreError> {
    let held: bool = tx
        .prepare("SELECT EXISTS (SELECT 1 FROM user WHERE own_role = ?1 AND retired_at IS NULL)")?
        .query_row([id.bytes()], |row| row.get(0))?;
    if held {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    let changed = tx
        .prepare("UPDATE role SET retired_at = ?1 WHERE id = ?2 AND retired_at IS NULL")?
        .execute(params![now.millis(), id.bytes()])?;
    found(changed)
}

/// The roles in use, oldest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<RoleRow>, StoreError> {
    let sql = "SELECT seq, id, name, rights FROM role WHERE retired_at IS NULL ORDER BY seq";
    rows(tx, sql, [], |row| {
        let r = Reading::new(row, "role");
        let role = OwnRole { id: r.id("id")?, rights: r.word("rights", read)? };
        Ok(RoleRow { name: r.get("name")?, places: places(tx, Role::Own(role))?, role })
    })
}

/// The offices that a role is for; empty for everywhere.
///
/// # Errors
/// The store's own.
pub fn places(tx: &ReadTx<'_>, role: Role) -> Result<BTreeSet<LocationId>, StoreError> {
    let Some(id) = own(role) else { return Ok(BTreeSet::new()) };
    let sql = "SELECT location AS id FROM role_location WHERE role = ?1";
    let places = rows(tx, sql, [id], |row| Reading::new(row, "role_location").id("id"))?;
    Ok(places.into_iter().collect())
}

/// Puts a role where only its id is left; nothing where it is there.
pub(crate) fn put_nameless(tx: &WriteTx<'_>, id: RoleId, name: &str, rights: &str) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO role (id, name, rights, created_at) VALUES (?1, ?2, ?3, 0) ON CONFLICT (id) DO NOTHING",
    )?
    .execute(params![id.bytes(), name, rights])?;
    Ok(())
}

/// Rights as they are kept.
pub(crate) fn read(kept: &str) -> Option<Rights> {
    serde_json::from_str(kept).ok()
}

/// The role's id as it is kept, where the practice made it.
pub(crate) fn own(role: Role) -> Option<[u8; 16]> {
    match role {
        Role::Own(own) => Some(own.id.bytes()),
        Role::Receptionist | Role::Clinical | Role::Billing | Role::Manager | Role::PrivacyOfficer => None,
    }
}

fn set_places(tx: &WriteTx<'_>, row: &RoleRow) -> Result<(), StoreError> {
    let role = row.role.id.bytes();
    tx.prepare("DELETE FROM role_location WHERE role = ?1")?.execute([role])?;
    let mut insert = tx.prepare("INSERT INTO role_location (role, location) VALUES (?1, ?2)")?;
    for place in &row.places {
        insert.execute(params![role, place.bytes()])?;
    }
    Ok(())
}

fn written(rights: &Rights) -> Result<String, StoreError> {
    serde_json::to_string(rights).map_err(|_| StoreError::Conflict { code: rusqlite::ffi::SQLITE_MISMATCH })
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "role" }) } else { Ok(()) }
}
