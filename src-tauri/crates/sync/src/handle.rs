//! How the rest of Foyer speaks to a running engine: it asks, and the engine does it when it gets to it.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use foyer_domain::{Connectivity, MessageId, Span, Timestamp};
use foyer_store::StoreError;
use tokio::sync::{Notify, watch};

use crate::Comeback;

/// A running engine. Cheap to clone; dropping it stops nothing, [`EngineHandle::stop`] does.
#[derive(Clone)]
pub struct EngineHandle {
    pub(crate) wishes: Arc<Wishes>,
    pub(crate) ended: watch::Receiver<bool>,
}

/// What has been asked for and not yet been seen to.
pub(crate) struct Wishes {
    asked: Mutex<Asked>,
    bell: Notify,
    focused: AtomicBool,
    /// How often an unwatched and silent desk looks, in milliseconds; 0: as the engine's settings say.
    night: AtomicI64,
    shown: Mutex<(Connectivity, Option<Comeback>, Option<Span>)>,
    refused: Mutex<Option<Refused>>,
}

/// The store takes nothing: whatever comes and whatever is to leave waits where it is, at the carrier and here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Since when.
    pub since: Timestamp,
    /// Because the disk is full, which a person can mend.
    pub full: bool,
}

/// One collection of wishes.
#[derive(Default)]
pub(crate) struct Asked {
    /// Stop trusting what was heard before, and every wait: the computer slept or the network changed.
    pub(crate) wake: bool,
    /// Forget the waits.
    pub(crate) try_now: bool,
    /// Send although a list breaks off.
    pub(crate) go_on: bool,
    /// Look at once what there is to do about earlier days.
    pub(crate) look_back: bool,
    /// Look for these in the carrier's list at once.
    pub(crate) check: BTreeSet<MessageId>,
    /// End.
    pub(crate) stop: bool,
}

impl EngineHandle {
    /// Something was queued: look at the outbox soon.
    pub fn nudge(&self) {
        self.wishes.bell.notify_one();
    }

    /// A person asks to try the carrier at once.
    pub fn try_now(&self) {
        self.wishes.ask(|asked| asked.try_now = true);
    }

    /// A person lets texts leave although a list of the carrier breaks off and a STOP may lie in the rest. Holds until
    /// the list is whole again, or the engine starts anew.
    pub fn go_on(&self) {
        self.wishes.ask(|asked| asked.go_on = true);
    }

    /// The computer woke up, or its network changed: forget the waits, and hear the carrier's inbound list
    /// again before anything is sent.
    pub fn wake(&self) {
        self.wishes.ask(|asked| asked.wake = true);
    }

    /// A person asked for a day again, or chose how much history is brought in.
    pub fn look_back(&self) {
        self.wishes.ask(|asked| asked.look_back = true);
    }

    /// A person asks to look for an unconfirmed text in the carrier's list.
    pub fn check_again(&self, message: MessageId) {
        self.wishes.ask(|asked| {
            asked.check.insert(message);
        });
    }

    /// Whether somebody looks at the window: decides how often new texts are asked for.
    pub fn focused(&self, yes: bool) {
        self.wishes.focused.store(yes, Ordering::Relaxed);
        self.wishes.bell.notify_one();
    }

    /// How often new texts are asked for with nobody at the window and nothing new for half an hour.
    pub fn at_night(&self, every: Span) {
        self.wishes.night.store(every.as_millis(), Ordering::Relaxed);
        self.wishes.bell.notify_one();
    }

    /// The line to the carrier, as last known.
    pub fn connectivity(&self) -> Connectivity {
        lock(&self.wishes.shown).0
    }

    /// By how much this computer's clock is ahead of the carrier's, when it is so wrong that people must be told.
    pub fn clock_off_by(&self) -> Option<Span> {
        lock(&self.wishes.shown).2
    }

    /// Whether the store takes nothing at present.
    pub fn refused(&self) -> Option<Refused> {
        *lock(&self.wishes.refused)
    }

    /// How the last outage ended, if there was one since the start.
    pub fn comeback(&self) -> Option<Comeback> {
        lock(&self.wishes.shown).1
    }

    /// Ends the engine after the request in hand, and waits for it.
    pub async fn stop(&self) {
        self.wishes.ask(|asked| asked.stop = true);
        let mut ended = self.ended.clone();
        // An error means that the engine's task is gone already.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

impl Wishes {
    pub(crate) fn new() -> Self {
        Self {
            asked: Mutex::new(Asked::default()),
            bell: Notify::new(),
            focused: AtomicBool::new(true),
            night: AtomicI64::new(0),
            shown: Mutex::new((Connectivity::Starting, None, None)),
            refused: Mutex::new(None),
        }
    }

    fn ask(&self, wish: impl FnOnce(&mut Asked)) {
        wish(&mut lock(&self.asked));
        self.bell.notify_one();
    }

    /// Takes what was asked for; a wish to stop stays, for whoever starts next.
    pub(crate) fn take(&self) -> Asked {
        let mut asked = lock(&self.asked);
        let stop = asked.stop;
        let taken = std::mem::take(&mut *asked);
        asked.stop = stop;
        taken
    }

    pub(crate) fn is_focused(&self) -> bool {
        self.focused.load(Ordering::Relaxed)
    }

    /// What a person chose for the nights.
    pub(crate) fn night(&self) -> Option<Span> {
        let every = self.night.load(Ordering::Relaxed);
        (every > 0).then_some(Span::millis(every))
    }

    pub(crate) fn show(&self, value: Connectivity, comeback: Option<Comeback>, off_by: Option<Span>) {
        *lock(&self.shown) = (value, comeback, off_by);
    }

    /// What the store said last: `None` when it took what it was given. True when that is news.
    pub(crate) fn saved(&self, error: Option<&StoreError>, now: Timestamp) -> bool {
        let mut refused = lock(&self.refused);
        let before = *refused;
        *refused = error.map(|error| Refused {
            since: before.map_or(now, |refused| refused.since),
            full: matches!(error, StoreError::DiskFull),
        });
        *refused != before
    }

    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
