//! How long words are kept, and what beats that.

use super::{Millis, wire};

wire! {
    /// The schedule, what is due by it, and what is held.
    pub struct RetentionInfo {
        /// Years by what a thread is about.
        pub years: CategoryYears,
        /// Texts and notes that may be deleted by it now.
        pub due: u32,
        /// Every hold there ever was, the newest first.
        pub holds: Vec<LegalHoldInfo>,
        /// Whether a repair of the store may have lost one: until somebody has looked, nothing is deleted.
        pub holds_in_doubt: bool,
        /// Who said that each night deletes by this schedule; null where none does.
        pub nightly: Option<NightlyInfo>,
        /// What the newest night deleted; null before the first came to its end.
        pub last_night: Option<NightInfo>,
        /// For how many days at most a backup keeps what was deleted here.
        pub backups_keep_days: u32,
        /// After how many days words are taken from the carrier too; null: it keeps them.
        pub carrier_keeps_days: Option<u32>,
    }

    /// Somebody put their name to the schedule.
    pub struct NightlyInfo {
        /// Who.
        pub by: String,
        /// When.
        pub since_at: Millis,
    }

    /// What a night deleted.
    pub struct NightInfo {
        /// When it was through.
        pub at: Millis,
        /// Texts.
        pub texts: u32,
        /// Notes.
        pub notes: u32,
        /// Files.
        pub files: u32,
    }

    /// Years by what a thread is about; null for always.
    #[derive(Copy)]
    pub struct CategoryYears {
        /// Visits.
        pub scheduling: Option<u32>,
        /// Care.
        pub clinical: Option<u32>,
        /// Bills.
        pub billing: Option<u32>,
    }

    /// Words that must not be deleted.
    pub struct LegalHoldInfo {
        /// Its id.
        pub id: String,
        /// Whose; null for everything.
        pub name: Option<String>,
        /// Why.
        pub why: String,
        /// Who said so.
        pub by: String,
        /// Since when.
        pub since_at: Millis,
        /// When it ended.
        pub released_at: Option<Millis>,
    }

    /// What was deleted.
    pub struct ErasedWords {
        /// Texts.
        pub texts: u32,
        /// Notes.
        pub notes: u32,
        /// Files.
        pub files: u32,
        /// What holds afterwards.
        pub info: RetentionInfo,
    }
}
