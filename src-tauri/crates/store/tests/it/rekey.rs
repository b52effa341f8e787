//! Another key for a practice: whole under the old one or whole under the new one, whenever it is cut off.

use std::{fs, io, path::PathBuf};

use foyer_domain::Actor;
use foyer_store::{
    Cost, DeviceSecret, KeyFile, OpenError, PracticeFolder, PracticeKey, RekeyStep, audit,
    backups::{self, BackupError},
    patients, search,
};
use foyer_testkit::{Practice, monday_morning};

const PASSWORD: &str = "a lantern in the hallway";

struct Clinic {
    keep: tempfile::TempDir,
    place: PathBuf,
    old: PracticeKey,
    new: PracticeKey,
    /// What the new key is wrapped in.
    file: KeyFile,
    dana: foyer_domain::UserId,
}

fn clinic() -> Clinic {
    let mut practice = Practice::new(11).unwrap();
    for number in 0..12 {
        practice.patient(&format!("Zoraida {number}"), &format!("+1504555{:04}", 1_000 + number)).unwrap();
    }
    for _ in 0..3 {
        let entry = audit::NewEntry {
            at: monday_morning(),
            actor: Actor::System,
            action: "thread.view",
            thread: None,
            object: None,
            detail: serde_json::json!({}),
        };
        practice.store.write_blocking(|tx| audit::append(tx, &entry)).unwrap();
    }
    practice.store.close().unwrap();
    let keep = tempfile::tempdir().unwrap();
    let place = keep.path().join("practice");
    fs::create_dir(&place).unwrap();
    fs::copy(&practice.path, place.join("practice.db")).unwrap();
    fs::write(place.join("practice.tries"), b"{}").unwrap();
    let (old, dana) = (practice.key.clone(), practice.dana);
    let mut file = KeyFile::new(&old);
    file.add_person(&old, dana, PASSWORD, None, &DeviceSecret::none(), Cost::LEAST).unwrap();
    file.save(&place.join("practice.key")).unwrap();
    let new = old.successor().unwrap();
    let mut file = KeyFile::of_successor(&new).unwrap();
    file.add_person(&new, dana, PASSWORD, None, &DeviceSecret::none(), Cost::LEAST).unwrap();
    Clinic { keep, place, old, new, file, dana }
}

impl Clinic {
    fn folder(&self) -> PracticeFolder {
        PracticeFolder::at(&self.place)
    }

    /// Changes the key; stops, as a power cut would, when it has been told of `steps` steps.
    fn rekey(&self, steps: usize) -> Result<(), BackupError> {
        let mut told = 0;
        self.folder().rekey(&self.old, &self.new, &self.file, |_| {
            told += 1;
            if told > steps { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
        })
    }

    /// What the next start finds: opened with the password, all of it there, its trail whole.
    fn next_start(&self) -> PracticeKey {
        backups::finish_in_place(&self.place).unwrap();
        let file = self.folder().key_file().unwrap();
        let key = file.open_as(self.dana, PASSWORD, &DeviceSecret::none(), monday_morning()).unwrap();
        let store = self.folder().open(&key).unwrap();
        assert_eq!(store.read_blocking(patients::count).unwrap(), 12);
        assert!(store.check().unwrap().is_whole());
        assert_eq!(store.read_blocking(|tx| search::threads(tx, "zoraida", 20)).unwrap().len(), 12);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert!(runtime.block_on(store.examine_trail(Vec::new())).unwrap().report.is_whole());
        assert_eq!(runtime.block_on(store.passed_by()).unwrap(), None);
        store.close().unwrap();
        key
    }
}

#[test]
fn after_it_the_old_key_opens_nothing_and_the_trail_goes_on() {
    let clinic = clinic();
    let signer = clinic.old.trail_key();
    let mut steps = Vec::new();
    let changed = clinic.folder().rekey(&clinic.old, &clinic.new, &clinic.file, |step| {
        steps.push(step);
        Ok(())
    });
    changed.unwrap();
    steps.dedup();
    assert_eq!(steps, RekeyStep::ALL);
    let key = clinic.next_start();
    assert_eq!(*key.backup_key(), *clinic.new.backup_key());
    assert_ne!(*key.backup_key(), *clinic.old.backup_key());
    assert_eq!(key.trail_key(), signer, "what was signed before stays verifiable");
    assert!(matches!(clinic.folder().open(&clinic.old), Err(OpenError::NotAStore)));
    assert!(clinic.place.join("practice.tries").exists());
    let left: Vec<_> =
        fs::read_dir(clinic.keep.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["practice"], "the old one is gone");

    // And once more, from a key that is a successor itself.
    let third = key.successor().unwrap();
    let mut file = KeyFile::of_successor(&third).unwrap();
    file.add_person(&third, clinic.dana, PASSWORD, None, &DeviceSecret::none(), Cost::LEAST).unwrap();
    clinic.folder().rekey(&key, &third, &file, |_| Ok(())).unwrap();
    assert_eq!(clinic.next_start().trail_key(), signer);
}

#[test]
fn cut_off_at_any_step_it_is_whole_under_one_key() {
    let mut under_new = 0;
    for steps in 0..=6 {
        let clinic = clinic();
        let changed = clinic.rekey(steps);
        let key = clinic.next_start();
        let new = *key.backup_key() == *clinic.new.backup_key();
        under_new += usize::from(new);
        assert_eq!(new, steps >= 3, "after {steps} steps: {changed:?}");
        // Whatever was left behind, it can be begun again.
        if !new {
            clinic.rekey(usize::MAX).unwrap();
            clinic.next_start();
        }
        assert!(!clinic.keep.path().join("practice.old-key").exists());
        assert!(!clinic.keep.path().join("practice.restored").exists());
    }
    assert_eq!(under_new, 4);
}

#[test]
fn a_key_that_nobody_could_use_takes_no_place() {
    let clinic = clinic();
    let nobody = KeyFile::of_successor(&clinic.new).unwrap();
    let refused = clinic.folder().rekey(&clinic.old, &clinic.new, &nobody, |_| Ok(()));
    assert!(matches!(refused, Err(BackupError::OtherKey)));
    let open = clinic.folder().open(&clinic.old).unwrap();
    let refused = clinic.rekey(usize::MAX);
    assert!(matches!(refused, Err(BackupError::Refused(_))), "somebody works in it: {refused:?}");
    open.close().unwrap();
    assert_eq!(*clinic.next_start().backup_key(), *clinic.old.backup_key());
}
