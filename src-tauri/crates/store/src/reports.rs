//! What the carrier said about our texts, and when to ask again.
//!
//! Reports are rows; a text's state is their fold (`foyer_domain::fold_reports`), so late and repeated ones do
//! no harm. While a text's state may still move it is watched, at times the engine chooses.

use foyer_domain::{DeliveryProblem, DeliveryReport, DeliveryState, MessageId, Timestamp, fold_reports};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx, messages,
    recount::is_no_answer,
    sql::{Reading, StoredId as _},
    threads,
};

/// A text whose state may still move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchRow {
    /// The text.
    pub message: MessageId,
    /// When to ask.
    pub next_check_at: Timestamp,
    /// How often it has been asked.
    pub step: u32,
}

/// Adds a report and folds all of them into the text's state, which is returned. A repeat adds nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when the text is none.
pub fn add(
    tx: &WriteTx<'_>,
    message: MessageId,
    report: &DeliveryReport,
) -> Result<DeliveryState, StoreError> {
    let mut known = of_message(tx, message)?;
    let repeated = known.iter().any(|one| one.state == report.state && one.problem == report.problem);
    if !repeated {
        tx.prepare("INSERT INTO delivery_report (message, state, problem, seen_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                message.bytes(),
                report.state.as_str(),
                report.problem.map(DeliveryProblem::as_str),
                report.seen_at.millis()
            ])?;
        known.push(*report);
    }
    let (state, problem) = fold_reports(&known).unwrap_or((report.state, report.problem));
    let stored = messages::get(tx, message)?;
    if (stored.state, stored.problem) != (Some(state), problem) {
        messages::set_state(tx, message, state, problem)?;
        // An answer that did not arrive is none, and one that did after all is one.
        if is_no_answer(state) || stored.state.is_some_and(is_no_answer) {
            threads::recompute(tx, stored.thread)?;
        }
    }
    Ok(state)
}

/// Since when the carrier drops texts because the number is not registered for them: the time of its last final word,
/// if that was the word. A text that arrives ends it.
///
/// # Errors
/// The store's own.
pub fn unregistered_since(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    let last: Option<(Option<String>, i64)> = tx
        .prepare(
            "SELECT problem, seen_at FROM delivery_report
             WHERE state IN ('delivered', 'undelivered', 'failed') ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last
        .filter(|(problem, _)| problem.as_deref() == Some(DeliveryProblem::NotRegistered.as_str()))
        .map(|(_, at)| Timestamp::from_millis(at)))
}

/// Everything the carrier said about a text, in the order it was learned.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Vec<DeliveryReport>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT seq, state, problem, seen_at FROM delivery_report WHERE message = ?1 ORDER BY seq",
        [message.bytes()],
        |row| {
            let r = Reading::new(row, "delivery_report");
            Ok(DeliveryReport {
                state: r.word("state", DeliveryState::parse)?,
                problem: r.opt_word("problem", DeliveryProblem::parse)?,
                seen_at: r.at("seen_at")?,
            })
        },
    )
}

/// Watches a text, or sets when to ask about it next.
///
/// # Errors
/// The store's own.
pub fn watch(tx: &WriteTx<'_>, watch: &WatchRow) -> Result<(), StoreError> {
    tx.prepare(
        "INSERT INTO status_watch (message, next_check_at, step) VALUES (?1, ?2, ?3)
         ON CONFLICT (message) DO UPDATE SET next_check_at = excluded.next_check_at, step = excluded.step",
    )?
    .execute(params![watch.message.bytes(), watch.next_check_at.millis(), watch.step])?;
    Ok(())
}

/// Stops watching a text.
///
/// # Errors
/// The store's own.
pub fn unwatch(tx: &WriteTx<'_>, message: MessageId) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM status_watch WHERE message = ?1")?.execute([message.bytes()])?;
    Ok(())
}

/// The watched texts whose time has come, the longest due first.
///
/// # Errors
/// The store's own.
pub fn due(tx: &ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<WatchRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT message, next_check_at, step FROM status_watch WHERE next_check_at <= ?1
         ORDER BY next_check_at LIMIT ?2",
        params![now.millis(), limit],
        |row| {
            let r = Reading::new(row, "status_watch");
            Ok(WatchRow {
                message: r.id("message")?,
                next_check_at: r.at("next_check_at")?,
                step: r.count("step")?,
            })
        },
    )
}

/// When the next watched text is due.
///
/// # Errors
/// The store's own.
pub fn next_due(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    Ok(tx
        .prepare("SELECT next_check_at FROM status_watch ORDER BY next_check_at LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?
        .map(Timestamp::from_millis))
}
