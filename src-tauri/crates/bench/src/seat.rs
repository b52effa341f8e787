//! A person at a shared counter: from the sixth digit of a PIN to an inbox that can be used, and from Ctrl L to a locked
//! desk, with 100,000 threads in the store.
//!
//! There is no other side to compare with; the aims are what a person who switches a hundred times a day does not notice.
//! Most of the first is Argon2id, which is meant to cost something: it is measured apart. Built with `--features wiped`,
//! all of it runs with the window's allocator, which wipes what it frees: that run against one without is what wiping
//! costs.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use foyer_app::{App, AppConfig, Decoder, NoBrowser, NoClipboard, NoShelf, Ports, PracticeOptions, Start};
use foyer_domain::{Timestamp, UserId};
use foyer_store::{Cost, DeviceSecret, KeyFile, Pin, PinCheck, PracticeFolder, PracticeKey};
use foyer_sync::SystemClock;
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::{
    measure::quantile,
    options::Options,
    practice::{self, THREADS},
    report::{Aim, Figure, Report},
};

/// Everyone's PIN in practice mode.
pub const PIN: &str = "246810";

const PIN_TO_INBOX: Figure<'_> =
    Figure { name: "B16", what: "PIN to usable inbox, median", aim: Some(Aim::MillisAtMost(300.0)) };
const LOCK: Figure<'_> = Figure { name: "B17", what: "lock, median", aim: Some(Aim::MillisAtMost(100.0)) };

const PASSWORD: Figure<'_> =
    Figure { name: "B16", what: "a password on this computer", aim: Some(Aim::MillisAtMost(500.0)) };

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let switches = options.rounds() * 5;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (ins, locks) = runtime.block_on(switch(switches))?;
    let millis = |all: &[Duration], share| quantile(all.iter().map(|one| one.as_secs_f64() * 1_000.0), share);
    let hashing = argon()?.as_secs_f64() * 1_000.0;
    let wiping = if cfg!(feature = "wiped") { "wiping allocator" } else { "the system's allocator" };
    let detail = format!(
        "95 of 100 {:.0} ms; {hashing:.0} ms of it Argon2id; {switches} switches, {THREADS} threads, {wiping}",
        millis(&ins, 0.95)
    );
    report.millis(&PIN_TO_INBOX, millis(&ins, 0.5), &detail);
    let detail = format!("95 of 100 {:.1} ms, {switches} locks, {wiping}", millis(&locks, 0.95));
    report.millis(&LOCK, millis(&locks, 0.5), &detail);
    let (cost, spent) = password()?;
    let detail =
        format!("Argon2id, {} passes over 65 MiB, chosen here; 300 to 500 ms are meant", cost.passes());
    report.millis(&PASSWORD, spent.as_secs_f64() * 1_000.0, &detail);
    Ok(())
}

/// What a password costs that is set on this computer, and how long checking it takes: the least of three.
fn password() -> Result<(Cost, Duration)> {
    const WORDS: &str = "a lantern in the hallway";
    let (user, device) = (UserId::from_uuid(uuid::Uuid::from_u128(1)), DeviceSecret::none());
    let (key, cost) = (PracticeKey::generate()?, Cost::on_this_computer()?);
    let mut file = KeyFile::new(&key);
    file.add_person(&key, user, WORDS, None, &device, cost)?;
    let mut least = Duration::MAX;
    for _ in 0..3 {
        let began = Instant::now();
        file.open_as(user, WORDS, &device, Timestamp::from_millis(0))?;
        least = least.min(began.elapsed());
    }
    Ok((cost, least))
}

/// What checking a PIN costs alone: the least of three.
fn argon() -> Result<Duration> {
    let (user, device) = (UserId::from_uuid(uuid::Uuid::from_u128(1)), DeviceSecret::none());
    let pin = Pin::parse(PIN).context("six digits")?;
    let check = PinCheck::of(&pin, user, &device)?;
    let mut least = Duration::MAX;
    for _ in 0..3 {
        let began = Instant::now();
        ensure!(check.matches(&pin, user, &device), "the PIN is right");
        least = least.min(began.elapsed());
    }
    Ok(least)
}

async fn switch(times: u32) -> Result<(Vec<Duration>, Vec<Duration>)> {
    let folder = tempfile::tempdir()?;
    let vault = Arc::new(MemoryVault::new());
    let open = || {
        // Nobody writes meanwhile: what is measured is the desk.
        let start = Start::Practice(PracticeOptions { offline: true, ..PracticeOptions::default() });
        let config = AppConfig { data_dir: folder.path().to_owned(), start };
        let ports = Ports {
            vault: Arc::clone(&vault) as _,
            clock: Arc::new(SystemClock),
            clipboard: Arc::new(NoClipboard),
            browser: Arc::new(NoBrowser),
            shelf: Arc::new(NoShelf),
            password_cost: Cost::on_this_computer,
            pictures: Decoder::here(),
        };
        App::new(config, ports)
    };
    let app = open();
    app.start().await;
    app.close().await;
    fill(folder.path(), &vault)?;
    let app = open();
    app.start().await;
    let (mut ins, mut locks) = (Vec::new(), Vec::new());
    for number in 0..times {
        let began = Instant::now();
        ask(&app, "session.lock", json!({})).await?;
        locks.push(began.elapsed());
        let people = ask(&app, "app.status", json!({})).await?;
        let people = people.pointer("/lock/people").and_then(Value::as_array).context("people")?;
        let at = usize::try_from(number)?.checked_rem(people.len()).context("somebody")?;
        let user = people.get(at).and_then(|one| one.get("id")).context("a person")?.clone();
        let began = Instant::now();
        // What the window asks before somebody can work: who sits there, the counts, the first page of the list.
        ask(&app, "session.enterPin", json!({ "user": user, "pin": PIN })).await?;
        ask(&app, "threads.count", json!({})).await?;
        let page = ask(&app, "threads.list", json!({ "view": "all", "offset": 0, "limit": 60 })).await?;
        ins.push(began.elapsed());
        if page.get("rows").and_then(Value::as_array).map(Vec::len) != Some(60) {
            bail!("the list is not full");
        }
    }
    app.close().await;
    Ok((ins, locks))
}

fn fill(data: &std::path::Path, vault: &MemoryVault) -> Result<()> {
    let folder = PracticeFolder::at(data.join("practice-mode"));
    let key = folder.key_file()?.open_with_keyring(vault)?;
    let store = folder.open(&key)?;
    practice::pour_threads(&store)?;
    Ok(store.close()?)
}

async fn ask(app: &App, name: &str, args: Value) -> Result<Value> {
    match app.call(name, args).await {
        Ok(reply) => Ok(reply),
        Err(error) => bail!("{name}: {:?}", error.code),
    }
}
