//! Two records of one person put together, and split again.
//!
//! Nothing is joined that could not be told apart later: numbers, threads and texts of the record that goes move to the
//! kept one and are written down, so that splitting gives back exactly those. Facts about consent never move; while the
//! records are together they are read as the kept one's (`consent::for_number`). What was agreed to meanwhile stays the
//! kept one's after a split: it was said about that one.

use foyer_domain::{PatientId, PhoneNumber, Private, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    contact_imports::{self, OnRecord},
    patients,
    sql::{Reading, StoredId as _, rows},
};

/// Two records that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeRow {
    /// The record that is used.
    pub kept: PatientId,
    /// The one that went into it.
    pub gone: PatientId,
    /// Who said that they are one person.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The records that went into one, the newest first.
///
/// # Errors
/// The store's own.
pub fn into(tx: &ReadTx<'_>, kept: PatientId) -> Result<Vec<MergeRow>, StoreError> {
    rows(
        tx,
        "SELECT kept, gone, by, at FROM patient_merge WHERE kept = ?1 AND split_at IS NULL ORDER BY seq DESC",
        [kept.bytes()],
        |row| {
            let r = Reading::new(row, "patient_merge");
            Ok(MergeRow { kept: r.id("kept")?, gone: r.id("gone")?, by: r.id("by")?, at: r.at("at")? })
        },
    )
}

/// The record that is used for somebody: their own, or the one theirs went into.
///
/// # Errors
/// The store's own.
pub fn used(tx: &ReadTx<'_>, patient: PatientId) -> Result<PatientId, StoreError> {
    let kept = tx
        .prepare("SELECT kept FROM patient_merge WHERE gone = ?1 AND split_at IS NULL")?
        .query_row([patient.bytes()], |row| row.get::<_, [u8; 16]>("kept"))
        .optional()?;
    Ok(kept.map_or(patient, |bytes| PatientId::of(uuid::Uuid::from_bytes(bytes))))
}

/// Puts `gone` into `kept`. A number that both have and one of them is never texted at stays so; where it was wrong for
/// one of them only, the other's word counts. What holds for the numbers is the caller's to work out anew.
///
/// # Errors
/// [`StoreError::NotFound`] for a patient that is none; [`StoreError::Conflict`] for one that went into another
/// already, or has others in it.
pub fn merge(
    tx: &WriteTx<'_>,
    kept: PatientId,
    gone: PatientId,
    by: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (a, b) = (patients::seq_of(tx, kept)?, patients::seq_of(tx, gone)?);
    if used(tx, kept)? != kept || used(tx, gone)? != gone || !into(tx, gone)?.is_empty() {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    let merge: i64 = tx
        .prepare("INSERT INTO patient_merge (kept, gone, by, at) VALUES (?1, ?2, ?3, ?4) RETURNING seq")?
        .query_row(params![kept.bytes(), gone.bytes(), by.bytes(), now.millis()], |row| row.get(0))?;
    tx.prepare(
        "INSERT INTO patient_merge_number (merge, number, relationship, created_at, kept, kept_at, kept_by, both,
            their_kept, their_kept_at, their_kept_by)
         SELECT ?1, b.number, b.relationship, b.created_at, b.kept, b.kept_at, b.kept_by, a.number IS NOT NULL,
            a.kept, a.kept_at, a.kept_by
         FROM contact b LEFT JOIN contact a ON a.patient = ?2 AND a.number = b.number WHERE b.patient = ?3",
    )?
    .execute(params![merge, a, b])?;
    tx.prepare(&format!(
        "UPDATE contact SET (kept, kept_at, kept_by) =
            (SELECT n.kept, n.kept_at, n.kept_by FROM patient_merge_number n WHERE n.merge = ?1 AND n.number = contact.number)
         WHERE patient = ?2 AND number IN (SELECT n.number FROM patient_merge_number n WHERE n.merge = ?1 AND {TAKEN})"
    ))?
    .execute(params![merge, a])?;
    tx.prepare("DELETE FROM contact WHERE patient = ?1 AND number IN (SELECT number FROM contact WHERE patient = ?2)")?
        .execute([b, a])?;
    tx.prepare("UPDATE contact SET patient = ?1 WHERE patient = ?2")?.execute([a, b])?;
    for thread in crate::threads::of_patient(tx, gone)? {
        tx.prepare("INSERT INTO patient_merge_thread (merge, thread) VALUES (?1, ?2)")?
            .execute(params![merge, thread.id.bytes()])?;
        crate::threads::set_patient(tx, thread.id, Some(kept))?;
    }
    tx.prepare("INSERT INTO patient_merge_text SELECT ?1, message FROM message_person WHERE patient = ?2")?
        .execute(params![merge, gone.bytes()])?;
    tx.prepare("UPDATE message_person SET patient = ?1 WHERE patient = ?2")?
        .execute(params![kept.bytes(), gone.bytes()])?;
    let account = tx
        .prepare(
            "UPDATE portal_account SET patient = ?1
             WHERE patient = ?2 AND NOT EXISTS (SELECT 1 FROM portal_account WHERE patient = ?1)",
        )?
        .execute(params![kept.bytes(), gone.bytes()])?;
    tx.prepare("UPDATE patient_merge SET account = ?1 WHERE seq = ?2")?
        .execute(params![account > 0, merge])?;
    settle(tx, kept, gone)
}

