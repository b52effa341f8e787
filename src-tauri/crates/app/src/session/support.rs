//! A page for whoever helps when the practice does not open: what stands in the way and what lies there. Of patients it
//! can hold nothing, because the store was not opened; it names no path, no account and nobody who works here.

use std::{fmt::Write as _, path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use foyer_domain::Timestamp;
use foyer_store::{KeyFile, PracticeFolder, backups::Backup};

use super::restoring::{candidates, chosen, folders};
use crate::{
    app::{Inner, State},
    opening, shelf,
    wire::{AppError, ErrorCode, StartProblem},
    zone,
};

/// Asks where to keep the page, and writes it. Whether it was kept.
pub(crate) async fn save(inner: &Inner) -> Result<bool, AppError> {
    let State::Blocked(problem) = inner.state.read().await.clone() else { return Err(super::not_now()) };
    let now = inner.ports.clock.now();
    let (folders, chosen) = (folders(inner), chosen(inner));
    let (live, vault) = (PracticeFolder::at(opening::live_folder(inner)), Arc::clone(&inner.ports.vault));
    let looked = opening::patiently(move || {
        let keyring = live.key_file().ok().map(|file| file.device_secret(&*vault).is_ok());
        page(problem, &live, keyring, &candidates(&folders, chosen.as_deref()), now)
    });
    let page =
        looked.await.unwrap_or_else(|| format!("{}The keyring never answered.\n", heading(problem, now)));
    let suggested = format!("support-{}.txt", zone::day_of(now, chrono_tz::UTC));
    let Some(place) = inner.ports.shelf.choose(&suggested).await else { return Ok(false) };
    shelf::put(place, page.into_bytes()).await.map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "a report for support was not kept");
        AppError::new(ErrorCode::Internal, "The file could not be written there. Choose another place.")
    })?;
    Ok(true)
}

fn page(
    problem: StartProblem,
    live: &PracticeFolder,
    keyring: Option<bool>,
    copies: &[Backup],
    now: Timestamp,
) -> String {
    let mut page = heading(problem, now);
    let store = live.store_path();
    let beside = |name: &str| store.with_file_name(name);
    for (what, path) in [
        ("The store", store.clone()),
        ("Its log", beside("practice.db-wal")),
        ("The key file", live.key_path()),
        ("The trail's notes", beside("trail.checkpoints")),
    ] {
        let _ = writeln!(page, "{what}: {}", lies(&path));
    }
    let reads = match live.key_file() {
        Ok(file) => ways_in(&file),
        Err(error) => format!("does not read: {error}"),
    };
    let _ = writeln!(page, "The key file {reads}");
    let device = match keyring {
        Some(true) => "answers and has this computer's secret, or none is needed",
        Some(false) => "does not give this computer's secret",
        None => "was not asked: there is no key file to ask for",
    };
    let _ = writeln!(page, "The keyring {device}");
    let _ = writeln!(page, "Backups found: {}", copies.len());
    for label in copies.iter().filter_map(Backup::label) {
        let (at, form, bytes) = (moment(label.made_at), label.schema, label.bytes);
        let _ = writeln!(page, "  {at}, form {form}, {bytes} bytes, log to entry {}", label.audit_seq);
    }
    page
}

fn heading(problem: StartProblem, now: Timestamp) -> String {
    let (version, os, arch) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    format!(
        "Foyer {version} on {os} ({arch}), {}\nNothing in this file is about a patient or tells a secret.\n\n\
         What stands in the way: {}\n",
        moment(now),
        said(problem)
    )
}

const fn said(problem: StartProblem) -> &'static str {
    match problem {
        StartProblem::KeyMissing => "the keyring does not answer or has lost the key",
        StartProblem::StoreDamaged => "the store is damaged",
        StartProblem::StoreNewer => "a newer Foyer wrote the store",
        StartProblem::KeyFileMissing => "the key file is missing",
        StartProblem::AlreadyOpen => "another Foyer has the store open",
        StartProblem::DiskFull => "the disk is full",
        StartProblem::Unreadable => "the store cannot be read from the disk",
    }
}

fn ways_in(file: &KeyFile) -> String {
    let code = if file.has_recovery() { "has" } else { "has not" };
    format!("reads, and {code} a way in for the recovery code")
}

fn lies(path: &Path) -> String {
    match std::fs::metadata(path) {
        Ok(found) => {
            let changed = found.modified().ok().map(DateTime::<Utc>::from);
            let changed = changed.map(|at| at.format(MOMENT).to_string()).unwrap_or_default();
            format!("{} bytes, changed {changed}", found.len())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "not there".to_owned(),
        Err(error) => format!("cannot be looked at: {}", error.kind()),
    }
}

/// To the second, by universal time: whoever helps sits elsewhere.
const MOMENT: &str = "%Y-%m-%d %H:%M:%S UTC";

fn moment(at: Timestamp) -> String {
    zone::local(at, chrono_tz::UTC).format(MOMENT).to_string()
}
