//! An older copy of the store: what it holds, what became of that meanwhile, and a person's word to go on.
//!
//! Nothing of what waited leaves by itself, however old or new it is: the store cannot know what was sent after the
//! copy was made. The carrier's list and the patients' texts since tell most of it, so they are read first; what they
//! tell is proposed, and a person decides.

use std::collections::BTreeSet;

use foyer_domain::{Actor, DeliveryState, MessageId, OutboxId, Span, Timestamp, UserId};
use foyer_policy::Badge;
use foyer_store::{
    ReadTx, Store, StoreError, WriteTx, consent,
    messages::{self, MessageRow},
    older,
    outbox::{self, HoldReason, OutboxRow},
    threads,
};
use serde_json::json;

use crate::{
    EngineSettings,
    activity::{self, Activity},
    consenting::party_at,
    named_times,
};

/// What became of a text that waited in an older copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The lists have not been read yet; nothing can be said.
    NotChecked,
    /// The carrier has it, since then as far as it says.
    CarrierHasIt(Option<Timestamp>),
    /// The patient said STOP.
    OptedOut,
    /// A time that it names has passed.
    TimePassed,
    /// Its own time is over.
    TooOld,
    /// Nothing speaks against it.
    StillTrue,
}

/// A text that waited in an older copy.
#[derive(Clone, Debug)]
pub struct FrozenText {
    /// The text.
    pub message: MessageRow,
    /// The intent.
    pub outbox: OutboxId,
    /// What became of it.
    pub fate: Fate,
}

impl FrozenText {
    /// Whether sending it is what most people would want.
    pub fn may_go(&self) -> bool {
        self.fate == Fate::StillTrue
    }
}

/// Looks whether a store is an older copy, and freezes it if so: to be awaited before anybody can decide about what
/// waits in it. The engine does it again before its first round. Says how many texts were held.
///
/// # Errors
/// The store's own; then nothing of it may be sent.
pub async fn notice_older_copy(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    let Some(mark) = store.passed_by().await?.filter(|_| !bug!(CopyGoesOn)) else { return Ok(0) };
    store
        .write(move |tx| {
            let Some(waiting) = older::freeze(tx, mark, now)? else { return Ok(0) };
            let mut held = 0_usize;
            for item in &waiting {
                let (about, why) = ((item.thread, item.message), HoldReason::RestoredCopy.as_str());
                let why = json!({ "reason": why });
                activity::about(tx, Activity::OutboxUnconfirmed, Actor::System, about, why.clone(), now)?;
                if matches!(item.state, DeliveryState::Queued | DeliveryState::Held) {
                    activity::about(tx, Activity::OutboxHeld, Actor::System, about, why, now)?;
                    held += 1;
                }
            }
            activity::of_store(tx, Activity::StoreFrozen, Actor::System, json!({ "held": held }), now)?;
            Ok(held)
        })
        .await
}

/// What waited in an older copy, oldest first. Nothing when the store is not one.
///
/// # Errors
/// The store's own.
pub fn frozen_texts(
    tx: &ReadTx<'_>,
    settings: &EngineSettings,
    now: Timestamp,
) -> Result<Vec<FrozenText>, StoreError> {
    let Some(frozen) = older::frozen(tx)? else { return Ok(Vec::new()) };
    let checked = older::lists_were_read(tx)?;
    let mut texts = Vec::new();
    for item in older::held_back(tx, &frozen)? {
        let message = messages::get(tx, item.message)?;
        let fate = match item.state {
            DeliveryState::Blocked => Fate::OptedOut,
            _ if message.provider_id.is_some() => Fate::CarrierHasIt(message.sent_at),
            // A person has decided about it already.
            DeliveryState::Cancelled | DeliveryState::Unconfirmed => continue,
            _ if !checked => Fate::NotChecked,
            _ => not_at_the_carrier(tx, &item, &message, settings, now)?,
        };
        texts.push(FrozenText { message, outbox: item.id, fate });
    }
    Ok(texts)
}

fn not_at_the_carrier(
    tx: &ReadTx<'_>,
    item: &OutboxRow,
    message: &MessageRow,
    settings: &EngineSettings,
    now: Timestamp,
) -> Result<Fate, StoreError> {
    let party = party_at(tx, &threads::get(tx, item.thread)?, item)?;
    let standing = consent::standing(tx, &party, item.thread, now, &settings.consent)?;
    let confirmed = item.queued_at.max(item.not_before.min(now));
    Ok(if standing.badge == Badge::OptedOut {
        Fate::OptedOut
    } else if named_times::passed_between(message.body.reveal(), confirmed, now, settings.time_zone) {
        Fate::TimePassed
    } else if item.expires_at <= now {
        Fate::TooOld
    } else {
        Fate::StillTrue
    })
}

/// A person lets the store go on: `send` is queued again, `drop` is not sent, what was not named stays held. What the
/// carrier has was found by the walks, and is not sent again whatever is asked. [`foyer_store::Store::mark`] belongs
/// after it.
///
/// # Errors
/// [`StoreError::Conflict`] when the store is not frozen, or its lists have not been read since: then nothing can be
/// said about what waits, and nothing is changed.
pub fn thaw(
    tx: &WriteTx<'_>,
    (send, drop): (&BTreeSet<MessageId>, &BTreeSet<MessageId>),
    by: UserId,
    keep_for: Span,
    now: Timestamp,
) -> Result<(), StoreError> {
    let frozen = older::frozen(tx)?.filter(|_| older::lists_were_read(tx).is_ok_and(|read| read));
    let Some(frozen) = frozen else { return Err(StoreError::Conflict { code: 19 }) };
    let (mut sent, mut dropped, mut held) = (0_usize, 0_usize, 0_usize);
    let mut waiting = older::held_back(tx, &frozen)?;
    waiting.retain(|item| item.hold_reason == Some(HoldReason::RestoredCopy));
    for item in &waiting {
        let about = (item.thread, item.message);
        let was = json!({ "was": HoldReason::RestoredCopy.as_str() });
        if send.contains(&item.message) {
            outbox::release(tx, item.id, now, now.plus(keep_for))?;
            activity::about(tx, Activity::OutboxSentAgain, Actor::User(by), about, was, now)?;
            sent += 1;
        } else if drop.contains(&item.message) {
            // Absence from a list is no proof: its bubble goes on saying that nobody knows.
            outbox::cancel(tx, item.id)?;
            activity::about(tx, Activity::OutboxLeft, Actor::User(by), about, was, now)?;
            dropped += 1;
        } else {
            held += 1;
        }
    }
    older::thaw(tx)?;
    let counts = json!({ "sent": sent, "dropped": dropped, "held": held });
    activity::of_store(tx, Activity::StoreThawed, Actor::User(by), counts, now)
}
