//! The inbound pump: walks each line's lists, newest first, until there is nothing new to learn.
//!
//! A carrier's list has no "since": it is read from the top. Most polls stop at the first page that brings
//! nothing new. Every quarter of an hour, and whenever the line was away, a *deep* walk goes on until a page is
//! known whole and older than the overlap, because listings were seen to trail by hours. The first walk of a
//! line goes as far back as the practice's back-fill.
//!
//! Pages are stored one transaction each, so a walk that dies half way has lost nothing and is simply begun
//! again. A list that never ends stops at a bound. A page whose way on cannot be read, or leads back to a page of
//! the same walk, is no end: what lies behind was not heard, so the poll fails and is tried again later. What follows
//! from a list that stays so is `breaks`'s.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use foyer_carrier::{FetchError, PageCursor, Scope};
use foyer_domain::{DeliveryProblem, DeliveryState, LineId, MessageId, ProviderMessageId, Span, Timestamp};
use foyer_store::{
    ReadTx, StoreError, cursors,
    lines::{self, LineRow},
    read_back::{CarrierList, ReadBack},
};

use crate::{
    Change, EngineSettings, Means, StepError,
    clock::is_due,
    earlier::{Tally, first_read, judge},
    inbound::{
        breaks::Breaks,
        ingest::{Arrival, ingest_page},
    },
    known::Known,
};

/// What a poll brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Pages read.
    pub pages: usize,
    /// New texts of patients that somebody should see; history is not counted.
    pub new_inbound: u32,
    /// Rows that could not be read, or came from no number; all are in quarantine.
    pub quarantined: u32,
    /// Texts whose pictures are to be fetched.
    pub media: Vec<MessageId>,
}

/// When which list was read last.
#[derive(Debug, Default)]
pub struct InboundPump {
    /// When the last whole poll began: what was sent before that has been heard.
    heard_at: Option<Timestamp>,
    /// When it ended: the next waits from here, or a slow carrier would be asked without a pause.
    ended_at: Option<Timestamp>,
    own_at: Option<Timestamp>,
    deep_at: Option<Timestamp>,
    /// When the last walk over some days began; survives a line that was away.
    rewalked_at: Option<Timestamp>,
    /// When something new was last heard.
    news_at: Option<Timestamp>,
    /// The lists that do not say how they go on.
    breaks: Breaks,
    store: Remembered,
}

/// What is read at every poll, and whether a page says anything that the last did not.
#[derive(Debug, Default)]
struct Remembered {
    lines: Known<Arc<Vec<LineRow>>>,
    cursors: BTreeMap<(LineId, &'static str), Known<Option<Timestamp>>>,
    /// The last page stored from the top of a list, and the edition of the data with it in them.
    pages: BTreeMap<(LineId, &'static str), (u64, PagePrint)>,
}

/// What of a page can be news, row by row; no words.
type PagePrint =
    Vec<(ProviderMessageId, Option<DeliveryState>, Option<DeliveryProblem>, [Option<Timestamp>; 2])>;

/// No request takes longer than this: the adapter gives up before.
const OVERSLEPT: Span = Span::seconds(90);

/// Silence after which nobody at the window means night.
const SILENCE: Span = Span::minutes(30);

/// How far a walk goes.
#[derive(Clone, Copy)]
enum Depth {
    /// To the first page that brings nothing new.
    Shallow,
    /// To a page that brings nothing new and is older than this.
    Until(Timestamp),
    /// The first walk of this list ever: to a page older than this.
    First(Timestamp),
}

/// One list to walk.
struct List<'a> {
    line: &'a LineRow,
    scope: Scope,
    /// Which of the line's two; its word is what its cursor is kept under.
    list: CarrierList,
}

impl InboundPump {
    /// Whether the lists are to be read now.
    pub fn is_due(&self, every: Span, now: Timestamp) -> bool {
        is_due(self.ended_at, every, now)
    }

