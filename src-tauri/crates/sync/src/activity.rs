//! What the engine writes into the audit, word by word. Codes, counts and ids only.

use foyer_domain::{
    Actor, ChannelFault, DeliveryState, LineId, MessageId, Outage, ProviderMessageId, ThreadId, Timestamp,
    UtcDay,
};
use foyer_policy::ConsentEventKind;
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    audit::{self, NewEntry, Sealable},
    consent,
    day_counts::{Found, Turned},
    read_back::CarrierList,
    threads::ThreadRow,
};
use serde_json::{Value, json};

use crate::reachability::Turn;

/// The engine's words. The part before the dot is the noun, as on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activity {
    /// The carrier stopped answering.
    LineLost,
    /// The carrier refuses the account.
    LineRefused,
    /// The carrier answers.
    LineBack,
    /// A page of texts was stored.
    InboundStored,
    /// A patient's text of such a page.
    TextReceived,
    /// One that was sent on the practice's number by something else.
    TextElsewhere,
    /// A fact about consent, with its kind.
    ConsentRecorded,
    /// Foyer answers a STOP by itself: the text waits to leave.
    TextQueued,
    /// An attempt begins.
    OutboxStarted,
    /// The carrier took the text.
    OutboxAccepted,
    /// The carrier refused the text.
    OutboxRejected,
    /// The text did not leave; it waits again.
    OutboxNotSent,
    /// Nobody knows whether the carrier has the text.
    OutboxUnconfirmed,
    /// The carrier refused the account; the text waits again.
    OutboxPaused,
    /// The gate stopped the text at the last moment.
    OutboxBlocked,
    /// The text waits for a person.
    OutboxHeld,
    /// As many texts left in a day as the practice lets go; nothing more does.
    BrakePulled,
    /// The carrier had the text after all.
    OutboxFound,
    /// The carrier has the text twice.
    OutboxTwice,
    /// A person asked to look for the text again.
    OutboxChecked,
    /// A person sent the text again.
    OutboxSentAgain,
    /// A person left the text as it is.
    OutboxLeft,
    /// A person took the text back.
    OutboxCancelled,
    /// The store turned out to be an older copy.
    StoreFrozen,
    /// A person let it go on.
    StoreThawed,
    /// The carrier reported on a text.
    DeliveryReported,
    /// Pictures of a text were stored.
    MediaStored,
    /// The carrier's list shows texts of a day that are not here.
    CountsDiffer,
    /// What was missing of a day is here.
    CountsAgree,
    /// History was brought in as far back as the practice wants.
    HistoryRead,
    /// The carrier's copy of a text was blanked, as the practice wants it.
    CarrierScrubbed,
}

impl Activity {
    /// The word in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LineLost => "line.lost",
            Self::LineRefused => "line.refused",
            Self::LineBack => "line.back",
            Self::InboundStored => "inbound.stored",
            Self::TextReceived => "text.received",
            Self::TextElsewhere => "text.elsewhere",
            Self::ConsentRecorded => "consent.recorded",
            Self::TextQueued => "text.queue",
            Self::OutboxStarted => "outbox.started",
            Self::OutboxAccepted => "outbox.accepted",
            Self::OutboxRejected => "outbox.rejected",
            Self::OutboxNotSent => "outbox.not_sent",
            Self::OutboxUnconfirmed => "outbox.unconfirmed",
            Self::OutboxPaused => "outbox.paused",
            Self::OutboxBlocked => "outbox.blocked",
            Self::OutboxHeld => "outbox.held",
            Self::BrakePulled => "brake.pulled",
            Self::OutboxFound => "outbox.found",
            Self::OutboxTwice => "outbox.twice",
            Self::OutboxChecked => "outbox.checked",
            Self::OutboxSentAgain => "outbox.sent_again",
            Self::OutboxLeft => "outbox.left",
            Self::OutboxCancelled => "outbox.cancelled",
            Self::StoreFrozen => "store.frozen",
            Self::StoreThawed => "store.thawed",
            Self::DeliveryReported => "delivery.reported",
            Self::MediaStored => "media.stored",
            Self::CountsDiffer => "counts.differ",
            Self::CountsAgree => "counts.agree",
            Self::HistoryRead => "history.read",
            Self::CarrierScrubbed => "carrier.scrubbed",
        }
    }
}

/// Something about one text.
pub(crate) fn about(
    tx: &WriteTx<'_>,
    activity: Activity,
    actor: Actor,
    (thread, message): (ThreadId, MessageId),
    detail: Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (thread, object) = (Some(thread), Some(message.uuid()));
    audit::append(tx, &NewEntry { at, actor, action: activity.as_str(), thread, object, detail })
}

/// The line's value moved.
pub(crate) fn line_turned(tx: &WriteTx<'_>, turn: Turn, at: Timestamp) -> Result<(), StoreError> {
    let (activity, detail) = match turn {
        Turn::Lost(outage) => (Activity::LineLost, json!({ "outage": outage_word(outage) })),
        Turn::Refused(fault) => (Activity::LineRefused, json!({ "fault": fault_word(fault) })),
        Turn::Back => (Activity::LineBack, json!({})),
    };
    let action = activity.as_str();
    audit::append(tx, &NewEntry { at, actor: Actor::Carrier, action, thread: None, object: None, detail })
}

