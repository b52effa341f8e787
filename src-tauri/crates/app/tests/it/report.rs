//! The regulator's question, asked at a desk: every message, the files, and the trail that proves them.

use foyer_app::wire::ErrorCode;
use foyer_audit::Hash;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
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

    let mut hashes = Vec::new();
    for format in ["csv", "jsonLines", "pdf"] {
        let saved = desk.ask("report.save", json!({ "asked": all, "format": format })).await;
        assert_eq!(saved, json!({ "saved": true }));
        let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
        hashes.push(Hash::of(&[&bytes]).to_string());
        match format {
            "csv" => assert!(String::from_utf8(bytes).unwrap().contains("'=Tu cita es mañana"), "no formula"),
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
