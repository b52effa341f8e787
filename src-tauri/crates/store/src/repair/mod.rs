//! What can be read of a damaged store, brought into a new one beside it. The damaged file is opened for reading only and
//! stays as it is.
//!
//! It is read page by page, without SQLite ([`pages`]), and put into a new store of the same form ([`fill`]), which
//! then goes the way of every other one: opened, brought up to date, looked at page by page, its trail examined. It
//! knows that it is no more than what could be read. Its trail says what was lost; nothing leaves it until a person
//! says so ([`crate::older`]). Where a fact about consent is gone, what the number had agreed to counts for nothing,
//! and texts to it wait until somebody has looked, because what is gone may be a STOP. Where somebody works, their
//! second step at sign-in and what is held back from deletion are in doubt where rows of them may be gone, and the
//! stricter answer counts until a person says how it is ([`crate::doubts`]). A trail of which something is gone is
//! not patched: what could be read is written again under new seals, which vouch for nothing before the repair.

mod fill;
mod harvest;
mod log;
mod pages;
mod shapes;
mod tree;
mod unsure;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use foyer_audit::Tampering;
use foyer_domain::{Actor, Channel, ConsentEventId, PhoneNumber, Role, Timestamp, User};
use foyer_policy::{ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Subjects};
use serde::{Deserialize, Serialize};
use serde_json::json;

use self::{
    fill::Filled,
    harvest::{Harvest, Stopped},
    pages::Pages,
};
use crate::{
    KeyFile, PracticeFolder, PracticeKey, ReadTx, Store, StoreError, WriteTx,
    audit::{self, TrailKeys, Unsealed},
    backups::{self, BackupError, check, suffixed},
    conn::{self, Purpose},
    consent,
    doubts::Doubts,
    keys::{self, sync_folder},
    lock::StoreLock,
    migrate::{self, APPLICATION_ID},
    older, recount, roles, settings, threads, users,
};

/// The word in the trail.
const ACTION: &str = "store.repair";

/// Under which key it is kept that a store was repaired.
const REPAIRED: &str = "repaired";

/// What a repair could bring over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// When.
    pub at: Timestamp,
    /// Rows in the new store.
    pub kept: u64,
    /// Texts among them.
    pub texts: u64,
    /// What is gone, by table.
    pub lost: BTreeMap<String, Lost>,
    /// Rows that can be read and of which nobody can tell where they belong.
    pub unplaced: u64,
    /// Whether what was done last may be gone: the log broke off before its end.
    pub end_lost: bool,
    /// How many numbers' agreement counts for nothing now, because a fact about it may be gone; `None`: everybody's.
    pub doubtful: Option<u64>,
    /// How far its audit trail can be believed.
    pub trail: TrailClass,
    /// Entries of the trail that could be read.
    pub entries: u64,
    /// What would let somebody see or do more than before if it were taken for whole.
    #[serde(default)]
    pub doubts: Doubts,
}

/// What of a table is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// So many rows at least.
    pub rows: u64,
    /// Whether there may have been more.
    pub perhaps_more: bool,
    /// So many pages of it cannot be read.
    pub pages: u64,
}

/// How far the audit trail of a repaired store can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrailClass {
    /// Nothing of it was lost: it goes on, sealed from its first entry to its last.
    Whole,
    /// Entries are lost. Those that could be read are what was sealed once, and were written again under new seals.
    Partial,
    /// Entries are lost or others than were sealed. They were written again as they stand.
    Changed,
}

impl TrailClass {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Partial => "partial",
            Self::Changed => "changed",
        }
    }
}

