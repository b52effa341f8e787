//! Automatic replies of closed hours: what came in that may have one, and which were made. One a day in a conversation is
//! the table's own rule, so that no mistake above it makes two.

use foyer_domain::{DeliveryState, LocationId, MessageId, Private, ThreadId, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::first_place,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// One automatic reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyRow {
    /// The conversation.
    pub thread: ThreadId,
    /// The day of the practice's calendar, as `2026-11-22`.
    pub day: String,
    /// The text that it answers.
    pub asked: MessageId,
    /// The reply.
    pub reply: MessageId,
    /// When it was made.
    pub at: Timestamp,
}

/// Somebody who waits, as far as it takes to say who comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// The conversation.
    pub thread: ThreadId,
    /// The office whose number it is on; `None` for all of them.
    pub location: Option<LocationId>,
    /// Since when.
    pub since: Timestamp,
    /// Its newest text, as far as the list keeps it, where that is the patient's.
    pub newest: Option<Private>,
}

/// Texts of patients, written since `since`, that have not been answered by an automatic reply of their own; oldest first.
///
/// # Errors
/// The store's own.
pub fn heard_since(tx: &ReadTx<'_>, since: Timestamp) -> Result<Vec<(ThreadId, MessageId)>, StoreError> {
    rows(tx, HEARD, [first_place(since)], |row| {
        let r = Reading::new(row, "message");
        Ok((r.id("thread_id")?, r.id("id")?))
    })
}

pub(crate) const HEARD: &str = "
    SELECT t.id AS thread_id, m.id FROM message m INDEXED BY message_seq CROSS JOIN thread t ON t.seq = m.thread
    WHERE m.seq >= ?1 AND m.direction = 'inbound' AND m.kind = 'text'
      AND NOT EXISTS (SELECT 1 FROM after_hours_reply r WHERE r.asked = m.id) ORDER BY m.seq";

/// Keeps one.
///
/// # Errors
/// [`StoreError::Conflict`] when the conversation had one that day; [`StoreError::NotFound`] when it is none.
pub fn add(tx: &WriteTx<'_>, row: &ReplyRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, row.thread)?;
    tx.prepare("INSERT INTO after_hours_reply (thread, day, asked, reply, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![thread, row.day, row.asked.bytes(), row.reply.bytes(), row.at.millis()])?;
    Ok(())
}

/// The replies of a conversation, the newest first.
///
/// # Errors
/// [`StoreError::NotFound`] when it is none.
pub fn of_thread(tx: &ReadTx<'_>, thread: ThreadId, limit: u32) -> Result<Vec<ReplyRow>, StoreError> {
    let seq = threads::seq_of(tx, thread)?;
    rows(
        tx,
        "SELECT day, asked, reply, at FROM after_hours_reply WHERE thread = ?1 ORDER BY seq DESC LIMIT ?2",
        params![seq, limit],
        |row| {
            let r = Reading::new(row, "after_hours_reply");
            Ok(ReplyRow {
                thread,
                day: r.get("day")?,
                asked: r.id("asked")?,
                reply: r.id("reply")?,
                at: r.at("at")?,
            })
        },
    )
}

/// Replies of the whole practice since `since`.
///
/// # Errors
/// The store's own.
pub fn count_since(tx: &ReadTx<'_>, since: Timestamp) -> Result<u32, StoreError> {
    let found: i64 = tx
        .prepare("SELECT count(*) FROM after_hours_reply WHERE at >= ?1")?
        .query_row([since.millis()], |row| row.get(0))?;
    Ok(u32::try_from(found).unwrap_or(u32::MAX))
}

/// When somebody of the practice last wrote in a conversation: Foyer's own texts are nobody's.
///
/// # Errors
/// [`StoreError::NotFound`] when it is none.
pub fn person_wrote_at(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Option<Timestamp>, StoreError> {
    let seq = threads::seq_of(tx, thread)?;
    let at: Option<i64> = tx
        .prepare(
            "SELECT created_at FROM message WHERE thread = ?1 AND direction = 'outbound' AND author <> 'foyer'
               AND kind NOT IN ('stop_confirmation', 'reminder') AND state <> ?2
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![seq, DeliveryState::Cancelled.as_str()], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp::from_millis))
}

/// Conversations whose patients wait since `from` or later and before `to`, who waits longest first.
///
/// # Errors
/// The store's own.
pub fn waiting_between(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<WaitingRow>, StoreError> {
    rows(tx, WAITING, [from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "thread");
        Ok(WaitingRow {
            thread: r.id("id")?,
            location: r.opt_id("location")?,
            since: r.at("waiting_since_at")?,
            newest: r.opt_private("newest")?,
        })
    })
}

/// In an open thread with somebody who waits, the rank is since when.
pub(crate) const WAITING: &str = "
    SELECT t.id, l.location, t.waiting_since_at, t.seq,
        CASE t.preview_direction WHEN 'inbound' THEN t.preview_text END AS newest
    FROM thread t INDEXED BY thread_all CROSS JOIN line l ON l.seq = t.line
    WHERE t.state = 'open' AND t.rank >= ?1 AND t.rank < ?2
    UNION ALL
    SELECT t.id, l.location, t.waiting_since_at, t.seq,
        CASE t.preview_direction WHEN 'inbound' THEN t.preview_text END AS newest
    FROM thread t INDEXED BY thread_all CROSS JOIN line l ON l.seq = t.line
    WHERE t.state = 'snoozed' AND t.waiting_since_at >= ?1 AND t.waiting_since_at < ?2
    ORDER BY 3, 4";

/// How many texts a patient has written in a conversation since `from`.
///
/// # Errors
/// [`StoreError::NotFound`] when it is none.
pub fn texts_since(tx: &ReadTx<'_>, thread: ThreadId, from: Timestamp) -> Result<u32, StoreError> {
    let (seq, place) = (threads::seq_of(tx, thread)?, first_place(from));
    let found: i64 = tx
        .prepare("SELECT count(*) FROM message WHERE thread = ?1 AND seq >= ?2 AND direction = 'inbound'")?
        .query_row([seq, place], |row| row.get(0))?;
    Ok(u32::try_from(found).unwrap_or(u32::MAX))
}
