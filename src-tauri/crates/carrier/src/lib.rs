//! The wire: the [`Carrier`] trait and its adapters. Only this crate opens sockets to a carrier.
//!
//! A carrier is asked whether the credentials are good and which numbers are ours, and then five things: take this
//! text, list what you have, show one, hand over its pictures, forget its words. Every answer from the network is
//! hostile until read: it becomes a typed value or a typed error, never a panic, and nothing a patient wrote, nor
//! their number, reaches `Debug`, `Display` or a log. An adapter never retries a text by itself; it says truthfully
//! whether the carrier has it, and the outbox decides.

mod error;
mod listing;
mod media;
mod outgoing;
mod secret;
mod sniff;
pub mod twilio;

use async_trait::async_trait;
use foyer_domain::{Channel, PhoneNumber, ProviderMessageId, Span};

pub use error::FetchError;
pub use foyer_picture::Decoder;
pub use listing::{CarrierMessage, Page, PageCursor, RowPrint, Scope, Unreadable};
pub use media::{MAX_MEDIA_BYTES, MAX_MEDIA_FILES, Media, MediaType};
pub use outgoing::{NotSentReason, OutgoingText, Rejection, SubmitOutcome, UnknownReason};
pub use secret::Secret;

/// A company that carries texts.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// What this carrier can do; constant for the life of the value.
    fn capabilities(&self) -> Capabilities;

    /// How far this computer's clock is ahead of the carrier's (negative: behind), by the carrier's last answer;
    /// `None` before the first, and from a carrier that does not say.
    fn clock_ahead(&self) -> Option<Span> {
        None
    }

    /// Proves the credentials with a list of one row; nothing is read from it.
    async fn check_credentials(&self) -> Result<(), FetchError>;

    /// The practice's own numbers that can text. [`FetchError::NotPermitted`] when the key is good but may not
    /// read them: then a person types the number.
    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError>;

    /// Hands one text over with at most one request, ever; see [`SubmitOutcome`].
    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome;

    /// One page of messages, newest first; `at` is the `next` of the page before. [`FetchError::NotFound`] for a
    /// cursor the carrier no longer knows: start again from the top.
    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError>;

    /// One message as it stands now; `None` when the carrier says it has no such message.
    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError>;

    /// The pictures and files of a message: at most [`MAX_MEDIA_FILES`] of at most [`MAX_MEDIA_BYTES`] each. A
    /// file that is gone, too large or behind a refused address is left out (its `name_index` is missing); when
    /// nothing remains, the error says why.
    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError>;

    /// Blanks a message's words at the carrier and, if it has `pictures`, deletes those there; nothing here. May be
    /// repeated. [`FetchError::NotPermitted`] from a carrier that cannot, or for a key that may not;
    /// [`FetchError::Unreadable`] when the carrier does not want to now.
    async fn scrub(&self, id: &ProviderMessageId, pictures: bool) -> Result<(), FetchError> {
        let _ = (id, pictures);
        Err(FetchError::NotPermitted)
    }
}

/// What a carrier can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// How long a repeated key is recognised; `None`: a text submitted twice is sent twice.
    pub idempotency_key: Option<Span>,
    /// How long a message may be missing from the list although the carrier has it.
    pub listing_delay: Span,
    /// Whether the carrier answers STOP by itself.
    pub answers_stop: bool,
    /// The most rows in one page.
    pub max_page: u32,
    /// What [`Carrier::submit`] takes; a text on another channel is rejected without a request.
    pub channels: &'static [Channel],
}

/// One of the practice's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNumber {
    /// The number.
    pub number: PhoneNumber,
    /// What the carrier's console calls it; the number itself if nothing better.
    pub name: String,
    /// Whether it is another company's line whose texts this carrier hosts: a text-enabled landline.
    pub hosted: bool,
}
