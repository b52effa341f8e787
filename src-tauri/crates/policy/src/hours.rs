//! Quiet hours: when a text may go that is no reply in a live exchange, by the patient's own clock.
//!
//! The rules are data, in packs with a version and a date (`data/quiet_hours-*.tsv`), a citation in each row. A
//! pack is never changed: another one comes after it, and every text keeps the version it left by. The
//! federal hours hold everywhere, a state's own within them; where nobody knows the state, all rows hold at once.
//! What is quiet on one of the clocks a patient may live by is quiet.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc, Weekday};
use chrono_tz::Tz;
use foyer_domain::{Span, Timestamp};

use crate::{Place, State, holidays};

/// The hours of a day: from (inclusive) and to (exclusive), in minutes of the day. Equal means never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hours {
    from: u16,
    to: u16,
}

const NEVER: Hours = Hours { from: 0, to: 0 };

/// What is said of a rule where a text waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursRow {
    /// `None` for the federal rule.
    pub state: Option<State>,
    /// Where it stands.
    pub citation: String,
    /// Whether the source is sure: `S` read in a source, `G` general knowledge, `?` uncertain.
    pub mark: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    weekday: Hours,
    saturday: Hours,
    sunday: Hours,
    silent_holidays: bool,
}

/// One edition of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursPack {
    version: String,
    in_force: NaiveDate,
    rows: Vec<HoursRow>,
}

/// Every edition, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursBook {
    packs: Vec<HoursPack>,
}

/// Why a pack can't be used. Nothing is taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPack {
    /// No version, date or federal row.
    #[error("the pack has no version, no date or no federal row")]
    Incomplete,
    /// A row that can't be read, by its line.
    #[error("line {line} of the pack can't be read")]
    Row {
        /// Counted from 1.
        line: usize,
    },
}

/// What the hours say of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursSay {
    /// A text may go.
    Open,
    /// It is quiet there.
    Quiet(Quiet),
}

/// Quiet hours at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first moment a text may go again.
    pub until: Timestamp,
    /// The rule that says so; the state's own before the federal one.
    pub rule: HoursRow,
    /// Minutes since midnight on the clock there; the latest where there are several.
    pub minute_there: u16,
}

/// The hours a practice keeps for itself, every day, by the patient's clock: added to the rules, so that they can only
/// make more of the day quiet and never less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OwnHours {
    from: u16,
    until: u16,
}

impl OwnHours {
    /// From (inclusive) and until (exclusive), in minutes of the day. `None` where that is not an hour of one day.
    pub fn new(from: u16, until: u16) -> Option<Self> {
        (until <= 24 * 60 && until >= from.saturating_add(60)).then_some(Self { from, until })
    }

    /// From, in minutes of the day.
    pub const fn from(self) -> u16 {
        self.from
    }

    /// Until, in minutes of the day.
    pub const fn until(self) -> u16 {
        self.until
    }

    /// As a rule among the others.
    pub fn row(self) -> HoursRow {
        let hours = Hours { from: self.from, to: self.until };
        HoursRow {
            state: None,
            citation: "The practice\u{2019}s own hours".into(),
            mark: "S".into(),
            from: None,
            until: None,
            weekday: hours,
            saturday: hours,
            sunday: hours,
            silent_holidays: false,
        }
    }
}

/// Looked ahead no further than this; a text that may never go waits for a person long before.
const LOOK_AHEAD: Span = Span::days(8);

/// Every clock of the country changes hours on the quarter.
const STEP: Span = Span::minutes(15);

