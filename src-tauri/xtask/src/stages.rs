//! What `test` runs, in order: what fails soonest comes first, what needs a window last.
//!
//! All cargo stages but the first lint pick the whole workspace with the same features. Otherwise each would
//! resolve the features of shared dependencies anew and compile them again: minutes, several times over.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    bindings,
    doctor::{Able, Node, probes},
    house::House,
    run::{Run, since},
};

/// Picks everything, with the window's files inside the program instead of a development server.
pub const WHOLE: [&str; 3] = ["--workspace", "--features", "foyer/custom-protocol"];

/// A stage.
pub struct Stage {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it shows, when it passes.
    pub about: &'static str,
    /// Left out by `--quick`.
    pub slow: bool,
    /// Stages that make what this one uses.
    pub after: &'static [&'static str],
    /// Does it.
    pub run: fn(&Stand) -> Result<Counts>,
}

/// Checks of a stage: tests where it has tests, else its programs.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// Passed.
    pub passed: u32,
    /// Failed.
    pub failed: u32,
}

/// Every stage, in order.
pub const STAGES: &[Stage] = &[
    Stage {
        name: "format",
        about: "Rust and window sources are formatted",
        slow: false,
        after: &[],
        run: format,
    },
    Stage { name: "ui-lint", about: "the window's lints and types", slow: false, after: &[], run: ui_lint },
    Stage {
        name: "ui-units",
        about: "the window's parts, without a window",
        slow: false,
        after: &[],
        run: ui_units,
    },
    Stage { name: "ui-build", about: "the window's files", slow: false, after: &[], run: ui_build },
    Stage { name: "lint", about: "the crates' lints, without a webview", slow: false, after: &[], run: lint },
    Stage {
        name: "lint-shell",
        about: "the shell's and the window tests' lints",
        slow: true,
        after: &["ui-build", "lint"],
        run: lint_shell,
    },
    Stage {
        name: "build",
        about: "every program and test",
        slow: false,
        after: &["ui-build", "lint"],
        run: build,
    },
    Stage {
        name: "bindings",
        about: "the window's types are those of the core",
        slow: false,
        after: &["build"],
        run: fresh,
    },
    Stage { name: "rust", about: "the crates' tests", slow: false, after: &["build"], run: rust },
    Stage {
        name: "simulation",
        about: "carrier, patients, faults and crashes by seed",
        slow: false,
        after: &["build"],
        run: simulation,
    },
    Stage {
        name: "sdk",
        about: "the carrier's own libraries speak to the sandbox",
        slow: true,
        after: &["build"],
        run: sdk,
    },
    Stage {
        name: "portal",
        about: "the portal adapter speaks to a FHIR server by others",
        slow: true,
        after: &["build"],
        run: portal,
    },
    Stage {
        name: "trail",
        about: "a second verifier of the audit trail, in another language",
        slow: false,
        after: &["build"],
        run: trail,
    },
    Stage { name: "window", about: "the real window, at work", slow: true, after: &["build"], run: window },
    Stage {
        name: "keyring",
        about: "the key in a real keyring, and without one",
        slow: true,
        after: &["build"],
        run: keyring,
    },
    Stage {
        name: "kill",
        about: "the program killed in the middle",
        slow: true,
        after: &["build"],
        run: kill,
    },
];

/// What a stage works with.
pub struct Stand<'a> {
    house: &'a House,
    node: &'a Node,
    /// Everything its programs print.
    pub log: PathBuf,
}

impl<'a> Stand<'a> {
    /// With a fresh log.
    pub fn new(house: &'a House, able: &'a Able, name: &str) -> Result<Self> {
        let log = house.log(name)?;
        std::fs::write(&log, "")?;
        Ok(Self { house, node: able.node.as_ref().context("tests need Node")?, log })
    }

    /// Programs that pass by succeeding; all are run, each is a check.
    fn programs(&self, runs: impl IntoIterator<Item = Run>) -> Result<Counts> {
        let mut counts = Counts::default();
        for run in runs {
            if run.log(&self.log).status()?.success() {
                counts.passed += 1;
            } else {
                counts.failed += 1;
            }
        }
        Ok(counts)
    }

