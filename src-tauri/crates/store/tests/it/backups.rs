//! Backups: whole or not there, opened by what opened the practice, and brought back frozen.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use foyer_domain::{Actor, Span, Timestamp};
use foyer_store::{
    Cost, DeviceSecret, KeyFile, PracticeFolder, PracticeKey, RecoveryCode, Store, audit,
    backups::{self, Backup, BackupError},
    older, patients, settings,
};
use foyer_testkit::{Practice, monday_morning};

const PASSWORD: &str = "a lantern in the hallway";

struct Clinic {
    practice: Practice,
    code: RecoveryCode,
    /// The drive for backups.
    drive: PathBuf,
    _keep: tempfile::TempDir,
}

fn clinic() -> Clinic {
    let mut practice = Practice::new(5).unwrap();
    for number in 0..40 {
        practice.patient(&format!("Zoraida {number}"), &format!("+1504555{:04}", 1_000 + number)).unwrap();
    }
    let code = RecoveryCode::generate().unwrap();
    let mut file = KeyFile::new(&practice.key);
    file.add_recovery(&practice.key, &code).unwrap();
    let none = DeviceSecret::none();
    file.add_person(&practice.key, practice.dana, PASSWORD, None, &none, Cost::LEAST).unwrap();
    file.save(&practice.folder().join("practice.key")).unwrap();
    done(&practice.store, "thread.view");
    let keep = tempfile::tempdir().unwrap();
    let drive = keep.path().join("drive");
    fs::create_dir(&drive).unwrap();
    Clinic { practice, code, drive, _keep: keep }
}

fn done(store: &Store, action: &'static str) {
    let entry = audit::NewEntry {
        at: monday_morning(),
        actor: Actor::System,
        action,
        thread: None,
        object: None,
        detail: serde_json::json!({}),
    };
    store.write_blocking(|tx| audit::append(tx, &entry)).unwrap();
}

impl Clinic {
    fn back_up(&self, name: &str, now: Timestamp) -> Result<Backup, BackupError> {
        self.practice.store.back_up(&self.drive, name, &self.practice.key, now)
    }

    fn names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.drive).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

fn other_key() -> PracticeKey {
    PracticeKey::generate().unwrap()
}

#[test]
fn a_backup_is_counted_labelled_and_opened_by_what_opens_the_practice() {
    let clinic = clinic();
    let note = signed_note(&clinic.practice.store);
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let label = made.label().unwrap();
    assert_eq!((label.rows["patient"], label.messages(), label.audit_seq), (40, 0, 1));
    assert_eq!(label.bytes, fs::metadata(made.folder().join("practice.db")).unwrap().len());
    assert_eq!(
        made.notes(),
        [note.trim_end().to_owned()].map(|note| format!("{note}\n")),
        "an anchor outside"
    );
    assert_eq!(clinic.names(), BTreeSet::from(["foyer-1".to_owned()]));

    // The recovery code, or a password; nothing else, and another practice's key is told apart from a ruined backup.
    let file = made.key_file().unwrap();
    made.verify(&file.open_with_code(&clinic.code).unwrap()).unwrap();
    let by = file.open_as(clinic.practice.dana, PASSWORD, &DeviceSecret::none(), monday_morning()).unwrap();
    assert_eq!(made.verify(&by).unwrap().rows, label.rows);
    assert!(matches!(made.verify(&other_key()), Err(BackupError::OtherKey)));

    // No patient in any byte of it, nor in a name.
    for entry in fs::read_dir(made.folder()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"Zoraida"));
    }
    assert!(matches!(clinic.back_up("foyer-1", monday_morning()), Err(BackupError::Taken)));
}

/// The note that was signed a moment ago, as it stands in a file.
fn signed_note(store: &Store) -> String {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(store.checkpoint(monday_morning()))
        .unwrap()
        .unwrap()
}

#[test]
fn the_desk_goes_on_writing_while_a_backup_is_made() {
    let clinic = clinic();
    let (store, stop) = (clinic.practice.store.clone(), std::sync::atomic::AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                done(&store, "thread.view");
            }
        });
        for n in 0..5 {
            let made = clinic.back_up(&format!("foyer-{n}"), monday_morning()).unwrap();
            made.verify(&clinic.practice.key).unwrap();
        }
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
    });
    assert_eq!(backups::in_folder(&clinic.drive).unwrap().len(), 5);
}

#[test]
fn a_drive_that_is_not_there_is_no_folder_to_make() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let away = clinic.drive.join("unplugged");
    let refused = clinic.practice.store.back_up(&away, "foyer-2", &clinic.practice.key, monday_morning());
    assert!(matches!(refused, Err(BackupError::FolderMissing)));
    assert!(!away.exists());
    assert!(matches!(backups::in_folder(&away), Err(BackupError::FolderMissing)));
    made.verify(&clinic.practice.key).unwrap();
}

