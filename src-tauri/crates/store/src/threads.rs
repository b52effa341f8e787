//! Conversations and the list of them.
//!
//! A thread carries copies of what the list shows, so that a page of any view is one walk along one index; the
//! counts beside the views are in `threads::counts`. Rules about a thread's state are foyer-domain's
//! [`ThreadFacts`]; this module only keeps their result.

use std::collections::BTreeSet;

use foyer_domain::{
    Category, Channel, DeliveryState, Direction, LineId, LocationId, MessageId, PatientId, PhoneNumber,
    Private, ThreadFacts, ThreadId, ThreadState, Timestamp, UserId,
};
use foyer_policy::Badge;
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::MessageKind,
    sight::Whereabouts,
    sql::{Optional as _, Reading, StoredId as _, reversed_digits},
};

mod counts;

pub use counts::{Count, ViewCounts, counts, unread_seen};
#[cfg(test)]
pub(crate) use counts::{UNANSWERED, UNREAD};

pub use crate::recount::{Recounted, recompute};

/// How much of the newest text the list keeps.
pub const PREVIEW_CHARS: usize = 140;

/// Which threads a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Open and assigned to this person.
    Mine(UserId),
    /// Open and nobody's.
    Unassigned,
    /// Open.
    All,
    /// Open, opened by somebody, and waiting for an answer all the same.
    Unanswered,
    /// Snoozed, the first to come back first.
    Snoozed,
    /// Closed, the last one first.
    Closed,
}

/// One thread as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadRow {
    /// Our id.
    pub id: ThreadId,
    /// The practice's number.
    pub line: LineId,
    /// The office whose number that is; `None` for all of them.
    pub location: Option<LocationId>,
    /// What it is about, as the desk filed it.
    pub category: Category,
    /// When somebody last filed it; `None` where it is as it began.
    pub filed_at: Option<Timestamp>,
    /// The channel.
    pub channel: Channel,
    /// The other side.
    pub far_number: PhoneNumber,
    /// Who that is, if linked.
    pub patient: Option<PatientId>,
    /// Their name as the list shows it.
    pub patient_name: Option<Private>,
    /// State, assignee, waiting, unread, last text.
    pub facts: ThreadFacts,
    /// The newest text.
    pub preview: Option<Preview>,
    /// The consent badge as last computed.
    pub consent: Option<Badge>,
    /// When that turns to expired by itself; see [`ThreadRow::badge_at`].
    pub consent_until: Option<Timestamp>,
    /// When the thread began.
    pub created_at: Timestamp,
    /// What the practice marked it with, by name.
    pub tags: Vec<String>,
}

impl ThreadRow {
    /// What decides who reads it.
    pub const fn whereabouts(&self) -> Whereabouts {
        Whereabouts { thread: self.id, category: self.category, location: self.location }
    }

    /// The badge at `now`, without reading a single fact. `None` while nobody has looked at this number's consent.
    pub fn badge_at(&self, now: Timestamp) -> Option<Badge> {
        let ended =
            self.consent == Some(Badge::Granted) && self.consent_until.is_some_and(|until| until <= now);
        if ended { Some(Badge::Expired) } else { self.consent }
    }
}

/// The newest text of a thread, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Which text.
    pub message: MessageId,
    /// Its words; the store keeps the first [`PREVIEW_CHARS`].
    pub text: Private,
    /// What it is.
    pub kind: MessageKind,
    /// Which way it went.
    pub direction: Direction,
    /// Outbound: where it is.
    pub state: Option<DeliveryState>,
}

/// In the order [`read`] takes them.
const COLUMNS: &str = "t.id, l.id AS line_id, l.location, t.category, t.filed_at, t.channel, t.far_number, t.patient, t.patient_name, t.state,
    t.snooze_until_at, t.closed_at, t.assigned_to, t.waiting_since_at, t.unread, t.last_message_at, t.settled_at,
    t.preview_message, t.preview_text, t.preview_kind, t.preview_direction, t.preview_state, t.consent_badge,
    t.consent_until_at, t.created_at, t.tags";

