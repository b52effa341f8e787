//! What somebody was writing. A draft belongs to one thread, one person and one kind, and never moves. It remembers the
//! templates its words came from ([`crate::templates`]) until it is gone.

use std::collections::BTreeMap;

use foyer_domain::{Private, ThreadId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, words},
    threads,
};

words! {
    /// What is being written.
    DraftKind {
        /// A text to the patient.
        Text = "text",
        /// An internal note.
        Note = "note",
    }
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Where.
    pub thread: ThreadId,
    /// Whose.
    pub user: UserId,
    /// What.
    pub kind: DraftKind,
    /// The words so far.
    pub body: Private,
    /// Since when they stand.
    pub updated_at: Timestamp,
}

/// Keeps a draft; an empty one is forgotten.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none, [`StoreError::Conflict`] when the user is none.
pub fn save(tx: &WriteTx<'_>, draft: &DraftRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, draft.thread)?;
    if draft.body.reveal().is_empty() {
        return forget(tx, thread, draft.user, draft.kind);
    }
    tx.prepare(
        "INSERT INTO draft (thread, user, kind, body, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (thread, user, kind) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at",
    )?
    .execute(params![
        thread,
        draft.user.bytes(),
        draft.kind.as_str(),
        draft.body.reveal(),
        draft.updated_at.millis()
    ])?;
    Ok(())
}

/// Forgets a draft: it was sent, or thrown away.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn discard(tx: &WriteTx<'_>, thread: ThreadId, user: UserId, kind: DraftKind) -> Result<(), StoreError> {
    forget(tx, threads::seq_of(tx, thread)?, user, kind)
}

fn forget(tx: &WriteTx<'_>, thread: i64, user: UserId, kind: DraftKind) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM draft WHERE thread = ?1 AND user = ?2 AND kind = ?3")?.execute(params![
        thread,
        user.bytes(),
        kind.as_str()
    ])?;
    match kind {
        DraftKind::Text => {
            tx.prepare("DELETE FROM draft_template WHERE thread = ?1 AND user = ?2")?
                .execute(params![thread, user.bytes()])?;
        }
        DraftKind::Note => {}
    }
    Ok(())
}

/// Everything somebody is writing of one kind, by thread: a person has a handful of drafts.
///
/// # Errors
/// The store's own.
pub fn of_user(
    tx: &ReadTx<'_>,
    user: UserId,
    kind: DraftKind,
) -> Result<BTreeMap<ThreadId, Private>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT t.id, d.body FROM draft d CROSS JOIN thread t ON t.seq = d.thread
         WHERE d.user = ?1 AND d.kind = ?2",
    )?;
    let mut rows = statement.query(params![user.bytes(), kind.as_str()])?;
    let mut drafts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "draft");
        drafts.insert(r.id("id")?, r.private("body")?);
    }
    Ok(drafts)
}

/// Somebody's draft in a thread.
///
/// # Errors
/// The store's own.
pub fn load(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    user: UserId,
    kind: DraftKind,
) -> Result<Option<DraftRow>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT t.id, d.user, d.kind, d.body, d.updated_at FROM thread t CROSS JOIN draft d ON d.thread = t.seq
         WHERE t.id = ?1 AND d.user = ?2 AND d.kind = ?3",
    )?;
    let mut rows = statement.query(params![thread.bytes(), user.bytes(), kind.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "draft");
    Ok(Some(DraftRow {
        thread: r.id("id")?,
        user: r.id("user")?,
        kind: r.word("kind", DraftKind::parse)?,
        body: r.private("body")?,
        updated_at: r.at("updated_at")?,
    }))
}
