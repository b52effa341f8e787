//! The outbox worker: from the head of a lane to an outcome, several lanes at a time.
//!
//! A lane is a thread. Its head is the oldest text that is not done; behind one that is held, dispatching or
//! unconfirmed nothing of that thread moves, while other threads do not notice. A text goes in three steps:
//!
//! 1. [`OutboxWorker::launch`], in one transaction: is it still the head, does nothing speak against it now
//!    (`second_look`, and the gate with consent as this very transaction reads it), then the attempt is written down
//!    and synced to the disk.
//! 2. One request, on its way while everything else goes on. From the first byte on nobody but the carrier knows
//!    whether it has the text.
//! 3. [`OutboxWorker::landed`]: what came of it, in one transaction.
//!
//! A text that certainly did not leave waits and goes again. One that may have left never does by itself: a
//! phone cannot tell a repeat from a second text. If the process dies between 1 and 3, the attempt without an
//! outcome says so, and the text is looked for in the carrier's list ([`crate::Reconciler`]). Every flight ends in
//! a state: the type of [`NextStep`] allows nothing else. How many fly and how fast is `pace`'s.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::{Future, poll_fn},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use foyer_carrier::{NotSentReason, OutgoingText, SubmitOutcome};
use foyer_domain::{Actor, Body, ChannelFault, DeliveryState, MessageId, Outage, OutboxId, Span, Timestamp};
use foyer_policy::{Ceiling, Refusal};
use foyer_store::{
    StoreError, WriteTx, brake, lines, messages, older,
    outbox::{self, HoldReason, OutboxRow},
};
use serde_json::json;

use crate::{
    Backoff, Chance, Change, EngineSettings, Means,
    activity::{self, Activity},
    breaker::Breaker,
    consenting,
    outcome::{Settling, settle},
    pace::Pace,
    second_look::second_look,
};

/// How many heads are looked at, and texts launched, before inbound is thought of again.
const HEADS: u32 = 200;

/// Between deciding that a text may go and its first byte: more than any disk takes to commit.
const AT_ONCE: Span = Span::seconds(20);

/// What came of a text, and what follows for the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The carrier took it.
    Sent(MessageId),
    /// The carrier refused this text for good.
    Refused(MessageId),
    /// It certainly did not leave, and is queued again.
    NotSent {
        /// Which.
        item: OutboxId,
        /// What that is a sign of.
        outage: Outage,
        /// What the carrier asks for.
        retry_after: Option<Span>,
    },
    /// It may have left; look for it.
    Unsure(MessageId),
    /// The carrier refuses the whole account; it is queued again.
    Paused(ChannelFault),
}

/// What a launch did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Launch {
    /// Nothing may go now, or nothing more.
    Idle,
    /// A text is on its way.
    Flying(MessageId),
    /// A text was stopped before it left: consent ended, or a person must look.
    Stopped(MessageId),
}

/// A request with a text in it, until its outcome is written down.
struct Flight {
    attempt: i64,
    /// The carrier has answered; the outcome is being saved.
    back: Arc<AtomicBool>,
    ends: Pin<Box<dyn Future<Output = Landed> + Send>>,
}

impl Flight {
    /// One that has come back.
    fn over(landed: Landed) -> Self {
        let (back, ends) = (Arc::new(AtomicBool::new(true)), Box::pin(std::future::ready(landed)));
        Self { attempt: 0, back, ends }
    }
}

/// A text that came back; what it says counts from when it is taken ([`OutboxWorker::took`]).
pub struct Landed {
    item: OutboxRow,
    at: Timestamp,
    /// The carrier asked for patience; true whether or not the outcome could be saved.
    patience: Option<Option<Span>>,
    /// The carrier took it; the same.
    taken: bool,
    /// Whether the carrier answered properly; `None` when that says nothing about handing over.
    answered: Option<bool>,
    settled: Result<NextStep, StoreError>,
}

/// The worker. What it holds are only waits and what is on its way; the queue is in the store.
pub struct OutboxWorker {
    waits: BTreeMap<OutboxId, (Backoff, Timestamp)>,
    cap: Span,
    flights: Vec<Flight>,
    pace: Pace,
    breaker: Breaker,
    /// Heads that turned out to be none; not looked at again before the next flush.
    gone: BTreeSet<OutboxId>,
    /// What the carrier asked for in an answer that could not be saved.
    unsaved_patience: Option<Option<Span>>,
}

