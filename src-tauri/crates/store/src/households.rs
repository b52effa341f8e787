//! Who shares a phone, whom its texts were for, and who wrote them by what somebody at the desk said.
//!
//! A person and a number are a contact; either can have several of the other. A contact whose number was wrong stays on
//! record and counts for nothing: it is what tells a later list that this was looked into.

use foyer_domain::{MessageId, PatientId, PhoneNumber, Relationship, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    patients::{self, PatientRow},
    sql::{Reading, StoredId as _, words},
};

words! {
    /// Why somebody is never texted at a number that they are on record with.
    Kept {
        /// Confidential: others at that phone are not to know.
        Private = "private",
        /// It was not theirs.
        Wrong = "wrong",
    }
}

words! {
    /// What somebody at the desk said about whom texts to a shared phone are for.
    Addressed {
        /// For the thread's patient.
        Chosen = "chosen",
        /// They do not know.
        NotSure = "not_sure",
    }
}

/// Somebody of a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub patient: PatientRow,
    /// What they are to whose phone it is.
    pub relationship: Relationship,
    /// Why they are never texted there, if so.
    pub kept: Option<Kept>,
}

/// Whose a text is, by what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The person; `None` where somebody said that they were not sure.
    pub patient: Option<PatientId>,
    /// Who said so; `None` for Foyer.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

/// Everybody on record with a number, also where it was wrong; who has been so longest comes first.
///
/// # Errors
/// The store's own.
pub fn members(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Vec<MemberRow>, StoreError> {
    crate::sql::rows(tx, MEMBERS, [number.reveal()], |row| {
        let r = Reading::new(row, "contact");
        Ok(MemberRow {
            relationship: r.word("relationship", Relationship::parse)?,
            kept: r.opt_word("kept", Kept::parse)?,
            patient: patients::read(row)?,
        })
    })
}

pub(crate) const MEMBERS: &str = "SELECT c.relationship, c.kept, p.seq, p.id, p.full_name, p.goes_by, p.birth_date,
        p.language, p.created_at, p.updated_at
    FROM contact c CROSS JOIN patient p ON p.seq = c.patient WHERE c.number = ?1 ORDER BY c.created_at, p.seq";

/// Whether a number is on record for several people, but those it was wrong for.
///
/// # Errors
/// The store's own.
pub fn is_shared(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<bool, StoreError> {
    Ok(tx
        .prepare("SELECT 1 FROM contact WHERE number = ?1 AND kept IS NOT 'wrong' LIMIT 1 OFFSET 1")?
        .exists([number.reveal()])?)
}

/// Keeps that somebody is not texted at a number, or that they are again.
///
/// # Errors
/// [`StoreError::NotFound`] for somebody who is not on record with it.
pub fn keep(
    tx: &WriteTx<'_>,
    patient: PatientId,
    number: &PhoneNumber,
    kept: Option<Kept>,
    by: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE contact SET kept = :kept, kept_at = :at, kept_by = :by
             WHERE number = :number AND patient = (SELECT seq FROM patient WHERE id = :patient)",
        )?
        .execute(named_params! {
            ":kept": kept.map(Kept::as_str),
            ":at": kept.map(|_| now.millis()),
            ":by": kept.map(|_| by.bytes()),
            ":number": number.reveal(),
            ":patient": patient.bytes(),
        })?;
    if changed == 0 { Err(StoreError::NotFound { table: "contact" }) } else { Ok(()) }
}

/// What was last said about whom texts of a thread are for, and when.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn addressed(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Option<(Addressed, Timestamp)>, StoreError> {
    let mut statement = tx.prepare("SELECT id, addressed, addressed_at FROM thread WHERE id = ?1")?;
    let mut rows = statement.query([thread.bytes()])?;
    let Some(row) = rows.next()? else { return Err(StoreError::NotFound { table: "thread" }) };
    let r = Reading::new(row, "thread");
    Ok(match (r.opt_word("addressed", Addressed::parse)?, r.opt_at("addressed_at")?) {
        (Some(said), Some(at)) => Some((said, at)),
        _ => None,
    })
}

/// Keeps for whom texts of a thread are from now on: somebody, or nobody knows whom.
///
/// # Errors
/// [`StoreError::NotFound`] for the thread, [`StoreError::Conflict`] for a patient that is none.
pub fn address(
    tx: &WriteTx<'_>,
    thread: ThreadId,
    patient: Option<PatientId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let said = if patient.is_some() { Addressed::Chosen } else { Addressed::NotSure };
    crate::threads::set_patient(tx, thread, patient)?;
    tx.prepare("UPDATE thread SET addressed = ?1, addressed_at = ?2 WHERE id = ?3")?.execute(params![
        said.as_str(),
        now.millis(),
        thread.bytes()
    ])?;
    Ok(())
}

/// Asks anew for whom texts of a thread are.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn ask_again(tx: &WriteTx<'_>, thread: ThreadId) -> Result<(), StoreError> {
    crate::threads::set_patient(tx, thread, None)?;
    tx.prepare("UPDATE thread SET addressed = NULL, addressed_at = NULL WHERE id = ?1")?
        .execute([thread.bytes()])?;
    Ok(())
}

/// Whose a text is, if that was said.
///
/// # Errors
/// The store's own.
pub fn whose(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<Whose>, StoreError> {
    let mut statement = tx.prepare("SELECT patient, by, at FROM message_person WHERE message = ?1")?;
    let mut rows = statement.query([message.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "message_person");
    Ok(Some(Whose { patient: r.opt_id("patient")?, by: r.opt_id("by")?, at: r.at("at")? }))
}

/// Keeps whose a text is; what was said before is replaced.
///
/// # Errors
/// [`StoreError::Conflict`] for a patient or user that is none.
pub fn set_whose(tx: &WriteTx<'_>, message: MessageId, whose: Whose) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO message_person (message, patient, by, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (message) DO UPDATE SET patient = excluded.patient, by = excluded.by, at = excluded.at",
    )?
    .execute(params![
        message.bytes(),
        whose.patient.map(|one| one.bytes()),
        whose.by.map(|one| one.bytes()),
        whose.at.millis()
    ])?;
    Ok(())
}

/// Why somebody is never texted at a number, if so.
///
/// # Errors
/// The store's own.
pub fn kept(tx: &ReadTx<'_>, patient: PatientId, number: &PhoneNumber) -> Result<Option<Kept>, StoreError> {
    let word: Option<Option<String>> = tx
        .prepare(
            "SELECT kept FROM contact WHERE number = ?1 AND patient = (SELECT seq FROM patient WHERE id = ?2)",
        )?
        .query_row(params![number.reveal(), patient.bytes()], |row| row.get(0))
        .optional()?;
    match word.flatten() {
        None => Ok(None),
        Some(word) => Kept::parse(&word).map(Some).ok_or_else(|| StoreError::UnknownValue {
            table: "contact",
            column: "kept",
            id: patient.to_string(),
        }),
    }
}

/// The person a text of ours is for: as it was said when it was queued, else the thread's.
///
/// # Errors
/// The store's own.
pub fn meant(
    tx: &ReadTx<'_>,
    message: MessageId,
    of_thread: Option<PatientId>,
) -> Result<Option<PatientId>, StoreError> {
    Ok(whose(tx, message)?.map_or(of_thread, |said| said.patient))
}