#[test]
fn what_fails_leaves_the_older_ones_and_nothing_half_written() {
    let clinic = clinic();
    let first = clinic.back_up("foyer-1", monday_morning()).unwrap();
    // The copy is made already when this is found out.
    let key = clinic.practice.folder().join("practice.key");
    let kept = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    assert!(clinic.back_up("foyer-2", monday_morning()).is_err());
    assert_eq!(clinic.names(), BTreeSet::from(["foyer-1".to_owned()]));
    KeyFile::new(&other_key()).save(&key).unwrap();
    assert!(matches!(clinic.back_up("foyer-2", monday_morning()), Err(BackupError::OtherKey)));
    fs::write(&key, kept).unwrap();

    // What a power cut left is not a backup, is swept, and takes nobody's file along.
    let part = clinic.drive.join("foyer-0.part");
    fs::create_dir(&part).unwrap();
    for name in ["practice.db", "practice.key", "backup.json"] {
        fs::copy(first.folder().join(name), part.join(name)).unwrap();
        assert_eq!(backups::in_folder(&clinic.drive).unwrap().len(), 1, "after {name}");
    }
    fs::write(part.join("holiday.jpg"), b"somebody's").unwrap();
    clinic.back_up("foyer-2", monday_morning().plus(Span::days(1))).unwrap();
    let left: Vec<_> = fs::read_dir(&part).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["holiday.jpg"]);
    let found = backups::in_folder(&clinic.drive).unwrap();
    assert!(found[0].folder().ends_with("foyer-2") && found.len() == 2, "the newest first");
    found[0].remove().unwrap();
    assert_eq!(clinic.names(), BTreeSet::from(["foyer-0.part".to_owned(), "foyer-1".to_owned()]));
    first.verify(&clinic.practice.key).unwrap();
}

#[test]
fn a_changed_byte_a_cut_file_and_another_label_are_found_out() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let (store, label) = (made.folder().join("practice.db"), made.folder().join("backup.json"));
    let whole = fs::read(&store).unwrap();
    let not_whole = |what: &str| {
        let found =
            Backup::at(&clinic.drive.join("foyer-1")).and_then(|found| found.verify(&clinic.practice.key));
        assert!(matches!(found, Err(BackupError::NotWhole)), "{what}: {found:?}");
    };
    for page in 0..whole.len() / 4_096 {
        let mut bytes = whole.clone();
        bytes[page * 4_096 + 1_500] ^= 1;
        fs::write(&store, &bytes).unwrap();
        not_whole(&format!("page {page}"));
    }
    for pages in [1, 2, whole.len() / 8_192, whole.len() / 4_096 - 1] {
        fs::write(&store, &whole[..pages * 4_096]).unwrap();
        not_whole(&format!("{pages} pages"));
    }
    fs::write(&store, &whole).unwrap();
    let text = fs::read_to_string(&label).unwrap();
    for (from, to) in
        [("\"patient\": 40", "\"patient\": 41"), ("\"audit_seq\": 1", "\"audit_seq\": 2"), ("{", "")]
    {
        assert!(text.contains(from));
        fs::write(&label, text.replacen(from, to, 1)).unwrap();
        not_whole(from);
    }
    fs::write(&label, text.replacen("\"version\": 1", "\"version\": 2", 1)).unwrap();
    assert!(matches!(Backup::at(made.folder()), Err(BackupError::Newer)));
    fs::write(&label, text).unwrap();
    made.verify(&clinic.practice.key).unwrap();
    assert!(matches!(Backup::at(Path::new("/nowhere/at/all")), Err(BackupError::NotABackup)));
}

#[test]
fn a_restored_practice_is_whole_frozen_and_says_where_it_comes_from() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let key = made.key_file().unwrap().open_with_code(&clinic.code).unwrap();
    let to = clinic.drive.join("elsewhere");
    let later = monday_morning().plus(Span::hours(30));
    backups::restore(&made, &to, &key, None, later).unwrap();
    assert!(!clinic.drive.join("elsewhere.restoring").exists());

    let store = PracticeFolder::at(&to).open(&key).unwrap();
    assert_eq!(store.read_blocking(patients::count).unwrap(), 40);
    let newest = store.read_blocking(|tx| audit::page(tx, None, 1)).unwrap().remove(0);
    assert_eq!(
        (newest.action.as_str(), newest.at, &newest.detail["entries"]),
        ("backup.restore", later, &1.into())
    );
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let report = runtime.block_on(store.examine_trail(made.notes())).unwrap();
    assert!(report.report.is_whole(), "{report:?}");
    let mark = runtime.block_on(store.passed_by()).unwrap().expect("it is known for a copy");
    store.write_blocking(|tx| older::freeze(tx, mark, later)).unwrap();
    assert!(store.read_blocking(older::frozen).unwrap().is_some());
    store.write_blocking(older::thaw).unwrap();
    runtime.block_on(store.mark()).unwrap();
    assert_eq!(runtime.block_on(store.passed_by()).unwrap(), None, "a person let it go on");
    store.close().unwrap();

    // Never over anything.
    assert!(matches!(backups::restore(&made, &to, &key, None, later), Err(BackupError::Taken)));
    let busy = clinic.drive.join("busy");
    fs::create_dir(&busy).unwrap();
    fs::write(busy.join("letter.txt"), b"somebody's").unwrap();
    assert!(matches!(backups::restore(&made, &busy, &key, None, later), Err(BackupError::Taken)));
    assert!(matches!(
        backups::restore(&made, &clinic.drive.join("x"), &other_key(), None, later),
        Err(BackupError::OtherKey)
    ));
    assert!(!clinic.drive.join("x").exists() && !clinic.drive.join("x.restoring").exists());
}

