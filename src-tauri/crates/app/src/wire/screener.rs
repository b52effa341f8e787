//! What the practice decides about the draft screener.

use super::{Millis, wire};

wire! {
    /// The screener as the practice has it.
    pub struct ScreenerInfo {
        /// The practice's name.
        pub practice: String,
        /// What that name tells about everybody who gets a text, if anything.
        pub name_tells: Option<NameTells>,
        /// The neutral name that signs texts instead; empty if there is none.
        pub text_name: String,
        /// Terms the practice lets pass, by the alphabet.
        pub allowed: Vec<AllowedTermInfo>,
        /// What texts were sent over most, the most first.
        pub sent_over: Vec<SentOverInfo>,
    }

    /// What a practice's name tells.
    #[derive(Copy, Eq)]
    pub enum NameTells {
        /// What is treated.
        Care,
        /// That it is care with extra protection.
        SensitiveCare,
    }

    /// A term the practice lets pass.
    pub struct AllowedTermInfo {
        /// The words.
        pub term: String,
        /// Who let it.
        pub by: String,
        /// Since when.
        pub at: Millis,
    }

    /// How often texts were sent over a finding.
    pub struct SentOverInfo {
        /// The rule's name.
        pub rule: String,
        /// The words, for a term.
        pub term: Option<String>,
        /// How often.
        pub times: u32,
        /// When last.
        pub last_at: Millis,
        /// Whether it is a term that may be let pass, and is not.
        pub may_allow: bool,
    }
}
