//! Who sits at the desk: signing in, switching, locking.
//!
//! There is one sitting at a time, and it is here, never in the window. A password opens a closed practice; a PIN
//! only lifts the lock of an open one. While nobody sits, the practice goes on: texts come in, what waits leaves, a
//! STOP counts.

mod acts;
pub(crate) mod authenticator;
mod idle;
pub(crate) mod people;
pub(crate) mod recovery;
pub(crate) mod rekeying;
pub(crate) mod restoring;
mod roster;
mod secrets;
pub(crate) mod support;
mod tries;

use std::{sync::Arc, time::Duration};

use foyer_domain::{Actor, Timestamp, User, UserId};
use foyer_store::{
    DeviceSecret, KeyFile, OpenError, Pin, PinCheck, PracticeFolder, PracticeKey, ReadTx, Store, StoreError,
    authenticators, pins, settings, users,
};
use serde_json::json;
use zeroize::Zeroizing;

pub(crate) use self::{
    acts::{PeopleAct, say},
    idle::watch,
    roster::{Person, Roster},
    secrets::{new_password, new_pin},
    tries::{Secret, Standing, Tries},
};
use authenticator::Passed;

use crate::{
    app::{Inner, State},
    desk::{Custody, Desk, Office},
    look, opening,
    present::settings_key,
    wire::{AppError, AppEvent, ErrorCode, LockWhy, Settings},
};

/// Everyone's PIN in practice mode. It guards nothing: the people and patients there are made up.
pub(crate) const PRACTICE_PIN: &str = "246810";

/// A closed practice: nobody has signed in since the start, or since it was closed.
pub(crate) struct Door {
    /// What its lock screen shows.
    pub(crate) roster: Roster,
    /// Who comes in with a code.
    pub(crate) new: Vec<UserId>,
    /// Whether there is a recovery code.
    pub(crate) recovery: bool,
    /// Why it is closed.
    pub(crate) why: LockWhy,
}

/// How somebody proved who they are.
#[derive(Clone, Copy)]
enum By {
    Password,
    Pin,
    Code,
}

/// What a password opened.
pub(crate) struct Proof {
    pub(crate) key: PracticeKey,
    pub(crate) file: KeyFile,
    pub(crate) device: DeviceSecret,
    /// Whether it was a code for the first day.
    pub(crate) code: bool,
}

/// Signs somebody in by password, into a closed practice or a locked one; with `new_pin` they get a new PIN.
pub(crate) async fn sign_in(
    inner: &Arc<Inner>,
    user: UserId,
    password: Zeroizing<String>,
    code: Option<Zeroizing<String>>,
    new_pin: Option<Pin>,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let state = inner.state.read().await.clone();
    let folder = match &state {
        State::Closed(_) => PracticeFolder::at(opening::live_folder(inner)),
        State::Locked { office, .. } => match &office.custody {
            Custody::People { folder, .. } => folder.clone(),
            Custody::Pretend { .. } => return Err(only_the_pin()),
        },
        State::Open(_) | State::Starting | State::Setup | State::Blocked(_) => return Err(not_now()),
    };
    charge(inner, &folder, user, Secret::Password).await?;
    let now = inner.ports.clock.now();
    let proof = match prove(inner, &folder, user, password, now).await {
        Ok(proof) => proof,
        Err(error) => return Err(miss(inner, &state, &folder, user, Secret::Password, error).await),
    };
    if proof.code {
        clear(inner, &folder, user).await;
        return Err(AppError::new(
            ErrorCode::FirstDay,
            "This is a code for the first day. Choose a password and a PIN with it.",
        ));
    }
    let (opened, store, passed) = match &state {
        State::Locked { office, .. } => (None, office.store.clone(), passed_at(office)),
        _ => {
            let store = opening::open_live(inner, folder.clone(), proof.key.clone()).await?;
            (Some(store.clone()), store, Passed::default())
        }
    };
    // Nothing is received or sent before the second step: the store is open, and so far nothing more.
    if let Err(error) = authenticator::pass(&store, &passed, user, code, now).await {
        let error = miss_in(inner, Some((&store, now)), &folder, user, Secret::Password, "code", error).await;
        if let Some(opened) = opened {
            shut(opened).await;
        }
        return Err(error);
    }
    clear(inner, &folder, user).await;
    let office = match (state, opened) {
        (State::Locked { office, .. }, _) => office,
        (_, Some(store)) => {
            let custody = Custody::People { folder, key: proof.key, device: proof.device, passed };
            opening::office_of(inner, store, custody).await?
        }
        (_, None) => return Err(not_now()),
    };
    if let Some(pin) = new_pin {
        set_pin(&office, user, &pin, office.clock.now()).await?;
    }
    sit(inner, &office, user, By::Password).await
}

