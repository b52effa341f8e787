//! A text for another day, kept and taken back with the keyboard alone.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};
use thirtyfour::Key;

use crate::{desktop, looks::in_theme, people::*, quiet_morning};

const WORDS: &str = "Please bring your insurance card on Wednesday.";

#[tokio::test]
async fn a_text_is_kept_for_later_and_taken_back_with_the_keyboard_alone() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("schedule");
    std::fs::create_dir_all(&shots)?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let before = carrier.attempts().await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.letter("r").await?;
    foyer.find(".composer.has-focus").await?;
    foyer.press(WORDS).await?;
    foyer.press(Key::Control + Key::Shift + "l").await?;
    foyer.sees(&part("schedule"), "only while this computer is on").await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("when-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} when");
    }
    // The Sunday after that Tuesday, at an hour when the state lets nobody be texted: the first one after it is a key away.
    foyer.tabs_to(".cal [aria-pressed=\"true\"]").await?;
    for _ in 0..5 {
        foyer.press(Key::Right + "").await?;
    }
    foyer.sees(&part("schedule-stop"), "Quiet hours for Samir").await?;
    foyer.tabs_to(&part("schedule-next")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees_no_more(&part("schedule-stop"), "Quiet hours").await?;
    foyer.tabs_to(&part("schedule-do")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("toast"), "Scheduled for").await?;
    foyer.drafted("").await?;

    // It lies with the others that wait for their time, and nothing has left.
    foyer.letter("o").await?;
    foyer.sees(&part("scheduled"), WORDS).await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("kept-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} kept");
    }
    assert_eq!(carrier.attempts().await?, before, "nothing left before its time");

    // Edit gives the words back to their own thread, once; the first in the list is of another.
    foyer.tabs_to(&part("scheduled-take")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer
        .drafted("Good morning from the clinic. The side lot is closed today, please park on Main Street.")
        .await?;
    foyer.tabs_to(&part("scheduled-take")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.drafted(WORDS).await?;
    foyer.sees_no_more(&part("bubble"), WORDS).await?;
    assert_eq!(carrier.attempts().await?, before, "and none after it was taken back");
    Ok(())
}
