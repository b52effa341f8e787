//! What waits to be sent, in lanes (one per thread), and every attempt to send it.
//!
//! Only a [`ClearedMessage`] gets in. An attempt is written and synced before the first byte leaves
//! ([`start_attempt`]); an attempt without an outcome means that nobody knows, never that it failed. A lane's
//! head is its oldest item that is not done: while that is held, dispatching or unconfirmed, nothing behind it
//! moves, and other lanes do not notice. State changes here show in the message and the list in the same call.

use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, LineId, MessageId, OutboxId, PhoneNumber, Private,
    ProviderMessageId, Span, ThreadId, Timestamp, UserId,
};
use foyer_policy::{Badge, ClearedMessage, Ground, Purpose, Subject};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    consent::Mark,
    messages::{self, Bound, Columns, Insert, MessageKind, Sender},
    recount::is_no_answer,
    sql::{Reading, StoredId as _, words},
};

words! {
    /// Why an item does not move.
    HoldReason {
        /// Its time ran out while it waited.
        TooOld = "too_old",
        /// The gate, asked again, wants a person to look.
        Refused = "refused",
        /// It is quiet where the patient lives.
        QuietHours = "quiet_hours",
        /// The carrier said no in a way a person may mend.
        Rejected = "rejected",
        /// Somebody stopped it.
        Person = "person",
        /// The patient wrote since; what was written may no longer fit.
        ContextChanged = "context_changed",
        /// The store was restored from a copy: nobody knows what was sent since.
        RestoredCopy = "restored_copy",
    }
}

/// One intent to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Our id; the idempotency key where a carrier takes one.
    pub id: OutboxId,
    /// The order in its lane.
    pub seq: i64,
    /// The text.
    pub message: MessageId,
    /// The lane.
    pub thread: ThreadId,
    /// The line it goes from.
    pub line: LineId,
    /// Where it goes.
    pub to: PhoneNumber,
    /// How it goes.
    pub channel: Channel,
    /// What it is for.
    pub purpose: Purpose,
    /// What it is about.
    pub subject: Subject,
    /// Whether only a full consent carries these words.
    pub clinical: bool,
    /// Whether a person decided to send it in quiet hours.
    pub over_quiet: bool,
    /// What it was cleared on.
    pub ground: Ground,
    /// The badge at that moment.
    pub badge: Badge,
    /// Who sent it over a warning, and why.
    pub over_warning: Option<(UserId, Private)>,
    /// Held, queued, dispatching, unconfirmed, or done.
    pub state: DeliveryState,
    /// With [`DeliveryState::Held`].
    pub hold_reason: Option<HoldReason>,
    /// Not before.
    pub not_before: Timestamp,
    /// Not after.
    pub expires_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was queued.
    pub queued_at: Timestamp,
}

/// What came of taking a text back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It never left and is gone from the conversation.
    TakenBack,
    /// An earlier attempt may have reached the patient: it is not sent again and stays unconfirmed, and later
    /// evidence still finds it.
    MayHaveLeft,
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Its number among all attempts.
    pub seq: i64,
    /// What was tried.
    pub outbox: OutboxId,
    /// 1 for the first.
    pub number: u32,
    /// Written and synced then.
    pub started_at: Timestamp,
    /// When its outcome was known.
    pub finished_at: Option<Timestamp>,
    /// `accepted`, `rejected`, `not_sent`, `unknown`, `paused`; `None` while nobody knows.
    pub outcome: Option<String>,
    /// The adapter's word for why.
    pub reason: Option<String>,
    /// The carrier's error code.
    pub code: Option<u32>,
    /// The carrier's id.
    pub provider_id: Option<ProviderMessageId>,
}

/// What came of an attempt. `reason` is a word in the code, so that no text of a carrier or patient gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The carrier has it.
    Accepted {
        /// The carrier's id.
        provider_id: ProviderMessageId,
        /// What the carrier said of it: accepted, sent, …
        state: DeliveryState,
    },
    /// The carrier refused it for good.
    Rejected {
        /// Why, for people.
        problem: DeliveryProblem,
        /// The carrier's error code.
        code: Option<u32>,
    },
    /// It did not reach the carrier; it is queued again.
    NotSent {
        /// The adapter's word.
        reason: &'static str,
        /// Not before.
        retry_at: Timestamp,
    },
    /// It may have reached the carrier.
    Unknown {
        /// The adapter's word.
        reason: &'static str,
    },
    /// The carrier refuses the whole account; it is queued again and no attempt is counted.
    Paused {
        /// The adapter's word.
        reason: &'static str,
        /// Not before.
        retry_at: Timestamp,
    },
}

