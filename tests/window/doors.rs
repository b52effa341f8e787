//! Every door before the desk, and what only a real practice has behind it: nobody is kept out there either.

use std::fs;

use anyhow::{Context as _, Result};
use foyer_e2e::{Desktop, Foyer, Keyring, Options, Sandbox, page::part};
use serde_json::json;

use crate::{desktop, everywhere::Looks};

const PASSWORD: &str = "a lantern in the hallway";

impl Looks<'_> {
    /// Looks at a door: nobody sits there who could have chosen anything but the language.
    async fn at_door(&mut self, name: &str) -> Result<()> {
        for theme in ["dark", "light"] {
            self.foyer
                .js_with("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)])
                .await?;
            for language in ["es", "en"] {
                self.worded(language).await?;
                let found = self.foyer.barriers_as_it_stands().await?;
                self.found
                    .extend(found.into_iter().map(|line| format!("{name}, {theme} {language}: {line}")));
            }
        }
        self.told(name).await
    }

    /// Chooses the language where a door offers the choice.
    async fn worded(&self, language: &str) -> Result<()> {
        let offered = format!("{}[lang=\"{language}\"]", part("door-language"));
        if !self.foyer.has(&offered).await? {
            return Ok(());
        }
        self.foyer.click(&offered).await?;
        self.foyer.sees_no_more(&offered, "").await
    }
}

#[tokio::test]
async fn no_door_keeps_anybody_out() -> Result<()> {
    let mut desktop = desktop().await?;
    let tree = desktop.has_a_screen_reader().await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    let mut looks = Looks::of(&foyer, &tree);
    looks.at_door("setup").await?;
    let given =
        |name: &str| sandbox.line[name].as_str().with_context(|| format!("the sandbox names its {name}"));
    let next = part("setup-next");
    foyer.click(&part("radio-connect")).await?;
    foyer.click(&next).await?;
    foyer.types(&part("account-sid"), given("account_sid")?).await?;
    foyer.types(&part("key-sid"), given("key_sid")?).await?;
    foyer.types(&part("secret"), given("secret")?).await?;
    foyer.click("details summary").await?;
    foyer.types(&part("base-url"), given("base_url")?).await?;
    looks.at_door("setup-account").await?;
    looks.leads_to(&next, "number-choice").await?;
    looks.at_door("setup-numbers").await?;
    looks.leads_to(&next, "setup-practice").await?;
    looks.at_door("setup-practice").await?;
    foyer.types(&part("setup-practice"), "Willow Street Clinic").await?;
    looks.leads_to(&next, "setup-name").await?;
    looks.at_door("setup-you").await?;
    foyer.types(&part("setup-name"), "Ada Moreau").await?;
    foyer.types(&part("setup-password"), PASSWORD).await?;
    foyer.types(&part("setup-password-again"), PASSWORD).await?;
    foyer.types(&part("setup-pin"), "482913").await?;
    foyer.click(&next).await?;
    let shown = foyer.sees(&format!("{} span", part("recovery-groups")), "").await?;
    assert_eq!(shown.len(), 5, "a group of the code");
    looks.at_door("recovery-code").await?;
    let code = foyer.words(&format!("{} span", part("recovery-groups"))).await?.concat();
    looks.leads_to(&part("recovery-next"), "code-cell").await?;
    looks.at_door("recovery-code-typed").await?;
    foyer.types(&part("code-cell"), &code).await?;
    looks.leads_to(&part("recovery-next"), "sidebar").await?;
    of_a_real_practice(&mut looks).await?;
    looks.end();
    foyer.end().await?;

    // The next morning; then a store that was damaged overnight, and a computer whose keyring is another one.
    let foyer = Foyer::open(&desktop, &options).await?;
    let mut looks = Looks::of(&foyer, &tree);
    looks.leads_to(&part("lock-person"), "password").await?;
    looks.at_door("sign-in").await?;
    looks.leads_to(&part("use-recovery"), "code-cell").await?;
    looks.at_door("sign-in-recovery").await?;
    looks.end();
    foyer.end().await?;

    let mut elsewhere = Desktop::start(Keyring::Unlocked).await?;
    let tree_elsewhere = elsewhere.has_a_screen_reader().await?;
    let foyer = Foyer::open(&elsewhere, &options).await?;
    let mut looks = Looks::of(&foyer, &tree_elsewhere);
    foyer.find(&format!("{}[data-problem=\"keyMissing\"]", part("recovery"))).await?;
    looks.at_door("key-missing").await?;
    looks.end();
    foyer.end().await?;

    fs::write(desktop.folder("foyer").join("practice").join("practice.db"), b"no store at all")?;
    let foyer = Foyer::open(&desktop, &options).await?;
    let mut looks = Looks::of(&foyer, &tree);
    foyer.find(&format!("{}[data-problem=\"storeDamaged\"]", part("recovery"))).await?;
    looks.at_door("damaged").await?;
    looks.leads_to(&part("radio-repair"), "recovery").await?;
    looks.at_door("damaged-repair").await?;
    looks.end();
    Ok(())
}

/// What practice mode does not have: copies, keys, and people who come and go.
async fn of_a_real_practice(looks: &mut Looks<'_>) -> Result<()> {
    let foyer = looks.foyer;
    looks.at("inbox-empty").await?;
    looks.leads_to(&part("nav-settings"), "backup-settings").await?;
    for shown in ["key-settings", "authenticator", "computer-settings"] {
        assert!(foyer.has(&part(shown)).await?, "{shown} stands on the settings page");
    }
    looks.at("settings-real").await?;
    looks.by(&format!("{} button:nth-child(2)", part("settings-page")), "directory", "people-real").await?;
    foyer.types(&part("person-name"), "Kofi Mensah").await?;
    looks.by(&part("add-person"), "new-code-dialog", "person-code").await?;
    looks.leads_to(&part("code-done"), "change-person").await?;
    let last = |what: &str| format!("[data-testid=\"person\"]:last-child {}", part(what));
    looks.by(&last("change-person"), "remove-person", "person").await?;
    looks.by(&part("remove-person"), "remove-dialog", "person-remove").await?;
    looks.away(&part("remove-dialog")).await?;
    looks.by(&format!("{} button:nth-child(3)", part("settings-page")), "go-live", "go-live-real").await
}
