//! Texts and notes of all years by words and by what they are: who wrote them, when, on which channel, and whether they
//! failed, were handed off, or had a file.
//!
//! Newest first. The walk goes along the index that holds the fewest texts of what was asked, and is bounded: a question
//! that few texts answer comes back after [`WALK`] texts with the place to go on from, so no answer keeps a reader
//! for long. What is hidden from whoever asks is counted, and nothing else of it is read.

use foyer_domain::{Category, Channel, DeliveryState, Direction, Timestamp, UserId};
use rusqlite::params;

use crate::{
    ReadTx, StoreError,
    messages::{self, MessageKind},
    notes::{self, NoteHit},
    search::Hit,
    sight::Whereabouts,
    sql::{Reading, StoredId as _},
    typed::{self, Asked, Match, Words},
};

/// At most so many texts are looked at in one go: some 50 ms in an encrypted file.
const WALK: u32 = 10_000;

/// What is asked for. Every part narrows; nothing at all finds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// As typed; every word of it must match.
    pub words: String,
    /// Whether a word may also stand inside another.
    pub inside: bool,
    /// Written by this colleague.
    pub staff: Option<UserId>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// Did not arrive and will not.
    pub failed: bool,
    /// Words that were handed off to the portal.
    pub handed_off: bool,
    /// With a picture or file.
    pub with_file: bool,
    /// Nothing but texts, or nothing but notes.
    pub only: Option<Kind>,
}

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To or from a patient.
    Texts,
    /// Among the staff.
    Notes,
}

impl Question {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        let Self { words, inside: _, staff, from, until, channel, failed, handed_off, with_file, only } =
            self;
        words.trim().is_empty()
            && staff.is_none()
            && from.is_none()
            && until.is_none()
            && channel.is_none()
            && only.is_none()
            && !(*failed || *handed_off || *with_file)
    }

    /// Whether a text may be an answer.
    fn wants_texts(&self) -> bool {
        self.only != Some(Kind::Notes)
    }

    /// Whether a note may be one: it goes on no channel, nowhere, and with nothing.
    fn wants_notes(&self) -> bool {
        let of_texts = self.channel.is_some() || self.failed || self.handed_off || self.with_file;
        self.only != Some(Kind::Texts) && !of_texts && !self.is_empty()
    }

    /// What was typed, for the index; `None` when nothing can match, `Some(None)` when nothing was typed.
    fn asked(&self, tx: &ReadTx<'_>) -> Result<Option<Option<Asked>>, StoreError> {
        let rule = if self.inside { Match::Inside } else { Match::Begun };
        let asked = Words::of(&self.words).to_fts(tx, rule)?;
        Ok(if asked.is_none() && !self.words.trim().is_empty() { None } else { Some(asked) })
    }
}

/// An answer, or the next part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Texts, newest first.
    pub hits: Vec<Sifted>,
    /// Notes, newest first.
    pub notes: Vec<NoteHit>,
    /// How many more there are in this part that whoever asks may not read.
    pub hidden: u32,
    /// Where to go on; `None` at the end.
    pub next: Option<i64>,
    /// A word stands for more words than were looked for: some texts are missing until it gets longer.
    pub cut: bool,
}

/// A text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sifted {
    /// The text.
    pub hit: Hit,
    /// Who of the staff wrote it.
    pub staff: Option<UserId>,
    /// How it went.
    pub channel: Channel,
    /// It did not arrive and will not.
    pub failed: bool,
    /// It stands for words that were handed off.
    pub handed_off: bool,
    /// Pictures and files.
    pub files: u32,
}

