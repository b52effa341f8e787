//! The schedule by which words are deleted, what beats it, and deleting.

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use foyer_audit::Hash;
use foyer_domain::{Category, Timestamp};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    retention::{self, Erased, Schedule},
    threads,
};

use crate::{
    desk::Desk,
    hiding::Eyes,
    reading::{self, Staff},
    record::{self, Act},
    wire::{CategoryYears, LegalHoldInfo, RetentionInfo},
    zone::{day_begins, day_of},
};

/// Fewest and most years that may be chosen. HIPAA's own documents are kept six (45 CFR 164.316(b)(2)(i)); a clinic's
/// records longer, by its state.
pub(crate) const YEARS: std::ops::RangeInclusive<u32> = 6..=50;

/// The schedule, what is due by it, and what is held.
pub(crate) fn info(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<RetentionInfo, StoreError> {
    let (schedule, staff, eyes) = (Schedule::read(tx)?, Staff::read(tx)?, Eyes::read(desk, tx)?);
    let mut due = 0_u32;
    for (category, before) in limits(schedule, now, desk.practice().zone()) {
        due = due.saturating_add(retention::due(tx, category, before)?);
    }
    let mut holds = Vec::new();
    for hold in retention::holds(tx)? {
        let name = match hold.thread {
            None => None,
            Some(thread) => {
                let thread = threads::get(tx, thread)?;
                let shown = reading::shown_name(thread.patient_name.as_ref(), &thread.far_number);
                Some(if eyes.hides(&thread).is_some() { thread.far_number.pretty() } else { shown })
            }
        };
        holds.push(LegalHoldInfo {
            id: hold.id.to_string(),
            name,
            why: hold.why.into_inner(),
            by: staff.name(hold.by),
            since_at: hold.since.millis(),
            released_at: hold.released_at.map(Timestamp::millis),
        });
    }
    Ok(RetentionInfo {
        years: CategoryYears {
            scheduling: schedule.scheduling,
            clinical: schedule.clinical,
            billing: schedule.billing,
        },
        due,
        holds,
    })
}

/// From before when each category's words are due; those that are kept for always are not among them.
pub(crate) fn limits(schedule: Schedule, now: Timestamp, zone: Tz) -> Vec<(Category, Timestamp)> {
    let today = day_of(now, zone);
    let limit = |category: Category| {
        let years = i32::try_from(schedule.of(category)?).ok()?;
        let year = today.year().checked_sub(years)?;
        // The 29th of February is the 28th in most years.
        let day = today.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, today.month(), 28))?;
        Some((category, day_begins(day, zone)))
    };
    Category::ALL.into_iter().filter_map(limit).collect()
}

/// Deletes some of what is due, and writes down how much; what nobody could write down is not deleted.
pub(crate) fn erase(
    desk: &Desk,
    tx: &WriteTx<'_>,
    (category, before): (Category, Timestamp),
    now: Timestamp,
) -> Result<Erased, StoreError> {
    let salt = || {
        let mut salt = [0_u8; 32];
        let (first, second) = (desk.next_uuid().into_bytes(), desk.next_uuid().into_bytes());
        salt.iter_mut().zip(first.into_iter().chain(second)).for_each(|(to, from)| *to = from);
        salt
    };
    let done = retention::erase(tx, category, before, salt, now)?;
    if done != Erased::default() {
        let detail = serde_json::json!({
            "category": category.as_str(), "before": before.millis(), "texts": done.texts, "notes": done.notes,
            "files": done.files, "commitments": Hash(done.commitments).to_string(),
        });
        record::with(desk, tx, Act::WordsErased, None, None, detail, now)?;
    }
    Ok(done)
}
