//! Texts. Each is stored once: an inbound one by the carrier's id, an outbound one by the composer's.
//!
//! New texts reach the search index just before the commit. `seq` orders all texts of the practice by time. Stretches of a
//! conversation, and of a line, are read in `stretches`.

use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, Direction, Language, LineId, MessageId, Private,
    ProviderMessageId, ThreadId, Timestamp, UserId,
};
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _, words},
};

mod stretches;

pub(crate) use stretches::later_place;
#[cfg(test)]
pub(crate) use stretches::{CARRIED, page_sql};
pub use stretches::{
    between, bound_since, carried_between, count_between, inbound_since, last_texts, page, place_after,
    reminded_between, some_between, unbound_since,
};

words! {
    /// What a text is.
    MessageKind {
        /// Words somebody wrote.
        Text = "text",
        /// The one-time risk notice.
        Notice = "notice",
        /// The hand-off's link to the portal.
        PortalLink = "portal_link",
        /// What became of a portal hand-off, shown in the thread, never sent.
        PortalCard = "portal_card",
        /// The patient answered in the portal; the words stay there, so this has none.
        PortalReply = "portal_reply",
        /// The one confirmation after a STOP, and the carrier's own replies to such words.
        StopConfirmation = "stop_confirmation",
        /// The automatic reply while the office is closed.
        AfterHours = "after_hours",
        /// An approved template that went to many people.
        Reminder = "reminder",
    }
}

/// Who a text is from, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The other side.
    Patient,
    /// Us, and who of us.
    Practice(Author),
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Our id.
    pub id: MessageId,
    /// Its place among all texts; with `created_at` the place to page on from.
    pub seq: i64,
    /// Its thread.
    pub thread: ThreadId,
    /// Who wrote it.
    pub from: Sender,
    /// What it is.
    pub kind: MessageKind,
    /// Its words, as received or as sent.
    pub body: Private,
    /// How it went.
    pub channel: Channel,
    /// The composer's id.
    pub client_id: Option<String>,
    /// The carrier's id.
    pub provider_id: Option<ProviderMessageId>,
    /// Its time in the thread.
    pub created_at: Timestamp,
    /// When Foyer learned of it.
    pub received_at: Option<Timestamp>,
    /// When the carrier passed it on.
    pub sent_at: Option<Timestamp>,
    /// Outbound: where it is.
    pub state: Option<DeliveryState>,
    /// Outbound: why it did not arrive.
    pub problem: Option<DeliveryProblem>,
    /// How many pictures or files came with it, fetched or not.
    pub media_count: u32,
    /// The language, where known.
    pub language: Option<Language>,
}

impl MessageRow {
    /// Which way it went.
    pub const fn direction(&self) -> Direction {
        match self.from {
            Sender::Patient => Direction::Inbound,
            Sender::Practice(_) => Direction::Outbound,
        }
    }
}

/// A text from a patient.
#[derive(Clone, Debug)]
pub struct NewInbound {
    /// Our id for it.
    pub id: MessageId,
    /// Its thread.
    pub thread: ThreadId,
    /// The line it came to.
    pub line: LineId,
    /// How it came.
    pub channel: Channel,
    /// The carrier's id.
    pub provider_id: ProviderMessageId,
    /// Its words, whatever they are.
    pub body: Private,
    /// The carrier's time.
    pub created_at: Timestamp,
    /// Ours.
    pub received_at: Timestamp,
    /// Pictures and files the carrier holds for it.
    pub media_count: u32,
    /// The language, where known.
    pub language: Option<Language>,
}

/// A text that went out by other means than this Foyer: the carrier's console, another program, or the
/// carrier's own automatic reply.
#[derive(Clone, Debug)]
pub struct NewElsewhere {
    /// Our id for it.
    pub id: MessageId,
    /// Its thread.
    pub thread: ThreadId,
    /// The line it went from.
    pub line: LineId,
    /// How it went.
    pub channel: Channel,
    /// The carrier's id.
    pub provider_id: ProviderMessageId,
    /// Its words.
    pub body: Private,
    /// The carrier's time.
    pub created_at: Timestamp,
    /// Ours.
    pub received_at: Timestamp,
    /// When the carrier passed it on.
    pub sent_at: Option<Timestamp>,
    /// Where it is.
    pub state: DeliveryState,
    /// Why it did not arrive.
    pub problem: Option<DeliveryProblem>,
    /// Pictures and files.
    pub media_count: u32,
}

