//! From the click on *Hand off to portal* to *Moved to the portal*: the whole command, through store, gate, adapter and
//! a portal that answers at once, with the link in the outbox at the end.
//!
//! There is no other side to compare with; the aim is what a person at a desk does not notice as a wait.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use foyer_app::{App, AppConfig, Decoder, NoBrowser, NoClipboard, NoShelf, Ports, PracticeOptions, Start};
use foyer_store::Cost;
use foyer_sync::SystemClock;
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::{
    measure::quantile,
    options::Options,
    report::{Aim, Figure, Report},
};

/// A person's eye takes a tenth of a second for "at once"; half as much again is still no wait.
const AIM: f64 = 150.0;

/// Who is handed off to; agreed to texts and has an account in the sample practice.
const PATIENT: &str = "Marcus Oyelaran";

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let clicks = options.rounds() * 10;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let taken = runtime.block_on(click(clicks))?;
    let millis = |share| quantile(taken.iter().map(|one| one.as_secs_f64() * 1_000.0), share);
    let figure = Figure { name: "B5", what: "click to moved, 95 of 100", aim: Some(Aim::MillisAtMost(AIM)) };
    let detail = format!("median {:.1} ms of {clicks} clicks, a portal on loopback", millis(0.5));
    report.millis(&figure, millis(0.95), &detail);
    Ok(())
}

async fn click(clicks: u32) -> Result<Vec<Duration>> {
    let folder = tempfile::tempdir()?;
    let config =
        AppConfig { data_dir: folder.path().to_owned(), start: Start::Practice(PracticeOptions::default()) };
    let ports = Ports {
        vault: Arc::new(MemoryVault::new()),
        clock: Arc::new(SystemClock),
        clipboard: Arc::new(NoClipboard),
        browser: Arc::new(NoBrowser),
        shelf: Arc::new(NoShelf),
        password_cost: Cost::on_this_computer,
        pictures: Decoder::here(),
    };
    let app = App::new(config, ports);
    app.start().await;
    let thread = thread_of(&app).await?;
    let mut taken = Vec::new();
    for number in 0..clicks {
        let words = format!("Your A1C came back at {}.{}.", 5 + number % 5, number % 10);
        let click = uuid::Uuid::from_u128(u128::from(number) + 1).to_string();
        let args = json!({ "thread": thread, "text": words, "clientId": click, "target": null });
        let began = Instant::now();
        let reply = ask(&app, "messages.handOff", args).await?;
        taken.push(began.elapsed());
        if reply.get("kind") != Some(&json!("queued")) {
            bail!("a hand-off was refused");
        }
    }
    app.close().await;
    Ok(taken)
}

async fn thread_of(app: &App) -> Result<Value> {
    let page = ask(app, "threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await?;
    let rows = page.get("rows").and_then(Value::as_array).context("the list has rows")?;
    let row = rows.iter().find(|row| row.get("name") == Some(&json!(PATIENT)));
    row.and_then(|row| row.get("id")).cloned().context("the patient has a thread")
}

async fn ask(app: &App, name: &str, args: Value) -> Result<Value> {
    match app.call(name, args).await {
        Ok(reply) => Ok(reply),
        Err(error) => bail!("{name}: {:?}", error.code),
    }
}
