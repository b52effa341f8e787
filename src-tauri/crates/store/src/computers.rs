//! On which computers the practice was open: a text is sent at the one where it was open then.

use foyer_domain::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use crate::{ReadTx, StoreError, WriteTx};

/// Keeps that the practice is open on a computer from now on; `false` where it was open there last.
///
/// # Errors
/// The store's own.
pub fn open_on(tx: &WriteTx<'_>, name: &str, now: Timestamp) -> Result<bool, StoreError> {
    let last: Option<String> = tx
        .prepare("SELECT name FROM computer ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if last.as_deref() == Some(name) {
        return Ok(false);
    }
    tx.prepare("INSERT INTO computer (name, at) VALUES (?1, ?2)")?.execute(params![name, now.millis()])?;
    Ok(true)
}

/// Where the practice was open at a moment; `None` before anybody kept it.
///
/// # Errors
/// The store's own.
pub fn at(tx: &ReadTx<'_>, at: Timestamp) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare("SELECT name FROM computer WHERE at <= ?1 ORDER BY at DESC, seq DESC LIMIT 1")?
        .query_row([at.millis()], |row| row.get(0))
        .optional()?)
}