/// Whether an insert was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// It is stored now.
    Inserted,
    /// It was stored before; nothing changed.
    Known,
}

/// What came of giving a text the carrier's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It has the id now (or had it already).
    Here,
    /// Another text has it: the listing was read before the answer. See [`absorb`].
    Elsewhere(MessageId),
}

/// Places a second holds before texts run over into the next one.
const PLACES: i64 = 64;

const COLUMNS: &str = "m.seq, m.id, t.id AS thread_id, m.author, m.author_user, m.kind, m.body,
    m.channel, m.client_id, m.provider_id, m.created_at, m.received_at, m.sent_at, m.state, m.problem,
    m.media_count, m.language";

/// Stores a patient's text, once per line and carrier id.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread or line is none.
pub fn insert_inbound(tx: &WriteTx<'_>, new: &NewInbound) -> Result<Insert, StoreError> {
    let row = Columns {
        id: new.id,
        thread: new.thread,
        line: new.line,
        from: Sender::Patient,
        kind: MessageKind::Text,
        body: new.body.reveal(),
        channel: new.channel,
        client_id: None,
        provider_id: Some(&new.provider_id),
        created_at: new.created_at,
        received_at: Some(new.received_at),
        sent_at: None,
        state: None,
        problem: None,
        media_count: new.media_count,
        language: new.language,
    };
    row.insert(tx)
}

/// Stores a text that somebody sent by other means, once per line and carrier id.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread or line is none.
pub fn insert_elsewhere(tx: &WriteTx<'_>, new: &NewElsewhere) -> Result<Insert, StoreError> {
    insert_foreign(tx, new, MessageKind::Text)
}

/// Stores the carrier's own reply to a STOP, START or HELP, once per line and carrier id: it answers nobody.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread or line is none.
pub fn insert_automatic(tx: &WriteTx<'_>, new: &NewElsewhere) -> Result<Insert, StoreError> {
    insert_foreign(tx, new, MessageKind::StopConfirmation)
}

fn insert_foreign(tx: &WriteTx<'_>, new: &NewElsewhere, kind: MessageKind) -> Result<Insert, StoreError> {
    let row = Columns {
        id: new.id,
        thread: new.thread,
        line: new.line,
        from: Sender::Practice(Author::Elsewhere),
        kind,
        body: new.body.reveal(),
        channel: new.channel,
        client_id: None,
        provider_id: Some(&new.provider_id),
        created_at: new.created_at,
        received_at: Some(new.received_at),
        sent_at: new.sent_at,
        state: Some(new.state),
        problem: new.problem,
        media_count: new.media_count,
        language: None,
    };
    row.insert(tx)
}

/// A row about to be stored.
pub(crate) struct Columns<'a> {
    pub(crate) id: MessageId,
    pub(crate) thread: ThreadId,
    pub(crate) line: LineId,
    pub(crate) from: Sender,
    pub(crate) kind: MessageKind,
    pub(crate) body: &'a str,
    pub(crate) channel: Channel,
    pub(crate) client_id: Option<&'a str>,
    pub(crate) provider_id: Option<&'a ProviderMessageId>,
    pub(crate) created_at: Timestamp,
    pub(crate) received_at: Option<Timestamp>,
    pub(crate) sent_at: Option<Timestamp>,
    pub(crate) state: Option<DeliveryState>,
    pub(crate) problem: Option<DeliveryProblem>,
    pub(crate) media_count: u32,
    pub(crate) language: Option<Language>,
}

