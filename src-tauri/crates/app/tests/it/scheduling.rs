//! Texts for later: judged by their moment, held until it, and never late by themselves.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, Duration, NaiveDate};
use chrono_tz::{America::Chicago, Tz};
use foyer_app::{PracticeOptions, Start, wire::ErrorCode};
use foyer_domain::{Span, Timestamp};
use foyer_store::{
    PracticeFolder, StoreError, WriteTx,
    outbox::{self, HoldReason, OutboxRow},
};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{Desk, client_id, texts},
    seats::switch,
};

const MARCUS: &str = "Marcus Oyelaran";

/// The carrier has it.
const LEFT: [&str; 3] = ["accepted", "sent", "delivered"];

/// The desk's clock.
async fn now(desk: &Desk) -> DateTime<Tz> {
    let at = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    DateTime::from_timestamp_millis(at).unwrap().with_timezone(&Chicago)
}

async fn look(desk: &Desk, thread: &str, day: NaiveDate, minute: u32) -> Value {
    let ask = json!({ "thread": thread, "day": day.to_string(), "minute": minute, "second": false });
    desk.ask("messages.lookAhead", ask).await
}

async fn schedule(desk: &Desk, thread: &str, text: &str, at: i64) -> Value {
    let ask = json!({ "thread": thread, "text": text, "clientId": client_id(), "atMs": at });
    desk.ask("messages.schedule", ask).await
}

async fn delivery(desk: &Desk, thread: &str, text: &str) -> Value {
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    texts(&detail).into_iter().find(|one| one["text"] == text).unwrap()["delivery"].clone()
}

#[tokio::test]
async fn a_day_and_a_time_are_a_moment_with_its_quiet_hours() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of(MARCUS).await;
    let tomorrow = now(&desk).await.date_naive() + Duration::days(1);
    let nine = look(&desk, &marcus, tomorrow, 9 * 60).await;
    assert_eq!((&nine["past"], &nine["refusal"]), (&json!(false), &Value::Null));
    assert!(nine["quiet"].as_array().unwrap().iter().any(|one| one["from"] == 0), "the night is quiet");
    let early = look(&desk, &marcus, tomorrow, 6 * 60).await;
    assert_eq!(early["refusal"]["kind"], "quietHours");
    assert!(early["nextAt"].as_i64() > early["at"].as_i64());
    // The clock is set forward on the second Sunday of March.
    let march = NaiveDate::from_ymd_opt(now(&desk).await.year() + 1, 3, 8).unwrap();
    let sunday = (0..7)
        .map(|ahead| march + Duration::days(ahead))
        .find(|day| day.weekday() == chrono::Weekday::Sun)
        .unwrap();
    let skipped = look(&desk, &marcus, sunday, 2 * 60 + 30).await;
    assert_eq!((&skipped["at"], &skipped["secondAt"]), (&Value::Null, &Value::Null));
    for (field, value) in [("day", json!("tomorrow")), ("day", json!("2026-02-30")), ("minute", json!(1_440))]
    {
        let mut ask = json!({ "thread": marcus, "day": "2026-11-23", "minute": 480, "second": false });
        ask[field] = value;
        assert_eq!(desk.refused("messages.lookAhead", ask).await.code, ErrorCode::BadField);
    }

    // What is offered may go: at this hour in Texas too, where nobody is texted before nine.
    let offered = desk.ask("messages.suggestTimes", json!({ "thread": marcus })).await;
    let times = offered["times"].as_array().unwrap();
    assert!(times.iter().any(|one| one["which"] == "tomorrow"));
    for one in times {
        let (day, minute) = (one["day"].as_str().unwrap(), one["minute"].as_u64().unwrap());
        let look = look(&desk, &marcus, day.parse().unwrap(), u32::try_from(minute).unwrap()).await;
        assert_eq!((&look["refusal"], &look["past"]), (&Value::Null, &json!(false)), "{one}");
    }

    // What may not go then is not kept.
    let refused = schedule(&desk, &marcus, "We open at 9.", early["at"].as_i64().unwrap()).await;
    assert_eq!(refused["refusal"]["kind"], "quietHours");
    let refused = schedule(&desk, &marcus, "See you {date}.", nine["at"].as_i64().unwrap()).await;
    assert_eq!(refused["refusal"]["kind"], "templateBlanks");
    for at in [0, nine["at"].as_i64().unwrap() + 91 * 86_400_000] {
        let ask = json!({ "thread": marcus, "text": "We open at 9.", "clientId": client_id(), "atMs": at });
        assert_eq!(desk.refused("messages.schedule", ask).await.field.as_deref(), Some("at"));
    }
}

