//! Every connection is set up alike, and says so.

use rusqlite::Connection;

use super::{desk, key};
use crate::conn::{self, Purpose};

fn int(conn: &Connection, pragma: &str) -> i64 {
    conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap()
}

fn text(conn: &Connection, pragma: &str) -> String {
    conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn the_writing_connection_is_set_up_as_promised() {
    let desk = desk();
    desk.store
        .maintain(|conn| {
            assert_eq!(text(conn, "journal_mode"), "wal");
            assert_eq!(int(conn, "synchronous"), 2, "FULL");
            assert_eq!(int(conn, "foreign_keys"), 1);
            assert_eq!(int(conn, "recursive_triggers"), 1);
            assert_eq!(int(conn, "secure_delete"), 1);
            assert_eq!(int(conn, "temp_store"), 2, "memory");
            assert_eq!(int(conn, "cache_size"), -65_536);
            assert_eq!(int(conn, "busy_timeout"), 5_000);
            assert_eq!(int(conn, "wal_autocheckpoint"), 4_000);
            assert_eq!(text(conn, "cipher_hmac_algorithm"), "HMAC_SHA256");
            assert_eq!(text(conn, "cipher_log_level"), "NONE");
            assert_eq!(text(conn, "cipher_use_hmac"), "1");
            assert_eq!(
                text(conn, "cipher_memory_security"),
                "0",
                "on, it makes prefix search 500 times slower"
            );
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_reading_connection_cannot_write() {
    let desk = desk();
    let reading = conn::open(desk.store.path(), &key(), Purpose::Read).unwrap();
    assert_eq!(int(&reading, "query_only"), 1);
    assert_eq!(int(&reading, "foreign_keys"), 1);
    let refused = reading.execute("DELETE FROM message", []).unwrap_err();
    assert_eq!(crate::error::sqlite_code(&refused), Some(rusqlite::ffi::SQLITE_READONLY));
}

#[test]
fn the_sqlite_inside_is_one_without_the_wal_reset_bug() {
    assert!(rusqlite::version_number() >= conn::OLDEST_SQLITE, "{}", rusqlite::version());
}

#[test]
fn sha_512_pages_open_too_and_only_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let slow = crate::PracticeKey::from_material([7; 32], crate::PageMac::Sha512);
    crate::Store::create_inline(&path, &slow).unwrap().close().unwrap();
    assert!(matches!(crate::Store::open_inline(&path, &key()), Err(crate::OpenError::Damaged)));
    crate::Store::open_inline(&path, &slow).unwrap();
}
