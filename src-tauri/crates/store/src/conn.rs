//! One way to open a connection: the order of these pragmas is part of the security.
//!
//! The log level comes first because SQLCipher writes to stderr by itself, the page MAC and the key before
//! anything is read, and a read right after the key, because `PRAGMA key` itself never fails.
//! `mmap_size` stays 0 (it has no effect under encryption) and `cipher_memory_security` off (it made prefix
//! search 500 times slower; see [`crate::wipe`]). The key is told as a statement, of which SQLite keeps copies: a
//! statement as long and without a meaning comes after it and takes their places.

use std::{path::Path, sync::Once, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use zeroize::Zeroizing;

use crate::{OpenError, PageMac, PracticeKey, wipe};

/// The first SQLite without the WAL-reset bug (3.7.0 to 3.51.2).
pub(crate) const OLDEST_SQLITE: i32 = 3_051_003;

/// Page cache of the writer, in KiB: near plain SQLite's speed needs decrypted pages at hand.
const CACHE_KIB: usize = 64 * 1024;

/// Page cache of each reader, in KiB.
const READER_CACHE_KIB: usize = 32 * 1024;

/// The larger of the two, in bytes.
pub(crate) const LARGEST_CACHE: usize = CACHE_KIB * 1024;

/// A checkpoint each 4,000 pages (16 MB): every checkpoint costs two syncs.
const AUTOCHECKPOINT_PAGES: i64 = 4_000;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The one that makes the file.
    Create,
    /// The one that writes.
    Write,
    /// One of those that read.
    Read,
    /// One that reads all of it into a new file.
    Copy,
}

/// Opens and keys a connection.
pub(crate) fn open(path: &Path, key: &PracticeKey, purpose: Purpose) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::OldSqlite(rusqlite::version().to_owned()));
    }
    let access = match purpose {
        Purpose::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Purpose::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Purpose::Read | Purpose::Copy => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    begin();
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    unlock(&conn, key)?;
    settle(&conn, purpose)?;
    Ok(conn)
}

/// Makes the process's first connection alone. SQLite says that it is ready before SQLCipher has begun
/// (`SQLITE_EXTRA_INIT` runs outside its mutex), so of two threads that open a store first, one would be refused.
fn begin() {
    static BEGUN: Once = Once::new();
    // If this fails, so does what comes after it, which says why.
    BEGUN.call_once(|| drop(Connection::open_in_memory()));
}

/// Lets go of pages and of the values that statements hold.
pub(crate) fn forget(conn: &Connection) {
    conn.flush_prepared_statement_cache();
    if let Err(error) = conn.execute_batch("PRAGMA shrink_memory;") {
        tracing::debug!(code = crate::error::sqlite_code(&error), "a connection keeps what it read");
    }
}

/// Key, page MAC, and the read that proves them.
fn unlock(conn: &Connection, key: &PracticeKey) -> Result<(), OpenError> {
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let statement: Zeroizing<String> = key.key_pragma();
    wipe::after(|| conn.execute_batch(&statement))?;
    conn.execute_batch(&PracticeKey::no_pragma())?;
    conn.execute_batch(match key.page_mac() {
        PageMac::Sha256 => "PRAGMA cipher_hmac_algorithm = HMAC_SHA256;",
        PageMac::Sha512 => "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
    })?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))?;
    Ok(())
}

fn settle(conn: &Connection, purpose: Purpose) -> Result<(), OpenError> {
    conn.busy_timeout(Duration::from_secs(5))?;
    // recursive_triggers: without it INSERT OR REPLACE walks past the append-only triggers.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY;",
    )?;
    match purpose {
        Purpose::Create | Purpose::Write => {
            conn.execute_batch(&format!(
                "PRAGMA secure_delete = ON;
                 PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = FULL;
                 PRAGMA wal_autocheckpoint = {AUTOCHECKPOINT_PAGES};
                 PRAGMA cache_size = -{CACHE_KIB};"
            ))?;
        }
        Purpose::Read => {
            conn.execute_batch(&format!("PRAGMA query_only = ON; PRAGMA cache_size = -{READER_CACHE_KIB};"))?;
        }
        // `query_only` would also forbid the new file.
        Purpose::Copy => {}
    }
    // SQLite is built with STAT4 and would otherwise plan a cached statement anew for every bound value: a tenth of
    // the time of ingest and of opening a thread.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(160);
    Ok(())
}
