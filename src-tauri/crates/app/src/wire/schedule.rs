//! Sending later: what a day and a time mean, here and where the patient lives.

use super::{Millis, Refusal, wire};

wire! {
    /// What a day and a time on the practice's clock mean for a text.
    pub struct ScheduleLook {
        /// The moment; `None` where the clock skips it.
        pub at: Option<Millis>,
        /// The second one, where the clock shows it twice.
        pub second_at: Option<Millis>,
        /// Whether it is past.
        pub past: bool,
        /// The clocks the patient may live by, where they differ from the practice's then.
        pub zones: Vec<String>,
        /// When it is quiet on that day, in minutes of the practice's day.
        pub quiet: Vec<QuietStretch>,
        /// Why no text may go then, if so.
        pub refusal: Option<Refusal>,
        /// The first moment from then on that one may, where it is another.
        pub next_at: Option<Millis>,
    }

    /// Times that most people would choose.
    pub struct ScheduleTimes {
        /// In order.
        pub times: Vec<ScheduleTime>,
    }

    /// One of them: the first time of that day, from then on, at which a text may go.
    pub struct ScheduleTime {
        /// Which.
        pub which: ScheduleTimeKind,
        /// The day on the practice's clock.
        pub day: String,
        /// The minute of that day.
        pub minute: u32,
    }

    /// Which time it is.
    #[derive(Copy, Eq)]
    pub enum ScheduleTimeKind {
        /// This afternoon.
        Today,
        /// Tomorrow when the desk begins.
        Tomorrow,
        /// The next Monday.
        Monday,
    }

    /// A quiet stretch of a day.
    #[derive(Copy, Eq)]
    pub struct QuietStretch {
        /// From this minute of the day.
        pub from: u32,
        /// Up to this one.
        pub until: u32,
    }
}
