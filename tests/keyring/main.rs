//! The key of the store: in the system's keyring where there is one, behind a passphrase where there is none, and
//! never replaced by an empty practice where it is gone. Each test runs a keyring of its own, or none.

#![cfg(target_os = "linux")]

use std::{fs, path::Path};

use anyhow::{Context, Result};
use foyer_e2e::{Desktop, Foyer, Keyring, Options, Sandbox, page::part};
use serde_json::Value;

const PASSPHRASE: &str = "a lantern in the hallway";

/// First run, as a person does it, up to the desk.
async fn connect(foyer: &Foyer, sandbox: &Value, passphrase: Option<&str>) -> Result<()> {
    let given = |name: &str| sandbox[name].as_str().with_context(|| format!("the sandbox names its {name}"));
    let next = part("setup-next");
    foyer.click(&part("radio-connect")).await?;
    foyer.click(&next).await?;
    foyer.types(&part("account-sid"), given("account_sid")?).await?;
    foyer.types(&part("key-sid"), given("key_sid")?).await?;
    foyer.types(&part("secret"), given("secret")?).await?;
    foyer.click("details summary").await?;
    foyer.types(&part("base-url"), given("base_url")?).await?;
    foyer.click(&next).await?;
    foyer.find(&part("number-choice")).await?;
    foyer.click(&next).await?;
    foyer.types(&part("setup-practice"), "Willow Street Clinic").await?;
    foyer.types(&part("setup-name"), "Ada Moreau").await?;
    foyer.click(&next).await?;
    if let Some(passphrase) = passphrase {
        foyer.types(&part("passphrase"), passphrase).await?;
        foyer.types(&part("passphrase-again"), passphrase).await?;
        foyer.click(&next).await?;
    }
    at_the_desk(foyer).await
}

async fn at_the_desk(foyer: &Foyer) -> Result<()> {
    foyer.sees(&part("sidebar"), "Willow Street Clinic").await?;
    foyer.sees(&part("connection"), "Carrier connected").await.map(drop)
}

#[tokio::test]
async fn with_a_keyring_nothing_is_asked_ever() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    connect(&foyer, &sandbox.line, None).await?;
    sandbox.desk.patient_writes("+17135550177", "hello from the hallway").await?;
    foyer.view("all").await?;
    foyer.sees(&part("thread-row"), "hello from the hallway").await?;
    foyer.end().await?;

    let foyer = Foyer::open(&desktop, &options).await?;
    at_the_desk(&foyer).await?;
    foyer.view("all").await?;
    foyer.sees(&part("thread-row"), "hello from the hallway").await?;
    foyer.end().await?;

    let secret = sandbox.line["secret"].as_str().context("a secret")?;
    assert!(!in_clear(&desktop.folder("foyer"), secret)?, "the carrier's secret is in a file");
    assert!(!in_clear(&desktop.folder("foyer"), "hello from the hallway")?, "a text is in a file");
    Ok(())
}

#[tokio::test]
async fn without_a_keyring_a_passphrase_guards_the_practice() -> Result<()> {
    let desktop = Desktop::start(Keyring::None).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    connect(&foyer, &sandbox.line, Some(PASSPHRASE)).await?;
    foyer.end().await?;
    assert!(!in_clear(&desktop.folder("foyer"), PASSPHRASE)?, "the passphrase is in a file");

    let foyer = Foyer::open(&desktop, &options).await?;
    foyer.types(&part("unlock-passphrase"), "a lantern in the hallwax").await?;
    foyer.click(&part("unlock-open")).await?;
    foyer.sees(&part("unlock"), "doesn’t open this practice").await?;
    foyer.js("document.querySelector('[data-testid=\"unlock-passphrase\"]').select()").await?;
    foyer.types(&part("unlock-passphrase"), PASSPHRASE).await?;
    foyer.click(&part("unlock-open")).await?;
    at_the_desk(&foyer).await
}

#[tokio::test]
async fn a_key_that_is_gone_is_said_and_nothing_takes_the_practices_place() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    connect(&foyer, &sandbox.line, None).await?;
    foyer.end().await?;
    let folder = desktop.folder("foyer");
    let before = files(&folder)?;

    // The same folder on a computer whose keyring is another one.
    let elsewhere = Desktop::start(Keyring::Unlocked).await?;
    let foyer = Foyer::open(&elsewhere, &options).await?;
    foyer.find(&format!("{}[data-problem=\"keyMissing\"]", part("recovery"))).await?;
    foyer.click(&part("look-again")).await?;
    foyer.find(&format!("{}[data-problem=\"keyMissing\"]", part("recovery"))).await?;
    foyer.end().await?;
    assert_eq!(files(&folder)?, before, "a file came or went");

    // And back at home it opens.
    let foyer = Foyer::open(&desktop, &options).await?;
    at_the_desk(&foyer).await
}

/// The practice's files by name, without SQLite's passing ones.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            names.extend(files(&path)?);
        } else {
            names.push(path.display().to_string());
        }
    }
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    Ok(names)
}

fn in_clear(folder: &Path, secret: &str) -> Result<bool> {
    for name in files(folder)? {
        let bytes = fs::read(&name)?;
        if bytes.windows(secret.len()).any(|window| window == secret.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}