impl HoursBook {
    /// The rules that come with this Foyer.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<HoursBook> = LazyLock::new(|| {
            let packs = [include_str!("../data/quiet_hours-2026.11.tsv")];
            // A pack that can't be read must not open the hours: then nothing but the strictest is left.
            let packs =
                packs.iter().map(|text| HoursPack::read(text).unwrap_or_else(|_| HoursPack::closed()));
            HoursBook::of(packs.collect())
        });
        &SHIPPED
    }

    /// A book of these packs, in any order.
    pub fn of(mut packs: Vec<HoursPack>) -> Self {
        packs.sort_by(|one, other| (one.in_force, &one.version).cmp(&(other.in_force, &other.version)));
        Self { packs }
    }

    /// The pack in force at `now`; the oldest before all of them.
    pub fn at(&self, now: Timestamp) -> Option<&HoursPack> {
        let today = utc(now).date_naive();
        self.packs.iter().rev().find(|pack| pack.in_force <= today).or_else(|| self.packs.first())
    }

    /// The version in force at `now`; empty for a book without packs.
    pub fn version_at(&self, now: Timestamp) -> &str {
        self.at(now).map_or("", |pack| pack.version.as_str())
    }

    /// Whether a text may go to `place` at `now`. A book without packs knows no hours and lets nothing go.
    pub fn say(&self, place: &Place, now: Timestamp) -> HoursSay {
        self.say_within(None, place, now)
    }

    /// The same where the practice keeps hours of its `own` besides.
    pub fn say_within(&self, own: Option<OwnHours>, place: &Place, now: Timestamp) -> HoursSay {
        let own = own.map(OwnHours::row);
        let own = own.as_ref();
        let Some(pack) = self.at(now) else {
            let rule = HoursPack::closed_row();
            return HoursSay::Quiet(Quiet { until: now.plus(LOOK_AHEAD), rule, minute_there: 0 });
        };
        let Some(rule) = pack.silencing(own, place, now) else { return HoursSay::Open };
        let rule = rule.clone();
        let end = now.plus(LOOK_AHEAD);
        let mut until = next_quarter(now);
        while until < end && pack.silencing(own, place, until).is_some() {
            until = until.plus(STEP);
        }
        let minute = |zone: &Tz| minute_of(&utc(now).with_timezone(zone).time());
        let minute_there = place.zones.iter().map(minute).max().unwrap_or(0);
        HoursSay::Quiet(Quiet { until, rule, minute_there })
    }
}

impl HoursPack {
    /// Reads a pack as it is written in `data/`.
    ///
    /// # Errors
    /// See [`BadPack`].
    pub fn read(text: &str) -> Result<Self, BadPack> {
        let (mut version, mut in_force, mut rows) = (None, None, Vec::new());
        for (index, line) in text.lines().enumerate() {
            let bad = BadPack::Row { line: index + 1 };
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            match columns.as_slice() {
                ["version", value] => version = Some((*value).to_owned()),
                ["in_force", value] => in_force = Some(value.parse().map_err(|_| bad)?),
                columns => rows.push(HoursRow::read(columns).ok_or(bad)?),
            }
        }
        let federal = rows.iter().any(|row| row.state.is_none());
        match (version, in_force) {
            (Some(version), Some(in_force)) if federal => Ok(Self { version, in_force, rows }),
            _ => Err(BadPack::Incomplete),
        }
    }

    /// Its version, as every text keeps it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The rows that hold for somebody in `place` on some day: for the screen that says which rules are used.
    pub fn rules_for<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = &'a HoursRow> {
        self.rows.iter().filter(|row| row.concerns(place))
    }

    /// The rule that makes `at` quiet in `place`: the state's first, the practice's `own` last.
    fn silencing<'a>(
        &'a self,
        practice: Option<&'a HoursRow>,
        place: &Place,
        at: Timestamp,
    ) -> Option<&'a HoursRow> {
        let there: Vec<DateTime<Tz>> = place.zones.iter().map(|zone| utc(at).with_timezone(zone)).collect();
        let silences = |row: &&'a HoursRow| {
            there.iter().any(|local| row.holds_on(local.date_naive()) && !row.allows(local))
        };
        let (own, federal): (Vec<_>, Vec<_>) =
            self.rows.iter().filter(|row| row.concerns(place)).partition(|row| row.state.is_some());
        own.into_iter().chain(federal).chain(practice).find(silences)
    }

    fn closed() -> Self {
        Self { version: "unreadable".into(), in_force: NaiveDate::MIN, rows: vec![Self::closed_row()] }
    }

    fn closed_row() -> HoursRow {
        HoursRow {
            state: None,
            citation: "no rules could be read".into(),
            mark: "?".into(),
            from: None,
            until: None,
            weekday: NEVER,
            saturday: NEVER,
            sunday: NEVER,
            silent_holidays: true,
        }
    }
}

