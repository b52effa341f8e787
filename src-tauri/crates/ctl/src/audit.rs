//! `foyerctl audit verify`: is an audit trail the one that was written?
//!
//! Prints one line of JSON. Ends with 0 when the trail is whole, 1 when it was tampered with (the first bad entry is named,
//! and how), 2 when that could not be found out. An exported trail needs no secret; a practice's own is encrypted, so
//! there the recovery code or a password is asked for ([`crate::key`]).

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use foyer_audit::{
    Finding, MOST, PublicKey,
    archive::{self, Examined},
    notes_in,
};
use foyer_store::PracticeFolder;

/// What is asked.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    act: Act,
}

#[derive(clap::Subcommand)]
enum Act {
    /// Say whether a trail is whole.
    Verify(Verify),
}

#[derive(clap::Args)]
struct Verify {
    /// The archive that Foyer exported.
    #[arg(long, value_name = "FILE", required_unless_present = "store", conflicts_with = "store")]
    export: Option<PathBuf>,
    /// The folder of a practice that is not open, or of a backup.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// The practice's public key, as it was written down elsewhere. Without it the archive vouches only for itself.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A file of signed checkpoints kept elsewhere, an empty line after each; may be given more than once.
    #[arg(long, value_name = "FILE")]
    anchor: Vec<PathBuf>,
    /// Judge by what is wrong from this entry on: what was found before, and explained, is counted. Everything is looked
    /// at all the same.
    #[arg(long, value_name = "SEQ", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
    since: i64,
}

/// In bytes. Ten years of checkpoints are less.
const LARGEST_ANCHORS: u64 = 64 * 1024 * 1024;

/// Reads, examines, prints.
pub fn run(options: &Options) -> ExitCode {
    let Act::Verify(verify) = &options.act;
    let said = match examined(verify) {
        Ok(examined) => {
            let judged = Judged::of(&examined.report.findings, verify.since);
            let line = told(&examined, &judged, verify.since);
            writeln!(io::stdout().lock(), "{line}").map(|()| u8::from(!judged.whole))
        }
        Err(error) => writeln!(io::stderr().lock(), "{error:#}").map(|()| COULD_NOT),
    };
    ExitCode::from(said.unwrap_or(COULD_NOT))
}

/// The exit code that says: neither whole nor tampered with, as far as can be told.
const COULD_NOT: u8 = 2;

/// The findings from an entry on.
struct Judged<'r> {
    findings: &'r [Finding],
    before: usize,
    whole: bool,
}

impl<'r> Judged<'r> {
    /// `all` are in the order of their entries. Where there are as many as are ever kept, nobody knows what came after.
    fn of(all: &'r [Finding], since: i64) -> Self {
        let before = all.partition_point(|finding| finding.seq < since);
        let findings = all.get(before..).unwrap_or_default();
        Self { findings, before, whole: findings.is_empty() && all.len() < MOST }
    }
}

fn told(examined: &Examined, judged: &Judged<'_>, since: i64) -> serde_json::Value {
    let Examined { report, key, trusted } = examined;
    let finding =
        |finding: &Finding| serde_json::json!({ "seq": finding.seq, "class": finding.class.as_str() });
    serde_json::json!({
        "whole": judged.whole,
        "first": judged.findings.first().map(finding),
        "findings": judged.findings.iter().map(finding).collect::<Vec<_>>(),
        "since": since,
        "before": judged.before,
        "entries": report.entries,
        "vouched": report.vouched,
        "clock_went_back": report.clock_went_back,
        "key": key.to_string(),
        "trusted": trusted,
    })
}

fn examined(verify: &Verify) -> anyhow::Result<Examined> {
    let key = match &verify.key {
        Some(text) => Some(PublicKey::parse(text).context("the key is none")?),
        None => None,
    };
    let mut notes = Vec::new();
    for file in &verify.anchor {
        notes.extend(anchors(file)?);
    }
    if let Some(folder) = &verify.store {
        return of_store(folder, key, notes);
    }
    let export = verify.export.as_ref().context("name an archive or a practice")?;
    let archive = BufReader::new(File::open(export).context("the archive does not open")?);
    Ok(archive::examine(lines(archive), key, &notes)?)
}

/// A practice's own trail, held against the notes beside it too.
fn of_store(folder: &Path, key: Option<PublicKey>, mut notes: Vec<String>) -> anyhow::Result<Examined> {
    let practice = PracticeFolder::at(folder);
    let beside = folder.join("trail.checkpoints");
    if beside.is_file() {
        notes.extend(anchors(&beside)?);
    }
    let secret = crate::key::ask(&practice.key_file()?)?;
    let found = practice.examine_trail(&secret, notes)?;
    let own = secret.trail_key().context("the key signs no trail")?;
    anyhow::ensure!(key.is_none_or(|written| written == own), "this is another practice's key");
    Ok(Examined { report: found.report, key: own, trusted: key.is_some() })
}

/// The archive's lines, none read further than an archive's lines go.
fn lines(mut archive: impl io::BufRead) -> impl Iterator<Item = io::Result<String>> {
    let longest = u64::try_from(archive::LONGEST_LINE).unwrap_or(u64::MAX).saturating_add(2);
    std::iter::from_fn(move || {
        let mut line = String::new();
        match archive.by_ref().take(longest).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line.trim_end_matches(['\r', '\n']).to_owned())),
            Err(error) => Some(Err(error)),
        }
    })
}

/// The notes in a file: each ends with its signature's line.
fn anchors(file: &Path) -> anyhow::Result<Vec<String>> {
    let mut text = String::new();
    let read = File::open(file).context("the checkpoints do not open")?;
    anyhow::ensure!(read.metadata()?.len() <= LARGEST_ANCHORS, "the file of checkpoints is too large");
    read.take(LARGEST_ANCHORS).read_to_string(&mut text).context("the checkpoints are no text")?;
    Ok(notes_in(&text))
}
