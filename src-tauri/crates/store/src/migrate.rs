//! Schema versions: each migration runs in its own transaction that also sets `user_version`, after a backup
//! has been laid beside the store. Older Foyers refuse politely what `min_reader` says they cannot read.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    OpenError, PracticeFolder, PracticeKey, StoreError,
    backups::{self, BackupError},
    error::sqlite_code,
};

/// "Foyr": tells `file` and other tools what this is, once decrypted.
pub(crate) const APPLICATION_ID: i32 = 0x466f_7972;

/// One step of the schema.
struct Migration {
    /// The version afterwards; more than before.
    version: i64,
    /// The oldest schema version whose Foyer may still read the file afterwards.
    min_reader: i64,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, min_reader: 1, sql: include_str!("../migrations/0001_initial.sql") },
    // A Foyer that knows nothing of subjects would read a consent to bills as one to everything.
    Migration { version: 2, min_reader: 2, sql: include_str!("../migrations/0002_consent.sql") },
    Migration { version: 3, min_reader: 3, sql: include_str!("../migrations/0003_handoff.sql") },
    // A Foyer that knows nothing of the trail's head would write entries past it.
    Migration { version: 4, min_reader: 4, sql: include_str!("../migrations/0004_audit_seals.sql") },
    // A Foyer that knows nothing of lists taken back would count what they said.
    Migration { version: 5, min_reader: 5, sql: include_str!("../migrations/0005_consent_place.sql") },
    // An older Foyer would know neither the new roles nor who is signed in.
    Migration { version: 6, min_reader: 6, sql: include_str!("../migrations/0006_people.sql") },
    Migration { version: 7, min_reader: 6, sql: include_str!("../migrations/0007_here.sql") },
    Migration { version: 8, min_reader: 6, sql: include_str!("../migrations/0008_looking_back.sql") },
    // A Foyer that knows nothing of texts nobody could read would text whoever may have written STOP in one.
    Migration { version: 9, min_reader: 9, sql: include_str!("../migrations/0009_earlier_days.sql") },
    // An older Foyer lets no term pass and counts nothing: stricter, so it may go on.
    Migration { version: 10, min_reader: 9, sql: include_str!("../migrations/0010_screener.sql") },
    // An older Foyer would send a text whose template was taken out.
    Migration { version: 11, min_reader: 11, sql: include_str!("../migrations/0011_templates.sql") },
    // An older Foyer would let somebody in without their second step.
    Migration { version: 12, min_reader: 12, sql: include_str!("../migrations/0012_authenticator.sql") },
    // An older Foyer would show every thread to everybody.
    Migration { version: 13, min_reader: 13, sql: include_str!("../migrations/0013_sight.sql") },
    // An older Foyer would know nobody whose role the practice made.
    Migration { version: 14, min_reader: 14, sql: include_str!("../migrations/0014_roles.sql") },
    // An older Foyer would text a number that is held.
    Migration { version: 15, min_reader: 15, sql: include_str!("../migrations/0015_incidents.sql") },
    // An older Foyer lists none of it and loses none of it.
    Migration { version: 16, min_reader: 15, sql: include_str!("../migrations/0016_review.sql") },
    // An older Foyer would not read what was decided about a case's words.
    Migration { version: 17, min_reader: 17, sql: include_str!("../migrations/0017_evidence.sql") },
    // An older Foyer would not know what an automatic reply is for, and read it as nobody's text.
    Migration { version: 18, min_reader: 18, sql: include_str!("../migrations/0018_after_hours.sql") },
    // An older Foyer would keep words whose parts nobody finds.
    Migration { version: 19, min_reader: 19, sql: include_str!("../migrations/0019_find.sql") },
    // An older Foyer shows no tag and loses none.
    Migration { version: 20, min_reader: 19, sql: include_str!("../migrations/0020_together.sql") },
    // An older Foyer would text somebody where they are never to be texted.
    Migration { version: 21, min_reader: 21, sql: include_str!("../migrations/0021_households.sql") },
    // An older Foyer lists no people that were brought in, and loses none.
    Migration { version: 22, min_reader: 21, sql: include_str!("../migrations/0022_contacts.sql") },
    // An older Foyer would not know whose the facts of two records are that became one.
    Migration { version: 23, min_reader: 23, sql: include_str!("../migrations/0023_merges.sql") },
    // An older Foyer would not know what a text to many is for, and read it as nobody's text.
    Migration { version: 24, min_reader: 24, sql: include_str!("../migrations/0024_batches.sql") },
    // An older Foyer asks nobody whose number it is, and loses no answer.
    Migration { version: 25, min_reader: 24, sql: include_str!("../migrations/0025_answers.sql") },
    // An older Foyer would keep notes that nobody finds.
    Migration { version: 26, min_reader: 26, sql: include_str!("../migrations/0026_notes_found.sql") },
    // An older Foyer looks at nobody's days, and would send past a brake that is pulled.
    Migration { version: 27, min_reader: 27, sql: include_str!("../migrations/0027_looking.sql") },
    // An older Foyer tells no price and no computer, and loses none.
    Migration { version: 28, min_reader: 27, sql: include_str!("../migrations/0028_charges.sql") },
    // An older Foyer would look for entries along indexes that are gone.
    Migration { version: 29, min_reader: 29, sql: include_str!("../migrations/0029_places.sql") },
    // An older Foyer would look for the next entry's key where it is no more.
    Migration { version: 30, min_reader: 30, sql: include_str!("../migrations/0030_onward.sql") },
    // An older Foyer would not read that a check found the same words typed behind a template again and again.
    Migration { version: 31, min_reader: 31, sql: include_str!("../migrations/0031_kept_templates.sql") },
    // An older Foyer seals no words: its texts count as older than the seal.
    Migration { version: 32, min_reader: 31, sql: include_str!("../migrations/0032_sealed_words.sql") },
    // An older Foyer seals no note and no reason: its own count as older than the seal.
    Migration { version: 33, min_reader: 31, sql: include_str!("../migrations/0033_sealed_reasons.sql") },
];

