//! `schema.sql` is the schema as it is, for reading; and a store from the future is left alone.

use super::{desk, key};
use crate::{OpenError, SCHEMA_VERSION, Store};

/// The schema as SQLite keeps it, in order of making, without what FTS5 makes for itself.
fn dump(store: &Store) -> String {
    store
        .maintain(|conn| {
            let mut statement = conn.prepare(
                "SELECT sql FROM sqlite_master
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                   AND (name = 'message_fts' OR tbl_name NOT LIKE 'message\\_fts\\_%' ESCAPE '\\')
                 ORDER BY rowid",
            )?;
            let parts: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(format!("-- The schema after all migrations. Written by the test beside it: FOYER_WRITE_SCHEMA=1.\n\n{};\n", parts.join(";\n")))
        })
        .unwrap()
}

#[test]
fn the_committed_dump_is_the_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    let schema = dump(&desk().store);
    if std::env::var_os("FOYER_WRITE_SCHEMA").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    // Git may check the file out with Windows line ends.
    let committed = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert_eq!(committed, schema, "run the test once with FOYER_WRITE_SCHEMA=1");
}

#[test]
fn a_newer_schema_is_refused_politely_unless_it_says_we_may_read_it() {
    let desk = desk();
    let path = desk.store.path().to_owned();
    let age = |version: i64, min_reader: Option<i64>| {
        let conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Write).unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
        match min_reader {
            Some(least) => conn
                .execute("UPDATE meta SET value = ?1 WHERE key = 'min_reader'", [least.to_string()])
                .map(drop)
                .unwrap(),
            None => conn.execute_batch("DROP TABLE meta").unwrap(),
        }
    };
    desk.store.close().unwrap();
    age(SCHEMA_VERSION + 2, Some(SCHEMA_VERSION + 1));
    let refused = Store::open_inline(&path, &key()).unwrap_err();
    assert!(matches!(refused, OpenError::FutureVersion { min_reader } if min_reader == SCHEMA_VERSION + 1));
    age(SCHEMA_VERSION + 2, Some(SCHEMA_VERSION));
    Store::open_inline(&path, &key()).unwrap().close().unwrap();
    age(SCHEMA_VERSION + 9, None);
    let refused = Store::open_inline(&path, &key()).unwrap_err();
    assert!(matches!(refused, OpenError::FutureVersion { min_reader } if min_reader == SCHEMA_VERSION + 9));
    assert!(path.exists(), "it is left where it is");
}

#[test]
fn a_store_whose_making_never_finished_is_not_taken_for_an_empty_one() {
    let desk = desk();
    let path = desk.store.path().to_owned();
    desk.store.close().unwrap();
    let conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Write).unwrap();
    conn.pragma_update(None, "user_version", 0).unwrap();
    drop(conn);
    assert!(matches!(Store::open_inline(&path, &key()), Err(OpenError::Damaged)));
}

#[test]
fn the_copy_before_a_migration_is_whole_and_made_once() {
    let desk = desk();
    let text = desk.hear(1, "before the migration");
    let copy = desk.folder.path().join("practice.db.before-2");
    // Left by a copy that was interrupted.
    std::fs::write(desk.folder.path().join("practice.db.before-2.part"), b"half").unwrap();
    desk.store
        .maintain(|conn| {
            crate::migrate::copy_aside(conn, desk.store.path(), 1).unwrap();
            conn.execute_batch("UPDATE message SET body = 'after'")?;
            crate::migrate::copy_aside(conn, desk.store.path(), 1).unwrap();
            Ok(())
        })
        .unwrap();
    let opened = Store::open_inline(&copy, &key()).unwrap();
    let row = opened.read_blocking(|tx| crate::messages::get(tx, text)).unwrap();
    assert_eq!(row.body.reveal(), "before the migration");
    assert_eq!(
        opened
            .maintain(|conn| Ok(conn.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?)),
        Ok(SCHEMA_VERSION)
    );
    assert!(!desk.folder.path().join("practice.db.before-2.part").exists());
}
