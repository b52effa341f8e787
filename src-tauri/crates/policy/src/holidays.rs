//! The federal holidays of 5 U.S.C. 6103, worked out for any year: on them some states want no solicitation, and
//! they are no business days.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// Whether `day` is a federal holiday, or the weekday on which one is kept that falls on a weekend.
pub(crate) fn is_federal(day: NaiveDate) -> bool {
    let kept_for = match day.weekday() {
        Weekday::Fri => day.checked_add_days(Days::new(1)),
        Weekday::Mon => day.checked_sub_days(Days::new(1)),
        Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => None,
    };
    is_holiday(day) || kept_for.is_some_and(is_fixed)
}

/// The business day so many after `day`: Saturdays, Sundays and federal holidays don't count, nor does the day itself.
/// `None` beyond the calendar.
pub(crate) fn business_day_after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    let (mut day, mut left) = (day, days);
    while left > 0 {
        day = day.succ_opt()?;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_federal(day) {
            left -= 1;
        }
    }
    Some(day)
}

fn is_holiday(day: NaiveDate) -> bool {
    if is_fixed(day) {
        return true;
    }
    let nth = day.day0() / 7 + 1;
    let last = day.checked_add_days(Days::new(7)).is_none_or(|later| later.month() != day.month());
    match (day.month(), day.weekday(), nth) {
        // Martin Luther King, Washington, Labor Day, Columbus Day, Thanksgiving.
        (1 | 2, Weekday::Mon, 3) | (9, Weekday::Mon, 1) | (10, Weekday::Mon, 2) | (11, Weekday::Thu, 4) => {
            true
        }
        // Memorial Day.
        (5, Weekday::Mon, _) => last,
        _ => false,
    }
}

/// New Year, Juneteenth, Independence Day, Veterans Day, Christmas.
fn is_fixed(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (1, 1) | (6, 19) | (7, 4) | (11, 11) | (12, 25))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_of_2026_and_their_substitutes() {
        let days: Vec<String> = (0..365)
            .filter_map(|day| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(day)))
            .filter(|day| is_federal(*day))
            .map(|day| day.to_string())
            .collect();
        // OPM's list for 2026, and 4 July itself, a Saturday.
        let expected = [
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-07-03",
            "2026-07-04",
            "2026-09-07",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25",
        ];
        assert_eq!(days, expected);
    }
}