/// Something about the store itself.
pub(crate) fn of_store(
    tx: &WriteTx<'_>,
    activity: Activity,
    actor: Actor,
    detail: Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    let action = activity.as_str();
    audit::append(tx, &NewEntry { at, actor, action, thread: None, object: None, detail })
}

/// A text that a page brought: whose, by whom, at which of the practice's numbers, and what was known of consent when it
/// came. Each has its entry, so that every text to or from a patient is found in the trail, and none can be added to a page
/// or taken from it unseen.
pub(crate) fn brought(
    tx: &ReadTx<'_>,
    activity: Activity,
    actor: Actor,
    thread: &ThreadRow,
    (message, provider_id): (MessageId, &ProviderMessageId),
    (files, at): (u32, Timestamp),
) -> Result<NewEntry, StoreError> {
    let kept = consent::kept_with(tx, message)?;
    let detail = json!({
        "channel": thread.channel.as_str(),
        "line": thread.line.to_string(),
        "category": thread.category.as_str(),
        "patient": thread.patient.map(|patient| patient.to_string()),
        "badge": kept.as_ref().map(|mark| mark.badge.as_str()),
        "consent": kept.iter().flat_map(|mark| &mark.events).map(ToString::to_string).collect::<Vec<_>>(),
        "provider_id": provider_id.as_str(),
        "files": files,
        "words": audit::sealed_words(tx, Sealable::Text(message))?,
    });
    let (thread, object) = (Some(thread.id), Some(message.uuid()));
    Ok(NewEntry { at, actor, action: activity.as_str(), thread, object, detail })
}

/// A page of texts was stored.
pub(crate) fn page_stored(
    tx: &WriteTx<'_>,
    line: LineId,
    (inbound, elsewhere, quarantined): (u32, u32, u32),
    at: Timestamp,
) -> Result<(), StoreError> {
    let detail = json!({ "inbound": inbound, "elsewhere": elsewhere, "quarantined": quarantined });
    let (action, object) = (Activity::InboundStored.as_str(), Some(line.uuid()));
    audit::append(tx, &NewEntry { at, actor: Actor::System, action, thread: None, object, detail })
}

/// A day of a list was counted, and what is missing of it opened or closed.
pub(crate) fn day_counted(
    tx: &WriteTx<'_>,
    line: LineId,
    (list, day): (CarrierList, UtcDay),
    found: &Found,
    turned: Turned,
    at: Timestamp,
) -> Result<(), StoreError> {
    let activity = match turned {
        Turned::Opened => Activity::CountsDiffer,
        Turned::Same | Turned::Closed => Activity::CountsAgree,
    };
    let detail = json!({
        "list": list.as_str(), "day": day.number(),
        "carrier": found.carrier, "here": found.here, "missing": found.missing,
    });
    let (action, object) = (activity.as_str(), Some(line.uuid()));
    audit::append(tx, &NewEntry { at, actor: Actor::System, action, thread: None, object, detail })
}

/// History was brought in.
pub(crate) fn history_read(
    tx: &WriteTx<'_>,
    line: LineId,
    list: CarrierList,
    texts: u64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let detail = json!({ "list": list.as_str(), "texts": texts });
    let (action, object) = (Activity::HistoryRead.as_str(), Some(line.uuid()));
    audit::append(tx, &NewEntry { at, actor: Actor::System, action, thread: None, object, detail })
}

/// A fact about consent. That somebody wrote is no news; the fact itself is kept with its proof.
pub(crate) fn consent_recorded(
    tx: &WriteTx<'_>,
    thread: ThreadId,
    event: &foyer_policy::ConsentEvent,
    at: Timestamp,
) -> Result<(), StoreError> {
    if matches!(event.kind, ConsentEventKind::InboundFirst) {
        return Ok(());
    }
    let detail = json!({ "kind": event.kind.as_str() });
    let (action, object) = (Activity::ConsentRecorded.as_str(), Some(event.id.uuid()));
    audit::append(tx, &NewEntry { at, actor: event.actor, action, thread: Some(thread), object, detail })
}

/// The carrier moved a text along.
pub(crate) fn reported(
    tx: &WriteTx<'_>,
    text: (ThreadId, MessageId),
    state: DeliveryState,
    at: Timestamp,
) -> Result<(), StoreError> {
    about(tx, Activity::DeliveryReported, Actor::Carrier, text, json!({ "state": state.as_str() }), at)
}

pub(crate) const fn outage_word(outage: Outage) -> &'static str {
    match outage {
        Outage::NoNetwork => "no_network",
        Outage::Untrusted => "untrusted",
        Outage::CarrierDown => "carrier_down",
        Outage::RateLimited => "rate_limited",
        Outage::ListBroken => "list_broken",
    }
}

pub(crate) const fn fault_word(fault: ChannelFault) -> &'static str {
    match fault {
        ChannelFault::Credentials => "credentials",
        ChannelFault::Suspended => "suspended",
    }
}
