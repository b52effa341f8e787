//! The brake on texts: how many may leave in a day, how many did, and whether it is pulled.
//!
//! What counts are attempts that may have left, whoever wrote the text and whatever for. The brake stays pulled until a
//! person lifts it; texts of before are then not counted any more.

use foyer_domain::Timestamp;
use foyer_policy::Ceiling;
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::{ReadTx, StoreError, WriteTx, settings};

/// Where it is kept.
const BRAKE: &str = "sending.brake";

/// How the brake stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brake {
    /// The most texts in 24 hours.
    pub ceiling: Ceiling,
    /// Since when nothing leaves.
    pub pulled_at: Option<Timestamp>,
    /// Attempts up to this one do not count: somebody lifted the brake after it.
    lifted_after: i64,
}

/// How the brake stands; one that was never touched is at the ceiling that Foyer comes with.
///
/// # Errors
/// [`StoreError::UnknownValue`]: then nothing may leave.
pub fn read(tx: &ReadTx<'_>) -> Result<Brake, StoreError> {
    Ok(settings::get(tx, BRAKE)?.unwrap_or_default())
}

/// How many texts may have left in the 24 hours before `now` by the carrier's clock and since the brake was lifted last,
/// none counted beyond the ceiling. What certainly did not leave is no text.
///
/// # Errors
/// The store's own.
pub fn sent(tx: &ReadTx<'_>, now: Timestamp) -> Result<u32, StoreError> {
    let brake = read(tx)?;
    Ok(tx.prepare(SENT)?.query_row(
        params![brake.lifted_after, brake.ceiling.texts(), Ceiling::counts_from(now).millis()],
        |row| row.get(0),
    )?)
}

// The newest of them, no more than the ceiling: a walk backwards over few rows, however many there are. What an older
// copy is held for was not tried here.
pub(crate) const SENT: &str = "
    SELECT count(*) FROM (
        SELECT started_at FROM send_attempt
        WHERE seq > ?1 AND ifnull(outcome, '') NOT IN ('not_sent', 'paused') AND ifnull(reason, '') <> 'restored_copy'
        ORDER BY seq DESC LIMIT ?2)
    WHERE started_at > ?3";

/// Nothing more leaves.
///
/// # Errors
/// The store's own.
pub fn pull(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let brake = Brake { pulled_at: Some(now), ..read(tx)? };
    settings::set(tx, BRAKE, &brake, now)
}

/// Texts leave again, as many as the ceiling says.
///
/// # Errors
/// The store's own.
pub fn lift(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let lifted_after =
        tx.prepare("SELECT coalesce(max(seq), 0) FROM send_attempt")?.query_row([], |row| row.get(0))?;
    settings::set(tx, BRAKE, &Brake { pulled_at: None, lifted_after, ..read(tx)? }, now)
}

/// Another ceiling. A brake that is pulled stays so.
///
/// # Errors
/// The store's own.
pub fn set_ceiling(tx: &WriteTx<'_>, ceiling: Ceiling, now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, BRAKE, &Brake { ceiling, ..read(tx)? }, now)
}
