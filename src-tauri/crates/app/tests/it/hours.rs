//! Opening hours, the automatic reply while the office is closed, and the morning after.

use std::sync::Arc;

use foyer_app::{PracticeOptions, Start, wire::ErrorCode};
use foyer_domain::{
    Actor, Channel, Direction, MessageId, PhoneNumber, Private, ProviderMessageId, Span, ThreadId, Timestamp,
};
use foyer_store::{PracticeFolder, StoreError, WriteTx, lines, messages, patients, threads};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{Desk, texts},
    seats::{full_house, switch},
    trail::says_all_of,
};

fn week(from: u32, until: u32, days: &[usize]) -> Value {
    let day = |day| match days.contains(&day) {
        true => json!({ "from": from, "until": until }),
        false => json!({ "from": null, "until": null }),
    };
    (0..7).map(day).collect()
}

fn hours(week: &Value, holidays: &Value, replies: bool) -> Value {
    json!({ "offices": [{ "location": null, "week": week, "holidays": holidays }], "replies": replies })
}

#[tokio::test]
async fn hours_are_kept_office_by_office_and_nonsense_is_not() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    assert_eq!(desk.ask("hours.read", json!({})).await["practice"]["open"], Value::Null, "nobody has said");
    let work = week(480, 1_020, &[0, 1, 2, 3, 4]);
    for (week, holidays, field) in [
        (week(1_020, 480, &[0]), json!([]), "week"),
        (week(0, 1_441, &[0]), json!([]), "week"),
        (json!([]), json!([]), "week"),
        (work.clone(), json!(["2026-02-30"]), "week"),
        (work.clone(), json!(vec!["2026-11-26"; 1_000]), ""),
        (week(0, 0, &[]), json!([]), "replies"),
    ] {
        if field.is_empty() {
            // The same day a thousand times is one day.
            assert_eq!(
                desk.ask("hours.save", hours(&week, &holidays, true)).await["practice"]["holidays"],
                json!(["2026-11-26"])
            );
            continue;
        }
        let refused = desk.refused("hours.save", hours(&week, &holidays, true)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some(field)));
    }
    // A break lies within its day, and is kept.
    for (from, until, kept) in [(720, 780, true), (480, 500, false), (780, 720, false), (1_000, 1_100, false)]
    {
        let mut with_lunch = work.clone();
        with_lunch[0]["pause"] = json!({ "from": from, "until": until });
        let asked = hours(&with_lunch, &json!([]), false);
        if kept {
            let page = desk.ask("hours.save", asked).await;
            assert_eq!(page["practice"]["week"][0]["pause"], json!({ "from": 720, "until": 780 }));
            assert_eq!(page["practice"]["week"][1], work[1]);
        } else {
            let refused = desk.refused("hours.save", asked).await;
            assert_eq!(refused.field.as_deref(), Some("week"));
            assert!(refused.advice.contains("break"), "{}", refused.advice);
        }
    }
    desk.ask("locations.save", json!({ "location": null, "name": "North", "lines": [] })).await;
    let north = desk.ask("hours.read", json!({})).await["offices"][0]["location"].clone();
    let mut both = hours(&work, &json!(["2026-11-26"]), true);
    let own = json!({ "location": north, "week": week(540, 720, &[5]), "holidays": [] });
    both["offices"].as_array_mut().unwrap().extend([own.clone(), own]);
    assert_eq!(desk.refused("hours.save", both.clone()).await.field.as_deref(), Some("week"), "twice");
    both["offices"].as_array_mut().unwrap().pop();
    let page = desk.ask("hours.save", both).await;
    assert_eq!((&page["offices"][0]["own"], &page["replies"]), (&json!(true), &json!(true)));
    assert_eq!(page["offices"][0]["week"][5], json!({ "from": 540, "until": 720 }));
    assert!(
        page["en"].as_str().unwrap().ends_with(
            "If this is an emergency, call 911. You can book a visit at bayoufamily.example/book."
        )
    );
    assert!(
        page["es"]
            .as_str()
            .unwrap()
            .ends_with("Si es una emergencia, llame al 911. Puede pedir cita en bayoufamily.example/book.")
    );
    // The blank of templates says the same.
    let thread = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 1 })).await["rows"][0]
        ["id"]
        .clone();
    let ask = json!({ "thread": thread, "typed": "opening", "language": "en" });
    let picked = desk.ask("templates.pick", ask).await.to_string();
    assert!(picked.contains("Mon-Fri 8 AM-5 PM"), "{picked}");
}

/// A practice that is closed and opened again at the same moment of the same morning.
struct Night {
    folder: Arc<TempDir>,
    vault: Arc<MemoryVault>,
}

