//! Backups from the desk: where they go, how they stand, the night's own, the drill, and the way back with one.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use foyer_app::{Start, wire::ErrorCode};
use foyer_domain::Timestamp;
use foyer_store::VaultError;
use foyer_sync::{Clock, SystemClock};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::{
    authenticator::Telephone,
    desk::{Desk, PASSWORD, PIN},
    staff::{again, practice, set_up},
};

/// The practice's own disk for backups.
fn drive(desk: &Desk) -> PathBuf {
    let drive = desk.path().join("drive");
    fs::create_dir_all(&drive).unwrap();
    drive
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

async fn patient(desk: &Desk, name: &str, number: &str) -> String {
    let start = json!({ "number": number, "name": name, "language": "en" });
    desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned()
}

pub async fn recovery_code(desk: &Desk) -> String {
    let made = desk.ask("recovery.make", json!({})).await;
    let code: String =
        made["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    desk.ask("recovery.confirm", json!({ "code": code })).await;
    code
}

/// Somebody comes in with the practice's recovery code.
pub async fn come_back(desk: &Desk, user: &Value, code: &str) {
    let back = json!({ "code": code, "user": user, "password": PASSWORD, "pin": PIN });
    assert_eq!(desk.ask("recovery.comeBack", back).await["kind"], "ready");
}

/// Whoever sits there sets their authenticator up, with a telephone that is forgotten afterwards.
pub async fn set_up_second_step(desk: &Desk) {
    let offer = desk.ask("authenticator.make", json!({ "password": PASSWORD })).await;
    let telephone = Telephone::with(offer["secret"].as_str().unwrap());
    desk.ask("authenticator.confirm", json!({ "code": telephone.shows(SystemClock.now()) })).await;
}

/// Ruins the first page.
pub fn ruin(desk: &Desk) -> Vec<u8> {
    let store = desk.path().join("practice").join("practice.db");
    let mut bytes = fs::read(&store).unwrap();
    bytes[2_000] ^= 0x40;
    fs::write(&store, &bytes).unwrap();
    bytes
}

#[tokio::test]
async fn a_folder_is_chosen_and_proved_and_the_page_says_how_it_stands() {
    let (desk, _far) = practice().await;
    let before = desk.ask("backup.get", json!({})).await;
    assert_eq!(
        (&before["ownDisk"], &before["good"], &before["code"]),
        (&json!(true), &Value::Null, &json!(false))
    );
    let drive = drive(&desk);
    let info = desk.ask("backup.chooseFolder", json!({})).await;
    assert_eq!(info["folder"], drive.display().to_string());
    assert_eq!((&info["kept"], &info["problem"]), (&json!(1), &Value::Null));
    assert_eq!(names(&drive).len(), 1, "whether it can be written to shows at once");
    assert!(info["good"]["entries"].as_u64().unwrap() > 0);
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["backup"], Value::Null);

    // A drive that is pulled out: told in words, on record, on the desk; what lies on it is as it was.
    let away = desk.path().join("pulled out");
    fs::rename(&drive, &away).unwrap();
    let refused = desk.refused("backup.now", json!({})).await;
    assert_eq!(refused.code, ErrorCode::NotFound);
    assert!(!drive.exists(), "no folder is made in the place of a drive");
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["backup"]["problem"], "folderMissing");
    assert_eq!(status["desk"]["backup"]["goodAt"], info["good"]["at"]);
    fs::rename(&away, &drive).unwrap();
    desk.ask("backup.now", json!({})).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["backup"], Value::Null);

    desk.ask("backup.save", json!({ "daily": 1, "weekly": 0, "monthly": 0 })).await;
    let info = desk.ask("backup.now", json!({})).await;
    assert_eq!((&info["kept"], names(&drive).len()), (&json!(1), 1), "what is more than wanted goes");
    let wrong = desk.refused("backup.save", json!({ "daily": 0, "weekly": 0, "monthly": 0 })).await;
    assert_eq!(wrong.field.as_deref(), Some("daily"));
    desk.app.close().await;
}

