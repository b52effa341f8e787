//! Another key for the practice, from the desk.

use std::{fs, sync::Arc};

use foyer_app::{Start, wire::ErrorCode};
use foyer_store::{OpenError, PracticeFolder};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, PASSWORD},
    staff::{again, practice},
};

async fn recovery_code(desk: &Desk) -> String {
    let made = desk.ask("recovery.make", json!({})).await;
    let code: String =
        made["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    desk.ask("recovery.confirm", json!({ "code": code })).await;
    code
}

#[tokio::test]
async fn a_changed_key_leaves_the_old_one_nothing_and_the_practice_everything() {
    let (desk, _far) = practice().await;
    let code = recovery_code(&desk).await;
    let kofi = desk.ask("people.add", json!({ "name": "Kofi Mensah", "role": "receptionist" })).await;
    let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].clone();
    let signer = desk.ask("audit.examine", json!({})).await["key"].clone();
    // What somebody who left may have kept: the key file of that day.
    let folder = PracticeFolder::at(desk.path().join("practice"));
    let kept = folder.key_file().unwrap();

    for (change, field) in [
        (json!({ "password": "not hers at all", "code": null }), "password"),
        (json!({ "password": PASSWORD, "code": format!("ZZZ{}", code.get(3..).unwrap()) }), "code"),
    ] {
        let refused = desk.refused("keys.change", change).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::WrongSecret, Some(field)));
    }
    let changed = json!({ "password": PASSWORD, "code": code.to_lowercase() });
    let status = desk.ask("keys.change", changed).await;
    assert_eq!(status["kind"], "ready");
    assert_eq!(status["desk"]["needsRecoveryCode"], false, "the code on paper is still the code");

    desk.ask("threads.open", json!({ "thread": thread })).await;
    let people = desk.ask("people.list", json!({})).await;
    assert_eq!(people["people"][1]["wayIn"]["kind"], "nothing", "everybody else gets a new code");
    let trail = desk.ask("audit.examine", json!({})).await;
    assert_eq!((&trail["first"], &trail["key"]), (&Value::Null, &signer), "what was signed stays signed");
    assert_eq!(desk.ask("outbox.frozen", json!({})).await["copy"], Value::Null);

    // The old wraps give the old key no longer with this computer's keyring, and with the code a key that opens nothing.
    assert!(matches!(kept.device_secret(&*desk.vault), Err(OpenError::KeyringMissing)));
    desk.app.close().await;
    let parsed = foyer_store::RecoveryCode::parse(&code).unwrap();
    let old = kept.open_with_code(&parsed).unwrap();
    assert!(matches!(folder.open(&old), Err(OpenError::NotAStore)));
    assert!(!desk.path().join("practice.old-key").exists());

    let again = again(&desk, &desk.vault).await;
    again.sign_in().await;
    let made = again.ask("people.newCode", json!({ "user": kofi["user"] })).await;
    assert!(made["code"].is_string());
    again.app.close().await;
    let lost = Desk::open(Arc::clone(&again.folder), Arc::default(), Start::Normal).await;
    let managers = lost.ask("recovery.try", json!({ "code": code })).await;
    assert_eq!(managers["people"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn where_it_cannot_be_changed_the_practice_goes_on_with_the_old_one() {
    let (desk, _far) = practice().await;
    // Something in the way of the exchange that Foyer may not remove.
    fs::write(desk.path().join("practice.old-key"), b"a file").unwrap();
    let refused = desk.refused("keys.change", json!({ "password": PASSWORD, "code": null })).await;
    assert_eq!(refused.code, ErrorCode::Internal);
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["kind"], "ready", "whoever asked sits there again");
    assert!(!desk.path().join("practice.restored").exists());
    let people = desk.ask("people.list", json!({})).await;
    assert_eq!(people["people"][0]["wayIn"]["kind"], "passwordAndPin");
    fs::remove_file(desk.path().join("practice.old-key")).unwrap();
    desk.ask("keys.change", json!({ "password": PASSWORD, "code": null })).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["needsRecoveryCode"], true, "without the code a new one is asked for");
    desk.app.close().await;
    let play = Desk::practice().await;
    let refused = play.refused("keys.change", json!({ "password": PASSWORD, "code": null })).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}
