//! What a person decides about a text that waits. Each is one transaction of the caller's, audited with who.

use foyer_domain::{Actor, DeliveryState, MessageId, Span, Timestamp, UserId};
use foyer_store::{StoreError, WriteTx, messages, outbox};
use serde_json::json;

use crate::activity::{self, Activity};

/// A decision about an unconfirmed or held text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Look in the carrier's list once more; can do no harm. Tell [`crate::EngineHandle::check_again`] too.
    CheckAgain,
    /// Send it again (an unconfirmed one may arrive twice), or let a held one go. The gate is asked again.
    SendAgain,
    /// Free the thread and leave the text as it is: unconfirmed stays unconfirmed, held is taken back.
    LeaveIt,
}

/// Does what a person decided. `keep_for` is how long a text that is sent again may wait.
///
/// # Errors
/// [`StoreError::NotFound`] for a text that never waited; [`StoreError::Conflict`] for one that is neither
/// unconfirmed nor held any more: then there is nothing to decide, and the thread shows why.
pub fn resolve(
    tx: &WriteTx<'_>,
    message: MessageId,
    resolution: Resolution,
    by: UserId,
    keep_for: Span,
    now: Timestamp,
) -> Result<(), StoreError> {
    let item = outbox::of_message(tx, message)?.ok_or(StoreError::NotFound { table: "outbox" })?;
    let unconfirmed = item.state == DeliveryState::Unconfirmed;
    if !unconfirmed && item.state != DeliveryState::Held {
        return Err(nothing_to_decide());
    }
    let activity = match resolution {
        Resolution::CheckAgain if unconfirmed => Activity::OutboxChecked,
        Resolution::CheckAgain => return Err(nothing_to_decide()),
        Resolution::SendAgain => {
            outbox::release(tx, item.id, now, now.plus(keep_for))?;
            Activity::OutboxSentAgain
        }
        Resolution::LeaveIt if unconfirmed => {
            // The lane is free; the bubble goes on saying what is true, and late evidence still finds it.
            outbox::set_state(tx, item.id, DeliveryState::Cancelled, None)?;
            messages::set_state(tx, message, DeliveryState::Unconfirmed, None)?;
            Activity::OutboxLeft
        }
        Resolution::LeaveIt => {
            outbox::cancel(tx, item.id)?;
            Activity::OutboxCancelled
        }
    };
    let was = json!({ "was": item.state.as_str() });
    activity::about(tx, activity, Actor::User(by), (item.thread, message), was, now)
}

/// Takes a text back before it leaves.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is too late: the attempt has begun.
pub fn cancel(tx: &WriteTx<'_>, message: MessageId, by: UserId, now: Timestamp) -> Result<(), StoreError> {
    let item = outbox::of_message(tx, message)?.ok_or(StoreError::NotFound { table: "outbox" })?;
    outbox::cancel(tx, item.id)?;
    let was = json!({ "was": item.state.as_str() });
    activity::about(tx, Activity::OutboxCancelled, Actor::User(by), (item.thread, message), was, now)
}

/// The store's word for a change that no longer fits.
const fn nothing_to_decide() -> StoreError {
    StoreError::Conflict { code: 19 }
}
