//! The one door: what is not there, not allowed, not readable; first run, passphrase, restart.

use std::sync::Arc;

use foyer_app::{Start, wire::ErrorCode};
use foyer_store::VaultError;
use foyer_testkit::MemoryVault;
use serde_json::json;

use crate::desk::{Desk, FarEnd};

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
    for (vault, passphrase) in [(MemoryVault::new(), None), (no_keyring, Some("correct horse battery"))] {
        let desk = Desk::fresh(vault).await;
        let status = desk.ask("app.status", json!({})).await;
        assert_eq!(status["keyring"], passphrase.is_none());

        let mut stale = account.clone();
        stale["secret"] = json!("wrong");
        let wrong = json!({ "account": stale });
        assert_eq!(
            desk.refused("setup.checkTwilio", wrong.clone()).await.code,
            ErrorCode::CredentialsRefused
        );
        let check = desk.ask("setup.checkTwilio", json!({ "account": account })).await;
        let number = check["numbers"][0]["number"].as_str().unwrap().to_owned();

        let connect = |passphrase: Option<&str>| {
            json!({
                "account": account, "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
                "timeZone": "America/Chicago", "numbers": [number], "portalUrl": null, "passphrase": passphrase,
            })
        };
        if passphrase.is_some() {
            let error = desk.refused("setup.connectTwilio", connect(None)).await;
            assert_eq!(error.field.as_deref(), Some("passphrase"));
        }
        let ready = desk.ask("setup.connectTwilio", connect(passphrase)).await;
        assert_eq!(
            (ready["kind"].as_str(), ready["desk"]["practiceMode"].as_bool()),
            (Some("ready"), Some(false))
        );
        assert_eq!(
            desk.refused("settings.replaceTwilioKey", wrong).await.code,
            ErrorCode::CredentialsRefused
        );
        desk.ask("settings.replaceTwilioKey", json!({ "account": account })).await;
        assert_eq!(desk.ask("app.status", json!({})).await["kind"], "ready");
        desk.app.close().await;

        let again = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
        let status = again.ask("app.status", json!({})).await;
        match passphrase {
            None => assert_eq!(status["kind"], "ready"),
            Some(passphrase) => {
                assert_eq!(status["kind"], "passphrase");
                let wrong = again.refused("app.unlock", json!({ "passphrase": "not this one at all" })).await;
                assert_eq!(wrong.code, ErrorCode::WrongPassphrase);
                let ready = again.ask("app.unlock", json!({ "passphrase": passphrase })).await;
                assert_eq!(ready["kind"], "ready");
            }
        }
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
        "timeZone": "America/Chicago", "numbers": ["713 555 0100"], "portalUrl": null, "passphrase": null,
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
    assert_eq!(first.ask("app.status", json!({})).await["kind"], "ready");
    let second = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    assert_eq!(second.ask("app.status", json!({})).await["problem"], "alreadyOpen");
    first.app.close().await;
    assert_eq!(second.ask("app.openAgain", json!({})).await["kind"], "ready");
    second.app.close().await;

    // A damaged store.
    let store = desk.path().join("practice/practice.db");
    let mut bytes = std::fs::read(&store).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    std::fs::write(&store, &bytes).unwrap();
    let damaged = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    assert_eq!(damaged.ask("app.status", json!({})).await["problem"], "storeDamaged");
    assert_eq!(std::fs::read(&store).unwrap(), bytes, "nothing was touched");
}
