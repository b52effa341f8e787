//! From a folder on disk to an open desk, or to the reason why not. Never deletes, never starts empty in place
//! of something that does not open.

use std::{path::PathBuf, sync::Arc, time::Duration};

use foyer_domain::{Role, User};
use foyer_phi::Screener;
use foyer_policy::ConsentRules;
use foyer_store::{
    KeyFile, OpenError, PracticeFolder, PracticeKey, Store, StoreError, Vault, VaultError, settings,
};
use foyer_sync::{Change, Clock, Engine, EngineSettings, Ids};

use crate::{
    account::{self, Account},
    app::{Inner, PracticeOptions, Start, State},
    desk::{ConsentSettings, Desk, PRACTICE_SETTING, Practice},
    portal::{
        PortalSettings, Portals,
        kept::{self, PORTAL_SETTING},
        rounds as portal_rounds,
    },
    pretend::Pretend,
    rounds, seeding,
    wire::{AppError, AppEvent, ErrorCode, StartProblem},
};

/// A keyring that asks a person who is not there never answers; after this it counts as absent.
const KEYRING_PATIENCE: Duration = Duration::from_secs(20);

/// The folder of the practice this computer works with.
pub(crate) fn live_folder(inner: &Inner) -> PathBuf {
    inner.config.data_dir.join("practice")
}

/// Opens what can be opened without a person.
pub(crate) async fn open_at_start(inner: &Arc<Inner>) {
    let _one = inner.opening.lock().await;
    // Somebody who waited here may find it done.
    if matches!(*inner.state.read().await, State::Open(_)) {
        return;
    }
    let next = match &inner.config.start {
        Start::Practice(options) => match open_practice_mode(inner, options).await {
            Ok(desk) => State::Open(desk),
            Err(error) => {
                tracing::error!(code = ?error.code, "practice mode does not start");
                State::Blocked(StartProblem::Unreadable)
            }
        },
        Start::Normal => open_live(inner).await,
    };
    inner.enter(next).await;
}

async fn open_live(inner: &Arc<Inner>) -> State {
    let folder = PracticeFolder::at(live_folder(inner));
    if !folder.is_taken() {
        return State::Setup;
    }
    match unlock_with_keyring(inner, folder).await {
        Ok(store) => enter_live(inner, store).await,
        Err(error) => error,
    }
}

/// Opens the store with the key in the keyring; otherwise the state that says what is missing.
async fn unlock_with_keyring(inner: &Inner, folder: PracticeFolder) -> Result<Store, State> {
    let key_file = folder.key_file().map_err(|error| State::Blocked(start_problem(&error)))?;
    if !key_file.has_keyring() {
        return Err(State::Passphrase);
    }
    let has_passphrase = key_file.has_passphrase();
    let vault = Arc::clone(&inner.ports.vault);
    let key = patiently(move || key_file.open_with_keyring(&*vault))
        .await
        .unwrap_or(Err(OpenError::KeyringMissing));
    match key {
        Ok(key) => open_store(folder, key).await.map_err(|error| State::Blocked(start_problem(&error))),
        Err(OpenError::KeyringMissing) if has_passphrase => Err(State::Passphrase),
        Err(error) => Err(State::Blocked(start_problem(&error))),
    }
}

/// Opens the practice with its passphrase.
pub(crate) async fn unlock(inner: &Arc<Inner>, passphrase: String) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let folder = PracticeFolder::at(live_folder(inner));
    if matches!(*inner.state.read().await, State::Open(_)) {
        return Ok(());
    }
    let key_file = folder.key_file().map_err(|error| refusal(&error))?;
    let key = blocking(move || key_file.open_with_passphrase(&passphrase))
        .await?
        .map_err(|error| refusal(&error))?;
    match open_store(folder, key).await {
        Ok(store) => {
            let state = enter_live(inner, store).await;
            inner.enter(state).await;
            Ok(())
        }
        Err(error) => Err(refusal(&error)),
    }
}

async fn enter_live(inner: &Arc<Inner>, store: Store) -> State {
    let vault = Arc::clone(&inner.ports.vault);
    let account = match account::load(&store, vault).await {
        Ok(account) => account,
        Err(error) => {
            tracing::error!(code = ?error.code, "the carrier account does not load");
            return State::Blocked(StartProblem::KeyMissing);
        }
    };
    match assemble(inner, store, account, Arc::clone(&inner.ports.clock), None).await {
        Ok(desk) => State::Open(desk),
        Err(error) => {
            tracing::error!(code = ?error.code, "the practice does not open");
            State::Blocked(StartProblem::Unreadable)
        }
    }
}

