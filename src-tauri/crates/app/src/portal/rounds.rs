//! What happens to a hand-off after the click: postings that a crash left open, what the portal tells, and taking
//! back what was undone.
//!
//! One loop beside the engine, driven by the times in the store. A failure waits and is tried again; nothing is
//! forgotten by it, and nothing is ever posted without having been looked for first.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use foyer_domain::{
    Direction, HandoffFact, HandoffState, HandoffTarget, MessageId, Span, ThreadState, Timestamp,
};
use foyer_portal::{PortalMessage, Posted, Seen, TakenBack};
use foyer_store::{
    StoreError, WriteTx,
    handoffs::{self, HandoffRow},
    messages::{self, MessageKind},
    past::{self, NewPortalReply},
    portal_accounts,
    threads::{self, Preview},
};
use serde_json::json;
use tokio::sync::broadcast;

use super::handing::{self, Settled, TAKE_OVER};
use crate::{desk::Office, wire::AppEvent};

/// Never sleep longer: a clock that jumps is noticed within this.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Hand-offs looked at in one round.
const A_ROUND: u32 = 50;

/// A month after it was posted nobody waits for a message to be opened.
const EXPIRES_AFTER: Span = Span::days(30);

/// What was undone is looked for this long; a portal that is gone for a week is a matter for people.
const WITHDRAW_FOR: Span = Span::days(7);

/// Runs until the desk closes or is gone.
pub(crate) async fn run(desk: Weak<Office>, events: broadcast::Sender<AppEvent>) {
    let mut first = true;
    loop {
        let (sleep, bell, mut closing) = {
            let Some(desk) = desk.upgrade() else { return };
            let next = match round(&desk, &events, first).await {
                Ok(next) => {
                    first = false;
                    next
                }
                Err(StoreError::Closed) => return,
                Err(error) => {
                    tracing::error!(code = "store_refused", %error, "the portal's rounds could not save and wait");
                    None
                }
            };
            (sleep(&desk, next), Arc::clone(&desk.portals), desk.portals.closing.subscribe())
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = bell.bell.notified() => {}
            _ = closing.wait_for(|closing| *closing) => return,
        }
    }
}

fn sleep(desk: &Office, next: Option<Timestamp>) -> Duration {
    let Some(next) = next else { return LONGEST_SLEEP };
    let wait = next.since(desk.clock.now()).to_std().div_f64(desk.portals.speed);
    wait.clamp(Duration::from_millis(20), LONGEST_SLEEP)
}

/// One round; says when the next is due. After a start everything that was left open is taken up at once.
pub(crate) async fn round(
    desk: &Arc<Office>,
    events: &broadcast::Sender<AppEvent>,
    first: bool,
) -> Result<Option<Timestamp>, StoreError> {
    let now = desk.clock.now();
    let due = desk
        .store
        .read(move |tx| {
            let mut due = handoffs::due(tx, now, A_ROUND)?;
            if first {
                let open = handoffs::offered(tx)?.into_iter();
                let left = open.filter(|row| row.target == HandoffTarget::Portal);
                due.extend(left.filter(|row| row.next_look_at.is_none_or(|at| at > now)).collect::<Vec<_>>());
            }
            Ok(due)
        })
        .await?;
    for row in due {
        if *desk.portals.closing.borrow() {
            return Ok(None);
        }
        if desk.portals.is_flying(row.id) {
            let (id, later) = (row.id, now.plus(Span::seconds(5)));
            desk.store.write(move |tx| handoffs::look_again(tx, id, Some(later))).await?;
            continue;
        }
        let changed = match (row.target, row.state) {
            (HandoffTarget::Portal, HandoffState::Offered) => take_up(desk, &row).await?,
            (HandoffTarget::Portal, HandoffState::Delivered | HandoffState::Opened) => {
                look(desk, &row).await?
            }
            (HandoffTarget::Portal, HandoffState::TakenBack) => withdraw(desk, &row).await?,
            (HandoffTarget::Portal, HandoffState::Answered | HandoffState::Expired)
            | (HandoffTarget::PortalByHand | HandoffTarget::SecureEmail | HandoffTarget::Call, _) => {
                let id = row.id;
                desk.store.write(move |tx| handoffs::look_again(tx, id, None)).await?;
                Told::Nothing
            }
        };
        tell(events, &row, changed);
    }
    desk.store.read(handoffs::next_due).await
}

/// What a step changed, for the window.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Thread,
    /// The link is in the outbox.
    Queued,
    /// The patient answered.
    Answered,
}

