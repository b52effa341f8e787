//! What stops a text at the last moment, so that a person looks at it again: its time is over, the time it names
//! has passed, somebody wrote in its thread since it was confirmed, or a text from its number could not be read and may
//! be a STOP.
//!
//! Whether it *may* go is the gate's to say; this is whether it still *makes sense*. A person who lets it go has
//! seen what happened until then: only what came after their word counts the next time.

use foyer_domain::{Author, DeliveryState, Span, Timestamp};
use foyer_policy::Purpose;
use foyer_store::{
    ReadTx, StoreError,
    messages::{self, MessageKind, MessageRow, Sender},
    outbox::{HoldReason, OutboxRow},
    quarantine,
};

use crate::{EngineSettings, named_times};

/// A text that leaves within this of being confirmed was written with what the screen showed: whoever wrote in
/// that moment is answered by the next text, as in any conversation.
const AT_ONCE: Span = Span::minutes(1);

/// The most texts of the thread that are looked at.
const LATEST: u32 = 50;

/// The reason to stop, if there is one. A notice and the answer to a STOP are fixed words that stay true.
pub(crate) fn second_look(
    tx: &ReadTx<'_>,
    item: &OutboxRow,
    settings: &EngineSettings,
    now: Timestamp,
) -> Result<Option<HoldReason>, StoreError> {
    if item.expires_at <= now && !bug!(SendPastTime) {
        return Ok(Some(HoldReason::TooOld));
    }
    // Foyer's confirmation of a STOP is the one text that such a text asks for.
    if item.purpose != Purpose::StopConfirmation && quarantine::may_have_stopped(tx, &item.to)? {
        return Ok(Some(HoldReason::UnreadText));
    }
    match item.purpose {
        Purpose::Reply | Purpose::PortalLink | Purpose::AfterHours | Purpose::Reminder => {}
        Purpose::Notice | Purpose::StopConfirmation => return Ok(None),
    }
    let confirmed = item.queued_at.max(item.not_before.min(now));
    if now.since(confirmed) <= AT_ONCE {
        return Ok(None);
    }
    let text = messages::get(tx, item.message)?;
    if !bug!(StaleGoes) && named_times::passed_between(text.body.reveal(), confirmed, now, settings.time_zone)
    {
        return Ok(Some(HoldReason::NamedTimePassed));
    }
    let since = messages::page(tx, item.thread, None, LATEST)?;
    let overtaken = since.iter().any(|other| overtakes(other, &text, confirmed));
    Ok(overtaken.then_some(HoldReason::ContextChanged))
}

/// Whether a text of the thread came after this one was confirmed, and from somebody else. What waits in the same
/// lane has not been said yet, and Foyer's own fixed texts answer nobody.
fn overtakes(other: &MessageRow, text: &MessageRow, confirmed: Timestamp) -> bool {
    if other.id == text.id {
        return false;
    }
    let heard_at = other.received_at.unwrap_or(other.created_at);
    match other.from {
        // Who writes once more while the office is closed is told the same.
        Sender::Patient => {
            heard_at > confirmed && other.kind == MessageKind::Text && text.kind != MessageKind::AfterHours
        }
        Sender::Practice(Author::Foyer) => false,
        Sender::Practice(author @ (Author::Staff(_) | Author::Elsewhere)) => {
            let by_another = text.from != Sender::Practice(author);
            let said = other.provider_id.is_some()
                && !matches!(other.kind, MessageKind::StopConfirmation | MessageKind::Reminder)
                && !matches!(other.state, Some(DeliveryState::Failed | DeliveryState::Undelivered));
            by_another && said && other.created_at.max(heard_at) > confirmed
        }
    }
}