/// What a new practice needs to be made.
pub(crate) struct NewPractice {
    pub(crate) practice: Practice,
    pub(crate) manager: String,
    pub(crate) numbers: Vec<foyer_domain::PhoneNumber>,
    pub(crate) account: Account,
    pub(crate) passphrase: Option<String>,
}

/// Makes the practice of this computer and opens it. It is finished beside its place and moved there in one step: a
/// crash or a full disk on the way leaves nothing that could not be set up again.
pub(crate) async fn create_live(inner: &Arc<Inner>, new: NewPractice) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let (place, making) = (live_folder(inner), inner.config.data_dir.join("practice.new"));
    if PracticeFolder::at(&place).is_taken() {
        return Err(refusal(&OpenError::AlreadyExists));
    }
    // Left by a setup that never finished; nobody ever worked in it.
    discard(&making).await?;
    let (store, key) = create_store(inner, PracticeFolder::at(&making), new.passphrase.clone()).await?;
    let now = inner.ports.clock.now();
    account::save(&store, Arc::clone(&inner.ports.vault), &new.account, now).await?;
    let mut ids = ids(&inner.ports.clock)?;
    let NewPractice { practice, manager, numbers, account, .. } = new;
    store
        .write(move |tx| {
            settings::set(tx, PRACTICE_SETTING, &practice, now)?;
            seeding::first_user(tx, &mut ids, &manager, Role::Manager, now)?;
            for number in &numbers {
                seeding::line(tx, &mut ids, number, "Main", now)?;
            }
            Ok(())
        })
        .await?;
    store.close()?;
    tokio::fs::rename(&making, &place).await.map_err(|error| broken(&error))?;
    let store = open_store(PracticeFolder::at(place), key).await.map_err(|error| refusal(&error))?;
    let desk = assemble(inner, store, account, Arc::clone(&inner.ports.clock), None).await?;
    inner.enter(State::Open(desk)).await;
    Ok(())
}

/// Goes on with another key for the carrier; the store stays open and everything that waits stays.
pub(crate) async fn reconnect(inner: &Arc<Inner>, account: Account) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let State::Open(desk) = inner.state.read().await.clone() else {
        return Err(AppError::new(ErrorCode::NotOpen, "Foyer is not open yet."));
    };
    account::save(&desk.store, Arc::clone(&inner.ports.vault), &account, inner.ports.clock.now()).await?;
    desk.portals.close();
    desk.engine.stop().await;
    let (store, clock) = (desk.store.clone(), Arc::clone(&desk.clock));
    let next = assemble(inner, store, account, clock, None).await?;
    rounds::go(inner, &next);
    *inner.state.write().await = State::Open(next);
    // Nobody listening is fine: the window asks for the status when it comes up.
    let _ = inner.events.send(AppEvent::StatusChanged);
    Ok(())
}

/// Goes on with other figures, or another wording of the notice: the engine and the desk take them over together. The
/// far end of practice mode plays on.
pub(crate) async fn take_over_consent(inner: &Arc<Inner>) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let State::Open(desk) = inner.state.read().await.clone() else {
        return Err(AppError::new(ErrorCode::NotOpen, "Foyer is not open yet."));
    };
    let account = match &desk.pretend {
        Some(pretend) => Account::pretend(&pretend.carrier),
        None => account::load(&desk.store, Arc::clone(&inner.ports.vault)).await?,
    };
    desk.portals.close();
    desk.engine.stop().await;
    let (store, clock, pretend) = (desk.store.clone(), Arc::clone(&desk.clock), desk.pretend.clone());
    let next = assemble(inner, store, account, clock, pretend).await?;
    rounds::go(inner, &next);
    *inner.state.write().await = State::Open(next);
    Ok(())
}

/// Wraps a new key in the keyring, or by passphrase where none answers, and makes the store.
async fn create_store(
    inner: &Inner,
    folder: PracticeFolder,
    passphrase: Option<String>,
) -> Result<(Store, PracticeKey), AppError> {
    let vault = Arc::clone(&inner.ports.vault);
    let made = blocking(move || -> Result<(Store, PracticeKey), OpenError> {
        let key = PracticeKey::generate()?;
        let mut file = KeyFile::new(&key);
        let kept = file.add_keyring(&key, &*vault, "practice-key").is_ok();
        match passphrase {
            Some(passphrase) => file.add_passphrase(&key, &passphrase)?,
            None if kept => {}
            None => return Err(OpenError::KeyringMissing),
        }
        Ok((folder.create(&key, &file)?, key))
    })
    .await?;
    made.map_err(|error| refusal(&error))
}