#[tokio::test]
async fn a_drill_passes_fails_and_is_on_record() {
    let (desk, _far) = practice().await;
    let drive = drive(&desk);
    assert_eq!(desk.refused("backup.drill", json!({})).await.code, ErrorCode::NotFound, "nothing to try");
    desk.ask("backup.chooseFolder", json!({})).await;
    let info = desk.ask("backup.drill", json!({})).await;
    assert_eq!(info["drillProblem"], Value::Null);
    assert!(info["drilledAt"].is_i64());
    assert!(!desk.path().join("backup-drill").exists(), "nothing is left of it");

    let store = drive.join(&names(&drive)[0]).join("practice.db");
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&store, bytes).unwrap();
    assert_eq!(desk.refused("backup.drill", json!({})).await.code, ErrorCode::StoreDamaged);
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["backup"]["problem"], "notWhole");
    let export = desk.ask("audit.export", json!({})).await;
    let trail = fs::read_to_string(export["path"].as_str().unwrap()).unwrap();
    for word in ["backup.make", "backup.save", "backup.drill", "not_whole"] {
        assert!(trail.contains(word), "{word} is not in the trail");
    }
    assert!(!trail.contains("drive"), "a path says too much");
    desk.app.close().await;
}

/// The system's clock, moved by hand.
struct Moved(AtomicI64);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(SystemClock.now().millis() + self.0.load(Ordering::SeqCst))
    }
}

#[tokio::test]
async fn every_night_has_its_backup_and_every_month_its_drill() {
    const DAY: i64 = 86_400_000;
    let (desk, _far) = practice().await;
    desk.app.close().await;
    let clock = Arc::new(Moved(AtomicI64::new(0)));
    let mut last = Value::Null;
    for day in 1..=2 {
        clock.0.store(day * DAY, Ordering::SeqCst);
        let (folder, vault) = (Arc::clone(&desk.folder), Arc::clone(&desk.vault));
        let mut open = Desk::open_by(folder, vault, Start::Normal, Arc::clone(&clock) as _).await;
        open.sign_in().await;
        // Nobody waits for it who has just opened the practice.
        clock.0.store(day * DAY + 121_000, Ordering::SeqCst);
        let info = open.until("backup.get", json!({}), |info| info["good"]["at"] != last).await;
        assert_eq!((&info["kept"], &info["ownDisk"]), (&json!(day), &json!(true)));
        last = info["good"]["at"].clone();
        let drilled = open.until("backup.get", json!({}), |info| info["drilledAt"].is_i64()).await;
        assert_eq!(drilled["drillProblem"], Value::Null);
        open.app.close().await;
    }
    assert_eq!(names(&desk.path().join("backups")).len(), 2);
}

#[tokio::test]
async fn a_damaged_store_comes_back_from_its_backup_frozen_and_is_kept_aside() {
    let (desk, _far) = practice().await;
    drive(&desk);
    let thread = patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    desk.ask("backup.chooseFolder", json!({})).await;
    let later = patient(&desk, "Odell Broussard", "8325550189").await;
    desk.ask("audit.examine", json!({})).await;
    desk.app.close().await;
    let ruined = ruin(&desk);

    let desk = again(&desk, &desk.vault).await;
    // It shows when somebody opens it; nothing is lost by that.
    let dana = desk.person("Dana Ruiz").await;
    desk.refused("session.signIn", json!({ "user": dana, "password": PASSWORD, "newPin": null })).await;
    assert_eq!(desk.ask("app.status", json!({})).await["problem"], "storeDamaged");
    let choices = desk.ask("recovery.copies", json!({})).await;
    let copy = &choices["copies"][0];
    assert!(copy["missing"].as_u64().unwrap() > 0, "what was written since the copy is said");
    assert_eq!(choices["people"][0]["name"], "Dana Ruiz");

    let with =
        |copy: &Value, user: &Value, secret: &str| json!({ "copy": copy, "user": user, "secret": secret });
    let wrong = desk.refused("recovery.restore", with(&copy["id"], &dana, "not hers at all")).await;
    assert_eq!((wrong.code, wrong.field.as_deref()), (ErrorCode::WrongSecret, Some("secret")));
    let elsewhere = with(&json!("/nowhere/at/all"), &dana, PASSWORD);
    assert_eq!(desk.refused("recovery.restore", elsewhere).await.code, ErrorCode::NotFound);
    assert_eq!(
        fs::read(desk.path().join("practice").join("practice.db")).unwrap(),
        ruined,
        "untouched so far"
    );

    let done = desk.ask("recovery.restore", with(&copy["id"], &dana, PASSWORD)).await;
    assert_eq!(done["onlyKey"], false);
    let aside = desk.path().join(done["keptAs"].as_str().unwrap());
    assert_eq!(fs::read(aside.join("practice.db")).unwrap(), ruined, "kept as it was");

    desk.sign_in().await;
    desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(desk.refused("threads.open", json!({ "thread": later })).await.code, ErrorCode::NotFound);
    let frozen = desk.ask("outbox.frozen", json!({})).await;
    assert!(frozen["copy"]["noticedAt"].is_i64(), "nothing leaves until a person says so");
    desk.app.close().await;
}

