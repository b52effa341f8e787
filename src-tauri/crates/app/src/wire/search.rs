//! Find, and the new message dialog.

use super::{Badge, ChannelKind, Colleague, Millis, TimelinePage, wire};

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
        /// Who it is, if on record: a number may be several people's.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub patient: Option<String>,
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

    /// A text or a note.
    pub struct MessageHit {
        /// The message, or the note.
        pub message: String,
        /// Whether it is a note among the staff.
        pub note: bool,
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

    /// What the page of all years is asked. Every part narrows.
    #[derive(Eq)]
    pub struct SearchAsked {
        /// As typed; anything is a valid question.
        pub text: String,
        /// Whether a typed word may also stand inside another.
        pub inside: bool,
        /// Written by this colleague.
        pub staff: Option<String>,
        /// From this day on by the practice's calendar, `2026-11-01`.
        pub from_day: Option<String>,
        /// Up to this day and with it.
        pub to_day: Option<String>,
        /// On this channel.
        pub channel: Option<ChannelKind>,
        /// What did not arrive and will not.
        pub failed: bool,
        /// What was handed off to the portal.
        pub handed_off: bool,
        /// With a picture or file.
        pub with_file: bool,
        /// Nothing but texts, or nothing but notes.
        pub only: Option<SearchKind>,
    }

    /// What is looked through.
    #[derive(Copy, Eq)]
    pub enum SearchKind {
        /// To or from a patient.
        Texts,
        /// Among the staff.
        Notes,
    }

    /// A part of the answer.
    pub struct SearchPage {
        /// People by name or number; with the first part only.
        pub people: Vec<PersonHit>,
        /// Newest first.
        pub texts: Vec<TextHit>,
        /// How many more there are in this part that one's role does not read.
        pub hidden: u32,
        /// Where to go on; nothing at the end.
        pub next: Option<String>,
        /// A part of a word stands for too many words: with another letter all of them are looked for.
        pub cut: bool,
        /// Whom to choose from.
        pub staff: Vec<Colleague>,
        /// Whether whoever asks may keep the list as a file.
        pub may_save: bool,
    }

    /// A text or note on that page.
    pub struct TextHit {
        /// The message, or the note.
        pub message: String,
        /// Whether it is a note among the staff.
        pub note: bool,
        /// Its thread.
        pub thread: String,
        /// With whom.
        pub name: String,
        /// A stretch of its words.
        pub snippet: String,
        /// Whether the stretch starts, and ends, inside them.
        pub cut: (bool, bool),
        /// Where the found words are in the snippet: UTF-16 start and end.
        pub marks: Vec<(u32, u32)>,
        /// When.
        pub at: Millis,
        /// Whether we wrote it.
        pub ours: bool,
        /// Who of us.
        pub staff: Option<String>,
        /// How it went; nothing for a note, which goes nowhere.
        pub channel: Option<ChannelKind>,
        /// It did not arrive and will not.
        pub failed: bool,
        /// It was handed off to the portal.
        pub handed_off: bool,
        /// Pictures and files that came with it.
        pub files: u32,
    }

    /// What was said around a text that was found.
    pub struct FoundText {
        /// Its thread.
        pub thread: String,
        /// With whom.
        pub name: String,
        /// Consent now.
        pub badge: Badge,
        /// Some texts before it, itself, and some after it.
        pub timeline: TimelinePage,
    }
}
