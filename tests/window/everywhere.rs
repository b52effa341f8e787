//! Every page, dialog and menu, in both themes and both languages: no violation of WCAG that axe finds, and a name for
//! everything a screen reader can be led to.

use anyhow::{Context as _, Result};
use foyer_e2e::{Foyer, Tree, folder_for_shots, page::part, until};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{desktop, looks::in_theme, people::*, quiet_morning, rules::as_manager};

/// What was said of the screens that were looked at. A barrier ends no walk: all of them are told at its end.
pub struct Looks<'a> {
    pub foyer: &'a Foyer,
    tree: &'a Tree,
    pub found: Vec<String>,
}

impl<'a> Looks<'a> {
    pub fn of(foyer: &'a Foyer, tree: &'a Tree) -> Self {
        Self { foyer, tree, found: Vec::new() }
    }

    /// Looks at what is on screen, as whoever sits there would have it.
    pub async fn at(&mut self, name: &str) -> Result<()> {
        for theme in ["dark", "light"] {
            in_theme(self.foyer, theme).await?;
            let found = self.foyer.barriers().await?;
            self.found.extend(found.into_iter().map(|line| format!("{name}, {theme}: {line}")));
        }
        self.told(name).await
    }

    /// Everything somebody can be led to has a name; and a picture, for who looks at them.
    pub async fn told(&mut self, name: &str) -> Result<()> {
        let controls = self.tree.controls().await?;
        self.found.extend(controls.unnamed.into_iter().map(|one| format!("{name}, without a name: {one}")));
        self.foyer.picture(&folder_for_shots()?.join("everywhere").join(format!("{name}.png"))).await
    }

    /// Presses a part of the page, waits for another, and looks.
    pub async fn by(&mut self, pressed: &str, shown: &str, name: &str) -> Result<()> {
        self.leads_to(pressed, shown).await?;
        self.at(name).await
    }

    /// Presses a part of the page, then waits for another. On a busy machine a press can lose its answer and be one all the
    /// same.
    pub async fn leads_to(&self, pressed: &str, shown: &str) -> Result<()> {
        let press = self.foyer.click(pressed).await;
        let there = self.foyer.find(&part(shown)).await;
        there.map(drop).map_err(|never| press.err().unwrap_or(never)).with_context(|| format!("to {shown}"))
    }

    /// Escape, and what was open is not.
    pub async fn away(&self, shown: &str) -> Result<()> {
        // A field for files takes no keys from the driver, only files.
        self.foyer.js("const at = document.activeElement; if (at?.type === 'file') at.blur()").await?;
        self.foyer.press(Key::Escape + "").await?;
        self.foyer.sees_no_more(shown, "").await.with_context(|| format!("leaving {shown}"))
    }

    /// Tells what kept somebody out on any of them.
    pub fn end(self) {
        assert_eq!(self.found, Vec::<String>::new());
    }
}

#[tokio::test]
async fn no_page_keeps_anybody_out() -> Result<()> {
    let mut desktop = desktop().await?;
    let tree = desktop.has_a_screen_reader().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    let mut looks = Looks::of(&foyer, &tree);
    foyer.view("all").await?;
    looks.at("nothing-open").await?;
    foyer.open_thread(LUPE.0).await?;
    looks.at("inbox").await?;
    let led_to = tree.controls().await?.named;
    for name in
        ["Find patient or message", "Messages", "Text to Lupe Sandoval", "Send", "Reveal birth date, logged"]
    {
        assert!(led_to.iter().any(|one| one == name), "“{name}” among {led_to:?}");
    }
    looks.by(&part("nav-outbox"), "outbox", "outbox").await?;
    looks.by(&part("nav-closed"), "thread-list", "closed").await?;
    looks.by(&part("nav-scheduled"), "scheduled-page", "scheduled").await?;
    looks.by(&part("nav-templates"), "template-row", "templates").await?;
    lists(&mut looks).await?;

    foyer.press(Key::Control + Key::Shift + "f").await?;
    foyer.types(&part("search-input"), "ramp").await?;
    looks.by(&part("search-text"), "search-open", "search").await?;

    review(&mut looks).await?;
    looks.leads_to(&part("nav-consent-due"), "due-tabs").await?;
    for place in [1, 2, 3] {
        foyer.click(&format!("{} button:nth-child({place})", part("due-tabs"))).await?;
        looks.at(&format!("consent-due-{place}")).await?;
    }
    looks.by(&part("nav-help"), "help", "help").await?;

    looks.leads_to(&part("nav-settings"), "contacts-open").await?;
    for shown in
        ["goal-hours", "brake-settings", "hours-settings", "retention", "computer-settings", "earlier"]
    {
        assert!(foyer.has(&part(shown)).await?, "{shown} stands on the settings page");
    }
    looks.at("settings").await?;
    for (place, shown) in [(2, "own-roles"), (3, "go-live"), (4, "entries")] {
        looks
            .by(
                &format!("{} button:nth-child({place})", part("settings-page")),
                shown,
                &format!("settings-{shown}"),
            )
            .await?;
    }
    looks.end();
    Ok(())
}

