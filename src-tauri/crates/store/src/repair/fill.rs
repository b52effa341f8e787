//! Puts what can be read into the new store, and says what could not: by counting the entries of indexes whose rows are
//! gone, so that a loss is a number and not a guess.
//!
//! A conversation or a line whose row is gone and whose entries in the indexes are not is put together from those: who it
//! is with is known. What hangs on a row that nobody can name is left out and counted; it stays in the damaged file.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{PhoneNumber, Role, Timestamp};
use rusqlite::{Connection, config::DbConfig, ffi, params_from_iter, types::Value};

use super::{
    Lost,
    harvest::{Damage, Harvest, Stopped, Unplaced},
    shapes::{self, Table},
};
use crate::{audit, error::sqlite_code, search, sql::reversed_digits};

/// What filling found.
#[derive(Default)]
pub(super) struct Filled {
    /// By table.
    pub(super) lost: BTreeMap<String, Lost>,
    /// Rows that are there, in all tables.
    pub(super) kept: u64,
    /// Texts among them.
    pub(super) texts: u64,
    /// Texts, conversations and patients among them.
    pub(super) worth: u64,
    /// Rows that can be read and belong nowhere.
    pub(super) unplaced: u64,
    /// Numbers of whose account something is gone; `None` when it may be any number's.
    pub(super) doubtful: Option<BTreeSet<String>>,
}

/// Tables in which a row that is gone may have said that nothing may be sent.
const RESTRAINING: [&str; 3] = ["consent_event", "number_hold", "unread_sender"];

/// What a member of staff, an office or a role is called of which only the id is left.
pub(super) const NAMELESS: &str = "Name lost";

/// What a role may do of which only the id is left, as the store keeps it.
pub(super) const NO_RIGHTS: &str = r#"{"scheduling":"nothing","clinical":"nothing","billing":"nothing","record_consent":false,"over_warning":false,"over_consent":false,"audit":false,"templates":false,"configure":false,"manage_people":false}"#;

/// A row that is gone, as far as indexes tell.
type Known = BTreeMap<String, Value>;

/// Fills `fresh`, which is new and empty, in one transaction.
pub(super) fn fill(
    fresh: &mut Connection,
    harvest: &mut Harvest,
    first: &BTreeMap<String, usize>,
    now: Timestamp,
) -> Result<Filled, Stopped> {
    let tables = shapes::of(fresh, first)?;
    fresh.execute_batch("PRAGMA foreign_keys = OFF;")?;
    // Sums are made anew below; what may only be added to is added here for the first time.
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    let tx = fresh.transaction()?;
    let filled = into(&tx, harvest, &tables, now)?;
    tx.commit()?;
    fresh.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
    fresh.execute_batch("PRAGMA foreign_keys = ON;")?;
    Ok(filled)
}

