//! An approved template to the people of a list: who gets it, who does not and why, one confirmation by somebody who may,
//! its pace, and that no restart texts anybody twice. A *C* that confirms.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Duration};
use chrono_tz::America::Chicago;
use foyer_app::{PracticeOptions, Start, wire::ErrorCode};
use foyer_domain::{
    Actor, Channel, ConsentEventId, MessageId, PhoneNumber, Private, ProviderMessageId, ThreadId, Timestamp,
};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, RevocationBasis, Subjects};
use foyer_store::{
    PracticeFolder, StoreError, WriteTx, batches, consent, messages, patients, runs::RunState, threads,
};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{Desk, client_id, texts},
    seats::switch,
    trail::says_all_of,
};

/// A practice that is closed and opened again.
pub struct House {
    folder: Arc<TempDir>,
    vault: Arc<MemoryVault>,
}

impl House {
    pub fn new() -> Self {
        Self { folder: Arc::new(TempDir::new().unwrap()), vault: Arc::new(MemoryVault::new()) }
    }

    /// Opened at the same moment of the same morning, with the practice manager at the desk.
    pub async fn open(&self) -> Desk {
        let start = Start::Practice(PracticeOptions { speed: 20.0, ..PracticeOptions::default() });
        let desk = Desk::open(Arc::clone(&self.folder), Arc::clone(&self.vault), start).await;
        switch(&desk, "Dana Ruiz").await;
        desk
    }

    /// Does something while nobody has the practice open.
    pub fn meanwhile<R: Send + 'static>(&self, act: impl FnOnce(&WriteTx<'_>) -> Result<R, StoreError>) -> R {
        let practice = PracticeFolder::at(self.folder.path().join("practice-mode"));
        let key = practice.key_file().unwrap().open_with_keyring(&*self.vault).unwrap();
        let store = practice.open(&key).unwrap();
        let done = store.write_blocking(act).unwrap();
        store.close().unwrap();
        done
    }
}

pub async fn template(desk: &Desk, name: &str) -> Value {
    let page = desk.ask("templates.list", json!({})).await;
    let all = page["templates"].as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap()["id"].clone()
}

