//! Batches as the window shows them: before one starts, and while it goes on or is over.

use foyer_domain::{DeliveryState, PhoneNumber, Private, Span, Timestamp};
use foyer_store::{
    ReadTx, StoreError,
    batches::{self, BatchRow, BatchSkip, ItemRow},
    runs::RunState,
    templates,
};

use super::{
    Columns, EVERY,
    looking::{Everybody, Turn},
};
use crate::{
    reading::{self, Staff},
    wire::{
        BatchColumns, BatchInfo, BatchItem, BatchItemKind, BatchPreview, BatchPreviewRow, BatchSkipGroup,
        BatchSkipKind,
    },
};

/// What a batch over these people would do now.
pub(crate) fn preview(everybody: Everybody, columns: Option<Columns>, now: Timestamp) -> BatchPreview {
    let can = small(everybody.can());
    let (mut rows, mut skipped) = (Vec::new(), Vec::<BatchSkipGroup>::new());
    let (mut wait, mut last_wait) = (0_u32, None);
    for (entry, person) in everybody.0 {
        let (skip, waits_until, text) = match person.turn {
            Turn::Go(cleared) => (None, None, Some(cleared.body().reveal().to_owned())),
            Turn::Wait(until, words) => (None, Some(until), words.map(Private::into_inner)),
            Turn::Skip(why) => (Some(skip_kind(why)), None, None),
        };
        if let Some(why) = skip {
            match skipped.iter_mut().find(|group| group.why == why) {
                Some(group) => group.count = group.count.saturating_add(1),
                None => skipped.push(BatchSkipGroup { why, count: 1 }),
            }
        }
        wait = wait.saturating_add(u32::from(waits_until.is_some()));
        last_wait = last_wait.max(waits_until);
        rows.push(BatchPreviewRow {
            name: shown(&entry.name, entry.number.as_ref()),
            thread: person.thread.map(|thread| thread.id.to_string()),
            visit_at: entry.visit_at.map(Timestamp::millis),
            skip,
            waits_until_at: waits_until.map(Timestamp::millis),
            text,
        });
    }
    skipped.sort_by_key(|group| std::cmp::Reverse(group.count));
    BatchPreview {
        rows,
        can,
        wait,
        skipped,
        columns: columns.map(|columns| BatchColumns {
            name: columns.name,
            number: columns.number,
            day: columns.day,
            time: columns.time,
        }),
        every_seconds: u32::try_from(EVERY.as_millis() / 1_000).unwrap_or(u32::MAX),
        done_at: (can > 0).then(|| done_at(now, can, last_wait).millis()),
    }
}

/// The batch that goes on, or was last, with what became of everybody; without `people` only one that goes on, and its
/// figures: the window asks for these after every text.
pub(crate) fn current(
    tx: &ReadTx<'_>,
    people: bool,
    now: Timestamp,
) -> Result<Option<BatchInfo>, StoreError> {
    let over = |batch: &BatchRow| matches!(batch.state, RunState::Stopped | RunState::Done);
    let Some(batch) = batches::last(tx)?.filter(|batch| people || !over(batch)) else { return Ok(None) };
    let rows = batches::items(tx, batch.id)?;
    let last_wait = rows.iter().filter(|row| waits(row)).filter_map(|row| row.not_before).max();
    let items: Vec<BatchItem> = rows.into_iter().map(|row| item(&batch, row)).collect();
    let count =
        |wanted: &[BatchItemKind]| small(items.iter().filter(|item| wanted.contains(&item.state)).count());
    let waiting = count(&[BatchItemKind::Waiting]);
    let goes_on = batch.state == RunState::Running && waiting > 0;
    let version = templates::of(tx, batch.template)?.into_iter().find(|row| row.seq == batch.version);
    Ok(Some(BatchInfo {
        id: batch.id.to_string(),
        state: crate::noticing::state_kind(batch.state),
        template: version.map(|row| row.name).unwrap_or_default(),
        by: Staff::read(tx)?.name(batch.by),
        started_at: batch.started_at.millis(),
        waiting,
        skipped: count(&[BatchItemKind::Skipped]),
        sent: count(&[
            BatchItemKind::Sending,
            BatchItemKind::Sent,
            BatchItemKind::Delivered,
            BatchItemKind::Confirmed,
        ]),
        failed: count(&[BatchItemKind::NotDelivered]),
        confirmed: count(&[BatchItemKind::Confirmed]),
        done_at: goes_on.then(|| done_at(batch.next_at.max(now), waiting, last_wait).millis()),
        items: if people { items } else { Vec::new() },
    }))
}

