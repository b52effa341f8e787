//! What the tables and indexes of this schema look like on their pages, read from a new and empty store: by it the rows of
//! a page are put into columns, and a page that nothing leads to any more is known for what it is.

use std::collections::BTreeMap;

use rusqlite::{Connection, types::Value};

use super::tree::Kind;

/// One table, with its indexes over all rows.
pub(super) struct Table {
    pub(super) name: String,
    /// Not one that the search index keeps for itself.
    ours: bool,
    pub(super) kind: Kind,
    /// As they lie in a record.
    pub(super) columns: Vec<Column>,
    /// So many of them it had from the beginning.
    first: usize,
    /// What names a row, where it has no number.
    pub(super) key: Vec<String>,
    pub(super) indexes: Vec<Index>,
}

/// One column of a record.
#[derive(Clone)]
pub(super) struct Column {
    pub(super) name: String,
    storage: String,
    not_null: bool,
    /// It is the row's number, which a record does not repeat.
    is_rowid: bool,
}

/// An index over all rows of its table.
pub(super) struct Index {
    pub(super) name: String,
    /// The columns that a record of it repeats; `None` for the row's number.
    pub(super) columns: Vec<Option<String>>,
}

/// Tables whose rows follow from others, and are made anew.
const MADE_ANEW: [&str; 5] = ["tally", "consent_ledger", "word", "audit_place", "audit_deed"];

/// All of them.
pub(super) fn of(fresh: &Connection, first: &BTreeMap<String, usize>) -> Result<Vec<Table>, rusqlite::Error> {
    let listed: Vec<(String, bool, bool)> = fresh
        .prepare("SELECT name, wr, type = 'table' FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    listed
        .into_iter()
        .map(|(name, by_key, ours)| Ok(Table { ours, ..table(fresh, name, by_key, first)? }))
        .collect()
}

fn table(
    fresh: &Connection,
    name: String,
    by_key: bool,
    first: &BTreeMap<String, usize>,
) -> Result<Table, rusqlite::Error> {
    let mut columns: Vec<Column> = fresh
        .prepare("SELECT name, upper(type), \"notnull\", pk FROM pragma_table_xinfo(?1) WHERE hidden <> 2 ORDER BY cid")?
        .query_map([&name], |row| {
            let (storage, place): (String, i64) = (row.get(1)?, row.get(3)?);
            let is_rowid = !by_key && place == 1 && storage == "INTEGER";
            Ok(Column { name: row.get(0)?, storage, not_null: row.get(2)?, is_rowid })
        })?
        .collect::<Result<_, _>>()?;
    let listed: Vec<(String, String, bool)> = fresh
        .prepare("SELECT name, origin, partial FROM pragma_index_list(?1)")?
        .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let (mut indexes, mut key) = (Vec::new(), Vec::new());
    for (index, origin, partial) in listed {
        let listed: Vec<(Option<String>, bool)> = fresh
            .prepare("SELECT name, key FROM pragma_index_xinfo(?1) ORDER BY seqno")?
            .query_map([&index], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let (order, is_key): (Vec<Option<String>>, Vec<bool>) = listed.into_iter().unzip();
        if by_key && origin == "pk" {
            // The table is this index: its key first, then the rest.
            let names: Vec<String> = order.into_iter().flatten().collect();
            key = names.iter().zip(&is_key).filter(|(_, key)| **key).map(|(name, _)| name.clone()).collect();
            columns = names
                .iter()
                .filter_map(|name| columns.iter().find(|one| one.name == *name))
                .cloned()
                .collect();
        } else if !partial {
            indexes.push(Index { name: index, columns: order });
        }
    }
    let kind = if by_key { Kind::Index } else { Kind::Table };
    let first = first.get(&name).copied().unwrap_or(columns.len());
    Ok(Table { name, ours: true, kind, columns, first, key, indexes })
}

impl Table {
    /// Whether its rows are to be taken: those of the search index and of sums are made anew.
    pub(super) fn is_taken(&self) -> bool {
        self.ours && !MADE_ANEW.contains(&self.name.as_str())
    }

    /// Whether a record could be a row of it: the same columns of the same kinds, or fewer from before some were added.
    pub(super) fn fits(&self, row: &[Value]) -> bool {
        (self.first..=self.columns.len()).contains(&row.len())
            && row.iter().zip(&self.columns).all(|(value, column)| column.fits(value))
    }

    /// Whether a record is a row of it by what it says, although an entry of some index has the same columns: the
    /// value of a setting is JSON, as no channel or name is.
    pub(super) fn is_surely(&self, row: &[Value]) -> bool {
        match (self.name.as_str(), row) {
            ("setting", [_, Value::Text(value), _]) => {
                serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok()
            }
            _ => false,
        }
    }

    /// Whether a record could be an entry of one of its indexes.
    pub(super) fn fits_an_index(&self, row: &[Value]) -> bool {
        self.indexes.iter().any(|index| {
            index.columns.len() == row.len()
                && row.iter().zip(&index.columns).all(|(value, name)| match name {
                    None => matches!(value, Value::Integer(_)),
                    Some(name) => {
                        let column = self.columns.iter().find(|column| column.name == *name);
                        column.is_some_and(|column| column.is_rowid || column.fits(value))
                    }
                })
        })
    }

    /// A row's columns by name; the row's number where it has one.
    pub(super) fn named(&self, rowid: Option<i64>, row: Vec<Value>) -> Vec<(String, Value)> {
        let named =
            row.into_iter().zip(&self.columns).map(|(value, column)| match (column.is_rowid, rowid) {
                (true, Some(rowid)) => (column.name.clone(), Value::Integer(rowid)),
                (true, None) | (false, _) => (column.name.clone(), value),
            });
        named.collect()
    }

    /// The column that is the row's number.
    pub(super) fn rowid(&self) -> &str {
        self.columns.iter().find(|column| column.is_rowid).map_or("rowid", |column| &column.name)
    }
}

impl Column {
    fn fits(&self, value: &Value) -> bool {
        match value {
            Value::Null => self.is_rowid || !self.not_null,
            _ if self.is_rowid => false,
            Value::Integer(_) => matches!(self.storage.as_str(), "INTEGER" | "REAL" | ""),
            Value::Real(_) => matches!(self.storage.as_str(), "REAL" | ""),
            Value::Text(_) => matches!(self.storage.as_str(), "TEXT" | ""),
            Value::Blob(_) => matches!(self.storage.as_str(), "BLOB" | ""),
        }
    }
}
