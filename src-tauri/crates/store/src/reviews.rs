//! Texts that somebody should read, and what was made of them.

use foyer_domain::{MessageId, ReviewId, ThreadId, Timestamp, UserId};
use foyer_policy::{ReviewDecision, ReviewKind};
use rusqlite::{Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::Insert,
    sql::{Reading, StoredId as _, rows},
};

/// A text to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its id.
    pub id: ReviewId,
    /// The conversation.
    pub thread: ThreadId,
    /// The text.
    pub message: MessageId,
    /// What is asked.
    pub kind: ReviewKind,
    /// When it was written.
    pub at: Timestamp,
    /// Until when it must be decided.
    pub due_at: Option<Timestamp>,
    /// What was made of it.
    pub decided: Option<Decided>,
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: ReviewDecision,
    /// Who; `None` where the patient decided it themselves, by a STOP.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

const SELECT: &str =
    "SELECT r.seq, r.id, t.id AS thread_id, r.message, r.kind, r.at, r.due_at, r.decision, r.decided_by,
    r.decided_at FROM review r CROSS JOIN thread t ON t.seq = r.thread";

/// Asks somebody to read a text; once.
///
/// # Errors
/// The store's own.
pub fn add(tx: &WriteTx<'_>, row: &ReviewRow) -> Result<Insert, StoreError> {
    let changed = tx
        .prepare(
            "INSERT INTO review (id, thread, message, kind, at, due_at)
             VALUES (?1, (SELECT seq FROM thread WHERE id = ?2), ?3, ?4, ?5, ?6) ON CONFLICT (message) DO NOTHING",
        )?
        .execute(params![
            row.id.bytes(),
            row.thread.bytes(),
            row.message.bytes(),
            row.kind.as_str(),
            row.at.millis(),
            row.due_at.map(Timestamp::millis)
        ])?;
    Ok(if changed == 0 { Insert::Known } else { Insert::Inserted })
}

/// What is open, the soonest due first, what has no end last.
///
/// # Errors
/// The store's own.
pub fn open(tx: &ReadTx<'_>) -> Result<Vec<ReviewRow>, StoreError> {
    rows(
        tx,
        &format!("{SELECT} WHERE r.decision IS NULL ORDER BY r.due_at IS NULL, r.due_at, r.seq"),
        [],
        read,
    )
}

/// What is open in one conversation, oldest first.
///
/// # Errors
/// The store's own.
pub fn open_in(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Vec<ReviewRow>, StoreError> {
    rows(
        tx,
        &format!("{SELECT} WHERE r.decision IS NULL AND t.id = ?1 ORDER BY r.seq"),
        params![thread.bytes()],
        read,
    )
}

/// What is or was asked about one text.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<ReviewRow>, StoreError> {
    Ok(rows(tx, &format!("{SELECT} WHERE r.message = ?1"), params![message.bytes()], read)?.pop())
}

/// What was decided last, newest first.
///
/// # Errors
/// The store's own.
pub fn decided(tx: &ReadTx<'_>, limit: u32) -> Result<Vec<ReviewRow>, StoreError> {
    rows(
        tx,
        &format!("{SELECT} WHERE r.decision IS NOT NULL ORDER BY r.decided_at DESC, r.seq DESC LIMIT ?1"),
        params![limit],
        read,
    )
}

/// One of them.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: ReviewId) -> Result<ReviewRow, StoreError> {
    rows(tx, &format!("{SELECT} WHERE r.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "review" })
}

/// Writes a decision down; a second one changes nothing.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody decided before.
pub fn decide(tx: &WriteTx<'_>, id: ReviewId, decided: Decided) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE review SET decision = ?1, decided_by = ?2, decided_at = ?3 WHERE id = ?4 AND decision IS NULL",
        )?
        .execute(params![
            decided.decision.as_str(),
            decided.by.map(|by| by.bytes()),
            decided.at.millis(),
            id.bytes()
        ])?;
    if changed == 0 { Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT }) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<ReviewRow, StoreError> {
    let r = Reading::new(row, "review");
    let (id, thread, message) = (r.id("id")?, r.id("thread_id")?, r.id("message")?);
    let (kind, at, due_at) = (r.word("kind", ReviewKind::parse)?, r.at("at")?, r.opt_at("due_at")?);
    let decision = r.opt_word("decision", ReviewDecision::parse)?;
    let (by, when) = (r.opt_id("decided_by")?, r.opt_at("decided_at")?);
    let decided = decision.zip(when).map(|(decision, at)| Decided { decision, by, at });
    Ok(ReviewRow { id, thread, message, kind, at, due_at, decided })
}
