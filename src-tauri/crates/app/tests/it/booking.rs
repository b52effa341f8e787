//! The booking link: one for each office, offered where a patient asks for a time, counted where it went.

use serde_json::{Value, json};

use crate::{desk::client_id, handing_off::hears, seats::switch, ward::Practice};

async fn offer(practice: &Practice, thread: &str) -> Value {
    practice.desk.ask("threads.open", json!({ "thread": thread })).await["booking"].clone()
}

async fn count(practice: &Practice) -> u64 {
    let page = practice.desk.ask("overview.answers", json!({ "period": "today" })).await;
    page["bookingLinks"].as_u64().unwrap()
}

#[tokio::test]
async fn who_asks_for_a_time_is_offered_the_link_of_their_office_and_review_counts_it() {
    let mut practice = Practice::new().await;
    let asks = hears(&mut practice, "Lupe Sandoval", "¿Tienen espacio mañana?").await;
    let booking = &asks["booking"];
    assert_eq!((&booking["asked"], &booking["language"]), (&json!(true), &json!("es")));
    assert!(booking["words"].as_str().unwrap().contains("bayoufamily.example/book"), "{booking}");
    let told = hears(&mut practice, "Samir Haddad", "What time do you close?").await;
    assert_eq!(told["booking"]["asked"], false, "one key away all the same");

    // An office of its own has a link of its own.
    let desk = &practice.desk;
    switch(desk, "Dana Ruiz").await;
    let list = desk.ask("people.list", json!({})).await;
    let lines: Vec<_> = list["lines"].as_array().unwrap().iter().map(|line| line["id"].clone()).collect();
    desk.ask("locations.save", json!({ "location": null, "name": "Uptown", "lines": lines })).await;
    desk.ask("locations.save", json!({ "location": null, "name": "Westbank", "lines": [] })).await;
    let page = desk.ask("templates.list", json!({})).await;
    let mut facts = page["facts"].clone();
    let uptown = facts["offices"].as_array_mut().unwrap().iter_mut().find(|one| one["name"] == "Uptown");
    uptown.unwrap()["bookingLink"] = json!("https://uptown.example/book/");
    let page = desk.ask("templates.saveFacts", json!({ "facts": facts })).await;
    assert_eq!(page["facts"]["bookingLink"], "bayoufamily.example/book");
    let uptown = page["facts"]["offices"][0]["office"].as_str().unwrap().to_owned();
    facts["offices"][0]["bookingLink"] = json!("bit.ly/clinic");
    let error = desk.refused("templates.saveFacts", json!({ "facts": facts })).await;
    assert_eq!(error.field, Some(format!("bookingLink {uptown}")));
    let samir = desk.thread_of("Samir Haddad").await;
    let words = offer(&practice, &samir).await["words"].as_str().unwrap().to_owned();
    assert!(words.ends_with(" uptown.example/book"), "{words}");

    // Nobody has sent one; then somebody has, and the draft is the template's.
    let before = count(&practice).await;
    let booking = offer(&practice, &samir).await;
    let take = json!({
        "thread": samir, "template": booking["template"], "language": booking["language"], "before": "", "after": "",
    });
    assert_eq!(desk.ask("templates.take", take).await["text"], words.as_str());
    let send = json!({ "thread": samir, "text": words, "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", send).await["kind"], "queued");
    let refresh = json!({ "thread": samir, "latest": 60 });
    let arrived = |detail: &Value| {
        let items = detail["timeline"]["items"].as_array().unwrap();
        items.iter().any(|item| item["text"] == words.as_str() && item["delivery"]["state"] == "delivered")
    };
    practice.desk.until("threads.refresh", refresh, arrived).await;
    let desk = &practice.desk;
    assert_eq!(count(&practice).await, before + 1);
    let page = desk.ask("overview.answers", json!({ "period": "today" })).await;
    let offices = json!([{ "office": "Uptown", "times": before + 1 }, { "office": "Westbank", "times": 0 }]);
    assert_eq!(page["bookingOffices"], offices);
    let behind = json!({ "period": "today", "figure": { "kind": "bookingLinks" } });
    assert_eq!(desk.ask("overview.behind", behind).await["rows"][0]["thread"], samir.as_str());

    // Without an address there is nothing to offer.
    facts["bookingLink"] = json!("");
    facts["offices"] = json!([]);
    desk.ask("templates.saveFacts", json!({ "facts": facts })).await;
    assert!(offer(&practice, &samir).await.is_null());
}