/// Rows of the inbox with one of these badges.
async fn with_badge(desk: &Desk, badge: &str) -> Vec<Value> {
    let page = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    let rows = page["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["badge"] == badge && row["channel"] == "sms").cloned().collect()
}

pub fn list(lines: &[String]) -> Value {
    let text = format!("Name,Phone,Date,Time\n{}\n", lines.join("\n"));
    json!({ "kind": "file", "file": STANDARD.encode(text) })
}

pub async fn now(desk: &Desk) -> Timestamp {
    let status = desk.ask("app.status", json!({})).await;
    Timestamp::from_millis(status["desk"]["nowAt"].as_i64().unwrap())
}

pub async fn in_two_days(desk: &Desk) -> String {
    let there = DateTime::from_timestamp_millis(now(desk).await.millis()).unwrap().with_timezone(&Chicago);
    (there.date_naive() + Duration::days(2)).to_string()
}

pub fn line(row: &Value, day: &str) -> String {
    format!("{},{},{day},2:15 PM", row["name"].as_str().unwrap(), row["number"].as_str().unwrap())
}

pub fn start(template: &Value, to: &Value, shown: usize) -> Value {
    json!({
        "clientId": client_id(), "template": template, "to": to, "openOnly": false, "shown": shown,
    })
}

/// Those of the inbox to whom this text may go at this hour.
pub async fn can_now(desk: &Desk, template: &Value, day: &str) -> Vec<Value> {
    let granted = with_badge(desk, "granted").await;
    let to = list(&granted.iter().map(|row| line(row, day)).collect::<Vec<_>>());
    let preview =
        desk.ask("batches.preview", json!({ "template": template, "to": to, "openOnly": false })).await;
    let looked = preview["rows"].as_array().unwrap().iter().zip(granted);
    let can = looked.filter(|(row, _)| row["skip"].is_null() && row["waitsUntilAt"].is_null());
    can.map(|(_, row)| row).collect()
}

pub fn skips(preview: &Value) -> Vec<&Value> {
    preview["rows"].as_array().unwrap().iter().map(|row| &row["skip"]).collect()
}

#[tokio::test]
async fn who_gets_nothing_is_shown_and_why_and_only_who_may_starts_it() {
    let desk = Desk::practice().await;
    let (reminder, day) = (template(&desk, "Visit reminder").await, in_two_days(&desk).await);
    let granted = with_badge(&desk, "granted").await;
    let (stopped, none) = (with_badge(&desk, "optedOut").await, with_badge(&desk, "noConsent").await);
    let phone = |row: &Value| row["number"].as_str().unwrap().to_owned();
    let lines = [
        (line(&granted[0], &day), Value::Null),
        (format!("Somebody Else,{},{day},3:00 PM", phone(&granted[0])), json!("household")),
        (line(&granted[0], &day), json!("twice")),
        (format!("Nobody,12,{day},3:00 PM"), json!("noNumber")),
        (line(&granted[1], "2020-01-02"), json!("past")),
        (line(&granted[2], "soon"), json!("noVisit")),
        (line(&stopped[0], &day), json!("optedOut")),
        (line(&none[0], &day), json!("noConsent")),
        (format!("Zelda Quux,{},{day},3:00 PM", phone(&granted[3])), json!("sharedPhone")),
        (format!("Zelda Quux,{},{day},3:00 PM", phone(&granted[4])), json!("nameDiffers")),
        (format!("Zelda Quux,(832) 555-0177,{day},3:00 PM"), json!("noConsent")),
    ];
    let to = list(&lines.iter().map(|(line, _)| line.clone()).collect::<Vec<_>>());
    let ask = json!({ "template": reminder, "to": to, "openOnly": false });
    let preview = desk.ask("batches.preview", ask).await;
    assert_eq!(skips(&preview), lines.iter().map(|(_, skip)| skip).collect::<Vec<_>>());
    assert_eq!((&preview["can"], &preview["columns"]["day"]), (&json!(1), &json!("Date")));
    let words = preview["rows"][0]["text"].as_str().unwrap();
    assert!(words.contains("2:15 PM") && !words.contains('{'), "{words}");
    assert!(preview["rows"].as_array().unwrap()[1..].iter().all(|row| row["text"].is_null()));

    // Looking is for whoever answers; starting is not.
    let refused = desk.refused("batches.start", start(&reminder, &to, 1)).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    assert_eq!(
        desk.ask("batches.read", json!({ "people": true })).await,
        json!({ "batch": null, "mayStart": false })
    );
    switch(&desk, "Dana Ruiz").await;
    assert_eq!(desk.ask("batches.read", json!({ "people": true })).await["mayStart"], true);
    for (to, shown, why) in [
        (json!({ "kind": "file", "file": "%%%" }), 1, "no file"),
        (json!({ "kind": "file", "file": STANDARD.encode("Name\nLupe\n") }), 1, "no numbers"),
        (json!({ "kind": "file", "file": STANDARD.encode([0_u8; 64]) }), 1, "no text"),
        (list(&[format!("Nobody,12,{day},9:00 AM")]), 1, "nobody"),
        (to.clone(), 0, "more than were shown"),
    ] {
        let refused = desk.refused("batches.start", start(&reminder, &to, shown)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("to")), "{why}");
    }
    // Templates with an open end are no batch's: one that waits for approval, and one in one language.
    for name in ["Closed for weather", "Video visit link"] {
        let other = template(&desk, name).await;
        let preview =
            desk.ask("batches.preview", json!({ "template": other, "to": to, "openOnly": false })).await;
        assert_eq!((&preview["can"], skips(&preview)[0]), (&json!(0), &json!("template")), "{name}");
    }
    assert_eq!(
        desk.ask("batches.read", json!({ "people": true })).await["batch"],
        Value::Null,
        "nothing was started"
    );
}

