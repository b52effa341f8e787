//! Batches: an approved template to many people. Who is in one, in which order, whose turn it is, and who confirmed the
//! visit that it reminds of. Whether a text goes is decided when the turn comes, by the gate.
//!
//! That nobody is texted twice does not hang on whoever calls this: a phone stands once in a batch that is not skipped, a
//! row has one text for good, and one batch goes on at a time. All three are the table's own rules.

use foyer_domain::{
    BatchId, Category, DeliveryState, MessageId, Private, Span, TemplateId, ThreadId, Timestamp, UserId,
};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::first_place,
    runs::RunState,
    sight::Whereabouts,
    sql::{Reading, StoredId as _, rows, words},
};

words! {
    /// Why a person gets no text.
    BatchSkip {
        /// No number that could be texted.
        NoNumber = "no_number",
        /// The same person and number stands on the list before.
        Twice = "twice",
        /// The number stands on the list before, with another name.
        Household = "household",
        /// The number is known as somebody else's.
        NameDiffers = "name_differs",
        /// Several people have the number, and it is not clear whose visit it is, or who would read it.
        SharedPhone = "shared_phone",
        /// They had this very text less than a day ago.
        Already = "already",
        /// Only START turns texts on.
        OptedOut = "opted_out",
        /// Did not agree, or no longer.
        NoConsent = "no_consent",
        /// The number cannot get texts.
        Landline = "landline",
        /// The template names a day or a time, and the list has none that can be read.
        NoVisit = "no_visit",
        /// Something else in the template is not known of this person.
        Blanks = "blanks",
        /// The visit is over, or would be before a text may go.
        Past = "past",
        /// An earlier text to them waits for a person.
        Stuck = "stuck",
        /// Whoever sends it does not answer this conversation.
        NotYours = "not_yours",
        /// The template is used no more, or not in these words.
        Template = "template",
        /// The check marks the words, or no agreement covers them.
        Words = "words",
        /// Anything else the gate says.
        NotTextable = "not_textable",
    }
}

/// The same words to the same phone go at most once in this: a list that is sent again by mistake, or after it was ended,
/// goes to those who have not had it.
pub const AGAIN_AFTER: Span = Span::hours(20);

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// The window's own id for it.
    pub client_id: String,
    /// What it sends.
    pub template: TemplateId,
    /// In which wording, by its place.
    pub version: i64,
    /// Whether it goes on only while the office is open.
    pub open_only: bool,
    /// Who started it.
    pub by: UserId,
    /// When.
    pub started_at: Timestamp,
    /// Where it stands.
    pub state: RunState,
    /// Nobody's turn before this.
    pub next_at: Timestamp,
}

/// A row of the list on its way in.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// As the list has it.
    pub name: Private,
    /// E.164; empty where the list has none.
    pub number: Private,
    /// The conversation.
    pub thread: Option<ThreadId>,
    /// What it reminds of.
    pub visit_at: Option<Timestamp>,
    /// Why it gets no text.
    pub skip: Option<BatchSkip>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Its place.
    pub position: u32,
    /// As the list has it.
    pub name: Private,
    /// E.164; empty where the list has none.
    pub number: Private,
    /// Its conversation, which says who may be told of this row.
    pub whereabouts: Option<Whereabouts>,
    /// What it reminds of.
    pub visit_at: Option<Timestamp>,
    /// Its turn comes again then.
    pub not_before: Option<Timestamp>,
    /// Why it got no text.
    pub skip: Option<BatchSkip>,
    /// The text, once it is in the outbox.
    pub message: Option<MessageId>,
    /// Where that text is.
    pub state: Option<DeliveryState>,
    /// When it went there or was skipped.
    pub at: Option<Timestamp>,
    /// When the patient confirmed.
    pub confirmed_at: Option<Timestamp>,
}

impl ItemRow {
    /// Whether its turn is still to come.
    pub const fn waits(&self) -> bool {
        self.message.is_none() && self.skip.is_none()
    }

    /// What became of it so far.
    pub const fn fate(&self) -> Fate {
        Fate {
            skipped: self.skip.is_some(),
            confirmed: self.confirmed_at.is_some(),
            texted: self.message.is_some(),
            state: self.state,
        }
    }
}

/// A reminder of a visit to come that nobody has confirmed, and a text of the patient that came after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenReminder {
    /// Whose batch, by its place in the store.
    pub batch: i64,
    /// Its place in it.
    pub position: u32,
    /// The reminder.
    pub message: MessageId,
    /// What the patient wrote.
    pub heard: MessageId,
    /// Its place among all texts.
    heard_seq: i64,
}

const BATCH: &str = "SELECT seq, id, client_id, template, version, open_only, started_by, started_at, state, next_at FROM batch";

