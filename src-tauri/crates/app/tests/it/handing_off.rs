//! Hand-offs where a link may not go at once or at all, what comes of them days later, and what leaves for every draft of
//! the development set.

use std::collections::BTreeSet;

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::client_id,
    ward::{Practice, RECORD, WORDS, Ward, card, hand_off, items, links},
};

fn alone(thread: &str) -> Value {
    json!({ "thread": thread, "text": WORDS, "clientId": client_id(), "target": null, "withoutText": true })
}

fn refresh(thread: &str) -> Value {
    json!({ "thread": thread, "latest": 60 })
}

fn items_of(detail: &Value) -> &[Value] {
    detail["timeline"]["items"].as_array().unwrap()
}

#[tokio::test]
async fn who_opted_out_of_texts_is_reached_in_the_portal_and_nothing_is_texted() {
    let ward = Ward::connected().await;
    let stop = json!({ "thread": ward.thread, "agreed": false, "basis": "spoken", "note": "at the desk" });
    ward.desk.ask("consent.record", stop).await;
    let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
    assert!(detail["composer"]["handoff"].is_null(), "no link is promised");
    assert_eq!(detail["composer"]["portalAlone"], true);
    let ways = detail["composer"]["refusal"]["ways"].as_array().unwrap();
    assert!(ways.contains(&json!("messageInPortal")), "{ways:?}");

    // Asked for as usual it is refused: whoever clicks must have seen that no text goes.
    ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": WORDS })).await;
    assert_eq!(ward.hand_off().await["refusal"]["kind"], "optedOut");
    assert!(ward.portal.kept().is_empty());

    let moved = ward.desk.ask("messages.handOff", alone(&ward.thread)).await;
    let handoff = &moved["item"]["handoff"];
    assert_eq!(
        (moved["item"]["kind"].as_str(), handoff["state"].as_str(), handoff["withoutLink"].as_bool()),
        (Some("portalCard"), Some("delivered"), Some(true))
    );
    assert_eq!(
        (handoff["linkFailed"].as_bool(), handoff["canTakeBack"].as_bool()),
        (Some(false), Some(true))
    );
    assert_eq!((ward.portal.kept().len(), ward.portal.kept()[0].words.as_str()), (1, WORDS));
    let detail = ward.desk.ask("threads.open", json!({ "thread": ward.thread })).await;
    assert_eq!(
        (detail["draft"].as_str(), detail["row"]["preview"]["kind"].as_str()),
        (Some(""), Some("portal"))
    );
    assert!(links(items_of(&detail)).is_empty());
    assert_eq!(ward.desk.ask("outbox.list", json!({})).await["items"], json!([]));
}

#[tokio::test]
async fn words_alone_in_the_portal_can_be_taken_back_until_they_are_read() {
    let mut practice = Practice::new().await;
    let samir = practice.desk.thread_of("Samir Haddad").await;
    let moved = practice.desk.ask("messages.handOff", alone(&samir)).await;
    let id = moved["item"]["handoff"]["id"].clone();
    let back = practice.desk.ask("handoffs.takeBack", json!({ "handoff": id })).await;
    assert_eq!(back["text"], WORDS);
    while practice.kept().await[0]["status"] != "entered-in-error" {
        practice.desk.events.recv().await.unwrap();
    }
    assert!(card(&items(&practice.desk, &samir).await).is_none());

    let moved = practice.desk.ask("messages.handOff", alone(&samir)).await;
    let id = moved["item"]["handoff"]["id"].clone();
    let record = practice.kept().await[1]["record_number"].clone();
    let hand = json!({ "record_number": record });
    practice.http.post(format!("{}/open", practice.control)).json(&hand).send().await.unwrap();
    practice
        .desk
        .until("threads.refresh", refresh(&samir), |detail| {
            card(items_of(detail)).is_some_and(|card| card["handoff"]["state"] == "opened")
        })
        .await;
    let late = practice.desk.refused("handoffs.takeBack", json!({ "handoff": id })).await;
    assert_eq!(late.code, ErrorCode::TooLate);
    assert!(practice.texted().await.is_empty(), "nothing was texted at all");
}