#[tokio::test]
async fn it_waits_lets_others_pass_and_comes_back_to_be_edited() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of(MARCUS).await;
    let tomorrow = now(&desk).await.date_naive() + Duration::days(1);
    let at = look(&desk, &marcus, tomorrow, 10 * 60).await["at"].as_i64().unwrap();
    let kept = schedule(&desk, &marcus, "We open at 8 today.", at).await;
    assert_eq!(kept["kind"], "queued");
    let waits = &kept["item"]["delivery"];
    assert_eq!((&waits["hold"], &waits["scheduledAt"]), (&json!("scheduled"), &json!(at)));
    let list = desk.ask("outbox.list", json!({})).await;
    assert!(list["scheduled"].as_array().unwrap().iter().any(|one| one["text"] == "We open at 8 today."));
    assert!(list["items"].as_array().unwrap().iter().all(|one| one["text"] != "We open at 8 today."));
    // A double click is one text, and nothing of the thread waits behind it.
    let mut desk = desk;
    let send =
        json!({ "thread": marcus, "text": "Ring twice.", "clientId": client_id(), "overrideReason": null });
    desk.ask("messages.send", send).await;
    desk.until("threads.open", json!({ "thread": marcus }), |detail| {
        texts(detail)
            .iter()
            .any(|one| one["text"] == "Ring twice." && one["delivery"]["state"] == "delivered")
    })
    .await;
    assert_eq!(delivery(&desk, &marcus, "We open at 8 today.").await["hold"], "scheduled");
    let back = desk.ask("messages.cancel", json!({ "message": kept["item"]["id"] })).await;
    assert_eq!(back["text"], "We open at 8 today.");
    let detail = desk.ask("threads.open", json!({ "thread": marcus })).await;
    assert!(texts(&detail).iter().all(|one| one["text"] != "We open at 8 today."), "it never left");
}

#[tokio::test]
async fn a_template_taken_back_from_later_is_still_a_template() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of(MARCUS).await;
    let page = desk.ask("templates.list", json!({})).await;
    let welcome = page["templates"].as_array().unwrap().iter().find(|one| one["name"] == "Welcome").unwrap()
        ["id"]
        .clone();
    let take = json!({ "thread": marcus, "template": welcome, "language": "en", "before": "", "after": "" });
    let words = desk.ask("templates.take", take).await["text"].as_str().unwrap().to_owned();
    let tomorrow = now(&desk).await.date_naive() + Duration::days(1);
    let at = look(&desk, &marcus, tomorrow, 10 * 60).await["at"].as_i64().unwrap();
    let kept = schedule(&desk, &marcus, &words, at).await;
    desk.ask("messages.cancel", json!({ "message": kept["item"]["id"] })).await;
    switch(&desk, "Dana Ruiz").await;
    desk.ask("templates.decide", json!({ "template": welcome, "decision": "retire" })).await;
    switch(&desk, "Marisol Vega").await;
    assert_eq!(schedule(&desk, &marcus, &words, at).await["refusal"]["kind"], "templateNotApproved");
}

/// A practice that is closed and opened again at the same moment of the same morning; nothing here waits for a load.
struct Place {
    folder: Arc<TempDir>,
    vault: Arc<MemoryVault>,
}

impl Place {
    fn new() -> Self {
        Self { folder: Arc::new(TempDir::new().unwrap()), vault: Arc::new(MemoryVault::new()) }
    }

    async fn open(&self) -> Desk {
        let start = Start::Practice(PracticeOptions { speed: 1.0, ..PracticeOptions::default() });
        Desk::open(Arc::clone(&self.folder), Arc::clone(&self.vault), start).await
    }

