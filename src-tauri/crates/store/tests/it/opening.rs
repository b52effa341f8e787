//! Opening what is there, refusing what is not ours, and never an empty store in place of a full one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use foyer_store::{Health, OpenError, PageMac, PracticeKey, Store, StoreError, audit, messages, settings};
use foyer_testkit::{Practice, monday_morning};

fn filled() -> (Practice, PathBuf) {
    let mut practice = Practice::new(3).unwrap();
    for number in 0..40 {
        practice.patient(&format!("Patient {number}"), &format!("+1504555{:04}", 1_000 + number)).unwrap();
    }
    practice.store.write_blocking(|tx| settings::set(tx, "k", &1_u8, monday_morning())).unwrap();
    practice.store.close().unwrap();
    let path = practice.path.clone();
    (practice, path)
}

fn reopen(path: &Path, key: &PracticeKey) -> Result<Store, OpenError> {
    Store::open_inline(path, key)
}

/// After a refusal the bytes are what they were.
fn refused_untouched(path: &Path, key: &PracticeKey) -> OpenError {
    let before = fs::read(path).ok();
    let error = reopen(path, key).unwrap_err();
    assert_eq!(fs::read(path).ok(), before, "the file was changed");
    error
}

#[test]
fn what_was_saved_is_there_after_opening_again() {
    let (practice, path) = filled();
    let store = reopen(&path, &practice.key).unwrap();
    assert_eq!(store.read_blocking(|tx| settings::get::<u8>(tx, "k")).unwrap(), Some(1));
    assert_eq!(store.read_blocking(foyer_store::patients::count).unwrap(), 40);
}

#[test]
fn nothing_is_created_where_something_is_or_something_is_missing() {
    let (practice, path) = filled();
    assert!(matches!(Store::create_inline(&path, &practice.key), Err(OpenError::AlreadyExists)));
    reopen(&path, &practice.key).unwrap().close().unwrap();
    fs::remove_file(&path).unwrap();
    assert!(matches!(reopen(&path, &practice.key), Err(OpenError::StoreMissing)));
    assert!(!path.exists(), "opening never creates");
}

#[test]
fn files_that_are_not_this_practice_are_named_so() {
    let (practice, path) = filled();
    let other = PracticeKey::from_material([8; 32], PageMac::Sha256);
    assert!(matches!(refused_untouched(&path, &other), OpenError::NotAStore), "another practice's key");

    let mut cat = b"\x89PNG\r\n\x1a\n".to_vec();
    cat.resize(20_000, 7);
    fs::write(&path, cat).unwrap();
    assert!(matches!(refused_untouched(&path, &practice.key), OpenError::NotAStore), "a picture");

    let plain = practice.folder().join("plain.db");
    let mut header = b"SQLite format 3\0".to_vec();
    header.resize(8_192, 0);
    fs::write(&plain, header).unwrap();
    assert!(matches!(refused_untouched(&plain, &practice.key), OpenError::NotAStore), "a plain database");

    let folder = practice.folder().join("folder.db");
    fs::create_dir(&folder).unwrap();
    assert!(matches!(reopen(&folder, &practice.key), Err(OpenError::NotAStore)), "a folder");
}

#[test]
fn a_cut_off_store_is_damaged_not_new() {
    let (practice, path) = filled();
    let whole = fs::read(&path).unwrap();
    for length in [0, 1, 100, 4_095] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(matches!(refused_untouched(&path, &practice.key), OpenError::Damaged), "{length} bytes");
    }
    // Cut between pages it opens, and the missing pages are found by the check and by whoever reads them.
    fs::write(&path, &whole[..whole.len() / 2 / 4_096 * 4_096]).unwrap();
    match reopen(&path, &practice.key) {
        Err(OpenError::Damaged) => {}
        Err(other) => panic!("{other}"),
        Ok(store) => assert!(!store.check().unwrap().is_whole()),
    }
}

#[test]
fn damage_is_found_and_told_apart_from_a_wrong_key() {
    let (practice, path) = filled();
    let whole = fs::read(&path).unwrap();
    // The first page holds the schema: nothing opens without it.
    let mut bytes = whole.clone();
    bytes[2_000] ^= 0x40;
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(refused_untouched(&path, &practice.key), OpenError::Damaged));

    // Any one later page: the store opens or says damaged, the check names exactly one page.
    let pages = whole.len() / 4_096;
    for page in [pages / 3, pages / 2, pages - 1] {
        let mut bytes = whole.clone();
        bytes[page * 4_096 + 1_234] ^= 1;
        fs::write(&path, &bytes).unwrap();
        match reopen(&path, &practice.key) {
            Ok(store) => {
                let health = store.check().unwrap();
                assert_eq!(health.damaged_pages, 1, "page {page}");
                assert!(!health.is_whole());
            }
            Err(OpenError::Damaged) => {}
            Err(other) => panic!("page {page}: {other}"),
        }
    }
    fs::write(&path, &whole).unwrap();
    let store = reopen(&path, &practice.key).unwrap();
    assert_eq!(store.check().unwrap(), Health { damaged_pages: 0, faults: 0 });
}

