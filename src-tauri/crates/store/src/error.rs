//! What can go wrong with the store, told by what the caller can do next.
//!
//! Nothing of a row is ever carried along: SQLite's own messages quote SQL and, for some errors, values, so
//! they stop here. What remains is a code, a table, a column and an id.

use rusqlite::ffi;

/// Opening or creating a store failed. None of these ever leads to an empty store in place of a full one.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The passphrase or recovery secret is wrong. Safe: nothing was changed. Ask again.
    #[error("the secret does not open this practice")]
    WrongSecret,
    /// The key file names a secret in the operating system's keyring, and the keyring does not answer or has
    /// lost it. Safe: the data are whole and encrypted. Unlock the keyring, or use the passphrase if there is one.
    #[error("the operating system's keyring does not hold this practice's secret")]
    KeyringMissing,
    /// `practice.key` is gone while the store is there. Safe: the data are whole and encrypted. Put the key
    /// file back from a copy; without it nobody can open the store.
    #[error("the key file is missing")]
    KeyFileMissing,
    /// `practice.key` is there and cannot be read. Safe: the store is untouched. Put the file back from a copy.
    #[error("the key file is damaged")]
    KeyFileDamaged,
    /// The store file is gone while its key is there. Safe: nothing was created in its place. Restore a copy.
    #[error("the store is missing")]
    StoreMissing,
    /// A store or key was to be created where one is already. Safe: the old one is untouched.
    #[error("there is already a practice here")]
    AlreadyExists,
    /// A newer Foyer wrote this store. Safe: the data are whole. Update Foyer.
    #[error("this practice was written by a newer Foyer (it needs schema {min_reader})")]
    FutureVersion {
        /// The oldest schema version that may read the file.
        min_reader: i64,
    },
    /// The file belongs to this key and cannot be read. Safe: nothing was changed. Copy it aside, then restore
    /// the last copy.
    #[error("the store is damaged")]
    Damaged,
    /// The file is not this practice's store: another program's, another practice's, or not a database.
    /// Safe: it was not touched.
    #[error("the file is not this practice's store")]
    NotAStore,
    /// Another Foyer has it open. Safe: nothing was touched. Use the other window.
    #[error("another Foyer has this practice open")]
    LockedByAnother,
    /// No room on the disk. Safe: what was saved before is whole. Make room and start again.
    #[error("the disk is full")]
    DiskFull,
    /// The SQLite inside is older than Foyer trusts (WAL-reset bug, fixed in 3.51.3). A fault of the build.
    #[error("SQLite {0} is too old to be trusted with this store")]
    OldSqlite(String),
    /// The operating system refused. Safe: nothing was changed. The kind says what it refused.
    #[error("the operating system refused: {0}")]
    Io(std::io::ErrorKind),
    /// Something in SQLite this list does not know, by its code. Safe: nothing was changed.
    #[error("the store does not open (code {code})")]
    Sqlite {
        /// SQLite's extended result code.
        code: i32,
    },
}

/// Using an open store failed. The transaction was rolled back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk: nothing of this change was saved, everything before it was.
    #[error("the disk is full")]
    DiskFull,
    /// A page does not verify. Stop writing, close, and run the recovery steps.
    #[error("the store is damaged")]
    Damaged,
    /// This connection can no longer be believed (SQLite claims to be out of memory or read-only after meeting a
    /// damaged page). Reopen first; opening says what is really wrong.
    #[error("the store must be opened again")]
    Reopen,
    /// A stored value is none this Foyer knows; the row is left as it is.
    #[error("unknown value in {table}.{column} of {id}")]
    UnknownValue {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        id: String,
    },
    /// The row does not exist.
    #[error("no such row in {table}")]
    NotFound {
        /// The table.
        table: &'static str,
    },
    /// The thread is out of the sight of whoever asks; nothing of it was read out. Show it as hidden.
    #[error("this thread is hidden from whoever asks")]
    Hidden,
    /// The change would give, or touch, a right that whoever asks does not have; nothing was saved.
    #[error("whoever asks lacks a right that this would give")]
    NotYours,
    /// A uniqueness or reference rule of the schema said no; nothing was saved.
    #[error("the change contradicts what is stored (code {code})")]
    Conflict {
        /// SQLite's extended result code.
        code: i32,
    },
    /// An append-only record was to be changed.
    #[error("this record can only be added to")]
    AppendOnly,
    /// The closure panicked; its transaction was rolled back.
    #[error("a change failed inside and was rolled back")]
    Panicked,
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
    /// The operating system refused.
    #[error("the operating system refused: {0}")]
    Io(std::io::ErrorKind),
    /// Anything else, by SQLite's code.
    #[error("the store refused (code {code})")]
    Sqlite {
        /// SQLite's extended result code.
        code: i32,
    },
}

/// Values a `StoreError` is read from without their text.
const NO_CODE: i32 = -1;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound { table: "row" },
            other => match sqlite_code(&other) {
                Some(code) => from_code(code, trigger_said_append_only(&other)),
                None => Self::Sqlite { code: NO_CODE },
            },
        }
    }
}

fn from_code(code: i32, append_only: bool) -> StoreError {
    match code & 0xff {
        ffi::SQLITE_FULL => StoreError::DiskFull,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => StoreError::Damaged,
        // Both are also what a connection says after it has met a damaged page.
        ffi::SQLITE_NOMEM | ffi::SQLITE_READONLY => StoreError::Reopen,
        ffi::SQLITE_CONSTRAINT if append_only => StoreError::AppendOnly,
        ffi::SQLITE_CONSTRAINT => StoreError::Conflict { code },
        _ => StoreError::Sqlite { code },
    }
}

/// `raise(ABORT, …)` in a trigger arrives as a constraint of its own kind.
fn trigger_said_append_only(error: &rusqlite::Error) -> bool {
    sqlite_code(error) == Some(ffi::SQLITE_CONSTRAINT_TRIGGER)
}

/// SQLite's extended code inside a rusqlite error.
pub(crate) fn sqlite_code(error: &rusqlite::Error) -> Option<i32> {
    match error {
        rusqlite::Error::SqliteFailure(inner, _) => Some(inner.extended_code),
        rusqlite::Error::SqlInputError { error, .. } => Some(error.extended_code),
        _ => None,
    }
}

impl OpenError {
    /// Reads an error met while opening; `Damaged` and `NotAStore` need more evidence than a code and are
    /// decided by the caller, so both arrive here as `Damaged`.
    pub(crate) fn from_sqlite(error: &rusqlite::Error) -> Self {
        let Some(code) = sqlite_code(error) else { return Self::Sqlite { code: NO_CODE } };
        match code & 0xff {
            ffi::SQLITE_FULL => Self::DiskFull,
            ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_NOMEM => Self::Damaged,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::LockedByAnother,
            ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM | ffi::SQLITE_READONLY => {
                Self::Io(std::io::ErrorKind::PermissionDenied)
            }
            _ => Self::Sqlite { code },
        }
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            kind => Self::Io(kind),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::from_sqlite(&error)
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            kind => Self::Io(kind),
        }
    }
}
