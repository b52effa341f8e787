//! Handing off, from the click to the portal and back: nothing is texted before the words are there, nothing twice.

use foyer_app::wire::ErrorCode;
use foyer_sandbox::portal::{PortalFault, PortalFaultName as Name, PortalScope as On};
use serde_json::{Value, json};

use crate::{
    desk::client_id,
    seats::switch,
    ward::{Practice, RECORD, WORDS, Ward, after_power_loss, card, hand_off, items, links},
};

#[tokio::test]
async fn the_words_go_first_and_the_link_waits_for_the_time_to_undo() {
    let ward = Ward::connected().await;
    ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": WORDS })).await;
    let click = client_id();
    let moved = ward.hand_off_as(&click).await;
    assert_eq!(moved["kind"], "queued");
    assert!(moved["item"]["delivery"]["undoUntilAt"].is_i64());
    let text = moved["item"]["text"].as_str().unwrap();
    assert_eq!(
        text,
        "Bayou Family Clinic: you have a new secure message. Reply STOP to opt out. \
         Read it here: portal.bayoufamily.example"
    );
    let kept = ward.portal.kept();
    assert_eq!((kept.len(), kept[0].words.as_str(), kept[0].record_number.as_str()), (1, WORDS, RECORD));

    // A double click is one hand-off.
    let again = ward.hand_off_as(&click).await;
    assert_eq!(again["item"]["id"], moved["item"]["id"]);
    assert_eq!(ward.portal.kept().len(), 1);

    let items = ward.items().await;
    let card = card(&items).unwrap();
    assert_eq!((card["handoff"]["state"].as_str(), card["text"].as_str()), (Some("delivered"), Some(WORDS)));
    assert_eq!(links(&items).len(), 1);
    let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
    assert_eq!(detail["draft"], "", "the draft is in the portal now");
}

#[tokio::test]
async fn whatever_the_portal_does_nothing_is_texted_and_the_draft_stays() {
    for (name, kind) in [
        (Name::Down, "portalDown"),
        (Name::Unauthorized, "portalKeyRefused"),
        (Name::Conflict, "portalRefused"),
        (Name::Unprocessable, "portalRefused"),
        (Name::TooMany, "portalDown"),
        (Name::Html, "portalDown"),
        (Name::Redirect, "portalDown"),
    ] {
        let ward = Ward::connected().await;
        ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": WORDS })).await;
        ward.portal.set_fault(PortalFault::always(name, On::Create));
        let refused = ward.hand_off().await;
        assert_eq!(
            (refused["kind"].as_str(), refused["refusal"]["kind"].as_str()),
            (Some("refused"), Some(kind))
        );
        let items = ward.items().await;
        assert!(card(&items).is_none() && links(&items).is_empty(), "{name:?}");
        let outbox = ward.desk.ask("outbox.list", json!({})).await;
        assert_eq!(outbox["items"].as_array().unwrap().len(), 0, "{name:?}");
        let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
        assert_eq!(detail["draft"], WORDS, "{name:?}");
        // When the portal is itself again, the next click ends with exactly one message and one link.
        ward.portal.clear_faults();
        assert_eq!(ward.hand_off().await["kind"], "queued", "{name:?}");
        let live = ward.portal.kept().into_iter().filter(|kept| kept.status != "entered-in-error");
        assert_eq!((live.count(), links(&ward.items().await).len()), (1, 1), "{name:?}");
    }
}

#[tokio::test]
async fn an_answer_that_was_lost_is_looked_for_before_anything_is_posted_again() {
    let ward = Ward::connected().await;
    ward.portal.set_fault(PortalFault::once(Name::Failed, On::Create));
    let moved = ward.hand_off().await;
    assert_eq!(moved["kind"], "queued", "the portal had it all along");
    assert_eq!((ward.portal.kept().len(), links(&ward.items().await).len()), (1, 1));
}

