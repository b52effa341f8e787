//! Whether the carrier can be reached: a value with its reason, moved only by what requests came back with.
//!
//! One missed check is weather; two in a row are an outage, dated from the first. An account that is refused is
//! no outage: it pauses everything, burns no attempt, and is asked about once a minute until it is let in again.

use foyer_carrier::FetchError;
use foyer_domain::{ChannelFault, Connectivity, Outage, Span, Timestamp};

use crate::{Backoff, Chance};

/// Missed checks that make an outage.
const MISSES: u32 = 2;

/// Between two questions while the account is refused.
const ASK_AGAIN: Span = Span::minutes(1);

/// No stored wait is believed beyond this (the longest Retry-After is 1 h): a clock that was set back would
/// otherwise stop everything until the old time comes again.
const LONGEST_WAIT: Span = Span::minutes(61);

/// How the last outage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comeback {
    /// When the carrier answered again.
    pub at: Timestamp,
    /// Texts that have left since.
    pub sent: u32,
}

/// What a request said about the line; returned only when the value moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The carrier stopped answering.
    Lost(Outage),
    /// The carrier refuses the account.
    Refused(ChannelFault),
    /// The carrier answers again, or for the first time.
    Back,
}

/// The line to the carrier.
#[derive(Debug)]
pub struct Reachability {
    value: Connectivity,
    backoff: Backoff,
    first_miss_at: Option<Timestamp>,
    wait_until: Option<Timestamp>,
    /// What the carrier itself asked for; only time ends it.
    asked_until: Option<Timestamp>,
    comeback: Option<Comeback>,
}

impl Reachability {
    /// Nothing tried yet; waits never exceed `cap` unless the carrier asks.
    pub const fn new(cap: Span) -> Self {
        Self {
            value: Connectivity::Starting,
            backoff: Backoff::new(cap),
            first_miss_at: None,
            wait_until: None,
            asked_until: None,
            comeback: None,
        }
    }

    /// The value.
    pub const fn value(&self) -> Connectivity {
        self.value
    }

    /// How the last outage ended, if there was one since the start.
    pub const fn comeback(&self) -> Option<Comeback> {
        self.comeback
    }

    /// When the next request may go; `None`: now.
    pub fn wait_until(&self, now: Timestamp) -> Option<Timestamp> {
        let holds = |until: &Timestamp| *until > now && until.since(now) <= LONGEST_WAIT;
        self.wait_until.filter(holds).max(self.asked_until.filter(holds))
    }

    /// A request was answered.
    pub fn answered(&mut self, now: Timestamp) -> Option<Turn> {
        self.backoff.reset();
        self.first_miss_at = None;
        self.wait_until = None;
        let was = std::mem::replace(&mut self.value, Connectivity::Online);
        match was {
            Connectivity::Online => None,
            Connectivity::Starting => Some(Turn::Back),
            Connectivity::Offline { .. } | Connectivity::Paused { .. } => {
                self.comeback = Some(Comeback { at: now, sent: 0 });
                Some(Turn::Back)
            }
        }
    }

    /// A text left; counted for "3 texts sent" after an outage.
    pub fn sent_one(&mut self) {
        if let Some(comeback) = &mut self.comeback {
            comeback.sent = comeback.sent.saturating_add(1);
        }
    }

    /// A request failed. Errors of a single row or page are no failure of the line and change nothing.
    pub fn failed(&mut self, error: FetchError, now: Timestamp, chance: &mut Chance) -> Option<Turn> {
        match error {
            FetchError::NoNetwork => self.missed(Outage::NoNetwork, None, now, chance),
            FetchError::Untrusted => self.missed(Outage::Untrusted, None, now, chance),
            FetchError::CarrierDown | FetchError::Unreadable { .. } | FetchError::TooLarge => {
                self.missed(Outage::CarrierDown, None, now, chance)
            }
            FetchError::RateLimited { retry_after } => {
                self.missed(Outage::RateLimited, retry_after, now, chance)
            }
            FetchError::Refused(fault) => self.refused(fault, now),
            FetchError::NotPermitted | FetchError::NotFound => None,
        }
    }