/// What is known of a practice from elsewhere, put in where the file has lost it.
#[derive(Clone, Default)]
pub struct Known {
    /// Staff, who could not get in otherwise.
    pub people: Vec<User>,
    /// Settings, by key.
    pub settings: Vec<(&'static str, serde_json::Value)>,
}

/// Brings what can be read of the practice in `damaged` into the folder `to`, which must not be there. `file` is the key
/// file that opens the new one too.
///
/// # Errors
/// [`BackupError::Taken`]; [`BackupError::NotWhole`] when nothing can be read that would be worth it;
/// [`BackupError::Newer`]; or the disk's. There is then nothing at `to`.
pub fn repair(
    damaged: &Path,
    to: &Path,
    key: &PracticeKey,
    file: &KeyFile,
    known: &Known,
    now: Timestamp,
) -> Result<Repaired, BackupError> {
    if to.try_exists()? {
        return Err(BackupError::Taken);
    }
    let staging = suffixed(to, ".repairing");
    // Left by a repair that never finished; nobody ever worked in it.
    if staging.try_exists()? {
        fs::remove_dir_all(&staging)?;
    }
    let done = stage(damaged, &staging, key, file, known, now).and_then(|repaired| {
        // Before it is in its place: from its first moment there nothing leaves it.
        older::mark_restored(&PracticeFolder::at(to).store_path(), now)?;
        fs::rename(&staging, to)?;
        sync_folder(to)?;
        Ok(repaired)
    });
    if done.is_err() {
        fs::remove_dir_all(&staging).ok();
    }
    done
}

/// As [`repair`], and the new practice takes the place of the damaged one, which is kept beside it under the name that is
/// given back.
///
/// # Errors
/// As [`repair`]; the damaged practice is then where it was.
pub fn repair_in_place(
    place: &Path,
    key: &PracticeKey,
    file: &KeyFile,
    known: &Known,
    now: Timestamp,
) -> Result<(Repaired, PathBuf), BackupError> {
    backups::exchange(place, now, |ready| repair(place, ready, key, file, known, now))
}

/// What was repaired in this store, if anything was.
///
/// # Errors
/// The store's own.
pub fn repaired(tx: &ReadTx<'_>) -> Result<Option<Repaired>, StoreError> {
    settings::get(tx, REPAIRED)
}

fn stage(
    damaged: &Path,
    staging: &Path,
    key: &PracticeKey,
    file: &KeyFile,
    known: &Known,
    now: Timestamp,
) -> Result<Repaired, BackupError> {
    if !file.is_of(key) {
        return Err(BackupError::OtherKey);
    }
    let (source, target) = (PracticeFolder::at(damaged), PracticeFolder::at(staging));
    let _lock = StoreLock::take(&source.store_path())?;
    fs::create_dir_all(staging)?;
    let mut harvest = Harvest::begin(Pages::open(&source.store_path(), key)?).map_err(stopped)?;
    let version = match harvest.version().map_err(stopped)? {
        Some((version, _)) if version > migrate::SCHEMA_VERSION => return Err(BackupError::Newer),
        Some((version, of)) if version > 0 && of == APPLICATION_ID.cast_unsigned() => version,
        // The page that says so is gone.
        Some(_) | None => migrate::SCHEMA_VERSION,
    };
    let mut fresh = conn::open(&target.store_path(), key, Purpose::Create)?;
    migrate::create_as_of(&mut fresh, version)?;
    let mut filled =
        fill::fill(&mut fresh, &mut harvest, &migrate::first_columns()?, now).map_err(stopped)?;
    // Never an empty inbox in the place of one that cannot be read.
    if filled.worth == 0 {
        return Err(BackupError::NotWhole);
    }
    let trail = judge(&fresh, key, version, &filled, &source)?;
    let (key, read) = match trail {
        TrailClass::Whole => {
            filled.lost.remove("audit");
            (key.clone(), Vec::new())
        }
        TrailClass::Partial | TrailClass::Changed => {
            (key.with_new_trail()?, without_triggers(&fresh, audit::take_out)?)
        }
    };
    drop(fresh);
    let store = Store::open_inline(&target.store_path(), &key)?;
    let end_lost = harvest.log_is_cut();
    let repaired = store.write_blocking(|tx| finish(tx, filled, trail, &read, end_lost, known, now))?;
    store.close()?;
    check::whole(&target.store_path(), &key, Vec::new())?;
    let mut file = file.clone();
    file.take_trail(&key)?;
    file.save(&target.key_path())?;
    for name in along(trail) {
        match fs::copy(damaged.join(name), staging.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(_) | Err(_) => {}
        }
    }
    fs::OpenOptions::new().write(true).open(target.store_path())?.sync_all()?;
    Ok(repaired)
}

/// Notes of a trail that goes on go along; those of another say nothing about the new one.
const fn along(trail: TrailClass) -> &'static [&'static str] {
    match trail {
        TrailClass::Whole => &["practice.tries", "trail.checkpoints"],
        TrailClass::Partial | TrailClass::Changed => &["practice.tries"],
    }
}

/// Holds what could be read of the trail against its seals and against the notes beside the damaged store.
fn judge(
    fresh: &rusqlite::Connection,
    key: &PracticeKey,
    version: i64,
    filled: &Filled,
    source: &PracticeFolder,
) -> Result<TrailClass, BackupError> {
    let tx = ReadTx::over(fresh);
    let lost = ["audit", "audit_head"].iter().any(|name| filled.lost.contains_key(*name));
    // Where the trail says itself how far it goes, it is whole if it is, whatever became of the pages that led to it.
    let (report, sealed) = if version < check::FIRST_SEALED {
        (audit::examine_alone(&tx)?, false)
    } else {
        let beside = fs::read_to_string(source.store_path().with_file_name("trail.checkpoints"));
        let notes = foyer_audit::notes_in(&beside.unwrap_or_default());
        let keys = TrailKeys::of(key).ok_or(BackupError::OtherKey)?;
        match audit::examine(&tx, &keys, notes) {
            Ok(found) => (found.report, true),
            // The row that says how it goes on is gone.
            Err(StoreError::Damaged) => (audit::examine_alone(&tx)?, false),
            Err(other) => return Err(other.into()),
        }
    };
    let only_lost = |class| match class {
        // Lists are made anew.
        Tampering::Removed | Tampering::Truncated | Tampering::RolledBack | Tampering::Misfiled => true,
        Tampering::Edited
        | Tampering::Inserted
        | Tampering::Reordered
        | Tampering::Rewritten
        | Tampering::Forked
        | Tampering::BadSignature
        | Tampering::Reworded => false,
    };
    Ok(if report.is_whole() && (sealed || !lost) {
        TrailClass::Whole
    } else if report.findings.iter().all(|finding| only_lost(finding.class)) {
        TrailClass::Partial
    } else {
        TrailClass::Changed
    })
}

