//! On which computers the practice was open: a text is sent at the one where it was open then.

use foyer_domain::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use crate::{ReadTx, StoreError, WriteTx};

/// Keeps that the practice is open on a computer from now on; `false` where it was open there last. A clock that went
/// back, as practice mode's does every time, begins anew: what is before it was said of another day.
///
/// # Errors
/// The store's own.
pub fn open_on(tx: &WriteTx<'_>, name: &str, now: Timestamp) -> Result<bool, StoreError> {
    let last: Option<(String, i64)> = tx
        .prepare("SELECT name, at FROM computer ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let same = last.as_ref().is_some_and(|(known, _)| known == name);
    if !same || last.is_some_and(|(_, at)| at > now.millis()) {
        tx.prepare("INSERT INTO computer (name, at) VALUES (?1, ?2)")?
            .execute(params![name, now.millis()])?;
    }
    Ok(!same)
}

/// Where the practice is open now: what the trail says of a text that is queued; `None` before anybody kept it.
///
/// # Errors
/// The store's own.
pub fn here(tx: &ReadTx<'_>) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare("SELECT name FROM computer ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Where the practice was open at a moment, by what was kept last of it; `None` before anybody kept it.
///
/// # Errors
/// The store's own.
pub fn at(tx: &ReadTx<'_>, at: Timestamp) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare("SELECT name FROM computer WHERE at <= ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([at.millis()], |row| row.get(0))
        .optional()?)
}
