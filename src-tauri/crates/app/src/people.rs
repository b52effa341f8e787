//! Patients and their numbers, from the desk.

use foyer_domain::{Channel, Language, PatientId, PhoneNumber, Private, Relationship, ThreadId, Timestamp};
use foyer_store::{
    StoreError, WriteTx, consent, lines,
    patients::{self, ContactRow, PatientFields},
    threads::{self, ThreadRow},
};

use crate::{
    consenting,
    desk::Desk,
    record::{self, Act},
};

/// Finds or opens the thread with a number on the practice's first line; names it when it is new.
pub(crate) fn start_thread(
    desk: &Desk,
    tx: &WriteTx<'_>,
    number: &PhoneNumber,
    name: Option<Private>,
    language: Language,
    now: Timestamp,
) -> Result<ThreadId, StoreError> {
    let line = lines::list(tx)?.into_iter().find(|line| line.retired_at.is_none());
    let line = line.ok_or(StoreError::NotFound { table: "line" })?;
    let fresh = ThreadId::from_uuid(desk.next_uuid());
    let (thread, created) = threads::find_or_create(tx, fresh, line.id, Channel::Sms, number, now)?;
    if !created {
        return Ok(thread);
    }
    if let Some(name) = name
        && patients::find_by_number(tx, number)?.is_empty()
    {
        let fields = PatientFields { full_name: name, goes_by: None, birth_date: None, language };
        create(desk, tx, &threads::get(tx, thread)?, &fields, now)?;
    }
    threads::assign(tx, thread, Some(desk.user.id))?;
    consent::keep_of_number(tx, number, now, &desk.rules())?;
    record::by_staff(desk, tx, Act::ThreadStarted, thread, None, now)?;
    Ok(thread)
}

/// Puts a new patient on file for a thread's number.
pub(crate) fn create(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    fields: &PatientFields,
    now: Timestamp,
) -> Result<PatientId, StoreError> {
    let patient = PatientId::from_uuid(desk.next_uuid());
    patients::create(tx, patient, fields, now)?;
    let contact = ContactRow { patient, number: thread.far_number.clone(), relationship: Relationship::Own };
    patients::add_contact(tx, &contact, now)?;
    threads::set_patient(tx, thread.id, Some(patient))?;
    consenting::link(desk, tx, thread, patient, now)?;
    Ok(patient)
}
