//! What happened between two moments, for whoever looks after the desk: waits, texts sent over a warning, hand-offs,
//! opt-outs. Every question walks an index by time.

use std::collections::{BTreeMap, HashMap};

use foyer_domain::{
    Author, DeliveryState, HandoffState, MessageId, Private, Span, Step, ThreadId, Timestamp, Turn, UserId,
    Wait, waits,
};

use crate::{
    ReadTx, StoreError,
    messages::{self, MessageKind, Sender},
    recount,
    sql::Reading,
    threads,
};

/// A text that nobody has answered for so long began no wait of later: what follows it is a conversation of its own.
const LOOK_BACK: Span = Span::days(7);

/// A wait and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitRow {
    /// In which conversation.
    pub thread: ThreadId,
    /// The wait.
    pub wait: Wait,
}

/// A text that went although something about it asked for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverWarning {
    /// In which conversation.
    pub thread: ThreadId,
    /// Which text.
    pub message: MessageId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UserId,
    /// Why, in their words.
    pub reason: Private,
}

/// A hand-off and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOff {
    /// In which conversation.
    pub thread: ThreadId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UserId,
    /// Where it stands.
    pub state: HandoffState,
}

/// Somebody who wanted no more texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptOut {
    /// A conversation with that number.
    pub thread: ThreadId,
    /// When.
    pub at: Timestamp,
}

/// Every wait that began from `from` on and before `to`, in no order; answers up to `now` are found. A wait that a
/// close settled is not among them.
///
/// # Errors
/// The store's own.
pub fn waits_between(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> Result<Vec<WaitRow>, StoreError> {
    let since = from.minus(LOOK_BACK);
    let mut closed = closed_since(tx, since)?;
    let mut steps = BTreeMap::<i64, Vec<Step>>::new();
    let mut statement = tx.prepare(TURNS)?;
    let mut rows = statement.query([messages::first_place(since)])?;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        let place = r.get("thread")?;
        if let Some(step) = step(&r, now)? {
            steps.entry(place).or_default().push(step);
        }
    }
    let (mut all, mut briefs) = (Vec::new(), threads::Briefs::of(tx)?);
    for (place, mut steps) in steps {
        // Where nobody asked, nobody waited.
        if !steps.iter().any(|step| step.turn == Turn::Asked) {
            continue;
        }
        let brief = briefs.at(place)?;
        steps.extend(brief.settled_at.map(settled));
        steps.extend(closed.remove(&brief.id).unwrap_or_default());
        all.extend(
            waits(steps)
                .into_iter()
                .filter(|wait| from <= wait.asked_at && wait.asked_at < to)
                .map(|wait| WaitRow { thread: brief.id, wait }),
        );
    }
    Ok(all)
}

// One walk along an index that has all of it: no conversation is opened. Only a hand-off's card asks for more.
pub(crate) const TURNS: &str = "
    SELECT m.thread, m.created_at, m.received_at, m.author, m.author_user, m.kind, m.state,
        CASE WHEN m.kind = 'portal_card'
            THEN (SELECT h.state FROM message c CROSS JOIN handoff h ON h.card = c.id AND h.link IS NULL
                  WHERE c.thread = m.thread AND c.seq = m.seq) END AS told
    FROM message m INDEXED BY message_told WHERE m.seq >= ?1";

/// What was open before a thread was settled needs no answer; a text of that very moment does.
const fn settled(at: Timestamp) -> Step {
    let at = at.minus(Span::millis(1));
    Step { at, here_at: at, turn: Turn::Closed }
}

/// What one text does to a wait; `None` where it is nobody's question and nobody's answer.
fn step(r: &Reading<'_, '_>, now: Timestamp) -> Result<Option<Step>, StoreError> {
    let at = r.at("created_at")?;
    let here_at = r.opt_at("received_at")?.unwrap_or(at);
    if here_at > now {
        return Ok(None);
    }
    let from = messages::sender(r)?;
    let kind = r.word("kind", MessageKind::parse)?;
    let state = r.opt_word("state", DeliveryState::parse)?;
    let turn = match from {
        Sender::Patient => Turn::Asked,
        Sender::Practice(author) => {
            let told_there = r.opt_word("told", HandoffState::parse)?.is_some_and(recount::is_there);
            if !recount::answers_people(kind, state, told_there) {
                return Ok(None);
            }
            match author {
                Author::Staff(user) => Turn::Answered { by: Some(user) },
                Author::Foyer => Turn::Answered { by: None },
                Author::Elsewhere => Turn::AnsweredElsewhere,
            }
        }
    };
    Ok(Some(Step { at, here_at, turn }))
}

