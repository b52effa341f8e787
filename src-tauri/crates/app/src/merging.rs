//! Two records of one person, from the desk: put together, split again, and told in every thread of theirs.
//!
//! Only who may answer every thread of both puts them together: nobody is shown more of a patient that way than before.
//! Two people of two birth dates are never one.

use foyer_domain::{PatientId, PhoneNumber, Timestamp};
use foyer_store::{ReadTx, StoreError, WriteTx, consent, merges, patients, sight::Seen, threads};

use crate::{
    desk::Desk,
    reading::Staff,
    record::{self, Act},
    wire::MergedRecord,
};

/// Why two records are not put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoMerge {
    /// Nobody is on record with this thread's number, or it is the same record.
    Same,
    /// Both have a birth date, and not the same.
    BirthDates,
    /// The other has records in it already, or went into one.
    Together,
}

/// Puts another record into that of a thread's patient.
pub(crate) fn merge(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &Seen,
    other: PatientId,
    now: Timestamp,
) -> Result<Result<(), NoMerge>, StoreError> {
    let Some(kept) = thread.patient.filter(|kept| *kept != other) else { return Ok(Err(NoMerge::Same)) };
    let (one, two) = (patients::get(tx, kept)?, patients::get(tx, other)?);
    let born = |date: &Option<foyer_domain::Private>| date.as_ref().map(|date| date.reveal().to_owned());
    if let (Some(one), Some(two)) = (born(&one.birth_date), born(&two.birth_date))
        && one != two
    {
        return Ok(Err(NoMerge::BirthDates));
    }
    if merges::used(tx, other)? != other || !merges::into(tx, other)?.is_empty() {
        return Ok(Err(NoMerge::Together));
    }
    let all = answered(desk, tx, &[kept, other])?;
    merges::merge(tx, kept, other, desk.user.id, now)?;
    anew(desk, tx, &merges::numbers(tx, kept)?, now)?;
    for thread in all {
        record::by_staff(desk, tx, Act::RecordsJoined, thread.id, Some(other.uuid()), now)?;
    }
    Ok(Ok(()))
}

/// Gives a record back what came with it.
pub(crate) fn split(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &Seen,
    gone: PatientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kept = thread.patient.ok_or(StoreError::NotFound { table: "patient_merge" })?;
    let all = answered(desk, tx, &[kept])?;
    let mut on = merges::numbers(tx, kept)?;
    merges::split(tx, kept, gone, desk.user.id, now)?;
    on.extend(merges::numbers(tx, gone)?);
    anew(desk, tx, &on, now)?;
    for thread in all {
        record::by_staff(desk, tx, Act::RecordsSplit, thread.id, Some(gone.uuid()), now)?;
    }
    Ok(())
}

/// The records that went into somebody's, as the window shows them.
pub(crate) fn shown(tx: &ReadTx<'_>, patient: PatientId) -> Result<Vec<MergedRecord>, StoreError> {
    let merged = merges::into(tx, patient)?;
    if merged.is_empty() {
        return Ok(Vec::new());
    }
    let staff = Staff::read(tx)?;
    merged
        .into_iter()
        .map(|row| {
            Ok(MergedRecord {
                patient: row.gone.to_string(),
                name: patients::get(tx, row.gone)?.full_name.into_inner(),
                by: staff.name(row.by),
                at: row.at.millis(),
            })
        })
        .collect()
}

/// Every thread of these people, all of which whoever sits here answers.
fn answered(desk: &Desk, tx: &ReadTx<'_>, people: &[PatientId]) -> Result<Vec<Seen>, StoreError> {
    let mut all = Vec::new();
    for person in people {
        for thread in threads::of_patient(tx, *person)? {
            all.push(desk.answers(tx, thread.id)?);
        }
    }
    Ok(all)
}

/// What holds for these numbers is worked out anew.
fn anew(desk: &Desk, tx: &WriteTx<'_>, numbers: &[PhoneNumber], now: Timestamp) -> Result<(), StoreError> {
    for number in numbers {
        consent::keep_of_number(tx, number, now, &desk.rules())?;
    }
    Ok(())
}
