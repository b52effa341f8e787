//! Nothing of a patient in a log line, an event, an error or a file name.

use foyer_app::wire::AppEvent;
use foyer_sandbox::SamplePractice;
use foyer_testkit::LogSink;
use serde_json::json;

use crate::desk::{Desk, client_id, texts};

/// Words of the sample that would give a patient away: names, numbers in any form, and whole texts.
fn sentinels() -> Vec<String> {
    let sample = SamplePractice::load_embedded().unwrap();
    let mut words = Vec::new();
    for patient in &sample.patients {
        words.extend(patient.name.split_whitespace().filter(|word| word.len() > 3).map(str::to_owned));
        words.push(patient.number.clone());
        words.push(patient.number.trim_start_matches("+1").to_owned());
    }
    for thread in &sample.threads {
        words
            .extend(thread.messages.iter().map(|message| message.body.clone()).filter(|body| body.len() > 8));
        words.extend(thread.notes.iter().map(|note| note.body.clone()));
    }
    words.push("Zoraida Quintanilla".to_owned());
    words.push("8325550188".to_owned());
    words.push("an unmistakable secret".to_owned());
    words
}

#[tokio::test]
async fn a_whole_morning_leaves_no_trace_of_a_patient() {
    let sink = LogSink::default();
    tracing::subscriber::set_global_default(sink.subscriber()).unwrap();
    let mut desk = Desk::practice().await;
    let mut heard = desk.app.events();
    let mut said = Vec::new();

    let lupe = desk.thread_of("Lupe Sandoval").await;
    desk.ask("threads.open", json!({ "thread": lupe })).await;
    desk.ask("drafts.save", json!({ "thread": lupe, "note": true, "text": "an unmistakable secret" })).await;
    desk.ask(
        "notes.add",
        json!({ "thread": lupe, "text": "an unmistakable secret", "clientId": client_id() }),
    )
    .await;
    let id = client_id();
    let send = json!({ "thread": lupe, "text": "Buenos días, Zoraida Quintanilla.", "clientId": id, "overrideReason": null });
    desk.ask("messages.send", send).await;
    let started = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "es" });
    desk.ask("threads.start", started).await;
    desk.ask("search.find", json!({ "text": "Zoraida Quintanilla", "limit": 5 })).await;
    for (name, args) in [
        ("threads.open", json!({ "thread": "Zoraida Quintanilla" })),
        ("threads.open", json!({ "name": "Zoraida Quintanilla" })),
        (
            "threads.start",
            json!({ "number": "an unmistakable secret 8325550188", "name": null, "language": null }),
        ),
        (
            "patients.save",
            json!({ "thread": lupe, "fullName": "Zoraida Quintanilla", "goesBy": null, "birthDate": "an unmistakable secret", "language": "es" }),
        ),
        ("an unmistakable secret", json!({})),
    ] {
        let error = desk.refused(name, args).await;
        said.push(serde_json::to_string(&error).unwrap());
    }
    desk.until("threads.refresh", json!({ "thread": lupe, "latest": 60 }), |detail| {
        texts(detail)
            .iter()
            .any(|text| text["clientId"] == json!(id) && text["delivery"]["state"] == "delivered")
    })
    .await;
    desk.ask("practice.setCarrier", json!({ "answering": false })).await;
    desk.ask("outbox.tryNow", json!({})).await;
    desk.until("line.connectivity", json!({}), |line| line["state"] != "online").await;
    desk.app.close().await;

    let mut events = 0;
    while let Ok(event) = heard.try_recv() {
        events += 1;
        said.push(serde_json::to_string::<AppEvent>(&event).unwrap());
    }
    assert!(events > 0, "the morning was heard");
    let log = sink.text();
    assert!(log.contains("command"), "the morning was logged");
    said.push(log);
    said.extend(files(&desk.path()));
    let said = said.join("\n");
    for word in sentinels() {
        assert!(!said.contains(&word), "a word of a patient, {} letters long, got out", word.chars().count());
    }
}

/// Names of all files, and what is in those that are not encrypted.
fn files(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned());
        }
    }
    found
}
