//! What is going to happen: status steps, the carrier's own answers, patients who write. Virtual time only.

use std::collections::BTreeMap;

use crate::message::{Direction, Media, Status};

/// Something due at a moment.
pub(crate) enum Event {
    /// A message climbs.
    Climb { index: usize, to: Status, error_code: Option<u32> },
    /// Somebody's text becomes a message.
    Write(Text),
}

/// A text about to exist.
pub(crate) struct Text {
    pub direction: Direction,
    pub from: String,
    pub to: String,
    pub body: String,
    pub media: Vec<Media>,
}

/// Events by time; those of one moment keep the order in which they were noted.
#[derive(Default)]
pub(crate) struct Agenda {
    due: BTreeMap<(i64, u64), Event>,
    noted: u64,
}

impl Agenda {
    pub fn note(&mut self, at: i64, event: Event) {
        self.noted += 1;
        self.due.insert((at, self.noted), event);
    }

    /// The earliest event that is due at `now`, with its own moment.
    pub fn pop(&mut self, now: i64) -> Option<(i64, Event)> {
        let entry = self.due.first_entry()?;
        let (at, _) = *entry.key();
        (at <= now).then(|| (at, entry.remove()))
    }

    /// When something next happens.
    pub fn next_at(&self) -> Option<i64> {
        self.due.first_key_value().map(|((at, _), _)| *at)
    }
}
