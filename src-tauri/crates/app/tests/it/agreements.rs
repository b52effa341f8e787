//! Agreements: what a real practice may text before somebody signed, and after.

use std::sync::Arc;

use foyer_app::{Start, wire::ErrorCode};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{Desk, FarEnd, client_id},
    staff::set_up,
    ward::Morning,
};

/// A practice that Dana has just set up, on a Monday morning: nobody is texted at night.
async fn practice() -> (Desk, FarEnd) {
    let (far, folder) = (FarEnd::start().await, Arc::new(TempDir::new().unwrap()));
    let vault = Arc::new(MemoryVault::new());
    let desk = Desk::open_by(folder, vault, Start::Normal, Arc::new(Morning)).await;
    set_up(&desk, &far).await;
    (desk, far)
}

fn signed(with: &str, products: &[&str], until: Option<&str>) -> Value {
    json!({
        "id": null, "signer": "Dana Ruiz", "products": products,
        "agreement": { "with": with, "signedOn": "2020-01-02", "untilOn": until },
    })
}

/// A patient who agreed to texts about visits and bills, on paper.
async fn agreed(desk: &Desk) -> Value {
    let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].clone();
    let record = json!({
        "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C",
        "subjects": ["logistics", "billing"],
    });
    desk.ask("consent.record", record).await;
    thread
}

async fn sends(desk: &Desk, thread: &Value, text: &str, subject: &str) -> Value {
    let send = json!({
        "thread": thread, "text": text, "clientId": client_id(), "overrideReason": null, "subject": subject,
    });
    desk.ask("messages.send", send).await
}

#[tokio::test]
async fn until_somebody_signs_only_texts_about_visits_leave() {
    let (desk, _far) = practice().await;
    let thread = agreed(&desk).await;
    let page = desk.ask("agreements.get", json!({})).await;
    assert_eq!(
        (&page["texts"], &page["lessAt"], &page["pretend"]),
        (&json!("visits"), &Value::Null, &json!(false))
    );
    let visit = sends(&desk, &thread, "Your visit is Tuesday at 9:30 AM.", "logistics").await;
    assert_eq!(visit["kind"], "queued", "{visit}");
    let bill = sends(&desk, &thread, "Your statement is ready at the desk.", "billing").await;
    assert_eq!(bill["refusal"]["kind"], "noAgreement", "{bill}");
    let ways = bill["refusal"]["ways"].as_array().unwrap().clone();
    assert!(!ways.contains(&json!("overrideWithReason")), "no reason replaces a signature");

    // Signed for something else: nothing changes. Then for texts.
    desk.ask("agreements.save", signed("Carrier, Inc.", &["voice", "copies"], None)).await;
    let bill = sends(&desk, &thread, "Your statement is ready at the desk.", "billing").await;
    assert_eq!(bill["refusal"]["kind"], "noAgreement");
    desk.ask("agreements.save", signed("Carrier, Inc.", &["sms"], None)).await;
    let page = desk.ask("agreements.get", json!({})).await;
    assert_eq!(page["texts"], "clinical");
    assert_eq!(page["steps"][0], json!({ "step": "agreement", "done": true, "at": null }));
    let bill = sends(&desk, &thread, "Your statement is ready at the desk.", "billing").await;
    assert_eq!(bill["kind"], "queued", "{bill}");

    // Taken out, or given a last day that has passed: as before.
    let rows = page["agreements"].as_array().unwrap();
    let texts = rows.iter().find(|row| row["products"] == json!(["sms"])).unwrap();
    let mut ended = signed("Carrier, Inc.", &["sms"], Some("2020-02-01"));
    ended["id"] = texts["id"].clone();
    desk.ask("agreements.save", ended).await;
    let page = desk.ask("agreements.get", json!({})).await;
    assert_eq!(page["texts"], "visits");
    assert!(page["agreements"].as_array().unwrap().iter().any(|row| row["state"]["kind"] == "ended"));
    let bill = sends(&desk, &thread, "Your statement is still here.", "billing").await;
    assert_eq!(bill["refusal"]["kind"], "noAgreement");
    desk.ask("agreements.remove", json!({ "id": texts["id"] })).await;
    let gone = desk.refused("agreements.remove", json!({ "id": texts["id"] })).await;
    assert_eq!(gone.code, ErrorCode::NotFound);
    desk.app.close().await;
}

#[tokio::test]
async fn an_agreement_needs_a_company_a_day_a_signer_and_something_it_names() {
    let (desk, _far) = practice().await;
    let whole = signed("Carrier, Inc.", &["sms"], None);
    let wrong = [
        ("with", json!("/agreement/with"), json!(" ")),
        ("signedOn", json!("/agreement/signedOn"), json!("yesterday")),
        ("untilOn", json!("/agreement/untilOn"), json!("2019-12-31")),
        ("signer", json!("/signer"), json!("")),
        ("products", json!("/products"), json!([])),
        ("products", json!("/products"), json!(["whatsApp"])),
    ];
    for (field, at, value) in wrong {
        let mut typed = whole.clone();
        *typed.pointer_mut(at.as_str().unwrap()).unwrap() = value;
        let refused = desk.refused("agreements.save", typed).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some(field)));
    }
    assert_eq!(desk.ask("agreements.get", json!({})).await["agreements"], json!([]));
    desk.app.close().await;
}

