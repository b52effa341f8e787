//! Until when a wording in use is to be read again (R38: templates are audited periodically).
//!
//! Nothing stops when the day is over: the nightly check goes on all the same, and a text is not worse for having been
//! good for half a year. It is shown as late until somebody who wrote none of it lets it stay or takes it out, or another
//! wording takes its place.

use chrono::{Datelike as _, Days, NaiveDate};

/// Days from an approval to the next look. R38 says *periodically* and no law names a figure for templates: half a year is
/// our own, in whole weeks, so that it falls on the weekday of the approval.
const READ_AGAIN_AFTER: Days = Days::new(26 * 7);

/// When a wording is to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadAgain {
    /// The last day for it.
    pub by: NaiveDate,
    /// How near that is.
    pub due: Due,
}

/// How near the day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Not in this month.
    Later,
    /// In this month, today or later.
    ThisMonth,
    /// It is over.
    Late,
}

impl ReadAgain {
    /// For a wording that somebody approved, or read last, on `read`; days are the practice's calendar days.
    pub fn of(read: NaiveDate, today: NaiveDate) -> Self {
        let by = read.checked_add_days(READ_AGAIN_AFTER).unwrap_or(read);
        let month = |day: NaiveDate| (day.year(), day.month());
        let due = if today > by {
            Due::Late
        } else if month(today) == month(by) {
            Due::ThisMonth
        } else {
            Due::Later
        };
        Self { by, due }
    }
}
