//! Phones that several share.

use super::{Badge, wire};

wire! {
    /// The people of a shared phone, and for whom the next text is.
    pub struct HouseholdInfo {
        /// Everybody on record with it.
        pub people: Vec<HouseholdPerson>,
        /// How many of the newest texts are nobody's as far as is known.
        pub unknown: u32,
        /// Whether somebody has to say for whom the next text is.
        pub ask: bool,
        /// For whom texts are now.
        pub chosen: Option<String>,
        /// Somebody said that they do not know: office facts only.
        pub not_sure: bool,
        /// The newest text of theirs, where nobody can tell who wrote it.
        pub doubtful: Option<String>,
        /// A question that names nobody, to ask who is writing.
        pub question: String,
    }

    /// Somebody of a shared phone.
    pub struct HouseholdPerson {
        /// The patient.
        pub id: String,
        /// Name on the record.
        pub name: String,
        /// What to call them in a sentence: the whole name where somebody else there has the same first one.
        pub first_name: String,
        /// What they are to whose phone it is: own, parent, child, partner, guardian, caregiver.
        pub relationship: String,
        /// Their own consent on this phone.
        pub badge: Badge,
        /// Why they are never texted here.
        pub kept: Option<KeptKind>,
        /// Of the newest texts, those somebody said are theirs.
        pub confirmed: u32,
        /// Those that look like theirs.
        pub likely: u32,
    }

    /// Why somebody is never texted at a number.
    #[derive(Copy, Eq)]
    pub enum KeptKind {
        /// Confidential.
        Private,
        /// It was not their number.
        Wrong,
    }

    /// Who wrote a text of a shared phone.
    pub struct SaidBy {
        /// How sure that is.
        pub sure: SpeakerSure,
        /// The patient it is put to; nobody where it is unknown.
        pub patient: Option<String>,
        /// What to call them in a sentence.
        pub name: Option<String>,
    }

    /// How sure it is who wrote a text.
    #[derive(Copy, Eq)]
    pub enum SpeakerSure {
        /// Somebody at the desk said so.
        Confirmed,
        /// It looks like it.
        Likely,
        /// Nobody can tell.
        Unknown,
    }
}
