//! Texts that did not come through the outbox: words kept for the portal, and a past that is brought in.
//!
//! A portal card is what a hand-off kept from being texted: it has no carrier id, no state and no way into the
//! outbox. A past text is one whose carrier id is known before any listing shows it.

use crate::{
    StoreError, WriteTx,
    messages::{Columns, Insert, MessageKind, Sender},
};
use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, HandoffFact, HandoffId, LineId, MessageId, Private,
    ProviderMessageId, ThreadId, Timestamp, UserId,
};

/// Words for the portal.
#[derive(Clone, Debug)]
pub struct NewPortalCard<'a> {
    /// Its id.
    pub id: MessageId,
    /// Whose conversation.
    pub thread: ThreadId,
    /// Who wrote them.
    pub author: UserId,
    /// The words; never texted.
    pub words: &'a Private,
    /// The text that carries the link; taking it back takes the card back.
    pub link: MessageId,
    /// Now; a moment before the link in the thread.
    pub now: Timestamp,
}

/// A text of ours from before this store, as the practice's records and the carrier know it.
#[derive(Clone, Debug)]
pub struct PastText {
    /// Its id.
    pub id: MessageId,
    /// Whose conversation.
    pub thread: ThreadId,
    /// Which number.
    pub line: LineId,
    /// How it travelled.
    pub channel: Channel,
    /// Who wrote it.
    pub author: Author,
    /// What it was for.
    pub kind: MessageKind,
    /// The carrier's id.
    pub provider_id: ProviderMessageId,
    /// The words.
    pub body: Private,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub state: DeliveryState,
    /// Why it did not arrive.
    pub problem: Option<DeliveryProblem>,
}

/// Stores a portal card. Its client id names the link, so that both can be taken back together.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn insert_portal_card(tx: &WriteTx<'_>, card: &NewPortalCard<'_>) -> Result<Insert, StoreError> {
    let thread = crate::threads::get(tx, card.thread)?;
    Columns {
        id: card.id,
        thread: card.thread,
        line: thread.line,
        from: Sender::Practice(Author::Staff(card.author)),
        kind: MessageKind::PortalCard,
        body: card.words.reveal(),
        channel: thread.channel,
        client_id: Some(&card_name(card.link)),
        provider_id: None,
        created_at: card.now,
        received_at: None,
        sent_at: None,
        state: None,
        problem: None,
        media_count: 0,
        language: None,
    }
    .insert(tx)
}

/// A patient's answer that was read of in the portal.
#[derive(Clone, Copy, Debug)]
pub struct NewPortalReply {
    /// Its id.
    pub id: MessageId,
    /// Whose conversation.
    pub thread: ThreadId,
    /// The hand-off it answers; told once.
    pub handoff: HandoffId,
    /// When, by the portal.
    pub at: Timestamp,
    /// Now.
    pub now: Timestamp,
}

/// Stores that the patient answered in the portal. The words are read there.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn insert_portal_reply(tx: &WriteTx<'_>, reply: &NewPortalReply) -> Result<Insert, StoreError> {
    let thread = crate::threads::get(tx, reply.thread)?;
    Columns {
        id: reply.id,
        thread: reply.thread,
        line: thread.line,
        from: Sender::Patient,
        kind: MessageKind::PortalReply,
        body: "",
        channel: thread.channel,
        client_id: Some(&format!("answer-to-{}", reply.handoff)),
        provider_id: None,
        created_at: reply.at,
        received_at: Some(reply.now),
        sent_at: None,
        state: None,
        problem: None,
        media_count: 0,
        language: None,
    }
    .insert(tx)
}

/// Removes a card whose words did not get to the portal.
///
/// # Errors
/// The store's own.
pub fn remove_portal_card(tx: &WriteTx<'_>, card: MessageId) -> Result<(), StoreError> {
    let row = crate::messages::get(tx, card)?;
    crate::messages::remove(tx, card)?;
    crate::threads::recompute(tx, row.thread).map(drop)
}

/// Removes the card of a hand-off whose first link was taken back, and gives its words; `None` when `link` is no
/// hand-off's, or a later one of it. The hand-off counts as taken back.
///
/// # Errors
/// The store's own.
pub fn take_portal_card(
    tx: &WriteTx<'_>,
    link: MessageId,
    now: Timestamp,
) -> Result<Option<Private>, StoreError> {
    let name = card_name(link);
    let Some(card) =
        crate::messages::find_by_client_id(tx, &name)?.filter(|row| row.kind == MessageKind::PortalCard)
    else {
        return Ok(None);
    };
    let handoff = crate::handoffs::of_card(tx, card.id)?;
    if handoff.as_ref().is_some_and(|handoff| handoff.target.by_hand()) {
        // What a person has pasted only a person can take out: the words stay where they are.
        return Ok(None);
    }
    crate::messages::remove(tx, card.id)?;
    crate::threads::recompute(tx, card.thread)?;
    if let Some(handoff) = handoff {
        crate::handoffs::record(tx, handoff.id, HandoffFact::TakenBack, None, None, now)?;
        crate::handoffs::look_again(tx, handoff.id, Some(now))?;
    }
    Ok(Some(card.body))
}

/// Stores a text of ours from before this store.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread or line is none.
pub fn insert_past(tx: &WriteTx<'_>, past: &PastText) -> Result<Insert, StoreError> {
    Columns {
        id: past.id,
        thread: past.thread,
        line: past.line,
        from: Sender::Practice(past.author),
        kind: past.kind,
        body: past.body.reveal(),
        channel: past.channel,
        client_id: None,
        provider_id: Some(&past.provider_id),
        created_at: past.at,
        received_at: Some(past.at),
        sent_at: Some(past.at),
        state: Some(past.state),
        problem: past.problem,
        media_count: 0,
        language: None,
    }
    .insert(tx)
}

fn card_name(link: MessageId) -> String {
    format!("card-of-{link}")
}
