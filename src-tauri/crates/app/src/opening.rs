//! From a folder on disk to an open desk, or to the reason why not. Never deletes, never starts empty in place
//! of something that does not open.

use std::{path::PathBuf, sync::Arc, time::Duration};

use foyer_domain::{Actor, Private, Role, Span, User, UserId};
use foyer_phi::Screener;
use foyer_policy::{ConsentRules, Covers};
use foyer_store::{
    DeviceSecret, KeyFile, OpenError, Pin, PinCheck, PracticeFolder, PracticeKey, Store, StoreError, Vault,
    VaultError, computers, pins, screening, settings, users,
};
use foyer_sync::{Change, Clock, Engine, EngineSettings, Ids};
use zeroize::Zeroizing;

use crate::{
    account::{self, Account},
    app::{Inner, PracticeOptions, Start, State},
    backing,
    desk::{
        ConsentSettings, Custody, Desk, LOCK_AFTER_MINUTES, LOCK_SETTING, NIGHT_SECONDS, NIGHT_SETTING,
        Office, PRACTICE_SETTING, Practice,
    },
    gaps,
    portal::{
        PortalSettings, Portals,
        kept::{self, PORTAL_SETTING},
        rounds as portal_rounds,
    },
    pretend::Pretend,
    record::{self, Act},
    rounds, seeding,
    session::{self, Person, Roster, authenticator::Passed},
    templating,
    wire::{AppError, AppEvent, ErrorCode, LockWhy, StartProblem},
};

/// A keyring that asks a person who is not there never answers; after this it counts as absent.
const KEYRING_PATIENCE: Duration = Duration::from_secs(20);

/// The folder of the practice this computer works with.
pub(crate) fn live_folder(inner: &Inner) -> PathBuf {
    inner.config.data_dir.join("practice")
}

/// Opens what can be opened without a person, which is practice mode.
pub(crate) async fn open_at_start(inner: &Arc<Inner>) {
    let _one = inner.opening.lock().await;
    // Somebody who waited here may find it done.
    if inner.state.read().await.office().is_some() {
        return;
    }
    match &inner.config.start {
        Start::Practice(options) => match open_practice_mode(inner, options).await {
            Ok(office) => begin_practice(inner, &office).await,
            Err(error) => {
                tracing::error!(code = ?error.code, "practice mode does not start");
                inner.enter(State::Blocked(StartProblem::Unreadable)).await;
            }
        },
        Start::Normal => {
            let place = live_folder(inner);
            let finished = blocking(move || foyer_store::backups::finish_in_place(&place)).await;
            if !matches!(finished, Ok(Ok(()))) {
                tracing::error!("a restored practice could not be moved to its place");
                return inner.enter(State::Blocked(StartProblem::Unreadable)).await;
            }
            let folder = PracticeFolder::at(live_folder(inner));
            let next = if folder.is_taken() {
                session::door(inner, &folder, LockWhy::Started).await.unwrap_or_else(|blocked| blocked)
            } else {
                State::Setup
            };
            inner.enter(next).await;
        }
    }
}

/// Opens the store of this computer's practice with the key that somebody's password gave, and starts the engine.
///
/// # Errors
/// What stands in the way, which is the status from then on.
pub(crate) async fn open_office(
    inner: &Arc<Inner>,
    folder: PracticeFolder,
    key: PracticeKey,
    device: DeviceSecret,
) -> Result<Arc<Office>, AppError> {
    let store = open_live(inner, folder.clone(), key.clone()).await?;
    office_of(inner, store, Custody::People { folder, key, device, passed: Passed::default() }).await
}

/// Opens the store alone: nothing is received and nothing leaves.
///
/// # Errors
/// What stands in the way, which is the status from then on.
pub(crate) async fn open_live(
    inner: &Arc<Inner>,
    folder: PracticeFolder,
    key: PracticeKey,
) -> Result<Store, AppError> {
    match open_store(folder, key).await {
        Ok(store) => Ok(store),
        Err(error) => {
            inner.enter(State::Blocked(start_problem(&error))).await;
            Err(refusal(&error))
        }
    }
}

