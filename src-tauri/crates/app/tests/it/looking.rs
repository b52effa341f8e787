//! Unusual looking around: found at night from the trail, read by who may, looked into by somebody else.

use chrono::{DateTime, Days, NaiveDate};
use chrono_tz::America::Chicago;
use foyer_app::wire::ErrorCode;
use foyer_domain::{Actor, ThreadId, Timestamp, UserId};
use foyer_store::{
    StoreError, WriteTx,
    audit::{self, NewEntry},
    users,
};
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    retention::between,
    seats::{full_house, switch},
};

fn person(tx: &WriteTx<'_>, name: &str) -> Result<UserId, StoreError> {
    Ok(users::list(tx)?.into_iter().find(|row| row.user.name.reveal() == name).unwrap().user.id)
}

/// Minutes after nine on a day of the practice's clock.
fn at(day: NaiveDate, minutes: i64) -> Timestamp {
    let nine = day.and_hms_opt(9, 0, 0).unwrap().and_local_timezone(Chicago).unwrap();
    Timestamp::from_millis(nine.timestamp_millis() + minutes * 60_000)
}

fn did(
    tx: &WriteTx<'_>,
    by: UserId,
    action: &'static str,
    thread: ThreadId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (actor, thread) = (Actor::User(by), Some(thread));
    audit::append(tx, &NewEntry { at, actor, action, thread, object: None, detail: json!({}) })
}

/// Three weeks in which two people open and answer five conversations a day; yesterday one of them opened thirty more and
/// that of a patient with a colleague's name, and did nothing there.
async fn snooped() -> (Desk, NaiveDate) {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let start = json!({ "number": "504 555 0177", "name": "dana  ruiz", "language": "en" });
    let hers = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let page = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    let all = page["rows"].as_array().unwrap().iter().filter(|row| row["id"] != json!(hers));
    let threads: Vec<ThreadId> =
        all.map(|row| ThreadId::from_uuid(row["id"].as_str().unwrap().parse().unwrap())).collect();
    let hers = ThreadId::from_uuid(hers.parse().unwrap());
    let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    let today = DateTime::from_timestamp_millis(now).unwrap().with_timezone(&Chicago).date_naive();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap();
    let desk = between(desk, 20.0, move |tx| {
        let (odd, even) = (person(tx, "The receptionist")?, person(tx, "The clinical")?);
        for back in 1..22 {
            let day = today.checked_sub_days(Days::new(back)).unwrap();
            for (n, thread) in threads.iter().take(5).enumerate() {
                let minutes = i64::try_from(n).unwrap() * 10;
                for by in [odd, even] {
                    did(tx, by, "thread.view", *thread, at(day, minutes))?;
                    did(tx, by, "text.queue", *thread, at(day, minutes + 2))?;
                }
            }
        }
        for (n, thread) in threads.iter().skip(5).take(30).enumerate() {
            did(tx, odd, "thread.view", *thread, at(yesterday, 60 + i64::try_from(n).unwrap()))?;
        }
        did(tx, odd, "thread.view", hers, at(yesterday, 200))?;
        did(tx, odd, "thread.view", hers, at(yesterday, 201))
    })
    .await;
    (desk, yesterday)
}

#[tokio::test]
async fn a_day_of_looking_around_is_found_at_night_shown_to_who_may_and_looked_into_by_somebody_else() {
    let (mut desk, yesterday) = snooped().await;
    switch(&desk, "The manager").await;
    let found = |page: &Value| !page["days"].as_array().unwrap().is_empty();
    let page = desk.until("looking.read", json!({}), found).await;
    let days = page["days"].as_array().unwrap();
    assert_eq!(days.len(), 1, "nobody else, and no other day");
    let day = &days[0];
    assert_eq!((&day["name"], &day["day"]), (&json!("The receptionist"), &json!(yesterday.to_string())));
    let what: Vec<&str> =
        day["found"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert!(what.contains(&"unanswered") && what.contains(&"colleague"), "{what:?}");
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["looking"], 1, "the window says so");

    // Which conversations, and that is written down.
    let asked = json!({ "user": day["user"], "day": day["day"] });
    let behind = desk.ask("looking.behind", asked).await;
    let threads = behind["threads"].as_array().unwrap();
    assert_eq!(threads.iter().filter(|row| row["worked"] == true).count(), 5);
    let hers =
        threads.iter().find(|row| row["name"].as_str().unwrap().to_lowercase().contains("ruiz")).unwrap();
    assert_eq!((&hers["times"], &hers["worked"]), (&json!(2), &json!(false)));

    let settle = |words: &str| json!({ "user": day["user"], "day": day["day"], "words": words });
    let refused = desk.refused("looking.settle", settle("  ")).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("words")));
    switch(&desk, "The receptionist").await;
    assert_eq!(desk.refused("looking.read", json!({})).await.code, ErrorCode::NotAllowed);
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["looking"], 0, "nothing is said to others");
    switch(&desk, "The manager").await;
    desk.ask("looking.settle", settle("Filing week: she sorted old conversations.")).await;
    let page = desk.ask("looking.read", json!({})).await;
    assert_eq!(page["days"][0]["settled"]["by"], "The manager");
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["looking"], 0);
    assert!(desk.app.call("looking.settle", settle("Again")).await.is_err(), "once");
}

#[tokio::test]
async fn nobody_looks_into_their_own_days() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let me = desk.ask("app.status", json!({})).await["desk"]["user"]["id"].clone();
    let asked = json!({ "user": me, "day": "2026-11-20", "words": "It was nothing." });
    assert_eq!(desk.refused("looking.settle", asked).await.code, ErrorCode::NotAllowed);
}
