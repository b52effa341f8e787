//! The practice's offices, whose numbers they are, and who works where.
//!
//! An office that closes keeps its row, and its number and people stay limited by it until somebody changes that:
//! nothing opens up by itself.

use std::collections::BTreeSet;

use foyer_domain::{LineId, LocationId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows},
};

/// One of the offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationRow {
    /// Our id.
    pub id: LocationId,
    /// What the desk calls it.
    pub name: String,
    /// Until when.
    pub retired_at: Option<Timestamp>,
}

/// Adds an office.
///
/// # Errors
/// [`StoreError::Conflict`] when the id is taken.
pub fn create(tx: &WriteTx<'_>, id: LocationId, name: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO location (id, name, created_at) VALUES (?1, ?2, ?3)")?.execute(params![
        id.bytes(),
        name,
        now.millis()
    ])?;
    Ok(())
}

/// Renames an office.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn rename(tx: &WriteTx<'_>, id: LocationId, name: &str) -> Result<(), StoreError> {
    found(
        tx.prepare("UPDATE location SET name = ?1 WHERE id = ?2")?.execute(params![name, id.bytes()])?,
        "location",
    )
}

/// An office closed: it is offered no more.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn retire(tx: &WriteTx<'_>, id: LocationId, now: Timestamp) -> Result<(), StoreError> {
    found(
        tx.prepare("UPDATE location SET retired_at = ?1 WHERE id = ?2")?
            .execute(params![now.millis(), id.bytes()])?,
        "location",
    )
}

/// All offices, closed ones too, oldest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<LocationRow>, StoreError> {
    rows(tx, "SELECT seq, id, name, retired_at FROM location ORDER BY seq", [], |row| {
        let r = Reading::new(row, "location");
        Ok(LocationRow { id: r.id("id")?, name: r.get("name")?, retired_at: r.opt_at("retired_at")? })
    })
}

/// Says whose number a line is; `None` for all offices'.
///
/// # Errors
/// [`StoreError::NotFound`] for the line, [`StoreError::Conflict`] for an office that is none.
pub fn set_line(tx: &WriteTx<'_>, line: LineId, location: Option<LocationId>) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE line SET location = ?1 WHERE id = ?2")?
        .execute(params![location.map(|location| location.bytes()), line.bytes()])?;
    found(changed, "line")
}

/// Where somebody works; empty for everywhere.
///
/// # Errors
/// The store's own.
pub fn of_user(tx: &ReadTx<'_>, user: UserId) -> Result<BTreeSet<LocationId>, StoreError> {
    let sql = "SELECT location AS id FROM user_location WHERE user = ?1";
    let places = rows(tx, sql, [user.bytes()], |row| Reading::new(row, "user_location").id("id"))?;
    Ok(places.into_iter().collect())
}

/// Says where somebody works; empty for everywhere.
///
/// # Errors
/// [`StoreError::Conflict`] for a person or an office that is none.
pub fn set_user(tx: &WriteTx<'_>, user: UserId, locations: &BTreeSet<LocationId>) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM user_location WHERE user = ?1")?.execute([user.bytes()])?;
    let mut insert = tx.prepare("INSERT INTO user_location (user, location) VALUES (?1, ?2)")?;
    for location in locations {
        insert.execute(params![user.bytes(), location.bytes()])?;
    }
    Ok(())
}

fn found(changed: usize, table: &'static str) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table }) } else { Ok(()) }
}
