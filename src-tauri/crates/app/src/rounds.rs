//! What happens at the desk by itself: the next turn of a run of notices, texts that quiet hours held and no longer
//! do, texts whose time somebody chose, the next turn of a batch, visits that patients confirm, the automatic reply of
//! closed hours, the night's look for unusual looking around, and a new edition of the rules. Sending and
//! hearing are the engine's; this only puts texts into its outbox.

use std::{
    collections::BTreeSet,
    sync::{Arc, Weak},
    time::Duration,
};

use foyer_domain::{Actor, DeliveryState, MessageId, Span, Timestamp};
use foyer_policy::{HoursSay, Purpose};
use foyer_store::{
    ReadTx, StoreError, WriteTx, audit, consent, foreign, households,
    messages::{self, Sender},
    outbox::{self, HoldReason, OutboxRow},
    threads,
};
use tokio::sync::broadcast;

use crate::{
    answering,
    app::Inner,
    batching,
    desk::Office,
    drifting, gaps, looking, noticing,
    record::{self, Act},
    retaining, reviewing, trail,
    wire::AppEvent,
};

/// How often somebody looks. The pace of a run is by the desk's clock, not by this.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Quiet hours end on the quarter: a look a minute is soon enough.
const HOLDS_EVERY: Span = Span::minutes(1);

/// A text that quiet hours held has this long to leave once they are over.
const KEPT_FOR: Span = Span::hours(2);

/// A text leaves at the time somebody chose, or within this of it. What is due for longer was missed, because Foyer was
/// closed or the computer slept: nobody is texted late by itself.
const ON_TIME: Span = Span::minutes(2);

/// How long a text that left for the outbox in time may go on trying: after that it would be late.
const TRIES_FOR: Span = Span::minutes(30);

/// Texts of closed hours that are remembered as looked at.
const LOOKED_AT_MOST: usize = 10_000;

/// The most texts of a thread that are looked at for somebody who wrote since.
const LATEST: u32 = 50;

/// Goes on until the desk is closed or gone.
pub(crate) fn go(inner: &Inner, office: &Arc<Office>) {
    tokio::spawn(rounds(Arc::downgrade(office), inner.events.clone()));
}

async fn rounds(office: Weak<Office>, events: broadcast::Sender<AppEvent>) {
    let (mut edition, mut holds_at) = (String::new(), Timestamp::from_millis(0));
    let (mut pace, mut opened_at) = (trail::Pace::default(), None);
    // The trail's place to which texts were read for confirmations.
    let mut read_to = -1;
    let mut night: Option<tokio::task::JoinHandle<()>> = None;
    // Texts of closed hours that were looked at: one that gets no reply is not asked about every second.
    let mut looked: Arc<BTreeSet<MessageId>> = Arc::default();
    // How many texts the window was told of that nobody here sent.
    let mut told_elsewhere = None;
    let mut watch = gaps::Watch::default();
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(desk) = office.upgrade().filter(|office| !office.is_closed()) else { return };
        let now = desk.clock.now();
        let moved = watch.look(now, std::time::Instant::now()).filter(|_| desk.pretend.is_none());
        let settled = now.since(*opened_at.get_or_insert(now)) >= retaining::SETTLE;
        let current = desk.rules().hours.version_at(now).to_owned();
        let holds = now.since(holds_at) >= HOLDS_EVERY || holds_at > now;
        let (new_edition, store) = ((current != edition).then(|| current.clone()), desk.store.clone());
        let (at_desk, before) = (Arc::clone(&desk), Arc::clone(&looked));
        let round = store.write(move |tx| {
            if let Some(moved) = moved {
                gaps::moved(tx, moved, now)?;
            }
            if let Some(edition) = &new_edition {
                consent::use_edition(tx, edition)?;
            }
            let kept = keep_times(tx, now)?;
            // Whatever comes in is in the trail: where that has not grown, nobody confirmed anything.
            let confirmed =
                if audit::head(tx)?.seq == read_to { Vec::new() } else { batching::confirm(tx, now)? };
            let told = answering::step(&at_desk, tx, &before, now)?;
            let freed = if holds { let_go(&at_desk, tx, now)? } else { false } || kept || told.replied;
            let over = if holds { reviewing::overdue(&at_desk, tx, now)? } else { false };
            let elsewhere = if holds { Some(foreign::remarkable(tx, now)?) } else { None };
            let drift = holds && drifting::is_due(&at_desk, tx, now)?;
            let looks = holds && settled && looking::is_due(&at_desk, tx, now)?;
            let deletes = holds && settled && retaining::is_due(&at_desk, tx, now)?;
            let moved = noticing::step(&at_desk, tx, now)? || over;
            let freed = batching::step(&at_desk, tx, now)? || freed;
            Ok::<_, StoreError>((
                moved,
                freed,
                audit::head(tx)?.seq,
                (drift, looks, deletes, elsewhere),
                (told.texts, confirmed),
            ))
        });
        match round.await {
            Ok((moved, freed, seq, (drift, looks, deletes, elsewhere), (texts, confirmed))) => {
                read_to = seq;
                if looked.len() > LOOKED_AT_MOST {
                    looked = Arc::default();
                }
                if !texts.is_empty() {
                    Arc::make_mut(&mut looked).extend(texts);
                }
                // In a task of its own: a text that is due never waits for a night's deletion.
                if deletes && night.as_ref().is_none_or(tokio::task::JoinHandle::is_finished) {
                    night = Some(tokio::spawn(retaining::night(Arc::clone(&desk), events.clone())));
                }
                if drift && let Err(error) = look_for_drift(&desk, now).await {
                    tracing::warn!(%error, "the check of templates failed; the next round tries again");
                }
                if let Some(elsewhere) = elsewhere
                    && std::mem::replace(&mut told_elsewhere, elsewhere) != elsewhere
                {
                    let _ = events.send(AppEvent::ConnectivityChanged);
                }
                if looks {
                    match look_around(&desk, now).await {
                        Ok(()) => {
                            let _ = events.send(AppEvent::SettingsChanged);
                        }
                        Err(error) => {
                            tracing::warn!(%error, "the look at the trail failed; the next round tries again")
                        }
                    }
                }
                if pace.is_due(seq, now) && trail::sign(&store, now).await.is_ok() {
                    pace.signed(seq, now);
                }
                edition = current;
                if holds {
                    holds_at = now;
                }
                for thread in &confirmed {
                    let _ = events.send(AppEvent::ThreadChanged { thread: thread.to_string() });
                }
                if moved || freed || !confirmed.is_empty() {
                    desk.engine.nudge();
                    let _ = events.send(AppEvent::OutboxChanged);
                }
                if moved {
                    let _ = events.send(AppEvent::ConsentChanged);
                }
            }
            Err(StoreError::Closed) => return,
            Err(error) => tracing::warn!(%error, "a round at the desk failed; the next one tries again"),
        }
    }
}

