//! Looking at a copy as if nothing about it were known: every page, every table, the whole trail.

use std::{collections::BTreeMap, path::Path};

use foyer_domain::Timestamp;
use rusqlite::Connection;

use super::BackupError;
use crate::{
    PracticeKey, ReadTx, StoreError,
    audit::{self, ChainHead, TrailKeys},
    backup::lines_of,
    conn::{self, Purpose},
};

/// Rows by table, without the search index's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows(pub(super) BTreeMap<String, u64>);

/// The schema that first had a trail with a head of its own.
pub(crate) const FIRST_SEALED: i64 = 4;

/// What is in a copy that was found whole.
pub(crate) struct Found {
    pub(super) schema: i64,
    pub(crate) rows: Rows,
    pub(super) head: ChainHead,
    pub(super) newest_at: Timestamp,
    /// Its signed notes.
    pub(super) notes: Vec<String>,
}

impl Rows {
    /// Counts them.
    pub(crate) fn of(conn: &Connection) -> Result<Self, BackupError> {
        let mut tables = conn
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
            .map_err(StoreError::from)?;
        let names = tables
            .query_map([], |row| row.get::<_, String>(0))
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(StoreError::from)?;
        let mut rows = BTreeMap::new();
        for name in names {
            // A name of the schema's own, and quoted all the same: the file may come from anywhere.
            let count = format!("SELECT count(*) FROM main.\"{}\"", name.replace('"', "\"\""));
            let found: i64 =
                conn.query_row(&count, [], |row| row.get(0)).map_err(|error| broken(error.into()))?;
            rows.insert(name, found.unsigned_abs());
        }
        Ok(Self(rows))
    }
}

/// Opens the copy at `path`, checks every page and every index, counts, and examines the trail against `anchors`.
pub(crate) fn whole(path: &Path, key: &PracticeKey, anchors: Vec<String>) -> Result<Found, BackupError> {
    look(path, key, Some(anchors))
}

/// As [`whole`], whatever became of the trail.
pub(crate) fn pages_and_rows(path: &Path, key: &PracticeKey) -> Result<Found, BackupError> {
    look(path, key, None)
}

fn look(path: &Path, key: &PracticeKey, anchors: Option<Vec<String>>) -> Result<Found, BackupError> {
    crate::recognise::check_file(path)?;
    let conn =
        conn::open(path, key, Purpose::Read).map_err(|error| crate::recognise::explain(path, key, error))?;
    let pages = lines_of(&conn, "PRAGMA cipher_integrity_check", |_| true).map_err(broken)?;
    let faults = lines_of(&conn, "PRAGMA integrity_check(10)", |line| line != "ok").map_err(broken)?;
    if pages > 0 || faults > 0 {
        return Err(BackupError::NotWhole);
    }
    let schema: i64 =
        conn.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(StoreError::from)?;
    let rows = Rows::of(&conn)?;
    let tx = ReadTx::over(&conn);
    let sealed = schema >= FIRST_SEALED && rows.0.get("audit_head").is_some_and(|&rows| rows > 0);
    if !sealed {
        // Laid aside before the trail was sealed; opening it seals it.
        let (head, newest_at) = (ChainHead { seq: 0, hash: [0; 32] }, Timestamp::from_millis(0));
        return Ok(Found { schema, rows, head, newest_at, notes: Vec::new() });
    }
    if let Some(anchors) = anchors {
        let keys = TrailKeys::of(key).ok_or(BackupError::OtherKey)?;
        let report = audit::examine(&tx, &keys, anchors).map_err(broken)?;
        if !report.report.is_whole() {
            return Err(BackupError::TrailBroken);
        }
    }
    let (head, newest_at, notes) =
        (audit::head_of_any_form(&tx)?, super::newest_at(&tx)?, audit::notes(&tx)?);
    Ok(Found { schema, rows, head, newest_at, notes })
}

/// A copy that fails while it is read is not whole, whatever SQLite calls it.
fn broken(error: StoreError) -> BackupError {
    match error {
        StoreError::Damaged | StoreError::Reopen | StoreError::UnknownValue { .. } => BackupError::NotWhole,
        other => BackupError::Store(other),
    }
}