/// The thread of this line, channel and number, made under `new_id` if there is none. A new thread is linked to
/// the patient when exactly one patient has the number. The flag says whether it is new.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such line.
pub fn find_or_create(
    tx: &WriteTx<'_>,
    new_id: ThreadId,
    line: LineId,
    channel: Channel,
    far_number: &PhoneNumber,
    now: Timestamp,
) -> Result<(ThreadId, bool), StoreError> {
    if let Some(found) = find(tx, line, channel, far_number)? {
        return Ok((found, false));
    }
    let line = crate::lines::seq_of(tx, line)?;
    let known = crate::patients::only_one_at(tx, far_number)?;
    tx.prepare(
        "INSERT INTO thread (id, line, channel, far_number, far_reversed, patient, patient_name, created_at)
         VALUES (:id, :line, :channel, :number, :reversed, :patient, :name, :now)",
    )?
    .execute(named_params! {
        ":id": new_id.bytes(),
        ":line": line,
        ":channel": channel.as_str(),
        ":number": far_number.reveal(),
        ":reversed": reversed_digits(far_number),
        ":patient": known.as_ref().map(|(patient, _)| patient.bytes()),
        ":name": known.as_ref().map(|(_, name)| name.reveal()),
        ":now": now.millis(),
    })?;
    Ok((new_id, true))
}

/// The thread of this line, channel and number, if there is one.
///
/// # Errors
/// The store's own.
pub fn find(
    tx: &ReadTx<'_>,
    line: LineId,
    channel: Channel,
    far_number: &PhoneNumber,
) -> Result<Option<ThreadId>, StoreError> {
    tx.prepare(
        "SELECT t.id FROM thread t JOIN line l ON l.seq = t.line
         WHERE t.far_number = ?1 AND l.id = ?2 AND t.channel = ?3",
    )?
    .query_row(params![far_number.reveal(), line.bytes(), channel.as_str()], |row| row.get::<_, [u8; 16]>(0))
    .map(|bytes| ThreadId::from_uuid(uuid::Uuid::from_bytes(bytes)))
    .map_err(StoreError::from)
    .or_none()
}

/// As [`find`], the whole row.
///
/// # Errors
/// The store's own.
pub fn at(
    tx: &ReadTx<'_>,
    line: LineId,
    channel: Channel,
    far_number: &PhoneNumber,
) -> Result<Option<ThreadRow>, StoreError> {
    let found = rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM thread t CROSS JOIN line l ON l.seq = t.line
             WHERE t.far_number = ?1 AND l.id = ?2 AND t.channel = ?3"
        ),
        params![far_number.reveal(), line.bytes(), channel.as_str()],
    )?;
    Ok(found.into_iter().next())
}

/// One thread.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: ThreadId) -> Result<ThreadRow, StoreError> {
    let mut statement =
        tx.prepare(&format!("SELECT {COLUMNS} FROM thread t JOIN line l ON l.seq = t.line WHERE t.id = ?1"))?;
    let mut rows = statement.query([id.bytes()])?;
    match rows.next()? {
        Some(row) => read(row),
        None => Err(StoreError::NotFound { table: "thread" }),
    }
}

/// A page of a view, in its order: who has waited longest first, then the newest of the rest.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>, view: View, offset: u32, limit: u32) -> Result<Vec<ThreadRow>, StoreError> {
    let sql = list_sql(view);
    let mut statement = tx.prepare(&sql)?;
    let mut rows = match view {
        View::Mine(user) => statement.query(params![limit, offset, user.bytes()])?,
        View::Unassigned | View::All | View::Unanswered | View::Snoozed | View::Closed => {
            statement.query(params![limit, offset])?
        }
    };
    let mut page = Vec::with_capacity(usize::try_from(limit.min(500)).unwrap_or(0));
    while let Some(row) = rows.next()? {
        page.push(read(row)?);
    }
    Ok(page)
}

/// The list's query, whole, so that its plan can be tested.
pub(crate) fn list_sql(view: View) -> String {
    let (index, condition) = match view {
        View::Mine(_) => ("thread_assigned", "t.state = 'open' AND t.assigned_to = ?3"),
        View::Unassigned => ("thread_unassigned", "t.state = 'open' AND t.assigned_to IS NULL"),
        View::All => ("thread_all", "t.state = 'open'"),
        View::Unanswered => {
            ("thread_unanswered", "t.state = 'open' AND t.waiting_since_at IS NOT NULL AND t.unread = 0")
        }
        View::Snoozed => ("thread_all", "t.state = 'snoozed'"),
        View::Closed => ("thread_all", "t.state = 'closed'"),
    };
    // CROSS JOIN fixes the order: the walk along the thread index is the outer loop. INDEXED BY because without
    // statistics SQLite takes the first index that fits.
    format!(
        "SELECT {COLUMNS} FROM thread t INDEXED BY {index} CROSS JOIN line l ON l.seq = t.line
         WHERE {condition} ORDER BY t.rank LIMIT ?1 OFFSET ?2"
    )
}

