//! What the practice knows of patients' accounts in the portal.

use foyer_domain::{PatientId, Private, Timestamp};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, words},
};

words! {
    /// Whether a patient has an account.
    AccountStanding {
        /// Nobody has said.
        Unknown = "unknown",
        /// They have one.
        Active = "active",
        /// They have none.
        Nothing = "none",
    }
}

/// A patient's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The practice's number for them, as the portal knows it.
    pub record_number: Option<Private>,
    /// Whether they have an account.
    pub standing: AccountStanding,
    /// When they were last seen there.
    pub seen_at: Option<Timestamp>,
}

impl Default for AccountRow {
    fn default() -> Self {
        Self { record_number: None, standing: AccountStanding::Unknown, seen_at: None }
    }
}

/// What is known of a patient's account; the default when nobody has said anything.
///
/// # Errors
/// The store's own.
pub fn get(tx: &ReadTx<'_>, patient: PatientId) -> Result<AccountRow, StoreError> {
    let mut statement =
        tx.prepare("SELECT record_number, standing, seen_at FROM portal_account WHERE patient = ?1")?;
    let mut rows = statement.query([patient.bytes()])?;
    match rows.next()? {
        None => Ok(AccountRow::default()),
        Some(row) => {
            let r = Reading::new(row, "portal_account");
            Ok(AccountRow {
                record_number: r.opt_private("record_number")?,
                standing: r.word("standing", AccountStanding::parse)?,
                seen_at: r.opt_at("seen_at")?,
            })
        }
    }
}

/// Keeps what is known.
///
/// # Errors
/// [`StoreError::Conflict`] when the patient is none.
pub fn save(
    tx: &WriteTx<'_>,
    patient: PatientId,
    account: &AccountRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO portal_account (patient, record_number, standing, seen_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (patient) DO UPDATE SET record_number = excluded.record_number,
            standing = excluded.standing, seen_at = excluded.seen_at, updated_at = excluded.updated_at",
    )?
    .execute(params![
        patient.bytes(),
        account.record_number.as_ref().map(Private::reveal),
        account.standing.as_str(),
        account.seen_at.map(Timestamp::millis),
        now.millis()
    ])?;
    Ok(())
}

/// Notes that a patient was seen in the portal: they have an account.
///
/// # Errors
/// [`StoreError::Conflict`] when the patient is none.
pub fn seen(tx: &WriteTx<'_>, patient: PatientId, at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    let mut account = get(tx, patient)?;
    account.standing = AccountStanding::Active;
    account.seen_at = account.seen_at.max(Some(at));
    save(tx, patient, &account, now)
}
