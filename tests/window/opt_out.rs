//! STOP: the composer explains itself, and nothing leaves any more.

use anyhow::Result;
use foyer_e2e::page::part;
use serde_json::json;

use crate::{desktop, people::*, quiet_morning};

#[tokio::test]
async fn stop_takes_the_composer_away_and_start_brings_it_back() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.find(&part("composer-input")).await?;

    carrier.patient_writes(SAMIR.1, "STOP").await?;
    foyer.sees(&part("refusal"), "opted out").await?;
    assert!(!foyer.has(&part("composer-input")).await?);
    foyer.sees(&part("activity"), "Opted out").await?;

    // The window offers no way; the core has none either.
    let thread = foyer.js("return document.querySelector('[data-testid=\"thread-row\"][aria-selected=\"true\"]').dataset.thread").await?;
    let reply = foyer.call("messages.send", json!({ "thread": thread, "text": "hello", "clientId": "00000000-0000-4000-8000-000000000001", "overrideReason": null })).await;
    let refused = reply.map_or_else(|error| error.to_string(), |reply| reply.to_string());
    assert!(refused.contains("optedOut"), "{refused}");
    assert_eq!(carrier.attempts().await?, 0);

    carrier.patient_writes(SAMIR.1, "START").await?;
    foyer.find(&part("composer-input")).await?;
    foyer.sees(&part("activity"), "on again").await?;
    Ok(())
}

#[tokio::test]
async fn clinical_words_are_not_sent_and_go_to_the_portal() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(MARCUS.0).await?;

    foyer.writes("Your biopsy was positive for melanoma.").await?;
    foyer.find(&part("finding")).await?;
    foyer.press_send().await?;
    foyer.sees(&part("composer-why"), "").await?;
    assert_eq!(carrier.attempts().await?, 0);

    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("portal-card"), "melanoma").await?;
    foyer.delivery("you have a new secure message", "delivered").await?;
    let record = carrier.record().await?.to_string();
    assert!(
        record.contains("portal.bayoufamily.example")
            && !record.contains("melanoma")
            && !record.contains("biopsy")
    );
    Ok(())
}
