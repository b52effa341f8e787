//! What the carrier sent and Foyer could not read: noted by id and field, never by content, until it can be read.
//! A row without an id is known by its print; what is no row at all is noted once for each field and line.

use foyer_domain::{LineId, PhoneNumber, ProviderMessageId, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx, lines,
    messages::Insert,
    sql::{Reading, StoredId as _},
};

/// What of the carrier's list could not be read.
#[derive(Clone, Copy)]
pub enum Which<'a> {
    /// The row of this id.
    Id(&'a ProviderMessageId),
    /// A row without one: its print, which is the same whenever it is listed, and its number among those of the page that
    /// have the same print, from the oldest on.
    Print(&'a str, u32),
    /// No row, or one that says nothing at all.
    Other,
}

impl Which<'_> {
    /// What is kept where ids are. No id has a space in it.
    fn word(self) -> String {
        match self {
            Self::Id(id) => id.as_str().to_owned(),
            Self::Print(print, number) => format!("row {print} {number}"),
            Self::Other => String::new(),
        }
    }
}

/// Something unreadable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantineRow {
    /// On which line.
    pub line: LineId,
    /// The carrier's id, where that could be read.
    pub provider_id: Option<ProviderMessageId>,
    /// The field that could not, never its content.
    pub what: String,
    /// When it was first seen.
    pub seen_at: Timestamp,
}

/// Notes something unreadable, once.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn add(
    tx: &WriteTx<'_>,
    line: LineId,
    which: Which<'_>,
    what: &str,
    now: Timestamp,
) -> Result<Insert, StoreError> {
    let line = lines::seq_of(tx, line)?;
    let changed = tx
        .prepare(
            "INSERT INTO quarantine (line, provider_id, what, seen_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (line, provider_id, what) DO NOTHING",
        )?
        .execute(params![line, which.word(), what, now.millis()])?;
    Ok(if changed == 0 { Insert::Known } else { Insert::Inserted })
}

/// Notes who sent something unreadable; once a text, and what a person decided about it stays. A later one is another,
/// and asks anew.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn note_sender(
    tx: &WriteTx<'_>,
    line: LineId,
    sender: &PhoneNumber,
    which: Which<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, line)?;
    tx.prepare(
        "INSERT INTO unread_sender (line, number, provider_id, seen_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (number, line, provider_id) DO NOTHING",
    )?
    .execute(params![line, sender.reveal(), which.word(), now.millis()])?;
    Ok(())
}

/// Something of this number's account is lost: a person looks before anything goes there, as after a text nobody could
/// read. Once, whatever is lost.
///
/// # Errors
/// The store's own.
pub(crate) fn note_lost_account(
    tx: &WriteTx<'_>,
    number: &PhoneNumber,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO unread_sender (line, number, provider_id, seen_at)
         SELECT min(seq), ?1, 'repair', ?2 FROM line HAVING count(*) > 0
         ON CONFLICT (number, line, provider_id) DO UPDATE SET looked_at = NULL, looked_by = NULL",
    )?
    .execute(params![number.reveal(), now.millis()])?;
    Ok(())
}

/// Whether a text from this number could not be read and nobody has looked at it yet: it may be a STOP.
///
/// # Errors
/// The store's own.
pub fn may_have_stopped(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<bool, StoreError> {
    Ok(tx
        .prepare("SELECT EXISTS (SELECT 1 FROM unread_sender WHERE number = ?1 AND looked_at IS NULL)")?
        .query_row([number.reveal()], |row| row.get(0))?)
}

/// A person looked at what this number sent, at the carrier, and takes it on themselves that texts go.
///
/// # Errors
/// The store's own.
pub fn looked(tx: &WriteTx<'_>, number: &PhoneNumber, by: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare(
        "UPDATE unread_sender SET looked_at = ?2, looked_by = ?3 WHERE number = ?1 AND looked_at IS NULL",
    )?
    .execute(params![number.reveal(), now.millis(), by.bytes()])?;
    Ok(())
}

/// Removes what has become readable.
///
/// # Errors
/// [`StoreError::NotFound`] when the line is none.
pub fn resolve(tx: &WriteTx<'_>, line: LineId, provider_id: &ProviderMessageId) -> Result<(), StoreError> {
    let line = lines::seq_of(tx, line)?;
    tx.prepare("DELETE FROM quarantine WHERE line = ?1 AND provider_id = ?2")?
        .execute(params![line, provider_id.as_str()])?;
    tx.prepare("DELETE FROM unread_sender WHERE line = ?1 AND provider_id = ?2")?
        .execute(params![line, provider_id.as_str()])?;
    Ok(())
}

/// All of it, newest first.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<QuarantineRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT q.seq, l.id AS line_id, q.provider_id, q.what, q.seen_at
         FROM quarantine q CROSS JOIN line l ON l.seq = q.line ORDER BY q.seq DESC",
        [],
        |row| {
            let r = Reading::new(row, "quarantine");
            Ok(QuarantineRow {
                line: r.id("line_id")?,
                provider_id: ProviderMessageId::parse(&r.get::<String>("provider_id")?).ok(),
                what: r.get("what")?,
                seen_at: r.at("seen_at")?,
            })
        },
    )
}
