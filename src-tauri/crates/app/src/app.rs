//! The application without a window: what is open, what it hears, and the one door in.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicU64},
};

use foyer_carrier::Decoder;
use foyer_domain::{Timestamp, UserId};
use foyer_store::{Cost, OpenError, RekeyStep, Vault, threads};
use foyer_sync::Clock;
use tokio::sync::{Mutex, RwLock, broadcast};

use crate::{
    alerts::Watch,
    browser::Browser,
    call,
    clipboard::Clipboard,
    context::Context,
    desk::{Desk, Office},
    opening,
    session::{self, Door, Tries, recovery::ShownCode},
    shelf::Shelf,
    wire::{AppError, AppEvent, LockWhy, StartProblem},
};

/// Where Foyer keeps its practice and how it starts.
#[derive(Clone, Debug)]
pub struct AppConfig {
    /// The folder of this computer's practice; made when needed.
    pub data_dir: PathBuf,
    /// What to open.
    pub start: Start,
}

/// What to open at start.
#[derive(Clone, Debug)]
pub enum Start {
    /// The practice on this computer, or setup.
    Normal,
    /// A throw-away practice with a pretend carrier.
    Practice(PracticeOptions),
}

/// How practice mode plays.
#[derive(Clone, Debug)]
pub struct PracticeOptions {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// How many times faster than life the clock runs; 1 is life.
    pub speed: f64,
    /// Whether the pretend carrier starts out unreachable.
    pub offline: bool,
    /// A sandbox that already runs on this computer, instead of one inside Foyer.
    pub carrier: Option<PretendCarrier>,
}

impl Default for PracticeOptions {
    fn default() -> Self {
        Self { seed: 1, speed: 1.0, offline: false, carrier: None }
    }
}

/// A running sandbox, as `foyerctl sandbox` prints it.
#[derive(Clone, serde::Deserialize)]
pub struct PretendCarrier {
    /// Where its API is.
    pub base_url: String,
    /// Account.
    pub account_sid: String,
    /// Key.
    pub key_sid: String,
    /// The key's secret; pretend, like everything else there.
    pub secret: String,
    /// Where its faults and clock are set.
    pub control_url: String,
    /// How far its clock is ahead of this computer's, in milliseconds; may be negative.
    #[serde(default)]
    pub clock_ahead_ms: i64,
    /// The portal beside it, if there is one.
    #[serde(default)]
    pub portal: Option<Box<PretendPortalAt>>,
}

/// A running pretend portal, and the key it knows Foyer by.
#[derive(Clone, serde::Deserialize)]
pub struct PretendPortalAt {
    /// Its FHIR interface.
    pub fhir_url: String,
    /// Where patients sign in.
    pub page_url: String,
    /// Where its faults are set.
    pub control_url: String,
    /// What it calls Foyer.
    pub client_id: String,
    /// PKCS#8 in base64; pretend, like everything else there.
    pub key: String,
}

impl std::fmt::Debug for PretendCarrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PretendCarrier").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// What the host brings: what only this computer has.
#[derive(Clone)]
pub struct Ports {
    /// The operating system's place for secrets.
    pub vault: Arc<dyn Vault>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// The web browser.
    pub browser: Arc<dyn Browser>,
    /// Where a person keeps a file outside of Foyer.
    pub shelf: Arc<dyn Shelf>,
    /// What a password costs that is set on this computer.
    pub password_cost: fn() -> Result<Cost, OpenError>,
    /// What has the pictures of strangers decoded.
    pub pictures: Decoder,
}

/// Foyer, one per process.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) config: AppConfig,
    pub(crate) ports: Ports,
    pub(crate) events: broadcast::Sender<AppEvent>,
    pub(crate) state: RwLock<State>,
    /// One opening at a time.
    pub(crate) opening: Mutex<()>,
    /// How often somebody failed to sign in.
    pub(crate) tries: Arc<Tries>,
    /// When somebody was last at the desk, by this computer's clock.
    pub(crate) touched: std::sync::Mutex<Timestamp>,
    /// The number of the next sitting.
    pub(crate) sittings: AtomicU64,
    /// A recovery code that was shown and not yet typed back.
    pub(crate) shown_code: std::sync::Mutex<Option<ShownCode>>,
    /// A secret for an authenticator that was shown and not yet proved.
    pub(crate) offered: std::sync::Mutex<Option<session::authenticator::Offered>>,
    /// Where a change of the practice's key is.
    pub(crate) key_step: std::sync::Mutex<Option<RekeyStep>>,
    /// One backup at a time.
    pub(crate) backing: Mutex<()>,
    /// What the desktop was told, and what is open.
    pub(crate) watch: std::sync::Mutex<Watch>,
    /// Where a person who restores found a backup.
    pub(crate) chosen_copy: std::sync::Mutex<Option<PathBuf>>,
}

/// What stands between the start and the desk.
#[derive(Clone)]
pub(crate) enum State {
    /// Not looked yet.
    Starting,
    /// Nothing here yet.
    Setup,
    /// Here and closed: nobody has signed in, and its key is in nobody's memory.
    Closed(Arc<Door>),
    /// Does not open.
    Blocked(StartProblem),
    /// Open, and nobody sits at the desk.
    Locked { office: Arc<Office>, last: Option<UserId>, why: LockWhy },
    /// Somebody sits at the desk.
    Open(Arc<Desk>),
}

impl State {
    /// The open practice, if there is one.
    pub(crate) fn office(&self) -> Option<&Arc<Office>> {
        match self {
            Self::Open(desk) => Some(desk.office()),
            Self::Locked { office, .. } => Some(office),
            Self::Starting | Self::Setup | Self::Closed(_) | Self::Blocked(_) => None,
        }
    }

