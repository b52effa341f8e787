//! How an older copy of the store is known when it is put back, and that nothing leaves it until a person says so.
//!
//! What an older copy holds as *queued* may have been sent long ago. So before a text leaves, how far the audit has
//! come is written into a file *beside* the practice's folder, where a folder that is put back does not bring it along
//! ([`Store::mark`]). A store whose audit does not reach that mark, or tells another story there, is an older copy
//! ([`Store::passed_by`]). It freezes: what waited is held, and nothing is sent ([`freeze`], [`frozen`]) until a
//! person has looked at what waited ([`thaw`]). A computer that was put back as a whole brings the mark along; then
//! only the carrier's list can tell.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use foyer_domain::{DeliveryState, Timestamp};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::{
    ReadTx, Store, StoreError, WriteTx,
    audit::{self, ChainHead},
    cursors, lines,
    outbox::{self, AttemptRow, HoldReason, OutboxRow},
    settings,
    sql::StoredId as _,
};

/// Under which key it is kept that the store is frozen.
const FROZEN: &str = "frozen";

/// That a store is an older copy and nobody has let it go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// When it was noticed, by this computer's clock.
    pub noticed_at: Timestamp,
    /// The last thing it knows of; `None` for an empty one.
    pub copy_at: Option<Timestamp>,
    /// The number of its last entry in the trail.
    #[serde(default)]
    pub copy_entries: i64,
    /// The mark that it does not reach.
    mark: Mark,
}

impl Frozen {
    /// Whether that is because a backup was brought back, or a damaged store repaired, at this moment.
    pub fn is_since(&self, at: Timestamp) -> bool {
        self.mark.0 == restored(at)
    }
}

/// How far a store had come when it sent its last text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark(String);

impl Store {
    /// Writes down how far the audit has come. To be awaited before a text leaves.
    ///
    /// # Errors
    /// The store's own, and the disk's.
    pub async fn mark(&self) -> Result<(), StoreError> {
        let path = mark_path(self.path());
        self.read(move |tx| Ok(write(&path, audit::head(tx)?)?)).await
    }

    /// The mark that this store does not reach, when it is an older copy than the one that sent the last text from this
    /// folder.
    ///
    /// # Errors
    /// The store's own; and when there is a mark that cannot be read.
    pub async fn passed_by(&self) -> Result<Option<Mark>, StoreError> {
        let path = mark_path(self.path());
        self.read(move |tx| {
            let Some((mark, head)) = read(&path)? else { return Ok(None) };
            let known: Option<[u8; 32]> = tx
                .prepare("SELECT hash FROM audit WHERE seq = ?1")?
                .query_row([head.seq], |row| row.get(0))
                .optional()?;
            Ok((known != Some(head.hash)).then_some(mark))
        })
        .await
    }
}

/// Whether nothing may leave, and since when.
///
/// # Errors
/// The store's own.
pub fn frozen(tx: &ReadTx<'_>) -> Result<Option<Frozen>, StoreError> {
    settings::get(tx, FROZEN)
}

