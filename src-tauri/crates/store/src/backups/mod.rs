//! Backups: what one is, making one, and the fact that other code may ask for.
//!
//! A backup is a folder of four files, whole or not there: the encrypted store, the wrapped key of that day, signed
//! notes of the audit trail, and a label that says what is in it. It is made under another name, opened, checked page
//! by page, counted, and only then renamed. What opens it is what opened the practice on that day: the recovery code
//! anywhere, a person's password on the computer whose keyring has its secret. Refused: a backup over another, one into
//! a folder that is not there (a drive that is not plugged in must not become a folder on the disk it guards against),
//! and one whose counts or trail are not those of the store.

pub(crate) mod check;
mod label;
mod restore;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use foyer_domain::Timestamp;

pub use label::Label;
pub use restore::{drill, finish_in_place, last_set_aside, restore, restore_in_place, set_aside};
pub(crate) use restore::{exchange, suffixed};

use crate::{
    KeyFile, OpenError, PracticeFolder, PracticeKey, ReadTx, Store, StoreError, WriteTx, audit,
    backup::copy_into,
    conn::{self, Purpose},
    settings,
};
use check::Rows;

/// The files of a backup.
const STORE: &str = "practice.db";
const KEY: &str = "practice.key";
const NOTES: &str = "trail.checkpoints";
const LABEL: &str = "backup.json";

/// Under which key it is kept when a backup was last made, opened, checked and counted.
const VERIFIED_AT: &str = "backup.verified_at";

/// Why there is no backup, or why one does not serve.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder for backups is not there: a drive that is not plugged in, a share that is away. Older backups are
    /// as they were.
    #[error("the folder for backups is not there")]
    FolderMissing,
    /// No room. What was half written is gone again; older backups are as they were.
    #[error("no room for a backup")]
    DiskFull,
    /// The folder may not be written to.
    #[error("the operating system refused: {0}")]
    Refused(io::ErrorKind),
    /// Something is there already, and nothing is ever written over.
    #[error("there is something in the place of it")]
    Taken,
    /// The path leads to no backup.
    #[error("this is no backup of Foyer's")]
    NotABackup,
    /// It is another practice's, or was made with another key.
    #[error("this key does not open this backup")]
    OtherKey,
    /// Its pages, its counts or its label are not what was written. Use an older one.
    #[error("the backup is not whole")]
    NotWhole,
    /// Its audit trail was changed.
    #[error("the audit trail in the backup is not whole")]
    TrailBroken,
    /// A newer Foyer made it.
    #[error("the backup was made by a newer Foyer")]
    Newer,
    /// The practice's own store failed meanwhile.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Refused(kind),
        }
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongSecret | OpenError::KeyringMissing | OpenError::NotAStore => Self::OtherKey,
            OpenError::KeyFileMissing | OpenError::StoreMissing => Self::NotABackup,
            OpenError::KeyFileDamaged | OpenError::Damaged => Self::NotWhole,
            OpenError::FutureVersion { .. } => Self::Newer,
            OpenError::DiskFull => Self::DiskFull,
            OpenError::AlreadyExists => Self::Taken,
            OpenError::Io(kind) => Self::Refused(kind),
            OpenError::LockedByAnother => Self::Refused(io::ErrorKind::ResourceBusy),
            OpenError::OldSqlite(_) | OpenError::Sqlite { .. } => Self::Refused(io::ErrorKind::Other),
        }
    }
}

/// A backup where it lies.
#[derive(Clone, Debug)]
pub struct Backup {
    store: PathBuf,
    key: PathBuf,
    notes: PathBuf,
    label: Option<Label>,
}

impl Backup {
    /// The backup at `path`: its folder, one of the files in it, or a bare copy of a store that lies beside its key
    /// file (what Foyer lays aside before it changes the form of a store).
    ///
    /// # Errors
    /// [`BackupError::NotABackup`], [`BackupError::NotWhole`], [`BackupError::Newer`].
    pub fn at(path: &Path) -> Result<Self, BackupError> {
        let (folder, store) = if path.is_dir() {
            (path, path.join(STORE))
        } else {
            let ours = [KEY, NOTES, LABEL].map(|name| path.file_name().is_some_and(|own| own == name));
            let folder = path.parent().unwrap_or(path);
            (folder, if ours.contains(&true) { folder.join(STORE) } else { path.to_owned() })
        };
        let (key, notes) = (folder.join(KEY), folder.join(NOTES));
        if !store.is_file() || !key.is_file() {
            return Err(BackupError::NotABackup);
        }
        let label = if store.file_name().is_some_and(|own| own == STORE) {
            Label::read(&folder.join(LABEL))?
        } else {
            None
        };
        Ok(Self { store, key, notes, label })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.store.parent().unwrap_or(&self.store)
    }

