//! The staff of a practice: who comes, what they may do, who leaves.
//!
//! A new person gets a code for one day and chooses password and PIN with it; nobody ever knows another's. Taking
//! somebody away deletes their way in first, then their row says that they left: whatever is interrupted, they stay
//! out. A practice never loses its last manager.

use std::sync::Arc;

use foyer_domain::{Actor, Private, Role, Span, Timestamp, User, UserId};
use foyer_store::{
    Cost, DayCode, DeviceSecret, KeyFile, OpenError, PinCheck, PracticeFolder, PracticeKey, ReadTx,
    StoreError, locations, pins, sight::Sight, users,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{PeopleAct, Proof, Roster, Secret, authenticator, prove, say};
use crate::{
    app::{Inner, State},
    desk::{Custody, Desk, Office},
    opening,
    wire::{AppError, ErrorCode},
};

/// How long a new person has to come in.
const CODE_LASTS: Span = Span::days(1);

/// A code that was just made: shown once.
pub(crate) struct Invited {
    pub(crate) user: UserId,
    pub(crate) code: DayCode,
    pub(crate) until: Timestamp,
}

/// What changing the key file needs.
struct Keys {
    folder: PracticeFolder,
    key: PracticeKey,
    device: DeviceSecret,
}

impl Keys {
    fn of(desk: &Desk) -> Result<Self, AppError> {
        match &desk.custody {
            Custody::People { folder, key, device, .. } => {
                Ok(Self { folder: folder.clone(), key: key.clone(), device: device.clone() })
            }
            Custody::Pretend { .. } => Err(AppError::new(
                ErrorCode::NotAllowed,
                "Practice mode has its people. They are changed in a real practice.",
            )),
        }
    }
}

/// Adds somebody.
pub(crate) async fn add(inner: &Inner, desk: &Desk, name: String, role: Role) -> Result<Invited, AppError> {
    let _one = inner.opening.lock().await;
    let keys = Keys::of(desk)?;
    let user = User { id: UserId::from_uuid(desk.next_uuid()), name: Private::new(name), role };
    let (by, now, new) = (desk.user.id, desk.clock.now(), user.clone());
    let written = desk.store.write(move |tx| {
        may_give(tx, by, role)?;
        users::create(tx, &new, now)?;
        // Nobody gives what they lack: whoever works at some offices only adds people for those.
        match Sight::of(tx, by, now)?.places() {
            Some(places) if places.is_empty() => return Err(StoreError::NotYours),
            places => locations::set_user(tx, new.id, &places.cloned().unwrap_or_default())?,
        }
        say(tx, PeopleAct::Added, Actor::User(by), Some(new.id), json!({ "role": named(role) }), now)
    });
    written.await?;
    invite(inner, desk, keys, user.id).await
}

/// Gives somebody who is here a new code: they forgot their password, or the old code ended. What they had is off.
pub(crate) async fn new_code(inner: &Inner, desk: &Desk, user: UserId) -> Result<Invited, AppError> {
    let _one = inner.opening.lock().await;
    let keys = Keys::of(desk)?;
    if user == desk.user.id {
        return Err(not_oneself());
    }
    let (by, now) = (desk.user.id, desk.clock.now());
    let written = desk.store.write(move |tx| {
        may_touch(tx, by, user)?;
        pins::forget(tx, user)?;
        authenticator::take_away(tx, user, Actor::User(by), now)?;
        say(tx, PeopleAct::CodeMade, Actor::User(by), Some(user), json!({}), now)
    });
    written.await?;
    invite(inner, desk, keys, user).await
}

/// Makes the code, and forgets what the person missed before.
async fn invite(inner: &Inner, desk: &Desk, keys: Keys, user: UserId) -> Result<Invited, AppError> {
    let until = inner.ports.clock.now().plus(CODE_LASTS);
    let tries = Arc::clone(&inner.tries);
    let roster = roster(desk).await?;
    let made = opening::blocking(move || -> Result<DayCode, OpenError> {
        let code = DayCode::generate()?;
        let mut file = keys.folder.key_file()?;
        file.add_person(&keys.key, user, code.text(), Some(until), &keys.device, Cost::LEAST)?;
        keep(&mut file, &roster, &keys)?;
        for secret in [Secret::Password, Secret::Pin] {
            tries.clear(&keys.folder.tries_path(), user, secret);
        }
        Ok(code)
    });
    let code = made.await?.map_err(|error| opening::refusal(&error))?;
    Ok(Invited { user, code, until })
}

/// Gives somebody another role, from their next sign-in on.
pub(crate) async fn change_role(
    inner: &Inner,
    desk: &Desk,
    user: UserId,
    role: Role,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let keys = Keys::of(desk)?;
    if user == desk.user.id {
        return Err(not_oneself());
    }
    let (by, now) = (desk.user.id, desk.clock.now());
    let written = desk.store.write(move |tx| {
        let row = may_touch(tx, by, user)?;
        may_give(tx, by, role)?;
        let detail = json!({ "from": named(row.role), "to": named(role) });
        users::update(tx, &User { role, ..row })?;
        say(tx, PeopleAct::RoleChanged, Actor::User(by), Some(user), detail, now)
    });
    written.await?;
    rewrite(desk, keys, |_| ()).await
}

/// Takes somebody's PIN away: they choose another with their password.
pub(crate) async fn reset_pin(inner: &Inner, desk: &Desk, user: UserId) -> Result<(), AppError> {
    let keys = Keys::of(desk)?;
    let (by, now) = (desk.user.id, desk.clock.now());
    let written = desk.store.write(move |tx| {
        may_touch(tx, by, user)?;
        pins::forget(tx, user)?;
        say(tx, PeopleAct::PinReset, Actor::User(by), Some(user), json!({}), now)
    });
    written.await?;
    let tries = Arc::clone(&inner.tries);
    opening::blocking(move || tries.clear(&keys.folder.tries_path(), user, Secret::Pin)).await
}

/// Somebody left. Their open threads are nobody's.
pub(crate) async fn remove(inner: &Inner, desk: &Desk, user: UserId) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let keys = Keys::of(desk)?;
    if user == desk.user.id {
        return Err(not_oneself());
    }
    let by = desk.user.id;
    desk.store.read(move |tx| may_touch(tx, by, user)).await?;
    // The way in first: what follows only says so.
    rewrite(desk, keys, move |file| file.remove_person(user)).await?;
    let now = desk.clock.now();
    let written = desk.store.write(move |tx| {
        here(tx, user)?;
        pins::forget(tx, user)?;
        authenticator::take_away(tx, user, Actor::User(by), now)?;
        users::retire(tx, user, now)?;
        say(tx, PeopleAct::Removed, Actor::User(by), Some(user), json!({}), now)
    });
    written.await?;
    let keys = Keys::of(desk)?;
    rewrite(desk, keys, |_| ()).await
}

