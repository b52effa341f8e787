//! A portal that only people can write to: set up in Settings, pasted by hand, the link last.

use std::time::Duration;

use anyhow::{Context, Result};
use foyer_e2e::{Foyer, Options, Sandbox, folder_for_shots, page::part, until, until_for};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{desktop, looks::in_theme};

const WORDS: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";
const PAGE: &str = "https://staff.portal.example/inbox";

/// The clipboard lets go after half a minute.
const FORGOTTEN: Duration = Duration::from_secs(60);

#[tokio::test]
async fn set_up_pasted_checked_off_and_then_the_link_goes() -> Result<()> {
    let desktop = desktop().await?;
    let shots = folder_for_shots()?.join("by-hand");
    std::fs::create_dir_all(&shots)?;
    let sandbox = Sandbox::start(&desktop, &["--start", "now", "--empty"])?;
    let foyer = Foyer::open(&desktop, &Options::normal(&desktop)).await?;
    connected(&foyer, &sandbox).await?;
    let thread = patient(&foyer).await?;

    // Before anybody has recorded an agreement nothing is handed to the portal.
    opened(&foyer, "Zoraida Quintanilla").await?;
    foyer.writes(WORDS).await?;
    foyer.find(&part("finding")).await?;
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("refusal"), "The portal has no agreement on record").await?;
    foyer.picture(&shots.join("no-agreement.png")).await?;

    foyer.click(&part("nav-settings")).await?;
    foyer.sees(&part("portal-covered"), "Nothing can be handed off").await?;
    foyer.types(&part("agreement-with"), "Bayou Portal Inc.").await?;
    dated(&foyer, "agreement-on", "2024-01-05").await?;
    // The keyboard comes into the date and out of it again.
    foyer.tabs_to(&part("agreement-on")).await?;
    foyer.tabs_to(&part("agreement-save")).await?;
    foyer.press(Key::Enter + "").await?;
    foyer.sees(&part("portal-covered"), "Covered by an agreement").await?;
    for (link, says) in [
        ("https://portal.example/{name}", "Only {location} and {language} can be filled in"),
        ("http://portal.example", "must be https"),
        ("https://bit.ly/bayou", "shortened"),
    ] {
        retyped(&foyer, "portal-link", link).await?;
        foyer.click(&part("portal-save")).await?;
        foyer.sees(&part("portal-settings"), says).await?;
    }
    foyer.picture(&shots.join("settings-refused.png")).await?;
    retyped(&foyer, "portal-link", "portal.bayoufamily.example/{language}").await?;
    retyped(&foyer, "portal-staff", PAGE).await?;
    foyer.click(&part("portal-save")).await?;
    foyer.sees(&part("toast"), "Saved.").await?;
    for theme in ["light", "dark"] {
        in_theme(&foyer, theme).await?;
        shown(&foyer, "portal-settings").await?;
        foyer.picture(&shots.join(format!("settings-{theme}.png"))).await?;
        shown(&foyer, "portal-texts").await?;
        unfolded(&foyer, "safe-text-invite").await?;
        foyer.sees(&part("safe-text-invite"), "por favor siga en el portal").await?;
        foyer.picture(&shots.join(format!("settings-{theme}-end.png"))).await?;
        assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "{theme} settings");
    }

    // The practice words a text of its own; one that tells too much is refused.
    unfolded(&foyer, "safe-text-link").await?;
    for (words, says) in [
        ("{practice}: your A1C is back. STOP ends texts. {link}", "finds something in these words"),
        ("{practice}: {patient}, a message waits. STOP ends texts. {link}", "and no other blanks"),
    ] {
        retyped(&foyer, "safe-text-en", words).await?;
        foyer.click(&part("safe-text-save")).await?;
        foyer.sees(&part("safe-text-link"), says).await?;
    }
    retyped(&foyer, "safe-text-en", "{practice}: please look at {link} when you can. STOP ends texts.")
        .await?;
    foyer.click(&part("safe-text-save")).await?;
    foyer.sees(&part("toast"), "Saved.").await?;

    opened(&foyer, "Zoraida Quintanilla").await?;
    foyer.sees(&part("handoff-preview"), "portal.bayoufamily.example/en").await?;
    foyer.click(&part("hand-off")).await?;
    foyer.sees(&part("toast"), "Kept as a task for the portal").await?;
    foyer.sees(&part("portal-state"), "To be pasted into the portal").await?;
    foyer.picture(&shots.join("task.png")).await?;
    assert_eq!(foyer.barriers().await?, Vec::<String>::new(), "a task");
    assert!(!foyer.has(&part("bubble")).await?, "nobody gets a link to nothing");

    // One key copies; what pastes is what was written; the page for staff opens in the browser and not here.
    foyer.letter("y").await?;
    foyer.sees(&part("toast"), "It leaves the clipboard in 30 s").await?;
    foyer.letter("n").await?;
    assert_eq!(pasted(&foyer).await?, WORDS);
    foyer.click(&part("open-portal")).await?;
    until("the portal's page in the browser", async || Ok((desktop.browsed()? == [PAGE]).then_some(())))
        .await?;
    assert_eq!(foyer.driver().windows().await?.len(), 1);
    assert!(foyer.js("return location.href").await?.to_string().contains("tauri"), "the window stayed");
    until_for(FORGOTTEN, "a clipboard that has forgotten", async || {
        Ok(pasted(&foyer).await?.is_empty().then_some(()))
    })
    .await?;

    foyer.click(&part("check-off")).await?;
    foyer.sees(&part("portal-state"), "In portal").await?;
    foyer.sees(&part("bubble"), "please look at portal.bayoufamily.example/en when you can").await?;
    foyer.sees(&part("activity"), "Done by").await?;
    foyer.picture(&shots.join("checked-off.png")).await?;
    let texts = foyer.call("threads.refresh", json!({ "thread": thread, "latest": 50 })).await?;
    let items = texts["timeline"]["items"].as_array().context("a thread has items")?;
    let links: Vec<&Value> = items.iter().filter(|item| item["purpose"] == "portalLink").collect();
    assert_eq!(links.len(), 1);
    assert!(!links[0]["text"].to_string().contains("A1C"));
    Ok(())
}

