//! `schema.sql` is the schema as it is, for reading; and a store from the future is left alone.

use foyer_domain::{Category, NoteId, ThreadId, UserId};

use super::{NOW, desk, key, uuid};
use crate::{KeyFile, OpenError, PracticeKey, SCHEMA_VERSION, Store, backups, notes, sight::Sight, threads};

/// The schema as SQLite keeps it, in order of making, without what FTS5 makes for itself.
fn dump(store: &Store) -> String {
    store
        .maintain(|conn| {
            let mut statement = conn.prepare(
                "SELECT sql FROM sqlite_master
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                   AND (name = 'message_fts' OR tbl_name NOT LIKE 'message\\_fts\\_%' ESCAPE '\\')
                   AND (name = 'note_fts' OR tbl_name NOT LIKE 'note\\_fts\\_%' ESCAPE '\\')
                   AND tbl_name NOT LIKE 'word\\_part\\_%' ESCAPE '\\'
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
fn before_an_upgrade_a_backup_is_made_checked_and_made_once() {
    let desk = desk();
    let text = desk.hear(1, "before the upgrade");
    let folder = desk.folder.path();
    KeyFile::new(&key()).save(&folder.join("practice.key")).unwrap();
    // Left by one that was interrupted.
    std::fs::create_dir(folder.join("foyer-before-2.part")).unwrap();
    std::fs::write(folder.join("foyer-before-2.part").join("practice.db"), b"half").unwrap();
    let lay = |conn: &rusqlite::Connection| backups::before_upgrade(conn, desk.store.path(), &key(), 2);
    desk.store
        .maintain(|conn| {
            lay(conn).unwrap();
            conn.execute_batch("UPDATE message SET body = 'after'")?;
            lay(conn).unwrap();
            Ok(())
        })
        .unwrap();
    let found = backups::in_folder(folder).unwrap();
    assert_eq!(found.len(), 1, "one, and no half one");
    let label = found[0].verify(&key()).unwrap();
    assert_eq!((label.schema, label.messages()), (SCHEMA_VERSION, 1));
    let opened = Store::open_inline(&found[0].folder().join("practice.db"), &key()).unwrap();
    let row = opened.read_blocking(|tx| crate::messages::get(tx, text)).unwrap();
    assert_eq!(row.body.reveal(), "before the upgrade");
}

/// A practice of an older form, with entries that its Foyer sealed, is examined, copied and brought up to date, and its
/// trail goes on.
#[test]
fn a_trail_of_an_older_form_is_examined_before_the_upgrade_and_goes_on_after_it() {
    use foyer_audit::{Frontier, Hash, MacKey, Sealed};
    for form in [4, 28, 29] {
        let folder = tempfile::tempdir().unwrap();
        KeyFile::new(&key()).save(&folder.path().join("practice.key")).unwrap();
        let path = folder.path().join("practice.db");
        let mut conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Create).unwrap();
        crate::migrate::create_as_of(&mut conn, form).unwrap();
        let (mut next, mut tree, mut prev) =
            (MacKey::from_bytes(**key().audit_mac_key()), Frontier::default(), Hash::ZERO);
        for seq in 1..=5 {
            let (actor, action, detail) = ("system", "line.back", "{}");
            let (user, thread, object) = (None, None, None);
            let sealed = Sealed { seq, at: seq, actor, user, action, thread, object, detail, prev };
            let hash = sealed.hash();
            conn.execute(
                "INSERT INTO audit (seq, at, actor, action, detail, prev_hash, hash, mac)
                 VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                rusqlite::params![seq, actor, action, detail, prev.0, hash.0, next.code(hash).0],
            )
            .unwrap();
            tree.push(hash);
            (next, prev) = (next.next(), hash);
        }
        conn.execute(
            "INSERT INTO audit_head (id, seq, hash, coded_from, next_key, peaks) VALUES (1, 5, ?1, 1, ?2, ?3)",
            rusqlite::params![prev.0, next.as_bytes(), tree.peaks()],
        )
        .unwrap();
        drop(conn);
        let store = Store::open_inline(&path, &key()).unwrap();
        let copies = backups::in_folder(folder.path()).unwrap();
        let label = copies[0].verify(&key()).unwrap();
        assert_eq!((copies.len(), label.schema), (1, form));
        let entry = crate::audit::NewEntry {
            at: NOW,
            actor: foyer_domain::Actor::System,
            action: "line.lost",
            thread: None,
            object: None,
            detail: serde_json::json!({}),
        };
        store.write_blocking(|tx| crate::audit::append(tx, &entry)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let report = runtime.block_on(store.examine_trail(Vec::new())).unwrap().report;
        assert!(report.is_whole(), "{form}: {:?}", report.findings);
        assert_eq!(report.entries, 6);
    }
}

#[test]
fn a_store_that_cannot_be_copied_whole_is_not_upgraded() {
    let desk = desk();
    let folder = desk.folder.path().to_owned();
    KeyFile::new(&key()).save(&folder.join("practice.key")).unwrap();
    desk.hear(1, "before the upgrade");
    let path = desk.store.path().to_owned();
    desk.store.close().unwrap();
    let conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Write).unwrap();
    conn.pragma_update(None, "user_version", SCHEMA_VERSION - 1).unwrap();
    drop(conn);
    // A key file of somebody else's: what is copied with it could never be opened.
    let other = PracticeKey::from_material([9; 32], crate::PageMac::Sha256);
    KeyFile::new(&other).save(&folder.join("practice.key")).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open_inline(&path, &key()), Err(OpenError::KeyFileDamaged)));
    assert_eq!(std::fs::read(&path).unwrap(), before, "nothing was changed");
    assert!(backups::in_folder(&folder).unwrap().is_empty());
}

#[test]
fn threads_from_before_they_were_filed_are_about_visits_and_every_offices() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let mut conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Create).unwrap();
    crate::migrate::create_as_of(&mut conn, 10).unwrap();
    let bytes = |number: u128| uuid(number).into_bytes();
    conn.execute(
        "INSERT INTO line (id, number, channel, name, created_at) VALUES (?1, '+15045550100', 'sms', 'Main', 1)",
        [bytes(1)],
    )
    .unwrap();
    for (id, role) in [(2, "receptionist"), (3, "billing")] {
        conn.execute(
            "INSERT INTO user (id, name, role, created_at) VALUES (?1, 'Dana', ?2, 1)",
            rusqlite::params![bytes(id), role],
        )
        .unwrap();
    }
    conn.execute(
        "INSERT INTO thread (id, line, channel, far_number, far_reversed, created_at)
         VALUES (?1, 1, 'sms', '+15045550142', '2410555405', 1)",
        [bytes(4)],
    )
    .unwrap();
    drop(conn);
    let store = Store::open_inline(&path, &key()).unwrap();
    let thread = ThreadId::from_uuid(uuid(4));
    let row = store.read_blocking(|tx| threads::get(tx, thread)).unwrap();
    assert_eq!((row.category, row.filed_at, row.location), (Category::Scheduling, None, None));
    for (id, answers) in [(2, true), (3, false)] {
        let seen = store
            .read_blocking(|tx| Sight::of(tx, UserId::from_uuid(uuid(id)), NOW)?.thread(tx, thread))
            .unwrap();
        assert_eq!(seen.may_answer(), answers);
    }
}

