//! Days and local times of the sample, turned into moments and into words.

use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::SamplePractice;

/// `HH:MM` on the clinic's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime(pub NaiveTime);

impl fmt::Display for LocalTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let time = NaiveTime::parse_from_str(&text, "%H:%M");
        time.map(Self).map_err(|_| serde::de::Error::custom("a local time is written HH:MM"))
    }
}

/// Minutes after midnight at which the demo's day begins its play: 10:42.
const PLAY_BEGINS_MIN: i64 = 10 * 60 + 42;

impl SamplePractice {
    /// 10:42 on the latest Monday at the clinic that is not after `now_ms`.
    pub fn monday_before(&self, now_ms: i64) -> i64 {
        let date = self.local(now_ms).date_naive();
        let monday = back(date, u64::from(date.weekday().num_days_from_monday()));
        let start = self.zoned(monday, PLAY_BEGINS_MIN);
        if start <= now_ms { start } else { self.zoned(back(monday, 7), PLAY_BEGINS_MIN) }
    }

    /// UTC milliseconds of a day and local time, when the play begins at `demo_start_ms`. If that is not
    /// 10:42 on the clinic's clock, everything shifts with it, so that the past stays in the past.
    pub fn at(&self, demo_start_ms: i64, day: i32, time: LocalTime) -> i64 {
        let start = self.local(demo_start_ms);
        let shift = demo_start_ms.saturating_sub(self.zoned(start.date_naive(), PLAY_BEGINS_MIN));
        let minutes = i64::from(time.0.num_seconds_from_midnight()) / 60;
        self.zoned(shifted(start.date_naive(), day), minutes).saturating_add(shift)
    }

    /// `body` with its date places filled, relative to the demo's day: `{en:7}` "Monday, Nov 30",
    /// `{es:7}` "lunes 30 de noviembre", `{en_day:1}` "Tuesday", `{es_day:1}` "martes".
    pub fn words(&self, demo_start_ms: i64, body: &str) -> String {
        let today = self.local(demo_start_ms).date_naive();
        let mut words = String::with_capacity(body.len());
        let mut rest = body;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let filled = after.split_once('}').and_then(|(place, tail)| Some((fill(today, place)?, tail)));
            match filled {
                Some((text, tail)) => {
                    words.push_str(&text);
                    rest = tail;
                }
                None => {
                    words.push('{');
                    rest = after;
                }
            }
        }
        words.push_str(rest);
        words
    }

    fn local(&self, at: i64) -> DateTime<chrono_tz::Tz> {
        DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default().with_timezone(&self.zone)
    }

    fn zoned(&self, date: NaiveDate, minutes: i64) -> i64 {
        let naive = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes);
        // A time that the clocks skip in spring is taken as if they had not moved.
        let local = self.zone.from_local_datetime(&naive).earliest();
        local.map_or_else(|| naive.and_utc().timestamp_millis(), |time| time.timestamp_millis())
    }
}

fn back(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

fn shifted(date: NaiveDate, days: i32) -> NaiveDate {
    date.checked_add_signed(TimeDelta::days(i64::from(days))).unwrap_or(date)
}

fn fill(today: NaiveDate, place: &str) -> Option<String> {
    let (form, days) = place.split_once(':')?;
    let date = shifted(today, days.parse().ok()?);
    let weekday = usize::try_from(date.weekday().num_days_from_monday()).ok()?;
    let month = usize::try_from(date.month0()).ok()?;
    let (en_day, es_day) = (*EN_DAYS.get(weekday)?, *ES_DAYS.get(weekday)?);
    match form {
        "en" => Some(format!("{en_day}, {} {}", EN_MONTHS.get(month)?, date.day())),
        "es" => Some(format!("{es_day} {} de {}", date.day(), ES_MONTHS.get(month)?)),
        "en_day" => Some(en_day.to_owned()),
        "es_day" => Some(es_day.to_owned()),
        _ => None,
    }
}

const EN_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ES_DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const EN_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ES_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A moment written as RFC 3339, as UTC milliseconds.
pub fn parse_moment(text: &str) -> Result<i64, chrono::ParseError> {
    DateTime::parse_from_rfc3339(text).map(|time| time.timestamp_millis())
}
