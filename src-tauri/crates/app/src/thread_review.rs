//! Looking threads over: which there are on some days and what is worth a look in each, one of them to read, and a
//! colleague who is asked about it.
//!
//! Who looks does not touch the desk's work: nothing is marked read, nobody is answered, and the look is written down. A
//! thread counts as looked over until its next text.

use std::collections::BTreeMap;

use foyer_domain::{
    Category, Channel, Direction, Language, NoteId, Private, Span, ThreadId, ThreadReviewId, Timestamp, User,
    UserId,
};
use foyer_policy::Ground;
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    audit::{self, Sealable},
    consent,
    looking_back::{self, OverWarning},
    messages::{self, MessageRow},
    notes::{self, NoteRow},
    outbox,
    sight::{Seen, Sight},
    thread_reviews::{self, Busy, MentionRow, ReviewedRow},
    threads::{self, ThreadRow},
};

use crate::{
    desk::Desk,
    goals::Goals,
    hiding::Eyes,
    overview, present,
    reading::{self, Staff},
    record::{self, Act},
    sending, timeline,
    wire::{
        Badge, Colleague, GroundKind, MentionItem, OverWarningCard, Period, ReviewComment, ReviewMark,
        ReviewThread, ReviewThreads, ReviewedBy, ReviewedThread,
    },
};

/// Threads that are worth listing.
const SHOWN: usize = 500;

/// Texts of a thread that is read.
const LATEST: u32 = 200;

/// Notes of a thread that are shown beside it.
const COMMENTS: usize = 50;

/// Which threads are wanted.
pub(crate) struct Wanted {
    pub(crate) period: Period,
    pub(crate) staff: Option<UserId>,
    pub(crate) category: Option<Category>,
    pub(crate) channel: Option<Channel>,
    /// Of the patient.
    pub(crate) language: Option<Language>,
    pub(crate) any: Vec<ReviewMark>,
    pub(crate) unreviewed: bool,
}