#[tokio::test]
async fn what_is_left_in_the_portal_by_a_doubt_is_taken_out_before_the_next_try() {
    let ward = Ward::connected().await;
    // Kept, answered with a failure, and then it cannot be asked: nobody knows.
    ward.portal.set_fault(PortalFault::once(Name::Failed, On::Create));
    ward.portal.set_fault(PortalFault::once(Name::Html, On::Message));
    assert_eq!(ward.hand_off().await["refusal"]["kind"], "portalDown");
    let live = || ward.portal.kept().into_iter().filter(|kept| kept.status != "entered-in-error").count();
    assert_eq!(live(), 1);
    // While it still cannot be asked, nothing more is posted.
    ward.portal.set_fault(PortalFault::once(Name::Html, On::Message));
    assert_eq!(ward.hand_off().await["refusal"]["kind"], "portalDown");
    assert_eq!((live(), ward.portal.kept().len()), (1, 1));
    assert_eq!(ward.hand_off().await["kind"], "queued");
    assert_eq!((live(), ward.portal.kept().len()), (1, 2), "the first one was taken out");
    assert_eq!(links(&ward.items().await).len(), 1);
}

#[tokio::test]
async fn what_nobody_was_sure_of_is_taken_out_without_another_click() {
    let mut practice = Practice::new().await;
    practice.fault(json!({ "name": "failed", "on": "create", "next": 1 })).await;
    practice.fault(json!({ "name": "html", "on": "message", "next": 1 })).await;
    let marcus = practice.desk.thread_of("Marcus Oyelaran").await;
    let reply = practice.desk.ask("messages.handOff", hand_off(&marcus, &client_id())).await;
    assert_eq!(reply["refusal"]["kind"], "portalDown");
    assert_eq!(practice.kept().await[0]["status"], "in-progress");
    while practice.kept().await[0]["status"] != "entered-in-error" {
        practice.desk.events.recv().await.unwrap();
    }
}

#[tokio::test]
async fn undo_takes_the_link_and_the_message_back() {
    let mut ward = Ward::connected().await;
    let moved = ward.hand_off().await;
    let back = ward.desk.ask("messages.cancel", json!({ "message": moved["item"]["id"] })).await;
    assert_eq!(back["text"], WORDS);
    let thread = json!({ "thread": ward.thread, "latest": 60 });
    let portal = &ward.portal;
    ward.desk
        .until("threads.refresh", thread, |_| {
            portal.kept().iter().all(|kept| kept.status == "entered-in-error")
        })
        .await;
    assert_eq!(ward.portal.kept()[0].words, "", "the words are gone with it");
    assert!(card(&ward.items().await).is_none());
}

#[tokio::test]
async fn after_a_power_loss_between_post_and_link_there_is_one_message_and_one_link() {
    let ward = Ward::connected().await;
    // The portal keeps it and never answers: this is the moment.
    ward.portal.set_fault(PortalFault::once(Name::Lost, On::Create));
    let (app, click) = (ward.desk.app.clone(), client_id());
    let args = hand_off(&ward.thread, &click);
    let clicking = tokio::spawn(async move { app.call("messages.handOff", args).await.map(drop) });
    while ward.portal.kept().is_empty() {
        tokio::task::yield_now().await;
    }
    let mut again = after_power_loss(&ward.desk).await;
    clicking.abort();
    ward.desk.app.close().await;

    let thread = json!({ "thread": ward.thread, "latest": 60 });
    again
        .until("threads.refresh", thread, |detail| {
            let items = detail["timeline"]["items"].as_array().unwrap();
            links(items).len() == 1
        })
        .await;
    let items = items(&again, &ward.thread).await;
    assert_eq!(card(&items).unwrap()["handoff"]["state"], "delivered");
    assert_eq!(ward.portal.kept().len(), 1, "posted once");
    // The same click, tried again by the window that came back, is the same hand-off.
    let same = again.ask("messages.handOff", hand_off(&ward.thread, &click)).await;
    assert_eq!(same["item"]["id"], links(&items)[0]["id"]);
    assert_eq!(ward.portal.kept().len(), 1);
    again.app.close().await;
}