/// Begins a batch.
///
/// # Errors
/// [`StoreError::NotFound`] for a thread that is none; [`StoreError::Conflict`] while another goes on, or when a phone
/// would get two texts.
pub fn begin(tx: &WriteTx<'_>, batch: &BatchRow, items: &[NewItem]) -> Result<(), StoreError> {
    let seq: i64 = tx
        .prepare(
            "INSERT INTO batch (id, client_id, template, version, open_only, started_by, started_at, state, next_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING seq",
        )?
        .query_row(
            params![
                batch.id.bytes(),
                batch.client_id,
                batch.template.bytes(),
                batch.version,
                batch.open_only,
                batch.by.bytes(),
                batch.started_at.millis(),
                batch.state.as_str(),
                batch.next_at.millis()
            ],
            |row| row.get(0),
        )?;
    let mut insert = tx.prepare(
        "INSERT INTO batch_item (batch, position, name, number, thread, visit_at, skip, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, item) in (0_u32..).zip(items) {
        let thread = item.thread.map(|thread| crate::threads::seq_of(tx, thread)).transpose()?;
        insert.execute(params![
            seq,
            position,
            item.name.reveal(),
            item.number.reveal(),
            thread,
            item.visit_at.map(Timestamp::millis),
            item.skip.map(BatchSkip::as_str),
            item.skip.map(|_| batch.started_at.millis()),
        ])?;
    }
    Ok(())
}

/// The batch that was started last.
///
/// # Errors
/// The store's own.
pub fn last(tx: &ReadTx<'_>) -> Result<Option<BatchRow>, StoreError> {
    Ok(rows(tx, &format!("{BATCH} ORDER BY seq DESC LIMIT 1"), [], batch)?.pop())
}

/// Batches, the newest first, so many at most after so many.
///
/// # Errors
/// The store's own.
pub fn list(tx: &ReadTx<'_>, offset: u32, limit: u32) -> Result<Vec<BatchRow>, StoreError> {
    rows(tx, &format!("{BATCH} ORDER BY seq DESC LIMIT ?1 OFFSET ?2"), params![limit, offset], batch)
}

/// How many rows of a batch stand alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What they have in common.
    pub fate: Fate,
    /// How many.
    pub rows: u32,
}

/// What became of a row so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// It gets no text.
    pub skipped: bool,
    /// The patient confirmed.
    pub confirmed: bool,
    /// Its text is in the outbox, or was.
    pub texted: bool,
    /// Where that text is.
    pub state: Option<DeliveryState>,
}

/// What became of the rows of a batch, counted.
///
/// # Errors
/// The store's own.
pub fn tallies(tx: &ReadTx<'_>, id: BatchId) -> Result<Vec<Tally>, StoreError> {
    rows(
        tx,
        "SELECT i.skip IS NOT NULL AS skipped, i.confirmed_at IS NOT NULL AS confirmed,
            i.message IS NOT NULL AS texted, m.state, count(*) AS many
         FROM batch_item i LEFT JOIN message m ON m.id = i.message
         WHERE i.batch = (SELECT seq FROM batch WHERE id = ?1) GROUP BY 1, 2, 3, 4",
        params![id.bytes()],
        |row| {
            let r = Reading::new(row, "batch_item");
            Ok(Tally {
                fate: Fate {
                    skipped: r.get("skipped")?,
                    confirmed: r.get("confirmed")?,
                    texted: r.get("texted")?,
                    state: r.opt_word("state", DeliveryState::parse)?,
                },
                rows: r.count("many")?,
            })
        },
    )
}

/// One batch.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: BatchId) -> Result<BatchRow, StoreError> {
    rows(tx, &format!("{BATCH} WHERE id = ?1"), params![id.bytes()], batch)?
        .pop()
        .ok_or(StoreError::NotFound { table: "batch" })
}

/// The batch that a window asked for by this id of its own.
///
/// # Errors
/// The store's own.
pub fn by_client_id(tx: &ReadTx<'_>, client_id: &str) -> Result<Option<BatchRow>, StoreError> {
    Ok(rows(tx, &format!("{BATCH} WHERE client_id = ?1"), params![client_id], batch)?.pop())
}

const ITEM: &str =
    "SELECT i.position, i.name, i.number, t.id AS thread_id, t.category, l.location, i.visit_at, i.not_before, i.skip,
        i.message, m.state, i.at, i.confirmed_at
     FROM batch_item i LEFT JOIN thread t ON t.seq = i.thread LEFT JOIN line l ON l.seq = t.line
        LEFT JOIN message m ON m.id = i.message
     WHERE i.batch = (SELECT seq FROM batch WHERE id = ?1)";