impl Night {
    fn new() -> Self {
        Self { folder: Arc::new(TempDir::new().unwrap()), vault: Arc::new(MemoryVault::new()) }
    }

    async fn open(&self) -> Desk {
        let start = Start::Practice(PracticeOptions { speed: 1.0, ..PracticeOptions::default() });
        Desk::open(Arc::clone(&self.folder), Arc::clone(&self.vault), start).await
    }

    /// Does something while nobody has the practice open.
    fn meanwhile<R: Send + 'static>(&self, act: impl FnOnce(&WriteTx<'_>) -> Result<R, StoreError>) -> R {
        let practice = PracticeFolder::at(self.folder.path().join("practice-mode"));
        let key = practice.key_file().unwrap().open_with_keyring(&*self.vault).unwrap();
        let store = practice.open(&key).unwrap();
        let done = store.write_blocking(act).unwrap();
        store.close().unwrap();
        done
    }
}

/// A text of a patient as the engine would have stored it.
fn came_in(tx: &WriteTx<'_>, thread: &str, body: &str, at: Timestamp, mark: usize) -> Result<(), StoreError> {
    let row = threads::get(tx, thread.parse::<ThreadId>().unwrap())?;
    let new = messages::NewInbound {
        id: MessageId::from_uuid(uuid::Uuid::from_u128(0xa11 + u128::try_from(mark).unwrap())),
        thread: row.id,
        line: row.line,
        channel: row.channel,
        provider_id: ProviderMessageId::parse(&format!("SM-night-{mark}")).unwrap(),
        body: Private::new(body),
        created_at: at,
        received_at: at,
        media_count: 0,
        language: None,
    };
    messages::insert_inbound(tx, &new)?;
    let preview = threads::Preview {
        message: new.id,
        text: new.body.clone(),
        kind: messages::MessageKind::Text,
        direction: Direction::Inbound,
        state: None,
    };
    threads::save(tx, row.id, &row.facts.after_inbound(at), Some(&preview))
}

fn automatic(detail: &Value) -> Vec<Value> {
    texts(detail).into_iter().filter(|text| text["purpose"] == "afterHours").cloned().collect()
}

