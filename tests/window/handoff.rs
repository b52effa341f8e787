//! From a risky draft to a safe hand-off and back: findings, the exact text, Undo, the patient who reads and answers in
//! the portal's own page, in both languages; and everything that can stand in the way.

use std::time::Duration;

use anyhow::{Context, Result};
use foyer_e2e::{Foyer, PortalDesk, folder_for_shots, page::part, until};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{desktop, looks::in_theme, people::*, quiet_morning};

const RISKY_EN: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";
const RISKY_ES: &str = "Su A1C salió en 8.2, por eso la Dra. Landry le sube la metformina a 1000 mg.";
const LINK_EN: &str = "Bayou Family Clinic: you have a new secure message. Reply STOP to opt out. Read it here: \
                       portal.bayoufamily.example";
const LINK_ES: &str = "Bayou Family Clinic: tiene un mensaje seguro nuevo. Responda STOP para no recibir textos. \
                       Puede leerlo en: portal.bayoufamily.example";

/// Words of the drafts that must be seen in the portal and in this window, and nowhere else. No figures: a log is full
/// of times.
const CLINICAL: [&str; 6] = ["A1C", "Landry", "metformin", "1000 mg", "raising", "le sube"];

/// The portal's rounds sleep a minute at most; a clock that jumps is noticed after that.
const ROUNDS: Duration = Duration::from_secs(90);

struct Path {
    who: (&'static str, &'static str),
    draft: &'static str,
    link: &'static str,
    counter: &'static str,
    by_key: bool,
    answer: &'static str,
}

#[tokio::test]
async fn from_a_risky_draft_to_an_answer_in_the_portal_in_english() -> Result<()> {
    walk(&Path {
        who: MARCUS,
        draft: RISKY_EN,
        link: LINK_EN,
        counter: "115/160",
        by_key: false,
        answer: "Thank you, I read it.",
    })
    .await
}

#[tokio::test]
async fn from_a_risky_draft_to_an_answer_in_the_portal_in_spanish() -> Result<()> {
    walk(&Path {
        who: LUPE,
        draft: RISKY_ES,
        link: LINK_ES,
        counter: "133/160",
        by_key: true,
        answer: "Gracias, ya lo vi.",
    })
    .await
}