impl Columns<'_> {
    pub(crate) fn insert(&self, tx: &WriteTx<'_>) -> Result<Insert, StoreError> {
        let thread = crate::threads::seq_of(tx, self.thread)?;
        let line = crate::lines::seq_of(tx, self.line)?;
        let provider_key = match self.provider_id {
            None => None,
            Some(id) => match provider_slot(tx, line, id)? {
                Slot::Taken(_) => return Ok(Insert::Known),
                Slot::Free(key) => Some(key),
            },
        };
        let (author, user) = author_columns(self.from);
        let direction = match self.from {
            Sender::Patient => Direction::Inbound,
            Sender::Practice(_) => Direction::Outbound,
        };
        let seq = free_place(tx, self.created_at, LAST_PLACE)?;
        let changed = tx
            .prepare(
                "INSERT INTO message (thread, seq, id, direction, author, author_user, kind, channel, body, client_id,
                    line, provider_id, provider_key, created_at, received_at, sent_at, state, problem, media_count,
                    language, consent, salt)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                    (SELECT consent_mark FROM thread WHERE seq = ?1), randomblob(16))
                 ON CONFLICT (client_id) WHERE client_id IS NOT NULL DO NOTHING",
            )?
            .execute(params![
                thread,
                seq,
                self.id.bytes(),
                direction.as_str(),
                author,
                user.map(|user| user.bytes()),
                self.kind.as_str(),
                self.channel.as_str(),
                self.body,
                self.client_id,
                line,
                self.provider_id.map(ProviderMessageId::as_str),
                provider_key,
                self.created_at.millis(),
                self.received_at.map(Timestamp::millis),
                self.sent_at.map(Timestamp::millis),
                self.state.map(DeliveryState::as_str),
                self.problem.map(DeliveryProblem::as_str),
                self.media_count,
                self.language.map(Language::as_str),
            ])?;
        if changed == 0 {
            return Ok(Insert::Known);
        }
        tx.index_before_commit(seq, self.body);
        Ok(Insert::Inserted)
    }
}

/// Where a carrier id is, or would be, in the narrow index.
enum Slot {
    Taken(Carried),
    Free(i64),
}

/// A text that the carrier has, as it is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Ours.
    pub message: MessageId,
    /// How far it has come.
    pub state: Option<DeliveryState>,
    /// Why it did not arrive.
    pub problem: Option<DeliveryProblem>,
}

/// Looks a carrier id up by its 64-bit key. Two ids with one key are next to impossible and still two ids: the
/// second lives one key further on.
fn provider_slot(tx: &ReadTx<'_>, line: i64, id: &ProviderMessageId) -> Result<Slot, StoreError> {
    let digest = Sha256::new().chain_update(line.to_be_bytes()).chain_update(id.as_str()).finalize();
    let mut key = digest.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes));
    let mut statement =
        tx.prepare("SELECT id, provider_id, line, state, problem FROM message WHERE provider_key = ?1")?;
    loop {
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else { return Ok(Slot::Free(key)) };
        if row.get_ref(1)?.as_str() == Ok(id.as_str()) && row.get::<_, i64>(2)? == line {
            let r = Reading::new(row, "message");
            return Ok(Slot::Taken(Carried {
                message: r.id("id")?,
                state: r.opt_word("state", DeliveryState::parse)?,
                problem: r.opt_word("problem", DeliveryProblem::parse)?,
            }));
        }
        key = key.wrapping_add(1);
    }
}

const LAST_PLACE: &str = "SELECT max(seq) FROM message WHERE seq >= ?1 AND seq < ?2";

/// The first place in the second of `at`: texts of before have a lower one.
pub(crate) fn first_place(at: Timestamp) -> i64 {
    // Times before 1970 or absurdly far ahead are the carrier's mistake; they keep their order within reach.
    let second = at.millis().div_euclid(1_000).clamp(0, i64::from(u32::MAX));
    second.saturating_mul(PLACES)
}

/// The first free place in the second of `at`, or soon after, by what `last` says: the highest taken one of a stretch.
pub(crate) fn free_place(tx: &ReadTx<'_>, at: Timestamp, last: &str) -> Result<i64, StoreError> {
    let mut first = first_place(at);
    let mut statement = tx.prepare(last)?;
    loop {
        let end = first.saturating_add(PLACES);
        let last: Option<i64> = statement.query_row([first, end], |row| row.get(0))?;
        match last.map(|last| last.saturating_add(1)) {
            None => return Ok(first),
            Some(next) if next < end => return Ok(next),
            Some(_) => first = end,
        }
    }
}

