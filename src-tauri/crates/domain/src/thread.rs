//! A conversation's state, and how it moves.

use crate::{Timestamp, UserId};

/// Where a thread stands on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ThreadState {
    /// On the desk.
    Open,
    /// Off the desk until an instant.
    Snoozed {
        /// When it comes back.
        until_at: Timestamp,
    },
    /// Done.
    Closed {
        /// Since when.
        closed_at: Timestamp,
    },
}

impl ThreadState {
    /// The end of a snooze that only a text of the patient ends: January 1, 2100, which no desk waits for.
    pub const UNTIL_REPLY: Timestamp = Timestamp::from_millis(4_102_444_800_000);
}

/// A snooze must end in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the time to come back is not in the future")]
pub struct SnoozeInPast;

/// What decides a thread's place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadFacts {
    /// Open, snoozed or closed.
    pub state: ThreadState,
    /// Whose it is.
    pub assigned_to: Option<UserId>,
    /// The oldest text of the patient that nobody has answered.
    pub waiting_since: Option<Timestamp>,
    /// Texts nobody has opened.
    pub unread: u32,
    /// The newest text, either way.
    pub last_message_at: Option<Timestamp>,
    /// What Foyer learned of before this needs no answer any more: the history that was there first, and what
    /// was open when somebody closed the thread and the patient wrote again.
    pub settled_at: Option<Timestamp>,
}

impl ThreadFacts {
    /// A thread nobody has written in yet.
    pub const fn new() -> Self {
        Self {
            state: ThreadState::Open,
            assigned_to: None,
            waiting_since: None,
            unread: 0,
            last_message_at: None,
            settled_at: None,
        }
    }

    /// A text of the patient, written at `at`, was heard now: unread, waiting and back on the desk. However old
    /// it is, nobody here has read it, so no answer and no close of before can have been meant for it. History
    /// is not heard; see [`Self::with_history`].
    #[must_use]
    pub fn after_inbound(mut self, at: Timestamp) -> Self {
        self.unread = self.unread.saturating_add(1);
        self.waiting_since = match self.state {
            // What was open when it was closed is settled; only this text waits.
            ThreadState::Closed { closed_at } => {
                self.settled_at = self.settled_at.max(Some(closed_at));
                Some(at)
            }
            ThreadState::Open | ThreadState::Snoozed { .. } => {
                Some(self.waiting_since.map_or(at, |since| since.min(at)))
            }
        };
        self.last_message_at = self.last_message_at.max(Some(at));
        self.state = ThreadState::Open;
        self
    }

    /// A text of the patient from before `before`, when Foyer was not there to hear it: shown, but neither
    /// unread nor waiting, and it reopens nothing.
    #[must_use]
    pub fn with_history(mut self, at: Timestamp, before: Timestamp) -> Self {
        self.last_message_at = self.last_message_at.max(Some(at));
        self.settled_at = self.settled_at.max(Some(before));
        self
    }

    /// Staff answered at `at`: nobody waits any more. Whoever answers has everything before them, whatever the
    /// carrier's clock says of when it was written.
    #[must_use]
    pub fn after_reply(mut self, at: Timestamp) -> Self {
        self.waiting_since = None;
        self.last_message_at = self.last_message_at.max(Some(at));
        self
    }

    /// Somebody opened it.
    #[must_use]
    pub fn after_read(mut self) -> Self {
        self.unread = 0;
        self
    }

    /// Done, until the patient writes again. Remembers who waited, so that undoing it puts the thread back where
    /// it was.
    #[must_use]
    pub fn closed(mut self, now: Timestamp) -> Self {
        self.state = ThreadState::Closed { closed_at: now };
        self
    }

    /// Back on the desk.
    #[must_use]
    pub fn reopened(mut self) -> Self {
        self.state = ThreadState::Open;
        self
    }

    /// Off the desk until `until`.
    ///
    /// # Errors
    /// `until` is not after `now`.
    pub fn snoozed(mut self, until: Timestamp, now: Timestamp) -> Result<Self, SnoozeInPast> {
        if until <= now {
            return Err(SnoozeInPast);
        }
        self.state = ThreadState::Snoozed { until_at: until };
        Ok(self)
    }

    /// A snooze whose time has come ends by itself.
    #[must_use]
    pub fn awake(mut self, now: Timestamp) -> Self {
        if let ThreadState::Snoozed { until_at } = self.state
            && until_at <= now
        {
            self.state = ThreadState::Open;
        }
        self
    }
}

impl Default for ThreadFacts {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    #[test]
    fn the_first_unanswered_text_starts_the_wait_and_a_reply_ends_it() {
        let thread = ThreadFacts::new().after_inbound(at(1)).after_inbound(at(5));
        assert_eq!((thread.waiting_since, thread.unread), (Some(at(1)), 2));
        let answered = thread.after_reply(at(6)).after_read();
        assert_eq!((answered.waiting_since, answered.unread), (None, 0));
        let late = answered.after_inbound(at(3));
        assert_eq!(late.waiting_since, Some(at(3)), "nobody had read it when they answered");
        let slow_clock = ThreadFacts::new().after_inbound(at(10)).after_reply(at(8));
        assert_eq!(slow_clock.waiting_since, None, "the desk's clock is not the carrier's");
    }

    #[test]
    fn a_text_heard_after_the_close_reopens_however_old_it_is_and_history_does_not() {
        let closed = ThreadFacts::new().after_inbound(at(1)).closed(at(10));
        for heard in [at(9), at(11)] {
            let again = closed.after_inbound(heard);
            assert_eq!((again.state, again.waiting_since), (ThreadState::Open, Some(heard)));
            assert_eq!(again.settled_at, Some(at(10)), "what was closed does not wait again");
        }
        let history = closed.with_history(at(9), at(20));
        assert_eq!((history.state, history.unread), (ThreadState::Closed { closed_at: at(10) }, 1));
        assert_eq!(closed.reopened().waiting_since, Some(at(1)), "undo puts it back where it was");
    }

    #[test]
    fn a_snooze_ends_by_time_or_by_a_text() {
        let snoozed = ThreadFacts::new().snoozed(at(60), at(0)).unwrap();
        assert_eq!(snoozed.awake(at(59)), snoozed);
        assert_eq!(snoozed.awake(at(60)).state, ThreadState::Open);
        assert_eq!(snoozed.after_inbound(at(30)).state, ThreadState::Open);
        assert_eq!(ThreadFacts::new().snoozed(at(0), at(0)), Err(SnoozeInPast));
    }
}
