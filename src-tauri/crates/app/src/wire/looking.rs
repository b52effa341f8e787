//! Unusual looking around, for who may see who did what.

use super::{Millis, wire};

wire! {
    /// Days on which somebody looked around unlike on their others.
    pub struct LookingPage {
        /// The newest first.
        pub days: Vec<LookingDay>,
        /// While a practice is new, when there will be enough to hold a day against; null afterwards.
        pub learning_until_at: Option<Millis>,
    }

    /// A day of somebody's.
    pub struct LookingDay {
        /// Who.
        pub user: String,
        /// Their name.
        pub name: String,
        /// The day of the practice's clock, as `2026-11-22`.
        pub day: String,
        /// When it began.
        pub day_at: Millis,
        /// What was unusual.
        pub found: Vec<LookingFound>,
        /// Whether it is one's own: somebody else looks into it.
        pub me: bool,
        /// What came of it; null while nobody has looked into it.
        pub settled: Option<LookingSettled>,
    }

    /// Something unusual.
    pub struct LookingFound {
        /// What.
        pub what: LookingWhat,
        /// How often.
        pub times: u32,
        /// How often on a usual day of theirs.
        pub usual: u32,
    }

    /// One way to look around.
    #[derive(Copy, Eq)]
    pub enum LookingWhat {
        /// Opened and did nothing there.
        Unanswered,
        /// Searches.
        Searches,
        /// Hidden conversations, with a reason.
        WithReason,
        /// Birth dates shown.
        BirthDates,
        /// Opened while the office was closed.
        AfterHours,
        /// Files, copies and lists taken out.
        TakenOut,
        /// A colleague's conversation.
        Colleague,
        /// Came back to one on so many days.
        Again,
    }

    /// Somebody looked into it.
    pub struct LookingSettled {
        /// Who.
        pub by: String,
        /// When.
        pub at: Millis,
        /// What came of it.
        pub words: String,
    }

    /// The conversations somebody opened on a day.
    pub struct LookingBehind {
        /// The first opened first.
        pub threads: Vec<LookingThread>,
    }

    /// One of them.
    pub struct LookingThread {
        /// The thread.
        pub thread: String,
        /// Whose.
        pub name: String,
        /// When it was opened first that day.
        pub at: Millis,
        /// How often.
        pub times: u32,
        /// Whether they did anything there that day.
        pub worked: bool,
    }
}
