//! Facts about consent that come by the wire, written with what follows from them: the badge, and what may no
//! longer leave. Always inside the transaction that stores the evidence.

use foyer_domain::{
    Actor, ConsentEventId, IdSource, MessageId, PhoneNumber, ProviderMessageId, ThreadId, Timestamp,
};
use foyer_policy::{
    ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Ground, Keyword, Party, Refusal, Standing,
    Subjects, Waiting, clear_again,
};
use foyer_store::{
    ReadTx, StoreError, WriteTx, consent, households,
    outbox::{self, OutboxRow},
    templates,
    threads::{self, ThreadRow},
};
use serde_json::json;

use crate::activity::{self, Activity};

/// Whose consent a thread is about.
pub(crate) fn party_of(thread: &ThreadRow) -> Party {
    Party { patient: thread.patient, number: thread.far_number.clone(), channel: thread.channel }
}

/// Asks the gate again about a text in the outbox, with everything as this very transaction reads it: the facts, the
/// patient's last text, where they live, the templates it came from. What holds is kept with a text that may go.
pub(crate) fn cleared_again(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<Result<Ground, Refusal>, StoreError> {
    let thread = threads::get(tx, item.thread)?;
    let party = party_at(tx, &thread, item)?;
    // Found out while it waited: this person is never texted there.
    if let Some(person) = party.patient
        && households::kept(tx, person, &item.to)?.is_some()
    {
        return Ok(Err(Refusal::NotAtThisNumber));
    }
    let standing = consent::standing(tx, &party, item.thread, now, rules)?;
    let place = consent::place(tx, party.patient, &item.to)?;
    let waiting = Waiting {
        message: item.message,
        to: &item.to,
        channel: item.channel,
        purpose: item.purpose,
        subject: item.subject,
        place: &place,
        clinical: item.clinical,
        second_look: item.second_look,
        ground: item.ground,
        over_quiet: item.over_quiet,
    };
    // A wording that was taken out or replaced while its text waited is not sent any more.
    let replaced = templates::of_message(tx, item.message)?.iter().find_map(|one| one.templated().stop());
    let decided = match (clear_again(&waiting, &standing, now), replaced) {
        (Ok(_), Some(stop)) => Err(stop),
        (decided, _) => decided,
    };
    if decided.is_ok() {
        consent::keep_with(tx, item.message, &consent::Mark::of(&standing, &place, now))?;
    }
    Ok(decided)
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
            ..Evidence::default()
        },
        language: None,
        subjects: Subjects::NONE,
    };
    consent::append(tx, &event)?;
    activity::consent_recorded(tx, fact.thread, &event, now)?;
    let stopped = match event.kind {
        // A STOP that came late and that a known START took back is history: what waits asks the gate when it goes.
        ConsentEventKind::Revoked(_) if is_taken_back(tx, &event)? => Vec::new(),
        ConsentEventKind::Revoked(_) | ConsentEventKind::NewOwner | ConsentEventKind::Unreadable => {
            block_all(tx, &event.number, now)?
        }
        ConsentEventKind::NoticeSent { .. }
        | ConsentEventKind::NoticeDelivered { .. }
        | ConsentEventKind::NoticeFailed { .. }
        | ConsentEventKind::Granted(_)
        | ConsentEventKind::Declined
        | ConsentEventKind::InboundFirst
        | ConsentEventKind::Unverified
        | ConsentEventKind::ImportUndone
        | ConsentEventKind::Linked
        | ConsentEventKind::Restarted
        | ConsentEventKind::FarewellSent { .. } => Vec::new(),
    };
    Ok((event, stopped))
}

/// Whether the patient has said START since, as far as is known. What they say by other means is no matter of order:
/// then whatever waits is stopped, and a person may send it again.
fn is_taken_back(tx: &WriteTx<'_>, event: &ConsentEvent) -> Result<bool, StoreError> {
    let facts = consent::for_number(tx, &event.number)?;
    Ok(facts.iter().any(|fact| {
        fact.at > event.at && fact.channel == event.channel && fact.kind == ConsentEventKind::Restarted
    }))
}

/// Keeps what the list shows and new texts are marked with in step with the facts. Gives what holds.
pub(crate) fn refresh(
    tx: &WriteTx<'_>,
    party: &Party,
    thread: ThreadId,
    now: Timestamp,
    rules: &ConsentRules,
) -> Result<Standing, StoreError> {
    consent::keep_of_number(tx, &party.number, now, rules)?;
    consent::standing(tx, party, thread, now, rules)
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

/// Whose consent a text of ours is about: on a shared phone the person it was for when it was queued, whoever is
/// written to since.
pub(crate) fn party_at(tx: &ReadTx<'_>, thread: &ThreadRow, item: &OutboxRow) -> Result<Party, StoreError> {
    let patient = households::meant(tx, item.message, thread.patient)?;
    Ok(Party { patient, number: item.to.clone(), channel: item.channel })
}

/// Whose notice a YES or NO answers. On a shared phone it is the one that is open, whoever was written to since; where
/// two are open nobody can tell, so it answers neither and a person reads it.
pub(crate) fn party_answering(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    keyword: Option<Keyword>,
    at: Timestamp,
    rules: &ConsentRules,
) -> Result<Party, StoreError> {
    let party = party_of(thread);
    if !matches!(keyword, Some(Keyword::Yes | Keyword::No)) {
        return Ok(party);
    }
    let members = households::members(tx, &thread.far_number)?;
    if members.len() < 2 {
        return Ok(party);
    }
    let mut open = Vec::new();
    for member in members {
        let theirs = Party { patient: Some(member.patient.id), ..party.clone() };
        let standing = consent::ledger(tx, &theirs)?.standing(&theirs, at, rules);
        if standing.notice.is_some_and(|notice| notice.open) {
            open.push(theirs);
        }
    }
    Ok(match (open.pop(), open.is_empty()) {
        (Some(only), true) => only,
        (Some(_), false) => Party { patient: None, ..party },
        (None, _) => party,
    })
}
