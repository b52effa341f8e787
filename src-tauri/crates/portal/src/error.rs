//! Why a portal could not be asked. No variant holds text from the network or an address.

use foyer_domain::Span;

/// What the asker can do next: wait, wait as told, ask a person, or report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortalError {
    /// This computer reaches nothing: no name, no route.
    #[error("no network")]
    NoNetwork,
    /// Refused, timed out, cut off, or answered with its own failure (408, 425, 5xx).
    #[error("the portal does not answer")]
    Down,
    /// The portal asks for patience (429).
    #[error("the portal asks to slow down")]
    SlowDown {
        /// How long, 0 to 1 hour, when it says.
        retry_after: Option<Span>,
    },
    /// The portal does not accept our key.
    #[error("the portal refuses the key")]
    Credentials,
    /// The portal signs in with neither RS384 nor ES384, or not with ours.
    #[error("the portal takes no signature of this kind")]
    Algorithm,
    /// The key is good and does not cover this.
    #[error("the key may not do this")]
    NotAllowed,
    /// The portal keeps neither Communication nor CommunicationRequest.
    #[error("the portal cannot keep messages")]
    NoMessaging,
    /// The portal says there is no such thing.
    #[error("the portal has no such thing")]
    NotFound,
    /// The portal points elsewhere; a key and words for a patient go to one place only.
    #[error("the portal points elsewhere")]
    Redirected,
    /// Something answered, not in the portal's words: a page, a proxy, a broken answer.
    #[error("the answer could not be read: {what}")]
    Unreadable {
        /// Which part; never its content.
        what: &'static str,
    },
    /// More bytes than any honest answer has; reading stopped.
    #[error("the answer is too large")]
    TooLarge,
}
