//! How soon patients should be answered: a goal for the whole day, and others for hours in which that cannot be had
//! or is not enough. What comes while the office is closed can count from its opening.

use chrono::Timelike as _;
use chrono_tz::Tz;
use foyer_domain::{Span, Timestamp};

use crate::{OpeningHours, opening::local};

/// Hours of a day with a goal of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GoalStretch {
    /// The first hour, 0 to 23.
    pub from_hour: u32,
    /// The hour before which it ends, 1 to 24.
    pub until_hour: u32,
    /// The goal then, in minutes, 1 to 1,440.
    pub minutes: u32,
}

/// What a practice promises itself for the first reply.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReplyGoals {
    #[serde(rename = "reply_goal_minutes")]
    minutes: u32,
    #[serde(rename = "goal_stretches", default)]
    stretches: Vec<GoalStretch>,
    #[serde(rename = "goal_from_opening", default = "yes")]
    from_opening: bool,
}

const fn yes() -> bool {
    true
}

/// Most practices promise an answer within a quarter of an hour.
impl Default for ReplyGoals {
    fn default() -> Self {
        Self { minutes: 15, stretches: Vec::new(), from_opening: true }
    }
}

impl ReplyGoals {
    /// A day: whoever aims for longer has no first reply to speak of.
    pub const MINUTES_AT_MOST: u32 = 1_440;

    /// Goals as somebody chose them; `from_opening` counts what comes in closed hours from the opening. `None` where
    /// a goal is not 1 to [`Self::MINUTES_AT_MOST`] minutes, a stretch is none, or two have an hour in common.
    pub fn new(minutes: u32, mut stretches: Vec<GoalStretch>, from_opening: bool) -> Option<Self> {
        let fits = |minutes: u32| (1..=Self::MINUTES_AT_MOST).contains(&minutes);
        stretches.sort_by_key(|one| one.from_hour);
        let each = stretches
            .iter()
            .all(|one| one.from_hour < one.until_hour && one.until_hour <= 24 && fits(one.minutes));
        let apart = stretches
            .iter()
            .zip(stretches.iter().skip(1))
            .all(|(one, next)| one.until_hour <= next.from_hour);
        (fits(minutes) && each && apart).then_some(Self { minutes, stretches, from_opening })
    }

    /// The goal where no stretch says otherwise, in minutes.
    pub const fn minutes(&self) -> u32 {
        self.minutes
    }

    /// Hours with a goal of their own, the earliest first.
    pub fn stretches(&self) -> &[GoalStretch] {
        &self.stretches
    }

    /// Whether what comes in closed hours counts from the opening.
    pub const fn from_opening(&self) -> bool {
        self.from_opening
    }

    /// The goal of an hour of the day, in minutes.
    pub fn minutes_at(&self, hour: u32) -> u32 {
        let own = self.stretches.iter().find(|one| (one.from_hour..one.until_hour).contains(&hour));
        own.map_or(self.minutes, |one| one.minutes)
    }

    /// The shortest goal of any hour of the day and the longest, in minutes.
    pub fn shortest_and_longest(&self) -> (u32, u32) {
        (0..24)
            .map(|hour| self.minutes_at(hour))
            .fold((u32::MAX, 0), |(shortest, longest), minutes| (shortest.min(minutes), longest.max(minutes)))
    }

    /// Until when somebody who wrote at `asked_at` should have an answer, by the practice's clock. Where nobody has
    /// said when the office is open, it always is.
    pub fn due(&self, asked_at: Timestamp, office: &OpeningHours, zone: Tz) -> Timestamp {
        let closed = self.from_opening && office.is_open(asked_at, zone) == Some(false);
        let from = if closed { office.opens_after(asked_at, zone) } else { None }.unwrap_or(asked_at);
        from.plus(Span::minutes(self.minutes_at(local(from, zone).hour()).into()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono_tz::America::Chicago;
    use proptest::prelude::*;

    use super::*;
    use crate::DayHours;

    fn at(local: &str) -> Timestamp {
        let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        Timestamp::from_millis(local.and_local_timezone(Chicago).earliest().unwrap().timestamp_millis())
    }

    const fn stretch(from_hour: u32, until_hour: u32, minutes: u32) -> GoalStretch {
        GoalStretch { from_hour, until_hour, minutes }
    }

    fn office() -> OpeningHours {
        let day = DayHours::new(480, 1_020);
        OpeningHours { week: [day, day, day, day, day, None, None], holidays: BTreeSet::new() }
    }

    #[test]
    fn each_hour_has_its_goal_and_closed_hours_count_from_the_opening() {
        let goals = ReplyGoals::new(15, vec![stretch(12, 14, 45), stretch(8, 9, 30)], true).unwrap();
        for (asked, due) in [
            ("2026-11-23 10:00", "2026-11-23 10:15"),
            ("2026-11-23 12:00", "2026-11-23 12:45"),
            ("2026-11-23 13:59", "2026-11-23 14:44"),
            ("2026-11-23 14:00", "2026-11-23 14:15"),
            // Shortly before closing it is still due today; at night and at the weekend from the next opening, by its goal.
            ("2026-11-20 16:59", "2026-11-20 17:14"),
            ("2026-11-20 17:00", "2026-11-23 08:30"),
            ("2026-11-22 03:00", "2026-11-23 08:30"),
        ] {
            assert_eq!(goals.due(at(asked), &office(), Chicago), at(due), "{asked}");
        }
        let night = at("2026-11-22 03:00");
        let always = ReplyGoals::new(15, Vec::new(), false).unwrap();
        assert_eq!(always.due(night, &office(), Chicago), at("2026-11-22 03:15"));
        assert_eq!(
            ReplyGoals::default().due(night, &OpeningHours::default(), Chicago),
            at("2026-11-22 03:15")
        );
    }

    #[test]
    fn goals_that_are_none_are_refused() {
        for (minutes, stretches) in [
            (0, vec![]),
            (1_441, vec![]),
            (15, vec![stretch(9, 9, 30)]),
            (15, vec![stretch(23, 25, 30)]),
            (15, vec![stretch(8, 9, 0)]),
            (15, vec![stretch(8, 12, 30), stretch(11, 13, 20)]),
        ] {
            assert_eq!(ReplyGoals::new(minutes, stretches.clone(), true), None, "{minutes} {stretches:?}");
        }
        assert!(ReplyGoals::new(1_440, vec![stretch(0, 12, 1), stretch(12, 24, 1_440)], true).is_some());
    }

    #[test]
    fn a_practice_of_before_keeps_its_goal() {
        let kept: ReplyGoals = serde_json::from_str(r#"{ "reply_goal_minutes": 45 }"#).unwrap();
        assert_eq!(kept, ReplyGoals::new(45, Vec::new(), true).unwrap());
    }

    proptest! {
        #[test]
        fn nobody_is_due_before_they_wrote_and_who_wrote_first_is_due_first_within_an_hour(
            asked in 1_790_000_000_000_i64..1_800_000_000_000, later in 0_i64..3_600_000, minutes in 1_u32..1_440, from_opening: bool,
        ) {
            let goals = ReplyGoals::new(minutes, Vec::new(), from_opening).unwrap();
            let due = |asked: i64| goals.due(Timestamp::from_millis(asked), &office(), Chicago);
            prop_assert!(due(asked) >= Timestamp::from_millis(asked).plus(Span::minutes(minutes.into())));
            prop_assert!(due(asked) <= due(asked + later));
        }
    }
}
