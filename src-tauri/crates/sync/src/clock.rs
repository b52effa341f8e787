//! Where the engine's time comes from. Rules get an instant as an argument; only loops ask a clock.

use std::{
    future::Future,
    pin::Pin,
    time::{SystemTime, UNIX_EPOCH},
};

use foyer_domain::{Span, Timestamp};

/// A source of the current instant: the system's in the product, a seeded one in the simulation.
pub trait Clock: Send + Sync {
    /// Now, as well as this computer knows. May jump in either direction.
    fn now(&self) -> Timestamp;

    /// Done once `span` has passed. Never to be trusted with more than a pause: a computer may sleep in it.
    fn sleep(&self, span: Span) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(span.to_std()))
    }
}

/// The computer's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let millis = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
        };
        Timestamp::from_millis(millis)
    }
}

/// Whether something last done at `last` and to be done every `every` is due. A clock that was set back makes
/// it due at once: waiting for the old time to come again could take years.
pub(crate) fn is_due(last: Option<Timestamp>, every: Span, now: Timestamp) -> bool {
    last.is_none_or(|last| (now < last && !bug!(ClockBackStops)) || now.since(last) >= every)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn a_clock_set_back_makes_everything_due() {
        let every = Span::seconds(3);
        assert!(is_due(None, every, at(0)));
        assert!(!is_due(Some(at(10)), every, at(12)));
        assert!(is_due(Some(at(10)), every, at(13)));
        assert!(is_due(Some(at(10)), every, at(9)));
    }

    #[test]
    fn the_system_clock_is_past_2026() {
        assert!(SystemClock.now() > Timestamp::from_millis(1_767_000_000_000));
    }
}