#[tokio::test]
async fn after_a_power_loss_before_the_post_it_is_posted_once() {
    let ward = Ward::connected().await;
    ward.portal.set_fault(PortalFault::once(Name::Silent, On::Create));
    let app = ward.desk.app.clone();
    let args = hand_off(&ward.thread, &client_id());
    let clicking = tokio::spawn(async move { app.call("messages.handOff", args).await.map(drop) });
    while !ward.portal.seen().iter().any(|line| line == "POST /fhir/Communication") {
        tokio::task::yield_now().await;
    }
    let mut again = after_power_loss(&ward.desk).await;
    clicking.abort();
    ward.desk.app.close().await;
    let thread = json!({ "thread": ward.thread, "latest": 60 });
    again
        .until("threads.refresh", thread, |detail| {
            links(detail["timeline"]["items"].as_array().unwrap()).len() == 1
        })
        .await;
    assert_eq!(ward.portal.kept().len(), 1);
    again.app.close().await;
}

#[tokio::test]
async fn without_an_agreement_nothing_goes() {
    let ward = Ward::connected().await;
    for (agreement, kind) in [
        (Value::Null, "portalNotCovered"),
        (
            json!({ "with": "Bayou Portal Inc.", "signedOn": "2024-01-05", "untilOn": "2025-01-05" }),
            "portalCoverEnded",
        ),
    ] {
        let setup = ward.desk.ask("portal.saveAgreement", json!({ "agreement": agreement })).await;
        assert_eq!(setup["covered"], false);
        assert_eq!(ward.hand_off().await["refusal"]["kind"], kind);
        let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
        assert!(detail["composer"]["handoff"].is_null());
        assert_eq!(detail["composer"]["handoffOff"], kind);
    }
    assert_eq!(ward.portal.kept(), []);
}

#[tokio::test]
async fn a_patient_without_an_account_is_offered_the_sign_up_link() {
    let ward = Ward::connected().await;
    let account = |number: &str, standing: &str| json!({ "thread": ward.thread, "recordNumber": number, "standing": standing });
    for (number, standing, kind) in [
        (RECORD, "nothing", "noPortalAccount"),
        ("", "active", "noRecordNumber"),
        ("BFC-9999", "active", "noPortalAccount"),
    ] {
        ward.desk.ask("patients.savePortal", account(number, standing)).await;
        let refused = ward.hand_off().await;
        assert_eq!(refused["refusal"]["kind"], kind, "{number} {standing}");
        assert!(links(&ward.items().await).is_empty());
    }
    let sent =
        ward.desk.ask("handoffs.signUp", json!({ "thread": ward.thread, "clientId": client_id() })).await;
    let text = sent["item"]["text"].as_str().unwrap();
    assert!(text.contains("open your account") && text.contains("portal.bayoufamily.example"), "{text}");
}

