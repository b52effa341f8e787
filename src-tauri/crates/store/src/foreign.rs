//! Texts from the practice's number that nobody here sent, counted day by day.

use foyer_domain::{Span, Timestamp};
use foyer_policy::foreign;

use crate::{ReadTx, StoreError, WriteTx, messages, settings};

/// When somebody said last that they are the practice's own.
const KNOWN: &str = "elsewhere.known_at";

/// Days that one is held against.
const DAYS: usize = 28;

/// How many left in the 24 hours before `now`, where that is a reason to ask whose they are; `None` where it is not, or
/// somebody has said since that they are the practice's own.
///
/// # Errors
/// The store's own.
pub fn remarkable(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<u32>, StoreError> {
    let day = Span::days(1);
    let known: Option<Timestamp> = settings::get(tx, KNOWN)?;
    let from = known.filter(|at| *at <= now).map_or(now.minus(day), |at| at.max(now.minus(day)));
    let texts = between(tx, from, now)?;
    // What is usual is asked only where it matters.
    if !foreign::is_remarkable(texts, &[]) {
        return Ok(None);
    }
    let mut before = Vec::with_capacity(DAYS);
    let mut end = now.minus(day);
    for _ in 0..DAYS {
        before.push(between(tx, end.minus(day), end)?);
        end = end.minus(day);
    }
    Ok(foreign::is_remarkable(texts, &before).then_some(texts))
}

/// Somebody says that they are the practice's own.
///
/// # Errors
/// The store's own.
pub fn known(tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, KNOWN, &now, now)
}

fn between(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<u32, StoreError> {
    let places = [messages::first_place(from), messages::first_place(to)];
    Ok(tx.prepare(BETWEEN)?.query_row(places, |row| row.get(0))?)
}

// Places follow time, so that a day is a stretch of the index.
pub(crate) const BETWEEN: &str = "
    SELECT count(*) FROM message INDEXED BY message_told WHERE seq >= ?1 AND seq < ?2 AND author = 'elsewhere'";
