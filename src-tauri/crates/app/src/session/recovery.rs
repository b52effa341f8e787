//! The code in the practice's safe: making it, and coming back with it when the keyring or every password is gone.
//!
//! A code is shown once and counts only after it was typed back: until then the key file knows nothing of it, so a
//! code that nobody wrote down never stands in the way of the next one.

use std::sync::Arc;

use foyer_domain::{Actor, Capability, UserId};
use foyer_store::{
    DeviceSecret, KeyFile, OpenError, Pin, PinCheck, PracticeFolder, PracticeKey, RecoveryCode, RecoveryHalf,
    StoreError, VaultError, pins, users,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{PeopleAct, Person, Roster, Secret, authenticator, say};
use crate::{
    app::{Inner, State},
    desk::{Custody, Desk},
    opening,
    wire::{AppError, ErrorCode, StartProblem},
};

/// A code that was made and does not count yet.
pub(crate) struct ShownCode {
    code: RecoveryCode,
    /// Where it was shown on two sheets: those, and who keeps the ones that were typed back.
    halves: Option<[(RecoveryHalf, Option<String>); 2]>,
}

/// Makes a code and shows it; it counts once it was typed back.
pub(crate) fn make(inner: &Inner, desk: &Desk) -> Result<Vec<String>, AppError> {
    let code = new_code(desk)?;
    let shown = printed(&code.groups());
    *inner.shown_code() = Some(ShownCode { code, halves: None });
    Ok(shown)
}

/// Makes a code and shows its two halves; it counts once both were typed back.
pub(crate) fn make_halves(inner: &Inner, desk: &Desk) -> Result<[Vec<String>; 2], AppError> {
    let code = new_code(desk)?;
    let halves = code.halves().map_err(|error| opening::refusal(&error))?;
    let shown = [printed(&halves[0].groups()), printed(&halves[1].groups())];
    *inner.shown_code() = Some(ShownCode { code, halves: Some(halves.map(|half| (half, None))) });
    Ok(shown)
}

/// The code was typed back: from now on it opens the practice, and an older one no more.
pub(crate) async fn confirm(inner: &Inner, desk: &Desk, typed: Zeroizing<String>) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let typed = RecoveryCode::parse(&typed).ok_or_else(wrong_code)?;
    let code = match &*inner.shown_code() {
        Some(ShownCode { code, halves: None }) if code.is(&typed) => code.clone(),
        Some(_) | None => return Err(wrong_code()),
    };
    keep(inner, desk, code).await
}

/// One half was typed back by whoever keeps it. Whether both were by now, and the code counts. Two halves with one
/// person are a whole code.
pub(crate) async fn confirm_half(
    inner: &Inner,
    desk: &Desk,
    typed: Zeroizing<String>,
    keeper: String,
) -> Result<bool, AppError> {
    let _one = inner.opening.lock().await;
    let typed = RecoveryHalf::parse(&typed).ok_or_else(wrong_half)?;
    let code = match &mut *inner.shown_code() {
        Some(ShownCode { code, halves: Some(halves) }) => {
            let same =
                |one: &Option<String>| one.as_ref().is_some_and(|one| one.eq_ignore_ascii_case(&keeper));
            if halves.iter().any(|(half, with)| !half.is(&typed) && same(with)) {
                return Err(AppError::new(
                    ErrorCode::BadField,
                    "Two people keep the two halves. Name another one for this half.",
                )
                .about("keeper"));
            }
            let typed_back = halves.iter_mut().find(|(half, _)| half.is(&typed)).ok_or_else(wrong_half)?;
            typed_back.1 = Some(keeper);
            halves.iter().all(|(_, with)| with.is_some()).then(|| code.clone())
        }
        Some(ShownCode { halves: None, .. }) | None => return Err(wrong_half()),
    };
    match code {
        Some(code) => keep(inner, desk, code).await.map(|()| true),
        None => Ok(false),
    }
}

fn new_code(desk: &Desk) -> Result<RecoveryCode, AppError> {
    match &desk.custody {
        Custody::People { .. } => RecoveryCode::generate().map_err(|error| opening::refusal(&error)),
        Custody::Pretend { .. } => Err(not_in_practice()),
    }
}

fn printed(groups: &[Zeroizing<String>]) -> Vec<String> {
    groups.iter().map(|group| group.as_str().to_owned()).collect()
}

async fn keep(inner: &Inner, desk: &Desk, code: RecoveryCode) -> Result<(), AppError> {
    let Custody::People { folder, key, .. } = &desk.custody else { return Err(not_in_practice()) };
    let (folder, key) = (folder.clone(), key.clone());
    let kept = opening::blocking(move || -> Result<(), OpenError> {
        let mut file = folder.key_file()?;
        file.add_recovery(&key, &code)?;
        file.save(&folder.key_path())
    });
    kept.await?.map_err(|error| opening::refusal(&error))?;
    let halves = inner.shown_code().take().and_then(|shown| shown.halves);
    let (user, now) = (desk.user.id, desk.clock.now());
    // Who keeps which, never a letter of what they keep.
    let detail = match halves {
        Some([(_, first), (_, second)]) => json!({ "halves": true, "kept_by": [first, second] }),
        None => json!({ "halves": false }),
    };
    let written = desk
        .store
        .write(move |tx| say(tx, PeopleAct::RecoveryCodeMade, Actor::User(user), None, detail, now));
    Ok(written.await?)
}

