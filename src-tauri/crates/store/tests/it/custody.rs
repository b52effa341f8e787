//! The key: wrapped twice, in clear nowhere, and each way of losing it has its name.

use std::fs;

use foyer_domain::{Span, UserId};
use foyer_store::{
    Cost, DeviceSecret, KeyFile, OpenError, PracticeFolder, PracticeKey, RecoveryCode, VaultError, settings,
};
use foyer_testkit::{MemoryVault, monday_morning};

const PASSPHRASE: &str = "correct horse battery staple";

struct Kept {
    folder: tempfile::TempDir,
    practice: PracticeFolder,
    vault: MemoryVault,
    key: PracticeKey,
}

/// A practice opened by keyring and passphrase, closed again.
fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let practice = PracticeFolder::at(folder.path().join("Bayou"));
    let vault = MemoryVault::new();
    let key = PracticeKey::generate().unwrap();
    let mut file = KeyFile::new(&key);
    file.add_keyring(&key, &vault, "practice").unwrap();
    file.add_passphrase(&key, PASSPHRASE).unwrap();
    let store = practice.create(&key, &file).unwrap();
    store.write_blocking(|tx| settings::set(tx, "k", &7_u8, monday_morning())).unwrap();
    store.close().unwrap();
    Kept { folder, practice, vault, key }
}

fn seven(practice: &PracticeFolder, key: &PracticeKey) -> Option<u8> {
    practice.open(key).unwrap().read_blocking(|tx| settings::get(tx, "k")).unwrap()
}

#[test]
fn either_way_opens_the_same_practice() {
    let kept = kept();
    let file = kept.practice.key_file().unwrap();
    assert!(file.has_keyring() && file.has_passphrase());
    assert_eq!(seven(&kept.practice, &file.open_with_keyring(&kept.vault).unwrap()), Some(7));
    assert_eq!(seven(&kept.practice, &file.open_with_passphrase(PASSPHRASE).unwrap()), Some(7));
    assert!(matches!(file.open_with_passphrase("correct horse"), Err(OpenError::WrongSecret)));
}

#[test]
fn the_file_alone_opens_nothing_and_holds_no_key() {
    let kept = kept();
    let file = kept.practice.key_file().unwrap();
    assert!(matches!(file.open_with_keyring(&MemoryVault::new()), Err(OpenError::KeyringMissing)));
    kept.vault.set_failing(Some(VaultError::Locked));
    assert!(matches!(file.open_with_keyring(&kept.vault), Err(OpenError::KeyringMissing)));
    kept.vault.set_failing(None);

    let text = fs::read_to_string(kept.practice.key_path()).unwrap();
    let secrets = [**kept.key.backup_key(), **kept.key.audit_mac_key()];
    for secret in secrets {
        let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!text.contains(&hex));
    }
    assert!(!text.contains(PASSPHRASE));
    let shown = format!("{file:?} {:?}", kept.key);
    assert_eq!(
        shown,
        "KeyFile { version: 2, keyring: true, passphrase: true, people: 0, recovery: false, .. } PracticeKey"
    );
}

#[test]
fn another_computers_keyring_is_missing_not_wrong() {
    let kept = kept();
    let text = fs::read_to_string(kept.practice.key_path()).unwrap();
    let entry = text.split('"').find(|word| word.starts_with("practice-")).unwrap();
    let other = MemoryVault::new();
    foyer_store::Vault::set(&other, entry, &[9; 32]).unwrap();
    let file = kept.practice.key_file().unwrap();
    assert!(matches!(file.open_with_keyring(&other), Err(OpenError::KeyringMissing)));
}

