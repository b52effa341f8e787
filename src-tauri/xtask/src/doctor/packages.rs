//! System packages. On Debian and Ubuntu the missing ones are installed, each with its reason; elsewhere the
//! exact line to type is printed. Windows and macOS bring their own webview and need none.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{Found, NETWORK};
use crate::run::{Run, is_there};

/// What a package is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Compiling the crates without a window.
    Build,
    /// Compiling and opening the window.
    Window,
    /// Driving the window where there is no display.
    Driver,
    /// Checks against other programs.
    Probes,
}

struct Package {
    name: &'static str,
    purpose: Purpose,
    why: &'static str,
}

const fn package(name: &'static str, purpose: Purpose, why: &'static str) -> Package {
    Package { name, purpose, why }
}

/// Debian's names; Ubuntu's are the same.
const PACKAGES: &[Package] = &[
    package("build-essential", Purpose::Build, "C compiler and linker, for SQLCipher"),
    package("pkg-config", Purpose::Build, "tells the build where libraries are"),
    package("libssl-dev", Purpose::Build, "libcrypto, which SQLCipher encrypts with"),
    package("libwebkit2gtk-4.1-dev", Purpose::Window, "the webview that shows the window"),
    package("libdbus-1-dev", Purpose::Window, "how the window talks to the desktop"),
    package("libayatana-appindicator3-1", Purpose::Window, "the tray icon"),
    package("webkit2gtk-driver", Purpose::Driver, "presses keys and reads the window in tests"),
    package("xvfb", Purpose::Driver, "a display in memory, where there is none"),
    package("dbus", Purpose::Driver, "a session bus of its own for every test"),
    package("at-spi2-core", Purpose::Driver, "what a screen reader is told of the window"),
    package("fonts-noto-color-emoji", Purpose::Driver, "patients write emoji; without it they are boxes"),
    package("gnome-keyring", Purpose::Driver, "a real keyring, in which Foyer keeps the key of its store"),
    package("python3-venv", Purpose::Probes, "the carrier's own Python library is pointed at the sandbox"),
];

/// Installs what is missing.
pub fn packages(purposes: &[Purpose], log: &Path) -> Result<Found<()>> {
    if !cfg!(target_os = "linux") {
        return Ok(Found::new((), "none needed on this system"));
    }
    let wanted: Vec<&Package> =
        PACKAGES.iter().filter(|package| purposes.contains(&package.purpose)).collect();
    let line: Vec<&str> = wanted.iter().map(|package| package.name).collect();
    if !is_debian_like() || !is_there("dpkg-query", "--version") {
        return elsewhere(purposes, &line);
    }
    let there = installed(&line);
    let missing: Vec<&&Package> = wanted.iter().filter(|package| !there.contains(package.name)).collect();
    if missing.is_empty() {
        return Ok(Found::new((), format!("all {} there", wanted.len())));
    }
    println!("  installing {} system packages:", missing.len());
    for package in &missing {
        println!("    {:<28} {}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    install(&names, log)?;
    Ok(Found::new((), format!("{} installed, {} were there", names.len(), there.len())))
}

/// Installs these by apt, as root or through sudo.
pub fn install(names: &[&str], log: &Path) -> Result<()> {
    let line = format!("apt-get install -y --no-install-recommends {}", names.join(" "));
    let root = Run::new("id", ["-u"]).say().is_some_and(|id| id.trim() == "0");
    if !root && !is_there("sudo", "-V") {
        bail!("these need an administrator, and there is no sudo; as root run:\n    {line}");
    }
    if !root {
        println!("    with sudo, which may ask for your password");
    }
    apt(root, &["update"], log).context(NETWORK)?;
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(names);
    apt(root, &args, log).with_context(|| format!("{NETWORK}\n    the line was: {line}"))
}

fn apt(root: bool, args: &[&str], log: &Path) -> Result<()> {
    // Another apt may run right after boot; it is waited for, not fought.
    let fixed = ["-o", "DPkg::Lock::Timeout=300", "-q"];
    let run = if root {
        Run::new("apt-get", fixed.iter().chain(args))
    } else {
        let sudo = ["--preserve-env=DEBIAN_FRONTEND", "apt-get"];
        Run::new("sudo", sudo.iter().chain(&fixed).chain(args))
    };
    run.env("DEBIAN_FRONTEND", "noninteractive").log(log).limit(20).done()
}

/// Which of these dpkg has, whole.
fn installed(names: &[&str]) -> BTreeSet<String> {
    // dpkg-query fails when one name is unknown but still prints the others, so its exit code says nothing.
    let output = std::process::Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(names)
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_suffix(" installed")).map(str::to_owned).collect()
}

fn is_debian_like() -> bool {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split(' '))
        .any(|word| word == "debian" || word == "ubuntu")
}

/// Another Linux: what pkg-config finds decides, and the line to type is Debian's, to be translated.
fn elsewhere(purposes: &[Purpose], line: &[&str]) -> Result<Found<()>> {
    let mut probes = vec!["libcrypto"];
    if purposes.contains(&Purpose::Window) {
        probes.extend(["webkit2gtk-4.1", "dbus-1"]);
    }
    let missing: Vec<&str> = probes
        .into_iter()
        .filter(|probe| Run::new("pkg-config", ["--exists", probe]).say().is_none())
        .collect();
    if missing.is_empty() {
        return Ok(Found::new((), "libraries found by pkg-config"));
    }
    bail!(
        "pkg-config does not find {}; install this system's packages for what Debian calls:\n    {}",
        missing.join(", "),
        line.join(" ")
    )
}
