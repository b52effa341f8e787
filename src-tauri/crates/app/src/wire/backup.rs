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
