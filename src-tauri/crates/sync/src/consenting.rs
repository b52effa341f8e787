//! Facts about consent that come by the wire, written with what follows from them: the badge, and what may no
//! longer leave. Always inside the transaction that stores the evidence.

use foyer_domain::{
    Actor, Channel, ConsentEventId, IdSource, MessageId, PhoneNumber, ProviderMessageId, ThreadId, Timestamp,
};
use foyer_policy::{ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Party, Standing, standing};
use foyer_store::{
    ReadTx, StoreError, WriteTx, consent,
    outbox::{self, OutboxRow},
    threads::{self, ThreadRow},
};
use serde_json::json;

use crate::activity::{self, Activity};

/// Whose consent a thread is about.
pub(crate) fn party_of(thread: &ThreadRow) -> Party {
    Party { patient: thread.patient, number: thread.far_number.clone(), channel: thread.channel }
}

/// What holds for a text in the outbox, read where it is used.
pub(crate) fn standing_for(
    tx: &ReadTx<'_>,
    item: &OutboxRow,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<Standing, StoreError> {
    let thread = threads::get(tx, item.thread)?;
    let party = Party { patient: thread.patient, number: item.to.clone(), channel: item.channel };
    Ok(standing(&party, &consent::for_number(tx, &item.to)?, now, rules))
}

/// A fact on its way in.
pub(crate) struct Fact<'a> {
    pub(crate) thread: ThreadId,
    pub(crate) party: &'a Party,
    pub(crate) kind: ConsentEventKind,
    pub(crate) at: Timestamp,
    pub(crate) actor: Actor,
    pub(crate) message: Option<MessageId>,
    pub(crate) provider_id: Option<ProviderMessageId>,
    pub(crate) notice: Option<MessageId>,
}

/// Writes a fact and its audit entry; a revocation also blocks whatever waits for the number. Returns the fact
/// and the texts it stopped.
pub(crate) fn record(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    fact: Fact<'_>,
    now: Timestamp,
) -> Result<(ConsentEvent, Vec<OutboxRow>), StoreError> {
    let event = ConsentEvent {
        id: ConsentEventId::new(ids),
        patient: fact.party.patient,
        number: fact.party.number.clone(),
        channel: fact.party.channel,
        kind: fact.kind,
        at: fact.at,
        actor: fact.actor,
        evidence: Evidence {
            message: fact.message,
            provider_id: fact.provider_id,
            notice: fact.notice,
            note: None,
        },
        language: None,
    };
    consent::append(tx, &event)?;
    activity::consent_recorded(tx, fact.thread, &event, now)?;
    let stopped = match event.kind {
        ConsentEventKind::Revoked(_) => block_all(tx, &event.number, now)?,
        ConsentEventKind::NoticeSent { .. }
        | ConsentEventKind::NoticeDelivered { .. }
        | ConsentEventKind::NoticeFailed { .. }
        | ConsentEventKind::Granted(_)
        | ConsentEventKind::Declined
        | ConsentEventKind::InboundFirst
        | ConsentEventKind::Restarted
        | ConsentEventKind::FarewellSent { .. } => Vec::new(),
    };
    Ok((event, stopped))
}

/// Keeps the badge the list shows in step with the facts.
pub(crate) fn refresh_badge(
    tx: &WriteTx<'_>,
    party: &Party,
    events: &[ConsentEvent],
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<(), StoreError> {
    let badge = standing(party, events, now, rules).badge;
    threads::set_badge(tx, &party.number, party.channel, Some(badge))
}

/// The same, reading the facts first.
pub(crate) fn refresh_badge_of(
    tx: &WriteTx<'_>,
    party: &Party,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<(), StoreError> {
    let events = consent::for_number(tx, &party.number)?;
    refresh_badge(tx, party, &events, now, rules)
}

/// A revocation is about the number, whatever it came by: nothing that waits for it may leave. Unconfirmed
/// texts are not touched: they may have left before.
fn block_all(tx: &WriteTx<'_>, number: &PhoneNumber, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    let mut stopped = Vec::new();
    for id in outbox::block_all_to(tx, number)? {
        let item = outbox::get(tx, id)?;
        let why = json!({ "refusal": "opted_out" });
        activity::about(tx, Activity::OutboxBlocked, Actor::System, (item.thread, item.message), why, now)?;
        stopped.push(item);
    }
    Ok(stopped)
}

/// The party of a number that has no thread in hand.
pub(crate) fn party_at(thread: &ThreadRow, number: &PhoneNumber, channel: Channel) -> Party {
    Party { patient: thread.patient, number: number.clone(), channel }
}
