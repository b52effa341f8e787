//! The program killed in the middle of sending, again and again, by a carrier that loses its answers. The carrier's
//! own record says what really went out.

#![cfg(target_os = "linux")]

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, Result};
use foyer_e2e::{Desktop, Foyer, Keyring, Options, Sandbox, until, until_for};
use serde_json::json;

/// Texts for each thread, in the order they are queued.
const EACH: usize = 3;

#[tokio::test]
async fn killed_while_texts_leave_each_goes_once_or_is_shown_as_unsure() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--seed", "11"])?;
    sandbox.desk.let_patients_write(false).await?;
    let carrier = sandbox.file().display().to_string();
    let options = Options::practice(&desktop, &["--speed", "20", "--carrier", &carrier]);

    let mut foyer = Foyer::open(&desktop, &options).await?;
    let threads = textable(&foyer).await?;
    assert!(threads.len() >= 6, "{} threads may be texted", threads.len());
    sandbox.desk.fault("lost-response:on=create,probability=0.4").await?;
    let mut wanted = BTreeMap::new();
    for (place, thread) in threads.iter().enumerate() {
        for nth in 0..EACH {
            let text = format!("Text {nth} for desk {place}.");
            send(&foyer, thread, &text, place * EACH + nth).await?;
            wanted.insert(text, thread.clone());
        }
    }

    // Four power cuts, each after the carrier has heard a little more.
    for cut in 1..=4_usize {
        let heard = cut * threads.len() / 2;
        let enough = async || Ok((sandbox.desk.attempts().await? >= heard).then_some(()));
        let heard = until_for(Duration::from_secs(6), "more texts at the carrier", enough).await;
        // What is unsure holds its thread, so later there may be no more to hear; the cut comes all the same.
        assert!(heard.is_ok() || cut > 1, "nothing left before the first cut");
        foyer.kill().await?;
        foyer = Foyer::open(&desktop, &options).await?;
    }

    sandbox.desk.heal().await?;
    settled(&foyer).await?;
    let accepted = sandbox.desk.accepted().await?;
    let mut times = BTreeMap::new();
    for text in &accepted {
        *times.entry(text.body.as_str()).or_insert(0_usize) += 1;
    }
    let mut sure = 0;
    for (text, thread) in &wanted {
        let state = state_of(&foyer, thread, text).await?;
        let went = times.get(text.as_str()).copied().unwrap_or(0);
        assert!(went <= 1, "“{text}” went out {went} times");
        match state.as_str() {
            "accepted" | "sent" | "delivered" => {
                assert_eq!(went, 1, "“{text}” is {state} and never went out");
                sure += 1;
            }
            "notConfirmed" => {}
            // Behind one that nobody is sure of: it must not have gone.
            "held" | "queued" => assert_eq!(went, 0, "“{text}” waits and went out"),
            other => panic!("“{text}” ended {other}"),
        }
    }
    assert!(sure >= wanted.len() / 2, "only {sure} of {} are known to have gone", wanted.len());
    in_order(&wanted, &accepted.iter().map(|text| text.body.clone()).collect::<Vec<_>>());
    Ok(())
}

/// Threads that may be texted now.
async fn textable(foyer: &Foyer) -> Result<Vec<String>> {
    let page = until("the list", async || {
        Ok(foyer.call("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await.ok())
    })
    .await?;
    let rows = page["rows"].as_array().context("the list has rows")?;
    let granted = rows.iter().filter(|row| row["badge"] == "granted");
    Ok(granted.filter_map(|row| row["id"].as_str().map(str::to_owned)).take(8).collect())
}

async fn send(foyer: &Foyer, thread: &str, text: &str, nth: usize) -> Result<()> {
    let id = format!("00000000-0000-4000-8000-{nth:012}");
    let reply = foyer
        .call(
            "messages.send",
            json!({ "thread": thread, "text": text, "clientId": id, "overrideReason": null }),
        )
        .await?;
    assert!(reply.to_string().contains("ueued") || reply["message"].is_object(), "{reply}");
    Ok(())
}

/// Nothing is on its way any more: what is left waits for a person.
async fn settled(foyer: &Foyer) -> Result<()> {
    until_for(Duration::from_secs(180), "the end of all sending", async || {
        let outbox = foyer.call("outbox.list", json!({})).await?;
        let moving = outbox["items"].as_array().context("the outbox has items")?.iter().filter(|item| {
            let state = item["delivery"]["state"].as_str().unwrap_or_default();
            let hold = item["delivery"]["hold"].as_str().unwrap_or_default();
            matches!(state, "queued" | "sending") && hold.is_empty()
        });
        Ok((moving.count() == 0).then_some(()))
    })
    .await
}

async fn state_of(foyer: &Foyer, thread: &str, text: &str) -> Result<String> {
    let read = foyer.call("threads.refresh", json!({ "thread": thread, "latest": 50 })).await?;
    let items = read["timeline"]["items"].as_array().context("a thread has items")?;
    let item = items.iter().find(|item| item["text"] == text).context("a text is gone from its thread")?;
    item["delivery"]["state"].as_str().map(str::to_owned).context("our text has a state")
}

/// In each thread, what went out went in the order it was queued.
fn in_order(wanted: &BTreeMap<String, String>, accepted: &[String]) {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for body in accepted {
        let Some(thread) = wanted.get(body) else { continue };
        let nth: usize = body.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
        if let Some(before) = last.insert(thread, nth) {
            assert!(before < nth, "“{body}” went after a later one");
        }
    }
}
