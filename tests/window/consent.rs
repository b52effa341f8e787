//! Consent as the desk sees it: the proof behind a badge, who is due and the run that asks them, and the texts that
//! somebody must read.

use anyhow::Result;
use foyer_e2e::{folder_for_shots, page::part};

use crate::{desktop, looks::in_theme, people::*, quiet_morning};

#[tokio::test]
async fn a_badge_opens_the_proof_with_both_carrier_ids() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.click(&part("way-sendNotice")).await?;
    foyer.sees(&part("refusal"), "Waiting for").await?;
    // A YES counts for a notice that is on the phone.
    foyer.sees(&part("activity"), "Risk notice").await?;
    foyer.delivery("STOP", "delivered").await?;
    carrier.patient_writes(TOMAS.1, "SÍ").await?;
    foyer.find(&part("composer-input")).await?;

    foyer.letter("v").await?;
    foyer.sees(&part("proof-reply"), "SÍ").await?;
    foyer.sees(&part("proof-notice"), "STOP").await?;
    let ids = foyer.words(&part("carrier-id")).await?;
    assert!(ids.len() == 2 && ids.iter().all(|id| id.starts_with("SM") && id.len() == 34), "{ids:?}");
    foyer.sees(&part("proof-answer"), "Granted for").await?;
    foyer.sees(&part("chain-state"), "Unbroken").await?;
    assert_eq!(foyer.words("[aria-current=\"true\"]").await?.len(), 1, "one line of the chain decides");
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("consent-proof-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} proof");
    }

    // Just before the answer, only the notice was out.
    foyer.click(&part("proof-earlier")).await?;
    foyer.sees(&part("proof-answer"), "Notice sent for").await?;
    foyer.click(&part("proof-manage")).await?;
    foyer.find(&part("consent-dialog")).await?;
    foyer.picture(&shots.join("consent-dialog-dark.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "consent dialog");
    Ok(())
}

#[tokio::test]
async fn people_who_are_due_get_the_notice_once() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.click(&part("nav-consent-due")).await?;
    foyer.find(&part("due-people-row")).await?;
    foyer.picture(&shots.join("consent-due-light.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "who is due");

    foyer.click(&part("choose-all")).await?;
    foyer.click(&part("run-preview-ask")).await?;
    foyer.sees(&part("preview-count"), "can get it").await?;
    foyer.picture(&shots.join("consent-due-preview-light.png")).await?;
    let chosen = foyer.words(&part("preview-people-row")).await?.len();
    assert!(chosen > 0);
    assert_eq!(carrier.attempts().await?, 0, "a preview sends nothing");

    foyer.click(&part("run-start")).await?;
    foyer.sees(&part("run-people-row"), "Delivered").await?;
    for theme in ["dark", "light"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("consent-due-run-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} run");
    }
    foyer.find("[data-testid=\"run\"][data-state=\"done\"]").await?;
    let sent = carrier.accepted().await?;
    assert_eq!(sent.len(), chosen, "one notice each");
    assert!(sent.iter().all(|text| text.body.contains("Reply YES or NO")), "{sent:?}");

    // It goes once: whoever has it open can't be chosen into another run.
    foyer.click(&part("run-show")).await?;
    foyer.click(&part("choose-all")).await?;
    foyer.click(&part("run-preview-ask")).await?;
    foyer.sees(&part("form-problem"), "Choose who gets the notice first").await?;
    assert_eq!(carrier.accepted().await?.len(), chosen);
    Ok(())
}

#[tokio::test]
async fn a_yes_that_answers_nothing_waits_to_be_read() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    carrier.patient_writes(TOMAS.1, "YES").await?;
    foyer.row(TOMAS.0, "YES").await?;
    foyer.click(&part("nav-consent-due")).await?;
    foyer.sees(&part("review"), "a YES that answers nothing").await?;
    foyer.picture(&shots.join("consent-reviews-light.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "texts to read");

    foyer.view("all").await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.sees(&part("review-strip"), "nothing was recorded as consent").await?;
    foyer.sees(&part("activity"), "A YES came with no notice to answer").await?;
    foyer.picture(&shots.join("consent-review-strip-light.png")).await?;
    foyer.click(&part("decide-seen")).await?;
    foyer.sees_no_more(&part("review-strip"), "YES").await?;
    foyer.click(&part("nav-consent-due")).await?;
    foyer.click(&format!("{} button", part("due-tabs"))).await?;
    foyer.sees(&part("review-decided"), "Read").await?;
    Ok(())
}

#[tokio::test]
async fn after_cancel_the_desk_asks_whether_the_visit_was_meant() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(LUPE.0).await?;
    foyer.find(&part("composer-input")).await?;
    carrier.patient_writes(LUPE.1, "Cancel").await?;
    foyer.sees(&part("review-strip"), "Did Lupe mean the appointment?").await?;
    foyer.sees(&part("activity"), "only the appointment was meant").await?;
    foyer.sees(&part("refusal"), "opted out").await?;
    foyer.click(&part("decide-appointmentMeant")).await?;
    foyer.sees_no_more(&part("review-strip"), "appointment").await?;
    // The opt-out stands either way.
    foyer.sees(&part("refusal"), "opted out").await?;
    Ok(())
}

#[tokio::test]
async fn what_was_said_on_another_day_counts_from_that_day_and_each_text_keeps_what_held() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    // Words with a word of their own: nothing in them asks for anything.
    carrier.patient_writes(TOMAS.1, "Good morning").await?;
    foyer.row(TOMAS.0, "Good morning").await?;
    foyer.open_thread(TOMAS.0).await?;
    foyer.click(&part("manage-consent")).await?;
    foyer.click(&part("radio-told")).await?;
    let day = foyer
        .js(&format!(
            "const field = document.querySelector('{}');
             const day = new Date(field.max + 'T12:00:00Z');
             day.setUTCDate(day.getUTCDate() - 5);
             field.value = day.toISOString().slice(0, 10);
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             return field.value;",
            part("consent-day")
        ))
        .await?;
    foyer.picture(&shots.join("consent-dialog-day-light.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "the dialog with a day");
    foyer.click(&part("consent-do")).await?;
    foyer.sees(&part("consent-card"), "Granted").await?;

    let words = "See you at nine.";
    foyer.replies(words).await?;
    foyer.delivery(words, "delivered").await?;
    foyer.letter("v").await?;
    foyer.sees(&part("proof-answer"), "Granted for").await?;
    let thread =
        foyer.js("return document.querySelector('[data-testid=\"conversation\"]').dataset.thread").await?;
    let card = foyer.call("consent.proof", serde_json::json!({ "thread": thread, "atMs": null })).await?;
    let since = "return new Date(arguments[0]).toISOString().slice(0, 10);";
    // The day begins at the practice's midnight, which is early morning in universal time.
    assert_eq!(foyer.js_with(since, vec![card["sinceAt"].clone()]).await?, day);
    foyer.click(&format!("{} summary", part("proof-texts"))).await?;
    let kept = foyer.words(&part("proof-text")).await?;
    assert!(
        kept.first().is_some_and(|text| text.starts_with("Sent") && text.contains("Granted")),
        "{kept:?}"
    );
    assert!(kept.iter().any(|text| text.starts_with("Received") && text.contains("No consent")), "{kept:?}");
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("consent-proof-texts-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} proof with texts");
    }
    Ok(())
}
