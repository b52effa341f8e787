//! Bringing a backup back: beside its place, looked at there, then renamed. Never over anything.
//!
//! A restored practice knows that it is one: the mark beside it is one that no store reaches, so nothing leaves it until
//! a person says so ([`crate::older`]). Its trail says that it was restored, from when.

use std::{
    fs,
    path::{Path, PathBuf},
};

use foyer_domain::{Actor, Timestamp};
use serde_json::json;

use super::{Backup, BackupError, KEY, Label, NOTES, STORE};
use crate::{KeyFile, PracticeFolder, PracticeKey, Store, audit, keys::sync_folder, older};

/// The word in the trail.
const RESTORED: &str = "backup.restore";

/// Brings `backup` back into the folder `to`, which must be empty or not there. `ways_in` takes the place of the
/// backup's own key file: who has left since must not come back with it.
///
/// # Errors
/// [`BackupError::Taken`], or what is wrong with the backup; `to` is then as it was.
pub fn restore(
    backup: &Backup,
    to: &Path,
    key: &PracticeKey,
    ways_in: Option<&KeyFile>,
    now: Timestamp,
) -> Result<Label, BackupError> {
    if to.try_exists()? && !(to.is_dir() && fs::read_dir(to)?.next().is_none()) {
        return Err(BackupError::Taken);
    }
    let staging = beside(to);
    // Left by a restore that never finished; nobody ever worked in it.
    if staging.try_exists()? {
        fs::remove_dir_all(&staging)?;
    }
    let done = stage(backup, &staging, key, ways_in, now).and_then(|label| {
        if to.try_exists()? {
            fs::remove_dir(to)?;
        }
        // Before it is in its place: from its first moment there it is a restored copy.
        older::mark_restored(&PracticeFolder::at(to).store_path(), now)?;
        fs::rename(&staging, to)?;
        sync_folder(to)?;
        Ok(label)
    });
    if done.is_err() {
        fs::remove_dir_all(&staging).ok();
    }
    done
}

/// Brings `backup` back in the place of a practice that does not open, which is kept beside it under the name that is
/// given back. The copy is finished before anything is moved; [`finish_in_place`] ends what a power cut left between the
/// two renames.
///
/// # Errors
/// As [`restore`]; the practice that does not open is then where it was.
pub fn restore_in_place(
    backup: &Backup,
    place: &Path,
    key: &PracticeKey,
    ways_in: Option<&KeyFile>,
    now: Timestamp,
) -> Result<(Label, PathBuf), BackupError> {
    exchange(place, now, |ready| restore(backup, ready, key, ways_in, now))
}

/// Exchanges the practice at `place` for the one that `make` makes in the folder it is given.
pub(crate) fn exchange<T>(
    place: &Path,
    now: Timestamp,
    make: impl FnOnce(&Path) -> Result<T, BackupError>,
) -> Result<(T, PathBuf), BackupError> {
    let ready = ready(place);
    // Left by one that never came to its end: the practice it was for is still in its place.
    if ready.try_exists()? {
        fs::remove_dir_all(&ready)?;
    }
    let made = make(&ready)?;
    older::mark_restored(&PracticeFolder::at(place).store_path(), now)?;
    let aside = damaged(place, now);
    fs::rename(place, &aside)?;
    finish_in_place(place)?;
    Ok((made, aside))
}

/// Moves a practice that does not open aside, under the name that is given back, so that another can be made in its
/// place. Nothing of it is changed or deleted.
///
/// # Errors
/// The operating system's; the practice is then where it was.
pub fn set_aside(place: &Path, now: Timestamp) -> Result<PathBuf, BackupError> {
    let aside = damaged(place, now);
    fs::rename(place, &aside)?;
    sync_folder(place)?;
    Ok(aside)
}