#[tokio::test]
async fn what_can_be_read_of_a_damaged_store_is_brought_over_frozen_and_says_what_is_gone() {
    let (desk, _far) = practice().await;
    let code = recovery_code(&desk).await;
    let thread = patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    let dana = desk.ask("app.status", json!({})).await["desk"]["user"]["id"].clone();
    let with = |user: &Value, secret: &str| json!({ "user": user, "secret": secret });
    assert_eq!(desk.refused("recovery.repair", with(&dana, PASSWORD)).await.code, ErrorCode::NotAllowed);
    desk.app.close().await;
    // The first page: where every table begins is known to nobody then.
    let ruined = ruin(&desk);
    let desk = again(&desk, &desk.vault).await;
    desk.refused("session.signIn", json!({ "user": dana, "password": PASSWORD, "newPin": null })).await;
    let wrong = desk.refused("recovery.repair", with(&dana, "not hers at all")).await;
    assert_eq!((wrong.code, wrong.field.as_deref()), (ErrorCode::WrongSecret, Some("secret")));
    assert_eq!(
        fs::read(desk.path().join("practice").join("practice.db")).unwrap(),
        ruined,
        "untouched so far"
    );

    let done = desk.ask("recovery.repair", with(&Value::Null, &code)).await;
    let aside = desk.path().join(done["keptAs"].as_str().unwrap());
    assert_eq!(fs::read(aside.join("practice.db")).unwrap(), ruined, "kept as it was");
    assert_eq!(done["repair"]["doubtful"], Value::Null, "nobody knows whose consent is gone");

    // The same people; what can be read is there, and nothing leaves. Dana may have had a second step, so her password
    // alone does not do any more.
    let alone = json!({ "user": dana, "password": PASSWORD, "newPin": null });
    assert_eq!(desk.refused("session.signIn", alone).await.code, ErrorCode::NotAllowed);
    come_back(&desk, &dana, &code).await;
    set_up_second_step(&desk).await;
    desk.ask("threads.open", json!({ "thread": thread })).await;
    let frozen = desk.ask("outbox.frozen", json!({})).await;
    assert_eq!(frozen["copy"]["repaired"], done["repair"]);
    assert_eq!(
        (
            &done["repair"]["placesInDoubt"],
            &done["repair"]["secondStepsInDoubt"],
            &done["repair"]["holdsInDoubt"]
        ),
        (&json!(1), &json!(1), &json!(true)),
        "nobody knows where Dana worked, whether she had a second step and what was held"
    );
    let found = desk.ask("audit.examine", json!({})).await;
    assert_eq!(found["first"], Value::Null, "its trail is whole again, under seals of its own");
    desk.ask("backup.now", json!({})).await;
    desk.app.close().await;
}

