//! Days as the practice's clock has them.

use chrono::{NaiveDate, NaiveTime};
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
    chrono::DateTime::from_timestamp_millis(at.millis()).unwrap_or_default().with_timezone(&zone).date_naive()
}