/// What is looked at after the morning, and what it counts. Threads to look over have a walk of their own (`evidence`).
async fn review(looks: &mut Looks<'_>) -> Result<()> {
    let tab = |place: u8| format!("{} button:nth-child({place})", part("review-tabs"));
    looks.leads_to(&part("nav-overview"), "hour-chart").await?;
    looks.by(&part("answers-read"), "answers-confirmed", "review").await?;
    looks.by(&part("as-table"), "hour-table", "review-table").await?;
    looks.by(&tab(3), "report-find", "review-report").await?;
    looks.foyer.types(&part("report-find"), "Marcus").await?;
    looks.leads_to(&part("report-hit"), "report-show").await?;
    looks.by(&part("report-show"), "report-row", "report").await?;
    looks.by(&part("report-check"), "check-dialog", "report-check").await?;
    looks.away(&part("check-dialog")).await?;
    looks.by(&tab(4), "report-find", "review-copies").await?;
    looks.by(&tab(5), "case-register", "review-incidents").await
}

/// Sending to a list: choosing, looking, asking once more, while it goes on, and those of before.
async fn lists(looks: &mut Looks<'_>) -> Result<()> {
    let foyer = looks.foyer;
    let page = foyer.call("templates.list", json!({})).await?;
    let mut all = page["templates"].as_array().into_iter().flatten();
    let walk_ins = all.find(|one| one["name"] == "Walk-ins").map_or(Value::Null, |one| one["id"].clone());
    for one in ["0198a0aa-0000-7000-8000-000000000001", "0198a0aa-0000-7000-8000-000000000002"] {
        let to = json!({ "kind": "view", "view": "all" });
        let asked =
            json!({ "clientId": one, "template": walk_ins, "to": to, "openOnly": false, "shown": 5_000 });
        let begun = foyer.call("batches.start", asked).await?;
        foyer.call("batches.change", json!({ "batch": begun["batch"]["id"], "change": "stop" })).await?;
    }
    looks.by(&part("nav-batch"), "batch-earlier-row", "list").await?;
    looks.by(&format!("{} button", part("batch-earlier-row")), "batch-back", "list-earlier").await?;
    looks.leads_to(&part("batch-back"), "batch-template").await?;
    picks(foyer, "batch-template", "Directions and parking").await?;
    foyer.click(&format!("{} button:nth-child(2)", part("batch-source"))).await?;
    picks(foyer, "batch-view", "All").await?;
    foyer.click(&part("batch-open-only")).await?;
    looks.by(&part("batch-look"), "batch-preview", "list-preview").await?;
    looks.by(&part("batch-start"), "batch-sure", "list-sure").await?;
    looks.leads_to(&part("batch-sure-do"), "batch-pause").await?;
    looks.by(&part("batch-pause"), "batch-resume", "list-run").await?;
    looks.leads_to(&part("batch-stop"), "batch-form").await
}

/// Chooses from a list by what it says.
async fn picks(foyer: &Foyer, field: &str, says: &str) -> Result<()> {
    let choose = "const [field, label] = arguments; const list = document.querySelector(field); \
                  list.value = [...list.options].find((one) => one.text === label).value; \
                  list.dispatchEvent(new Event('change', { bubbles: true }))";
    foyer.js_with(choose, vec![json!(part(field)), json!(says)]).await.map(drop)
}

