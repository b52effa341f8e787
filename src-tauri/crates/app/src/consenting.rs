//! Recording consent: the fact, its effect on what waits, the badge in the list, the audit entry; one transaction.

use foyer_domain::{Actor, ConsentEventId, Private, Timestamp};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, recording_time, standing};
use foyer_store::{StoreError, WriteTx, consent, outbox, threads, threads::ThreadRow};

use crate::{
    desk::Desk,
    reading,
    record::{self, Act},
};

/// Records what staff witnessed. A revocation stops everything that waits for this number at once.
pub(crate) fn record(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    kind: ConsentEventKind,
    note: Option<Private>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let revokes = matches!(kind, ConsentEventKind::Revoked(_));
    let word = kind.parts();
    let evidence = Evidence { note, ..Evidence::default() };
    let event = append(desk, tx, thread, kind, evidence, now)?;
    let blocked = if revokes { outbox::block_all_to(tx, &thread.far_number)?.len() } else { 0 };
    let detail = serde_json::json!({ "kind": word.word, "basis": word.basis, "blocked": blocked });
    record::with(desk, tx, Act::ConsentRecorded, thread.id, Some(event.uuid()), detail, now)
}

fn append(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    kind: ConsentEventKind,
    evidence: Evidence,
    now: Timestamp,
) -> Result<ConsentEventId, StoreError> {
    let mut known = consent::for_number(tx, &thread.far_number)?;
    let event = ConsentEvent {
        id: ConsentEventId::from_uuid(desk.next_uuid()),
        patient: thread.patient,
        number: thread.far_number.clone(),
        channel: thread.channel,
        kind,
        // Staff speak of now even when the carrier's clock is ahead of this computer's.
        at: recording_time(&known, now),
        actor: Actor::User(desk.user.id),
        evidence,
        language: None,
    };
    let id = event.id;
    consent::append(tx, &event)?;
    known.push(event);
    let badge = standing(&reading::party(thread), &known, now, &desk.rules()).badge;
    threads::set_badge(tx, &thread.far_number, thread.channel, Some(badge))?;
    Ok(id)
}
