//! A text whose answer got lost: nobody says it went, nobody says it did not, and nothing goes twice by itself.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};

use crate::{desktop, looks::in_theme, people::*, quiet_morning};

#[tokio::test]
async fn a_text_in_doubt_waits_for_a_person_and_goes_once() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    // Read by the carrier, never done, never answered.
    carrier.fault("hang-up:on=create").await?;
    foyer.replies("Yes, we validate parking.").await?;
    foyer.delivery("Yes, we validate parking.", "notConfirmed").await?;
    foyer.sees(&part("unconfirmed"), "can’t tell if this text went out").await?;
    foyer.sees(&part("unconfirmed"), "Line dropped before the carrier answered").await?;
    foyer.replies("The elevator is by the north door.").await?;
    foyer.sees(&part("bubble"), "Waits for the one above").await?;
    foyer.click(&part("nav-outbox")).await?;
    foyer.sees(&part("outbox-item"), "Not confirmed").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("unconfirmed-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} unconfirmed");
    }

    carrier.heal().await?;
    assert_eq!(carrier.accepted().await?.len(), 0, "nothing goes by itself");
    foyer.click(&part("send-again")).await?;
    foyer.delivery("Yes, we validate parking.", "delivered").await?;
    foyer.delivery("The elevator is by the north door.", "delivered").await?;
    let sent: Vec<_> = carrier.accepted().await?.into_iter().map(|text| text.body).collect();
    assert_eq!(sent, ["Yes, we validate parking.", "The elevator is by the north door."]);
    Ok(())
}
