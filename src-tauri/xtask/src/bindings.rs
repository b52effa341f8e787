//! `ui/src/ipc/bindings.ts`, written from the command table so that the window cannot ask for what is not there.

use std::{fs, process::ExitCode};

use anyhow::{Context, Result};

use crate::{house::House, run::Run, stages::WHOLE};

/// Writes the file, or compares it.
pub fn bindings(house: &House, check: bool) -> Result<ExitCode> {
    let file = house.ui().join("src").join("ipc").join("bindings.ts");
    let fresh = generate(house)?;
    let found = fs::read_to_string(&file).unwrap_or_default();
    if found == fresh {
        println!("  {} is fresh", house.short(&file));
        return Ok(ExitCode::SUCCESS);
    }
    if check {
        let line = found.lines().zip(fresh.lines()).take_while(|(a, b)| a == b).count() + 1;
        println!(
            "  {} is stale from line {line} on: run `cargo xtask bindings` and commit it",
            house.short(&file)
        );
        return Ok(ExitCode::FAILURE);
    }
    fs::write(&file, fresh).with_context(|| format!("writing {}", file.display()))?;
    println!("  {} written", house.short(&file));
    Ok(ExitCode::SUCCESS)
}

/// What the table says now.
fn generate(house: &House) -> Result<String> {
    let log = house.log("bindings")?;
    Run::new("cargo", ["build", "--example", "bindings"])
        .args(WHOLE)
        .within(&house.root)
        .log(&log)
        .done()
        .context("building the bindings' generator")?;
    Run::new(
        house.target.join("debug").join("examples").join(format!("bindings{}", std::env::consts::EXE_SUFFIX)),
        [""; 0],
    )
    .say()
    .context("the bindings' generator failed")
}
