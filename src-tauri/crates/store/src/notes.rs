//! Internal notes. Nothing here can reach the outbox: there is no way from a [`NoteRow`] to a text.

use foyer_domain::{NoteId, Private, ThreadId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
    threads,
};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Our id.
    pub id: NoteId,
    /// Where.
    pub thread: ThreadId,
    /// Who wrote it.
    pub author: UserId,
    /// The words.
    pub body: Private,
    /// When.
    pub created_at: Timestamp,
}

/// Adds a note.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none, [`StoreError::Conflict`] when the author is none.
pub fn add(tx: &WriteTx<'_>, note: &NoteRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, note.thread)?;
    tx.prepare("INSERT INTO note (id, thread, author, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            note.id.bytes(),
            thread,
            note.author.bytes(),
            note.body.reveal(),
            note.created_at.millis()
        ])?;
    Ok(())
}

/// The notes of a thread written from `since` on, oldest first.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn of_thread(tx: &ReadTx<'_>, thread: ThreadId, since: Timestamp) -> Result<Vec<NoteRow>, StoreError> {
    let key = threads::seq_of(tx, thread)?;
    crate::sql::rows(
        tx,
        "SELECT seq, id, author, body, created_at FROM note WHERE thread = ?1 AND created_at >= ?2
         ORDER BY created_at, seq",
        params![key, since.millis()],
        |row| {
            let r = Reading::new(row, "note");
            Ok(NoteRow {
                id: r.id("id")?,
                thread,
                author: r.id("author")?,
                body: r.private("body")?,
                created_at: r.at("created_at")?,
            })
        },
    )
}
