//! What comes next: what a person or a gap asked for, then history, then counting on a fading schedule.
//!
//! The last days are counted by the walk over three days that hearing makes anyway. Older ones change less and less, so
//! they are counted more and more rarely: a week back every day, a month back every week, and so on, never further than
//! the lists have been read.

use foyer_domain::{Span, Timestamp};
use foyer_store::{
    ReadTx, StoreError, WriteTx, cursors, day_counts,
    lines::{self, LineRow},
    older,
    read_back::{self, CarrierList, History, ReadBack},
};

use super::walk::{Errand, Walk};
use crate::{Means, StepError, clock::is_due};

/// How far back days are counted, and how often.
const TIERS: [(Span, Span, &str); 4] = [
    (Span::days(7), Span::days(1), "week"),
    (Span::days(30), Span::days(7), "month"),
    (Span::days(90), Span::days(30), "quarter"),
    (Span::days(365), Span::days(90), "year"),
];

const LISTS: [CarrierList; 2] = [CarrierList::Received, CarrierList::Sent];

/// The next walk, if one is due.
pub(super) async fn next(means: &Means, now: Timestamp) -> Result<Option<Walk>, StepError> {
    means.read(move |tx| find(tx, now)).await.map_err(StepError::from)
}

fn find(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<Walk>, StoreError> {
    // What an older copy holds back is looked through by a person first.
    if older::frozen(tx)?.is_some() {
        return Ok(None);
    }
    if let Some(asked) = day_counts::asked_for(tx)? {
        let line = lines::get(tx, asked.line)?;
        let Some(row) = so_far(tx, &line, asked.list)? else { return Ok(None) };
        return Ok(Some(Walk::new(line, row, Errand::Fetch(asked.day))));
    }
    let history = History::read(tx)?;
    let all: Vec<LineRow> = lines::list(tx)?.into_iter().filter(|line| line.retired_at.is_none()).collect();
    if !history.paused {
        for (line, list) in all.iter().flat_map(|line| LISTS.map(|list| (line, list))) {
            let Some(row) = so_far(tx, line, list)? else { continue };
            if history.wants_more(&row, now) {
                let until = history.until(now);
                return Ok(Some(Walk::new(line.clone(), row, Errand::Back { until })));
            }
        }
    }
    for (line, list) in all.iter().flat_map(|line| LISTS.map(|list| (line, list))) {
        let Some(row) = so_far(tx, line, list)? else { continue };
        if let Some(back) = due_back(tx, &row, now)? {
            let errand = Errand::Count { back, until: now.minus(back) };
            return Ok(Some(Walk::new(line.clone(), row, errand)));
        }
    }
    Ok(None)
}

/// How far a list has been read; `None` before its first walk. A store from before this was kept knows only that it was
/// walked: then since the line is Foyer's.
pub(super) fn so_far(
    tx: &ReadTx<'_>,
    line: &LineRow,
    list: CarrierList,
) -> Result<Option<ReadBack>, StoreError> {
    if let Some(row) = read_back::of(tx, line.id, list)? {
        return Ok(Some(row));
    }
    let walked = cursors::load(tx, line.id, list.as_str())?.is_some();
    let (line, since) = (line.id, line.created_at);
    let row = ReadBack { line, list, reached: since, since, whole: false, cursor: None, texts: 0 };
    Ok(walked.then_some(row))
}

fn due_back(tx: &ReadTx<'_>, row: &ReadBack, now: Timestamp) -> Result<Option<Span>, StoreError> {
    let mut shallower = Span::ZERO;
    let mut due = None;
    for (back, every, name) in TIERS {
        let counted = cursors::moved_at(tx, row.line, &scope(row.list, name))?;
        if row.reached < now.minus(shallower) && is_due(counted, every, now) {
            due = Some(back);
        }
        shallower = back;
    }
    Ok(due)
}

/// Days were counted so far back.
pub(super) fn counted(
    tx: &WriteTx<'_>,
    line: &LineRow,
    list: CarrierList,
    back: Span,
    now: Timestamp,
) -> Result<(), StoreError> {
    for (_, _, name) in TIERS.iter().filter(|(tier, ..)| *tier <= back) {
        cursors::save(tx, line.id, &scope(list, name), "", now)?;
    }
    Ok(())
}

/// A list was read for the first time, and its days were counted with it.
pub(crate) fn first_read(
    tx: &WriteTx<'_>,
    line: &LineRow,
    row: &ReadBack,
    now: Timestamp,
) -> Result<(), StoreError> {
    read_back::save(tx, row, now)?;
    counted(tx, line, row.list, Span::days(365), now)
}

fn scope(list: CarrierList, tier: &str) -> String {
    format!("{}.counted.{tier}", list.as_str())
}
