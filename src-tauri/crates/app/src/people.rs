//! Patients and their numbers, from the desk.

use foyer_domain::{
    Category, Channel, Language, PatientId, PhoneNumber, Private, Reach, Relationship, ThreadId, Timestamp,
};
use foyer_store::{
    StoreError, WriteTx, consent,
    lines::{self, LineRow},
    patients::{self, ContactRow, PatientFields},
    threads::{self, ThreadRow},
};

use crate::{
    consenting,
    desk::Desk,
    record::{self, Act},
};

/// Finds or opens the thread with a number on the first line of one's own offices; names it when it is new.
pub(crate) fn start_thread(
    desk: &Desk,
    tx: &WriteTx<'_>,
    number: &PhoneNumber,
    name: Option<Private>,
    language: Language,
    now: Timestamp,
) -> Result<ThreadId, StoreError> {
    let sight = desk.sight(tx)?;
    let mine =
        |line: &LineRow| line.retired_at.is_none() && line.location.is_none_or(|at| sight.works_at(at));
    let line = lines::list(tx)?.into_iter().find(mine);
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
    file_where_it_is_answered(desk, tx, thread, now)?;
    threads::assign(tx, thread, Some(desk.user.id))?;
    consent::keep_of_number(tx, number, now, &desk.rules())?;
    record::by_staff(desk, tx, Act::ThreadStarted, thread, None, now)?;
    Ok(thread)
}

/// A thread is about a visit until somebody files it; who answers only others begins it as the first of those.
fn file_where_it_is_answered(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: ThreadId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sight = desk.sight(tx)?;
    let answered = |category: &Category| sight.reach(*category) == Reach::Send;
    match Category::ALL.into_iter().find(answered) {
        Some(Category::Scheduling) | None => Ok(()),
        Some(category) => threads::file(tx, thread, category, now),
    }
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
