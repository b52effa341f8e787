//! What a person decides about a text that waits. Each is one transaction of the caller's, audited with who.

use foyer_domain::{Actor, DeliveryState, MessageId, Private, Span, Timestamp, UserId};
use foyer_policy::Purpose;
use foyer_store::{
    StoreError, WriteTx,
    drafts::{self, DraftKind, DraftRow},
    messages,
    outbox::{self, HoldReason, OutboxRow},
    past, quarantine,
};
use serde_json::json;

use crate::activity::{self, Activity};

/// A decision about an unconfirmed or held text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Look in the carrier's list once more; can do no harm. Tell [`crate::EngineHandle::check_again`] too.
    CheckAgain,
    /// Send it again (an unconfirmed one may arrive twice), or let a held one go. The gate is asked again.
    SendAgain,
    /// Free the thread and leave the text as it is: what may have left stays unconfirmed, what never did is
    /// taken back. Words for the portal whose link is taken back become the person's draft.
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
            if item.hold_reason == Some(HoldReason::UnreadText) {
                // Whoever lets it go was told that the patient may have said STOP.
                quarantine::looked(tx, &item.to, by, now)?;
            }
            outbox::release(tx, item.id, now, now.plus(keep_for))?;
            Activity::OutboxSentAgain
        }
        Resolution::LeaveIt if unconfirmed => {
            // The lane is free; the bubble goes on saying what is true, and late evidence still finds it.
            outbox::leave(tx, item.id)?;
            Activity::OutboxLeft
        }
        Resolution::LeaveIt => match outbox::cancel(tx, item.id)? {
            outbox::Cancelled::TakenBack => {
                if let Some(words) = past::take_portal_card(tx, message, now)? {
                    keep_as_draft(tx, &item, words, by, now)?;
                }
                Activity::OutboxCancelled
            }
            outbox::Cancelled::MayHaveLeft => Activity::OutboxLeft,
        },
    };
    let was = json!({ "was": item.state.as_str(), "hold": item.hold_reason.map(HoldReason::as_str) });
    activity::about(tx, activity, Actor::User(by), (item.thread, message), was, now)
}

/// What came of taking a text back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It never left. Its words, for whoever wants to write on; of a hand-off the words that were for the
    /// portal, whose card is gone with the link.
    TakenBack(Private),
    /// An earlier attempt may have reached the patient. It is not sent again and stays unconfirmed in the
    /// conversation: giving the words back would invite a second text. Later evidence still finds it.
    MayHaveLeft,
}

/// Takes a text back before it leaves.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is too late: the attempt has begun.
pub fn cancel(
    tx: &WriteTx<'_>,
    message: MessageId,
    by: UserId,
    now: Timestamp,
) -> Result<Cancelled, StoreError> {
    let item = outbox::of_message(tx, message)?.ok_or(StoreError::NotFound { table: "outbox" })?;
    if bug!(CancelAnytime) && item.state != DeliveryState::Cancelled {
        outbox::set_state(tx, item.id, DeliveryState::Cancelled, None)?;
        activity::about(
            tx,
            Activity::OutboxCancelled,
            Actor::User(by),
            (item.thread, message),
            json!({}),
            now,
        )?;
        return Ok(Cancelled::TakenBack(messages::get(tx, message)?.body));
    }
    let told = match outbox::cancel(tx, item.id)? {
        outbox::Cancelled::MayHaveLeft if bug!(CancelLies) => outbox::Cancelled::TakenBack,
        told => told,
    };
    let (cancelled, activity) = match told {
        outbox::Cancelled::TakenBack => {
            let words = match past::take_portal_card(tx, message, now)? {
                Some(words) => words,
                // A link sent again has fixed words, which are nobody's draft.
                None if item.purpose == Purpose::PortalLink => Private::new(""),
                None => messages::get(tx, message)?.body,
            };
            (Cancelled::TakenBack(words), Activity::OutboxCancelled)
        }
        outbox::Cancelled::MayHaveLeft => (Cancelled::MayHaveLeft, Activity::OutboxLeft),
    };
    let was = json!({ "was": item.state.as_str() });
    activity::about(tx, activity, Actor::User(by), (item.thread, message), was, now)?;
    Ok(cancelled)
}

/// Words that were for the portal must not get lost with their card: they go below what is being written.
fn keep_as_draft(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    words: Private,
    by: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (thread, kind) = (item.thread, DraftKind::Text);
    let body = match drafts::load(tx, thread, by, kind)? {
        Some(draft) => Private::new(format!("{}\n\n{}", draft.body.reveal(), words.reveal())),
        None => words,
    };
    drafts::save(tx, &DraftRow { thread, user: by, kind, body, updated_at: now })
}

/// The store's word for a change that no longer fits.
const fn nothing_to_decide() -> StoreError {
    StoreError::Conflict { code: 19 }
}
