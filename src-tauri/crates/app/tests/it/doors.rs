//! The one door: what is not there, not allowed, not readable; first run, signing in, restart.

use std::sync::Arc;

use foyer_app::{Start, wire::ErrorCode};
use foyer_store::VaultError;
use foyer_testkit::MemoryVault;
use serde_json::json;

use crate::desk::{Desk, FarEnd, PASSWORD, PIN};

#[tokio::test]
async fn before_anything_is_open_only_entering_is_answered() {
    let desk = Desk::fresh(MemoryVault::new()).await;
    for entry in foyer_app::commands::table() {
        if !matches!(entry.needs, foyer_domain::Capability::Enter) {
            let error = desk.refused(entry.name, json!({})).await;
            assert_eq!(error.code, ErrorCode::NotOpen, "{}", entry.name);
        }
    }
    assert_eq!(desk.ask("app.status", json!({})).await["kind"], "setup");
}

#[tokio::test]
async fn nonsense_gets_a_code_and_never_an_echo() {
    let desk = Desk::practice().await;
    assert_eq!(desk.refused("threads.explode", json!({})).await.code, ErrorCode::UnknownCommand);
    let error = desk.refused("threads.open", json!({ "thread": ["Lupe"] })).await;
    assert_eq!(error.code, ErrorCode::BadArguments);
    assert!(!error.advice.contains("Lupe"));
    assert_eq!(desk.refused("threads.open", json!({ "thread": "Lupe" })).await.code, ErrorCode::NotFound);
    let nobody = uuid::Uuid::nil().to_string();
    assert_eq!(desk.refused("threads.open", json!({ "thread": nobody })).await.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_practice_is_connected_closed_and_opened_again() {
    let far = FarEnd::start().await;
    let account = far.account();
    let no_keyring = MemoryVault::new();
    no_keyring.set_failing(Some(VaultError::Unavailable));
    for (vault, keyring) in [(MemoryVault::new(), true), (no_keyring, false)] {
        let desk = Desk::fresh(vault).await;
        let status = desk.ask("app.status", json!({})).await;
        assert_eq!(status["keyring"], keyring);
        assert_eq!(status["look"], json!({ "theme": "system", "language": "system" }));

        let mut stale = account.clone();
        stale["secret"] = json!("wrong");
        let wrong = json!({ "account": stale });
        assert_eq!(
            desk.refused("setup.checkTwilio", wrong.clone()).await.code,
            ErrorCode::CredentialsRefused
        );
        let check = desk.ask("setup.checkTwilio", json!({ "account": account })).await;
        let number = check["numbers"][0]["number"].as_str().unwrap().to_owned();

        let connect = |password: &str, pin: &str| {
            json!({
                "account": account, "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
                "timeZone": "America/Chicago", "numbers": [number], "portalUrl": null,
                "password": password, "pin": pin,
            })
        };
        for (password, pin, field) in [
            ("too short", PIN, "password"),
            ("aaaaaaaaaaaaaaa", PIN, "password"),
            (PASSWORD, "123456", "pin"),
        ] {
            let error = desk.refused("setup.connectTwilio", connect(password, pin)).await;
            assert_eq!(error.field.as_deref(), Some(field));
        }
        let ready = desk.ask("setup.connectTwilio", connect(PASSWORD, PIN)).await;
        assert_eq!(
            (ready["kind"].as_str(), ready["desk"]["practiceMode"].as_bool()),
            (Some("ready"), Some(false))
        );
        let mut own = ready["desk"]["settings"].clone();
        (own["theme"], own["language"]) = (json!("dark"), json!("es"));
        desk.ask("settings.save", json!({ "settings": own })).await;
        assert_eq!(
            desk.refused("settings.replaceTwilioKey", wrong).await.code,
            ErrorCode::CredentialsRefused
        );
        desk.ask("settings.replaceTwilioKey", json!({ "account": account })).await;
        assert_eq!(desk.ask("app.status", json!({})).await["kind"], "ready", "whoever sat there still does");
        let asked = desk.ask("settings.askNumbers", json!({})).await;
        assert_eq!(asked["numbers"][0]["standing"], "own", "{asked}");
        desk.app.close().await;

        let again = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
        let status = again.ask("app.status", json!({})).await;
        assert_eq!(status["kind"], "signIn");
        let lock = &status["lock"];
        assert_eq!(
            (&lock["practice"], &lock["behind"]),
            (&json!("Bayou Family Clinic"), &serde_json::Value::Null)
        );
        assert_eq!((&lock["theme"], &lock["language"]), (&json!("dark"), &json!("es")), "as she left it");
        let dana = again.person("Dana Ruiz").await;
        let pin = again.refused("session.enterPin", json!({ "user": dana, "pin": PIN })).await;
        assert_eq!(pin.code, ErrorCode::NotAllowed, "a PIN opens no file");
        let wrong = json!({ "user": dana, "password": "not this one at all", "newPin": null });
        assert_eq!(again.refused("session.signIn", wrong).await.code, ErrorCode::WrongSecret);
        again.sign_in().await;
        again.app.close().await;
    }
}

#[tokio::test]
async fn a_practice_that_does_not_open_is_never_replaced() {
    let far = FarEnd::start().await;
    let account = far.account();
    let desk = Desk::fresh(MemoryVault::new()).await;
    let connect = json!({
        "account": account, "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
        "timeZone": "America/Chicago", "numbers": ["713 555 0100"], "portalUrl": null, "password": PASSWORD,
        "pin": PIN,
    });
    desk.ask("setup.connectTwilio", connect.clone()).await;
    desk.app.close().await;

    // Another computer's keyring: the key is not there.
    let stranger = Desk::open(Arc::clone(&desk.folder), Arc::new(MemoryVault::new()), Start::Normal).await;
    let status = stranger.ask("app.status", json!({})).await;
    assert_eq!((status["kind"].as_str(), status["problem"].as_str()), (Some("blocked"), Some("keyMissing")));
    assert_eq!(stranger.refused("setup.connectTwilio", connect).await.code, ErrorCode::NotAllowed);

    // A second Foyer on the same practice.
    let first = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    first.sign_in().await;
    let second = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    assert_eq!(second.ask("app.status", json!({})).await["problem"], "alreadyOpen");
    first.app.close().await;
    assert_eq!(second.ask("app.openAgain", json!({})).await["kind"], "signIn");
    second.sign_in().await;
    second.app.close().await;

    // A damaged store.
    let store = desk.path().join("practice/practice.db");
    let mut bytes = std::fs::read(&store).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    std::fs::write(&store, &bytes).unwrap();
    let damaged = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    let dana = damaged.person("Dana Ruiz").await;
    let sign_in = json!({ "user": dana, "password": PASSWORD, "newPin": null });
    assert_eq!(damaged.refused("session.signIn", sign_in).await.code, ErrorCode::StoreDamaged);
    assert_eq!(damaged.ask("app.status", json!({})).await["problem"], "storeDamaged");
    assert_eq!(std::fs::read(&store).unwrap(), bytes, "nothing was touched");
}
