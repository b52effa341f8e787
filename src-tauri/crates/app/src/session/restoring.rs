//! The way back where the store or its key file does not open: a backup, or a new store, and somebody who may.
//!
//! What does not open is never deleted: it is moved aside under a name that says so, after the copy that takes its place
//! was found whole. Where only the key file is gone or ruined, only that is put back. A backup's own key file lets in who
//! worked here on its day; where today's can be read, today's decides. Only a manager restores with a password; the
//! recovery code is a manager's by itself.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use foyer_domain::{Capability, Private, User, UserId};
use foyer_policy::ReplyGoals;
use foyer_store::{
    KeyFile, OpenError, PracticeFolder, PracticeKey, RecoveryCode, VaultError,
    backups::{self, Backup, BackupError},
    repair::{self, Known},
};
use zeroize::Zeroizing;

use super::{Roster, Secret};
use crate::{
    app::{Inner, State},
    backing,
    commands::backup_copy,
    desk::{PRACTICE_SETTING, Practice},
    opening,
    present::repair_info,
    wire::{
        AppError, ErrorCode, LockWhy, RepairDone, RestoreChoices, RestoreCopy, RestorePerson, Restored,
        SetAside, StartProblem,
    },
};

/// How many copies are offered: the newest ones; another can be chosen.
const OFFERED: usize = 4;

/// What can be brought back.
pub(crate) async fn choices(inner: &Inner) -> Result<RestoreChoices, AppError> {
    blocked(inner).await?;
    let (folders, chosen) = (folders(inner), chosen(inner));
    let (live, vault) = (PracticeFolder::at(opening::live_folder(inner)), Arc::clone(&inner.ports.vault));
    let looked = opening::patiently(move || {
        let found = candidates(&folders, chosen.as_deref());
        let file = live.key_file().ok().or_else(|| found.first().and_then(|one| one.key_file().ok()));
        let device = file.as_ref().and_then(|file| file.device_secret(&*vault).ok());
        let roster = file.as_ref().zip(device).and_then(|(file, device)| Roster::read(file, &device));
        let known = known_entries(&live);
        let copies = found.iter().filter_map(|backup| offered(backup, known)).collect();
        let may = |role: foyer_domain::Role| role.may(Capability::ManagePeople);
        let people = roster.iter().flat_map(|roster| &roster.people).filter(|one| may(one.role));
        RestoreChoices {
            copies,
            people: people
                .map(|one| RestorePerson { id: one.id.to_string(), name: one.name.clone() })
                .collect(),
            code: file.is_some_and(|file| file.has_recovery()),
            time_zone: roster.as_ref().map(|roster| roster.time_zone.clone()),
        }
    });
    looked.await.ok_or_else(|| opening::refusal(&OpenError::KeyringMissing))
}

/// Asks for another folder; what is in it is offered first.
pub(crate) async fn choose(inner: &Inner) -> Result<RestoreChoices, AppError> {
    blocked(inner).await?;
    if let Some(folder) = inner.ports.shelf.choose_folder().await {
        let found = candidates(&[], Some(&folder));
        if found.is_empty() {
            return Err(AppError::new(
                ErrorCode::NotFound,
                "There is no backup of Foyer's in that folder. Choose the folder whose name begins with foyer, or the one it lies in.",
            ));
        }
        *inner.chosen_copy.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(folder);
    }
    choices(inner).await
}

/// Brings one back, proven by the recovery code or a manager's password.
pub(crate) async fn restore(
    inner: &Arc<Inner>,
    copy: &str,
    user: Option<UserId>,
    secret: Zeroizing<String>,
) -> Result<Restored, AppError> {
    let _one = inner.opening.lock().await;
    blocked(inner).await?;
    let (folders, chosen, wanted) = (folders(inner), chosen(inner), PathBuf::from(copy));
    // Only what was offered: the window names no paths of its own.
    let backup = opening::blocking(move || {
        candidates(&folders, chosen.as_deref()).into_iter().find(|backup| backup.folder() == wanted)
    });
    let backup = backup
        .await?
        .ok_or_else(|| AppError::new(ErrorCode::NotFound, "This backup is not there any more."))?;
    let live = PracticeFolder::at(opening::live_folder(inner));
    let file = backup.key_file().map_err(|error| opening::refusal(&error))?;
    let key = prove(inner, &live, file, user, secret).await?;
    let (place, now) = (live.clone(), inner.ports.clock.now());
    let done = opening::blocking(move || bring_back(&backup, &place, &key, now)).await?;
    let restored = done.map_err(|error| words(&error))?;
    let next = super::door(inner, &live, LockWhy::Started).await.unwrap_or_else(|still| still);
    inner.enter(next).await;
    Ok(restored)
}

