//! A whole morning by keyboard alone: no click, no pointer anywhere, from the first reply to the next person's PIN.

use anyhow::{Result, bail};
use foyer_e2e::{Foyer, page::part, until};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{desktop, people::*, quiet_morning};

const REPLY: &str = "Claro que sí, su hija puede entrar con usted.";
const CLINICAL: &str = "Your A1C came back at 8.2, so Dr. Landry wants you on metformin 1000 mg twice a day.";
const QUEUED: &str = "No problem, we will hold your spot. Drive safe!";
const NOTE: &str = "Prefers the side entrance";

#[tokio::test]
async fn a_morning_without_the_mouse() -> Result<()> {
    let desktop = desktop().await?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    watch(&foyer).await?;

    // A reply to somebody who was found by name, and a note that nobody outside reads.
    goes_to(&foyer, LUPE.0).await?;
    key(&foyer, "r").await?;
    focused(&foyer, "composer-input").await?;
    foyer.press(REPLY).await?;
    foyer.press_send().await?;
    foyer.delivery(REPLY, "delivered").await?;
    key(&foyer, "n").await?;
    focused(&foyer, "note-input").await?;
    foyer.press(NOTE).await?;
    foyer.press_send().await?;
    foyer.sees(&part("note"), NOTE).await?;

    // A thread that is nobody's is found by walking the list, and claimed.
    key(&foyer, "2").await?;
    walks_to(&foyer, "Theresa Guidry").await?;
    key(&foyer, "i").await?;
    foyer.sees(&part("activity"), "assigned this to").await?;

    // Words for the portal are handed off, and only its address is texted.
    goes_to(&foyer, MARCUS.0).await?;
    key(&foyer, "r").await?;
    focused(&foyer, "composer-input").await?;
    foyer.press(CLINICAL).await?;
    foyer.find(&part("handoff-preview")).await?;
    foyer.press(Key::Control + Key::Shift + "p").await?;
    foyer.sees(&part("portal-card"), "A1C").await?;

    // What is done is closed, and stands among the closed.
    goes_to(&foyer, SAMIR.0).await?;
    key(&foyer, "e").await?;
    key(&foyer, "5").await?;
    until("Samir among the closed", async || {
        Ok(foyer.names().await?.iter().any(|name| name == SAMIR.0).then_some(()))
    })
    .await?;

    // While the carrier is away a text waits where it can be seen, and leaves by itself.
    carrier.fault("outage").await?;
    foyer.sees(&part("banner"), "since").await?;
    goes_to(&foyer, "Odell Broussard").await?;
    key(&foyer, "r").await?;
    focused(&foyer, "composer-input").await?;
    foyer.press(QUEUED).await?;
    foyer.press_send().await?;
    foyer.sees(&part("bubble"), "No problem").await?;
    key(&foyer, "o").await?;
    foyer.sees(&part("outbox-item"), "No problem").await?;
    carrier.heal().await?;
    foyer.delivery(QUEUED, "delivered").await?;

    // The note is found among the texts of all years, and what was said around it.
    foyer.press(Key::Control + Key::Shift + "f").await?;
    focused(&foyer, "search-input").await?;
    foyer.press("side entrance").await?;
    foyer.sees(&part("search-text"), "note").await?;
    foyer.tabs_to(&part("search-text")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("note"), NOTE).await?;

    let carried = carrier.accepted().await?;
    let times = |words: &str| carried.iter().filter(|text| text.body.contains(words)).count();
    assert_eq!([REPLY, QUEUED, "A1C", "side entrance"].map(times), [1, 1, 0, 0]);
    assert_eq!(foyer.js("return window.pointers").await?, json!([]), "something was pointed at");

    // The next person sits down: one Tab stop for everybody, then arrows.
    foyer.locks().await?;
    foyer.tabs_to(&part("lock-person")).await?;
    let chosen = format!("{}[aria-checked=\"true\"]", part("lock-person"));
    for _ in 0..8 {
        if foyer.words(&chosen).await?.iter().any(|words| words.contains("Kofi Mensah")) {
            break;
        }
        foyer.press(Key::Right + "").await?;
    }
    foyer.tabs_to(&part("pin")).await?;
    foyer.press("246810").await?;
    foyer.sees(&part("sidebar"), "Kofi Mensah").await.map(drop)
}

/// Counts every press that is not a key's, for as long as the page is this one.
async fn watch(foyer: &Foyer) -> Result<Value> {
    foyer
        .js("window.pointers = []; for (const kind of ['pointerdown', 'mousedown', 'touchstart']) \
             addEventListener(kind, () => window.pointers.push(kind), true)")
        .await
}

/// Finds somebody as a person would with both hands on the keys.
async fn goes_to(foyer: &Foyer, name: &str) -> Result<()> {
    foyer.press(Key::Control + "k").await?;
    focused(foyer, "find-input").await?;
    foyer.press(name).await?;
    foyer.sees(&part("find-person"), name).await?;
    until(&format!("{name} as what Enter takes"), async || {
        let chosen = foyer.words(&format!("{}[data-selected]", part("find-person"))).await?;
        Ok(chosen.first().is_some_and(|words| words.contains(name)).then_some(()))
    })
    .await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("conversation"), name).await.map(drop)
}

/// Waits until a field has the keys.
async fn focused(foyer: &Foyer, field: &str) -> Result<()> {
    let there = "return document.activeElement?.matches(arguments[0]) ?? false";
    until(&format!("the keys in {field}"), async || {
        Ok((foyer.js_with(there, vec![json!(part(field))]).await? == json!(true)).then_some(()))
    })
    .await
}

/// Down the list until somebody's thread is open.
async fn walks_to(foyer: &Foyer, name: &str) -> Result<()> {
    until(&format!("{name} in the list"), async || {
        Ok(foyer.names().await?.iter().any(|one| one == name).then_some(()))
    })
    .await?;
    for _ in 0..40 {
        key(foyer, "j").await?;
        let open = foyer.words(&format!("{}[aria-selected=\"true\"] .name", part("thread-row"))).await?;
        if open.iter().any(|one| one == name) {
            return foyer.sees(&part("conversation"), name).await.map(drop);
        }
    }
    bail!("{name} was never reached")
}

/// A single letter, which means something only outside of fields: Escape leaves them.
async fn key(foyer: &Foyer, letter: &str) -> Result<()> {
    let typing = "return document.activeElement?.matches('input, textarea, select') ?? false";
    for _ in 0..4 {
        if foyer.js(typing).await? == json!(false) {
            return foyer.press(letter).await;
        }
        foyer.press(Key::Escape + "").await?;
    }
    bail!("Escape does not lead out of the field")
}
