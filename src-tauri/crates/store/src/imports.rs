//! Lists of recorded consents that were brought in: who, when, how many lines. Their lines are facts about consent,
//! which name the list; a list that is taken back stays here with who took it back.

use foyer_domain::{ImportId, PhoneNumber, Timestamp, UserId};
use rusqlite::{Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Its id.
    pub id: ImportId,
    /// Who brought it in.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Lines with a date.
    pub granted: u32,
    /// Lines without one.
    pub unverified: u32,
    /// Lines that could not be used.
    pub left_out: u32,
    /// Who took it back, and when.
    pub undone: Option<(UserId, Timestamp)>,
}

/// Keeps that a list was brought in.
///
/// # Errors
/// [`StoreError::Conflict`] when the user is none.
pub fn add(tx: &WriteTx<'_>, row: &ImportRow) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO consent_import (id, by, at, granted, unverified, left_out) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        row.id.bytes(),
        row.by.bytes(),
        row.at.millis(),
        row.granted,
        row.unverified,
        row.left_out
    ])?;
    Ok(())
}

/// Every list, the newest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<ImportRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT id, by, at, granted, unverified, left_out, undone_by, undone_at FROM consent_import ORDER BY seq DESC",
        [],
        read,
    )
}

/// Keeps that a list was taken back; `false` when it was before.
///
/// # Errors
/// [`StoreError::NotFound`] for a list that is none.
pub fn undo(tx: &WriteTx<'_>, id: ImportId, by: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .prepare(
            "UPDATE consent_import SET undone_by = ?1, undone_at = ?2 WHERE id = ?3 AND undone_at IS NULL",
        )?
        .execute(params![by.bytes(), now.millis(), id.bytes()])?;
    if changed > 0 {
        return Ok(true);
    }
    let known = tx.prepare("SELECT 1 FROM consent_import WHERE id = ?1")?.exists([id.bytes()])?;
    if known { Ok(false) } else { Err(StoreError::NotFound { table: "consent_import" }) }
}

/// The numbers that a list said something about.
///
/// # Errors
/// The store's own.
pub fn numbers(tx: &ReadTx<'_>, id: ImportId) -> Result<Vec<PhoneNumber>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT DISTINCT number FROM consent_event WHERE import = ?1 AND kind <> 'import_undone' ORDER BY number",
        [id.bytes()],
        |row| Reading::new(row, "consent_event").number("number"),
    )
}

fn read(row: &Row<'_>) -> Result<ImportRow, StoreError> {
    let r = Reading::new(row, "consent_import");
    let undone = match (r.opt_id("undone_by")?, r.opt_at("undone_at")?) {
        (Some(by), Some(at)) => Some((by, at)),
        _ => None,
    };
    Ok(ImportRow {
        id: r.id("id")?,
        by: r.id("by")?,
        at: r.at("at")?,
        granted: r.count("granted")?,
        unverified: r.count("unverified")?,
        left_out: r.count("left_out")?,
        undone,
    })
}
