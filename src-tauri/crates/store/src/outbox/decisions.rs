//! What becomes of a text that waits: held, released, taken back, blocked, left as it is.
//!
//! Whatever may have left before is never said to be gone: its text stays unconfirmed, and later evidence finds it.

use foyer_domain::{DeliveryProblem, DeliveryState, OutboxId, PhoneNumber, Timestamp};
use foyer_policy::Purpose;
use rusqlite::params;

use super::{COLUMNS, Cancelled, FROM, HoldReason, OutboxRow, get, may_have_left, move_item, move_to, read};
use crate::{
    StoreError, WriteTx, messages,
    sql::{StoredId as _, rows},
};

/// Moves an item, its text and the list's copy to `state`. For a hold use [`hold`].
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_state(
    tx: &WriteTx<'_>,
    id: OutboxId,
    state: DeliveryState,
    problem: Option<DeliveryProblem>,
) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    let reason = (state == DeliveryState::Held).then_some(HoldReason::Person);
    move_to(tx, &item, state, reason, problem)
}

/// Stops an item until somebody or something frees it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn hold(tx: &WriteTx<'_>, id: OutboxId, reason: HoldReason) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    move_to(tx, &item, DeliveryState::Held, Some(reason), None)
}

/// Queues a held or unconfirmed item again, on a person's word. An unconfirmed one may reach the patient twice.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is neither held nor unconfirmed.
pub fn release(
    tx: &WriteTx<'_>,
    id: OutboxId,
    not_before: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    let changed = tx
        .prepare(
            "UPDATE outbox SET state = 'queued', hold_reason = NULL, not_before_at = ?1, expires_at = ?2
             WHERE id = ?3 AND state IN ('held', 'unconfirmed')",
        )?
        .execute(params![not_before.millis(), expires_at.millis(), id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    messages::set_state(tx, item.message, DeliveryState::Queued, None)
}

/// Takes a text back. Only what is queued or held can be; of that, what an earlier attempt may have brought to
/// the carrier is only not sent again.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is on the wire, in doubt or done.
pub fn cancel(tx: &WriteTx<'_>, id: OutboxId) -> Result<Cancelled, StoreError> {
    let item = get(tx, id)?;
    match item.state {
        DeliveryState::Queued | DeliveryState::Held => give_up(tx, &item, DeliveryState::Cancelled, None),
        DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT }),
    }
}

/// Frees the lane of an unconfirmed text and leaves the text as it is: unconfirmed.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn leave(tx: &WriteTx<'_>, id: OutboxId) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    move_item(tx, &item, DeliveryState::Cancelled, None)?;
    messages::set_state(tx, item.message, DeliveryState::Unconfirmed, None)?;
    crate::threads::recompute(tx, item.thread).map(drop)
}

/// The gate stops a text: it does not go, or not again.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn block(tx: &WriteTx<'_>, id: OutboxId) -> Result<Cancelled, StoreError> {
    let item = get(tx, id)?;
    give_up(tx, &item, DeliveryState::Blocked, None)
}

/// Holds every queued item whose time has run out, and says which.
///
/// # Errors
/// The store's own.
pub fn expire(tx: &WriteTx<'_>, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    let late = rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE o.state = 'queued' AND o.expires_at <= ?1 ORDER BY o.seq"),
        params![now.millis()],
        read,
    )?;
    for item in &late {
        move_to(tx, item, DeliveryState::Held, Some(HoldReason::TooOld), None)?;
    }
    Ok(late)
}

/// Blocks everything queued or held for a number, on every channel and line, after a revocation; the one
/// confirmation of the STOP itself is let through. What may have left before stays unconfirmed. Says what was
/// blocked.
///
/// # Errors
/// The store's own.
pub fn block_all_to(tx: &WriteTx<'_>, number: &PhoneNumber) -> Result<Vec<OutboxId>, StoreError> {
    let mut waiting = waiting_for(tx, number)?;
    waiting.retain(|item| item.purpose != Purpose::StopConfirmation);
    for item in &waiting {
        give_up(tx, item, DeliveryState::Blocked, None)?;
    }
    Ok(waiting.into_iter().map(|item| item.id).collect())
}

/// Blocks everything queued or held for a number that is held for a case, whatever it is for. What may have left before
/// stays unconfirmed. Says how many.
///
/// # Errors
/// The store's own.
pub fn stop_all_to(tx: &WriteTx<'_>, number: &PhoneNumber) -> Result<usize, StoreError> {
    let waiting = waiting_for(tx, number)?;
    for item in &waiting {
        give_up(tx, item, DeliveryState::Blocked, Some(DeliveryProblem::NumberHeld))?;
    }
    Ok(waiting.len())
}

fn waiting_for(tx: &WriteTx<'_>, number: &PhoneNumber) -> Result<Vec<OutboxRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE o.to_number = ?1 AND o.state IN ('held', 'queued') ORDER BY o.seq"
        ),
        params![number.reveal()],
        read,
    )
}

/// Ends an item that will not be sent. Its text ends with it, unless it may have left before: then that is what
/// the thread goes on saying.
fn give_up(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    state: DeliveryState,
    problem: Option<DeliveryProblem>,
) -> Result<Cancelled, StoreError> {
    if may_have_left(tx, item.id)? {
        move_item(tx, item, state, None)?;
        messages::set_state(tx, item.message, DeliveryState::Unconfirmed, None)?;
        crate::threads::recompute(tx, item.thread)?;
        return Ok(Cancelled::MayHaveLeft);
    }
    move_to(tx, item, state, None, problem)?;
    Ok(Cancelled::TakenBack)
}
