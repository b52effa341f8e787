//! What was typed is there again, in its own thread only.

use anyhow::Result;
use foyer_e2e::{Foyer, page::part, until};

use crate::{desktop, morning_options, people::*, quiet_morning};

async fn draft_is(foyer: &Foyer, words: &str) -> Result<()> {
    until(&format!("the draft “{words}”"), async || {
        let field = foyer.find(&part("composer-input")).await?;
        Ok((field.value().await?.unwrap_or_default() == words).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_draft_survives_a_power_cut_and_stays_in_its_thread() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.writes("Half of a thought about Mon").await?;
    // The list shows a draft once the core has kept it.
    foyer.open_thread(LUPE.0).await?;
    draft_is(&foyer, "").await?;
    foyer.row(SAMIR.0, "Half of a thought").await?;
    foyer.writes("otra cosa").await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, "Half of a thought about Mon").await?;
    foyer.kill().await?;

    let foyer = Foyer::open(&desktop, &morning_options(&desktop)).await?;
    foyer.view("all").await?;
    foyer.open_thread(SAMIR.0).await?;
    draft_is(&foyer, "Half of a thought about Mon").await?;
    foyer.open_thread(LUPE.0).await?;
    draft_is(&foyer, "otra cosa").await?;
    foyer.open_thread(MARCUS.0).await?;
    draft_is(&foyer, "").await
}
