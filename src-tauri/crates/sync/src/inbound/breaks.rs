//! Lists whose paging is broken, and when texts may leave all the same.
//!
//! A STOP may lie in what cannot be read, so a break holds texts back. If it stays, two things end that:
//!
//! - The pages that can be read come to where an earlier walk had begun. Then every text that the list shows has been
//!   read once, and only what the list shows late could be missed. After [`BROKEN_FOR`], in which such a thing would
//!   have come to the top of the list, texts leave again by themselves.
//! - A person says so ([`Breaks::go_on`]). A list that was never read whole, or that has brought more than its
//!   readable part since, has a part that nobody saw; no time makes that safe, so nobody but a person may say it.

use std::collections::BTreeMap;

use foyer_domain::{LineId, Span, Timestamp};

use super::pump::Ended;
use crate::StepError;

/// How long a break holds texts back when nothing lies unread: longer than lists were mostly seen to trail (a
/// quarter of an hour).
const BROKEN_FOR: Span = Span::minutes(30);

/// The lists that break off.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    open: BTreeMap<(LineId, &'static str), Break>,
    /// Until when a list has been read without a gap, by its newest text then.
    read: BTreeMap<(LineId, &'static str), Timestamp>,
    /// A person lets texts leave until all lists are whole again.
    gone_on: bool,
}

#[derive(Clone, Copy, Debug)]
struct Break {
    since: Timestamp,
    joins: bool,
}

impl Breaks {
    /// Until when this list has been read without a gap, as far as this process knows.
    pub(super) fn read_until(&self, list: (LineId, &'static str)) -> Option<Timestamp> {
        self.read.get(&list).copied()
    }

    /// How a walk ended. One that was not deep may have stopped before the break, and proves nothing.
    pub(super) fn note(&mut self, list: (LineId, &'static str), ended: Ended, deep: bool, now: Timestamp) {
        match ended {
            Ended::BrokenOff { until, joins } => {
                if joins {
                    self.read.insert(list, until);
                }
                let known = self.open.entry(list).or_insert(Break { since: now, joins });
                // A clock that was set back begins the wait anew.
                *known = Break { since: known.since.min(now), joins };
            }
            Ended::Whole { until } if deep => {
                self.open.remove(&list);
                self.gone_on &= !self.open.is_empty();
                self.read.insert(list, until);
            }
            Ended::Whole { until } if !self.open.contains_key(&list) => {
                self.read.insert(list, until);
            }
            Ended::Whole { .. } => {}
        }
    }

    /// Whether what was heard is enough for a text to leave.
    ///
    /// # Errors
    /// [`StepError::BrokenOff`] when it is not.
    pub(super) fn judge(&self, now: Timestamp) -> Result<(), StepError> {
        let holds = |known: &Break| !known.joins || now.since(known.since) < BROKEN_FOR;
        if !self.gone_on && self.open.values().any(holds) {
            return Err(StepError::BrokenOff);
        }
        Ok(())
    }

    /// A person lets texts leave, until the lists are whole again.
    pub(super) fn go_on(&mut self) {
        self.gone_on = !self.open.is_empty();
    }
}
