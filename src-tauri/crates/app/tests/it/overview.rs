//! Review over a busy Monday: every figure equals what the threads behind it say, and the list beside it.

use std::collections::BTreeSet;

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    seats::{full_house, switch},
};

async fn behind(desk: &Desk, figure: Value) -> Vec<Value> {
    let found = desk.ask("overview.behind", json!({ "period": "month", "figure": figure })).await;
    let rows = found["rows"].as_array().unwrap().clone();
    assert_eq!(found["total"], rows.len(), "all of them fit");
    rows
}

fn took(rows: &[Value]) -> Vec<i64> {
    let mut took: Vec<i64> = rows.iter().map(|row| row["tookMs"].as_i64().unwrap()).collect();
    took.sort_unstable();
    took
}

/// The value that so many per cent do not exceed.
fn rank(sorted: &[i64], percent: usize) -> i64 {
    sorted[(sorted.len() * percent).div_ceil(100) - 1]
}

#[tokio::test]
async fn every_figure_equals_the_threads_behind_it() {
    let desk = Desk::practice().await;
    let page = desk.ask("overview.read", json!({ "period": "month" })).await;
    let replies = took(&behind(&desk, json!({ "kind": "firstReplies" })).await);
    assert!(replies.len() > 5, "the sample practice has a past");
    assert_eq!(page["typicalMs"], rank(&replies, 50));
    assert_eq!(page["slowestMs"], rank(&replies, 90));
    let slow = took(&behind(&desk, json!({ "kind": "slowestTenth" })).await);
    assert_eq!(slow.first(), Some(&rank(&replies, 90)));

    let late = took(&behind(&desk, json!({ "kind": "lateReplies" })).await);
    // The sample practice has one goal and has not said when it is open.
    let goal = page["goalMinutes"][0].as_i64().unwrap() * 60_000;
    let above: Vec<i64> = replies.iter().copied().filter(|took| *took > goal).collect();
    assert_eq!((&page["replies"], &page["late"]), (&json!(replies.len()), &json!(late.len())));
    assert_eq!(late, above);
    assert_eq!(page["slowestIsLate"], rank(&replies, 90) > goal);

    let hours = page["hours"].as_array().unwrap();
    assert_eq!(hours.iter().map(|hour| hour["replies"].as_u64().unwrap()).sum::<u64>(), replies.len() as u64);
    for hour in hours {
        let there = took(&behind(&desk, json!({ "kind": "hour", "hour": hour["hour"] })).await);
        assert_eq!(hour["replies"], there.len());
        assert_eq!(hour["typicalMs"], rank(&there, 50));
        assert_eq!(hour["slowestMs"], rank(&there, 90));
        assert_eq!(hour["isLate"], rank(&there, 90) > goal);
    }

    let late: BTreeSet<String> = behind(&desk, json!({ "kind": "notSameDay" }))
        .await
        .iter()
        .map(|row| row["thread"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(page["asked"].as_u64().unwrap() - page["sameDay"].as_u64().unwrap(), late.len() as u64);
    assert_eq!(
        page["optOuts"].as_array().unwrap().len(),
        behind(&desk, json!({ "kind": "optOuts" })).await.len()
    );
    assert_eq!(page["handedOff"], behind(&desk, json!({ "kind": "handedOff" })).await.len());

    // Patients go on writing: a page and a list are compared that were read with no text in between.
    let (waiting, page) = loop {
        let before = desk.ask("overview.read", json!({ "period": "month" })).await;
        let list = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
        let after = desk.ask("overview.read", json!({ "period": "month" })).await;
        if before["waiting"] == after["waiting"] {
            break (list, after);
        }
    };
    let rows = waiting["rows"].as_array().unwrap();
    let waiting: Vec<&Value> =
        rows.iter().filter(|row| !row["waitingSinceAt"].is_null()).map(|row| &row["id"]).collect();
    let shown: Vec<&Value> = page["waiting"].as_array().unwrap().iter().map(|row| &row["thread"]).collect();
    assert_eq!(shown, waiting, "in the list's order");
    assert_eq!(page["waitingCount"], waiting.len());
    assert_eq!(page["overWarning"], json!(null), "a receptionist is not shown who sent what over a warning");
}

#[tokio::test]
async fn every_figure_about_answers_equals_the_threads_behind_it() {
    let desk = Desk::practice().await;
    let page = desk.ask("overview.answers", json!({ "period": "month" })).await;
    let count = |what: &str| usize::try_from(page[what].as_u64().unwrap()).unwrap();
    let answered = behind(&desk, json!({ "kind": "answered" })).await;
    let unanswered = behind(&desk, json!({ "kind": "notAnswered" })).await;
    assert!(answered.len() > 5 && unanswered.len() > 5, "the sample practice has a past");
    assert_eq!((answered.len(), answered.len() + unanswered.len()), (count("answered"), count("sent")));
    let threads: BTreeSet<&str> =
        answered.iter().chain(&unanswered).map(|row| row["thread"].as_str().unwrap()).collect();
    assert_eq!(threads.len(), count("threads"));
    let slow = took(&answered);
    assert_eq!((&page["typicalMs"], &page["slowestMs"]), (&json!(rank(&slow, 50)), &json!(rank(&slow, 90))));
    for (kind, what) in [
        ("notices", "notices"),
        ("saidYes", "saidYes"),
        ("optOuts", "optedOut"),
        ("bookingLinks", "bookingLinks"),
    ] {
        assert_eq!(behind(&desk, json!({ "kind": kind })).await.len(), count(what), "{kind}");
    }
    let confirmed = behind(&desk, json!({ "kind": "confirmed" })).await;
    let open = behind(&desk, json!({ "kind": "notConfirmed" })).await;
    assert_eq!((confirmed.len(), confirmed.len() + open.len()), (count("confirmed"), count("reminders")));
    for one in page["failed"].as_array().unwrap() {
        let rows = behind(&desk, json!({ "kind": "failed", "problem": one["problem"] })).await;
        assert_eq!(one["times"], rows.len());
    }
    for one in page["refused"].as_array().unwrap() {
        let rows = behind(&desk, json!({ "kind": "refused", "why": one["why"] })).await;
        assert_eq!(one["times"], rows.len());
    }
}

#[tokio::test]
async fn yesterday_is_a_whole_day_and_no_part_of_today() {
    let desk = Desk::practice().await;
    let of = async |period: &str, kind: &str| {
        let asked = json!({ "period": period, "figure": { "kind": kind } });
        let found = desk.ask("overview.behind", asked).await;
        let rows = found["rows"].as_array().unwrap().iter();
        rows.map(|row| row["at"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    for kind in ["answered", "notAnswered", "firstReplies"] {
        let (yesterday, today) = (of("yesterday", kind).await, of("today", kind).await);
        assert!(yesterday.iter().all(|at| today.iter().all(|later| at < later)), "{kind}");
        if let (Some(first), Some(last)) = (yesterday.iter().min(), yesterday.iter().max()) {
            assert!(last - first < 25 * 3_600_000, "{kind}");
        }
    }
}

#[tokio::test]
async fn the_figures_of_a_day_are_a_file_that_names_nobody() {
    let desk = full_house().await;
    let refused = desk.refused("overview.save", json!({ "period": "month" })).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed, "who did what is told to roles that may audit");
    switch(&desk, "The manager").await;
    let page = desk.ask("overview.read", json!({ "period": "month" })).await;
    let answers = desk.ask("overview.answers", json!({ "period": "month" })).await;
    assert_eq!(desk.ask("overview.save", json!({ "period": "month" })).await, json!({ "saved": true }));
    let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
    let mut rows = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().unwrap();
    let cell = |figure: &str, at: usize| -> String {
        rows.iter().find(|row| &row[1] == figure).unwrap_or_else(|| panic!("no {figure}"))[at].to_owned()
    };
    let replies = page["replies"].as_u64().unwrap();
    assert_eq!(cell("within the goal", 3), replies.to_string());
    assert_eq!(cell("within the goal", 2), (replies - page["late"].as_u64().unwrap()).to_string());
    assert_eq!(cell("texts answered", 2), answers["answered"].to_string());
    assert_eq!(cell("visits confirmed", 3), answers["reminders"].to_string());
    let hours = rows.iter().filter(|row| &row[1] == "goal").count();
    assert_eq!(hours, page["hours"].as_array().unwrap().len());
    let words = String::from_utf8(bytes).unwrap();
    let list = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    for row in list["rows"].as_array().unwrap() {
        assert!(!words.contains(row["name"].as_str().unwrap()), "it names {}", row["name"]);
    }
}