/// Takes a text out of the store and the index.
pub(crate) fn remove(tx: &WriteTx<'_>, id: MessageId) -> Result<(), StoreError> {
    // The delete trigger may only meet texts that are indexed.
    tx.index_now()?;
    tx.prepare("DELETE FROM message WHERE id = ?1")?.execute([id.bytes()])?;
    Ok(())
}

/// One text.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: MessageId) -> Result<MessageRow, StoreError> {
    one(tx, "m.id = ?1", params![id.bytes()])?.ok_or(StoreError::NotFound { table: "message" })
}

/// The text the composer sent under `client_id`.
///
/// # Errors
/// The store's own.
pub fn find_by_client_id(tx: &ReadTx<'_>, client_id: &str) -> Result<Option<MessageRow>, StoreError> {
    one(tx, "m.client_id = ?1", params![client_id])
}

/// The text the carrier calls `provider_id` on `line`.
///
/// # Errors
/// The store's own.
pub fn find_by_provider_id(
    tx: &ReadTx<'_>,
    line: LineId,
    provider_id: &ProviderMessageId,
) -> Result<Option<MessageRow>, StoreError> {
    let line = crate::lines::seq_of(tx, line)?;
    match provider_slot(tx, line, provider_id)? {
        Slot::Taken(text) => get(tx, text.message).map(Some),
        Slot::Free(_) => Ok(None),
    }
}

/// Which of these carrier ids are stored for `line`, each with our id, in the order asked.
///
/// # Errors
/// The store's own.
pub fn known_provider_ids(
    tx: &ReadTx<'_>,
    line: LineId,
    ids: &[ProviderMessageId],
) -> Result<Vec<(ProviderMessageId, MessageId)>, StoreError> {
    Ok(carried(tx, line, ids)?.into_iter().map(|(id, text)| (id, text.message)).collect())
}

/// The same, with how far each has come.
///
/// # Errors
/// The store's own.
pub fn carried(
    tx: &ReadTx<'_>,
    line: LineId,
    ids: &[ProviderMessageId],
) -> Result<Vec<(ProviderMessageId, Carried)>, StoreError> {
    let line = crate::lines::seq_of(tx, line)?;
    let mut known = Vec::new();
    for id in ids {
        if let Slot::Taken(text) = provider_slot(tx, line, id)? {
            known.push((id.clone(), text));
        }
    }
    Ok(known)
}

/// Gives an outbound text the carrier's id.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the text already has another id.
pub fn bind_provider_id(
    tx: &WriteTx<'_>,
    id: MessageId,
    provider_id: &ProviderMessageId,
) -> Result<Bound, StoreError> {
    let (line, bound): (i64, Option<String>) = tx
        .prepare("SELECT line, provider_id FROM message WHERE id = ?1")?
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::NotFound { table: "message" })?;
    match provider_slot(tx, line, provider_id)? {
        Slot::Taken(holder) if holder.message == id => Ok(Bound::Here),
        Slot::Taken(holder) => Ok(Bound::Elsewhere(holder.message)),
        Slot::Free(_) if bound.is_some() => {
            Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE })
        }
        Slot::Free(key) => {
            tx.prepare("UPDATE message SET provider_id = ?1, provider_key = ?2 WHERE id = ?3")?
                .execute(params![provider_id.as_str(), key, id.bytes()])?;
            Ok(Bound::Here)
        }
    }
}

