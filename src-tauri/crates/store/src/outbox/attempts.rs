//! Every try to send a text: written and synced before the first byte leaves, ended by what came of it.
//!
//! An attempt without an outcome means that nobody knows, never that it failed; one with an outcome keeps it.

use foyer_domain::{DeliveryProblem, DeliveryState, OutboxId, ProviderMessageId, Timestamp};
use rusqlite::params;

use super::{OutboxRow, confirm, get, move_to};
use crate::{
    ReadTx, StoreError, WriteTx,
    messages::{self, Bound},
    sql::{Reading, StoredId as _},
};

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Its number among all attempts.
    pub seq: i64,
    /// What was tried.
    pub outbox: OutboxId,
    /// 1 for the first.
    pub number: u32,
    /// Written and synced then.
    pub started_at: Timestamp,
    /// When its outcome was known.
    pub finished_at: Option<Timestamp>,
    /// `accepted`, `rejected`, `not_sent`, `unknown`, `paused`; `None` while nobody knows.
    pub outcome: Option<String>,
    /// The adapter's word for why.
    pub reason: Option<String>,
    /// The carrier's error code.
    pub code: Option<u32>,
    /// The carrier's id.
    pub provider_id: Option<ProviderMessageId>,
}

/// What came of an attempt. `reason` is a word in the code, so that no text of a carrier or patient gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The carrier has it.
    Accepted {
        /// The carrier's id.
        provider_id: ProviderMessageId,
        /// What the carrier said of it: accepted, sent, …
        state: DeliveryState,
    },
    /// The carrier has it, and has it already from another attempt under another id: two texts of one intent.
    Twice {
        /// The carrier's id for this attempt.
        provider_id: ProviderMessageId,
    },
    /// The carrier refused it for good.
    Rejected {
        /// Why, for people.
        problem: DeliveryProblem,
        /// The carrier's error code.
        code: Option<u32>,
    },
    /// It did not reach the carrier; it is queued again.
    NotSent {
        /// The adapter's word.
        reason: &'static str,
        /// Not before.
        retry_at: Timestamp,
    },
    /// It may have reached the carrier.
    Unknown {
        /// The adapter's word.
        reason: &'static str,
    },
    /// The carrier refuses the whole account; it is queued again and no attempt is counted.
    Paused {
        /// The adapter's word.
        reason: &'static str,
        /// Not before.
        retry_at: Timestamp,
    },
}