/// Texts and notes that answer `question`, newest first, before `before` (an answer's `next`), in the threads that `reads`
/// lets through: at most `limit` of each.
///
/// # Errors
/// The store's own; never because of what was typed.
pub fn texts(
    tx: &ReadTx<'_>,
    question: &Question,
    before: Option<i64>,
    limit: u32,
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<Found, StoreError> {
    walk(tx, question, before, (limit, WALK), &reads)
}

/// As [`texts`], looking at so many of each at most.
pub(crate) fn walk(
    tx: &ReadTx<'_>,
    question: &Question,
    before: Option<i64>,
    most: (u32, u32),
    reads: &impl Fn(Whereabouts) -> bool,
) -> Result<Found, StoreError> {
    if question.is_empty() {
        return Ok(Found::default());
    }
    let Some(asked) = question.asked(tx)? else { return Ok(Found::default()) };
    let first = question.from.map_or(i64::MIN, messages::first_place);
    let last = question
        .until
        .map_or(i64::MAX, |until| messages::first_place(until).saturating_add(PLACES_OF_SECOND));
    let before = before.unwrap_or(i64::MAX).min(last);
    let texts = |first: i64| {
        if question.wants_texts() {
            walk_texts(tx, question, asked.as_ref(), (first, before), most, reads)
        } else {
            Ok(Found::default())
        }
    };
    let mut found = texts(first)?;
    if question.wants_notes() {
        // A part ends at one place for both: whichever walk stopped first is followed by the other no further.
        let floor = found.next.unwrap_or(first);
        let sought = notes::Sought {
            asked: asked.as_ref(),
            author: question.staff,
            written: (question.from, question.until),
            places: (floor, before),
            most,
        };
        let of_notes = notes::walk(tx, &sought, reads)?;
        if let Some(stopped) = of_notes.next {
            found = Found { next: Some(stopped), ..texts(stopped)? };
        }
        found.hidden = found.hidden.saturating_add(of_notes.hidden);
        found.notes = of_notes.hits;
    }
    found.cut = asked.as_ref().is_some_and(|asked| asked.cut);
    Ok(found)
}

/// The texts from the first place on and before the second.
fn walk_texts(
    tx: &ReadTx<'_>,
    question: &Question,
    asked: Option<&Asked>,
    (first, before): (i64, i64),
    (limit, farthest): (u32, u32),
    reads: &impl Fn(Whereabouts) -> bool,
) -> Result<Found, StoreError> {
    let mut found = Found::default();
    let way = Way::of(question, asked.is_some());
    let sql = sql(way);
    let mut statement = tx.prepare(&sql)?;
    let mut rows = match (way, asked, question.staff) {
        (Way::Words, Some(asked), _) => statement.query(params![asked.query, before, first])?,
        (Way::Staff, _, Some(staff)) => statement.query(params![staff.bytes(), before, first])?,
        _ => statement.query(params![rusqlite::types::Null, before, first])?,
    };
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut walked = 0_u32;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        let seq: i64 = r.get("seq")?;
        walked = walked.saturating_add(1);
        if let Some(sifted) = answers(&r, question)? {
            let of = Whereabouts {
                thread: r.id("thread_id")?,
                category: r.word("category", Category::parse)?,
                location: r.opt_id("location")?,
            };
            if reads(of) {
                let body: String = r.get("body")?;
                let cut = asked.map_or_else(|| typed::beginning(&body), |asked| asked.snippet(&body));
                found.hits.push(sifted.of(&r, of, seq, cut)?);
            } else {
                found.hidden = found.hidden.saturating_add(1);
            }
        }
        if found.hits.len() >= most || walked >= farthest {
            found.next = Some(seq);
            break;
        }
    }
    Ok(found)
}

/// Of the last second asked for, every place is looked at: its texts' own times decide.
const PLACES_OF_SECOND: i64 = 4_096;

/// What is known of a row before its words are read.
struct Kept {
    staff: Option<UserId>,
    channel: Channel,
    failed: bool,
    handed_off: bool,
    files: u32,
    created_at: Timestamp,
}

