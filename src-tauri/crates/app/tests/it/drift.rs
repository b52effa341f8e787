//! The check of templates and sent texts: what it finds, what it keeps, and who signs it off.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    seats::{full_house, switch},
};

const CLINICAL: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

async fn send(desk: &Desk, thread: &str, text: &str) {
    let text = json!({
        "thread": thread, "text": text, "clientId": client_id(), "overrideReason": "Patient asked by text",
    });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
}

fn found<'a>(page: &'a Value, what: &str) -> Vec<&'a Value> {
    page["last"]["found"].as_array().unwrap().iter().filter(|one| one["what"] == what).collect()
}

#[tokio::test]
async fn what_was_sent_as_more_than_declared_is_found_counted_and_signed_off() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let clean = desk.ask("templates.scan", json!({})).await;
    assert_eq!(found(&clean, "notAsDeclared").len(), 0, "what comes with Foyer is as it says");
    assert_eq!(found(&clean, "spanishOlder").len(), 0);
    // Four texts around a hand-off, the notice and the confirmation of a STOP, in two languages.
    assert_eq!((&clean["last"]["replies"], found(&clean, "reply").len()), (&json!(12), 0));
    let before = found(&clean, "byHand").iter().map(|one| one["times"].as_u64().unwrap()).sum::<u64>();
    let texts = clean["last"]["texts"].as_u64().unwrap();

    let start = json!({ "number": "504 555 0177", "name": "Nguyễn Hạnh", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] });
    desk.ask("consent.record", consent).await;
    // One by hand, and one from a template with a medicine typed behind it.
    send(&desk, &thread, CLINICAL).await;
    let page = desk.ask("templates.list", json!({})).await;
    let office =
        page["templates"].as_array().unwrap().iter().find(|one| one["level"] == "officeFacts").unwrap();
    let take = json!({ "thread": thread, "template": office["id"], "language": "en", "before": "", "after": CLINICAL });
    let taken = desk.ask("templates.take", take).await;
    let words = taken["text"].as_str().unwrap().replace(['{', '}'], "");
    send(&desk, &thread, &words).await;

    let page = desk.ask("templates.scan", json!({})).await;
    assert_eq!(page["last"]["texts"].as_u64().unwrap(), texts + 2);
    let more = found(&page, "sentAsMore");
    assert_eq!((more.len(), &more[0]["template"], &more[0]["times"]), (1, &office["id"], &json!(1)));
    assert_eq!((&more[0]["declared"], &more[0]["told"]), (&json!("officeFacts"), &json!("clinical")));
    let by_hand = found(&page, "byHand").iter().map(|one| one["times"].as_u64().unwrap()).sum::<u64>();
    assert_eq!(by_hand, before + 1);

    let scan = &page["last"]["id"];
    let refused = desk.refused("templates.signOff", json!({ "scan": scan, "words": " " })).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("words")));
    let signed = desk.ask("templates.signOff", json!({ "scan": scan, "words": "Kofi was told." })).await;
    // The nightly look comes whenever it is due, so a look is found by its id.
    let of = |id: &Value| {
        let before = signed["before"].as_array().unwrap();
        before.iter().chain([&signed["last"]]).find(|one| one["id"] == *id).unwrap().clone()
    };
    assert_eq!(
        (&of(scan)["signedBy"], &of(scan)["words"]),
        (&json!("The manager"), &json!("Kofi was told."))
    );
    let again = desk.refused("templates.signOff", json!({ "scan": scan, "words": "Again." })).await;
    assert_eq!(again.code, ErrorCode::TooLate);
    assert!(of(&clean["last"]["id"])["signedBy"].is_null(), "the look before is still there, and nobody's");

    switch(&desk, "The receptionist").await;
    assert_eq!(desk.ask("templates.drift", json!({})).await["maySign"], false);
    assert_eq!(desk.refused("templates.scan", json!({})).await.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn a_wording_that_was_changed_in_english_alone_is_found_until_the_spanish_follows() {
    let desk = full_house().await;
    let page = desk.ask("templates.list", json!({})).await;
    let parking = page["templates"].as_array().unwrap().iter();
    let parking = parking.clone().find(|one| one["name"] == "Directions and parking").unwrap().clone();
    let reword = |en: &str, es: &str| {
        json!({
            "template": parking["id"], "name": parking["name"], "level": parking["level"], "en": en, "es": es,
            "submit": true,
        })
    };
    let (en, es) = (parking["en"]["typed"].as_str().unwrap(), parking["es"]["typed"].as_str().unwrap());
    let approve = json!({ "template": parking["id"], "decision": "approve" });
    for (en, es, older) in [
        (format!("{en} The ramp is by the north door."), es.to_owned(), 1),
        (
            format!("{en} The ramp is by the north door."),
            format!("{es} La rampa queda en la puerta norte."),
            0,
        ),
    ] {
        switch(&desk, "The receptionist").await;
        desk.ask("templates.save", reword(&en, &es)).await;
        switch(&desk, "The manager").await;
        desk.ask("templates.decide", approve.clone()).await;
        let page = desk.ask("templates.scan", json!({})).await;
        let found = found(&page, "spanishOlder");
        assert_eq!(found.len(), older);
        assert!(found.iter().all(|one| one["template"] == parking["id"]));
    }
}