#[tokio::test]
async fn in_quiet_hours_the_words_go_and_the_link_waits_for_the_morning() {
    let mut practice = Practice::new().await;
    // 10:42 in the evening, and Samir has not written for days.
    practice.hours_pass(12).await;
    let samir = practice.desk.thread_of("Samir Haddad").await;
    let detail = practice.desk.ask("threads.open", json!({ "thread": samir })).await;
    let until =
        detail["composer"]["handoff"]["waitsUntilAt"].as_i64().expect("the wait is told before the click");
    let moved = practice.desk.ask("messages.handOff", hand_off(&samir, &client_id())).await;
    let delivery = &moved["item"]["delivery"];
    assert_eq!((delivery["state"].as_str(), delivery["hold"].as_str()), (Some("held"), Some("quietHours")));
    assert!(delivery["undoUntilAt"].is_null() && delivery["canCancel"] == true);
    assert_eq!(practice.kept().await[0]["words"], WORDS, "the portal is not a text");
    let card_now = card(&items(&practice.desk, &samir).await).unwrap().clone();
    assert_eq!(
        (card_now["handoff"]["linkFailed"].as_bool(), card_now["handoff"]["state"].as_str()),
        (Some(false), Some("delivered"))
    );
    // A reply of one's own is still refused, as ever.
    let reply =
        json!({ "thread": samir, "text": "See you soon.", "clientId": client_id(), "overrideReason": null });
    assert_eq!(practice.desk.ask("messages.send", reply).await["refusal"]["kind"], "quietHours");
    assert!(practice.texted().await.is_empty());

    practice.hours_pass(10).await;
    let out = |detail: &Value| {
        links(items_of(detail))
            .first()
            .is_some_and(|link| link["delivery"]["hold"].is_null() && link["delivery"]["state"] != "held")
    };
    practice.desk.until("threads.refresh", refresh(&samir), out).await;
    practice
        .desk
        .until("threads.refresh", refresh(&samir), |detail| {
            matches!(
                links(items_of(detail))[0]["delivery"]["state"].as_str(),
                Some("accepted" | "sent" | "delivered")
            )
        })
        .await;
    let texted = practice.texted().await;
    assert_eq!(texted.len(), 1, "{texted:?}");
    // Nine in the morning in Houston, summer or winter.
    assert!([14, 15].contains(&(until.rem_euclid(86_400_000) / 3_600_000)), "{until}");
}

#[tokio::test]
async fn a_link_that_waits_for_the_morning_is_undone_like_any_other() {
    let practice = Practice::new().await;
    practice.hours_pass(12).await;
    let samir = practice.desk.thread_of("Samir Haddad").await;
    let moved = practice.desk.ask("messages.handOff", hand_off(&samir, &client_id())).await;
    let back = practice.desk.ask("messages.cancel", json!({ "message": moved["item"]["id"] })).await;
    assert_eq!(back["text"], WORDS);
    assert!(card(&items(&practice.desk, &samir).await).is_none());
}

#[tokio::test]
async fn an_unopened_message_comes_back_after_a_day_and_expires_after_a_month() {
    let mut practice = Practice::new().await;
    let samir = practice.desk.thread_of("Samir Haddad").await;
    let moved = practice.desk.ask("messages.handOff", hand_off(&samir, &client_id())).await;
    let handoff = moved["item"]["id"].clone();
    assert!(handoff.is_string());
    let state = |detail: &Value, wanted: &dyn Fn(&Value) -> bool| {
        card(items_of(detail)).is_some_and(|card| wanted(&card["handoff"]))
    };
    practice.hours_pass(25).await;
    let detail = practice
        .desk
        .until("threads.refresh", refresh(&samir), |detail| {
            state(detail, &|handoff| handoff["unopened"] == true)
        })
        .await;
    assert!(detail["row"]["waitingSinceAt"].is_i64(), "somebody decides whether to text or to call");
    assert!(items_of(&detail).iter().any(|item| item["what"] == "portalUnopened"));
    let known = card(items_of(&detail)).unwrap()["handoff"].clone();
    assert_eq!(known["canSendLink"], true);
    let again = json!({ "handoff": known["id"], "clientId": client_id() });
    let sent = practice.desk.ask("handoffs.sendLink", again).await;
    assert!(sent["item"]["text"].as_str().unwrap().contains("still waiting"), "{sent}");

    practice.hours_pass(30 * 24).await;
    let detail = practice
        .desk
        .until("threads.refresh", refresh(&samir), |detail| {
            state(detail, &|handoff| handoff["state"] == "expired")
        })
        .await;
    assert!(items_of(&detail).iter().any(|item| item["what"] == "portalExpired"));
}

/// A patient writes, and the thread has it.
pub async fn hears(practice: &mut Practice, name: &str, words: &str) -> Value {
    let thread = practice.desk.thread_of(name).await;
    let number = practice.desk.row("all", name).await["number"].as_str().unwrap().to_owned();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    practice.patient_writes(&format!("+1{digits}"), words).await;
    let there = |detail: &Value| items_of(detail).iter().any(|item| item["text"] == words);
    practice.desk.until("threads.refresh", refresh(&thread), there).await
}

#[tokio::test]
async fn a_clinical_text_suggests_the_portal_in_the_patients_language_and_an_emergency_a_call() {
    let mut practice = Practice::new().await;
    let detail =
        hears(&mut practice, "Lupe Sandoval", "Me salió el azúcar en 300 y tomo metformina, ¿qué hago?")
            .await;
    let invite = detail["suggestion"]["invite"]["text"].as_str().expect("a reply is suggested");
    assert!(
        invite.contains("por favor siga en el portal") && detail["suggestion"]["urgent"] == false,
        "{invite}"
    );
    let detail =
        hears(&mut practice, "Samir Haddad", "My A1C was 8.2 last month, should I up the metformin?").await;
    assert!(
        detail["suggestion"]["invite"]["text"].as_str().unwrap().contains("please write to us in the portal")
    );
    let detail = hears(&mut practice, "Samir Haddad", "I have chest pain and trouble breathing").await;
    assert_eq!(detail["suggestion"]["urgent"], true);
    let detail = hears(&mut practice, "Samir Haddad", "What time do you close?").await;
    assert!(detail["suggestion"].is_null(), "nothing clinical, nothing suggested");

    // What is suggested is what is sent.
    let detail = hears(&mut practice, "Lupe Sandoval", "El doctor dijo que tengo diabetes tipo 2").await;
    let invite = detail["suggestion"]["invite"]["text"].clone();
    let thread = detail["row"]["id"].clone();
    let sent =
        practice.desk.ask("handoffs.invite", json!({ "thread": thread, "clientId": client_id() })).await;
    assert_eq!(sent["item"]["text"], invite);
}

