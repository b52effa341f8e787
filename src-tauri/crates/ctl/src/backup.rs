//! `foyerctl backup`: a backup of a practice that is not open, for a scheduler or before something risky.
//!
//! Prints one line of JSON. Ends with 0 when the backup was made, opened, checked and counted; with 2 otherwise, and then
//! nothing half made is left.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use foyer_domain::Actor;
use foyer_store::{PracticeFolder, audit, backups};
use serde_json::json;

/// What is asked.
#[derive(clap::Args)]
pub struct Options {
    /// The practice's folder; this computer's own if none is named.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Where backups are kept. It must be there.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Makes it, prints.
pub fn run(options: &Options) -> ExitCode {
    crate::restore::told(made(options))
}

fn made(options: &Options) -> anyhow::Result<serde_json::Value> {
    let place = match &options.store {
        Some(place) => place.clone(),
        None => crate::key::own_practice()?,
    };
    let folder = PracticeFolder::at(place);
    let key = crate::key::ask(&folder.key_file()?)?;
    let store = folder.open(&key).context("close Foyer first, or use Back up now in its settings")?;
    let now = crate::key::now();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(store.checkpoint(now))?;
    let backup = store.back_up(&options.to, &backups::name_at(now), &key, now)?;
    let label = backup.label().context("the backup has no label")?.clone();
    let entries = label.audit_seq;
    store.write_blocking(|tx| {
        backups::verified(tx, now)?;
        let detail = json!({ "by": "foyerctl", "entries": entries, "bytes": label.bytes });
        let action = "backup.make";
        let entry =
            audit::NewEntry { at: now, actor: Actor::System, action, thread: None, object: None, detail };
        audit::append(tx, &entry)
    })?;
    store.close()?;
    Ok(json!({
        "backup": backup.folder(), "texts": label.messages(), "entries": entries, "bytes": label.bytes,
    }))
}

/// Prints a line.
pub fn say(line: &serde_json::Value) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}
