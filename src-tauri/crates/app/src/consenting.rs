//! Recording consent: the fact, its effect on what waits, what the list shows, the audit entry; one transaction.

use foyer_domain::{Actor, ConsentEventId, MessageId, PatientId, Private, Timestamp};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, RevocationBasis, Subjects, recording_time};
use foyer_store::{StoreError, WriteTx, consent, outbox, patients, threads, threads::ThreadRow};

use crate::{
    desk::{Desk, Office},
    record::{self, Act},
};

/// What somebody at the desk witnessed.
pub(crate) struct Witnessed {
    /// Agreed, took back, or the number changed hands.
    pub(crate) kind: ConsentEventKind,
    /// About what.
    pub(crate) subjects: Subjects,
    /// The form or the remark.
    pub(crate) note: Option<Private>,
    /// The text that said it, for a wish that a person read out of one.
    pub(crate) message: Option<MessageId>,
    /// When it was said, if not now.
    pub(crate) said_at: Option<Timestamp>,
}

/// Records what staff witnessed. A revocation of all texts stops everything that waits for this number at once.
pub(crate) fn record(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    witnessed: Witnessed,
    now: Timestamp,
) -> Result<(), StoreError> {
    record_as(desk, tx, thread, witnessed, Actor::User(desk.user.id), now)
}

/// The same, by somebody else than who sits here: Foyer itself, when a wish has waited too long.
pub(crate) fn record_as(
    desk: &Office,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    witnessed: Witnessed,
    actor: Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let word = witnessed.kind.parts();
    let Witnessed { kind, subjects, note, message, said_at } = witnessed;
    let evidence = Evidence { note, message, ..Evidence::default() };
    let (event, stops) = append(desk, tx, thread, (kind, subjects), (actor, evidence), said_at, now)?;
    let blocked = if stops { outbox::block_all_to(tx, &thread.far_number)?.len() } else { 0 };
    let detail = serde_json::json!({
        "kind": word.word, "basis": word.basis, "subjects": subjects.words(), "blocked": blocked,
    });
    record::by(tx, actor, Act::ConsentRecorded, Some(thread.id), Some(event.uuid()), detail, now)
}

/// The number belongs to somebody else now: what was agreed to counts for nobody any more, what waits does not leave,
/// and the thread is nobody's until somebody says whose it is.
pub(crate) fn change_owner(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (kind, subjects) = (ConsentEventKind::NewOwner, Subjects::NONE);
    record(desk, tx, thread, Witnessed { kind, subjects, note: None, message: None, said_at: None }, now)?;
    for other in threads::with_number(tx, &thread.far_number)? {
        threads::set_patient(tx, other.id, None)?;
    }
    for patient in patients::find_by_number(tx, &thread.far_number)? {
        patients::remove_contact(tx, patient.id, &thread.far_number)?;
    }
    consent::keep_of_number(tx, &thread.far_number, now, &desk.rules())
}

/// Puts a number down to a person: what was said on it while it was nobody's is theirs, and nobody else's.
pub(crate) fn link(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let known = consent::for_number(tx, &thread.far_number)?;
    if known.iter().any(|event| event.patient.is_none()) {
        let event = ConsentEvent {
            id: ConsentEventId::from_uuid(desk.next_uuid()),
            patient: Some(patient),
            number: thread.far_number.clone(),
            channel: thread.channel,
            kind: ConsentEventKind::Linked,
            at: recording_time(&known, now),
            actor: Actor::User(desk.user.id),
            evidence: Evidence::default(),
            language: None,
            subjects: Subjects::NONE,
        };
        consent::append(tx, &event)?;
    }
    consent::keep_of_number(tx, &thread.far_number, now, &desk.rules())
}

fn append(
    desk: &Office,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    (kind, subjects): (ConsentEventKind, Subjects),
    (actor, evidence): (Actor, Evidence),
    said_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(ConsentEventId, bool), StoreError> {
    let known = consent::for_number(tx, &thread.far_number)?;
    let event = ConsentEvent {
        id: ConsentEventId::from_uuid(desk.next_uuid()),
        patient: thread.patient,
        number: thread.far_number.clone(),
        channel: thread.channel,
        kind,
        // Staff speak of now even when the carrier's clock is ahead of this computer's.
        at: said_at.unwrap_or_else(|| recording_time(&known, now)),
        actor,
        evidence,
        language: None,
        subjects,
    };
    consent::append(tx, &event)?;
    consent::keep_of_number(tx, &thread.far_number, now, &desk.rules())?;
    let stops = event.revokes_all() || matches!(event.kind, ConsentEventKind::NewOwner);
    Ok((event.id, stops))
}

/// What a wish that a person read out of a text is recorded as.
pub(crate) const fn wished() -> ConsentEventKind {
    ConsentEventKind::Revoked(RevocationBasis::Worded)
}
