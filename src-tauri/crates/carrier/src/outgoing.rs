//! One text on its way to the carrier, and the only honest answers to "does the carrier have it?".

use foyer_domain::{
    Body, Channel, ChannelFault, DeliveryProblem, DeliveryState, Outage, OutboxId, PhoneNumber,
    ProviderMessageId, Span, Timestamp,
};

/// A text to hand over. `Debug` masks the numbers and shows only the length of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingText {
    /// Our number.
    pub from: PhoneNumber,
    /// The patient's.
    pub to: PhoneNumber,
    /// The words, sent exactly so.
    pub body: Body,
    /// How it travels.
    pub channel: Channel,
    /// The intent; the idempotency key where the carrier has one.
    pub key: OutboxId,
    /// How long the carrier may still deliver it; clamped to what the carrier takes (Twilio: 1 to 36,000 s).
    pub validity: Span,
}

/// What became of the one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// The carrier has it.
    Accepted {
        /// The carrier's id.
        id: ProviderMessageId,
        /// Where it stands; Accepted when the carrier's word is unknown.
        state: DeliveryState,
        /// When the carrier made it.
        created_at: Option<Timestamp>,
    },
    /// The carrier refused this text for good and has not kept it.
    Rejected(Rejection),
    /// The carrier refuses the whole account; nothing was sent.
    Paused(ChannelFault),
    /// The carrier certainly does not have it; trying again is safe.
    NotSent {
        /// Why.
        reason: NotSentReason,
        /// How long the carrier asks to wait, 0 to 1 hour.
        retry_after: Option<Span>,
    },
    /// Bytes left and no clear answer came: the carrier may have it. Never send again by itself.
    Unknown(UnknownReason),
}

/// A refusal for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// In words a front desk can act on.
    pub problem: DeliveryProblem,
    /// The carrier's code, for support.
    pub code: Option<u32>,
}

/// Why nothing left, or nothing was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSentReason {
    /// No name or no route: this computer reaches nothing.
    NoNetwork,
    /// What answered has no certificate that a public authority gave for the carrier's name. Nothing was said to it.
    Untrusted,
    /// The connection was refused, timed out, or its TLS failed, before the request.
    CarrierDown,
    /// The carrier refused to process it now (429, or the sender's queue is full).
    RateLimited,
    /// This computer slept between deciding and sending: what was decided is no longer fresh.
    Overslept,
}

/// What was seen instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownReason {
    /// No complete answer in time.
    Timeout,
    /// The connection broke after it was made.
    ConnectionLost,
    /// The carrier failed (408, 425, 5xx), perhaps after accepting.
    CarrierFailure {
        /// The HTTP status.
        status: u16,
    },
    /// Not the carrier's words: a redirect, a captive portal, a proxy, an answer without an id.
    ForeignAnswer {
        /// The HTTP status.
        status: u16,
    },
}

impl NotSentReason {
    /// The outage this is a sign of.
    pub const fn outage(self) -> Outage {
        match self {
            Self::NoNetwork | Self::Overslept => Outage::NoNetwork,
            Self::Untrusted => Outage::Untrusted,
            Self::CarrierDown => Outage::CarrierDown,
            Self::RateLimited => Outage::RateLimited,
        }
    }
}