/// Opens practice mode because a person chose it.
pub(crate) async fn enter_practice_mode(
    inner: &Arc<Inner>,
    options: &PracticeOptions,
) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let desk = open_practice_mode(inner, options).await?;
    inner.enter(State::Open(desk)).await;
    Ok(())
}

/// Opens practice mode: the practice left from last time if its key is still there, otherwise a new one.
async fn open_practice_mode(inner: &Arc<Inner>, options: &PracticeOptions) -> Result<Arc<Desk>, AppError> {
    let sample = foyer_sandbox::SamplePractice::load_embedded().map_err(|error| broken(&error))?;
    let folder_path = inner.config.data_dir.join("practice-mode");
    let folder = PracticeFolder::at(&folder_path);
    let left =
        if folder.is_taken() { unlock_with_keyring(inner, folder.clone()).await } else { Err(State::Setup) };
    let left = match left {
        Ok(store) => Some(store),
        Err(State::Blocked(StartProblem::AlreadyOpen)) => return Err(refusal(&OpenError::LockedByAnother)),
        Err(State::Blocked(StartProblem::DiskFull)) => return Err(refusal(&OpenError::DiskFull)),
        Err(_) => None,
    };
    // Another play of the same morning must not repeat the carrier ids that are stored already.
    let run = if left.is_some() { crate::secret::number().map_err(|error| broken(&error))? } else { 0 };
    let options = PracticeOptions { seed: options.seed ^ run, ..options.clone() };
    let pretend =
        Pretend::start(&options, &sample, &inner.ports.clock).await.map_err(|error| broken(&error))?;
    let store = match left {
        Some(store) => store,
        None => {
            // Every person in it is fictional, and its key is gone.
            discard(&folder_path).await?;
            // Without a keyring the words are forgotten at once, and with them the practice when it closes.
            let words = crate::secret::random_words().map_err(|error| broken(&error))?;
            let (store, _) = create_store(inner, folder, Some(words)).await?;
            seeding::sample(&store, &sample, pretend.began_at, ids(&pretend.clock)?).await?;
            store
        }
    };
    let account = Account::pretend(&pretend.carrier);
    let clock = Arc::clone(&pretend.clock);
    announce(inner, &pretend)?;
    assemble(inner, store, account, clock, Some(Arc::new(pretend))).await
}

/// Removes a folder of Foyer's own making that nobody works in.
async fn discard(folder: &std::path::Path) -> Result<(), AppError> {
    match tokio::fs::remove_dir_all(folder).await {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(broken(&error)),
    }
}

/// Writes where the pretend carrier listens, for whoever plays or tests with it.
fn announce(inner: &Inner, pretend: &Pretend) -> Result<(), AppError> {
    let line = serde_json::json!({
        "base_url": pretend.carrier.base_url,
        "account_sid": pretend.carrier.account_sid,
        "control_url": pretend.carrier.control_url,
        "portal_url": pretend.portal.page_url(),
        "portal_control_url": pretend.portal.control_url(),
    });
    std::fs::write(inner.config.data_dir.join("practice.json"), line.to_string())
        .map_err(|error| broken(&error))
}

/// Puts the parts of a desk together and starts the engine.
async fn assemble(
    inner: &Arc<Inner>,
    store: Store,
    account: Account,
    clock: Arc<dyn Clock>,
    pretend: Option<Arc<Pretend>>,
) -> Result<Arc<Desk>, AppError> {
    let speed = pretend.as_ref().map_or(1.0, |pretend| pretend.speed);
    let now = clock.now();
    let (practice, user, rules, portal): (Practice, User, ConsentRules, Option<PortalSettings>) = store
        .read(move |tx| {
            let practice =
                settings::get(tx, PRACTICE_SETTING)?.ok_or(StoreError::NotFound { table: "setting" })?;
            Ok((
                practice,
                seeding::at_the_desk(tx)?,
                ConsentSettings::read(tx)?.rules_at(now),
                settings::get(tx, PORTAL_SETTING)?,
            ))
        })
        .await?;
    let portal = portal.unwrap_or_default();
    let adapter = match pretend.as_ref() {
        Some(pretend) => pretend.portal.adapter()?,
        None => kept::connect(&portal, Arc::clone(&inner.ports.vault)).await?,
    };
    let portals = Arc::new(Portals::new(portal, adapter, speed));
    let carrier = account::connect(&account)?;
    let ids = ids(&clock)?;
    let events = inner.events.clone();
    let listener = Arc::new(move |change: Change| {
        let event = match change {
            Change::Thread(thread) => AppEvent::ThreadChanged { thread: thread.to_string() },
            Change::Outbox => AppEvent::OutboxChanged,
            Change::Connectivity => AppEvent::ConnectivityChanged,
            Change::NewInbound(count) => AppEvent::InboundArrived { count },
        };
        // Nobody listening is fine: the window reads everything when it comes up.
        let _ = events.send(event);
    });
    let engine = Engine::start(
        store.clone(),
        carrier,
        Arc::clone(&clock),
        ids.clone(),
        listener,
        EngineSettings { consent: rules, time_zone: practice.zone(), ..EngineSettings::default() }
            .sped_up(speed),
    );
    let screener = blocking(|| Arc::new(Screener::new())).await?;
    let desk =
        Arc::new(Desk::new(store, engine, clock, ids, screener, user, practice, rules, portals, pretend));
    tokio::spawn(portal_rounds::run(Arc::downgrade(&desk), inner.events.clone()));
    Ok(desk)
}

