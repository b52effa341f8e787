//! Texts nobody is sure of, and the evidence that ends the doubt.
//!
//! Evidence always wins: over the queue (a text that was to be sent again is not), and over a person who left
//! the text as it is. A row of the carrier is evidence for at most one text.

use foyer_carrier::CarrierMessage;
use foyer_domain::{
    Actor, DeliveryState, IdSource, MessageId, OutboxId, Private, ProviderMessageId, Span, ThreadId,
    Timestamp,
};
use foyer_policy::ConsentRules;
use foyer_store::{
    ReadTx, StoreError, WriteTx, messages,
    outbox::{self, AttemptRow, OutboxRow},
};
use serde_json::json;

use crate::{
    activity::{self, Activity},
    delivery::{self, Said},
    matching::{self, Doubt, Row},
    outcome,
};

/// How long a text can have waited before its attempt: what is older cannot be in doubt any more.
const LONGEST_STORY: Span = Span::days(14);

/// A text with attempts that had no clear answer.
#[derive(Clone, Debug)]
pub(crate) struct Doubtful {
    pub(crate) outbox: OutboxId,
    pub(crate) body: Private,
    /// When each attempt without a clear answer began, first to last.
    pub(crate) tried_at: Vec<Timestamp>,
}

impl Doubtful {
    /// For the matcher.
    pub(crate) fn doubt(&self) -> Doubt<'_, OutboxId> {
        Doubt { text: self.outbox, body: &self.body, tried_at: &self.tried_at }
    }
}

/// The texts of a thread that the carrier may have without our knowing: every one that has no carrier's id and
/// an attempt whose outcome is unknown, whatever has been decided about it since.
pub(crate) fn in_thread(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    now: Timestamp,
) -> Result<Vec<Doubtful>, StoreError> {
    let mut found = Vec::new();
    for text in messages::unbound_since(tx, thread, now.minus(LONGEST_STORY))? {
        let Some(item) = outbox::of_message(tx, text.id)? else { continue };
        if bug!(LeaveForgets) && item.state == DeliveryState::Cancelled {
            continue;
        }
        // Any of them may be the one that got through.
        let attempts = outbox::attempts(tx, item.id)?;
        let unclear = attempts.iter().filter(|attempt| attempt.is_unclear());
        let tried_at: Vec<Timestamp> = unclear.flat_map(moments).collect();
        if !tried_at.is_empty() {
            found.push(Doubtful { outbox: item.id, body: text.body, tried_at });
        }
    }
    Ok(found)
}

/// How wrong the clock may have been by which an older copy dated its texts.
const CLOCK_WRONG_BY: Span = Span::hours(26);

/// When an attempt may have reached the carrier: at its beginning, or at any hour while another copy of the store was
/// at work. Wide on purpose: rows that the copy knows are bound, so whatever is offered came after it was made.
fn moments(attempt: &AttemptRow) -> Vec<Timestamp> {
    if !attempt.is_of_an_older_copy() {
        return vec![attempt.started_at];
    }
    let end = attempt.finished_at.unwrap_or(attempt.started_at).plus(CLOCK_WRONG_BY);
    let mut at = attempt.started_at.max(end.minus(LONGEST_STORY)).minus(CLOCK_WRONG_BY);
    let mut moments = vec![at];
    while at < end {
        at = at.plus(Span::hours(1)).min(end);
        moments.push(at);
    }
    moments
}

/// A row of the carrier's list that is no text's answer, though it says what one of ours said that the carrier has
/// under another id: the patient got it twice, from us, another system or the carrier's console. Gives that text.
pub(crate) fn twin(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    row: &CarrierMessage,
    now: Timestamp,
) -> Result<Option<MessageId>, StoreError> {
    for text in messages::bound_since(tx, thread, now.minus(LONGEST_STORY))? {
        let Some(item) = outbox::of_message(tx, text.id)? else { continue };
        let attempts = outbox::attempts(tx, item.id)?;
        if attempts.iter().any(|attempt| attempt.provider_id.as_ref() == Some(&row.id)) {
            // The answer named it: the alarm was raised then.
            return Ok(None);
        }
        let tried_at: Vec<Timestamp> = attempts.iter().map(|attempt| attempt.started_at).collect();
        let asked = [Doubt { text: text.id, body: &text.body, tried_at: &tried_at }];
        let offered = [Row { row: (), body: &row.body, created_at: row.created_at }];
        if !matching::pair(&asked, &offered).is_empty() {
            return Ok(Some(text.id));
        }
    }
    Ok(None)
}

/// Says that the carrier has a text twice.
pub(crate) fn alarm(
    tx: &WriteTx<'_>,
    text: (ThreadId, MessageId),
    second: &ProviderMessageId,
    now: Timestamp,
) -> Result<(), StoreError> {
    if bug!(NoDuplicateAlarm) {
        return Ok(());
    }
    let which = json!({ "provider_id": second.as_str() });
    activity::about(tx, Activity::OutboxTwice, Actor::Carrier, text, which, now)
}

/// Binds a row of the carrier's list to the text it turned out to be.
pub(crate) fn adopt(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    id: OutboxId,
    row: &CarrierMessage,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<OutboxRow, StoreError> {
    let item = outbox::get(tx, id)?;
    let state = row.state.unwrap_or(DeliveryState::Accepted);
    outbox::confirm(tx, id, &row.id, DeliveryState::Accepted)?;
    let said = Said { state, problem: row.problem, sent_at: row.sent_at };
    let found = json!({ "provider_id": row.id.as_str() });
    activity::about(tx, Activity::OutboxFound, Actor::Carrier, (item.thread, item.message), found, now)?;
    delivery::begin_watch(tx, item.message, now)?;
    outcome::notice_went(tx, ids, &item, &row.id, row.created_at.unwrap_or(now), rules, now)?;
    delivery::hear(tx, ids, item.message, &said, now, rules)?;
    Ok(item)
}
