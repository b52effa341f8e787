//! Where entries are found: those about a thread, and what people did in some days. Two lists follow the trail and are no
//! part of it. They are brought up to date [`BEHIND`] entries at a time: a page of each, encrypted and written with every
//! entry, cost a text as much as the entry. What is newer than they are is read from the end of the trail itself.

use foyer_domain::{ThreadId, Timestamp};
use rusqlite::{Row, params};

use super::{AuditEntry, read, sealing::Head};
use crate::{
    ReadTx, StoreError, WriteTx,
    looking::DidRow,
    sql::{Reading, StoredId as _, rows},
};

/// So many entries may be newer than the lists: some ten pages of the trail, which are at hand when they are written.
const BEHIND: i64 = 128;

/// Adds the entries after number `?1` to each list.
pub(crate) const LISTS: [&str; 2] = [
    "INSERT OR IGNORE INTO audit_place (thread, seq)
     SELECT thread, seq FROM audit WHERE seq > ?1 AND thread IS NOT NULL ORDER BY thread, seq",
    "INSERT OR IGNORE INTO audit_deed (at, seq, user, action, thread)
     SELECT at, seq, user, action, thread FROM audit WHERE seq > ?1 AND user IS NOT NULL",
];

/// Brings the lists up to date where they have fallen behind; the head is written afterwards.
pub(super) fn follow(tx: &WriteTx<'_>, head: &mut Head) -> Result<(), StoreError> {
    if head.seq.saturating_sub(head.placed) < BEHIND {
        return Ok(());
    }
    for list in LISTS {
        tx.prepare(list)?.execute([head.placed])?;
    }
    head.placed = head.seq;
    Ok(())
}

/// Entries that the lists have not yet, of one thread, newest first.
pub(crate) const NEWER: &str = "
    SELECT seq, at, actor, user, action, thread, object, detail, prev_hash, hash, mac FROM audit
    WHERE seq > (SELECT placed FROM audit_head) AND seq < ?2 AND thread = ?1 ORDER BY seq DESC LIMIT ?3";

/// The others. The list comes first: it has them in order.
pub(crate) const PLACED: &str = "
    SELECT a.seq, a.at, a.actor, a.user, a.action, a.thread, a.object, a.detail, a.prev_hash, a.hash, a.mac
    FROM audit_place p CROSS JOIN audit a ON a.seq = p.seq
    WHERE p.thread = ?1 AND p.seq < ?2 ORDER BY p.seq DESC LIMIT ?3";

/// The entries of a thread, newest first, before entry number `before` (`None` for the newest).
///
/// # Errors
/// The store's own.
pub fn of_thread(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let before = before.unwrap_or(i64::MAX);
    let mut found = rows(tx, NEWER, params![thread.bytes(), before, limit], read)?;
    let left = u32::try_from(found.len()).map_or(0, |found| limit.saturating_sub(found));
    if left > 0 {
        found.extend(rows(tx, PLACED, params![thread.bytes(), before, left], read)?);
    }
    Ok(found)
}

/// When a thread was opened by somebody at the desk, oldest first.
///
/// # Errors
/// The store's own.
pub fn views_of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Vec<Timestamp>, StoreError> {
    let at = |row: &Row<'_>| Reading::new(row, "audit").at("at");
    let mut views = rows(
        tx,
        "SELECT a.at FROM audit_place p CROSS JOIN audit a ON a.seq = p.seq
         WHERE p.thread = ?1 AND a.action = 'thread.view' ORDER BY p.seq",
        [thread.bytes()],
        at,
    )?;
    views.extend(rows(
        tx,
        "SELECT at FROM audit
         WHERE seq > (SELECT placed FROM audit_head) AND thread = ?1 AND action = 'thread.view' ORDER BY seq",
        [thread.bytes()],
        at,
    )?);
    Ok(views)
}

/// What people did in a stretch of time, as the list has it.
pub(crate) const DID: &str = "
    SELECT at, user, action, thread FROM audit_deed WHERE at >= ?1 AND at < ?2 ORDER BY at, seq";

/// What people did from `from` on and before `to`, the oldest first.
pub(crate) fn did(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<DidRow>, StoreError> {
    let told = |row: &Row<'_>| {
        let r = Reading::new(row, "audit");
        Ok(DidRow {
            by: r.id("user")?,
            at: r.at("at")?,
            action: r.get("action")?,
            thread: r.opt_id("thread")?,
        })
    };
    let days = params![from.millis(), to.millis()];
    let mut all = rows(tx, DID, days, told)?;
    all.extend(rows(
        tx,
        "SELECT at, user, action, thread FROM audit
         WHERE seq > (SELECT placed FROM audit_head) AND user IS NOT NULL AND at >= ?1 AND at < ?2 ORDER BY seq",
        days,
        told,
    )?);
    // A clock that was set back writes later entries of earlier times.
    all.sort_by_key(|did| did.at);
    Ok(all)
}

/// When anybody did anything first; `None` where nobody has.
pub(crate) fn first_deed(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    let first: Option<i64> = tx
        .prepare(
            "SELECT min(at) FROM (
                 SELECT min(at) AS at FROM audit_deed
                 UNION ALL
                 SELECT min(at) FROM audit WHERE seq > (SELECT placed FROM audit_head) AND user IS NOT NULL)",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(first.map(Timestamp::from_millis))
}
