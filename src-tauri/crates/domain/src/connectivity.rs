//! Whether the carrier can be reached, as a value with its reason.

use crate::Timestamp;

/// The state of the line to the carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity {
    /// Nothing has been tried yet.
    Starting,
    /// The last request was answered.
    Online,
    /// Requests fail; texts wait.
    Offline {
        /// The first failure of this outage.
        since: Timestamp,
        /// Where it stops.
        outage: Outage,
        /// The next try.
        next_try_at: Timestamp,
    },
    /// The carrier answers and refuses the whole account; no attempt is burned.
    Paused {
        /// Since when.
        since: Timestamp,
        /// Why.
        fault: ChannelFault,
    },
}

/// Where the way to the carrier stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outage {
    /// This computer reaches nothing.
    NoNetwork,
    /// What answers cannot prove that it is the carrier: something on the way looks into connections.
    Untrusted,
    /// The carrier does not answer, or answers with its own failure.
    CarrierDown,
    /// The carrier asks for patience (HTTP 429).
    RateLimited,
    /// The carrier answers, but a list of texts breaks off: a STOP may lie in the part that cannot be read.
    ListBroken,
}

/// A fault of the account rather than of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelFault {
    /// Credentials refused (Twilio 20003).
    Credentials,
    /// Account suspended (30002).
    Suspended,
}

impl Connectivity {
    /// Whether a text handed over now would leave at once.
    pub const fn can_send(self) -> bool {
        matches!(self, Self::Online | Self::Starting)
    }
}
