//! What came of an attempt, written down: state, carrier's id, audit, and what it says about consent.

use foyer_carrier::{Capabilities, NotSentReason, SubmitOutcome, UnknownReason};
use foyer_domain::{Actor, DeliveryProblem, DeliveryState, IdSource, ProviderMessageId, Span, Timestamp};
use foyer_policy::{
    ConsentEventKind, ConsentRules, Party, Purpose, RevocationBasis, late_answer, notice, recording_time,
};
use foyer_store::{
    StoreError, WriteTx, consent,
    messages::{self, Sender},
    outbox::{self, AttemptOutcome, AttemptRow, OutboxRow},
    threads,
};
use serde_json::json;

use crate::{
    NextStep,
    activity::{self, Activity, fault_word},
    consenting::{self, Fact},
    delivery::{self, Said},
    doubt,
};

/// Room left before a carrier forgets a key.
const KEY_MARGIN: Span = Span::minutes(10);

/// An attempt that has come back.
pub(crate) struct Settling<'a> {
    pub(crate) item: &'a OutboxRow,
    pub(crate) attempt: i64,
    pub(crate) capabilities: Capabilities,
    pub(crate) rules: &'a ConsentRules,
    pub(crate) now: Timestamp,
}

/// Writes down what came of an attempt, and says what it means for the line.
pub(crate) fn settle(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    at: &Settling<'_>,
    outcome: &SubmitOutcome,
) -> Result<NextStep, StoreError> {
    let item = at.item;
    let mistaken = mistaken(outcome);
    match mistaken.as_ref().unwrap_or(outcome) {
        SubmitOutcome::Accepted { id, state, created_at } => {
            if belongs_to_another(tx, item, id)? {
                // A carrier that gives one id to two texts has told nothing about this one.
                return unsure(tx, at, "repeated_id");
            }
            let known_as = messages::get(tx, item.message)?.provider_id;
            if known_as.is_some_and(|known| known != *id) {
                // An earlier attempt was found while this one was on its way: the patient has it twice.
                let twice = AttemptOutcome::Twice { provider_id: id.clone() };
                outbox::finish_attempt(tx, at.attempt, &twice, at.now)?;
                say(tx, Activity::OutboxAccepted, at, json!({ "provider_id": id.as_str() }))?;
                // If the list has shown the second, it has alarmed.
                if messages::find_by_provider_id(tx, item.line, id)?.is_none() {
                    doubt::alarm(tx, (item.thread, item.message), id, at.now)?;
                }
                return Ok(NextStep::Sent(item.message));
            }
            let accepted =
                AttemptOutcome::Accepted { provider_id: id.clone(), state: DeliveryState::Accepted };
            outbox::finish_attempt(tx, at.attempt, &accepted, at.now)?;
            if !bug!(AcceptedNotAudited) {
                say(tx, Activity::OutboxAccepted, at, json!({ "provider_id": id.as_str() }))?;
            }
            delivery::begin_watch(tx, item.message, at.now)?;
            notice_went(tx, ids, item, id, created_at.unwrap_or(at.now), at.rules, at.now)?;
            let said = Said { state: *state, problem: None, sent_at: None };
            delivery::hear(tx, ids, item.message, &said, at.now, at.rules)?;
            Ok(NextStep::Sent(item.message))
        }
        SubmitOutcome::Rejected(rejection) => {
            let rejected = AttemptOutcome::Rejected { problem: rejection.problem, code: rejection.code };
            outbox::finish_attempt(tx, at.attempt, &rejected, at.now)?;
            if rejection.problem == DeliveryProblem::OptedOut && !bug!(OptOutCodeIgnored) {
                opted_out(tx, ids, at)?;
            }
            if bug!(FailedWhileInDoubt) {
                outbox::set_state(tx, item.id, DeliveryState::Failed, Some(rejection.problem))?;
            }
            let why = json!({ "problem": rejection.problem.as_str(), "code": rejection.code });
            say(tx, Activity::OutboxRejected, at, why)?;
            Ok(NextStep::Refused(item.message))
        }
        SubmitOutcome::Paused(fault) => {
            let reason = fault_word(*fault);
            let paused = AttemptOutcome::Paused { reason, retry_at: item.not_before };
            outbox::finish_attempt(tx, at.attempt, &paused, at.now)?;
            say(tx, Activity::OutboxPaused, at, json!({ "fault": reason }))?;
            Ok(NextStep::Paused(*fault))
        }
        SubmitOutcome::NotSent { reason, retry_after } => {
            let word = not_sent_word(*reason);
            outbox::finish_attempt(
                tx,
                at.attempt,
                &AttemptOutcome::NotSent { reason: word, retry_at: item.not_before },
                at.now,
            )?;
            say(tx, Activity::OutboxNotSent, at, json!({ "reason": word }))?;
            Ok(NextStep::NotSent { item: item.id, outage: reason.outage(), retry_after: *retry_after })
        }
        SubmitOutcome::Unknown(reason) => {
            let step = unsure(tx, at, unknown_word(*reason))?;
            if !key_still_holds(tx, at)? {
                return Ok(step);
            }
            // When it was confirmed stays what it was: whoever wrote since then still stops it.
            outbox::release(tx, item.id, item.not_before, item.expires_at)?;
            Ok(NextStep::NotSent {
                item: item.id,
                outage: foyer_domain::Outage::CarrierDown,
                retry_after: None,
            })
        }
    }
}