/// Keeps the facts of a thread, and its newest text if that has changed.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn save(
    tx: &WriteTx<'_>,
    id: ThreadId,
    facts: &ThreadFacts,
    preview: Option<&Preview>,
) -> Result<(), StoreError> {
    let Some(preview) = preview else { return save_facts(tx, id, facts) };
    let (state, until, closed) = state_columns(facts.state);
    // One statement for both: every change of a thread's row is a walk through its indexes.
    let changed = tx
        .prepare(
            "UPDATE thread SET state = :state, snooze_until_at = :until, closed_at = :closed, assigned_to = :whose,
                waiting_since_at = :waiting, unread = :unread, last_message_at = :last, settled_at = :settled,
                preview_text = :text, preview_kind = :kind, preview_direction = :direction,
                preview_state = :preview_state, preview_message = :message
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":state": state,
            ":until": until,
            ":closed": closed,
            ":whose": facts.assigned_to.map(|user| user.bytes()),
            ":waiting": facts.waiting_since.map(Timestamp::millis),
            ":unread": facts.unread,
            ":last": facts.last_message_at.map(Timestamp::millis),
            ":settled": facts.settled_at.map(Timestamp::millis),
            ":text": preview.shortened(),
            ":kind": preview.kind.as_str(),
            ":direction": preview.direction.as_str(),
            ":preview_state": preview.state.map(DeliveryState::as_str),
            ":message": preview.message.bytes(),
            ":id": id.bytes(),
        })?;
    found(changed)
}

/// Keeps the facts of a thread.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn save_facts(tx: &WriteTx<'_>, id: ThreadId, facts: &ThreadFacts) -> Result<(), StoreError> {
    let (state, until, closed) = state_columns(facts.state);
    let changed = tx
        .prepare(
            "UPDATE thread SET state = :state, snooze_until_at = :until, closed_at = :closed, assigned_to = :whose,
                waiting_since_at = :waiting, unread = :unread, last_message_at = :last, settled_at = :settled
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":state": state,
            ":until": until,
            ":closed": closed,
            ":whose": facts.assigned_to.map(|user| user.bytes()),
            ":waiting": facts.waiting_since.map(Timestamp::millis),
            ":unread": facts.unread,
            ":last": facts.last_message_at.map(Timestamp::millis),
            ":settled": facts.settled_at.map(Timestamp::millis),
            ":id": id.bytes(),
        })?;
    found(changed)
}

/// Keeps the newest text of a thread for the list.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_preview(tx: &WriteTx<'_>, id: ThreadId, preview: &Preview) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE thread SET preview_text = :text, preview_kind = :kind, preview_direction = :direction,
                preview_state = :state, preview_message = :message WHERE id = :id",
        )?
        .execute(named_params! {
            ":text": preview.shortened(),
            ":kind": preview.kind.as_str(),
            ":direction": preview.direction.as_str(),
            ":state": preview.state.map(DeliveryState::as_str),
            ":message": preview.message.bytes(),
            ":id": id.bytes(),
        })?;
    found(changed)
}

/// A thread's state as its three columns: the word, the end of a snooze, the time of closing.
const fn state_columns(state: ThreadState) -> (&'static str, Option<i64>, Option<i64>) {
    match state {
        ThreadState::Open => ("open", None, None),
        ThreadState::Snoozed { until_at } => ("snoozed", Some(until_at.millis()), None),
        ThreadState::Closed { closed_at } => ("closed", None, Some(closed_at.millis())),
    }
}

impl Preview {
    /// What the store keeps of the words.
    fn shortened(&self) -> String {
        self.text.reveal().chars().take(PREVIEW_CHARS).collect()
    }
}

/// Takes the newest text away from the list: the thread has none.
pub(crate) fn clear_preview(tx: &WriteTx<'_>, id: ThreadId) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE thread SET preview_text = NULL, preview_kind = NULL, preview_direction = NULL,
                preview_state = NULL, preview_message = NULL WHERE id = ?1",
        )?
        .execute([id.bytes()])?;
    found(changed)
}

/// Gives the thread to somebody, or to nobody.
///
/// # Errors
/// [`StoreError::NotFound`] for the thread, [`StoreError::Conflict`] for a user that is none.
pub fn assign(tx: &WriteTx<'_>, id: ThreadId, to: Option<UserId>) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE thread SET assigned_to = ?1 WHERE id = ?2")?
        .execute(params![to.map(|user| user.bytes()), id.bytes()])?;
    found(changed)
}

