//! A morning at the desk: read, reply, claim, hand off, refuse, close.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::desk::{Desk, client_id, texts};

#[tokio::test]
async fn the_morning_looks_as_the_sample_says() {
    let desk = Desk::practice().await;
    let status = desk.ask("app.status", json!({})).await;
    let frame = &status["desk"];
    assert_eq!(frame["practice"]["name"], "Bayou Family Clinic");
    assert_eq!(
        (frame["user"]["initials"].as_str(), frame["practiceMode"].as_bool()),
        (Some("MV"), Some(true))
    );

    let lupe = desk.thread_of("Lupe Sandoval").await;
    let detail = desk.ask("threads.open", json!({ "thread": lupe })).await;
    assert_eq!(detail["row"]["badge"], "granted");
    assert_eq!(detail["patient"]["fullName"], "Guadalupe Sandoval");
    assert!(detail["patient"]["household"].as_array().unwrap().len() >= 2);
    let kinds: Vec<_> =
        detail["timeline"]["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert!(kinds.contains(&&json!("note")) && kinds.contains(&&json!("activity")));
    assert_eq!(desk.row("mine", "Lupe Sandoval").await["unread"], 0);
}

#[tokio::test]
async fn the_views_hold_what_the_sample_says() {
    let quiet = foyer_app::PracticeOptions { offline: true, ..Default::default() };
    let desk = Desk::practice_with(quiet).await;
    let counts = desk.ask("threads.count", json!({})).await;
    let held = ["mine", "unassigned", "all", "snoozed", "closed"].map(|view| counts[view].as_u64().unwrap());
    assert_eq!(held, [11, 3, 24, 2, 5]);
}

#[tokio::test]
async fn a_reply_leaves_once_and_climbs_to_delivered() {
    let mut desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    let id = client_id();
    let send = json!({ "thread": lupe, "text": "Por supuesto. We open at 9:15.", "clientId": id, "overrideReason": null });
    let first = desk.ask("messages.send", send.clone()).await;
    assert_eq!(first["kind"], "queued");
    let twice = desk.ask("messages.send", send).await;
    assert_eq!(first["item"]["id"], twice["item"]["id"], "a double click is one text");

    let detail = desk
        .until("threads.refresh", json!({ "thread": lupe, "latest": 60 }), |detail| {
            texts(detail)
                .iter()
                .any(|text| text["clientId"] == json!(id) && text["delivery"]["state"] == "delivered")
        })
        .await;
    assert_eq!(texts(&detail).iter().filter(|text| text["clientId"] == json!(id)).count(), 1);
    assert_eq!(detail["row"]["waitingSinceAt"], Value::Null);
}

#[tokio::test]
async fn a_text_is_taken_back_before_it_leaves_and_whoever_wrote_waits_again() {
    let desk = Desk::practice().await;
    let mut settings = desk.ask("app.status", json!({})).await["desk"]["settings"].clone();
    settings["undoSeconds"] = json!(7);
    let refused = desk.refused("settings.save", json!({ "settings": settings })).await;
    assert_eq!(refused.field.as_deref(), Some("undoSeconds"));
    // Settings of an older Foyer do not say.
    settings.as_object_mut().unwrap().remove("undoSeconds");
    let kept = desk.ask("settings.save", json!({ "settings": settings })).await;
    assert_eq!(kept["undoSeconds"], 5);
    settings["undoSeconds"] = json!(10);
    desk.ask("settings.save", json!({ "settings": settings })).await;

    let marcus = desk.thread_of("Marcus Oyelaran").await;
    let before = desk.row("all", "Marcus Oyelaran").await["waitingSinceAt"].clone();
    assert!(before.is_i64(), "nobody has answered him");
    let words = "We open at 8 AM.";
    let send = json!({ "thread": marcus, "text": words, "clientId": client_id(), "overrideReason": null });
    let item = desk.ask("messages.send", send.clone()).await["item"].clone();
    let (at, until) = (item["at"].as_i64().unwrap(), item["delivery"]["undoUntilAt"].as_i64().unwrap());
    assert_eq!((item["delivery"]["state"].as_str(), until - at), (Some("queued"), 10_000));
    assert_eq!(desk.row("all", "Marcus Oyelaran").await["waitingSinceAt"], Value::Null);
    let back = desk.ask("messages.cancel", json!({ "message": item["id"] })).await;
    assert_eq!(back["text"], words);
    assert_eq!(desk.row("all", "Marcus Oyelaran").await["waitingSinceAt"], before, "he waits as before");
    let detail = desk.ask("threads.refresh", json!({ "thread": marcus, "latest": 60 })).await;
    assert_eq!(detail["draft"], words, "nothing typed is lost");

    settings["undoSeconds"] = json!(0);
    desk.ask("settings.save", json!({ "settings": settings })).await;
    let at_once = json!({ "thread": marcus, "text": words, "clientId": client_id(), "overrideReason": null });
    let item = desk.ask("messages.send", at_once).await["item"].clone();
    assert_eq!(item["delivery"]["undoUntilAt"], Value::Null);
}

#[tokio::test]
async fn a_text_of_a_patient_arrives_without_a_click() {
    let mut desk = Desk::practice().await;
    let before = desk.ask("threads.count", json!({})).await["unread"].as_u64().unwrap();
    desk.until("threads.count", json!({}), |counts| counts["unread"].as_u64().unwrap() > before).await;
}

#[tokio::test]
async fn clinical_words_are_refused_moved_or_sent_with_a_reason() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of("Marcus Oyelaran").await;
    let words = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

    let check = desk.ask("drafts.screen", json!({ "thread": marcus, "text": words, "revision": 7 })).await;
    assert_eq!((check["verdict"].as_str(), check["revision"].as_u64()), (Some("portalOnly"), Some(7)));
    assert!(check["findings"].as_array().unwrap().len() >= 2);

    let send = |reason: Value| json!({ "thread": marcus, "text": words, "clientId": client_id(), "overrideReason": reason });
    let refused = desk.ask("messages.send", send(Value::Null)).await;
    assert_eq!(
        (refused["kind"].as_str(), refused["refusal"]["kind"].as_str()),
        (Some("refused"), Some("portalOnly"))
    );

    let moved = desk
        .ask("messages.handOff", json!({ "thread": marcus, "text": words, "clientId": client_id() }))
        .await;
    assert_eq!(moved["kind"], "queued");
    let link = moved["item"]["text"].as_str().unwrap();
    assert!(link.contains("portal.bayoufamily.example") && !link.contains("A1C"));
    assert!(moved["item"]["delivery"]["undoUntilAt"].is_i64());

    let detail = desk.ask("threads.refresh", json!({ "thread": marcus, "latest": 60 })).await;
    let kinds: Vec<_> =
        detail["timeline"]["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    let card = kinds.iter().position(|kind| **kind == "portalCard").unwrap();
    assert_eq!(kinds.get(card + 1), Some(&&json!("message")), "the link follows the words it stands for");

    let back = desk.ask("messages.cancel", json!({ "message": moved["item"]["id"] })).await;
    assert_eq!(back["text"], words, "undo gives the draft back");
    let detail = desk.ask("threads.refresh", json!({ "thread": marcus, "latest": 60 })).await;
    assert!(!detail["timeline"]["items"].as_array().unwrap().iter().any(|item| item["kind"] == "portalCard"));

    // Who does not read clinical texts sends none over a warning either, whatever the reason.
    let over = desk.ask("messages.send", send(json!("Patient asked for it by phone"))).await;
    assert_eq!((&over["kind"], &over["refusal"]["kind"]), (&json!("refused"), &json!("portalOnly")));
    crate::seats::switch(&desk, "Joanne Tran").await;
    let over = desk.ask("messages.send", send(json!("Patient asked for it by phone"))).await;
    assert_eq!((&over["kind"], &over["refusal"]["kind"]), (&json!("refused"), &json!("confirmNumber")));
    let mut sure = send(json!("Patient asked for it by phone"));
    sure["confirmed"] = json!(true);
    assert_eq!(desk.ask("messages.send", sure).await["kind"], "queued");
}

#[tokio::test]
async fn nobody_is_texted_after_a_stop_or_without_consent() {
    let desk = Desk::practice().await;
    for (name, kind) in [("Delphine Arceneaux", "optedOut"), ("Tomás Quiroga", "noConsent")] {
        let thread = desk.thread_of(name).await;
        let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
        assert_eq!(detail["composer"]["refusal"]["kind"], kind, "{name}");
        let send = json!({ "thread": thread, "text": "See you Monday.", "clientId": client_id(), "overrideReason": "please" });
        assert_eq!(desk.ask("messages.send", send).await["refusal"]["kind"], kind, "{name}");
    }
}

#[tokio::test]
async fn consent_is_asked_for_answered_or_recorded() {
    let mut desk = Desk::practice().await;
    let tomas = desk.thread_of("Tomás Quiroga").await;
    let asked = desk.ask("consent.sendNotice", json!({ "thread": tomas, "clientId": client_id() })).await;
    assert_eq!(asked["kind"], "queued");
    let again = desk.ask("consent.sendNotice", json!({ "thread": tomas, "clientId": client_id() })).await;
    assert_eq!(again["refusal"]["kind"], "noticeAlreadySent", "the notice goes once");
    desk.until("threads.refresh", json!({ "thread": tomas, "latest": 60 }), |detail| {
        detail["row"]["badge"] == "granted" || detail["row"]["badge"] == "noticeSent"
    })
    .await;

    let harold = desk.thread_of("Harold Whitcombe").await;
    assert_eq!(desk.ask("threads.open", json!({ "thread": harold })).await["row"]["badge"], "expired");
    let record = |agreed: bool, basis: &str| json!({ "thread": harold, "agreed": agreed, "basis": basis, "note": null });
    assert_eq!(desk.refused("consent.record", record(true, "stop")).await.code, ErrorCode::BadField);
    desk.ask("consent.record", record(true, "paper")).await;
    assert_eq!(
        desk.ask("threads.refresh", json!({ "thread": harold, "latest": 1 })).await["row"]["badge"],
        "granted"
    );
    desk.ask("consent.record", record(false, "phone")).await;
    assert_eq!(
        desk.ask("threads.refresh", json!({ "thread": harold, "latest": 1 })).await["row"]["badge"],
        "optedOut"
    );
    let history = desk.ask("consent.list", json!({ "thread": harold })).await;
    assert_eq!(history["facts"][0]["what"], "revoked");
}

#[tokio::test]
async fn whoever_texts_first_gets_the_notice_once_and_then_an_answer() {
    let mut desk = Desk::practice().await;
    let unknown = |page: &Value| {
        page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["name"].as_str().unwrap().starts_with('('))
            .cloned()
    };
    let page = json!({ "view": "unassigned", "offset": 0, "limit": 50 });
    let page = desk.until("threads.list", page, |page| unknown(page).is_some()).await;
    let thread = unknown(&page).unwrap()["id"].as_str().unwrap().to_owned();
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert!(detail["composer"]["noticeGoesAlong"].as_bool().unwrap());
    assert!(detail["composer"]["answerUntilAt"].is_i64());

    for words in ["This is Bayou Family Clinic's desk.", "We open at 8 AM."] {
        let send =
            json!({ "thread": thread, "text": words, "clientId": client_id(), "overrideReason": null });
        assert_eq!(desk.ask("messages.send", send).await["kind"], "queued");
    }
    let clinical = json!({ "thread": thread, "text": "Your diabetes results are in.", "clientId": client_id(), "overrideReason": "asked" });
    assert_eq!(desk.ask("messages.send", clinical).await["refusal"]["kind"], "clinicalBeforeYes");
    let detail = desk.ask("threads.refresh", json!({ "thread": thread, "latest": 60 })).await;
    let ours: Vec<_> = texts(&detail)
        .into_iter()
        .filter(|text| !text["delivery"].is_null())
        .map(|text| &text["purpose"])
        .collect();
    assert_eq!(ours, ["notice", "reply", "reply"], "the notice leads and goes once");
}

