//! A long conversation, read with the wheel.

use anyhow::Result;
use foyer_e2e::{Foyer, Wheel, left_in_size, page::part, until};
use serde_json::json;

use crate::{desktop, people::*, quiet_morning};

/// Texts of one patient: several times what is read at once.
const TEXTS: u32 = 300;

/// Notches of one quick turn: the text that is looked at stays in the page meanwhile.
const NOTCHES: i32 = 4;

/// The newest text that stands whole in the upper half of the column, and how far down.
async fn read(foyer: &Foyer) -> Result<(String, f64)> {
    let look = "const [timeline, bubble, done] = arguments; const box = document.querySelector(timeline); \
         let last = null, rest = 0; \
         const look = () => { \
           rest = box.scrollTop === last ? rest + 1 : 0; last = box.scrollTop; \
           if (rest < 12) return requestAnimationFrame(look); \
           const { top, height } = box.getBoundingClientRect(); \
           const at = [...box.querySelectorAll(bubble)].map((one) => [one.dataset.message, one.getBoundingClientRect().top - top]) \
             .findLast(([, down]) => down > 0 && down < height / 2); \
           done(at); }; \
         look()";
    let found = foyer.js_done(look, vec![json!(part("timeline")), json!(part("bubble"))]).await?;
    Ok(serde_json::from_value(found)?)
}

/// How far down a text of the page stands in the column now.
async fn down(foyer: &Foyer, text: &str) -> Result<f64> {
    read(foyer).await?;
    let look = "const [timeline, text] = arguments; const box = document.querySelector(timeline); \
         const one = box.querySelector(`[data-message=\"${text}\"]`); \
         return one.getBoundingClientRect().top - box.getBoundingClientRect().top";
    Ok(serde_json::from_value(foyer.js_with(look, vec![json!(part("timeline")), json!(text)]).await?)?)
}

#[tokio::test]
async fn the_wheel_moves_by_what_it_says_and_what_is_read_stays() -> Result<()> {
    let desktop = desktop().await?;
    left_in_size(&desktop, 1280, 800)?;
    let (foyer, carrier) = quiet_morning(&desktop).await?;
    for text in 1..=TEXTS {
        carrier.patient_writes(LUPE.1, &format!("Is the ramp open? {text}")).await?;
    }
    foyer.open_thread(LUPE.0).await?;
    foyer.sees(&part("bubble"), &format!("Is the ramp open? {TEXTS}")).await?;

    let wheel = Wheel::over(&desktop, &foyer, &part("timeline")).await?;
    let (text, before) = read(&foyer).await?;
    wheel.turn(1)?;
    let notch = until("one notch", async || {
        let moved = down(&foyer, &text).await? - before;
        Ok((moved > 0.0).then_some(moved))
    })
    .await?;
    // Older stretches come while it turns: neither that nor their height moves what is read.
    let stretches = "return document.querySelector(arguments[0]).scrollHeight";
    let at_first = foyer.js_with(stretches, vec![json!(part("timeline"))]).await?;
    for turn in 0..20 {
        let (text, before) = read(&foyer).await?;
        wheel.turn(NOTCHES)?;
        let wanted = before + notch * f64::from(NOTCHES);
        let moved = until(&format!("turn {turn} of the wheel"), async || {
            let now = down(&foyer, &text).await?;
            Ok(((now - wanted).abs() < 2.0).then_some(now))
        })
        .await?;
        assert!((down(&foyer, &text).await? - moved).abs() < 2.0, "turn {turn}: it went on");
    }
    let now = foyer.js_with(stretches, vec![json!(part("timeline"))]).await?;
    assert!(now.as_f64() > at_first.as_f64(), "older stretches came: {now} after {at_first}");

    // A text that comes meanwhile waits below, and the reader stays.
    let (text, before) = read(&foyer).await?;
    carrier.patient_writes(LUPE.1, "One more thing").await?;
    foyer.find(&part("new-below")).await?;
    assert!((down(&foyer, &text).await? - before).abs() < 2.0);
    wheel.turn(-NOTCHES)?;
    until("the way back", async || {
        let moved = down(&foyer, &text).await? - before + notch * f64::from(NOTCHES);
        Ok((moved.abs() < 2.0).then_some(()))
    })
    .await?;
    Ok(())
}
