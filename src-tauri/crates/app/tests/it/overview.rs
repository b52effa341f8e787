//! Review over a busy Monday: every figure equals what the threads behind it say, and the list beside it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::desk::Desk;

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

    let hours = page["hours"].as_array().unwrap();
    assert_eq!(hours.iter().map(|hour| hour["replies"].as_u64().unwrap()).sum::<u64>(), replies.len() as u64);
    for hour in hours {
        let there = took(&behind(&desk, json!({ "kind": "hour", "hour": hour["hour"] })).await);
        assert_eq!(hour["replies"], there.len());
        assert_eq!(hour["typicalMs"], rank(&there, 50));
        assert_eq!(hour["slowestMs"], rank(&there, 90));
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
