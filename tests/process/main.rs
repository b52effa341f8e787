//! The program killed in the middle: of sending, again and again, by a carrier that loses its answers; and of a hand-off,
//! between the portal's message and the link text. The carrier's and the portal's own records say what really happened.
//!
//! Every run kills the window's own program four times while 24 texts leave. `FOYER_KILLS=30` kills it thirty times, at
//! any instant, while two hundred leave; that takes some minutes, and is run by hand:
//! `FOYER_KILLS=30 cargo test -p foyer-e2e --test process while_texts_leave`.

#![cfg(target_os = "linux")]

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, Result};
use foyer_e2e::{Desktop, Foyer, Keyring, Options, Sandbox, until, until_for};
use serde_json::{Value, json};

/// How the program is killed.
struct Cuts {
    /// How often.
    cuts: usize,
    /// Texts for each thread, in the order they are queued.
    each: usize,
    /// Whether at any instant, or when the carrier has heard a little more.
    any_instant: bool,
}

impl Cuts {
    /// A handful, or as many as somebody asked for.
    fn asked() -> Result<Self> {
        match std::env::var("FOYER_KILLS") {
            Ok(cuts) => Ok(Self {
                cuts: cuts.parse().context("FOYER_KILLS is a number")?,
                each: 25,
                any_instant: true,
            }),
            Err(_) => Ok(Self { cuts: 4, each: 3, any_instant: false }),
        }
    }
}

/// The longest that a program lives that is killed at any instant.
const LIVES: Duration = Duration::from_secs(4);

#[tokio::test]
async fn killed_while_texts_leave_each_goes_once_or_is_shown_as_unsure() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--seed", "11"])?;
    sandbox.desk.let_patients_write(false).await?;
    let carrier = sandbox.file().display().to_string();
    let options = Options::practice(&desktop, &["--speed", "20", "--carrier", &carrier]);

    let mut foyer = Foyer::open(&desktop, &options).await?;
    let threads = textable(&foyer).await?;
    foyer.sends_at_once().await?;
    assert!(threads.len() >= 6, "{} threads may be texted", threads.len());
    sandbox.desk.fault("lost-response:on=create,probability=0.4").await?;
    let Cuts { cuts, each, any_instant } = Cuts::asked()?;
    let mut wanted = BTreeMap::new();
    for (place, thread) in threads.iter().enumerate() {
        for nth in 0..each {
            let text = format!("Text {nth} for desk {place}.");
            send(&foyer, thread, &text, place * each + nth).await?;
            wanted.insert(text, thread.clone());
        }
    }

    // Power cuts: each after the carrier has heard a little more, or at any instant.
    let mut instant = 11_u64;
    for cut in 1..=cuts {
        if any_instant {
            instant = instant.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let millis = (instant >> 33) % u64::try_from(LIVES.as_millis())?;
            tokio::time::sleep(Duration::from_millis(millis)).await;
        } else {
            let heard = cut * threads.len() / 2;
            let enough = async || Ok((sandbox.desk.attempts().await? >= heard).then_some(()));
            let heard = until_for(Duration::from_secs(6), "more texts at the carrier", enough).await;
            // What is unsure holds its thread, so later there may be no more to hear; the cut comes all the same.
            assert!(heard.is_ok() || cut > 1, "nothing left before the first cut");
        }
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

const WORDS: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

#[tokio::test]
async fn killed_between_the_portal_and_the_link_there_is_one_message_and_one_link() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--seed", "12"])?;
    sandbox.desk.let_patients_write(false).await?;
    let carrier = sandbox.file().display().to_string();
    let options = Options::practice(&desktop, &["--speed", "20", "--carrier", &carrier]);
    let mut foyer = Foyer::open(&desktop, &options).await?;
    let thread = thread_of(&foyer, "Marcus Oyelaran").await?;

    // The portal has read the request and done nothing; has kept the message and not answered; has answered, and the
    // link waits for its time. Each time the power goes out.
    for (place, fault) in [Some("silent"), Some("lost"), None].into_iter().enumerate() {
        let before = sandbox.portal.messages().await?.len();
        if let Some(fault) = fault {
            sandbox.portal.fault(json!(fault), "create").await?;
        }
        click(&foyer, &thread, place).await?;
        match fault {
            Some("silent") => {
                until("a posting that is written down", async || {
                    let card = card(&foyer, &thread, place).await?;
                    Ok(card.is_some_and(|card| card["handoff"]["state"] == "offered").then_some(()))
                })
                .await?;
                assert_eq!(sandbox.portal.messages().await?.len(), before, "it has nothing yet");
            }
            Some(_) => {
                until("the portal's copy", async || {
                    Ok((sandbox.portal.messages().await?.len() > before).then_some(()))
                })
                .await?;
            }
            None => {
                until("a link that waits", async || {
                    let card = card(&foyer, &thread, place).await?;
                    Ok(card.is_some_and(|card| card["handoff"]["state"] == "delivered").then_some(()))
                })
                .await?;
            }
        }
        assert_eq!(links(&sandbox).await?, place, "killed before the link");
        foyer.kill().await?;
        sandbox.portal.heal().await?;
        foyer = Foyer::open(&desktop, &options).await?;

        until("one more link at the carrier", async || Ok((links(&sandbox).await? > place).then_some(())))
            .await?;
        settled(&foyer).await?;
        assert_eq!(links(&sandbox).await?, place + 1, "the link text went once");
        let visible = sandbox.portal.visible().await?;
        let ours: Vec<&Value> = visible.iter().filter(|one| one["words"] == said(place)).collect();
        assert_eq!(ours.len(), 1, "exactly one message in the portal");
        let card = card(&foyer, &thread, place).await?.context("the card is there")?;
        assert_eq!(
            (&card["handoff"]["state"], &card["handoff"]["linkFailed"]),
            (&json!("delivered"), &json!(false))
        );
        // The same click, tried again by the window that came back, changes nothing.
        let again = foyer.call("messages.handOff", hand_off(&thread, place)).await?;
        assert_eq!(again["kind"], "queued");
        assert_eq!(sandbox.portal.visible().await?.len(), place + 1);
        assert_eq!(links(&sandbox).await?, place + 1);
    }
    Ok(())
}

