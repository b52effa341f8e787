//! Find: by name, by number, by words, also while the carrier is away.

use anyhow::Result;
use foyer_e2e::{Foyer, page::part};
use thirtyfour::Key;

use crate::{desktop, people::*, quiet_morning};

async fn ask(foyer: &Foyer, question: &str) -> Result<()> {
    foyer.press(Key::Control + "k").await?;
    foyer.types(&part("find-input"), question).await
}

#[tokio::test]
async fn people_and_texts_are_found() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    carrier.patient_writes(LUPE.1, "¿dónde queda la farmacia azulejo?").await?;
    foyer.row(LUPE.0, "azulejo").await?;
    carrier.fault("outage").await?;

    ask(&foyer, "haddad").await?;
    foyer.sees(&part("find-person"), SAMIR.0).await?;
    foyer.press(Key::Escape + "").await?;

    ask(&foyer, "555-0117").await?;
    foyer.sees(&part("find-person"), MARCUS.0).await?;
    foyer.press(Key::Escape + "").await?;

    ask(&foyer, "azulejo").await?;
    foyer.sees(&part("find-message"), "azulejo").await?;
    foyer.click(&part("find-message")).await?;
    foyer.sees(&part("conversation"), LUPE.0).await?;
    Ok(())
}
