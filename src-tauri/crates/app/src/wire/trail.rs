//! The audit trail, as its manager sees it.

use super::{Colleague, HiddenWhy, Millis, wire};

wire! {
    /// What an examination found.
    pub struct TrailState {
        /// Entries looked at.
        pub entries: u32,
        /// Entries that a checkpoint beside the store vouches for.
        pub vouched: u32,
        /// What is wrong first; null when the trail is whole.
        pub first: Option<TrailFinding>,
        /// When it was looked at.
        pub examined_at: Millis,
        /// What verifies the practice's checkpoints elsewhere. No secret.
        pub key: String,
    }

    /// Something wrong with the trail.
    pub struct TrailFinding {
        /// The first entry it concerns.
        pub entry: u32,
        /// What was done.
        pub what: TrailTampering,
    }

    /// What was done to the trail.
    #[derive(Copy, Eq)]
    pub enum TrailTampering {
        /// An entry was changed.
        Edited,
        /// Entries were taken out.
        Removed,
        /// An entry was put in.
        Inserted,
        /// Entries were moved.
        Reordered,
        /// Something before an entry was exchanged.
        Rewritten,
        /// The newest entries are gone.
        Truncated,
        /// It is an older copy.
        RolledBack,
        /// It is not the trail that was signed.
        Forked,
        /// A checkpoint is not genuine.
        BadSignature,
        /// A list by which entries are found does not say what the trail says.
        Misfiled,
    }

    /// Where the archive was written.
    pub struct TrailArchive {
        /// The file.
        pub path: String,
        /// Entries in it.
        pub entries: u32,
    }

    /// Some of what the trail says, newest first.
    pub struct TrailPage {
        /// At most 50.
        pub entries: Vec<TrailEntry>,
        /// Where to go on: the entries before this one. Null at the beginning of the trail.
        pub before: Option<u32>,
        /// Everybody who ever worked here.
        pub people: Vec<Colleague>,
    }

    /// One line of the trail.
    pub struct TrailEntry {
        /// Its number: 1, 2, 3 …
        pub entry: u32,
        /// When.
        pub at: Millis,
        /// Who or what did it.
        pub actor: TrailActor,
        /// The name, of staff.
        pub by: Option<String>,
        /// What, as archives have it, such as `thread.view`.
        pub what: String,
        /// In which conversation.
        pub about: Option<TrailAbout>,
        /// Codes and counts; none of a conversation that is hidden.
        pub detail: Vec<TrailDetail>,
    }

    /// Who does what is written down.
    #[derive(Copy, Eq)]
    pub enum TrailActor {
        /// Somebody who works here.
        Staff,
        /// The patient, by a text.
        Patient,
        /// Foyer by itself.
        Foyer,
        /// The carrier.
        Carrier,
    }

    /// A conversation that an entry is about.
    pub struct TrailAbout {
        /// Its id.
        pub thread: String,
        /// Whose it is.
        pub name: String,
        /// Why its words are kept back, if they are.
        pub hidden: Option<HiddenWhy>,
    }

    /// A code or a count of an entry.
    pub struct TrailDetail {
        /// What it is called in the trail.
        pub name: String,
        /// What it is.
        pub value: String,
    }
}
