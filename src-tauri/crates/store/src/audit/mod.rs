//! The audit trail: who did what, in the same transaction as what it tells, so that what cannot be written down is not
//! done.
//!
//! Triggers refuse changes; whoever gets around them breaks the seals of [`foyer_audit`], and [`Store::examine_trail`]
//! says how and where. An entry names ids and words of the code, never a patient's words, name or number; of the words of
//! texts, notes and reasons it keeps a salted commitment ([`sealed_words`]).
//!
//! [`Store::examine_trail`]: crate::Store::examine_trail

mod again;
mod places;
mod sealing;
mod telling;
mod trail;
mod words;

pub(crate) use again::{Unsealed, examine_alone, take_out, write_again};
#[cfg(test)]
pub(crate) use places::{DID, NEWER, PLACED};
pub(crate) use places::{LISTS, did, first_deed};
pub use places::{consent_of, of_thread, views_of};
pub(crate) use sealing::{TrailKeys, begin};
pub use telling::of_text;
pub use trail::TrailReport;
pub(crate) use trail::{examine, notes};
pub use words::{Differing, Sealable, Told, Words, differing, held, sealed_words, told_of};

use foyer_audit::{Hash, Sealed};
use foyer_domain::{Actor, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// Something somebody did.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What: a word of the command table, such as `thread.assign`.
    pub action: &'static str,
    /// In which thread.
    pub thread: Option<ThreadId>,
    /// Acting on what: any id.
    pub object: Option<Uuid>,
    /// Codes and counts; no words, names or numbers of patients.
    pub detail: serde_json::Value,
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// 1, 2, 3 …
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: String,
    /// In which thread.
    pub thread: Option<ThreadId>,
    /// Acting on what.
    pub object: Option<Uuid>,
    /// Codes and counts.
    pub detail: serde_json::Value,
    /// Seals this entry and all before it.
    pub hash: [u8; 32],
}

/// The newest entry: whoever knows it can tell a shortened chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The newest entry's number; 0 for none.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// What [`verify`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before; so many were looked at.
    Whole(u64),
    /// The first entry that does not.
    Broken(i64),
}

const COLUMNS: &str = "seq, at, actor, user, action, thread, object, detail, prev_hash, hash, mac";

/// Adds an entry at the head.
///
/// # Errors
/// The store's own. Whoever cannot write the entry must not do what it tells: let the transaction fail.
pub fn append(tx: &WriteTx<'_>, entry: &NewEntry) -> Result<(), StoreError> {
    append_all(tx, std::slice::from_ref(entry))
}

/// Adds entries at the head, in their order.
///
/// # Errors
/// As [`append`].
pub fn append_all(tx: &WriteTx<'_>, entries: &[NewEntry]) -> Result<(), StoreError> {
    let Some((last, _)) = entries.split_last() else { return Ok(()) };
    let mut head = sealing::Head::read(tx)?;
    for entry in entries {
        let (actor, user) = actor_columns(entry.actor);
        let detail = entry.detail.to_string();
        let sealed = Sealed {
            seq: head.seq.saturating_add(1),
            at: entry.at.millis(),
            actor,
            user: user.map(|user| user.bytes()),
            action: entry.action,
            thread: entry.thread.map(|thread| thread.bytes()),
            object: entry.object.map(Uuid::into_bytes),
            detail: &detail,
            prev: head.hash,
        };
        add(tx, &mut head, &sealed, std::ptr::eq(entry, last))?;
    }
    places::follow(tx, &mut head)?;
    head.write(tx)
}

/// Writes an entry and moves the head on. The `last` of those that are written at once says how the trail goes on.
fn add(
    tx: &WriteTx<'_>,
    head: &mut sealing::Head,
    sealed: &Sealed<'_>,
    last: bool,
) -> Result<(), StoreError> {
    let hash = sealed.hash();
    let mac = head.advance(sealed.seq, hash);
    head.let_go(tx)?;
    let onward = last.then(|| head.onward());
    tx.prepare(
        "INSERT INTO audit (seq, at, actor, user, action, thread, object, detail, prev_hash, hash, mac, onward)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        sealed.seq,
        sealed.at,
        sealed.actor,
        sealed.user,
        sealed.action,
        sealed.thread,
        sealed.object,
        sealed.detail,
        sealed.prev.0,
        hash.0,
        mac.0,
        onward.as_ref().map(|onward| onward.as_slice()),
    ])?;
    Ok(())
}

