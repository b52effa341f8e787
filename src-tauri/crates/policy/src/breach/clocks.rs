//! Who must be told of a breach by which day, as rows of data with a source and a date each.
//!
//! A row that cannot be read leaves the whole pack out, and then the shortest figure of any law is used for everybody:
//! a clock that ends too early is safe, one that is missing is not. Days are whole days of the practice's calendar.

use std::{collections::BTreeMap, ops::RangeInclusive, sync::LazyLock};

use chrono::{Datelike as _, Days, NaiveDate};

use crate::{BadPack, State, holidays::business_day_after};

/// Whose law a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BreachPlace {
    /// The United States.
    Federal,
    /// A state, for its residents.
    State(State),
    /// A state's law for the clinics it licenses, for its residents.
    Clinic(State),
}

/// Who must be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whom {
    /// The people whose information it is.
    People,
    /// HHS, an attorney general, a department of health.
    Regulator,
    /// Prominent media of the state.
    Media,
}

/// From what a row's days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DueRule {
    /// The day it was known.
    Calendar,
    /// The same, in working days.
    Business,
    /// The end of the calendar year in which it was known.
    YearEnd,
    /// The last day for telling the people, in the same place.
    AfterPeople,
    /// The last day for telling HHS, in working days.
    AfterRegulator,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachRow {
    /// Whose law.
    pub place: BreachPlace,
    /// Who must be told.
    pub whom: Whom,
    /// From what the days are counted.
    pub rule: DueRule,
    /// So many days, at most.
    pub days: u32,
    /// For how many people the row counts.
    pub people: RangeInclusive<u32>,
    /// From which day on, by the day the breach was known; `None` for always.
    pub since: Option<NaiveDate>,
    /// `S` read in a source, `G` general knowledge, `?` uncertain.
    pub mark: String,
    /// When the source was read.
    pub read_on: NaiveDate,
    /// The source.
    pub citation: String,
}

/// A row as it concerns a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The row.
    pub row: BreachRow,
    /// The last day; `None` where too few people are affected for it.
    pub due: Option<NaiveDate>,
}

/// The rows that come with this Foyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachBook {
    version: String,
    in_force: NaiveDate,
    rows: Vec<BreachRow>,
}