/// Attempts that never got an outcome, because the process ended: nobody knows.
pub(crate) fn nobody_knows(tx: &WriteTx<'_>, open: &[AttemptRow], now: Timestamp) -> Result<(), StoreError> {
    for attempt in open {
        let item = outbox::get(tx, attempt.outbox)?;
        if bug!(RequeueAfterCrash) {
            let again = AttemptOutcome::NotSent { reason: "interrupted", retry_at: now };
            outbox::finish_attempt(tx, attempt.seq, &again, now)?;
            let (text, why) = ((item.thread, item.message), json!({ "reason": "interrupted" }));
            activity::about(tx, Activity::OutboxNotSent, Actor::System, text, why, now)?;
            continue;
        }
        outbox::finish_attempt(tx, attempt.seq, &AttemptOutcome::Unknown { reason: "interrupted" }, now)?;
        let (text, why) = ((item.thread, item.message), json!({ "reason": "interrupted" }));
        activity::about(tx, Activity::OutboxUnconfirmed, Actor::System, text, why, now)?;
    }
    Ok(())
}

/// A notice or a farewell that the carrier took is a fact about consent; other texts are not.
pub(crate) fn notice_went(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    item: &OutboxRow,
    provider_id: &ProviderMessageId,
    at: Timestamp,
    rules: &ConsentRules,
    now: Timestamp,
) -> Result<(), StoreError> {
    let message = item.message;
    let kind = match item.purpose {
        Purpose::Notice => {
            // The fixed words tell their edition and language.
            let body = messages::get(tx, message)?.body;
            let Some((version, language)) = notice::which(rules.notices, body.reveal()) else {
                return Ok(());
            };
            ConsentEventKind::NoticeSent { message, version: version.version.to_owned(), language }
        }
        Purpose::StopConfirmation => ConsentEventKind::FarewellSent { message },
        Purpose::Reply | Purpose::PortalLink | Purpose::AfterHours | Purpose::Reminder => return Ok(()),
    };
    let thread = threads::get(tx, item.thread)?;
    let party = consenting::party_at(tx, &thread, item)?;
    let fact = Fact {
        thread: item.thread,
        party: &party,
        kind,
        at,
        actor: Actor::System,
        message: Some(message),
        provider_id: Some(provider_id.clone()),
        notice: None,
    };
    consenting::record(tx, ids, fact, now)?;
    if item.purpose == Purpose::Notice {
        hear_late_answer(tx, ids, item, &party, at, rules, now)?;
    }
    consenting::refresh(tx, &party, item.thread, now, rules).map(drop)
}

/// The patient may have answered while nobody knew that the notice had gone: then their YES or NO was read as a
/// stray word, and means what it says only now.
fn hear_late_answer(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    item: &OutboxRow,
    party: &Party,
    notice_at: Timestamp,
    rules: &ConsentRules,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut texts = messages::inbound_since(tx, item.thread, notice_at)?;
    // What came after a reminder answers the reminder.
    let mut first = texts.len();
    for (place, text) in texts.iter().enumerate() {
        if messages::reminded_between(tx, item.thread, notice_at, text.created_at)? {
            first = place;
            break;
        }
    }
    texts.truncate(first);
    let said: Vec<_> = texts.iter().map(|text| (text.id, text.created_at, text.body.reveal())).collect();
    let facts = consent::for_number(tx, &party.number)?;
    let Some(answer) = late_answer(item.message, notice_at, &said, &facts, party, rules) else {
        return Ok(());
    };
    let provider_id =
        texts.iter().find(|text| text.id == answer.message).and_then(|text| text.provider_id.clone());
    let fact = Fact {
        thread: item.thread,
        party,
        kind: answer.kind,
        at: answer.at,
        actor: Actor::Patient,
        message: Some(answer.message),
        provider_id,
        notice: Some(answer.notice),
    };
    consenting::record(tx, ids, fact, now).map(drop)
}