    /// When they are to be read next.
    pub fn next_at(&self, every: Span, now: Timestamp) -> Timestamp {
        self.ended_at.filter(|ended| *ended <= now).map_or(now, |ended| ended.plus(every))
    }

    /// Whether what patients sent has been heard so lately that a text may leave: a STOP must have had the
    /// chance to win.
    pub fn is_fresh(&self, within: Span, now: Timestamp) -> bool {
        !is_due(self.heard_at, within, now)
    }

    /// Whether a whole poll ended so lately, and has not been forgotten since. However long the poll took: a carrier
    /// whose lists are slow is heard as well as it can be. A sleep after its end is not.
    pub fn was_heard(&self, within: Span, now: Timestamp) -> bool {
        self.heard_at.is_some() && !is_due(self.ended_at, within, now)
    }

    /// What was heard counts no more, and the next walk goes deep: the line was away, or the computer slept.
    pub fn forget(&mut self) {
        if !bug!(HeardIsForever) {
            let (rewalked_at, news_at) = (self.rewalked_at, self.news_at);
            let (breaks, store) = (std::mem::take(&mut self.breaks), std::mem::take(&mut self.store));
            *self = Self { rewalked_at, news_at, breaks, store, ..Self::default() };
        }
    }

    /// Whether nothing new has come for so long that an unwatched desk may listen less often.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        is_due(self.news_at, SILENCE, now)
    }

    /// A person takes it on themselves that texts leave although a list breaks off.
    pub fn go_on(&mut self) {
        self.breaks.go_on();
    }

    /// Reads every line's lists. Only when all of them were read to their end does it count as heard. One that breaks
    /// off keeps none of the others from being heard.
    ///
    /// What our own numbers sent is read once in `own_every`.
    ///
    /// # Errors
    /// The first failure; what was stored before it stays.
    pub async fn poll(&mut self, means: &Means, own_every: Span) -> Result<Heard, StepError> {
        let started = means.now();
        let far = is_due(self.rewalked_at, means.settings.rewalk_every, started);
        let deep = far || is_due(self.deep_at, means.settings.deep_walk_every, started);
        let own = deep || is_due(self.own_at, own_every, started);
        let reach = match (far, deep) {
            (true, _) => Reach::Days,
            (false, true) => Reach::Overlap,
            (false, false) => Reach::News,
        };
        let mut heard = Heard::default();
        let all = self.store.lines.or_read(means, |tx| lines::list(tx).map(Arc::new)).await?;
        for line in all.iter().filter(|line| line.retired_at.is_none()) {
            let inbound = List { line, scope: Scope::To(line.number.clone()), list: CarrierList::Received };
            self.read(means, &inbound, reach, started, &mut heard).await?;
            if own {
                let sent = List { line, scope: Scope::From(line.number.clone()), list: CarrierList::Sent };
                self.read(means, &sent, reach, started, &mut heard).await?;
            }
        }
        if !bug!(BreakIsEnd) {
            self.breaks.judge(started)?;
        }
        self.heard_at = Some(started);
        self.ended_at = Some(means.now());
        if own {
            self.own_at = Some(started);
        }
        if deep {
            self.deep_at = Some(started);
        }
        if far {
            self.rewalked_at = Some(started);
        }
        if heard.new_inbound > 0 || self.news_at.is_none_or(|at| at > started) {
            self.news_at = Some(started);
        }
        Ok(heard)
    }

    async fn read(
        &mut self,
        means: &Means,
        list: &List<'_>,
        reach: Reach,
        started: Timestamp,
        heard: &mut Heard,
    ) -> Result<(), StepError> {
        let key = (list.line.id, list.list.as_str());
        let read_until = self.breaks.read_until(key);
        let ended = walk(means, &mut self.store, list, (reach, started, read_until), heard).await?;
        self.breaks.note(key, ended, reach != Reach::News, started);
        Ok(())
    }
}

