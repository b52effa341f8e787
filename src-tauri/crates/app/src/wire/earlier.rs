//! Earlier days: how far back the carrier's lists have been read, and whether its days agree with what is here.

use super::{Millis, wire};

wire! {
    /// Earlier days, as the settings show them.
    pub struct EarlierInfo {
        /// History on its way in.
        pub history: HistoryInfo,
        /// Of how many of the last 30 days the carrier's list was counted.
        pub counted: u32,
        /// When that was last.
        pub counted_at: Option<Millis>,
        /// Days on which the two differ, newest first.
        pub days: Vec<DayInfo>,
        /// How often new texts are asked for with nobody at the window and nothing new for half an hour, in seconds.
        pub night_seconds: u32,
        /// Whether words are taken from the carrier.
        pub scrub: ScrubInfo,
    }

    /// Whether words are taken from the carrier.
    pub struct ScrubInfo {
        /// Days after which; none: never.
        pub after_days: Option<u32>,
        /// Texts so far.
        pub done: u32,
        /// Whether a verified backup has everything that was brought in; else it waits for one.
        pub backed_up: bool,
    }

    /// History on its way in.
    pub struct HistoryInfo {
        /// How many days the practice wants; none: all the carrier has.
        pub wanted_days: Option<u32>,
        /// Whether a person paused it.
        pub paused: bool,
        /// Whether there is more to bring in.
        pub more: bool,
        /// Everything since then is here.
        pub reached_at: Option<Millis>,
        /// Texts brought in so far.
        pub texts: u32,
    }

    /// A day on which the carrier's list and the store differ.
    pub struct DayInfo {
        /// Our number's id.
        pub line: String,
        /// Our number as people write it.
        pub number: String,
        /// Which of its two lists.
        pub list: CarrierListKind,
        /// The day's first instant; the carrier's days are UTC.
        pub day_at: Millis,
        /// Texts in the carrier's list.
        pub carrier: u32,
        /// Texts here.
        pub here: u32,
        /// In the list and not here.
        pub missing: u32,
        /// In the list, and could not be read here.
        pub set_aside: u32,
        /// Here, and deleted at the carrier.
        pub gone: u32,
        /// Whether the day is being fetched again.
        pub fetching: bool,
    }

    /// One of the two lists a number has at the carrier.
    #[derive(Copy, Eq)]
    pub enum CarrierListKind {
        /// What it received.
        Received,
        /// What it sent.
        Sent,
    }
}
