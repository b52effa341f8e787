//! Days on which somebody looked around unlike on others: what the trail says of everybody's days, what was found, and who
//! looked into it. A finding is a count; nobody's words are in it.

use chrono::NaiveDate;
use foyer_domain::{Private, ThreadId, Timestamp, UserId};
use foyer_policy::looking::{Looking, Unusual};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    ReadTx, StoreError, WriteTx, audit,
    sql::{Reading, StoredId as _, rows},
};

/// Something somebody did, from the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidRow {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The word in the trail.
    pub action: String,
    /// In which conversation.
    pub thread: Option<ThreadId>,
}

/// Somebody looked into a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRow {
    /// Who did.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What came of it, in their words.
    pub words: Private,
}

/// What people did from `from` on and before `to`, the oldest first.
///
/// # Errors
/// The store's own.
pub fn did(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<DidRow>, StoreError> {
    audit::did(tx, from, to)
}

/// When anybody did anything first; `None` where nobody has.
///
/// # Errors
/// The store's own.
pub fn first_at(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    audit::first_deed(tx)
}

/// Keeps a finding; one that is known stays as it was.
///
/// # Errors
/// [`StoreError::Conflict`] for a person that is none.
pub fn add(tx: &WriteTx<'_>, found: &Unusual, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO looking (user, day, what, times, usual, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (user, day, what) DO NOTHING",
    )?
    .execute(params![
        found.by.bytes(),
        found.day.to_string(),
        found.what.as_str(),
        found.times,
        found.usual,
        now.millis()
    ])?;
    Ok(())
}

/// What was found of days from `from` on, the newest day first.
///
/// # Errors
/// The store's own.
pub fn since(tx: &ReadTx<'_>, from: NaiveDate) -> Result<Vec<Unusual>, StoreError> {
    rows(tx, SINCE, params![from.to_string()], read)
}

pub(crate) const SINCE: &str = "
    SELECT user, day, what, times, usual FROM looking INDEXED BY looking_day WHERE day >= ?1 ORDER BY day DESC";

/// How many days of somebody's, from `from` on, nobody has looked into.
///
/// # Errors
/// The store's own.
pub fn open_since(tx: &ReadTx<'_>, from: NaiveDate) -> Result<u32, StoreError> {
    Ok(tx
        .prepare(
            "SELECT count(*) FROM (SELECT DISTINCT l.user, l.day FROM looking l INDEXED BY looking_day
             WHERE l.day >= ?1 AND NOT EXISTS
                (SELECT 1 FROM looking_settled s WHERE s.user = l.user AND s.day = l.day))",
        )?
        .query_row([from.to_string()], |row| row.get(0))?)
}

/// Who looked into a day of somebody's; `None` while nobody has.
///
/// # Errors
/// The store's own.
pub fn settled(tx: &ReadTx<'_>, user: UserId, day: NaiveDate) -> Result<Option<SettledRow>, StoreError> {
    let found = rows(
        tx,
        "SELECT by, at, words FROM looking_settled WHERE user = ?1 AND day = ?2",
        params![user.bytes(), day.to_string()],
        |row| {
            let r = Reading::new(row, "looking_settled");
            Ok(SettledRow { by: r.id("by")?, at: r.at("at")?, words: r.private("words")? })
        },
    )?;
    Ok(found.into_iter().next())
}

/// Writes down that somebody looked into a day of somebody else's.
///
/// # Errors
/// [`StoreError::NotFound`] when nothing was found of that day; [`StoreError::Conflict`] when it is one's own, or somebody
/// has.
pub fn settle(
    tx: &WriteTx<'_>,
    (user, day): (UserId, NaiveDate),
    settled: &SettledRow,
) -> Result<(), StoreError> {
    let day = day.to_string();
    let known: Option<i64> = tx
        .prepare("SELECT 1 FROM looking WHERE user = ?1 AND day = ?2")?
        .query_row(params![user.bytes(), day], |row| row.get(0))
        .optional()?;
    if known.is_none() {
        return Err(StoreError::NotFound { table: "looking" });
    }
    tx.prepare("INSERT INTO looking_settled (user, day, by, words, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            user.bytes(),
            day,
            settled.by.bytes(),
            settled.words.reveal(),
            settled.at.millis()
        ])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Unusual, StoreError> {
    let r = Reading::new(row, "looking");
    Ok(Unusual {
        by: r.id("user")?,
        day: r.word("day", |text| text.parse().ok())?,
        what: r.word("what", Looking::parse)?,
        times: r.count("times")?,
        usual: r.count("usual")?,
    })
}