fn into(tx: &Connection, harvest: &mut Harvest, tables: &[Table], now: Timestamp) -> Result<Filled, Stopped> {
    let mut filled = Filled { doubtful: Some(BTreeSet::new()), ..Filled::default() };
    let mut damage = Vec::with_capacity(tables.len());
    let mut odd = vec![0_u64; tables.len()];
    for (table, odd) in tables.iter().zip(&mut odd) {
        let mut sink = |rowid, row: Vec<Value>| {
            if table.is_taken() && !(table.fits(&row) && put(tx, table, rowid, row)?) {
                *odd = odd.saturating_add(1);
            }
            Ok(())
        };
        damage.push(harvest.table(table, &mut sink)?);
    }
    let torn = |place: usize| damage.get(place).is_some_and(|one: &Damage| one.pages > 0);
    if damage.iter().zip(tables).any(|(one, table)| one.pages > 0 && table.is_taken()) {
        let Unplaced(unplaced) = harvest.strays(tables, torn, &mut |place, rowid, row| {
            if let Some(table) = tables.get(place).filter(|table| table.is_taken()) {
                put(tx, table, rowid, row)?;
            }
            Ok(())
        })?;
        filled.unplaced = unplaced;
    }
    for ((table, damage), odd) in tables.iter().zip(&damage).zip(odd) {
        if table.is_taken() && (!damage.is_none() || odd > 0) {
            let (gone, sure) = gone(tx, harvest, table)?;
            if RESTRAINING.contains(&table.name.as_str()) {
                doubt(&mut filled.doubtful, &gone, sure && filled.unplaced == 0);
            }
            let told = put_together(tx, table, &gone, now)?;
            let rows = (gone.len() as u64).max(odd.saturating_add(damage.records)).saturating_sub(told);
            filled.lost.insert(table.name.clone(), Lost { rows, perhaps_more: !sure, pages: damage.pages });
        }
    }
    if harvest.log_is_cut() {
        filled.doubtful = None;
    }
    for (table, left_out) in settle(tx, tables)? {
        let lost = filled.lost.entry(table).or_default();
        lost.rows = lost.rows.saturating_add(left_out);
    }
    make_anew(tx)?;
    filled.lost.retain(|_, lost| *lost != Lost::default());
    for table in tables.iter().filter(|table| table.is_taken()) {
        let rows: i64 =
            tx.query_row(&format!("SELECT count(*) FROM \"{}\"", table.name), [], |row| row.get(0))?;
        filled.kept = filled.kept.saturating_add(rows.unsigned_abs());
        if matches!(table.name.as_str(), "message" | "thread" | "patient") {
            filled.worth = filled.worth.saturating_add(rows.unsigned_abs());
        }
        if table.name == "message" {
            filled.texts = rows.unsigned_abs();
        }
    }
    Ok(filled)
}

/// Adds a row; whether it is there now. A second one of the same name is not another.
fn put(tx: &Connection, table: &Table, rowid: Option<i64>, row: Vec<Value>) -> Result<bool, rusqlite::Error> {
    let (names, values): (Vec<String>, Vec<Value>) = table.named(rowid, row).into_iter().unzip();
    insert(tx, &table.name, &names, values)
}

fn insert(
    tx: &Connection,
    table: &str,
    names: &[String],
    values: Vec<Value>,
) -> Result<bool, rusqlite::Error> {
    let columns = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let places = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT INTO \"{table}\" ({columns}) VALUES ({places})");
    match tx.prepare_cached(&sql)?.execute(params_from_iter(values)) {
        Ok(_) => Ok(true),
        Err(error) => match sqlite_code(&error) {
            Some(
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID,
            ) => Ok(true),
            Some(code) if code & 0xff == ffi::SQLITE_CONSTRAINT => Ok(false),
            Some(_) | None => Err(error),
        },
    }
}

/// The rows whose entries in some index are there and which are not themselves, and whether those are all.
fn gone(
    tx: &Connection,
    harvest: &mut Harvest,
    table: &Table,
) -> Result<(BTreeMap<Vec<u8>, Known>, bool), Stopped> {
    let key: Vec<String> =
        if table.key.is_empty() { vec![table.rowid().to_owned()] } else { table.key.clone() };
    let named = key.iter().map(|name| format!("\"{name}\" = ?")).collect::<Vec<_>>().join(" AND ");
    let there = format!("SELECT 1 FROM \"{}\" WHERE {named}", table.name);
    let (mut gone, mut sure) = (BTreeMap::<Vec<u8>, Known>::new(), false);
    for index in &table.indexes {
        let damage = harvest.index(&index.name, &mut |_, entry| {
            let names =
                index.columns.iter().map(|name| name.clone().unwrap_or_else(|| table.rowid().to_owned()));
            let known: Known = names.zip(entry).collect();
            let values: Option<Vec<Value>> = key.iter().map(|name| known.get(name).cloned()).collect();
            if let Some(values) = values
                && !tx.prepare_cached(&there)?.exists(params_from_iter(&values))?
            {
                gone.entry(bytes(&values)).or_default().extend(known);
            }
            Ok(())
        })?;
        sure |= damage.is_none();
    }
    Ok((gone, sure))
}