#[tokio::test]
async fn without_an_account_the_exact_sign_up_text_is_shown_before_it_goes() {
    let practice = Practice::new().await;
    let luis = practice.desk.thread_of("Luis Arredondo").await;
    let detail = practice.desk.ask("threads.open", json!({ "thread": luis })).await;
    assert!(detail["composer"]["handoff"].is_null());
    assert_eq!(detail["composer"]["handoffOff"], "noPortalAccount");
    let refused = practice.desk.ask("messages.handOff", hand_off(&luis, &client_id())).await;
    let shown = refused["refusal"]["offers"]["text"].as_str().unwrap();
    assert!(shown.contains("puede abrir su cuenta"), "{shown}");
    let sent = practice.desk.ask("handoffs.signUp", json!({ "thread": luis, "clientId": client_id() })).await;
    assert_eq!(sent["item"]["text"], shown);
    assert_eq!(practice.kept().await, json!([]));
}

#[tokio::test]
async fn the_portals_page_for_staff_opens_in_the_browser_and_only_over_https() {
    let ward = Ward::by_hand().await;
    let moved = ward.hand_off().await;
    assert_eq!(moved["item"]["handoff"]["canOpenPortal"], false, "there is no page yet");
    assert_eq!(ward.desk.refused("portal.openStaffPage", json!({})).await.code, ErrorCode::BadField);
    assert!(ward.desk.browser.opened().is_empty());

    let page = "https://staff.portal.example/inbox?view=new";
    let save = json!({ "link": "", "signUp": "", "staffUrl": page, "remindHours": 24 });
    ward.desk.ask("portal.save", save).await;
    let tasks = ward.desk.ask("handoffs.tasks", json!({})).await;
    assert_eq!(tasks["tasks"][0]["canOpenPortal"], true);
    assert_eq!(card(&ward.items().await).unwrap()["handoff"]["canOpenPortal"], true);
    ward.desk.ask("portal.openStaffPage", json!({})).await;
    assert_eq!(ward.desk.browser.opened(), [page]);
    for bad in ["http://staff.example/", "file:///etc/passwd", "https://user:word@staff.example/"] {
        let save = json!({ "link": "", "signUp": "", "staffUrl": bad, "remindHours": 24 });
        assert_eq!(ward.desk.refused("portal.save", save).await.field.as_deref(), Some("staffUrl"), "{bad}");
    }
}

/// For every draft of the development set that must not be texted, by the click itself: what leaves is the same text,
/// whatever was written, so nothing of a draft can be in it.
#[tokio::test]
async fn what_is_texted_does_not_depend_on_the_draft() {
    let ward = Ward::connected().await;
    let (mut texted, mut drafts) = (BTreeSet::new(), Vec::new());
    for line in include_str!("../../../phi/tests/dev.jsonl").lines() {
        let draft: Value = serde_json::from_str(line).unwrap();
        if draft["label"] != "phi" {
            continue;
        }
        let words = draft["text"].as_str().unwrap().to_owned();
        let args = json!({ "thread": ward.thread, "text": words, "clientId": client_id(), "target": null });
        let moved = ward.desk.ask("messages.handOff", args).await;
        assert_eq!(moved["kind"], "queued", "{}", draft["id"]);
        texted.insert(moved["item"]["text"].as_str().unwrap().to_owned());
        // Undone at once: nobody needs a hundred and fifty links.
        let back = ward.desk.ask("messages.cancel", json!({ "message": moved["item"]["id"] })).await;
        assert_eq!(back["text"], words.as_str());
        ward.desk.ask("drafts.save", json!({ "thread": ward.thread, "note": false, "text": "" })).await;
        drafts.push(words);
    }
    assert!(drafts.len() >= 150, "only {} drafts were handed off", drafts.len());
    assert_eq!(drafts.iter().collect::<BTreeSet<_>>().len(), drafts.len(), "no two drafts are the same");
    assert_eq!(texted.len(), 1, "{texted:?}");
    let posted: BTreeSet<String> = ward.portal.seen().into_iter().filter(|line| line.contains('?')).collect();
    for draft in &drafts {
        assert!(!posted.iter().any(|line| line.contains(draft.as_str())), "a draft is in an address");
    }
    assert!(ward.portal.kept().iter().all(|kept| kept.record_number == RECORD));
}
