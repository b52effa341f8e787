//! Find, and the new message dialog.

use super::{Badge, ChannelKind, Millis, wire};

wire! {
    /// What find found.
    pub struct SearchReply {
        /// People, by name and number.
        pub people: Vec<PersonHit>,
        /// Texts and notes, newest first.
        pub messages: Vec<MessageHit>,
        /// The typed text as a new number one could text, as people write it.
        pub new_number: Option<String>,
    }

    /// A person or number.
    pub struct PersonHit {
        /// Their newest thread, if there is one.
        pub thread: Option<String>,
        /// E.164, to start a thread with.
        pub e164: String,
        /// Name, or the number as people write it.
        pub name: String,
        /// As people write it.
        pub number: String,
        /// Consent.
        pub badge: Badge,
        /// Channel of that thread.
        pub channel: ChannelKind,
        /// The newest text.
        pub last_at: Option<Millis>,
    }

    /// A text.
    pub struct MessageHit {
        /// The message.
        pub message: String,
        /// Its thread.
        pub thread: String,
        /// With whom.
        pub name: String,
        /// A stretch of its words.
        pub snippet: String,
        /// Where the found words are in the snippet: UTF-16 start and end.
        pub marks: Vec<(u32, u32)>,
        /// When.
        pub at: Millis,
        /// Whether we wrote it.
        pub ours: bool,
    }
}
