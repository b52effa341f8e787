//! The outbox worker: one text at a time, from the head of a lane to an outcome.
//!
//! A lane is a thread. Its head is the oldest text that is not done; behind one that is held, dispatching or
//! unconfirmed nothing of that thread moves, while other threads do not notice. One step is:
//!
//! 1. In one transaction: is it still the head, is its time not over, does the gate still let it pass (consent
//!    as this very transaction reads it), then the attempt is written down and synced to the disk.
//! 2. One request. From the first byte on nobody but the carrier knows whether it has the text.
//! 3. In one transaction: what came of it.
//!
//! A text that certainly did not leave waits and goes again. One that may have left never does by itself: a
//! phone cannot tell a repeat from a second text. If the process dies between 1 and 3, the attempt without an
//! outcome says so, and the text is looked for in the carrier's list ([`crate::Reconciler`]). Every step ends in
//! a state: the type of [`OutboxWorker::step`] allows nothing else.

use std::collections::BTreeMap;

use foyer_carrier::OutgoingText;
use foyer_domain::{Actor, Body, ChannelFault, DeliveryState, MessageId, Outage, OutboxId, Span, Timestamp};
use foyer_policy::{ConsentRules, Refusal};
use foyer_store::{
    StoreError, WriteTx, lines, messages,
    outbox::{self, HoldReason, OutboxRow},
};
use serde_json::json;

use crate::{
    Backoff, Chance, Change, Means,
    activity::{self, Activity},
    consenting,
    outcome::{Settling, settle},
};

/// How many heads are looked at to find one that does not wait.
const HEADS: u32 = 200;

/// What a step did, and what follows for the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing may go now.
    Idle,
    /// The carrier took it.
    Sent(MessageId),
    /// The carrier refused this text for good.
    Refused(MessageId),
    /// It was stopped before it left: consent ended, or its time was over.
    Stopped(MessageId),
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

/// The worker. What it holds are only waits; the queue is in the store.
#[derive(Debug)]
pub struct OutboxWorker {
    waits: BTreeMap<OutboxId, (Backoff, Timestamp)>,
    cap: Span,
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
}

impl OutboxWorker {
    /// A worker whose waits for one text never exceed `cap`.
    pub const fn new(cap: Span) -> Self {
        Self { waits: BTreeMap::new(), cap }
    }

    /// One step. See the module's words.
    ///
    /// # Errors
    /// The store's own. After a request had begun this leaves an attempt without an outcome; the engine then
    /// treats it like one that a crash left.
    pub async fn step(&mut self, means: &Means, chance: &mut Chance) -> Result<NextStep, StoreError> {
        let now = means.now();
        let heads = means.read(move |tx| outbox::heads(tx, now, HEADS)).await?;
        let Some(head) = heads.into_iter().find(|head| !self.waits_at(head.id, now)) else {
            return Ok(NextStep::Idle);
        };
        let (rules, validity) = (means.settings.consent, means.settings.validity);
        let (item, text, attempt) =
            match means.write(move |tx| begin(tx, head.id, &rules, validity, now)).await? {
                Begun::Go { item, text, attempt } => (item, text, attempt),
                Begun::Stopped(item) => {
                    tell(means, &item);
                    return Ok(NextStep::Stopped(item.message));
                }
                Begun::Gone => return Ok(NextStep::Stopped(head.message)),
            };
        tell(means, &item);
        let outcome = means.carrier.submit(&text).await;
        let (now, capabilities, mut ids) = (means.now(), means.carrier.capabilities(), means.ids.clone());
        let (settled, shown) = means
            .write(move |tx| {
                let at = Settling { item: &item, attempt, capabilities, rules: &rules, now };
                Ok((settle(tx, &mut ids, &at, &outcome)?, item))
            })
            .await?;
        tell(means, &shown);
        self.remember(&settled, shown.id, chance, now);
        Ok(settled)
    }

    /// Forgets every wait: the line is back, or somebody asks to try now.
    pub fn forget_waits(&mut self) {
        self.waits.clear();
    }

    /// When the queue is to be looked at, when its next head is due at `due`.
    pub(crate) fn next_at(&self, due: Timestamp, now: Timestamp) -> Timestamp {
        if due > now {
            return due;
        }
        let waits = self.waits.values().map(|(_, until)| *until).filter(|until| *until > now);
        waits.min().map_or(now, |until| until.min(now.plus(Span::seconds(1))))
    }

    fn waits_at(&self, item: OutboxId, now: Timestamp) -> bool {
        // A wait that ends later than any wait can is one from before the clock was set back.
        let longest = now.plus(Span::minutes(61));
        self.waits.get(&item).is_some_and(|(_, until)| *until > now && *until <= longest)
    }

    fn remember(&mut self, step: &NextStep, item: OutboxId, chance: &mut Chance, now: Timestamp) {
        match step {
            NextStep::NotSent { retry_after, .. } => {
                let (backoff, until) = self.waits.entry(item).or_insert((Backoff::new(self.cap), now));
                *until = now.plus(backoff.after_failure(*retry_after, chance));
            }
            NextStep::Idle
            | NextStep::Sent(_)
            | NextStep::Refused(_)
            | NextStep::Stopped(_)
            | NextStep::Unsure(_)
            | NextStep::Paused(_) => {
                self.waits.remove(&item);
            }
        }
    }
}

/// Everything that must hold when the first byte leaves, decided and written in one transaction.
fn begin(
    tx: &WriteTx<'_>,
    id: OutboxId,
    rules: &ConsentRules,
    validity: Span,
    now: Timestamp,
) -> Result<Begun, StoreError> {
    let item = outbox::get(tx, id)?;
    if item.state != DeliveryState::Queued || !item.is_due(now) {
        return Ok(Begun::Gone);
    }
    let about = (item.thread, item.message);
    if item.expires_at <= now {
        outbox::hold(tx, id, HoldReason::TooOld)?;
        let why = json!({ "reason": HoldReason::TooOld.as_str() });
        activity::about(tx, Activity::OutboxHeld, Actor::System, about, why, now)?;
        return Ok(Begun::Stopped(Box::new(item)));
    }
    if let Err(refusal) = consenting::cleared_again(tx, &item, now, rules)? {
        let why = json!({ "refusal": refusal.as_str() });
        let activity = match refusal {
            // It is not over, only not now.
            Refusal::QuietHours { .. } => {
                outbox::hold(tx, id, HoldReason::QuietHours)?;
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
        outbox::hold(tx, id, HoldReason::Refused)?;
        let why = json!({ "reason": HoldReason::Refused.as_str() });
        activity::about(tx, Activity::OutboxHeld, Actor::System, about, why, now)?;
        return Ok(Begun::Stopped(Box::new(item)));
    };
    let attempt = outbox::start_attempt(tx, id, now)?;
    let detail = json!({ "attempt": attempt.number });
    activity::about(tx, Activity::OutboxStarted, Actor::System, about, detail, now)?;
    let text = OutgoingText {
        from: lines::get(tx, item.line)?.number,
        to: item.to.clone(),
        body,
        channel: item.channel,
        key: item.id,
        validity,
    };
    Ok(Begun::Go { item: Box::new(item), text: Box::new(text), attempt: attempt.seq })
}

fn tell(means: &Means, item: &OutboxRow) {
    means.tell(Change::Thread(item.thread));
    means.tell(Change::Outbox);
}
