//! What the desktop is told while Foyer is behind other windows, on a desktop that shows it: one alert a thread, nothing in
//! it but a count, and a click that leads to the thread.

use std::time::Duration;

use anyhow::Result;
use foyer_e2e::{AlertDesk, Foyer, page::part, until_for};
use serde_json::json;

use crate::{desktop, people::*, quiet_morning, rules::as_manager};

/// Long after what is told of texts has been gathered.
const A_WHILE: Duration = Duration::from_secs(40);

/// The computer's own clock says when to tell again, also in practice mode.
const OVER_A_MINUTE: Duration = Duration::from_secs(66);

/// Waits until the desktop shows exactly these words, one alert each, sorted.
async fn shows(desk: &AlertDesk, words: &[&str]) -> Result<()> {
    let shown = || {
        let mut words: Vec<_> = desk.shown().into_iter().map(|one| one.words).collect();
        words.sort();
        words
    };
    until_for(A_WHILE, &format!("{words:?} on the desktop"), async || Ok((shown() == words).then_some(())))
        .await
        .map_err(|error| error.context(format!("it shows {:?}", shown())))
}

async fn conversation(foyer: &Foyer, name: &str) -> Result<()> {
    foyer.sees(&part("conversation"), name).await.map(drop)
}

#[tokio::test]
async fn the_desktop_is_told_once_a_thread_and_a_click_leads_there() -> Result<()> {
    let desktop = desktop().await?;
    let alerts = desktop.shows_alerts()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    foyer.view("all").await?;
    // What lay there before is read, so that counts begin at nothing.
    for (name, _) in [SAMIR, LUPE, MARCUS, TOMAS] {
        foyer.open_thread(name).await?;
    }

    // Of one thread there is one alert, with how many texts came, and no more.
    carrier.patient_writes(SAMIR.1, "Is the zebra clinic open?").await?;
    shows(&alerts, &["New text · Foyer"]).await?;
    carrier.patient_writes(SAMIR.1, "I mean at noon").await?;
    shows(&alerts, &["2 new texts · Foyer"]).await?;
    carrier.patient_writes(LUPE.1, "Gracias").await?;
    shows(&alerts, &["2 new texts · Foyer", "New text · Foyer"]).await?;

    // A click while the desk is locked leads to the thread once somebody has unlocked it.
    foyer.locks().await?;
    alerts.click("2 new texts · Foyer")?;
    foyer.find(&part("lock")).await?;
    assert!(!foyer.has(&part("conversation")).await?, "a click lifts no lock");
    foyer.sits_down("Dana Ruiz").await?;
    conversation(&foyer, SAMIR.0).await?;
    shows(&alerts, &["New text · Foyer"]).await?;

    // Now the window is in front: what comes into the thread that somebody reads is not told, what comes into others is.
    carrier.patient_writes(SAMIR.1, "Thank you").await?;
    foyer.sees(&part("bubble"), "Thank you").await?;
    carrier.patient_writes(MARCUS.1, "Good morning").await?;
    shows(&alerts, &["New text · Foyer", "New text · Foyer"]).await?;
    foyer.view("all").await?;
    foyer.open_thread(MARCUS.0).await?;
    shows(&alerts, &["New text · Foyer"]).await?;
    foyer.open_thread(LUPE.0).await?;
    shows(&alerts, &[]).await?;

    // Nothing that was ever shown names anybody, or says what they wrote.
    let ever = alerts.ever();
    assert!(ever.len() >= 4, "{ever:?}");
    for one in ever {
        let count = one.words.trim_end_matches(" · Foyer");
        let plain =
            count == "New text" || count.strip_suffix(" new texts").is_some_and(|n| n.parse::<u8>().is_ok());
        assert!(one.title == "Foyer" && plain, "{one:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_nobody_takes_is_told_again_until_somebody_does() -> Result<()> {
    let desktop = desktop().await?;
    let alerts = desktop.shows_alerts()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    foyer.view("all").await?;
    for (name, _) in [SAMIR, LUPE, TOMAS] {
        foyer.open_thread(name).await?;
    }
    // Everybody who waits is somebody's, but for one who writes now.
    let list = foyer.call("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await?;
    let me = foyer.call("app.status", json!({})).await?["desk"]["user"]["id"].clone();
    let mut samir = None;
    for row in list["rows"].as_array().into_iter().flatten() {
        foyer.call("threads.assign", json!({ "thread": row["id"], "user": me })).await?;
        if row["name"] == SAMIR.0 {
            samir = Some(row["id"].clone());
        }
    }
    foyer.call("threads.assign", json!({ "thread": samir, "user": null })).await?;
    foyer.call("settings.saveRepeat", json!({ "minutes": 1 })).await?;
    carrier.patient_writes(SAMIR.1, "Is anybody there?").await?;
    shows(&alerts, &["New text · Foyer"]).await?;
    let still = "A text is still waiting · Foyer";
    let told = || alerts.shown().into_iter().map(|one| one.words).collect::<Vec<_>>();
    until_for(OVER_A_MINUTE, "the alert once more", async || Ok((told() == [still]).then_some(()))).await?;

    // Somebody took it: it stays on screen, and does not come again.
    foyer.call("threads.assign", json!({ "thread": samir, "user": me })).await?;
    tokio::time::sleep(OVER_A_MINUTE).await;
    carrier.patient_writes(LUPE.1, "Gracias").await?;
    shows(&alerts, &[still, "New text · Foyer"]).await?;
    let again = alerts.ever().iter().filter(|one| one.words == still).count();
    assert_eq!(again, 1, "{:?}", alerts.ever());
    Ok(())
}
