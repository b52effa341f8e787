//! Which backups stay: the newest of each of the last days, weeks and months that have one, by the practice's calendar.
//!
//! Counted are days with a backup, not days: a practice that is closed for two weeks finds its seven days untouched. The
//! newest always stays.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, TimeZone as _};
use chrono_tz::Tz;
use foyer_domain::Timestamp;

use super::Choices;

/// The places, in `made`, of those that may go.
pub(super) fn surplus(made: &[Timestamp], keep: &Choices, zone: Tz) -> Vec<usize> {
    let mut newest_first: Vec<(usize, DateTime<Tz>)> = made
        .iter()
        .enumerate()
        .filter_map(|(place, at)| Some((place, zone.timestamp_millis_opt(at.millis()).single()?)))
        .collect();
    newest_first.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    let mut stay: BTreeSet<usize> = newest_first.first().map(|(place, _)| *place).into_iter().collect();
    let rules: [(u32, Period); 3] = [(keep.daily, day), (keep.weekly, week), (keep.monthly, month)];
    for (most, period) in rules {
        let mut seen = BTreeSet::new();
        for (place, at) in &newest_first {
            if seen.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
                break;
            }
            if seen.insert(period(at)) {
                stay.insert(*place);
            }
        }
    }
    newest_first.into_iter().map(|(place, _)| place).filter(|place| !stay.contains(place)).collect()
}

/// Names the stretch of the calendar that a moment is in.
type Period = fn(&DateTime<Tz>) -> (i32, u32);

fn day(at: &DateTime<Tz>) -> (i32, u32) {
    (at.year(), at.ordinal())
}

fn week(at: &DateTime<Tz>) -> (i32, u32) {
    (at.iso_week().year(), at.iso_week().week())
}

fn month(at: &DateTime<Tz>) -> (i32, u32) {
    (at.year(), at.month())
}

#[cfg(test)]
mod tests {
    use foyer_domain::Span;

    use super::*;

    const ZONE: Tz = chrono_tz::America::Chicago;

    /// So many nights of backups at 2:00 AM, the last on Monday, 16 November 2026.
    fn nights(count: i64) -> Vec<Timestamp> {
        let last = Timestamp::from_millis(1_794_816_000_000);
        (0..count).rev().map(|back| last.plus(Span::days(-back))).collect()
    }

    fn days_back(made: &[Timestamp], keep: &Choices) -> Vec<i64> {
        let gone = surplus(made, keep, ZONE);
        let newest = made.iter().max().unwrap().millis();
        let mut stay: Vec<i64> = made
            .iter()
            .enumerate()
            .filter(|(place, _)| !gone.contains(place))
            .map(|(_, at)| (newest - at.millis()) / 86_400_000)
            .collect();
        stay.sort_unstable();
        stay
    }

    #[test]
    fn seven_days_four_weeks_twelve_months() {
        let stay = days_back(&nights(500), &Choices::default());
        // A week of days; the Sundays that end three more weeks; the last days of eleven more months.
        assert_eq!(stay[..7], [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(stay[7..10], [8, 15, 16]);
        assert_eq!(stay.len(), 7 + 2 + 11);
        assert!(stay.windows(2).skip(10).all(|pair| (28..=31).contains(&(pair[1] - pair[0]))), "{stay:?}");
    }

    #[test]
    fn a_few_all_stay_and_one_a_day_is_enough() {
        assert_eq!(days_back(&nights(5), &Choices::default()).len(), 5);
        let morning = nights(1)[0];
        let made = [morning, morning.plus(Span::hours(3)), morning.plus(Span::hours(9))];
        assert_eq!(surplus(&made, &Choices::default(), ZONE), [1, 0], "the newest of the day stays");
        let nothing = Choices { daily: 0, weekly: 0, monthly: 0, folder: None };
        assert_eq!(surplus(&made, &nothing, ZONE).len(), 2, "the newest stays whatever is asked");
    }

    #[test]
    fn a_practice_that_was_closed_for_two_months_gives_up_one_day_and_one_week() {
        let mut made = nights(40);
        assert_eq!(days_back(&made, &Choices::default()), [0, 1, 2, 3, 4, 5, 6, 8, 15, 16]);
        made.push(made.last().unwrap().plus(Span::days(60)));
        // The new one takes a place of each kind, and no time alone takes any.
        assert_eq!(days_back(&made, &Choices::default()), [0, 60, 61, 62, 63, 64, 65, 68, 76]);
    }
}