async fn open_store(folder: PracticeFolder, key: PracticeKey) -> Result<Store, OpenError> {
    tokio::task::spawn_blocking(move || folder.open(&key))
        .await
        .unwrap_or(Err(OpenError::Io(std::io::ErrorKind::Other)))
}

/// Whether the keyring keeps, gives back and forgets a word: a keyring that merely opens proves nothing.
pub(crate) async fn keyring_answers(vault: Arc<dyn Vault>) -> bool {
    patiently(move || -> Result<bool, VaultError> {
        vault.set("probe", b"probe")?;
        let kept = vault.get("probe")?.as_deref() == Some(b"probe".as_slice());
        vault.delete("probe")?;
        Ok(kept)
    })
    .await
    .is_some_and(|answer| answer.unwrap_or(false))
}

async fn patiently<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::time::timeout(KEYRING_PATIENCE, tokio::task::spawn_blocking(f)).await.ok()?.ok()
}

async fn blocking<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(f).await.map_err(|error| broken(&error))
}

fn ids(clock: &Arc<dyn Clock>) -> Result<Ids, AppError> {
    Ok(Ids::new(foyer_sync::ClockIds::new(
        Arc::clone(clock),
        crate::secret::seed().map_err(|error| broken(&error))?,
    )))
}

/// The reason a practice does not open, as a screen.
fn start_problem(error: &OpenError) -> StartProblem {
    match error {
        OpenError::KeyringMissing | OpenError::WrongSecret => StartProblem::KeyMissing,
        OpenError::KeyFileMissing => StartProblem::KeyFileMissing,
        OpenError::KeyFileDamaged | OpenError::StoreMissing | OpenError::Damaged | OpenError::NotAStore => {
            StartProblem::StoreDamaged
        }
        OpenError::FutureVersion { .. } => StartProblem::StoreNewer,
        OpenError::LockedByAnother => StartProblem::AlreadyOpen,
        OpenError::DiskFull => StartProblem::DiskFull,
        OpenError::AlreadyExists | OpenError::OldSqlite(_) | OpenError::Io(_) | OpenError::Sqlite { .. } => {
            StartProblem::Unreadable
        }
    }
}

/// The same, as an answer to a person who asked for it.
fn refusal(error: &OpenError) -> AppError {
    match error {
        OpenError::WrongSecret => {
            AppError::new(ErrorCode::WrongPassphrase, "That passphrase doesn't open Foyer. Nothing was changed.")
                .about("passphrase")
        }
        OpenError::KeyringMissing => AppError::new(
            ErrorCode::BadField,
            "This computer has no keyring that answers. Choose a passphrase of at least 12 characters instead.",
        )
        .about("passphrase"),
        OpenError::DiskFull => AppError::new(ErrorCode::DiskFull, "This computer's disk is full. Nothing was lost. Free some space and try again."),
        OpenError::AlreadyExists => AppError::new(ErrorCode::Internal, "There is already a practice on this computer. Restart Foyer to open it."),
        OpenError::Damaged | OpenError::NotAStore | OpenError::StoreMissing | OpenError::KeyFileDamaged => {
            AppError::new(ErrorCode::StoreDamaged, "Foyer's store is damaged. Foyer stopped and touched nothing.")
        }
        OpenError::KeyFileMissing
        | OpenError::FutureVersion { .. }
        | OpenError::LockedByAnother
        | OpenError::OldSqlite(_)
        | OpenError::Io(_)
        | OpenError::Sqlite { .. } => {
            AppError::new(ErrorCode::Internal, "Foyer can't open the practice on this computer. Nothing was deleted.")
        }
    }
}

fn broken(error: &dyn std::error::Error) -> AppError {
    tracing::error!(%error, "opening failed");
    AppError::new(ErrorCode::Internal, "Something broke while opening Foyer. Nothing was lost; try again.")
}
