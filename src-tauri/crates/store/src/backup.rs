//! Copies of the store, and looking whether it is whole.
//!
//! A copy is `VACUUM INTO` a file beside the target, opened and counted, then renamed: a copy under its final
//! name has been read back. It is encrypted with the same key and needs the same key file.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use rusqlite::Connection;

use crate::{
    PracticeKey, ReadTx, Store, StoreError,
    audit::{self, ChainHead},
    conn::{self, Purpose},
    messages, patients,
};

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Texts in it.
    pub messages: u64,
    /// Patients in it.
    pub patients: u64,
    /// Its newest audit entry: it is a beginning of the chain of every later store.
    pub audit_head: ChainHead,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What a look at the whole file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Pages whose authentication code does not match.
    pub damaged_pages: u64,
    /// Faults of structure SQLite found.
    pub faults: u64,
}

impl Health {
    /// Nothing found.
    pub const fn is_whole(&self) -> bool {
        self.damaged_pages == 0 && self.faults == 0
    }
}

impl Store {
    /// Writes a copy to `target`, which must not exist, and proves it by opening and counting it. Writing waits
    /// meanwhile (0.6 s for 40 MB); reading does not.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when `target` exists; [`StoreError::Damaged`] when the copy does not read back.
    pub fn backup_to(&self, target: &Path, key: &PracticeKey) -> Result<BackupReport, StoreError> {
        if target.try_exists()? {
            return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
        }
        let expected = self.maintain(|conn| {
            copy_into(conn, target)?;
            summary(conn)
        })?;
        let copy = conn::open(target, key, Purpose::Read).map_err(|_| StoreError::Damaged)?;
        let found = summary(&copy)?;
        if found != expected {
            return Err(StoreError::Damaged);
        }
        let (messages, patients, audit_head) = found;
        Ok(BackupReport { messages, patients, audit_head, bytes: fs::metadata(target)?.len() })
    }

    /// Looks at every page. Takes seconds at a million texts: for idle times.
    ///
    /// # Errors
    /// The look itself failed; what it finds is in [`Health`].
    pub fn check(&self) -> Result<Health, StoreError> {
        self.maintain(|conn| {
            // The page check reads the file, not the log.
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            let damaged_pages = lines_of(conn, "PRAGMA cipher_integrity_check", |_| true)?;
            let faults = match lines_of(conn, "PRAGMA quick_check(100)", |line| line != "ok") {
                Ok(faults) => faults,
                // On a damaged page the check itself may fail instead of reporting.
                Err(StoreError::Damaged | StoreError::Reopen) => 1,
                Err(other) => return Err(other),
            };
            Ok(Health { damaged_pages, faults })
        })
    }

    /// Folds the log into the file, for idle times: then no commit has to wait for it.
    ///
    /// # Errors
    /// The store's own; nothing is lost, the next fold tries again.
    pub fn tidy(&self) -> Result<(), StoreError> {
        self.maintain(|conn| {
            conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).map_err(StoreError::from)
        })
    }

    /// Rebuilds the search index from the texts and notes.
    ///
    /// # Errors
    /// The store's own.
    pub fn rebuild_search(&self) -> Result<(), StoreError> {
        self.maintain(|conn| {
            conn.execute_batch(
                "INSERT INTO message_fts (message_fts) VALUES ('rebuild');
                 INSERT INTO note_fts (note_fts) VALUES ('rebuild');
                 INSERT INTO word_part (word_part) VALUES ('rebuild');",
            )
            .map_err(StoreError::from)
        })
    }
}

/// Writes a copy beside `target` and renames it into place.
pub(crate) fn copy_into(conn: &Connection, target: &Path) -> Result<(), rusqlite::Error> {
    let mut name = target.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    // Left by a copy that never finished.
    if fs::remove_file(&part).is_err() && part.exists() {
        return Err(rusqlite::Error::InvalidPath(PathBuf::new()));
    }
    // A copy gets SQLCipher's default page MAC, whatever the original's is; the default belongs to the process.
    static DEFAULT: Mutex<()> = Mutex::new(());
    let _held = DEFAULT.lock().unwrap_or_else(PoisonError::into_inner);
    let mac: String = conn.query_row("PRAGMA cipher_hmac_algorithm", [], |row| row.get(0))?;
    conn.execute_batch(&format!("PRAGMA cipher_default_hmac_algorithm = {mac};"))?;
    let text = part.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(PathBuf::new()))?;
    conn.execute("VACUUM INTO ?1", [text])?;
    fs::rename(&part, target).map_err(|_| rusqlite::Error::InvalidPath(PathBuf::new()))
}

fn summary(conn: &Connection) -> Result<(u64, u64, ChainHead), StoreError> {
    let tx = ReadTx::over(conn);
    Ok((messages::count(&tx)?, patients::count(&tx)?, audit::head(&tx)?))
}

/// How many lines of a pragma's answer `counts`.
pub(crate) fn lines_of(
    conn: &Connection,
    pragma: &str,
    counts: impl Fn(&str) -> bool,
) -> Result<u64, StoreError> {
    let mut statement = conn.prepare(pragma)?;
    let mut rows = statement.query([])?;
    let mut found = 0_u64;
    while let Some(row) = rows.next()? {
        if row.get_ref(0)?.as_str().is_ok_and(&counts) {
            found = found.saturating_add(1);
        }
    }
    Ok(found)
}
