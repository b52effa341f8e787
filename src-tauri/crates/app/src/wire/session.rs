//! The lock screen. It shows counts, and of people only the staff.

use super::{Millis, Theme, WindowLanguage, wire};

wire! {
    /// What a locked window shows.
    pub struct LockScreen {
        /// The practice's name.
        pub practice: String,
        /// IANA time zone of its clock.
        pub time_zone: String,
        /// The core's clock now.
        pub now_at: Millis,
        /// Who may sign in.
        pub people: Vec<LockPerson>,
        /// Who was here last.
        pub last: Option<String>,
        /// Their theme; the system's where nobody has been here since the practice was opened.
        pub theme: Theme,
        /// Their language, in the same way.
        pub language: WindowLanguage,
        /// Why it is locked.
        pub why: LockWhy,
        /// Minutes without anybody after which it locks.
        pub after_minutes: u32,
        /// What goes on behind the lock; none when the practice is closed, and a PIN does not open it.
        pub behind: Option<BehindTheLock>,
        /// Whether a recovery code could open it.
        pub recovery: bool,
        /// In practice mode, everyone's PIN.
        pub practice_pin: Option<String>,
    }

    /// Counts of what goes on behind the lock.
    pub struct BehindTheLock {
        /// Patients waiting for an answer.
        pub waiting: u32,
        /// Texts waiting to leave.
        pub outbox: u32,
    }

    /// Somebody who may sign in.
    pub struct LockPerson {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// First name.
        pub first_name: String,
        /// Two letters.
        pub initials: String,
        /// What they do here, in words.
        pub role: String,
        /// How it stands with their PIN.
        pub pin: PinKind,
    }

    /// How it stands with somebody's PIN.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum PinKind {
        /// It can be typed.
        Ready,
        /// They have none, or the practice is closed: the password.
        None,
        /// Not before the password and the code of their authenticator, since the practice was opened.
        NotYet,
        /// They come in with a code and choose both.
        FirstDay,
        /// After this many seconds; until then the password.
        Slowed { seconds: u32 },
        /// Too many tries: the password.
        Off,
    }

    /// Why a desk is locked.
    #[derive(Debug, Copy, Eq)]
    pub enum LockWhy {
        /// Nobody has signed in since Foyer started.
        Started,
        /// Somebody locked it.
        Asked,
        /// Nobody was there for a while.
        Away,
        /// Somebody closed the practice.
        Closed,
        /// Nobody was there for hours.
        LongAway,
        /// The computer slept, or goes to sleep.
        Slept,
        /// The computer's own screen was locked, or another of its users came.
        Screen,
    }
}

impl LockWhy {
    /// The word in the chain.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Asked => "asked",
            Self::Away => "away",
            Self::Closed => "closed",
            Self::LongAway => "long_away",
            Self::Slept => "slept",
            Self::Screen => "screen",
        }
    }
}
