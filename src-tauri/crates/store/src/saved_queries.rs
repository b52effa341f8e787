//! Questions of the report that somebody asks again. Only the question is kept; the answer is read anew each time.

use foyer_domain::{Channel, SavedQueryId, ThreadId, Timestamp, UserId};
use rusqlite::{Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// Which days a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// So many up to today.
    Last(u32),
    /// From one day to another, both as `2026-11-01`.
    Fixed(String, String),
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryRow {
    /// Its id.
    pub id: SavedQueryId,
    /// What the person calls it.
    pub name: String,
    /// Any thread of the patient.
    pub thread: ThreadId,
    /// One channel only.
    pub channel: Option<Channel>,
    /// Which days.
    pub days: Days,
    /// Who keeps it.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
}

/// Keeps a question.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn add(tx: &WriteTx<'_>, row: &QueryRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, row.thread)?;
    let (days, from, to) = match &row.days {
        Days::Last(days) => (Some(*days), None, None),
        Days::Fixed(from, to) => (None, Some(from), Some(to)),
    };
    tx.prepare(
        "INSERT INTO saved_query (id, name, thread, channel, days, from_day, to_day, by, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        row.id.bytes(),
        row.name,
        thread,
        row.channel.map(Channel::as_str),
        days,
        from,
        to,
        row.by.bytes(),
        row.at.millis()
    ])?;
    Ok(())
}

/// Every question, by name.
///
/// # Errors
/// The store's own.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<QueryRow>, StoreError> {
    rows(
        tx,
        "SELECT q.id, q.name, t.id AS thread_id, q.channel, q.days, q.from_day, q.to_day, q.by, q.at
         FROM saved_query q CROSS JOIN thread t ON t.seq = q.thread ORDER BY q.name, q.seq",
        [],
        read,
    )
}

/// Keeps a question no more.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn remove(tx: &WriteTx<'_>, id: SavedQueryId) -> Result<(), StoreError> {
    let changed = tx.prepare("DELETE FROM saved_query WHERE id = ?1")?.execute(params![id.bytes()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "saved_query" }) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<QueryRow, StoreError> {
    let r = Reading::new(row, "saved_query");
    let (id, name, thread) = (r.id("id")?, r.get("name")?, r.id("thread_id")?);
    let channel = r.opt_word("channel", Channel::parse)?;
    let last: Option<u32> = r.get("days")?;
    let (from, to): (Option<String>, Option<String>) = (r.get("from_day")?, r.get("to_day")?);
    let days = match (last, from.zip(to)) {
        (Some(days), _) => Days::Last(days),
        (None, Some((from, to))) => Days::Fixed(from, to),
        (None, None) => return Err(r.unknown("days")),
    };
    Ok(QueryRow { id, name, thread, channel, days, by: r.id("by")?, at: r.at("at")? })
}
