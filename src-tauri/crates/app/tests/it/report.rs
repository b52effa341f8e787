//! The regulator's question, asked at a desk: every message, the files, and the trail that proves them.

use std::collections::BTreeSet;

use foyer_app::wire::ErrorCode;
use foyer_audit::Hash;
use foyer_domain::{
    Channel, DeliveryState, Language, MessageId, PatientId, PhoneNumber, Private, ProviderMessageId,
    Relationship, Span, ThreadId, Timestamp,
};
use foyer_store::{
    computers, lines,
    messages::{self, NewElsewhere},
    patients::{self, ContactRow, PatientFields},
    threads,
};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    retention::between,
    seats::{full_house, switch},
    ward::Ward,
};

const WORDS: &str = "=Tu cita es mañana a las 9.";

/// A patient who agreed on paper and got one text.
async fn texted(desk: &Desk) -> String {
    let started = desk
        .ask("threads.start", json!({ "number": "713 555 0177", "name": "Nguyễn Hạnh", "language": "es" }))
        .await;
    let thread = started["thread"].as_str().unwrap().to_owned();
    desk.ask(
        "consent.record",
        json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] }),
    )
    .await;
    let text = json!({ "thread": thread, "text": WORDS, "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
    thread
}

fn asked(thread: &str, from: &str, to: &str) -> Value {
    json!({ "thread": thread, "from": from, "to": to, "channel": null })
}

#[tokio::test]
async fn every_message_is_told_and_the_trail_proves_each_file() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let thread = texted(desk).await;
    let all = asked(&thread, "2020-01-01", "2099-12-31");
    let page = desk.ask("report.read", json!({ "asked": all })).await;
    assert_eq!((&page["total"], &page["whole"]), (&json!(1), &json!(true)));
    let row = &page["rows"][0];
    assert_eq!((row["text"].as_str(), row["sender"].as_str()), (Some(WORDS), Some("Dana Ruiz")));
    assert_eq!((row["consent"].as_str(), row["outbound"].as_bool()), (Some("granted"), Some(true)));
    assert_eq!((row["verdict"].as_str(), row["readAt"].is_null()), (Some("clean"), true));

    let evidence = &row["evidence"];
    assert_eq!((&evidence["parts"], &evidence["category"]), (&json!(1), &json!("scheduling")));
    let [paper] = evidence["consentFacts"].as_array().unwrap().as_slice() else { panic!("{evidence}") };
    let fact = &paper["fact"];
    assert_eq!(
        (&fact["what"], &fact["basis"], &fact["by"]),
        (&json!("granted"), &json!("paper"), &json!("Dana Ruiz"))
    );

    let mut hashes = Vec::new();
    for format in ["csv", "jsonLines", "pdf"] {
        let saved = desk.ask("report.save", json!({ "asked": all, "format": format })).await;
        assert_eq!(saved, json!({ "saved": true }));
        let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
        hashes.push(Hash::of(&[&bytes]).to_string());
        match format {
            "csv" => {
                let csv = String::from_utf8(bytes).unwrap();
                assert!(csv.contains("'=Tu cita es mañana"), "no formula");
                assert!(csv.contains("Granted: on a signed form, by Dana Ruiz, "), "{csv}");
            }
            "jsonLines" => assert!(String::from_utf8(bytes).unwrap().contains("\"manifest\"")),
            _ => assert!(pdf_extract::extract_text_from_mem(&bytes).unwrap().contains("Nguyễn Hạnh")),
        }
    }
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    for hash in hashes {
        assert!(trail.contains(&hash), "a file that the trail does not know");
    }
    assert!(!trail.contains("cita") && !trail.contains("Nguy"), "the trail has no words and no names");
    // What the trail itself says of a text that was sent.
    let entries = trail.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let entries: Vec<Value> = entries.filter_map(|line| line.get("entry").cloned().or(Some(line))).collect();
    let sent: Vec<&Value> = entries.iter().filter(|entry| entry["action"] == "text.queue").collect();
    let detail: Value = serde_json::from_str(sent[0]["detail"].as_str().unwrap()).unwrap();
    for (field, value) in [
        ("channel", "sms"),
        ("category", "scheduling"),
        ("verdict", "clean"),
        ("badge", "granted"),
        ("purpose", "reply"),
        ("subject", "logistics"),
    ] {
        assert_eq!(detail[field], value, "{detail}");
    }
    assert_eq!((&detail["parts"], &detail["templates"]), (&json!(1), &json!([])));
    assert_eq!(detail["consent"], json!([paper["id"]]));
    let recorded = entries.iter().find(|entry| entry["object"] == paper["id"]).unwrap();
    assert_eq!((&recorded["action"], &recorded["seq"]), (&json!("consent.record"), &paper["entry"]));
    assert!(detail["computer"].is_string(), "at which computer");
    assert_eq!(detail["computer"], evidence["computer"]);
    // What the entry keeps of the words is proved by what the report has, and by nothing less.
    assert_eq!(evidence["words"], "asSealed");
    let salt = uuid::Uuid::parse_str(evidence["salt"].as_str().unwrap()).unwrap().into_bytes();
    assert_eq!(detail["words"], foyer_audit::words(&salt, WORDS).to_string());
    assert_ne!(detail["words"], foyer_audit::words(&salt, "Something else").to_string());
    assert_eq!(evidence["entry"], sent[0]["seq"]);
    // The same on screen, with the names that the trail itself has not.
    let log = desk.ask("audit.read", json!({ "before": null, "thread": thread, "by": null })).await;
    let shown = log["entries"].as_array().unwrap();
    assert!(shown.iter().all(|entry| entry["about"]["thread"] == json!(thread)));
    let queued = shown.iter().find(|entry| entry["what"] == "text.queue").unwrap();
    assert!(queued["about"]["name"].as_str().unwrap().contains("Hạnh") && queued["by"].is_string());
    let named = queued["detail"].as_array().unwrap();
    let verdict =
        json!({ "field": "verdict", "name": "verdict", "value": { "kind": "word", "word": "clean" } });
    assert!(named.contains(&verdict), "{named:?}");
    assert!(named.iter().all(|one| !one["field"].is_null()), "all of it has words: {named:?}");
    assert!(named.iter().all(|one| one["name"] != "patient"), "ids are for archives");
    assert!(
        detail["patient"].is_string() && sent[0]["user"].is_string() && sent[0]["thread"] == json!(thread)
    );
}

