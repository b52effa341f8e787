//! Virtual time for the server: starts where it is told, runs X times as fast as the wall, can be pushed on.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A clock that several tasks read and the control desk moves.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<Hands>>);

struct Hands {
    since: Instant,
    virtual_ms: i64,
    speed: f64,
}

impl Clock {
    /// Begins at `start_ms` (UTC) and runs at `speed` times real time; 0 stands still.
    pub fn starting_at(start_ms: i64, speed: f64) -> Self {
        let speed = if speed.is_finite() { speed.clamp(0.0, 100_000.0) } else { 1.0 };
        Self(Arc::new(Mutex::new(Hands { since: Instant::now(), virtual_ms: start_ms, speed })))
    }

    /// UTC milliseconds now.
    pub fn now(&self) -> i64 {
        self.hands().now()
    }

    /// Times real time.
    pub fn speed(&self) -> f64 {
        self.hands().speed
    }

    /// Runs at another speed from now on.
    pub fn set_speed(&self, speed: f64) {
        let mut hands = self.hands();
        hands.settle();
        hands.speed = if speed.is_finite() { speed.clamp(0.0, 100_000.0) } else { hands.speed };
    }

    /// Jumps ahead.
    pub fn advance(&self, ms: u32) {
        let mut hands = self.hands();
        hands.settle();
        hands.virtual_ms = hands.virtual_ms.saturating_add(i64::from(ms));
    }

    fn hands(&self) -> std::sync::MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hands {
    fn now(&self) -> i64 {
        let elapsed = self.since.elapsed().mul_f64(self.speed);
        self.virtual_ms.saturating_add(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }

    fn settle(&mut self) {
        self.virtual_ms = self.now();
        self.since = Instant::now();
    }
}