/// Writes down that an attempt begins; after the commit it may be on the wire. Returns its number among all.
///
/// # Errors
/// [`StoreError::Conflict`] when the item is not queued: then nothing may be sent.
pub fn start_attempt(tx: &WriteTx<'_>, id: OutboxId, now: Timestamp) -> Result<AttemptRow, StoreError> {
    let changed = tx
        .prepare(
            "UPDATE outbox SET state = 'dispatching', attempts = attempts + 1 WHERE id = ?1 AND state = 'queued'",
        )?
        .execute([id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    let item = get(tx, id)?;
    messages::set_state(tx, item.message, DeliveryState::Dispatching, None)?;
    let seq: i64 = tx
        .prepare(
            "INSERT INTO send_attempt (outbox, number, started_at)
             VALUES (?1, (SELECT count(*) + 1 FROM send_attempt WHERE outbox = ?1), ?2) RETURNING seq",
        )?
        .query_row(params![id.bytes(), now.millis()], |row| row.get(0))?;
    attempt(tx, seq)
}

/// Writes down what came of an attempt, and moves item, text and list along: accepted, failed, queued again or
/// unconfirmed. As long as one attempt is in doubt, no refusal of another says that the text failed.
/// [`Bound::Elsewhere`] names the text that was read from a listing before the answer arrived; it has been folded
/// into ours.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the attempt has an outcome already.
pub fn finish_attempt(
    tx: &WriteTx<'_>,
    seq: i64,
    outcome: &AttemptOutcome,
    now: Timestamp,
) -> Result<Bound, StoreError> {
    let (word, reason, code, provider_id) = match outcome {
        AttemptOutcome::Accepted { provider_id, .. } => ("accepted", None, None, Some(provider_id.as_str())),
        AttemptOutcome::Twice { provider_id } => ("accepted", None, None, Some(provider_id.as_str())),
        AttemptOutcome::Rejected { code, .. } => ("rejected", None, *code, None),
        AttemptOutcome::NotSent { reason, .. } => ("not_sent", Some(*reason), None, None),
        AttemptOutcome::Unknown { reason } => ("unknown", Some(*reason), None, None),
        AttemptOutcome::Paused { reason, .. } => ("paused", Some(*reason), None, None),
    };
    let changed = tx
        .prepare(
            "UPDATE send_attempt SET outcome = ?1, reason = ?2, code = ?3, provider_id = ?4, finished_at = ?5
             WHERE seq = ?6 AND outcome IS NULL",
        )?
        .execute(params![word, reason, code, provider_id, now.millis(), seq])?;
    let item = get(tx, attempt(tx, seq)?.outbox)?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    // A list may have answered for it while the request still hung: what is known is not taken back.
    let open = item.state == DeliveryState::Dispatching;
    match outcome {
        AttemptOutcome::Accepted { provider_id, state } => confirm(tx, item.id, provider_id, *state),
        AttemptOutcome::Twice { .. } => Ok(Bound::Here),
        AttemptOutcome::Rejected { .. }
        | AttemptOutcome::NotSent { .. }
        | AttemptOutcome::Paused { .. }
        | AttemptOutcome::Unknown { .. }
            if !open =>
        {
            Ok(Bound::Here)
        }
        // An earlier attempt may have brought it to the patient all the same.
        AttemptOutcome::Rejected { .. } if may_have_left(tx, item.id)? => {
            move_to(tx, &item, DeliveryState::Unconfirmed, None, None).map(|()| Bound::Here)
        }
        AttemptOutcome::Rejected { problem, .. } => {
            move_to(tx, &item, DeliveryState::Failed, None, Some(*problem)).map(|()| Bound::Here)
        }
        AttemptOutcome::NotSent { retry_at, .. } => {
            queue_again(tx, &item, *retry_at, 0).map(|()| Bound::Here)
        }
        AttemptOutcome::Paused { retry_at, .. } => queue_again(tx, &item, *retry_at, 1).map(|()| Bound::Here),
        AttemptOutcome::Unknown { .. } => {
            move_to(tx, &item, DeliveryState::Unconfirmed, None, None).map(|()| Bound::Here)
        }
    }
}

/// The attempts whose outcome nobody knows: after a crash, each is to be reconciled.
///
/// # Errors
/// The store's own.
pub fn unfinished_attempts(tx: &ReadTx<'_>) -> Result<Vec<AttemptRow>, StoreError> {
    attempts_where(tx, "outcome IS NULL", [])
}

/// All attempts of an item, first to last.
///
/// # Errors
/// The store's own.
pub fn attempts(tx: &ReadTx<'_>, id: OutboxId) -> Result<Vec<AttemptRow>, StoreError> {
    attempts_where(tx, "outbox = ?1", params![id.bytes()])
}

/// Whether an attempt may have reached the carrier without our knowing.
///
/// # Errors
/// The store's own.
pub fn may_have_left(tx: &ReadTx<'_>, id: OutboxId) -> Result<bool, StoreError> {
    Ok(attempts(tx, id)?.iter().any(AttemptRow::is_unclear))
}

impl AttemptRow {
    /// The reason of an attempt that nobody made here: the store is an older copy, and what waited in it may have left
    /// at any time between when it was queued (its beginning) and when that was noticed (its end).
    pub const RESTORED_COPY: &'static str = "restored_copy";

    /// Whether it is such a one.
    pub fn is_of_an_older_copy(&self) -> bool {
        self.reason.as_deref() == Some(Self::RESTORED_COPY)
    }

    /// Whether nobody knows what came of it.
    pub fn is_unclear(&self) -> bool {
        self.outcome.as_deref().is_none_or(|outcome| outcome == "unknown")
    }
}

fn queue_again(tx: &WriteTx<'_>, item: &OutboxRow, at: Timestamp, uncounted: u32) -> Result<(), StoreError> {
    tx.prepare(
        "UPDATE outbox SET state = 'queued', not_before_at = ?1, attempts = max(0, attempts - ?2) WHERE id = ?3",
    )?
    .execute(params![at.millis(), uncounted, item.id.bytes()])?;
    messages::set_state(tx, item.message, DeliveryState::Queued, None)
}

fn attempt(tx: &ReadTx<'_>, seq: i64) -> Result<AttemptRow, StoreError> {
    attempts_where(tx, "seq = ?1", params![seq])?.pop().ok_or(StoreError::NotFound { table: "send_attempt" })
}

fn attempts_where(
    tx: &ReadTx<'_>,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<AttemptRow>, StoreError> {
    crate::sql::rows(
        tx,
        &format!(
            "SELECT seq, outbox, number, started_at, finished_at, outcome, reason, code, provider_id
         FROM send_attempt WHERE {condition} ORDER BY seq"
        ),
        parameters,
        |row| {
            let r = Reading::new(row, "send_attempt");
            Ok(AttemptRow {
                seq: r.get("seq")?,
                outbox: r.id("outbox")?,
                number: r.count("number")?,
                started_at: r.at("started_at")?,
                finished_at: r.opt_at("finished_at")?,
                outcome: r.get("outcome")?,
                reason: r.get("reason")?,
                code: r.get("code")?,
                provider_id: r.provider_id("provider_id")?,
            })
        },
    )
}