impl BreachBook {
    /// The rows that come with this Foyer.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<BreachBook> = LazyLock::new(|| {
            BreachBook::read(include_str!("../../data/breach_clocks-2026.11.tsv"))
                .unwrap_or_else(|_| BreachBook::shortest())
        });
        &SHIPPED
    }

    /// Reads a pack as it is written in `data/`.
    ///
    /// # Errors
    /// See [`BadPack`].
    pub fn read(text: &str) -> Result<Self, BadPack> {
        let (mut version, mut in_force, mut rows) = (None, None, Vec::new());
        for (index, line) in text.lines().enumerate() {
            let bad = BadPack::Row { line: index.saturating_add(1) };
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            match columns.as_slice() {
                ["version", value] => version = Some((*value).to_owned()),
                ["in_force", value] => in_force = Some(value.parse().map_err(|_| bad)?),
                columns => rows.push(BreachRow::read(columns).ok_or(bad)?),
            }
        }
        let federal =
            |whom| rows.iter().any(|row: &BreachRow| row.place == BreachPlace::Federal && row.whom == whom);
        match (version, in_force) {
            (Some(version), Some(in_force)) if federal(Whom::People) && federal(Whom::Regulator) => {
                Ok(Self { version, in_force, rows })
            }
            _ => Err(BadPack::Incomplete),
        }
    }

    /// Its version, which a case's file names.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// From when it is the one to use.
    pub const fn in_force(&self) -> NaiveDate {
        self.in_force
    }

    /// Every row, in the order of the file.
    pub fn rows(&self) -> &[BreachRow] {
        &self.rows
    }

    /// The states among `residents` whose law this book has no row of: counsel must be asked.
    pub fn without_rows(&self, residents: &BTreeMap<State, u32>) -> Vec<State> {
        let known = |state: &State| self.rows.iter().any(|row| row.place == BreachPlace::State(*state));
        residents.keys().filter(|state| !known(state)).copied().collect()
    }

    /// What is due after a breach that was known on `known`: federal first, then state by state. `residents` are the
    /// people affected by where they live, `people` all of them; `clinic` is whether the practice holds a clinic's
    /// licence of the state.
    pub fn clocks(
        &self,
        known: NaiveDate,
        people: u32,
        residents: &BTreeMap<State, u32>,
        clinic: bool,
    ) -> Vec<Clock> {
        let counted = |row: &BreachRow| match (row.place, row.whom) {
            (BreachPlace::Federal, Whom::Media) => residents.values().max().copied().unwrap_or(0),
            (BreachPlace::Federal, Whom::People | Whom::Regulator) => people,
            (BreachPlace::State(state) | BreachPlace::Clinic(state), _) => {
                residents.get(&state).copied().unwrap_or(0)
            }
        };
        let concerns = |row: &&BreachRow| match row.place {
            BreachPlace::Federal => true,
            BreachPlace::State(state) => residents.contains_key(&state),
            BreachPlace::Clinic(state) => clinic && residents.contains_key(&state),
        };
        let holds = |row: &&BreachRow| row.since.is_none_or(|since| since <= known);
        let rows: Vec<&BreachRow> = self.rows.iter().filter(concerns).filter(holds).collect();
        let reached = |row: &BreachRow| row.people.contains(&counted(row));
        let due = |place, whom| {
            let row = rows.iter().find(|row| row.place == place && row.whom == whom && reached(row))?;
            row.counted_from_known(known)
        };
        let clock = |row: &&BreachRow| {
            if !reached(row) {
                // Of several rows for the same, the one that counts says enough; one that is passed says nothing.
                let other = rows.iter().any(|other| same(other, row) && reached(other));
                return (!other && counted(row) < *row.people.start())
                    .then(|| Clock { row: (*row).clone(), due: None });
            }
            let day = match row.rule {
                DueRule::Calendar | DueRule::Business | DueRule::YearEnd => row.counted_from_known(known),
                DueRule::AfterPeople => due(row.place, Whom::People).and_then(|told| plus(told, row.days)),
                DueRule::AfterRegulator => due(BreachPlace::Federal, Whom::Regulator)
                    .and_then(|told| business_day_after(told, row.days)),
            };
            // A day past the end of the calendar is none; the day itself is the safe answer.
            Some(Clock { row: (*row).clone(), due: Some(day.unwrap_or(known)) })
        };
        rows.iter().filter_map(clock).collect()
    }

    fn shortest() -> Self {
        let row = |whom| BreachRow {
            place: BreachPlace::Federal,
            whom,
            rule: DueRule::Business,
            days: 15,
            people: 1..=u32::MAX,
            since: None,
            mark: "?".into(),
            read_on: NaiveDate::MIN,
            citation: "no rules could be read: the shortest known figure".into(),
        };
        Self {
            version: "unreadable".into(),
            in_force: NaiveDate::MIN,
            rows: [Whom::People, Whom::Regulator].map(row).into(),
        }
    }
}

impl BreachRow {
    fn read(columns: &[&str]) -> Option<Self> {
        let [place, whom, rule, days, people, since, mark, read, citation] = columns else { return None };
        let place = match (*place, place.strip_suffix("/clinic")) {
            ("US", _) => BreachPlace::Federal,
            (_, Some(state)) => BreachPlace::Clinic(State::parse(state)?),
            (state, None) => BreachPlace::State(State::parse(state)?),
        };
        let whom = match *whom {
            "people" => Whom::People,
            "regulator" => Whom::Regulator,
            "media" => Whom::Media,
            _ => return None,
        };
        let rule = match *rule {
            "calendar" => DueRule::Calendar,
            "business" => DueRule::Business,
            "year_end" => DueRule::YearEnd,
            "after_people" => DueRule::AfterPeople,
            "after_regulator" => DueRule::AfterRegulator,
            _ => return None,
        };
        let (from, to) = people.split_once('-')?;
        let to = if to.is_empty() { u32::MAX } else { to.parse().ok()? };
        Some(Self {
            place,
            whom,
            rule,
            days: days.parse().ok().filter(|days| *days > 0)?,
            people: from.parse().ok()?..=to,
            since: if *since == "-" { None } else { Some(since.parse().ok()?) },
            mark: Some(*mark).filter(|mark| matches!(*mark, "S" | "G" | "?"))?.to_owned(),
            read_on: read.parse().ok()?,
            citation: Some(citation.trim()).filter(|citation| !citation.is_empty())?.to_owned(),
        })
    }

    fn counted_from_known(&self, known: NaiveDate) -> Option<NaiveDate> {
        match self.rule {
            DueRule::Calendar => plus(known, self.days),
            DueRule::Business => business_day_after(known, self.days),
            DueRule::YearEnd => {
                NaiveDate::from_ymd_opt(known.year(), 12, 31).and_then(|end| plus(end, self.days))
            }
            DueRule::AfterPeople | DueRule::AfterRegulator => None,
        }
    }
}

fn plus(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(days)))
}

fn same(one: &BreachRow, other: &BreachRow) -> bool {
    (one.place, one.whom) == (other.place, other.whom)
}