impl HoursRow {
    fn read(columns: &[&str]) -> Option<Self> {
        let [place, from, until, weekday, saturday, sunday, holidays, mark, citation] = columns else {
            return None;
        };
        let state = if *place == "US" { None } else { Some(State::parse(place)?) };
        let silent_holidays = match *holidays {
            "as_day" => false,
            "none" => true,
            _ => return None,
        };
        Some(Self {
            state,
            citation: (*citation).to_owned(),
            mark: (*mark).to_owned(),
            from: date(from)?,
            until: date(until)?,
            weekday: hours(weekday)?,
            saturday: hours(saturday)?,
            sunday: hours(sunday)?,
            silent_holidays,
        })
    }

    fn concerns(&self, place: &Place) -> bool {
        self.state.is_none() || place.state.is_none() || self.state == place.state
    }

    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    fn allows(&self, local: &DateTime<Tz>) -> bool {
        let day = local.date_naive();
        if self.silent_holidays && holidays::is_federal(day) {
            return false;
        }
        let hours = match day.weekday() {
            Weekday::Sat => self.saturday,
            Weekday::Sun => self.sunday,
            Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => self.weekday,
        };
        let minute = minute_of(&local.time());
        hours.from <= minute && minute < hours.to
    }
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    // Outside the calendar's 262,000 years nothing is texted.
    DateTime::from_timestamp_millis(at.millis()).unwrap_or_default()
}

fn next_quarter(at: Timestamp) -> Timestamp {
    let step = STEP.as_millis();
    Timestamp::from_millis(at.millis().div_euclid(step).saturating_add(1).saturating_mul(step))
}

fn minute_of(time: &NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(u16::MAX)
}

/// `-` for open, or `YYYY-MM-DD`.
fn date(text: &str) -> Option<Option<NaiveDate>> {
    if text == "-" { Some(None) } else { text.parse().ok().map(Some) }
}

/// `none`, or `HH:MM-HH:MM`, where 24:00 ends the day.
fn hours(text: &str) -> Option<Hours> {
    if text == "none" {
        return Some(NEVER);
    }
    let (from, to) = text.split_once('-')?;
    let minute = |text: &str| -> Option<u16> {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = minute < 60 && hour * 60 + minute <= 24 * 60;
        fits.then_some(hour * 60 + minute)
    };
    let hours = Hours { from: minute(from)?, to: minute(to)? };
    (hours.from < hours.to).then_some(hours)
}

/// So many business days after `from`, at the end of the day in the practice's `zone`: how long an unclear wish may
/// wait (47 CFR 64.1200(a)(10)). Saturdays, Sundays and federal holidays don't count, nor does the day itself. A
/// zone nobody knows is taken for the eastern one, where days end first.
pub fn business_days_after(from: Timestamp, days: u32, zone: Option<&str>) -> Timestamp {
    let zone: Tz = zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::America__New_York);
    let today = utc(from).with_timezone(&zone).date_naive();
    let Some(day) = holidays::business_day_after(today, days) else { return from };
    let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    // A clock that skips midnight begins its day an hour later.
    let start = midnight
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| (midnight + TimeDelta::hours(1)).and_local_timezone(zone).earliest());
    start.map_or(from, |start| Timestamp::from_millis(start.timestamp_millis()))
}