#[tokio::test]
async fn a_person_says_which_column_is_which_and_looks_at_earlier_batches() {
    let desk = Desk::practice().await;
    switch(&desk, "Dana Ruiz").await;
    let (reminder, day) = (template(&desk, "Visit reminder").await, in_two_days(&desk).await);
    let granted = with_badge(&desk, "granted").await;
    let number = |row: &Value| row["number"].as_str().unwrap().to_owned();
    let text = format!(
        "Name,Phone,Second phone,Date,Time\n{},(832) 555-0177,{},{day},2:15 PM\n",
        granted[0]["name"].as_str().unwrap(),
        number(&granted[0])
    );
    let file = STANDARD.encode(text);
    let shape = desk.ask("batches.readList", json!({ "file": file })).await;
    assert_eq!(shape["guess"], json!({ "number": 1, "name": 0, "day": 3, "time": 4 }));
    assert_eq!((&shape["rows"], &shape["columns"][2]["name"]), (&json!(1), &json!("Second phone")));

    let to = |number: u32| {
        let mapping = json!({ "number": number, "name": 0, "day": 3, "time": 4 });
        json!({ "kind": "file", "file": file, "mapping": mapping })
    };
    let ask = |to: &Value| json!({ "template": reminder, "to": to, "openOnly": false });
    let guessed = desk.ask("batches.preview", ask(&to(1))).await;
    assert_eq!((&guessed["can"], skips(&guessed)[0]), (&json!(0), &json!("noConsent")));
    let chosen = desk.ask("batches.preview", ask(&to(2))).await;
    assert_eq!((&chosen["can"], &chosen["columns"]["number"]), (&json!(1), &json!("Second phone")));
    let refused = desk.refused("batches.preview", ask(&to(9))).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("number")));

    // Two batches, one after the other: both are listed with their figures, and each opens with who got nothing.
    for to in [to(2), list(&[line(&granted[1], &day), format!("Nobody,12,{day},3:00 PM")])] {
        let begun = desk.ask("batches.start", start(&reminder, &to, 1)).await;
        let stop = json!({ "batch": begun["batch"]["id"], "change": "stop" });
        desk.ask("batches.change", stop).await;
    }
    let earlier = desk.ask("batches.earlier", json!({ "offset": 0 })).await;
    let all = earlier["batches"].as_array().unwrap();
    assert_eq!((all.len(), &earlier["more"]), (2, &json!(false)));
    assert_eq!((&all[0]["skipped"], &all[1]["skipped"]), (&json!(1), &json!(0)), "the newest first");
    assert!(
        all.iter()
            .all(|one| one["items"] == json!([]) && one["by"] == "Dana Ruiz" && one["state"] == "stopped")
    );
    assert_eq!(desk.ask("batches.earlier", json!({ "offset": 1 })).await["batches"][0]["id"], all[1]["id"]);
    let opened = desk.ask("batches.read", json!({ "people": true, "batch": all[0]["id"] })).await;
    assert_eq!(opened["batch"]["items"][1]["skip"], json!("noNumber"));
    let first = desk.ask("batches.read", json!({ "people": true, "batch": all[1]["id"] })).await;
    assert_eq!(first["batch"]["items"].as_array().unwrap().len(), 1);
}

/// How often each of these people was texted by a batch.
async fn times(desk: &Desk, chosen: &[Value]) -> Vec<usize> {
    let mut times = Vec::new();
    for row in chosen {
        let detail = desk.ask("threads.open", json!({ "thread": row["id"] })).await;
        times.push(texts(&detail).into_iter().filter(|text| text["purpose"] == "reminder").count());
    }
    times
}

fn states(reply: &Value) -> Vec<String> {
    let items = reply["batch"]["items"].as_array().unwrap().iter();
    items.map(|one| one["state"].as_str().unwrap().to_owned()).collect()
}

fn waiting(reply: &Value) -> usize {
    states(reply).iter().filter(|state| *state == "waiting").count()
}

