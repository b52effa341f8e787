//! The toolchain against `rust-version` in `Cargo.toml`, and rustfmt and clippy for `test`.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{Found, NETWORK};
use crate::{
    house::House,
    run::{Run, is_there},
};

/// Checks the compiler and adds what `test` needs of it.
pub fn rust(house: &House, lints: bool, log: &Path) -> Result<Found<()>> {
    let manifest = fs::read_to_string(house.root.join("Cargo.toml")).context("reading Cargo.toml")?;
    let wanted = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .map(|version| version.trim_matches('"').to_owned())
        .context("Cargo.toml names no rust-version")?;
    let said = Run::new("rustc", ["--version"]).say().context("rustc is not on the PATH")?;
    let found = said.split_whitespace().nth(1).unwrap_or_default().to_owned();
    if numbers(&found) < numbers(&wanted) {
        bail!("Foyer needs Rust {wanted}, this is {found}: run `rustup update stable`");
    }
    let mut added = Vec::new();
    if lints {
        for (name, probe) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if Run::new("cargo", [probe, "--version"]).say().is_none() {
                add(name, log)?;
                added.push(name);
            }
        }
    }
    let added = if added.is_empty() { String::new() } else { format!(", added {}", added.join(" and ")) };
    Ok(Found::new((), format!("{found}{added}")))
}

fn add(component: &str, log: &Path) -> Result<()> {
    if !is_there("rustup", "--version") {
        bail!(
            "{component} is missing and there is no rustup to add it: install {component} for this toolchain"
        );
    }
    println!("  adding {component}: `test` checks format and lints");
    Run::new("rustup", ["component", "add", component]).log(log).done().context(NETWORK)
}

/// `1.95.0` as numbers that compare.
pub fn numbers(version: &str) -> Vec<u32> {
    version.trim_start_matches('v').split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(numbers("1.100.0") > numbers("1.95"));
        assert!(numbers("v20.20.2") >= numbers("20.20.2"));
        assert!(numbers("18.19.1") < numbers("20.20.2"));
        assert!(numbers("1.96.0-nightly") > numbers("1.95"));
    }
}
