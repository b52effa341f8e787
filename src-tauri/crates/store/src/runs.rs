//! Rounds of risk notices: who is in one, in which order, whose turn it is. Whether a notice goes is decided when the
//! turn comes, by the gate.

use foyer_domain::{MessageId, RunId, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, words},
};

words! {
    /// Where a run stands.
    RunState {
        /// Going on.
        Running = "running",
        /// Keeps its place.
        Paused = "paused",
        /// Ended by a person.
        Stopped = "stopped",
        /// Everybody had their turn.
        Done = "done",
    }
}

words! {
    /// Why a person gets no notice.
    Skip {
        /// It goes once; the answer is waited for.
        NoticeOut = "notice_out",
        /// Only START turns texts on.
        OptedOut = "opted_out",
        /// Said NO.
        SaidNo = "said_no",
        /// The number cannot get texts.
        Landline = "landline",
        /// More than one person answers this phone.
        SharedPhone = "shared_phone",
        /// Consent holds.
        NotNeeded = "not_needed",
        /// Anything else the gate says.
        NotTextable = "not_textable",
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Its id.
    pub id: RunId,
    /// Who started it.
    pub by: UserId,
    /// When.
    pub started_at: Timestamp,
    /// Where it stands.
    pub state: RunState,
    /// Nobody's turn before this.
    pub next_at: Timestamp,
}

/// A person in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Their place.
    pub position: u32,
    /// The conversation.
    pub thread: ThreadId,
    /// The notice, once it is in the outbox.
    pub message: Option<MessageId>,
    /// Why it did not go.
    pub skip: Option<Skip>,
    /// When it went or was skipped.
    pub at: Option<Timestamp>,
}

const RUN: &str = "SELECT id, started_by, started_at, state, next_at FROM notice_run";

/// Begins a run: everybody chosen in their order, those who can't get it with the reason.
///
/// # Errors
/// [`StoreError::NotFound`] for a thread that is none.
pub fn begin(tx: &WriteTx<'_>, run: &RunRow, people: &[(ThreadId, Option<Skip>)]) -> Result<(), StoreError> {
    let seq: i64 = tx
        .prepare(
            "INSERT INTO notice_run (id, started_by, started_at, state, next_at) VALUES (?1, ?2, ?3, ?4, ?5)
             RETURNING seq",
        )?
        .query_row(
            params![
                run.id.bytes(),
                run.by.bytes(),
                run.started_at.millis(),
                run.state.as_str(),
                run.next_at.millis()
            ],
            |row| row.get(0),
        )?;
    for (position, (thread, skip)) in (0_u32..).zip(people) {
        let thread = crate::threads::seq_of(tx, *thread)?;
        let at = skip.map(|_| run.started_at.millis());
        tx.prepare(
            "INSERT INTO notice_run_item (run, position, thread, skip, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![seq, position, thread, skip.map(Skip::as_str), at])?;
    }
    Ok(())
}

/// The run that was started last.
///
/// # Errors
/// The store's own.
pub fn last(tx: &ReadTx<'_>) -> Result<Option<RunRow>, StoreError> {
    Ok(runs(tx, &format!("{RUN} ORDER BY seq DESC LIMIT 1"), [])?.pop())
}

/// One run.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: RunId) -> Result<RunRow, StoreError> {
    runs(tx, &format!("{RUN} WHERE id = ?1"), params![id.bytes()])?
        .pop()
        .ok_or(StoreError::NotFound { table: "notice_run" })
}

/// Everybody in a run, in order.
///
/// # Errors
/// The store's own.
pub fn items(tx: &ReadTx<'_>, id: RunId) -> Result<Vec<ItemRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT i.position, t.id AS thread_id, i.message, i.skip, i.at FROM notice_run_item i
         CROSS JOIN thread t ON t.seq = i.thread
         WHERE i.run = (SELECT seq FROM notice_run WHERE id = ?1) ORDER BY i.position",
        [id.bytes()],
        |row| {
            let r = Reading::new(row, "notice_run_item");
            Ok(ItemRow {
                position: r.count("position")?,
                thread: r.id("thread_id")?,
                message: r.opt_id("message")?,
                skip: r.opt_word("skip", Skip::parse)?,
                at: r.opt_at("at")?,
            })
        },
    )
}

/// Moves a run on, or keeps the next turn back until `next_at`.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set(tx: &WriteTx<'_>, id: RunId, state: RunState, next_at: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE notice_run SET state = ?1, next_at = ?2 WHERE id = ?3")?
        .execute(params![state.as_str(), next_at.millis(), id.bytes()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "notice_run" }) } else { Ok(()) }
}

/// Writes down what came of somebody's turn.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn had_turn(
    tx: &WriteTx<'_>,
    id: RunId,
    position: u32,
    came: Result<MessageId, Skip>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE notice_run_item SET message = ?1, skip = ?2, at = ?3
             WHERE run = (SELECT seq FROM notice_run WHERE id = ?4) AND position = ?5",
        )?
        .execute(params![
            came.ok().map(|message| message.bytes()),
            came.err().map(Skip::as_str),
            now.millis(),
            id.bytes(),
            position
        ])?;
    if changed == 0 { Err(StoreError::NotFound { table: "notice_run_item" }) } else { Ok(()) }
}

/// Whether our last text to this thread did not arrive because the number can't get any.
///
/// # Errors
/// The store's own.
pub fn is_landline(tx: &ReadTx<'_>, thread: ThreadId) -> Result<bool, StoreError> {
    let problem: Option<Option<String>> = tx
        .prepare(
            "SELECT m.problem FROM message m
             WHERE m.thread = (SELECT seq FROM thread WHERE id = ?1) AND m.direction = 'outbound'
             ORDER BY m.seq DESC LIMIT 1",
        )?
        .query_row([thread.bytes()], |row| row.get(0))
        .optional()?;
    Ok(problem.flatten().as_deref() == Some(foyer_domain::DeliveryProblem::Landline.as_str()))
}

fn runs(tx: &ReadTx<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Vec<RunRow>, StoreError> {
    crate::sql::rows(tx, sql, values, run)
}

fn run(row: &Row<'_>) -> Result<RunRow, StoreError> {
    let r = Reading::new(row, "notice_run");
    Ok(RunRow {
        id: r.id("id")?,
        by: r.id("started_by")?,
        started_at: r.at("started_at")?,
        state: r.word("state", RunState::parse)?,
        next_at: r.at("next_at")?,
    })
}
