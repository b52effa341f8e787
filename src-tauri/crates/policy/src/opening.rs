//! When an office is open: a stretch of hours for each day of the week, with a break in it or none, and days on which it
//! stays closed. By the
//! practice's own clock; whether a text may go is another matter, and the patient's clock decides it (`hours`).
//!
//! A week without a single open day says nothing: then nobody knows when the office is closed, and nothing is answered
//! by itself.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use foyer_domain::{Language, Timestamp};

/// How far ahead the next opening is looked for, in days: longer than any holiday.
const AHEAD: u64 = 60;

/// Where the next opening mostly is, in days.
const SOON: u64 = 4;

/// How far back the last opening is looked for, in days.
const BACK: u64 = 60;

/// The minutes of a day.
const DAY: u16 = 24 * 60;

/// From (inclusive) until (exclusive), in minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DayHours {
    from: u16,
    until: u16,
    /// Closed in between, from and until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pause: Option<(u16, u16)>,
}

impl DayHours {
    /// A stretch of one day. `None` where it is none.
    pub const fn new(from: u16, until: u16) -> Option<Self> {
        if from < until && until <= DAY { Some(Self { from, until, pause: None }) } else { None }
    }

    /// The same with a break, such as lunch. `None` where the break is none, or leaves nothing before or after it.
    pub const fn with_pause(self, from: u16, until: u16) -> Option<Self> {
        if self.from < from && from < until && until < self.until {
            Some(Self { pause: Some((from, until)), ..self })
        } else {
            None
        }
    }

    /// From, in minutes of the day.
    pub const fn from(self) -> u16 {
        self.from
    }

    /// Until, in minutes of the day.
    pub const fn until(self) -> u16 {
        self.until
    }

    /// The break, from and until, in minutes of the day.
    pub const fn pause(self) -> Option<(u16, u16)> {
        self.pause
    }

    /// When somebody is there, in minutes of the day.
    fn spans(self) -> impl Iterator<Item = (u16, u16)> {
        let (first, second) = match self.pause {
            None => ((self.from, self.until), None),
            Some((from, until)) => ((self.from, from), Some((until, self.until))),
        };
        std::iter::once(first).chain(second)
    }

    /// The whole of the day, breaks and all.
    fn whole(self) -> impl Iterator<Item = (u16, u16)> {
        std::iter::once((self.from, self.until))
    }
}

/// A stretch of time in which the office was closed, from the end of one day to the beginning of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// When it closed.
    pub closed_at: Timestamp,
    /// When it opened again; `None` while it is closed.
    pub opened_at: Option<Timestamp>,
}

impl Night {
    /// Whether it was closed at that moment.
    pub fn holds(self, at: Timestamp) -> bool {
        self.closed_at <= at && self.opened_at.is_none_or(|opened| at < opened)
    }
}

/// The hours of one office.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OpeningHours {
    /// Monday first; `None` is closed.
    pub week: [Option<DayHours>; 7],
    /// Days on which it stays closed.
    pub holidays: BTreeSet<NaiveDate>,
}

impl OpeningHours {
    /// Whether the week says anything.
    pub fn are_known(&self) -> bool {
        self.week.iter().any(Option::is_some)
    }

    /// Whether it is open at `now`, by the clock of `zone`. `None` where nobody has said.
    pub fn is_open(&self, now: Timestamp, zone: Tz) -> Option<bool> {
        self.is_within(now, zone, DayHours::spans)
    }

    /// The same, but a break is a part of the day: people are there.
    pub fn is_day(&self, now: Timestamp, zone: Tz) -> Option<bool> {
        self.is_within(now, zone, DayHours::whole)
    }

    fn is_within<S: Iterator<Item = (u16, u16)>>(
        &self,
        now: Timestamp,
        zone: Tz,
        of: impl Fn(DayHours) -> S,
    ) -> Option<bool> {
        let inside = |(from, until): &(Timestamp, Timestamp)| *from <= now && now < *until;
        self.are_known().then(|| self.stretches(now, (1, 1), zone, of).iter().any(inside))
    }

