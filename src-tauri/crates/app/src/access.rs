//! Patients' requests for a copy of their messages (45 CFR 164.524): entered, followed to their last day, answered.
//!
//! The clock is the policy's and goes by the practice's calendar. A request hangs on a thread, not on a person: when a
//! thread is put right to another patient, the request and the copy go along.

use chrono::NaiveDate;
use foyer_domain::{AccessRequestId, Private, ThreadId, Timestamp};
use foyer_policy::access::{self, AccessRule, AccessStanding, AccessStep, AccessStop, DenialGround};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    access::{RequestRow, StepRow},
    consent, threads,
};

use crate::{
    desk::Desk,
    reading::Staff,
    record::{self, Act},
    report::copy::Scope,
    wire::{
        AccessEnd, AccessList, AccessRow, AccessRuleKind, AccessStepInfo, AccessStepKind, DenialGroundKind,
    },
    zone::day_of,
};

/// Every request with where it stands today.
pub(crate) fn list(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<AccessList, StoreError> {
    let (staff, today) = (Staff::read(tx)?, day_of(now, desk.practice().zone()));
    let mut rows = Vec::new();
    for request in foyer_store::access::all(tx)? {
        rows.push(row(tx, &staff, &request, today)?);
    }
    // Open ones first, the soonest due at the top; then what was ended, the newest first.
    rows.sort_by_key(|row| (row.end.is_some(), if row.end.is_none() { row.days_left } else { 0 }));
    let open = rows.iter().filter(|row| row.end.is_none());
    let late = open.clone().filter(|row| row.late).count();
    let open = open.count();
    Ok(AccessList {
        open: u32::try_from(open).unwrap_or(u32::MAX),
        late: u32::try_from(late).unwrap_or(u32::MAX),
        today: today.to_string(),
        rows,
    })
}

fn row(
    tx: &ReadTx<'_>,
    staff: &Staff,
    request: &RequestRow,
    today: NaiveDate,
) -> Result<AccessRow, StoreError> {
    let steps = foyer_store::access::steps(tx, request.id)?;
    let (standing, scope) = (standing(request, &steps), Scope::of(tx, request.thread)?);
    Ok(AccessRow {
        id: request.id.to_string(),
        thread: request.thread.to_string(),
        numbers: scope.numbers(),
        shared: scope.shared(),
        name: scope.name,
        asked_on: request.asked_on.to_string(),
        due_on: standing.due.to_string(),
        days_left: i32::try_from(standing.due.signed_duration_since(today).num_days()).unwrap_or(i32::MAX),
        rule: match request.rule {
            AccessRule::Federal => AccessRuleKind::Federal,
            AccessRule::Texas => AccessRuleKind::Texas,
        },
        late: standing.is_late(today),
        may_extend: standing.may(AccessStep::Extended, today).is_ok(),
        end: standing.end.and_then(|(step, _)| end_of(step)),
        steps: steps
            .into_iter()
            .map(|step| AccessStepInfo {
                what: kind_of(step.step),
                on: step.day.to_string(),
                by: staff.name(step.by),
                words: step.words.into_inner(),
            })
            .collect(),
    })
}

fn standing(request: &RequestRow, steps: &[StepRow]) -> AccessStanding {
    let done: Vec<(AccessStep, NaiveDate)> = steps.iter().map(|row| (row.step, row.day)).collect();
    access::standing(request.rule, request.asked_on, &done)
}

/// Enters a request that came in on a day.
pub(crate) fn enter(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: ThreadId,
    asked_on: NaiveDate,
    now: Timestamp,
) -> Result<AccessRequestId, StoreError> {
    desk.sees(tx, thread)?;
    let row = threads::get(tx, thread)?;
    let rule = AccessRule::at(&consent::place(tx, row.patient, &row.far_number)?);
    let id = AccessRequestId::from_uuid(desk.next_uuid());
    let request = RequestRow { id, thread, asked_on, rule, by: desk.user.id, entered_at: now };
    foyer_store::access::add(tx, &request)?;
    let detail = serde_json::json!({ "rule": rule.as_str(), "askedOn": asked_on.to_string() });
    record::with(desk, tx, Act::AccessEntered, thread, Some(id.uuid()), detail, now)?;
    Ok(id)
}

/// Writes down what was done about a request, if it may be done today.
pub(crate) fn step(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: AccessRequestId,
    step: AccessStep,
    words: Private,
    now: Timestamp,
) -> Result<Result<(), AccessStop>, StoreError> {
    let request = foyer_store::access::get(tx, id)?;
    let day = day_of(now, desk.practice().zone());
    let standing = standing(&request, &foyer_store::access::steps(tx, id)?);
    if let Err(stop) = standing.may(step, day) {
        return Ok(Err(stop));
    }
    let row = StepRow { step, day, by: desk.user.id, words };
    foyer_store::access::step(tx, id, &row, now)?;
    let detail = serde_json::json!({ "step": step.word() });
    record::with(desk, tx, Act::AccessStepped, request.thread, Some(id.uuid()), detail, now)?;
    Ok(Ok(()))
}

const fn end_of(step: AccessStep) -> Option<AccessEnd> {
    match step {
        AccessStep::Extended => None,
        AccessStep::Given => Some(AccessEnd::Given),
        AccessStep::Denied(_) => Some(AccessEnd::Denied),
        AccessStep::Withdrawn => Some(AccessEnd::Withdrawn),
    }
}

const fn kind_of(step: AccessStep) -> AccessStepKind {
    match step {
        AccessStep::Extended => AccessStepKind::Extended,
        AccessStep::Given => AccessStepKind::Given,
        AccessStep::Denied(ground) => AccessStepKind::Denied {
            ground: match ground {
                DenialGround::LegalProceeding => DenialGroundKind::LegalProceeding,
                DenialGround::Confidence => DenialGroundKind::Confidence,
                DenialGround::Danger => DenialGroundKind::Danger,
                DenialGround::OtherPerson => DenialGroundKind::OtherPerson,
                DenialGround::Representative => DenialGroundKind::Representative,
            },
        },
        AccessStep::Withdrawn => AccessStepKind::Withdrawn,
    }
}

/// What the window asks for, as the policy has it.
pub(crate) const fn step_of(kind: AccessStepKind) -> AccessStep {
    match kind {
        AccessStepKind::Extended => AccessStep::Extended,
        AccessStepKind::Given => AccessStep::Given,
        AccessStepKind::Denied { ground } => AccessStep::Denied(match ground {
            DenialGroundKind::LegalProceeding => DenialGround::LegalProceeding,
            DenialGroundKind::Confidence => DenialGround::Confidence,
            DenialGroundKind::Danger => DenialGround::Danger,
            DenialGroundKind::OtherPerson => DenialGround::OtherPerson,
            DenialGroundKind::Representative => DenialGround::Representative,
        }),
        AccessStepKind::Withdrawn => AccessStep::Withdrawn,
    }
}
