//! The custody matrix: whatever became of the keyring, and however the practice came to this computer, it opens or a
//! screen with a name says the way back; and no secret is in clear on the disk in any of the cases.

use std::{fs, path::Path, sync::Arc};

use foyer_app::Start;
use foyer_store::{KeyFile, PracticeFolder, RecoveryCode, Vault as _, VaultError, backups};
use foyer_sync::{Clock as _, SystemClock};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, PASSWORD, PIN},
    staff::practice,
};

const NEW_PASSWORD: &str = "three herons by the bayou";

/// What became of the keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyring {
    Answers,
    Locked,
    Missing,
    Wiped,
    /// Another program's keyring answers to the same name, with something else.
    OtherBackEnd,
    /// Another user of the computer, who has a Foyer of their own.
    OtherUser,
}

/// How the practice came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    SetUpHere,
    /// Its folder was copied by hand.
    Moved,
    Restored,
}

const KEYRINGS: [Keyring; 6] = [
    Keyring::Answers,
    Keyring::Locked,
    Keyring::Missing,
    Keyring::Wiped,
    Keyring::OtherBackEnd,
    Keyring::OtherUser,
];
const CAME: [Came; 3] = [Came::SetUpHere, Came::Moved, Came::Restored];

struct House {
    desk: Desk,
    code: String,
    /// The name and the words of the computer's secret.
    entry: String,
    secret: Vec<u8>,
}

async fn house() -> House {
    let (desk, _far) = practice().await;
    let made = desk.ask("recovery.make", json!({})).await;
    let code: String =
        made["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    desk.ask("recovery.confirm", json!({ "code": code })).await;
    desk.ask("backup.now", json!({})).await;
    desk.app.close().await;
    let text = fs::read_to_string(desk.path().join("practice").join("practice.key")).unwrap();
    let entry = text.split('"').find(|word| word.starts_with("practice-key-")).unwrap().to_owned();
    let secret = desk.vault.get(&entry).unwrap().unwrap();
    House { desk, code, entry, secret }
}

impl House {
    fn vault(&self, keyring: Keyring) -> MemoryVault {
        let vault = MemoryVault::new();
        let keep = |secret: &[u8]| vault.set(&self.entry, secret).unwrap();
        match keyring {
            Keyring::Answers | Keyring::Locked | Keyring::Missing => keep(&self.secret),
            Keyring::Wiped => {}
            Keyring::OtherBackEnd => keep(&[9; 32]),
            Keyring::OtherUser => vault.set("practice-key-0123456789abcdef", &[7; 32]).unwrap(),
        }
        vault.set_failing(match keyring {
            Keyring::Locked => Some(VaultError::Locked),
            Keyring::Missing => Some(VaultError::Unavailable),
            Keyring::Answers | Keyring::Wiped | Keyring::OtherBackEnd | Keyring::OtherUser => None,
        });
        vault
    }

    async fn arrive(&self, came: Came, keyring: Keyring) -> Desk {
        let to = Arc::new(tempfile::TempDir::new().unwrap());
        match came {
            Came::SetUpHere => copy(&self.desk.path(), to.path()),
            Came::Moved => copy(&self.desk.path().join("practice"), &to.path().join("practice")),
            Came::Restored => {
                let found = backups::in_folder(&self.desk.path().join("backups")).unwrap().remove(0);
                let code = RecoveryCode::parse(&self.code).unwrap();
                let key = found.key_file().unwrap().open_with_code(&code).unwrap();
                let place = to.path().join("practice");
                backups::restore(&found, &place, &key, None, SystemClock.now()).unwrap();
            }
        }
        Desk::open(to, Arc::new(self.vault(keyring)), Start::Normal).await
    }
}

#[tokio::test]
async fn every_cell_ends_open_or_on_a_screen_with_a_name() {
    let house = house().await;
    let mut open = 0;
    for came in CAME {
        for keyring in KEYRINGS {
            let cell = format!("{came:?}, {keyring:?}");
            let desk = house.arrive(came, keyring).await;
            let status = desk.ask("app.status", json!({})).await;
            if keyring == Keyring::Answers {
                assert_eq!(status["kind"], "signIn", "{cell}");
                desk.sign_in().await;
            } else {
                let named = (&status["kind"], &status["problem"], &status["recovery"]);
                assert_eq!(named, (&json!("blocked"), &json!("keyMissing"), &json!(true)), "{cell}");
                let people = desk.ask("recovery.try", json!({ "code": house.code })).await;
                let back = json!({
                    "code": house.code, "user": people["people"][0]["id"], "password": NEW_PASSWORD, "pin": PIN,
                });
                assert_eq!(desk.ask("recovery.comeBack", back).await["kind"], "ready", "{cell}");
            }
            let frozen = desk.ask("outbox.frozen", json!({})).await["copy"] != Value::Null;
            assert_eq!(frozen, came == Came::Restored, "{cell}");
            desk.app.close().await;
            nothing_in_clear(&house, desk.folder.path(), &cell);

            // And from then on it is an ordinary practice, on this computer as it is.
            let again = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
            let dana = again.person("Dana Ruiz").await;
            let password = if keyring == Keyring::Answers { PASSWORD } else { NEW_PASSWORD };
            again.ask("session.signIn", json!({ "user": dana, "password": password, "newPin": null })).await;
            again.app.close().await;
            open += 1;
        }
    }
    assert_eq!(open, CAME.len() * KEYRINGS.len());
}

/// No password, code, secret of the computer, or key, as bytes or as hex.
fn nothing_in_clear(house: &House, folder: &Path, cell: &str) {
    let code = RecoveryCode::parse(&house.code).unwrap();
    let file: KeyFile = PracticeFolder::at(folder.join("practice")).key_file().unwrap();
    let key = file.open_with_code(&code).unwrap();
    let mut secrets =
        vec![PASSWORD.as_bytes().to_vec(), NEW_PASSWORD.as_bytes().to_vec(), house.code.as_bytes().to_vec()];
    for bytes in
        [house.secret.as_slice(), &**key.backup_key(), &**key.audit_mac_key(), &**key.audit_signing_seed()]
    {
        secrets.push(bytes.to_vec());
        secrets.push(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes());
    }
    for path in crate::cold_disk::files(folder) {
        let bytes = fs::read(&path).unwrap();
        for secret in &secrets {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret),
                "{cell}: in {}",
                path.display()
            );
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}