/// The practice that was moved aside from this place last, by the name it has since.
///
/// # Errors
/// The operating system's.
pub fn last_set_aside(place: &Path) -> Result<Option<String>, BackupError> {
    let (Some(folder), Some(own)) = (place.parent(), place.file_name()) else { return Ok(None) };
    let begins = format!("{}.damaged-", own.to_string_lossy());
    let mut last = None;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // Named by the moment, so the greatest is the newest.
        if name.starts_with(&begins) && last.as_ref().is_none_or(|last| *last < name) {
            last = Some(name);
        }
    }
    Ok(last)
}

/// `practice.damaged-2026-11-21-080004.123Z`.
fn damaged(place: &Path, now: Timestamp) -> PathBuf {
    suffixed(place, &format!(".{}", super::name_at(now).replace("foyer-", "damaged-")))
}

/// Moves a practice that was restored, or written anew under another key, and not yet moved to its place, there. Does
/// nothing where there is none, or where something stands in its place.
///
/// # Errors
/// The operating system's.
pub fn finish_in_place(place: &Path) -> Result<(), BackupError> {
    let ready = ready(place);
    // What cannot be removed is tried again with the next change.
    let _ = crate::keys::rekey::remove_old_key(place);
    if place.try_exists()? || !PracticeFolder::at(&ready).is_taken() {
        return Ok(());
    }
    fs::rename(&ready, place)?;
    sync_folder(place)?;
    older::forget(&PracticeFolder::at(&ready).store_path())?;
    let _ = crate::keys::rekey::remove_old_key(place);
    Ok(())
}

fn ready(place: &Path) -> PathBuf {
    suffixed(place, ".restored")
}

/// Proves `backup` by bringing it back into `scratch` as on the day it is needed, and removes it there.
///
/// # Errors
/// What is wrong with it, or with the disk.
pub fn drill(
    backup: &Backup,
    scratch: &Path,
    key: &PracticeKey,
    now: Timestamp,
) -> Result<Label, BackupError> {
    if scratch.try_exists()? {
        fs::remove_dir_all(scratch)?;
    }
    fs::create_dir_all(scratch)?;
    let place = scratch.join("practice");
    let tried = restore(backup, &place, key, None, now).and_then(|label| {
        // Another look, at what was opened, changed and closed.
        Backup::at(&place)?.verify(key)?;
        Ok(label)
    });
    fs::remove_dir_all(scratch)?;
    tried
}

/// Copies the files, looks at the copies, and opens them as a practice.
fn stage(
    backup: &Backup,
    staging: &Path,
    key: &PracticeKey,
    ways_in: Option<&KeyFile>,
    now: Timestamp,
) -> Result<Label, BackupError> {
    fs::create_dir_all(staging)?;
    fs::copy(&backup.store, staging.join(STORE))?;
    // A copy that somebody made by hand of a practice at work has its newest part in the log.
    let log = suffixed(&backup.store, "-wal");
    if log.try_exists()? {
        fs::copy(log, staging.join("practice.db-wal"))?;
    }
    fs::copy(&backup.key, staging.join(KEY))?;
    if backup.notes.try_exists()? {
        fs::copy(&backup.notes, staging.join(NOTES))?;
    }
    let copy = Backup {
        store: staging.join(STORE),
        key: staging.join(KEY),
        notes: staging.join(NOTES),
        label: backup.label.clone(),
    };
    let label = copy.verify(key)?;
    if let Some(file) = ways_in {
        file.save(&staging.join(KEY))?;
    }
    let store = Store::open_inline(&staging.join(STORE), key)?;
    let detail = json!({ "made_at": label.made_at.millis(), "entries": label.audit_seq });
    store.write_blocking(|tx| {
        let entry = audit::NewEntry {
            at: now,
            actor: Actor::System,
            action: RESTORED,
            thread: None,
            object: None,
            detail,
        };
        audit::append(tx, &entry)
    })?;
    store.close()?;
    for name in [STORE, KEY] {
        fs::OpenOptions::new().write(true).open(staging.join(name))?.sync_all()?;
    }
    Ok(label)
}

fn beside(to: &Path) -> PathBuf {
    suffixed(to, ".restoring")
}

pub(crate) fn suffixed(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