/// The version this Foyer writes.
pub const SCHEMA_VERSION: i64 = 33;

/// Fills a new file.
pub(crate) fn create(conn: &mut Connection) -> Result<(), OpenError> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    for migration in MIGRATIONS {
        apply(conn, migration)?;
    }
    Ok(())
}

/// Fills a new file as an older Foyer did: for what is brought over from a file of that form.
pub(crate) fn create_as_of(conn: &mut Connection, version: i64) -> Result<(), OpenError> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version <= version) {
        apply(conn, migration)?;
    }
    Ok(())
}

/// How many columns each table had when it was made: an older row has no fewer.
pub(crate) fn first_columns() -> Result<BTreeMap<String, usize>, OpenError> {
    let conn = Connection::open_in_memory()?;
    let mut first = BTreeMap::new();
    for migration in MIGRATIONS {
        conn.execute_batch(migration.sql)?;
        let made: Vec<(String, usize)> = conn
            .prepare(
                "SELECT t.name, count(*) FROM pragma_table_list t, pragma_table_xinfo(t.name) c
                 WHERE t.schema = 'main' AND c.hidden <> 2 GROUP BY t.name",
            )?
            .query_map([], |row| Ok((row.get(0)?, usize::from(row.get::<_, u16>(1)?))))?
            .collect::<Result<_, _>>()?;
        for (name, columns) in made {
            first.entry(name).or_insert(columns);
        }
    }
    Ok(first)
}

/// Brings a file to this Foyer's version.
pub(crate) fn upgrade(conn: &mut Connection, path: &Path, key: &PracticeKey) -> Result<(), OpenError> {
    let application: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(OpenError::NotAStore);
    }
    let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        let min_reader = min_reader(conn)?.unwrap_or(found);
        if min_reader > SCHEMA_VERSION {
            return Err(OpenError::FutureVersion { min_reader });
        }
        return Ok(());
    }
    if found < 1 {
        // Keyed by us and yet without a schema: a creation that never finished.
        return Err(OpenError::Damaged);
    }
    let pending: Vec<&Migration> = MIGRATIONS.iter().filter(|migration| migration.version > found).collect();
    if !pending.is_empty() && PracticeFolder::of_store(path).key_path().exists() {
        backups::before_upgrade(conn, path, key, found.saturating_add(1))
            .map_err(|error| not_copied(&error))?;
    }
    for migration in pending {
        apply(conn, migration)?;
    }
    Ok(())
}

/// Why a practice stays closed that could not be copied before its form changes: nothing was changed.
fn not_copied(error: &BackupError) -> OpenError {
    match error {
        BackupError::DiskFull => OpenError::DiskFull,
        // The copy is what was read: it is the store that is not whole.
        BackupError::NotWhole | BackupError::TrailBroken | BackupError::NotABackup => OpenError::Damaged,
        BackupError::OtherKey => OpenError::KeyFileDamaged,
        BackupError::Refused(kind) => OpenError::Io(*kind),
        BackupError::Store(StoreError::DiskFull) => OpenError::DiskFull,
        BackupError::Store(StoreError::Damaged | StoreError::Reopen) => OpenError::Damaged,
        BackupError::Store(_) | BackupError::FolderMissing | BackupError::Taken | BackupError::Newer => {
            OpenError::Io(std::io::ErrorKind::Other)
        }
    }
}

fn apply(conn: &mut Connection, migration: &Migration) -> Result<(), OpenError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(migration.sql)?;
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ('min_reader', ?1)
         ON CONFLICT (key) DO UPDATE SET
            value = CAST(max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) AS TEXT)",
        [migration.min_reader.to_string()],
    )?;
    tx.pragma_update(None, "user_version", migration.version)?;
    tx.commit()?;
    tracing::info!(version = migration.version, "schema migrated");
    Ok(())
}

fn min_reader(conn: &Connection) -> Result<Option<i64>, OpenError> {
    match conn.query_row("SELECT value FROM meta WHERE key = 'min_reader'", [], |row| row.get::<_, String>(0))
    {
        Ok(text) => Ok(text.parse().ok()),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
        // A future schema may have no such table at all.
        Err(error) if sqlite_code(&error).is_some_and(|code| code & 0xff == rusqlite::ffi::SQLITE_ERROR) => {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The store's files beside each other: the database, its log and its index.
pub(crate) fn files_of(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}
