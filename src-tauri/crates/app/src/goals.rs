//! Who waits too long: the practice's goals, held against the hours of the office that was written to.

use chrono_tz::Tz;
use foyer_domain::{LocationId, ThreadId, Timestamp};
use foyer_policy::{GoalStretch, ReplyGoals};
use foyer_store::{ReadTx, StoreError, looking_back::WaitRow, threads};

use crate::{desk::Office, hours::Hours, wire};

/// The goals, with what they go by.
pub(crate) struct Goals {
    pub(crate) goals: ReplyGoals,
    hours: Hours,
    pub(crate) zone: Tz,
}

impl Goals {
    /// Reads them.
    pub(crate) fn read(office: &Office, tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let practice = office.practice();
        Ok(Self { zone: practice.zone(), goals: practice.goals, hours: Hours::read(tx)? })
    }

    /// Until when somebody who wrote to an office should have an answer.
    pub(crate) fn due(&self, office: Option<LocationId>, asked_at: Timestamp) -> Timestamp {
        self.goals.due(asked_at, self.hours.of(office), self.zone)
    }

    /// The same for a thread of which nothing is at hand.
    pub(crate) fn due_in(
        &self,
        tx: &ReadTx<'_>,
        thread: ThreadId,
        asked_at: Timestamp,
    ) -> Result<Timestamp, StoreError> {
        // Where all offices keep the same hours, nobody asks which it is.
        let office = if self.hours.offices.is_empty() { None } else { threads::get(tx, thread)?.location };
        Ok(self.due(office, asked_at))
    }

    /// Whether a wait took longer than it should have, or does by now.
    pub(crate) fn is_late(&self, tx: &ReadTx<'_>, row: &WaitRow, now: Timestamp) -> Result<bool, StoreError> {
        let ended = row.wait.answer.map_or(now, |(at, _)| at);
        Ok(ended > self.due_in(tx, row.thread, row.wait.asked_at)?)
    }
}

/// The goals as the window shows them.
pub(crate) fn shown(goals: &ReplyGoals) -> wire::ReplyGoals {
    let stretch = |one: &GoalStretch| wire::GoalStretch {
        from_hour: one.from_hour,
        until_hour: one.until_hour,
        minutes: one.minutes,
    };
    wire::ReplyGoals {
        minutes: goals.minutes(),
        stretches: goals.stretches().iter().map(stretch).collect(),
        from_opening: goals.from_opening(),
    }
}

/// Goals as somebody typed them. `None` where they are none.
pub(crate) fn typed(goals: &wire::ReplyGoals) -> Option<ReplyGoals> {
    let stretch = |one: &wire::GoalStretch| GoalStretch {
        from_hour: one.from_hour,
        until_hour: one.until_hour,
        minutes: one.minutes,
    };
    ReplyGoals::new(goals.minutes, goals.stretches.iter().map(stretch).collect(), goals.from_opening)
}