#[tokio::test]
async fn it_goes_on_after_every_restart_and_texts_nobody_twice_and_nobody_who_said_stop() {
    let house = House::new();
    let mut desk = house.open().await;
    let walk_ins = template(&desk, "Walk-ins").await;
    let chosen: Vec<Value> = can_now(&desk, &walk_ins, "").await.into_iter().take(4).collect();
    let to = list(&chosen.iter().map(|row| line(row, "")).collect::<Vec<_>>());
    let look = json!({ "template": walk_ins, "to": to, "openOnly": false });
    assert_eq!(desk.ask("batches.preview", look.clone()).await["can"], 4);
    let asked = start(&walk_ins, &to, 4);
    let batch = desk.ask("batches.start", asked.clone()).await["batch"]["id"].clone();
    let pause = json!({ "batch": batch, "change": "pause" });
    assert_eq!(desk.ask("batches.change", pause).await["batch"]["state"], "paused");
    assert_eq!(desk.ask("batches.start", asked).await["batch"]["id"], batch, "a double click is one");
    let other = desk.refused("batches.start", start(&walk_ins, &to, 4)).await;
    assert_eq!(other.field.as_deref(), Some("to"), "one at a time");

    // Whoever waits last says STOP while Foyer is closed.
    let (left, at) = (waiting(&desk.ask("batches.read", json!({ "people": true })).await), now(&desk).await);
    assert!(left > 0, "a turn comes once in ten seconds of the desk's clock");
    desk.app.close().await;
    let last = chosen[3]["id"].as_str().unwrap().parse::<ThreadId>().unwrap();
    house.meanwhile(move |tx| {
        let thread = threads::get(tx, last)?;
        let event = ConsentEvent {
            id: ConsentEventId::from_uuid(uuid::Uuid::from_u128(0x570)),
            patient: thread.patient,
            number: thread.far_number.clone(),
            channel: Channel::Sms,
            kind: ConsentEventKind::Revoked(RevocationBasis::Texted),
            at,
            actor: Actor::Patient,
            evidence: Evidence::default(),
            language: None,
            subjects: Subjects::NONE,
        };
        consent::append(tx, &event)?;
        // The clock of practice mode begins again, so the next turn would be long in coming.
        batches::set(tx, batches::last(tx)?.unwrap().id, RunState::Paused, Timestamp::from_millis(0))
    });
    desk = house.open().await;
    assert_eq!(
        desk.ask("batches.read", json!({ "people": true })).await["batch"]["state"],
        "paused",
        "also over a restart"
    );
    desk.ask("batches.change", json!({ "batch": batch, "change": "resume" })).await;
    // Cut off between two turns, the carrier's answer to the first perhaps still on its way.
    desk.until("batches.read", json!({ "people": true }), |reply| waiting(reply) < left).await;
    desk.app.close().await;
    house.meanwhile(|tx| {
        let running = batches::last(tx)?.unwrap();
        batches::set(tx, running.id, running.state, Timestamp::from_millis(0))
    });
    desk = house.open().await;
    let done = desk
        .until("batches.read", json!({ "people": true }), |reply| reply["batch"]["state"] == "done")
        .await;
    assert_eq!(
        (&done["batch"]["waiting"], &done["batch"]["items"][3]["skip"]),
        (&json!(0), &json!("optedOut"))
    );
    assert_eq!(times(&desk, &chosen).await, [1, 1, 1, 0]);
    let over = json!({ "batch": batch, "change": "pause" });
    assert_eq!(desk.refused("batches.change", over).await.code, ErrorCode::TooLate);
    // The same list again: they have had it.
    let again = desk.ask("batches.preview", look).await;
    assert_eq!(skips(&again)[3], "optedOut");
    assert!(skips(&again)[..3].iter().all(|skip| ["already", "stuck"].contains(&skip.as_str().unwrap())));
    // It answers nobody, and moves no thread.
    let detail = desk.ask("threads.open", json!({ "thread": chosen[0]["id"] })).await;
    let of_people = texts(&detail).into_iter().filter(|text| text["purpose"] != "reminder");
    assert_eq!(detail["row"]["lastAt"].as_i64(), of_people.filter_map(|text| text["at"].as_i64()).max());
    // The trail says as much of each as of a text that somebody wrote, and of which list it is.
    desk.app.close().await;
    let batch = batch.as_str().unwrap().to_owned();
    house.meanwhile(move |tx| {
        let running = batches::last(tx)?.unwrap();
        let sent = batches::items(tx, running.id)?.into_iter().filter_map(|item| item.message);
        let sent: Vec<MessageId> = sent.collect();
        assert_eq!(sent.len(), 3);
        for message in sent {
            let (who, of) = ((Actor::User(running.by), "text.queue"), ("batch", json!(batch)));
            says_all_of(tx, message, who, Some(of))?;
        }
        Ok(())
    });
}

/// A text of a patient as the engine would have stored it.
fn says(tx: &WriteTx<'_>, thread: ThreadId, body: &str, at: Timestamp, mark: u128) -> Result<(), StoreError> {
    let row = threads::get(tx, thread)?;
    let new = messages::NewInbound {
        id: MessageId::from_uuid(uuid::Uuid::from_u128(mark)),
        thread: row.id,
        line: row.line,
        channel: row.channel,
        provider_id: ProviderMessageId::parse(&format!("SM-says-{mark}")).unwrap(),
        body: Private::new(body),
        created_at: at,
        received_at: at,
        media_count: 0,
        language: None,
    };
    messages::insert_inbound(tx, &new)?;
    threads::save_facts(tx, row.id, &row.facts.after_inbound(at))
}

