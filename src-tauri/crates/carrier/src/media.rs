//! Pictures and files that came with a text, by what their bytes are and never by what the sender claimed.

use std::fmt;

/// The most bytes of one file. Twilio takes 5 MB per message; 10 MB leaves room for WhatsApp pictures.
pub const MAX_MEDIA_BYTES: usize = 10 * 1024 * 1024;

/// The most files of one message (Twilio: 10).
pub const MAX_MEDIA_FILES: usize = 10;

/// One file. `Debug` shows its type and size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    /// By its bytes.
    pub media_type: MediaType,
    /// As received.
    pub bytes: Vec<u8>,
    /// Its place in the message, from 0; file names come from this, never from the sender.
    pub name_index: u32,
}

/// What may be shown, decoded once more when somebody asks to see it. Everything else, SVG and PDF included, is
/// [`MediaType::Other`] and is never rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    /// A PNG that decodes, or that nobody could look at yet; likewise below.
    Png,
    /// A JPEG that decodes.
    Jpeg,
    /// A GIF whose first frame decodes.
    Gif,
    /// A WebP that decodes.
    Webp,
    /// Anything else, and pictures that lie or are too large to show.
    Other,
}

impl MediaType {
    /// The type for the window and the store.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Other => "application/octet-stream",
        }
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Media({:?} #{}, {} bytes)", self.media_type, self.name_index, self.bytes.len())
    }
}