    /// Does something with the text that is scheduled for `at`, while nobody has the practice open.
    fn meanwhile(&self, at: i64, act: impl FnOnce(&WriteTx<'_>, &OutboxRow) -> Result<(), StoreError>) {
        let practice = PracticeFolder::at(self.folder.path().join("practice-mode"));
        let key = practice.key_file().unwrap().open_with_keyring(&*self.vault).unwrap();
        let store = practice.open(&key).unwrap();
        store
            .write_blocking(|tx| {
                let ours = |item: &OutboxRow| item.is_for_later() && item.not_before.millis() == at;
                let item = outbox::waiting(tx)?.into_iter().find(ours).unwrap();
                act(tx, &item)
            })
            .unwrap();
        store.close().unwrap();
    }
}

/// Marcus's text, kept until tomorrow at ten; gives when that is.
async fn kept(desk: &Desk, text: &str) -> i64 {
    let marcus = desk.thread_of(MARCUS).await;
    let tomorrow = now(desk).await.date_naive() + Duration::days(1);
    let at = look(desk, &marcus, tomorrow, 10 * 60).await["at"].as_i64().unwrap();
    assert_eq!(schedule(desk, &marcus, text, at).await["kind"], "queued");
    at
}

/// Moves a scheduled text to another time.
fn move_to(tx: &WriteTx<'_>, item: &OutboxRow, at: Timestamp) -> Result<(), StoreError> {
    outbox::release(tx, item.id, at, at.plus(Span::hours(2)))?;
    outbox::hold(tx, item.id, HoldReason::Scheduled)
}

async fn until_delivery(desk: &mut Desk, text: &str, field: &str, wanted: &[&str]) -> Value {
    let marcus = desk.thread_of(MARCUS).await;
    let detail = desk
        .until("threads.open", json!({ "thread": marcus }), |detail| {
            texts(detail).iter().any(|one| {
                one["text"] == text && wanted.contains(&one["delivery"][field].as_str().unwrap_or(""))
            })
        })
        .await;
    texts(&detail).into_iter().find(|one| one["text"] == text).unwrap().clone()
}

#[tokio::test]
async fn a_template_that_is_taken_out_meanwhile_holds_what_was_to_leave() {
    let place = Place::new();
    let desk = place.open().await;
    let marcus = desk.thread_of(MARCUS).await;
    let page = desk.ask("templates.list", json!({})).await;
    let walk_ins =
        page["templates"].as_array().unwrap().iter().find(|one| one["name"] == "Walk-ins").unwrap()["id"]
            .clone();
    let take = json!({ "thread": marcus, "template": walk_ins, "language": "en", "before": "", "after": "" });
    let words = desk.ask("templates.take", take).await["text"].as_str().unwrap().to_owned();
    let at = kept(&desk, &words).await;
    let start = Timestamp::from_millis(now(&desk).await.timestamp_millis());
    switch(&desk, "Dana Ruiz").await;
    desk.ask("templates.decide", json!({ "template": walk_ins, "decision": "retire" })).await;
    desk.app.close().await;
    // It is its turn when Foyer opens.
    place.meanwhile(at, |tx, item| outbox::release(tx, item.id, start, start.plus(Span::hours(2))));
    until_delivery(&mut place.open().await, &words, "hold", &["gate"]).await;
}

#[tokio::test]
async fn it_leaves_at_its_time_by_the_desks_clock() {
    let place = Place::new();
    let desk = place.open().await;
    let start = Timestamp::from_millis(now(&desk).await.timestamp_millis());
    let at = kept(&desk, "The door is open.").await;
    desk.app.close().await;
    let due = start.plus(Span::seconds(10));
    place.meanwhile(at, |tx, item| move_to(tx, item, due));
    let mut desk = place.open().await;
    until_delivery(&mut desk, "The door is open.", "state", &LEFT).await;
    assert!(now(&desk).await.timestamp_millis() >= due.millis(), "not before its time");
}

#[tokio::test]
async fn what_was_due_while_foyer_was_closed_is_held_and_asks() {
    let place = Place::new();
    let desk = place.open().await;
    let start = Timestamp::from_millis(now(&desk).await.timestamp_millis());
    let at = kept(&desk, "The door is open.").await;
    desk.app.close().await;
    place.meanwhile(at, |tx, item| move_to(tx, item, start.minus(Span::hours(5))));
    let mut desk = place.open().await;
    let held = until_delivery(&mut desk, "The door is open.", "hold", &["missed"]).await;
    assert_eq!(held["delivery"]["state"], "held");
    // A person lets it go, and then it does.
    desk.ask("messages.resolve", json!({ "message": held["id"], "choice": "sendAgain" })).await;
    until_delivery(&mut desk, "The door is open.", "state", &LEFT).await;
}