/// Brings what can be read of the damaged store into a new one in its place, proven like a restore. Staff and the
/// practice's name are also known from the list of the lock screen, and come from there where the store has lost them.
pub(crate) async fn repair(
    inner: &Arc<Inner>,
    user: Option<UserId>,
    secret: Zeroizing<String>,
) -> Result<RepairDone, AppError> {
    let _one = inner.opening.lock().await;
    match &*inner.state.read().await {
        State::Blocked(StartProblem::StoreDamaged) => {}
        State::Blocked(_)
        | State::Closed(_)
        | State::Starting
        | State::Setup
        | State::Locked { .. }
        | State::Open(_) => return Err(super::not_now()),
    }
    let (folders, chosen) = (folders(inner), chosen(inner));
    let live = PracticeFolder::at(opening::live_folder(inner));
    let today = live.clone();
    let file = opening::blocking(move || {
        let copies = candidates(&folders, chosen.as_deref());
        today.key_file().ok().or_else(|| copies.iter().find_map(|copy| copy.key_file().ok()))
    });
    let file = file.await?.ok_or_else(|| words(&BackupError::NotABackup))?;
    let key = prove(inner, &live, file.clone(), user, secret).await?;
    let (vault, at) = (Arc::clone(&inner.ports.vault), file.clone());
    let roster = opening::patiently(move || {
        at.device_secret(&*vault).ok().and_then(|device| Roster::read(&at, &device))
    });
    let known = roster.await.flatten().map(|roster| known(&roster)).unwrap_or_default();
    let (place, now) = (opening::live_folder(inner), inner.ports.clock.now());
    let done = opening::blocking(move || repair::repair_in_place(&place, &key, &file, &known, now)).await?;
    let (repaired, aside) = done.map_err(|error| not_repaired(&error))?;
    let next = super::door(inner, &live, LockWhy::Started).await.unwrap_or_else(|still| still);
    inner.enter(next).await;
    Ok(RepairDone {
        kept_as: aside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        repair: repair_info(&repaired),
    })
}

fn known(roster: &Roster) -> Known {
    let people = roster.people.iter().map(|one| User {
        id: one.id,
        name: Private::new(one.name.clone()),
        role: one.role,
    });
    let practice = Practice {
        name: roster.practice.clone(),
        text_name: None,
        time_zone: roster.time_zone.clone(),
        portal_url: None,
        goals: ReplyGoals::default(),
        repeat_minutes: None,
    };
    let practice = serde_json::to_value(practice).map(|practice| (PRACTICE_SETTING, practice));
    Known { people: people.collect(), settings: practice.into_iter().collect() }
}

fn not_repaired(error: &BackupError) -> AppError {
    match error {
        BackupError::NotWhole | BackupError::NotABackup => AppError::new(
            ErrorCode::StoreDamaged,
            "Too little of this store can be read to be of use. Nothing was moved. Restore a copy.",
        ),
        BackupError::DiskFull
        | BackupError::TrailBroken
        | BackupError::OtherKey
        | BackupError::Newer
        | BackupError::FolderMissing
        | BackupError::Refused(_)
        | BackupError::Taken
        | BackupError::Store(_) => words(error),
    }
}

/// Moves the practice that does not open aside and begins with nothing: for when no copy serves. Whoever asks is a
/// manager or has the recovery code, as far as there is a key file to prove it by; where there is none left, nobody
/// could. Nor could anybody where the computer's secret is gone and the code with it: passwords open nothing without
/// the one, and whoever has the other comes back with it.
pub(crate) async fn start_new(
    inner: &Arc<Inner>,
    user: Option<UserId>,
    secret: Zeroizing<String>,
) -> Result<SetAside, AppError> {
    let _one = inner.opening.lock().await;
    let live = PracticeFolder::at(opening::live_folder(inner));
    if matches!(&*inner.state.read().await, State::Blocked(StartProblem::KeyMissing)) {
        key_is_gone(inner, &live).await?;
    } else {
        blocked(inner).await?;
        let (folders, chosen, today) = (folders(inner), chosen(inner), live.clone());
        let file = opening::blocking(move || {
            let copies = candidates(&folders, chosen.as_deref());
            today.key_file().ok().or_else(|| copies.iter().find_map(|copy| copy.key_file().ok()))
        });
        if let Some(file) = file.await? {
            prove(inner, &live, file, user, secret).await?;
        }
    }
    let (place, now) = (opening::live_folder(inner), inner.ports.clock.now());
    let aside = opening::blocking(move || backups::set_aside(&place, now)).await?;
    let aside = aside.map_err(|_| {
        AppError::new(
            ErrorCode::Internal,
            "The store could not be moved aside. It is where it was; try again.",
        )
    })?;
    inner.enter(State::Setup).await;
    Ok(SetAside {
        kept_as: aside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    })
}