    /// Nothing got through.
    pub fn missed(
        &mut self,
        outage: Outage,
        asked: Option<Span>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Option<Turn> {
        let asked = asked.filter(|_| !bug!(RetryAfterIgnored));
        let wait_until = now.plus(self.backoff.after_failure(None, chance));
        self.wait_until = Some(wait_until);
        let holds = |until: &Timestamp| *until > now && until.since(now) <= LONGEST_WAIT;
        self.asked_until = self.asked_until.filter(holds).max(asked.map(|asked| now.plus(asked)));
        let next_try_at = self.wait_until(now).unwrap_or(wait_until);
        let since = match self.value {
            Connectivity::Offline { since, .. } => since,
            Connectivity::Starting | Connectivity::Online | Connectivity::Paused { .. } => {
                let first = *self.first_miss_at.get_or_insert(now);
                if self.backoff.failures() < MISSES {
                    return None;
                }
                first
            }
        };
        let was = std::mem::replace(&mut self.value, Connectivity::Offline { since, outage, next_try_at });
        match was {
            Connectivity::Offline { outage: before, .. } if before == outage => None,
            Connectivity::Starting
            | Connectivity::Online
            | Connectivity::Paused { .. }
            | Connectivity::Offline { .. } => Some(Turn::Lost(outage)),
        }
    }

    /// The whole account is refused.
    pub fn refused(&mut self, fault: ChannelFault, now: Timestamp) -> Option<Turn> {
        self.backoff.reset();
        self.first_miss_at = None;
        self.wait_until = Some(now.plus(ASK_AGAIN));
        match self.value {
            Connectivity::Paused { fault: before, .. } if before == fault => None,
            Connectivity::Paused { .. }
            | Connectivity::Starting
            | Connectivity::Online
            | Connectivity::Offline { .. } => {
                self.value = Connectivity::Paused { since: now, fault };
                Some(Turn::Refused(fault))
            }
        }
    }

    /// A person, a waking computer or a new network asks to try at once. What the carrier asked for stays: a 429
    /// ignored is how an account gets suspended.
    pub fn try_now(&mut self) {
        self.backoff.reset();
        self.wait_until = None;
        // Two misses since now make an outage; one that stands stays until something is answered.
        self.first_miss_at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn two_misses_make_an_outage_dated_from_the_first() {
        let mut line = Reachability::new(Span::seconds(60));
        let mut chance = Chance::new(1);
        assert_eq!(line.answered(at(0)), Some(Turn::Back));
        assert_eq!(line.failed(FetchError::CarrierDown, at(10), &mut chance), None);
        assert_eq!(line.value(), Connectivity::Online);
        assert_eq!(
            line.failed(FetchError::CarrierDown, at(12), &mut chance),
            Some(Turn::Lost(Outage::CarrierDown))
        );
        assert!(matches!(line.value(), Connectivity::Offline { since, .. } if since == at(10)));
        assert_eq!(
            line.failed(FetchError::NoNetwork, at(20), &mut chance),
            Some(Turn::Lost(Outage::NoNetwork))
        );
        assert!(matches!(line.value(), Connectivity::Offline { since, .. } if since == at(10)));
        assert_eq!(line.answered(at(30)), Some(Turn::Back));
        line.sent_one();
        assert_eq!(line.comeback(), Some(Comeback { at: at(30), sent: 1 }));
    }

    #[test]
    fn a_refused_account_pauses_and_is_no_outage() {
        let mut line = Reachability::new(Span::seconds(60));
        let refused = FetchError::Refused(ChannelFault::Credentials);
        let turn = line.failed(refused, at(5), &mut Chance::new(1));
        assert_eq!(turn, Some(Turn::Refused(ChannelFault::Credentials)));
        assert_eq!(line.failed(refused, at(65), &mut Chance::new(1)), None);
        assert!(matches!(line.value(), Connectivity::Paused { since, .. } if since == at(5)));
        assert_eq!(line.wait_until(at(66)), Some(at(125)));
    }

    #[test]
    fn a_wait_never_outlives_a_clock_set_back() {
        let mut line = Reachability::new(Span::seconds(60));
        line.failed(FetchError::CarrierDown, at(1_000_000), &mut Chance::new(1));
        assert!(line.wait_until(at(1_000_000)).is_some());
        assert_eq!(line.wait_until(at(10)), None);
    }

    #[test]
    fn a_missing_message_says_nothing_about_the_line() {
        let mut line = Reachability::new(Span::seconds(60));
        assert_eq!(line.failed(FetchError::NotFound, at(1), &mut Chance::new(1)), None);
        assert_eq!(line.wait_until(at(1)), None);
    }
}
