//! The practice's own numbers.

use foyer_domain::{Channel, LineId, LocationId, PhoneNumber, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// One of the practice's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Our id.
    pub id: LineId,
    /// The number.
    pub number: PhoneNumber,
    /// The channel it is used on.
    pub channel: Channel,
    /// What the desk calls it.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub retired_at: Option<Timestamp>,
    /// The office whose number it is; `None` for all of them.
    pub location: Option<LocationId>,
}

/// Adds a line.
///
/// # Errors
/// [`StoreError::Conflict`] when the number is a line on this channel already.
pub fn create(
    tx: &WriteTx<'_>,
    id: LineId,
    number: &PhoneNumber,
    channel: Channel,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO line (id, number, channel, name, created_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id.bytes(), number.reveal(), channel.as_str(), name, now.millis()])?;
    Ok(())
}

/// Renames a line.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn rename(tx: &WriteTx<'_>, id: LineId, name: &str) -> Result<(), StoreError> {
    found(tx.prepare("UPDATE line SET name = ?1 WHERE id = ?2")?.execute(params![name, id.bytes()])?)
}

/// Stops or resumes using a line; its threads stay.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_retired(tx: &WriteTx<'_>, id: LineId, at: Option<Timestamp>) -> Result<(), StoreError> {
    found(
        tx.prepare("UPDATE line SET retired_at = ?1 WHERE id = ?2")?
            .execute(params![at.map(Timestamp::millis), id.bytes()])?,
    )
}

/// One line.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: LineId) -> Result<LineRow, StoreError> {
    list(tx)?.into_iter().find(|line| line.id == id).ok_or(StoreError::NotFound { table: "line" })
}

/// All lines, retired ones too, oldest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<LineRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT seq, id, number, channel, name, created_at, retired_at, location FROM line ORDER BY seq",
        [],
        |row| {
            let r = Reading::new(row, "line");
            Ok(LineRow {
                id: r.id("id")?,
                number: r.number("number")?,
                channel: r.word("channel", Channel::parse)?,
                name: r.get("name")?,
                created_at: r.at("created_at")?,
                retired_at: r.opt_at("retired_at")?,
                location: r.opt_id("location")?,
            })
        },
    )
}

/// The short key messages keep a line under.
pub(crate) fn seq_of(tx: &ReadTx<'_>, id: LineId) -> Result<i64, StoreError> {
    tx.prepare("SELECT seq FROM line WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NotFound { table: "line" })
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "line" }) } else { Ok(()) }
}
