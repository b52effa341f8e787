//! A clock that moves when told to.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use foyer_domain::{Span, Timestamp};

/// Time for tests; clones share it.
#[derive(Clone, Debug)]
pub struct ManualClock {
    millis: Arc<AtomicI64>,
}

impl ManualClock {
    /// Stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { millis: Arc::new(AtomicI64::new(now.millis())) }
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.millis.load(Ordering::SeqCst))
    }

    /// Moves it on, or back for a negative span, and returns what it shows then.
    pub fn advance(&self, by: Span) -> Timestamp {
        let before = self.millis.fetch_add(by.as_millis(), Ordering::SeqCst);
        Timestamp::from_millis(before.saturating_add(by.as_millis()))
    }

    /// Sets it.
    pub fn set(&self, now: Timestamp) {
        self.millis.store(now.millis(), Ordering::SeqCst);
    }
}