/// What a walk is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// What is new.
    News,
    /// What a trailing list may have shown late.
    Overlap,
    /// The same, over some days.
    Days,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Where it was to end.
    Whole {
        /// The newest text of the list, or the walk's beginning.
        until: Timestamp,
    },
    /// At a page that does not say how the list goes on.
    BrokenOff {
        /// As above.
        until: Timestamp,
        /// Whether it had come to where an earlier walk began: then nothing lies unread in between.
        joins: bool,
    },
}

/// Walks one list. A deep walk that came to its end moves the list's cursor: everything before that moment, less
/// the overlap, is known.
async fn walk(
    means: &Means,
    store: &mut Remembered,
    list: &List<'_>,
    (reach, started, read_until): (Reach, Timestamp, Option<Timestamp>),
    heard: &mut Heard,
) -> Result<Ended, StepError> {
    let (id, word) = (list.line.id, list.list.as_str());
    let known = store.cursors.entry((id, word)).or_default();
    let cursor = known.or_read(means, move |tx| cursor_of(tx, id, word)).await?;
    let reach = if bug!(NeverDeep) { Reach::News } else { reach };
    let depth = depth(&means.settings, reach, cursor, started);
    if bug!(CursorFirst) {
        end_walk(means, id, word, Depth::Until(started), started).await?;
    }
    // What was sent before Foyer came is history: shown, searched, honoured if it says STOP, never "unread".
    let came = match depth {
        Depth::First(_) => first_try(means, id, started).await?,
        Depth::Until(_) | Depth::Shallow => started,
    };
    let since = came.minus(means.settings.overlap);
    let mut at: Option<PageCursor> = None;
    let mut walked: Vec<PageCursor> = Vec::new();
    // In the carrier's time where it can be had: our clock may be wrong when this is read again.
    let mut known_until = started;
    let mut back_to: Option<Timestamp> = None;
    let mut met: BTreeSet<ProviderMessageId> = BTreeSet::new();
    // The walk over some days is also what they are counted by.
    let counts = reach == Reach::Days || matches!(depth, Depth::First(_));
    let mut tally = Tally::default();
    for _ in 0..means.settings.pages_at_most {
        let asked_at = means.now();
        let page = means.carrier.fetch_page(&list.scope, at.as_ref()).await?;
        if means.now().since(asked_at) > OVERSLEPT && !bug!(SleepUnnoticed) {
            // The computer slept in it: what came meanwhile may lie above what was read.
            return Err(FetchError::CarrierDown.into());
        }
        heard.pages += 1;
        if at.is_none() {
            known_until = newest(&page).map_or(started, |newest| newest.min(started));
        }
        let (next, cut) = (page.next.clone(), page.cut);
        // A page that says only what this walk has just stored is known, and proves nothing.
        let rows = page.messages.len();
        let further = page.messages.iter().filter(|row| met.insert(row.id.clone())).count() > 0 || rows == 0;
        if counts {
            tally.add(&page);
        }
        let top = at.is_none().then(|| print(&page)).flatten();
        let (edition, known) = (means.store.edition(), store.pages.get(&(id, word)));
        let seen = top.is_some()
            && known.is_some_and(|(stored, last)| *stored == edition && Some(last) == top.as_ref());
        let (oldest, anything_new) = if seen {
            (page.messages.iter().filter_map(|row| row.created_at).min(), false)
        } else {
            // By the carrier's clock, known since this page came: ours may be a year ahead, and all that came were
            // history.
            let since = since.min(means.carriers_now().minus(means.settings.overlap));
            let history_before = matches!(depth, Depth::First(_)).then_some(since);
            store_page(means, list.line, page, history_before, heard).await?
        };
        if let Some(top) = top.filter(|_| !seen) {
            store.pages.insert((id, word), (means.store.edition(), top));
        }
        back_to = [back_to, oldest].into_iter().flatten().min();
        let looped = next.as_ref().is_some_and(|next| walked.contains(next));
        let ended = (next.is_none() && !cut) || (bug!(LoopIsEnd) && looped) || bug!(FirstPageOnly);
        if (further && depth.is_reached(oldest, anything_new)) || ended {
            end_walk(means, id, word, depth, known_until).await?;
            let whole = next.is_none() && !cut;
            if let Depth::First(before) = depth {
                read_first(means, list, (before, since, whole), next).await?;
            }
            if counts {
                judge(means, list.line, list.list, tally, whole).await?;
            }
            return Ok(Ended::Whole { until: known_until });
        }
        match next {
            Some(next) if !walked.contains(&next) => {
                walked.push(next.clone());
                at = Some(next);
            }
            // What lies behind was not seen: the cursor stays, and the next walk comes here again.
            Some(_) | None => {
                tracing::warn!(line = %id, cut, "a list does not say how it goes on; walk ended");
                return break_off(means, list, (read_until.max(cursor), back_to), known_until).await;
            }
        }
    }
    tracing::warn!(line = %id, pages = means.settings.pages_at_most, "a list does not end; walk ended");
    match depth {
        // The first walk must end some time; beyond the bound lies only history.
        Depth::First(_) => {
            end_walk(means, id, word, depth, known_until).await?;
            read_first(means, list, (back_to.unwrap_or(started), since, false), at).await?;
        }
        Depth::Until(_) | Depth::Shallow => {}
    }
    Ok(Ended::Whole { until: known_until })
}