/// Files the thread under a category.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn file(tx: &WriteTx<'_>, id: ThreadId, category: Category, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE thread SET category = ?1, filed_at = ?2 WHERE id = ?3")?
        .execute(params![category.as_str(), now.millis(), id.bytes()])?;
    found(changed)
}

/// Links the thread to a patient, or to nobody.
///
/// # Errors
/// [`StoreError::NotFound`] for the thread, [`StoreError::Conflict`] for a patient that is none.
pub fn set_patient(tx: &WriteTx<'_>, id: ThreadId, patient: Option<PatientId>) -> Result<(), StoreError> {
    let name = patient.map(|patient| crate::patients::shown_name(tx, patient)).transpose()?;
    let changed = tx
        .prepare("UPDATE thread SET patient = ?1, patient_name = ?2 WHERE id = ?3")?
        .execute(params![patient.map(|one| one.bytes()), name.as_ref().map(Private::reveal), id.bytes()])?;
    found(changed)
}

/// Keeps the consent badge of every thread with this number on this channel; `None` while nothing is known.
///
/// # Errors
/// The store's own.
pub fn set_badge(
    tx: &WriteTx<'_>,
    far_number: &PhoneNumber,
    channel: Channel,
    badge: Option<Badge>,
) -> Result<(), StoreError> {
    tx.prepare("UPDATE thread SET consent_badge = ?1 WHERE far_number = ?2 AND channel = ?3")?
        .execute(params![badge.map(Badge::as_str), far_number.reveal(), channel.as_str()])?;
    Ok(())
}

/// Every thread with this number, on any line and channel.
///
/// # Errors
/// The store's own.
pub fn with_number(tx: &ReadTx<'_>, far_number: &PhoneNumber) -> Result<Vec<ThreadRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM thread t CROSS JOIN line l ON l.seq = t.line WHERE t.far_number = ?1"
        ),
        params![far_number.reveal()],
    )
}

/// Every number there is a thread with, a patient at, or a fact about.
///
/// # Errors
/// The store's own.
pub(crate) fn every_number(tx: &ReadTx<'_>) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT far_number FROM thread UNION SELECT number FROM contact UNION SELECT number FROM consent_event",
    )?;
    let numbers = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

/// Threads whose newest text, as the list shows it, is not there, or that show none and have one.
///
/// # Errors
/// The store's own.
pub(crate) fn miscounted(tx: &ReadTx<'_>) -> Result<Vec<ThreadId>, StoreError> {
    let sql = "SELECT id FROM thread t WHERE CASE WHEN preview_message IS NULL
            THEN EXISTS (SELECT 1 FROM message WHERE thread = t.seq)
            ELSE NOT EXISTS (SELECT 1 FROM message WHERE id = t.preview_message) END";
    let mut statement = tx.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut threads = Vec::new();
    while let Some(row) = found.next()? {
        threads.push(Reading::new(row, "thread").id("id")?);
    }
    Ok(threads)
}

/// Every thread of a patient: the one way from a person to what was said with them, which the report, the copy and the
/// search all go.
///
/// # Errors
/// The store's own.
pub fn of_patient(tx: &ReadTx<'_>, patient: PatientId) -> Result<Vec<ThreadRow>, StoreError> {
    rows(
        tx,
        &format!("SELECT {COLUMNS} FROM thread t CROSS JOIN line l ON l.seq = t.line WHERE t.patient = ?1"),
        params![patient.bytes()],
    )
}

/// Opens every snoozed thread whose time has come, and says which.
///
/// # Errors
/// The store's own.
pub fn wake_snoozed(tx: &WriteTx<'_>, now: Timestamp) -> Result<Vec<ThreadId>, StoreError> {
    let due = rows(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM thread t CROSS JOIN line l ON l.seq = t.line
             WHERE t.state = 'snoozed' AND t.rank <= ?1 ORDER BY t.rank"
        ),
        params![now.millis()],
    )?;
    for thread in &due {
        save_facts(tx, thread.id, &thread.facts.awake(now))?;
    }
    Ok(due.into_iter().map(|thread| thread.id).collect())
}

/// When the next snoozed thread comes back.
///
/// # Errors
/// The store's own.
pub fn next_wake(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.prepare("SELECT rank FROM thread WHERE state = 'snoozed' ORDER BY rank LIMIT 1")?
        .query_row([], |row| row.get(0))
        .map(Timestamp::from_millis)
        .map_err(StoreError::from)
        .or_none()
}

