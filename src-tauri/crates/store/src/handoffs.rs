//! Hand-offs: what went to the portal instead of into a text, and every fact about it.
//!
//! The state is the fold over the facts ([`foyer_domain::fold_handoff`]), kept beside them for lists. That a request
//! to the portal begins is written before the first byte leaves ([`HandoffFact::Posting`]); a posting without an
//! outcome means that nobody knows, and the portal is asked before anything is posted again.

use foyer_domain::{
    HandoffEvent, HandoffFact, HandoffId, HandoffState, HandoffTarget, Language, MessageId, PortalMessageId,
    ThreadId, Timestamp, UserId, fold_handoff,
};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::Insert,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// A hand-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoffRow {
    /// Its id, and the name of its message in the portal.
    pub id: HandoffId,
    /// Whose conversation.
    pub thread: ThreadId,
    /// The composer's id.
    pub client_id: String,
    /// Where the words went.
    pub target: HandoffTarget,
    /// Where it stands.
    pub state: HandoffState,
    /// The words; gone when they were taken back.
    pub card: MessageId,
    /// The newest text that leads to them.
    pub link: Option<MessageId>,
    /// What it is written in.
    pub language: Language,
    /// Who handed off.
    pub author: UserId,
    /// When.
    pub created_at: Timestamp,
    /// The portal's name for the message.
    pub portal_id: Option<PortalMessageId>,
    /// How often the portal was asked what became of it.
    pub looks: u32,
    /// When to ask again.
    pub next_look_at: Option<Timestamp>,
}

/// A hand-off about to be made.
#[derive(Clone, Debug)]
pub struct NewHandoff<'a> {
    /// Its id.
    pub id: HandoffId,
    /// Whose conversation.
    pub thread: ThreadId,
    /// The composer's id.
    pub client_id: &'a str,
    /// Where the words go.
    pub target: HandoffTarget,
    /// The words.
    pub card: MessageId,
    /// What it is written in.
    pub language: Language,
    /// Who hands off.
    pub author: UserId,
    /// Now.
    pub now: Timestamp,
}

/// A fact as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoffEventRow {
    /// What and when.
    pub event: HandoffEvent,
    /// The adapter's word for why.
    pub reason: Option<String>,
    /// Who, where it was a person.
    pub user: Option<UserId>,
}

const COLUMNS: &str =
    "h.seq, h.id, t.id AS thread_id, h.client_id, h.target, h.state, h.card, h.link, h.language,
    h.author, h.created_at, h.portal_id, h.looks, h.next_look_at";

const FROM: &str = "FROM handoff h CROSS JOIN thread t ON t.seq = h.thread";

/// Begins a hand-off. [`Insert::Known`] means that `client_id` began one before.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn create(tx: &WriteTx<'_>, new: &NewHandoff<'_>) -> Result<Insert, StoreError> {
    let thread = threads::seq_of(tx, new.thread)?;
    let changed = tx
        .prepare(
            "INSERT INTO handoff (id, thread, client_id, target, state, card, language, author, created_at)
             VALUES (:id, :thread, :client, :target, 'offered', :card, :language, :author, :now)
             ON CONFLICT (client_id) DO NOTHING",
        )?
        .execute(named_params! {
            ":id": new.id.bytes(),
            ":thread": thread,
            ":client": new.client_id,
            ":target": new.target.as_str(),
            ":card": new.card.bytes(),
            ":language": new.language.as_str(),
            ":author": new.author.bytes(),
            ":now": new.now.millis(),
        })?;
    Ok(if changed == 0 { Insert::Known } else { Insert::Inserted })
}

/// Appends a fact and folds the state anew.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn record(
    tx: &WriteTx<'_>,
    id: HandoffId,
    fact: HandoffFact,
    reason: Option<&str>,
    user: Option<UserId>,
    at: Timestamp,
) -> Result<HandoffState, StoreError> {
    get(tx, id)?;
    tx.prepare("INSERT INTO handoff_event (handoff, fact, at, reason, user) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id.bytes(), fact.as_str(), at.millis(), reason, user.map(|user| user.bytes())])?;
    let facts: Vec<HandoffEvent> = events(tx, id)?.into_iter().map(|row| row.event).collect();
    let state = fold_handoff(&facts);
    tx.prepare("UPDATE handoff SET state = ?1 WHERE id = ?2")?
        .execute(params![state.as_str(), id.bytes()])?;
    Ok(state)
}

/// The facts of a hand-off in the order they were written down.
///
/// # Errors
/// The store's own.
pub fn events(tx: &ReadTx<'_>, id: HandoffId) -> Result<Vec<HandoffEventRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT seq, fact, at, reason, user FROM handoff_event WHERE handoff = ?1 ORDER BY seq",
        [id.bytes()],
        |row| {
            let r = Reading::new(row, "handoff_event");
            Ok(HandoffEventRow {
                event: HandoffEvent { fact: r.word("fact", HandoffFact::parse)?, at: r.at("at")? },
                reason: r.get("reason")?,
                user: r.opt_id("user")?,
            })
        },
    )
}

