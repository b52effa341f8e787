//! B6, B8 and B12: from the start of the program to a list one can read, and what all its processes take, against a
//! Tauri window with one coloured page.
//!
//! Foyer opens its practice mode as it was left the last time, with the key in a real keyring and as many texts
//! as asked for poured into it; nothing in the program knows that it is measured. A look at the display's
//! picture every few milliseconds decides when the list is there: when nearly as much ink is in its part as in
//! the end.

mod desktop;
mod keyboard;
pub mod locking;
pub mod moving;
mod screen;
mod tree;
mod typing;

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use foyer_store::{PracticeFolder, Vault, VaultError};

use self::{
    desktop::{Desktop, Running},
    screen::Sample,
    tree::Memory,
};
use crate::{
    measure::{Rounds, Spent, Spread},
    options::{Filling, Options},
    practice,
    report::{Aim, Figure, Report},
};

/// Between two looks at the display.
const LOOK: Duration = Duration::from_millis(4);

/// No window takes longer than this to paint.
const PATIENCE: Duration = Duration::from_secs(60);

/// A picture that has not changed for so long is finished.
const STILL: Duration = Duration::from_secs(2);

/// The share of the final ink that makes a readable list: the banner about the carrier comes later, and times change.
const READABLE: f64 = 0.85;

/// Less ink than this is no list.
const LEAST_INK: usize = 1_500;

/// The page of the empty window, `window/page/index.html`.
const EMPTY_PAGE: u32 = 0x002f_6f5e;

/// How long a window rests before its memory is read.
const SETTLED: Duration = Duration::from_secs(10);

const PAINTED: Figure<'_> = Figure {
    name: "B6",
    what: "start to a painted list, wall, against an empty window",
    aim: Some(Aim::AtMost(1.3)),
};
const MEMORY: Figure<'_> =
    Figure { name: "B8", what: "memory of all processes (PSS)", aim: Some(Aim::AtMost(1.5)) };

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    for program in [&options.foyer, &options.empty] {
        if !program.is_file() {
            let why = format!("{} is not built", program.display());
            report.missing(&PAINTED, &why);
            report.missing(&MEMORY, &why);
            return Ok(());
        }
    }
    let desktop = match Desktop::start(&options.folder) {
        Ok(desktop) => desktop,
        Err(error) => {
            let why = format!("no desktop in memory: {error:#}");
            report.missing(&PAINTED, &why);
            report.missing(&MEMORY, &why);
            return Ok(());
        }
    };
    let data = desktop.folder("data");
    fs::create_dir(&data)?;
    // The first start makes the practice and its key.
    let made = start(&desktop, &options.foyer, Some(&data))?;
    rest(&desktop, made).context("Foyer's first start")?;
    let poured = if options.quick { 20_000 } else { options.large() };
    fill_from(&desktop, &data, Filling::Texts(poured))?;
    let list = finished(&desktop, &options.foyer, &data, &options.folder.join("window.png"))?;
    if list < LEAST_INK {
        let why = format!(
            "the window shows no list ({list} dark pixels); see {}",
            options.folder.join("window.png").display()
        );
        report.missing(&PAINTED, &why);
        report.missing(&MEMORY, &why);
        return Ok(());
    }
    let (mut painted, mut memory) = (Rounds::default(), Vec::new());
    for _ in 0..options.rounds() {
        let readable = |ink: usize, _: bool| ink as f64 >= list as f64 * READABLE;
        let ours = open(&desktop, &options.foyer, Some(&data), readable)?;
        let theirs = open(&desktop, &options.empty, None, |_, empty| empty)?;
        painted.push(ours.spent, theirs.spent);
        memory.extend(ours.memory.zip(theirs.memory));
    }
    tell(report, &painted, &memory, poured);
    typing::run(&desktop, &data, options, report)
}