#[test]
fn a_second_foyer_is_told_so() {
    let (practice, path) = filled();
    let first = reopen(&path, &practice.key).unwrap();
    assert!(matches!(reopen(&path, &practice.key), Err(OpenError::LockedByAnother)));
    assert!(matches!(Store::create_inline(&path, &practice.key), Err(OpenError::LockedByAnother)));
    first.close().unwrap();
    reopen(&path, &practice.key).unwrap();
}

#[test]
fn a_closed_store_answers_closed_on_every_clone() {
    let (practice, path) = filled();
    let store = reopen(&path, &practice.key).unwrap();
    let clone = store.clone();
    store.close().unwrap();
    assert_eq!(clone.read_blocking(messages::count), Err(StoreError::Closed));
    assert_eq!(clone.write_blocking(|_| Ok(())), Err(StoreError::Closed));
    assert_eq!(clone.check(), Err(StoreError::Closed));
    clone.close().unwrap();
}

#[test]
fn a_copy_is_read_back_encrypted_and_opens_with_the_same_key() {
    let (practice, path) = filled();
    let store = reopen(&path, &practice.key).unwrap();
    store.tidy().unwrap();
    let copy = practice.folder().join("copy.db");
    let report = store.backup_to(&copy, &practice.key).unwrap();
    assert_eq!((report.patients, report.messages, report.audit_head.seq), (40, 0, 0));
    assert_eq!(report.bytes, fs::metadata(&copy).unwrap().len());
    assert!(!practice.folder().join("copy.db.part").exists());
    assert!(
        matches!(store.backup_to(&copy, &practice.key), Err(StoreError::Conflict { .. })),
        "never overwrites"
    );
    assert!(!contains(&fs::read(&copy).unwrap(), b"Patient 1"));
    let opened = reopen(&copy, &practice.key).unwrap();
    assert_eq!(opened.read_blocking(foyer_store::patients::count).unwrap(), 40);
    assert_eq!(opened.read_blocking(audit::head).unwrap(), report.audit_head);
    assert!(opened.check().unwrap().is_whole());
    // The copy carries the salt by which a damaged one is told from a foreign one.
    opened.close().unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    bytes[3_000] ^= 1;
    fs::write(&copy, bytes).unwrap();
    assert!(matches!(reopen(&copy, &practice.key), Err(OpenError::Damaged)));
}

#[test]
fn reading_and_writing_over_damage_is_an_error_and_never_a_panic() {
    let (practice, path) = filled();
    let whole = fs::read(&path).unwrap();
    let mut met = 0;
    for page in 1..whole.len() / 4_096 {
        let mut bytes = whole.clone();
        bytes[page * 4_096 + 77] ^= 0x80;
        fs::write(&path, &bytes).unwrap();
        let store = match reopen(&path, &practice.key) {
            Ok(store) => store,
            Err(OpenError::Damaged) => continue,
            Err(other) => panic!("page {page}: {other}"),
        };
        let listed = store.read_blocking(|tx| {
            foyer_store::threads::list(tx, foyer_store::threads::View::All, 0, 100)?;
            foyer_store::search::threads(tx, "patient", 100)?;
            foyer_store::patients::list(tx, 0, 100).map(drop)
        });
        let written = store.write_blocking(|tx| settings::set(tx, "k", &2_u8, monday_morning()));
        for result in [listed, written] {
            match result {
                Ok(()) => {}
                Err(StoreError::Damaged | StoreError::Reopen) => met += 1,
                Err(other) => panic!("page {page}: {other}"),
            }
        }
    }
    assert!(met > 3, "the damage was met: {met}");
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Whoever opens a store first in a process sets SQLite going; here several do so at once, in processes of their own.
#[test]
fn several_may_be_the_first_to_open_a_store() {
    const CHILD: &str = "FOYER_TEST_SEVERAL_AT_ONCE";
    if std::env::var_os(CHILD).is_some() {
        let together = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let folder = tempfile::tempdir().unwrap();
                    let key = PracticeKey::from_material([7; 32], PageMac::Sha256);
                    together.wait();
                    Store::create_inline(&folder.path().join("practice.db"), &key).unwrap();
                });
            }
        });
        return;
    }
    for _ in 0..25 {
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "opening::several_may_be_the_first_to_open_a_store"])
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    }
}
