//! How texts are answered: how many of ours a patient answered and how soon, who said YES to the notice, who opted
//! out, which visits are confirmed, what the carrier did not deliver, and what was refused here. Told by what
//! happened; nothing is counted beside it, and what a figure counts is what the window opens behind it.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Author, DeliveryProblem, DeliveryState, Language, LocationId, Span, ThreadId, Timestamp};
use foyer_policy::template::Blank;
use rusqlite::params;

use crate::{
    ReadTx, StoreError,
    messages::{self, MessageKind, Sender},
    sql::Reading,
    threads,
};

/// A patient's text this long after ours is no answer to it any more.
pub const ANSWERED_WITHIN: Span = Span::hours(72);

/// What became of the texts of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Texts of this Foyer that the carrier has: what staff wrote, notices, links, automatic replies.
    pub sent: u32,
    /// Conversations among them.
    pub threads: u32,
    /// Texts that the patient answered, before the next one of ours and within [`ANSWERED_WITHIN`].
    pub answered: u32,
    /// How long each answer took.
    pub took: Vec<Span>,
    /// Texts that did not arrive, by what the carrier said.
    pub failed: BTreeMap<DeliveryProblem, u32>,
}

impl Answers {
    /// Adds up what became of each text.
    pub fn of(texts: &[SentText]) -> Self {
        let (mut all, mut reached) = (Self::default(), BTreeSet::new());
        for text in texts {
            match text.fate {
                Fate::Lost(problem) => add(all.failed.entry(problem).or_default()),
                Fate::Answered(took) => {
                    add(&mut all.sent);
                    add(&mut all.answered);
                    all.took.push(took);
                    reached.insert(text.thread);
                }
                Fate::Unanswered => {
                    add(&mut all.sent);
                    reached.insert(text.thread);
                }
            }
        }
        all.threads = u32::try_from(reached.len()).unwrap_or(u32::MAX);
        all
    }
}

/// A text of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentText {
    /// In which conversation.
    pub thread: ThreadId,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The patient answered, before the next one of ours and within [`ANSWERED_WITHIN`]; how soon.
    Answered(Span),
    /// Nobody has.
    Unanswered,
    /// It did not arrive.
    Lost(DeliveryProblem),
}

/// Every text of this Foyer from `from` on and before `to` that the carrier has or lost, oldest first.
///
/// # Errors
/// The store's own.
pub fn texts(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<SentText>, StoreError> {
    let until = to.plus(ANSWERED_WITHIN);
    let (mut told, mut briefs) = (Vec::new(), threads::Briefs::of(tx)?);
    // The text of ours in each conversation that waits for an answer, by its place among those told.
    let mut waits: BTreeMap<i64, Option<usize>> = BTreeMap::new();
    let mut ids: BTreeMap<i64, ThreadId> = BTreeMap::new();
    let mut statement = tx.prepare(TEXTS)?;
    let mut rows = statement.query([messages::first_place(from), messages::first_place(until)])?;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        let (place, at): (i64, _) = (r.get("thread")?, r.at("created_at")?);
        match messages::sender(&r)? {
            Sender::Patient => {
                let asked = waits.insert(place, None).flatten().and_then(|asked| told.get_mut(asked));
                if let Some(SentText { at: asked, fate, .. }) = asked
                    && *asked <= at
                    && at.since(*asked) <= ANSWERED_WITHIN
                {
                    *fate = Fate::Answered(at.since(*asked));
                }
            }
            // What another program sent is its own; it ends the wait for an answer to ours.
            Sender::Practice(Author::Elsewhere) => {
                waits.insert(place, None);
            }
            Sender::Practice(Author::Staff(_) | Author::Foyer) => {
                let kind = r.word("kind", MessageKind::parse)?;
                let Some(state) = r.opt_word("state", DeliveryState::parse)? else { continue };
                if !is_text(kind) || !(is_lost(state) || has_gone(state)) {
                    continue;
                }
                let ours = at >= from && at < to;
                if has_gone(state) {
                    waits.insert(place, ours.then_some(told.len()));
                }
                if ours {
                    let thread = match ids.get(&place) {
                        Some(id) => *id,
                        None => *ids.entry(place).or_insert(briefs.at(place)?.id),
                    };
                    let fate = if is_lost(state) {
                        let problem = r.opt_word("problem", DeliveryProblem::parse)?;
                        Fate::Lost(problem.unwrap_or(DeliveryProblem::Other))
                    } else {
                        Fate::Unanswered
                    };
                    told.push(SentText { thread, at, fate });
                }
            }
        }
    }
    Ok(told)
}

