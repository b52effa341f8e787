//! Looking threads over: what happened in each of a period, who looked, and which colleague was asked in a note.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{DeliveryState, Direction, NoteId, ThreadId, ThreadReviewId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx, messages,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// What happened in one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Which.
    pub thread: ThreadId,
    /// Texts of ours, those taken back left out.
    pub sent: u32,
    /// Texts of the patient.
    pub received: u32,
    /// Texts of ours that did not arrive.
    pub failed: u32,
    /// The newest of them.
    pub last_at: Timestamp,
    /// Who wrote one.
    pub by: BTreeSet<UserId>,
    /// Who wrote the newest of ours.
    pub last_by: Option<UserId>,
}

/// Somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewedRow {
    /// Its id.
    pub id: ThreadReviewId,
    /// At which thread.
    pub thread: ThreadId,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// A colleague who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentionRow {
    /// In which note.
    pub note: NoteId,
    /// In which thread.
    pub thread: ThreadId,
    /// Whom.
    pub user: UserId,
    /// Who asks.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Every thread in which something was said from `from` on and before `to`, in no order.
///
/// # Errors
/// The store's own.
pub fn busy(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Busy>, StoreError> {
    let mut statement = tx.prepare(BUSY)?;
    let mut found = statement.query(params![messages::first_place(from), messages::first_place(to)])?;
    let mut threads: BTreeMap<ThreadId, Busy> = BTreeMap::new();
    while let Some(row) = found.next()? {
        let r = Reading::new(row, "message");
        let (thread, at): (ThreadId, _) = (r.id("thread_id")?, r.at("created_at")?);
        let direction = r.word("direction", Direction::parse)?;
        let state = r.opt_word("state", DeliveryState::parse)?;
        let by = r.opt_id("author_user")?;
        if state == Some(DeliveryState::Cancelled) {
            continue;
        }
        let busy = threads.entry(thread).or_insert_with(|| Busy {
            thread,
            sent: 0,
            received: 0,
            failed: 0,
            last_at: at,
            by: BTreeSet::new(),
            last_by: None,
        });
        busy.last_at = busy.last_at.max(at);
        match direction {
            Direction::Inbound => busy.received = busy.received.saturating_add(1),
            Direction::Outbound => {
                busy.sent = busy.sent.saturating_add(1);
                let failed = matches!(state, Some(DeliveryState::Failed | DeliveryState::Undelivered));
                busy.failed = busy.failed.saturating_add(u32::from(failed));
                busy.by.extend(by);
                // Oldest first, so the last one stays.
                busy.last_by = by.or(busy.last_by);
            }
        }
    }
    Ok(threads.into_values().collect())
}

// As in looking_back: the index of places finds the conversations; each one's texts are neighbours, oldest first.
pub(crate) const BUSY: &str = "
    SELECT t.id AS thread_id, m.created_at, m.direction, m.state, m.author_user
    FROM (SELECT DISTINCT thread FROM message INDEXED BY message_seq WHERE seq >= ?1 AND seq < ?2) d
    CROSS JOIN thread t ON t.seq = d.thread
    CROSS JOIN message m ON m.thread = d.thread AND m.seq >= ?1 AND m.seq < ?2";

/// Somebody looked at a thread.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn add(tx: &WriteTx<'_>, row: &ReviewedRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, row.thread)?;
    tx.prepare("INSERT INTO thread_review (id, thread, by, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row.id.bytes(), thread, row.by.bytes(), row.at.millis()])?;
    Ok(())
}

/// Who looked at a thread last, and when.
///
/// # Errors
/// The store's own.
pub fn last_of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Option<ReviewedRow>, StoreError> {
    Ok(rows(
        tx,
        "SELECT r.id, t.id AS thread_id, r.by, r.at FROM thread t
         CROSS JOIN thread_review r ON r.thread = t.seq WHERE t.id = ?1 ORDER BY r.at DESC, r.seq DESC LIMIT 1",
        params![thread.bytes()],
        |row| {
            let r = Reading::new(row, "thread_review");
            Ok(ReviewedRow { id: r.id("id")?, thread: r.id("thread_id")?, by: r.id("by")?, at: r.at("at")? })
        },
    )?
    .pop())
}

/// Asks a colleague in a note; the same note asks nobody twice.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn mention(tx: &WriteTx<'_>, row: &MentionRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, row.thread)?;
    tx.prepare("INSERT OR IGNORE INTO mention (note, thread, user, by, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row.note.bytes(), thread, row.user.bytes(), row.by.bytes(), row.at.millis()])?;
    Ok(())
}

/// What somebody is asked and has not looked at, oldest first.
///
/// # Errors
/// The store's own.
pub fn asked_of(tx: &ReadTx<'_>, user: UserId) -> Result<Vec<MentionRow>, StoreError> {
    rows(tx, ASKED, params![user.bytes()], read_mention)
}

pub(crate) const ASKED: &str = "
    SELECT m.note, t.id AS thread_id, m.user, m.by, m.at FROM mention m INDEXED BY mention_open
    CROSS JOIN thread t ON t.seq = m.thread WHERE m.user = ?1 AND m.seen_at IS NULL ORDER BY m.at";

/// Whom a thread's notes ask or asked, by note.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn mentions_in(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Vec<MentionRow>, StoreError> {
    let key = threads::seq_of(tx, thread)?;
    rows(
        tx,
        "SELECT m.note, t.id AS thread_id, m.user, m.by, m.at FROM thread t
         CROSS JOIN note n ON n.thread = t.seq CROSS JOIN mention m ON m.note = n.id
         WHERE t.seq = ?1 ORDER BY m.at",
        params![key],
        read_mention,
    )
}

/// Somebody who was asked has opened the thread. Says whether there was anything to see.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn seen(tx: &WriteTx<'_>, thread: ThreadId, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let thread = threads::seq_of(tx, thread)?;
    let changed = tx
        .prepare("UPDATE mention SET seen_at = ?3 WHERE user = ?2 AND thread = ?1 AND seen_at IS NULL")?
        .execute(params![thread, user.bytes(), now.millis()])?;
    Ok(changed > 0)
}

fn read_mention(row: &rusqlite::Row<'_>) -> Result<MentionRow, StoreError> {
    let r = Reading::new(row, "mention");
    Ok(MentionRow {
        note: r.id("note")?,
        thread: r.id("thread_id")?,
        user: r.id("user")?,
        by: r.id("by")?,
        at: r.at("at")?,
    })
}
