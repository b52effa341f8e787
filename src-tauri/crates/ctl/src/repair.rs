//! `foyerctl repair`: what can be read of a damaged practice, brought into a folder that is not there yet.
//!
//! The damaged one is only read. The new one knows that it was repaired: Foyer opens it with its outbox frozen, and
//! says what is gone, until a person has looked. Prints one line of JSON; ends with 0, or with 2 and nothing changed.

use std::{path::PathBuf, process::ExitCode};

use foyer_store::{
    PracticeFolder,
    repair::{self, Known},
};
use serde_json::json;

/// What is asked.
#[derive(clap::Args)]
pub struct Options {
    /// The folder of the damaged practice; without it this computer's own. Foyer must be closed.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Where the repaired one will be.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Repairs, prints.
pub fn run(options: &Options) -> ExitCode {
    crate::restore::told(repaired(options))
}

fn repaired(options: &Options) -> anyhow::Result<serde_json::Value> {
    let damaged = match &options.store {
        Some(folder) => folder.clone(),
        None => crate::key::own_practice()?,
    };
    let file = PracticeFolder::at(&damaged).key_file()?;
    let key = crate::key::ask(&file)?;
    // Who works there stands in the store; the window also has the list of its lock screen.
    let done = repair::repair(&damaged, &options.to, &key, &file, &Known::default(), crate::key::now())?;
    Ok(json!({ "practice": options.to, "repaired": done, "frozen": true }))
}