/// Lifts the lock of an open practice with a PIN.
pub(crate) async fn enter_pin(inner: &Arc<Inner>, user: UserId, typed: &str) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let state = inner.state.read().await.clone();
    let State::Locked { office, .. } = &state else { return Err(not_now()) };
    let folder = office.custody.folder().clone();
    let check: Option<PinCheck> = office.store.read(move |tx| pins::get(tx, user)).await?;
    charge(inner, &folder, user, Secret::Pin).await?;
    let device = match &office.custody {
        Custody::People { device, .. } => device.clone(),
        Custody::Pretend { .. } => DeviceSecret::none(),
    };
    if !may_use_pin(&office.custody, &office.store, user).await? {
        let (tries, file) = (Arc::clone(&inner.tries), folder.tries_path());
        opening::blocking(move || tries.take_back(&file, user, Secret::Pin)).await?;
        return Err(AppError::new(
            ErrorCode::NotAllowed,
            "Use your password and your authenticator's code first. The PIN lifts the lock after that.",
        )
        .about("pin"));
    }
    let pin = Pin::parse(typed);
    let right = opening::blocking(move || match (check, pin) {
        (Some(check), Some(pin)) => check.matches(&pin, user, &device),
        (None | Some(_), _) => false,
    })
    .await?;
    if !right {
        return Err(miss(inner, &state, &folder, user, Secret::Pin, wrong(Secret::Pin)).await);
    }
    let tries = Arc::clone(&inner.tries);
    opening::blocking(move || tries.clear(&folder.tries_path(), user, Secret::Pin)).await?;
    sit(inner, office, user, By::Pin).await
}

/// Gives the desk to somebody who proved who they are.
async fn sit(inner: &Arc<Inner>, office: &Arc<Office>, user: UserId, by: By) -> Result<(), AppError> {
    let now = office.clock.now();
    let by = match by {
        By::Password => "password",
        By::Pin => "pin",
        By::Code => "recovery_code",
    };
    let row = office
        .store
        .write(move |tx| {
            let row = users::get(tx, user)?;
            if row.retired_at.is_some() {
                return Err(StoreError::NotFound { table: "user" });
            }
            users::was_here(tx, user, now)?;
            say(tx, PeopleAct::SignedIn, Actor::User(user), Some(user), json!({ "by": by }), now)?;
            let own = settings::get::<Settings>(tx, &settings_key(user))?;
            Ok((row, authenticator::is_lost(tx, user)?, own))
        })
        .await;
    match row {
        Ok((row, owes, own)) => {
            passed_at(office).seated(user, owes);
            if matches!(office.custody, Custody::People { .. }) {
                look::keep(inner, look::chosen(own.as_ref())).await;
            }
            seat(inner, office, row.user).await;
            Ok(())
        }
        Err(StoreError::NotFound { .. }) => Err(wrong(Secret::Password)),
        Err(error) => Err(error.into()),
    }
}

/// Puts somebody at the desk, whoever asked for it.
pub(crate) async fn seat(inner: &Arc<Inner>, office: &Arc<Office>, user: User) {
    inner.touch();
    // They sit at the window; it says so itself when they turn to something else.
    office.engine.focused(true);
    let sitting = inner.sittings.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    inner.enter(State::Open(Arc::new(office.seat(user, sitting)))).await;
}