/// A cleared text on its way in.
#[derive(Clone, Debug)]
pub struct NewOutbound<'a> {
    /// What the gate let through.
    pub cleared: &'a ClearedMessage,
    /// The id of the intent.
    pub outbox: OutboxId,
    /// The id of the text.
    pub message: MessageId,
    /// Who sends it.
    pub author: Author,
    /// The composer's id: the same one is the same text.
    pub client_id: Option<&'a str>,
    /// Now; its time in the thread.
    pub now: Timestamp,
    /// Not before.
    pub not_before: Timestamp,
    /// Not after; later it is held for a person.
    pub expires_at: Timestamp,
}

const COLUMNS: &str =
    "o.seq, o.id, o.message, t.id AS thread_id, l.id AS line_id, o.to_number, o.channel, o.purpose,
    o.subject, o.clinical, o.over_quiet, o.ground, o.badge, o.override_reason, o.override_by, o.state, o.hold_reason, o.not_before_at,
    o.expires_at, o.attempts, o.queued_at";

const FROM: &str =
    "FROM outbox o CROSS JOIN thread t ON t.seq = o.thread CROSS JOIN line l ON l.seq = t.line";

/// What a lane waits for.
const OPEN: &str = "('held', 'queued', 'dispatching', 'unconfirmed')";

/// Stores the text and the intent to send it. [`Insert::Known`] means that `client_id` was sent before; the
/// caller finds that text by it.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn enqueue(tx: &WriteTx<'_>, new: &NewOutbound<'_>) -> Result<Insert, StoreError> {
    let cleared = new.cleared;
    let thread = crate::threads::get(tx, cleared.thread())?;
    let inserted = Columns {
        id: new.message,
        thread: thread.id,
        line: thread.line,
        from: Sender::Practice(new.author),
        kind: kind_of(cleared.purpose()),
        body: cleared.body().reveal(),
        channel: cleared.channel(),
        client_id: new.client_id,
        provider_id: None,
        created_at: new.now,
        received_at: None,
        sent_at: None,
        state: Some(DeliveryState::Queued),
        problem: None,
        media_count: 0,
        language: None,
    }
    .insert(tx)?;
    if inserted == Insert::Known {
        return Ok(inserted);
    }
    let ground = serde_json::to_string(&cleared.ground()).map_err(|_| StoreError::Panicked)?;
    let over = cleared.over_warning();
    tx.prepare(
        "INSERT INTO outbox (id, message, thread, to_number, channel, purpose, subject, clinical, over_quiet,
            ground, badge, override_reason, override_by, state, not_before_at, expires_at, queued_at)
         VALUES (:id, :message, (SELECT seq FROM thread WHERE id = :thread), :to, :channel, :purpose, :subject,
            :clinical, :over_quiet, :ground, :badge, :reason, :by, 'queued', :not_before, :expires, :now)",
    )?
    .execute(named_params! {
        ":id": new.outbox.bytes(),
        ":message": new.message.bytes(),
        ":thread": thread.id.bytes(),
        ":to": cleared.to().reveal(),
        ":channel": cleared.channel().as_str(),
        ":purpose": cleared.purpose().as_str(),
        ":subject": cleared.subject().as_str(),
        ":clinical": cleared.clinical(),
        ":over_quiet": cleared.over_quiet(),
        ":ground": ground,
        ":badge": cleared.badge().as_str(),
        ":reason": over.map(|over| over.reason.reveal()),
        ":by": over.map(|over| over.by.bytes()),
        ":not_before": new.not_before.millis(),
        ":expires": new.expires_at.millis(),
        ":now": new.now.millis(),
    })?;
    let held = Mark::of_cleared(cleared);
    crate::consent::keep_with(tx, new.message, &held)?;
    Ok(inserted)
}