#[tokio::test]
async fn a_task_waits_for_a_person_and_then_the_link_goes() {
    let ward = Ward::by_hand().await;
    ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": WORDS })).await;
    let kept = ward.hand_off().await;
    let handoff = &kept["item"]["handoff"];
    assert_eq!(
        (kept["item"]["kind"].as_str(), handoff["state"].as_str()),
        (Some("portalCard"), Some("offered"))
    );
    assert_eq!(handoff["target"], "portalByHand");
    let tasks = ward.desk.ask("handoffs.tasks", json!({})).await;
    assert_eq!(tasks["tasks"][0]["text"], WORDS);
    assert!(links(&ward.items().await).is_empty(), "nobody gets a link to nothing");
    let copy = ward.desk.refused("handoffs.copy", json!({ "handoff": handoff["id"] })).await;
    assert_eq!(copy.code, ErrorCode::Internal, "this host has no clipboard, and says so");

    let done = ward.desk.ask("handoffs.checkOff", json!({ "handoff": handoff["id"] })).await;
    assert_eq!(done["item"]["purpose"], "portalLink");
    assert_eq!(ward.desk.ask("handoffs.tasks", json!({})).await["tasks"], json!([]));
    let twice = ward.desk.refused("handoffs.checkOff", json!({ "handoff": handoff["id"] })).await;
    assert_eq!(twice.code, ErrorCode::TooLate);

    // What a person pasted only a person can take out: undo stops the link and no more.
    let back = ward.desk.ask("messages.cancel", json!({ "message": done["item"]["id"] })).await;
    assert_eq!(back["text"], "");
    let items = ward.items().await;
    let card = card(&items).unwrap();
    assert_eq!(
        (card["handoff"]["linkFailed"].as_bool(), card["handoff"]["canSendLink"].as_bool()),
        (Some(true), Some(true))
    );
    let again = json!({ "handoff": handoff["id"], "clientId": client_id() });
    let sent = ward.desk.ask("handoffs.sendLink", again.clone()).await;
    assert_eq!(sent["kind"], "queued");
    assert_eq!(ward.desk.ask("handoffs.sendLink", again).await["item"]["id"], sent["item"]["id"], "once");
    let more = json!({ "handoff": handoff["id"], "clientId": client_id() });
    assert_eq!(
        ward.desk.refused("handoffs.sendLink", more).await.code,
        ErrorCode::TooLate,
        "it is on its way"
    );
}

#[tokio::test]
async fn a_task_taken_back_is_a_draft_again() {
    let ward = Ward::by_hand().await;
    for target in ["portal", "secureEmail", "call"] {
        let args = json!({ "thread": ward.thread, "text": WORDS, "clientId": client_id(), "target": target });
        let kept = ward.desk.ask("messages.handOff", args).await;
        let back =
            ward.desk.ask("handoffs.takeBack", json!({ "handoff": kept["item"]["handoff"]["id"] })).await;
        assert_eq!(back["text"], WORDS, "{target}");
        assert!(card(&ward.items().await).is_none());
        let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
        assert_eq!(detail["draft"], WORDS, "{target}");
        ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": "" })).await;
    }
}

#[tokio::test]
async fn a_call_is_logged_and_texts_nothing() {
    let ward = Ward::by_hand().await;
    let args = json!({ "thread": ward.thread, "text": WORDS, "clientId": client_id(), "target": "call" });
    let kept = ward.desk.ask("messages.handOff", args).await;
    ward.desk.ask("handoffs.checkOff", json!({ "handoff": kept["item"]["handoff"]["id"] })).await;
    let items = ward.items().await;
    assert!(links(&items).is_empty());
    assert_eq!(card(&items).unwrap()["handoff"]["state"], "delivered");
    assert!(items.iter().any(|item| item["what"] == "handoffDone"));
}

#[tokio::test]
async fn what_was_typed_since_the_click_stays() {
    let ward = Ward::connected().await;
    ward.portal.set_fault(PortalFault::once(Name::Slow(400), On::Create));
    let newer = "Also, please bring your insurance card.";
    let typing = async {
        while !ward.portal.seen().iter().any(|line| line == "POST /fhir/Communication") {
            tokio::task::yield_now().await;
        }
        ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": newer })).await;
    };
    let (moved, ()) = tokio::join!(ward.hand_off(), typing);
    assert_eq!(moved["kind"], "queued");
    let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
    assert_eq!(detail["draft"], newer);
}