/// The first transaction's verdict.
enum Begun {
    Go {
        item: Box<OutboxRow>,
        text: Box<OutgoingText>,
        attempt: i64,
    },
    Stopped(Box<OutboxRow>),
    /// Somebody was faster: cancelled, blocked, moved.
    Gone,
    /// As many left in a day as may: it waits, and so do all the others.
    Braked(Box<OutboxRow>),
}

impl OutboxWorker {
    /// A worker whose waits for one text never exceed `cap`.
    pub fn new(settings: &EngineSettings) -> Self {
        Self {
            waits: BTreeMap::new(),
            cap: settings.retry_cap,
            flights: Vec::new(),
            pace: Pace::new(settings),
            breaker: Breaker::default(),
            gone: BTreeSet::new(),
            unsaved_patience: None,
        }
    }

    /// Sends the next text on its way, if one may go. See the module's words.
    ///
    /// # Errors
    /// The store's own; then nothing left.
    pub async fn launch(&mut self, means: &Means) -> Result<Launch, StoreError> {
        let now = means.now();
        if !self.pace.has_room(self.flights.len()) || self.breaker.open_until(now).is_some() {
            return Ok(Launch::Idle);
        }
        let heads = if bug!(LaneGoesOn) {
            means.read(|tx| outbox::in_state(tx, DeliveryState::Queued)).await?
        } else {
            means
                .read(move |tx| match older::frozen(tx)? {
                    Some(_) if !bug!(CopyGoesOn) => Ok(Vec::new()),
                    Some(_) | None => outbox::heads(tx, now, HEADS),
                })
                .await?
        };
        let Some(head) = heads.into_iter().find(|head| self.may_go(head, now)) else {
            return Ok(Launch::Idle);
        };
        let (settings, theirs) = (means.settings, means.carriers_now());
        let begun = means.write(move |tx| begin(tx, head.id, &settings, now, theirs)).await?;
        let (item, text, attempt) = match begun {
            Begun::Go { item, text, attempt } => (*item, text, attempt),
            Begun::Stopped(item) => {
                tell(means, &item);
                return Ok(Launch::Stopped(item.message));
            }
            Begun::Gone => {
                self.gone.insert(head.id);
                return Ok(Launch::Stopped(head.message));
            }
            Begun::Braked(item) => {
                means.tell(Change::Connectivity);
                tell(means, &item);
                return Ok(Launch::Stopped(item.message));
            }
        };
        tell(means, &item);
        if let Err(error) = means.store.mark().await {
            // An older copy might not be known for one; the text itself is as safe as ever.
            tracing::warn!(code = "mark_not_written", %error, "how far the store has come could not be written");
        }
        let message = item.message;
        self.pace.launched(&item, &text.body, now);
        let back = Arc::new(AtomicBool::new(false));
        let ends = Box::pin(fly(means.clone(), item, text, (attempt, now), Arc::clone(&back)));
        let mut flight = Flight { attempt, back, ends };
        // At once: nothing may come between what was decided and the request.
        let landed = poll_fn(|cx| Poll::Ready(flight.ends.as_mut().poll(cx))).await;
        if let Poll::Ready(landed) = landed {
            flight.ends = Box::pin(std::future::ready(landed));
        }
        self.flights.push(flight);
        Ok(Launch::Flying(message))
    }

    /// Waits until a text comes back; for ever, when none is on its way.
    pub async fn landed(&mut self) -> Landed {
        poll_fn(|cx| self.poll_flights(cx)).await
    }

    /// The same, without waiting: `None` when nothing has come back yet.
    pub async fn landed_already(&mut self) -> Option<Landed> {
        poll_fn(|cx| {
            Poll::Ready(match self.poll_flights(cx) {
                Poll::Ready(landed) => Some(landed),
                Poll::Pending => None,
            })
        })
        .await
    }

