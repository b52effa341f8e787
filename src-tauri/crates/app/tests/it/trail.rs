//! The audit trail from the desk: examined, handed out, and an older copy of it known for what it is.

use std::fs;

use foyer_app::wire::ErrorCode;
use foyer_audit::{PublicKey, archive};
use foyer_domain::{Actor, MessageId, Segments};
use foyer_store::{ReadTx, StoreError, audit, computers, consent, messages, outbox, templates, threads};
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    staff::{again, practice},
};

/// Holds what the trail says of a text that was queued, by whoever or whatever, against the rows of the store, field by
/// field. `more` is what such a text says besides.
pub fn says_all_of(
    tx: &ReadTx<'_>,
    message: MessageId,
    (actor, action): (Actor, &str),
    more: Option<(&str, Value)>,
) -> Result<(), StoreError> {
    let text = messages::get(tx, message)?;
    let thread = threads::get(tx, text.thread)?;
    let queued = outbox::of_message(tx, message)?.expect("it was in the outbox");
    let kept = consent::kept_with(tx, message)?.expect("consent is kept with every text");
    let of_text = |entry: &audit::AuditEntry| entry.object == Some(message.uuid()) && entry.action == action;
    let all = audit::of_thread(tx, text.thread, None, 10_000)?;
    let entries: Vec<_> = all.into_iter().filter(of_text).collect();
    let [entry] = entries.as_slice() else { panic!("{} entries of one text", entries.len()) };
    assert_eq!((entry.actor, entry.at), (actor, queued.queued_at));
    let words = text.body.reveal();
    let made_of = templates::of_message(tx, message)?;
    let made_of: Vec<Value> = made_of
        .iter()
        .map(|wording| {
            json!({
                "id": wording.template.to_string(), "wording": wording.number,
                "as_worded": wording.stands_in(words),
                "approved_by": wording.decided.map(|(by, _)| by.to_string()),
            })
        })
        .collect();
    assert!(!queued.second_look, "what goes by itself, or to many, has nothing that the check marks");
    let mut wanted = json!({
        "purpose": queued.purpose.as_str(), "subject": queued.subject.as_str(),
        "ground": queued.ground.as_str(), "badge": queued.badge.as_str(), "channel": queued.channel.as_str(),
        "category": thread.category.as_str(), "patient": thread.patient.map(|patient| patient.to_string()),
        "verdict": "clean", "rules": kept.rules, "templates": made_of, "parts": Segments::of(words).count,
        "consent": kept.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "computer": computers::here(tx)?, "words": audit::sealed_words(tx, audit::Sealable::Text(message))?,
    });
    if let Some((name, value)) = more {
        wanted[name] = value;
    }
    assert_eq!(entry.detail, wanted);
    assert!(entry.detail["patient"].is_string() && entry.detail["computer"].is_string(), "{}", entry.detail);
    assert!(entry.detail["words"].is_string(), "{}", entry.detail);
    Ok(())
}

#[tokio::test]
async fn a_whole_trail_is_handed_out_and_verifies_without_foyer() {
    let (desk, _far) = practice().await;
    desk.ask("people.add", json!({ "name": "Amaka Eze", "role": "billing" })).await;
    let found = desk.ask("audit.examine", json!({})).await;
    assert_eq!(found["first"], json!(null));
    assert!(found["entries"].as_u64().unwrap() > 0);
    assert_eq!(found["vouched"], found["entries"], "what is whole is signed for");

    let written = desk.ask("audit.export", json!({})).await;
    let path = written["path"].as_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    for word in ["Dana", "Amaka", "Bayou", "7135550100"] {
        assert!(!text.contains(word) && !path.contains(word), "{word} is in the archive");
    }
    let key = PublicKey::parse(found["key"].as_str().unwrap());
    let examined = archive::examine(text.lines().map(|line| Ok(line.to_owned())), key, &[]).unwrap();
    assert!(examined.report.is_whole());
    assert_eq!(examined.report.entries, written["entries"].as_u64().unwrap());
    assert_eq!(examined.report.vouched, examined.report.entries, "it is signed for up to its own export");
    let folder = desk.path().join("exports");
    let verifier = fs::read_to_string(folder.join("verify-trail.mjs")).unwrap();
    assert!(verifier.contains("node "), "what checks it without Foyer lies beside it");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "nothing half written is left");
}

