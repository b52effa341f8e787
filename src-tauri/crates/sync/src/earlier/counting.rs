//! The ledger of counts: the carrier's list of a walk against what is stored, day by day.
//!
//! Only a walk that came to its end is counted, and only days that are over and that the walk saw whole: a list that
//! breaks off says nothing about how much there is. What is here and not in the list is asked for by id before it counts
//! as deleted there, because lists trail.

use std::collections::{BTreeMap, BTreeSet};

use foyer_carrier::{CarrierMessage, FetchError, Page};
use foyer_domain::{Direction, ProviderMessageId, Span, Timestamp, UtcDay};
use foyer_store::{
    ReadTx, StoreError,
    day_counts::{self, Found, Turned},
    lines::LineRow,
    messages, quarantine,
    read_back::CarrierList,
};

use super::plan;
use crate::{Change, Means, StepError, activity};

/// A day is counted once it has been over for so long: lists were seen to trail.
const SETTLED: Span = Span::hours(1);

/// How many texts that the list no longer shows are asked for one by one in one count.
const ASKED: usize = 10;

/// What a walk saw.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    listed: BTreeMap<ProviderMessageId, Option<Timestamp>>,
    /// What was not here when the walk came to it; it is by now, for whatever is read is heard.
    were_missing: BTreeSet<ProviderMessageId>,
    reached: Option<Timestamp>,
}

impl Tally {
    /// These were not here when their page was read.
    pub(super) fn were_missing(&mut self, ids: impl IntoIterator<Item = ProviderMessageId>) {
        self.were_missing.extend(ids);
    }

    /// A page of the walk.
    pub(crate) fn add(&mut self, page: &Page) {
        self.listed.extend(page.messages.iter().map(|row| (row.id.clone(), row.created_at)));
        self.reached = [self.reached, place(page)].into_iter().flatten().min();
    }
}

/// How far back a page lies in its list, which is in the order of sending: a text that was made long before it was sent
/// stands where it was sent.
pub(super) fn place(page: &Page) -> Option<Timestamp> {
    page.messages.iter().filter_map(|row: &CarrierMessage| row.created_at.max(row.sent_at)).min()
}

/// One list against the store.
struct Compared {
    days: BTreeMap<UtcDay, Found>,
    unlisted: Vec<(ProviderMessageId, UtcDay)>,
}

/// Counts the days of a walk. `whole`: the list had nothing more.
///
/// # Errors
/// The store's own, and the carrier's when it cannot be asked; then nothing was counted.
pub(crate) async fn judge(
    means: &Means,
    line: &LineRow,
    list: CarrierList,
    tally: Tally,
    whole: bool,
) -> Result<(), StepError> {
    let end = UtcDay::of(means.carriers_now().minus(SETTLED));
    let asked = line.clone();
    let compared = means.read(move |tx| compare(tx, &asked, list, &tally, whole, end)).await?;
    let Some(Compared { mut days, unlisted }) = compared else { return Ok(()) };
    for (id, day) in really_gone(means, unlisted).await? {
        let found = days.entry(day).or_default();
        found.gone = found.gone.saturating_add(1);
        found.carrier = found.carrier.saturating_sub(1);
        tracing::debug!(%id, "a text is no longer at the carrier");
    }
    let (id, now) = (line.id, means.now());
    means
        .write(move |tx| {
            for (day, found) in &days {
                let turned = day_counts::save(tx, (id, list, *day), *found, now)?;
                match turned {
                    Turned::Same => {}
                    Turned::Opened | Turned::Closed => {
                        activity::day_counted(tx, id, (list, *day), found, turned, now)?;
                    }
                }
            }
            Ok(())
        })
        .await?;
    means.tell(Change::Earlier);
    Ok(())
}

/// Compares ids. `carrier` is what is listed and what is here unlisted, until that is known to be gone.
fn compare(
    tx: &ReadTx<'_>,
    line: &LineRow,
    list: CarrierList,
    tally: &Tally,
    whole: bool,
    end: UtcDay,
) -> Result<Option<Compared>, StoreError> {
    let Some(row) = plan::so_far(tx, line, list)? else { return Ok(None) };
    let mut from = UtcDay::of(row.reached).next();
    if !whole {
        let Some(reached) = tally.reached else { return Ok(None) };
        from = from.max(UtcDay::of(reached).next());
    }
    let direction = match list {
        CarrierList::Received => Direction::Inbound,
        CarrierList::Sent => Direction::Outbound,
    };
    let mut days = BTreeMap::new();
    let mut day = from;
    while day < end {
        days.insert(day, Found::default());
        day = day.next();
    }
    let mut unlisted = Vec::new();
    let mut stored = BTreeSet::new();
    for (id, at) in messages::carried_between(tx, line.id, direction, (from.start(), end.start()))? {
        let day = UtcDay::of(at);
        let found: &mut Found = days.entry(day).or_default();
        found.carrier = found.carrier.saturating_add(1);
        if tally.were_missing.contains(&id) {
            found.missing = found.missing.saturating_add(1);
        } else {
            found.here = found.here.saturating_add(1);
        }
        if !tally.listed.contains_key(&id) {
            unlisted.push((id.clone(), day));
        }
        stored.insert(id);
    }
    let elsewhere: Vec<ProviderMessageId> =
        tally.listed.keys().filter(|id| !stored.contains(*id)).cloned().collect();
    let known: BTreeSet<_> =
        messages::known_provider_ids(tx, line.id, &elsewhere)?.into_iter().map(|(id, _)| id).collect();
    let aside: BTreeSet<_> = quarantine::list(tx)?
        .into_iter()
        .filter(|row| row.line == line.id)
        .filter_map(|row| row.provider_id)
        .collect();
    for id in elsewhere.iter().filter(|id| !known.contains(*id)) {
        let day = tally.listed.get(id).copied().flatten().map(UtcDay::of);
        let Some(found) = day.and_then(|day| days.get_mut(&day)) else { continue };
        found.carrier = found.carrier.saturating_add(1);
        if aside.contains(id) {
            found.set_aside = found.set_aside.saturating_add(1);
        } else {
            found.missing = found.missing.saturating_add(1);
        }
    }
    Ok(Some(Compared { days, unlisted }))
}

/// Which of the texts that a list no longer shows the carrier says it has not. What it shows and nobody can read is there,
/// and so is everything beyond the first few if one of those is there.
async fn really_gone(
    means: &Means,
    unlisted: Vec<(ProviderMessageId, UtcDay)>,
) -> Result<Vec<(ProviderMessageId, UtcDay)>, StepError> {
    let mut gone = Vec::new();
    for (id, day) in unlisted.iter().take(ASKED) {
        match means.carrier.fetch_message(id).await {
            Ok(None) => gone.push((id.clone(), *day)),
            Ok(Some(_)) | Err(FetchError::Unreadable { .. } | FetchError::TooLarge) => {}
            // An outage, or a wish to be left alone: nobody may go on as if nothing had been said.
            Err(error) => return Err(error.into()),
        }
    }
    Ok(if gone.len() == ASKED { unlisted } else { gone })
}
