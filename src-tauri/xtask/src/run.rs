//! Runs other programs with their output in a file, so that the screen stays readable and nothing is lost.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// A program to run.
pub struct Run {
    program: OsString,
    command: Command,
    log: Option<PathBuf>,
    limit: Duration,
}

impl Run {
    /// `program` with `args`.
    pub fn new<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: impl IntoIterator<Item = S>) -> Self {
        let mut command = Command::new(program.as_ref());
        command.args(args).stdin(Stdio::null()).env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1");
        Self {
            program: program.as_ref().to_owned(),
            command,
            log: None,
            // The longest single step is a cold build: 15 minutes on two busy cores.
            limit: Duration::from_secs(45 * 60),
        }
    }

    /// And these arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    /// And this argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// In this folder.
    pub fn within(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// With this variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Output is appended to this file.
    pub fn log(mut self, file: &Path) -> Self {
        self.log = Some(file.to_owned());
        self
    }

    /// Ended after this long.
    pub fn limit(mut self, minutes: u64) -> Self {
        self.limit = Duration::from_secs(minutes * 60);
        self
    }

    /// Runs it; `Err` only if it could not be started or ran out of time.
    pub fn status(mut self) -> Result<ExitStatus> {
        if let Some(file) = &self.log {
            let log = append(file)?;
            self.command.stdout(log.try_clone()?).stderr(log);
        }
        let mut child = self.start()?;
        let started = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if started.elapsed() > self.limit {
                end_tree(&mut child);
                bail!(
                    "{} was ended after {} minutes",
                    self.program.to_string_lossy(),
                    self.limit.as_secs() / 60
                );
            }
            thread::sleep(LOOK);
        }
    }

    /// Runs it and fails unless it succeeds; the error carries the end of its output.
    pub fn done(self) -> Result<()> {
        let program = self.program.to_string_lossy().into_owned();
        let log = self.log.clone();
        let before = log.as_deref().map_or(0, size);
        let status = self.status()?;
        if status.success() {
            return Ok(());
        }
        let end = log.map(|file| tail(&file, before, 25)).unwrap_or_default();
        bail!("{program} ended with {status}\n{end}")
    }

    /// Runs it and gives what it printed, or nothing if it is not there or failed.
    pub fn say(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn start(&mut self) -> Result<Child> {
        self.command.spawn().with_context(|| format!("{} cannot be started", self.program.to_string_lossy()))
    }
}

/// Whether a program of this name can be run.
pub fn is_there(program: &str, probe: &str) -> bool {
    Run::new(program, [probe]).say().is_some()
}

/// The last `lines` of what was written to `file` after its first `from` bytes.
pub fn tail(file: &Path, from: u64, lines: usize) -> String {
    let text = since(file, from);
    let all: Vec<&str> = text.lines().collect();
    let skip = all.len().saturating_sub(lines);
    all.into_iter().skip(skip).map(|line| format!("    | {line}\n")).collect()
}

/// What the failed tests in `file` said: of each `failures:` that cargo prints, up to `lines` lines. Without one, the
/// end of the file.
pub fn failures(file: &Path, lines: usize) -> String {
    let text = since(file, 0);
    let said = blamed(&text);
    if said.is_empty() {
        return tail(file, 0, lines);
    }
    said.into_iter().take(lines).map(|line| format!("    | {line}\n")).collect()
}

/// From the first `failures:` of a test binary to its result; a second list there only repeats the names.
fn blamed(text: &str) -> Vec<&str> {
    let mut said = Vec::new();
    let mut within = false;
    for line in text.lines() {
        within = (within || line == "failures:") && !line.starts_with("test result:");
        if within && !line.is_empty() {
            said.push(line);
        }
    }
    said
}

/// What was written to `file` after its first `from` bytes.
pub fn since(file: &Path, from: u64) -> String {
    let bytes = fs::read(file).unwrap_or_default();
    let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
    String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned()
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |meta| meta.len())
}

fn append(file: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .with_context(|| format!("opening {}", file.display()))
}

/// Ends a program and what it started; a hung test under `cargo test` would otherwise outlive it.
fn end_tree(child: &mut Child) {
    for id in descendants(child.id()) {
        let _ = Command::new("kill").args(["-KILL", &id.to_string()]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Linux tells them in `/proc`; elsewhere only the program itself is ended.
fn descendants(id: u32) -> Vec<u32> {
    let list = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    list.split_whitespace()
        .filter_map(|id| id.parse().ok())
        .flat_map(|id| {
            let mut all = descendants(id);
            all.push(id);
            all
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::blamed;

    #[test]
    fn a_failed_test_is_named_however_much_is_printed_after_it() {
        let output = "test a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b stdout ----\nleft is not right\n\n\
                      failures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed;\n\nrunning 1 test\ntest c ... ok\n\n\
                      test result: ok. 1 passed; 0 failed;\n";
        let said = blamed(output);
        assert_eq!(said, ["failures:", "---- b stdout ----", "left is not right", "failures:", "    b"]);
        assert!(blamed("test c ... ok\n").is_empty());
    }
}
