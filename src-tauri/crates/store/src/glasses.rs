//! Hidden threads that somebody opened with a reason (45 CFR 164.312(a)(2)(ii)): who, which, why, until when. Only added
//! to; whoever opens one shows up here before anything is shown to them.

use std::collections::BTreeMap;

use foyer_domain::{Category, GlassId, Private, ThreadId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows, words},
    threads,
};

words! {
    /// Why somebody opened a thread that is hidden from them.
    GlassWhy {
        /// The patient is at the desk or on the phone.
        Here = "here",
        /// Somebody who reads it is away.
        Covering = "covering",
        /// For the patient's safety.
        Urgent = "urgent",
    }
}

/// A thread that was opened with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlassRow {
    /// Our id; the audit trail names it.
    pub id: GlassId,
    /// Which thread.
    pub thread: ThreadId,
    /// Who.
    pub user: UserId,
    /// What the thread was about then; filed elsewhere since, it is hidden again.
    pub category: Category,
    /// Why.
    pub why: GlassWhy,
    /// In their own words.
    pub words: Private,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when.
    pub until_at: Timestamp,
}

/// Writes an opening down.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none, [`StoreError::Conflict`] for a person that is none.
pub fn open(tx: &WriteTx<'_>, glass: &GlassRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, glass.thread)?;
    tx.prepare(
        "INSERT INTO glass (id, thread, user, category, why, words, opened_at, until_at, salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, randomblob(16))",
    )?
    .execute(params![
        glass.id.bytes(),
        thread,
        glass.user.bytes(),
        glass.category.as_str(),
        glass.why.as_str(),
        glass.words.reveal(),
        glass.opened_at.millis(),
        glass.until_at.millis(),
    ])?;
    Ok(())
}

/// What somebody has open at `now`: until when, and as what. A clock that was set back to before an opening closes it.
pub(crate) fn open_for(
    tx: &ReadTx<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<BTreeMap<ThreadId, (Category, Timestamp)>, StoreError> {
    let open = rows(tx, OPEN_FOR, params![user.bytes(), now.millis()], |row| {
        let r = Reading::new(row, "glass");
        Ok((r.id("thread_id")?, (r.word("category", Category::parse)?, r.at("until_at")?)))
    })?;
    Ok(open.into_iter().collect())
}

pub(crate) const OPEN_FOR: &str = "SELECT t.id AS thread_id, g.category, g.until_at
    FROM glass g CROSS JOIN thread t ON t.seq = g.thread
    WHERE g.user = ?1 AND g.until_at > ?2 AND g.opened_at <= ?2 ORDER BY g.until_at";

/// Everything opened from `from` on and before `to`, newest first.
///
/// # Errors
/// The store's own.
pub fn between(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<GlassRow>, StoreError> {
    rows(tx, BETWEEN, params![from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "glass");
        Ok(GlassRow {
            id: r.id("id")?,
            thread: r.id("thread_id")?,
            user: r.id("user")?,
            category: r.word("category", Category::parse)?,
            why: r.word("why", GlassWhy::parse)?,
            words: r.private("words")?,
            opened_at: r.at("opened_at")?,
            until_at: r.at("until_at")?,
        })
    })
}

pub(crate) const BETWEEN: &str = "SELECT g.seq, g.id, t.id AS thread_id, g.user, g.category, g.why, g.words,
        g.opened_at, g.until_at
    FROM glass g CROSS JOIN thread t ON t.seq = g.thread
    WHERE g.opened_at >= ?1 AND g.opened_at < ?2 ORDER BY g.opened_at DESC";