/// What makes the rows a practice again.
fn finish(
    tx: &WriteTx<'_>,
    filled: Filled,
    trail: TrailClass,
    read: &[Unsealed],
    end_lost: bool,
    known: &Known,
    now: Timestamp,
) -> Result<Repaired, StoreError> {
    audit::write_again(tx, read)?;
    for user in &known.people {
        // A role that the practice made may be gone with its row: there is one of its id then, and it may do nothing.
        if let Role::Own(own) = user.role {
            roles::put_nameless(tx, own.id, fill::NAMELESS, fill::NO_RIGHTS)?;
        }
        match users::get(tx, user.id) {
            Err(StoreError::NotFound { .. }) => users::create(tx, user, now)?,
            // Of somebody whose row is lost only the id was left.
            Ok(row) if row.retired_at == Some(Timestamp::from_millis(0)) => {
                users::update(tx, user)?;
                users::bring_back(tx, user.id)?;
            }
            Ok(_) => {}
            Err(other) => return Err(other),
        }
    }
    for (name, value) in &known.settings {
        if settings::get::<serde_json::Value>(tx, name)?.is_none() {
            settings::set(tx, name, value, now)?;
        }
    }
    for thread in threads::miscounted(tx)? {
        recount::recompute(tx, thread)?;
    }
    let doubtful = filled.doubtful.as_ref().map(|numbers| numbers.len() as u64);
    let numbers = match filled.doubtful {
        Some(numbers) => numbers,
        None => threads::every_number(tx)?,
    };
    for number in &numbers {
        forget_agreement(tx, number, now)?;
    }
    let doubts = unsure::unsure(tx, &filled.lost, end_lost)?;
    doubts.keep(tx, now)?;
    let repaired = Repaired {
        at: now,
        doubts,
        kept: filled.kept,
        texts: filled.texts,
        lost: filled.lost,
        unplaced: filled.unplaced,
        end_lost,
        doubtful,
        trail,
        entries: audit::head(tx)?.seq.unsigned_abs(),
    };
    settings::set(tx, REPAIRED, &repaired, now)?;
    let entry = audit::NewEntry {
        at: now,
        actor: Actor::System,
        action: ACTION,
        thread: None,
        object: None,
        detail: detail(&repaired),
    };
    audit::append(tx, &entry)?;
    Ok(repaired)
}

/// What the trail says of a repair: counts, names of tables, and how far what stands before it can be believed.
fn detail(repaired: &Repaired) -> serde_json::Value {
    let lost: BTreeMap<&str, serde_json::Value> = repaired
        .lost
        .iter()
        .map(|(table, lost)| {
            let more = json!({ "rows": lost.rows, "perhaps_more": lost.perhaps_more, "pages": lost.pages });
            (table.as_str(), more)
        })
        .collect();
    json!({
        "kept": repaired.kept, "texts": repaired.texts, "lost": lost, "unplaced": repaired.unplaced,
        "end_lost": repaired.end_lost, "doubtful": repaired.doubtful, "trail": repaired.trail.as_str(),
        "entries": repaired.entries, "places_in_doubt": repaired.doubts.places(),
        "second_steps_in_doubt": repaired.doubts.second_steps(), "holds_in_doubt": repaired.doubts.about_holds(),
    })
}

/// What a number had agreed to counts for nothing from now on; what was stopped stays stopped; and what is gone may be a
/// STOP, so texts to it wait until somebody has looked.
fn forget_agreement(tx: &WriteTx<'_>, number: &str, now: Timestamp) -> Result<(), StoreError> {
    let Ok(number) = PhoneNumber::parse(number) else { return Ok(()) };
    let random = keys::random::<10>().map_err(|_| StoreError::Io(io::ErrorKind::Other))?;
    let id = uuid::Builder::from_unix_timestamp_millis(now.millis().unsigned_abs(), &random).into_uuid();
    let event = ConsentEvent {
        id: ConsentEventId::from_uuid(id),
        number: number.clone(),
        channel: Channel::Sms,
        patient: None,
        kind: ConsentEventKind::Unreadable,
        at: now,
        actor: Actor::System,
        evidence: Evidence::default(),
        language: None,
        subjects: Subjects::NONE,
    };
    consent::append(tx, &event)?;
    consent::keep_of_number(tx, &number, now, &ConsentRules::default())?;
    crate::quarantine::note_lost_account(tx, &number, now)
}

fn without_triggers<T>(
    conn: &rusqlite::Connection,
    f: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let switch = rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER;
    conn.set_db_config(switch, false)?;
    let done = f(conn);
    conn.set_db_config(switch, true)?;
    done
}

fn stopped(error: Stopped) -> BackupError {
    match error {
        Stopped::Reading(error) => error.into(),
        Stopped::Writing(error) => backups::full_or(&error),
    }
}
