//! One list, walked a page at a time from its top or from where it was left.

use std::collections::BTreeSet;

use foyer_carrier::{Page, PageCursor, Scope};
use foyer_domain::{MessageId, ProviderMessageId, Span, Timestamp, UtcDay};
use foyer_store::{
    ReadTx, StoreError, day_counts,
    lines::LineRow,
    messages, quarantine,
    read_back::{self, CarrierList, History, ReadBack},
};

use super::{
    counting::{self, Tally},
    plan,
};
use crate::{Arrival, Change, Ingested, Means, StepError, activity, ingest_page};

/// Beyond the oldest day that is wanted: a text is listed where it was sent, which may be long after it was made.
const MARGIN: Span = Span::days(1);

/// What a walk is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Errand {
    /// Brings history in, from where the list has been read to.
    Back { until: Option<Timestamp> },
    /// Looks what the list shows that is not here. It is stored all the same: it may say STOP.
    Count { back: Span, until: Timestamp },
    /// Brings in again what the list shows down to a day.
    Fetch(UtcDay),
}

/// See the module's words.
#[derive(Debug)]
pub(super) struct Walk {
    line: LineRow,
    row: ReadBack,
    errand: Errand,
    at: Option<PageCursor>,
    walked: Vec<PageCursor>,
    tally: Tally,
}

/// What came of a page.
pub(super) struct Paged {
    /// Whether there is more to walk.
    pub(super) goes_on: bool,
    /// Texts whose pictures are to be fetched.
    pub(super) media: Vec<MessageId>,
}

impl Walk {
    /// A walk over the list that has been read as `row` says.
    pub(super) fn new(line: LineRow, row: ReadBack, errand: Errand) -> Self {
        let at = match errand {
            Errand::Back { .. } => row.cursor.clone().map(PageCursor::new),
            Errand::Count { .. } | Errand::Fetch(_) => None,
        };
        Self { line, row, errand, at, walked: Vec::new(), tally: Tally::default() }
    }

    /// The next page.
    ///
    /// # Errors
    /// [`StepError::BrokenOff`] when the list does not say how it goes on.
    pub(super) async fn page(&mut self, means: &Means) -> Result<Paged, StepError> {
        if self.is_called_off(means).await? {
            return Ok(Paged { goes_on: false, media: Vec::new() });
        }
        let own = self.line.number.clone();
        let scope = match self.row.list {
            CarrierList::Received => Scope::To(own),
            CarrierList::Sent => Scope::From(own),
        };
        let page = means.carrier.fetch_page(&scope, self.at.as_ref()).await?;
        let (next, broken) = (page.next.clone(), page.cut);
        let looped = next.as_ref().is_some_and(|next| self.walked.contains(next));
        let broken = broken || looped || self.walked.len() >= self.pages_at_most(means);
        let whole = next.is_none() && !broken;
        self.tally.add(&page);
        let place = counting::place(&page);
        let stored = self.store(means, page, next.as_ref().filter(|_| !broken), whole).await?;
        let far_enough = self.until().is_some_and(|until| place.is_some_and(|place| place < until));
        if broken && !far_enough {
            return Err(StepError::BrokenOff);
        }
        if !whole && !far_enough {
            self.walked.extend(next.clone());
            self.at = next;
            return Ok(Paged { goes_on: true, media: stored.media });
        }
        self.end(means, whole).await?;
        Ok(Paged { goes_on: false, media: stored.media })
    }

    /// The carrier no longer knows the place where history was left: the next walk begins at the top.
    pub(super) async fn lose_the_place(&self, means: &Means) -> Result<(), StepError> {
        if !self.brings_history() {
            return Ok(());
        }
        let (row, now) = (ReadBack { cursor: None, ..self.row.clone() }, means.now());
        Ok(means.write(move |tx| read_back::save(tx, &row, now)).await?)
    }