#[tokio::test]
async fn practice_mode_holds_nothing_back_and_shows_the_words() {
    let desk = Desk::practice().await;
    crate::seats::switch(&desk, "Dana Ruiz").await;
    let page = desk.ask("agreements.get", json!({})).await;
    assert_eq!((&page["texts"], &page["pretend"]), (&json!("clinical"), &json!(true)));
    assert!(page["steps"].as_array().unwrap().len() > 4);
    desk.app.close().await;
}

#[tokio::test]
async fn training_is_of_one_person_and_one_day_and_a_sign_off_names_what_was_open() {
    let (desk, _far) = practice().await;
    let page = desk.ask("agreements.get", json!({})).await;
    let dana = page["training"][0]["user"].clone();
    assert_eq!(
        (&page["training"][0]["name"], &page["training"][0]["on"]),
        (&json!("Dana Ruiz"), &Value::Null)
    );
    assert!(page["training"][0]["dueOn"].is_string(), "within 90 days of coming");
    assert_eq!(page["numbers"][0]["number"], "(713) 555-0100");
    assert!(page["numbers"][0]["sinceAt"].is_i64() && page["numbers"][0]["untilAt"].is_null());
    assert_eq!(page["signedOff"], Value::Null);
    let step = |page: &Value, which: &str| {
        let steps = page["steps"].as_array().unwrap();
        steps.iter().find(|step| step["step"] == which).unwrap()["done"].clone()
    };
    assert_eq!((step(&page, "trained"), step(&page, "signedOff")), (json!(false), json!(false)));

    for bad in ["", "yesterday", "2026-02-30", "2999-01-01"] {
        let refused = desk.refused("training.record", json!({ "user": dana, "on": bad })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("on")), "{bad}");
    }
    let nobody = json!({ "user": uuid::Uuid::nil().to_string(), "on": "2025-11-02" });
    assert_eq!(desk.refused("training.record", nobody).await.code, ErrorCode::NotFound);
    desk.ask("training.record", json!({ "user": dana, "on": "2025-11-02" })).await;

    let signed = desk.ask("agreements.signOff", json!({})).await;
    assert_eq!((step(&signed, "trained"), step(&signed, "signedOff")), (json!(true), json!(true)));
    assert_eq!(signed["training"][0]["on"], "2025-11-02");
    assert_eq!(
        (&signed["training"][0]["by"], &signed["training"][0]["dueOn"]),
        (&json!("Dana Ruiz"), &Value::Null)
    );
    assert_eq!(signed["signedOff"]["by"], "Dana Ruiz");
    let open = signed["signedOff"]["open"].as_array().unwrap();
    assert!(open.contains(&json!("agreement")) && !open.contains(&json!("trained")), "{open:?}");
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert!(trail.contains("people.record_training") && trail.contains("2025-11-02"));
    assert!(trail.contains("practice.sign_off_go_live") && trail.contains("agreement"));
    desk.app.close().await;
}

#[tokio::test]
async fn the_registration_of_a_number_is_written_down_step_by_step() {
    let (desk, _far) = practice().await;
    let number = async || desk.ask("agreements.get", json!({})).await["numbers"][0].clone();
    let before = number().await;
    let steps: Vec<&Value> =
        before["registration"].as_array().unwrap().iter().map(|row| &row["step"]).collect();
    assert_eq!(steps, ["brand", "campaign", "number"], "what is asked of a local number");
    assert!(before["registration"].as_array().unwrap().iter().all(|row| row["state"].is_null()));
    let record = |step: &str, state: &str, on: &str| json!({ "line": before["line"], "step": step, "state": state, "on": on });
    desk.ask("registration.record", record("brand", "submitted", "2020-01-02")).await;
    desk.ask("registration.record", record("brand", "accepted", "2020-01-09")).await;
    let brand = json!({ "step": "brand", "state": "accepted", "on": "2020-01-09", "by": "Dana Ruiz" });
    assert_eq!(number().await["registration"][0], brand);

    // Not of tomorrow, and no step of another kind of number.
    let later = desk.refused("registration.record", record("campaign", "accepted", "2999-01-01")).await;
    assert_eq!((later.code, later.field.as_deref()), (ErrorCode::BadField, Some("on")));
    let other = desk.refused("registration.record", record("tollFree", "accepted", "2020-01-09")).await;
    assert_eq!(other.code, ErrorCode::NotFound);
    // What a person says lets nothing through: the list still waits for a text that arrived.
    let page = desk.ask("agreements.get", json!({})).await;
    let step = page["steps"].as_array().unwrap().iter().find(|step| step["step"] == "number").unwrap();
    assert_eq!(step["done"], false);
    // The archive, for the log's first page may be full of texts that came in meanwhile.
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert_eq!(trail.matches("practice.record_registration").count(), 2, "each of them");
}