/// Whose account is in doubt.
fn doubt(doubtful: &mut Option<BTreeSet<String>>, gone: &BTreeMap<Vec<u8>, Known>, sure: bool) {
    let numbers: Option<BTreeSet<String>> = gone
        .values()
        .map(|known| match known.get("number") {
            Some(Value::Text(number)) => Some(number.clone()),
            Some(_) | None => None,
        })
        .collect();
    *doubtful = match (doubtful.take(), numbers) {
        (Some(mut known), Some(numbers)) if sure => {
            known.extend(numbers);
            Some(known)
        }
        (Some(_) | None, _) => None,
    };
}

/// Puts conversations and lines together whose rows are gone, from what indexes tell; how many. A conversation is filed
/// under care then: what it was about nobody can tell, and that is what the fewest may read.
fn put_together(
    tx: &Connection,
    table: &Table,
    gone: &BTreeMap<Vec<u8>, Known>,
    now: Timestamp,
) -> Result<u64, rusqlite::Error> {
    let mut made = 0_u64;
    for known in gone.values() {
        let mut row = known.clone();
        let number = |name| match known.get(name) {
            Some(Value::Text(number)) => PhoneNumber::parse(number).ok(),
            Some(_) | None => None,
        };
        row.insert("created_at".to_owned(), Value::Integer(now.millis()));
        match table.name.as_str() {
            "thread" => {
                let Some(number) = number("far_number") else { continue };
                row.insert("far_reversed".to_owned(), Value::Text(reversed_digits(&number)));
                row.insert("category".to_owned(), Value::Text("clinical".to_owned()));
            }
            "line" => {
                let Some(number) = number("number") else { continue };
                // Whose number it was is gone with the row: an office of its own, where only who works everywhere is.
                if table.columns.iter().any(|column| column.name == "location")
                    && let Some(id) = known.get("id")
                {
                    row.insert("location".to_owned(), id.clone());
                }
                row.insert("name".to_owned(), Value::Text(number.reveal().to_owned()));
            }
            _ => return Ok(0),
        }
        let (names, values): (Vec<String>, Vec<Value>) = row.into_iter().unzip();
        if names.iter().any(|name| name == "id") && insert(tx, &table.name, &names, values)? {
            made = made.saturating_add(1);
        }
    }
    Ok(made)
}