/// Looks in the keyring once more. One that is only locked, or does not answer, still has the key.
async fn key_is_gone(inner: &Inner, live: &PracticeFolder) -> Result<(), AppError> {
    let (folder, vault) = (live.clone(), Arc::clone(&inner.ports.vault));
    let found = opening::patiently(move || -> Result<bool, OpenError> {
        let file = folder.key_file()?;
        if let Some(Err(VaultError::Locked)) = file.device_entry().map(|entry| vault.get(entry)) {
            return Err(OpenError::KeyringMissing);
        }
        Ok(file.device_secret(&*vault).is_ok_and(|device| Roster::read(&file, &device).is_some()))
    });
    let found = found.await.unwrap_or(Err(OpenError::KeyringMissing));
    if found.map_err(|error| opening::refusal(&error))? {
        return Err(AppError::new(
            ErrorCode::NotAllowed,
            "The key is there again. Nothing was moved. Choose Look again and sign in.",
        ));
    }
    Ok(())
}

/// Puts the key file back if that is all that is missing, the whole practice otherwise.
fn bring_back(
    backup: &Backup,
    live: &PracticeFolder,
    key: &PracticeKey,
    now: foyer_domain::Timestamp,
) -> Result<Restored, BackupError> {
    let today: Option<KeyFile> = live.key_file().ok().filter(|file| file.is_of(key));
    let sound = live.open(key).ok().is_some_and(|store| {
        let whole = store.check().is_ok_and(|health| health.is_whole());
        store.close().is_ok() && whole
    });
    if sound && today.is_none() {
        let path = live.key_path();
        if path.try_exists()? {
            std::fs::rename(&path, path.with_extension(format!("key.damaged-{}", now.millis())))?;
        }
        backup.key_file()?.save(&path)?;
        return Ok(Restored { kept_as: None, only_key: true });
    }
    let place = live.store_path();
    let place = place.parent().unwrap_or(&place);
    let (_, aside) = backups::restore_in_place(backup, place, key, today.as_ref(), now)?;
    let kept_as = aside.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Restored { kept_as, only_key: false })
}

async fn prove(
    inner: &Inner,
    live: &PracticeFolder,
    file: KeyFile,
    user: Option<UserId>,
    secret: Zeroizing<String>,
) -> Result<PracticeKey, AppError> {
    let Some(user) = user else {
        let code = RecoveryCode::parse(&secret).ok_or_else(wrong_code)?;
        let opened = opening::blocking(move || file.open_with_code(&code)).await?;
        return opened.map_err(|_| wrong_code());
    };
    // What counts tries lies in the practice's folder, and in the keyring where one answers.
    super::charge(inner, live, user, Secret::Password).await?;
    let (vault, now) = (Arc::clone(&inner.ports.vault), inner.ports.clock.now());
    let opened = opening::patiently(move || -> Result<(PracticeKey, bool), OpenError> {
        let device = file.device_secret(&*vault)?;
        let key = file.open_as(user, &secret, &device, now)?;
        let roster = Roster::read(&file, &device).ok_or(OpenError::KeyFileDamaged)?;
        let may = |one: &super::Person| one.id == user && one.role.may(Capability::ManagePeople);
        Ok((key, roster.people.iter().any(may)))
    });
    match opened.await.unwrap_or(Err(OpenError::KeyringMissing)) {
        Ok((key, true)) => {
            super::clear(inner, live, user).await;
            Ok(key)
        }
        Ok((_, false)) => {
            Err(AppError::new(ErrorCode::NotAllowed, "A practice manager restores a backup. Ask one.")
                .about("secret"))
        }
        Err(OpenError::WrongSecret) => {
            let wrong = super::wrong(Secret::Password);
            let state = inner.state.read().await.clone();
            Err(super::miss(inner, &state, live, user, Secret::Password, wrong).await.about("secret"))
        }
        Err(error) => Err(opening::refusal(&error)),
    }
}

