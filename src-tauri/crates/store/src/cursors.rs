//! Until when the carrier's listings are known whole. A cursor moves in a write of its own after a whole walk; an
//! interrupted walk leaves it and is walked again.

use foyer_domain::{LineId, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::{ReadTx, StoreError, WriteTx, lines};

/// Where the listing `scope` of a line has been read to; the value belongs to whoever reads it.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn load(tx: &ReadTx<'_>, line: LineId, scope: &str) -> Result<Option<String>, StoreError> {
    let line = lines::seq_of(tx, line)?;
    Ok(tx
        .prepare("SELECT value FROM cursor WHERE line = ?1 AND scope = ?2")?
        .query_row(params![line, scope], |row| row.get(0))
        .optional()?)
}

/// When a cursor was moved last.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn moved_at(tx: &ReadTx<'_>, line: LineId, scope: &str) -> Result<Option<Timestamp>, StoreError> {
    let line = lines::seq_of(tx, line)?;
    let at: Option<i64> = tx
        .prepare("SELECT updated_at FROM cursor WHERE line = ?1 AND scope = ?2")?
        .query_row(params![line, scope], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp::from_millis))
}

/// Moves a cursor.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn save(
    tx: &WriteTx<'_>,
    line: LineId,
    scope: &str,
    value: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, line)?;
    tx.prepare(
        "INSERT INTO cursor (line, scope, value, updated_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (line, scope) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )?
    .execute(params![line, scope, value, now.millis()])?;
    Ok(())
}
