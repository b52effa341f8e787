//! The authenticator somebody has: the secret its codes come from, and which of them counted last. One a person, gone
//! with the person. What a code is, is not decided here.

use foyer_domain::{Timestamp, UserId};
use rusqlite::params;
use zeroize::Zeroizing;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// Somebody's authenticator.
pub struct Authenticator {
    /// What its codes come from.
    pub secret: Zeroizing<Vec<u8>>,
    /// Since when they have it.
    pub since: Timestamp,
}

impl std::fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authenticator").field("since", &self.since).finish_non_exhaustive()
    }
}

/// Gives somebody an authenticator in place of the one they had; codes up to `step` have counted.
///
/// # Errors
/// [`StoreError::Conflict`] for somebody who is not there.
pub fn set(
    tx: &WriteTx<'_>,
    user: UserId,
    secret: &[u8],
    step: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO authenticator (user, secret, since_at, used_step) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (user) DO UPDATE SET secret = excluded.secret, since_at = excluded.since_at,
             used_step = excluded.used_step",
    )?
    .execute(params![user.bytes(), secret, now.millis(), stored(step)])?;
    Ok(())
}

/// The code of `step` counts, unless it or a later one did before; says whether it does.
///
/// # Errors
/// The store's own.
pub fn use_up(tx: &WriteTx<'_>, user: UserId, step: u64) -> Result<bool, StoreError> {
    let changed = tx
        .prepare("UPDATE authenticator SET used_step = ?2 WHERE user = ?1 AND used_step < ?2")?
        .execute(params![user.bytes(), stored(step)])?;
    Ok(changed == 1)
}

/// Takes somebody's authenticator away; says whether there was one.
///
/// # Errors
/// The store's own.
pub fn forget(tx: &WriteTx<'_>, user: UserId) -> Result<bool, StoreError> {
    Ok(tx.prepare("DELETE FROM authenticator WHERE user = ?1")?.execute([user.bytes()])? == 1)
}

/// Somebody's authenticator; `None` for who has none.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn get(tx: &ReadTx<'_>, user: UserId) -> Result<Option<Authenticator>, StoreError> {
    let mut statement =
        tx.prepare("SELECT user AS id, secret, since_at FROM authenticator WHERE user = ?1")?;
    let mut rows = statement.query([user.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "authenticator");
    Ok(Some(Authenticator { secret: Zeroizing::new(r.get("secret")?), since: r.at("since_at")? }))
}

/// Steps count from 1970; the number fits for longer than anybody's clock.
fn stored(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}
