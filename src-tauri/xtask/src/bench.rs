//! `cargo xtask bench`: release builds of the window and of the measurements, then the measurements. What it is
//! given goes on to them as it is (`--quick`, `--only B1,B3`); they print figures, misses included, and fail only
//! when they cannot measure.

use std::{ffi::OsString, fs, process::Command, process::ExitCode};

use anyhow::{Context, Result};
use lexopt::Parser;

use crate::{
    doctor::{self, Needs},
    house::House,
    run::Run,
};

/// Builds and measures.
pub fn bench(house: &House, mut args: Parser) -> Result<ExitCode> {
    let given: Vec<OsString> = args.raw_args()?.collect();
    let needs = Needs { window: true, driver: true, probes: false, lints: false, ui: true };
    let able = doctor::doctor(house, needs)?;
    let node = able.node.as_ref().context("the window needs Node")?;
    let log = house.log("bench")?;
    fs::write(&log, "")?;
    println!("  building the window's files");
    node.npm(["run", "build"]).within(house.ui()).log(&log).done()?;
    println!("  building for release; the first time takes many minutes, {} shows it", house.short(&log));
    for built in [
        ["--package", "foyer", "--features", "custom-protocol"],
        ["--package", "foyer-bench", "--features", "window"],
    ] {
        Run::new("cargo", ["build", "--release", "--bins"])
            .args(built)
            .within(&house.root)
            .log(&log)
            .done()?;
    }
    println!("  measuring; leave the machine alone meanwhile");
    let program = format!("foyer-bench{}", std::env::consts::EXE_SUFFIX);
    let status = Command::new(house.target.join("release").join(program))
        .args(given)
        .current_dir(&house.root)
        .status()
        .context("the measurements cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
