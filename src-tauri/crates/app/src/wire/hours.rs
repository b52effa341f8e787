//! When the practice is open, and the morning after.

use super::{DeliveryKind, Millis, ThreadRow, wire};

wire! {
    /// The hours of every office, and the automatic reply.
    pub struct HoursPage {
        /// Of every office that has none of its own.
        pub practice: OfficeHours,
        /// Office by office.
        pub offices: Vec<OfficeHours>,
        /// Whether texts that come while it is closed get the automatic reply.
        pub replies: bool,
        /// What it would say now, in English.
        pub en: String,
        /// In Spanish.
        pub es: String,
    }

    /// When one office is open.
    pub struct OfficeHours {
        /// Which; the practice's when left out.
        pub location: Option<String>,
        /// What the desk calls it.
        pub name: String,
        /// Whether they are its own, and not the practice's.
        pub own: bool,
        /// Monday first.
        pub week: Vec<DayOpen>,
        /// Days on which it stays closed, as `2026-11-26`.
        pub holidays: Vec<String>,
        /// Whether it is open now; `None` where nobody has said.
        pub open: Option<bool>,
        /// When it opens next.
        pub opens_at: Option<Millis>,
    }

    /// A day of the week: both, or neither where it stays closed.
    #[derive(Copy, Eq)]
    pub struct DayOpen {
        /// In minutes of the day.
        pub from: Option<u32>,
        /// In minutes of the day.
        pub until: Option<u32>,
        /// Closed in between, such as for lunch.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub pause: Option<DayPause>,
    }

    /// A break, in minutes of the day.
    #[derive(Copy, Eq)]
    pub struct DayPause {
        /// When it begins.
        pub from: u32,
        /// When it ends.
        pub until: u32,
    }

    /// Who wrote while the office was closed and still waits.
    pub struct MorningQueue {
        /// When the practice closed; `None` where nobody has said when it is open.
        pub closed_at: Option<Millis>,
        /// When it opened again; `None` while it is closed.
        pub opened_at: Option<Millis>,
        /// Who waits longest first.
        pub rows: Vec<MorningRow>,
    }

    /// One of them.
    pub struct MorningRow {
        /// As the list shows it.
        pub row: ThreadRow,
        /// How many texts they wrote since it closed.
        pub texts: u32,
        /// When the automatic reply was made, if there was one.
        pub told_at: Option<Millis>,
        /// What became of it.
        pub told: Option<DeliveryKind>,
    }
}
