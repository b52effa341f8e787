//! A message as the carrier keeps it, and the ladder its status climbs.

use serde::{Deserialize, Serialize};

/// Which way a message went, in Twilio's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From a patient.
    Inbound,
    /// Created through the API.
    OutboundApi,
    /// Sent by the carrier itself as an answer, such as the one to STOP.
    OutboundReply,
}

/// Message status, in Twilio's words (`message_enum_status`), without those of other channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A messaging service will choose the sender.
    Accepted,
    /// Waits for its `SendAt`.
    Scheduled,
    /// Was scheduled, will not go.
    Canceled,
    /// Waits for the sender's turn.
    Queued,
    /// On its way to the network.
    Sending,
    /// The network took it.
    Sent,
    /// The network confirmed the handset.
    Delivered,
    /// The network gave up.
    Undelivered,
    /// Never reached the network.
    Failed,
    /// From a patient.
    Received,
}

impl Status {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Canceled => "canceled",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Received => "received",
        }
    }

    /// Height on the ladder. A status only ever gives way to a higher one.
    pub fn rung(self) -> u8 {
        match self {
            Self::Scheduled => 0,
            Self::Accepted => 1,
            Self::Queued => 2,
            Self::Sending => 3,
            Self::Sent => 4,
            Self::Canceled | Self::Delivered | Self::Undelivered | Self::Failed | Self::Received => 5,
        }
    }

    /// Whether nothing can follow.
    pub fn is_final(self) -> bool {
        self.rung() == 5
    }
}

impl Direction {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::OutboundApi => "outbound-api",
            Self::OutboundReply => "outbound-reply",
        }
    }
}

/// One message. Times are UTC milliseconds.
#[derive(Clone)]
pub(crate) struct Message {
    pub sid: String,
    pub direction: Direction,
    /// Empty while a messaging service has not chosen.
    pub from: String,
    pub to: String,
    pub body: String,
    pub media: Vec<Media>,
    pub status: Status,
    pub error_code: Option<u32>,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    pub updated_at: i64,
    pub valid_until: i64,
    pub service: Option<String>,
    pub deleted: bool,
}

/// One file of a message.
#[derive(Clone)]
pub(crate) struct Media {
    pub sid: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
    pub created_at: i64,
}

impl Message {
    /// Where the row stands in a listing: by `date_sent`, and by `date_created` until it has one.
    pub fn listed_at(&self) -> i64 {
        self.sent_at.unwrap_or(self.created_at)
    }

    /// Climbs to `status`; a lower or equal rung changes nothing.
    pub fn climb(&mut self, at: i64, status: Status, error_code: Option<u32>) -> bool {
        if status.rung() <= self.status.rung() {
            return false;
        }
        self.status = status;
        self.error_code = error_code;
        self.updated_at = at;
        if status == Status::Sent {
            self.sent_at = Some(at);
        }
        true
    }
}

/// Twilio's short wording for a code that sits on a message; null for the ones it leaves unexplained.
pub(crate) fn error_words(code: u32) -> Option<&'static str> {
    match code {
        21610 => Some("Attempt to send to unsubscribed recipient"),
        30001 => Some("Queue overflow"),
        30003 => Some("Unreachable destination handset"),
        30005 => Some("Unknown destination handset"),
        30006 => Some("Landline or unreachable carrier"),
        30007 => Some("Message filtered"),
        30008 => Some("Unknown error"),
        _ => None,
    }
}