/// The threads in which something was said on the days, as far as they are wanted.
pub(crate) fn list(
    desk: &Desk,
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<ReviewThreads, StoreError> {
    let (_, from, to) = overview::bounds(wanted.period, desk.practice().zone(), now);
    let goals = Goals::read(desk, tx)?;
    let mut waits: BTreeMap<ThreadId, Waits> = BTreeMap::new();
    for row in looking_back::waits_between(tx, from, to, now)? {
        let late = goals.is_late(tx, &row, now)?;
        waits.entry(row.thread).or_default().add(&row.wait, late);
    }
    let mut over: BTreeMap<ThreadId, Vec<OverWarning>> = BTreeMap::new();
    for one in looking_back::over_warnings(tx, from, to)? {
        over.entry(one.thread).or_default().push(one);
    }
    let looked = thread_reviews::looked_since(tx, from)?;
    let mut looks = Vec::new();
    for busy in thread_reviews::busy(tx, from, to)? {
        let thread = busy.thread.id;
        let (waits, over) =
            (waits.remove(&thread).unwrap_or_default(), over.remove(&thread).unwrap_or_default());
        // Whoever looked before the thread's last text looked at another thread.
        let reviewed =
            looked.get(&thread).filter(|row| busy.thread.last_message_at.is_none_or(|text| text <= row.at));
        let look = Look { busy, waits, over, reviewed: reviewed.copied() };
        if wanted.takes(&look) && wanted.speaks(tx, thread)? {
            looks.push(look);
        }
    }
    // A month may have thousands: only those that are shown are read.
    looks.sort_by_cached_key(|look| std::cmp::Reverse((look.at(), look.busy.thread.id)));
    let total = u32::try_from(looks.len()).unwrap_or(u32::MAX);
    let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
    let shown = looks.into_iter().take(SHOWN);
    let rows = shown.map(|look| Ok(look.row(&eyes, &staff, &threads::get(tx, look.busy.thread.id)?)));
    let rows = rows.collect::<Result<_, StoreError>>()?;
    let staff = staff.here().map(|user| colleague(&staff, user.id)).collect();
    Ok(ReviewThreads { rows, total, staff })
}

impl Wanted {
    fn takes(&self, look: &Look) -> bool {
        let marks = look.marks();
        (self.any.is_empty() || self.any.iter().any(|mark| marks.contains(mark)))
            && self.staff.is_none_or(|user| look.busy.by.contains(&user))
            && self.category.is_none_or(|category| category == look.busy.thread.category)
            && self.channel.is_none_or(|channel| channel == look.busy.thread.channel)
            && !(self.unreviewed && look.reviewed.is_some())
    }

    /// Whether the patient of a thread is one of the wanted language.
    fn speaks(&self, tx: &ReadTx<'_>, thread: ThreadId) -> Result<bool, StoreError> {
        let Some(language) = self.language else { return Ok(true) };
        Ok(sending::language_of(tx, &threads::get(tx, thread)?)? == language)
    }
}

/// How patients waited in one thread.
#[derive(Default)]
struct Waits {
    slowest: Option<(Span, Option<UserId>, Timestamp)>,
    slow: bool,
    since: Option<Timestamp>,
}

impl Waits {
    fn add(&mut self, wait: &foyer_domain::Wait, late: bool) {
        self.slow |= late;
        match (wait.took(), wait.answer) {
            (Some(took), Some((_, by))) => {
                if self.slowest.is_none_or(|(slowest, _, _)| slowest < took) {
                    self.slowest = Some((took, by, wait.asked_at));
                }
            }
            (None, _) | (_, None) => {
                self.since = Some(wait.asked_at);
            }
        }
    }
}

/// One thread with everything that is known of its days.
struct Look {
    busy: Busy,
    waits: Waits,
    /// The newest first.
    over: Vec<OverWarning>,
    /// Who looked since the last text.
    reviewed: Option<ReviewedRow>,
}

impl Look {
    fn marks(&self) -> Vec<ReviewMark> {
        [
            (!self.over.is_empty(), ReviewMark::Warning),
            (self.busy.failed > 0, ReviewMark::Failed),
            (self.waits.slow, ReviewMark::Slow),
            (self.waits.since.is_some(), ReviewMark::Waiting),
        ]
        .into_iter()
        .filter_map(|(holds, mark)| holds.then_some(mark))
        .collect()
    }

    /// When what is most worth a look happened.
    fn at(&self) -> Timestamp {
        match (self.over.first(), self.waits.since, self.waits.slowest) {
            (Some(over), _, _) => over.at,
            (None, Some(since), _) => since,
            (None, None, Some((_, _, asked))) if self.waits.slow => asked,
            (None, None, _) => self.busy.last_at,
        }
    }

    fn row(&self, eyes: &Eyes, staff: &Staff, thread: &ThreadRow) -> ReviewThread {
        let hidden = eyes.hides(thread);
        let newest = self.over.first();
        let by = match (newest, self.waits.since, self.waits.slowest) {
            (Some(over), _, _) => Some(over.by),
            (None, Some(_), _) => thread.facts.assigned_to,
            (None, None, Some((_, by, _))) if self.waits.slow => by,
            (None, None, _) => self.busy.last_by,
        };
        ReviewThread {
            thread: thread.id.to_string(),
            name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
            channel: present::channel_kind(thread.channel),
            category: present::category(thread.category),
            at: self.at().millis(),
            marks: self.marks(),
            staff: by.map(|user| staff.name(user)),
            // What somebody wrote about a thread is kept back with it.
            reason: newest.filter(|_| hidden.is_none()).map(|over| over.reason.reveal().to_owned()),
            first_reply_ms: self.waits.slowest.map(|(took, _, _)| took.as_millis()),
            waiting_since_at: self.waits.since.map(Timestamp::millis),
            sent: self.busy.sent,
            received: self.busy.received,
            over_warning: u32::try_from(self.over.len()).unwrap_or(u32::MAX),
            failed: self.busy.failed,
            reviewed: self.reviewed.map(|row| ReviewedBy { by: staff.name(row.by), at: row.at.millis() }),
            hidden,
        }
    }
}

/// Reads a thread to look it over. Written down before anything of it is shown.
pub(crate) fn open(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: ThreadId,
    now: Timestamp,
) -> Result<ReviewedThread, StoreError> {
    let thread = desk.sees(tx, id)?;
    record::by_staff(desk, tx, Act::ReviewOpened, id, None, now)?;
    let staff = Staff::read(tx)?;
    let mut over = Vec::new();
    let latest = messages::page(tx, id, None, LATEST)?;
    for text in latest.iter().rev() {
        over.extend(card(desk, tx, &staff, &thread, text)?);
    }
    let ours = latest.iter().find(|text| text.direction() == Direction::Outbound);
    let problem = over.last().map(|card| card.message.clone()).or_else(|| Some(ours?.id.to_string()));
    let asked = thread_reviews::mentions_in(tx, id)?;
    let mut comments: Vec<ReviewComment> = notes::of_thread(tx, id, Timestamp::from_millis(i64::MIN))?
        .into_iter()
        .map(|note| {
            let asks = asked.iter().filter(|one| one.note == note.id).map(|one| staff.name(one.user));
            ReviewComment {
                id: note.id.to_string(),
                by: staff.name(note.author),
                at: note.created_at.millis(),
                asks: asks.collect(),
                text: note.body.into_inner(),
            }
        })
        .collect();
    let older = comments.len().saturating_sub(COMMENTS);
    comments.drain(..older);
    Ok(ReviewedThread {
        thread: id.to_string(),
        name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        number: thread.far_number.pretty(),
        badge: thread.badge_at(now).map_or(Badge::NoConsent, present::badge),
        timeline: timeline::stretch(desk, tx, &thread, None, LATEST, now)?,
        over,
        comments,
        colleagues: readers(tx, &staff, desk.user.id, &thread, now)?,
        may: thread.until().is_none(),
        problem: problem.filter(|_| thread.until().is_none()),
    })
}

/// What is told of a text that went over a warning; `None` for every other.
fn card(
    desk: &Desk,
    tx: &ReadTx<'_>,
    staff: &Staff,
    thread: &Seen,
    text: &MessageRow,
) -> Result<Option<OverWarningCard>, StoreError> {
    let Some(queued) = outbox::of_message(tx, text.id)? else { return Ok(None) };
    let Some((by, reason)) = queued.over_warning else { return Ok(None) };
    let about = desk.screening_context(reading::names_known(tx, thread)?);
    let screening = desk.screener.screen(text.body.reveal(), text.channel, &about);
    let found = present::findings(text.body.reveal(), &screening);
    let mut categories: Vec<String> = Vec::new();
    for finding in &found {
        if !categories.contains(&finding.category) {
            categories.push(finding.category.clone());
        }
    }
    Ok(Some(OverWarningCard {
        message: text.id.to_string(),
        at: text.created_at.millis(),
        staff: staff.name(by),
        verdict: present::verdict_kind(screening.verdict()),
        categories,
        marks: found.iter().map(|finding| (finding.start, finding.end)).collect(),
        reason: reason.reveal().to_owned(),
        consent: consent::kept_with(tx, text.id)?.map(|mark| present::badge(mark.badge)),
        ground: match queued.ground {
            Ground::Granted { .. } => GroundKind::Granted,
            Ground::Implied { .. } => GroundKind::Implied,
            Ground::Asking => GroundKind::Asking,
            Ground::Farewell => GroundKind::Farewell,
            Ground::Decided { .. } => GroundKind::Decided,
        },
    }))
}

/// Colleagues who read a thread without a reason, by name.
fn readers(
    tx: &ReadTx<'_>,
    staff: &Staff,
    me: UserId,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<Vec<Colleague>, StoreError> {
    let mut found = Vec::new();
    for user in staff.here().filter(|user| user.id != me) {
        if reads(tx, user.id, thread, now)? {
            found.push(colleague(staff, user.id));
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn reads(tx: &ReadTx<'_>, user: UserId, thread: &ThreadRow, now: Timestamp) -> Result<bool, StoreError> {
    Ok(Sight::of(tx, user, now)?.see(thread).is_some_and(|seen| seen.until().is_none()))
}

fn colleague(staff: &Staff, id: UserId) -> Colleague {
    Colleague { id: id.to_string(), name: staff.name(id) }
}

/// Somebody looked a thread over.
pub(crate) fn mark(desk: &Desk, tx: &WriteTx<'_>, id: ThreadId, now: Timestamp) -> Result<(), StoreError> {
    seen_by_right(desk, tx, id)?;
    let row = ReviewedRow {
        id: ThreadReviewId::from_uuid(desk.next_uuid()),
        thread: id,
        by: desk.user.id,
        at: now,
    };
    thread_reviews::add(tx, &row)?;
    record::by_staff(desk, tx, Act::ThreadReviewed, id, Some(row.id.uuid()), now)
}

/// Why a comment was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoComment {
    /// Somebody who is asked does not read this thread, or has left.
    NotTheirs,
}

/// Adds a note to a thread, and asks colleagues in it. The same note twice is one.
pub(crate) fn comment(
    desk: &Desk,
    tx: &WriteTx<'_>,
    note: NoteRow,
    asks: &[UserId],
    now: Timestamp,
) -> Result<Result<(), NoComment>, StoreError> {
    let thread = seen_by_right(desk, tx, note.thread)?;
    let staff = Staff::read(tx)?;
    for user in asks {
        if !staff.here().any(|here| here.id == *user) || !reads(tx, *user, &thread, now)? {
            return Ok(Err(NoComment::NotTheirs));
        }
    }
    match notes::add(tx, &note) {
        Ok(()) => {}
        // A double click: this note is there already.
        Err(StoreError::Conflict { .. }) => return Ok(Ok(())),
        Err(error) => return Err(error),
    }
    for user in asks {
        let row = MentionRow { note: note.id, thread: note.thread, user: *user, by: desk.user.id, at: now };
        thread_reviews::mention(tx, &row)?;
    }
    let detail = serde_json::json!({
        "asked": asks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "words": audit::sealed_words(tx, Sealable::Note(note.id))?,
    });
    record::with(desk, tx, Act::NoteAdded, note.thread, Some(note.id.uuid()), detail, now)?;
    Ok(Ok(()))
}

/// The colleagues that a note names after an `@`: by the whole name, or by the first name where only one has it. An
/// address (`a@b.example`) names nobody.
pub(crate) fn named_in(staff: &Staff, me: UserId, words: &str) -> Vec<UserId> {
    let others: Vec<&User> = staff.here().filter(|user| user.id != me).collect();
    let words = words.to_lowercase();
    let mut parts = words.split('@');
    let mut before = parts.next().unwrap_or_default();
    let mut named = Vec::new();
    for rest in parts {
        let begins = |name: &str| {
            let after = rest.strip_prefix(name.to_lowercase().as_str());
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        let whole = others.iter().find(|user| begins(user.name.reveal()));
        let found = whole.or_else(|| {
            let mut by_first = others.iter().filter(|user| begins(&present::first_name(user.name.reveal())));
            by_first.next().filter(|_| by_first.next().is_none())
        });
        if let Some(user) = found
            && !before.ends_with(char::is_alphanumeric)
            && !named.contains(&user.id)
        {
            named.push(user.id);
        }
        before = rest;
    }
    named
}

/// A thread that whoever sits here reads without a reason given for half an hour.
fn seen_by_right(desk: &Desk, tx: &ReadTx<'_>, id: ThreadId) -> Result<Seen, StoreError> {
    Some(desk.sees(tx, id)?).filter(|seen| seen.until().is_none()).ok_or(StoreError::Hidden)
}

/// What whoever sits here is asked by colleagues, oldest first.
pub(crate) fn mentions(desk: &Desk, tx: &ReadTx<'_>) -> Result<Vec<MentionItem>, StoreError> {
    let (eyes, staff) = (Eyes::read(desk, tx)?, Staff::read(tx)?);
    thread_reviews::asked_of(tx, desk.user.id)?
        .into_iter()
        .map(|asked| {
            let thread = threads::get(tx, asked.thread)?;
            let hidden = eyes.hides(&thread);
            let text =
                if hidden.is_some() { None } else { words_of(tx, asked.thread, asked.note, asked.at)? };
            Ok(MentionItem {
                note: asked.note.to_string(),
                thread: asked.thread.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                by: staff.name(asked.by),
                at: asked.at.millis(),
                text: text.map(Private::into_inner).unwrap_or_default(),
                hidden,
            })
        })
        .collect()
}

fn words_of(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    note: NoteId,
    since: Timestamp,
) -> Result<Option<Private>, StoreError> {
    Ok(notes::of_thread(tx, thread, since)?.into_iter().find(|row| row.id == note).map(|row| row.body))
}