/// A new person comes in with their code and chooses password and PIN.
pub(crate) async fn first_sign_in(
    inner: &Arc<Inner>,
    user: UserId,
    typed: Zeroizing<String>,
    password: Zeroizing<String>,
    pin: foyer_store::Pin,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let state = inner.state.read().await.clone();
    let folder = match &state {
        State::Closed(_) => PracticeFolder::at(opening::live_folder(inner)),
        State::Locked { office, .. } => office.custody.folder().clone(),
        State::Open(_) | State::Starting | State::Setup | State::Blocked(_) => return Err(super::not_now()),
    };
    super::charge(inner, &folder, user, Secret::Password).await?;
    let now = inner.ports.clock.now();
    let code =
        DayCode::parse(&typed).map_or_else(|| typed.clone(), |code| Zeroizing::new(code.text().to_owned()));
    let Proof { key, mut file, device, .. } = match prove(inner, &folder, user, code, now).await {
        Ok(proof) => proof,
        Err(error) => {
            let error = super::miss(inner, &state, &folder, user, Secret::Password, error).await;
            return Err(error.about("code"));
        }
    };
    super::clear(inner, &folder, user).await;
    let (at, own_key, own_device) = (folder.clone(), key.clone(), device.clone());
    let cost = inner.ports.password_cost;
    let made = opening::blocking(move || -> Result<PinCheck, OpenError> {
        let check = PinCheck::of(&pin, user, &own_device)?;
        file.add_person(&own_key, user, &password, None, &own_device, cost()?)?;
        file.save(&at.key_path())?;
        Ok(check)
    });
    let check = made.await?.map_err(|error| opening::refusal(&error))?;
    let office = match state {
        State::Locked { office, .. } => office,
        _ => opening::open_office(inner, folder, key, device).await?,
    };
    let at = office.clock.now();
    let written = office.store.write(move |tx| {
        pins::set(tx, user, &check, at)?;
        say(tx, PeopleAct::PasswordChanged, Actor::User(user), Some(user), json!({ "first": true }), at)
    });
    written.await?;
    super::sit(inner, &office, user, super::By::Password).await
}