/// The carrier knows of a STOP that Foyer never saw.
fn opted_out(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    at: &Settling<'_>,
) -> Result<(), StoreError> {
    let item = at.item;
    if outbox::may_have_left(tx, item.id)? && !bug!(FailedWhileInDoubt) {
        outbox::block(tx, item.id)?;
    } else {
        outbox::set_state(tx, item.id, DeliveryState::Blocked, Some(DeliveryProblem::OptedOut))?;
    }
    let thread = threads::get(tx, item.thread)?;
    let party = consenting::party_at(tx, &thread, item)?;
    let known = consent::for_number(tx, &item.to)?;
    let fact = Fact {
        thread: item.thread,
        party: &party,
        kind: ConsentEventKind::Revoked(RevocationBasis::Carrier),
        // The carrier blocks the number now, however slow this clock is: no START that is known came after.
        at: recording_time(&known, at.now),
        actor: Actor::Carrier,
        message: Some(item.message),
        provider_id: None,
        notice: None,
    };
    consenting::record(tx, ids, fact, at.now)?;
    consenting::refresh(tx, &party, item.thread, at.now, at.rules).map(drop)
}

fn unsure(tx: &WriteTx<'_>, at: &Settling<'_>, reason: &'static str) -> Result<NextStep, StoreError> {
    outbox::finish_attempt(tx, at.attempt, &AttemptOutcome::Unknown { reason }, at.now)?;
    say(tx, Activity::OutboxUnconfirmed, at, json!({ "reason": reason }))?;
    Ok(NextStep::Unsure(at.item.message))
}

/// Whether the carrier would recognise the same text if it were handed over again.
fn key_still_holds(tx: &WriteTx<'_>, at: &Settling<'_>) -> Result<bool, StoreError> {
    let Some(window) = at.capabilities.idempotency_key else { return Ok(false) };
    let first = outbox::attempts(tx, at.item.id)?.first().map(|attempt| attempt.started_at);
    Ok(first.is_some_and(|first| at.now >= first && at.now < first.plus(window).minus(KEY_MARGIN)))
}

/// Whether the id is already that of a text which cannot be this one. A text stored as sent elsewhere can.
fn belongs_to_another(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    id: &ProviderMessageId,
) -> Result<bool, StoreError> {
    let holder = messages::find_by_provider_id(tx, item.line, id)?;
    Ok(holder.is_some_and(|text| {
        text.id != item.message && text.from != Sender::Practice(foyer_domain::Author::Elsewhere)
    }))
}

fn say(
    tx: &WriteTx<'_>,
    activity: Activity,
    at: &Settling<'_>,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    activity::about(tx, activity, Actor::Carrier, (at.item.thread, at.item.message), detail, at.now)
}

const fn not_sent_word(reason: NotSentReason) -> &'static str {
    match reason {
        NotSentReason::NoNetwork => "no_network",
        NotSentReason::Untrusted => "untrusted",
        NotSentReason::CarrierDown => "carrier_down",
        NotSentReason::RateLimited => "rate_limited",
        NotSentReason::Overslept => "overslept",
    }
}

const fn unknown_word(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::Timeout => "timeout",
        UnknownReason::ConnectionLost => "connection_lost",
        UnknownReason::CarrierFailure { .. } => "carrier_failure",
        UnknownReason::ForeignAnswer { .. } => "foreign_answer",
    }
}

/// What a bug of the simulation makes of an outcome; nothing in every other build.
#[cfg(feature = "sim")]
fn mistaken(outcome: &SubmitOutcome) -> Option<SubmitOutcome> {
    let not_sent = Some(SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, retry_after: None });
    let failed = Some(SubmitOutcome::Rejected(foyer_carrier::Rejection {
        problem: DeliveryProblem::Other,
        code: None,
    }));
    match outcome {
        SubmitOutcome::Unknown(UnknownReason::CarrierFailure { .. }) if bug!(RetryOnServerError) => not_sent,
        SubmitOutcome::Unknown(UnknownReason::ConnectionLost) if bug!(RetryOnLostConnection) => not_sent,
        SubmitOutcome::Unknown(UnknownReason::Timeout) if bug!(RetryOnTimeout) => not_sent,
        SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { .. }) if bug!(RetryOnForeignAnswer) => not_sent,
        SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, .. } if bug!(RateLimitFails) => failed,
        SubmitOutcome::Paused(_) if bug!(PauseFails) => failed,
        SubmitOutcome::Accepted { .. }
        | SubmitOutcome::Rejected(_)
        | SubmitOutcome::Paused(_)
        | SubmitOutcome::NotSent { .. }
        | SubmitOutcome::Unknown(_) => None,
    }
}

#[cfg(not(feature = "sim"))]
const fn mistaken(_: &SubmitOutcome) -> Option<SubmitOutcome> {
    None
}
