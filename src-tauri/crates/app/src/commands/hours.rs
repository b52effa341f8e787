//! When the practice is open, the automatic reply of closed hours, and the morning after.

use foyer_domain::{Capability, LocationId};
use foyer_store::{locations, settings};

use super::Command;
use crate::{
    context::{self, Context},
    hours::{self, HOURS_SETTING, Hours, NoWeek},
    record::{self, Act},
    wire::*,
};

/// Holidays of one office; more is a list of something else.
const HOLIDAYS_AT_MOST: usize = 100;

wire! {
    /// Reads the hours of every office.
    pub struct ReadHours {}

    /// Keeps them.
    pub struct SaveHours {
        /// The practice's, and those of offices with their own. An office that is not named goes by the practice's.
        pub offices: Vec<OfficeHoursDraft>,
        /// Whether texts that come while it is closed get the automatic reply.
        pub replies: bool,
    }

    /// The hours of one office, as somebody types them.
    pub struct OfficeHoursDraft {
        /// Which; the practice's when left out.
        pub location: Option<String>,
        /// Monday first.
        pub week: Vec<DayOpen>,
        /// Days on which it stays closed, as `2026-11-26`.
        pub holidays: Vec<String>,
    }

    /// Reads who wrote while the office was closed and still waits.
    pub struct ReadMorning {}
}

impl Command for ReadHours {
    const NAME: &'static str = "hours.read";
    const NEEDS: Capability = Capability::Read;
    type Reply = HoursPage;

    async fn run(self, cx: Context) -> Result<HoursPage, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| hours::page(desk, tx, now)).await
    }
}

impl Command for SaveHours {
    const NAME: &'static str = "hours.save";
    const NEEDS: Capability = Capability::Configure;
    type Reply = HoursPage;

    async fn run(self, cx: Context) -> Result<HoursPage, AppError> {
        let now = cx.now();
        let bad = |field: &str, advice: &str| AppError::new(ErrorCode::BadField, advice).about(field);
        let mut kept = Hours { replies: self.replies, ..Hours::default() };
        for draft in &self.offices {
            let typed = hours::typed(&draft.week, &draft.holidays).and_then(|typed| {
                if typed.holidays.len() <= HOLIDAYS_AT_MOST { Ok(typed) } else { Err(NoWeek::Day) }
            });
            let typed = typed.map_err(|why| match why {
                NoWeek::Day => {
                    bad("week", "Each day needs a time to open and a later time to close, or neither.")
                }
                NoWeek::Pause => bad("week", "A break begins after opening and ends before closing."),
            })?;
            match &draft.location {
                None => kept.practice = typed,
                Some(location) => {
                    let id = context::id::<LocationId>(location)?;
                    if kept.offices.iter().any(|(known, _)| *known == id) {
                        return Err(bad("week", "An office is in this list twice."));
                    }
                    kept.offices.push((id, typed));
                }
            }
        }
        if kept.replies && !kept.practice.are_known() {
            return Err(bad("replies", "Say first when the practice is open."));
        }
        let page = cx
            .write(move |desk, tx| {
                let known = locations::list(tx)?;
                // An office that closed meanwhile keeps no hours.
                kept.offices.retain(|(id, _)| known.iter().any(|office| office.id == *id));
                settings::set(tx, HOURS_SETTING, &kept, now)?;
                let detail = serde_json::json!({ "offices": kept.offices.len(), "replies": kept.replies });
                record::with(desk, tx, Act::HoursSaved, None, None, detail, now)?;
                hours::page(desk, tx, now)
            })
            .await?;
        cx.tell(AppEvent::SettingsChanged);
        Ok(page)
    }
}

impl Command for ReadMorning {
    const NAME: &'static str = "hours.morning";
    const NEEDS: Capability = Capability::Read;
    type Reply = MorningQueue;

    async fn run(self, cx: Context) -> Result<MorningQueue, AppError> {
        let now = cx.now();
        cx.read(move |desk, tx| hours::morning(desk, tx, now)).await
    }
}