/// Whether a row is what was asked for, words apart.
fn answers(r: &Reading<'_, '_>, question: &Question) -> Result<Option<Kept>, StoreError> {
    let state = r.opt_word("state", DeliveryState::parse)?;
    let kept = Kept {
        staff: r.opt_id("author_user")?,
        channel: r.word("channel", Channel::parse)?,
        failed: state.is_some_and(will_not_arrive),
        handed_off: r.word("kind", MessageKind::parse)? == MessageKind::PortalCard,
        files: r.count("media_count")?,
        created_at: r.at("created_at")?,
    };
    let asked = question.staff.is_none_or(|staff| kept.staff == Some(staff))
        && question.channel.is_none_or(|channel| kept.channel == channel)
        && question.from.is_none_or(|from| kept.created_at >= from)
        && question.until.is_none_or(|until| kept.created_at < until)
        && (!question.failed || kept.failed)
        && (!question.handed_off || kept.handed_off)
        && (!question.with_file || kept.files > 0)
        // What was taken back in time never was a text.
        && state != Some(DeliveryState::Cancelled);
    Ok(asked.then_some(kept))
}

/// The states of the index `message_failed`.
const fn will_not_arrive(state: DeliveryState) -> bool {
    match state {
        DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired => true,
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Cancelled => false,
    }
}

impl Kept {
    fn of(
        self,
        r: &Reading<'_, '_>,
        at: Whereabouts,
        seq: i64,
        (snippet, cut, marks): (String, (bool, bool), Vec<(usize, usize)>),
    ) -> Result<Sifted, StoreError> {
        Ok(Sifted {
            hit: Hit {
                message: r.id("id")?,
                seq,
                thread: at.thread,
                direction: r.word("direction", Direction::parse)?,
                created_at: self.created_at,
                snippet: foyer_domain::Private::new(snippet),
                cut,
                marks,
                far_number: r.number("far_number")?,
                patient_name: r.opt_private("patient_name")?,
            },
            staff: self.staff,
            channel: self.channel,
            failed: self.failed,
            handed_off: self.handed_off,
            files: self.files,
        })
    }
}

/// The index that a walk goes along: the one that holds the fewest texts of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Words,
    Failed,
    HandedOff,
    WithFile,
    Staff,
    Newest,
}

impl Way {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 6] =
        [Self::Words, Self::Failed, Self::HandedOff, Self::WithFile, Self::Staff, Self::Newest];

    fn of(question: &Question, words: bool) -> Self {
        if words {
            Self::Words
        } else if question.failed {
            Self::Failed
        } else if question.handed_off {
            Self::HandedOff
        } else if question.with_file {
            Self::WithFile
        } else if question.staff.is_some() {
            Self::Staff
        } else {
            Self::Newest
        }
    }
}

/// The query, whole, so that its plan can be tested. CROSS JOIN fixes the order: the walk is the outer loop.
pub(crate) fn sql(way: Way) -> String {
    let columns =
        "t.id AS thread_id, t.category, l.location, t.far_number, t.patient_name, m.body, m.seq, m.id,
        m.direction, m.created_at, m.author_user, m.channel, m.state, m.kind, m.media_count";
    let rest = "CROSS JOIN thread t ON t.seq = m.thread CROSS JOIN line l ON l.seq = t.line";
    let (from, condition) = match way {
        Way::Words => {
            return format!(
                "SELECT {columns} FROM message_fts f CROSS JOIN message m ON m.seq = f.rowid {rest}
                 WHERE f.message_fts MATCH ?1 AND f.rowid < ?2 AND f.rowid >= ?3 ORDER BY f.rowid DESC"
            );
        }
        Way::Failed => {
            ("message_failed", "?1 IS NULL AND m.state IN ('undelivered', 'failed', 'blocked', 'expired')")
        }
        Way::HandedOff => ("message_handed", "?1 IS NULL AND m.kind = 'portal_card'"),
        Way::WithFile => ("message_media", "?1 IS NULL AND m.media_count > 0"),
        Way::Staff => ("message_staff", "m.author_user = ?1"),
        Way::Newest => ("message_seq", "?1 IS NULL"),
    };
    format!(
        "SELECT {columns} FROM message m INDEXED BY {from} {rest}
         WHERE {condition} AND m.seq < ?2 AND m.seq >= ?3 ORDER BY m.seq DESC"
    )
}
