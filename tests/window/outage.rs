//! The carrier goes away and comes back: everything can be read and written, and inbound comes first.

use anyhow::Result;
use foyer_e2e::page::part;

use crate::{desktop, people::*, quiet_morning};

#[tokio::test]
async fn what_is_written_in_an_outage_waits_and_leaves_by_itself() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    carrier.fault("outage").await?;
    foyer.sees(&part("banner"), "Carrier unreachable since").await?;
    foyer.sees(&part("send"), "Queue").await?;
    foyer.replies("Yes, the side entrance is open.").await?;
    assert_eq!(foyer.delivery_now("Yes, the side entrance is open.").await?, "queued");
    foyer.click(&part("nav-outbox")).await?;
    foyer.sees(&part("outbox-item"), "side entrance").await?;

    carrier.patient_writes(LUPE.1, "escribí durante el corte").await?;
    carrier.heal().await?;
    foyer.delivery("Yes, the side entrance is open.", "delivered").await?;
    foyer.row(LUPE.0, "escribí durante el corte").await?;
    foyer.sees(&part("banner"), "Back online").await?;
    assert_eq!(carrier.accepted().await?.len(), 1);
    Ok(())
}

/// The order on return is inbound, then the outbox: otherwise this text would reach somebody who had said no.
#[tokio::test]
async fn a_stop_written_in_the_outage_beats_the_reply_that_waited() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    carrier.fault("outage").await?;
    foyer.sees(&part("send"), "Queue").await?;
    foyer.replies("One more question for you.").await?;
    carrier.patient_writes(SAMIR.1, "STOP").await?;
    carrier.heal().await?;

    foyer.sees(&part("refusal"), "opted out").await?;
    foyer.delivery("One more question for you.", "notDelivered").await?;
    assert_eq!(carrier.attempts().await?, 0);
    Ok(())
}
