//! A wrong number. What was reported stops the texts; then somebody calls and asks, without a name or a reason, whose
//! number it is. If it is somebody else's, the number is nobody's here from that moment: what was agreed to there
//! counts for nobody any more, and nothing that waits leaves for it. The right number is written down for the
//! patient, with a thread of its own that begins without consent.

use foyer_domain::{IncidentId, PatientId, PhoneNumber, Relationship, ThreadId, Timestamp};
use foyer_policy::breach::{CaseFact, CaseStop, NumberAnswer};
use foyer_store::{
    ReadTx, StoreError, WriteTx, incidents,
    patients::{self, ContactRow},
    threads,
};
use serde_json::Value;

use super::{Opened, add};
use crate::{
    consenting,
    desk::Desk,
    households, present, reading,
    wire::{NumberInfo, OtherNumber},
};

/// What somebody found out about the number of a case.
pub(crate) struct Found {
    /// What whoever answers there said.
    pub(crate) answer: NumberAnswer,
    /// The patient's right number, where that is known by now.
    pub(crate) right: Option<PhoneNumber>,
}

/// Why it can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotFound {
    /// The case's own rules.
    Stop(CaseStop),
    /// The right number is the wrong one.
    Same,
    /// Nobody was on file, so nobody has a right number.
    Nobody,
}

/// Keeps it, and does what follows.
pub(crate) fn keep(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: IncidentId,
    found: Found,
    now: Timestamp,
) -> Result<Result<(), NotFound>, StoreError> {
    let open = Opened::read(desk, tx, id)?;
    let patient = meant_for(tx, id)?;
    if found.right.as_ref() == Some(&open.thread.far_number) {
        return Ok(Err(NotFound::Same));
    }
    let right = match (found.right, patient) {
        (Some(_), None) => return Ok(Err(NotFound::Nobody)),
        (Some(number), Some(patient)) => Some((number, patient)),
        (None, _) => None,
    };
    let fact = CaseFact::NumberAsked { answer: found.answer };
    if let Err(stop) = add(desk, tx, id, (fact, None), now)? {
        return Ok(Err(NotFound::Stop(stop)));
    }
    if found.answer == NumberAnswer::SomebodyElses {
        let_go(desk, tx, &open, patient, now)?;
    }
    if let Some((number, patient)) = right {
        let thread = begin(desk, tx, &open, &number, patient, now)?;
        if let Err(stop) = add(desk, tx, id, (CaseFact::NumberCorrected { thread }, None), now)? {
            return Ok(Err(NotFound::Stop(stop)));
        }
    }
    Ok(Ok(()))
}

/// Takes the number from the patient, as the household's own page does: it stays on the record as wrong, and where others
/// share the phone it stays theirs. One that is off the record already is nobody's to take.
fn let_go(
    desk: &Desk,
    tx: &WriteTx<'_>,
    open: &Opened,
    patient: Option<PatientId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let known = patients::find_by_number(tx, &open.thread.far_number)?;
    match known.iter().find(|one| Some(one.id) == patient) {
        Some(one) => households::wrong_number(desk, tx, &open.thread, one.id, now),
        None => Ok(()),
    }
}

/// The right number on the record, and a thread with it on the line that the wrong one had.
fn begin(
    desk: &Desk,
    tx: &WriteTx<'_>,
    open: &Opened,
    number: &PhoneNumber,
    patient: PatientId,
    now: Timestamp,
) -> Result<ThreadId, StoreError> {
    let contact = ContactRow { patient, number: number.clone(), relationship: Relationship::Own };
    patients::add_contact(tx, &contact, now)?;
    let fresh = ThreadId::from_uuid(desk.next_uuid());
    let (line, channel) = (open.thread.line, open.thread.channel);
    let (thread, _) = threads::find_or_create(tx, fresh, line, channel, number, now)?;
    let row = threads::get(tx, thread)?;
    if row.patient.is_none() && patients::find_by_number(tx, number)?.len() == 1 {
        threads::set_patient(tx, thread, Some(patient))?;
    }
    consenting::link(desk, tx, &row, patient, now)?;
    Ok(thread)
}

/// Whom the reported text was meant for, as the evidence has it: by now the number may be nobody's.
pub(super) fn meant_for(tx: &ReadTx<'_>, id: IncidentId) -> Result<Option<PatientId>, StoreError> {
    let evidence = incidents::evidence(tx, id)?;
    let first = evidence.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line: Value = serde_json::from_slice(first).unwrap_or_default();
    let patient = line.get("conversation").and_then(|one| one.get("patient")).and_then(Value::as_str);
    Ok(patient.and_then(|patient| patient.parse().ok()))
}

/// What is known of the number, and of the patient's others.
pub(super) fn info(tx: &ReadTx<'_>, open: &Opened) -> Result<NumberInfo, StoreError> {
    let (mut answer, mut right) = (None, None);
    for entry in &open.entries {
        match &entry.fact {
            CaseFact::NumberAsked { answer: said } => answer = Some(*said),
            CaseFact::NumberCorrected { thread } => right = Some(*thread),
            _ => {}
        }
    }
    let mut others = Vec::new();
    if let Some(patient) = open.patient {
        for contact in patients::contacts(tx, patient)? {
            let counts = patients::find_by_number(tx, &contact.number)?.iter().any(|one| one.id == patient);
            if counts && contact.number != open.thread.far_number {
                let thread = threads::with_number(tx, &contact.number)?.first().map(|one| one.id.to_string());
                others.push(OtherNumber { number: contact.number.pretty(), thread });
            }
        }
    }
    Ok(NumberInfo {
        answer: answer.map(present::number_answer),
        right_thread: right.map(|thread| thread.to_string()),
        others,
    })
}

/// The name of whom the text was meant for.
pub(super) fn name(tx: &ReadTx<'_>, open: &Opened) -> Result<String, StoreError> {
    match open.patient.filter(|_| open.thread.patient.is_none()) {
        Some(patient) => {
            let row = patients::get(tx, patient)?;
            let shown = foyer_domain::shown_name(&row.full_name, row.goes_by.as_ref());
            Ok(shown.into_inner())
        }
        None => Ok(reading::shown_name(open.thread.patient_name.as_ref(), &open.thread.far_number)),
    }
}