    /// When it opens next after `now`, be it after a break; `None` where it does not for two months.
    pub fn opens_after(&self, now: Timestamp, zone: Tz) -> Option<Timestamp> {
        // Mostly it is tomorrow: what is asked of every text of a month looks further only where it must.
        let within = |days| {
            self.stretches(now, (0, days), zone, DayHours::spans)
                .into_iter()
                .map(|(from, _)| from)
                .find(|from| *from > now)
        };
        within(SOON).or_else(|| within(AHEAD))
    }

    /// The last night: the one that goes on, or the one that ended with today's opening. A break is none: who wrote in it
    /// did not write overnight, and whoever wrote overnight did so still when it begins.
    pub fn last_night(&self, now: Timestamp, zone: Tz) -> Option<Night> {
        let days = self.stretches(now, (BACK, 0), zone, DayHours::whole);
        let before: Vec<_> = days.into_iter().filter(|(from, _)| *from <= now).collect();
        let mut newest = before.iter().rev();
        let (from, until) = newest.next()?;
        if *until <= now {
            return Some(Night { closed_at: *until, opened_at: None });
        }
        newest.next().map(|(_, closed_at)| Night { closed_at: *closed_at, opened_at: Some(*from) })
    }

    /// The week as a text says it: `Mon-Thu 8 AM-12 PM & 1 PM-5 PM, Fri 8 AM-12 PM`. `None` where nobody has said.
    pub fn in_words(&self, language: Language) -> Option<String> {
        let names = day_names(language);
        let mut runs: Vec<(usize, usize, DayHours)> = Vec::new();
        for (day, hours) in self.week.iter().enumerate().filter_map(|(day, hours)| Some((day, (*hours)?))) {
            match runs.last_mut().filter(|(_, last, same)| *last + 1 == day && *same == hours) {
                Some((_, last, _)) => *last = day,
                None => runs.push((day, day, hours)),
            }
        }
        let name = |day: usize| names.get(day).copied().unwrap_or_default();
        let words: Vec<String> = runs
            .into_iter()
            .map(|(first, last, hours)| {
                let days = if first == last {
                    name(first).to_owned()
                } else {
                    format!("{}-{}", name(first), name(last))
                };
                let spans = hours.spans().map(|(from, until)| format!("{}-{}", clock(from), clock(until)));
                format!("{days} {}", spans.collect::<Vec<_>>().join(" & "))
            })
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// When it is open from so many days back to so many ahead of `now`, oldest first, by what counts of a day. Days that
    /// touch at midnight are one stretch.
    fn stretches<S: Iterator<Item = (u16, u16)>>(
        &self,
        now: Timestamp,
        (back, ahead): (u64, u64),
        zone: Tz,
        of: impl Fn(DayHours) -> S,
    ) -> Vec<(Timestamp, Timestamp)> {
        let today = local(now, zone).date_naive();
        let Some(first) = today.checked_sub_days(Days::new(back)) else { return Vec::new() };
        let mut found: Vec<(Timestamp, Timestamp)> = Vec::new();
        for day in first.iter_days().take(usize::try_from(back + ahead + 1).unwrap_or(usize::MAX)) {
            if self.holidays.contains(&day) {
                continue;
            }
            let place = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
            let Some(hours) = self.week.get(place).copied().flatten() else { continue };
            for (from, until) in of(hours) {
                let (from, until) = (moment(day, from, zone), moment(day, until, zone));
                match found.last_mut().filter(|(_, last)| *last >= from) {
                    Some((_, last)) => *last = until.max(*last),
                    None => found.push((from, until)),
                }
            }
        }
        found
    }
}

/// The days of the week in a text, Monday first.
pub(crate) const fn day_names(language: Language) -> [&'static str; 7] {
    match language {
        Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        // Without the accents that would make the text three times as long.
        Language::Es => ["lun", "mar", "mie", "jue", "vie", "sab", "dom"],
    }
}

/// The months in a text.
pub(crate) const fn month_names(language: Language) -> [&'static str; 12] {
    match language {
        Language::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        Language::Es => ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    }
}

/// A day as a text says it: `Mon, Nov 23`; `lun 23 nov`.
pub fn date_in_words(at: Timestamp, zone: Tz, language: Language) -> String {
    let there = local(at, zone);
    let day_at = usize::try_from(there.weekday().num_days_from_monday()).unwrap_or_default();
    let month_at = usize::try_from(there.month0()).unwrap_or_default();
    let day = day_names(language).get(day_at).copied().unwrap_or_default();
    let month = month_names(language).get(month_at).copied().unwrap_or_default();
    let date = there.day();
    match language {
        Language::En => format!("{day}, {month} {date}"),
        Language::Es => format!("{day} {date} {month}"),
    }
}

/// A time of day as a text says it, in either language: `8:00 AM`.
pub fn time_in_words(at: Timestamp, zone: Tz) -> String {
    let there = local(at, zone);
    let (afternoon, hour) = there.hour12();
    format!("{hour}:{:02} {}", there.minute(), if afternoon { "PM" } else { "AM" })
}

/// `8 AM`, `12:30 PM`.
pub(crate) fn clock(minute: u16) -> String {
    let (hour, rest) = (minute / 60 % 24, minute % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if rest == 0 { format!("{hour} {half}") } else { format!("{hour}:{rest:02} {half}") }
}

pub(crate) fn local(at: Timestamp, zone: Tz) -> DateTime<Tz> {
    // Outside the calendar's 262,000 years no office is open.
    DateTime::from_timestamp_millis(at.millis()).unwrap_or_default().with_timezone(&zone)
}

/// When the clock there shows a minute of a day: the first time where it comes twice, the end of the gap where it is
/// skipped.
fn moment(day: NaiveDate, minute: u16, zone: Tz) -> Timestamp {
    let wanted = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into());
    let later = |ahead: i64| (wanted + TimeDelta::minutes(ahead)).and_local_timezone(zone).earliest();
    let at = (0..=180)
        .find_map(later)
        .map_or_else(|| wanted.and_utc().timestamp_millis(), |at| at.timestamp_millis());
    Timestamp::from_millis(at)
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Chicago;

    use super::*;

    fn at(local: &str) -> Timestamp {
        let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        Timestamp::from_millis(local.and_local_timezone(Chicago).earliest().unwrap().timestamp_millis())
    }

    /// Monday to Thursday 8 to 5, Friday to noon, closed on Thanksgiving and the day after.
    fn office() -> OpeningHours {
        let (day, half) = (DayHours::new(480, 1_020), DayHours::new(480, 720));
        OpeningHours {
            week: [day, day, day, day, half, None, None],
            holidays: ["2026-11-26", "2026-11-27"].map(|day| day.parse().unwrap()).into(),
        }
    }

    #[test]
    fn it_opens_and_closes_by_the_weekday_and_stays_closed_on_holidays() {
        let office = office();
        for (now, open, next) in [
            ("2026-11-20 07:59", false, "2026-11-20 08:00"),
            ("2026-11-20 08:00", true, "2026-11-23 08:00"),
            ("2026-11-20 12:00", false, "2026-11-23 08:00"),
            ("2026-11-22 09:00", false, "2026-11-23 08:00"),
            ("2026-11-25 17:00", false, "2026-11-30 08:00"),
            ("2026-11-26 10:00", false, "2026-11-30 08:00"),
        ] {
            assert_eq!(office.is_open(at(now), Chicago), Some(open), "{now}");
            assert_eq!(office.opens_after(at(now), Chicago), Some(at(next)), "{now}");
        }
    }

    #[test]
    fn the_night_is_what_lay_between_two_openings() {
        let office = office();
        let night = |now: &str| office.last_night(at(now), Chicago).unwrap();
        let over = Night { closed_at: at("2026-11-19 17:00"), opened_at: Some(at("2026-11-20 08:00")) };
        assert_eq!(night("2026-11-20 09:30"), over);
        assert_eq!(night("2026-11-22 23:00"), Night { closed_at: at("2026-11-20 12:00"), opened_at: None });
        let long = Night { closed_at: at("2026-11-25 17:00"), opened_at: Some(at("2026-11-30 08:00")) };
        assert_eq!(night("2026-11-30 08:00"), long, "the holidays are one night");
    }

    #[test]
    fn at_lunch_it_is_closed_and_the_night_before_is_still_the_night() {
        let day = DayHours::new(480, 1_020).and_then(|day| day.with_pause(720, 780));
        let office = OpeningHours { week: [day, day, day, day, None, None, None], ..office() };
        for (now, open, next) in [
            ("2026-11-18 11:59", true, "2026-11-18 13:00"),
            ("2026-11-18 12:00", false, "2026-11-18 13:00"),
            ("2026-11-18 12:59", false, "2026-11-18 13:00"),
            ("2026-11-18 13:00", true, "2026-11-19 08:00"),
            ("2026-11-18 17:00", false, "2026-11-19 08:00"),
            ("2026-11-19 18:00", false, "2026-11-23 08:00"),
        ] {
            assert_eq!(office.is_open(at(now), Chicago), Some(open), "{now}");
            assert_eq!(office.opens_after(at(now), Chicago), Some(at(next)), "{now}");
            let day = open || matches!(now, "2026-11-18 12:00" | "2026-11-18 12:59");
            assert_eq!(office.is_day(at(now), Chicago), Some(day), "{now}");
        }
        let night = Night { closed_at: at("2026-11-17 17:00"), opened_at: Some(at("2026-11-18 08:00")) };
        for now in ["2026-11-18 09:00", "2026-11-18 12:30", "2026-11-18 16:59"] {
            assert_eq!(office.last_night(at(now), Chicago), Some(night), "{now}");
        }
        assert_eq!(office.in_words(Language::En).unwrap(), "Mon-Thu 8 AM-12 PM & 1 PM-5 PM");
        let day = DayHours::new(480, 1_020).unwrap();
        for (from, until) in [(480, 500), (720, 720), (780, 720), (900, 1_020), (400, 1_100)] {
            assert_eq!(day.with_pause(from, until), None, "{from} to {until}");
        }
        // What was kept before there were breaks reads as it was.
        let kept: DayHours = serde_json::from_str(r#"{"from":480,"until":1020}"#).unwrap();
        assert_eq!(
            (kept, serde_json::to_string(&kept).unwrap()),
            (day, r#"{"from":480,"until":1020}"#.to_owned())
        );
    }

    #[test]
    fn an_office_that_never_closes_has_no_night_and_one_that_never_opens_says_nothing() {
        let all = DayHours::new(0, DAY);
        let always = OpeningHours { week: [all; 7], holidays: BTreeSet::new() };
        assert_eq!(always.is_open(at("2026-11-22 00:00"), Chicago), Some(true));
        assert_eq!(always.last_night(at("2026-11-22 03:00"), Chicago), None);
        let nothing = OpeningHours::default();
        assert_eq!(nothing.is_open(at("2026-11-22 10:00"), Chicago), None);
        assert_eq!(nothing.opens_after(at("2026-11-22 10:00"), Chicago), None);
        assert_eq!((DayHours::new(480, 480), DayHours::new(0, DAY + 1)), (None, None));
    }

    #[test]
    fn a_clock_that_is_set_moves_no_opening() {
        let office = office();
        // 2027: forward on Sunday, March 14.
        assert_eq!(office.opens_after(at("2027-03-13 12:00"), Chicago), Some(at("2027-03-15 08:00")));
        let early = DayHours::new(150, 600);
        let nights = OpeningHours { week: [early; 7], holidays: BTreeSet::new() };
        // Half past two does not exist that day: it opens when the gap ends.
        assert_eq!(nights.opens_after(at("2027-03-14 00:00"), Chicago), Some(at("2027-03-14 03:00")));
    }

    #[test]
    fn the_week_fits_a_text_in_both_languages() {
        assert_eq!(office().in_words(Language::En).unwrap(), "Mon-Thu 8 AM-5 PM, Fri 8 AM-12 PM");
        assert_eq!(office().in_words(Language::Es).unwrap(), "lun-jue 8 AM-5 PM, vie 8 AM-12 PM");
        assert_eq!(OpeningHours::default().in_words(Language::En), None);
    }
}
