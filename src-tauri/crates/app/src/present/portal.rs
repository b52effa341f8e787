//! Hand-offs and the portal, in the window's words.

use foyer_domain::{DeliveryState, HandoffFact, HandoffState, HandoffTarget, Timestamp};
use foyer_policy::handoff::NotCovered;
use foyer_store::{
    ReadTx, StoreError,
    handoffs::{self, HandoffRow},
    messages,
    portal_accounts::{AccountRow, AccountStanding},
};

use super::{handoff_preview, plain_refusal};
use crate::{
    desk::Desk,
    portal::handing::can_take_back,
    wire::{
        self, HandoffInfo, HandoffStateKind, HandoffSuggestion, HandoffTargetKind, PortalAccountInfo,
        PortalAccountKind, RefusalKind, WayOn,
    },
};

/// Why nothing may be handed off.
pub(crate) const fn not_covered(why: NotCovered) -> RefusalKind {
    match why {
        NotCovered::Missing | NotCovered::NotYet { .. } => RefusalKind::PortalNotCovered,
        NotCovered::Ended { .. } => RefusalKind::PortalCoverEnded,
    }
}

/// A refusal of a hand-off.
pub(crate) fn portal_refusal(kind: RefusalKind, ways: &[WayOn]) -> wire::Refusal {
    wire::Refusal { ways: ways.to_vec(), ..plain_refusal(kind) }
}

/// Where words go.
pub(crate) const fn handoff_target(target: HandoffTarget) -> HandoffTargetKind {
    match target {
        HandoffTarget::Portal => HandoffTargetKind::Portal,
        HandoffTarget::PortalByHand => HandoffTargetKind::PortalByHand,
        HandoffTarget::SecureEmail => HandoffTargetKind::SecureEmail,
        HandoffTarget::Call => HandoffTargetKind::Call,
    }
}

/// Where words go, as the window asked.
pub(crate) const fn target_of(kind: HandoffTargetKind) -> HandoffTarget {
    match kind {
        HandoffTargetKind::Portal => HandoffTarget::Portal,
        HandoffTargetKind::PortalByHand => HandoffTarget::PortalByHand,
        HandoffTargetKind::SecureEmail => HandoffTarget::SecureEmail,
        HandoffTargetKind::Call => HandoffTarget::Call,
    }
}

const fn handoff_state(state: HandoffState) -> HandoffStateKind {
    match state {
        HandoffState::Offered => HandoffStateKind::Offered,
        HandoffState::Delivered => HandoffStateKind::Delivered,
        HandoffState::Expired => HandoffStateKind::Expired,
        HandoffState::Opened => HandoffStateKind::Opened,
        HandoffState::Answered => HandoffStateKind::Answered,
        HandoffState::TakenBack => HandoffStateKind::TakenBack,
    }
}

/// A hand-off on its card.
pub(crate) fn handoff_info(
    desk: &Desk,
    tx: &ReadTx<'_>,
    row: &HandoffRow,
) -> Result<HandoffInfo, StoreError> {
    let events = handoffs::events(tx, row.id)?;
    let since = events.iter().map(|one| one.event.at).max().unwrap_or(row.created_at);
    let reminded = events.iter().any(|one| one.event.fact == HandoffFact::Reminded);
    let there = matches!(row.state, HandoffState::Delivered | HandoffState::Expired);
    let without_link = row.target.texts_a_link() && row.link.is_none();
    let link_failed = there && row.target.texts_a_link() && !without_link && !link_is_out(tx, row)?;
    let unopened = reminded && there;
    let offered = row.state == HandoffState::Offered;
    Ok(HandoffInfo {
        id: row.id.to_string(),
        target: handoff_target(row.target),
        state: handoff_state(row.state),
        since_at: since.millis(),
        link_failed,
        without_link,
        unopened,
        can_send_link: row.target.texts_a_link() && (link_failed || (unopened && !without_link)),
        can_check_off: offered && row.target.by_hand(),
        can_open_portal: offered
            && row.target == HandoffTarget::PortalByHand
            && desk.portals.settings().staff_page().is_some(),
        can_take_back: can_take_back(row) && (row.target.by_hand() || row.state == HandoffState::Delivered),
    })
}

/// Whether the link went, or may still go.
fn link_is_out(tx: &ReadTx<'_>, row: &HandoffRow) -> Result<bool, StoreError> {
    let Some(link) = row.link else { return Ok(false) };
    let text = match messages::get(tx, link) {
        Ok(text) => text,
        // Named before it was queued, and then the gate said no.
        Err(StoreError::NotFound { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(text.state.is_none_or(|state| match state {
        DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => false,
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered => true,
    }))
}

/// What a text that came in suggests.
pub(crate) fn suggestion(message: String, urgent: bool, invite: Option<String>) -> HandoffSuggestion {
    HandoffSuggestion { message, urgent, invite: invite.map(|text| handoff_preview(text, None)) }
}

/// A patient's account.
pub(crate) fn portal_account(account: &AccountRow) -> PortalAccountInfo {
    PortalAccountInfo {
        standing: match account.standing {
            AccountStanding::Unknown => PortalAccountKind::Unknown,
            AccountStanding::Active => PortalAccountKind::Active,
            AccountStanding::Nothing => PortalAccountKind::Nothing,
        },
        seen_at: account.seen_at.map(Timestamp::millis),
        record_number: account.record_number.as_ref().map(|number| number.reveal().to_owned()),
    }
}
