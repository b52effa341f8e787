//! A large practice moves in: a list of 50,000 people with consent columns, read, previewed and brought in through the
//! commands, as the window asks for it.
//!
//! The aim: twenty seconds with progress on screen, for all of it or nothing.

use std::{path::Path, sync::Arc, time::Instant};

use anyhow::{Result, bail, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::{
    App, AppConfig, Cost, Decoder, NoBrowser, NoClipboard, NoShelf, Ports, PracticeOptions, Start,
};
use foyer_domain::{Role, User};
use foyer_store::{PracticeFolder, users};
use foyer_sync::SystemClock;
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::{
    options::Options,
    report::{Aim, Figure, Report},
    texts::number_of,
};

/// As many as one list may have.
const PEOPLE: u32 = 50_000;

/// Milliseconds.
const AIM: f64 = 20_000.0;

/// Runs it.
pub fn run(_: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(moved_in(report))
}

async fn moved_in(report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let vault = Arc::new(MemoryVault::new());
    desk(folder.path(), &vault).await.close().await;
    all_manage(folder.path(), &vault)?;
    let app = desk(folder.path(), &vault).await;
    let file = STANDARD.encode(list());
    let shape = ask(&app, "contacts.read", json!({ "file": file })).await?;
    let asked = json!({ "file": file, "mapping": shape.get("guess") });
    let began = Instant::now();
    let preview = ask(&app, "contacts.preview", asked.clone()).await?;
    let looked = began.elapsed();
    ensure!(preview.get("people") == Some(&json!(PEOPLE)), "the preview has everybody");
    let began = Instant::now();
    let brought = ask(&app, "contacts.import", asked).await?;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    ensure!(brought.get("people") == Some(&json!(PEOPLE)), "everybody is in");
    app.close().await;
    let figure = Figure {
        name: "B22",
        what: "50,000 people brought in, with consent",
        aim: Some(Aim::MillisAtMost(AIM)),
    };
    report.millis(&figure, took, &format!("previewed in {:.1} s", looked.as_secs_f64()));
    Ok(())
}

/// Names, numbers and dates that are all different, as another system writes them.
fn list() -> String {
    const GIVEN: [&str; 8] = ["Ana", "Mateo", "Zoë", "Nguyễn", "Marcus", "Renée", "Odell", "Xóchitl"];
    const FAMILY: [&str; 5] = ["Quill", "Peña Ortega", "O'Brien", "Thibodeaux", "Whitcombe-Lee"];
    let mut list = String::from("Patient,Mobile,DOB,Language,SMS consent,Date signed\n");
    let one_of = |from: &[&'static str], number: u32| {
        let place = usize::try_from(number).unwrap_or(0).checked_rem(from.len()).unwrap_or(0);
        from.get(place).copied().unwrap_or_default()
    };
    for number in 0..PEOPLE {
        let name = format!("{} {} {number}", one_of(&GIVEN, number), one_of(&FAMILY, number / 8));
        let born = format!("{:02}/{:02}/{}", 1 + number % 12, 1 + number % 28, 1930 + number % 80);
        list.push_str(&format!(
            "\"{name}\",{},{born},es,yes,2026-10-{:02}\n",
            number_of(number),
            1 + number % 28
        ));
    }
    list
}

/// Practice mode in a folder.
async fn desk(folder: &Path, vault: &Arc<MemoryVault>) -> App {
    let start = Start::Practice(PracticeOptions::default());
    let ports = Ports {
        vault: Arc::clone(vault) as _,
        clock: Arc::new(SystemClock),
        clipboard: Arc::new(NoClipboard),
        browser: Arc::new(NoBrowser),
        shelf: Arc::new(NoShelf),
        pictures: Decoder::here(),
        password_cost: Cost::on_this_computer,
    };
    let app = App::new(AppConfig { data_dir: folder.to_owned(), start }, ports);
    app.start().await;
    app
}

/// Whoever sits there may bring people in.
fn all_manage(folder: &Path, vault: &MemoryVault) -> Result<()> {
    let folder = PracticeFolder::at(folder.join("practice-mode"));
    let key = folder.key_file()?.open_with_keyring(vault)?;
    let store = folder.open(&key)?;
    store.write_blocking(|tx| {
        for row in users::list(tx)? {
            users::update(tx, &User { role: Role::Manager, ..row.user })?;
        }
        Ok::<_, foyer_store::StoreError>(())
    })?;
    Ok(store.close()?)
}

async fn ask(app: &App, name: &str, args: Value) -> Result<Value> {
    match app.call(name, args).await {
        Ok(reply) => Ok(reply),
        Err(error) => bail!("{name}: {:?}", error.code),
    }
}
