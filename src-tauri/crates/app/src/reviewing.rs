//! What staff are asked to read: the list, and what a decision does.

use foyer_domain::{Actor, ReviewId, ThreadId, Timestamp};
use foyer_policy::{ReviewDecision, ReviewKind, Subjects};
use foyer_store::{
    ReadTx, StoreError, WriteTx, messages,
    reviews::{self, Decided, ReviewRow},
    sight::Seen,
    threads::{self, ThreadRow},
};

use crate::{
    consenting::{self, Witnessed},
    desk::{Desk, Office},
    hiding::Eyes,
    present,
    reading::{self, Staff},
    record::{self, Act},
    wire::{HiddenWhy, ReviewDecisionKind, ReviewItem, ReviewKindInfo, ReviewList},
};

/// Decided ones that stay in sight.
const DECIDED: u32 = 50;

/// An unclear wish that nobody has read in its ten business days counts as one (47 CFR 64.1200(a)(10)). Says whether
/// there was any.
pub(crate) fn overdue(desk: &Office, tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let mut any = false;
    for row in reviews::open(tx)? {
        if row.kind != ReviewKind::UnclearWish || row.due_at.is_none_or(|due| due > now) {
            continue;
        }
        let decided = Decided { decision: ReviewDecision::Revoked, by: None, at: now };
        reviews::decide(tx, row.id, decided)?;
        consenting::record_as(desk, tx, &threads::get(tx, row.thread)?, wish(&row), Actor::System, now)?;
        any = true;
    }
    Ok(any)
}

/// What is recorded of a wish: it was said when it was written; a START since then stays what it is.
fn wish(row: &ReviewRow) -> Witnessed {
    Witnessed {
        kind: consenting::wished(),
        subjects: Subjects::NONE,
        note: None,
        message: Some(row.message),
        said_at: Some(row.at),
    }
}

/// Everything open and what was decided last.
pub(crate) fn list(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<ReviewList, StoreError> {
    let eyes = Eyes::read(desk, tx)?;
    let open = reviews::open(tx)?;
    let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
    let staff = Staff::read(tx)?;
    let items = open
        .into_iter()
        .chain(reviews::decided(tx, DECIDED)?)
        .map(|row| {
            let thread = threads::get(tx, row.thread)?;
            item(tx, &staff, &thread, &row, eyes.hides(&thread), now)
        })
        .collect::<Result<_, _>>()?;
    Ok(ReviewList { items, open: count })
}

/// What is open in one thread.
pub(crate) fn open_in(tx: &ReadTx<'_>, thread: &Seen, now: Timestamp) -> Result<Vec<ReviewItem>, StoreError> {
    let open = reviews::open_in(tx, thread.id)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let staff = Staff::read(tx)?;
    open.iter().map(|row| item(tx, &staff, thread, row, None, now)).collect()
}

/// Writes a decision down and does what follows. `None` when it does not answer what was asked.
pub(crate) fn decide(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: ReviewId,
    decision: ReviewDecision,
    now: Timestamp,
) -> Result<Option<ThreadId>, StoreError> {
    let row = reviews::get(tx, id)?;
    desk.answers(tx, row.thread)?;
    if !decision.answers(row.kind) {
        return Ok(None);
    }
    reviews::decide(tx, id, Decided { decision, by: Some(desk.user.id), at: now })?;
    let detail = serde_json::json!({ "kind": row.kind.as_str(), "decision": decision.as_str() });
    record::with(desk, tx, Act::ReviewDecided, row.thread, Some(id.uuid()), detail, now)?;
    match decision {
        ReviewDecision::Revoked => {
            consenting::record(desk, tx, &threads::get(tx, row.thread)?, wish(&row), now)?;
        }
        ReviewDecision::NotAWish
        | ReviewDecision::AppointmentMeant
        | ReviewDecision::TextsMeant
        | ReviewDecision::Seen => {}
    }
    Ok(Some(row.thread))
}

fn item(
    tx: &ReadTx<'_>,
    staff: &Staff,
    thread: &ThreadRow,
    row: &ReviewRow,
    hidden: Option<HiddenWhy>,
    now: Timestamp,
) -> Result<ReviewItem, StoreError> {
    let text = messages::get(tx, row.message)?;
    Ok(ReviewItem {
        id: row.id.to_string(),
        thread: thread.id.to_string(),
        name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        channel: present::channel_kind(thread.channel),
        message: row.message.to_string(),
        text: if hidden.is_some() { String::new() } else { text.body.into_inner() },
        hidden,
        at: row.at.millis(),
        kind: match row.kind {
            ReviewKind::UnclearWish => ReviewKindInfo::UnclearWish,
            ReviewKind::AppointmentMeant => ReviewKindInfo::AppointmentMeant,
            ReviewKind::StrayYes => ReviewKindInfo::StrayYes,
        },
        due_at: row.due_at.map(Timestamp::millis),
        overdue: row.decided.is_none() && row.due_at.is_some_and(|due| due <= now),
        decision: row.decided.map(|decided| kind_of(decided.decision)),
        decided_by: row.decided.and_then(|decided| decided.by).map(|by| staff.name(by)),
        decided_at: row.decided.map(|decided| decided.at.millis()),
    })
}

const fn kind_of(decision: ReviewDecision) -> ReviewDecisionKind {
    match decision {
        ReviewDecision::Revoked => ReviewDecisionKind::Revoked,
        ReviewDecision::NotAWish => ReviewDecisionKind::NotAWish,
        ReviewDecision::AppointmentMeant => ReviewDecisionKind::AppointmentMeant,
        ReviewDecision::TextsMeant => ReviewDecisionKind::TextsMeant,
        ReviewDecision::Seen => ReviewDecisionKind::Seen,
    }
}

/// The window's word as the core's.
pub(crate) const fn decision_of(kind: ReviewDecisionKind) -> ReviewDecision {
    match kind {
        ReviewDecisionKind::Revoked => ReviewDecision::Revoked,
        ReviewDecisionKind::NotAWish => ReviewDecision::NotAWish,
        ReviewDecisionKind::AppointmentMeant => ReviewDecision::AppointmentMeant,
        ReviewDecisionKind::TextsMeant => ReviewDecision::TextsMeant,
        ReviewDecisionKind::Seen => ReviewDecision::Seen,
    }
}