/// The newest entry's number and hash.
///
/// # Errors
/// The store's own.
pub fn head(tx: &ReadTx<'_>) -> Result<ChainHead, StoreError> {
    let head = sealing::Head::read(tx)?;
    Ok(ChainHead { seq: head.seq, hash: head.hash.0 })
}

/// The same of a store of any form: of a backup, or of what is copied before it is brought up to date.
pub(crate) fn head_of_any_form(tx: &ReadTx<'_>) -> Result<ChainHead, StoreError> {
    let (seq, hash, _) = sealing::End::read(tx)?.stand.ok_or(StoreError::Damaged)?;
    Ok(ChainHead { seq, hash: hash.0 })
}

/// Recomputes the hashes from entry `first` to `last`, both included (from 1 to `i64::MAX` for all): enough for a part
/// that is shown. The whole, with its codes and checkpoints, is [`crate::Store::examine_trail`]'s.
///
/// # Errors
/// The store's own.
pub fn verify(tx: &ReadTx<'_>, first: i64, last: i64) -> Result<Verdict, StoreError> {
    let mut expected = first.max(1);
    let before = tx
        .prepare("SELECT hash FROM audit WHERE seq = ?1")?
        .query_row([expected.saturating_sub(1)], |row| row.get(0))
        .optional()?;
    let mut previous = match before {
        Some(hash) => Hash(hash),
        None if expected == 1 => Hash::ZERO,
        None => return Ok(Verdict::Broken(expected.saturating_sub(1))),
    };
    let mut broken = None;
    let mut looked_at = 0_u64;
    trail::each(tx, expected, last, |sealed, hash, _| {
        let right = sealed.seq == expected && sealed.prev == previous && sealed.hash() == hash;
        previous = hash;
        if right {
            expected = expected.saturating_add(1);
            looked_at = looked_at.saturating_add(1);
        } else {
            broken = Some(expected);
        }
        Ok(right)
    })?;
    Ok(broken.map_or(Verdict::Whole(looked_at), Verdict::Broken))
}

/// All entries, newest first, before entry number `before` (`None` for the newest).
///
/// # Errors
/// The store's own.
pub fn page(tx: &ReadTx<'_>, before: Option<i64>, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
    crate::sql::rows(tx, &sql, params![before.unwrap_or(i64::MAX), limit], read)
}

fn read(row: &Row<'_>) -> Result<AuditEntry, StoreError> {
    let r = Reading::new(row, "audit");
    Ok(AuditEntry {
        seq: r.get("seq")?,
        at: r.at("at")?,
        actor: read_actor(&r)?,
        action: r.get("action")?,
        thread: r.opt_id("thread")?,
        object: r.get::<Option<[u8; 16]>>("object")?.map(Uuid::from_bytes),
        detail: r.word("detail", |text| serde_json::from_str(text).ok())?,
        hash: r.get("hash")?,
    })
}

pub(crate) const fn actor_columns(actor: Actor) -> (&'static str, Option<UserId>) {
    match actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Patient => ("patient", None),
        Actor::System => ("system", None),
        Actor::Carrier => ("carrier", None),
    }
}

/// Reads the columns `actor` and `user`.
pub(crate) fn read_actor(r: &Reading<'_, '_>) -> Result<Actor, StoreError> {
    match r.get::<String>("actor")?.as_str() {
        "user" => Ok(Actor::User(r.id("user")?)),
        "patient" => Ok(Actor::Patient),
        "system" => Ok(Actor::System),
        "carrier" => Ok(Actor::Carrier),
        _ => Err(r.unknown("actor")),
    }
}