fn tell(report: &mut Report, painted: &Rounds, memory: &[(Memory, Memory)], poured: u32) {
    let (ours, theirs) = painted.wall_millis();
    let detail = format!("{ours:.0} against {theirs:.0} ms, {poured} texts in the practice, under Xvfb");
    report.wall(&PAINTED, painted, &detail);
    if memory.is_empty() {
        report.missing(&MEMORY, "other windows of WebKit were open and shared its pages; measure alone");
        return;
    }
    let all = |side: &Memory| side.values().sum::<u64>() as f64 / 1024.0;
    let ratio = Spread::of(memory.iter().map(|(ours, theirs)| all(ours) / all(theirs)));
    let told = memory.first().map_or_else(String::new, |(ours, theirs)| {
        let parts = |side: &Memory| -> String {
            let parts: Vec<String> =
                side.iter().map(|(name, kib)| format!("{name} {}", kib / 1024)).collect();
            parts.join(", ")
        };
        format!(
            "{:.0} MiB ({}) against {:.0} ({}), ten seconds after the start",
            all(ours),
            parts(ours),
            all(theirs),
            parts(theirs)
        )
    });
    report.times(&MEMORY, ratio, &told);
}

/// One start.
struct Opened {
    spent: Spent,
    /// None when another WebKit ran beside it.
    memory: Option<Memory>,
}

/// Starts a window and looks until it shows what it should; `seen` gets the ink of the list's part and whether
/// it is the empty window's page.
fn open(
    desktop: &Desktop,
    program: &Path,
    data: Option<&Path>,
    seen: impl Fn(usize, bool) -> bool,
) -> Result<Opened> {
    let screen = desktop.screen()?;
    let began = Instant::now();
    let mut running = start(desktop, program, data)?;
    let wall = loop {
        let sample = screen.list()?;
        if seen(sample.ink(), sample.is_all(EMPTY_PAGE)) {
            break began.elapsed();
        }
        running.check()?;
        if began.elapsed() > PATIENCE {
            bail!("{} paints nothing", program.display());
        }
        thread::sleep(LOOK);
    };
    let cpu = tree::cpu(&tree::processes(running.id())?);
    thread::sleep(SETTLED.saturating_sub(began.elapsed()));
    let tree = tree::processes(running.id())?;
    let alone = !tree::webkit_elsewhere(&tree)?;
    let memory = if alone { Some(tree::memory(&tree)?) } else { None };
    end(desktop, running)?;
    Ok(Opened { spent: Spent { wall, cpu }, memory })
}

fn start(desktop: &Desktop, program: &Path, data: Option<&Path>) -> Result<Running> {
    let mut command = desktop.command(program);
    if let Some(data) = data {
        // A carrier that does not answer: what comes in would change the list while it is measured.
        command.args(["--practice", "--offline", "--data-dir"]).arg(data);
    }
    Running::start(&mut command)
}

/// Ends a window and waits until nothing of it is on the display.
fn end(desktop: &Desktop, running: Running) -> Result<()> {
    let tree = tree::processes(running.id())?;
    drop(running);
    let began = Instant::now();
    let screen = desktop.screen()?;
    while tree.iter().any(|pid| Path::new("/proc").join(pid.to_string()).exists())
        || !screen.list()?.is_all(0)
    {
        if began.elapsed() > PATIENCE {
            bail!("a closed window stays on the display");
        }
        thread::sleep(LOOK);
    }
    Ok(())
}

/// Lets a window finish painting, then ends it.
fn rest(desktop: &Desktop, mut running: Running) -> Result<()> {
    settle(desktop, &mut running)?;
    end(desktop, running)
}

/// The ink of the list when everything is painted.
fn finished(desktop: &Desktop, program: &Path, data: &Path, picture: &Path) -> Result<usize> {
    let mut running = start(desktop, program, Some(data))?;
    settle(desktop, &mut running)?;
    let screen = desktop.screen()?;
    screen.save(picture)?;
    let ink = screen.list()?.ink();
    end(desktop, running)?;
    Ok(ink)
}

fn settle(desktop: &Desktop, running: &mut Running) -> Result<()> {
    let screen = desktop.screen()?;
    let began = Instant::now();
    let (mut last, mut since) = (screen.list()?, Instant::now());
    while since.elapsed() < STILL || last.is_all(0) {
        running.check()?;
        if began.elapsed() > PATIENCE {
            bail!("the window does not come to rest");
        }
        thread::sleep(Duration::from_millis(50));
        let now = screen.list()?;
        if now != last {
            (last, since) = (now, Instant::now());
        }
    }
    Ok(())
}

