//! A text that confirms a visit: *C* or *SÍ* after a reminder. It answers what was said last, so a question that
//! somebody asked in between is not answered by it; and it is still a text that a person may read.

use foyer_domain::{Actor, Author, ThreadId, Timestamp};
use foyer_policy::reminder;
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    batches::{self, OpenReminder},
    messages::{self, MessageKind, MessageRow, Sender},
    threads,
};

use crate::record::{self, Act};

/// Texts of the conversation before it that are looked at.
const LATEST: u32 = 20;

/// Reads what came after reminders, each text once. Gives the conversations in which a visit was confirmed.
pub(crate) fn step(tx: &WriteTx<'_>, now: Timestamp) -> Result<Vec<ThreadId>, StoreError> {
    let mut confirmed = Vec::new();
    for one in batches::open_reminders(tx, now)? {
        let text = messages::get(tx, one.heard)?;
        if !reminder::confirms(text.body.reveal()) || !answers(tx, &one, &text)? {
            batches::read_past(tx, &one)?;
            continue;
        }
        // A visit is confirmed once, however often they write C.
        if !batches::confirm(tx, &one, now)? {
            continue;
        }
        settle(tx, &text)?;
        let (act, thread) = (Act::VisitConfirmed, Some(text.thread));
        record::by(tx, Actor::Patient, act, thread, Some(text.id.uuid()), serde_json::json!({}), now)?;
        confirmed.push(text.thread);
    }
    Ok(confirmed)
}

/// Whether the reminder is the last thing that was said to them before.
fn answers(tx: &ReadTx<'_>, one: &OpenReminder, text: &MessageRow) -> Result<bool, StoreError> {
    let before = messages::page(tx, text.thread, Some((text.created_at, text.seq)), LATEST)?;
    let said = before.into_iter().find(|row| match row.from {
        Sender::Patient => false,
        Sender::Practice(Author::Elsewhere) => row.kind != MessageKind::StopConfirmation,
        Sender::Practice(author @ (Author::Staff(_) | Author::Foyer)) => {
            // What Foyer says by itself asks nothing, but for the notice; what never left was not said.
            let asks = author != Author::Foyer || row.kind == MessageKind::Notice;
            asks && row.state.is_some_and(foyer_domain::DeliveryState::may_have_left)
        }
    });
    Ok(said.is_some_and(|row| row.id == one.message))
}

/// Nobody has to answer a confirmation, nor to read it: the thread and the page of the batch say it. What they wrote
/// before it still waits.
fn settle(tx: &WriteTx<'_>, text: &MessageRow) -> Result<(), StoreError> {
    let mut facts = threads::get(tx, text.thread)?.facts;
    if facts.waiting_since != Some(text.created_at) {
        return Ok(());
    }
    let heard_at = text.received_at.unwrap_or(text.created_at);
    facts.settled_at =
        facts.settled_at.max(Some(Timestamp::from_millis(heard_at.millis().saturating_add(1))));
    if facts.unread == 1 {
        facts = facts.after_read();
    }
    threads::save_facts(tx, text.thread, &facts)?;
    threads::recompute(tx, text.thread).map(drop)
}