/// No text waits longer than this for its turn: the time to undo is 8 s, and waits after a failure are the
/// engine's. A time further ahead is from before the clock was set back, and is not waited for.
const LONGEST_WAIT: Span = Span::minutes(1);

impl OutboxRow {
    /// Whether its time has come at `now`.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.not_before <= now || self.not_before > now.plus(LONGEST_WAIT)
    }
}

/// The items whose turn it is at `now`: queued heads of their lanes, oldest first.
///
/// # Errors
/// The store's own.
pub fn heads(tx: &ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
    rows(tx, &heads_sql(), params![now.millis(), now.plus(LONGEST_WAIT).millis(), limit])
}

pub(crate) fn heads_sql() -> String {
    format!(
        "SELECT {COLUMNS} {FROM}
         WHERE o.state = 'queued' AND (o.not_before_at <= ?1 OR o.not_before_at > ?2)
           AND o.seq = (SELECT min(x.seq) FROM outbox x WHERE x.thread = o.thread AND x.state IN {OPEN})
         ORDER BY o.seq LIMIT ?3"
    )
}

/// When the next queued head may go, by a clock that says `now`; `None` when nothing is queued.
///
/// # Errors
/// The store's own.
pub fn next_due(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let due: Option<i64> = tx
        .prepare(&format!(
            "SELECT min(CASE WHEN o.not_before_at > ?2 THEN ?1 ELSE o.not_before_at END) FROM outbox o WHERE o.state = 'queued'
               AND o.seq = (SELECT min(x.seq) FROM outbox x WHERE x.thread = o.thread AND x.state IN {OPEN})"
        ))?
        .query_row(params![now.millis(), now.plus(LONGEST_WAIT).millis()], |row| row.get(0))?;
    Ok(due.map(Timestamp::from_millis))
}

/// Everything that is not done: held, queued, dispatching, unconfirmed, oldest first.
///
/// # Errors
/// The store's own.
pub fn waiting(tx: &ReadTx<'_>) -> Result<Vec<OutboxRow>, StoreError> {
    rows(tx, &waiting_sql(), [])
}

pub(crate) fn waiting_sql() -> String {
    format!("SELECT {COLUMNS} {FROM} WHERE o.state IN {OPEN} ORDER BY o.seq")
}

/// Everything in one state, oldest first.
///
/// # Errors
/// The store's own.
pub fn in_state(tx: &ReadTx<'_>, state: DeliveryState) -> Result<Vec<OutboxRow>, StoreError> {
    rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE o.state = ?1 AND o.state IN {OPEN} ORDER BY o.seq"),
        params![state.as_str()],
    )
}

/// One item.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: OutboxId) -> Result<OutboxRow, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE o.id = ?1"), params![id.bytes()])?
        .pop()
        .ok_or(StoreError::NotFound { table: "outbox" })
}

/// The item of a text, if it ever had one.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<OutboxRow>, StoreError> {
    Ok(rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE o.message = ?1"), params![message.bytes()])?.pop())
}