#[tokio::test]
async fn an_older_copy_that_was_put_back_is_known_by_the_notes_beside_it() {
    let (desk, _far) = practice().await;
    desk.app.close().await;
    let store = desk.path().join("practice").join("practice.db");
    let copy = fs::read(&store).unwrap();

    let vault = desk.vault.clone();
    let desk = again(&desk, &vault).await;
    desk.sign_in().await;
    desk.ask("people.add", json!({ "name": "Amaka Eze", "role": "billing" })).await;
    assert_eq!(desk.ask("audit.examine", json!({})).await["first"], json!(null));
    desk.app.close().await;

    fs::write(&store, copy).unwrap();
    let desk = again(&desk, &vault).await;
    desk.sign_in().await;
    // It goes on past what was signed, whatever Foyer wrote down by itself: another history, not a shorter one.
    for name in ["Bo Lund", "Cy Moss", "Di Nash", "Ed Orr"] {
        desk.ask("people.add", json!({ "name": name, "role": "billing" })).await;
    }
    let found = desk.ask("audit.examine", json!({})).await;
    assert_eq!(found["first"]["what"], "forked");
}

#[tokio::test]
async fn the_trail_is_for_those_who_look_into_it() {
    let desk = Desk::practice().await;
    for name in ["audit.examine", "audit.export", "audit.read", "audit.save"] {
        assert_eq!(
            desk.refused(name, json!({ "before": null, "thread": null, "by": null })).await.code,
            ErrorCode::NotAllowed,
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_log_is_read_page_by_page_by_person_and_by_thread_and_reading_is_in_it() {
    let (desk, _far) = practice().await;
    for number in 0..55 {
        desk.ask("people.add", json!({ "name": format!("Amaka Eze {number}"), "role": "billing" })).await;
    }
    let read = |before: Value, thread: Value, by: Value| {
        desk.ask("audit.read", json!({ "before": before, "thread": thread, "by": by }))
    };
    let mut all: Vec<Value> = Vec::new();
    let mut before = json!(null);
    loop {
        let page = read(before, json!(null), json!(null)).await;
        let entries = page["entries"].as_array().unwrap();
        assert!(!entries.is_empty() && entries.len() <= 50);
        all.extend(entries.iter().cloned());
        before = page["before"].clone();
        if before.is_null() {
            break;
        }
    }
    // Every entry once, the newest first, to the first of the trail.
    let numbers: Vec<u64> = all.iter().map(|entry| entry["entry"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers[0]).rev().collect::<Vec<_>>());
    assert_eq!(all.iter().filter(|entry| entry["what"] == "people.add").count(), 55);
    let first = read(json!(null), json!(null), json!(null)).await;
    assert_eq!(first["entries"][0]["what"], "audit.read", "reading the log is in the log");
    assert_eq!(first["entries"][0]["by"], "Dana Ruiz");

    let dana = desk.person_id("Dana Ruiz").await;
    let by_dana = read(json!(null), json!(null), dana).await;
    assert!(by_dana["entries"].as_array().unwrap().iter().all(|entry| entry["by"] == "Dana Ruiz"));
    let amaka = desk.person_id("Amaka Eze 7").await;
    let nothing = read(json!(null), json!(null), amaka).await;
    assert_eq!((&nothing["entries"], &nothing["before"]), (&json!([]), &json!(null)), "she did nothing yet");
    let refused = desk.refused("audit.read", json!({ "before": null, "thread": "nobody", "by": null })).await;
    assert_eq!(refused.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn the_log_is_a_spreadsheet_too_that_no_spreadsheet_runs_and_that_the_trail_proves() {
    let (desk, _far) = practice().await;
    desk.ask("people.add", json!({ "name": "=Amaka Eze", "role": "billing" })).await;
    let saved = desk.ask("audit.save", json!({ "thread": null, "by": null })).await;
    assert_eq!(saved, json!({ "saved": true }));
    let bytes = fs::read(desk.path().join("kept.pdf")).unwrap();
    let mut sheet = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = sheet.records().map(Result::unwrap).collect();
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert!(trail.contains(&foyer_audit::Hash::of(&[&bytes]).to_string()), "the trail knows the file");
    // Every entry that there was then, newest first, each by its hash in the archive.
    let numbers: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers.len()).rev().collect::<Vec<_>>());
    assert!(rows.iter().all(|row| row[6].len() == 64 && trail.contains(&row[6])));
    assert!(rows.iter().any(|row| &row[3] == "people.add" && &row[2] == "Dana Ruiz"));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));

    let dana = desk.person_id("Dana Ruiz").await;
    desk.ask("audit.save", json!({ "thread": null, "by": dana })).await;
    let bytes = fs::read(desk.path().join("kept.pdf")).unwrap();
    let mut sheet = csv::Reader::from_reader(bytes.as_slice());
    assert!(sheet.records().all(|row| &row.unwrap()[2] == "Dana Ruiz"));
}