#[tokio::test]
async fn a_c_after_a_reminder_confirms_the_visit_and_the_thread_says_so() {
    let house = House::new();
    let mut desk = house.open().await;
    let (reminder, day) = (template(&desk, "Visit reminder").await, in_two_days(&desk).await);
    let answered = |row: &Value| row["waitingSinceAt"].is_null();
    let can = can_now(&desk, &reminder, &day).await;
    let chosen: Vec<Value> = can.into_iter().filter(answered).take(2).collect();
    assert_eq!(chosen.len(), 2);
    let to = list(&chosen.iter().map(|row| line(row, &day)).collect::<Vec<_>>());
    let begun = now(&desk).await;
    desk.ask("batches.start", start(&reminder, &to, 2)).await;
    let done = desk
        .until("batches.read", json!({ "people": true }), |reply| {
            // Some phones' networks never say that a text is there.
            states(reply).iter().all(|state| ["sent", "delivered"].contains(&state.as_str()))
        })
        .await;
    assert_eq!(done["batch"]["confirmed"], 0);
    let at = now(&desk).await;
    desk.app.close().await;
    // The answers come while nobody looks: one confirms, one asks.
    let ids: Vec<ThreadId> = chosen.iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect();
    let (first, second) = (ids[0], ids[1]);
    house.meanwhile(move |tx| {
        says(tx, first, "¡Sí! Gracias", at, 0xc)?;
        says(tx, second, "Can I come at 3 instead?", at, 0xd)
    });
    let mut desk = house.open().await;
    let read =
        desk.until("batches.read", json!({ "people": true }), |reply| reply["batch"]["confirmed"] == 1).await;
    assert_eq!(states(&read)[0], "confirmed");
    assert!(["sent", "delivered"].contains(&states(&read)[1].as_str()));
    // Review counts both reminders, and opens either.
    let page = desk.ask("overview.answers", json!({ "period": "month" })).await;
    assert_eq!((&page["reminders"], &page["confirmed"]), (&json!(2), &json!(1)));
    for (kind, thread, place) in [("confirmed", first, 0), ("notConfirmed", second, 1)] {
        let asked = json!({ "period": "month", "figure": { "kind": kind } });
        let rows = desk.ask("overview.behind", asked).await["rows"].clone();
        assert_eq!(rows.as_array().unwrap().len(), 1);
        assert_eq!(rows[0]["thread"], thread.to_string());
        assert_eq!(rows[0]["visitAt"], read["batch"]["items"][place]["visitAt"]);
    }
    // Whoever does not read the conversation is not told when the visit is.
    desk.ask("threads.file", json!({ "thread": first.to_string(), "category": "clinical" })).await;
    switch(&desk, "Marisol Vega").await;
    let asked = json!({ "period": "month", "figure": { "kind": "confirmed" } });
    let hidden = desk.ask("overview.behind", asked).await["rows"][0].clone();
    assert_eq!((&hidden["thread"], &hidden["visitAt"]), (&json!(first.to_string()), &Value::Null));
    switch(&desk, "Dana Ruiz").await;
    let said = |detail: &Value| -> Vec<Value> {
        let items = detail["timeline"]["items"].as_array().unwrap().iter();
        items.filter(|item| item["kind"] == "activity" && item["what"] == "visitConfirmed").cloned().collect()
    };
    let detail = desk.ask("threads.open", json!({ "thread": first.to_string() })).await;
    let lines = said(&detail);
    assert_eq!(lines.len(), 1);
    let visit = read["batch"]["items"][0]["visitAt"].as_i64().unwrap();
    assert_eq!(lines[0]["about"], visit.to_string());
    assert!(said(&desk.ask("threads.open", json!({ "thread": second.to_string() })).await).is_empty());
    let waits = |row: &Value| !row["waitingSinceAt"].is_null();
    // Practice mode's patients go on writing.
    let theirs = texts(&detail)
        .into_iter()
        .filter(|text| text["from"]["kind"] == "patient" && text["at"].as_i64() > Some(begun.millis()));
    let others = theirs.filter(|text| text["text"] != "¡Sí! Gracias").count();
    assert!(others > 0 || !waits(&detail["row"]), "nothing to answer");
    assert!(waits(&desk.row("all", chosen[1]["name"].as_str().unwrap()).await));
}

/// Somebody whom nobody has texted with yet, and who agreed on paper.
pub fn agreed(
    tx: &WriteTx<'_>,
    name: &str,
    number: PhoneNumber,
    mark: u128,
    at: Timestamp,
) -> Result<(), StoreError> {
    let patient = foyer_domain::PatientId::from_uuid(uuid::Uuid::from_u128(mark));
    let fields = patients::PatientFields {
        full_name: Private::new(name),
        goes_by: None,
        birth_date: None,
        language: foyer_domain::Language::En,
    };
    patients::create(tx, patient, &fields, at)?;
    let relationship = foyer_domain::Relationship::Own;
    let contact = patients::ContactRow { patient, number: number.clone(), relationship };
    patients::add_contact(tx, &contact, at)?;
    let event = ConsentEvent {
        id: ConsentEventId::from_uuid(uuid::Uuid::from_u128(mark + 0x10_000)),
        patient: Some(patient),
        number,
        channel: Channel::Sms,
        kind: ConsentEventKind::Granted(foyer_policy::ConsentBasis::Paper),
        at,
        actor: Actor::System,
        evidence: Evidence::default(),
        language: None,
        subjects: Subjects::NONE,
    };
    consent::append(tx, &event).map(drop)
}
