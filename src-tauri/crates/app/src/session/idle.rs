//! Locks a desk that nobody sits at any more, and closes the practice when nobody comes back.
//!
//! The window says when somebody moves; this counts from there, so a window that hangs locks too. The clock is the
//! computer's own, which goes on while it sleeps.

use std::{sync::Weak, time::Duration};

use foyer_domain::Span;

use super::{close, lock};
use crate::{
    app::{Inner, State},
    wire::LockWhy,
};

/// How often somebody looks.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The lock is announced this long ahead (WCAG 2.2.1).
const WARNING: Span = Span::seconds(20);

/// A desk that is locked for so long is closed: a night, not a lunch.
const CLOSES_AFTER: Span = Span::hours(4);

/// What a look finds.
#[derive(Debug, PartialEq, Eq)]
enum Look {
    /// Somebody was there lately, or the clock was set back.
    Stay,
    /// The lock is near.
    Warn,
    /// It is time.
    Lock,
}

fn look(idle: Span, limit: Span) -> Look {
    if idle >= limit {
        Look::Lock
    } else if idle.as_millis() >= limit.as_millis().saturating_sub(WARNING.as_millis()) {
        Look::Warn
    } else {
        Look::Stay
    }
}

/// Goes on for as long as Foyer does.
pub(crate) async fn watch(inner: Weak<Inner>) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut warned = false;
    loop {
        ticks.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        let state = inner.state.read().await.clone();
        let State::Open(desk) = state else {
            warned = false;
            if matches!(state, State::Locked { .. }) && inner.idle() >= CLOSES_AFTER {
                drop(state);
                close(&inner, LockWhy::LongAway).await;
            }
            continue;
        };
        let minutes = desk.lock_after_minutes();
        let idle = inner.idle();
        if idle < Span::ZERO {
            inner.touch();
        }
        match look(idle, Span::minutes(minutes.into())) {
            Look::Stay => warned = false,
            Look::Warn if warned => {}
            Look::Warn => {
                warned = true;
                inner.warn_of_lock(u32::try_from(WARNING.as_millis() / 1_000).unwrap_or(u32::MAX));
            }
            Look::Lock => lock(&inner, LockWhy::Away).await,
        }
    }
}

impl Inner {
    /// How long nobody has been there.
    fn idle(&self) -> Span {
        let touched = *self.touched.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.ports.clock.now().since(touched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_warned_twenty_seconds_ahead_and_locked_on_time() {
        let limit = Span::minutes(3);
        assert_eq!(look(Span::ZERO, limit), Look::Stay);
        assert_eq!(look(Span::seconds(159), limit), Look::Stay);
        assert_eq!(look(Span::seconds(160), limit), Look::Warn);
        assert_eq!(look(Span::seconds(180), limit), Look::Lock);
        assert_eq!(look(Span::seconds(-5), limit), Look::Stay);
    }
}
