//! Numbers to which nothing goes because something went wrong there, until somebody who may lifts it.
//!
//! A hold is read into every standing ([`crate::consent::standing`]), so the gate refuses it at every door, and a trigger
//! refuses the attempt itself: no code path can send past it.

use foyer_domain::{IncidentId, PhoneNumber, Private, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, params};

use crate::{ReadTx, StoreError, WriteTx, sql::StoredId as _};

/// Stops texts to a number for a case. The same again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when the case is none.
pub fn hold(
    tx: &WriteTx<'_>,
    incident: IncidentId,
    number: &PhoneNumber,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO number_hold (number, incident, since_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (incident, number) WHERE lifted_at IS NULL DO NOTHING",
    )?
    .execute(params![number.reveal(), crate::incidents::seq_of(tx, incident)?, at.millis()])?;
    Ok(())
}

/// Lets texts to the numbers of a case go again; where another case holds one, it stays held by that. Gives how many
/// were lifted.
///
/// # Errors
/// [`StoreError::NotFound`] when the case is none.
pub fn lift(
    tx: &WriteTx<'_>,
    incident: IncidentId,
    by: UserId,
    why: &Private,
    at: Timestamp,
) -> Result<usize, StoreError> {
    Ok(tx
        .prepare(
            "UPDATE number_hold SET lifted_at = ?1, lifted_by = ?2, why = ?3
             WHERE incident = ?4 AND lifted_at IS NULL",
        )?
        .execute(params![at.millis(), by.bytes(), why.reveal(), crate::incidents::seq_of(tx, incident)?])?)
}

/// Since when nothing goes to a number; `None` for one that is not held.
///
/// # Errors
/// The store's own.
pub fn since(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = tx.prepare(SINCE)?.query_row([number.reveal()], |row| row.get(0)).optional()?;
    Ok(at.map(Timestamp::from_millis))
}

pub(crate) const SINCE: &str =
    "SELECT since_at FROM number_hold WHERE number = ?1 AND lifted_at IS NULL ORDER BY since_at LIMIT 1";
