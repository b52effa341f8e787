//! A thread that is hidden from a role: listed without its words, opened with a reason for a while, seen by a manager.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};
use serde_json::json;

use crate::{desktop, looks::in_theme, people::*, quiet_morning, rules::as_manager};

const WORDS: &str = "Can I pay the rest of the marigold bill in March?";

#[tokio::test]
async fn a_hidden_thread_is_opened_with_a_reason_and_a_manager_sees_it() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("hidden");
    std::fs::create_dir_all(&shots)?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    carrier.patient_writes(SAMIR.1, WORDS).await?;
    let (thread, _) = foyer.row(SAMIR.0, "marigold").await?;

    // Whoever answers it files it; from then on the front desk sees that there are texts.
    foyer.open_thread(SAMIR.0).await?;
    foyer.find(&part("composer-input")).await?;
    foyer.call("threads.file", json!({ "thread": thread, "category": "billing" })).await?;
    foyer.row(SAMIR.0, "Hidden: billing").await?;
    foyer.sees(&part("hidden-strip"), "Front desk reads visits").await?;
    foyer.sees(&part("hidden-details"), "Details are hidden").await?;
    foyer.sees_no_more(&part("bubble"), "marigold").await?;
    assert!(!foyer.has(&part("composer-input")).await?);
    let shown = foyer.js("return document.documentElement.outerHTML.includes('marigold')").await?;
    assert_eq!(shown, json!(false), "nothing of it is left in the page");
    let sent = foyer
        .call(
            "notes.add",
            json!({ "thread": thread, "text": "hello", "clientId": "00000000-0000-4000-8000-000000000002" }),
        )
        .await;
    assert!(sent.is_err(), "the window offers no way; the core has none either");

    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("hidden-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} hidden");
        foyer.click(&part("open-with-reason")).await?;
        foyer.click(&part("reason-open")).await?;
        foyer.sees(&part("reason-dialog"), "Say why in a few words").await?;
        foyer.picture(&shots.join(format!("reason-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} reason");
        if theme == "light" {
            foyer.click(&format!("{} .df button", part("reason-dialog"))).await?;
            foyer.sees_no_more(&part("reason-dialog"), "").await?;
        }
    }
    foyer.types(&part("reason-words"), "At the desk about the bill").await?;
    foyer.click(&part("reason-open")).await?;
    foyer.sees(&part("bubble"), "marigold").await?;
    foyer.sees(&part("open-strip"), "To read, not to answer").await?;
    assert!(!foyer.has(&part("composer-input")).await?, "a reason lets nobody answer");
    foyer.picture(&shots.join("open-dark.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "open for a while");

    as_manager(&foyer).await?;
    foyer.click(&part("nav-settings")).await?;
    foyer.click(&format!("{} button:nth-child(2)", part("settings-page"))).await?;
    foyer.sees(&part("opened-row"), "At the desk about the bill").await?;
    let who = foyer.sees(&part("opened-row"), "Marisol Vega").await?;
    assert!(who.contains(SAMIR.0), "{who}");
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("people-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} people");
    }
    foyer.click(&part("nav-overview")).await?;
    foyer.sees(&part("opened-row"), "Marisol Vega").await?;
    foyer.picture(&shots.join("review-light.png")).await?;
    Ok(())
}