/// Writes down that an attempt begins; after the commit it may be on the wire. Returns its number among all.
///
/// # Errors
/// [`StoreError::Conflict`] when the item is not queued: then nothing may be sent.
pub fn start_attempt(tx: &WriteTx<'_>, id: OutboxId, now: Timestamp) -> Result<AttemptRow, StoreError> {
    let changed = tx
        .prepare(
            "UPDATE outbox SET state = 'dispatching', attempts = attempts + 1 WHERE id = ?1 AND state = 'queued'",
        )?
        .execute([id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    let item = get(tx, id)?;
    messages::set_state(tx, item.message, DeliveryState::Dispatching, None)?;
    let seq: i64 = tx
        .prepare(
            "INSERT INTO send_attempt (outbox, number, started_at)
             VALUES (?1, (SELECT count(*) + 1 FROM send_attempt WHERE outbox = ?1), ?2) RETURNING seq",
        )?
        .query_row(params![id.bytes(), now.millis()], |row| row.get(0))?;
    attempt(tx, seq)
}

/// Writes down what came of an attempt, and moves item, text and list along: accepted, failed, queued again or
/// unconfirmed. [`Bound::Elsewhere`] names the text that was read from a listing before the answer arrived; it
/// has been folded into ours.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the attempt has an outcome already.
pub fn finish_attempt(
    tx: &WriteTx<'_>,
    seq: i64,
    outcome: &AttemptOutcome,
    now: Timestamp,
) -> Result<Bound, StoreError> {
    let (word, reason, code, provider_id) = match outcome {
        AttemptOutcome::Accepted { provider_id, .. } => ("accepted", None, None, Some(provider_id.as_str())),
        AttemptOutcome::Rejected { code, .. } => ("rejected", None, *code, None),
        AttemptOutcome::NotSent { reason, .. } => ("not_sent", Some(*reason), None, None),
        AttemptOutcome::Unknown { reason } => ("unknown", Some(*reason), None, None),
        AttemptOutcome::Paused { reason, .. } => ("paused", Some(*reason), None, None),
    };
    let changed = tx
        .prepare(
            "UPDATE send_attempt SET outcome = ?1, reason = ?2, code = ?3, provider_id = ?4, finished_at = ?5
             WHERE seq = ?6 AND outcome IS NULL",
        )?
        .execute(params![word, reason, code, provider_id, now.millis(), seq])?;
    let item = get(tx, attempt(tx, seq)?.outbox)?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    match outcome {
        AttemptOutcome::Accepted { provider_id, state } => confirm(tx, item.id, provider_id, *state),
        AttemptOutcome::Rejected { problem, .. } => {
            move_to(tx, &item, DeliveryState::Failed, None, Some(*problem)).map(|()| Bound::Here)
        }
        AttemptOutcome::NotSent { retry_at, .. } => {
            queue_again(tx, &item, *retry_at, 0).map(|()| Bound::Here)
        }
        AttemptOutcome::Paused { retry_at, .. } => queue_again(tx, &item, *retry_at, 1).map(|()| Bound::Here),
        AttemptOutcome::Unknown { .. } => {
            move_to(tx, &item, DeliveryState::Unconfirmed, None, None).map(|()| Bound::Here)
        }
    }
}

/// Evidence that the carrier has it: binds the carrier's id and ends the item's wait.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the text has another carrier id.
pub fn confirm(
    tx: &WriteTx<'_>,
    id: OutboxId,
    provider_id: &ProviderMessageId,
    state: DeliveryState,
) -> Result<Bound, StoreError> {
    let item = get(tx, id)?;
    tx.prepare("UPDATE outbox SET state = 'accepted', hold_reason = NULL WHERE id = ?1")?
        .execute([id.bytes()])?;
    messages::set_state(tx, item.message, state, None)?;
    let bound = messages::bind_provider_id(tx, item.message, provider_id)?;
    if let Bound::Elsewhere(theirs) = bound {
        messages::absorb(tx, item.message, theirs)?;
    }
    Ok(bound)
}

/// The attempts whose outcome nobody knows: after a crash, each is to be reconciled.
///
/// # Errors
/// The store's own.
pub fn unfinished_attempts(tx: &ReadTx<'_>) -> Result<Vec<AttemptRow>, StoreError> {
    attempts_where(tx, "outcome IS NULL", [])
}

/// All attempts of an item, first to last.
///
/// # Errors
/// The store's own.
pub fn attempts(tx: &ReadTx<'_>, id: OutboxId) -> Result<Vec<AttemptRow>, StoreError> {
    attempts_where(tx, "outbox = ?1", params![id.bytes()])
}

/// Whether an attempt may have reached the carrier without our knowing.
///
/// # Errors
/// The store's own.
pub fn may_have_left(tx: &ReadTx<'_>, id: OutboxId) -> Result<bool, StoreError> {
    Ok(attempts(tx, id)?.iter().any(AttemptRow::is_unclear))
}

impl AttemptRow {
    /// Whether nobody knows what came of it.
    pub fn is_unclear(&self) -> bool {
        self.outcome.as_deref().is_none_or(|outcome| outcome == "unknown")
    }
}

/// Moves an item, its text and the list's copy to `state`. For a hold use [`hold`].
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_state(
    tx: &WriteTx<'_>,
    id: OutboxId,
    state: DeliveryState,
    problem: Option<DeliveryProblem>,
) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    let reason = (state == DeliveryState::Held).then_some(HoldReason::Person);
    move_to(tx, &item, state, reason, problem)
}

/// Stops an item until somebody or something frees it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn hold(tx: &WriteTx<'_>, id: OutboxId, reason: HoldReason) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    move_to(tx, &item, DeliveryState::Held, Some(reason), None)
}

