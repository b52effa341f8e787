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
        /// Since when; an older text arriving late does not reopen it.
        closed_at: Timestamp,
    },
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
        }
    }

    /// The patient wrote at `at`: unread, waiting, and back on the desk unless the text is older than the close.
    #[must_use]
    pub fn after_inbound(mut self, at: Timestamp) -> Self {
        self.unread = self.unread.saturating_add(1);
        let answered = self.waiting_since.is_none() && self.last_message_at.is_some_and(|last| last > at);
        match self.state {
            ThreadState::Closed { closed_at } if at <= closed_at => {}
            // What was open when it was closed is settled; only this text waits.
            ThreadState::Closed { .. } => self.waiting_since = Some(at),
            ThreadState::Open | ThreadState::Snoozed { .. } if answered => {}
            ThreadState::Open | ThreadState::Snoozed { .. } => {
                self.waiting_since = Some(self.waiting_since.map_or(at, |since| since.min(at)));
            }
        }
        self.last_message_at = self.last_message_at.max(Some(at));
        self.state = match self.state {
            ThreadState::Closed { closed_at } if at <= closed_at => self.state,
            ThreadState::Open | ThreadState::Snoozed { .. } | ThreadState::Closed { .. } => ThreadState::Open,
        };
        self
    }

    /// Staff answered at `at`: nobody waits any more for what came before.
    #[must_use]
    pub fn after_reply(mut self, at: Timestamp) -> Self {
        if self.waiting_since.is_some_and(|since| since <= at) {
            self.waiting_since = None;
        }
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
        assert_eq!(answered.after_inbound(at(3)).waiting_since, None, "a late old text is already answered");
    }

    #[test]
    fn a_new_text_reopens_and_an_old_one_does_not() {
        let closed = ThreadFacts::new().after_inbound(at(1)).closed(at(10));
        assert_eq!(closed.after_inbound(at(9)).state, ThreadState::Closed { closed_at: at(10) });
        let again = closed.after_inbound(at(11));
        assert_eq!((again.state, again.waiting_since), (ThreadState::Open, Some(at(11))));
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
