//! Questions of the report that somebody asks again: kept by name, asked as of today.

use chrono::Days as CalendarDays;
use foyer_domain::{Channel, SavedQueryId, ThreadId, Timestamp};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    saved_queries::{self, Days, QueryRow},
    threads,
};

use crate::{
    desk::Desk,
    present,
    reading::{self, Staff},
    record::{self, Act},
    wire::{SavedQueries, SavedQuery},
    zone::day_of,
};

/// Every question, with the days it means today.
pub(crate) fn list(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<SavedQueries, StoreError> {
    let (staff, today) = (Staff::read(tx)?, day_of(now, desk.practice().zone()));
    let items = saved_queries::all(tx)?
        .into_iter()
        .map(|query| {
            let thread = threads::get(tx, query.thread)?;
            let (days, from, to) = match query.days {
                Days::Fixed(from, to) => (None, from, to),
                Days::Last(days) => {
                    // Today is one of them.
                    let back = u64::from(days.saturating_sub(1));
                    let first = today.checked_sub_days(CalendarDays::new(back)).unwrap_or(today);
                    (Some(days), first.to_string(), today.to_string())
                }
            };
            Ok(SavedQuery {
                id: query.id.to_string(),
                name: query.name,
                thread: query.thread.to_string(),
                person: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                number: thread.far_number.pretty(),
                channel: query.channel.map(present::channel_kind),
                days,
                from,
                to,
                by: staff.name(query.by),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(SavedQueries { items })
}

/// Keeps a question.
pub(crate) fn keep(
    desk: &Desk,
    tx: &WriteTx<'_>,
    name: &str,
    (thread, channel, days): (ThreadId, Option<Channel>, Days),
    now: Timestamp,
) -> Result<(), StoreError> {
    desk.sees(tx, thread)?;
    let id = SavedQueryId::from_uuid(desk.next_uuid());
    let row = QueryRow { id, name: name.to_owned(), thread, channel, days, by: desk.user.id, at: now };
    saved_queries::add(tx, &row)?;
    record::by_staff(desk, tx, Act::QuerySaved, thread, Some(id.uuid()), now)
}

/// Keeps a question no more.
pub(crate) fn remove(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: SavedQueryId,
    now: Timestamp,
) -> Result<(), StoreError> {
    saved_queries::remove(tx, id)?;
    record::by_staff(desk, tx, Act::QueryRemoved, None, Some(id.uuid()), now)
}
