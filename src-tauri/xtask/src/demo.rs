//! `cargo xtask demo`: from a clean clone to the window, on a busy Monday morning in practice mode.
//!
//! It builds the dev profile: a release build takes three times as long and looks the same, for the webview does
//! the drawing and SQLCipher is optimised in both. The practice is thrown away and made anew unless `--keep`.
//! With no display the same window opens under Xvfb, the morning is played as a script and pictures are saved.

use std::{
    env, fs,
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    doctor::{self, Needs},
    house::House,
    run::Run,
};

/// What was asked for.
pub struct DemoOptions {
    seed: u64,
    speed: Option<f64>,
    offline: bool,
    keep: bool,
    script: bool,
}

/// Ten virtual seconds a second: the script needs no breaks, and a text still takes time to be delivered.
const SCRIPT_SPEED: f64 = 10.0;

impl DemoOptions {
    /// From the command line.
    pub fn parse(mut args: Parser) -> Result<Self> {
        let mut options = Self { seed: 7, speed: None, offline: false, keep: false, script: false };
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("seed") => options.seed = args.value()?.parse()?,
                Arg::Long("speed") => options.speed = Some(args.value()?.parse()?),
                Arg::Long("offline") => options.offline = true,
                Arg::Long("keep") => options.keep = true,
                Arg::Long("script") => options.script = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if options.script && options.offline {
            bail!("the script needs a carrier that answers at first; leave out --offline or --script");
        }
        Ok(options)
    }
}

/// Opens the morning.
pub fn demo(house: &House, options: &DemoOptions) -> Result<ExitCode> {
    let display = has_display();
    let script = options.script || !display;
    if script && options.offline {
        bail!(
            "there is no display here, and the script needs a carrier that answers at first: leave out --offline"
        );
    }
    let needs = Needs { window: true, driver: script, probes: false, lints: false, ui: true };
    let able = doctor::doctor(house, needs)?;
    build(house, &able, script)?;

    let folder = house.target.join("demo");
    if !options.keep && folder.exists() {
        fs::remove_dir_all(&folder).context("throwing the last demo's practice away")?;
    }
    fs::create_dir_all(&folder)?;
    let speed = options.speed.unwrap_or(if script { SCRIPT_SPEED } else { 1.0 });
    let mut arguments = vec!["--practice".to_owned()];
    arguments.extend([
        "--seed".to_owned(),
        options.seed.to_string(),
        "--speed".to_owned(),
        speed.to_string(),
    ]);
    if options.offline {
        arguments.push("--offline".to_owned());
    }
    if script { play(house, &folder, &arguments) } else { open(house, &folder, &arguments) }
}

/// Where a window can be seen. Windows and macOS always have one for whoever can run this.
fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn build(house: &House, able: &doctor::Able, script: bool) -> Result<()> {
    let node = able.node.as_ref().context("the window needs Node")?;
    println!("  building the window's files");
    let log = house.log("demo")?;
    fs::write(&log, "")?;
    node.npm(["run", "build"]).within(house.ui()).log(&log).done()?;

    println!("  building Foyer; the first time takes some minutes, {} shows it", house.short(&log));
    let mut args = vec!["build", "--bins", "--package", "foyer", "--features", "foyer/custom-protocol"];
    if script {
        args.extend(["--package", "foyer-e2e"]);
    }
    Run::new("cargo", args).within(&house.root).log(&log).done()
}

/// The window is the person's now; the command ends when it is closed.
fn open(house: &House, folder: &Path, arguments: &[String]) -> Result<ExitCode> {
    println!("  opening Foyer; everybody in it is made up, and no text reaches a phone");
    let status = Command::new(house.built("foyer"))
        .arg("--data-dir")
        .arg(folder.join("practice"))
        .args(arguments)
        .status()
        .context("Foyer cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn play(house: &House, folder: &Path, arguments: &[String]) -> Result<ExitCode> {
    if !cfg!(target_os = "linux") {
        bail!("the script drives the window through Xvfb, which only Linux has; run it without --script");
    }
    println!("  playing the morning in a window under Xvfb\n");
    let status = Command::new(house.built("foyer-morning")).arg(folder).args(arguments).status();
    if !status.context("the script cannot be started")?.success() {
        bail!("the morning did not go as written; stopped-here.png in {} shows where", house.short(folder));
    }
    println!("\n  pictures are in {}", house.short(folder));
    Ok(ExitCode::SUCCESS)
}