#[tokio::test]
async fn no_dialog_keeps_anybody_out() -> Result<()> {
    let mut desktop = desktop().await?;
    let tree = desktop.has_a_screen_reader().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    let mut looks = Looks::of(&foyer, &tree);
    foyer.view("all").await?;
    foyer.open_thread(LUPE.0).await?;

    foyer.press(Key::Control + "k").await?;
    foyer.types(&part("find-input"), "san").await?;
    foyer.find(&part("find-person")).await?;
    looks.at("palette").await?;
    looks.away(&part("find-input")).await?;
    for (key, shown, name) in [("?", "keys-dialog", "keys"), ("v", "proof-dialog", "proof")] {
        foyer.letter(key).await?;
        foyer.find(&part(shown)).await?;
        looks.at(name).await?;
        looks.away(&part(shown)).await?;
    }
    newest(&foyer, &part("said-by")).await?;
    foyer.find(&part("speaker-dialog")).await?;
    looks.at("speaker").await?;
    looks.away(&part("speaker-dialog")).await?;
    newest(&foyer, &part("report-it")).await?;
    foyer.find(&part("report-problem-dialog")).await?;
    looks.at("report-problem").await?;
    looks.away(&part("report-problem-dialog")).await?;
    for (pressed, shown, name) in [
        ("edit-patient", "patient-dialog", "patient"),
        ("edit-place", "place-dialog", "place"),
        ("edit-household", "household-dialog", "household"),
        ("manage-consent", "consent-dialog", "consent"),
        ("nav-new-view", "own-view-dialog", "own-view"),
    ] {
        looks.by(&part(pressed), shown, name).await?;
        looks.away(&part(shown)).await?;
    }
    looks.leads_to(&part("edit-patient"), "patient-dialog").await?;
    looks.by(&part("open-merge"), "merge-dialog", "merge").await?;
    looks.away(&part("merge-dialog")).await?;

    for menu in ["assign", "snooze", "more"] {
        looks.by(&part(menu), "menu-item", menu).await?;
        looks.away("[role=\"menu\"]").await?;
    }
    for (menu, place, shown) in
        [("snooze", ":last-child", "snooze-dialog"), ("more", ":nth-of-type(5)", "tag-dialog")]
    {
        looks.leads_to(&part(menu), "menu-item").await?;
        looks.by(&format!("{}{place}", part("menu-item")), shown, shown).await?;
        looks.away(&part(shown)).await?;
    }
    while_writing(&mut looks).await?;
    of_pages(&mut looks).await?;
    looks.end();
    Ok(())
}

/// Presses the newest of the parts that match: what shows only where somebody points is pressed all the same.
async fn newest(foyer: &Foyer, pressed: &str) -> Result<()> {
    let press = "[...document.querySelectorAll(arguments[0])].at(-1).click()";
    foyer.find(pressed).await?;
    foyer.js_with(press, vec![json!(pressed)]).await.map(drop)
}

/// Opens the newest picture. On a computer so busy that the helper ran out of time it is asked again, as the words say.
async fn opens_the_picture(foyer: &Foyer) -> Result<()> {
    newest(foyer, ".veil").await?;
    until("the picture", async || {
        if foyer.has(&part("not-shown")).await? {
            newest(foyer, &format!("{} + button", part("not-shown"))).await?;
        }
        Ok(foyer.has(&part("picture-look")).await?.then_some(()))
    })
    .await
}

/// A problem with a text, from the report to everything that is asked about it.
#[tokio::test]
async fn no_case_keeps_anybody_out() -> Result<()> {
    let mut desktop = desktop().await?;
    let tree = desktop.has_a_screen_reader().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    let mut looks = Looks::of(&foyer, &tree);
    foyer.view("all").await?;
    foyer.open_thread(MARCUS.0).await?;
    newest(&foyer, &part("report-it")).await?;
    foyer.types(&part("report-problem-words"), "His brother read it").await?;
    looks.leads_to(&part("report-problem-send"), "panel-cases").await?;
    looks.leads_to(&part("nav-overview"), "review-tabs").await?;
    looks.leads_to(&format!("{} button:last-child", part("review-tabs")), "case-row").await?;
    looks.by(&format!("{} button", part("case-row")), "case", "case").await?;
    for (pressed, shown) in [
        ("case-letters", "letter-dialog"),
        ("change-scope", "scope-dialog"),
        ("case-decide", "decide-dialog"),
        ("add-entry", "case-dialog"),
        ("case-lift", "case-dialog"),
    ] {
        looks.by(&part(pressed), shown, pressed).await?;
        looks.away(&part(shown)).await?;
    }
    looks.end();
    Ok(())
}

