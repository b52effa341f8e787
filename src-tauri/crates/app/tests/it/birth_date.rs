//! A look at a birth date: for half a minute, written down each time, and not by who reads none of the patient's texts.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{desk::Desk, staff::practice};

const LOOKED: &str = "patient.show_birth_date";

/// Every look that the log tells of, the newest first: by whom, and in which conversation.
async fn looks(desk: &Desk) -> Vec<(Value, Value)> {
    let log = desk.ask("audit.read", json!({ "before": null, "thread": null, "by": null })).await;
    let entries = log["entries"].as_array().unwrap().iter();
    let looked = entries.filter(|entry| entry["what"] == LOOKED);
    looked.map(|entry| (entry["by"].clone(), entry["about"]["thread"].clone())).collect()
}

#[tokio::test]
async fn a_look_at_a_birth_date_lasts_half_a_minute_and_each_one_is_written_down() {
    let (desk, _far) = practice().await;
    let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].clone();
    let save = json!({
        "thread": thread, "fullName": "Zoraida Quintanilla", "goesBy": null, "birthDate": "1961-03-14",
        "language": "en",
    });
    desk.ask("patients.save", save).await;
    let open = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert!(!open.to_string().contains("1961"), "nobody sees it who did not ask: {open}");
    assert_eq!(looks(&desk).await, [], "opening a conversation is no look at it");

    let reveal = json!({ "patient": open["patient"]["id"] });
    let shown = desk.ask("patients.revealBirthDate", reveal.clone()).await;
    assert_eq!(shown, json!({ "date": "1961-03-14", "seconds": 30 }));
    desk.ask("patients.revealBirthDate", reveal.clone()).await;
    let look = (json!("Dana Ruiz"), thread);
    assert_eq!(looks(&desk).await, [look.clone(), look]);
    let trail = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(trail["path"].as_str().unwrap()).unwrap();
    assert!(!trail.contains("1961-03-14"), "that it was looked at, never what it is");

    desk.ask("session.lock", json!({})).await;
    assert_eq!(desk.refused("patients.revealBirthDate", reveal).await.code, ErrorCode::Locked);
    desk.app.close().await;
}
