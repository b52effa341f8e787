//! The demo's morning comes about as it is written.

use anyhow::Result;
use foyer_e2e::{Foyer, folder_for_shots, morning};

use crate::{desktop, morning_options};

#[tokio::test]
async fn a_morning_at_the_desk() -> Result<()> {
    let desktop = desktop().await?;
    let foyer = Foyer::open(&desktop, &morning_options(&desktop)).await?;
    let steps = morning::play(&foyer, &folder_for_shots()?.join("morning"), |_| ()).await?;
    assert_eq!(steps.len(), 10);
    Ok(())
}
