//! The check of templates and sent texts: what it finds, what it keeps, and who signs it off.

use std::collections::BTreeSet;

use foyer_app::wire::ErrorCode;
use foyer_domain::{
    Channel, DeliveryState, MessageId, PhoneNumber, Private, ProviderMessageId, Span, TemplateId, ThreadId,
    Timestamp,
};
use foyer_policy::{
    notice::OwnWording,
    template::{TemplateLevel, TemplateState},
};
use foyer_store::{
    StoreError, WriteTx, lines,
    messages::{self, NewElsewhere},
    settings,
    templates::{self, NewVersion},
    threads,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    retention::between,
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
    // Four texts around a hand-off, the notice, the confirmation of a STOP and the reply of closed hours, in two languages.
    assert_eq!((&clean["last"]["replies"], found(&clean, "reply").len()), (&json!(14), 0));
    assert_eq!(found(&clean, "elsewhere").len(), 0);
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

/// As an older Foyer, whose check knew less, may have left it: a notice, a template and a text around a hand-off that tell.
fn planted(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let notice = OwnWording {
        version: "2026-01-own".to_owned(),
        from: Timestamp::from_millis(1),
        material: false,
        en: "Texts about your HIV treatment aren't encrypted. OK? Reply YES or NO. STOP ends texts."
            .to_owned(),
        es: "Los textos no van cifrados. ¿Acepta? Responda SI o NO. STOP para salir.".to_owned(),
    };
    settings::set(tx, "consent.notices", &[notice], now)?;
    let mut portal: Value = settings::get(tx, "portal")?.unwrap();
    portal["texts"] = json!({
        "link.en": "{practice}: your biopsy results are here. Reply STOP to opt out. {link}",
    });
    settings::set(tx, "portal", &portal, now)?;
    let template = NewVersion {
        template: TemplateId::from_uuid(uuid::Uuid::now_v7()),
        slug: None,
        name: "After your labs",
        level: TemplateLevel::OfficeFacts,
        en: Some(CLINICAL),
        es: Some("Su A1C salió en 8.2; le subimos la metformina a 1000 mg."),
        written_by: None,
        en_by: None,
        es_by: None,
        state: TemplateState::Approved,
        at: now,
    };
    templates::add(tx, &template)?;
    // Three texts of the program that the practice had before: one tells, one does not, one is too long ago.
    let (line, number) = (lines::list(tx)?[0].id, PhoneNumber::parse("504 555 0179").unwrap());
    let thread = ThreadId::from_uuid(uuid::Uuid::now_v7());
    threads::find_or_create(tx, thread, line, Channel::Sms, &number, now)?;
    for (id, days, words) in
        [("SMone", 10, CLINICAL), ("SMtwo", 9, "See you at nine."), ("SMold", 60, CLINICAL)]
    {
        let at = now.minus(Span::days(days));
        let new = NewElsewhere {
            id: MessageId::from_uuid(uuid::Uuid::now_v7()),
            thread,
            line,
            channel: Channel::Sms,
            provider_id: ProviderMessageId::parse(id).unwrap(),
            body: Private::new(words),
            created_at: at,
            received_at: now,
            sent_at: Some(at),
            state: DeliveryState::Delivered,
            problem: None,
            media_count: 0,
        };
        messages::insert_elsewhere(tx, &new)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_planted_notice_template_hand_off_and_foreign_text_are_each_found() {
    let desk = full_house().await;
    let now = SystemClock.now();
    let desk = between(desk, 20.0, |tx| planted(tx, now)).await;
    switch(&desk, "The manager").await;
    let page = desk.ask("templates.scan", json!({})).await;
    let template = found(&page, "notAsDeclared");
    assert_eq!((template.len(), &template[0]["name"]), (1, &json!("After your labs")));
    assert_eq!((&template[0]["declared"], &template[0]["told"]), (&json!("officeFacts"), &json!("clinical")));
    let elsewhere = found(&page, "elsewhere");
    assert_eq!(
        (elsewhere.len(), &elsewhere[0]["times"]),
        (1, &json!(1)),
        "found at the carrier, in its days"
    );
    let slots = |page: &Value| -> BTreeSet<String> {
        let of = |one: &Value| one["name"].as_str().unwrap().to_owned();
        found(page, "reply").into_iter().map(of).collect()
    };
    assert_eq!(slots(&page), BTreeSet::from(["link.en", "notice.en"].map(str::to_owned)));
}

/// Somebody with a number of their own, who agreed on paper; gives the thread.
async fn somebody(desk: &Desk, number: &str) -> String {
    let start = json!({ "number": number, "name": "Nguyễn Hạnh", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] });
    desk.ask("consent.record", consent).await;
    thread
}

#[tokio::test]
async fn what_is_typed_behind_a_template_most_times_may_be_proposed_and_waits_for_somebody_else() {
    const BEHIND: &str = "The elevator is on the left.";
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let page = desk.ask("templates.list", json!({})).await;
    let all = page["templates"].as_array().unwrap();
    let parking = all.iter().find(|one| one["name"] == "Directions and parking").unwrap().clone();
    let id = &parking["id"];
    assert_eq!(
        desk.refused("templates.propose", json!({ "template": id })).await.code,
        ErrorCode::TooLate,
        "nobody types anything behind it"
    );
    let threads = [
        somebody(&desk, "504 555 0171").await,
        somebody(&desk, "504 555 0172").await,
        somebody(&desk, "504 555 0173").await,
    ];
    // Five to three people, however they were typed; one as it is worded.
    let typed = [BEHIND, "the elevator is on the left", BEHIND, BEHIND, "The elevator is on the left!", ""];
    for (thread, behind) in threads.iter().cycle().zip(typed) {
        let take =
            json!({ "thread": thread, "template": id, "language": "en", "before": "", "after": behind });
        let words = desk.ask("templates.take", take).await["text"].as_str().unwrap().to_owned();
        send(&desk, thread, &words).await;
    }
    let page = desk.ask("templates.scan", json!({})).await;
    let behind = found(&page, "typedBehind");
    assert_eq!((behind.len(), &behind[0]["template"], &behind[0]["times"]), (1, id, &json!(5)));
    assert_eq!(behind[0]["mayPropose"], true);
    assert!(!page.to_string().contains("elevator"), "the look keeps no words");

    // Whoever answers may propose it: the words come filled in, and nothing is written until they are saved.
    switch(&desk, "The receptionist").await;
    let proposed = desk.ask("templates.propose", json!({ "template": id })).await;
    let (en, es) = (proposed["en"].as_str().unwrap(), proposed["es"].as_str().unwrap());
    assert!(
        en.starts_with(parking["en"]["typed"].as_str().unwrap()) && en.to_lowercase().contains("elevator")
    );
    assert_eq!(es, parking["es"]["typed"].as_str().unwrap());
    let save = json!({
        "template": id, "name": parking["name"], "level": parking["level"], "en": en,
        "es": format!("{es} El ascensor está a la izquierda."), "submit": true,
    });
    desk.ask("templates.save", save).await;
    let approve = json!({ "template": id, "decision": "approve" });
    assert_eq!(desk.refused("templates.decide", approve.clone()).await.code, ErrorCode::NotAllowed);
    let page = desk.ask("templates.drift", json!({})).await;
    assert_eq!(found(&page, "typedBehind")[0]["mayPropose"], false, "one waits");
    switch(&desk, "The manager").await;
    desk.ask("templates.decide", approve).await;
    let page = desk.ask("templates.scan", json!({})).await;
    assert_eq!(found(&page, "typedBehind").len(), 0, "it is part of the pair now");
}
