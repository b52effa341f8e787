//! How far back each list of the carrier has been read, and where the walk goes on. Moves in the transaction that stores
//! the page it is about, so a walk that dies half way goes on where it was.

use foyer_domain::{LineId, Span, Timestamp};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx, lines, settings,
    sql::{Reading, words},
};

words! {
    /// One of the two lists a line has at its carrier.
    CarrierList {
        /// What the line received.
        Received = "to",
        /// What it sent, by whatever program.
        Sent = "from",
    }
}

/// How far one list has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// Whose list.
    pub line: LineId,
    /// Which.
    pub list: CarrierList,
    /// What the list shows since then is here.
    pub reached: Timestamp,
    /// What was sent before was there when Foyer came: history, for which nobody waits.
    pub since: Timestamp,
    /// Whether the list had nothing older.
    pub whole: bool,
    /// Where the walk goes on; `None`: from the top.
    pub cursor: Option<String>,
    /// Texts brought by walking back.
    pub texts: u64,
}

/// How much history the practice wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct History {
    /// Days back from today; `None`: all the carrier has.
    pub days: Option<u32>,
    /// Whether a person paused it.
    pub paused: bool,
}

impl Default for History {
    fn default() -> Self {
        Self { days: Some(90), paused: false }
    }
}

/// Where the choice is kept.
const HISTORY: &str = "carrier.history";

impl History {
    /// The practice's choice.
    ///
    /// # Errors
    /// [`StoreError::UnknownValue`].
    pub fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, HISTORY)?.unwrap_or_default())
    }

    /// Keeps the choice.
    ///
    /// # Errors
    /// The store's own.
    pub fn save(self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, HISTORY, &self, now)
    }

    /// Back to when it reaches; `None`: to the list's end.
    pub fn until(self, now: Timestamp) -> Option<Timestamp> {
        self.days.map(|days| now.minus(Span::days(days.into())))
    }

    /// Whether a list that has been read so far is to be read further back.
    pub fn wants_more(self, row: &ReadBack, now: Timestamp) -> bool {
        !row.whole && self.until(now).is_none_or(|until| row.reached > until)
    }
}

/// All lists that have been read once.
///
/// # Errors
/// The store's own.
pub fn all(tx: &ReadTx<'_>) -> Result<Vec<ReadBack>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT l.id AS line_id, b.list, b.reached_at, b.since_at, b.whole, b.cursor, b.texts
         FROM line l CROSS JOIN read_back b ON b.line = l.seq ORDER BY l.seq, b.list DESC",
        [],
        |row| {
            let r = Reading::new(row, "read_back");
            Ok(ReadBack {
                line: r.id("line_id")?,
                list: r.word("list", CarrierList::parse)?,
                reached: r.at("reached_at")?,
                since: r.at("since_at")?,
                whole: r.get("whole")?,
                cursor: r.get("cursor")?,
                texts: r.size("texts")?,
            })
        },
    )
}

/// One list.
///
/// # Errors
/// The store's own.
pub fn of(tx: &ReadTx<'_>, line: LineId, list: CarrierList) -> Result<Option<ReadBack>, StoreError> {
    Ok(all(tx)?.into_iter().find(|row| row.line == line && row.list == list))
}

/// When history was stored last; `None` before the first.
///
/// # Errors
/// The store's own.
pub fn stored_at(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    let last: Option<i64> =
        tx.prepare("SELECT max(updated_at) FROM read_back")?.query_row([], |row| row.get(0))?;
    Ok(last.map(Timestamp::from_millis))
}

/// Keeps how far a list has been read.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn save(tx: &WriteTx<'_>, row: &ReadBack, now: Timestamp) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, row.line)?;
    let texts = i64::try_from(row.texts).unwrap_or(i64::MAX);
    tx.prepare(
        "INSERT INTO read_back (line, list, reached_at, since_at, whole, cursor, texts, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (line, list) DO UPDATE SET reached_at = excluded.reached_at, whole = excluded.whole,
             cursor = excluded.cursor, texts = excluded.texts, updated_at = excluded.updated_at",
    )?
    .execute(params![
        line,
        row.list.as_str(),
        row.reached.millis(),
        row.since.millis(),
        row.whole,
        row.cursor,
        texts,
        now.millis()
    ])?;
    Ok(())
}