    /// Which sitting it is, if anybody sits.
    pub(crate) fn sitting(&self) -> Option<u64> {
        match self {
            Self::Open(desk) => Some(desk.sitting),
            Self::Locked { .. } | Self::Starting | Self::Setup | Self::Closed(_) | Self::Blocked(_) => None,
        }
    }
}

/// Events a slow window may fall behind by before it is told to read everything again.
const EVENTS_KEPT: usize = 256;

impl App {
    /// Foyer, before anything is opened.
    pub fn new(config: AppConfig, ports: Ports) -> Self {
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let tries = Arc::new(Tries::new(Arc::clone(&ports.vault)));
        let touched = std::sync::Mutex::new(ports.clock.now());
        let (state, opening, sittings) = (RwLock::new(State::Starting), Mutex::new(()), AtomicU64::new(1));
        let (shown_code, backing) = (std::sync::Mutex::default(), Mutex::new(()));
        let (chosen_copy, key_step) = (std::sync::Mutex::default(), std::sync::Mutex::default());
        Self {
            inner: Arc::new(Inner {
                config,
                ports,
                events,
                state,
                opening,
                tries,
                touched,
                sittings,
                shown_code,
                offered: std::sync::Mutex::default(),
                key_step,
                backing,
                chosen_copy,
                watch: std::sync::Mutex::default(),
            }),
        }
    }

    /// Opens what can be opened without a person, which is practice mode; looks what stands before the rest. Never
    /// fails: what stands in the way becomes the status.
    pub async fn start(&self) {
        opening::open_at_start(&self.inner).await;
        tokio::spawn(session::watch(Arc::downgrade(&self.inner)));
    }

    /// Runs a command of the table.
    ///
    /// # Errors
    /// [`AppError`] with its code and advice; nothing of a patient is in it.
    pub async fn call(&self, name: &str, args: serde_json::Value) -> Result<serde_json::Value, AppError> {
        let state = self.inner.state.read().await.clone();
        let cx = Context::new(Arc::clone(&self.inner), state);
        call::call(cx, name, args).await
    }

    /// What changes, as it changes.
    pub fn events(&self) -> broadcast::Receiver<AppEvent> {
        self.inner.events.subscribe()
    }

    /// The computer woke up or its network changed: waits start over.
    pub async fn wake(&self) {
        if let Some(office) = self.inner.state.read().await.office() {
            office.engine.wake();
            office.portals.nudge();
        }
    }

    /// The computer goes to sleep, or slept: whoever wakes it is not known, so the practice is closed.
    pub async fn slept(&self) {
        session::close(&self.inner, LockWhy::Slept).await;
    }

    /// The computer's screen was locked, or another of its users came: whoever sat here does not see it any more.
    /// Texts go on coming and leaving; a PIN lifts it.
    pub async fn screen_locked(&self) {
        session::lock(&self.inner, LockWhy::Screen).await;
    }

    /// The number of the sitting, if anybody sits at the desk: another number is another person, or the same one come back.
    pub async fn sitting(&self) -> Option<u64> {
        self.inner.state.read().await.sitting()
    }

    /// Threads with texts nobody has opened, for the tray: what whoever sits there may read, and while the desk is locked
    /// all of them, as on the lock screen.
    pub async fn unread(&self) -> u32 {
        let state = self.inner.state.read().await.clone();
        let Some(office) = state.office().cloned() else { return 0 };
        let counted = match state {
            State::Open(desk) => {
                office.store.read(move |tx| threads::unread_seen(tx, &desk.sight(tx)?)).await
            }
            State::Locked { .. } | State::Starting | State::Setup | State::Closed(_) | State::Blocked(_) => {
                let nobody = UserId::from_uuid(uuid::Uuid::nil());
                office.store.read(move |tx| Ok(threads::counts(tx, nobody)?.all.unread)).await
            }
        };
        counted.unwrap_or(0)
    }

    /// Stops the engine and closes the store. Everything that waits is stored already.
    pub async fn close(&self) {
        let state = std::mem::replace(&mut *self.inner.state.write().await, State::Starting);
        if let Some(office) = state.office() {
            office.close().await;
        }
    }
}

impl Drop for Inner {
    /// Where nobody closed it: what is being written ends before the process may. Its threads hold the practice while
    /// they write, so nobody else would wait for them.
    fn drop(&mut self) {
        if let Some(office) = self.state.get_mut().office()
            && let Err(error) = office.store.close()
        {
            tracing::warn!(%error, "the store did not close cleanly; it will recover at the next start");
        }
    }
}

impl Inner {
    /// Moves to another state and tells the window. A practice that is left behind is closed.
    pub(crate) async fn enter(&self, state: State) {
        let stays = state.office().cloned();
        let before = std::mem::replace(&mut *self.state.write().await, state);
        if let Some(left) = before.office()
            && stays.is_none_or(|stays| !Arc::ptr_eq(&stays, left))
        {
            left.close().await;
        }
        self.tell(AppEvent::StatusChanged);
    }

    /// Goes on with the same practice put together anew; whoever sits there, or nobody, stays.
    pub(crate) async fn go_on_with(&self, next: Arc<Office>) {
        let mut state = self.state.write().await;
        *state = match &*state {
            State::Open(desk) => State::Open(Arc::new(desk.moved_to(next))),
            State::Locked { last, why, .. } => State::Locked { office: next, last: *last, why: *why },
            // Closed meanwhile: it stays closed, and nobody holds the new one.
            State::Starting | State::Setup | State::Closed(_) | State::Blocked(_) => return,
        };
        drop(state);
        self.tell(AppEvent::StatusChanged);
    }

    /// Tells the window what changed.
    pub(crate) fn tell(&self, event: AppEvent) {
        // Nobody listening yet is fine: the window asks for the status when it comes up.
        let _ = self.events.send(event);
    }
}
