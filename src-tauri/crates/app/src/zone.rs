//! Days and times as the practice's clock has them.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use foyer_domain::Timestamp;

/// When a day begins there. A clock that skips midnight begins its day later; then the day in universal time is near
/// enough.
pub(crate) fn day_begins(day: NaiveDate, zone: Tz) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    let at = match midnight.and_local_timezone(zone).earliest() {
        Some(at) => at.timestamp_millis(),
        None => midnight.and_utc().timestamp_millis(),
    };
    Timestamp::from_millis(at)
}

/// The day it is there.
pub(crate) fn day_of(at: Timestamp, zone: Tz) -> NaiveDate {
    local(at, zone).date_naive()
}

/// What the clock there shows.
pub(crate) fn local(at: Timestamp, zone: Tz) -> DateTime<Tz> {
    DateTime::from_timestamp_millis(at.millis()).unwrap_or_default().with_timezone(&zone)
}

/// A minute of a day on a clock that is set forward and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnClock {
    /// It is there once.
    Once(Timestamp),
    /// The clock skips it; the first minute after the gap.
    Skipped(Timestamp),
    /// The clock shows it twice.
    Twice(Timestamp, Timestamp),
}

/// The longest that a clock is set forward by, in minutes.
const LONGEST_GAP: i64 = 180;

/// When the clock there shows `minute` of `day`; `None` for a minute that no day has.
pub(crate) fn on_clock(day: NaiveDate, minute: u32, zone: Tz) -> Option<OnClock> {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(minute.checked_mul(60)?, 0)?;
    let wanted = day.and_time(time);
    let stamp = |at: chrono::DateTime<Tz>| Timestamp::from_millis(at.timestamp_millis());
    match zone.from_local_datetime(&wanted) {
        LocalResult::Single(at) => Some(OnClock::Once(stamp(at))),
        LocalResult::Ambiguous(first, second) => Some(OnClock::Twice(stamp(first), stamp(second))),
        LocalResult::None => (1..=LONGEST_GAP).find_map(|ahead| {
            let later = wanted.checked_add_signed(TimeDelta::minutes(ahead))?;
            Some(OnClock::Skipped(stamp(zone.from_local_datetime(&later).earliest()?)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::{Chicago, Denver};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> Timestamp {
        Timestamp::from_millis(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    /// 2027: forward on March 14, back on November 7, at 2 AM.
    #[test]
    fn a_skipped_hour_is_said_and_a_doubled_one_asked() {
        let at = |when: &str, minute, zone| on_clock(day(when), minute, zone);
        assert_eq!(at("2027-03-13", 150, Chicago), Some(OnClock::Once(utc("2027-03-13T08:30:00Z"))));
        assert_eq!(at("2027-03-14", 150, Chicago), Some(OnClock::Skipped(utc("2027-03-14T08:00:00Z"))));
        assert_eq!(at("2027-03-14", 180, Chicago), Some(OnClock::Once(utc("2027-03-14T08:00:00Z"))));
        assert_eq!(
            at("2027-11-07", 90, Chicago),
            Some(OnClock::Twice(utc("2027-11-07T06:30:00Z"), utc("2027-11-07T07:30:00Z")))
        );
        assert_eq!(at("2027-11-07", 120, Denver), Some(OnClock::Once(utc("2027-11-07T09:00:00Z"))));
        assert_eq!(at("2027-11-07", 1_440, Denver), None);
        assert_eq!(at("2027-11-07", u32::MAX, Denver), None);
    }
}