/// Puts the practice together around its open store, and starts the engine.
pub(crate) async fn office_of(
    inner: &Arc<Inner>,
    store: Store,
    custody: Custody,
) -> Result<Arc<Office>, AppError> {
    let account = account::load(&store, Arc::clone(&inner.ports.vault)).await?;
    begin(inner, store, account, Arc::clone(&inner.ports.clock), custody, None).await
}

/// What a new practice needs to be made.
pub(crate) struct NewPractice {
    pub(crate) practice: Practice,
    pub(crate) manager: String,
    pub(crate) numbers: Vec<foyer_domain::PhoneNumber>,
    pub(crate) account: Account,
    pub(crate) password: Zeroizing<String>,
    pub(crate) pin: Pin,
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
    let mut ids = ids(&inner.ports.clock)?;
    let manager = User { id: UserId::new(&mut ids), name: Private::new(new.manager), role: Role::Manager };
    let roster = Roster {
        practice: new.practice.name.clone(),
        time_zone: new.practice.time_zone.clone(),
        people: vec![Person::first(&manager)],
    };
    let made =
        create_for_people(inner, PracticeFolder::at(&making), manager.id, roster, new.password, new.pin);
    let (store, key, device, pin) = made.await?;
    let now = inner.ports.clock.now();
    account::save(&store, Arc::clone(&inner.ports.vault), &new.account, Actor::System, now).await?;
    let beside = place.clone();
    let instead_of = blocking(move || foyer_store::backups::last_set_aside(&beside)).await?;
    let instead_of = instead_of.map_err(|error| broken(&error))?;
    let NewPractice { practice, numbers, account, .. } = new;
    let first = manager.clone();
    store
        .write(move |tx| {
            settings::set(tx, PRACTICE_SETTING, &practice, now)?;
            users::create(tx, &first, now)?;
            pins::set(tx, first.id, &pin, now)?;
            for number in &numbers {
                seeding::line(tx, &mut ids, number, "Main", now)?;
            }
            if let Some(kept_as) = instead_of {
                let detail = serde_json::json!({ "kept_as": kept_as });
                record::by(tx, Actor::User(first.id), Act::StartedAnew, None, None, detail, now)?;
            }
            Ok(())
        })
        .await?;
    store.close()?;
    tokio::fs::rename(&making, &place).await.map_err(|error| broken(&error))?;
    let folder = PracticeFolder::at(place);
    let store = open_store(folder.clone(), key.clone()).await.map_err(|error| refusal(&error))?;
    let custody = Custody::People { folder, key, device, passed: Passed::default() };
    let office = begin(inner, store, account, Arc::clone(&inner.ports.clock), custody, None).await?;
    session::seat(inner, &office, manager).await;
    Ok(())
}

/// Goes on with another key for the carrier; the store stays open and everything that waits stays.
pub(crate) async fn reconnect(inner: &Arc<Inner>, account: Account) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let State::Open(desk) = inner.state.read().await.clone() else {
        return Err(AppError::new(ErrorCode::NotOpen, "Foyer is not open yet."));
    };
    let now = inner.ports.clock.now();
    account::save(&desk.store, Arc::clone(&inner.ports.vault), &account, Actor::User(desk.user.id), now)
        .await?;
    put_together_anew(inner, desk.office(), account).await
}

/// Goes on with other figures, or another wording of the notice: the engine and the desk take them over together. The
/// far end of practice mode plays on.
pub(crate) async fn take_over_consent(inner: &Arc<Inner>) -> Result<(), AppError> {
    let _one = inner.opening.lock().await;
    let State::Open(desk) = inner.state.read().await.clone() else {
        return Err(AppError::new(ErrorCode::NotOpen, "Foyer is not open yet."));
    };
    let account = account_of(inner, &desk).await?;
    put_together_anew(inner, desk.office(), account).await
}