    fn cargo<'s>(&self, args: impl IntoIterator<Item = &'s str>) -> Run {
        Run::new("cargo", args).within(&self.house.root)
    }

    fn npm<'s>(&self, args: impl IntoIterator<Item = &'s str>) -> Run {
        self.node.npm(args).within(self.house.ui()).env("CI", "true")
    }

    /// `cargo test` over the whole workspace, narrowed to these targets, then to these names.
    fn tests(&self, targets: &[&str], names: &[&str], minutes: u64) -> Result<Counts> {
        let run = self
            .cargo(["test", "--no-fail-fast"])
            .args(WHOLE)
            .args(targets)
            .arg("--")
            .args(names)
            .log(&self.log)
            .limit(minutes);
        let succeeded = run.status()?.success();
        counted(cargo_counts(&since(&self.log, 0))?, succeeded)
    }
}

fn format(stand: &Stand) -> Result<Counts> {
    stand.programs([
        stand.cargo(["fmt", "--all", "--check"]),
        stand.npm(["exec", "--", "prettier", "--check", "--log-level", "warn", "."]),
    ])
}

fn ui_lint(stand: &Stand) -> Result<Counts> {
    stand.programs([stand.npm(["exec", "--", "eslint", "."]), stand.npm(["run", "check"])])
}

fn ui_units(stand: &Stand) -> Result<Counts> {
    let succeeded = stand.npm(["run", "test"]).log(&stand.log).limit(10).status()?.success();
    counted(vitest_counts(&since(&stand.log, 0))?, succeeded)
}

fn ui_build(stand: &Stand) -> Result<Counts> {
    stand.programs([stand.npm(["run", "build"])])
}

/// Without the shell, and with each crate's own features: a crate that leans on another's fails here.
fn lint(stand: &Stand) -> Result<Counts> {
    stand.programs([stand.cargo(["clippy", "--all-targets", "--", "-D", "warnings"])])
}

fn lint_shell(stand: &Stand) -> Result<Counts> {
    let args =
        ["clippy", "--all-targets", "-p", "foyer", "-p", "foyer-e2e", "--features", "foyer/custom-protocol"];
    stand.programs([stand.cargo(args.into_iter().chain(["--", "-D", "warnings"]))])
}

fn build(stand: &Stand) -> Result<Counts> {
    stand.programs([stand.cargo(["build", "--all-targets"]).args(WHOLE)])
}

fn fresh(stand: &Stand) -> Result<Counts> {
    if bindings::bindings(stand.house, true)? == ExitCode::SUCCESS {
        return Ok(Counts { passed: 1, failed: 0 });
    }
    bail!("the window's types are stale: run `cargo xtask bindings`")
}

fn rust(stand: &Stand) -> Result<Counts> {
    let targets = ["--lib", "--bins", "--test", "it"];
    stand.tests(&targets, &["--skip", "sim::"], 20)
}

fn simulation(stand: &Stand) -> Result<Counts> {
    stand.tests(&["--test", "it"], &["sim::"], 20)
}

/// Each library gets a sandbox of its own: both count on an untouched line.
fn sdk(stand: &Stand) -> Result<Counts> {
    let folder = stand.house.root.join("tests").join("sdk");
    let mut counts = Counts::default();
    for language in ["python", "node"] {
        let sandbox = Sandbox::start(stand.house)?;
        let probe = match language {
            "python" => Run::new(probes::python(stand.house), ["probe.py"]),
            _ => stand.node.node(["probe.mjs"]),
        };
        let before = since(&stand.log, 0).len();
        let succeeded = probe.arg(&sandbox.line).within(&folder).log(&stand.log).limit(5).status()?.success();
        let printed = since(&stand.log, 0);
        let printed = printed.get(before..).unwrap_or_default();
        let said = |word: &str| {
            printed.lines().filter(|line| line.contains(&format!("{language}: {word} "))).count()
        };
        counts.passed += u32::try_from(said("ok"))?;
        counts.failed += u32::from(!succeeded);
    }
    counted(counts, true)
}