/// When which conversations were closed, by the trail.
fn closed_since(tx: &ReadTx<'_>, since: Timestamp) -> Result<HashMap<ThreadId, Vec<Step>>, StoreError> {
    let mut statement = tx.prepare(CLOSED)?;
    let mut rows = statement.query([since.millis()])?;
    let mut closed: HashMap<ThreadId, Vec<Step>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "audit");
        let at = r.at("at")?;
        closed.entry(r.id("thread")?).or_default().push(Step { at, here_at: at, turn: Turn::Closed });
    }
    Ok(closed)
}

pub(crate) const CLOSED: &str = "
    SELECT at, thread FROM audit WHERE action = 'thread.close' AND at >= ?1 AND thread IS NOT NULL";

/// Texts that went over a warning from `from` on and before `to`, newest first. Those taken back in time are not
/// among them; those that may have left before are.
///
/// # Errors
/// The store's own.
pub fn over_warnings(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<OverWarning>, StoreError> {
    crate::sql::rows(tx, OVER_WARNINGS, [from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "outbox");
        Ok(OverWarning {
            thread: r.id("thread_id")?,
            message: r.id("message")?,
            at: r.at("queued_at")?,
            by: r.id("override_by")?,
            reason: r.private("override_reason")?,
        })
    })
}

pub(crate) const OVER_WARNINGS: &str = "
    SELECT t.id AS thread_id, o.message, o.queued_at, o.override_by, o.override_reason
    FROM outbox o CROSS JOIN thread t ON t.seq = o.thread CROSS JOIN message m ON m.id = o.message
    WHERE o.override_reason IS NOT NULL AND o.queued_at >= ?1 AND o.queued_at < ?2 AND m.state <> 'cancelled'
    ORDER BY o.queued_at DESC";

/// Hand-offs from `from` on and before `to`, newest first; those taken back are not among them.
///
/// # Errors
/// The store's own.
pub fn handed_off(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<HandedOff>, StoreError> {
    crate::sql::rows(tx, HANDED_OFF, [from.millis(), to.millis()], |row| {
        let r = Reading::new(row, "handoff");
        Ok(HandedOff {
            thread: r.id("thread_id")?,
            at: r.at("created_at")?,
            by: r.id("author")?,
            state: r.word("state", HandoffState::parse)?,
        })
    })
}

pub(crate) const HANDED_OFF: &str = "
    SELECT t.id AS thread_id, h.created_at, h.author, h.state
    FROM handoff h CROSS JOIN thread t ON t.seq = h.thread
    WHERE h.created_at >= ?1 AND h.created_at < ?2 AND h.state <> 'taken_back'
    ORDER BY h.created_at DESC";

/// Who wanted no more texts from `from` on and before `to`, newest first; a number once, however often it said so.
///
/// # Errors
/// The store's own.
pub fn opt_outs(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<OptOut>, StoreError> {
    let mut statement = tx.prepare(OPT_OUTS)?;
    let mut rows = statement.query([from.millis(), to.millis()])?;
    let mut found: Vec<OptOut> = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "consent_event");
        let thread = r.id("thread_id")?;
        if !found.iter().any(|known| known.thread == thread) {
            found.push(OptOut { thread, at: r.at("at")? });
        }
    }
    Ok(found)
}

pub(crate) const OPT_OUTS: &str = "
    SELECT e.at, (SELECT t.id FROM thread t WHERE t.far_number = e.number AND t.channel = e.channel
        ORDER BY t.last_message_at DESC LIMIT 1) AS thread_id
    FROM consent_event e
    WHERE e.kind = 'revoked' AND e.at >= ?1 AND e.at < ?2 AND thread_id IS NOT NULL
    ORDER BY e.at DESC";