/// A role was made, changed or taken out of use: the lock screen of the closed practice, and who may bring a backup
/// back there, follow it.
pub(crate) async fn roles_changed(inner: &Inner, desk: &Desk) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    match &desk.custody {
        Custody::People { .. } => rewrite(desk, Keys::of(desk)?, |_| ()).await,
        Custody::Pretend { .. } => Ok(()),
    }
}

/// Somebody who works here and may do nothing that `by` may not: else a new code would be a way to rights one lacks.
///
/// Whoever asks keeps their own row and their own role as they are, so a practice always has somebody who manages its
/// people: whoever asked last.
fn may_touch(tx: &ReadTx<'_>, by: UserId, user: UserId) -> Result<User, StoreError> {
    let other = here(tx, user)?;
    may_give(tx, by, other.role).map(|()| other)
}

/// Nobody gives what they lack.
pub(crate) fn may_give(tx: &ReadTx<'_>, by: UserId, role: Role) -> Result<(), StoreError> {
    let own = here(tx, by)?.role.rights();
    if role.rights().within(&own) { Ok(()) } else { Err(StoreError::NotYours) }
}

/// A role as the trail names it.
fn named(role: Role) -> String {
    match role {
        Role::Own(own) => format!("own {}", own.id),
        Role::Receptionist | Role::Clinical | Role::Billing | Role::Manager | Role::PrivacyOfficer => {
            role.as_str().to_owned()
        }
    }
}

/// Somebody who works here.
fn here(tx: &ReadTx<'_>, user: UserId) -> Result<User, StoreError> {
    let row = users::get(tx, user)?;
    if row.retired_at.is_some() { Err(StoreError::NotFound { table: "user" }) } else { Ok(row.user) }
}

pub(super) async fn roster(office: &Office) -> Result<Roster, AppError> {
    let practice = office.practice();
    Ok(office.store.read(move |tx| Roster::of(&practice, tx)).await?)
}

/// Changes the key file, and with it what the lock screen of the closed practice shows.
async fn rewrite(
    desk: &Desk,
    keys: Keys,
    change: impl FnOnce(&mut KeyFile) + Send + 'static,
) -> Result<(), AppError> {
    let roster = roster(desk).await?;
    let done = opening::blocking(move || -> Result<(), OpenError> {
        let mut file = keys.folder.key_file()?;
        change(&mut file);
        keep(&mut file, &roster, &keys)
    });
    done.await?.map_err(|error| opening::refusal(&error))
}

fn keep(file: &mut KeyFile, roster: &Roster, keys: &Keys) -> Result<(), OpenError> {
    roster.keep(file, &keys.device)?;
    file.save(&keys.folder.key_path())
}

/// The last manager would lock everybody else out; so nobody changes their own row.
fn not_oneself() -> AppError {
    AppError::new(
        ErrorCode::NotAllowed,
        "You can't change your own role or leave by yourself. Another practice manager can.",
    )
}