    /// Does `work` to its end while texts are on their way; those that come back meanwhile wait to be asked for.
    pub(crate) async fn alongside<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let mut back = Vec::new();
        let done = poll_fn(|cx| {
            while let Poll::Ready(landed) = self.poll_flights(cx) {
                back.push(landed);
            }
            if self.is_saving() {
                // No request on the strength of what is being overtaken; the flight wakes us.
                return Poll::Pending;
            }
            work.as_mut().poll(cx)
        })
        .await;
        // In the order they came back, or a failure would be forgotten for a text that was taken before it.
        let back = back.into_iter().map(Flight::over);
        drop(self.flights.splice(0..0, back));
        done
    }

    /// Whether an answer is being saved: what it says comes before the next request.
    pub(crate) fn is_saving(&self) -> bool {
        self.flights.iter().any(|flight| flight.back.load(Ordering::Relaxed))
    }

    /// Attempts on their way, by number.
    pub(crate) fn flying(&self) -> BTreeSet<i64> {
        self.flights.iter().map(|flight| flight.attempt).collect()
    }

    /// Whether anything is on its way.
    pub fn is_flying(&self) -> bool {
        !self.flights.is_empty()
    }

    /// What the carrier asked for in an answer that could not be saved.
    pub(crate) fn unsaved_patience(&mut self) -> Option<Option<Span>> {
        self.unsaved_patience.take()
    }

    /// A new look at the queue begins.
    pub(crate) fn look_anew(&mut self) {
        self.gone.clear();
    }

    /// Forgets every text's wait: the line is back.
    pub fn forget_waits(&mut self) {
        self.waits.clear();
    }

    /// Somebody asks to try now, or the computer woke up.
    pub(crate) fn try_now(&mut self) {
        self.waits.clear();
        self.breaker.try_now();
    }

    /// The line failed: one at a time until a text is taken.
    pub(crate) fn slow_down(&mut self, rate_limited: bool) {
        self.pace.failed(rate_limited);
    }

    /// When the queue is to be looked at, when its next head is due at `due`; `None` when only a landing helps.
    pub(crate) fn next_at(&self, due: Timestamp, now: Timestamp) -> Option<Timestamp> {
        if !self.pace.has_room(self.flights.len()) {
            return None;
        }
        if let Some(until) = self.breaker.open_until(now) {
            return Some(until.max(due));
        }
        if due > now {
            return Some(due);
        }
        let waits = self.waits.values().map(|(_, until)| *until).filter(|until| *until > now);
        let next = waits.chain(self.pace.next_at(now)).min();
        Some(next.map_or(now, |until| until.min(now.plus(Span::seconds(1)))))
    }

    fn may_go(&self, head: &OutboxRow, now: Timestamp) -> bool {
        !self.gone.contains(&head.id)
            && (!self.waits_at(head.id, now) || bug!(RetryAfterIgnored))
            && self.pace.may_go(head, now)
    }

    fn waits_at(&self, item: OutboxId, now: Timestamp) -> bool {
        // A wait that ends later than any wait can is one from before the clock was set back.
        let longest = now.plus(Span::minutes(61));
        self.waits.get(&item).is_some_and(|(_, until)| *until > now && *until <= longest)
    }

    fn poll_flights(&mut self, cx: &mut Context<'_>) -> Poll<Landed> {
        for at in 0..self.flights.len() {
            let Some(flight) = self.flights.get_mut(at) else { break };
            if let Poll::Ready(landed) = flight.ends.as_mut().poll(cx) {
                drop(self.flights.remove(at));
                return Poll::Ready(landed);
            }
        }
        Poll::Pending
    }

    /// What a text that came back means, for the next ones too.
    ///
    /// # Errors
    /// The store's own: the outcome could not be written down. The attempt without one is then treated like one
    /// that a crash left.
    pub fn took(&mut self, landed: Landed, chance: &mut Chance) -> Result<NextStep, StoreError> {
        if landed.taken {
            self.pace.taken(landed.item.thread, landed.at);
        }
        match landed.answered {
            Some(true) => self.breaker.answered(),
            Some(false) => self.breaker.failed(landed.at, chance),
            None => {}
        }
        let step = match landed.settled {
            Ok(step) => step,
            Err(error) => {
                self.unsaved_patience = landed.patience;
                return Err(error);
            }
        };
        let item = landed.item.id;
        match step {
            NextStep::NotSent { retry_after, .. } => {
                let (backoff, until) = self.waits.entry(item).or_insert((Backoff::new(self.cap), landed.at));
                *until = landed.at.plus(backoff.after_failure(retry_after, chance));
            }
            NextStep::Sent(_) | NextStep::Refused(_) | NextStep::Unsure(_) | NextStep::Paused(_) => {
                self.waits.remove(&item);
            }
        }
        Ok(step)
    }
}

impl std::fmt::Debug for OutboxWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxWorker").field("flights", &self.flights.len()).finish_non_exhaustive()
    }
}

