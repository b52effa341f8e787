//! What PINs are checked against, one a person. Gone with the person.

use foyer_domain::{Timestamp, UserId};
use rusqlite::params;

use crate::{
    PinCheck, ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// Gives somebody a PIN in place of the one they had.
///
/// # Errors
/// [`StoreError::Conflict`] for somebody who is not there.
pub fn set(tx: &WriteTx<'_>, user: UserId, check: &PinCheck, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO pin (user, salt, kib, passes, hash, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (user) DO UPDATE SET salt = excluded.salt, kib = excluded.kib, passes = excluded.passes,
             hash = excluded.hash, set_at = excluded.set_at",
    )?
    .execute(params![user.bytes(), check.salt, check.kib, check.passes, check.check, now.millis()])?;
    Ok(())
}

/// Takes somebody's PIN away; no error when there is none.
///
/// # Errors
/// The store's own.
pub fn forget(tx: &WriteTx<'_>, user: UserId) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM pin WHERE user = ?1")?.execute([user.bytes()])?;
    Ok(())
}

/// Takes everybody's away.
///
/// # Errors
/// The store's own.
pub fn forget_all(tx: &WriteTx<'_>) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM pin")?.execute([])?;
    Ok(())
}

/// What somebody's PIN is checked against; `None` for who has none.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn get(tx: &ReadTx<'_>, user: UserId) -> Result<Option<PinCheck>, StoreError> {
    let mut statement = tx.prepare("SELECT user AS id, salt, kib, passes, hash FROM pin WHERE user = ?1")?;
    let mut rows = statement.query([user.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "pin");
    Ok(Some(PinCheck {
        salt: r.get("salt")?,
        kib: r.count("kib")?,
        passes: r.count("passes")?,
        check: r.get("hash")?,
    }))
}