/// Queues a held or unconfirmed item again, on a person's word. An unconfirmed one may reach the patient twice.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is neither held nor unconfirmed.
pub fn release(
    tx: &WriteTx<'_>,
    id: OutboxId,
    not_before: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    let changed = tx
        .prepare(
            "UPDATE outbox SET state = 'queued', hold_reason = NULL, not_before_at = ?1, expires_at = ?2
             WHERE id = ?3 AND state IN ('held', 'unconfirmed')",
        )?
        .execute(params![not_before.millis(), expires_at.millis(), id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT });
    }
    messages::set_state(tx, item.message, DeliveryState::Queued, None)
}

/// Takes a text back. Only what is queued or held can be; of that, what an earlier attempt may have brought to
/// the carrier is only not sent again.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is on the wire, in doubt or done.
pub fn cancel(tx: &WriteTx<'_>, id: OutboxId) -> Result<Cancelled, StoreError> {
    let item = get(tx, id)?;
    match item.state {
        DeliveryState::Queued | DeliveryState::Held => give_up(tx, &item, DeliveryState::Cancelled),
        DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered
        | DeliveryState::Undelivered
        | DeliveryState::Failed
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_CONSTRAINT }),
    }
}

/// Frees the lane of an unconfirmed text and leaves the text as it is: unconfirmed.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn leave(tx: &WriteTx<'_>, id: OutboxId) -> Result<(), StoreError> {
    let item = get(tx, id)?;
    move_item(tx, &item, DeliveryState::Cancelled, None)?;
    messages::set_state(tx, item.message, DeliveryState::Unconfirmed, None)?;
    crate::threads::recompute(tx, item.thread).map(drop)
}

/// The gate stops a text: it does not go, or not again.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn block(tx: &WriteTx<'_>, id: OutboxId) -> Result<Cancelled, StoreError> {
    let item = get(tx, id)?;
    give_up(tx, &item, DeliveryState::Blocked)
}

/// Holds every queued item whose time has run out, and says which.
///
/// # Errors
/// The store's own.
pub fn expire(tx: &WriteTx<'_>, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    let late = rows(
        tx,
        &format!("SELECT {COLUMNS} {FROM} WHERE o.state = 'queued' AND o.expires_at <= ?1 ORDER BY o.seq"),
        params![now.millis()],
    )?;
    for item in &late {
        move_to(tx, item, DeliveryState::Held, Some(HoldReason::TooOld), None)?;
    }
    Ok(late)
}

/// Blocks everything queued or held for a number, on every channel and line, after a revocation; the one
/// confirmation of the STOP itself is let through. What may have left before stays unconfirmed. Says what was
/// blocked.
///
/// # Errors
/// The store's own.
pub fn block_all_to(tx: &WriteTx<'_>, number: &PhoneNumber) -> Result<Vec<OutboxId>, StoreError> {
    let waiting = rows(
        tx,
        &format!(
            "SELECT {COLUMNS} {FROM}
             WHERE o.to_number = ?1 AND o.state IN ('held', 'queued') AND o.purpose <> 'stop_confirmation'
             ORDER BY o.seq"
        ),
        params![number.reveal()],
    )?;
    for item in &waiting {
        give_up(tx, item, DeliveryState::Blocked)?;
    }
    Ok(waiting.into_iter().map(|item| item.id).collect())
}

fn queue_again(tx: &WriteTx<'_>, item: &OutboxRow, at: Timestamp, uncounted: u32) -> Result<(), StoreError> {
    tx.prepare(
        "UPDATE outbox SET state = 'queued', not_before_at = ?1, attempts = max(0, attempts - ?2) WHERE id = ?3",
    )?
    .execute(params![at.millis(), uncounted, item.id.bytes()])?;
    messages::set_state(tx, item.message, DeliveryState::Queued, None)
}

