//! The frame around everything: practice, person, line, settings.

use super::{Millis, wire};

wire! {
    /// Everything the window needs before it lists threads.
    pub struct Desk {
        /// The practice.
        pub practice: PracticeInfo,
        /// Whether the carrier is pretend.
        pub practice_mode: bool,
        /// Who sits here.
        pub user: Staff,
        /// Everybody a thread can be assigned to.
        pub staff: Vec<Staff>,
        /// The practice's own numbers.
        pub lines: Vec<LineInfo>,
        /// The core's clock now; the window counts on from it.
        pub now_at: Millis,
        /// The line to the carrier.
        pub connectivity: ConnectivityInfo,
        /// The person's settings.
        pub settings: Settings,
        /// How soon patients should be answered.
        pub reply_goals: ReplyGoals,
        /// Minutes after which the desktop is told again of a thread nobody has taken; null for never.
        pub repeat_minutes: Option<u32>,
        /// Minutes without anybody after which the desk locks.
        pub lock_after_minutes: u32,
        /// What of the window this person has a use for.
        pub may: Rights,
        /// Whether this person is asked to make a recovery code: there is none yet.
        pub needs_recovery_code: bool,
        /// What somebody should know about the backups; null when all is well.
        pub backup: Option<super::BackupWarning>,
        /// Days of unusual looking around that nobody has looked into; 0 for who may not see who did what.
        pub looking: u32,
        /// Cases that nobody has signed off; 0 for who may not see them.
        pub cases: u32,
    }

    /// What of the window a person has a use for. The core asks again at every command.
    pub struct Rights {
        /// Write to patients, assign, close, note.
        pub answer: bool,
        /// Change the practice's settings.
        pub configure: bool,
        /// Add and change people.
        pub people: bool,
        /// See who signed in and what was changed about people.
        pub audit: bool,
    }

    /// How soon patients should be answered; who waits longer is marked late.
    pub struct ReplyGoals {
        /// Minutes to the first reply, 1 to 1,440, where no stretch says otherwise.
        pub minutes: u32,
        /// Hours of the day with a goal of their own, the earliest first.
        pub stretches: Vec<GoalStretch>,
        /// Whether what comes while the office is closed counts from its opening.
        pub from_opening: bool,
    }

    /// Hours of the day with a goal of their own, by the practice's clock.
    #[derive(Copy, Eq)]
    pub struct GoalStretch {
        /// The first hour, 0 to 23.
        pub from_hour: u32,
        /// The hour before which it ends, 1 to 24.
        pub until_hour: u32,
        /// Minutes to the first reply, 1 to 1,440.
        pub minutes: u32,
    }

    /// The practice.
    pub struct PracticeInfo {
        /// Name.
        pub name: String,
        /// IANA time zone; all times on screen are in it.
        pub time_zone: String,
        /// Where the portal is, without scheme.
        pub portal_url: Option<String>,
    }

    /// A member of staff.
    pub struct Staff {
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
    }

    /// One of the practice's numbers.
    pub struct LineInfo {
        /// Id.
        pub id: String,
        /// As people write it.
        pub number: String,
        /// Label.
        pub name: String,
    }

    /// The line to the carrier.
    pub struct ConnectivityInfo {
        /// Where it stands.
        pub state: ConnectivityKind,
        /// When it last changed for the worse.
        pub since_at: Option<Millis>,
        /// The next try.
        pub next_try_at: Option<Millis>,
        /// Texts waiting to leave.
        pub waiting: u32,
        /// How many left by themselves when the line came back last, and when that was.
        pub back_at: Option<Millis>,
        /// Texts sent since then.
        pub sent_since_back: u32,
        /// Texts the carrier listed that Foyer could not read; they are at the carrier.
        pub unreadable: u32,
        /// Texts of the last day that nobody here sent, where they are many more than usual.
        pub elsewhere: u32,
        /// By how much this computer's clock is ahead of the carrier's, when it is wrong; behind when negative.
        pub clock_off_by_ms: Option<Millis>,
    }

    /// Where the line stands.
    #[derive(Copy, Eq)]
    pub enum ConnectivityKind {
        /// Nothing tried yet.
        Starting,
        /// The carrier answers.
        Online,
        /// This computer reaches nothing.
        NoNetwork,
        /// What answers cannot prove that it is the carrier.
        Untrusted,
        /// The carrier does not answer.
        CarrierDown,
        /// The carrier asks for patience.
        RateLimited,
        /// A list of the carrier breaks off; a STOP may lie in the part that cannot be read.
        ListBroken,
        /// The carrier refuses the credentials.
        CredentialsRefused,
        /// The carrier suspended the account.
        Suspended,
        /// The carrier answers, and drops texts because the practice's number is not registered for them.
        NotRegistered,
        /// The carrier answers, and its clock says that this computer's is wrong.
        ClockWrong,
        /// As many texts left in a day as the practice lets go: nothing more does until somebody lifts the brake.
        Braked,
        /// The carrier answers, and texts left from the practice's number that nobody here sent: many more than usual.
        SentElsewhere,
        /// This computer's disk is full: nothing can be written down, so nothing is sent or taken in.
        DiskFull,
        /// The disk refuses for another reason.
        NotSaved,
    }

    /// A person's settings.
    pub struct Settings {
        /// Light, dark, or as the system says.
        pub theme: Theme,
        /// Whether Enter sends; off at first, one stray key must not text a patient.
        pub enter_sends: bool,
        /// Percent: 100, 112, 125 or 150.
        pub text_size: u32,
        /// Whether single-letter keys work.
        pub letter_keys: bool,
        /// Whether the window blurs while another one has the keys. Settings of an older Foyer do not say.
        #[serde(default)]
        pub blur_away: bool,
        /// What the window is worded in. What patients are written in is theirs.
        #[serde(default)]
        pub language: WindowLanguage,
        /// Whether the rows of lists are lower, so that more of them show.
        #[serde(default)]
        pub compact: bool,
        /// Whether the tour of the first morning was taken or put away.
        #[serde(default)]
        pub tour_taken: bool,
        /// For how many seconds a text can be taken back before it leaves: 0, 5 or 10.
        #[serde(default = "Settings::undo_at_first")]
        pub undo_seconds: u32,
    }

    /// The language of the window.
    #[derive(Copy, Eq, Default)]
    pub enum WindowLanguage {
        /// As the operating system says: Spanish where its first language is, else English.
        #[default]
        System,
        /// English.
        En,
        /// Spanish.
        Es,
    }

    /// Light or dark.
    #[derive(Copy, Eq)]
    pub enum Theme {
        /// As the operating system says.
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
    }
}

impl Settings {
    /// What everybody begins with: the wrong name is seen in the second after Send, or not at all.
    pub(crate) const fn undo_at_first() -> u32 {
        5
    }
}