#[tokio::test]
async fn threads_are_claimed_put_off_closed_and_noted() {
    let mut desk = Desk::practice().await;
    let page = desk.ask("threads.list", json!({ "view": "unassigned", "offset": 0, "limit": 10 })).await;
    let thread = page["rows"][0]["id"].as_str().unwrap().to_owned();
    let me = desk.ask("app.status", json!({})).await["desk"]["user"]["id"].clone();

    desk.ask("threads.assign", json!({ "thread": thread, "user": me })).await;
    let id = client_id();
    let note = json!({ "thread": thread, "text": "Called back; she is driving.", "clientId": id });
    desk.ask("notes.add", note.clone()).await;
    desk.ask("notes.add", note).await;
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    let notes =
        detail["timeline"]["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "note").count();
    assert_eq!((detail["row"]["assignee"]["me"].as_bool(), notes), (Some(true), 1));

    let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    let past = desk.refused("threads.snooze", json!({ "thread": thread, "untilAt": now - 1 })).await;
    assert_eq!(past.field.as_deref(), Some("untilAt"));
    desk.ask("threads.snooze", json!({ "thread": thread, "untilAt": now + 40_000 })).await;
    desk.until("threads.refresh", json!({ "thread": thread, "latest": 1 }), |detail| {
        detail["row"]["state"]["kind"] == "open"
    })
    .await;
    desk.ask("threads.close", json!({ "thread": thread })).await;
    desk.ask("threads.markUnread", json!({ "thread": thread })).await;
    let row = &desk.ask("threads.refresh", json!({ "thread": thread, "latest": 1 })).await["row"];
    assert_eq!((row["state"]["kind"].as_str(), row["unread"].as_u64()), (Some("closed"), Some(1)));
}

#[tokio::test]
async fn find_takes_names_numbers_words_and_anything_else() {
    let desk = Desk::practice().await;
    let find = |text: &str| json!({ "text": text, "limit": 20 });
    for typed in ["sandoval", "Lupe", "0142", "(713) 555-0142"] {
        let found = desk.ask("search.find", find(typed)).await;
        assert!(
            found["people"].as_array().unwrap().iter().any(|hit| hit["name"] == "Lupe Sandoval"),
            "{typed}"
        );
    }
    let found = desk.ask("search.find", find("hija")).await;
    let hit = &found["messages"][0];
    let (start, end) = (hit["marks"][0][0].as_u64().unwrap(), hit["marks"][0][1].as_u64().unwrap());
    let units: Vec<u16> = hit["snippet"].as_str().unwrap().encode_utf16().collect();
    let marked =
        String::from_utf16(&units[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]).unwrap();
    assert_eq!(marked.to_lowercase(), "hija");
    for typed in ["\"", "NEAR(", "* OR", "'; DROP TABLE message; --", "\u{202e}", "", "AND", "🦷"] {
        desk.ask("search.find", find(typed)).await;
    }
    let new = desk.ask("search.find", find("832 555 0199")).await;
    assert_eq!(new["newNumber"], "(832) 555-0199");
    let started = desk
        .ask("threads.start", json!({ "number": "832 555 0199", "name": "Ines Prado", "language": "es" }))
        .await;
    let detail = desk.ask("threads.open", json!({ "thread": started["thread"] })).await;
    assert_eq!(
        (detail["row"]["name"].as_str(), detail["row"]["badge"].as_str()),
        (Some("Ines Prado"), Some("noConsent"))
    );
    assert_eq!(
        desk.refused("threads.start", json!({ "number": "12", "name": null, "language": null })).await.code,
        ErrorCode::BadField
    );
}

#[tokio::test]
async fn an_outage_keeps_everything_and_what_waits_leaves_afterwards() {
    let mut desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    desk.until("line.connectivity", json!({}), |line| line["state"] == "online").await;
    desk.ask("practice.setCarrier", json!({ "answering": false })).await;
    desk.ask("outbox.tryNow", json!({})).await;
    let line = desk
        .until("line.connectivity", json!({}), |line| {
            line["state"] == "carrierDown" || line["state"] == "noNetwork"
        })
        .await;
    assert!(line["sinceAt"].is_i64() && line["nextTryAt"].is_i64());

    let id = client_id();
    let send = json!({ "thread": lupe, "text": "We open at 8 AM.", "clientId": id, "overrideReason": null });
    assert_eq!(desk.ask("messages.send", send).await["item"]["delivery"]["state"], "queued");
    assert!(
        !desk.ask("threads.open", json!({ "thread": lupe })).await["composer"]["leavesNow"]
            .as_bool()
            .unwrap()
    );
    assert_eq!(desk.ask("outbox.list", json!({})).await["items"].as_array().unwrap().len(), 1);
    assert!(
        !desk.ask("search.find", json!({ "text": "hija", "limit": 5 })).await["messages"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    desk.ask("practice.setCarrier", json!({ "answering": true })).await;
    desk.ask("outbox.tryNow", json!({})).await;
    desk.until("threads.refresh", json!({ "thread": lupe, "latest": 60 }), |detail| {
        texts(detail)
            .iter()
            .any(|text| text["clientId"] == json!(id) && text["delivery"]["state"] == "delivered")
    })
    .await;
    let line = desk.ask("line.connectivity", json!({})).await;
    assert_eq!((line["state"].as_str(), line["waiting"].as_u64()), (Some("online"), Some(0)));
}

#[tokio::test]
async fn a_draft_stays_with_its_thread_and_survives_a_restart() {
    let desk = Desk::practice().await;
    let (lupe, marcus) = (desk.thread_of("Lupe Sandoval").await, desk.thread_of("Marcus Oyelaran").await);
    desk.ask("drafts.save", json!({ "thread": lupe, "note": false, "text": "Buenos días, " })).await;
    desk.ask("drafts.save", json!({ "thread": lupe, "note": true, "text": "ramp" })).await;
    assert_eq!(desk.ask("threads.open", json!({ "thread": marcus })).await["draft"], "");
    desk.app.close().await;

    let start = foyer_app::Start::Practice(foyer_app::PracticeOptions::default());
    let again =
        Desk::open(std::sync::Arc::clone(&desk.folder), std::sync::Arc::clone(&desk.vault), start).await;
    let detail = again.ask("threads.open", json!({ "thread": lupe })).await;
    assert_eq!(
        (detail["draft"].as_str(), detail["noteDraft"].as_str()),
        (Some("Buenos días, "), Some("ramp"))
    );
    assert_eq!(again.row("mine", "Lupe Sandoval").await["draft"], "Buenos días, ");
}

#[tokio::test]
async fn a_second_play_of_the_morning_texts_and_hears_like_the_first() {
    let first = Desk::practice().await;
    let options =
        || foyer_app::Start::Practice(foyer_app::PracticeOptions { speed: 20.0, ..Default::default() });
    let (folder, vault) = (std::sync::Arc::clone(&first.folder), std::sync::Arc::clone(&first.vault));
    let send = |thread: &str| json!({ "thread": thread, "text": "We open at 8 AM.", "clientId": client_id(), "overrideReason": null });
    let mut desk = first;
    for _ in 0..2 {
        let lupe = desk.thread_of("Lupe Sandoval").await;
        let sent = desk.ask("messages.send", send(&lupe)).await;
        desk.until("threads.refresh", json!({ "thread": lupe, "latest": 60 }), |detail| {
            texts(detail)
                .iter()
                .any(|text| text["id"] == sent["item"]["id"] && text["delivery"]["state"] == "delivered")
        })
        .await;
        desk.app.close().await;
        desk = Desk::open(std::sync::Arc::clone(&folder), std::sync::Arc::clone(&vault), options()).await;
    }
    let unread = desk.ask("threads.count", json!({})).await["unread"].as_u64().unwrap();
    desk.until("threads.count", json!({}), |counts| counts["unread"].as_u64().unwrap() > unread).await;
}
