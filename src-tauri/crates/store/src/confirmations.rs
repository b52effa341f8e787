//! That a number is a patient's: somebody made sure of it, by asking them. Only added to; the newest counts.

use foyer_domain::{PatientId, PhoneNumber, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, params};

use crate::{ReadTx, StoreError, WriteTx, sql::StoredId as _};

/// Keeps that somebody made sure.
///
/// # Errors
/// [`StoreError::Conflict`] for somebody who is not there.
pub fn add(
    tx: &WriteTx<'_>,
    number: &PhoneNumber,
    patient: PatientId,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO number_confirmation (number, patient, by, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![number.reveal(), patient.bytes(), by.bytes(), at.millis()])?;
    Ok(())
}

/// When somebody last made sure that a number is a patient's.
///
/// # Errors
/// The store's own.
pub fn last(
    tx: &ReadTx<'_>,
    number: &PhoneNumber,
    patient: PatientId,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = tx
        .prepare(LAST)?
        .query_row(params![number.reveal(), patient.bytes()], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp::from_millis))
}

pub(crate) const LAST: &str = "SELECT at FROM number_confirmation WHERE number = ?1 AND patient = ?2
    ORDER BY at DESC LIMIT 1";