/// Takes whoever sits there from the desk. Nothing they were doing is undone; the practice stays open.
pub(crate) async fn lock(inner: &Inner, why: LockWhy) {
    // Waits for nothing that may hang, and comes before the book: a full disk must not keep the desk open.
    let desk = {
        let mut state = inner.state.write().await;
        let State::Open(desk) = &*state else { return };
        let desk = Arc::clone(desk);
        *state = State::Locked { office: Arc::clone(desk.office()), last: Some(desk.user.id), why };
        desk
    };
    inner.tell(AppEvent::StatusChanged);
    clear_clipboard(inner);
    let (office, user, now) = (Arc::clone(desk.office()), desk.user.id, desk.clock.now());
    // Nobody waits for the next text: at night this is most of what the carrier is asked.
    office.engine.focused(false);
    let detail = json!({ "why": why.as_str() });
    let written =
        office.store.write(move |tx| say(tx, PeopleAct::Locked, Actor::User(user), None, detail, now)).await;
    if let Err(error) = written {
        tracing::warn!(%error, "a lock is not in the log");
    }
    drop(desk);
    // Nobody waits for it: the desk is locked by now.
    let store = office.store.clone();
    drop(tokio::task::spawn_blocking(move || store.forget()));
}

/// Closes the practice: nothing comes in, nothing leaves, and its key is in nobody's memory until a password opens it
/// again. Texts wait at the carrier meanwhile, which honours a STOP by itself. Practice mode has no password to open
/// it with, and only locks.
pub(crate) async fn close(inner: &Arc<Inner>, why: LockWhy) {
    let one = inner.opening.lock().await;
    let state = inner.state.read().await.clone();
    let Some(office) = state.office().cloned() else { return };
    let Custody::People { folder, .. } = &office.custody else {
        drop(one);
        return lock(inner, why).await;
    };
    let (folder, now, detail) =
        (folder.clone(), office.clock.now(), json!({ "why": why.as_str(), "closed": true }));
    let actor = match &state {
        State::Open(desk) => Actor::User(desk.user.id),
        State::Locked { .. } | State::Starting | State::Setup | State::Closed(_) | State::Blocked(_) => {
            Actor::System
        }
    };
    let written = office.store.write(move |tx| say(tx, PeopleAct::Locked, actor, None, detail, now)).await;
    if let Err(error) = written {
        tracing::warn!(%error, "a closing is not in the log");
    }
    drop((state, office));
    clear_clipboard(inner);
    inner.enter(State::Starting).await;
    let next = door(inner, &folder, why).await.unwrap_or_else(|blocked| blocked);
    inner.enter(next).await;
}

/// Words for a portal do not stay behind for who comes next. Another program may have the clipboard: nobody waits for it.
fn clear_clipboard(inner: &Inner) {
    let clipboard = Arc::clone(&inner.ports.clipboard);
    drop(tokio::task::spawn_blocking(move || clipboard.let_go()));
}

/// The door of a practice that nobody has opened yet.
///
/// # Errors
/// The state that says what stands in the way.
pub(crate) async fn door(inner: &Inner, folder: &PracticeFolder, why: LockWhy) -> Result<State, State> {
    let blocked = |error: OpenError| State::Blocked(opening::start_problem(&error));
    let (file, vault, at) =
        (folder.key_file().map_err(blocked)?, Arc::clone(&inner.ports.vault), folder.clone());
    let read = opening::patiently(move || {
        at.look()?;
        let device = file.device_secret(&*vault)?;
        // A keyring that answers with something else is another one: the way back is the recovery code, not a backup.
        let unread = if device.is_there() { OpenError::KeyringMissing } else { OpenError::KeyFileDamaged };
        let roster = Roster::read(&file, &device).ok_or(unread)?;
        Ok(Door { roster, new: new_people(&file), recovery: file.has_recovery(), why })
    });
    let door = read.await.unwrap_or(Err(OpenError::KeyringMissing)).map_err(blocked)?;
    Ok(State::Closed(Arc::new(door)))
}

/// Who comes in with a code for the first day.
pub(crate) fn new_people(file: &KeyFile) -> Vec<UserId> {
    file.ways_in().iter().filter(|way| way.until_at.is_some()).map(|way| way.user).collect()
}

/// Opens the practice key as somebody.
pub(crate) async fn prove(
    inner: &Inner,
    folder: &PracticeFolder,
    user: UserId,
    password: Zeroizing<String>,
    now: Timestamp,
) -> Result<Proof, AppError> {
    let (folder, vault) = (folder.clone(), Arc::clone(&inner.ports.vault));
    let proof = opening::blocking(move || -> Result<Proof, OpenError> {
        let file = folder.key_file()?;
        let device = file.device_secret(&*vault)?;
        let key = file.open_as(user, &password, &device, now)?;
        let code = file.ways_in().iter().any(|way| way.user == user && way.until_at.is_some());
        Ok(Proof { key, file, device, code })
    });
    proof.await?.map_err(|error| match error {
        OpenError::WrongSecret => wrong(Secret::Password),
        other => opening::refusal(&other),
    })
}

