//! Making a backup, holding a drill, and writing down how it went.
//!
//! Whatever fails is on record and on the desk; the backups that are there stay. Only after a good one do older ones go.

use std::{
    path::Path,
    sync::{Arc, Weak},
    time::Duration,
};

use foyer_domain::{Actor, Timestamp};
use foyer_store::{
    PracticeFolder, PracticeKey, StoreError,
    backups::{self, Backup, BackupError, Label},
};
use serde_json::json;

use super::{Choices, Good, Problem, SETTLE, Standing, own_place, rotation, signpost};
use crate::{
    app::Inner,
    desk::{Custody, Office},
    opening,
    record::{self, Act},
    trail,
    wire::{AppError, AppEvent, ErrorCode},
};

/// How often somebody looks whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Goes on until the practice is closed or gone.
pub(crate) fn go(inner: &Arc<Inner>, office: &Arc<Office>) {
    if matches!(office.custody, Custody::People { .. }) {
        tokio::spawn(nights(Arc::downgrade(inner), Arc::downgrade(office), office.clock.now()));
    }
}

async fn nights(inner: Weak<Inner>, office: Weak<Office>, opened_at: Timestamp) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut looked_at: Option<Timestamp> = None;
    loop {
        ticks.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        let Some(office) = office.upgrade().filter(|office| !office.is_closed()) else { return };
        let now = office.clock.now();
        let since = |at: Timestamp| now.since(at) >= SETTLE || at > now;
        if !since(opened_at) || !looked_at.is_none_or(since) {
            continue;
        }
        looked_at = Some(now);
        let zone = office.practice().zone();
        let Ok(standing) = office.store.read(Standing::read).await else { return };
        if standing.is_due(now, zone)
            && make(&inner, &office, Actor::System).await.is_ok()
            && standing.drill_is_due_after(now)
        {
            // How it went is on record.
            let _ = drill(&inner, &office, Actor::System).await;
        }
    }
}

impl Standing {
    /// Whether a drill is to be held once a backup is made.
    fn drill_is_due_after(&self, now: Timestamp) -> bool {
        let good = Some(Good { at: now, texts: 0, entries: 0, bytes: 0 });
        Self { good, ..self.clone() }.drill_is_due(now)
    }
}

/// Makes one now, in `actor`'s name.
///
/// # Errors
/// Why not, in words; it is written down too.
pub(crate) async fn make(inner: &Arc<Inner>, office: &Arc<Office>, actor: Actor) -> Result<(), AppError> {
    let _one = inner.backing.lock().await;
    let (_, key) = keys(office)?;
    let now = office.clock.now();
    let choices = office.store.read(Choices::read).await?;
    let (place, own) = choices.place(inner);
    trail::sign(&office.store, now).await?;
    let (store, zone, at, post) =
        (office.store.clone(), office.practice().zone(), place.clone(), signpost(inner));
    let made = opening::blocking(move || -> Result<Label, BackupError> {
        if own {
            std::fs::create_dir_all(&at)?;
        }
        let backup = store.back_up(&at, &backups::name_at(now), &key, now)?;
        let label = backup.label().cloned().ok_or(BackupError::NotWhole)?;
        // A signpost that cannot be put up is no reason to do without the backup.
        let _ = std::fs::write(post, at.display().to_string());
        rotate(&at, &label, &choices, zone)?;
        Ok(label)
    })
    .await?;
    let problem = made.as_ref().err().map(Problem::from);
    let written = office.store.write(move |tx| {
        let before = Standing::read(tx)?;
        let mut standing = Standing { tried_at: Some(now), problem, ..before.clone() };
        let (act, detail) = match &made {
            Ok(label) => {
                backups::verified(tx, now)?;
                let (texts, entries, bytes) = (label.messages(), label.audit_seq, label.bytes);
                standing.good = Some(Good { at: now, texts, entries, bytes });
                (Act::BackedUp, json!({ "texts": texts, "entries": entries, "bytes": bytes }))
            }
            Err(error) => (Act::BackupFailed, json!({ "why": Problem::from(error).as_str() })),
        };
        standing.write(tx, now)?;
        // What fails every hour for the same reason is written down once.
        if problem.is_none() || problem != before.problem {
            record::by(tx, actor, act, None, None, detail, now)?;
        }
        Ok::<_, StoreError>(())
    });
    written.await?;
    inner.tell(AppEvent::SettingsChanged);
    problem.map_or(Ok(()), |problem| Err(words(problem)))
}

