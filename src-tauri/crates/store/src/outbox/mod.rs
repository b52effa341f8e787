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
use foyer_policy::{Badge, Ceiling, ClearedMessage, Ground, Purpose, Subject};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx, brake,
    consent::Mark,
    messages::{self, Bound, Columns, Insert, MessageKind, Sender},
    recount::is_no_answer,
    sql::{Reading, StoredId as _, rows, words},
};

mod attempts;
mod decisions;

pub use attempts::{
    AttemptOutcome, AttemptRow, attempts, finish_attempt, may_have_left, start_attempt, unfinished_attempts,
};
pub use decisions::{block, block_all_to, cancel, expire, hold, leave, release, set_state, stop_all_to};

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
        /// A time that the text names passed while it waited.
        NamedTimePassed = "named_time_passed",
        /// The store was restored from a copy: nobody knows what was sent since.
        RestoredCopy = "restored_copy",
        /// Its time has not come; `not_before` says when it does.
        Scheduled = "scheduled",
        /// Its time came while Foyer was closed.
        Missed = "missed",
        /// A text from its number could not be read: it may be a STOP.
        UnreadText = "unread_text",
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
    /// Whether the check found anything in the words.
    pub second_look: bool,
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
    o.subject, o.clinical, o.second_look, o.over_quiet, o.ground, o.badge, o.override_reason, o.override_by, o.state, o.hold_reason, o.not_before_at,
    o.expires_at, o.attempts, o.queued_at";

const FROM: &str =
    "FROM outbox o CROSS JOIN thread t ON t.seq = o.thread CROSS JOIN line l ON l.seq = t.line";

/// What a lane waits for.
const OPEN: &str = "('held', 'queued', 'dispatching', 'unconfirmed')";

/// Stores the text and the intent to send it; one that was cleared to wait for quiet hours is held for them.
/// [`Insert::Known`] means that `client_id` was sent before; the caller finds that text by it.
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
        "INSERT INTO outbox (id, message, thread, to_number, channel, purpose, subject, clinical, second_look,
            over_quiet, ground, badge, override_reason, override_by, state, not_before_at, expires_at, queued_at)
         VALUES (:id, :message, (SELECT seq FROM thread WHERE id = :thread), :to, :channel, :purpose, :subject,
            :clinical, :second_look, :over_quiet, :ground, :badge, :reason, :by, 'queued', :not_before, :expires, :now)",
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
        ":second_look": cleared.second_look(),
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
    if cleared.waits_until().is_some() {
        hold(tx, new.outbox, HoldReason::QuietHours)?;
    }
    Ok(inserted)
}

/// No text waits longer than this for its turn: the time to undo is 8 s, and waits after a failure are the
/// engine's. A time further ahead is from before the clock was set back, and is not waited for.
const LONGEST_WAIT: Span = Span::minutes(1);

impl OutboxRow {
    /// Whether it waits for a time that somebody chose, or missed it: nothing else waits behind it.
    pub fn is_for_later(&self) -> bool {
        matches!(self.hold_reason, Some(HoldReason::Scheduled | HoldReason::Missed))
    }

    /// Whether its time has come at `now`.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.not_before <= now || self.not_before > now.plus(LONGEST_WAIT)
    }
}

/// The items whose turn it is at `now`: queued heads of their lanes, oldest first. While the brake is pulled, only what
/// it does not bind.
///
/// # Errors
/// The store's own.
pub fn heads(tx: &ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
    let (at, far) = (now.millis(), now.plus(LONGEST_WAIT).millis());
    rows(tx, &heads_sql(), params![at, far, only(tx)?, limit], read)
}