/// The request, and what came of it.
async fn fly(
    means: Means,
    item: OutboxRow,
    text: Box<OutgoingText>,
    (attempt, begun_at): (i64, Timestamp),
    back: Arc<AtomicBool>,
) -> Landed {
    // A laptop closed after the commit wakes up here, minutes or days later.
    let overslept = means.now().since(begun_at).as_millis().abs() > AT_ONCE.as_millis();
    let outcome = if overslept {
        SubmitOutcome::NotSent { reason: NotSentReason::Overslept, retry_after: None }
    } else {
        means.carrier.submit(&text).await
    };
    back.store(true, Ordering::Relaxed);
    let (at, rules) = (means.now(), means.settings.consent);
    let (capabilities, mut ids) = (means.carrier.capabilities(), means.ids.clone());
    let row = item.clone();
    let patience = match &outcome {
        SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after } => Some(*retry_after),
        SubmitOutcome::Accepted { .. }
        | SubmitOutcome::Rejected(_)
        | SubmitOutcome::Paused(_)
        | SubmitOutcome::NotSent { .. }
        | SubmitOutcome::Unknown(_) => None,
    };
    let taken = matches!(outcome, SubmitOutcome::Accepted { .. });
    let answered = match &outcome {
        SubmitOutcome::Accepted { .. } | SubmitOutcome::Rejected(_) => Some(true),
        SubmitOutcome::Unknown(_) | SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, .. } => {
            Some(false)
        }
        // The whole account's affair, the carrier's wish, this computer's, or that of what is on the way.
        SubmitOutcome::Paused(_)
        | SubmitOutcome::NotSent {
            reason:
                NotSentReason::RateLimited
                | NotSentReason::NoNetwork
                | NotSentReason::Untrusted
                | NotSentReason::Overslept,
            ..
        } => None,
    };
    let settled = means
        .write(move |tx| {
            let attempt =
                if bug!(AttemptAfterRequest) { outbox::start_attempt(tx, row.id, at)?.seq } else { attempt };
            settle(
                tx,
                &mut ids,
                &Settling { item: &row, attempt, capabilities, rules: &rules, now: at },
                &outcome,
            )
        })
        .await;
    tell(&means, &item);
    Landed { item, at, patience, taken, answered, settled }
}

/// Everything that must hold when the first byte leaves, decided and written in one transaction.
fn begin(
    tx: &WriteTx<'_>,
    id: OutboxId,
    settings: &EngineSettings,
    now: Timestamp,
    theirs: Timestamp,
) -> Result<Begun, StoreError> {
    let item = outbox::get(tx, id)?;
    if item.state != DeliveryState::Queued || !item.is_due(now) {
        return Ok(Begun::Gone);
    }
    if let Some(reason) = second_look(tx, &item, settings, now)? {
        return stop(tx, item, reason, now);
    }
    if !bug!(GateOnlyAtEnqueue)
        && let Err(refusal) = consenting::cleared_again(tx, &item, now, &settings.consent)?
    {
        let (about, why) = ((item.thread, item.message), json!({ "refusal": refusal.as_str() }));
        let activity = match refusal {
            // It is not over, only not now.
            Refusal::QuietHours { .. } => {
                outbox::hold(tx, id, HoldReason::QuietHours)?;
                Activity::OutboxHeld
            }
            // Whoever wrote it words it anew.
            Refusal::TemplateNotApproved | Refusal::TemplateHalfTranslated => {
                outbox::hold(tx, id, HoldReason::Refused)?;
                Activity::OutboxHeld
            }
            _ => {
                outbox::block(tx, id)?;
                Activity::OutboxBlocked
            }
        };
        activity::about(tx, activity, Actor::System, about, why, now)?;
        return Ok(Begun::Stopped(Box::new(item)));
    }
    let Ok(body) = Body::new(messages::get(tx, item.message)?.body.reveal()) else {
        return stop(tx, item, HoldReason::Refused, now);
    };
    if Ceiling::binds(item.purpose) {
        // In the carrier's time, as attempts are: a clock set forward here begins no new day.
        let (ceiling, sent) = (brake::read(tx)?.ceiling, brake::sent(tx, theirs)?);
        if ceiling.is_reached(sent) {
            brake::pull(tx, now)?;
            let detail = json!({ "sent": sent, "ceiling": ceiling.texts() });
            activity::of_store(tx, Activity::BrakePulled, Actor::System, detail, now)?;
            return Ok(Begun::Braked(Box::new(item)));
        }
    }
    let attempt = if bug!(AttemptAfterRequest) {
        0
    } else {
        // In the carrier's time: its list is searched by it.
        let attempt = outbox::start_attempt(tx, id, theirs)?;
        if !bug!(StartedNotAudited) {
            let (about, detail) = ((item.thread, item.message), json!({ "attempt": attempt.number }));
            activity::about(tx, Activity::OutboxStarted, Actor::System, about, detail, now)?;
        }
        attempt.seq
    };
    let text = OutgoingText {
        from: lines::get(tx, item.line)?.number,
        to: item.to.clone(),
        body,
        channel: item.channel,
        key: item.id,
        validity: settings.validity,
    };
    Ok(Begun::Go { item: Box::new(item), text: Box::new(text), attempt })
}