/// One hand-off.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: HandoffId) -> Result<HandoffRow, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE h.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "handoff" })
}

/// The hand-off that the composer's id began.
///
/// # Errors
/// The store's own.
pub fn by_client_id(tx: &ReadTx<'_>, client_id: &str) -> Result<Option<HandoffRow>, StoreError> {
    Ok(rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE h.client_id = ?1"), params![client_id], read)?.pop())
}

/// The hand-off whose words are this card.
///
/// # Errors
/// The store's own.
pub fn of_card(tx: &ReadTx<'_>, card: MessageId) -> Result<Option<HandoffRow>, StoreError> {
    Ok(rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE h.card = ?1"), params![card.bytes()], read)?.pop())
}

/// The hand-offs of a thread, newest first.
///
/// # Errors
/// The store's own.
pub fn of_thread(tx: &ReadTx<'_>, thread: ThreadId, limit: u32) -> Result<Vec<HandoffRow>, StoreError> {
    let thread = threads::seq_of(tx, thread)?;
    rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE h.thread = ?1 ORDER BY h.seq DESC LIMIT ?2"),
        params![thread, limit],
        read,
    )
}

/// Names the text that leads to the words.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_link(tx: &WriteTx<'_>, id: HandoffId, link: MessageId) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE handoff SET link = ?1 WHERE id = ?2")?
        .execute(params![link.bytes(), id.bytes()])?;
    found(changed)
}

/// Keeps the portal's name for the message.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_portal_id(tx: &WriteTx<'_>, id: HandoffId, name: &PortalMessageId) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE handoff SET portal_id = ?1 WHERE id = ?2")?
        .execute(params![name.as_str(), id.bytes()])?;
    found(changed)
}

/// Says when the portal is to be asked again, and counts the asking; `None` ends it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn look_again(tx: &WriteTx<'_>, id: HandoffId, at: Option<Timestamp>) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE handoff SET next_look_at = ?1, looks = looks + 1 WHERE id = ?2")?
        .execute(params![at.map(Timestamp::millis), id.bytes()])?;
    found(changed)
}

/// The hand-offs whose time to be looked at has come, the longest due first.
///
/// # Errors
/// The store's own.
pub fn due(tx: &ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<HandoffRow>, StoreError> {
    rows(tx, &due_sql(), params![now.millis(), limit], read)
}

pub(crate) fn due_sql() -> String {
    format!("SELECT {COLUMNS} {FROM} WHERE h.next_look_at <= ?1 ORDER BY h.next_look_at LIMIT ?2")
}

/// When the next one is to be looked at.
///
/// # Errors
/// The store's own.
pub fn next_due(tx: &ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    let due: Option<i64> = tx
        .prepare("SELECT min(next_look_at) FROM handoff WHERE next_look_at IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(due.map(Timestamp::from_millis))
}

/// Everything decided and not yet known to be where it belongs: tasks for people, and postings under way or in doubt.
/// Oldest first.
///
/// # Errors
/// The store's own.
pub fn offered(tx: &ReadTx<'_>) -> Result<Vec<HandoffRow>, StoreError> {
    rows(tx, &offered_sql(), [], read)
}

pub(crate) fn offered_sql() -> String {
    format!("SELECT {COLUMNS} {FROM} WHERE h.state = 'offered' ORDER BY h.seq")
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table: "handoff" }) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<HandoffRow, StoreError> {
    let r = Reading::new(row, "handoff");
    Ok(HandoffRow {
        id: r.id("id")?,
        thread: r.id("thread_id")?,
        client_id: r.get("client_id")?,
        target: r.word("target", HandoffTarget::parse)?,
        state: r.word("state", HandoffState::parse)?,
        card: r.id("card")?,
        link: r.opt_id("link")?,
        language: r.word("language", Language::parse)?,
        author: r.id("author")?,
        created_at: r.at("created_at")?,
        portal_id: r.opt_word("portal_id", |text| PortalMessageId::parse(text).ok())?,
        looks: r.count("looks")?,
        next_look_at: r.opt_at("next_look_at")?,
    })
}
