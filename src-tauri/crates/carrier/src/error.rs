//! Why the carrier could not be read. No variant holds text from the network or an address.

use foyer_domain::{ChannelFault, Outage, Span};

/// What a reader can do next: wait, wait as told, ask a person, give up on this one, or report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// This computer reaches nothing: no name, no route.
    #[error("no network")]
    NoNetwork,
    /// What answers has no certificate that a public authority gave for the carrier's name: something on the way looks into
    /// connections, or poses as the carrier. Nothing was said to it.
    #[error("what answers is not proved to be the carrier")]
    Untrusted,
    /// Refused, timed out, cut off, or answered with its own failure (408, 425, 5xx).
    #[error("the carrier does not answer")]
    CarrierDown,
    /// The carrier asks for patience (429).
    #[error("the carrier asks to slow down")]
    RateLimited {
        /// How long, 0 to 1 hour, when it says.
        retry_after: Option<Span>,
    },
    /// The carrier refuses the whole account.
    #[error("the carrier refuses the account")]
    Refused(ChannelFault),
    /// The credentials are good and do not cover this.
    #[error("the key may not read this")]
    NotPermitted,
    /// The carrier says there is no such message, or no such page any more.
    #[error("the carrier has no such thing")]
    NotFound,
    /// Something answered, not in the carrier's words: a captive portal, a proxy, a broken answer. Treat it as
    /// an outage; nothing was learnt and nothing is lost.
    #[error("the answer could not be read: {what}")]
    Unreadable {
        /// Which part; never its content.
        what: &'static str,
    },
    /// More bytes than any honest answer has; reading stopped.
    #[error("the answer is too large")]
    TooLarge,
}

impl FetchError {
    /// The outage this error is a sign of; `None` when the carrier did answer properly.
    pub const fn outage(self) -> Option<Outage> {
        match self {
            Self::NoNetwork => Some(Outage::NoNetwork),
            Self::Untrusted => Some(Outage::Untrusted),
            Self::CarrierDown | Self::Unreadable { .. } | Self::TooLarge => Some(Outage::CarrierDown),
            Self::RateLimited { .. } => Some(Outage::RateLimited),
            Self::Refused(_) | Self::NotPermitted | Self::NotFound => None,
        }
    }
}