/// Folds `theirs`, a text stored as sent elsewhere, into `ours`, the text it turned out to be: carrier id,
/// reports and state move over, `theirs` goes.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when `theirs` was not stored as sent elsewhere.
pub fn absorb(tx: &WriteTx<'_>, ours: MessageId, theirs: MessageId) -> Result<(), StoreError> {
    let other = get(tx, theirs)?;
    let Some(provider_id) =
        other.provider_id.as_ref().filter(|_| other.from == Sender::Practice(Author::Elsewhere))
    else {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    };
    tx.prepare("UPDATE delivery_report SET message = ?1 WHERE message = ?2")?
        .execute(params![ours.bytes(), theirs.bytes()])?;
    tx.prepare("UPDATE OR IGNORE attachment SET message = ?1 WHERE message = ?2")?
        .execute(params![ours.bytes(), theirs.bytes()])?;
    tx.prepare("UPDATE thread SET preview_message = ?1 WHERE preview_message = ?2")?
        .execute(params![ours.bytes(), theirs.bytes()])?;
    tx.prepare("DELETE FROM status_watch WHERE message = ?1")?.execute([theirs.bytes()])?;
    remove(tx, theirs)?;
    bind_provider_id(tx, ours, provider_id)?;
    if let Some(state) = other.state {
        set_state(tx, ours, state, other.problem)?;
    }
    Ok(())
}

/// Keeps where an outbound text is, also in the list's copy.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_state(
    tx: &WriteTx<'_>,
    id: MessageId,
    state: DeliveryState,
    problem: Option<DeliveryProblem>,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE message SET state = ?1, problem = ?2 WHERE id = ?3")?
        .execute(params![state.as_str(), problem.map(DeliveryProblem::as_str), id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::NotFound { table: "message" });
    }
    tx.prepare(
        "UPDATE thread SET preview_state = ?1
         WHERE seq = (SELECT thread FROM message WHERE id = ?2) AND preview_message = ?2",
    )?
    .execute(params![state.as_str(), id.bytes()])?;
    Ok(())
}

/// Keeps the carrier's time of passing a text on.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_sent_at(tx: &WriteTx<'_>, id: MessageId, sent_at: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare("UPDATE message SET sent_at = ?1 WHERE id = ?2")?
        .execute(params![sent_at.millis(), id.bytes()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "message" }) } else { Ok(()) }
}

/// How many texts there are.
///
/// # Errors
/// The store's own.
pub fn count(tx: &ReadTx<'_>) -> Result<u64, StoreError> {
    crate::sql::count(tx, "SELECT count(*) FROM message")
}

fn one(
    tx: &ReadTx<'_>,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Option<MessageRow>, StoreError> {
    let mut statement = tx.prepare(&format!(
        "SELECT {COLUMNS} FROM message m CROSS JOIN thread t ON t.seq = m.thread WHERE {condition}"
    ))?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(read).transpose()
}

pub(crate) fn read(row: &Row<'_>) -> Result<MessageRow, StoreError> {
    let r = Reading::new(row, "message");
    Ok(MessageRow {
        seq: r.get("seq")?,
        id: r.id("id")?,
        thread: r.id("thread_id")?,
        from: sender(&r)?,
        kind: r.word("kind", MessageKind::parse)?,
        body: r.private("body")?,
        channel: r.word("channel", Channel::parse)?,
        client_id: r.get("client_id")?,
        provider_id: r.provider_id("provider_id")?,
        created_at: r.at("created_at")?,
        received_at: r.opt_at("received_at")?,
        sent_at: r.opt_at("sent_at")?,
        state: r.opt_word("state", DeliveryState::parse)?,
        problem: r.opt_word("problem", DeliveryProblem::parse)?,
        media_count: r.count("media_count")?,
        language: r.opt_word("language", Language::parse)?,
    })
}

pub(crate) fn sender(r: &Reading<'_, '_>) -> Result<Sender, StoreError> {
    let known = |word: &str| ["patient", "staff", "foyer", "elsewhere"].into_iter().find(|one| *one == word);
    Ok(match r.word("author", known)? {
        "patient" => Sender::Patient,
        "staff" => Sender::Practice(Author::Staff(r.id::<UserId>("author_user")?)),
        "foyer" => Sender::Practice(Author::Foyer),
        _ => Sender::Practice(Author::Elsewhere),
    })
}

const fn author_columns(from: Sender) -> (&'static str, Option<UserId>) {
    match from {
        Sender::Patient => ("patient", None),
        Sender::Practice(Author::Staff(user)) => ("staff", Some(user)),
        Sender::Practice(Author::Foyer) => ("foyer", None),
        Sender::Practice(Author::Elsewhere) => ("elsewhere", None),
    }
}
