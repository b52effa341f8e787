//! A text: its words, direction, channel, and what came with it.

use crate::{AttachmentId, UserId};

/// The most characters a carrier takes in one text (Twilio: error 21617 above 1,600).
pub const MAX_TEXT_CHARS: usize = 1_600;

/// How a text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// SMS and MMS.
    Sms,
    /// WhatsApp through the carrier.
    WhatsApp,
}

impl Channel {
    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::WhatsApp => "whatsapp",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "sms" => Some(Self::Sms),
            "whatsapp" => Some(Self::WhatsApp),
            _ => None,
        }
    }
}

/// Which way a text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the patient.
    Inbound,
    /// From the practice.
    Outbound,
}

impl Direction {
    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "inbound" => Some(Self::Inbound),
            "outbound" => Some(Self::Outbound),
            _ => None,
        }
    }
}

/// Who wrote an outbound text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A member of staff, in Foyer.
    Staff(UserId),
    /// Foyer itself: a notice, a confirmation.
    Foyer,
    /// Something else on the carrier account: its console, an old system, its own STOP answer.
    Elsewhere,
}

/// The words of a text that may be sent. `Debug` shows only the length.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Body(crate::Private);

/// A text of no or too many characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyTooLong {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More than [`MAX_TEXT_CHARS`] characters.
    #[error("the text is longer than {MAX_TEXT_CHARS} characters")]
    TooLong,
}

impl Body {
    /// Takes the text exactly as written; only emptiness and length are judged.
    ///
    /// # Errors
    /// Blank text, or more than [`MAX_TEXT_CHARS`] characters.
    pub fn new(text: impl Into<String>) -> Result<Self, BodyTooLong> {
        let text = text.into();
        if text.trim().is_empty() {
            return Err(BodyTooLong::Empty);
        }
        if text.chars().count() > MAX_TEXT_CHARS {
            return Err(BodyTooLong::TooLong);
        }
        Ok(Self(crate::Private::new(text)))
    }

    /// The words. Only for the carrier, the store, the screener and the screen.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// How many parts the carrier will bill and send.
    pub fn segments(&self) -> crate::Segments {
        crate::Segments::of(self.reveal())
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A file that came with a text. Its bytes live in the encrypted store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Our id.
    pub id: AttachmentId,
    /// What the bytes are, by looking at them; never what the sender claimed.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What somebody said it shows.
    pub shows: Option<PictureKind>,
}

/// What a picture shows, as somebody at the desk said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// An insurance card or another card of the patient's.
    Card,
    /// Part of the body: care, whatever the thread is about.
    Clinical,
    /// A form, a letter, a prescription.
    Document,
    /// Something else.
    Other,
}

impl PictureKind {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Card, Self::Clinical, Self::Document, Self::Other];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Clinical => "clinical",
            Self::Document => "document",
            Self::Other => "other",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
