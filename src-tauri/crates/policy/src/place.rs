//! Where a patient lives, as far as rules about texting ask: a state, how it is known, and the clocks there.
//!
//! The record is best, then what the patient said, then the area code. Somebody whose state nobody knows
//! is treated as living wherever the rules are strictest, on every clock of the country at once.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono_tz::Tz;
use foyer_domain::PhoneNumber;

/// A state or territory of the United States, by its two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State(&'static str);

impl State {
    /// Reads two letters; `None` for anything that is no state or territory with area codes.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        TABLE.states.get(upper.as_str()).map(|(state, _)| *state)
    }

    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Every state, by letters.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.states.values().map(|(state, _)| *state)
    }
}

impl serde::Serialize for State {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for State {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letters = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse(&letters).ok_or_else(|| serde::de::Error::custom("no state"))
    }
}

/// How a state is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceSource {
    /// From the record.
    Record,
    /// The patient said so.
    Said,
    /// From the number's area code: people keep numbers when they move.
    AreaCode,
    /// Not at all.
    Unknown,
}

impl PlaceSource {
    /// Every source, for round trips.
    pub const ALL: [Self; 4] = [Self::Record, Self::Said, Self::AreaCode, Self::Unknown];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Said => "said",
            Self::AreaCode => "area_code",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == word)
    }
}

/// Where a patient lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The state; `None` when nobody knows.
    pub state: Option<State>,
    /// How it is known.
    pub source: PlaceSource,
    /// The clocks that may be theirs; never empty. More than one where a state or an area code has several: then
    /// what is late on one of them is late.
    pub zones: Vec<Tz>,
}

impl Place {
    /// The place of whoever has `number`, given what the record or the patient says. A state that is on record has
    /// all its clocks: an area code only says where a phone was bought, also within the state.
    pub fn of(told: Option<(State, PlaceSource)>, number: &PhoneNumber) -> Self {
        let by_code = area_code(number).and_then(|code| TABLE.codes.get(&code));
        match (told, by_code) {
            (Some((state, source)), _) => {
                let zones = TABLE.states.get(state.0).map(|(_, zones)| zones.clone());
                Self { state: Some(state), source, zones: zones.unwrap_or_else(|| TABLE.zones.clone()) }
            }
            (None, Some((state, zones))) => {
                Self { state: Some(*state), source: PlaceSource::AreaCode, zones: zones.clone() }
            }
            (None, None) => Self::unknown(),
        }
    }

    /// Nobody knows where.
    pub fn unknown() -> Self {
        Self { state: None, source: PlaceSource::Unknown, zones: TABLE.zones.clone() }
    }
}

/// Whether a number is one of the United States and their territories. A code that the table does not know is none.
pub(crate) fn is_of_the_states(number: &PhoneNumber) -> bool {
    area_code(number).is_some_and(|code| TABLE.codes.contains_key(&code))
}

fn area_code(number: &PhoneNumber) -> Option<u16> {
    let national = number.reveal().strip_prefix("+1").filter(|rest| rest.len() == 10)?;
    national.get(..3)?.parse().ok()
}

/// Territories whose clocks are half a world apart.
const TERRITORIES: [&str; 5] = ["AS", "GU", "MP", "PR", "VI"];

/// The table of area codes, read once.
struct Table {
    codes: BTreeMap<u16, (State, Vec<Tz>)>,
    states: BTreeMap<&'static str, (State, Vec<Tz>)>,
    zones: Vec<Tz>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../data/area_codes.tsv")));

impl Table {
    /// A row that can't be read, or whose clock is unknown to this build's time zone table, is left out: its
    /// numbers then count as from nowhere, which is the strict side. A test reads every row.
    fn read(text: &'static str) -> Self {
        let mut table = Self { codes: BTreeMap::new(), states: BTreeMap::new(), zones: Vec::new() };
        for (code, state, zones) in text.lines().filter_map(row) {
            let zones: Vec<Tz> = zones;
            let known = &mut table.states.entry(state).or_insert((State(state), Vec::new())).1;
            for zone in &zones {
                add(known, *zone);
                // Who may be anywhere is in one of the fifty states: with Guam's clock no hour of the week is left.
                if !TERRITORIES.contains(&state) {
                    add(&mut table.zones, *zone);
                }
            }
            table.codes.insert(code, (State(state), zones));
        }
        if table.zones.is_empty() {
            table.zones.push(Tz::UTC);
        }
        table
    }
}

fn add(zones: &mut Vec<Tz>, zone: Tz) {
    if !zones.contains(&zone) {
        zones.push(zone);
    }
}

fn row(line: &'static str) -> Option<(u16, &'static str, Vec<Tz>)> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let (code, state, zones) = (columns.next()?, columns.next()?, columns.next()?);
    let zones: Vec<Tz> = zones.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some((code.parse().ok()?, state, zones)).filter(|(_, _, zones)| !zones.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let text = include_str!("../data/area_codes.tsv");
        let rows = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(TABLE.codes.len(), rows);
        assert_eq!(State::all().count(), 56, "50 states, DC and five territories");
    }
}
