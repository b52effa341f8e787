//! How it looks, in the sizes and colours the design was drawn in, and whether everybody can use it.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};
use serde_json::json;

use crate::{desktop, people::*, quiet_morning};

const SIZES: [(u32, u32); 3] = [(1024, 700), (1280, 800), (1600, 1000)];

#[tokio::test]
async fn three_sizes_two_themes_and_no_barrier() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let shots = folder_for_shots()?;
    foyer.open_thread(LUPE.0).await?;

    for theme in ["light", "dark"] {
        foyer
            .call("settings.save", json!({ "settings": { "theme": theme, "entersSends": false, "enterSends": false, "textSize": 100, "letterKeys": true } }))
            .await?;
        foyer.find(&format!("[data-theme=\"{theme}\"]")).await?;
        for (width, height) in SIZES {
            foyer.resize(width, height).await?;
            foyer.picture(&shots.join(format!("inbox-{theme}-{width}.png"))).await?;
            assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} {width}");
            let overflow = foyer.js("return document.documentElement.scrollWidth > innerWidth").await?;
            assert_eq!(overflow, json!(false), "{theme} {width}: something sticks out");
        }
    }

    foyer.resize(1280, 800).await?;
    foyer.open_thread(MARCUS.0).await?;
    foyer.writes("Your A1C is 8.2.").await?;
    foyer.find(&part("finding")).await?;
    foyer.picture(&shots.join("findings-dark-1280.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "findings");

    carrier.fault("outage").await?;
    foyer.find(&part("banner")).await?;
    foyer.click(&part("nav-outbox")).await?;
    foyer.find(&part("outbox")).await?;
    foyer.picture(&shots.join("outage-dark-1280.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "outage");

    foyer.click(&part("nav-settings")).await?;
    foyer.find(&part("settings")).await?;
    foyer.picture(&shots.join("settings-dark-1280.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "settings");
    Ok(())
}
