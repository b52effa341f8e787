//! A template from the slash to the phone, with the keyboard alone.

use anyhow::Result;
use foyer_e2e::{Foyer, folder_for_shots, page::part};
use thirtyfour::Key;

use crate::{desktop, looks::in_theme, morning_options, people::*};

#[tokio::test]
async fn a_template_is_found_filled_and_sent_with_the_keyboard_alone() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("templates");
    std::fs::create_dir_all(&shots)?;
    let foyer = Foyer::open(&desktop, &morning_options(&desktop)).await?;
    let carrier = foyer.carrier().await?;
    carrier.let_patients_write(false).await?;
    foyer.find(&part("thread-list")).await?;

    foyer.letter("t").await?;
    foyer.sees(&part("stat-in-use"), "14").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("page-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} page");
    }

    foyer.press(Key::Control + "k").await?;
    foyer.find("[data-testid=\"find\"] input").await?;
    foyer.press("Samir").await?;
    foyer.sees("[data-testid=\"find\"]", SAMIR.0).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("conversation"), SAMIR.0).await?;
    foyer.find(".composer.has-focus").await?;
    foyer.press("/visit r").await?;
    foyer.sees(&part("picker-row"), "Visit reminder").await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("picker-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} picker");
    }
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("blanks-left"), "2 blanks").await?;

    // Half filled it stays here, and says so.
    let before = carrier.accepted().await?.len();
    foyer.press_send().await?;
    foyer.sees(&part("refusal"), "A blank is still to be filled").await?;
    foyer.press("Monday, Nov 30").await?;
    foyer.press(Key::Tab + "").await?;
    foyer.press("2:15 PM").await?;
    foyer.press_send().await?;
    let said = "Your visit is Monday, Nov 30 at 2:15 PM.";
    foyer.delivery(said, "delivered").await?;
    let sent = carrier.accepted().await?;
    assert_eq!(sent.len(), before + 1, "one text left");
    assert!(sent.iter().any(|text| text.body.contains(said) && text.body.starts_with("Samir, this is")));
    Ok(())
}
