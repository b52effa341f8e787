//! What the composer shows before a word is written: the same questions as the gate, asked early.

use foyer_domain::Timestamp;

use crate::{
    Ground, HoursSay, Place, Quiet, Refusal, Standing, WayOn,
    gate::{clinical_may_go, reply_ground},
};

/// Whether the desk may write, and what to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComposerState {
    /// Write.
    Open {
        /// What a reply would leave on.
        ground: Ground,
        /// Until when that holds, if not one keeps asking: end of the day after the patient's text, or of the
        /// consent.
        until: Option<Timestamp>,
        /// Whether clinical words may go with a reason; without consent and an agreement they can't.
        clinical_with_reason: bool,
        /// Whether the one-time notice will go along.
        notice_goes_along: bool,
        /// Whether consent is due for refreshing.
        refresh_due: bool,
        /// It is quiet where the patient lives. Said, and no more, to who writes now; else the gate will stop a
        /// text until then, or want a reason.
        quiet: Option<Quiet>,
        /// Whether a text would answer somebody who is writing now.
        live: bool,
    },
    /// The composer is replaced by the reason and the ways on.
    Blocked {
        /// Why.
        refusal: Refusal,
        /// What can be done instead, the best first.
        ways: Vec<WayOn>,
    },
}

/// The composer for the standing's number and channel.
pub fn composer(standing: &Standing, place: &Place, now: Timestamp) -> ComposerState {
    match reply_ground(standing, now) {
        Ok(ground) => {
            let (until, agreed) = match ground {
                Ground::Granted { .. } => (standing.expires_at, true),
                Ground::Implied { until } => (Some(until), false),
                Ground::Asking | Ground::Farewell | Ground::Decided { .. } => (None, false),
            };
            ComposerState::Open {
                ground,
                until,
                clinical_with_reason: agreed && clinical_may_go(standing, now),
                notice_goes_along: standing.notice_due(),
                refresh_due: standing.refresh_due(now),
                quiet: match standing.rules.hours_say(place, now) {
                    HoursSay::Open => None,
                    HoursSay::Quiet(quiet) => Some(quiet),
                },
                live: standing.may_answer(now),
            }
        }
        Err(refusal) => ComposerState::Blocked { refusal, ways: refusal.ways(standing, now) },
    }
}
