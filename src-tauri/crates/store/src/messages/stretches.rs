//! Stretches of texts: a page of a conversation, what lies between two moments, the last of them, those of a line. Each is
//! a walk along the order in which texts lie in the file.

use foyer_domain::{
    DeliveryState, Direction, LineId, MessageId, ProviderMessageId, Span, ThreadId, Timestamp,
};
use rusqlite::{OptionalExtension as _, params};

use super::{COLUMNS, MessageRow, first_place, read};
use crate::{
    ReadTx, StoreError,
    sql::{Reading, StoredId as _},
};

/// The carrier's ids of the texts of a line between two instants, one direction, with their times. Texts without such
/// an id are not the carrier's.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn carried_between(
    tx: &ReadTx<'_>,
    line: LineId,
    direction: Direction,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<(ProviderMessageId, Timestamp)>, StoreError> {
    let line = crate::lines::seq_of(tx, line)?;
    let mut statement = tx.prepare(CARRIED)?;
    let mut rows = statement.query(params![
        first_place(from),
        first_place(until.plus(CROWDED)),
        line,
        direction.as_str(),
        from.millis(),
        until.millis()
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        if let Some(id) = r.provider_id("provider_id")? {
            found.push((id, r.at("created_at")?));
        }
    }
    Ok(found)
}

/// How far behind its second a text may stand when many share it.
const CROWDED: Span = Span::hours(1);

/// Walks the practice's order of time, whichever thread a text is in.
pub(crate) const CARRIED: &str = "SELECT m.provider_id, m.created_at
    FROM message m INDEXED BY message_seq
    WHERE m.seq >= ?1 AND m.seq < ?2 AND m.line = ?3 AND m.direction = ?4 AND m.provider_id IS NOT NULL
      AND m.created_at >= ?5 AND m.created_at < ?6";

/// The newest texts of a thread before `before`, newest first. Page on with the last row's
/// `(created_at, seq)`.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn page(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    before: Option<(Timestamp, i64)>,
    limit: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    let before = before.map_or(i64::MAX, |(_, seq)| seq);
    crate::sql::rows(tx, &page_sql(), params![key, before, limit], read)
}

/// The place of the text that comes `later` texts after this one in its thread, to page back from; `None` when the
/// thread ends before.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn place_after(
    tx: &ReadTx<'_>,
    id: MessageId,
    later: u32,
) -> Result<Option<(Timestamp, i64)>, StoreError> {
    let (thread, seq): (i64, i64) = tx
        .prepare("SELECT thread, seq FROM message WHERE id = ?1")?
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::NotFound { table: "message" })?;
    later_place(tx, (thread, seq), later)
}

/// The place of the text that comes `later` texts after a place of a thread; `None` when the thread ends before.
pub(crate) fn later_place(
    tx: &ReadTx<'_>,
    (thread, place): (i64, i64),
    later: u32,
) -> Result<Option<(Timestamp, i64)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT created_at, seq FROM message WHERE thread = ?1 AND seq > ?2 ORDER BY seq LIMIT 1 OFFSET ?3",
    )?;
    let mut rows = statement.query(params![thread, place, later])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "message");
    Ok(Some((r.at("created_at")?, r.get("seq")?)))
}

/// The texts of a thread from `from` on and before `to`, oldest first; cards and answers of the portal are among them.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn between(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<MessageRow>, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    crate::sql::rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread
             WHERE m.thread = ?1 AND m.created_at >= ?2 AND m.created_at < ?3 ORDER BY m.seq"
        ),
        params![key, from.millis(), to.millis()],
        read,
    )
}

/// The next of them after the place `after` (0 for the first), in the order of their places, so many at most: for reading
/// very many without holding them all.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn some_between(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    (from, to): (Timestamp, Timestamp),
    after: i64,
    limit: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    // A text never has a place before its own second.
    let first = first_place(from).saturating_sub(1).max(after);
    crate::sql::rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread
             WHERE m.thread = ?1 AND m.seq > ?2 AND m.created_at >= ?3 AND m.created_at < ?4 ORDER BY m.seq LIMIT ?5"
        ),
        params![key, first, from.millis(), to.millis(), limit],
        read,
    )
}

/// How many texts of a thread there are from `from` on and before `to`.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn count_between(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    (from, to): (Timestamp, Timestamp),
) -> Result<u32, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    Ok(tx
        .prepare("SELECT count(*) FROM message WHERE thread = ?1 AND created_at >= ?2 AND created_at < ?3")?
        .query_row(params![key, from.millis(), to.millis()], |row| row.get(0))?)
}

/// The newest texts of a thread up to `until`, newest first; cards and answers of the portal are none.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn last_texts(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    until: Option<Timestamp>,
    limit: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    crate::sql::rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread
             WHERE m.thread = ?1 AND m.created_at <= ?2 AND m.kind NOT IN ('portal_card', 'portal_reply')
             ORDER BY m.seq DESC LIMIT ?3"
        ),
        params![key, until.map_or(i64::MAX, Timestamp::millis), limit],
        read,
    )
}

pub(crate) fn page_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread
         WHERE m.thread = ?1 AND m.seq < ?2 ORDER BY m.seq DESC LIMIT ?3"
    )
}

/// Outbound texts of a thread without a carrier's id, written since `since`, oldest first.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn unbound_since(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    since: Timestamp,
) -> Result<Vec<MessageRow>, StoreError> {
    since_in(tx, thread, since, "m.direction = 'outbound' AND m.provider_id IS NULL ORDER BY m.seq")
}

/// Outbound texts of a thread that the carrier has under an id, written since `since`, oldest first.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn bound_since(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    since: Timestamp,
) -> Result<Vec<MessageRow>, StoreError> {
    since_in(tx, thread, since, "m.direction = 'outbound' AND m.provider_id IS NOT NULL ORDER BY m.seq")
}

/// The patient's texts of a thread from `since` on, oldest first, at most 200: enough to find the answer to a notice.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn inbound_since(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    since: Timestamp,
) -> Result<Vec<MessageRow>, StoreError> {
    since_in(tx, thread, since, "m.direction = 'inbound' ORDER BY m.seq LIMIT 200")
}

/// Whether an approved template went to the people of a thread as one of many, made after `after` and not after `until`:
/// what they write next may be meant for it.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn reminded_between(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    after: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let sent = since_in(tx, thread, after, "m.kind = 'reminder' ORDER BY m.seq LIMIT 200")?;
    let went = |row: &MessageRow| row.state.is_some_and(DeliveryState::may_have_left);
    Ok(sent.iter().any(|row| went(row) && row.created_at > after && row.created_at <= until))
}

fn since_in(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    since: Timestamp,
    which: &'static str,
) -> Result<Vec<MessageRow>, StoreError> {
    let key = crate::threads::seq_of(tx, thread)?;
    let first = first_place(since);
    crate::sql::rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread
             WHERE m.thread = ?1 AND m.seq >= ?2 AND {which}"
        ),
        params![key, first],
        read,
    )
}
