//! Another key for the practice: after somebody left who may have kept copies, or a computer was stolen.
//!
//! The practice is closed meanwhile, written anew beside itself and opened again with whoever asked at its desk. Their
//! password and, where it was typed, the recovery code open the new key too; everybody else gets a new code, for nobody
//! knows their passwords. This computer's secret is new as well. What it does not reach are copies that were made
//! before: a stolen disk and older backups stay as open as they were.

use std::sync::Arc;

use foyer_domain::{Actor, UserId};
use foyer_store::{
    DeviceSecret, KeyFile, OpenError, PracticeFolder, PracticeKey, RecoveryCode, RekeyStep,
    backups::{self, BackupError},
    pins, users,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{PeopleAct, Roster, say};
use crate::{
    app::{Inner, State},
    desk::{Custody, Desk},
    opening,
    wire::{AppError, AppEvent, ErrorCode, LockWhy},
};

/// A key and what it is wrapped in.
struct Opening {
    key: PracticeKey,
    device: DeviceSecret,
}

/// Exchanges the practice's key. Whoever asks sits at the desk again afterwards, with the new key or, where that could
/// not be, with the old one.
pub(crate) async fn change(
    inner: &Arc<Inner>,
    desk: &Desk,
    password: Zeroizing<String>,
    code: Option<Zeroizing<String>>,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let Custody::People { folder, key, device, .. } = &desk.custody else {
        return Err(AppError::new(ErrorCode::NotAllowed, "Practice mode has no key to change."));
    };
    let (folder, user) = (folder.clone(), desk.user.id);
    let old = Opening { key: key.clone(), device: device.clone() };
    let proof = super::prove_again(inner, desk, password.clone()).await?;
    let code = typed_code(&proof.file, code).await?;
    let before = proof.file.device_entry().map(str::to_owned);
    let roster = super::people::roster(desk).await?;
    let (next, file) = prepare(inner, &old.key, proof.file, user, password, code, roster).await?;

    // From here nobody works in it.
    inner.changing_key(Some(RekeyStep::Copying));
    inner.enter(State::Starting).await;
    let (place, new, teller) = (folder.clone(), next.key.clone(), Arc::clone(inner));
    let exchanged = opening::blocking(move || {
        place
            .rekey(&old.key, &new, &file, |step| {
                teller.changing_key(Some(step));
                Ok(())
            })
            .map_err(|error| Box::new((error, old)))
    })
    .await;
    inner.changing_key(None);
    let Ok(exchanged) = exchanged else {
        // It broke on the way; what stands there now is looked at as at a start.
        let door = super::door(inner, &folder, LockWhy::Started).await.unwrap_or_else(|blocked| blocked);
        inner.enter(door).await;
        return Err(super::not_now());
    };
    let (failed, with) = match exchanged {
        Ok(()) => (None, next),
        Err(failed) => {
            let (error, old) = *failed;
            // Whichever is in its place now: the exchange is over, or it never began.
            let live = folder.clone();
            let finished = opening::blocking(move || backups::finish_in_place(&live_path(&live))).await?;
            let exchanged = finished.is_ok() && folder.key_file().is_ok_and(|file| file.is_of(&next.key));
            (Some(error), if exchanged { next } else { old })
        }
    };
    let changed = failed.is_none();
    let office = opening::open_office(inner, folder, with.key, with.device).await?;
    let at = office.clock.now();
    let row = office
        .store
        .write(move |tx| {
            if changed {
                // They were checked with the old secret of this computer.
                pins::forget_all(tx)?;
                say(tx, PeopleAct::KeyChanged, Actor::User(user), None, json!({}), at)?;
            }
            users::get(tx, user)
        })
        .await?;
    // The same sitting: whoever asked gets the answer.
    inner.touch();
    inner.enter(State::Open(Arc::new(office.seat(row.user, desk.sitting)))).await;
    if let Some(error) = failed {
        return Err(words(&error));
    }
    if let Some(entry) = before {
        let vault = Arc::clone(&inner.ports.vault);
        // One that stays behind opens nothing that is here any more.
        if opening::patiently(move || vault.delete(&entry)).await.is_none_or(|gone| gone.is_err()) {
            tracing::warn!("the computer's old secret is still in its keyring");
        }
    }
    Ok(())
}

/// The recovery code, if one was typed: only the right one goes on being it.
async fn typed_code(
    file: &KeyFile,
    typed: Option<Zeroizing<String>>,
) -> Result<Option<RecoveryCode>, AppError> {
    let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return Ok(None) };
    let wrong = || {
        AppError::new(
            ErrorCode::WrongSecret,
            "That is not this practice's code. Check it letter by letter, or leave it out and make a new one afterwards.",
        )
        .about("code")
    };
    let code = RecoveryCode::parse(&typed).ok_or_else(wrong)?;
    let (file, tried) = (file.clone(), code.clone());
    let opens = opening::blocking(move || file.open_with_code(&tried).is_ok()).await?;
    if opens { Ok(Some(code)) } else { Err(wrong()) }
}

