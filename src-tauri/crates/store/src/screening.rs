//! What a practice has decided about the draft screener: terms it lets pass, and how often a finding was sent over.
//! Counts name rules, never a text or a person.

use foyer_domain::{Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// A term that the practice lets pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedTerm {
    /// As the screener reads it.
    pub term: String,
    /// Who let it.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
}

/// How often texts were sent over a rule's findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentOver {
    /// The rule's name, `term:` and the words for a term.
    pub rule: String,
    /// How often.
    pub times: u32,
    /// When last.
    pub last_at: Timestamp,
}

/// Lets a term pass. Says whether that is new.
///
/// # Errors
/// [`StoreError::Conflict`] for somebody who is not there.
pub fn allow(tx: &WriteTx<'_>, term: &str, by: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .prepare("INSERT INTO allowed_term (term, by, at) VALUES (?1, ?2, ?3) ON CONFLICT (term) DO NOTHING")?
        .execute(params![term, by.bytes(), now.millis()])?;
    Ok(changed > 0)
}

/// Lets a term pass no longer. Says whether it did.
///
/// # Errors
/// The store's own.
pub fn take_back(tx: &WriteTx<'_>, term: &str) -> Result<bool, StoreError> {
    Ok(tx.prepare("DELETE FROM allowed_term WHERE term = ?1")?.execute([term])? > 0)
}

/// Every term that the practice lets pass, by the alphabet.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn allowed(tx: &ReadTx<'_>) -> Result<Vec<AllowedTerm>, StoreError> {
    let mut statement = tx.prepare("SELECT term, by, at FROM allowed_term ORDER BY term")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "allowed_term");
        all.push(AllowedTerm { term: r.get("term")?, by: r.id("by")?, at: r.at("at")? });
    }
    Ok(all)
}

/// A text was sent over a finding of this rule.
///
/// # Errors
/// The store's own.
pub fn count_sent_over(tx: &WriteTx<'_>, rule: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO sent_over (rule, times, last_at) VALUES (?1, 1, ?2)
         ON CONFLICT (rule) DO UPDATE SET times = times + 1, last_at = excluded.last_at",
    )?
    .execute(params![rule, now.millis()])?;
    Ok(())
}

/// The rules that were sent over most, the most first.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a row that is not one of ours.
pub fn most_sent_over(tx: &ReadTx<'_>, limit: u32) -> Result<Vec<SentOver>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT rule, times, last_at FROM sent_over ORDER BY times DESC, last_at DESC, rule LIMIT ?1",
        [limit],
        |row| {
            let r = Reading::new(row, "sent_over");
            Ok(SentOver { rule: r.get("rule")?, times: r.count("times")?, last_at: r.at("last_at")? })
        },
    )
}
