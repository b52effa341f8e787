//! The reference: texts in plain SQLite, as somebody would keep them who wants nothing but speed and search.
//!
//! One table in the order of time, unique ids, an index by thread, and the store's own full-text index, taken
//! from its schema so that both sides index the same words in the same way.

use std::path::Path;

use anyhow::{Context as _, Result};
use foyer_domain::MessageId;
use rusqlite::{Connection, OpenFlags, params};

use crate::texts::Text;

/// The store's schema.
pub const SCHEMA: &str = include_str!("../../store/schema.sql");

const TABLES: &str = "
    CREATE TABLE message (
        seq         INTEGER NOT NULL PRIMARY KEY,
        id          BLOB    NOT NULL UNIQUE,
        thread      INTEGER NOT NULL,
        direction   TEXT    NOT NULL,
        author      TEXT    NOT NULL,
        channel     TEXT    NOT NULL,
        kind        TEXT    NOT NULL,
        body        TEXT    NOT NULL,
        line        INTEGER NOT NULL,
        provider_id TEXT    NOT NULL UNIQUE,
        created_at  INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        state       TEXT,
        media_count INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX message_thread ON message (thread, seq);";

/// How a connection is set up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A durable log and a cache as large as the store's writer has.
    Write,
    /// A cache as large as the store's readers have.
    Read,
}

/// Texts in plain SQLite.
pub struct Plain {
    conn: Connection,
}

/// A text with its keys, ready to be inserted.
pub struct Row {
    /// The thread's key.
    pub thread: i64,
    /// Its place among all texts.
    pub seq: i64,
    /// Its id.
    pub id: MessageId,
    /// The text itself.
    pub text: Text,
}

impl Plain {
    /// Makes the file.
    pub fn create(path: &Path) -> Result<Self> {
        let made = Self::open(path, Purpose::Write)?;
        made.conn.execute_batch(TABLES)?;
        made.conn.execute_batch(index_of(SCHEMA).context("the store's schema has no message_fts")?)?;
        Ok(made)
    }

    /// Opens the file, or an empty one.
    pub fn open(path: &Path, purpose: Purpose) -> Result<Self> {
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        conn.execute_batch(match purpose {
            Purpose::Write => {
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
                 PRAGMA cache_size = -65536;"
            }
            Purpose::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -32768;",
        })?;
        Ok(Self { conn })
    }

    /// One commit of these rows, each followed by its words.
    pub fn insert(&self, rows: &[Row]) -> Result<()> {
        self.commit(|plain| {
            rows.iter().try_for_each(|row| {
                plain.insert_row(row)?;
                let mut words =
                    plain.conn.prepare_cached("INSERT INTO message_fts (rowid, body) VALUES (?1, ?2)")?;
                words.execute(params![row.seq, row.text.body])?;
                Ok(())
            })
        })
    }

    /// One commit of these rows without their words.
    pub fn insert_without_words(&self, rows: &[Row]) -> Result<()> {
        self.commit(|plain| rows.iter().try_for_each(|row| plain.insert_row(row)))
    }

    fn commit(&self, work: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        self.conn.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        work(self)?;
        self.conn.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    fn insert_row(&self, row: &Row) -> Result<()> {
        let text = &row.text;
        let (direction, author, state) = if text.inbound {
            ("inbound", "patient", None)
        } else {
            ("outbound", "elsewhere", Some("delivered"))
        };
        self.conn
            .prepare_cached(
                "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                row.seq,
                row.id.uuid().into_bytes(),
                row.thread,
                direction,
                author,
                "sms",
                "text",
                text.body,
                1,
                text.provider_id,
                text.at,
                text.at,
                state,
                0
            ])?;
        Ok(())
    }

    /// The places of the newest texts with these words: FTS5's own query and nothing around it.
    pub fn find(&self, words: &str) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(
            "SELECT rowid FROM message_fts WHERE message_fts MATCH ?1 ORDER BY rowid DESC LIMIT 50",
        )?;
        let mut rows = statement.query([words])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            let _: i64 = row.get(0)?;
            found += 1;
        }
        Ok(found)
    }

    /// How many texts there are.
    pub fn count(&self) -> Result<u64> {
        let count: i64 = self.conn.query_row("SELECT count(*) FROM message", [], |row| row.get(0))?;
        Ok(count.try_into()?)
    }

    /// Folds the log into the file and closes it.
    pub fn close(self) -> Result<()> {
        self.conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")?;
        self.conn.close().map_err(|(_, error)| error.into())
    }
}

/// The statement that makes the full-text index.
fn index_of(schema: &str) -> Option<&str> {
    let (_, from) = schema
        .split_once("CREATE VIRTUAL TABLE message_fts")
        .map(|(before, _)| schema.split_at(before.len()))?;
    let end = from.find(';')?;
    from.get(..=end)
}

/// Gives rows rising places, 64 to a second.
pub struct Places {
    second: i64,
    next: i64,
}

impl Places {
    /// Nothing placed yet.
    pub const fn new() -> Self {
        Self { second: i64::MIN, next: 0 }
    }

    /// The next free place of the second `at` lies in; times must not fall.
    pub const fn place(&mut self, at: i64) -> i64 {
        let second = at.div_euclid(1_000);
        if second > self.second {
            self.second = second;
            self.next = second * 64;
        }
        let place = self.next;
        self.next += 1;
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{practice, texts::Texts};

    #[test]
    fn the_reference_has_the_index_of_the_store() {
        let index = index_of(SCHEMA).unwrap();
        assert!(index.starts_with("CREATE VIRTUAL TABLE message_fts USING fts5"), "{index}");
        assert!(index.contains("content = 'message'") && index.trim_end().ends_with(';'), "{index}");
    }

    #[test]
    fn the_reference_holds_what_the_store_holds() {
        let folder = tempfile::tempdir().unwrap();
        let built = practice::build(folder.path(), 600).unwrap();
        let store = practice::open(&built.store).unwrap();
        let plain = Plain::open(&built.plain, Purpose::Read).unwrap();
        assert_eq!(store.read_blocking(foyer_store::messages::count).unwrap(), 600);
        assert_eq!(plain.count().unwrap(), 600);
        let words = Texts::up_to_now(practice::SEED, 600).next().unwrap().body;
        let word = words.split(' ').next().unwrap().to_owned();
        let typed = format!("{word} ");
        let ours =
            store.read_blocking(|tx| foyer_store::search::messages(tx, &typed, None, 50, |_| true)).unwrap();
        assert!(!ours.is_empty());
        assert_eq!(plain.find(&format!("\"{word}\"")).unwrap(), ours.len());
    }
}
