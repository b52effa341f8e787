//! A list that somebody chose in the window: its file as a table, its columns as they were picked, and what is said of
//! one that will not do. What its rows mean is each command's own.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    importing::{DateOrder, NoList, Table},
    wire::*,
};

/// Rows of each kind in a preview.
const LINES_OF_A_KIND: u32 = 5;

/// Values by which a person knows a column again.
const SAMPLES: usize = 3;

/// Characters of the words that say where a list is from.
const SOURCE_CHARS: usize = 120;

/// What one command takes, and what it says of more.
pub(super) struct Bounds {
    /// Bytes of a file, at most.
    pub(super) bytes: usize,
    /// Rows, at most.
    pub(super) rows: usize,
    /// Of a heavier file.
    pub(super) too_large: &'static str,
    /// Of a longer list.
    pub(super) too_long: &'static str,
    /// What the list is called in the command.
    pub(super) field: &'static str,
}

impl Bounds {
    /// Reads a file that came in base64.
    ///
    /// # Errors
    /// A bad field, in words for whoever chose the file.
    pub(super) fn read(&self, file: &str) -> Result<Table, AppError> {
        let refuse = |advice| bad(advice, self.field);
        let bytes =
            STANDARD.decode(file).map_err(|_| refuse("This file did not arrive whole. Choose it again."))?;
        Table::read_within(&bytes, self.bytes, self.rows).map_err(|why| {
            refuse(match why {
                NoList::TooLarge => self.too_large,
                NoList::TooLong => self.too_long,
                NoList::NotText => {
                    "This is no list of plain text. In the spreadsheet, choose Save as, then CSV."
                }
                NoList::Empty => "There are no rows in this list.",
            })
        })
    }
}

/// Its columns, for a person to choose from.
pub(super) fn columns(table: &Table) -> Vec<ListColumn> {
    let column = |(place, name): (usize, &String)| ListColumn {
        name: name.clone(),
        samples: table.samples(place, SAMPLES),
    };
    table.columns.iter().enumerate().map(column).collect()
}

/// A column that has to be there; `advice` where it is not.
pub(super) fn needed(
    table: &Table,
    column: u32,
    field: &str,
    advice: &'static str,
) -> Result<usize, AppError> {
    place(table, column).ok_or_else(|| bad(advice, field))
}

/// A column that may be there.
pub(super) fn chosen(table: &Table, column: Option<u32>, field: &str) -> Result<Option<usize>, AppError> {
    let found = |column| place(table, column).ok_or_else(|| bad("This list has no such column.", field));
    column.map(found).transpose()
}

fn place(table: &Table, column: u32) -> Option<usize> {
    usize::try_from(column).ok().filter(|place| *place < table.columns.len())
}

/// Where a list is from, in a person's words; `None` where they said nothing.
pub(super) fn source(words: &str) -> Result<Option<String>, AppError> {
    let words = words.trim();
    if words.chars().count() > SOURCE_CHARS || words.chars().any(char::is_control) {
        return Err(bad("Keep it to one line of 120 characters.", "source"));
    }
    Ok((!words.is_empty()).then(|| words.to_owned()))
}

/// How many rows there are of each kind, and the first few of each, in the order of the file.
pub(super) fn first_of_each<T, K: Ord>(rows: &[T], kind: impl Fn(&T) -> K) -> (BTreeMap<K, u32>, Vec<&T>) {
    let mut counts = BTreeMap::<K, u32>::new();
    let first = |row: &&T| {
        let count = counts.entry(kind(row)).or_default();
        *count = count.saturating_add(1);
        *count <= LINES_OF_A_KIND
    };
    let lines = rows.iter().filter(first).collect();
    (counts, lines)
}

impl From<ListDateOrder> for DateOrder {
    fn from(order: ListDateOrder) -> Self {
        match order {
            ListDateOrder::MonthFirst => Self::MonthFirst,
            ListDateOrder::DayFirst => Self::DayFirst,
        }
    }
}

impl From<DateOrder> for ListDateOrder {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::MonthFirst => Self::MonthFirst,
            DateOrder::DayFirst => Self::DayFirst,
        }
    }
}

/// A place or a number of rows, as the window gets it.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn bad(advice: &str, field: &str) -> AppError {
    AppError::new(ErrorCode::BadField, advice).about(field)
}