#[test]
fn a_keyring_that_does_not_keep_is_found_out_at_once() {
    struct Forgetful;
    impl foyer_store::Vault for Forgetful {
        fn get(&self, _: &str) -> Result<Option<Vec<u8>>, VaultError> {
            Ok(None)
        }

        fn set(&self, _: &str, _: &[u8]) -> Result<(), VaultError> {
            Ok(())
        }

        fn delete(&self, _: &str) -> Result<(), VaultError> {
            Ok(())
        }
    }
    let key = PracticeKey::generate().unwrap();
    let mut file = KeyFile::new(&key);
    assert_eq!(file.add_keyring(&key, &Forgetful, "practice"), Err(VaultError::Refused));
    let failing = MemoryVault::new();
    failing.set_failing(Some(VaultError::Unavailable));
    assert_eq!(file.add_keyring(&key, &failing, "practice"), Err(VaultError::Unavailable));
    assert!(!file.has_keyring());
    let folder = tempfile::tempdir().unwrap();
    let refused = PracticeFolder::at(folder.path().join("Bayou")).create(&key, &file);
    assert!(matches!(refused, Err(OpenError::KeyFileDamaged)), "nobody could ever open it");
}

#[test]
fn key_files_that_are_none_have_names() {
    let kept = kept();
    let path = kept.practice.key_path();
    let whole = fs::read_to_string(&path).unwrap();
    for (what, text) in [
        ("empty", String::new()),
        ("cut off", whole[..whole.len() / 2].to_owned()),
        ("not text", "\u{0}\u{1}".to_owned()),
        ("another shape", "{\"version\":2}".to_owned()),
        ("not hex", whole.replacen("\"nonce\": \"", "\"nonce\": \"zz", 1)),
    ] {
        fs::write(&path, text).unwrap();
        assert!(matches!(kept.practice.key_file(), Err(OpenError::KeyFileDamaged)), "{what}");
    }
    fs::write(&path, whole.replacen("\"version\": 2", "\"version\": 4", 1)).unwrap();
    assert!(matches!(kept.practice.key_file(), Err(OpenError::FutureVersion { min_reader: 4 })));
    fs::write(&path, whole.replacen("\"kib\": 66560", "\"kib\": 4000000000", 1)).unwrap();
    let greedy = kept.practice.key_file().unwrap().open_with_passphrase(PASSPHRASE);
    assert!(matches!(greedy, Err(OpenError::KeyFileDamaged)), "a hostile cost is not tried");
    fs::remove_file(&path).unwrap();
    assert!(matches!(kept.practice.key_file(), Err(OpenError::KeyFileMissing)));
    fs::write(&path, whole).unwrap();
    assert!(kept.practice.key_file().is_ok());
}

#[test]
fn a_practice_is_made_whole_or_not_at_all() {
    let kept = kept();
    let file = kept.practice.key_file().unwrap();
    assert!(kept.practice.is_taken());
    assert!(matches!(kept.practice.create(&kept.key, &file), Err(OpenError::AlreadyExists)));

    // Left by a making that was interrupted: swept, never mistaken for a practice.
    let second = PracticeFolder::at(kept.folder.path().join("Delta"));
    let making = kept.folder.path().join("Delta.creating");
    fs::create_dir(&making).unwrap();
    fs::write(making.join("practice.db"), b"half").unwrap();
    assert!(!second.is_taken());
    second.create(&kept.key, &file).unwrap().close().unwrap();
    assert!(!making.exists());

    // A folder with other things in it keeps them.
    let third = kept.folder.path().join("Third");
    fs::create_dir(&third).unwrap();
    fs::write(third.join("settings.json"), b"{}").unwrap();
    PracticeFolder::at(&third).create(&kept.key, &file).unwrap();
    assert!(third.join("settings.json").exists() && third.join("practice.key").exists());

    fs::remove_file(kept.practice.store_path()).unwrap();
    assert!(matches!(kept.practice.open(&kept.key), Err(OpenError::StoreMissing)));
    assert!(
        matches!(kept.practice.create(&kept.key, &file), Err(OpenError::AlreadyExists)),
        "its key is still here"
    );
}

#[test]
fn a_second_practice_or_a_failed_making_never_takes_the_firsts_secret() {
    let kept = kept();
    let second = PracticeKey::generate().unwrap();
    let mut file = KeyFile::new(&second);
    file.add_keyring(&second, &kept.vault, "practice").unwrap();
    assert!(matches!(kept.practice.create(&second, &file), Err(OpenError::AlreadyExists)));
    let first = kept.practice.key_file().unwrap().open_with_keyring(&kept.vault).unwrap();
    assert_eq!(seven(&kept.practice, &first), Some(7));
}