/// The nightly look at templates and sent texts: read beside everything else, then kept in a short write.
async fn look_for_drift(desk: &Arc<Office>, now: Timestamp) -> Result<(), StoreError> {
    let reader = Arc::clone(desk);
    let looked = desk.store.read(move |tx| drifting::look(&reader, tx, now)).await?;
    let writer = Arc::clone(desk);
    desk.store.write(move |tx| drifting::keep(&writer, tx, &looked, None, now)).await
}

/// The nightly look for unusual looking around, in the same two steps.
async fn look_around(desk: &Arc<Office>, now: Timestamp) -> Result<(), StoreError> {
    let reader = Arc::clone(desk);
    let looked = desk.store.read(move |tx| looking::look(&reader, tx, now)).await?;
    desk.store.write(move |tx| looking::keep(tx, &looked, now)).await
}

/// Puts the texts into the queue whose time has come; what was missed, or overtaken by somebody's text, asks first. The
/// gate is asked again when they leave, and a STOP has taken them out long before.
fn keep_times(tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let due = outbox::scheduled_until(tx, now)?;
    for item in &due {
        let stop = if now.since(item.not_before) > ON_TIME {
            Some(HoldReason::Missed)
        } else if wrote_since(tx, item)? {
            Some(HoldReason::ContextChanged)
        } else {
            None
        };
        match stop {
            Some(reason) => {
                outbox::hold(tx, item.id, reason)?;
                let (message, why) = (item.message.uuid(), serde_json::json!({ "reason": reason.as_str() }));
                record::by(tx, Actor::System, Act::ScheduleHeld, Some(item.thread), Some(message), why, now)?;
            }
            None => outbox::release(tx, item.id, item.not_before, item.not_before.plus(TRIES_FOR))?,
        }
    }
    Ok(!due.is_empty())
}

/// Whether the patient wrote since a text was scheduled: what was written then may no longer fit.
fn wrote_since(tx: &ReadTx<'_>, item: &OutboxRow) -> Result<bool, StoreError> {
    let since = messages::page(tx, item.thread, None, LATEST)?;
    Ok(since.iter().any(|text| {
        text.from == Sender::Patient && text.received_at.unwrap_or(text.created_at) > item.queued_at
    }))
}

/// Queues the texts again that waited for the hours where their patients live.
fn let_go(desk: &Office, tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let mut any = false;
    for item in outbox::in_state(tx, DeliveryState::Held)? {
        // The automatic reply goes at once or not at all, and asks nobody.
        if item.purpose == Purpose::AfterHours {
            outbox::cancel(tx, item.id)?;
            any = true;
            continue;
        }
        if item.hold_reason != Some(HoldReason::QuietHours) {
            continue;
        }
        let thread = threads::get(tx, item.thread)?;
        let person = households::meant(tx, item.message, thread.patient)?;
        let place = consent::place(tx, person, &item.to)?;
        if desk.rules().hours_say(&place, now) != HoursSay::Open {
            continue;
        }
        // A notice and a link say the same in the morning. What somebody wrote yesterday is for them to send.
        let same_tomorrow = match item.purpose {
            Purpose::Notice | Purpose::PortalLink => true,
            // A reminder of tomorrow that says so in the morning may be one of today: a person looks.
            Purpose::Reply | Purpose::StopConfirmation | Purpose::AfterHours | Purpose::Reminder => false,
        };
        if same_tomorrow {
            outbox::release(tx, item.id, now, now.plus(KEPT_FOR))?;
        } else if item.expires_at > now {
            outbox::release(tx, item.id, now, item.expires_at)?;
        } else {
            outbox::hold(tx, item.id, HoldReason::TooOld)?;
        }
        any = true;
    }
    Ok(any)
}
