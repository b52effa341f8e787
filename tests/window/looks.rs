//! How it looks, in the sizes and colours the design was drawn in, and whether everybody can use it.

use anyhow::Result;
use foyer_e2e::{Foyer, folder_for_shots, left_in_size, page::part};
use serde_json::json;

use crate::{desktop, people::*, quiet_morning};

const SIZES: [(u32, u32); 3] = [(1024, 700), (1280, 800), (1600, 1000)];

#[tokio::test]
async fn three_sizes_two_themes_and_no_barrier() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    for (width, height) in SIZES {
        left_in_size(&desktop, width, height)?;
        let (foyer, _carrier) = quiet_morning(&desktop).await?;
        assert_eq!(foyer.js("return [innerWidth, innerHeight]").await?, json!([width, height]));
        foyer.open_thread(LUPE.0).await?;
        for theme in ["light", "dark"] {
            in_theme(&foyer, theme).await?;
            foyer.picture(&shots.join(format!("inbox-{theme}-{width}.png"))).await?;
            assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} {width}");
            let overflow = foyer.js("return document.documentElement.scrollWidth > innerWidth").await?;
            assert_eq!(overflow, json!(false), "{theme} {width}: something sticks out");
        }
        foyer.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_barrier_where_something_is_wrong() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.view("all").await?;
        foyer.open_thread(MARCUS.0).await?;
        foyer.writes("Your A1C is 8.2.").await?;
        foyer.find(&part("finding")).await?;
        foyer.picture(&shots.join(format!("findings-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} findings");

        carrier.fault("outage").await?;
        foyer.sees(&part("banner"), "unreachable").await?;
        foyer.picture(&shots.join(format!("outage-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} outage");
        carrier.heal().await?;

        foyer.click(&part("nav-settings")).await?;
        foyer.find(&part("settings")).await?;
        foyer.picture(&shots.join(format!("settings-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} settings");
    }
    Ok(())
}

#[tokio::test]
async fn no_barrier_at_the_lock_and_among_people() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    // Nobody sits there then: it is worded for whoever did last.
    foyer.speaks("es").await?;
    foyer.locks().await?;
    foyer.picture(&shots.join("lock-es.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "the lock, in Spanish");
    foyer.sits_down("Marisol Vega").await?;
    foyer.speaks("en").await?;
    foyer.locks().await?;
    foyer.picture(&shots.join("lock.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "the lock");
    foyer.sits_down("Dana Ruiz").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.click(&part("nav-settings")).await?;
        foyer.find(&part("portal-settings")).await?;
        foyer.picture(&shots.join(format!("settings-manager-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} settings of a manager");
        foyer.click(&format!("{} button:nth-child(2)", part("settings-page"))).await?;
        foyer.sees(&part("people"), "Marisol Vega").await?;
        foyer.picture(&shots.join(format!("people-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} people");
        foyer.click(&format!("{} button:nth-child(3)", part("settings-page"))).await?;
        foyer.sees("main", "Before go-live").await?;
        foyer.picture(&shots.join(format!("agreements-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} agreements");
        foyer.click(&format!("{} button:nth-child(4)", part("settings-page"))).await?;
        foyer.sees(&part("people-log"), "Dana Ruiz").await?;
        foyer.click(&part("trail-examine")).await?;
        foyer.sees(&part("trail-state"), "The trail is whole").await?;
        foyer.click(&part("trail-export")).await?;
        foyer.sees(&part("trail-archive"), ".jsonl").await?;
        foyer.picture(&shots.join(format!("audit-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} audit");
        foyer.click(&part("nav-overview")).await?;
        for (place, page) in [(4, "copies"), (5, "incidents"), (2, "threads")] {
            foyer.click(&format!("{} button:nth-child({place})", part("review-tabs"))).await?;
            foyer.picture(&shots.join(format!("review-{page}-{theme}.png"))).await?;
            assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} {page}");
        }
        foyer.click(".review-threads aside .head button").await?;
        foyer.view("all").await?;
    }
    Ok(())
}

/// Chosen as the settings page chooses it.
pub async fn in_theme(foyer: &Foyer, theme: &str) -> Result<()> {
    let settings = json!({
        "theme": theme, "enterSends": false, "textSize": 100, "letterKeys": true, "undoSeconds": 0,
    });
    foyer.call("settings.save", json!({ "settings": settings })).await?;
    foyer.find(&format!("[data-theme=\"{theme}\"]")).await.map(drop)
}