const PASSWORD: &str = "a lantern in the hallway";

fn user(number: u128) -> UserId {
    UserId::from_uuid(uuid::Uuid::from_u128(number))
}

#[test]
fn each_person_has_a_way_in_of_their_own() {
    let (key, vault, now) = (PracticeKey::generate().unwrap(), MemoryVault::new(), monday_morning());
    let mut file = KeyFile::new(&key);
    let device = file.enrol_device(&vault, "practice-key").unwrap();
    let (dana, kofi) = (user(1), user(2));
    file.add_person(&key, dana, PASSWORD, None, &device, Cost::LEAST).unwrap();
    file.add_person(&key, kofi, "7GK2-99QX", Some(now.plus(Span::days(1))), &device, Cost::LEAST).unwrap();
    let code = RecoveryCode::generate().unwrap();
    assert!(matches!(file.open_with_code(&code), Err(OpenError::WrongSecret)));
    file.add_recovery(&key, &code).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.key");
    file.save(&path).unwrap();
    let mut file = KeyFile::load(&path).unwrap();
    let device = file.device_secret(&vault).unwrap();
    let same = |found: PracticeKey| assert_eq!(*found.backup_key(), *key.backup_key());
    same(file.open_as(dana, PASSWORD, &device, now).unwrap());
    same(file.open_as(kofi, "7GK2-99QX", &device, now).unwrap());
    same(file.open_with_code(&code).unwrap());

    // Another's password, a wrong one, somebody unknown, yesterday's code, another computer.
    let wrong = |user, secret: &str, device: &DeviceSecret, at| {
        assert!(matches!(file.open_as(user, secret, device, at), Err(OpenError::WrongSecret)));
    };
    wrong(kofi, PASSWORD, &device, now);
    wrong(dana, "a lantern in the hallwax", &device, now);
    wrong(user(3), PASSWORD, &device, now);
    wrong(kofi, "7GK2-99QX", &device, now.plus(Span::days(1)));
    wrong(dana, PASSWORD, &DeviceSecret::none(), now);
    assert!(matches!(file.device_secret(&MemoryVault::new()), Err(OpenError::KeyringMissing)));

    // A code does not last longer because somebody edits the file, and is not another person's.
    let text = fs::read_to_string(&path).unwrap();
    let later = now.plus(Span::days(1)).millis().to_string();
    let edited = text.replace(&later, &now.plus(Span::days(900)).millis().to_string());
    assert_ne!(edited, text);
    fs::write(&path, edited).unwrap();
    let forged = KeyFile::load(&path).unwrap();
    assert!(matches!(forged.open_as(kofi, "7GK2-99QX", &device, now), Err(OpenError::WrongSecret)));
    fs::write(&path, text.replace(&dana.to_string(), &user(9).to_string())).unwrap();
    let forged = KeyFile::load(&path).unwrap();
    assert!(matches!(forged.open_as(user(9), PASSWORD, &device, now), Err(OpenError::WrongSecret)));

    file.remove_person(kofi);
    assert_eq!(file.ways_in().len(), 1);
    assert!(file.open_as(kofi, "7GK2-99QX", &device, now).is_err());
    let said = format!("{file:?} {device:?} {code:?}");
    assert!(!said.contains("sealed") && !said.contains(PASSWORD), "{said}");
}

#[test]
fn the_roster_is_for_this_computer() {
    let (key, vault) = (PracticeKey::generate().unwrap(), MemoryVault::new());
    let mut file = KeyFile::new(&key);
    let device = file.enrol_device(&vault, "practice-key").unwrap();
    file.set_roster(b"Marisol Vega", &device).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.key");
    file.save(&path).unwrap();
    let bytes = fs::read(&path).unwrap();
    let hex: String = b"Marisol".iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!String::from_utf8_lossy(&bytes).contains(&hex));
    let file = KeyFile::load(&path).unwrap();
    assert_eq!(file.roster(&device).as_deref(), Some(b"Marisol Vega".as_slice()));
    assert_eq!(file.roster(&DeviceSecret::none()), None);
}
