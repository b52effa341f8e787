//! Pictures from strangers, decoded in a process that can do nothing else.
//!
//! A decoder is the one place where a stranger's bytes steer a lot of code. So the host starts itself once more with a
//! hidden argument; that process gives up files, sockets, other programs and most of its memory ([`shut_in`]), reads
//! one file from its standard input, and hands raw pixels back, shrunk to what a window shows. Here only their number
//! is believed: they are encoded anew, so nothing the sender wrote reaches the window's decoder, nor do the place and
//! the telephone that a camera writes beside them. Where the helper dies, stalls or says nonsense, there is no picture,
//! and nobody decodes it outside instead. What was sent stays as it came, wherever its owner keeps it.
//!
//! PNG, JPEG, GIF (its first frame) and WebP. SVG, HTML, PDF and everything else is none.
//!
//! How far the helper is shut in depends on the system; [`shut_in`] says what each gives.

mod decode;
mod decoder;
mod helper;
mod pixels;
mod shut_in;

pub use decode::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, WINDOW_SIDE, decode};
pub use decoder::Decoder;
pub use helper::{ARGUMENT, is_asked, serve};
pub use pixels::{Encoded, Format, Picture};
pub use shut_in::{NotShutIn, shut_in};

/// Why there is no picture to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// None of the formats that are shown, whatever it is called. Keep it as a file.
    #[error("not a picture that is shown")]
    NotOne,
    /// More bytes or pixels than are opened. Keep it as a file.
    #[error("too large to show")]
    TooLarge,
    /// It ends early, contradicts itself, or is no picture behind its first bytes. Keep it as a file.
    #[error("broken")]
    Broken,
    /// The process that should decode it died, stalled or said nonsense. Keep it as a file; asking again may help.
    #[error("the helper gave no answer")]
    NoAnswer,
}