fn said(nth: usize) -> String {
    format!("{WORDS} ({nth})")
}

fn hand_off(thread: &str, nth: usize) -> Value {
    let id = format!("00000000-0000-4000-9000-{nth:012}");
    json!({ "thread": thread, "text": said(nth), "clientId": id, "target": null })
}

/// Asks for the hand-off as the window does, and waits for no answer: there will be none.
async fn click(foyer: &Foyer, thread: &str, nth: usize) -> Result<()> {
    let ask = "window.__TAURI_INTERNALS__.invoke('call', { name: 'messages.handOff', args: arguments[0] }).catch(() => {})";
    foyer.js_with(&format!("{ask}; return null"), vec![hand_off(thread, nth)]).await.map(drop)
}

/// The card of a hand-off, if it is there.
async fn card(foyer: &Foyer, thread: &str, nth: usize) -> Result<Option<Value>> {
    let read = foyer.call("threads.refresh", json!({ "thread": thread, "latest": 50 })).await?;
    let items = read["timeline"]["items"].as_array().context("a thread has items")?;
    let found = items.iter().find(|item| item["kind"] == "portalCard" && item["text"] == said(nth));
    Ok(found.cloned())
}

/// How many link texts the carrier took.
async fn links(sandbox: &Sandbox) -> Result<usize> {
    Ok(sandbox.desk.accepted().await?.iter().filter(|text| text.body.contains("secure message")).count())
}

async fn thread_of(foyer: &Foyer, name: &str) -> Result<String> {
    let page = until("the list", async || {
        Ok(foyer.call("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await.ok())
    })
    .await?;
    let rows = page["rows"].as_array().context("the list has rows")?;
    let row = rows.iter().find(|row| row["name"] == name).context("nobody of this name")?;
    row["id"].as_str().map(str::to_owned).context("a row has an id")
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
        // Nobody moves the mouse here, and the desk must not lock meanwhile.
        foyer.call("session.touch", json!({})).await?;
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