// Along the index that has all of it; only what did not arrive asks for more.
pub(crate) const TEXTS: &str = "
    SELECT m.thread, m.created_at, m.author, m.author_user, m.kind, m.state,
        CASE WHEN m.state IN ('undelivered', 'failed')
            THEN (SELECT p.problem FROM message p WHERE p.thread = m.thread AND p.seq = m.seq) END AS problem
    FROM message m INDEXED BY message_told WHERE m.seq >= ?1 AND m.seq < ?2 ORDER BY m.seq";

/// Something about consent, and a conversation with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which conversation.
    pub thread: ThreadId,
    /// When.
    pub at: Timestamp,
}

/// Notices that went out from `from` on and before `to`, newest first.
///
/// # Errors
/// The store's own.
pub fn notices(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Said>, StoreError> {
    said(tx, NOTICES, from, to)
}

/// YES to one of them, whenever that went out, newest first.
///
/// # Errors
/// The store's own.
pub fn said_yes(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Said>, StoreError> {
    said(tx, SAID_YES, from, to)
}

/// A text that somebody sent from a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FromTemplate {
    /// In which conversation.
    pub thread: ThreadId,
    /// The office whose number that is on; `None` for all of them.
    pub location: Option<LocationId>,
    /// When.
    pub at: Timestamp,
}

/// Texts from wordings with the booking link, from `from` on and before `to`, as far as the carrier has them; newest
/// first. The automatic reply of closed hours tells the link too and is none of them.
///
/// # Errors
/// The store's own.
pub fn booking_links(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<FromTemplate>, StoreError> {
    let (first, end) = (messages::first_place(from), messages::first_place(to));
    let blank = |language| format!("{{{}}}", Blank::BookingLink.name(language));
    let args = params![first, end, blank(Language::En), blank(Language::Es)];
    crate::sql::rows(tx, BOOKING_LINKS, args, |row| {
        let r = Reading::new(row, "message");
        Ok(FromTemplate {
            thread: r.id("thread_id")?,
            location: r.opt_id("location")?,
            at: r.at("created_at")?,
        })
    })
}

// What staff wrote is few of a period's texts next to what templates were used for; both are walked along the place
// in time.
pub(crate) const BOOKING_LINKS: &str = "
    SELECT t.id AS thread_id, l.location, m.created_at
    FROM message m INDEXED BY message_told
    CROSS JOIN message x ON x.thread = m.thread AND x.seq = m.seq
    CROSS JOIN thread t ON t.seq = m.thread
    CROSS JOIN line l ON l.seq = t.line
    WHERE m.seq >= ?1 AND m.seq < ?2 AND m.kind = 'text' AND m.author = 'staff'
        AND m.state IN ('accepted', 'sent', 'delivered')
        AND EXISTS (SELECT 1 FROM message_template k CROSS JOIN template_version v ON v.seq = k.version
            WHERE k.message = x.id AND (instr(v.en, ?3) > 0 OR instr(v.es, ?4) > 0))
    ORDER BY m.seq DESC";

fn said(tx: &ReadTx<'_>, sql: &str, from: Timestamp, to: Timestamp) -> Result<Vec<Said>, StoreError> {
    crate::sql::rows(tx, sql, [from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "consent_event");
        Ok(Said { thread: r.id("thread_id")?, at: r.at("at")? })
    })
}

const NOTICES: &str = "
    SELECT e.at, (SELECT t.id FROM thread t WHERE t.far_number = e.number AND t.channel = e.channel
        ORDER BY t.last_message_at DESC LIMIT 1) AS thread_id
    FROM consent_event e
    WHERE e.kind = 'notice_sent' AND e.at >= ?1 AND e.at < ?2 AND thread_id IS NOT NULL ORDER BY e.at DESC, e.seq DESC";

const SAID_YES: &str = "
    SELECT e.at, (SELECT t.id FROM thread t WHERE t.far_number = e.number AND t.channel = e.channel
        ORDER BY t.last_message_at DESC LIMIT 1) AS thread_id
    FROM consent_event e
    WHERE e.kind = 'granted' AND e.basis = 'replied_yes' AND e.at >= ?1 AND e.at < ?2 AND thread_id IS NOT NULL
    ORDER BY e.at DESC, e.seq DESC";

/// A reminder of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminded {
    /// In which conversation.
    pub thread: ThreadId,
    /// When it was queued.
    pub at: Timestamp,
    /// The visit.
    pub visit_at: Timestamp,
    /// When the patient confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

/// Reminders that named a visit, from `from` on and before `to`, as far as the carrier has them; newest first.
///
/// # Errors
/// The store's own.
pub fn reminders(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Reminded>, StoreError> {
    let between = [messages::first_place(from), messages::first_place(to)];
    crate::sql::rows(tx, REMINDERS, between, |row| {
        let r = Reading::new(row, "batch_item");
        Ok(Reminded {
            thread: r.id("thread_id")?,
            at: r.at("created_at")?,
            visit_at: r.at("visit_at")?,
            confirmed_at: r.opt_at("confirmed_at")?,
        })
    })
}

pub(crate) const REMINDERS: &str = "
    SELECT m.seq, t.id AS thread_id, m.created_at, i.visit_at, i.confirmed_at
    FROM message m INDEXED BY message_told
    CROSS JOIN message x ON x.thread = m.thread AND x.seq = m.seq
    CROSS JOIN batch_item i ON i.message = x.id
    CROSS JOIN thread t ON t.seq = m.thread
    WHERE m.seq >= ?1 AND m.seq < ?2 AND m.kind = 'reminder' AND m.state IN ('accepted', 'sent', 'delivered')
        AND i.visit_at IS NOT NULL
    ORDER BY m.seq DESC";

/// A try that was refused here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTry {
    /// In which conversation.
    pub thread: ThreadId,
    /// When.
    pub at: Timestamp,
    /// The refusal's word.
    pub word: String,
}

/// Tries that were refused from `from` on and before `to`, newest first.
///
/// # Errors
/// The store's own.
pub fn refused(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<RefusedTry>, StoreError> {
    crate::sql::rows(tx, REFUSED, [from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "audit");
        let why: serde_json::Value = r.word("detail", |text| serde_json::from_str(text).ok())?;
        let word = why.get("refusal").and_then(serde_json::Value::as_str).unwrap_or_default();
        Ok(RefusedTry { thread: r.id("thread")?, at: r.at("at")?, word: word.to_owned() })
    })
}

pub(crate) const REFUSED: &str = "
    SELECT seq, at, thread, detail FROM audit
    WHERE action = 'text.refuse' AND at >= ?1 AND at < ?2 AND thread IS NOT NULL ORDER BY at DESC, seq DESC";

/// Whether it is a text, and no card of the portal.
const fn is_text(kind: MessageKind) -> bool {
    match kind {
        MessageKind::Text
        | MessageKind::Notice
        | MessageKind::PortalLink
        | MessageKind::StopConfirmation
        | MessageKind::AfterHours
        | MessageKind::Reminder => true,
        MessageKind::PortalCard | MessageKind::PortalReply => false,
    }
}

/// Whether the carrier has it, and did not say that it was lost.
const fn has_gone(state: DeliveryState) -> bool {
    match state {
        DeliveryState::Accepted | DeliveryState::Sent | DeliveryState::Delivered => true,
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => false,
    }
}

const fn is_lost(state: DeliveryState) -> bool {
    matches!(state, DeliveryState::Undelivered | DeliveryState::Failed)
}

fn add(count: &mut u32) {
    *count = count.saturating_add(1);
}
