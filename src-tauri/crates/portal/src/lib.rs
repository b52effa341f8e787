//! The way to the patient portal: the [`Portal`] trait and its adapters. Only this crate opens sockets to a portal.
//!
//! A portal is asked to keep one message for one patient, to say whether it has it, what became of it, and to take it
//! back. Every answer from the network is hostile until read: it becomes a typed value or a typed error, never a
//! panic, and no word of a message, no name and no record number reaches `Debug`, `Display`, a log or a URL. An
//! adapter never posts twice by itself: it says truthfully whether the portal has the message, and whoever asked
//! looks ([`Portal::find`]) before asking again. It refuses to decide who may be written to, or whether the portal is
//! covered by an agreement; that is foyer-policy's.

mod by_hand;
mod error;
pub mod fhir;
mod message;
mod secret;
mod unusable;

use async_trait::async_trait;
use foyer_domain::{HandoffId, Timestamp};

pub use by_hand::ByHand;
pub use error::PortalError;
pub use message::{
    NotPostedReason, PortalMessage, PostOutcome, Posted, Refusal, Seen, TakenBack, UnknownReason,
};
pub use secret::Secret;
pub use unusable::WithoutKey;

/// A place where patients read what must not be texted.
#[async_trait]
pub trait Portal: Send + Sync {
    /// What this portal can do; constant for the life of the value.
    fn capabilities(&self) -> Capabilities;

    /// Proves that the portal answers, speaks the right language and accepts our key. Nothing is posted.
    async fn check(&self, now: Timestamp) -> Result<(), PortalError>;

    /// Keeps one message for one patient, with at most one request that could do so; see [`PostOutcome`].
    async fn post(&self, message: &PortalMessage, now: Timestamp) -> PostOutcome;

    /// Looks for a message by its hand-off; `None` when the portal says that it has none.
    async fn find(&self, id: HandoffId, now: Timestamp) -> Result<Option<Posted>, PortalError>;

    /// What became of a message.
    async fn seen(&self, posted: &Posted, now: Timestamp) -> Result<Seen, PortalError>;

    /// Takes a message back, if nobody has read it yet.
    async fn take_back(&self, posted: &Posted, now: Timestamp) -> Result<TakenBack, PortalError>;
}

/// What a portal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether Foyer posts. If not, a person pastes the words there.
    pub posts: bool,
    /// Whether it tells that a message was opened or answered.
    pub tells: bool,
}