/// Brings the newest backup back in a folder of its own, opens it, counts it, and removes it there.
///
/// # Errors
/// Why it failed, in words; it is written down too.
pub(crate) async fn drill(inner: &Arc<Inner>, office: &Arc<Office>, actor: Actor) -> Result<(), AppError> {
    let _one = inner.backing.lock().await;
    let (_, key) = keys(office)?;
    let now = office.clock.now();
    let choices = office.store.read(Choices::read).await?;
    let ((place, _), scratch) = (choices.place(inner), inner.config.data_dir.join("backup-drill"));
    let own = office.store.trail_key().to_string();
    let held = opening::blocking(move || -> Result<Label, Problem> {
        let mut found = backups::in_folder(&place).map_err(|error| Problem::from(&error))?;
        found.retain(|backup| backup.label().is_some_and(|label| label.practice == own));
        let newest = found.first().ok_or(Problem::NoBackup)?;
        backups::drill(newest, &scratch, &key, now).map_err(|error| Problem::from(&error))
    })
    .await?;
    let problem = held.as_ref().err().copied();
    let written = office.store.write(move |tx| {
        let standing = Standing { drilled_at: Some(now), drill_problem: problem, ..Standing::read(tx)? };
        standing.write(tx, now)?;
        let detail = match &held {
            Ok(label) => json!({ "passed": true, "texts": label.messages(), "entries": label.audit_seq }),
            Err(problem) => json!({ "passed": false, "why": problem.as_str() }),
        };
        record::by(tx, actor, Act::BackupDrilled, None, None, detail, now)
    });
    written.await?;
    inner.tell(AppEvent::SettingsChanged);
    problem.map_or(Ok(()), |problem| Err(words(problem)))
}

/// Takes away what is older than the practice wishes to keep. Another practice's in the same folder are left alone.
fn rotate(place: &Path, newest: &Label, keep: &Choices, zone: chrono_tz::Tz) -> Result<(), BackupError> {
    let found = backups::in_folder(place)?;
    let ours: Vec<(&Backup, &Label)> = found
        .iter()
        .filter_map(|backup| Some((backup, backup.label()?)))
        .filter(|(_, label)| label.practice == newest.practice)
        .collect();
    let made: Vec<Timestamp> = ours.iter().map(|(_, label)| label.made_at).collect();
    for place in rotation::surplus(&made, keep, zone) {
        if let Some((backup, _)) = ours.get(place) {
            backup.remove()?;
        }
    }
    Ok(())
}

/// The signed notes in the newest backup: outside of the practice's folder.
pub(crate) fn anchors(inner: &Inner, choices: &Choices, own: &str) -> Vec<String> {
    let places = [choices.place(inner).0, own_place(inner)];
    let found = places.iter().filter_map(|place| backups::in_folder(place).ok()).flatten();
    let mut ours: Vec<Backup> =
        found.filter(|backup| backup.label().is_some_and(|label| label.practice == own)).collect();
    ours.sort_by_key(|backup| backup.label().map(|label| label.made_at));
    ours.last().map(Backup::notes).unwrap_or_default()
}

fn keys(office: &Office) -> Result<(PracticeFolder, PracticeKey), AppError> {
    match &office.custody {
        Custody::People { folder, key, .. } => Ok((folder.clone(), key.clone())),
        Custody::Pretend { .. } => Err(AppError::new(
            ErrorCode::NotAllowed,
            "Practice mode has nothing to keep: its people are made up.",
        )),
    }
}

/// What a person is told, who asked for it.
fn words(problem: Problem) -> AppError {
    let (code, advice) = match problem {
        Problem::FolderMissing => (
            ErrorCode::NotFound,
            "The folder for backups is not there. Plug the drive in or connect the share, then try again. Older backups are as they were.",
        ),
        Problem::DiskFull => (
            ErrorCode::DiskFull,
            "There is no room for a backup. Older backups are as they were. Free some space, or choose another folder.",
        ),
        Problem::Refused => (
            ErrorCode::NotAllowed,
            "This computer may not write to the folder for backups. Choose another one.",
        ),
        Problem::NotWhole => (
            ErrorCode::StoreDamaged,
            "The backup does not read back as it was written, so it does not count. Try another drive.",
        ),
        Problem::TrailBroken => (
            ErrorCode::StoreDamaged,
            "The audit trail in it is not whole. Check the trail in Settings, Audit.",
        ),
        Problem::NoBackup => (ErrorCode::NotFound, "There is no backup in the folder yet. Make one first."),
        Problem::Broken => {
            (ErrorCode::Internal, "The backup could not be made. Nothing was lost; try again.")
        }
    };
    AppError::new(code, advice)
}