#[tokio::test]
async fn who_has_agreed_is_told_once_and_nobody_else_is() {
    let night = Night::new();
    let desk = night.open().await;
    let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    let now = Timestamp::from_millis(now);
    // It is a Monday morning: an office that is open on Saturdays is closed.
    switch(&desk, "Dana Ruiz").await;
    desk.ask("hours.save", hours(&week(540, 720, &[5]), &json!([]), true)).await;
    let rows = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    let of = |badges: &[&str]| -> Vec<String> {
        let has = |row: &&Value| badges.contains(&row["badge"].as_str().unwrap());
        let rows = rows["rows"].as_array().unwrap().iter().filter(has);
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let (granted, none, stopped) =
        (of(&["granted"]), of(&["noConsent", "noticeSent", "expired"]), of(&["optedOut"]));
    desk.app.close().await;

    let (told, keyword, machine) = (granted[0].clone(), granted[1].clone(), granted[2].clone());
    let silent = [keyword.clone(), machine.clone(), none[0].clone(), stopped[0].clone(), granted[3].clone()];
    let (written, urgent) = (now.minus(Span::seconds(30)), none[1].clone());
    night.meanwhile({
        let (told, silent, urgent) = (told.clone(), silent.clone(), urgent.clone());
        move |tx| {
            came_in(tx, &told, "Can I come in on Saturday?", written, 0)?;
            let words =
                ["HELP", "Automatic reply: I am away.", "Can I come in tomorrow?", "Can I come in tomorrow?"];
            for (mark, (thread, words)) in silent.iter().zip(words).enumerate() {
                came_in(tx, thread, words, written, mark + 1)?;
            }
            came_in(tx, &urgent, "I have chest pain", now.minus(Span::seconds(20)), 8)?;
            // This one came while Foyer was closed.
            came_in(tx, &silent[4], "Can I come in on Sunday?", written.minus(Span::minutes(20)), 9)
        }
    });
    let mut desk = night.open().await;
    let detail = desk
        .until("threads.open", json!({ "thread": told }), |detail| {
            automatic(detail).iter().any(|text| {
                ["accepted", "sent", "delivered"].contains(&text["delivery"]["state"].as_str().unwrap_or(""))
            })
        })
        .await;
    let reply = automatic(&detail);
    assert_eq!((reply.len(), &reply[0]["from"]["kind"]), (1, &json!("foyer")));
    assert!(reply[0]["text"].as_str().unwrap().contains("We open Sat, "), "{}", reply[0]["text"]);
    for thread in &silent {
        let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
        assert_eq!(automatic(&detail).len(), 0, "{}", detail["row"]["name"]);
    }
    // Whoever wrote still waits, and the morning says what they were told.
    let morning = desk.ask("hours.morning", json!({})).await;
    let rows = morning["rows"].as_array().unwrap();
    let of = |thread: &str| rows.iter().find(|row| row["row"]["id"] == thread).unwrap();
    assert!(of(&told)["toldAt"].is_i64(), "{}", of(&told));
    assert_eq!(of(&machine)["toldAt"], Value::Null);
    assert!(of(&told)["texts"].as_u64() >= Some(1));
    assert!(
        !of(&told)["row"]["preview"]["text"].as_str().unwrap().contains("closed"),
        "their words stay in the list"
    );
    let marks: Vec<bool> = rows.iter().map(|row| row["row"]["preview"]["mark"] == "urgent").collect();
    assert!(of(&urgent)["row"]["preview"]["mark"] == "urgent" && marks.is_sorted_by(|one, next| one >= next));
    let calm = rows.iter().filter(|row| row["row"]["preview"]["mark"] != "urgent");
    let waits: Vec<i64> = calm.map(|row| row["row"]["waitingSinceAt"].as_i64().unwrap()).collect();
    assert!(waits.is_sorted(), "then who waits longest is first");
    desk.app.close().await;

    let sent = reply[0]["id"].as_str().unwrap().parse::<MessageId>().unwrap();
    night.meanwhile(move |tx| {
        let patient = threads::get(tx, messages::get(tx, sent)?.thread)?.patient.unwrap();
        let language = json!(patients::get(tx, patient)?.language.as_str());
        says_all_of(tx, sent, (Actor::System, "text.after_hours"), Some(("language", language)))
    });

    // A second text of the same day is told nothing: somebody else, who is looked at after it, is.
    let other = granted[4].clone();
    night.meanwhile({
        let (told, other) = (told.clone(), other.clone());
        move |tx| {
            came_in(tx, &told, "Can I come in on Sunday?", now.minus(Span::seconds(10)), 20)?;
            came_in(tx, &other, "Can I come in on Friday?", now.minus(Span::seconds(9)), 21)
        }
    });
    let mut desk = night.open().await;
    desk.until("threads.open", json!({ "thread": other }), |detail| !automatic(detail).is_empty()).await;
    assert_eq!(night_replies(&night, desk, &told).await, 1);
}

/// The automatic replies that a conversation has, read from the store.
async fn night_replies(night: &Night, desk: Desk, thread: &str) -> usize {
    desk.app.close().await;
    let thread = thread.parse::<ThreadId>().unwrap();
    night.meanwhile(move |tx| {
        let all = messages::page(tx, thread, None, 50)?;
        Ok(all
            .iter()
            .filter(|row| {
                row.direction() == Direction::Outbound && row.kind == messages::MessageKind::AfterHours
            })
            .count())
    })
}

#[tokio::test]
async fn of_hundreds_who_wrote_overnight_what_may_be_an_emergency_is_first() {
    /// More than the morning lists.
    const WAITING: usize = 300;
    let night = Night::new();
    let desk = night.open().await;
    let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    switch(&desk, "Dana Ruiz").await;
    desk.ask("hours.save", hours(&week(540, 720, &[5]), &json!([]), false)).await;
    desk.app.close().await;

    let id =
        |place: usize| ThreadId::from_uuid(uuid::Uuid::from_u128(0xb000 + u128::try_from(place).unwrap()));
    night.meanwhile(move |tx| {
        let line = lines::list(tx)?[0].id;
        for place in 0..WAITING {
            let number = PhoneNumber::parse_e164(&format!("+1713556{place:04}")).unwrap();
            let at = Timestamp::from_millis(now).minus(Span::minutes(10)).plus(Span::millis(place as i64));
            threads::find_or_create(tx, id(place), line, Channel::Sms, &number, at)?;
            let words = if place + 1 == WAITING { "No puedo respirar" } else { "Are you open today?" };
            came_in(tx, &id(place).to_string(), words, at, 1_000 + place)?;
        }
        // Who is to come back later still wrote.
        let snoozed = threads::get(tx, id(0))?
            .facts
            .snoozed(Timestamp::from_millis(now).plus(Span::hours(3)), Timestamp::from_millis(now))
            .unwrap();
        threads::save_facts(tx, id(0), &snoozed)
    });
    let desk = night.open().await;
    let morning = desk.ask("hours.morning", json!({})).await;
    let rows = morning["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["row"]["id"]), (200, &json!(id(WAITING - 1).to_string())));
    assert_eq!(rows[0]["row"]["preview"]["mark"], "urgent");
    assert!(rows.iter().any(|row| row["row"]["id"] == id(0).to_string()), "who waits longest is among them");
    assert!(rows[1..].iter().all(|row| row["row"]["preview"]["mark"] != "urgent"));
}