    /// What is in it, as it says itself; checked with a key only by [`Backup::verify`]. None for a bare copy.
    pub const fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// What may open it.
    ///
    /// # Errors
    /// As [`KeyFile::load`].
    pub fn key_file(&self) -> Result<KeyFile, OpenError> {
        KeyFile::load(&self.key)
    }

    /// The signed notes of its audit trail: kept here they are outside of the practice's folder.
    pub fn notes(&self) -> Vec<String> {
        fs::read_to_string(&self.notes).map(|text| foyer_audit::notes_in(&text)).unwrap_or_default()
    }

    /// Opens it, checks every page, counts every table, and examines the trail.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verify(&self, key: &PracticeKey) -> Result<Label, BackupError> {
        if !self.key_file()?.is_of(key) {
            return Err(BackupError::OtherKey);
        }
        if let Some(label) = &self.label {
            label.is_genuine(key)?;
        }
        let found = check::whole(&self.store, key, self.notes())?;
        if let Some(label) = &self.label
            && (label.rows != found.rows.0
                || label.audit_seq != found.head.seq
                || label.schema != found.schema)
        {
            return Err(BackupError::NotWhole);
        }
        let made_at = self.label.as_ref().map_or(found.newest_at, |label| label.made_at);
        Label::of(&found, &self.store, made_at, key)
    }

    /// Takes it away: its own four files and its folder if nothing else is in it.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove(&self) -> io::Result<()> {
        remove_ours(self.folder())
    }
}

/// The backups in `folder`, the newest first. What cannot be read as one is left out, and left alone.
///
/// # Errors
/// [`BackupError::FolderMissing`], or the operating system's.
pub fn in_folder(folder: &Path) -> Result<Vec<Backup>, BackupError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(BackupError::FolderMissing),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir()
            && !is_part(&path)
            && path.join(LABEL).is_file()
            && let Ok(backup) = Backup::at(&path)
        {
            found.push(backup);
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.label().map(|label| label.made_at)));
    Ok(found)
}

impl Store {
    /// Makes a backup called `name` in `into`. The desk goes on writing meanwhile, unless it wrote while the copy was
    /// made; then it is copied once more and writing waits (0.6 s for 40 MB).
    ///
    /// # Errors
    /// Each [`BackupError`]; whatever it is, nothing half written stays and older backups are as they were.
    pub fn back_up(
        &self,
        into: &Path,
        name: &str,
        key: &PracticeKey,
        now: Timestamp,
    ) -> Result<Backup, BackupError> {
        if !into.is_dir() {
            return Err(BackupError::FolderMissing);
        }
        let (part, place) = (into.join(format!("{name}.part")), into.join(name));
        if place.try_exists()? {
            return Err(BackupError::Taken);
        }
        sweep(into)?;
        fs::create_dir(&part)?;
        let made = self.fill(&part, key, now).and_then(|()| {
            fs::rename(&part, &place)?;
            crate::keys::sync_folder(&place)?;
            Backup::at(&place)
        });
        if made.is_err() {
            // Ours, made a moment ago.
            remove_ours(&part).ok();
        }
        made
    }

    fn fill(&self, part: &Path, key: &PracticeKey, now: Timestamp) -> Result<(), BackupError> {
        let store = part.join(STORE);
        let expected = self.copy_counted(&store, key)?;
        copy_key(self.path(), part, key)?;
        let found = check::whole(&store, key, Vec::new())?;
        label(part, &found, &expected, now, key)
    }

    /// Copies the store, and says how many rows of each table the copy must have.
    fn copy_counted(&self, to: &Path, key: &PracticeKey) -> Result<Rows, BackupError> {
        let conn = conn::open(self.path(), key, Purpose::Copy)?;
        let version = |conn: &rusqlite::Connection| {
            conn.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0)).map_err(StoreError::from)
        };
        let before = version(&conn)?;
        let counted = Rows::of(&conn)?;
        copy_into(&conn, to).map_err(|error| full_or(&error))?;
        if version(&conn)? == before {
            return Ok(counted);
        }
        fs::remove_file(to)?;
        self.maintain(|conn| {
            Ok(copy_into(conn, to).map_err(|error| full_or(&error)).and_then(|()| Rows::of(conn)))
        })?
    }
}

