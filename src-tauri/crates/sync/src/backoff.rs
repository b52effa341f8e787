//! How long to wait after a failure: full jitter under a doubling ceiling, forgotten at the first success.

use foyer_domain::Span;

use crate::Chance;

/// The ceiling of the first wait.
const FIRST: Span = Span::seconds(1);

/// Never wait less than this: a jitter of zero would hammer a carrier that is down.
const LEAST: Span = Span::millis(250);

/// Failures in a row, and what they cost.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    failures: u32,
    cap: Span,
}

impl Backoff {
    /// No failures yet; waits never exceed `cap`.
    pub const fn new(cap: Span) -> Self {
        Self { failures: 0, cap }
    }

    /// One more failure: how long to wait. What the carrier asks for is honoured when it is longer.
    pub fn after_failure(&mut self, asked: Option<Span>, chance: &mut Chance) -> Span {
        let doubled = FIRST.as_millis().saturating_mul(1_i64 << self.failures.min(20));
        self.failures = self.failures.saturating_add(1);
        let wait = chance.up_to(Span::millis(doubled).min(self.cap)).max(LEAST);
        asked.map_or(wait, |asked| asked.max(wait))
    }

    /// It worked, or somebody asked to try now.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Failures since the last success.
    pub const fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_no_further() {
        let mut chance = Chance::new(1);
        let mut backoff = Backoff::new(Span::seconds(60));
        let waits: Vec<i64> = (0..40).map(|_| backoff.after_failure(None, &mut chance).as_millis()).collect();
        assert!(waits.iter().all(|wait| (250..=60_000).contains(wait)));
        assert!(waits.first().is_some_and(|first| *first <= 1_000));
        assert!(waits.iter().any(|wait| *wait > 30_000));
        backoff.reset();
        assert!(backoff.after_failure(None, &mut chance) <= Span::seconds(1));
    }

    #[test]
    fn what_the_carrier_asks_for_is_honoured() {
        let mut backoff = Backoff::new(Span::seconds(60));
        let wait = backoff.after_failure(Some(Span::minutes(20)), &mut Chance::new(1));
        assert_eq!(wait, Span::minutes(20));
    }
}