/// Holds everything that waits. Each may have left since the copy was made, so it gets an attempt of unknown outcome
/// that lasts from when it was queued until now: evidence ends that doubt as it ends any other. Says what was held;
/// nothing when this has been done for this mark: what was written since cannot have left.
///
/// # Errors
/// The store's own.
pub fn freeze(tx: &WriteTx<'_>, mark: Mark, now: Timestamp) -> Result<Option<Vec<OutboxRow>>, StoreError> {
    if frozen(tx)?.is_some_and(|known| known.mark == mark) {
        return Ok(None);
    }
    let last = audit::page(tx, None, 1)?.into_iter().next();
    let (copy_at, copy_entries) = (last.as_ref().map(|last| last.at), last.map_or(0, |last| last.seq));
    settings::set(tx, FROZEN, &Frozen { noticed_at: now, copy_at, copy_entries, mark }, now)?;
    let waiting = outbox::waiting(tx)?;
    for item in &waiting {
        tx.prepare(
            "INSERT INTO send_attempt (outbox, number, started_at, finished_at, outcome, reason)
             VALUES (?1, (SELECT count(*) + 1 FROM send_attempt WHERE outbox = ?1), ?2, ?3, 'unknown', ?4)",
        )?
        .execute(params![
            item.id.bytes(),
            item.queued_at.min(now).millis(),
            now.millis(),
            AttemptRow::RESTORED_COPY
        ])?;
        if matches!(item.state, DeliveryState::Queued | DeliveryState::Held) {
            outbox::hold(tx, item.id, HoldReason::RestoredCopy)?;
        }
    }
    // No list has been read since, whatever a clock says that was wrong once.
    tx.prepare("UPDATE cursor SET updated_at = 0")?.execute([])?;
    Ok(Some(waiting))
}

/// Whether every list of a line that is in use has been read whole since the store was frozen.
///
/// # Errors
/// The store's own.
pub fn lists_were_read(tx: &ReadTx<'_>) -> Result<bool, StoreError> {
    for line in lines::list(tx)?.into_iter().filter(|line| line.retired_at.is_none()) {
        for word in ["to", "from"] {
            if cursors::moved_at(tx, line.id, word)?.is_none_or(|at| at.millis() == 0) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// What waited when the store was frozen, whatever became of it since, oldest first.
///
/// # Errors
/// The store's own.
pub fn held_back(tx: &ReadTx<'_>, frozen: &Frozen) -> Result<Vec<OutboxRow>, StoreError> {
    outbox::of_an_older_copy(tx, frozen.noticed_at)
}

/// Lets the store go on. [`Store::mark`] belongs after it, or it is known for a copy again.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not frozen.
pub fn thaw(tx: &WriteTx<'_>) -> Result<(), StoreError> {
    if frozen(tx)?.is_none() {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    settings::remove(tx, FROZEN)
}

/// Marks the place of a store that is about to be restored there, so that it is known for an older copy however far the
/// last one had come, and on whatever computer.
pub(crate) fn mark_restored(store: &Path, now: Timestamp) -> Result<(), std::io::Error> {
    put(&mark_path(store), &restored(now))
}

fn restored(at: Timestamp) -> String {
    format!("restored {}", at.millis())
}

/// A new store has no past: the mark of one that stood here before says nothing about it.
pub(crate) fn forget(store: &Path) -> Result<(), std::io::Error> {
    match fs::remove_file(mark_path(store)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `…/practice/practice.db` has its mark in `…/practice.mark`.
fn mark_path(store: &Path) -> PathBuf {
    let mut name = store.parent().unwrap_or(store).as_os_str().to_owned();
    name.push(".mark");
    PathBuf::from(name)
}

fn write(path: &Path, head: ChainHead) -> Result<(), std::io::Error> {
    let mut words = format!("{} ", head.seq);
    for byte in head.hash {
        words.push_str(&format!("{byte:02x}"));
    }
    put(path, &words)
}

fn put(path: &Path, words: &str) -> Result<(), std::io::Error> {
    // Beside and renamed: half a mark would make every store an older copy.
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut file = fs::File::create(&part)?;
    file.write_all(words.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)
}

fn read(path: &Path) -> Result<Option<(Mark, ChainHead)>, StoreError> {
    let words = match fs::read_to_string(path) {
        Ok(words) => words,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // What cannot be read is no mark of this store: it freezes, and a person lets it go on.
    let mut head = ChainHead { seq: -1, hash: [0; 32] };
    if let Some((seq, hash)) = words.trim().split_once(' ') {
        head.seq = seq.parse().unwrap_or(-1);
        for (byte, at) in head.hash.iter_mut().zip((0..).step_by(2)) {
            *byte = hash.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
        }
    }
    Ok(Some((Mark(words), head)))
}