#[tokio::test]
async fn a_new_store_is_started_by_who_may_and_the_damaged_one_is_kept() {
    let (desk, far) = practice().await;
    patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    let dana = desk.ask("app.status", json!({})).await["desk"]["user"]["id"].clone();
    let with = |secret: &str| json!({ "user": dana, "secret": secret });
    assert_eq!(desk.refused("recovery.startNew", with(PASSWORD)).await.code, ErrorCode::NotAllowed);
    desk.app.close().await;
    let ruined = ruin(&desk);
    let desk = again(&desk, &desk.vault).await;
    let open = json!({ "user": dana, "password": PASSWORD, "newPin": null });
    desk.refused("session.signIn", open.clone()).await;

    let stranger = desk.refused("recovery.startNew", with("not hers at all")).await;
    assert_eq!((stranger.code, stranger.field.as_deref()), (ErrorCode::WrongSecret, Some("secret")));
    let nobody = json!({ "user": null, "secret": "" });
    assert_eq!(desk.refused("recovery.startNew", nobody.clone()).await.code, ErrorCode::WrongSecret);
    assert_eq!(fs::read(desk.path().join("practice").join("practice.db")).unwrap(), ruined);
    let done = desk.ask("recovery.startNew", with(PASSWORD)).await;
    let aside = desk.path().join(done["keptAs"].as_str().unwrap());
    assert!(done["keptAs"].as_str().unwrap().starts_with("practice.damaged-"));
    assert_eq!(fs::read(aside.join("practice.db")).unwrap(), ruined, "kept as it was");
    assert!(aside.join("practice.key").is_file());
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "setup");
    set_up(&desk, &far).await;
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "ready");
    assert_eq!(desk.ask("outbox.frozen", json!({})).await["copy"], Value::Null, "it is no older copy");
    desk.app.close().await;

    // Where no key file is left anywhere, nobody can prove anything, and nothing there can ever be opened.
    fs::remove_file(desk.path().join("practice").join("practice.key")).unwrap();
    let desk = again(&desk, &desk.vault).await;
    assert_eq!(desk.ask("app.status", json!({})).await["problem"], "keyFileMissing");
    desk.ask("recovery.startNew", nobody).await;
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "setup");
}

#[tokio::test]
async fn where_keyring_and_code_are_gone_a_new_store_is_started_and_the_locked_one_is_kept() {
    let (desk, far) = practice().await;
    recovery_code(&desk).await;
    patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    desk.app.close().await;
    let place = desk.path().join("practice");
    let locked = fs::read(place.join("practice.db")).unwrap();
    let nobody = json!({ "user": null, "secret": "" });

    // A keyring that is only locked still has the key, and one that is unlocked meanwhile is no reason either.
    desk.vault.set_failing(Some(VaultError::Locked));
    let desk = again(&desk, &desk.vault).await;
    assert_eq!(desk.ask("app.status", json!({})).await["problem"], "keyMissing");
    assert_eq!(desk.refused("recovery.startNew", nobody.clone()).await.code, ErrorCode::KeyringSilent);
    desk.vault.set_failing(None);
    assert_eq!(desk.refused("recovery.startNew", nobody.clone()).await.code, ErrorCode::NotAllowed);
    assert_eq!(fs::read(place.join("practice.db")).unwrap(), locked, "nothing was moved");

    let desk = again(&desk, &Arc::new(MemoryVault::new())).await;
    assert_eq!(desk.ask("app.status", json!({})).await["problem"], "keyMissing");
    let done = desk.ask("recovery.startNew", nobody.clone()).await;
    let aside = desk.path().join(done["keptAs"].as_str().unwrap());
    assert_eq!(fs::read(aside.join("practice.db")).unwrap(), locked, "kept as it was");
    assert!(aside.join("practice.key").is_file(), "a code that is found after all still opens it");
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "setup");
    set_up(&desk, &far).await;
    let log = desk.ask("audit.read", json!({ "before": null, "thread": null, "by": null })).await;
    let began =
        log["entries"].as_array().unwrap().iter().find(|entry| entry["what"] == "practice.start_anew");
    let began = began.expect("its trail says that it is not the first");
    assert_eq!(began["by"], "Dana Ruiz");
    let kept = json!({ "kind": "text", "text": done["keptAs"] });
    assert_eq!(began["detail"], json!([{ "field": null, "name": "kept_as", "value": kept }]));
    // Only from that screen: an open practice is moved by nobody.
    assert_eq!(desk.refused("recovery.startNew", nobody).await.code, ErrorCode::NotAllowed);
    desk.app.close().await;
}