/// The new key, wrapped for whoever asked.
async fn prepare(
    inner: &Inner,
    old: &PracticeKey,
    before: KeyFile,
    user: UserId,
    password: Zeroizing<String>,
    code: Option<RecoveryCode>,
    roster: Roster,
) -> Result<(Opening, KeyFile), AppError> {
    let (vault, old, cost) = (Arc::clone(&inner.ports.vault), old.clone(), inner.ports.password_cost);
    let made = opening::patiently(move || -> Result<_, OpenError> {
        let key = old.successor()?;
        let mut file = KeyFile::of_successor(&key)?;
        let device = match before.device_entry() {
            Some(_) => file.enrol_device(&*vault, "practice-key").map_err(|_| OpenError::KeyringMissing)?,
            None => DeviceSecret::none(),
        };
        file.add_person(&key, user, &password, None, &device, cost()?)?;
        if let Some(code) = &code {
            file.add_recovery(&key, code)?;
        }
        roster.keep(&mut file, &device)?;
        Ok((Opening { key, device }, file))
    });
    made.await.unwrap_or(Err(OpenError::KeyringMissing)).map_err(|error| opening::refusal(&error))
}

fn live_path(folder: &PracticeFolder) -> std::path::PathBuf {
    let store = folder.store_path();
    store.parent().map_or_else(|| store.clone(), std::path::Path::to_path_buf)
}

fn words(error: &BackupError) -> AppError {
    match error {
        BackupError::DiskFull => AppError::new(
            ErrorCode::DiskFull,
            "There is no room to write everything anew. The key is the old one and nothing was lost. Free some space, then try again.",
        ),
        BackupError::NotWhole | BackupError::TrailBroken => AppError::new(
            ErrorCode::StoreDamaged,
            "The store is not whole, so its key was not changed. Restore a backup first.",
        ),
        BackupError::FolderMissing
        | BackupError::Refused(_)
        | BackupError::Taken
        | BackupError::NotABackup
        | BackupError::OtherKey
        | BackupError::Newer
        | BackupError::Store(_) => AppError::new(
            ErrorCode::Internal,
            "The key could not be changed. It is the old one, and nothing was lost; try again.",
        ),
    }
}

impl Inner {
    /// Which of its four steps a change of keys has reached.
    pub(crate) fn key_step(&self) -> Option<u32> {
        let step = (*self.key_step.lock().unwrap_or_else(std::sync::PoisonError::into_inner))?;
        let place = RekeyStep::ALL.into_iter().position(|one| one == step)?;
        u32::try_from(place).ok()?.checked_add(1)
    }

    /// Says where a change of keys is; the window shows it while the practice is closed for it.
    fn changing_key(&self, step: Option<RekeyStep>) {
        *self.key_step.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = step;
        self.tell(AppEvent::StatusChanged);
    }
}