/// When Foyer first tried to hear this line: kept before the first request, for the carrier may refuse for days, and
/// what patients write meanwhile is news. Never later than now: the clock may have been ahead then.
async fn first_try(means: &Means, line: LineId, started: Timestamp) -> Result<Timestamp, StepError> {
    const WORD: &str = "tried";
    if let Some(tried) = read_cursor(means, line, WORD).await? {
        return Ok(tried.min(started));
    }
    let value = started.millis().to_string();
    means.write(move |tx| cursors::save(tx, line, WORD, &value, started)).await?;
    Ok(started)
}

/// Keeps how far back the first walk of a list came, and where history goes on.
async fn read_first(
    means: &Means,
    list: &List<'_>,
    (reached, since, whole): (Timestamp, Timestamp, bool),
    next: Option<PageCursor>,
) -> Result<(), StepError> {
    let (line, now) = (list.line.clone(), means.now());
    // By the carrier's clock, which is known by now: ours may be a year ahead, and all to come were history.
    let since = since.min(means.carriers_now().minus(means.settings.overlap));
    let cursor = next.map(|next| next.reveal().to_owned());
    let row = ReadBack { line: line.id, list: list.list, reached, since, whole, cursor, texts: 0 };
    Ok(means.write(move |tx| first_read(tx, &line, &row, now)).await?)
}

/// A walk that ended at a break: whether it came to what an earlier one had read. If so, everything up to now has been
/// read, though not a second time; that is kept apart from the cursor, which only a whole walk moves.
async fn break_off(
    means: &Means,
    list: &List<'_>,
    (read_until, back_to): (Option<Timestamp>, Option<Timestamp>),
    known_until: Timestamp,
) -> Result<Ended, StepError> {
    let (id, word) = (list.line.id, read_word(list.list));
    let read_until = read_cursor(means, id, word).await?.max(read_until);
    let joins = matches!((back_to, read_until), (Some(back_to), Some(read_until)) if back_to <= read_until);
    if joins {
        let (value, now) = (known_until.millis().to_string(), means.now());
        means.write(move |tx| cursors::save(tx, id, word, &value, now)).await?;
    }
    Ok(Ended::BrokenOff { until: known_until, joins })
}

/// Under which word it is kept how far a list that breaks off has been read.
const fn read_word(list: CarrierList) -> &'static str {
    match list {
        CarrierList::Received => "to.read",
        CarrierList::Sent => "from.read",
    }
}

/// The moment that is kept for a line under a word: when a list was last known whole, most of all; `None` before the
/// first time.
async fn read_cursor(
    means: &Means,
    line: LineId,
    word: &'static str,
) -> Result<Option<Timestamp>, StepError> {
    Ok(means.read(move |tx| cursor_of(tx, line, word)).await?)
}