#[test]
fn notes_from_before_they_were_found_are_found_in_the_order_of_their_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.db");
    let mut conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Create).unwrap();
    crate::migrate::create_as_of(&mut conn, 25).unwrap();
    let bytes = |number: u128| uuid(number).into_bytes();
    conn.execute(
        "INSERT INTO line (id, number, channel, name, created_at) VALUES (?1, '+15045550100', 'sms', 'Main', 1)",
        [bytes(1)],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO user (id, name, role, created_at) VALUES (?1, 'Dana', 'receptionist', 1)",
        [bytes(2)],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO thread (id, line, channel, far_number, far_reversed, created_at)
         VALUES (?1, 1, 'sms', '+15045550142', '2410555405', 1)",
        [bytes(4)],
    )
    .unwrap();
    // More in one second than it has places, the newest first, and one before all of them.
    for place in (0..80_u128).rev() {
        let at = if place == 0 { 1_000 } else { NOW.millis() + i64::try_from(place).unwrap() };
        conn.execute(
            "INSERT INTO note (id, thread, author, body, created_at) VALUES (?1, 1, ?2, ?3, ?4)",
            rusqlite::params![bytes(100 + place), bytes(2), format!("Zephyrweide, call {place}"), at],
        )
        .unwrap();
    }
    drop(conn);
    let store = Store::open_inline(&path, &key()).unwrap();
    let found = store.read_blocking(|tx| notes::find(tx, "zephyrw", 100, |_| true)).unwrap();
    let ids: Vec<_> = found.iter().map(|hit| hit.note).collect();
    assert_eq!(ids, (0..80).rev().map(|place| NoteId::from_uuid(uuid(100 + place))).collect::<Vec<_>>());
    assert!(found.is_sorted_by(|one, next| one.seq > next.seq));
    assert_eq!(found[79].seq, 64, "the first place of its second");
}