/// Ends an item that will not be sent. Its text ends with it, unless it may have left before: then that is what
/// the thread goes on saying.
fn give_up(tx: &WriteTx<'_>, item: &OutboxRow, state: DeliveryState) -> Result<Cancelled, StoreError> {
    if may_have_left(tx, item.id)? {
        move_item(tx, item, state, None)?;
        messages::set_state(tx, item.message, DeliveryState::Unconfirmed, None)?;
        crate::threads::recompute(tx, item.thread)?;
        return Ok(Cancelled::MayHaveLeft);
    }
    move_to(tx, item, state, None, None)?;
    Ok(Cancelled::TakenBack)
}

fn move_to(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    state: DeliveryState,
    reason: Option<HoldReason>,
    problem: Option<DeliveryProblem>,
) -> Result<(), StoreError> {
    move_item(tx, item, state, reason)?;
    messages::set_state(tx, item.message, state, problem)?;
    // What will not arrive has answered nobody.
    if is_no_answer(state) {
        crate::threads::recompute(tx, item.thread)?;
    }
    Ok(())
}

fn move_item(
    tx: &WriteTx<'_>,
    item: &OutboxRow,
    state: DeliveryState,
    reason: Option<HoldReason>,
) -> Result<(), StoreError> {
    tx.prepare("UPDATE outbox SET state = ?1, hold_reason = ?2 WHERE id = ?3")?.execute(params![
        state.as_str(),
        reason.map(HoldReason::as_str),
        item.id.bytes()
    ])?;
    Ok(())
}

fn rows(tx: &ReadTx<'_>, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<OutboxRow>, StoreError> {
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        items.push(read(row)?);
    }
    Ok(items)
}

fn read(row: &Row<'_>) -> Result<OutboxRow, StoreError> {
    let r = Reading::new(row, "outbox");
    let over_warning = match (r.opt_id("override_by")?, r.opt_private("override_reason")?) {
        (Some(by), Some(reason)) => Some((by, reason)),
        (None, _) | (_, None) => None,
    };
    Ok(OutboxRow {
        id: r.id("id")?,
        seq: r.get("seq")?,
        message: r.id("message")?,
        thread: r.id("thread_id")?,
        line: r.id("line_id")?,
        to: r.number("to_number")?,
        channel: r.word("channel", Channel::parse)?,
        purpose: r.word("purpose", Purpose::parse)?,
        subject: r.word("subject", Subject::parse)?,
        clinical: r.get("clinical")?,
        over_quiet: r.get("over_quiet")?,
        ground: r.word("ground", |text| serde_json::from_str(text).ok())?,
        badge: r.word("badge", Badge::parse)?,
        over_warning,
        state: r.word("state", DeliveryState::parse)?,
        hold_reason: r.opt_word("hold_reason", HoldReason::parse)?,
        not_before: r.at("not_before_at")?,
        expires_at: r.at("expires_at")?,
        attempts: r.count("attempts")?,
        queued_at: r.at("queued_at")?,
    })
}

fn attempt(tx: &ReadTx<'_>, seq: i64) -> Result<AttemptRow, StoreError> {
    attempts_where(tx, "seq = ?1", params![seq])?.pop().ok_or(StoreError::NotFound { table: "send_attempt" })
}

fn attempts_where(
    tx: &ReadTx<'_>,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<AttemptRow>, StoreError> {
    let mut statement = tx.prepare(&format!(
        "SELECT seq, outbox, number, started_at, finished_at, outcome, reason, code, provider_id
         FROM send_attempt WHERE {condition} ORDER BY seq"
    ))?;
    let mut rows = statement.query(parameters)?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "send_attempt");
        attempts.push(AttemptRow {
            seq: r.get("seq")?,
            outbox: r.id("outbox")?,
            number: r.count("number")?,
            started_at: r.at("started_at")?,
            finished_at: r.opt_at("finished_at")?,
            outcome: r.get("outcome")?,
            reason: r.get("reason")?,
            code: r.get("code")?,
            provider_id: r.provider_id("provider_id")?,
        });
    }
    Ok(attempts)
}

const fn kind_of(purpose: Purpose) -> MessageKind {
    match purpose {
        Purpose::Reply => MessageKind::Text,
        Purpose::Notice => MessageKind::Notice,
        Purpose::PortalLink => MessageKind::PortalLink,
        Purpose::StopConfirmation => MessageKind::StopConfirmation,
    }
}