/// Lets nothing hang on a row that is gone: staff, offices and roles are there by their id, what may be nobody's is
/// nobody's, and the rest is left out. Says how many rows of which table.
fn settle(tx: &Connection, tables: &[Table]) -> Result<BTreeMap<String, u64>, rusqlite::Error> {
    let links = tx
        .prepare(
            "SELECT t.name, f.\"table\", f.\"from\", coalesce(f.\"to\", 'seq'), c.\"notnull\"
             FROM pragma_table_list t, pragma_foreign_key_list(t.name) f, pragma_table_xinfo(t.name) c
             WHERE t.schema = 'main' AND c.name = f.\"from\"",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?
        .collect::<Result<Vec<(String, String, String, String, bool)>, _>>()?;
    let loose = |child: &str, parent: &str, from: &str, to: &str| {
        format!(
            "\"{child}\".\"{from}\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"{parent}\" p WHERE p.\"{to}\" = \"{child}\".\"{from}\")"
        )
    };
    let ours: BTreeSet<&str> =
        tables.iter().filter(|table| table.is_taken()).map(|table| table.name.as_str()).collect();
    for (child, parent, from, to, _) in links.iter().filter(|(_, parent, ..)| parent == "user") {
        // Somebody who was on record: the id is in another row of the practice's own.
        let sql = format!(
            "INSERT OR IGNORE INTO user (id, name, role, created_at, retired_at)
             SELECT DISTINCT \"{from}\", ?1, ?2, 0, 0 FROM \"{child}\" WHERE {}",
            loose(child, parent, from, to)
        );
        tx.execute(&sql, [NAMELESS, Role::Receptionist.as_str()])?;
    }
    // Nobody works everywhere because their office is gone, no number becomes every office's, and nobody has another role.
    for (child, parent, from, to, _) in links.iter().filter(|(_, parent, ..)| parent == "location") {
        let sql = format!(
            "INSERT OR IGNORE INTO location (id, name, created_at) SELECT DISTINCT \"{from}\", ?1, 0 FROM \"{child}\" WHERE {}",
            loose(child, parent, from, to)
        );
        tx.execute(&sql, [NAMELESS])?;
    }
    for (child, parent, from, to, _) in links.iter().filter(|(_, parent, ..)| parent == "role") {
        let sql = format!(
            "INSERT OR IGNORE INTO role (id, name, rights, created_at) SELECT DISTINCT \"{from}\", ?1, ?2, 0 FROM \"{child}\" WHERE {}",
            loose(child, parent, from, to)
        );
        tx.execute(&sql, [NAMELESS, NO_RIGHTS])?;
    }
    let mut left_out = BTreeMap::new();
    loop {
        let mut changed = 0;
        for (child, parent, from, to, not_null) in
            links.iter().filter(|(child, ..)| ours.contains(child.as_str()))
        {
            let loose = loose(child, parent, from, to);
            if !not_null {
                // Where the schema wants both or neither, the row goes.
                let freed = tx.execute(
                    &format!("UPDATE OR IGNORE \"{child}\" SET \"{from}\" = NULL WHERE {loose}"),
                    [],
                )?;
                changed += freed;
            }
            let gone = tx.execute(&format!("DELETE FROM \"{child}\" WHERE {loose}"), [])?;
            if gone > 0 {
                let count: &mut u64 = left_out.entry(child.clone()).or_default();
                *count = count.saturating_add(gone as u64);
            }
            changed += gone;
        }
        if changed == 0 {
            return Ok(left_out);
        }
    }
}

/// What follows from the rows.
fn make_anew(tx: &Connection) -> Result<(), rusqlite::Error> {
    tx.execute_batch(
        "INSERT INTO tally (state, assigned_to, threads, unread, waiting)
         SELECT state, coalesce(assigned_to, x''), count(*), sum(unread > 0), sum(waiting_since_at IS NOT NULL)
         FROM thread GROUP BY 1, 2;
         INSERT INTO message_fts (message_fts) VALUES ('rebuild');",
    )?;
    let mut texts = tx.prepare("SELECT body FROM message UNION ALL SELECT body FROM note")?;
    let mut rows = texts.query([])?;
    let mut insert = tx.prepare("INSERT INTO word (word) VALUES (?1) ON CONFLICT DO NOTHING")?;
    while let Some(row) = rows.next()? {
        for word in search::words_kept(row.get_ref(0)?.as_str()?) {
            insert.execute([word])?;
        }
    }
    // Of an older form, they come when it is brought up to date.
    if tx.table_exists(None, "audit_place")? {
        for list in audit::LISTS {
            tx.execute(list, [0])?;
        }
        tx.execute("UPDATE audit_head SET placed = (SELECT coalesce(max(seq), 0) FROM audit)", [])?;
    }
    if tx.table_exists(None, "note_fts")? {
        tx.execute("INSERT INTO note_fts (note_fts) VALUES ('rebuild')", [])?;
    }
    if tx.table_exists(None, "word_part")? {
        tx.execute("INSERT INTO word_part (word_part) VALUES ('rebuild')", [])?;
    }
    Ok(())
}

/// Tells one key from another.
fn bytes(values: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        let (kind, content): (u8, Vec<u8>) = match value {
            Value::Null => (0, Vec::new()),
            Value::Integer(number) => (1, number.to_be_bytes().to_vec()),
            Value::Real(number) => (2, number.to_be_bytes().to_vec()),
            Value::Text(text) => (3, text.as_bytes().to_vec()),
            Value::Blob(blob) => (4, blob.clone()),
        };
        bytes.push(kind);
        bytes.extend((content.len() as u64).to_be_bytes());
        bytes.extend(content);
    }
    bytes
}