#[tokio::test]
async fn the_report_says_what_a_text_cost_once_the_carrier_does() {
    let mut desk = full_house().await;
    switch(&desk, "The manager").await;
    let all = asked(&texted(&desk).await, "2020-01-01", "2099-12-31");
    let costs = |page: &Value| page["rows"][0]["evidence"]["cost"].is_string();
    let page = desk.until("report.read", json!({ "asked": all }), costs).await;
    // One part, at the price of the pretend carrier.
    assert_eq!(page["rows"][0]["evidence"]["cost"], "0.0079 USD");
    desk.ask("report.save", json!({ "asked": all, "format": "csv" })).await;
    let csv = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    assert!(csv.contains("0.0079 USD"), "{csv}");
}

/// Practice mode begins its Monday anew each time; a clock that was wrong may do the same.
#[tokio::test]
async fn a_text_names_its_computer_although_the_clock_went_back() {
    let ahead = Timestamp::from_millis(4_000_000_000_000);
    let desk =
        between(full_house().await, 20.0, |tx| computers::open_on(tx, "OLD-DESK", ahead).map(drop)).await;
    switch(&desk, "The manager").await;
    let thread = texted(&desk).await;
    let all = asked(&thread, "2020-01-01", "2099-12-31");
    let page = desk.ask("report.read", json!({ "asked": all })).await;
    let computer = page["rows"][0]["evidence"]["computer"].as_str().unwrap();
    assert_ne!(computer, "OLD-DESK");
    let log = desk.ask("audit.read", json!({ "before": null, "thread": thread, "by": null })).await;
    let queued = log["entries"].as_array().unwrap().iter().find(|entry| entry["what"] == "text.queue");
    let said = queued.unwrap()["detail"].as_array().unwrap();
    let named = said.iter().find(|one| one["field"] == "computer").unwrap();
    assert_eq!(named["value"], json!({ "kind": "text", "text": computer }));
}

