//! Who waits, told by the texts themselves.
//!
//! The facts of a thread move with every text that comes or goes. When an answer turns out to be none (taken
//! back, blocked, refused, undelivered) or texts come in another order than they were written, they are counted
//! again here. An answer is a text of somebody at the practice that went or may still go, and that was made when
//! Foyer already had the patient's text: what was written before cannot have been meant for it. So do words that were
//! brought to the patient without a text, once they are there. A notice, a carrier's own reply, the confirmation
//! of a STOP, the automatic reply and what went to many answer nobody.

use foyer_domain::{DeliveryState, Direction, HandoffState, MessageId, ThreadFacts, ThreadId, Timestamp};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::{self, MessageKind},
    sql::Reading,
    threads::{self, Preview},
};

/// How many of a thread's newest texts are asked: beyond it nobody waits who did not wait before.
const LOOK_BACK: u32 = 500;

/// A thread counted again, as it is stored now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recounted {
    /// Its facts; state, assignee and unread are as before.
    pub facts: ThreadFacts,
    /// Its newest text; `None` when there is none to show.
    pub preview: Option<Preview>,
}

/// Counts a thread's waiting, last text and preview again from its texts, and keeps the result.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn recompute(tx: &WriteTx<'_>, id: ThreadId) -> Result<Recounted, StoreError> {
    let mut facts = threads::get(tx, id)?.facts;
    let texts = newest(tx, id)?;
    facts.waiting_since = waiting_since(&texts, facts.settled_at);
    // What was taken back is not shown.
    // Nor is the automatic reply: the list shows what the patient wrote. What went to many is shown where nothing else
    // was ever said: a hundred reminders leave every thread where it was.
    let there =
        |text: &&Told| text.state != Some(DeliveryState::Cancelled) && text.kind != MessageKind::AfterHours;
    let said = texts.iter().filter(there).find(|text| text.kind != MessageKind::Reminder);
    let shown = said.or_else(|| texts.iter().find(there));
    facts.last_message_at = shown.map(|text| text.at);
    let preview = match shown {
        None => None,
        Some(text) => {
            let row = messages::get(tx, text.id)?;
            let direction = row.direction();
            Some(Preview { message: row.id, text: row.body, kind: row.kind, direction, state: row.state })
        }
    };
    threads::save(tx, id, &facts, preview.as_ref())?;
    if preview.is_none() {
        threads::clear_preview(tx, id)?;
    }
    Ok(Recounted { facts, preview })
}

/// Whether a text in this state has not reached the patient and will not.
pub(crate) const fn is_no_answer(state: DeliveryState) -> bool {
    match state {
        DeliveryState::Cancelled
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Failed
        | DeliveryState::Undelivered => true,
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Accepted
        | DeliveryState::Sent
        | DeliveryState::Delivered => false,
    }
}

/// Whether what the practice wrote is for the patient to read, and went or may still go. `told_there`: a hand-off's
/// words that no text leads to, and that are where they belong.
pub(crate) const fn answers_people(
    kind: MessageKind,
    state: Option<DeliveryState>,
    told_there: bool,
) -> bool {
    let for_people = match kind {
        MessageKind::Text | MessageKind::PortalLink => true,
        MessageKind::PortalCard => told_there,
        MessageKind::Notice
        | MessageKind::PortalReply
        | MessageKind::StopConfirmation
        | MessageKind::AfterHours
        | MessageKind::Reminder => false,
    };
    let failed = match state {
        Some(state) => is_no_answer(state),
        None => false,
    };
    for_people && !failed
}

/// What counts about one text.
struct Told {
    id: MessageId,
    at: Timestamp,
    /// When Foyer had it, by our clock.
    here_at: Timestamp,
    direction: Direction,
    kind: MessageKind,
    state: Option<DeliveryState>,
    elsewhere: bool,
    /// A hand-off's words that no text leads to, and that are where they belong.
    told_there: bool,
}

impl Told {
    const fn may_answer(&self) -> bool {
        answers_people(self.kind, self.state, self.told_there)
            && matches!(self.direction, Direction::Outbound)
    }

    fn answers(&self, asked: &Self) -> bool {
        // Both times of a text from elsewhere are the carrier's; ours are compared by our own clock.
        asked.here_at <= self.here_at && (!self.elsewhere || asked.at < self.at)
    }
}

fn waiting_since(texts: &[Told], settled_at: Option<Timestamp>) -> Option<Timestamp> {
    let answers: Vec<&Told> = texts.iter().filter(|text| text.may_answer()).collect();
    let asked = texts.iter().filter(|text| {
        text.direction == Direction::Inbound && settled_at.is_none_or(|settled| settled <= text.here_at)
    });
    let open = asked.filter(|asked| !answers.iter().any(|answer| answer.answers(asked)));
    open.map(|text| text.at).min()
}

pub(crate) const fn is_there(state: HandoffState) -> bool {
    match state {
        HandoffState::Delivered | HandoffState::Expired | HandoffState::Opened | HandoffState::Answered => {
            true
        }
        HandoffState::Offered | HandoffState::TakenBack => false,
    }
}

fn newest(tx: &ReadTx<'_>, id: ThreadId) -> Result<Vec<Told>, StoreError> {
    let thread = threads::seq_of(tx, id)?;
    crate::sql::rows(
        tx,
        "SELECT m.id, m.created_at, m.received_at, m.direction, m.kind, m.state, m.author,
            CASE WHEN m.kind = 'portal_card'
                THEN (SELECT h.state FROM handoff h WHERE h.card = m.id AND h.link IS NULL) END AS told
         FROM message m WHERE m.thread = ?1 ORDER BY m.seq DESC LIMIT ?2",
        params![thread, LOOK_BACK],
        |row| {
            let r = Reading::new(row, "message");
            let at = r.at("created_at")?;
            Ok(Told {
                id: r.id("id")?,
                at,
                here_at: r.opt_at("received_at")?.unwrap_or(at),
                direction: r.word("direction", Direction::parse)?,
                kind: r.word("kind", MessageKind::parse)?,
                state: r.opt_word("state", DeliveryState::parse)?,
                elsewhere: r.get::<String>("author")? == "elsewhere",
                told_there: r.opt_word("told", HandoffState::parse)?.is_some_and(is_there),
            })
        },
    )
}