fn cursor_of(tx: &ReadTx<'_>, line: LineId, word: &'static str) -> Result<Option<Timestamp>, StoreError> {
    let value = cursors::load(tx, line, word)?;
    Ok(value.and_then(|value| value.parse().ok()).map(Timestamp::from_millis))
}

/// What of a page can be news; `None` when it holds rows that could not be read.
fn print(page: &foyer_carrier::Page) -> Option<PagePrint> {
    let row = |row: &foyer_carrier::CarrierMessage| {
        (row.id.clone(), row.state, row.problem, [row.created_at, row.sent_at])
    };
    page.unreadable.is_empty().then(|| page.messages.iter().map(row).collect())
}

fn depth(settings: &EngineSettings, reach: Reach, cursor: Option<Timestamp>, started: Timestamp) -> Depth {
    let overlap = if bug!(NoOverlap) { Span::ZERO } else { settings.overlap };
    match (cursor, reach) {
        (None, _) => Depth::First(started.minus(settings.back_fill)),
        // A desk that was off for a weekend goes back to where it last knew everything.
        (Some(known), Reach::Overlap) => Depth::Until(known.min(started).minus(overlap)),
        (Some(known), Reach::Days) => {
            Depth::Until(known.min(started).minus(overlap).min(started.minus(settings.rewalk_back)))
        }
        (Some(_), Reach::News) => Depth::Shallow,
    }
}

impl Depth {
    /// Whether a page with this oldest row ends the walk. A page of rows without times says nothing of how far
    /// the walk has come.
    fn is_reached(self, oldest: Option<Timestamp>, anything_new: bool) -> bool {
        let older_than = |before: Timestamp| oldest.is_some_and(|oldest| oldest < before);
        match self {
            Self::Shallow => !anything_new,
            Self::Until(before) => !anything_new && older_than(before),
            Self::First(before) => older_than(before),
        }
    }
}

/// Stores one page and tells what changed. Returns its oldest time and whether it held anything new.
async fn store_page(
    means: &Means,
    line: &LineRow,
    page: foyer_carrier::Page,
    history_before: Option<Timestamp>,
    heard: &mut Heard,
) -> Result<(Option<Timestamp>, bool), StepError> {
    if page.messages.is_empty() && page.unreadable.is_empty() {
        return Ok((None, false));
    }
    let arrival = Arrival {
        line: line.clone(),
        now: means.now(),
        carriers_now: means.carriers_now(),
        consent: means.settings.consent,
        history_before,
    };
    let mut ids = means.ids.clone();
    let stored = means.write(move |tx| ingest_page(tx, &page, &arrival, &mut ids)).await?;
    for thread in &stored.threads {
        means.tell(Change::Thread(*thread));
    }
    if stored.outbox_changed {
        means.tell(Change::Outbox);
    }
    if stored.new_inbound > 0 {
        means.tell(Change::NewInbound(stored.new_inbound));
    }
    heard.new_inbound = heard.new_inbound.saturating_add(stored.new_inbound);
    heard.quarantined = heard.quarantined.saturating_add(stored.quarantined);
    heard.media.extend(stored.media);
    Ok((stored.oldest, stored.anything_new))
}

/// The newest time on a page.
fn newest(page: &foyer_carrier::Page) -> Option<Timestamp> {
    page.messages.iter().filter_map(|row| row.created_at).max()
}

/// Keeps until when a list is known; a shallow walk proves nothing that is worth a write.
async fn end_walk(
    means: &Means,
    line: LineId,
    word: &'static str,
    depth: Depth,
    known_until: Timestamp,
) -> Result<(), StepError> {
    match depth {
        Depth::Shallow => Ok(()),
        Depth::Until(_) | Depth::First(_) => {
            let (value, now) = (known_until.millis().to_string(), means.now());
            means.write(move |tx| cursors::save(tx, line, word, &value, now)).await?;
            Ok(())
        }
    }
}
