//! Patients' requests for a copy of what is kept about them, and what was done about each. Both are facts that stay; where
//! a request stands is the policy's fold over them.

use chrono::NaiveDate;
use foyer_domain::{AccessRequestId, Private, ThreadId, Timestamp, UserId};
use foyer_policy::access::{AccessRule, AccessStep};
use rusqlite::{Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// 1 January 1970 by the count of `NaiveDate`.
const EPOCH: i32 = 719_163;

/// A request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Its id.
    pub id: AccessRequestId,
    /// Any thread of the patient: who that is may be put right later, and the request goes along.
    pub thread: ThreadId,
    /// The day it came in, by the practice's calendar.
    pub asked_on: NaiveDate,
    /// How much time there is.
    pub rule: AccessRule,
    /// Who entered it.
    pub by: UserId,
    /// When.
    pub entered_at: Timestamp,
}

/// One thing that was done about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// What.
    pub step: AccessStep,
    /// The day, by the practice's calendar.
    pub day: NaiveDate,
    /// Who.
    pub by: UserId,
    /// The reason, as it is told to the patient; empty where none is asked.
    pub words: Private,
}

/// Enters a request.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn add(tx: &WriteTx<'_>, row: &RequestRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, row.thread)?;
    tx.prepare(
        "INSERT INTO access_request (id, thread, asked_on, rule, by, entered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        row.id.bytes(),
        thread,
        number_of(row.asked_on),
        row.rule.as_str(),
        row.by.bytes(),
        row.entered_at.millis()
    ])?;
    Ok(())
}

/// Writes down what was done about a request.
///
/// # Errors
/// [`StoreError::NotFound`] when the request is none.
pub fn step(
    tx: &WriteTx<'_>,
    request: AccessRequestId,
    row: &StepRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "INSERT INTO access_event (request, step, day, by, at, words)
             SELECT seq, ?2, ?3, ?4, ?5, ?6 FROM access_request WHERE id = ?1",
        )?
        .execute(params![
            request.bytes(),
            row.step.word(),
            number_of(row.day),
            row.by.bytes(),
            now.millis(),
            row.words.reveal()
        ])?;
    if changed == 0 { Err(StoreError::NotFound { table: "access_request" }) } else { Ok(()) }
}

/// Every request, the newest first; a practice has some dozens a year.
///
/// # Errors
/// The store's own.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<RequestRow>, StoreError> {
    rows(tx, &format!("{SELECT} ORDER BY r.seq DESC"), [], read)
}

/// One of them.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: AccessRequestId) -> Result<RequestRow, StoreError> {
    rows(tx, &format!("{SELECT} WHERE r.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "access_request" })
}

/// What was done about a request, oldest first.
///
/// # Errors
/// The store's own.
pub fn steps(tx: &ReadTx<'_>, request: AccessRequestId) -> Result<Vec<StepRow>, StoreError> {
    rows(
        tx,
        "SELECT e.seq, e.step, e.day, e.by, e.words FROM access_request r
         CROSS JOIN access_event e ON e.request = r.seq WHERE r.id = ?1 ORDER BY e.seq",
        params![request.bytes()],
        |row| {
            let r = Reading::new(row, "access_event");
            Ok(StepRow {
                step: r.word("step", AccessStep::parse)?,
                day: day_of(&r, "day")?,
                by: r.id("by")?,
                words: r.private("words")?,
            })
        },
    )
}

const SELECT: &str = "SELECT r.id, t.id AS thread_id, r.asked_on, r.rule, r.by, r.entered_at
    FROM access_request r CROSS JOIN thread t ON t.seq = r.thread";

fn read(row: &Row<'_>) -> Result<RequestRow, StoreError> {
    let r = Reading::new(row, "access_request");
    Ok(RequestRow {
        id: r.id("id")?,
        thread: r.id("thread_id")?,
        asked_on: day_of(&r, "asked_on")?,
        rule: r.word("rule", AccessRule::parse)?,
        by: r.id("by")?,
        entered_at: r.at("entered_at")?,
    })
}

fn number_of(day: NaiveDate) -> i32 {
    use chrono::Datelike as _;
    day.num_days_from_ce().saturating_sub(EPOCH)
}

fn day_of(r: &Reading<'_, '_>, column: &'static str) -> Result<NaiveDate, StoreError> {
    let number: i32 = r.get(column)?;
    number.checked_add(EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(|| r.unknown(column))
}
