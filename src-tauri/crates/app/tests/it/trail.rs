//! The audit trail from the desk: examined, handed out, and an older copy of it known for what it is.

use std::fs;

use foyer_app::wire::ErrorCode;
use foyer_audit::{PublicKey, archive};
use serde_json::json;

use crate::{
    desk::Desk,
    staff::{again, practice},
};

#[tokio::test]
async fn a_whole_trail_is_handed_out_and_verifies_without_foyer() {
    let (desk, _far) = practice().await;
    desk.ask("people.add", json!({ "name": "Amaka Eze", "role": "billing" })).await;
    let found = desk.ask("audit.examine", json!({})).await;
    assert_eq!(found["first"], json!(null));
    assert!(found["entries"].as_u64().unwrap() > 0);
    assert_eq!(found["vouched"], found["entries"], "what is whole is signed for");

    let written = desk.ask("audit.export", json!({})).await;
    let path = written["path"].as_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    for word in ["Dana", "Amaka", "Bayou", "7135550100"] {
        assert!(!text.contains(word) && !path.contains(word), "{word} is in the archive");
    }
    let key = PublicKey::parse(found["key"].as_str().unwrap());
    let examined = archive::examine(text.lines().map(|line| Ok(line.to_owned())), key, &[]).unwrap();
    assert!(examined.report.is_whole());
    assert_eq!(examined.report.entries, written["entries"].as_u64().unwrap());
    assert_eq!(examined.report.vouched, examined.report.entries, "it is signed for up to its own export");
    let folder = desk.path().join("exports");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "nothing half written is left");
}

#[tokio::test]
async fn an_older_copy_that_was_put_back_is_known_by_the_notes_beside_it() {
    let (desk, _far) = practice().await;
    desk.app.close().await;
    let store = desk.path().join("practice").join("practice.db");
    let copy = fs::read(&store).unwrap();

    let vault = desk.vault.clone();
    let desk = again(&desk, &vault).await;
    desk.sign_in().await;
    desk.ask("people.add", json!({ "name": "Amaka Eze", "role": "billing" })).await;
    assert_eq!(desk.ask("audit.examine", json!({})).await["first"], json!(null));
    desk.app.close().await;

    fs::write(&store, copy).unwrap();
    let desk = again(&desk, &vault).await;
    desk.sign_in().await;
    // It goes on past what was signed, whatever Foyer wrote down by itself: another history, not a shorter one.
    for name in ["Bo Lund", "Cy Moss", "Di Nash", "Ed Orr"] {
        desk.ask("people.add", json!({ "name": name, "role": "billing" })).await;
    }
    let found = desk.ask("audit.examine", json!({})).await;
    assert_eq!(found["first"]["what"], "forked");
}

#[tokio::test]
async fn the_trail_is_for_those_who_look_into_it() {
    let desk = Desk::practice().await;
    for name in ["audit.examine", "audit.export"] {
        assert_eq!(desk.refused(name, json!({})).await.code, ErrorCode::NotAllowed, "{name}");
    }
}
