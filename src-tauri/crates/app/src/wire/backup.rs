//! Backups: how they stand, and what can be brought back when the store does not open.

use super::{Millis, wire};

wire! {
    /// How the practice's backups stand.
    pub struct BackupInfo {
        /// Where they go.
        pub folder: String,
        /// Whether that is this computer's own disk.
        pub own_disk: bool,
        /// The newest of so many days, weeks and months stay.
        pub daily: u32,
        pub weekly: u32,
        pub monthly: u32,
        /// The newest good one: made, opened, checked and counted.
        pub good: Option<BackupCopy>,
        /// When one was last tried.
        pub tried_at: Option<Millis>,
        /// Why that failed.
        pub problem: Option<BackupProblem>,
        /// The last drill.
        pub drilled_at: Option<Millis>,
        /// Why it failed.
        pub drill_problem: Option<BackupProblem>,
        /// How many lie in the folder.
        pub kept: u32,
        /// Whether the recovery code opens them; otherwise only passwords on this computer.
        pub code: bool,
    }

    /// A backup.
    pub struct BackupCopy {
        /// When it was made.
        pub at: Millis,
        /// Texts in it.
        pub texts: u32,
        /// The number of its newest entry in the log.
        pub entries: u32,
        /// Its size in megabytes, rounded up.
        pub megabytes: u32,
    }

    /// What somebody at the desk should know about the backups.
    pub struct BackupWarning {
        /// What failed; null when the newest is only old.
        pub problem: Option<BackupProblem>,
        /// The newest good one.
        pub good_at: Option<Millis>,
    }

    /// Why there is no backup, or none that serves.
    #[derive(Copy, Eq)]
    pub enum BackupProblem {
        /// The folder is not there: a drive, a share.
        FolderMissing,
        /// No room.
        DiskFull,
        /// The folder may not be written to.
        Refused,
        /// It does not read back.
        NotWhole,
        /// Its audit trail is not whole.
        TrailBroken,
        /// There is none yet.
        NoBackup,
        /// Something else.
        Broken,
    }

    /// What can be brought back.
    pub struct RestoreChoices {
        /// The newest first.
        pub copies: Vec<RestoreCopy>,
        /// Who can open them with their password on this computer; nobody where its keyring is gone.
        pub people: Vec<RestorePerson>,
        /// Whether a recovery code was ever made.
        pub code: bool,
        /// IANA time zone of the practice; none where that cannot be read.
        pub time_zone: Option<String>,
    }

    /// A manager who can restore with their password.
    pub struct RestorePerson {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
    }

    /// One of them.
    pub struct RestoreCopy {
        /// Names it in the next call.
        pub id: String,
        /// What is in it.
        pub copy: BackupCopy,
        /// Entries of the log that were written after it, as far as is known.
        pub missing: Option<u32>,
    }

    /// What a repair did.
    pub struct RepairDone {
        /// Where the store that did not open is kept.
        pub kept_as: String,
        /// What came over and what did not.
        pub repair: RepairInfo,
    }

    /// What could be read of a damaged store, and what not.
    pub struct RepairInfo {
        /// When it was repaired.
        pub at: Millis,
        /// Texts that came over.
        pub texts: u32,
        /// What is gone, what weighs most first.
        pub lost: Vec<RepairLoss>,
        /// Lines that can be read and of which nobody can tell where they belong.
        pub unplaced: u32,
        /// Whether what was done last may be gone.
        pub end_lost: bool,
        /// So many numbers' consent counts for nothing now; null for all of them.
        pub doubtful: Option<u32>,
        /// How far its log can be believed.
        pub log: RepairedLog,
        /// Entries of the log that came over.
        pub entries: u32,
        /// So many people and roles see nothing of any office until a manager says where they belong.
        pub places_in_doubt: u32,
        /// So many managers must set their second step up again.
        pub second_steps_in_doubt: u32,
        /// Whether nothing is deleted until somebody has looked at what is held.
        pub holds_in_doubt: bool,
    }

    /// What is gone of one kind.
    pub struct RepairLoss {
        /// Of what.
        pub what: LostKind,
        /// So many lines at least.
        pub rows: u32,
        /// Whether there may have been more.
        pub perhaps_more: bool,
    }

    /// What a line was of.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum LostKind {
        /// What somebody agreed to, or wanted no more.
        Consent,
        /// Texts, with files and what the carrier said of them.
        Texts,
        /// What waited to leave, and what was tried.
        Outbox,
        /// Conversations.
        Threads,
        /// Patients and their numbers.
        Patients,
        /// Notes and drafts.
        Notes,
        /// Staff, where they work and what opens the lock for them.
        People,
        /// Cases and holds.
        Cases,
        /// Settings, templates and numbers of the practice.
        Settings,
        /// The log.
        Log,
        /// Anything else.
        Other,
    }

    /// How far the log of a repaired store can be believed.
    #[derive(Copy, Eq)]
    pub enum RepairedLog {
        /// It goes on, sealed from its first entry to its last.
        Whole,
        /// Entries are gone; the others are what was sealed once.
        Partial,
        /// Entries are gone, or others than were sealed.
        Changed,
    }

    /// What beginning anew did.
    pub struct SetAside {
        /// Where the store that did not open is kept.
        pub kept_as: String,
    }

    /// What bringing it back did.
    pub struct Restored {
        /// Where the store that did not open is kept; none when only the key file was put back.
        pub kept_as: Option<String>,
        /// Whether the store was sound and only its key file was put back.
        pub only_key: bool,
    }
}