/// The account that the open practice texts with.
pub(crate) async fn account_of(inner: &Inner, desk: &Desk) -> Result<Account, AppError> {
    match &desk.pretend {
        Some(pretend) => Ok(Account::pretend(&pretend.carrier)),
        None => account::load(&desk.store, Arc::clone(&inner.ports.vault)).await,
    }
}

/// The same store with another engine. Whoever sits there stays.
async fn put_together_anew(
    inner: &Arc<Inner>,
    office: &Arc<Office>,
    account: Account,
) -> Result<(), AppError> {
    office.portals.close();
    office.engine.stop().await;
    let (store, clock, pretend) = (office.store.clone(), Arc::clone(&office.clock), office.pretend.clone());
    let next = assemble(inner, store, account, clock, office.custody.clone(), pretend).await?;
    inner.go_on_with(next).await;
    Ok(())
}

/// Makes a practice that one person's password opens, with this computer's secret where a keyring keeps one.
async fn create_for_people(
    inner: &Inner,
    folder: PracticeFolder,
    manager: UserId,
    roster: Roster,
    password: Zeroizing<String>,
    pin: Pin,
) -> Result<(Store, PracticeKey, DeviceSecret, PinCheck), AppError> {
    let (vault, cost) = (Arc::clone(&inner.ports.vault), inner.ports.password_cost);
    let made = blocking(move || -> Result<_, OpenError> {
        let key = PracticeKey::generate()?;
        let mut file = KeyFile::new(&key);
        let device = file.enrol_device(&*vault, "practice-key").unwrap_or_else(|_| DeviceSecret::none());
        file.add_person(&key, manager, &password, None, &device, cost()?)?;
        roster.keep(&mut file, &device)?;
        let pin = PinCheck::of(&pin, manager, &device)?;
        Ok((folder.create(&key, &file)?, key, device, pin))
    });
    made.await?.map_err(|error| refusal(&error))
}

