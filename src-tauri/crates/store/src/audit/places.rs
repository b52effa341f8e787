//! Where entries are found: those about a thread, and what people did in some days. Two lists follow the trail and are no
//! part of it. They are brought up to date [`BEHIND`] entries at a time: a page of each, encrypted and written with every
//! entry, cost a text as much as the entry. What is newer than they are is read from the end of the trail itself. No seal
//! covers them, so an examination holds them against the trail ([`Held`]).

use std::{
    collections::BTreeMap,
    hash::{BuildHasher as _, RandomState},
};

use foyer_audit::Sealed;
use foyer_domain::{ConsentEventId, ThreadId, Timestamp};
use rusqlite::{OptionalExtension as _, Row, params};

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
    head.followed();
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
    some_of(tx, thread, ("a.at", "a.action = 'thread.view'"), |row| Reading::new(row, "audit").at("at"))
}

/// The entries that tell of facts about consent in a thread, by the fact.
///
/// # Errors
/// The store's own.
pub fn consent_of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<BTreeMap<ConsentEventId, i64>, StoreError> {
    const ARE: &str = "a.action IN ('consent.record', 'consent.recorded') AND a.object IS NOT NULL";
    let told = some_of(tx, thread, ("a.seq, a.object", ARE), |row| {
        let r = Reading::new(row, "audit");
        Ok((r.id("object")?, r.get("seq")?))
    })?;
    Ok(told.into_iter().collect())
}

/// Some `columns` of the entries `a` of a thread that `are` such, oldest first.
pub(super) fn some_of<T>(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    (columns, are): (&str, &str),
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let placed = format!(
        "SELECT {columns} FROM audit_place p CROSS JOIN audit a ON a.seq = p.seq
         WHERE p.thread = ?1 AND {are} ORDER BY p.seq"
    );
    let newer = format!(
        "SELECT {columns} FROM audit a
         WHERE a.seq > (SELECT placed FROM audit_head) AND a.thread = ?1 AND {are} ORDER BY a.seq"
    );
    let mut all = rows(tx, &placed, [thread.bytes()], &read)?;
    all.extend(rows(tx, &newer, [thread.bytes()], &read)?);
    Ok(all)
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

/// One of the lists as an examination sees it, whatever its order: how many lines, and the sum of a hash of each
/// under a key of this examination alone, which nobody can have aimed at.
#[derive(Default, PartialEq, Eq)]
struct Lines {
    many: u64,
    sum: u64,
}

impl Lines {
    fn add(&mut self, hash: u64) {
        self.many = self.many.saturating_add(1);
        self.sum = self.sum.wrapping_add(hash);
    }
}

/// Holds the lists against the entries that they should have.
pub(super) struct Held {
    placed: i64,
    key: RandomState,
    places: Lines,
    deeds: Lines,
}

/// A line of each list.
type Place = ([u8; 16], i64);
type Deed<'a> = (i64, i64, [u8; 16], &'a [u8], Option<[u8; 16]>);

impl Held {
    /// Lists that follow the trail up to entry number `placed`.
    pub(super) fn up_to(placed: i64) -> Self {
        Self { placed, key: RandomState::new(), places: Lines::default(), deeds: Lines::default() }
    }

    /// The next entry of the trail.
    pub(super) fn entry(&mut self, sealed: &Sealed<'_>) {
        if sealed.seq > self.placed {
            return;
        }
        if let Some(thread) = sealed.thread {
            let place: Place = (thread, sealed.seq);
            self.places.add(self.key.hash_one(place));
        }
        if let Some(user) = sealed.user {
            let deed: Deed<'_> = (sealed.at, sealed.seq, user, sealed.action.as_bytes(), sealed.thread);
            self.deeds.add(self.key.hash_one(deed));
        }
    }

    /// After the last entry: the first that each list lacks, has otherwise, or has where no such entry is.
    pub(super) fn differs(self, tx: &ReadTx<'_>) -> Result<Vec<i64>, StoreError> {
        let (mut places, mut deeds) = (Lines::default(), Lines::default());
        let mut list = tx.prepare("SELECT thread, seq FROM audit_place")?;
        let mut lines = list.query([])?;
        while let Some(row) = lines.next()? {
            let place: Place = (row.get(0)?, row.get(1)?);
            places.add(self.key.hash_one(place));
        }
        let mut list = tx.prepare("SELECT at, seq, user, action, thread FROM audit_deed")?;
        let mut lines = list.query([])?;
        while let Some(row) = lines.next()? {
            let action = row.get_ref(3)?.as_bytes().unwrap_or_default();
            let deed: Deed<'_> = (row.get(0)?, row.get(1)?, row.get(2)?, action, row.get(4)?);
            deeds.add(self.key.hash_one(deed));
        }
        let mut first = Vec::new();
        for (same, differing) in [(places == self.places, PLACE_DIFFERS), (deeds == self.deeds, DEED_DIFFERS)]
        {
            if !same {
                let seq: Option<i64> =
                    tx.prepare(differing)?.query_row([self.placed], |row| row.get(0)).optional()?.flatten();
                // Lines that an edited entry leads to: the entry itself is told.
                first.extend(seq);
            }
        }
        Ok(first)
    }
}

/// The first entry of which a list and the trail say different things.
const PLACE_DIFFERS: &str = "
    WITH told AS (SELECT thread, seq FROM audit WHERE seq <= ?1 AND thread IS NOT NULL)
    SELECT min(seq) FROM (
        SELECT seq FROM (SELECT thread, seq FROM told EXCEPT SELECT thread, seq FROM audit_place)
        UNION ALL
        SELECT seq FROM (SELECT thread, seq FROM audit_place EXCEPT SELECT thread, seq FROM told))";
const DEED_DIFFERS: &str = "
    WITH told AS (SELECT at, seq, user, action, thread FROM audit WHERE seq <= ?1 AND user IS NOT NULL)
    SELECT min(seq) FROM (
        SELECT seq FROM (SELECT * FROM told EXCEPT SELECT at, seq, user, action, thread FROM audit_deed)
        UNION ALL
        SELECT seq FROM (SELECT at, seq, user, action, thread FROM audit_deed EXCEPT SELECT * FROM told))";
