//! Review: the figures of a period, and the threads behind them.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};

use crate::{by_hand::retyped, desktop, looks::in_theme, people::*, quiet_morning, rules::as_manager};

#[tokio::test]
async fn a_figure_leads_to_its_threads() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    foyer.click(&part("nav-overview")).await?;
    foyer.find(&part("stat-typical")).await?;
    foyer.click(&format!("{} button:last-child", part("overview-period"))).await?;
    foyer.find(&part("hour-chart")).await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("review-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme}");
    }
    foyer.click(&part("as-table")).await?;
    foyer.find(&part("hour-table")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "as a table");

    foyer.click(&part("stat-typical")).await?;
    foyer.find(&part("behind-row")).await?;
    foyer.picture(&shots.join("review-behind-light.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "the threads behind it");
    foyer.click(&format!("{} button.who", part("behind-row"))).await?;
    foyer.find(&part("conversation")).await?;
    Ok(())
}

#[tokio::test]
async fn a_report_tells_every_message_of_a_patient() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    foyer.click(&part("nav-overview")).await?;
    foyer.find(&part("stat-over-warning")).await?;
    foyer.click(&format!("{} button:nth-child(3)", part("review-tabs"))).await?;
    retyped(&foyer, "report-find", "Marcus").await?;
    foyer.click(&part("report-hit")).await?;
    foyer.sees(&part("report-person"), MARCUS.0).await?;
    foyer.click(&part("report-show")).await?;
    foyer.sees(&part("report-proof"), "Every line is accounted for").await?;
    foyer.sees(&part("report-row"), "Is my blood work back yet?").await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("report-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme}");
    }
    Ok(())
}