/// Gives back what came with `gone`, as far as nobody has changed it since, and its numbers with the threads begun on
/// them meanwhile. Where both have a number, the next text asks whom it is for. Returns the threads it gave back.
///
/// # Errors
/// [`StoreError::NotFound`] for two that are not together.
pub fn split(
    tx: &WriteTx<'_>,
    kept: PatientId,
    gone: PatientId,
    by: UserId,
    now: Timestamp,
) -> Result<Vec<ThreadId>, StoreError> {
    let (a, b) = (patients::seq_of(tx, kept)?, patients::seq_of(tx, gone)?);
    let merge: i64 = tx
        .prepare(
            "UPDATE patient_merge SET split_by = ?1, split_at = ?2
             WHERE kept = ?3 AND gone = ?4 AND split_at IS NULL RETURNING seq",
        )?
        .query_row(params![by.bytes(), now.millis(), kept.bytes(), gone.bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NotFound { table: "patient_merge" })?;
    tx.prepare(
        "INSERT INTO contact (patient, number, reversed, relationship, created_at, kept, kept_at, kept_by)
         SELECT ?1, c.number, c.reversed, n.relationship, n.created_at, n.kept, n.kept_at, n.kept_by
         FROM patient_merge_number n JOIN contact c ON c.patient = ?2 AND c.number = n.number
         WHERE n.merge = ?3 AND n.both = 1 ON CONFLICT DO NOTHING",
    )?
    .execute(params![b, a, merge])?;
    tx.prepare(&format!(
        "UPDATE contact SET (kept, kept_at, kept_by) =
            (SELECT n.their_kept, n.their_kept_at, n.their_kept_by FROM patient_merge_number n
             WHERE n.merge = ?1 AND n.number = contact.number)
         WHERE patient = ?2 AND number IN (SELECT n.number FROM patient_merge_number n
             WHERE n.merge = ?1 AND {TAKEN} AND contact.kept IS n.kept AND contact.kept_at IS n.kept_at)"
    ))?
    .execute(params![merge, a])?;
    tx.prepare(
        "UPDATE contact SET patient = ?1
         WHERE patient = ?2 AND number IN (SELECT number FROM patient_merge_number WHERE merge = ?3 AND both = 0)",
    )?
    .execute(params![b, a, merge])?;
    let back: Vec<ThreadId> = rows(
        tx,
        "SELECT t.id FROM thread t JOIN patient_merge m ON m.seq = ?1
         WHERE t.patient = m.kept AND (t.id IN (SELECT thread FROM patient_merge_thread WHERE merge = ?1)
            OR (t.created_at > m.at AND t.far_number IN
                (SELECT number FROM patient_merge_number WHERE merge = ?1 AND both = 0)))
         ORDER BY t.seq",
        [merge],
        |row| Reading::new(row, "thread").id("id"),
    )?;
    for thread in &back {
        crate::threads::set_patient(tx, *thread, Some(gone))?;
    }
    tx.prepare(
        "UPDATE thread SET addressed = NULL, addressed_at = NULL
         WHERE far_number IN (SELECT number FROM patient_merge_number WHERE merge = ?1 AND both = 1)",
    )?
    .execute([merge])?;
    tx.prepare(
        "UPDATE message_person SET patient = ?1
         WHERE patient = ?2 AND message IN (SELECT message FROM patient_merge_text WHERE merge = ?3)",
    )?
    .execute(params![gone.bytes(), kept.bytes(), merge])?;
    tx.prepare(
        "UPDATE portal_account SET patient = ?1
         WHERE patient = ?2 AND (SELECT account FROM patient_merge WHERE seq = ?3) = 1",
    )?
    .execute(params![gone.bytes(), kept.bytes(), merge])?;
    settle(tx, kept, gone)?;
    Ok(back)
}

/// Every number on which one of them is on record, or was written to.
///
/// # Errors
/// The store's own.
pub fn numbers(tx: &ReadTx<'_>, patient: PatientId) -> Result<Vec<PhoneNumber>, StoreError> {
    rows(
        tx,
        "SELECT c.number AS number FROM contact c JOIN patient p ON p.seq = c.patient WHERE p.id = ?1
         UNION SELECT t.far_number FROM thread t WHERE t.patient = ?1",
        [patient.bytes()],
        |row| Reading::new(row, "contact").number("number"),
    )
}

/// Everybody on record as lists of people are held against them: also by the names of records that went into another.
///
/// # Errors
/// The store's own.
pub fn known(tx: &ReadTx<'_>) -> Result<Vec<OnRecord>, StoreError> {
    let mut known = contact_imports::on_record(tx)?;
    let others: Vec<(PatientId, Private, Option<Private>)> = rows(
        tx,
        "SELECT m.kept, p.full_name, p.birth_date FROM patient_merge m JOIN patient p ON p.id = m.gone
         WHERE m.split_at IS NULL ORDER BY m.seq",
        [],
        |row| {
            let r = Reading::new(row, "patient_merge");
            Ok((r.id("kept")?, r.private("full_name")?, r.opt_private("birth_date")?))
        },
    )?;
    for (patient, full_name, birth_date) in others {
        known.push(OnRecord { patient, full_name, birth_date, number: None, kept: None });
    }
    Ok(known)
}

/// The kept record takes over what was said of a number of both: never texted there, or right after all.
const TAKEN: &str =
    "n.both = 1 AND (n.their_kept IS 'wrong' OR (n.kept IS 'private' AND n.their_kept IS NULL))";

/// Both are found by the names they have now, and nothing kept about their consent outlives the change.
fn settle(tx: &WriteTx<'_>, kept: PatientId, gone: PatientId) -> Result<(), StoreError> {
    patients::index_words(tx, kept)?;
    patients::index_words(tx, gone)?;
    tx.prepare("DELETE FROM consent_ledger WHERE patient IN (?1, ?2)")?
        .execute(params![kept.bytes(), gone.bytes()])?;
    Ok(())
}
