//! `cargo xtask train-screener`, `eval-screener`, `train-wishes` and `eval-wishes`: the workshop of what learns, built
//! for release and started with what it is given.

use std::{ffi::OsString, process::Command, process::ExitCode};

use anyhow::{Context, Result};
use lexopt::Parser;

use crate::house::House;

/// Builds the workshop and does `what` with it.
pub fn lab(house: &House, what: &str, mut args: Parser) -> Result<ExitCode> {
    let given: Vec<OsString> = args.raw_args()?.collect();
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "foyer-phi-lab", "--", what])
        .args(given)
        .current_dir(&house.root)
        .status()
        .context("cargo cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
