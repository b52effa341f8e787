//! Texts in and out, notes that stay, threads that begin.

use std::time::Duration;

use anyhow::Result;
use foyer_e2e::{page::part, until};
use thirtyfour::Key;

use crate::{desktop, people::*, quiet_morning};

/// The slowest poll in practice mode is seconds of its own time; this is generous on two busy cores.
const ONE_POLL: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_patients_text_appears_without_a_click() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(LUPE.0).await?;

    carrier.patient_writes(LUPE.1, "¿A qué hora cierran hoy?").await?;

    foyer.sees_within(ONE_POLL, &part("bubble"), "¿A qué hora cierran hoy?").await?;
    foyer.row(LUPE.0, "¿A qué hora cierran hoy?").await?;
    Ok(())
}

#[tokio::test]
async fn a_replys_state_climbs_to_delivered_and_it_left_once() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    foyer.writes("See you Monday at 9:30.").await?;
    foyer.press_send().await?;
    foyer.delivery("See you Monday at 9:30.", "delivered").await?;

    let mine: Vec<_> = carrier.accepted().await?.into_iter().filter(|text| text.to == SAMIR.1).collect();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].body, "See you Monday at 9:30.");
    Ok(())
}

#[tokio::test]
async fn a_double_click_on_send_is_one_text() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    foyer.writes("Your form is at the desk.").await?;
    foyer
        .js("const send = document.querySelector('[data-testid=\"send\"]'); send.click(); send.click()")
        .await?;
    foyer.delivery("Your form is at the desk.", "delivered").await?;

    assert_eq!(carrier.accepted().await?.iter().filter(|text| text.to == SAMIR.1).count(), 1);
    assert_eq!(
        foyer
            .words(&part("bubble"))
            .await?
            .iter()
            .filter(|words| words.contains("Your form is at the desk."))
            .count(),
        1
    );
    Ok(())
}

#[tokio::test]
async fn a_note_is_never_sent() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;

    foyer.letter("n").await?;
    foyer.types(&part("note-input"), "Prefers the side entrance").await?;
    foyer.click(&part("add-note")).await?;
    foyer.sees(&part("note"), "Prefers the side entrance").await?;

    // A text after it has gone the whole way, so a note that was on its way would have gone too.
    foyer.click(&part("mode-text")).await?;
    foyer.replies("See you then.").await?;
    foyer.delivery("See you then.", "delivered").await?;
    let record = carrier.record().await?.to_string();
    assert!(record.contains("See you then.") && !record.contains("side entrance"));
    Ok(())
}

#[tokio::test]
async fn a_thread_begins_with_a_number_nobody_knows() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;

    foyer.letter("c").await?;
    foyer.types(&part("new-message-input"), "(832) 555-0188").await?;
    // The number can be chosen once the core has read it as one.
    foyer.click(&format!("{}:not([data-disabled])", part("new-message-number"))).await?;
    foyer.types(&part("new-message-name"), "June Okoro").await?;
    foyer.click(&part("new-message-start")).await?;

    // Nobody may be texted who has not agreed: what is offered first is the notice.
    foyer.sees(&part("conversation"), "June Okoro").await?;
    foyer.sees(&part("refusal"), "hasn’t agreed to texts yet").await?;
    assert!(!foyer.has(&part("composer-input")).await?);
    assert_eq!(carrier.attempts().await?, 0);

    foyer.click(&part("way-sendNotice")).await?;
    foyer.delivery("STOP", "delivered").await?;
    let accepted = carrier.accepted().await?;
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].to, "+18325550188");
    Ok(())
}

#[tokio::test]
async fn claim_close_and_a_new_text_that_reopens() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.view("unassigned").await?;
    foyer.open_thread("Theresa Guidry").await?;

    foyer.letter("i").await?;
    foyer.sees(&part("activity"), "assigned this to").await?;
    foyer.letter("e").await?;
    foyer.view("closed").await?;
    until("Theresa among the closed", async || {
        Ok(foyer.names().await?.iter().any(|name| name == "Theresa Guidry").then_some(()))
    })
    .await?;

    carrier.patient_writes("+13465550112", "one more thing").await?;
    foyer.view("mine").await?;
    foyer.row("Theresa Guidry", "one more thing").await?;
    Ok(())
}

#[tokio::test]
async fn the_list_is_walked_and_a_thread_opened_by_keys_alone() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;

    foyer.letter("j").await?;
    foyer.letter("j").await?;
    let open =
        foyer.find(&format!("{}[aria-selected=\"true\"] .name", part("thread-row"))).await?.text().await?;
    foyer.sees(&part("conversation"), &open).await?;
    foyer.letter("r").await?;
    foyer.press("typed without a mouse").await?;
    until("the words in the composer", async || {
        let field = foyer.find(&part("composer-input")).await?;
        Ok((field.value().await?.unwrap_or_default() == "typed without a mouse").then_some(()))
    })
    .await?;
    foyer.press(Key::Escape + "").await?;
    Ok(())
}