/// A practice as Foyer of `version` left it, with somebody in it, and the backup that was made of it then.
fn backed_up_by(folder: &std::path::Path, version: i64) -> backups::Backup {
    let practice = folder.join("practice");
    std::fs::create_dir(&practice).unwrap();
    KeyFile::new(&key()).save(&practice.join("practice.key")).unwrap();
    let path = practice.join("practice.db");
    let mut conn = crate::conn::open(&path, &key(), crate::conn::Purpose::Create).unwrap();
    crate::migrate::create_as_of(&mut conn, version).unwrap();
    conn.execute(
        "INSERT INTO user (id, name, role, created_at) VALUES (?1, 'Dana', 'manager', 1)",
        [uuid(2).into_bytes()],
    )
    .unwrap();
    if version > SCHEMA_VERSION {
        conn.pragma_update(None, "user_version", version).unwrap();
        conn.execute("UPDATE meta SET value = ?1 WHERE key = 'min_reader'", [version.to_string()]).unwrap();
    }
    backups::before_upgrade(&conn, &path, &key(), version).unwrap();
    drop(conn);
    backups::in_folder(&practice).unwrap().remove(0)
}

#[test]
fn a_backup_of_an_older_foyer_comes_back_and_is_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let made = backed_up_by(folder.path(), SCHEMA_VERSION - 1);
    // Numbers of the schema may leave gaps: what is older is what the copy says of itself.
    let older = made.verify(&key()).unwrap().schema;
    assert!(older < SCHEMA_VERSION);
    let to = folder.path().join("restored");
    backups::restore(&made, &to, &key(), None, NOW).unwrap();
    let store = Store::open_inline(&to.join("practice.db"), &key()).unwrap();
    let people = store.read_blocking(crate::users::list).unwrap();
    assert_eq!((people.len(), people[0].user.name.reveal()), (1, "Dana"));
    let newest = store.read_blocking(|tx| crate::audit::page(tx, None, 1)).unwrap().remove(0);
    assert_eq!(newest.action, "backup.restore");
    let version = |path: &std::path::Path| -> i64 {
        let conn = crate::conn::open(path, &key(), crate::conn::Purpose::Write).unwrap();
        conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    };
    store.close().unwrap();
    assert_eq!(version(&to.join("practice.db")), SCHEMA_VERSION);
    assert_eq!(made.verify(&key()).unwrap().schema, older, "the backup is as it was made");
}

#[test]
fn a_backup_of_a_newer_foyer_is_refused_and_nothing_is_moved() {
    let folder = tempfile::tempdir().unwrap();
    let made = backed_up_by(folder.path(), SCHEMA_VERSION + 1);
    let to = folder.path().join("restored");
    let refused = backups::restore(&made, &to, &key(), None, NOW).unwrap_err();
    assert!(matches!(refused, backups::BackupError::Newer), "{refused:?}");
    assert!(!to.exists() && !folder.path().join("restored.restoring").exists());
    let place = folder.path().join("practice");
    let before = std::fs::read(place.join("practice.db")).unwrap();
    assert!(backups::restore_in_place(&made, &place, &key(), None, NOW).is_err());
    assert_eq!(std::fs::read(place.join("practice.db")).unwrap(), before, "the practice is where it was");
}