fn item(batch: &BatchRow, row: ItemRow) -> BatchItem {
    use DeliveryState as State;
    let over = matches!(batch.state, RunState::Stopped | RunState::Done);
    let state = match (row.skip, row.confirmed_at, row.message, row.state) {
        (Some(_), ..) => BatchItemKind::Skipped,
        (None, Some(_), ..) => BatchItemKind::Confirmed,
        (None, None, None, _) if over => BatchItemKind::Ended,
        (None, None, None, _) => BatchItemKind::Waiting,
        (None, None, Some(_), None | Some(State::Queued | State::Dispatching)) => BatchItemKind::Sending,
        (None, None, Some(_), Some(State::Held | State::Unconfirmed)) => BatchItemKind::Asks,
        (None, None, Some(_), Some(State::Accepted | State::Sent)) => BatchItemKind::Sent,
        (None, None, Some(_), Some(State::Delivered)) => BatchItemKind::Delivered,
        (
            None,
            None,
            Some(_),
            Some(State::Undelivered | State::Failed | State::Blocked | State::Expired | State::Cancelled),
        ) => BatchItemKind::NotDelivered,
    };
    let number = PhoneNumber::parse_e164(row.number.reveal()).ok();
    BatchItem {
        name: shown(&row.name, number.as_ref()),
        thread: row.thread.map(|thread| thread.to_string()),
        visit_at: row.visit_at.map(Timestamp::millis),
        state,
        skip: row.skip.map(skip_kind),
        waits_until_at: row.not_before.filter(|_| state == BatchItemKind::Waiting).map(Timestamp::millis),
        at: row.confirmed_at.or(row.at).map(Timestamp::millis),
    }
}

const fn waits(row: &ItemRow) -> bool {
    row.message.is_none() && row.skip.is_none()
}

fn shown(name: &Private, number: Option<&PhoneNumber>) -> String {
    match number {
        Some(number) => reading::shown_name(Some(name).filter(|name| !name.is_blank()), number),
        None => name.reveal().to_owned(),
    }
}

fn done_at(next: Timestamp, left: u32, last_wait: Option<Timestamp>) -> Timestamp {
    let turns = Span::millis(EVERY.as_millis().saturating_mul(i64::from(left.saturating_sub(1))));
    next.plus(turns).max(last_wait.unwrap_or(next))
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

const fn skip_kind(skip: BatchSkip) -> BatchSkipKind {
    match skip {
        BatchSkip::NoNumber => BatchSkipKind::NoNumber,
        BatchSkip::Twice => BatchSkipKind::Twice,
        BatchSkip::Household => BatchSkipKind::Household,
        BatchSkip::NameDiffers => BatchSkipKind::NameDiffers,
        BatchSkip::SharedPhone => BatchSkipKind::SharedPhone,
        BatchSkip::Already => BatchSkipKind::Already,
        BatchSkip::OptedOut => BatchSkipKind::OptedOut,
        BatchSkip::NoConsent => BatchSkipKind::NoConsent,
        BatchSkip::Landline => BatchSkipKind::Landline,
        BatchSkip::NoVisit => BatchSkipKind::NoVisit,
        BatchSkip::Blanks => BatchSkipKind::Blanks,
        BatchSkip::Past => BatchSkipKind::Past,
        BatchSkip::Stuck => BatchSkipKind::Stuck,
        BatchSkip::NotYours => BatchSkipKind::NotYours,
        BatchSkip::Template => BatchSkipKind::Template,
        BatchSkip::Words => BatchSkipKind::Words,
        BatchSkip::NotTextable => BatchSkipKind::NotTextable,
    }
}