/// A practice that is connected to the sandbox, as the first run leaves it.
async fn connected(foyer: &Foyer, sandbox: &Sandbox) -> Result<()> {
    let field = |of: &str| sandbox.line[of].clone();
    let account = json!({
        "accountSid": field("account_sid"), "keySid": field("key_sid"), "secret": field("secret"),
        "baseUrl": field("base_url"),
    });
    let connect = json!({
        "account": account, "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
        "timeZone": "America/Chicago", "numbers": [sandbox.line["numbers"][0]], "portalUrl": null,
        "password": "a lantern in the hallway", "pin": "482913",
    });
    foyer.call("setup.connectTwilio", connect).await?;
    // The page makes a code of its own as it opens; the newest one counts.
    foyer.find(&format!("{} > *", part("recovery-groups"))).await?;
    let made = foyer.call("recovery.make", json!({})).await?;
    let groups = made["groups"].as_array().context("a code has groups")?;
    let code: String = groups.iter().filter_map(Value::as_str).collect();
    foyer.call("recovery.confirm", json!({ "code": code })).await?;
    foyer.find(&part("sidebar")).await.map(drop)
}

/// Somebody who agreed and has an account.
async fn patient(foyer: &Foyer) -> Result<String> {
    let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let started = foyer.call("threads.start", start).await?;
    let thread = started["thread"].as_str().context("a thread has an id")?.to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "spoken", "note": "at the desk" });
    foyer.call("consent.record", consent).await?;
    let account = json!({ "thread": thread, "recordNumber": "", "standing": "active" });
    foyer.call("patients.savePortal", account).await?;
    Ok(thread)
}

async fn opened(foyer: &Foyer, name: &str) -> Result<()> {
    foyer.view("all").await?;
    foyer.open_thread(name).await
}

/// What the clipboard gives to a field: an internal note, as any other program would get it.
async fn pasted(foyer: &Foyer) -> Result<String> {
    foyer.click(&part("note-input")).await?;
    let field = foyer.find(&part("note-input")).await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(Key::Delete + "").await?;
    field.send_keys(Key::Control + "v").await?;
    Ok(field.value().await?.unwrap_or_default())
}

pub(crate) async fn retyped(foyer: &Foyer, field: &str, words: &str) -> Result<()> {
    // Clicked, not only found: what was saved before may still be told over it.
    foyer.click(&part(field)).await?;
    let field = foyer.find(&part(field)).await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(Key::Delete + "").await?;
    field.send_keys(words).await?;
    Ok(())
}

/// A date field takes keys in the order of the desktop's language; its value does not.
async fn dated(foyer: &Foyer, field: &str, day: &str) -> Result<()> {
    let set = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
               field.dispatchEvent(new Event('input', { bubbles: true }))";
    foyer.js_with(set, vec![json!(part(field)), json!(day)]).await.map(drop)
}

pub(crate) async fn unfolded(foyer: &Foyer, what: &str) -> Result<()> {
    if foyer.js_with("return document.querySelector(arguments[0]).open", vec![json!(part(what))]).await?
        == false
    {
        foyer.click(&format!("{} summary", part(what))).await?;
    }
    Ok(())
}

pub(crate) async fn shown(foyer: &Foyer, what: &str) -> Result<()> {
    let scroll = "document.querySelector(arguments[0]).scrollIntoView({ block: 'start' })";
    foyer.js_with(scroll, vec![json!(part(what))]).await.map(drop)
}
