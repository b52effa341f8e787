//! The audit trail, as its manager sees it.

use super::{Millis, wire};

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
    }

    /// Where the archive was written.
    pub struct TrailArchive {
        /// The file.
        pub path: String,
        /// Entries in it.
        pub entries: u32,
    }
}
