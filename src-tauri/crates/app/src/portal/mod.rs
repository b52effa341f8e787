//! The practice's portal at the desk: what was agreed and set up, the adapter that speaks to it, and what is on its
//! way there at this moment.
//!
//! Handing off is in [`handing`], the texts around it in [`texts`], what happens later (opened, answered, taken back)
//! in [`rounds`]. A slow portal holds up nobody else: none of this runs in the engine that sends texts.

pub(crate) mod handing;
pub(crate) mod kept;
pub(crate) mod rounds;
pub(crate) mod texts;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use foyer_domain::{HandoffId, Timestamp};
use foyer_policy::handoff::{NotCovered, covered};
use foyer_portal::{ByHand, Portal};
use tokio::sync::{Notify, watch};

pub(crate) use kept::{Interface, PortalSettings};

/// The portal of an open practice.
pub(crate) struct Portals {
    settings: Mutex<PortalSettings>,
    adapter: Mutex<Arc<dyn Portal>>,
    in_flight: Mutex<BTreeSet<HandoffId>>,
    bell: Notify,
    closing: watch::Sender<bool>,
    /// How many times faster than life the desk's clock runs.
    pub(crate) speed: f64,
}

impl Portals {
    pub(crate) fn new(settings: PortalSettings, adapter: Arc<dyn Portal>, speed: f64) -> Self {
        Self {
            settings: Mutex::new(settings),
            adapter: Mutex::new(adapter),
            in_flight: Mutex::default(),
            bell: Notify::new(),
            closing: watch::Sender::new(false),
            speed: if speed.is_finite() { speed.max(0.001) } else { 1.0 },
        }
    }

    /// What is set up, as last saved.
    pub(crate) fn settings(&self) -> PortalSettings {
        lock(&self.settings).clone()
    }

    /// Takes over what was saved, with the adapter that follows from it.
    pub(crate) fn set(&self, settings: PortalSettings, adapter: Option<Arc<dyn Portal>>) {
        *lock(&self.settings) = settings;
        if let Some(adapter) = adapter {
            *lock(&self.adapter) = adapter;
        }
        self.bell.notify_one();
    }

    /// The portal's adapter.
    pub(crate) fn adapter(&self) -> Arc<dyn Portal> {
        Arc::clone(&lock(&self.adapter))
    }

    /// Whether an agreement covers the portal now.
    pub(crate) fn covered(&self, now: Timestamp) -> Result<(), NotCovered> {
        covered(lock(&self.settings).agreement.as_ref(), now)
    }

    /// Something is to be looked at.
    pub(crate) fn nudge(&self) {
        self.bell.notify_one();
    }

    /// Ends the rounds.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Keeps a hand-off to whoever holds the guard: the rounds leave it alone.
    pub(crate) fn fly(self: &Arc<Self>, id: HandoffId) -> Flight {
        lock(&self.in_flight).insert(id);
        Flight { portals: Arc::clone(self), id }
    }

    fn is_flying(&self, id: HandoffId) -> bool {
        lock(&self.in_flight).contains(&id)
    }
}

/// A hand-off that somebody is busy with. Dropping it, however that comes about, gives it back to the rounds.
pub(crate) struct Flight {
    portals: Arc<Portals>,
    id: HandoffId,
}

impl Drop for Flight {
    fn drop(&mut self) {
        lock(&self.portals.in_flight).remove(&self.id);
        self.portals.bell.notify_one();
    }
}

/// The adapter for a portal that nobody has set up an interface for.
pub(crate) fn by_hand() -> Arc<dyn Portal> {
    Arc::new(ByHand)
}

/// Closures never unwind through these locks, so a poisoned one still guards whole data.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
