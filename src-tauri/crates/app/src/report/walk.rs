//! A patient's messages of all their threads in one order, a page of each thread at a time: a report of 200,000 is
//! read with some hundred of them in memory.

use std::collections::VecDeque;

use foyer_domain::{ThreadId, Timestamp};
use foyer_store::{
    ReadTx, StoreError,
    messages::{self, MessageRow},
};

/// Messages of a thread that are read at once.
const PAGE: u32 = 200;

/// The threads, and how far each has been read.
pub(crate) struct Walk {
    days: (Timestamp, Timestamp),
    lanes: Vec<Lane>,
}

struct Lane {
    thread: ThreadId,
    read: VecDeque<MessageRow>,
    last: i64,
    done: bool,
}

impl Walk {
    /// Before the first message from `days.0` on and before `days.1`.
    pub(crate) fn of(threads: impl Iterator<Item = ThreadId>, days: (Timestamp, Timestamp)) -> Self {
        let lane = |thread| Lane { thread, read: VecDeque::new(), last: 0, done: false };
        Self { days, lanes: threads.map(lane).collect() }
    }

    /// The next message, with the place of its thread among those that were named; `None` after the last.
    pub(crate) fn next(&mut self, tx: &ReadTx<'_>) -> Result<Option<(usize, MessageRow)>, StoreError> {
        for lane in &mut self.lanes {
            lane.fill(tx, self.days)?;
        }
        // Places are in the order of time over all threads.
        let first =
            self.lanes.iter().enumerate().filter_map(|(at, lane)| Some((lane.read.front()?.seq, at))).min();
        Ok(first.and_then(|(_, at)| Some((at, self.lanes.get_mut(at)?.read.pop_front()?))))
    }
}

impl Lane {
    fn fill(&mut self, tx: &ReadTx<'_>, days: (Timestamp, Timestamp)) -> Result<(), StoreError> {
        if self.done || !self.read.is_empty() {
            return Ok(());
        }
        let page = messages::some_between(tx, self.thread, days, self.last, PAGE)?;
        match page.last() {
            Some(last) => self.last = last.seq,
            None => self.done = true,
        }
        self.read.extend(page);
        Ok(())
    }
}
