//! The key of the store: opened by a person's password, together with the computer's secret where a keyring keeps one,
//! and never replaced by an empty practice where that is gone. Each test runs a keyring of its own, or none.

#![cfg(target_os = "linux")]

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use anyhow::{Context, Result};
use foyer_e2e::{
    Desktop, Foyer, Keyring, Marked, Options, PAGE_PROCESS, Sandbox, Seat, folder_for_shots, page::part,
    until,
};
use serde_json::{Value, json};

const PASSWORD: &str = "a lantern in the hallway";
const PIN: &str = "482913";

/// First run, as a person does it, up to the desk; gives the recovery code.
async fn connect(foyer: &Foyer, sandbox: &Value) -> Result<String> {
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
    foyer.click(&next).await?;
    foyer.types(&part("setup-name"), "Ada Moreau").await?;
    foyer.types(&part("setup-password"), PASSWORD).await?;
    foyer.types(&part("setup-password-again"), PASSWORD).await?;
    foyer.types(&part("setup-pin"), PIN).await?;
    foyer.click(&next).await?;
    let code = writes_the_code_down(foyer).await?;
    at_the_desk(foyer).await?;
    Ok(code)
}

/// The recovery code as the window shows it once, typed back.
async fn writes_the_code_down(foyer: &Foyer) -> Result<String> {
    let groups = part("recovery-groups");
    let shown = until("the recovery code", async || {
        let code: String = foyer.words(&format!("{groups} span")).await?.concat();
        Ok((code.len() == 30).then_some(code))
    })
    .await?;
    foyer.click(&part("recovery-next")).await?;
    foyer.types(&part("code-cell"), &shown).await?;
    foyer.click(&part("recovery-next")).await?;
    Ok(shown)
}

/// The only person there signs in.
async fn sign_in(foyer: &Foyer) -> Result<()> {
    foyer.sees(&part("lock"), "Ada Moreau").await?;
    foyer.types(&part("password"), PASSWORD).await?;
    foyer.click(&part("sign-in")).await?;
    at_the_desk(foyer).await
}

async fn at_the_desk(foyer: &Foyer) -> Result<()> {
    foyer.sees(&part("sidebar"), "Willow Street Clinic").await?;
    foyer.sees(&part("connection"), "Carrier connected").await.map(drop)
}

#[tokio::test]
async fn with_a_keyring_the_password_opens_it_again_and_the_pin_lifts_the_lock() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    connect(&foyer, &sandbox.line).await?;
    sandbox.desk.patient_writes("+17135550177", "hello from the hallway").await?;
    foyer.view("all").await?;
    foyer.sees(&part("thread-row"), "hello from the hallway").await?;
    foyer.end().await?;

    let foyer = Foyer::open(&desktop, &options).await?;
    sign_in(&foyer).await?;
    foyer.view("all").await?;
    foyer.sees(&part("thread-row"), "hello from the hallway").await?;
    foyer.locks().await?;
    foyer.sees(&part("lock"), "PIN for Ada").await?;
    assert!(!foyer.has(&part("thread-row")).await?, "the list is behind the lock");
    foyer.types(&part("pin"), PIN).await?;
    at_the_desk(&foyer).await?;
    foyer.end().await?;

    let secret = sandbox.line["secret"].as_str().context("a secret")?;
    assert!(!in_clear(&desktop.folder("foyer"), secret)?, "the carrier's secret is in a file");
    assert!(!in_clear(&desktop.folder("foyer"), "hello from the hallway")?, "a text is in a file");
    Ok(())
}

#[tokio::test]
async fn the_desk_locks_with_the_computers_screen_and_closes_before_the_computer_sleeps() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let seat = Seat::at(&desktop).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let foyer = Foyer::open(&desktop, &Options::normal(&desktop)).await?;
    connect(&foyer, &sandbox.line).await?;

    foyer.leaves(seat.screen_locked(true)).await?;
    foyer.sees(&part("lock"), "Locked with this computer’s screen").await?;
    seat.screen_locked(false).await?;
    foyer.types(&part("pin"), PIN).await?;
    at_the_desk(&foyer).await?;

    foyer.leaves(seat.locks()).await?;
    foyer.sees(&part("lock"), "Locked with this computer’s screen").await?;
    foyer.types(&part("pin"), PIN).await?;
    at_the_desk(&foyer).await?;

    // Another user of the computer comes, and the first one comes back.
    foyer.leaves(seat.ours(false)).await?;
    foyer.sees(&part("lock"), "Locked with this computer’s screen").await?;
    seat.ours(true).await?;
    foyer.types(&part("pin"), PIN).await?;
    at_the_desk(&foyer).await?;

    // The computer waits with its sleep until the practice is closed; no PIN opens it afterwards.
    foyer.leaves(seat.sleeps()).await?;
    let status = foyer.call("app.status", json!({})).await?;
    assert_eq!((&status["kind"], &status["lock"]["why"]), (&"signIn".into(), &"slept".into()));
    foyer.sees(&part("lock"), "Closed when this computer slept").await?;
    assert!(!foyer.has(&part("pin")).await?, "a PIN opens no closed practice");
    sign_in(&foyer).await
}

