//! Whose number it is: before words that belong in the portal go to a number as a text, somebody makes sure that it is
//! still the patient's. A consent that the patient gave to a person here says it too; a YES by text does not, for whoever
//! holds the phone can write one.

use chrono::Datelike as _;
use foyer_domain::{Actor, Span, Timestamp};
use foyer_policy::{ConsentBasis, ConsentEventKind};
use foyer_store::{ReadTx, StoreError, WriteTx, confirmations, consent, threads::ThreadRow};

use crate::{
    desk::Desk,
    reading,
    record::{self, Act},
    wire::IdentityInfo,
};

/// So long a number counts as the patient's after somebody made sure: numbers change hands, and are quarantined for 45 days
/// before they do (47 CFR 52.15(f)(1)(ii)).
const HOLDS_FOR: Span = Span::days(90);

/// When somebody here last knew from the patient that the number is theirs; `None` for never, and for nobody on file.
fn confirmed_at(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Option<Timestamp>, StoreError> {
    let Some(patient) = thread.patient else { return Ok(None) };
    let asked = confirmations::last(tx, &thread.far_number, patient)?;
    let facts = consent::for_number(tx, &thread.far_number)?;
    let said_here = |kind: &ConsentEventKind| matches!(kind, ConsentEventKind::Granted(basis) if *basis != ConsentBasis::RepliedYes);
    let given = facts
        .iter()
        .filter(|fact| fact.patient == Some(patient) && said_here(&fact.kind))
        .filter(|fact| matches!(fact.actor, Actor::User(_)))
        .map(|fact| fact.at)
        .max();
    // What was known before the number changed hands says nothing.
    let handed_on =
        facts.iter().filter(|fact| fact.kind == ConsentEventKind::NewOwner).map(|fact| fact.at).max();
    Ok(asked.max(given).filter(|at| handed_on.is_none_or(|since| *at > since)))
}

/// Whether somebody has to make sure before such words go there.
pub(crate) fn is_due(tx: &ReadTx<'_>, thread: &ThreadRow, now: Timestamp) -> Result<bool, StoreError> {
    Ok(confirmed_at(tx, thread)?.is_none_or(|at| at.plus(HOLDS_FOR) <= now))
}

/// Somebody at the desk made sure.
pub(crate) fn confirm(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(patient) = thread.patient else { return Ok(()) };
    confirmations::add(tx, &thread.far_number, patient, desk.user.id, now)?;
    record::by_staff(desk, tx, Act::NumberConfirmed, thread.id, Some(patient.uuid()), now)
}

/// What stands beside the button that sends such words.
pub(crate) fn identity(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<IdentityInfo, StoreError> {
    let patient = reading::thread_patient(tx, thread)?;
    let born = patient.as_ref().and_then(|patient| patient.birth_date.as_ref());
    let born = born.and_then(|date| date.reveal().parse::<chrono::NaiveDate>().ok());
    let heard = consent::last_heard(tx, thread.id, None)?;
    Ok(IdentityInfo {
        known: patient.is_some(),
        name: patient.map(|patient| patient.full_name.into_inner()).unwrap_or_default(),
        birth_year: born.map(|date| date.year()),
        last_heard_at: heard.map(Timestamp::millis),
        confirmed_at: confirmed_at(tx, thread)?.map(Timestamp::millis),
        due: is_due(tx, thread, now)?,
    })
}
