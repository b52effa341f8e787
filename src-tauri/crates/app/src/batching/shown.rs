//! Batches as the window shows them: before one starts, and while it goes on or is over.

use foyer_domain::{BatchId, DeliveryState, PhoneNumber, Private, Span, Timestamp};
use foyer_store::{
    ReadTx, StoreError,
    batches::{self, BatchRow, BatchSkip, Fate, ItemRow},
    brake,
    runs::RunState,
    templates,
};

use super::{
    Columns, EVERY,
    looking::{Everybody, Turn},
    rights::Told,
};
use crate::{
    desk::Desk,
    reading::{self, Staff},
    wire::{
        BatchColumns, BatchInfo, BatchItem, BatchItemKind, BatchPreview, BatchPreviewRow, BatchSkipGroup,
        BatchSkipKind, EarlierBatches, OverCeiling,
    },
};

/// What a batch over these people would do now.
pub(crate) fn preview(
    everybody: Everybody,
    columns: Option<Columns>,
    room: Room,
    now: Timestamp,
) -> BatchPreview {
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
        over: (can > room.left).then_some(OverCeiling { texts: room.texts, room: room.left }),
    }
}

/// How many texts may still leave today.
pub(crate) struct Room {
    texts: u32,
    left: u32,
}

impl Room {
    /// Reads it.
    pub(crate) fn read(tx: &ReadTx<'_>, now: Timestamp) -> Result<Self, StoreError> {
        let texts = brake::read(tx)?.ceiling.texts();
        Ok(Self { texts, left: texts.saturating_sub(brake::sent(tx, now)?) })
    }
}

/// The batch that goes on, or was last, with what became of everybody; without `people` only one that goes on, and its
/// figures: the window asks for these after every text.
pub(crate) fn current(
    desk: &Desk,
    tx: &ReadTx<'_>,
    people: bool,
    now: Timestamp,
) -> Result<Option<BatchInfo>, StoreError> {
    let Some(batch) = batches::last(tx)?.filter(|batch| people || !over(batch)) else { return Ok(None) };
    info(desk, tx, &batch, people, now).map(Some)
}

/// One batch, with what became of everybody.
pub(crate) fn one(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: BatchId,
    now: Timestamp,
) -> Result<BatchInfo, StoreError> {
    info(desk, tx, &batches::get(tx, id)?, true, now)
}

/// The figures of batches, the newest first, so many after so many.
pub(crate) fn earlier(
    desk: &Desk,
    tx: &ReadTx<'_>,
    (offset, limit): (u32, u32),
    now: Timestamp,
) -> Result<EarlierBatches, StoreError> {
    let mut rows = batches::list(tx, offset, limit.saturating_add(1))?;
    let more = small(rows.len()) > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let batches = rows.iter().map(|batch| info(desk, tx, batch, false, now)).collect::<Result<_, _>>()?;
    Ok(EarlierBatches { batches, more })
}

const fn over(batch: &BatchRow) -> bool {
    matches!(batch.state, RunState::Stopped | RunState::Done)
}

fn info(
    desk: &Desk,
    tx: &ReadTx<'_>,
    batch: &BatchRow,
    people: bool,
    now: Timestamp,
) -> Result<BatchInfo, StoreError> {
    use BatchItemKind as Kind;
    let tallies = batches::tallies(tx, batch.id)?;
    let count = |wanted: &[Kind]| {
        let alike = tallies.iter().filter(|tally| wanted.contains(&kind(batch, tally.fate)));
        alike.fold(0_u32, |sum, tally| sum.saturating_add(tally.rows))
    };
    let waiting = count(&[Kind::Waiting]);
    let goes_on = batch.state == RunState::Running && waiting > 0;
    let rows = if people || !over(batch) { batches::items(tx, batch.id)? } else { Vec::new() };
    let told = Told::of(desk, tx, batch, now)?;
    let last_wait = rows.iter().filter(|row| row.waits()).filter_map(|row| row.not_before).max();
    let version = templates::of(tx, batch.template)?.into_iter().find(|row| row.seq == batch.version);
    Ok(BatchInfo {
        id: batch.id.to_string(),
        state: crate::noticing::state_kind(batch.state),
        template: version.map(|row| row.name).unwrap_or_default(),
        by: Staff::read(tx)?.name(batch.by),
        started_at: batch.started_at.millis(),
        waiting,
        skipped: count(&[Kind::Skipped]),
        sent: count(&[Kind::Sending, Kind::Sent, Kind::Delivered, Kind::Confirmed]),
        failed: count(&[Kind::NotDelivered]),
        confirmed: count(&[Kind::Confirmed]),
        done_at: goes_on.then(|| done_at(batch.next_at.max(now), waiting, last_wait).millis()),
        may_change: !over(batch) && told.may_change(desk, batch, &rows),
        items: if people {
            rows.into_iter().map(|row| item(batch, &told, row)).collect()
        } else {
            Vec::new()
        },
    })
}

fn kind(batch: &BatchRow, fate: Fate) -> BatchItemKind {
    use DeliveryState as State;
    match (fate.texted, fate.state) {
        _ if fate.skipped => BatchItemKind::Skipped,
        _ if fate.confirmed => BatchItemKind::Confirmed,
        (false, _) if over(batch) => BatchItemKind::Ended,
        (false, _) => BatchItemKind::Waiting,
        (true, None | Some(State::Queued | State::Dispatching)) => BatchItemKind::Sending,
        (true, Some(State::Held | State::Unconfirmed)) => BatchItemKind::Asks,
        (true, Some(State::Accepted | State::Sent)) => BatchItemKind::Sent,
        (true, Some(State::Delivered)) => BatchItemKind::Delivered,
        (
            true,
            Some(State::Undelivered | State::Failed | State::Blocked | State::Expired | State::Cancelled),
        ) => BatchItemKind::NotDelivered,
    }
}

fn item(batch: &BatchRow, told: &Told, row: ItemRow) -> BatchItem {
    let state = kind(batch, row.fate());
    let hidden = told.hides(&row);
    let open = hidden.is_none();
    let number = PhoneNumber::parse_e164(row.number.reveal()).ok();
    BatchItem {
        name: if open { shown(&row.name, number.as_ref()) } else { String::new() },
        thread: row.whereabouts.filter(|_| open).map(|at| at.thread.to_string()),
        visit_at: row.visit_at.filter(|_| open).map(Timestamp::millis),
        hidden,
        state,
        skip: row.skip.map(skip_kind),
        waits_until_at: row.not_before.filter(|_| state == BatchItemKind::Waiting).map(Timestamp::millis),
        at: row.confirmed_at.or(row.at).map(Timestamp::millis),
    }
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