#[tokio::test]
async fn the_portal_tells_opened_and_answered_and_the_thread_comes_back() {
    let Practice { mut desk, control, http, .. } = Practice::new().await;
    let marcus = desk.thread_of("Marcus Oyelaran").await;
    assert_eq!(desk.ask("messages.handOff", hand_off(&marcus, &client_id())).await["kind"], "queued");
    let row = desk.row("all", "Marcus Oyelaran").await;
    assert!(row["waitingSinceAt"].is_null(), "it waits on the portal");

    let kept: Value = http.get(format!("{control}/messages")).send().await.unwrap().json().await.unwrap();
    let hand = json!({ "record_number": kept[0]["record_number"], "words": "Thank you." });
    let refresh = json!({ "thread": marcus, "latest": 60 });
    let state = |detail: &Value, wanted: &str| {
        let items = detail["timeline"]["items"].as_array().unwrap().clone();
        card(&items).is_some_and(|card| card["handoff"]["state"] == wanted)
    };
    http.post(format!("{control}/open")).json(&hand).send().await.unwrap();
    let detail = desk.until("threads.refresh", refresh.clone(), |detail| state(detail, "opened")).await;
    assert!(detail["patient"]["portal"]["seenAt"].is_i64());
    // The report says when it was read where somebody knows, and of a text that nobody does.
    switch(&desk, "Dana Ruiz").await;
    let asked = json!({ "thread": marcus, "from": "2000-01-01", "to": "2099-12-31", "channel": null });
    let report = desk.ask("report.read", json!({ "asked": asked })).await;
    let sent: Vec<&Value> =
        report["rows"].as_array().unwrap().iter().filter(|row| row["outbound"] == true).collect();
    assert!(sent.len() > 1);
    for row in sent {
        assert_eq!(row["readAt"].is_i64(), row["kind"] == "portalMessage", "{row}");
    }
    http.post(format!("{control}/answer")).json(&hand).send().await.unwrap();
    let detail = desk.until("threads.refresh", refresh, |detail| state(detail, "answered")).await;
    assert!(detail["row"]["waitingSinceAt"].is_i64() && detail["row"]["unread"].as_u64() > Some(0));
    assert_eq!(detail["row"]["preview"]["kind"], "portalAnswer");
    let items = detail["timeline"]["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["what"] == "portalAnswered"));
    assert!(!detail.to_string().contains("Thank you."), "the answer is read in the portal");
}

#[tokio::test]
async fn settings_refuse_what_would_tell_who_is_meant() {
    let ward = Ward::connected().await;
    let save =
        |link: &str, staff: &str| json!({ "link": link, "signUp": "", "staffUrl": staff, "remindHours": 24 });
    for (link, staff, field) in [
        ("https://portal.example/{name}", "", "link"),
        ("https://portal.example/{birth_date}", "", "link"),
        ("http://portal.example", "", "link"),
        ("https://bit.ly/bayou", "", "link"),
        ("https://portal.example/?p=7", "", "link"),
        ("", "http://staff.example", "staffUrl"),
        ("", "javascript:alert(1)", "staffUrl"),
    ] {
        let error = ward.desk.refused("portal.save", save(link, staff)).await;
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadField, Some(field)), "{link}{staff}");
    }
    ward.desk
        .ask("portal.save", save("https://portal.example/{language}", "https://staff.example/inbox"))
        .await;
    let moved = ward.hand_off().await;
    assert!(moved["item"]["text"].as_str().unwrap().ends_with("portal.example/en"));

    let text = |en: &str, es: &str| json!({ "kind": "link", "en": en, "es": es });
    let tells = text("{practice}: your A1C is back. STOP ends texts. {link}", "");
    assert_eq!(ward.desk.refused("portal.saveText", tells).await.field.as_deref(), Some("en"));
    let own = text("{practice}: please look at {link} when you can. STOP ends texts.", "");
    let setup = ward.desk.ask("portal.saveText", own).await;
    assert_eq!(setup["texts"]["link.en"]["own"], true);
    let moved = ward.hand_off().await;
    assert_eq!(
        moved["item"]["text"],
        "Bayou Family Clinic: please look at portal.example/en when you can. STOP ends texts."
    );
}
