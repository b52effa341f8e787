//! What the desktop is told of texts that came in: that there are some, and of nobody.

use std::time::Duration;

use foyer_app::{Alerts, PracticeOptions, wire::ErrorCode};
use foyer_domain::{MessageId, Private, ProviderMessageId, ThreadId};
use foyer_store::{PracticeFolder, messages, threads};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::{desk::Desk, seats::switch};

const WORDS: &str = "Quendolyn asks about her results";

/// Nobody writes in it by themselves.
async fn quiet() -> Desk {
    let desk = Desk::practice_with(PracticeOptions { offline: true, ..PracticeOptions::default() }).await;
    assert_eq!(desk.app.alerts(false).await, Alerts::default(), "what lies there is nothing new");
    desk
}

/// The same Foyer, after patients wrote in these threads while it had lost its line.
async fn texted(desk: &Desk, threads: &[String]) {
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    let now = SystemClock.now();
    store
        .write_blocking(|tx| {
            for thread in threads {
                let row = threads::get(tx, thread.parse::<ThreadId>().unwrap())?;
                let id = uuid::Uuid::now_v7();
                let text = messages::NewInbound {
                    id: MessageId::from_uuid(id),
                    thread: row.id,
                    line: row.line,
                    channel: row.channel,
                    provider_id: ProviderMessageId::parse(&format!("SM{}", id.simple())).unwrap(),
                    body: Private::new(WORDS),
                    created_at: now,
                    received_at: now,
                    media_count: 0,
                    language: None,
                };
                messages::insert_inbound(tx, &text)?;
                threads::save_facts(tx, row.id, &row.facts.after_inbound(now))?;
            }
            Ok(())
        })
        .unwrap();
    store.close().unwrap();
    desk.app.start().await;
}

async fn rows(desk: &Desk) -> Vec<Value> {
    let page = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    page["rows"].as_array().unwrap().clone()
}

fn id(row: &Value) -> String {
    row["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn one_alert_a_thread_which_names_nobody_and_is_quiet_while_somebody_reads() {
    let desk = quiet().await;
    let rows = rows(&desk).await;
    let (first, second) = (id(&rows[0]), id(&rows[1]));
    texted(&desk, &[first.clone(), second.clone()]).await;
    let told = desk.app.alerts(false).await;
    assert_eq!(told.show.len(), 2);
    assert_eq!((told.take_back.len(), told.again_in), (0, None));
    for alert in &told.show {
        let held = format!("{alert:?}");
        assert!(alert.words.ends_with(" · Foyer"), "{held}");
        assert!(!held.contains("Quendolyn") && !held.contains(&first) && !held.contains(&second), "{held}");
        for row in &rows {
            for part in row["name"].as_str().unwrap().split(' ') {
                assert!(!held.contains(part), "{held}");
            }
        }
        assert!(alert.words.chars().filter(char::is_ascii_digit).count() < 4, "no number of anybody: {held}");
    }
    assert_eq!(desk.app.alerts(false).await, Alerts::default(), "once");

    // Another text there replaces the alert; none comes while the thread is open in front.
    texted(&desk, std::slice::from_ref(&first)).await;
    let again = desk.app.alerts(false).await.show;
    assert_eq!(again.len(), 1);
    assert!(told.show.iter().any(|alert| alert.number == again[0].number));
    texted(&desk, std::slice::from_ref(&first)).await;
    desk.ask("threads.look", json!({ "thread": first })).await;
    assert_eq!(desk.app.alerts(true).await.show, []);
    texted(&desk, std::slice::from_ref(&first)).await;
    desk.ask("threads.look", json!({ "thread": first })).await;
    assert_eq!(desk.app.alerts(false).await.show.len(), 1, "open behind other windows is not read");
    texted(&desk, &[first]).await;
    desk.ask("threads.look", json!({ "thread": null })).await;
    assert_eq!(desk.app.alerts(true).await.show.len(), 1);
    desk.app.close().await;
    let after = desk.app.alerts(false).await;
    assert_eq!(
        (after.take_back.len(), after.show.len()),
        (2, 0),
        "nothing stays on screen of a closed practice"
    );
}

#[tokio::test]
async fn what_a_window_behind_others_opens_by_itself_is_told_all_the_same() {
    let desk = quiet().await;
    let thread = id(&rows(&desk).await[0]);
    texted(&desk, std::slice::from_ref(&thread)).await;
    desk.ask("threads.look", json!({ "thread": thread })).await;
    desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(desk.app.alerts(false).await.show.len(), 1);
    assert_eq!(desk.app.alerts(false).await, Alerts::default(), "once");
    let back = desk.app.alerts(true).await;
    assert_eq!((back.take_back.len(), back.show.len()), (1, 0), "somebody came and looks at it");
}

#[tokio::test]
async fn a_click_opens_the_thread_and_waits_for_whoever_sits_down() {
    let desk = quiet().await;
    let thread = id(&rows(&desk).await[0]);
    texted(&desk, std::slice::from_ref(&thread)).await;
    let number = desk.app.alerts(false).await.show[0].number;
    assert_eq!(desk.ask("alerts.take", json!({})).await["thread"], Value::Null);
    desk.app.alert_clicked(number);
    assert_eq!(desk.ask("alerts.take", json!({})).await["thread"], json!(thread));
    assert_eq!(desk.ask("alerts.take", json!({})).await["thread"], Value::Null, "once");

    desk.ask("session.lock", json!({})).await;
    desk.app.alert_clicked(number);
    assert_eq!(desk.refused("alerts.take", json!({})).await.code, ErrorCode::Locked);
    switch(&desk, "Dana Ruiz").await;
    assert_eq!(desk.ask("alerts.take", json!({})).await["thread"], json!(thread));
    // What is over leads nowhere.
    desk.app.alert_clicked(9_999);
    assert_eq!(desk.ask("alerts.take", json!({})).await["thread"], Value::Null);
}

#[tokio::test]
async fn a_manager_has_alerts_repeated_until_somebody_takes_the_thread() {
    let desk = quiet().await;
    switch(&desk, "Dana Ruiz").await;
    for minutes in [0, 61] {
        let refused = desk.refused("settings.saveRepeat", json!({ "minutes": minutes })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("minutes")));
    }
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["repeatMinutes"], Value::Null, "off at first");
    desk.ask("settings.saveRepeat", json!({ "minutes": 10 })).await;
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["repeatMinutes"], json!(10));
    let again_in = desk.app.alerts(false).await.again_in.unwrap();
    assert!(again_in <= Duration::from_secs(600), "somebody waits in the sample");
    for row in rows(&desk).await {
        desk.ask("threads.assign", json!({ "thread": row["id"], "user": desk.person_id("Dana Ruiz").await }))
            .await;
    }
    assert_eq!(desk.app.alerts(false).await.again_in, None);
    desk.ask("settings.saveRepeat", json!({ "minutes": null })).await;
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["repeatMinutes"], Value::Null);
}
