//! What could be read of a trail whose rest is lost, written again as a trail of its own. Its seals are new, so they vouch
//! for what was read and for nothing before; the entry that follows says so.

use foyer_audit::{Examination, Hash, Report, Sealed};
use rusqlite::Connection;

use super::{sealing::Head, trail};
use crate::{ReadTx, StoreError, WriteTx};

/// An entry without its seals.
pub(crate) struct Unsealed {
    at: i64,
    actor: String,
    user: Option<[u8; 16]>,
    action: String,
    thread: Option<[u8; 16]>,
    object: Option<[u8; 16]>,
    detail: String,
}

/// Looks at entries by themselves, where the row that says how they go on is lost.
///
/// # Errors
/// The store's own.
pub(crate) fn examine_alone(tx: &ReadTx<'_>) -> Result<Report, StoreError> {
    let mut examination = Examination::new(Vec::new(), None);
    trail::each(tx, i64::MIN, i64::MAX, |sealed, hash, mac| {
        examination.entry(sealed, hash, mac);
        Ok(true)
    })?;
    Ok(examination.end(None))
}

/// Takes the whole trail out of a store in which nobody works, triggers off, and leaves none.
///
/// # Errors
/// The store's own.
pub(crate) fn take_out(conn: &Connection) -> Result<Vec<Unsealed>, StoreError> {
    let mut entries = Vec::new();
    trail::each(&ReadTx::over(conn), i64::MIN, i64::MAX, |sealed, _, _| {
        entries.push(Unsealed {
            at: sealed.at,
            actor: sealed.actor.to_owned(),
            user: sealed.user,
            action: sealed.action.to_owned(),
            thread: sealed.thread,
            object: sealed.object,
            detail: sealed.detail.to_owned(),
        });
        Ok(true)
    })?;
    conn.execute_batch(
        "DELETE FROM audit_checkpoint; DELETE FROM audit_head; DELETE FROM audit_place; DELETE FROM audit_deed;
         DELETE FROM audit;",
    )?;
    Ok(entries)
}

/// Adds them in their order.
///
/// # Errors
/// The store's own.
pub(crate) fn write_again(tx: &WriteTx<'_>, entries: &[Unsealed]) -> Result<(), StoreError> {
    let mut head = Head::read(tx)?;
    for (place, entry) in entries.iter().enumerate() {
        let sealed = Sealed {
            seq: head.seq.saturating_add(1),
            at: entry.at,
            actor: &entry.actor,
            user: entry.user,
            action: &entry.action,
            thread: entry.thread,
            object: entry.object,
            detail: &entry.detail,
            prev: Hash(head.hash.0),
        };
        super::add(tx, &mut head, &sealed, place + 1 == entries.len())?;
    }
    super::places::follow(tx, &mut head)?;
    head.write(tx)
}
