//! Looking threads over: what a manager finds, marks and asks, and the colleague who hears of it.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    seats::{full_house, switch},
};

const CLINICAL: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

/// Somebody whom no pretend patient plays, so that nobody answers.
async fn texted(desk: &Desk) -> String {
    let start = json!({ "number": "504 555 0177", "name": "Nguyễn Hạnh", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] });
    desk.ask("consent.record", consent).await;
    let text = json!({
        "thread": thread, "text": CLINICAL, "clientId": client_id(), "overrideReason": "Patient asked by text",
    });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
    thread
}

async fn list(desk: &Desk, any: &[&str], unreviewed: bool) -> Vec<Value> {
    let asked = json!({
        "period": "month", "staff": null, "category": null, "channel": null, "language": null, "any": any,
        "unreviewed": unreviewed,
    });
    let found = desk.ask("review.threads", json!({ "asked": asked })).await;
    assert_eq!(found["total"], found["rows"].as_array().unwrap().len(), "all of them fit");
    found["rows"].as_array().unwrap().clone()
}

fn row_of<'a>(rows: &'a [Value], thread: &str) -> Option<&'a Value> {
    rows.iter().find(|row| row["thread"] == thread)
}

#[tokio::test]
async fn a_thread_is_looked_over_and_a_colleague_is_asked_about_it() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let thread = texted(&desk).await;

    let all = list(&desk, &[], false).await;
    let row = row_of(&all, &thread).unwrap();
    assert_eq!((&row["overWarning"], &row["sent"], &row["received"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!(row["marks"], json!(["warning"]));
    assert_eq!(
        (row["reason"].as_str(), row["staff"].as_str()),
        (Some("Patient asked by text"), Some("The manager"))
    );
    assert!(row["reviewed"].is_null());
    // Each filter shows what its figure counts, and nothing else.
    let page = desk.ask("overview.read", json!({ "period": "month" })).await;
    let warned = list(&desk, &["warning"], false).await;
    let counted: u64 = warned.iter().map(|row| row["overWarning"].as_u64().unwrap()).sum();
    assert_eq!(counted, page["overWarning"].as_array().unwrap().len() as u64);
    assert!(row_of(&warned, &thread).is_some());
    assert!(row_of(&list(&desk, &["failed", "waiting"], false).await, &thread).is_none());

    let open = desk.ask("review.open", json!({ "thread": thread })).await;
    let card = &open["over"][0];
    assert_eq!(
        (card["verdict"].as_str(), card["reason"].as_str()),
        (Some("portalOnly"), Some("Patient asked by text"))
    );
    let words: Vec<u16> = CLINICAL.encode_utf16().collect();
    let first = &card["marks"][0];
    let marked = &words[first[0].as_u64().unwrap() as usize..first[1].as_u64().unwrap() as usize];
    assert!(CLINICAL.contains(&String::from_utf16(marked).unwrap()));

    let receptionist = open["colleagues"].as_array().unwrap().iter();
    let receptionist =
        receptionist.clone().find(|one| one["name"] == "The receptionist").unwrap()["id"].clone();
    assert!(open["colleagues"].as_array().unwrap().iter().all(|one| one["name"] != "The manager"));
    let asked = json!({
        "thread": thread, "text": "Hand this kind off next time.", "asks": [receptionist], "clientId": client_id(),
    });
    desk.ask("review.comment", asked.clone()).await;
    desk.ask("review.comment", asked).await;
    desk.ask("review.mark", json!({ "thread": thread })).await;
    let open = desk.ask("review.open", json!({ "thread": thread })).await;
    assert_eq!(open["comments"].as_array().unwrap().len(), 1, "a double click is one note");
    assert_eq!(open["comments"][0]["asks"], json!(["The receptionist"]));
    assert_eq!(row_of(&list(&desk, &[], false).await, &thread).unwrap()["reviewed"]["by"], "The manager");
    assert!(row_of(&list(&desk, &[], true).await, &thread).is_none());

    // A later text wants another look.
    let later = json!({ "thread": thread, "text": "See you at nine.", "clientId": client_id(), "overrideReason": null });
    desk.ask("messages.send", later).await;
    assert!(row_of(&list(&desk, &[], true).await, &thread).is_some());
    assert_eq!(desk.ask("review.mentions", json!({})).await["items"], json!([]));

    switch(&desk, "The receptionist").await;
    let asked = desk.ask("review.mentions", json!({})).await["items"].as_array().unwrap().clone();
    assert_eq!(
        (asked.len(), asked[0]["by"].as_str(), asked[0]["thread"].as_str()),
        (1, Some("The manager"), Some(thread.as_str()))
    );
    assert_eq!(asked[0]["text"], "Hand this kind off next time.");
    desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(desk.ask("review.mentions", json!({})).await["items"], json!([]), "they have come");
    assert_eq!(desk.refused("review.open", json!({ "thread": thread })).await.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn nobody_is_asked_about_a_thread_they_do_not_read_and_what_is_hidden_stays_so() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let thread = texted(&desk).await;
    desk.ask("threads.file", json!({ "thread": thread, "category": "clinical" })).await;
    let billing = desk.person_id("The billing").await;
    let asked =
        json!({ "thread": thread, "text": "Is this paid?", "asks": [billing], "clientId": client_id() });
    let refused = desk.refused("review.comment", asked).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("asks")));
    let open = desk.ask("review.open", json!({ "thread": thread })).await;
    assert_eq!(open["comments"], json!([]), "nothing was kept");
    assert!(open["colleagues"].as_array().unwrap().iter().all(|one| one["id"] != billing));
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert_eq!(trail.matches("review.open").count(), 1, "the look is written down");
    assert!(
        !trail.contains("Is this paid") && !trail.contains("Nguy"),
        "the trail has no words and no names"
    );
}

#[tokio::test]
async fn the_goal_is_the_practices_and_survives_its_other_facts() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let goals = |minutes: u32, stretches: Value| json!({ "goals": { "minutes": minutes, "stretches": stretches, "fromOpening": true } });
    let overlap = json!([
        { "fromHour": 8, "untilHour": 12, "minutes": 30 }, { "fromHour": 11, "untilHour": 13, "minutes": 20 }
    ]);
    for wrong in [goals(0, json!([])), goals(1_441, json!([])), goals(15, overlap)] {
        let refused = desk.refused("settings.saveGoals", wrong).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("goals")));
    }
    desk.ask("settings.saveGoals", goals(45, json!([]))).await;
    let facts = json!({ "name": "Bayou Family Clinic", "timeZone": "America/Chicago", "portalUrl": null });
    desk.ask("settings.savePractice", facts).await;
    assert_eq!(desk.ask("overview.read", json!({ "period": "week" })).await["goalMinutes"], json!([45, 45]));
    let rows = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 50 })).await;
    let waiting =
        rows["rows"].as_array().unwrap().iter().find(|row| !row["waitingSinceAt"].is_null()).unwrap().clone();
    assert_eq!(
        waiting["lateAt"].as_i64().unwrap() - waiting["waitingSinceAt"].as_i64().unwrap(),
        45 * 60_000
    );

    // The whole day has another goal, hour by hour: the list, Review and the threads to look over all go by it.
    let all_day = json!([{ "fromHour": 0, "untilHour": 12, "minutes": 7 }, { "fromHour": 12, "untilHour": 24, "minutes": 9 }]);
    desk.ask("settings.saveGoals", goals(45, all_day.clone())).await;
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["replyGoals"]["stretches"], all_day);
    assert_eq!(desk.ask("overview.read", json!({ "period": "week" })).await["goalMinutes"], json!([7, 9]));
    let rows = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 50 })).await;
    for row in rows["rows"].as_array().unwrap().iter().filter(|row| !row["waitingSinceAt"].is_null()) {
        let within = row["lateAt"].as_i64().unwrap() - row["waitingSinceAt"].as_i64().unwrap();
        assert!([7 * 60_000, 9 * 60_000].contains(&within), "{within}");
    }

    // Where the office is open for a minute on Sundays only, nobody is late before Sunday.
    let day = |open: bool| {
        if open { json!({ "from": 0, "until": 1 }) } else { json!({ "from": null, "until": null }) }
    };
    let week: Vec<Value> = (0..7).map(|at| day(at == 6)).collect();
    let hours = json!({ "offices": [{ "location": null, "week": week, "holidays": [] }], "replies": false });
    desk.ask("hours.save", hours).await;
    let rows = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 50 })).await;
    let waiting = desk.ask("overview.read", json!({ "period": "week" })).await["waiting"].clone();
    let row =
        rows["rows"].as_array().unwrap().iter().find(|row| !row["waitingSinceAt"].is_null()).unwrap().clone();
    assert!(row["lateAt"].as_i64().unwrap() - row["waitingSinceAt"].as_i64().unwrap() > 86_400_000);
    assert!(waiting.as_array().unwrap().iter().any(|one| one["late"] == false));
}