fn tell(events: &broadcast::Sender<AppEvent>, row: &HandoffRow, told: Told) {
    // Nobody listening is fine: the window reads everything when it comes up.
    let say = |event| drop(events.send(event));
    match told {
        Told::Nothing => {}
        Told::Thread => say(AppEvent::ThreadChanged { thread: row.thread.to_string() }),
        Told::Queued => {
            say(AppEvent::ThreadChanged { thread: row.thread.to_string() });
            say(AppEvent::OutboxChanged);
        }
        Told::Answered => {
            say(AppEvent::ThreadChanged { thread: row.thread.to_string() });
            say(AppEvent::InboundArrived { count: 1 });
        }
    }
}

/// A posting that was begun and never finished. The portal is asked first; only what it does not have is posted.
async fn take_up(desk: &Arc<Office>, row: &HandoffRow) -> Result<Told, StoreError> {
    let _flight = desk.portals.fly(row.id);
    let (id, now, portal) = (row.id, desk.clock.now(), desk.portals.adapter());
    let settled = match portal.find(id, now).await {
        Ok(Some(posted)) => Settled::There(posted),
        Err(_) => {
            later(desk, row, now).await?;
            return Ok(Told::Nothing);
        }
        Ok(None) => {
            let row = row.clone();
            let message = desk
                .store
                .write(move |tx| {
                    let thread = threads::get(tx, row.thread)?;
                    let account = match thread.patient {
                        Some(patient) => portal_accounts::get(tx, patient)?,
                        None => portal_accounts::AccountRow::default(),
                    };
                    let words = messages::get(tx, row.card)?.body;
                    handoffs::record(tx, id, HandoffFact::Posting, None, None, now)?;
                    Ok(account.record_number.map(|record_number| PortalMessage {
                        id,
                        record_number,
                        language: row.language,
                        words,
                    }))
                })
                .await?;
            match message {
                Some(message) => handing::post(&*portal, &message, now).await,
                None => Settled::NotThere("no_record_number"),
            }
        }
    };
    let (inner, author, now) = (Arc::clone(desk), row.author, desk.clock.now());
    let finished = desk
        .store
        .write(move |tx| handing::finish(&inner.in_the_name_of(tx, author)?, tx, id, &settled, now))
        .await?;
    desk.engine.nudge();
    Ok(match finished {
        handing::Finished::Moved(_) => Told::Queued,
        handing::Finished::WithoutLink(_) | handing::Finished::Failed(_) => Told::Thread,
    })
}

/// Asks the portal what became of a message.
async fn look(desk: &Arc<Office>, row: &HandoffRow) -> Result<Told, StoreError> {
    let now = desk.clock.now();
    let Some(name) = row.portal_id.clone() else {
        let id = row.id;
        desk.store.write(move |tx| handoffs::look_again(tx, id, None)).await?;
        return Ok(Told::Nothing);
    };
    let posted = Posted { id: name, sent_at: Some(row.created_at) };
    let Ok(seen) = desk.portals.adapter().seen(&posted, now).await else {
        later(desk, row, now).await?;
        return Ok(Told::Nothing);
    };
    let (inner, row, now) = (Arc::clone(desk), row.clone(), desk.clock.now());
    desk.store.write(move |tx| heard(&inner, tx, &row, seen, now)).await
}

/// Writes down what the portal told.
fn heard(
    desk: &Office,
    tx: &WriteTx<'_>,
    row: &HandoffRow,
    seen: Seen,
    now: Timestamp,
) -> Result<Told, StoreError> {
    let known = handoffs::events(tx, row.id)?;
    let has = |fact| known.iter().any(|one| one.event.fact == fact);
    let thread = threads::get(tx, row.thread)?;
    let mut told = Told::Nothing;
    if let Some(at) = seen.opened_at.filter(|_| !has(HandoffFact::Opened)) {
        handoffs::record(tx, row.id, HandoffFact::Opened, None, None, at)?;
        handing::say(tx, "portal.opened", row.id, json!({}), now)?;
        if let Some(patient) = thread.patient {
            portal_accounts::seen(tx, patient, at, now)?;
        }
        told = Told::Thread;
    }
    if let Some(at) = seen.answered_at.filter(|_| !has(HandoffFact::Answered)) {
        handoffs::record(tx, row.id, HandoffFact::Answered, None, None, at)?;
        handing::say(tx, "portal.answered", row.id, json!({}), now)?;
        answered(desk, tx, row, at, now)?;
        handoffs::look_again(tx, row.id, None)?;
        return Ok(Told::Answered);
    }
    let unopened = seen.opened_at.is_none() && row.state == HandoffState::Delivered;
    let age = now.since(row.created_at);
    let remind = desk.portals.settings().remind_after().is_some_and(|after| age >= after);
    if unopened && remind && !has(HandoffFact::Reminded) {
        handoffs::record(tx, row.id, HandoffFact::Reminded, None, None, now)?;
        handing::say(tx, "portal.unopened", row.id, json!({}), now)?;
        // Back to the desk: somebody decides whether to text again or to call.
        let mut facts = thread.facts;
        facts.state = ThreadState::Open;
        facts.waiting_since = facts.waiting_since.or(Some(now));
        threads::save_facts(tx, row.thread, &facts)?;
        told = Told::Thread;
    }
    if age >= EXPIRES_AFTER {
        if unopened {
            handoffs::record(tx, row.id, HandoffFact::Expired, None, None, now)?;
            handing::say(tx, "portal.expired", row.id, json!({}), now)?;
            told = Told::Thread;
        }
        handoffs::look_again(tx, row.id, None)?;
        return Ok(told);
    }
    handoffs::look_again(tx, row.id, Some(now.plus(pace(age))))?;
    Ok(told)
}