/// A thousand marked words come in, and as many as fit are on the page. After the lock they are counted in the memory of all
/// of Foyer's processes, the page's engine among them; after closing once more, and the password with them.
#[tokio::test]
async fn a_lock_takes_the_patients_words_from_the_memory_of_the_window_too() -> Result<()> {
    const TEXTS: usize = 40;
    const OF_EACH: usize = 25;
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let foyer = Foyer::open(&desktop, &Options::normal(&desktop)).await?;
    connect(&foyer, &sandbox.line).await?;
    let marked = Marked::words(1_000)?;
    for text in 0..TEXTS {
        let words = marked.text(text * OF_EACH, OF_EACH);
        sandbox.desk.patient_writes(&format!("+17135550{:03}", 100 + text), &words).await?;
    }
    foyer.view("all").await?;
    // Counted in the page: what crosses to the driver would stay behind in its words.
    let rows = "return document.querySelectorAll(arguments[0]).length";
    until("the texts", async || {
        let counts = foyer.call("threads.count", json!({})).await?;
        let shown = foyer.js_with(rows, vec![part("thread-row").into()]).await?.as_u64();
        Ok((counts["all"] == TEXTS && shown > Some(5)).then_some(()))
    })
    .await?;
    for row in 0..5 {
        let open = "document.querySelectorAll(arguments[0])[arguments[1]].click()";
        foyer.js_with(open, vec![part("thread-row").into(), row.into()]).await?;
        foyer.find(&part("bubble")).await?;
    }
    let open = marked.left_in(&foyer)?;
    println!("open {open:?}");
    foyer.locks().await?;
    let shown = foyer.js("return /Zq[a-z]{8}/.test(document.documentElement.outerHTML)").await?;
    assert_eq!(shown, Value::Bool(false), "nothing of them is in the locked page");
    let locked = least(&foyer, &marked).await?;
    println!("locked {locked:?}");
    foyer.call("session.close", json!({})).await?;
    let closed = least(&foyer, &marked).await?;
    let password = least(&foyer, &Marked::of(vec![PASSWORD.to_owned()])?).await?;
    println!("closed {closed:?}, of the password {password:?}");
    let of = |found: &BTreeMap<String, usize>, process: &str| found.get(process).copied().unwrap_or_default();
    assert!(of(&open, PAGE_PROCESS) > 100, "the search finds what is there: {open:?}");
    // The engine's processes hold none: the one that drew the page is gone.
    for found in [&locked, &closed, &password] {
        let engine: usize = found.iter().filter(|(name, _)| *name != "foyer").map(|(_, hits)| hits).sum();
        assert_eq!(engine, 0, "locked {locked:?}, closed {closed:?}, password {password:?}");
    }
    Ok(())
}

/// What is still there when nothing more goes within some seconds: what a lock sets going ends a moment after it.
async fn least(foyer: &Foyer, marked: &Marked) -> Result<BTreeMap<String, usize>> {
    let mut least = marked.left_in(foyer)?;
    for _ in 0..3 {
        if least.values().sum::<usize>() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = marked.left_in(foyer)?;
        if now.values().sum::<usize>() < least.values().sum() {
            least = now;
        }
    }
    Ok(least)
}

#[tokio::test]
async fn without_a_keyring_a_password_alone_guards_the_practice() -> Result<()> {
    let desktop = Desktop::start(Keyring::None).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    connect(&foyer, &sandbox.line).await?;
    foyer.end().await?;
    assert!(!in_clear(&desktop.folder("foyer"), PASSWORD)?, "the password is in a file");

    let foyer = Foyer::open(&desktop, &options).await?;
    foyer.types(&part("password"), "a lantern in the hallwax").await?;
    foyer.click(&part("sign-in")).await?;
    foyer.sees(&part("lock"), "doesn't open Foyer").await?;
    sign_in(&foyer).await
}

#[tokio::test]
async fn a_key_that_is_gone_is_said_and_the_recovery_code_brings_the_practice_back() -> Result<()> {
    let desktop = Desktop::start(Keyring::Unlocked).await?;
    let sandbox = Sandbox::start(&desktop, &["--empty", "--start", "now"])?;
    let options = Options::normal(&desktop);
    let foyer = Foyer::open(&desktop, &options).await?;
    let code = connect(&foyer, &sandbox.line).await?;
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
    sign_in(&foyer).await?;
    foyer.end().await?;

    // Where the old keyring is gone for good, the code from the safe opens it.
    let foyer = Foyer::open(&elsewhere, &options).await?;
    foyer.types(&part("code-cell"), &code).await?;
    foyer.click(&part("come-back-next")).await?;
    foyer.types(&part("back-password"), PASSWORD).await?;
    foyer.types(&part("back-password-again"), PASSWORD).await?;
    foyer.types(&part("back-pin"), PIN).await?;
    foyer.picture(&folder_for_shots()?.join("keyring").join("come-back.png")).await?;
    foyer.click(&part("come-back-next")).await?;
    foyer.sees(&part("sidebar"), "Willow Street Clinic").await?;
    foyer.end().await?;
    let foyer = Foyer::open(&elsewhere, &options).await?;
    foyer.types(&part("password"), PASSWORD).await?;
    foyer.click(&part("sign-in")).await?;
    foyer.sees(&part("sidebar"), "Ada Moreau").await.map(drop)
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