#[tokio::test]
async fn the_report_says_which_template_a_text_came_from_and_whether_its_words_were_changed() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let thread = texted(desk).await;
    let page = desk.ask("templates.list", json!({})).await;
    let facts =
        page["templates"].as_array().unwrap().iter().find(|one| one["level"] == "officeFacts").unwrap();
    for after in ["", " Bring your card."] {
        let take = json!({ "thread": thread, "template": facts["id"], "language": "es", "before": "", "after": after });
        let taken = desk.ask("templates.take", take).await;
        // Words put after it leave it as it is; its own words taken out do not.
        let words = taken["text"].as_str().unwrap().replace(['{', '}'], "");
        let words = if after.is_empty() { words } else { words.replace("hoy vamos", "vamos") };
        let text =
            json!({ "thread": thread, "text": words, "clientId": client_id(), "overrideReason": null });
        assert_eq!(desk.ask("messages.send", text).await["kind"], "queued", "{words}");
    }
    let all = asked(&thread, "2020-01-01", "2099-12-31");
    let rows = desk.ask("report.read", json!({ "asked": all })).await["rows"].clone();
    let of = |row: usize| rows[row]["evidence"]["templates"].clone();
    assert_eq!(of(0), json!([]));
    for (row, as_worded) in [(1, true), (2, false)] {
        let made_of = &of(row)[0];
        assert_eq!((&made_of["id"], &made_of["asWorded"]), (&facts["id"], &json!(as_worded)), "{rows}");
        assert!(made_of["approvedBy"].is_null(), "it came with Foyer");
    }
    desk.ask("report.save", json!({ "asked": all, "format": "csv" })).await;
    let csv = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    assert!(csv.contains("changed by hand") && csv.contains("as worded"), "{csv}");
}

/// Texts on each of two numbers, a minute apart, in turns.
const EACH: u32 = 260;

#[tokio::test]
async fn a_report_has_every_number_of_a_patient_in_one_order_page_after_page() {
    let (first, second) =
        (ThreadId::from_uuid(uuid::Uuid::now_v7()), ThreadId::from_uuid(uuid::Uuid::now_v7()));
    let then = Timestamp::from_millis(1_750_000_000_000);
    let desk = between(full_house().await, 20.0, |tx| {
        let (line, patient) = (lines::list(tx)?[0].id, PatientId::from_uuid(uuid::Uuid::now_v7()));
        let fields = PatientFields {
            full_name: Private::new("Nguyễn Hạnh"),
            goes_by: None,
            birth_date: None,
            language: Language::Es,
        };
        patients::create(tx, patient, &fields, then)?;
        for (thread, number) in [(first, "713 555 0181"), (second, "713 555 0182")] {
            let number = PhoneNumber::parse(number).unwrap();
            let contact = ContactRow { patient, number: number.clone(), relationship: Relationship::Own };
            patients::add_contact(tx, &contact, then)?;
            threads::find_or_create(tx, thread, line, Channel::Sms, &number, then)?;
        }
        for place in 0..EACH * 2 {
            let at = then.plus(Span::minutes(i64::from(place)));
            let new = NewElsewhere {
                id: MessageId::from_uuid(uuid::Uuid::now_v7()),
                thread: if place % 2 == 0 { first } else { second },
                line,
                channel: Channel::Sms,
                provider_id: ProviderMessageId::parse(&format!("SM{place:032x}")).unwrap(),
                body: Private::new(format!("Number {place}")),
                created_at: at,
                received_at: at,
                sent_at: Some(at),
                state: DeliveryState::Delivered,
                problem: None,
                media_count: 0,
            };
            messages::insert_elsewhere(tx, &new)?;
        }
        Ok(())
    })
    .await;
    switch(&desk, "The manager").await;
    let all = asked(&second.to_string(), "2020-01-01", "2099-12-31");
    let page = desk.ask("report.read", json!({ "asked": all })).await;
    assert_eq!((&page["total"], page["rows"].as_array().unwrap().len()), (&json!(EACH * 2), 500));
    assert_eq!(
        (&page["numbers"], &page["joined"]),
        (&json!(["(713) 555-0181", "(713) 555-0182"]), &json!(0))
    );
    desk.ask("report.save", json!({ "asked": all, "format": "jsonLines" })).await;
    let file = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    let lines: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let words: Vec<String> =
        lines.iter().filter_map(|line| Some(line["message"]["text"].as_str()?.to_owned())).collect();
    assert_eq!(words, (0..EACH * 2).map(|place| format!("Number {place}")).collect::<Vec<_>>());
    let numbers: BTreeSet<&str> =
        lines.iter().filter_map(|line| line["message"]["number"].as_str()).collect();
    assert_eq!(numbers.len(), 2, "both numbers");
    assert_eq!(lines.last().unwrap()["manifest"]["messages"], json!(EACH * 2));
}