#[test]
fn who_left_since_does_not_come_back_with_a_backup() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let mut today = made.key_file().unwrap();
    today.remove_person(clinic.practice.dana);
    let to = clinic.drive.join("elsewhere");
    backups::restore(&made, &to, &clinic.practice.key, Some(&today), monday_morning()).unwrap();
    let file = PracticeFolder::at(&to).key_file().unwrap();
    assert!(file.ways_in().is_empty() && file.has_recovery());
}

#[test]
fn in_its_place_a_power_cut_leaves_the_damaged_one_or_the_restored_one() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let place = clinic.drive.join("practice");
    let lay = || {
        fs::create_dir(&place).unwrap();
        fs::write(place.join("practice.db"), b"ruined").unwrap();
    };
    lay();
    // Before anything was moved: it is begun anew.
    fs::create_dir(clinic.drive.join("practice.restored")).unwrap();
    fs::write(clinic.drive.join("practice.restored").join("practice.db"), b"half").unwrap();
    let (label, aside) =
        backups::restore_in_place(&made, &place, &clinic.practice.key, None, monday_morning()).unwrap();
    assert_eq!(label.audit_seq, 1);
    assert_eq!(fs::read(aside.join("practice.db")).unwrap(), b"ruined", "kept as it was");
    let opened = PracticeFolder::at(&place).open(&clinic.practice.key).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert!(runtime.block_on(opened.passed_by()).unwrap().is_some());
    opened.close().unwrap();

    // Between the two renames: the next start finishes it, and only then.
    fs::rename(&place, clinic.drive.join("practice.restored")).unwrap();
    backups::finish_in_place(&place).unwrap();
    PracticeFolder::at(&place).open(&clinic.practice.key).unwrap().close().unwrap();
    lay_beside(&clinic.drive.join("practice.restored"));
    backups::finish_in_place(&place).unwrap();
    assert!(clinic.drive.join("practice.restored").exists(), "nothing is put over a practice");

    // A backup that is not whole moves nothing.
    let store = made.folder().join("practice.db");
    fs::write(&store, &fs::read(&store).unwrap()[..8_192]).unwrap();
    let refused = backups::restore_in_place(&made, &place, &clinic.practice.key, None, monday_morning());
    assert!(matches!(refused, Err(BackupError::NotWhole)), "{refused:?}");
    PracticeFolder::at(&place).open(&clinic.practice.key).unwrap();
}

fn lay_beside(folder: &Path) {
    fs::create_dir(folder).unwrap();
    fs::write(folder.join("practice.db"), b"another").unwrap();
}

#[test]
fn a_drill_brings_it_back_elsewhere_and_leaves_nothing() {
    let clinic = clinic();
    let made = clinic.back_up("foyer-1", monday_morning()).unwrap();
    let scratch = clinic.drive.join("drill");
    let label = backups::drill(&made, &scratch, &clinic.practice.key, monday_morning()).unwrap();
    assert_eq!(&label.rows, &made.label().unwrap().rows);
    let store = made.folder().join("practice.db");
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&store, bytes).unwrap();
    let failed = backups::drill(&made, &scratch, &clinic.practice.key, monday_morning());
    assert!(matches!(failed, Err(BackupError::NotWhole)));
    assert_eq!(clinic.names(), BTreeSet::from(["foyer-1".to_owned()]), "nothing is left of either");
}

#[test]
fn a_folder_copied_by_hand_at_work_comes_back_with_its_log() {
    let clinic = clinic();
    clinic.practice.store.write_blocking(|tx| settings::set(tx, "k", &7_u8, monday_morning())).unwrap();
    let hand = clinic.drive.join("by-hand");
    fs::create_dir(&hand).unwrap();
    for name in ["practice.db", "practice.db-wal", "practice.key"] {
        fs::copy(clinic.practice.folder().join(name), hand.join(name)).unwrap();
    }
    let found = Backup::at(&hand.join("practice.db")).unwrap();
    assert_eq!(found.label(), None);
    let to = clinic.drive.join("elsewhere");
    backups::restore(&found, &to, &clinic.practice.key, None, monday_morning()).unwrap();
    let store = PracticeFolder::at(&to).open(&clinic.practice.key).unwrap();
    assert_eq!(store.read_blocking(|tx| settings::get::<u8>(tx, "k")).unwrap(), Some(7));
}

#[test]
fn when_a_backup_was_last_verified_is_a_fact_to_ask_for() {
    let clinic = clinic();
    let store = &clinic.practice.store;
    assert_eq!(store.read_blocking(backups::verified_at).unwrap(), None);
    store.write_blocking(|tx| backups::verified(tx, monday_morning())).unwrap();
    assert_eq!(store.read_blocking(backups::verified_at).unwrap(), Some(monday_morning()));
}