pub(crate) fn rows(
    tx: &ReadTx<'_>,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<ThreadRow>, StoreError> {
    crate::sql::rows(tx, sql, parameters, read)
}

/// What [`rows`] reads.
pub(crate) const fn columns() -> &'static str {
    COLUMNS
}

/// The key messages, notes and outbox items are kept under.
pub(crate) fn seq_of(tx: &ReadTx<'_>, id: ThreadId) -> Result<i64, StoreError> {
    tx.prepare("SELECT seq FROM thread WHERE id = ?1")?.query_row([id.bytes()], |row| row.get(0)).map_err(
        |error| match error {
            rusqlite::Error::QueryReturnedNoRows => StoreError::NotFound { table: "thread" },
            other => other.into(),
        },
    )
}

/// What looking back asks of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Our id.
    pub id: ThreadId,
    /// Texts received before this need no answer.
    pub settled_at: Option<Timestamp>,
    /// What it is about.
    pub category: Category,
    /// How texts travel in it.
    pub channel: Channel,
    /// Its newest text.
    pub last_message_at: Option<Timestamp>,
}

/// Reads thousands of them along an index that has nothing else: a thread's row is long.
pub(crate) struct Briefs<'tx>(rusqlite::CachedStatement<'tx>);

impl<'tx> Briefs<'tx> {
    pub(crate) fn of(tx: &'tx ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(Self(tx.prepare(BRIEF)?))
    }

    /// The thread that messages call by this number.
    pub(crate) fn at(&mut self, seq: i64) -> Result<Brief, StoreError> {
        let mut rows = self.0.query([seq])?;
        let row = rows.next()?.ok_or(StoreError::NotFound { table: "thread" })?;
        let r = Reading::new(row, "thread");
        Ok(Brief {
            id: r.id("id")?,
            settled_at: r.opt_at("settled_at")?,
            category: r.word("category", Category::parse)?,
            channel: r.word("channel", Channel::parse)?,
            last_message_at: r.opt_at("last_message_at")?,
        })
    }
}

pub(crate) const BRIEF: &str = "
    SELECT id, settled_at, category, channel, last_message_at FROM thread INDEXED BY thread_told WHERE seq = ?1";

fn read(row: &Row<'_>) -> Result<ThreadRow, StoreError> {
    let r = Reading::new(row, "thread");
    Ok(ThreadRow {
        id: r.id("id")?,
        line: r.id("line_id")?,
        location: r.opt_id("location")?,
        category: r.word("category", Category::parse)?,
        filed_at: r.opt_at("filed_at")?,
        channel: r.word("channel", Channel::parse)?,
        far_number: r.number("far_number")?,
        patient: r.opt_id("patient")?,
        patient_name: r.opt_private("patient_name")?,
        facts: ThreadFacts {
            state: state(&r)?,
            assigned_to: r.opt_id("assigned_to")?,
            waiting_since: r.opt_at("waiting_since_at")?,
            unread: r.count("unread")?,
            last_message_at: r.opt_at("last_message_at")?,
            settled_at: r.opt_at("settled_at")?,
        },
        preview: preview(&r)?,
        consent: r.opt_word("consent_badge", Badge::parse)?,
        consent_until: r.opt_at("consent_until_at")?,
        created_at: r.at("created_at")?,
        tags: match r.get::<Option<String>>("tags")? {
            Some(names) => serde_json::from_str(&names).map_err(|_| r.unknown("tags"))?,
            None => Vec::new(),
        },
    })
}

fn state(r: &Reading<'_, '_>) -> Result<ThreadState, StoreError> {
    match r.get::<String>("state")?.as_str() {
        "open" => Ok(ThreadState::Open),
        "snoozed" => Ok(ThreadState::Snoozed { until_at: r.at("snooze_until_at")? }),
        "closed" => Ok(ThreadState::Closed { closed_at: r.at("closed_at")? }),
        _ => Err(r.unknown("state")),
    }
}

fn preview(r: &Reading<'_, '_>) -> Result<Option<Preview>, StoreError> {
    let Some(message) = r.opt_id("preview_message")? else { return Ok(None) };
    Ok(Some(Preview {
        message,
        text: r.private("preview_text")?,
        kind: r.word("preview_kind", MessageKind::parse)?,
        direction: r.word("preview_direction", Direction::parse)?,
        state: r.opt_word("preview_state", DeliveryState::parse)?,
    }))
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "thread" }) } else { Ok(()) }
}