#[tokio::test]
async fn days_without_a_message_are_an_answer_and_days_that_are_none_are_refused() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let thread = texted(desk).await;
    let past = json!({ "asked": asked(&thread, "2001-01-01", "2001-01-31") });
    assert_eq!(desk.ask("report.read", past).await["total"], 0);
    for (from, to, field) in
        [("2026-02-30", "2026-03-01", "from"), ("2026-03-01", "", "to"), ("2026-03-02", "2026-03-01", "to")]
    {
        let refused = desk.refused("report.read", json!({ "asked": asked(&thread, from, to) })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some(field)));
    }
}

#[tokio::test]
async fn a_receptionist_is_not_told() {
    let desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    let all = asked(&lupe, "2020-01-01", "2099-12-31");
    for (name, args) in
        [("report.read", json!({ "asked": all })), ("report.save", json!({ "asked": all, "format": "csv" }))]
    {
        assert_eq!(desk.refused(name, args).await.code, ErrorCode::NotAllowed, "{name}");
    }
}

#[tokio::test]
async fn a_question_is_kept_asked_again_and_printed() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let thread = texted(desk).await;
    let all = asked(&thread, "2020-01-01", "2099-12-31");
    for (name, days, field) in
        [("", json!(null), "name"), ("Quarter", json!(0), "days"), ("Quarter", json!(9_999), "days")]
    {
        let refused =
            desk.refused("report.saveQuery", json!({ "name": name, "asked": all, "days": days })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some(field)));
    }
    desk.ask("report.saveQuery", json!({ "name": "Everything", "asked": all, "days": null })).await;
    let kept = desk.ask("report.saveQuery", json!({ "name": "Quarter", "asked": all, "days": 90 })).await;
    let items = kept["items"].as_array().unwrap();
    assert_eq!(
        (items.len(), items[0]["from"].as_str(), items[0]["to"].as_str()),
        (2, Some("2020-01-01"), Some("2099-12-31"))
    );
    let days = |day: &Value| day.as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(
        days(&items[1]["to"]).signed_duration_since(days(&items[1]["from"])).num_days(),
        89,
        "today is one of them"
    );
    assert_eq!(items[1]["person"], "Nguyễn Hạnh");
    let again = asked(&thread, items[1]["from"].as_str().unwrap(), items[1]["to"].as_str().unwrap());
    assert_eq!(desk.ask("report.read", json!({ "asked": again })).await["total"], 1);
    desk.ask("report.print", json!({ "asked": again })).await;
    let left = desk.ask("report.removeQuery", json!({ "query": items[0]["id"] })).await;
    assert_eq!(left["items"].as_array().unwrap().len(), 1);
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    for (word, times) in [("report.print", 1), ("report.save_query", 2), ("report.remove_query", 1)] {
        assert_eq!(trail.matches(word).count(), times, "{word}");
    }
    assert!(!trail.contains("Everything") && !trail.contains("Quarter"), "a name may be a patient's");
}
