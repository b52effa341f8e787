//! How texts are answered (R116): how many of ours a patient answered and how soon, who said YES to the notice, who opted
//! out, what the carrier did not deliver, and what was refused here. Told by what happened; nothing is counted beside it.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Author, DeliveryProblem, DeliveryState, Span, Timestamp};

use crate::{
    ReadTx, StoreError,
    messages::{self, MessageKind, Sender},
    sql::Reading,
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
    /// Notices that went out.
    pub notices: u32,
    /// YES to one of them, whenever that went out.
    pub said_yes: u32,
    /// Numbers that opted out.
    pub opted_out: u32,
    /// Texts that did not arrive, by what the carrier said.
    pub failed: BTreeMap<DeliveryProblem, u32>,
    /// Tries that were refused here, by the refusal's word.
    pub refused: BTreeMap<String, u32>,
}

/// What became of the texts from `from` on and before `to`.
///
/// # Errors
/// The store's own.
pub fn between(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<Answers, StoreError> {
    let mut answers = Answers::default();
    texts(tx, from, to, &mut answers)?;
    (answers.notices, answers.said_yes, answers.opted_out) = facts(tx, from, to)?;
    let mut statement = tx.prepare(REFUSED)?;
    let mut rows = statement.query([from.millis(), to.millis()])?;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "audit");
        let why: serde_json::Value = r.word("detail", |text| serde_json::from_str(text).ok())?;
        let word = why.get("refusal").and_then(serde_json::Value::as_str).unwrap_or_default();
        add(answers.refused.entry(word.to_owned()).or_default());
    }
    Ok(answers)
}

fn texts(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp, into: &mut Answers) -> Result<(), StoreError> {
    let until = to.plus(ANSWERED_WITHIN);
    let mut waits: BTreeMap<i64, Option<Timestamp>> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    let mut statement = tx.prepare(TEXTS)?;
    let mut rows = statement.query([messages::first_place(from), messages::first_place(until)])?;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        let (thread, at): (i64, _) = (r.get("thread")?, r.at("created_at")?);
        match messages::sender(&r)? {
            Sender::Patient => {
                let asked = waits.insert(thread, None).flatten();
                if let Some(asked) = asked.filter(|asked| *asked <= at && at.since(*asked) <= ANSWERED_WITHIN)
                {
                    add(&mut into.answered);
                    into.took.push(at.since(asked));
                }
            }
            // What another program sent is its own; it ends the wait for an answer to ours.
            Sender::Practice(Author::Elsewhere) => {
                waits.insert(thread, None);
            }
            Sender::Practice(Author::Staff(_) | Author::Foyer) => {
                let kind = r.word("kind", MessageKind::parse)?;
                let Some(state) = r.opt_word("state", DeliveryState::parse)? else { continue };
                let ours = at >= from && at < to && is_text(kind);
                if ours && is_lost(state) {
                    let problem =
                        r.opt_word("problem", DeliveryProblem::parse)?.unwrap_or(DeliveryProblem::Other);
                    add(into.failed.entry(problem).or_default());
                } else if ours && has_gone(state) {
                    add(&mut into.sent);
                    reached.insert(thread);
                    waits.insert(thread, Some(at));
                } else if is_text(kind) && has_gone(state) {
                    waits.insert(thread, None);
                }
            }
        }
    }
    into.threads = u32::try_from(reached.len()).unwrap_or(u32::MAX);
    Ok(())
}

// Along the index that has all of it; only what did not arrive asks for more.
pub(crate) const TEXTS: &str = "
    SELECT m.thread, m.created_at, m.author, m.author_user, m.kind, m.state,
        CASE WHEN m.state IN ('undelivered', 'failed')
            THEN (SELECT p.problem FROM message p WHERE p.thread = m.thread AND p.seq = m.seq) END AS problem
    FROM message m INDEXED BY message_told WHERE m.seq >= ?1 AND m.seq < ?2 ORDER BY m.seq";

pub(crate) const REFUSED: &str =
    "SELECT detail FROM audit WHERE action = 'text.refuse' AND at >= ?1 AND at < ?2";

/// Notices that went, YES to them, and numbers that opted out.
fn facts(tx: &ReadTx<'_>, from: Timestamp, to: Timestamp) -> Result<(u32, u32, u32), StoreError> {
    Ok(tx
        .prepare(FACTS)?
        .query_row([from.millis(), to.millis()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

const FACTS: &str = "
    SELECT count(*) FILTER (WHERE kind = 'notice_sent'),
        count(*) FILTER (WHERE kind = 'granted' AND basis = 'replied_yes'),
        count(DISTINCT CASE WHEN kind = 'revoked' THEN number || channel END)
    FROM consent_event WHERE at >= ?1 AND at < ?2";

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