/// Keeps a PIN for somebody who proved who they are.
async fn set_pin(office: &Arc<Office>, user: UserId, pin: &Pin, now: Timestamp) -> Result<(), AppError> {
    let (pin, device) = (
        pin.clone(),
        match &office.custody {
            Custody::People { device, .. } => device.clone(),
            Custody::Pretend { .. } => DeviceSecret::none(),
        },
    );
    let check = opening::blocking(move || PinCheck::of(&pin, user, &device)).await?;
    let check = check.map_err(|error| opening::refusal(&error))?;
    let written = office.store.write(move |tx| {
        pins::set(tx, user, &check, now)?;
        say(tx, PeopleAct::PinChanged, Actor::User(user), Some(user), json!({}), now)
    });
    Ok(written.await?)
}

fn passed_at(office: &Office) -> Passed {
    match &office.custody {
        Custody::People { passed, .. } => passed.clone(),
        Custody::Pretend { .. } => Passed::default(),
    }
}

/// Whether somebody's PIN lifts the lock: not before their second step, if they have one.
pub(crate) fn pin_is_enough(tx: &ReadTx<'_>, custody: &Custody, user: UserId) -> Result<bool, StoreError> {
    match custody {
        Custody::People { passed, .. } if passed.has(user) || passed.owes(user) => Ok(true),
        Custody::People { .. } => {
            Ok(authenticators::get(tx, user)?.is_none() && !authenticator::is_lost(tx, user)?)
        }
        Custody::Pretend { .. } => Ok(true),
    }
}

async fn may_use_pin(custody: &Custody, store: &Store, user: UserId) -> Result<bool, AppError> {
    let custody = custody.clone();
    Ok(store.read(move |tx| pin_is_enough(tx, &custody, user)).await?)
}

/// Closes a store that nobody came to work in.
async fn shut(store: Store) {
    if !matches!(opening::blocking(move || store.close()).await, Ok(Ok(()))) {
        tracing::warn!("the store did not close cleanly; it will recover at the next start");
    }
}

/// Whoever sits there proves once more who they are, before something that a passer-by should not do.
pub(crate) async fn prove_again(
    inner: &Inner,
    desk: &Desk,
    password: Zeroizing<String>,
) -> Result<Proof, AppError> {
    let Custody::People { folder, .. } = &desk.custody else { return Err(only_the_pin()) };
    let (user, now) = (desk.user.id, inner.ports.clock.now());
    charge(inner, folder, user, Secret::Password).await?;
    match prove(inner, folder, user, password, now).await {
        Ok(proof) => {
            clear(inner, folder, user).await;
            Ok(proof)
        }
        Err(error) => {
            let logged = Some((&desk.store, desk.clock.now()));
            let error = miss_in(inner, logged, folder, user, Secret::Password, "password", error).await;
            Err(error.about("password"))
        }
    }
}

/// Gives somebody who sits there another password, for the one they have.
pub(crate) async fn change_password(
    inner: &Arc<Inner>,
    desk: &Desk,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let Custody::People { folder, .. } = &desk.custody else { return Err(only_the_pin()) };
    let (folder, user) = (folder.clone(), desk.user.id);
    let (proof, cost) = (prove_again(inner, desk, old).await?, inner.ports.password_cost);
    let changed = opening::blocking(move || -> Result<(), OpenError> {
        let Proof { key, mut file, device, .. } = proof;
        file.add_person(&key, user, &new, None, &device, cost()?)?;
        file.save(&folder.key_path())
    });
    changed.await?.map_err(|error| opening::refusal(&error))?;
    let at = desk.clock.now();
    let written = desk
        .store
        .write(move |tx| say(tx, PeopleAct::PasswordChanged, Actor::User(user), Some(user), json!({}), at));
    Ok(written.await?)
}

