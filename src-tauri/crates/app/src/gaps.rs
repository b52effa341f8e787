//! Where the trail has a gap, an entry says so: the practice was closed for so long, or the computer's clock moved. What was
//! opened and never closed ended in between. Practice mode's clock is its play's own, and is not watched.

use std::time::Instant;

use foyer_domain::{Actor, Span, Timestamp};
use foyer_store::{ReadTx, StoreError, WriteTx, audit};

use crate::record::{self, Act};

/// A clock that runs a little fast or slow is put right in smaller steps than this.
const MOVED: Span = Span::minutes(1);

/// When anything was written down last.
pub(crate) fn last(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    Ok(audit::page(tx, None, 1)?.pop().map(|entry| entry.at))
}

/// The practice is open from now on; `last` is what [`last`] said before anything was done.
pub(crate) fn opened(tx: &WriteTx<'_>, last: Option<Timestamp>, now: Timestamp) -> Result<(), StoreError> {
    let closed_for = last.filter(|last| *last <= now).map(|last| seconds(now.since(last)));
    say(tx, Act::PracticeOpened, closed_for, now)?;
    match last.filter(|last| *last > now) {
        Some(last) => say(tx, Act::ClockWentBack, Some(seconds(last.since(now))), now),
        None => Ok(()),
    }
}

/// It closes.
pub(crate) fn closed(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    say(tx, Act::PracticeClosed, None, now)
}

/// Holds the computer's clock against one that nobody can set.
#[derive(Default)]
pub(crate) struct Watch(Option<(Timestamp, Instant)>);

impl Watch {
    /// What the clock did since the last look, if it moved: ahead also where the computer slept.
    pub(crate) fn look(&mut self, now: Timestamp, steady: Instant) -> Option<(Act, Span)> {
        let (then, began) = self.0.replace((now, steady))?;
        let passed = i64::try_from(steady.saturating_duration_since(began).as_millis()).unwrap_or(i64::MAX);
        let should = then.plus(Span::millis(passed));
        if now >= should.plus(MOVED) {
            Some((Act::ClockWentAhead, now.since(should)))
        } else if should >= now.plus(MOVED) {
            Some((Act::ClockWentBack, should.since(now)))
        } else {
            None
        }
    }
}

/// Writes down what the clock did.
pub(crate) fn moved(tx: &WriteTx<'_>, (act, by): (Act, Span), now: Timestamp) -> Result<(), StoreError> {
    say(tx, act, Some(seconds(by)), now)
}

fn say(tx: &WriteTx<'_>, act: Act, seconds: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
    record::by(tx, Actor::System, act, None, None, serde_json::json!({ "seconds": seconds }), now)
}

const fn seconds(span: Span) -> i64 {
    span.as_millis() / 1_000
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_that_is_set_is_told_from_one_that_runs() {
        let (mut watch, begun) = (Watch::default(), Instant::now());
        let at = |seconds: i64| Timestamp::from_millis(1_000 * (10_000 + seconds));
        let mut look = |clock: i64, steady: u64| watch.look(at(clock), begun + Duration::from_secs(steady));
        assert_eq!(look(0, 0), None, "the first look has nothing to hold it against");
        assert_eq!(look(10, 10), None);
        assert_eq!(look(50, 20), None, "thirty seconds are put right by themselves");
        assert_eq!(look(3_660, 30), Some((Act::ClockWentAhead, Span::seconds(3_600))));
        assert_eq!(look(3_670, 40), None, "told once");
        assert_eq!(look(80, 50), Some((Act::ClockWentBack, Span::seconds(3_600))));
    }
}
