//! The audit trail at the desk: signed for now and then, and the notes laid beside the store, not into it.
//!
//! `trail.checkpoints` in the practice's folder holds every signed note, one after another. It is no secret. Whoever keeps
//! a copy elsewhere can prove later what the trail was then; the desk holds the trail against its own copy.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use foyer_domain::{Span, Timestamp};
use foyer_store::{Store, StoreError, audit::TrailReport};

/// Signed at least this often while things are done, and after so many entries.
const EVERY: Span = Span::minutes(15);
const ENTRIES: i64 = 1_000;

/// What checks an archive without Foyer: it lies beside every archive.
const VERIFIER: (&str, &str) = ("verify-trail.mjs", include_str!("../../../../assets/verify-trail.mjs"));

/// When the trail was last signed for.
#[derive(Default)]
pub(crate) struct Pace {
    signed: Option<(Timestamp, i64)>,
}

impl Pace {
    /// Whether it is time, the newest entry being number `seq`.
    pub(crate) fn is_due(&self, seq: i64, now: Timestamp) -> bool {
        self.signed.is_none_or(|(at, upto)| {
            seq.saturating_sub(upto) >= ENTRIES || (seq > upto && (at > now || now.since(at) >= EVERY))
        })
    }

    /// It was signed for.
    pub(crate) fn signed(&mut self, seq: i64, now: Timestamp) {
        self.signed = Some((now, seq));
    }
}

/// Signs what the trail is now, and lays the note beside the store.
///
/// # Errors
/// The store's own. A note that cannot be laid beside is in the store all the same; the next one vouches for it too.
pub(crate) async fn sign(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let Some(note) = store.checkpoint(now).await? else { return Ok(()) };
    let file = beside(store);
    let laid = tokio::task::spawn_blocking(move || lay(&file, &note)).await;
    if !matches!(laid, Ok(Ok(()))) {
        tracing::warn!("a checkpoint of the audit trail could not be written beside the store");
    }
    Ok(())
}

/// Looks at the whole trail, and holds it against the notes beside the store and those of `elsewhere`.
///
/// # Errors
/// The store's own.
pub(crate) async fn examine(
    store: &Store,
    elsewhere: impl FnOnce() -> Vec<String> + Send + 'static,
) -> Result<TrailReport, StoreError> {
    let file = beside(store);
    let read = tokio::task::spawn_blocking(move || {
        // Without its notes the trail is held against those in the store and elsewhere alone.
        let mut anchors = notes(&file).unwrap_or_default();
        anchors.extend(elsewhere());
        anchors
    });
    store.examine_trail(read.await.unwrap_or_default()).await
}

/// Writes the whole trail as an archive into `folder`, under a name of this moment, and beside it what checks it without
/// Foyer; gives the file and how many entries it has. Nothing half written ever has that name.
///
/// # Errors
/// The store's own, or the disk's.
pub(crate) async fn export(
    store: &Store,
    folder: PathBuf,
    name: String,
    now: Timestamp,
) -> Result<(PathBuf, i64), StoreError> {
    let store = store.clone();
    let written = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(VERIFIER.0), VERIFIER.1)?;
        let (part, file) = (folder.join(format!("{name}.part")), folder.join(name));
        let mut out = io::BufWriter::new(std::fs::File::create(&part)?);
        let entries = store.export_trail(now, |line| writeln!(out, "{line}"))?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&part, &file)?;
        Ok((file, entries))
    });
    written.await.map_err(|_| StoreError::Panicked)?
}

fn beside(store: &Store) -> PathBuf {
    store.path().with_file_name("trail.checkpoints")
}

fn lay(file: &Path, note: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    // One write: a note is there or it is not.
    file.write_all(format!("{note}\n").as_bytes())?;
    file.sync_data()
}

fn notes(file: &Path) -> io::Result<Vec<String>> {
    Ok(foyer_audit::notes_in(&std::fs::read_to_string(file)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(minutes * 60_000)
    }

    #[test]
    fn it_is_signed_when_something_was_done_and_time_has_passed() {
        let mut pace = Pace::default();
        assert!(pace.is_due(0, at(0)), "at the start, whatever there is");
        pace.signed(40, at(0));
        assert!(!pace.is_due(40, at(60)), "nothing was done");
        assert!(!pace.is_due(41, at(14)));
        assert!(pace.is_due(41, at(15)));
        assert!(pace.is_due(1_040, at(1)));
        assert!(pace.is_due(41, at(-5)), "a clock that was set back does not keep it waiting");
    }
}