async fn walk(path: &Path) -> Result<()> {
    let desktop = desktop().await?;
    let _heard = desktop.hears_notifications()?;
    let shots = folder_for_shots()?.join("handoff");
    std::fs::create_dir_all(&shots)?;
    let tag = if path.by_key { "es" } else { "en" };
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let portal = foyer.portal().await?;
    foyer.open_thread(path.who.0).await?;
    // At life's own speed: eight seconds to undo are eight seconds.
    carrier.at_speed(1.0).await?;

    foyer.writes(path.draft).await?;
    foyer.find(&part("finding")).await?;
    let preview = foyer.sees(&part("handoff-preview"), path.link).await?;
    assert!(flat(&preview).contains(path.counter), "the text has its own counter: {preview}");
    assert_eq!(foyer.find(&part("send")).await?.attr("aria-disabled").await?.as_deref(), Some("true"));
    foyer.picture(&shots.join(format!("1-findings-{tag}.png"))).await?;

    hands_off(&foyer, path.by_key).await?;
    foyer.sees(&part("toast"), "Moved to the portal. The link goes out in").await?;
    foyer.sees(&part("portal-card"), "Encrypted, never texted").await?;
    foyer.sees(&part("portal-card"), path.draft).await?;
    foyer.sees(&part("bubble"), path.link).await?;
    foyer.delivery(path.link, "queued").await?;
    foyer.click(&part("undo")).await?;
    foyer.drafted(path.draft).await?;
    foyer.sees_no_more(&part("portal-card"), "").await.context("the card goes back with it")?;
    withdrawn(&portal, 1).await?;
    assert_eq!(carrier.attempts().await?, 0, "nothing was texted");
    // Until the draft is screened again, its buttons stand in another order.
    foyer.find(&part("finding")).await?;

    hands_off(&foyer, path.by_key).await?;
    foyer.sees(&part("toast"), "The link goes out in").await?;
    foyer.picture(&shots.join(format!("2-moved-{tag}.png"))).await?;
    foyer.drafted("").await?;
    carrier.at_speed(10.0).await?;
    foyer.delivery(path.link, "delivered").await?;
    let texted: Vec<_> = carrier.accepted().await?.into_iter().filter(|text| text.to == path.who.1).collect();
    assert_eq!(texted.len(), 1, "one link");
    assert_eq!(texted[0].body, path.link);
    foyer.sees(&part("portal-state"), "In portal, not opened yet").await?;
    let (_, row) = foyer.row(path.who.0, "Portal message").await?;
    assert!(!row.contains(" min"), "nobody waits here, the thread waits on the portal: {row}");

    let patient = portal.signs_in(&desktop, path.who.0).await?;
    assert_eq!(patient.reads_newest().await?, path.draft);
    patient.picture(&shots.join(format!("3-portal-{tag}.png"))).await?;
    foyer.sees(&part("portal-state"), "Opened in the portal").await?;
    patient.answers(path.answer).await?;
    foyer.sees(&part("portal-state"), "Answered in the portal").await?;
    foyer.sees(&part("activity"), "read it there").await?;
    foyer.row(path.who.0, "Answered in the portal").await?;
    foyer.picture(&shots.join(format!("4-answered-{tag}.png"))).await?;

    // The words are in the portal and in this window; nowhere else.
    assert_eq!(portal.visible().await?.len(), 1);
    assert_eq!(foyer.title().await?, "Foyer");
    let address = foyer.js("return location.href").await?.to_string();
    let record = carrier.record().await?["attempts"].to_string();
    until("the notification of the answer", async || {
        Ok(desktop.printed()?.contains("New text · Foyer").then_some(()))
    })
    .await?;
    foyer.kill().await?;
    let printed = desktop.printed()?;
    assert!(printed.contains("foyer_app"), "the log was looked at");
    for word in CLINICAL.into_iter().chain([path.answer]) {
        for (place, said) in [("text", &record), ("address", &address), ("log or notification", &printed)] {
            assert!(!said.contains(word), "“{word}” is in a {place}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn whatever_the_portal_does_the_draft_stays_and_the_window_says_so_plainly() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let portal = foyer.portal().await?;
    foyer.open_thread(MARCUS.0).await?;
    foyer.writes(RISKY_EN).await?;
    foyer.find(&part("finding")).await?;
    for (fault, says) in [
        ("down", "The portal didn’t answer, so nothing was texted"),
        ("too_many", "The portal didn’t answer, so nothing was texted"),
        ("html", "The portal didn’t answer, so nothing was texted"),
        ("redirect", "The portal didn’t answer, so nothing was texted"),
        ("unauthorized", "The portal doesn’t accept this practice’s key"),
        ("conflict", "The portal didn’t take this message"),
        ("unprocessable", "The portal didn’t take this message"),
    ] {
        portal.fault(json!(fault), "create").await?;
        foyer.click(&part("hand-off")).await?;
        let told = foyer.sees(&part("refusal"), says).await.with_context(|| fault.to_owned())?;
        assert!(flat(&told).contains("our draft is still here"), "{fault}: {told}");
        assert!(!CLINICAL.iter().any(|word| told.contains(word)), "{fault}: {told}");
        foyer.drafted(RISKY_EN).await?;
        assert!(!foyer.has(&part("portal-card")).await?, "{fault}");
        if fault == "down" {
            foyer.picture(&shots.join("portal-down.png")).await?;
        }
        portal.heal().await?;
        // The next try must not find the answer of this one on screen.
        foyer.types(&part("composer-input"), ".").await?;
        foyer.sees_no_more(&part("refusal"), says).await?;
        foyer.writes(RISKY_EN).await?;
    }
    assert_eq!(carrier.attempts().await?, 0);
    assert_eq!(portal.visible().await?, Vec::<Value>::new());

    // Slow is not down: the click waits for it, and the words cannot be changed under it.
    portal.fault(json!({ "slow": 1500 }), "create").await?;
    foyer.click(&part("hand-off")).await?;
    foyer.types(&part("composer-input"), " and one more word").await?;
    foyer.sees(&part("portal-card"), RISKY_EN).await?;
    foyer.delivery(LINK_EN, "delivered").await?;
    assert_eq!(portal.visible().await?[0]["words"], RISKY_EN);
    assert_eq!(carrier.accepted().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn who_opted_out_is_reached_in_the_portal_and_nothing_is_texted() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let portal = foyer.portal().await?;
    foyer.open_thread("Delphine Arceneaux").await?;
    foyer.sees(&part("refusal"), "opted out").await?;
    foyer.click(&part("way-messageInPortal")).await?;
    foyer.sees(&part("composer-alone"), "Nothing is texted.").await?;
    foyer.writes(RISKY_EN).await?;
    foyer.find(&part("finding")).await?;
    foyer.picture(&shots.join("portal-alone.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "the portal alone");
    assert!(!foyer.has(&part("send")).await?);
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("toast"), "Moved to the portal. Nothing is texted.").await?;
    foyer.sees(&part("portal-alone"), "Nothing was texted about it.").await?;
    assert_eq!(portal.visible().await?[0]["words"], RISKY_EN);

    // Taken back, it is a draft again, and the portal no longer has it.
    foyer.click(&part("undo")).await?;
    withdrawn(&portal, 1).await?;
    foyer.sees_no_more(&part("portal-card"), "").await?;
    assert_eq!(carrier.attempts().await?, 0);
    Ok(())
}

#[tokio::test]
async fn in_quiet_hours_the_words_go_and_the_link_waits_where_it_is_seen() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let portal = foyer.portal().await?;
    carrier.hours_pass(12).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.writes(RISKY_EN).await?;
    foyer.sees(&part("handoff-waits"), "the text waits until").await?;
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("toast"), "The link waits for the end of quiet hours").await?;
    foyer.delivery(LINK_EN, "held").await?;
    foyer.sees(&part("bubble"), "Quiet hours there").await?;
    foyer.click(&part("nav-outbox")).await?;
    foyer.sees(&part("outbox-item"), "Quiet hours there").await?;
    foyer.picture(&shots.join("quiet-hours.png")).await?;
    assert_eq!(portal.visible().await?[0]["words"], RISKY_EN);
    assert_eq!(carrier.attempts().await?, 0);

    carrier.hours_pass(11).await?;
    foyer.delivery(LINK_EN, "delivered").await?;
    assert_eq!(carrier.accepted().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_link_that_does_not_arrive_is_said_and_sent_again() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    let portal = foyer.portal().await?;
    // Celia's phone is off.
    foyer.open_thread("Celia Montalvo").await?;
    foyer.writes(RISKY_ES).await?;
    foyer.find(&part("finding")).await?;
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("portal-trouble"), "in the portal, but the link text didn’t go out").await?;
    foyer.picture(&shots.join("link-failed.png")).await?;
    foyer.click(&part("send-link-again")).await?;
    until("a second link", async || Ok((carrier.accepted().await?.len() == 2).then_some(()))).await?;
    assert!(carrier.accepted().await?.iter().all(|text| text.body == LINK_ES));
    assert_eq!(portal.visible().await?.len(), 1, "the words are there once");
    Ok(())
}

#[tokio::test]
async fn what_lies_unopened_comes_back_and_expires_after_a_month() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(SAMIR.0).await?;
    foyer.writes(RISKY_EN).await?;
    foyer.find(&part("finding")).await?;
    foyer.click(&part("hand-off")).await?;
    foyer.delivery(LINK_EN, "delivered").await?;
    carrier.hours_pass(25).await?;
    foyer.sees_within(ROUNDS, &part("portal-trouble"), "Still not opened in the portal").await?;
    foyer.sees(&part("activity"), "Still not opened in the portal").await?;
    foyer.picture(&shots.join("unopened.png")).await?;
    foyer.click(&part("send-link-again")).await?;
    foyer.delivery("a secure message is still waiting for you", "delivered").await?;
    carrier.hours_pass(30 * 24).await?;
    foyer.sees_within(ROUNDS, &part("portal-state"), "Not opened for a month").await?;
    Ok(())
}

#[tokio::test]
async fn without_an_account_the_sign_up_link_is_offered_in_its_own_words() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread("Luis Arredondo").await?;
    foyer.writes(RISKY_ES).await?;
    foyer.sees(&part("handoff-off"), "doesn’t have a portal account yet").await?;
    foyer.click(&part("hand-off")).await?;
    let offer = foyer.sees(&part("refusal"), "puede abrir su cuenta de mensajes seguros").await?;
    assert!(flat(&offer).contains("1 SMS"), "{offer}");
    foyer.picture(&shots.join("no-account.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "no account");
    foyer.click(&part("way-signUpLink")).await?;
    foyer.delivery("puede abrir su cuenta", "delivered").await?;
    let texted = carrier.accepted().await?;
    assert_eq!(texted.len(), 1);
    assert!(texted[0].body.ends_with("portal.bayoufamily.example"), "{}", texted[0].body);
    foyer.drafted(RISKY_ES).await?;
    Ok(())
}

#[tokio::test]
async fn a_clinical_text_suggests_the_portal_and_an_emergency_a_call() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(LUPE.0).await?;
    carrier.patient_writes(LUPE.1, "Me salió el azúcar en 300 y tomo metformina, ¿qué hago?").await?;
    foyer.sees(&part("handoff-suggestion"), "por favor siga en el portal").await?;
    foyer.picture(&shots.join("suggestion-es.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "a suggestion");
    foyer.click(&part("send-invite")).await?;
    foyer.delivery("por favor siga en el portal", "delivered").await?;
    foyer.sees_no_more(&part("handoff-suggestion"), "portal").await?;

    foyer.open_thread(SAMIR.0).await?;
    carrier.patient_writes(SAMIR.1, "I have chest pain and trouble breathing").await?;
    foyer.sees(&part("handoff-urgent"), "Call Samir now: (832) 555-0131").await?;
    foyer.picture(&shots.join("urgent.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "an emergency");
    Ok(())
}

#[tokio::test]
async fn secure_email_and_a_call_are_tasks_that_are_seen_copied_and_checked_off() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("handoff");
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    foyer.open_thread(MARCUS.0).await?;
    for (way, says) in [("Secure e-mail instead", "secure e-mail"), ("Call instead", "by phone")] {
        foyer.writes(RISKY_EN).await?;
        foyer.click(&part("other-ways")).await?;
        let choice = format!("{}[data-label^=\"{way}\"]", part("menu-item"));
        foyer.click(&choice).await?;
        foyer.sees(&part("toast"), says).await?;
        foyer.drafted("").await?;
    }
    foyer.click(&part("nav-outbox")).await?;
    foyer.sees(&part("handoff-task"), "Secure e-mail").await?;
    foyer.sees(&part("handoff-task"), "Call").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        foyer.picture(&shots.join(format!("tasks-{theme}.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} tasks");
    }
    foyer.click(&part("task-done")).await?;
    foyer.sees(&part("portal-state"), "Sent by secure e-mail").await?;
    foyer.click(&part("task-done")).await?;
    foyer.sees(&part("portal-state"), "Told by phone").await?;
    assert!(!foyer.has(&part("handoff-task")).await?);
    foyer.sees(&part("activity"), "Done by").await?;
    assert_eq!(carrier.attempts().await?, 0, "neither texts anything");
    Ok(())
}

async fn hands_off(foyer: &Foyer, by_key: bool) -> Result<()> {
    if by_key {
        foyer.find(&part("composer-input")).await?.send_keys(Key::Control + Key::Shift + "p").await?;
        Ok(())
    } else {
        foyer.click(&part("hand-off")).await
    }
}

/// The portal has taken out so many messages, and shows nothing.
async fn withdrawn(portal: &PortalDesk, count: usize) -> Result<()> {
    until("the portal without the message", async || {
        let all = portal.messages().await?;
        let gone = all.iter().filter(|one| one["status"] == "entered-in-error").count();
        Ok((gone == count && portal.visible().await?.is_empty()).then_some(()))
    })
    .await
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