#[tokio::test]
async fn whoever_helps_learns_what_stands_in_the_way_and_nothing_of_anybody() {
    let (desk, _far) = practice().await;
    let code = recovery_code(&desk).await;
    patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    desk.ask("backup.now", json!({})).await;
    assert_eq!(
        desk.refused("recovery.saveReport", json!({})).await.code,
        ErrorCode::NotAllowed,
        "it is open"
    );
    desk.app.close().await;
    for (gone, says) in [
        ("", "The keyring does not give this computer's secret"),
        ("practice.key", "The key file: not there"),
        ("practice.db", "The store: not there"),
    ] {
        let empty = Arc::new(MemoryVault::new());
        let away = desk.path().join("practice").join(gone);
        let kept = if gone.is_empty() { None } else { Some(fs::read(&away).unwrap()) };
        if kept.is_some() {
            fs::remove_file(&away).unwrap();
        }
        let shut = again(&desk, &empty).await;
        assert_eq!(shut.ask("app.status", json!({})).await["kind"], "blocked", "{gone}");
        assert_eq!(shut.ask("recovery.saveReport", json!({})).await, json!({ "saved": true }));
        let page = fs::read_to_string(shut.path().join("kept.pdf")).unwrap();
        assert!(page.contains(says) && page.contains("Backups found: 1"), "{page}");
        let secrets = ["Zoraida", "Quintanilla", "8325550188", "555", "Dana", "Ruiz", "Bayou", &code];
        let path = shut.path();
        for word in secrets.into_iter().chain(path.to_str()) {
            assert!(!page.contains(word), "{word} is in it: {page}");
        }
        shut.app.close().await;
        if let Some(kept) = kept {
            fs::write(&away, kept).unwrap();
        }
    }
}

#[tokio::test]
async fn where_only_the_key_file_is_gone_nothing_of_the_store_is_lost() {
    let (desk, _far) = practice().await;
    let code = recovery_code(&desk).await;
    desk.ask("backup.now", json!({})).await;
    let thread = patient(&desk, "Zoraida Quintanilla", "8325550188").await;
    for ruined in [None, Some("{ \"version\": 2")] {
        desk.app.close().await;
        let key = desk.path().join("practice").join("practice.key");
        match ruined {
            None => fs::remove_file(&key).unwrap(),
            Some(words) => fs::write(&key, words).unwrap(),
        }
        let desk = again(&desk, &desk.vault).await;
        let problem = desk.ask("app.status", json!({})).await["problem"].clone();
        assert_eq!(problem, if ruined.is_none() { "keyFileMissing" } else { "storeDamaged" });
        let choices = desk.ask("recovery.copies", json!({})).await;
        assert_eq!(choices["code"], true);
        let restore =
            |secret: &str| json!({ "copy": choices["copies"][0]["id"], "user": null, "secret": secret });
        let slip = restore(&format!("ZZ{}", code.get(2..).unwrap()));
        assert_eq!(desk.refused("recovery.restore", slip).await.code, ErrorCode::WrongSecret);
        let done = desk.ask("recovery.restore", restore(&code)).await;
        assert_eq!((&done["onlyKey"], &done["keptAs"]), (&json!(true), &Value::Null));
        desk.sign_in().await;
        desk.ask("threads.open", json!({ "thread": thread })).await;
        assert_eq!(desk.ask("outbox.frozen", json!({})).await["copy"], Value::Null, "it is no older copy");
        desk.app.close().await;
    }
}

#[tokio::test]
async fn a_restore_that_a_power_cut_left_half_done_is_finished_and_never_becomes_setup() {
    let (desk, _far) = practice().await;
    desk.app.close().await;
    fs::rename(desk.path().join("practice"), desk.path().join("practice.restored")).unwrap();
    let desk = again(&desk, &desk.vault).await;
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "signIn");
    desk.sign_in().await;
    desk.app.close().await;
}

#[tokio::test]
async fn only_where_something_is_to_be_brought_back() {
    let (desk, _far) = practice().await;
    for name in ["recovery.copies", "recovery.chooseCopy"] {
        assert_eq!(desk.refused(name, json!({})).await.code, ErrorCode::NotAllowed, "{name}");
    }
    let restore = json!({ "copy": "x", "user": null, "secret": "x" });
    assert_eq!(desk.refused("recovery.restore", restore).await.code, ErrorCode::NotAllowed);
    desk.app.close().await;
    let play = Desk::practice().await;
    for name in ["backup.get", "backup.now", "backup.drill", "backup.chooseFolder"] {
        assert_eq!(play.refused(name, json!({})).await.code, ErrorCode::NotAllowed, "{name}");
    }
}