/// Lays a backup beside a store whose form is about to become `version`: by the path of every other one, opened,
/// checked page by page and counted before it has its name. A trail that was changed does not stop it: the desk says
/// so, once it is open. Where one of the same version lies there already, an upgrade was cut off, and the older copy is
/// the better one.
///
/// # Errors
/// Each [`BackupError`]; the store is then as it was, and must not be changed.
pub(crate) fn before_upgrade(
    conn: &rusqlite::Connection,
    path: &Path,
    key: &PracticeKey,
    version: i64,
) -> Result<(), BackupError> {
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let place = folder.join(format!("foyer-before-{version}"));
    if place.try_exists()? {
        return Ok(());
    }
    sweep(folder)?;
    let part = folder.join(format!("foyer-before-{version}.part"));
    fs::create_dir(&part)?;
    let made = (|| {
        let (store, expected) = (part.join(STORE), Rows::of(conn)?);
        copy_into(conn, &store).map_err(|error| full_or(&error))?;
        copy_key(path, &part, key)?;
        let found = check::pages_and_rows(&store, key)?;
        // Nobody's clock is asked: it is as old as the last thing that was done.
        label(&part, &found, &expected, found.newest_at, key)?;
        fs::rename(&part, &place)?;
        Ok(crate::keys::sync_folder(&place)?)
    })();
    if made.is_err() {
        // Ours, made a moment ago.
        remove_ours(&part).ok();
    }
    made
}

/// What opens the copy.
fn copy_key(store: &Path, part: &Path, key: &PracticeKey) -> Result<(), BackupError> {
    match fs::copy(PracticeFolder::of_store(store).key_path(), part.join(KEY)) {
        Ok(_) if KeyFile::load(&part.join(KEY))?.is_of(key) => Ok(()),
        Ok(_) => Err(BackupError::OtherKey),
        Err(error) => Err(error.into()),
    }
}

/// Compares what was found with what must be there, and says on the label what it is.
fn label(
    part: &Path,
    found: &check::Found,
    expected: &Rows,
    made_at: Timestamp,
    key: &PracticeKey,
) -> Result<(), BackupError> {
    if found.rows != *expected {
        return Err(BackupError::NotWhole);
    }
    fs::write(part.join(NOTES), found.notes.iter().map(|note| format!("{note}\n")).collect::<String>())?;
    Label::of(found, &part.join(STORE), made_at, key)?.write(&part.join(LABEL))?;
    for name in [STORE, KEY, NOTES, LABEL] {
        fs::OpenOptions::new().write(true).open(part.join(name))?.sync_all()?;
    }
    Ok(())
}

pub(crate) fn full_or(error: &rusqlite::Error) -> BackupError {
    match crate::error::sqlite_code(error).map(|code| code & 0xff) {
        Some(rusqlite::ffi::SQLITE_FULL) => BackupError::DiskFull,
        Some(rusqlite::ffi::SQLITE_CANTOPEN | rusqlite::ffi::SQLITE_IOERR) => {
            BackupError::Refused(io::ErrorKind::Other)
        }
        Some(rusqlite::ffi::SQLITE_READONLY | rusqlite::ffi::SQLITE_PERM) => {
            BackupError::Refused(io::ErrorKind::PermissionDenied)
        }
        Some(code) => BackupError::Store(StoreError::Sqlite { code }),
        None => BackupError::Refused(io::ErrorKind::Other),
    }
}

/// What a backup made at `now` is called: `foyer-2026-11-21-080004.123Z`, in UTC.
pub fn name_at(now: Timestamp) -> String {
    let utc = chrono::DateTime::from_timestamp_millis(now.millis()).unwrap_or_default();
    utc.format("foyer-%Y-%m-%d-%H%M%S%.3fZ").to_string()
}

/// When a backup of this store was last made, opened, checked and counted; `None` for never.
///
/// # Errors
/// The store's own.
pub fn verified_at(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    settings::get(tx, VERIFIED_AT)
}

/// A backup was made, opened, checked and counted at `now`.
///
/// # Errors
/// The store's own.
pub fn verified(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, VERIFIED_AT, &now, now)
}

/// Takes away what a backup that never finished left in `folder`.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && is_part(&path) {
            remove_ours(&path)?;
        }
    }
    Ok(())
}

/// `foyer-….part`: the beginning of every name that Foyer gives, and the end of what is not finished.
fn is_part(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with("foyer-") && name.ends_with(".part"))
}

/// Removes the files of a backup, and its folder if nothing of anybody else's is in it.
fn remove_ours(folder: &Path) -> io::Result<()> {
    for name in [LABEL, STORE, KEY, NOTES, "practice.db.part", "practice.db-wal", "practice.db-shm"] {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The newest entry's time; the epoch for none.
fn newest_at(tx: &ReadTx<'_>) -> Result<Timestamp, StoreError> {
    Ok(audit::page(tx, None, 1)?.first().map_or(Timestamp::from_millis(0), |entry| entry.at))
}