#[tokio::test]
async fn threads_are_found_by_channel_and_by_the_patients_language() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let thread = texted(&desk).await;
    let listed = async |channel: Value, language: Value| {
        let asked = json!({
            "period": "month", "staff": null, "category": null, "channel": channel, "language": language, "any": [],
            "unreviewed": false,
        });
        let found = desk.ask("review.threads", json!({ "asked": asked })).await;
        found["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["thread"].as_str().unwrap().to_owned())
            .collect()
    };
    let all: std::collections::BTreeSet<String> = listed(Value::Null, Value::Null).await;
    let [en, es]: [std::collections::BTreeSet<String>; 2] =
        [listed(Value::Null, json!("en")).await, listed(Value::Null, json!("es")).await];
    assert!(en.contains(&thread) && !es.contains(&thread) && !es.is_empty());
    assert_eq!(en.union(&es).cloned().collect::<std::collections::BTreeSet<_>>(), all);
    let [sms, whats_app]: [std::collections::BTreeSet<String>; 2] =
        [listed(json!("sms"), Value::Null).await, listed(json!("whatsApp"), Value::Null).await];
    assert!(sms.contains(&thread) && !whats_app.contains(&thread));
    assert_eq!(sms.len() + whats_app.len(), all.len());
    let asked = json!({
        "period": "month", "staff": null, "category": null, "channel": null, "language": "fr", "any": [],
        "unreviewed": false,
    });
    let refused = desk.refused("review.threads", json!({ "asked": asked })).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("language")));
}
