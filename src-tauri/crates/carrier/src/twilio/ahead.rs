//! How far this computer's clock is ahead of the carrier's, by the `Date` of the last answer.
//!
//! Good to a second or two, which is enough to tell a clock that is wrong. A proxy's answer has a date as well;
//! whoever made it, a date that agrees with nobody's clock is worth a word to the person who can set it.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use foyer_domain::Span;
use reqwest::{Response, header};

/// No answer yet.
const UNKNOWN: i64 = i64::MIN;

/// See the module's words.
#[derive(Debug)]
pub(super) struct Ahead(AtomicI64);

impl Default for Ahead {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl Ahead {
    /// An answer came.
    pub(super) fn note(&self, response: &Response) {
        let date = response.headers().get(header::DATE).and_then(|value| value.to_str().ok());
        if let Some(date) = date.and_then(|text| httpdate::parse_http_date(text).ok()) {
            self.0.store(between(SystemTime::now(), date), Ordering::Relaxed);
        }
    }

    /// By the last answer that had a date.
    pub(super) fn last(&self) -> Option<Span> {
        let millis = self.0.load(Ordering::Relaxed);
        (millis != UNKNOWN).then(|| Span::millis(millis))
    }
}

fn between(ours: SystemTime, theirs: SystemTime) -> i64 {
    millis(ours).saturating_sub(millis(theirs))
}

fn millis(at: SystemTime) -> i64 {
    match at.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(-i64::MAX, |millis| -millis),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn ahead_and_behind() {
        let noon = UNIX_EPOCH + Duration::from_secs(1_000_000);
        assert_eq!(between(noon + Duration::from_secs(90), noon), 90_000);
        assert_eq!(between(noon, noon + Duration::from_secs(90)), -90_000);
        assert_eq!(Ahead::default().last(), None);
    }
}