/// The server is in `tests/sdk`, beside the carrier's libraries.
fn portal(stand: &Stand) -> Result<Counts> {
    let tests = stand.cargo(["test", "--no-fail-fast"]).args(WHOLE).args(["--test", "conformance"]);
    let succeeded = stand.node.with_path(tests).log(&stand.log).limit(10).status()?.success();
    counted(cargo_counts(&since(&stand.log, 0))?, succeeded)
}

fn trail(stand: &Stand) -> Result<Counts> {
    let tests = stand.cargo(["test", "--no-fail-fast"]).args(WHOLE).args(["--test", "verifier"]);
    let succeeded = stand.node.with_path(tests).log(&stand.log).limit(10).status()?.success();
    counted(cargo_counts(&since(&stand.log, 0))?, succeeded)
}

/// `foyerctl sandbox`, running for as long as this value lives.
struct Sandbox {
    child: Child,
    line: String,
}

impl Sandbox {
    fn start(house: &House) -> Result<Self> {
        let mut child = Command::new(house.built("foyerctl"))
            .args(["sandbox", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("foyerctl cannot be started")?;
        let mut line = String::new();
        let out = child.stdout.take().context("its output is piped")?;
        BufReader::new(out).read_line(&mut line)?;
        Ok(Self { child, line: line.trim().to_owned() })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two at a time: a third of a window's morning is waiting, for a poll, a clipboard or a carrier that climbs.
fn window(stand: &Stand) -> Result<Counts> {
    stand.tests(&["--test", "window"], &["--test-threads=2"], 20)
}

fn keyring(stand: &Stand) -> Result<Counts> {
    stand.tests(&["--test", "keyring"], &["--test-threads=1"], 10)
}

fn kill(stand: &Stand) -> Result<Counts> {
    stand.tests(&["--test", "process"], &["--test-threads=1"], 15)
}

/// A run that ended badly without naming a failed test failed all the same; one without tests shows nothing.
fn counted(mut counts: Counts, succeeded: bool) -> Result<Counts> {
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    if counts.passed + counts.failed == 0 {
        bail!("it ran no test");
    }
    Ok(counts)
}

/// Sums cargo's `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn cargo_counts(output: &str) -> Result<Counts> {
    let mut counts = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        counts.passed += number_before(line, "passed");
        counts.failed += number_before(line, "failed");
        if number_before(line, "ignored") > 0 {
            bail!("a test is ignored; none may be");
        }
    }
    Ok(counts)
}

/// Vitest's `Tests  1 failed | 44 passed (45)`.
fn vitest_counts(output: &str) -> Result<Counts> {
    let line =
        output.lines().rev().map(str::trim).find(|line| line.starts_with("Tests ")).unwrap_or_default();
    if number_before(line, "skipped") + number_before(line, "todo") > 0 {
        bail!("a test of the window is skipped; none may be");
    }
    Ok(Counts { passed: number_before(line, "passed"), failed: number_before(line, "failed") })
}

fn number_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split(|c: char| c.is_whitespace() || c == ';' || c == '|').collect();
    let words: Vec<&&str> = words.iter().filter(|word| !word.is_empty()).collect();
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, found] if **found == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{cargo_counts, counted, vitest_counts};

    #[test]
    fn results_of_several_binaries_add_up() {
        let output = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out\n\
                      test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let counts = cargo_counts(output).unwrap();
        assert_eq!((counts.passed, counts.failed), (3, 3));
    }

    #[test]
    fn an_ignored_test_is_red() {
        assert!(cargo_counts("test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured\n").is_err());
    }

    #[test]
    fn the_windows_units_are_counted() {
        let counts =
            vitest_counts(" Test Files  1 failed | 8 passed (9)\n      Tests  1 failed | 44 passed (45)\n");
        let counts = counts.unwrap();
        assert_eq!((counts.passed, counts.failed), (44, 1));
        assert!(vitest_counts("Tests  4 passed | 1 skipped (5)").is_err());
    }

    #[test]
    fn nothing_run_is_a_failure_and_so_is_a_crash() {
        assert!(counted(vitest_counts("").unwrap(), true).is_err());
        assert_eq!(
            counted(cargo_counts("test result: ok. 2 passed; 0 failed;").unwrap(), false).unwrap().failed,
            1
        );
    }
}
