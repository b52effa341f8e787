//! `foyerctl backup`, `restore` and `audit verify --store`: the secret comes in on standard input, never as an argument.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use foyer_store::{KeyFile, PracticeFolder, RecoveryCode, patients};
use foyer_testkit::Practice;

struct Clinic {
    /// Its key; its own folder is not used any more.
    practice: Practice,
    folder: tempfile::TempDir,
    code: String,
    drive: tempfile::TempDir,
}

/// A practice, while other tests start programs: those hold on to our lock files until they have become themselves.
fn made() -> Practice {
    loop {
        if let Ok(practice) = Practice::new(9) {
            return practice;
        }
        std::thread::yield_now();
    }
}

/// The same practice where no program has ever held a lock.
fn moved(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for name in ["practice.db", "practice.key"] {
        fs::copy(from.join(name), to.path().join(name)).unwrap();
    }
    to
}

fn clinic() -> Clinic {
    let mut practice = made();
    practice.patient("Zoraida Quintanilla", "+15045550123").unwrap();
    let code = RecoveryCode::generate().unwrap();
    let mut file = KeyFile::new(&practice.key);
    file.add_recovery(&practice.key, &code).unwrap();
    file.save(&practice.folder().join("practice.key")).unwrap();
    practice.store.close().unwrap();
    let folder = moved(practice.folder());
    let code = code.groups().iter().map(|group| group.as_str()).collect::<Vec<_>>().join("-");
    Clinic { practice, folder, code, drive: tempfile::tempdir().unwrap() }
}

fn foyerctl(arguments: &[&str], secret: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_foyerctl"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have refused before it read anything.
    let _ = child.stdin.take().unwrap().write_all(format!("{secret}\n").as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> serde_json::Value {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_backup_made_and_brought_back_holds_the_practice() {
    let clinic = clinic();
    let (store, drive) = (text(clinic.folder.path()), text(clinic.drive.path()));
    let make = ["backup", "--store", store, "--to", drive];
    let made = said(&foyerctl(&make, &clinic.code));
    let backup = made["backup"].as_str().unwrap();
    assert!(Path::new(backup).starts_with(clinic.drive.path()));

    let to = clinic.drive.path().join("new computer");
    let restore = ["restore", "--from", backup, "--to", text(&to)];
    let wrong = refused(&foyerctl(&restore, "a lantern in the hallway"));
    assert!(wrong.contains("neither the recovery code") && !to.exists(), "{wrong}");
    let back = said(&foyerctl(&restore, &clinic.code.to_lowercase()));
    assert_eq!((&back["frozen"], &back["entries"]), (&true.into(), &made["entries"]));
    let copy = moved(&to);
    let opened = PracticeFolder::at(copy.path()).open(&clinic.practice.key).unwrap();
    assert_eq!(opened.read_blocking(patients::count).unwrap(), 1);
    opened.close().unwrap();

    // Its trail is whole, and says so with the key; and never over what is there.
    let verify = ["audit", "verify", "--store", text(&to)];
    let whole = said(&foyerctl(&verify, &clinic.code));
    assert_eq!((&whole["whole"], &whole["trusted"]), (&true.into(), &false.into()));
    assert!(refused(&foyerctl(&restore, &clinic.code)).contains("something in the place"));
}

#[test]
fn a_damaged_practice_is_repaired_into_a_new_folder_and_stays_as_it_is() {
    let clinic = clinic();
    let path = clinic.folder.path().join("practice.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[2_000] ^= 0x40;
    fs::write(&path, &bytes).unwrap();
    let to = clinic.drive.path().join("repaired");
    let repair = ["repair", "--store", text(clinic.folder.path()), "--to", text(&to)];
    let wrong = refused(&foyerctl(&repair, "a lantern in the hallway"));
    assert!(wrong.contains("neither the recovery code") && !to.exists(), "{wrong}");
    let done = said(&foyerctl(&repair, &clinic.code));
    assert_eq!((&done["frozen"], &done["repaired"]["doubtful"]), (&true.into(), &serde_json::Value::Null));
    let doubts = &done["repaired"]["doubts"];
    assert_eq!(doubts["holds"], true, "nobody knows what was held");
    assert!(doubts["people"].as_array().is_some_and(|people| !people.is_empty()), "nor who worked where");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let verify = ["audit", "verify", "--store", text(&to)];
    assert_eq!(said(&foyerctl(&verify, &clinic.code))["whole"], true);
    assert!(refused(&foyerctl(&repair, &clinic.code)).contains("something in the place"));
}

#[test]
fn what_cannot_be_is_said_and_leaves_nothing() {
    let clinic = clinic();
    let store = text(clinic.folder.path());
    let gone = clinic.drive.path().join("unplugged");
    let make = ["backup", "--store", store, "--to", text(&gone)];
    assert!(refused(&foyerctl(&make, &clinic.code)).contains("not there"));
    assert!(!gone.exists());
    let nothing = refused(&foyerctl(&make, ""));
    assert!(nothing.contains("standard input"), "{nothing}");
    let none = ["restore", "--from", store, "--to", text(&gone)];
    fs::remove_file(clinic.folder.path().join("practice.key")).unwrap();
    assert!(refused(&foyerctl(&none, &clinic.code)).contains("no backup"));

    // Foyer has it open.
    let clinic = self::clinic();
    let _open = PracticeFolder::at(clinic.folder.path()).open(&clinic.practice.key).unwrap();
    let make = ["backup", "--store", text(clinic.folder.path()), "--to", text(clinic.drive.path())];
    assert!(refused(&foyerctl(&make, &clinic.code)).contains("Back up now"));
}

#[test]
fn a_trail_that_was_cut_in_the_store_is_named() {
    let clinic = clinic();
    let opened = PracticeFolder::at(clinic.folder.path()).open(&clinic.practice.key).unwrap();
    let note = {
        let now = foyer_testkit::monday_morning();
        for _ in 0..3 {
            opened.write_blocking(|tx| foyer_store::audit::append(tx, &entry(now))).unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(opened.checkpoint(now)).unwrap().unwrap()
    };
    opened.close().unwrap();
    let older = tempfile::tempdir().unwrap();
    fs::copy(clinic.folder.path().join("practice.key"), older.path().join("practice.key")).unwrap();
    let blank = made();
    blank.store.close().unwrap();
    fs::copy(&blank.path, older.path().join("practice.db")).unwrap();
    fs::write(older.path().join("trail.checkpoints"), note).unwrap();
    let verify = ["audit", "verify", "--store", text(older.path())];
    let output = foyerctl(&verify, &clinic.code);
    assert_eq!(output.status.code(), Some(1));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["first"]["class"], "rolled_back");
}

fn entry(at: foyer_domain::Timestamp) -> foyer_store::audit::NewEntry {
    foyer_store::audit::NewEntry {
        at,
        actor: foyer_domain::Actor::System,
        action: "thread.view",
        thread: None,
        object: None,
        detail: serde_json::json!({}),
    }
}
