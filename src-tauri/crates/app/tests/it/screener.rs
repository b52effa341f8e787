//! What the practice decides about the screener holds for the next draft, and the trail says who decided it.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    seats::switch,
};

/// Practice mode with its manager at the desk.
async fn desk() -> Desk {
    let desk = Desk::practice().await;
    switch(&desk, "Dana Ruiz").await;
    desk
}

async fn verdict(desk: &Desk, thread: &str, text: &str) -> Value {
    let check = json!({ "thread": thread, "text": text, "revision": 1 });
    desk.ask("drafts.screen", check).await["verdict"].clone()
}

#[tokio::test]
async fn a_term_that_the_practice_lets_pass_is_marked_no_more_until_it_is_taken_back() {
    let desk = desk().await;
    let marcus = desk.thread_of("Marcus Oyelaran").await;
    let words = "Your colonoscopy is at 8, park in lot B.";
    assert_ne!(verdict(&desk, &marcus, words).await, "clean");

    let info = desk.ask("screener.allow", json!({ "term": " Colonoscopy " })).await;
    let allowed = info["allowed"].as_array().unwrap();
    assert_eq!((allowed.len(), &allowed[0]["term"]), (1, &json!("colonoscopy")));
    assert!(!allowed[0]["by"].as_str().unwrap().is_empty() && allowed[0]["at"].is_i64());
    assert_eq!(verdict(&desk, &marcus, words).await, "clean");
    // Whatever else is in it is marked as before.
    assert_ne!(verdict(&desk, &marcus, "Your colonoscopy is at 8, bring your insulin.").await, "clean");

    let again = desk.ask("screener.allow", json!({ "term": "COLONOSCOPY" })).await;
    assert_eq!(again["allowed"].as_array().unwrap().len(), 1);
    let none = desk.ask("screener.takeBack", json!({ "term": "colonoscopy" })).await;
    assert_eq!(none["allowed"], json!([]));
    assert_ne!(verdict(&desk, &marcus, words).await, "clean");
}

#[tokio::test]
async fn sensitive_care_and_words_of_no_meaning_here_are_never_let_pass() {
    let desk = desk().await;
    for term in ["HIV", "suboxone", "zyblorax", "the", " "] {
        let refused = desk.refused("screener.allow", json!({ "term": term })).await;
        assert_eq!(refused.field.as_deref(), Some("term"), "{term}");
    }
    assert_eq!(desk.ask("screener.get", json!({})).await["allowed"], json!([]));
    // Who answers texts does not decide what is marked.
    switch(&desk, "Kofi Mensah").await;
    let refused = desk.refused("screener.allow", json!({ "term": "colonoscopy" })).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn what_is_sent_over_is_counted_by_its_term() {
    let desk = desk().await;
    let marcus = desk.thread_of("Marcus Oyelaran").await;
    assert_eq!(desk.ask("screener.get", json!({})).await["sentOver"], json!([]));
    for words in ["Your colonoscopy is at 8.", "Bring a driver for your colonoscopy.", "We open at 9."] {
        let send = json!({ "thread": marcus, "text": words, "clientId": client_id(), "overrideReason": "He asked.", "confirmed": true });
        assert_eq!(desk.ask("messages.send", send).await["kind"], "queued", "{words}");
    }
    let info = desk.ask("screener.get", json!({})).await;
    let most = &info["sentOver"][0];
    assert_eq!(
        (&most["term"], &most["times"], &most["mayAllow"]),
        (&json!("colonoscopy"), &json!(2), &json!(true))
    );
    let info = desk.ask("screener.allow", json!({ "term": "colonoscopy" })).await;
    assert_eq!(info["sentOver"][0]["mayAllow"], json!(false), "it is let pass already");
}

#[tokio::test]
async fn a_name_that_tells_gets_a_neutral_one_that_signs_texts() {
    let desk = desk().await;
    let info = desk.ask("screener.get", json!({})).await;
    assert_eq!((&info["nameTells"], &info["textName"]), (&Value::Null, &json!("")));

    let practice =
        json!({ "name": "Harbor Psychiatry Associates", "timeZone": "America/Chicago", "portalUrl": null });
    desk.ask("settings.savePractice", practice.clone()).await;
    assert_eq!(desk.ask("screener.get", json!({})).await["nameTells"], "sensitiveCare");
    let refused = desk.refused("screener.saveTextName", json!({ "textName": "Bayou Psychiatry" })).await;
    assert_eq!(refused.field.as_deref(), Some("textName"));

    let info =
        desk.ask("screener.saveTextName", json!({ "textName": "  Dr. Landry\u{2019}s  office " })).await;
    assert_eq!(info["textName"], "Dr. Landry\u{2019}s office");
    let notices = desk.ask("consent.notices", json!({})).await;
    assert_eq!(notices["practice"], "Dr. Landry\u{2019}s office", "it signs texts");
    let marcus = desk.thread_of("Marcus Oyelaran").await;
    assert_ne!(
        verdict(&desk, &marcus, "Harbor Psychiatry Associates: we open at 9.").await,
        "clean",
        "the old name is marked"
    );
    assert_eq!(verdict(&desk, &marcus, "Dr. Landry\u{2019}s office: we open at 9.").await, "clean");

    // Saving the practice again keeps it.
    desk.ask("settings.savePractice", practice).await;
    assert_eq!(desk.ask("screener.get", json!({})).await["textName"], "Dr. Landry\u{2019}s office");
    let info = desk.ask("screener.saveTextName", json!({ "textName": "" })).await;
    assert_eq!(info["textName"], "");
    assert_ne!(
        verdict(&desk, &marcus, "Harbor Psychiatry Associates: we open at 9.").await,
        "clean",
        "without a name for texts it is marked too"
    );
}
