//! What the carrier says about texts it has: states climb and never fall, whatever order reports come in.

use foyer_domain::{
    Actor, DeliveryProblem, DeliveryReport, DeliveryState, IdSource, MessageId, ProviderMessageId, Span,
    ThreadId, ThreadState, Timestamp, fold_reports,
};
use foyer_policy::{ConsentEventKind, ConsentRules};
use foyer_store::{
    StoreError, WriteTx, households,
    messages::{self, MessageKind},
    reports::{self, WatchRow},
    threads,
};

use crate::{
    activity,
    consenting::{self, Fact},
};

/// When to ask about a text, counted from when the carrier took it. After the last, `sent` may be
/// all that is ever known.
pub(crate) const ASK_AFTER: [Span; 8] = [
    Span::seconds(5),
    Span::seconds(15),
    Span::seconds(60),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(6),
    Span::hours(24),
    Span::hours(72),
];

/// How long to wait for the question after `asked` ones; `None` after the last.
pub(crate) fn wait_after(asked: u32) -> Option<Span> {
    let step = usize::try_from(asked).unwrap_or(usize::MAX);
    let this = ASK_AFTER.get(step)?;
    let before = step.checked_sub(1).and_then(|step| ASK_AFTER.get(step)).copied().unwrap_or(Span::ZERO);
    Some(Span::millis(this.as_millis().saturating_sub(before.as_millis())))
}

/// Begins to ask about a text the carrier took.
pub(crate) fn begin_watch(tx: &WriteTx<'_>, message: MessageId, now: Timestamp) -> Result<(), StoreError> {
    match wait_after(0) {
        Some(wait) => reports::watch(tx, &WatchRow { message, next_check_at: now.plus(wait), step: 0 }),
        None => Ok(()),
    }
}

/// One thing the carrier said about a text.
pub(crate) struct Said {
    pub(crate) state: DeliveryState,
    pub(crate) problem: Option<DeliveryProblem>,
    pub(crate) sent_at: Option<Timestamp>,
}

/// Keeps what the carrier said, if it is news. Returns the thread that changed. A notice that arrived, or will
/// not, is a fact about consent too: a YES to a notice nobody got cannot count.
pub(crate) fn hear(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    message: MessageId,
    said: &Said,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<Option<ThreadId>, StoreError> {
    let text = messages::get(tx, message)?;
    let report = DeliveryReport { state: said.state, problem: said.problem, seen_at: now };
    let known = text.state.map(|state| DeliveryReport { state, problem: text.problem, seen_at: now });
    let facts: Vec<DeliveryReport> = known.into_iter().chain([report]).collect();
    let after = fold_reports(&facts);
    if bug!(ReportsDropped) {
        return Ok(None);
    }
    if bug!(StateFalls) {
        messages::set_state(tx, message, said.state, said.problem)?;
        return Ok(Some(text.thread));
    }
    if after == text.state.map(|state| (state, text.problem)) {
        return Ok(None);
    }
    let state = reports::add(tx, message, &report)?;
    if let Some(at) = said.sent_at.filter(|_| text.sent_at.is_none()) {
        messages::set_sent_at(tx, message, at)?;
    }
    if state.is_final() {
        reports::unwatch(tx, message)?;
    }
    if text.state != Some(state) {
        if matches!(state, DeliveryState::Failed | DeliveryState::Undelivered) {
            back_on_the_desk(tx, text.thread)?;
        }
        activity::reported(tx, (text.thread, message), state, now)?;
        if text.kind == MessageKind::Notice {
            notice_moved(tx, ids, (text.thread, message), text.provider_id, state, now, rules)?;
        }
    }
    Ok(Some(text.thread))
}

/// What did not arrive is somebody's work again, whatever was closed or put off in the belief that it would.
fn back_on_the_desk(tx: &WriteTx<'_>, thread: ThreadId) -> Result<(), StoreError> {
    let facts = threads::get(tx, thread)?.facts;
    match facts.state {
        ThreadState::Open => Ok(()),
        ThreadState::Snoozed { .. } | ThreadState::Closed { .. } => {
            threads::save_facts(tx, thread, &facts.reopened())
        }
    }
}

fn notice_moved(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    (thread, message): (ThreadId, MessageId),
    provider_id: Option<ProviderMessageId>,
    state: DeliveryState,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<(), StoreError> {
    let kind = match state {
        DeliveryState::Delivered => ConsentEventKind::NoticeDelivered { message },
        DeliveryState::Undelivered | DeliveryState::Failed => ConsentEventKind::NoticeFailed { message },
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => return Ok(()),
    };
    let row = threads::get(tx, thread)?;
    let mut party = consenting::party_of(&row);
    party.patient = households::meant(tx, message, row.patient)?;
    let fact = Fact {
        thread,
        party: &party,
        kind,
        at: now,
        actor: Actor::Carrier,
        message: Some(message),
        provider_id,
        notice: None,
    };
    consenting::record(tx, ids, fact, now)?;
    consenting::refresh(tx, &party, thread, now, rules).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_fade_and_end() {
        let waits: Vec<Span> = (0..).map_while(wait_after).collect();
        assert_eq!(waits.len(), ASK_AFTER.len());
        let whole =
            waits.iter().fold(Span::ZERO, |sum, wait| Span::millis(sum.as_millis() + wait.as_millis()));
        assert_eq!(whole, Span::hours(72));
        assert_eq!(wait_after(0), Some(Span::seconds(5)));
        assert_eq!(wait_after(u32::MAX), None);
    }
}