/// Who may come back with the code: the practice's managers.
pub(crate) async fn look(inner: &Inner, typed: &Zeroizing<String>) -> Result<Vec<Person>, AppError> {
    let _one = inner.opening.lock().await;
    let (folder, _, key) = unlock(inner, typed).await?;
    let managers = opening::blocking(move || -> Result<Vec<Person>, OpenError> {
        let store = folder.open(&key)?;
        let read = store.read_blocking(|tx| {
            let rows = users::list(tx)?.into_iter();
            let here = rows.filter(|row| row.retired_at.is_none());
            let managers = here.filter(|row| row.user.role.may(Capability::ManagePeople));
            Ok(managers.map(|row| Person::of(&row)).collect())
        });
        let closed = store.close();
        read.and_then(|people| closed.map(|()| people)).map_err(|_: StoreError| OpenError::Damaged)
    });
    managers.await?.map_err(|error| opening::refusal(&error))
}

/// A manager comes back with the code and chooses password and PIN. Where the computer's secret is gone, a new one is
/// made, and everybody else needs a new code: their passwords were tied to the old one.
pub(crate) async fn come_back(
    inner: &Arc<Inner>,
    typed: Zeroizing<String>,
    user: UserId,
    password: Zeroizing<String>,
    pin: Pin,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let (folder, mut file, key) = unlock(inner, &typed).await?;
    let vault = Arc::clone(&inner.ports.vault);
    let renewed = opening::patiently(move || {
        let (device, lost) = match file.device_secret(&*vault) {
            Ok(device) if Roster::read(&file, &device).is_some() => (device, false),
            // Gone, or another keyring's: what it gives opens nothing of this practice.
            Ok(_) | Err(_) => {
                file.remove_people();
                let made: Result<DeviceSecret, VaultError> = file.enrol_device(&*vault, "practice-key");
                (made.unwrap_or_else(|_| file.without_device()), true)
            }
        };
        (file, device, lost)
    });
    let (mut file, device, lost) =
        renewed.await.ok_or_else(|| opening::refusal(&OpenError::KeyringMissing))?;
    let office = opening::open_office(inner, folder.clone(), key.clone(), device.clone()).await?;
    let (practice, tries) = (office.practice(), Arc::clone(&inner.tries));
    let may = office.store.read(move |tx| {
        let row = users::get(tx, user)?;
        let manages = row.retired_at.is_none() && row.user.role.may(Capability::ManagePeople);
        Ok(manages.then_some(Roster::of(&practice, tx)?))
    });
    let Some(roster) = may.await? else {
        office.close().await;
        return Err(wrong_code());
    };
    let cost = inner.ports.password_cost;
    let made = opening::blocking(move || -> Result<PinCheck, OpenError> {
        let check = PinCheck::of(&pin, user, &device)?;
        file.add_person(&key, user, &password, None, &device, cost()?)?;
        roster.keep(&mut file, &device)?;
        file.save(&folder.key_path())?;
        for secret in [Secret::Password, Secret::Pin] {
            tries.clear(&folder.tries_path(), user, secret);
        }
        Ok(check)
    });
    let check = made.await.and_then(|made| made.map_err(|error| opening::refusal(&error)));
    let at = office.clock.now();
    let check = match check {
        Ok(check) => check,
        Err(error) => {
            office.close().await;
            return Err(error);
        }
    };
    let written = office.store.write(move |tx| {
        if lost {
            pins::forget_all(tx)?;
        }
        pins::set(tx, user, &check, at)?;
        authenticator::take_away(tx, user, Actor::User(user), at)?;
        say(tx, PeopleAct::Recovered, Actor::User(user), Some(user), json!({ "keyring_lost": lost }), at)
    });
    written.await?;
    super::sit(inner, &office, user, super::By::Code).await
}

/// Opens the practice key with the code, where there is nobody at the desk.
async fn unlock(
    inner: &Inner,
    typed: &Zeroizing<String>,
) -> Result<(PracticeFolder, KeyFile, PracticeKey), AppError> {
    match &*inner.state.read().await {
        State::Closed(_) | State::Blocked(StartProblem::KeyMissing) => {}
        State::Blocked(_) | State::Starting | State::Setup | State::Locked { .. } | State::Open(_) => {
            return Err(super::not_now());
        }
    }
    let code = RecoveryCode::parse(typed).ok_or_else(wrong_code)?;
    let folder = PracticeFolder::at(opening::live_folder(inner));
    let opened = opening::blocking(move || -> Result<_, OpenError> {
        let file = folder.key_file()?;
        let key = file.open_with_code(&code)?;
        Ok((folder, file, key))
    });
    opened.await?.map_err(|error| match error {
        OpenError::WrongSecret => wrong_code(),
        other => opening::refusal(&other),
    })
}

fn wrong_code() -> AppError {
    AppError::new(ErrorCode::WrongSecret, "That is not this practice's code. Check it letter by letter.")
        .about("code")
}

fn wrong_half() -> AppError {
    AppError::new(ErrorCode::WrongSecret, "That is neither half of this code. Check it letter by letter.")
        .about("code")
}

fn not_in_practice() -> AppError {
    AppError::new(ErrorCode::NotAllowed, "Practice mode needs no recovery code.")
}

impl Inner {
    fn shown_code(&self) -> std::sync::MutexGuard<'_, Option<ShownCode>> {
        self.shown_code.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
