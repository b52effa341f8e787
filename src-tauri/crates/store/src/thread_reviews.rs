//! Looking threads over: what happened in each of a period, who looked, and which colleague was asked in a note.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Author, DeliveryState, NoteId, ThreadId, ThreadReviewId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::{self, Sender},
    sql::{Reading, StoredId as _, rows},
    threads::{self, Brief},
};

/// What happened in one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Which.
    pub thread: Brief,
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
    let mut places: BTreeMap<i64, Happened> = BTreeMap::new();
    while let Some(row) = found.next()? {
        let r = Reading::new(row, "message");
        let (place, at) = (r.get("thread")?, r.at("created_at")?);
        let from = messages::sender(&r)?;
        let state = r.opt_word("state", DeliveryState::parse)?;
        if state != Some(DeliveryState::Cancelled) {
            places.entry(place).or_default().add(from, at, state);
        }
    }
    let mut briefs = threads::Briefs::of(tx)?;
    places
        .into_iter()
        .map(|(place, happened)| {
            let Happened { sent, received, failed, last_at, by, last_by } = happened;
            let (thread, last_at) = (briefs.at(place)?, last_at.unwrap_or(from));
            Ok(Busy { thread, sent, received, failed, last_at, by, last_by })
        })
        .collect()
}

/// What happened in one thread, as it is counted.
#[derive(Default)]
struct Happened {
    sent: u32,
    received: u32,
    failed: u32,
    last_at: Option<Timestamp>,
    by: BTreeSet<UserId>,
    last_by: Option<UserId>,
}

impl Happened {
    fn add(&mut self, from: Sender, at: Timestamp, state: Option<DeliveryState>) {
        self.last_at = self.last_at.max(Some(at));
        let author = match from {
            Sender::Patient => {
                self.received = self.received.saturating_add(1);
                return;
            }
            Sender::Practice(author) => author,
        };
        self.sent = self.sent.saturating_add(1);
        let failed = matches!(state, Some(DeliveryState::Failed | DeliveryState::Undelivered));
        self.failed = self.failed.saturating_add(u32::from(failed));
        match author {
            Author::Staff(user) => {
                self.by.insert(user);
                // Oldest first, so the last one stays.
                self.last_by = Some(user);
            }
            Author::Foyer | Author::Elsewhere => {}
        }
    }
}

// As in looking_back: one walk along an index that has all of it, oldest first.
pub(crate) const BUSY: &str = "
    SELECT m.thread, m.created_at, m.author, m.author_user, m.state
    FROM message m INDEXED BY message_told WHERE m.seq >= ?1 AND m.seq < ?2";

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

/// Who looked at which thread last, from `from` on.
///
/// # Errors
/// The store's own.
pub fn looked_since(tx: &ReadTx<'_>, from: Timestamp) -> Result<BTreeMap<ThreadId, ReviewedRow>, StoreError> {
    // Oldest first, so the last one stays.
    let found = rows(tx, LOOKED_SINCE, [from.millis()], read_reviewed)?;
    Ok(found.into_iter().map(|row| (row.thread, row)).collect())
}

pub(crate) const LOOKED_SINCE: &str = "
    SELECT r.id, t.id AS thread_id, r.by, r.at FROM thread_review r INDEXED BY thread_review_at
    CROSS JOIN thread t ON t.seq = r.thread WHERE r.at >= ?1 ORDER BY r.at, r.seq";

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
        read_reviewed,
    )?
    .pop())
}

fn read_reviewed(row: &rusqlite::Row<'_>) -> Result<ReviewedRow, StoreError> {
    let r = Reading::new(row, "thread_review");
    Ok(ReviewedRow { id: r.id("id")?, thread: r.id("thread_id")?, by: r.id("by")?, at: r.at("at")? })
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