/// Makes the store of practice mode: its key is in the keyring, or nowhere once it closes.
async fn create_pretend(inner: &Inner, folder: PracticeFolder, words: String) -> Result<Store, AppError> {
    let vault = Arc::clone(&inner.ports.vault);
    let made = blocking(move || -> Result<Store, OpenError> {
        let key = PracticeKey::generate()?;
        let mut file = KeyFile::new(&key);
        if file.add_keyring(&key, &*vault, "practice-key").is_err() {
            file.add_passphrase(&key, &words)?;
        }
        folder.create(&key, &file)
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
    let office = open_practice_mode(inner, options).await?;
    begin_practice(inner, &office).await;
    Ok(())
}

/// Practice mode begins with its person at the desk: who trains on it has nothing to prove.
async fn begin_practice(inner: &Arc<Inner>, office: &Arc<Office>) {
    match office.store.read(seeding::at_the_desk).await {
        Ok(user) => session::seat(inner, office, user).await,
        Err(error) => {
            tracing::error!(%error, "practice mode has nobody at its desk");
            inner.enter(State::Blocked(StartProblem::Unreadable)).await;
        }
    }
}

/// Opens practice mode: the practice left from last time if its key is still there, otherwise a new one.
async fn open_practice_mode(inner: &Arc<Inner>, options: &PracticeOptions) -> Result<Arc<Office>, AppError> {
    let sample = foyer_sandbox::SamplePractice::load_embedded().map_err(|error| broken(&error))?;
    let folder_path = inner.config.data_dir.join("practice-mode");
    let folder = PracticeFolder::at(&folder_path);
    let left =
        if folder.is_taken() { open_pretend(inner, &folder).await } else { Err(OpenError::KeyFileMissing) };
    let left = match left {
        Ok(store) => Some(store),
        Err(error @ (OpenError::LockedByAnother | OpenError::DiskFull)) => return Err(refusal(&error)),
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
            let store = create_pretend(inner, folder.clone(), words).await?;
            seeding::sample(&store, &sample, pretend.began_at, ids(&pretend.clock)?).await?;
            store
        }
    };
    let account = Account::pretend(&pretend.carrier);
    let clock = Arc::clone(&pretend.clock);
    announce(inner, &pretend)?;
    let (custody, pretend) = (Custody::Pretend { folder }, Some(Arc::new(pretend)));
    begin(inner, store, account, clock, custody, pretend).await
}

/// Opens the practice left from last time with the key in the keyring.
async fn open_pretend(inner: &Inner, folder: &PracticeFolder) -> Result<Store, OpenError> {
    let (file, vault) = (folder.key_file()?, Arc::clone(&inner.ports.vault));
    let key = patiently(move || file.open_with_keyring(&*vault)).await;
    open_store(folder.clone(), key.unwrap_or(Err(OpenError::KeyringMissing))?).await
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

/// What a desk is put together from: the practice, minutes and seconds, figures, portal, terms let pass.
type Read = (Practice, (u32, u32), ConsentRules, Option<PortalSettings>, Vec<screening::AllowedTerm>);

/// Longer names are cut.
const COMPUTER_CHARS: usize = 64;

/// What the operating system calls this computer.
fn computer() -> String {
    let name = gethostname::gethostname();
    name.to_string_lossy().chars().filter(|letter| !letter.is_control()).take(COMPUTER_CHARS).collect()
}

/// Opens the desk of a store that was closed, and writes down for how long.
async fn begin(
    inner: &Arc<Inner>,
    store: Store,
    account: Account,
    clock: Arc<dyn Clock>,
    custody: Custody,
    pretend: Option<Arc<Pretend>>,
) -> Result<Arc<Office>, AppError> {
    // A play begins its day anew each time.
    let last = if pretend.is_some() { None } else { store.read(gaps::last).await? };
    let now = clock.now();
    let office = assemble(inner, store, account, clock, custody, pretend).await?;
    // Not before it was held against newer copies of itself.
    office.store.write(move |tx| gaps::opened(tx, last, now)).await?;
    Ok(office)
}

/// Puts the parts of a desk together and starts the engine.
async fn assemble(
    inner: &Arc<Inner>,
    store: Store,
    account: Account,
    clock: Arc<dyn Clock>,
    custody: Custody,
    pretend: Option<Arc<Pretend>>,
) -> Result<Arc<Office>, AppError> {
    let speed = pretend.as_ref().map_or(1.0, |pretend| pretend.speed);
    let now = clock.now();
    let (practice, (lock_after, night), rules, portal, allowed): Read = store
        .read(move |tx| {
            let practice =
                settings::get(tx, PRACTICE_SETTING)?.ok_or(StoreError::NotFound { table: "setting" })?;
            Ok((
                practice,
                (
                    settings::get(tx, LOCK_SETTING)?.unwrap_or(LOCK_AFTER_MINUTES),
                    settings::get(tx, NIGHT_SETTING)?.unwrap_or(NIGHT_SECONDS),
                ),
                ConsentSettings::read(tx)?.rules_at(now),
                settings::get(tx, PORTAL_SETTING)?,
                screening::allowed(tx)?,
            ))
        })
        .await?;
    // A pretend carrier is no company, and its patients are made up.
    let covers = if pretend.is_some() { Covers::pretend() } else { rules.covers };
    let rules = ConsentRules { covers, ..rules };
    let portal = portal.unwrap_or_default();
    let adapter = match pretend.as_ref() {
        Some(pretend) => pretend.portal.adapter()?,
        None => kept::connect(&portal, Arc::clone(&inner.ports.vault)).await?,
    };
    let portals = Arc::new(Portals::new(portal, adapter, speed));
    // Before anybody can decide about what waits in it.
    foyer_sync::notice_older_copy(&store, now).await?;
    let carrier = account::connect(&account, &inner.ports.pictures)?;
    let ids = ids(&clock)?;
    let mut fresh = ids.clone();
    store
        .write(move |tx| {
            templating::ship(tx, &mut fresh, now)?;
            let name = computer();
            if computers::open_on(tx, &name, now)? {
                let detail = serde_json::json!({ "computer": name });
                record::by(tx, Actor::System, Act::OpenedElsewhere, None, None, detail, now)?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    let events = inner.events.clone();
    let listener = Arc::new(move |change: Change| {
        let event = match change {
            Change::Thread(thread) => AppEvent::ThreadChanged { thread: thread.to_string() },
            Change::Outbox => AppEvent::OutboxChanged,
            Change::Connectivity => AppEvent::ConnectivityChanged,
            Change::NewInbound(count) => AppEvent::InboundArrived { count },
            Change::Earlier => AppEvent::EarlierChanged,
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
    engine.at_night(Span::seconds(night.into()));
    let screener = blocking(|| Arc::new(Screener::new())).await?;
    let office = Office::new(store, engine, clock, ids, screener, custody, practice, rules, portals, pretend);
    let office = Arc::new(office);
    office.set_lock_after(lock_after);
    office.set_allowed_terms(allowed.into_iter().map(|one| one.term).collect());
    tokio::spawn(portal_rounds::run(Arc::downgrade(&office), inner.events.clone()));
    rounds::go(inner, &office);
    backing::go(inner, &office);
    Ok(office)
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

pub(crate) async fn patiently<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::time::timeout(KEYRING_PATIENCE, tokio::task::spawn_blocking(f)).await.ok()?.ok()
}

pub(crate) async fn blocking<T: Send + 'static>(
    f: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(f).await.map_err(|error| broken(&error))
}

fn ids(clock: &Arc<dyn Clock>) -> Result<Ids, AppError> {
    Ok(Ids::new(foyer_sync::ClockIds::new(
        Arc::clone(clock),
        crate::secret::seed().map_err(|error| broken(&error))?,
    )))
}

/// The reason a practice does not open, as a screen.
pub(crate) fn start_problem(error: &OpenError) -> StartProblem {
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
pub(crate) fn refusal(error: &OpenError) -> AppError {
    match error {
        OpenError::WrongSecret => {
            AppError::new(ErrorCode::WrongSecret, "That doesn't open Foyer. Nothing was changed.")
        }
        OpenError::KeyringMissing => AppError::new(
            ErrorCode::KeyringSilent,
            "This computer's keyring doesn't answer. Nothing was changed. Unlock it, then try again.",
        ),
        OpenError::DiskFull => AppError::new(
            ErrorCode::DiskFull,
            "This computer's disk is full. Nothing was lost. Free some space and try again.",
        ),
        OpenError::AlreadyExists => AppError::new(
            ErrorCode::Internal,
            "There is already a practice on this computer. Restart Foyer to open it.",
        ),
        OpenError::Damaged | OpenError::NotAStore | OpenError::StoreMissing | OpenError::KeyFileDamaged => {
            AppError::new(
                ErrorCode::StoreDamaged,
                "Foyer's store is damaged. Foyer stopped and touched nothing.",
            )
        }
        OpenError::KeyFileMissing
        | OpenError::FutureVersion { .. }
        | OpenError::LockedByAnother
        | OpenError::OldSqlite(_)
        | OpenError::Io(_)
        | OpenError::Sqlite { .. } => AppError::new(
            ErrorCode::Internal,
            "Foyer can't open the practice on this computer. Nothing was deleted.",
        ),
    }
}

fn broken(error: &dyn std::error::Error) -> AppError {
    tracing::error!(%error, "opening failed");
    AppError::new(ErrorCode::Internal, "Something broke while opening Foyer. Nothing was lost; try again.")
}