/// A desktop with Foyer's practice mode in a folder of it, filled; or why there is none.
fn filled(options: &Options, filling: Filling) -> Result<Result<(Desktop, PathBuf), String>> {
    if !options.foyer.is_file() {
        return Ok(Err(format!("{} is not built", options.foyer.display())));
    }
    let desktop = match Desktop::start(&options.folder) {
        Ok(desktop) => desktop,
        Err(error) => return Ok(Err(format!("no desktop in memory: {error:#}"))),
    };
    let data = desktop.folder("data");
    fs::create_dir(&data)?;
    // The first start makes the practice and its key.
    let made = start(&desktop, &options.foyer, Some(&data))?;
    rest(&desktop, made).context("Foyer's first start")?;
    let began = Instant::now();
    fill_from(&desktop, &data, filling)?;
    crate::say(&format!("    filled in {:.0} s", began.elapsed().as_secs_f64()))?;
    Ok(Ok((desktop, data)))
}

/// What a part of the display shows from `act` on, each picture with its time, until it rested for so long.
fn seen(
    look: impl Fn() -> Result<Sample>,
    rest: Duration,
    act: impl FnOnce() -> Result<()>,
) -> Result<Vec<(Duration, Sample)>> {
    let mut seen = vec![(Duration::ZERO, look()?)];
    let began = Instant::now();
    act()?;
    let mut since = began;
    while since.elapsed() < rest {
        ensure!(began.elapsed() < PATIENCE, "the display does not come to rest");
        let now = look()?;
        if seen.last().is_none_or(|(_, last)| !now.is_like(last)) {
            since = Instant::now();
            seen.push((since - began, now));
        }
        thread::sleep(Duration::from_micros(500));
    }
    Ok(seen)
}

/// From when on it looked as it does in the end. Zero when nothing changed.
fn settled(seen: &[(Duration, Sample)]) -> Duration {
    let at_rest = |(_, sample): &&(Duration, Sample)| seen.last().is_some_and(|(_, end)| sample.is_like(end));
    seen.iter().rev().take_while(at_rest).last().map_or(Duration::ZERO, |(at, _)| *at)
}

/// Fills the practice of practice mode by calling this program again inside the desktop.
fn fill_from(desktop: &Desktop, data: &Path, filling: Filling) -> Result<()> {
    let fill = desktop
        .command(&std::env::current_exe()?)
        .arg("--fill")
        .arg(data)
        .arg(filling.to_string())
        .stderr(fs::File::create(desktop.folder("fill.log"))?)
        .status()?;
    if !fill.success() {
        let told = fs::read_to_string(desktop.folder("fill.log")).unwrap_or_default();
        bail!("the practice could not be filled: {}", told.trim());
    }
    Ok(())
}

/// Pours texts into the practice of practice mode: runs inside the desktop, where its keyring answers.
pub fn fill(data: &Path, filling: Filling) -> Result<()> {
    let folder = PracticeFolder::at(data.join("practice-mode"));
    let key = folder.key_file()?.open_with_keyring(&Keyring)?;
    let store = folder.open(&key)?;
    match filling {
        Filling::Texts(count) => practice::pour_beside(&store, count)?,
        Filling::Threads => practice::pour_desk(&store)?,
    }
    store.close()?;
    Ok(())
}

/// The keyring of the desktop, asked as the window asks it (`src-tauri/src/keyring.rs`).
struct Keyring;

impl Vault for Keyring {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let entry = keyring::Entry::new("app.foyer.desk", name).map_err(|_| VaultError::Unavailable)?;
        match entry.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(_) => Err(VaultError::Locked),
        }
    }

    fn set(&self, _: &str, _: &[u8]) -> Result<(), VaultError> {
        Err(VaultError::Refused)
    }

    fn delete(&self, _: &str) -> Result<(), VaultError> {
        Err(VaultError::Refused)
    }
}
