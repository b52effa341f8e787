//! The schedule by which words are deleted, what beats it, and deleting: when somebody says so, and each night once
//! somebody has put their name to the schedule.
//!
//! The night's deletion is made at the first chance after 3:00 AM by the practice's clock, once a day, and not in the
//! first minutes after a practice was opened: the night's backup comes first then. It goes in small steps, so that a
//! text from a patient never waits for all of it; what a step deleted is written down in that step, so a night that
//! was interrupted goes on where it was. Backups made before keep their words until rotation takes them, and the
//! carrier keeps its own: the page says so.

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use chrono_tz::Tz;
use foyer_audit::Hash;
use foyer_domain::{Actor, Category, Span, Timestamp, UserId};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    doubts::Doubts,
    retention::{self, Erased, Night, Nightly, Schedule},
    scrubs, threads,
};
use tokio::sync::broadcast;

use crate::{
    backing::Choices,
    desk::{Desk, Office},
    hiding::Eyes,
    reading::{self, Staff},
    record::{self, Act},
    wire::{AppEvent, CategoryYears, LegalHoldInfo, NightInfo, NightlyInfo, RetentionInfo},
    zone::{day_begins, day_of},
};

/// Fewest and most years that may be chosen. HIPAA's own documents are kept six (45 CFR 164.316(b)(2)(i)); a clinic's
/// records longer, by its state.
pub(crate) const YEARS: std::ops::RangeInclusive<u32> = 6..=50;

/// A night begins at this hour; the backup's is one before.
const HOUR: u32 = 3;

/// So long after a practice was opened nothing is deleted: nobody waits for that then, and a backup is made before.
pub(crate) const SETTLE: Span = Span::minutes(5);

/// The schedule, what is due by it, and what is held.
pub(crate) fn info(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<RetentionInfo, StoreError> {
    let (schedule, staff, eyes) = (Schedule::read(tx)?, Staff::read(tx)?, Eyes::read(desk, tx)?);
    let mut due = 0_u32;
    for (category, before) in limits(schedule, now, desk.practice().zone()) {
        due = due.saturating_add(retention::due(tx, category, before, now)?);
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
        holds_in_doubt: Doubts::read(tx)?.about_holds(),
        nightly: Nightly::read(tx)?
            .map(|signed| NightlyInfo { by: staff.name(UserId::from_uuid(signed.by)), since_at: signed.at }),
        last_night: Night::newest(tx)?.and_then(|night| {
            Some(NightInfo {
                at: night.ended_at?,
                texts: night.texts,
                notes: night.notes,
                files: night.files,
            })
        }),
        backups_keep_days: Choices::read(tx)?.longest_days(),
        carrier_keeps_days: scrubs::after_days(tx)?,
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

/// Deletes some of what is due, and writes down how much; what nobody could write down is not deleted. `after` as in
/// [`retention::erase`].
pub(crate) fn erase(
    office: &Office,
    tx: &WriteTx<'_>,
    (category, before): (Category, Timestamp),
    after: i64,
    actor: Actor,
    now: Timestamp,
) -> Result<Erased, StoreError> {
    let salt = || {
        let mut salt = [0_u8; 32];
        let (first, second) = (office.next_uuid().into_bytes(), office.next_uuid().into_bytes());
        salt.iter_mut().zip(first.into_iter().chain(second)).for_each(|(to, from)| *to = from);
        salt
    };
    let done = retention::erase(tx, category, before, after, salt, now)?;
    if done != Erased::default() {
        let detail = serde_json::json!({
            "category": category.as_str(), "before": before.millis(), "texts": done.texts, "notes": done.notes,
            "files": done.files, "commitments": Hash(done.commitments).to_string(),
        });
        record::by(tx, actor, Act::WordsErased, None, None, detail, now)?;
    }
    Ok(done)
}

/// Puts somebody's name to the schedule as it is, or takes the name away: then no night deletes anything.
pub(crate) fn sign(desk: &Desk, tx: &WriteTx<'_>, nightly: bool, now: Timestamp) -> Result<(), StoreError> {
    let schedule = Schedule::read(tx)?;
    let signed = Nightly { by: desk.user.id.uuid(), at: now.millis(), schedule };
    Nightly::save(tx, nightly.then_some(signed), now)?;
    let detail = serde_json::json!({ "nightly": nightly });
    record::with(desk, tx, Act::RetentionSaved, None, None, detail, now)
}

/// Whether tonight's deletion is still to be made: somebody has put their name to the schedule, and it is three o'clock.
pub(crate) fn is_due(office: &Office, tx: &ReadTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let (today, hour) = calendar(office, now);
    if hour < HOUR || Nightly::read(tx)?.is_none() {
        return Ok(false);
    }
    Ok(Night::newest(tx)?.is_none_or(|night| night.day != today || night.ended_at.is_none()))
}

fn calendar(office: &Office, now: Timestamp) -> (String, u32) {
    let utc = chrono::DateTime::from_timestamp_millis(now.millis()).unwrap_or_default();
    let local = utc.with_timezone(&office.practice().zone());
    (local.date_naive().to_string(), local.hour())
}

/// Makes tonight's deletion and tells the window.
pub(crate) async fn night(office: Arc<Office>, events: broadcast::Sender<AppEvent>) {
    match delete(&office).await {
        Ok(()) => {
            let _ = events.send(AppEvent::SettingsChanged);
        }
        Err(StoreError::Closed) => {}
        Err(error) => tracing::warn!(%error, "a night's deletion did not end; the next look goes on"),
    }
}

async fn delete(office: &Arc<Office>) -> Result<(), StoreError> {
    let now = office.clock.now();
    let (today, _) = calendar(office, now);
    let (signed, newest) = office.store.read(|tx| Ok((Nightly::read(tx)?, Night::newest(tx)?))).await?;
    let Some(signed) = signed else { return Ok(()) };
    let unswept = newest.as_ref().is_some_and(|night| night.ended_at.is_none());
    let mut tonight = match newest {
        Some(night) if night.day == today && night.ended_at.is_some() => return Ok(()),
        Some(night) if night.day == today => night,
        Some(_) | None => Night { day: today, ..Night::default() },
    };
    // A night that never ended may have left words in freed pages: this one clears them.
    let mut any = unswept;
    for limit in limits(signed.schedule, now, office.practice().zone()) {
        let mut after = 0;
        loop {
            if office.is_closed() {
                return Err(StoreError::Closed);
            }
            let (desk, mut kept) = (Arc::clone(office), tonight.clone());
            let step = office.store.write(move |tx| {
                // Somebody may have thought better of it since the step before.
                if Nightly::read(tx)? != Some(signed) {
                    return Ok(None);
                }
                let done = erase(&desk, tx, limit, after, Actor::System, now)?;
                kept.texts = kept.texts.saturating_add(done.texts);
                kept.notes = kept.notes.saturating_add(done.notes);
                kept.files = kept.files.saturating_add(done.files);
                if done != Erased::default() {
                    kept.save(tx, now)?;
                }
                Ok::<_, StoreError>(Some((done, kept)))
            });
            let Some((done, kept)) = step.await? else { return Ok(()) };
            tonight = kept;
            if done == Erased::default() {
                break;
            }
            (any, after) = (true, after.max(done.reached));
        }
    }
    if any {
        let store = office.store.clone();
        tokio::task::spawn_blocking(move || store.sweep()).await.map_err(|_| StoreError::Panicked)??;
    }
    tonight.ended_at = Some(office.clock.now().millis());
    office.store.write(move |tx| tonight.save(tx, now)).await
}