/// Every row of a batch, in order.
///
/// # Errors
/// The store's own.
pub fn items(tx: &ReadTx<'_>, id: BatchId) -> Result<Vec<ItemRow>, StoreError> {
    rows(tx, &format!("{ITEM} ORDER BY i.position"), params![id.bytes()], item)
}

/// Those who wait for a turn and may have one at `now`, in order. A time that lies further ahead than `at_most` is from
/// before the clock was set back.
///
/// # Errors
/// The store's own.
pub fn turns(
    tx: &ReadTx<'_>,
    id: BatchId,
    now: Timestamp,
    at_most: Span,
    limit: u32,
) -> Result<Vec<ItemRow>, StoreError> {
    let sql = format!(
        "{ITEM} AND i.skip IS NULL AND i.message IS NULL
           AND (i.not_before IS NULL OR i.not_before <= ?2 OR i.not_before > ?3) ORDER BY i.position LIMIT ?4"
    );
    rows(tx, &sql, params![id.bytes(), now.millis(), now.plus(at_most).millis(), limit], item)
}

/// When the next one who waits may have a turn; `None` when nobody waits.
///
/// # Errors
/// The store's own.
pub fn next_turn(tx: &ReadTx<'_>, id: BatchId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = tx
        .prepare(
            "SELECT min(ifnull(not_before, 0)) FROM batch_item
             WHERE batch = (SELECT seq FROM batch WHERE id = ?1) AND skip IS NULL AND message IS NULL",
        )?
        .query_row([id.bytes()], |row| row.get(0))?;
    Ok(at.map(Timestamp::from_millis))
}

/// Whether a text of a batch is on its way to the carrier, or next to go.
///
/// # Errors
/// The store's own.
pub fn in_flight(tx: &ReadTx<'_>, id: BatchId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare(
            "SELECT EXISTS (SELECT 1 FROM outbox o CROSS JOIN batch_item i ON i.message = o.message
                AND i.batch = (SELECT seq FROM batch WHERE id = ?1)
             WHERE o.state IN ('queued', 'dispatching'))",
        )?
        .query_row([id.bytes()], |row| row.get(0))?)
}

/// Whether this phone has had, or is about to get, the same wording about the same visit since `since`.
///
/// # Errors
/// The store's own.
pub fn had_already(
    tx: &ReadTx<'_>,
    version: i64,
    number: &str,
    visit_at: Option<Timestamp>,
    since: Timestamp,
) -> Result<bool, StoreError> {
    let states = rows(
        tx,
        "SELECT m.seq, m.state FROM batch_item i CROSS JOIN batch b ON b.seq = i.batch
            CROSS JOIN message m ON m.id = i.message
         WHERE i.number = ?1 AND i.at >= ?2 AND i.message IS NOT NULL AND b.version = ?3 AND i.visit_at IS ?4",
        params![number, since.millis(), version, visit_at.map(Timestamp::millis)],
        |row| Reading::new(row, "message").opt_word("state", DeliveryState::parse),
    )?;
    Ok(states.into_iter().flatten().any(|state| match state {
        DeliveryState::Held | DeliveryState::Queued => true,
        other => other.may_have_left(),
    }))
}

/// Moves a batch on, or keeps the next turn back until `next_at`.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set(tx: &WriteTx<'_>, id: BatchId, state: RunState, next_at: Timestamp) -> Result<(), StoreError> {
    let changed = tx.prepare("UPDATE batch SET state = ?1, next_at = ?2 WHERE id = ?3")?.execute(params![
        state.as_str(),
        next_at.millis(),
        id.bytes()
    ])?;
    found(changed, "batch")
}

/// Writes down what came of somebody's turn, in the transaction that puts their text into the outbox.
///
/// # Errors
/// [`StoreError::NotFound`] for somebody who does not wait for one.
pub fn had_turn(
    tx: &WriteTx<'_>,
    id: BatchId,
    position: u32,
    came: Result<MessageId, BatchSkip>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE batch_item SET message = ?1, skip = ?2, at = ?3,
                thread = coalesce(thread, (SELECT thread FROM message WHERE id = ?1))
             WHERE batch = (SELECT seq FROM batch WHERE id = ?4) AND position = ?5
               AND message IS NULL AND skip IS NULL",
        )?
        .execute(params![
            came.ok().map(MessageId::bytes),
            came.err().map(BatchSkip::as_str),
            now.millis(),
            id.bytes(),
            position
        ])?;
    found(changed, "batch_item")
}

/// Gives somebody no turn before `until`.
///
/// # Errors
/// [`StoreError::NotFound`] for somebody who does not wait for one.
pub fn wait(tx: &WriteTx<'_>, id: BatchId, position: u32, until: Timestamp) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE batch_item SET not_before = ?1 WHERE batch = (SELECT seq FROM batch WHERE id = ?2)
               AND position = ?3 AND message IS NULL AND skip IS NULL",
        )?
        .execute(params![until.millis(), id.bytes(), position])?;
    found(changed, "batch_item")
}