/// Only where something is to be brought back.
async fn blocked(inner: &Inner) -> Result<(), AppError> {
    match &*inner.state.read().await {
        State::Blocked(StartProblem::StoreDamaged | StartProblem::KeyFileMissing) => Ok(()),
        State::Blocked(_)
        | State::Closed(_)
        | State::Starting
        | State::Setup
        | State::Locked { .. }
        | State::Open(_) => Err(super::not_now()),
    }
}

/// Where backups may lie: this computer's own place, the practice's folder, where one was made before an upgrade, and
/// where the signpost beside the practice points.
pub(super) fn folders(inner: &Inner) -> Vec<PathBuf> {
    let pointed =
        std::fs::read_to_string(backing::signpost(inner)).ok().map(|line| PathBuf::from(line.trim()));
    let mut folders = vec![backing::own_place(inner), opening::live_folder(inner)];
    folders.extend(pointed.filter(|folder| folder.is_absolute() && !folders.contains(folder)));
    folders
}

pub(super) fn chosen(inner: &Inner) -> Option<PathBuf> {
    inner.chosen_copy.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
}

/// What a person chose, which is a backup or a folder of them, then the newest of the known folders.
pub(super) fn candidates(folders: &[PathBuf], chosen: Option<&Path>) -> Vec<Backup> {
    let mut found: Vec<Backup> =
        folders.iter().filter_map(|folder| backups::in_folder(folder).ok()).flatten().collect();
    found.sort_by_key(|backup| std::cmp::Reverse(backup.label().map(|label| label.made_at)));
    let mut offered: Vec<Backup> = match chosen {
        None => Vec::new(),
        Some(chosen) => match Backup::at(chosen) {
            Ok(one) if one.label().is_some() => vec![one],
            Ok(_) | Err(_) => backups::in_folder(chosen).unwrap_or_default(),
        },
    };
    for backup in found {
        if !offered.iter().any(|one| one.folder() == backup.folder()) {
            offered.push(backup);
        }
    }
    offered.truncate(OFFERED);
    offered
}

fn offered(backup: &Backup, known: Option<i64>) -> Option<RestoreCopy> {
    let label = backup.label()?;
    let missing = known.map(|known| u32::try_from(known.saturating_sub(label.audit_seq)).unwrap_or(0));
    Some(RestoreCopy {
        id: backup.folder().to_str()?.to_owned(),
        copy: backup_copy(label.made_at, label.messages(), label.audit_seq, label.bytes),
        missing,
    })
}

/// How far the log of the store that does not open had come at least: its newest note lies beside it.
fn known_entries(live: &PracticeFolder) -> Option<i64> {
    let notes = std::fs::read_to_string(live.store_path().with_file_name("trail.checkpoints")).ok()?;
    // The second line of a note is how many entries it signs for; it only informs, so nobody's signature is asked for.
    foyer_audit::notes_in(&notes).iter().filter_map(|note| note.lines().nth(1)?.parse().ok()).max()
}

fn wrong_code() -> AppError {
    AppError::new(ErrorCode::WrongSecret, "That is not this practice's code. Check it letter by letter.")
        .about("secret")
}

fn words(error: &BackupError) -> AppError {
    let (code, advice) = match error {
        BackupError::DiskFull => (
            ErrorCode::DiskFull,
            "There is no room to restore this backup. Nothing was moved. Free some space, then try again.",
        ),
        BackupError::NotWhole | BackupError::TrailBroken | BackupError::NotABackup => {
            (ErrorCode::StoreDamaged, "This backup is not whole. Nothing was moved. Choose an older one.")
        }
        BackupError::OtherKey => (
            ErrorCode::WrongSecret,
            "This backup is another practice's. Nothing was moved. Choose one of yours.",
        ),
        BackupError::Newer => {
            (ErrorCode::NotAllowed, "A newer Foyer made this backup. Nothing was moved. Update Foyer first.")
        }
        BackupError::FolderMissing => {
            (ErrorCode::NotFound, "The folder with this backup is not there any more.")
        }
        BackupError::Refused(_) | BackupError::Taken | BackupError::Store(_) => (
            ErrorCode::Internal,
            "The backup could not be brought back. The store is where it was; try again.",
        ),
    };
    AppError::new(code, advice)
}