    /// A person may pause history, or want less of it, at any moment.
    async fn is_called_off(&self, means: &Means) -> Result<bool, StepError> {
        if !self.brings_history() {
            return Ok(false);
        }
        let (row, now) = (self.row.clone(), means.now());
        let called_off = move |tx: &ReadTx<'_>| {
            let history = History::read(tx)?;
            Ok(history.paused || !history.wants_more(&row, now))
        };
        Ok(means.read(called_off).await?)
    }

    /// A list that never ends must not be walked for ever. History may be long; it is left and gone on with.
    const fn pages_at_most(&self, means: &Means) -> usize {
        match self.errand {
            Errand::Back { .. } => means.settings.pages_at_most.saturating_mul(10),
            Errand::Count { .. } | Errand::Fetch(_) => means.settings.pages_at_most,
        }
    }

    const fn brings_history(&self) -> bool {
        match self.errand {
            Errand::Back { .. } => true,
            Errand::Count { .. } | Errand::Fetch(_) => false,
        }
    }

    /// To where it goes, with the margin.
    fn until(&self) -> Option<Timestamp> {
        match self.errand {
            Errand::Back { until } => until,
            Errand::Count { until, .. } => Some(until.minus(MARGIN)),
            Errand::Fetch(day) => Some(day.start().minus(MARGIN)),
        }
    }

    /// Stores a page where the errand is to store, and how far the list has been read with it.
    async fn store(
        &mut self,
        means: &Means,
        page: Page,
        next: Option<&PageCursor>,
        whole: bool,
    ) -> Result<Ingested, StepError> {
        let mut row = self.row.clone();
        let keeps = match self.errand {
            Errand::Count { .. } | Errand::Fetch(_) => false,
            Errand::Back { .. } => {
                row.reached = counting::place(&page).map_or(row.reached, |place| place.min(row.reached));
                row.cursor = next.map(|next| next.reveal().to_owned());
                row.whole = whole;
                true
            }
        };
        let now = means.now();
        let arrival = Arrival {
            line: self.line.clone(),
            now,
            carriers_now: means.carriers_now(),
            consent: means.settings.consent,
            // What was there when Foyer came is history, whenever it is found.
            history_before: Some(row.since),
        };
        let mut ids = means.ids.clone();
        let counts = matches!(self.errand, Errand::Count { .. });
        let (stored, row, were_missing) = means
            .write(move |tx| {
                let were_missing = if counts { not_here(tx, &row, &page)? } else { Vec::new() };
                let stored = ingest_page(tx, &page, &arrival, &mut ids)?;
                let new = u64::from(stored.stored_inbound).saturating_add(stored.elsewhere.into());
                // A fetched day that brought something old is noted too: no backup before this moment holds it.
                if keeps || new > 0 {
                    row.texts = row.texts.saturating_add(new);
                    read_back::save(tx, &row, now)?;
                }
                Ok((stored, row, were_missing))
            })
            .await?;
        self.row = row;
        self.tally.were_missing(were_missing);
        for thread in &stored.threads {
            means.tell(Change::Thread(*thread));
        }
        if stored.outbox_changed {
            means.tell(Change::Outbox);
        }
        if stored.new_inbound > 0 {
            means.tell(Change::NewInbound(stored.new_inbound));
        }
        means.tell(Change::Earlier);
        Ok(stored)
    }

    async fn end(&mut self, means: &Means, whole: bool) -> Result<(), StepError> {
        let (line, list, now) = (self.line.clone(), self.row.list, means.now());
        let tally = std::mem::take(&mut self.tally);
        match self.errand {
            Errand::Back { .. } => {
                let texts = self.row.texts;
                means.write(move |tx| activity::history_read(tx, line.id, list, texts, now)).await?;
            }
            Errand::Count { back, .. } => {
                counting::judge(means, &line, list, tally, whole).await?;
                means.write(move |tx| plan::counted(tx, &line, list, back, now)).await?;
            }
            Errand::Fetch(day) => {
                counting::judge(means, &line, list, tally, whole).await?;
                let asked = (line.id, list, day);
                means.write(move |tx| day_counts::answered(tx, asked)).await?;
                means.tell(Change::Earlier);
            }
        }
        Ok(())
    }
}

/// The texts of a page that are neither stored nor set aside.
fn not_here(tx: &ReadTx<'_>, row: &ReadBack, page: &Page) -> Result<Vec<ProviderMessageId>, StoreError> {
    let ids: Vec<ProviderMessageId> = page.messages.iter().map(|message| message.id.clone()).collect();
    let known = messages::known_provider_ids(tx, row.line, &ids)?;
    if known.len() == ids.len() {
        return Ok(Vec::new());
    }
    let known: BTreeSet<_> = known.into_iter().map(|(id, _)| id).collect();
    let aside = quarantine::list(tx)?.into_iter().filter(|one| one.line == row.line);
    let aside: BTreeSet<_> = aside.filter_map(|one| one.provider_id).collect();
    Ok(ids.into_iter().filter(|id| !known.contains(id) && !aside.contains(id)).collect())
}