/// Charges a try, or says how long to wait.
async fn charge(
    inner: &Inner,
    folder: &PracticeFolder,
    user: UserId,
    secret: Secret,
) -> Result<(), AppError> {
    let (tries, file, now) = (Arc::clone(&inner.tries), folder.tries_path(), inner.ports.clock.now());
    match opening::blocking(move || tries.begin(&file, user, secret, now)).await? {
        Standing::Free => Ok(()),
        Standing::Wait(wait) => Err(slowed(secret, wait)),
        Standing::Out => Err(out(secret)),
    }
}

/// Forgets what somebody missed before they were right.
async fn clear(inner: &Inner, folder: &PracticeFolder, user: UserId) {
    let (tries, file) = (Arc::clone(&inner.tries), folder.tries_path());
    let cleared = opening::blocking(move || {
        tries.clear(&file, user, Secret::Password);
        tries.clear(&file, user, Secret::Pin);
    });
    if cleared.await.is_err() {
        tracing::warn!("the count of misses is not forgotten");
    }
}

/// Counts a miss, if it was one, and says what to tell the person.
async fn miss(
    inner: &Inner,
    state: &State,
    folder: &PracticeFolder,
    user: UserId,
    secret: Secret,
    error: AppError,
) -> AppError {
    let logged = state.office().map(|office| (&office.store, office.clock.now()));
    let word = if secret == Secret::Pin { "pin" } else { "password" };
    miss_in(inner, logged, folder, user, secret, word, error).await
}

/// As [`miss`], written down in this store, if one is open, as a miss with `word`.
async fn miss_in(
    inner: &Inner,
    logged: Option<(&Store, Timestamp)>,
    folder: &PracticeFolder,
    user: UserId,
    secret: Secret,
    word: &'static str,
    error: AppError,
) -> AppError {
    if error.code != ErrorCode::WrongSecret {
        // Nothing was guessed: the keyring did not answer, or a file could not be read.
        let (tries, file) = (Arc::clone(&inner.tries), folder.tries_path());
        let _ = opening::blocking(move || tries.take_back(&file, user, secret)).await;
        return error;
    }
    if let Some((store, at)) = logged {
        let detail = json!({ "secret": word });
        let written =
            store.write(move |tx| say(tx, PeopleAct::Missed, Actor::System, Some(user), detail, at));
        if let Err(error) = written.await {
            tracing::warn!(%error, "a miss is not in the log");
        }
    }
    let tries = Arc::clone(&inner.tries);
    match opening::blocking(move || tries.missed(user, secret)).await {
        Ok(Standing::Wait(wait)) => slowed(secret, wait),
        Ok(Standing::Out) => out(secret),
        Ok(Standing::Free) | Err(_) => error,
    }
}

fn wrong(secret: Secret) -> AppError {
    match secret {
        Secret::Password => {
            AppError::new(ErrorCode::WrongSecret, "That password doesn't open Foyer.").about("password")
        }
        Secret::Pin => AppError::new(ErrorCode::WrongSecret, "That PIN is not right.").about("pin"),
    }
}

fn slowed(secret: Secret, wait: Duration) -> AppError {
    let words = match wait.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    match secret {
        Secret::Password => {
            AppError::new(ErrorCode::Slowed, format!("Too many tries. Wait {words}.")).about("password")
        }
        Secret::Pin => {
            AppError::new(ErrorCode::Slowed, format!("Too many tries. Use your password, or wait {words}."))
                .about("pin")
        }
    }
}

fn out(secret: Secret) -> AppError {
    match secret {
        Secret::Password => AppError::new(
            ErrorCode::LockedOut,
            "Too many tries. A practice manager can give you a new code, or use the recovery code.",
        )
        .about("password"),
        Secret::Pin => AppError::new(ErrorCode::LockedOut, "Too many tries. Use your password.").about("pin"),
    }
}

fn not_now() -> AppError {
    AppError::new(ErrorCode::NotAllowed, "Lock Foyer first, then somebody else can sign in.")
}

fn only_the_pin() -> AppError {
    AppError::new(ErrorCode::NotAllowed, format!("In practice mode everyone's PIN is {PRACTICE_PIN}."))
        .about("password")
}

impl Inner {
    /// Somebody is there.
    pub(crate) fn touch(&self) {
        *self.touched.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = self.ports.clock.now();
    }

    /// Says that the lock is near, so that whoever still reads can move the mouse.
    pub(crate) fn warn_of_lock(&self, seconds: u32) {
        self.tell(AppEvent::LockSoon { seconds });
    }
}
