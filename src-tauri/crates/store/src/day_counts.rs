//! The ledger of counts: what the carrier's list shows of a day, against what is here. One row a line, list and UTC day,
//! written over with each count; that a gap opened or closed is in the audit.
//!
//! Ids are compared, not numbers: one text missing and one deleted would make the numbers agree.

use foyer_domain::{LineId, Timestamp, UtcDay};
use rusqlite::params;

use crate::{ReadTx, StoreError, WriteTx, lines, read_back::CarrierList, sql::Reading};

/// What one count found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Texts in the carrier's list.
    pub carrier: u32,
    /// Texts stored here.
    pub here: u32,
    /// In the list and not here.
    pub missing: u32,
    /// In the list, and in quarantine here.
    pub set_aside: u32,
    /// Here, and no longer at the carrier: deleted there.
    pub gone: u32,
}

/// A day of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// Whose list.
    pub line: LineId,
    /// Which.
    pub list: CarrierList,
    /// Which day.
    pub day: UtcDay,
    /// What the newest count found.
    pub found: Found,
    /// When that was.
    pub counted_at: Timestamp,
    /// Since when something is missing.
    pub gap_at: Option<Timestamp>,
    /// Since when the day is to be fetched again.
    pub fetch_at: Option<Timestamp>,
}

/// What a count changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// Nothing that anybody must be told.
    Same,
    /// Something is missing that was not. The day is to be fetched again.
    Opened,
    /// Nothing is missing any more.
    Closed,
}

/// Keeps a count. A gap that opens asks for its day once, by itself.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn save(
    tx: &WriteTx<'_>,
    (line, list, day): (LineId, CarrierList, UtcDay),
    found: Found,
    now: Timestamp,
) -> Result<Turned, StoreError> {
    let before = get(tx, line, list, day)?;
    let (gap_before, asked) = before.map_or((None, None), |row| (row.gap_at, row.fetch_at));
    let turned = match (gap_before, found.missing > 0) {
        (None, true) => Turned::Opened,
        (Some(_), false) => Turned::Closed,
        (None, false) | (Some(_), true) => Turned::Same,
    };
    let gap_at = if found.missing > 0 { gap_before.or(Some(now)) } else { None };
    let fetch_at = match turned {
        Turned::Opened => Some(now),
        Turned::Same | Turned::Closed => asked,
    };
    let line = lines::seq_of(tx, line)?;
    tx.prepare(
        "INSERT INTO day_count
             (line, list, day, carrier, here, missing, set_aside, gone, counted_at, gap_at, fetch_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (line, list, day) DO UPDATE SET carrier = excluded.carrier, here = excluded.here,
             missing = excluded.missing, set_aside = excluded.set_aside, gone = excluded.gone,
             counted_at = excluded.counted_at, gap_at = excluded.gap_at, fetch_at = excluded.fetch_at",
    )?
    .execute(params![
        line,
        list.as_str(),
        day.number(),
        found.carrier,
        found.here,
        found.missing,
        found.set_aside,
        found.gone,
        now.millis(),
        gap_at.map(Timestamp::millis),
        fetch_at.map(Timestamp::millis)
    ])?;
    Ok(turned)
}

/// A person asks for a day again.
///
/// # Errors
/// [`StoreError::NotFound`] when the day was never counted.
pub fn ask(
    tx: &WriteTx<'_>,
    (line, list, day): (LineId, CarrierList, UtcDay),
    now: Timestamp,
) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, line)?;
    let changed = tx
        .prepare("UPDATE day_count SET fetch_at = ?4 WHERE line = ?1 AND list = ?2 AND day = ?3")?
        .execute(params![line, list.as_str(), day.number(), now.millis()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "day_count" }) } else { Ok(()) }
}

/// The day was fetched again, whatever it brought.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn answered(
    tx: &WriteTx<'_>,
    (line, list, day): (LineId, CarrierList, UtcDay),
) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, line)?;
    tx.prepare("UPDATE day_count SET fetch_at = NULL WHERE line = ?1 AND list = ?2 AND day = ?3")?
        .execute(params![line, list.as_str(), day.number()])?;
    Ok(())
}

const COLUMNS: &str = "l.id AS line_id, c.list, c.day, c.carrier, c.here, c.missing, c.set_aside, c.gone,
    c.counted_at, c.gap_at, c.fetch_at";

/// The day of a list, if it was counted.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn get(
    tx: &ReadTx<'_>,
    line: LineId,
    list: CarrierList,
    day: UtcDay,
) -> Result<Option<DayCount>, StoreError> {
    let line = lines::seq_of(tx, line)?;
    let sql = format!(
        "SELECT {COLUMNS} FROM day_count c CROSS JOIN line l ON l.seq = c.line
         WHERE c.line = ?1 AND c.list = ?2 AND c.day = ?3"
    );
    Ok(rows(tx, &sql, params![line, list.as_str(), day.number()])?.pop())
}

/// The day that was asked for first and has not been fetched.
///
/// # Errors
/// The store's own.
pub fn asked_for(tx: &ReadTx<'_>) -> Result<Option<DayCount>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM day_count c INDEXED BY day_count_fetch CROSS JOIN line l ON l.seq = c.line
         WHERE c.fetch_at IS NOT NULL ORDER BY c.fetch_at LIMIT 1"
    );
    Ok(rows(tx, &sql, [])?.pop())
}

/// The days on which the two differ, newest first.
///
/// # Errors
/// The store's own.
pub fn differing(tx: &ReadTx<'_>) -> Result<Vec<DayCount>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM day_count c INDEXED BY day_count_differs CROSS JOIN line l ON l.seq = c.line
         WHERE c.missing > 0 OR c.set_aside > 0 OR c.gone > 0 ORDER BY c.day DESC"
    );
    rows(tx, &sql, [])
}

/// How many days were counted since `since`, and when the last count was.
///
/// # Errors
/// The store's own.
pub fn counted_since(tx: &ReadTx<'_>, since: UtcDay) -> Result<(u32, Option<Timestamp>), StoreError> {
    let (days, last): (u32, Option<i64>) = tx
        .prepare("SELECT count(DISTINCT day), max(counted_at) FROM day_count WHERE day >= ?1")?
        .query_row([since.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((days, last.map(Timestamp::from_millis)))
}

fn rows(tx: &ReadTx<'_>, sql: &str, with: impl rusqlite::Params) -> Result<Vec<DayCount>, StoreError> {
    crate::sql::rows(tx, sql, with, |row| {
        let r = Reading::new(row, "day_count");
        Ok(DayCount {
            line: r.id("line_id")?,
            list: r.word("list", CarrierList::parse)?,
            day: UtcDay::from_number(r.get("day")?),
            found: Found {
                carrier: r.count("carrier")?,
                here: r.count("here")?,
                missing: r.count("missing")?,
                set_aside: r.count("set_aside")?,
                gone: r.count("gone")?,
            },
            counted_at: r.at("counted_at")?,
            gap_at: r.opt_at("gap_at")?,
            fetch_at: r.opt_at("fetch_at")?,
        })
    })
}
