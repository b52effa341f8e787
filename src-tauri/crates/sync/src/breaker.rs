//! Stops texts when the carrier answers everything but texts.
//!
//! Lists that are answered say that the line is there, and would let the next text try; if handing over fails all the
//! same, every try may put one more text in doubt. After [`FAILURES`] in a row no text goes for a while, longer each
//! time; then one goes alone. A text that is taken or refused in the carrier's own words ends it, and so does a person
//! who asks to try now.

use foyer_domain::{Span, Timestamp};

use crate::Chance;

/// Failures in a row that open it.
const FAILURES: u32 = 5;

/// The first wait, doubled each time, and the longest.
const FIRST: Span = Span::seconds(30);
const LONGEST: Span = Span::minutes(15);

/// See the module's words.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    failures: u32,
    open_until: Option<Timestamp>,
}

impl Breaker {
    /// A text did not get through, or nobody knows whether it did.
    pub(crate) fn failed(&mut self, now: Timestamp, chance: &mut Chance) {
        self.failures = self.failures.saturating_add(1);
        let Some(times) = self.failures.checked_sub(FAILURES) else { return };
        let wait = Span::millis(FIRST.as_millis().saturating_mul(1 << times.min(10))).min(LONGEST);
        let jitter = chance.up_to(Span::millis(wait.as_millis() / 4));
        self.open_until = Some(now.plus(wait).plus(jitter));
    }

    /// The carrier took a text, or refused it in its own words.
    pub(crate) fn answered(&mut self) {
        *self = Self::default();
    }

    /// A person asks to try now: one text may.
    pub(crate) fn try_now(&mut self) {
        self.open_until = None;
    }

    /// Until when no text goes.
    pub(crate) fn open_until(&self, now: Timestamp) -> Option<Timestamp> {
        // What lies further ahead than any wait is from before the clock was set back.
        let longest = now.plus(LONGEST).plus(LONGEST);
        self.open_until.filter(|until| *until > now && *until <= longest && !bug!(NoBreaker))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn five_failures_in_a_row_open_it_longer_each_time_and_an_answer_closes_it() {
        let (mut breaker, mut chance) = (Breaker::default(), Chance::new(1));
        for _ in 0..4 {
            breaker.failed(at(0), &mut chance);
            assert_eq!(breaker.open_until(at(0)), None);
        }
        breaker.failed(at(0), &mut chance);
        let first = breaker.open_until(at(0)).unwrap().since(at(0));
        assert!(first >= FIRST && first <= Span::seconds(38), "{first:?}");
        assert_eq!(breaker.open_until(at(60)), None);
        breaker.failed(at(60), &mut chance);
        assert!(breaker.open_until(at(60)).unwrap().since(at(60)) >= Span::seconds(60));
        for _ in 0..40 {
            breaker.failed(at(100), &mut chance);
        }
        assert!(breaker.open_until(at(100)).unwrap().since(at(100)) <= Span::seconds(900 + 225));
        breaker.try_now();
        assert_eq!(breaker.open_until(at(100)), None);
        breaker.failed(at(100), &mut chance);
        breaker.answered();
        breaker.failed(at(100), &mut chance);
        assert_eq!(breaker.open_until(at(100)), None, "counted anew");
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_keep_it_open() {
        let (mut breaker, mut chance) = (Breaker::default(), Chance::new(1));
        (0..5).for_each(|_| breaker.failed(at(1_000_000), &mut chance));
        assert_eq!(breaker.open_until(at(10)), None);
    }
}
