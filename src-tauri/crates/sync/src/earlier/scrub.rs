//! Takes words and files from the carrier, where a practice wants that: off by default, one text at a time, only with
//! nobody at the window, never while a list is walked, and each written down.
//!
//! What may go is the store's to say (`foyer_store::scrubs`): old enough, whole here, in a backup verified since. A
//! request that was repeated after a kill finds nothing left to do. Nothing here is ever changed by it: a list that shows
//! the text without words later is a list that shows a text we know.

use foyer_carrier::FetchError;
use foyer_domain::{Actor, Span, Timestamp};
use foyer_store::scrubs::{self, Due, Search};
use serde_json::json;

use crate::{
    Means, StepError,
    activity::{self, Activity},
};

/// Between two passes over everything that is old enough.
const PASS_EVERY: Span = Span::hours(6);

/// Where a pass is.
#[derive(Debug, Default)]
pub(super) struct Scrubber {
    behind: i64,
    rests_until: Option<Timestamp>,
}

impl Scrubber {
    /// Somebody chose anew.
    pub(super) fn begin_anew(&mut self) {
        *self = Self::default();
    }

    /// One text, or one stretch of texts that stay. Says whether there may be more to do now.
    pub(super) async fn step(&mut self, means: &Means, now: Timestamp) -> Result<bool, StepError> {
        if self.rests_until.is_some_and(|until| now < until && until.since(now) <= PASS_EVERY) {
            return Ok(false);
        }
        let behind = self.behind;
        let found = means
            .read(move |tx| {
                let Some(days) = scrubs::after_days(tx)? else { return Ok(None) };
                let Some(backed_up) = scrubs::backed_up_until(tx, now)? else { return Ok(None) };
                scrubs::next(tx, behind, days, backed_up, now).map(Some)
            })
            .await?;
        match found {
            None | Some(Search::Nothing) => {
                self.behind = 0;
                self.rests_until = found.map(|_| now.plus(PASS_EVERY));
                Ok(false)
            }
            Some(Search::Further(seq)) => {
                self.behind = seq;
                Ok(true)
            }
            Some(Search::Found(due)) => self.take(means, due, now).await,
        }
    }

    async fn take(&mut self, means: &Means, due: Due, now: Timestamp) -> Result<bool, StepError> {
        match means.carrier.scrub(&due.provider_id, due.pictures).await {
            // What the carrier no longer has need not be taken from it.
            Ok(()) | Err(FetchError::NotFound) => {
                self.behind = due.seq;
                let about = (due.thread, due.message);
                means
                    .write(move |tx| {
                        scrubs::done(tx, due.message, now)?;
                        let detail = json!({ "files": due.pictures });
                        activity::about(tx, Activity::CarrierScrubbed, Actor::System, about, detail, now)
                    })
                    .await?;
                Ok(true)
            }
            // Twilio refuses what has not come to its end there: the next pass tries again.
            Err(FetchError::Unreadable { .. } | FetchError::TooLarge) => {
                self.behind = due.seq;
                Ok(true)
            }
            Err(FetchError::NotPermitted) => {
                tracing::warn!(code = "scrub_not_permitted", "the carrier's key may not blank texts");
                self.rests_until = Some(now.plus(PASS_EVERY));
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}