/// Who wrote while the office was closed; and pictures, which are looked at close up.
#[tokio::test]
async fn no_morning_keeps_anybody_out() -> Result<()> {
    let mut desktop = desktop().await?;
    let tree = desktop.has_a_screen_reader().await?;
    let (foyer, _carrier) = quiet_morning(&desktop).await?;
    as_manager(&foyer).await?;
    // Open for a minute a day, hours away from now: whoever waits wrote at night.
    let desk = foyer.call("app.status", json!({})).await?["desk"].clone();
    let hour = foyer
        .js_with(
            "return Number(new Intl.DateTimeFormat('en-US', \
             { hour: 'numeric', hourCycle: 'h23', timeZone: arguments[1] }).format(arguments[0]))",
            vec![desk["nowAt"].clone(), desk["practice"]["timeZone"].clone()],
        )
        .await?;
    let from = if hour.as_u64().unwrap_or_default() < 12 { 18 * 60 } else { 6 * 60 };
    let week = vec![json!({ "from": from, "until": from + 1 }); 7];
    let office = json!({ "location": null, "week": week, "holidays": [] });
    foyer.call("hours.save", json!({ "offices": [office], "replies": false })).await?;
    as_manager(&foyer).await?;
    let mut looks = Looks::of(&foyer, &tree);
    foyer.view("all").await?;
    looks.by(&part("morning-show"), "morning-row", "morning").await?;

    foyer.view("all").await?;
    foyer.open_thread(TOMAS.0).await?;
    opens_the_picture(&foyer).await?;
    newest(&foyer, &part("picture-look")).await?;
    foyer.find(&part("picture-dialog")).await?;
    looks.at("picture").await?;
    looks.end();
    Ok(())
}

/// What opens over a draft.
async fn while_writing(looks: &mut Looks<'_>) -> Result<()> {
    let foyer = looks.foyer;
    foyer.writes("/vis").await?;
    foyer.find(&part("picker-row")).await?;
    looks.at("template-picker").await?;
    foyer.writes("See you then.").await?;
    foyer.press(Key::Control + Key::Shift + "l").await?;
    foyer.find(&part("schedule")).await?;
    looks.at("later").await?;
    looks.away(&part("schedule")).await?;
    foyer.open_thread(MARCUS.0).await?;
    foyer.writes("Your A1C is 8.2.").await?;
    foyer.find(&part("finding")).await?;
    foyer.press(Key::F8 + "").await?;
    foyer.find(&part("finding-popover")).await?;
    looks.at("finding").await?;
    foyer.press(Key::Escape + "").await?;
    looks.leads_to(&part("other-ways"), "menu-item").await?;
    looks.by(&format!("{}:last-child", part("menu-item")), "override-dialog", "override").await?;
    looks.away(&part("override-dialog")).await?;
    foyer.letter("c").await?;
    foyer.types(&part("new-message-input"), "barr").await?;
    foyer.find(&part("new-message-person")).await?;
    looks.at("new-message").await?;
    foyer.press(Key::Escape + "").await
}

/// What opens on the other pages.
async fn of_pages(looks: &mut Looks<'_>) -> Result<()> {
    let foyer = looks.foyer;
    looks.leads_to(&part("nav-templates"), "template-row").await?;
    for (pressed, shown) in [
        ("edit-template", "template-dialog"),
        ("new-template", "template-dialog"),
        ("edit-facts", "facts-dialog"),
    ] {
        looks.by(&part(pressed), shown, pressed).await?;
        looks.away(&part(shown)).await?;
    }
    looks.leads_to(&part("nav-overview"), "hour-chart").await?;
    looks.by(&part("stat-typical"), "behind", "behind").await?;
    looks.away(&part("behind")).await?;

    looks.leads_to(&part("nav-settings"), "contacts-open").await?;
    for (pressed, shown) in
        [("contacts-open", "contacts-dialog"), ("import-open", "list-dialog"), ("hold-all", "case-dialog")]
    {
        looks.by(&part(pressed), shown, pressed).await?;
        looks.away(&part(shown)).await?;
    }
    looks.leads_to(&format!("{} button:nth-child(2)", part("settings-page")), "own-roles").await?;
    looks.by(&part("role-add"), "role-name", "role").await?;
    looks.by(&part("location-add"), "location-name", "location").await?;

    looks.leads_to(&part("nav-help"), "help-tour").await?;
    looks.by(&part("help-tour"), "tour", "tour").await?;
    foyer.press(Key::Escape + "").await
}
