//! `foyerctl restore`: a backup brought back into a folder that is empty or not there yet.
//!
//! Never over anything. What is restored knows that it is a copy: Foyer opens it with its outbox frozen, until a person
//! has looked at what waited in it. Prints one line of JSON; ends with 0, or with 2 and nothing changed.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use foyer_store::backups::{self, Backup};
use serde_json::json;

/// What is asked.
#[derive(clap::Args)]
pub struct Options {
    /// The backup: its folder, or a file in it.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Where the practice will be.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Restores, prints.
pub fn run(options: &Options) -> ExitCode {
    told(restored(options))
}

fn restored(options: &Options) -> anyhow::Result<serde_json::Value> {
    let backup = Backup::at(&options.from)?;
    let key = crate::key::ask(&backup.key_file()?)?;
    let label = backups::restore(&backup, &options.to, &key, None, crate::key::now())?;
    Ok(json!({
        "practice": options.to, "made_at": label.made_at.millis(), "texts": label.messages(),
        "entries": label.audit_seq, "frozen": true,
    }))
}

/// The exit code that says: nothing was done.
const NOT_DONE: u8 = 2;

/// Prints what came of it, and ends accordingly.
pub fn told(done: anyhow::Result<serde_json::Value>) -> ExitCode {
    let said = match done {
        Ok(line) => crate::backup::say(&line).map(|()| 0),
        Err(error) => writeln!(io::stderr().lock(), "{error:#}").map(|()| NOT_DONE),
    };
    ExitCode::from(said.unwrap_or(NOT_DONE))
}