/// Reminders of visits that lie ahead of `now` and are not confirmed, each with every text that came after it and was not
/// read for that yet; the oldest first.
///
/// # Errors
/// The store's own.
pub fn open_reminders(tx: &ReadTx<'_>, now: Timestamp) -> Result<Vec<OpenReminder>, StoreError> {
    // The carrier's clock may be a little behind.
    let slack = first_place(Timestamp::from_millis(5_000));
    rows(tx, OPEN, params![now.millis(), first_place(Timestamp::from_millis(1_000)), slack], |row| {
        let r = Reading::new(row, "batch_item");
        Ok(OpenReminder {
            batch: r.get("batch")?,
            position: r.count("position")?,
            message: r.id("message")?,
            heard: r.id("heard_id")?,
            heard_seq: r.get("heard_seq")?,
        })
    })
}

pub(crate) const OPEN: &str =
    "SELECT i.batch, i.position, i.message, m.id AS heard_id, m.seq AS heard_seq FROM batch_item i
     CROSS JOIN message m ON m.thread = i.thread AND m.seq > max(i.at / 1000 * ?2 - ?3, ifnull(i.heard, 0))
     WHERE i.visit_at > ?1 AND i.message IS NOT NULL AND i.confirmed_at IS NULL
       AND m.direction = 'inbound' AND m.kind = 'text'
     ORDER BY m.seq";

/// Keeps that a text was read for a confirmation and is none.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn read_past(tx: &WriteTx<'_>, one: &OpenReminder) -> Result<(), StoreError> {
    let changed = tx
        .prepare(
            "UPDATE batch_item SET heard = max(ifnull(heard, 0), ?1) WHERE batch = ?2 AND position = ?3",
        )?
        .execute(params![one.heard_seq, one.batch, one.position])?;
    found(changed, "batch_item")
}

/// Keeps that a text of the patient confirms a visit; `false` when one has.
///
/// # Errors
/// The store's own.
pub fn confirm(tx: &WriteTx<'_>, one: &OpenReminder, at: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .prepare(
            "UPDATE batch_item SET confirmed_at = ?1, confirmed_by = ?2, heard = ?3
             WHERE batch = ?4 AND position = ?5 AND confirmed_at IS NULL",
        )?
        .execute(params![at.millis(), one.heard.bytes(), one.heard_seq, one.batch, one.position])?;
    Ok(changed > 0)
}

/// When the visit is that a text confirmed; `None` for a text that confirmed none.
///
/// # Errors
/// The store's own.
pub fn visit_confirmed_by(tx: &ReadTx<'_>, text: MessageId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<Option<i64>> = tx
        .prepare("SELECT visit_at FROM batch_item WHERE confirmed_by = ?1")?
        .query_row([text.bytes()], |row| row.get(0))
        .optional()?;
    Ok(at.flatten().map(Timestamp::from_millis))
}

fn batch(row: &Row<'_>) -> Result<BatchRow, StoreError> {
    let r = Reading::new(row, "batch");
    Ok(BatchRow {
        id: r.id("id")?,
        client_id: r.get("client_id")?,
        template: r.id("template")?,
        version: r.get("version")?,
        open_only: r.get("open_only")?,
        by: r.id("started_by")?,
        started_at: r.at("started_at")?,
        state: r.word("state", RunState::parse)?,
        next_at: r.at("next_at")?,
    })
}

fn item(row: &Row<'_>) -> Result<ItemRow, StoreError> {
    let r = Reading::new(row, "batch_item");
    Ok(ItemRow {
        position: r.count("position")?,
        name: r.private("name")?,
        number: r.private("number")?,
        whereabouts: whereabouts(&r)?,
        visit_at: r.opt_at("visit_at")?,
        not_before: r.opt_at("not_before")?,
        skip: r.opt_word("skip", BatchSkip::parse)?,
        message: r.opt_id("message")?,
        state: r.opt_word("state", DeliveryState::parse)?,
        at: r.opt_at("at")?,
        confirmed_at: r.opt_at("confirmed_at")?,
    })
}

fn whereabouts(r: &Reading<'_, '_>) -> Result<Option<Whereabouts>, StoreError> {
    let Some(thread) = r.opt_id("thread_id")? else { return Ok(None) };
    let category = r.word("category", Category::parse)?;
    Ok(Some(Whereabouts { thread, category, location: r.opt_id("location")? }))
}

fn found(changed: usize, table: &'static str) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { table }) } else { Ok(()) }
}
