//! How many texts are on their way at once, and how fast they follow each other.
//!
//! A sender has a rate (about one segment a second for a local number); what is handed over faster waits
//! at the carrier, where it cannot be taken back any more. Two texts to one phone keep a distance, because carriers
//! promise no order. The number on their way at once grows slowly with success, halves when the carrier asks for
//! patience, and is one after a failure: an outage must put as few texts in doubt as possible.

use std::collections::BTreeMap;

use foyer_domain::{Body, LineId, Span, ThreadId, Timestamp};
use foyer_store::outbox::OutboxRow;

use crate::EngineSettings;

/// At once, to begin with, and at most.
const START: usize = 4;
const MOST: usize = 16;

/// Successes that let one more fly.
const FOR_ONE_MORE: u32 = 50;

/// Nothing waits longer than this for its turn; what says so is from before the clock was set back.
const LONGEST: Span = Span::minutes(10);

/// See the module's words.
#[derive(Debug)]
pub(crate) struct Pace {
    limit: usize,
    taken: u32,
    /// A failure came last: one at a time until a text is taken.
    careful: bool,
    segment: Span,
    burst: Span,
    /// Until when a line has work for its rate.
    lines: BTreeMap<LineId, Timestamp>,
    /// When the next text of a thread may go, and how long the distance is.
    threads: BTreeMap<ThreadId, (Timestamp, Span)>,
}

impl Pace {
    pub(crate) const fn new(settings: &EngineSettings) -> Self {
        Self {
            limit: START,
            taken: 0,
            careful: false,
            segment: settings.segment_every,
            burst: settings.burst,
            lines: BTreeMap::new(),
            threads: BTreeMap::new(),
        }
    }

    /// Whether one more may fly beside so many.
    pub(crate) fn has_room(&self, flying: usize) -> bool {
        flying < if self.careful { 1 } else { self.limit } || bug!(NoBound)
    }

    /// Whether this text's line and thread let it go now.
    pub(crate) fn may_go(&self, head: &OutboxRow, now: Timestamp) -> bool {
        if bug!(NoPace) {
            return true;
        }
        let busy = self.lines.get(&head.line).copied().and_then(|until| pending(until, now));
        let close = self.threads.get(&head.thread).and_then(|(until, _)| pending(*until, now));
        close.is_none() && busy.is_none_or(|busy| busy <= self.burst)
    }

    /// When a line or a thread is free again, if something waits for that.
    pub(crate) fn next_at(&self, now: Timestamp) -> Option<Timestamp> {
        let lines = self.lines.values().filter_map(|until| {
            pending(*until, now).filter(|busy| *busy > self.burst).map(|_| until.minus(self.burst))
        });
        let threads = self.threads.values().filter(|(until, _)| pending(*until, now).is_some());
        lines.chain(threads.map(|(until, _)| *until)).min()
    }

    /// A text is on its way.
    pub(crate) fn launched(&mut self, item: &OutboxRow, body: &Body, now: Timestamp) {
        let segments = i64::try_from(body.segments().count.max(1)).unwrap_or(i64::MAX);
        let takes = Span::millis(self.segment.as_millis().saturating_mul(segments));
        let busy = self.lines.get(&item.line).copied().filter(|until| pending(*until, now).is_some());
        self.lines.insert(item.line, busy.unwrap_or(now).plus(takes));
        // A request may hang longer than its text takes; the distance counts from when it was taken.
        self.threads.retain(|_, (until, _)| now.since(*until) <= LONGEST);
        self.threads.insert(item.thread, (now.plus(takes), takes));
    }

    /// The carrier took a text: the next to the same phone keeps its distance from now on.
    pub(crate) fn taken(&mut self, thread: ThreadId, now: Timestamp) {
        if let Some((until, takes)) = self.threads.get_mut(&thread) {
            *until = now.plus(*takes);
        }
        self.careful = false;
        self.taken = self.taken.saturating_add(1);
        if self.taken >= FOR_ONE_MORE {
            self.taken = 0;
            self.limit = self.limit.saturating_add(1).min(MOST);
        }
    }

    /// The line failed.
    pub(crate) fn failed(&mut self, rate_limited: bool) {
        self.careful = true;
        self.taken = 0;
        if rate_limited {
            self.limit = (self.limit / 2).max(1);
        }
    }
}

/// How long until then, if that can be meant.
fn pending(until: Timestamp, now: Timestamp) -> Option<Span> {
    let wait = until.since(now);
    (wait > Span::ZERO && wait <= LONGEST).then_some(wait)
}