fn stop(tx: &WriteTx<'_>, item: OutboxRow, reason: HoldReason, now: Timestamp) -> Result<Begun, StoreError> {
    outbox::hold(tx, item.id, reason)?;
    let (about, why) = ((item.thread, item.message), json!({ "reason": reason.as_str() }));
    activity::about(tx, Activity::OutboxHeld, Actor::System, about, why, now)?;
    Ok(Begun::Stopped(Box::new(item)))
}

fn tell(means: &Means, item: &OutboxRow) {
    means.tell(Change::Thread(item.thread));
    means.tell(Change::Outbox);
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use foyer_domain::{Channel, ConsentEventId, LineId, PhoneNumber, ThreadId};
    use foyer_policy::{Badge, Ground, Purpose, Subject};

    use super::*;
    use crate::{ClockIds, Ids, SystemClock};

    fn item(ids: &mut Ids) -> OutboxRow {
        let at = Timestamp::from_millis(0);
        OutboxRow {
            id: OutboxId::new(ids),
            seq: 1,
            message: MessageId::new(ids),
            thread: ThreadId::new(ids),
            line: LineId::new(ids),
            to: PhoneNumber::parse_e164("+17135550142").unwrap(),
            channel: Channel::Sms,
            purpose: Purpose::Reply,
            subject: Subject::Logistics,
            clinical: false,
            second_look: false,
            over_quiet: false,
            ground: Ground::Granted { event: ConsentEventId::new(ids) },
            badge: Badge::Granted,
            over_warning: None,
            state: DeliveryState::Dispatching,
            hold_reason: None,
            not_before: at,
            expires_at: at,
            attempts: 1,
            queued_at: at,
        }
    }

    fn landed(item: OutboxRow, taken: bool) -> Landed {
        let message = item.message;
        let settled = Ok(if taken { NextStep::Sent(message) } else { NextStep::Unsure(message) });
        let (at, answered) = (Timestamp::from_millis(0), Some(taken));
        Landed { item, at, patience: None, taken, answered, settled }
    }

    #[test]
    fn texts_that_come_back_together_are_taken_in_the_order_they_came() {
        let mut ids = Ids::new(ClockIds::new(Arc::new(SystemClock), [7; 32]));
        let mut cx = Context::from_waker(Waker::noop());
        let mut worker = OutboxWorker::new(&EngineSettings::default());
        let back: Vec<Landed> = [true, false].map(|taken| landed(item(&mut ids), taken)).into();
        let came: Vec<MessageId> = back.iter().map(|landed| landed.item.message).collect();
        worker.flights = back.into_iter().map(Flight::over).collect();
        // They come back while a list is read, and a third is still on its way.
        let (attempt, back) = (3, Arc::new(AtomicBool::new(false)));
        worker.flights.push(Flight { attempt, back, ends: Box::pin(std::future::pending()) });
        let mut read = Box::pin(worker.alongside(std::future::ready(())));
        assert!(read.as_mut().poll(&mut cx).is_ready());
        drop(read);
        let mut chance = Chance::new(1);
        let mut taken = Vec::new();
        for _ in 0..2 {
            let Poll::Ready(landed) = worker.poll_flights(&mut cx) else { panic!("it is back") };
            taken.push(landed.item.message);
            worker.took(landed, &mut chance).unwrap();
        }
        assert_eq!(
            taken, came,
            "a failure that came last is not forgotten for a text that was taken before it"
        );
        assert_eq!(worker.flying(), BTreeSet::from([3]));
    }
}
