//! The words a practice marks threads with. A thread carries a copy of its own, so that the list asks nothing more.

use foyer_domain::{TagId, ThreadId, Timestamp, UserId, fold};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
    threads,
};

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// Its id.
    pub id: TagId,
    /// As somebody first wrote it.
    pub name: String,
}

/// Every tag, by name.
///
/// # Errors
/// The store's own.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<TagRow>, StoreError> {
    crate::sql::rows(tx, "SELECT id, name FROM tag ORDER BY folded", [], |row| {
        let r = Reading::new(row, "tag");
        Ok(TagRow { id: r.id("id")?, name: r.get("name")? })
    })
}

/// Marks a thread; a name that is new becomes a tag under `new_id`. Says whether anything changed.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn mark(
    tx: &WriteTx<'_>,
    thread: ThreadId,
    name: &str,
    new_id: TagId,
    (by, now): (UserId, Timestamp),
) -> Result<bool, StoreError> {
    let key = threads::seq_of(tx, thread)?;
    let folded = folded(name);
    tx.prepare(
        "INSERT INTO tag (id, name, folded, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?
    .execute(params![new_id.bytes(), name, folded, now.millis()])?;
    let changed = tx
        .prepare(
            "INSERT INTO thread_tag (tag, thread, by, at) SELECT seq, ?1, ?2, ?3 FROM tag WHERE folded = ?4
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![key, by.bytes(), now.millis(), folded])?;
    copy(tx, key)?;
    Ok(changed > 0)
}

/// Takes a tag from a thread; one that no thread has any more goes. Says whether anything changed.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn unmark(tx: &WriteTx<'_>, thread: ThreadId, name: &str) -> Result<bool, StoreError> {
    let key = threads::seq_of(tx, thread)?;
    let tag: Option<i64> = tx
        .prepare("SELECT seq FROM tag WHERE folded = ?1")?
        .query_row([folded(name)], |row| row.get(0))
        .optional()?;
    let Some(tag) = tag else { return Ok(false) };
    let changed = tx.prepare("DELETE FROM thread_tag WHERE tag = ?1 AND thread = ?2")?.execute([tag, key])?;
    tx.prepare("DELETE FROM tag WHERE seq = ?1 AND NOT EXISTS (SELECT 1 FROM thread_tag WHERE tag = ?1)")?
        .execute([tag])?;
    copy(tx, key)?;
    Ok(changed > 0)
}

fn folded(name: &str) -> String {
    fold::words(name).join(" ")
}

fn copy(tx: &WriteTx<'_>, thread: i64) -> Result<(), StoreError> {
    tx.prepare(
        "UPDATE thread SET tags = (
            SELECT json_group_array(name) FROM (
                SELECT g.name FROM thread_tag x CROSS JOIN tag g ON g.seq = x.tag WHERE x.thread = ?1 ORDER BY g.folded))
         WHERE seq = ?1",
    )?
    .execute([thread])?;
    Ok(())
}