/// The patient answered there: unread, waiting, and back on the desk.
fn answered(
    desk: &Office,
    tx: &WriteTx<'_>,
    row: &HandoffRow,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = MessageId::from_uuid(desk.next_uuid());
    // A portal's clock that runs ahead must not put the answer above everything to come.
    let at = at.min(now).max(row.created_at);
    past::insert_portal_reply(tx, &NewPortalReply { id, thread: row.thread, handoff: row.id, at, now })?;
    let facts = threads::get(tx, row.thread)?.facts.after_inbound(at);
    let preview = Preview {
        message: id,
        text: foyer_domain::Private::new(""),
        kind: MessageKind::PortalReply,
        direction: Direction::Inbound,
        state: None,
    };
    threads::save(tx, row.thread, &facts, Some(&preview))
}

/// Takes out of the portal what was undone, or what nobody was sure of.
async fn withdraw(desk: &Arc<Office>, row: &HandoffRow) -> Result<Told, StoreError> {
    let (id, now, portal) = (row.id, desk.clock.now(), desk.portals.adapter());
    let name = match row.portal_id.clone() {
        Some(name) => Some(name),
        None => match portal.find(id, now).await {
            Ok(found) => found.map(|posted| posted.id),
            Err(_) => {
                later(desk, row, now).await?;
                return Ok(Told::Nothing);
            }
        },
    };
    let Some(name) = name else {
        return nothing_there(desk, row, now).await;
    };
    let posted = Posted { id: name.clone(), sent_at: Some(row.created_at) };
    let fact = match portal.take_back(&posted, now).await {
        Ok(TakenBack::Done) => HandoffFact::Withdrawn,
        Ok(TakenBack::TooLate | TakenBack::ByHand) => HandoffFact::TooLate,
        Err(_) if now.since(row.created_at) >= WITHDRAW_FOR => HandoffFact::TooLate,
        Err(_) => {
            later(desk, row, now).await?;
            return Ok(Told::Nothing);
        }
    };
    desk.store
        .write(move |tx| {
            handoffs::set_portal_id(tx, id, &name)?;
            handoffs::record(tx, id, fact, None, None, now)?;
            let word = if fact == HandoffFact::Withdrawn { "portal.withdrawn" } else { "portal.too_late" };
            handing::say(tx, word, id, json!({}), now)?;
            handoffs::look_again(tx, id, None)
        })
        .await?;
    Ok(Told::Thread)
}

/// The portal says it has nothing. A request that is still under way may arrive after the question, so it is asked
/// again a while later before it is believed.
async fn nothing_there(desk: &Arc<Office>, row: &HandoffRow, now: Timestamp) -> Result<Told, StoreError> {
    let (id, sure) = (row.id, now.since(row.created_at) >= TAKE_OVER && row.looks >= 3);
    desk.store
        .write(move |tx| {
            if !sure {
                return handoffs::look_again(tx, id, Some(now.plus(TAKE_OVER)));
            }
            handoffs::record(tx, id, HandoffFact::Withdrawn, Some("nothing_there"), None, now)?;
            handoffs::look_again(tx, id, None)
        })
        .await?;
    Ok(Told::Nothing)
}

/// The portal did not answer: later, and later each time.
async fn later(desk: &Arc<Office>, row: &HandoffRow, now: Timestamp) -> Result<(), StoreError> {
    let (id, minutes) = (row.id, 1_i64 << row.looks.min(6));
    desk.store.write(move |tx| handoffs::look_again(tx, id, Some(now.plus(Span::minutes(minutes))))).await
}

/// Often while somebody may be reading, seldom after a day.
fn pace(age: Span) -> Span {
    if age < Span::minutes(10) {
        Span::seconds(20)
    } else if age < Span::hours(1) {
        Span::minutes(2)
    } else if age < Span::days(1) {
        Span::minutes(15)
    } else {
        Span::hours(2)
    }
}
