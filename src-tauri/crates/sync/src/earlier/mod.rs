//! What is done about earlier days when nothing else is: a day fetched again, history brought in, days counted.
//!
//! One page of one list at a time, at most one a second, and only after inbound was heard in the same round, so a text
//! that comes in now never waits behind an old one. Everything that must outlive the process is in the store; a walk
//! that is lost is begun again and costs requests. Nothing here ever texts anybody: what is old is stored as history.
//! Taking words from the carrier is the last of it, and off by default (`scrub`).

mod counting;
mod plan;
mod scrub;
mod walk;

use foyer_carrier::FetchError;
use foyer_domain::{MessageId, Span, Timestamp};

use crate::{Means, StepError, clock::is_due};
use scrub::Scrubber;
use walk::{Paged, Walk};

pub(crate) use {
    counting::{Tally, judge},
    plan::first_read,
};

/// Between two looks whether there is anything to do.
const LOOK_EVERY: Span = Span::minutes(1);

/// The same while nothing has been written since there was nothing to do: only the days go on.
const NOTHING_NEW: Span = Span::minutes(10);

/// A list that breaks off, or a place in it that the carrier no longer knows, is left alone for so long.
const REST: Span = Span::minutes(30);

/// See the module's words.
#[derive(Debug, Default)]
pub struct EarlierDays {
    walk: Option<Walk>,
    scrubber: Scrubber,
    /// Whether something goes on at `next_at`.
    busy: bool,
    next_at: Option<Timestamp>,
    /// Since when there is nothing to do, and the edition of the data that said so.
    idle: Option<(u64, Timestamp)>,
    /// Whether a page could not be had since somebody last asked.
    stumbled: bool,
}

impl EarlierDays {
    /// When what is in hand goes on; `None` when there is nothing.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.next_at.filter(|_| self.busy)
    }

    /// Whether a page could not be had since this was last asked: then what was heard of the line is not fresh any more.
    pub fn stumbled(&mut self) -> bool {
        std::mem::take(&mut self.stumbled)
    }

    /// Somebody asked for a day, or chose how far back to read.
    pub fn look_now(&mut self) {
        self.scrubber.begin_anew();
        self.next_at = None;
        self.idle = None;
    }

    /// One page, if one is due. Gives the texts whose pictures are to be fetched. While somebody looks at the window
    /// (`watched`) nothing is taken from the carrier.
    ///
    /// # Errors
    /// The store's own, and the carrier's where it is a sign of an outage; the walk goes on afterwards.
    pub async fn step(&mut self, means: &Means, watched: bool) -> Result<Vec<MessageId>, StepError> {
        let now = means.now();
        let Some(next_at) = self.next_at else {
            // What is new comes first, also after a start.
            self.next_at = Some(now.plus(means.settings.earlier_every));
            return Ok(Vec::new());
        };
        // A clock that was set back must not stop this for years.
        if now < next_at && next_at.since(now) <= REST {
            return Ok(Vec::new());
        }
        let edition = means.store.edition();
        let idle =
            |(known, since): (u64, Timestamp)| known == edition && !is_due(Some(since), NOTHING_NEW, now);
        if self.idle.is_some_and(idle) {
            self.next_at = Some(now.plus(LOOK_EVERY));
            return Ok(Vec::new());
        }
        self.idle = None;
        if self.walk.is_none() {
            self.walk = plan::next(means, now).await?;
        }
        let Some(walk) = &mut self.walk else {
            self.busy = false;
            self.next_at = Some(now.plus(LOOK_EVERY));
            self.busy = !watched && self.scrubber.step(means, now).await?;
            if self.busy {
                self.next_at = Some(now.plus(means.settings.earlier_every));
            } else if !watched {
                self.idle = Some((edition, now));
            }
            return Ok(Vec::new());
        };
        self.busy = true;
        self.next_at = Some(now.plus(means.settings.earlier_every));
        match walk.page(means).await {
            Ok(Paged { goes_on: true, media }) => Ok(media),
            Ok(Paged { goes_on: false, media }) => {
                self.walk = None;
                Ok(media)
            }
            Err(StepError::BrokenOff) => {
                self.stumbled = true;
                self.rest(now);
                Ok(Vec::new())
            }
            // The carrier has forgotten this place of its list; polls would notice anything worse.
            Err(StepError::Carrier(
                FetchError::NotFound | FetchError::Unreadable { .. } | FetchError::TooLarge,
            )) => {
                self.stumbled = true;
                walk.lose_the_place(means).await?;
                self.rest(now);
                Ok(Vec::new())
            }
            Err(error @ (StepError::Carrier(_) | StepError::Store(_))) => Err(error),
        }
    }

    fn rest(&mut self, now: Timestamp) {
        self.walk = None;
        self.busy = false;
        self.next_at = Some(now.plus(REST));
    }
}
