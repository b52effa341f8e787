//! Reports that something went wrong, the evidence set aside with each, and everything written down about it since. All
//! of it is only added to; what a case is now is the policy's fold over its entries.

use foyer_domain::{IncidentId, MessageId, ThreadId, Timestamp, UserId};
use foyer_policy::breach::{CaseEntry, CaseFact, CaseKind};
use rusqlite::{OptionalExtension as _, Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx, audit,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentRow {
    /// Our id; the audit trail names it.
    pub id: IncidentId,
    /// The year of its number.
    pub year: i32,
    /// Its place in that year, from 1.
    pub ordinal: u32,
    /// What was reported.
    pub kind: CaseKind,
    /// In which thread.
    pub thread: ThreadId,
    /// From which text.
    pub message: MessageId,
    /// By whom.
    pub reported_by: UserId,
    /// When.
    pub reported_at: Timestamp,
    /// SHA-256 of the evidence.
    pub digest: [u8; 32],
}

/// A report on its way in.
#[derive(Clone, Copy, Debug)]
pub struct NewIncident<'a> {
    /// Our id.
    pub id: IncidentId,
    /// The year by the practice's clock.
    pub year: i32,
    /// What was reported.
    pub kind: CaseKind,
    /// In which thread.
    pub thread: ThreadId,
    /// From which text.
    pub message: MessageId,
    /// By whom.
    pub reported_by: UserId,
    /// When.
    pub reported_at: Timestamp,
    /// What is set aside.
    pub evidence: &'a [u8],
    /// SHA-256 of it.
    pub digest: [u8; 32],
}

/// Writes a report down, with its evidence; gives its place in the year.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn report(tx: &WriteTx<'_>, new: &NewIncident<'_>) -> Result<u32, StoreError> {
    let thread = threads::seq_of(tx, new.thread)?;
    let (seq, ordinal): (i64, u32) = tx
        .prepare(
            "INSERT INTO incident (id, year, ordinal, kind, thread, message, reported_by, reported_at, digest)
             VALUES (:id, :year, 1 + (SELECT coalesce(max(ordinal), 0) FROM incident WHERE year = :year), :kind,
                :thread, :message, :by, :at, :digest)
             RETURNING seq, ordinal",
        )?
        .query_row(
            named_params! {
                ":id": new.id.bytes(),
                ":year": new.year,
                ":kind": new.kind.as_str(),
                ":thread": thread,
                ":message": new.message.bytes(),
                ":by": new.reported_by.bytes(),
                ":at": new.reported_at.millis(),
                ":digest": new.digest,
            },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    tx.prepare("INSERT INTO incident_evidence (incident, content) VALUES (?1, ?2)")?
        .execute(params![seq, new.evidence])?;
    Ok(ordinal)
}

/// Adds a line to a case's log.
///
/// # Errors
/// [`StoreError::NotFound`] when the case is none.
pub fn add(tx: &WriteTx<'_>, incident: IncidentId, entry: &CaseEntry) -> Result<(), StoreError> {
    let (actor, user) = audit::actor_columns(entry.by);
    let fact = serde_json::to_string(&entry.fact).map_err(|_| StoreError::Panicked)?;
    tx.prepare(
        "INSERT INTO incident_entry (incident, at, actor, user, fact, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        seq_of(tx, incident)?,
        entry.at.millis(),
        actor,
        user.map(UserId::bytes),
        fact,
        entry.words.as_ref().map(|words| words.reveal()),
    ])?;
    Ok(())
}

/// One case.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: IncidentId) -> Result<IncidentRow, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE i.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "incident" })
}

/// Every case, the newest first; a practice has some dozens at most.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<IncidentRow>, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} ORDER BY i.seq DESC"), [], read)
}

/// What was written down about a case, the oldest first.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a fact this Foyer does not know: then nothing may be decided.
pub fn entries(tx: &ReadTx<'_>, id: IncidentId) -> Result<Vec<CaseEntry>, StoreError> {
    rows(tx, ENTRIES, params![seq_of(tx, id)?], |row| {
        let r = Reading::new(row, "incident_entry");
        Ok(CaseEntry {
            at: r.at("at")?,
            by: audit::read_actor(&r)?,
            fact: r.word("fact", |text| serde_json::from_str::<CaseFact>(text).ok())?,
            words: r.opt_private("words")?,
        })
    })
}

pub(crate) const ENTRIES: &str =
    "SELECT seq, at, actor, user, fact, words FROM incident_entry WHERE incident = ?1 ORDER BY seq";

/// Says how long a case keeps its conversation's words from being deleted by the schedule; `None` without an end. What was
/// said last counts.
///
/// # Errors
/// [`StoreError::NotFound`] when the case is none.
pub fn keep_words(
    tx: &WriteTx<'_>,
    incident: IncidentId,
    until: Option<Timestamp>,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO incident_keep (incident, until_at, by, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![seq_of(tx, incident)?, until.map(Timestamp::millis), by.bytes(), at.millis()])?;
    Ok(())
}

/// The cases about a thread, the newest first.
///
/// # Errors
/// The store's own.
pub fn of_thread(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Vec<IncidentRow>, StoreError> {
    rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE t.id = ?1 ORDER BY i.seq DESC"),
        params![thread.bytes()],
        read,
    )
}

/// What was set aside with a case, byte for byte.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn evidence(tx: &ReadTx<'_>, id: IncidentId) -> Result<Vec<u8>, StoreError> {
    tx.prepare("SELECT content FROM incident_evidence WHERE incident = ?1")?
        .query_row([seq_of(tx, id)?], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NotFound { table: "incident_evidence" })
}

pub(crate) fn seq_of(tx: &ReadTx<'_>, id: IncidentId) -> Result<i64, StoreError> {
    tx.prepare("SELECT seq FROM incident WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NotFound { table: "incident" })
}

const COLUMNS: &str = "i.seq, i.id, i.year, i.ordinal, i.kind, t.id AS thread_id, i.message, i.reported_by,
    i.reported_at, i.digest";

const FROM: &str = "FROM incident i CROSS JOIN thread t ON t.seq = i.thread";

fn read(row: &Row<'_>) -> Result<IncidentRow, StoreError> {
    let r = Reading::new(row, "incident");
    Ok(IncidentRow {
        id: r.id("id")?,
        year: r.get("year")?,
        ordinal: r.count("ordinal")?,
        kind: r.word("kind", CaseKind::parse)?,
        thread: r.id("thread_id")?,
        message: r.id("message")?,
        reported_by: r.id("reported_by")?,
        reported_at: r.at("reported_at")?,
        digest: r.get("digest")?,
    })
}
