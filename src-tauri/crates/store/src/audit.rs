//! The audit chain: who did what, each entry sealed to the one before by SHA-256.
//!
//! Triggers refuse changes; whoever gets around them breaks the chain, and [`verify`] says where. An entry
//! names ids and words of the code, never a patient's words, name or number.

use foyer_domain::{Actor, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// What is before the first entry.
const GENESIS: [u8; 32] = [0; 32];

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

const COLUMNS: &str = "seq, at, actor, user, action, thread, object, detail, prev_hash, hash";

/// Adds an entry at the head.
///
/// # Errors
/// The store's own.
pub fn append(tx: &WriteTx<'_>, entry: &NewEntry) -> Result<(), StoreError> {
    let head = head(tx)?;
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
        prev_hash: head.hash,
    };
    tx.prepare(
        "INSERT INTO audit (seq, at, actor, user, action, thread, object, detail, prev_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
        sealed.prev_hash,
        sealed.hash(),
    ])?;
    Ok(())
}

/// The newest entry's number and hash.
///
/// # Errors
/// The store's own.
pub fn head(tx: &ReadTx<'_>) -> Result<ChainHead, StoreError> {
    let newest = tx
        .prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(ChainHead { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    Ok(newest.unwrap_or(ChainHead { seq: 0, hash: GENESIS }))
}

/// Recomputes the entries from `first` to `last`, both included (from 1 to `i64::MAX` for all).
///
/// # Errors
/// The store's own.
pub fn verify(tx: &ReadTx<'_>, first: i64, last: i64) -> Result<Verdict, StoreError> {
    let mut expected_seq = first.max(1);
    let mut previous = match tx
        .prepare("SELECT hash FROM audit WHERE seq = ?1")?
        .query_row([expected_seq.saturating_sub(1)], |row| row.get::<_, [u8; 32]>(0))
        .optional()?
    {
        Some(hash) => hash,
        None if expected_seq == 1 => GENESIS,
        None => return Ok(Verdict::Broken(expected_seq.saturating_sub(1))),
    };
    let mut statement =
        tx.prepare(&format!("SELECT {COLUMNS} FROM audit WHERE seq >= ?1 AND seq <= ?2 ORDER BY seq"))?;
    let mut rows = statement.query([expected_seq, last])?;
    let mut looked_at = 0_u64;
    while let Some(row) = rows.next()? {
        let sealed = Sealed {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: row.get_ref("actor")?.as_str().unwrap_or_default(),
            user: row.get("user")?,
            action: row.get_ref("action")?.as_str().unwrap_or_default(),
            thread: row.get("thread")?,
            object: row.get("object")?,
            detail: row.get_ref("detail")?.as_str().unwrap_or_default(),
            prev_hash: row.get("prev_hash")?,
        };
        let hash: [u8; 32] = row.get("hash")?;
        if sealed.seq != expected_seq || sealed.prev_hash != previous || sealed.hash() != hash {
            return Ok(Verdict::Broken(expected_seq));
        }
        previous = hash;
        expected_seq = expected_seq.saturating_add(1);
        looked_at = looked_at.saturating_add(1);
    }
    Ok(Verdict::Whole(looked_at))
}

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
    entries(
        tx,
        &format!("SELECT {COLUMNS} FROM audit WHERE thread = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"),
        params![thread.bytes(), before.unwrap_or(i64::MAX), limit],
    )
}

/// All entries, newest first, before entry number `before` (`None` for the newest).
///
/// # Errors
/// The store's own.
pub fn page(tx: &ReadTx<'_>, before: Option<i64>, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
    entries(
        tx,
        &format!("SELECT {COLUMNS} FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2"),
        params![before.unwrap_or(i64::MAX), limit],
    )
}

fn entries(
    tx: &ReadTx<'_>,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<AuditEntry>, StoreError> {
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(read(row)?);
    }
    Ok(entries)
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

/// Everything a hash seals.
struct Sealed<'a> {
    seq: i64,
    at: i64,
    actor: &'a str,
    user: Option<[u8; 16]>,
    action: &'a str,
    thread: Option<[u8; 16]>,
    object: Option<[u8; 16]>,
    detail: &'a str,
    prev_hash: [u8; 32],
}

impl Sealed<'_> {
    /// SHA-256 over: "foyer audit 1", seq and at as 8 bytes big-endian, then each text and id as its length in
    /// 4 bytes big-endian and its bytes (an absent id has length 0), in the order of the columns, then prev_hash.
    fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"foyer audit 1");
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.at.to_be_bytes());
        for field in [
            self.actor.as_bytes(),
            self.user.as_ref().map_or(&[][..], |id| &id[..]),
            self.action.as_bytes(),
            self.thread.as_ref().map_or(&[][..], |id| &id[..]),
            self.object.as_ref().map_or(&[][..], |id| &id[..]),
            self.detail.as_bytes(),
        ] {
            hasher.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            hasher.update(field);
        }
        hasher.update(self.prev_hash);
        hasher.finalize().into()
    }
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
