//! What a carrier's list is made of. A row that can be used is used, with what is missing left empty; a row that
//! cannot is named in [`Page::unreadable`] so that it is never silently lost.

use std::fmt;

use foyer_domain::{
    Channel, Charge, DeliveryProblem, DeliveryState, Direction, PhoneNumber, Private, ProviderMessageId,
    Timestamp,
};
use sha2::{Digest as _, Sha256};

/// Which messages to list. All scopes are of the SMS channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// What reached one of our numbers.
    To(PhoneNumber),
    /// What one of our numbers sent, by whatever program.
    From(PhoneNumber),
    /// What one of our numbers sent to one patient: the search after an unknown outcome.
    Between {
        /// Our number.
        from: PhoneNumber,
        /// The patient's.
        to: PhoneNumber,
    },
}

/// One page of a list, newest first as the carrier orders it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows that can be used; each id once.
    pub messages: Vec<CarrierMessage>,
    /// The rows, or the way to the next page, that cannot.
    pub unreadable: Vec<Unreadable>,
    /// The next page; `None` at the end, and when [`Page::cut`].
    pub next: Option<PageCursor>,
    /// The way to the next page could not be read: more may follow, and this is not the end.
    pub cut: bool,
}

/// The way to the next page, in the carrier's own words. It may hold phone numbers, so it is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PageCursor(Private);

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its id, where that much could be read.
    pub id: Option<ProviderMessageId>,
    /// The field that is wrong; never what it holds.
    pub what: &'static str,
    /// Who sent it, where that much could be read and it is not known to be ours: it may be a STOP.
    pub sender: Option<PhoneNumber>,
    /// Which row it is, if it is one without an id.
    pub print: Option<RowPrint>,
}

/// Which row of a list one is that has no id: a digest of what it holds. It is for the encrypted store alone, for whoever
/// knows a few numbers and words could guess what it was made of; so it does not show itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPrint(String);

impl RowPrint {
    /// The print of a row with these `fields`, which are to be such as stay the same however often the row is listed. A
    /// row without a time is told from others that say the same by what is listed `below` it.
    pub fn of(fields: &[Option<&str>], below: Option<&str>) -> Self {
        let mut digest = Sha256::new();
        for field in fields.iter().copied().chain([below]) {
            // With its length before it, so that nothing can pass from one field into the next.
            let length = field.map_or(u64::MAX, |field| u64::try_from(field.len()).unwrap_or(u64::MAX));
            digest.update(length.to_be_bytes());
            digest.update(field.unwrap_or_default());
        }
        Self(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// For the store, and for nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RowPrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowPrint(..)")
    }
}

/// One message as the carrier tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierMessage {
    /// The carrier's id.
    pub id: ProviderMessageId,
    /// Which way it went.
    pub direction: Direction,
    /// The other side's number as written, without a channel prefix; empty if the carrier hides it.
    pub far: Private,
    /// The other side as a number that can be texted; `None` for short codes, names and hidden numbers.
    pub far_number: Option<PhoneNumber>,
    /// Our number.
    pub own: PhoneNumber,
    /// How it travelled.
    pub channel: Channel,
    /// The words as received, of any length; lone surrogates are U+FFFD. Empty for a picture without words.
    pub body: Private,
    /// Outbound: Accepted, Sent, Delivered, Undelivered or Failed. `None` inbound, and for a word that did not
    /// exist when this was written.
    pub state: Option<DeliveryState>,
    /// Why it did not arrive, where the carrier says.
    pub problem: Option<DeliveryProblem>,
    /// What it cost; `None` until the carrier says, and inbound.
    pub charge: Option<Charge>,
    /// When the carrier made it; `None` when missing or no date.
    pub created_at: Option<Timestamp>,
    /// When the carrier sent it on. Not to be trusted for inbound texts.
    pub sent_at: Option<Timestamp>,
    /// How many pictures and files came with it. A count that cannot be read is 1: fetching tells the truth.
    pub media_count: u32,
    /// The carrier wrote it by itself, as its answer to STOP.
    pub automatic: bool,
}

impl PageCursor {
    /// Wraps a carrier's own cursor text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Private::new(text))
    }

    /// The text, for the adapter that made it and for the store.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl fmt::Debug for PageCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageCursor({:?})", self.0)
    }
}
