//! The morning as a script: read, reply, claim, hand off, close, an outage and back. The demo plays it where there is
//! no display, and a window test holds it to its outcome.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{CarrierDesk, Foyer, page::part, until};

/// One thing that was done, and what came of it.
pub struct Step {
    /// What the receptionist did.
    pub done: &'static str,
    /// What the window or the carrier then showed.
    pub seen: String,
}

const REPLY: &str = "Claro que sí, su hija puede entrar con usted. Le esperamos.";
const CLINICAL: &str = "Your A1C came back at 8.2, so Dr. Landry wants you on metformin 1000 mg twice a day.";
const QUEUED: &str = "No problem, we will hold your spot. Drive safe!";

/// Plays it; pictures go into `shots`.
///
/// # Errors
/// Something did not come about; the error says what.
pub async fn play(foyer: &Foyer, shots: &Path, mut tell: impl FnMut(&Step)) -> Result<Vec<Step>> {
    let carrier = foyer.carrier().await?;
    let mut steps = Vec::new();
    let mut push = |done: &'static str, seen: String| {
        let step = Step { done, seen };
        tell(&step);
        steps.push(step);
    };

    push("Opens Foyer", opens(foyer, shots).await.context("opening")?);
    push("Reads Lupe's text", reads(foyer).await.context("reading")?);
    push("Replies in Spanish", replies(foyer, &carrier, shots).await.context("replying")?);
    push("Waits for her answer", hears(foyer).await.context("hearing back")?);
    push("Claims a thread nobody has", claims(foyer, shots).await.context("claiming")?);
    push("Hands results off to the portal", hands_off(foyer, &carrier, shots).await.context("handing off")?);
    push("Closes a thread that is done", closes(foyer, shots).await.context("closing")?);
    push("Writes while the carrier is away", queues(foyer, &carrier, shots).await.context("an outage")?);
    push("The carrier comes back", comes_back(foyer, &carrier, shots).await.context("coming back")?);
    push("Locks, and Kofi sits down", switches(foyer, shots).await.context("locking")?);
    Ok(steps)
}

async fn opens(foyer: &Foyer, shots: &Path) -> Result<String> {
    foyer.find(&part("thread-row")).await?;
    foyer.find(&part("practice-mode")).await?;
    foyer.picture(&shots.join("01-inbox.png")).await?;
    Ok(format!("practice mode, {} threads on screen, longest waiting first", foyer.names().await?.len()))
}

async fn reads(foyer: &Foyer) -> Result<String> {
    foyer.view("all").await?;
    foyer.open_thread("Lupe Sandoval").await?;
    let bubbles = foyer.words(&part("bubble")).await?;
    ensure!(!bubbles.is_empty(), "no texts in her thread");
    Ok(format!("{} texts, in Spanish", bubbles.len()))
}

async fn replies(foyer: &Foyer, carrier: &CarrierDesk, shots: &Path) -> Result<String> {
    foyer.replies(REPLY).await?;
    foyer.delivery(REPLY, "delivered").await?;
    foyer.picture(&shots.join("02-reply.png")).await?;
    let taken = carrier.accepted().await?.into_iter().filter(|text| text.body == REPLY).count();
    ensure!(taken == 1, "the carrier took it {taken} times");
    Ok("delivered; the carrier took it once".to_owned())
}

async fn hears(foyer: &Foyer) -> Result<String> {
    let answer = foyer.sees(&part("bubble"), "Muchas gracias, muy amable").await?;
    ensure!(!answer.is_empty(), "an empty answer");
    Ok("there without a click".to_owned())
}

async fn claims(foyer: &Foyer, shots: &Path) -> Result<String> {
    foyer.view("unassigned").await?;
    foyer.open_thread("Theresa Guidry").await?;
    foyer.letter("i").await?;
    foyer.sees(&part("activity"), "assigned this to").await?;
    foyer.view("mine").await?;
    until("Theresa among mine", async || {
        Ok(foyer.names().await?.iter().any(|name| name == "Theresa Guidry").then_some(()))
    })
    .await?;
    foyer.picture(&shots.join("03-claimed.png")).await?;
    Ok("in Mine, and the thread says by whom".to_owned())
}

async fn hands_off(foyer: &Foyer, carrier: &CarrierDesk, shots: &Path) -> Result<String> {
    foyer.view("all").await?;
    foyer.open_thread("Marcus Oyelaran").await?;
    foyer.writes(CLINICAL).await?;
    foyer.find(&part("handoff-preview")).await?;
    foyer.picture(&shots.join("04-findings.png")).await?;
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("portal-card"), "A1C").await?;
    until("the link at the carrier", async || {
        let accepted = carrier.accepted().await?;
        Ok(accepted.iter().any(|text| text.body.contains("portal.")).then_some(()))
    })
    .await?;
    foyer.picture(&shots.join("05-handed-off.png")).await?;
    let leaked = carrier.accepted().await?.iter().any(|text| text.body.contains("A1C"));
    ensure!(!leaked, "clinical words reached the carrier");
    Ok("the words stay here; only the portal's address was texted".to_owned())
}

async fn closes(foyer: &Foyer, shots: &Path) -> Result<String> {
    foyer.open_thread("Samir Haddad").await?;
    foyer.letter("e").await?;
    foyer.view("closed").await?;
    until("Samir among the closed", async || {
        Ok(foyer.names().await?.iter().any(|name| name == "Samir Haddad").then_some(()))
    })
    .await?;
    foyer.picture(&shots.join("06-closed.png")).await?;
    Ok("in Closed; a new text would bring it back".to_owned())
}

async fn queues(foyer: &Foyer, carrier: &CarrierDesk, shots: &Path) -> Result<String> {
    carrier.fault("outage").await?;
    let banner = foyer.sees(&part("banner"), "since").await?;
    foyer.view("all").await?;
    foyer.open_thread("Odell Broussard").await?;
    foyer.sees(&part("send"), "Queue").await?;
    foyer.replies(QUEUED).await?;
    foyer.click(&part("nav-outbox")).await?;
    foyer.sees(&part("outbox-item"), "No problem").await?;
    foyer.picture(&shots.join("07-outage.png")).await?;
    Ok(format!("“{}”; the text waits", banner.lines().next().unwrap_or_default().trim()))
}

async fn comes_back(foyer: &Foyer, carrier: &CarrierDesk, shots: &Path) -> Result<String> {
    carrier.heal().await?;
    foyer.delivery(QUEUED, "delivered").await?;
    foyer.picture(&shots.join("08-back.png")).await?;
    let taken = carrier.accepted().await?.into_iter().filter(|text| text.body == QUEUED).count();
    ensure!(taken == 1, "the carrier took it {taken} times");
    Ok("it left by itself, once, and was delivered".to_owned())
}

async fn switches(foyer: &Foyer, shots: &Path) -> Result<String> {
    foyer.locks().await?;
    let lock = foyer.sees(&part("lock"), "waiting").await?;
    ensure!(!lock.contains("Odell") && !lock.contains("Lupe"), "a patient is on the lock screen");
    foyer.picture(&shots.join("09-locked.png")).await?;
    foyer.sits_down("Kofi Mensah").await?;
    Ok("counts on the lock screen, no names; six digits and it is Kofi's desk".to_owned())
}