/// The one purpose that goes now; `None` for all of them.
fn only(tx: &ReadTx<'_>) -> Result<Option<&'static str>, StoreError> {
    let pulled = brake::read(tx)?.pulled_at.is_some();
    Ok(pulled.then_some(Ceiling::FREE.as_str()))
}

pub(crate) fn heads_sql() -> String {
    format!(
        "SELECT {COLUMNS} {FROM}
         WHERE o.state = 'queued' AND (o.not_before_at <= ?1 OR o.not_before_at > ?2) AND o.purpose = ifnull(?3, o.purpose)
           AND o.seq = (SELECT min(x.seq) FROM outbox x WHERE x.thread = o.thread AND x.state IN {OPEN}
                AND ifnull(x.hold_reason, '') NOT IN ('quiet_hours', 'scheduled', 'missed'))
         ORDER BY o.seq LIMIT ?4"
    )
}

/// When the next queued head may go, by a clock that says `now`; `None` when nothing is queued that may.
///
/// # Errors
/// The store's own.
pub fn next_due(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let due: Option<i64> = tx
        .prepare(&format!(
            "SELECT min(CASE WHEN o.not_before_at > ?2 THEN ?1 ELSE o.not_before_at END) FROM outbox o WHERE o.state = 'queued'
               AND o.purpose = ifnull(?3, o.purpose) AND o.seq = (SELECT min(x.seq) FROM outbox x WHERE x.thread = o.thread AND x.state IN {OPEN}
                    AND ifnull(x.hold_reason, '') NOT IN ('quiet_hours', 'scheduled', 'missed'))"
        ))?
        .query_row(params![now.millis(), now.plus(LONGEST_WAIT).millis(), only(tx)?], |row| row.get(0))?;
    Ok(due.map(Timestamp::from_millis))
}

/// Everything that is not done: held, queued, dispatching, unconfirmed, oldest first.
///
/// # Errors
/// The store's own.
pub fn waiting(tx: &ReadTx<'_>) -> Result<Vec<OutboxRow>, StoreError> {
    rows(tx, &waiting_sql(), [], read)
}

pub(crate) fn waiting_sql() -> String {
    format!("SELECT {COLUMNS} {FROM} WHERE o.state IN {OPEN} ORDER BY o.seq")
}

/// Everything of one thread that is not done, oldest first.
///
/// # Errors
/// The store's own.
pub fn lane(tx: &ReadTx<'_>, thread: ThreadId) -> Result<Vec<OutboxRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE o.thread = (SELECT seq FROM thread WHERE id = ?1) AND o.state IN {OPEN}
             ORDER BY o.seq"
        ),
        params![thread.bytes()], read)
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
        read,
    )
}

/// What is to leave later and whose time has come, the earliest first.
///
/// # Errors
/// The store's own.
pub fn scheduled_until(tx: &ReadTx<'_>, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE o.state = 'held' AND o.state IN {OPEN} AND o.hold_reason = 'scheduled' AND o.not_before_at <= ?1
             ORDER BY o.not_before_at, o.seq"
        ),
        params![now.millis()], read)
}

/// One item.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(tx: &ReadTx<'_>, id: OutboxId) -> Result<OutboxRow, StoreError> {
    rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE o.id = ?1"), params![id.bytes()], read)?
        .pop()
        .ok_or(StoreError::NotFound { table: "outbox" })
}

/// What waited when the store was found at `noticed_at` to be an older copy, whatever became of it since, oldest first.
pub(crate) fn of_an_older_copy(tx: &ReadTx<'_>, noticed_at: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    rows(
        tx,
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE EXISTS
                (SELECT 1 FROM send_attempt a WHERE a.outbox = o.id AND a.reason = ?1 AND a.finished_at = ?2)
             ORDER BY o.seq"
        ),
        params![AttemptRow::RESTORED_COPY, noticed_at.millis()],
        read,
    )
}

/// The item of a text, if it ever had one.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<OutboxRow>, StoreError> {
    Ok(rows(tx, &format!("SELECT {COLUMNS} {FROM} WHERE o.message = ?1"), params![message.bytes()], read)?
        .pop())
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
        second_look: r.get("second_look")?,
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

const fn kind_of(purpose: Purpose) -> MessageKind {
    match purpose {
        Purpose::Reply => MessageKind::Text,
        Purpose::Notice => MessageKind::Notice,
        Purpose::PortalLink => MessageKind::PortalLink,
        Purpose::StopConfirmation => MessageKind::StopConfirmation,
        Purpose::AfterHours => MessageKind::AfterHours,
        Purpose::Reminder => MessageKind::Reminder,
    }
}
