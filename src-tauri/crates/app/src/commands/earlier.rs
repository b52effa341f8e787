//! Earlier days: what the carrier has and Foyer has, and how much history is brought in.

use foyer_domain::{Capability, LineId, Span, Timestamp, UtcDay};
use foyer_store::{
    day_counts::{self, DayCount},
    lines::{self, LineRow},
    read_back::{self, CarrierList, History},
    scrubs, settings,
};

use super::{Command, settings::Done};
use crate::{
    context::{self, Context},
    desk::{NIGHT_SECONDS, NIGHT_SETTING},
    record::{self, Act},
    wire::*,
};

/// The days that are said to agree.
const SHOWN_DAYS: i64 = 30;

/// How much history may be asked for; none is all.
const CHOICES: [Option<u32>; 4] = [Some(14), Some(90), Some(365), None];

/// How often a silent desk may look at night, in seconds: as by day, as it comes, or seldom.
const NIGHTS: [u32; 3] = [15, 120, 600];

/// Days after which words may be taken from the carrier.
const SCRUBS: [Option<u32>; 3] = [None, Some(30), Some(90)];

wire! {
    /// Earlier days.
    pub struct GetEarlier {}

    /// Fetches a day of one of the carrier's lists again.
    pub struct FetchDay {
        /// Our number's id.
        pub line: String,
        /// Which list.
        pub list: CarrierListKind,
        /// The day's first instant.
        pub day_at: Millis,
    }

    /// Chooses how often new texts are asked for at night.
    pub struct SaveNight {
        /// Seconds: 15, 120 or 600.
        pub seconds: u32,
    }

    /// Chooses whether words are taken from the carrier.
    pub struct SaveScrub {
        /// Days after which: 30, 90, or none for never.
        pub after_days: Option<u32>,
    }

    /// Chooses how much history is brought in, and pauses it or goes on.
    pub struct SaveHistory {
        /// Days: 14, 90, 365, or none for all.
        pub days: Option<u32>,
        /// Whether it pauses.
        pub paused: bool,
    }
}

impl Command for GetEarlier {
    const NAME: &'static str = "carrier.earlier";
    const NEEDS: Capability = Capability::Read;
    type Reply = EarlierInfo;

    async fn run(self, cx: Context) -> Result<EarlierInfo, AppError> {
        let now = cx.now();
        cx.read(move |_, tx| {
            let (history, rows, lines) = (History::read(tx)?, read_back::all(tx)?, lines::list(tx)?);
            let since = UtcDay::from_number(UtcDay::of(now).number().saturating_sub(SHOWN_DAYS));
            let (counted, counted_at) = day_counts::counted_since(tx, since)?;
            let texts = rows.iter().fold(0_u64, |sum, row| sum.saturating_add(row.texts));
            Ok(EarlierInfo {
                history: HistoryInfo {
                    wanted_days: history.days,
                    paused: history.paused,
                    more: rows.iter().any(|row| history.wants_more(row, now)),
                    reached_at: rows.iter().map(|row| row.reached).max().map(Timestamp::millis),
                    texts: u32::try_from(texts).unwrap_or(u32::MAX),
                },
                counted,
                counted_at: counted_at.map(Timestamp::millis),
                days: day_counts::differing(tx)?.iter().map(|day| day_info(day, &lines)).collect(),
                scrub: ScrubInfo {
                    after_days: scrubs::after_days(tx)?,
                    done: u32::try_from(scrubs::count(tx)?).unwrap_or(u32::MAX),
                    backed_up: scrubs::backed_up_until(tx, now)?.is_some(),
                },
                night_seconds: settings::get(tx, NIGHT_SETTING)?.unwrap_or(NIGHT_SECONDS),
            })
        })
        .await
    }
}

impl Command for FetchDay {
    const NAME: &'static str = "carrier.fetchDay";
    const NEEDS: Capability = Capability::Answer;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (line, now) = (context::id::<LineId>(&self.line)?, cx.now());
        let list = match self.list {
            CarrierListKind::Received => CarrierList::Received,
            CarrierListKind::Sent => CarrierList::Sent,
        };
        let day = UtcDay::of(Timestamp::from_millis(self.day_at));
        cx.write(move |desk, tx| {
            day_counts::ask(tx, (line, list, day), now)?;
            let detail = serde_json::json!({ "list": list.as_str(), "day": day.number() });
            record::with(desk, tx, Act::DayFetched, None, Some(line.uuid()), detail, now)
        })
        .await?;
        cx.desk()?.engine.look_back();
        cx.tell(AppEvent::EarlierChanged);
        Ok(Done {})
    }
}

impl Command for SaveHistory {
    const NAME: &'static str = "carrier.saveHistory";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        if !CHOICES.contains(&self.days) {
            return Err(AppError::new(ErrorCode::BadField, "Choose one of the spans.").about("days"));
        }
        let (history, now) = (History { days: self.days, paused: self.paused }, cx.now());
        cx.write(move |desk, tx| {
            history.save(tx, now)?;
            let detail = serde_json::json!({ "days": history.days, "paused": history.paused });
            record::with(desk, tx, Act::HistorySaved, None, None, detail, now)
        })
        .await?;
        cx.desk()?.engine.look_back();
        cx.tell(AppEvent::EarlierChanged);
        Ok(Done {})
    }
}

impl Command for SaveNight {
    const NAME: &'static str = "carrier.saveNight";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (seconds, now) = (self.seconds, cx.now());
        if !NIGHTS.contains(&seconds) {
            return Err(AppError::new(ErrorCode::BadField, "Choose one of the times.").about("seconds"));
        }
        cx.write(move |desk, tx| {
            settings::set(tx, NIGHT_SETTING, &seconds, now)?;
            let detail = serde_json::json!({ "seconds": seconds });
            record::with(desk, tx, Act::NightSaved, None, None, detail, now)
        })
        .await?;
        cx.desk()?.engine.at_night(Span::seconds(seconds.into()));
        cx.tell(AppEvent::EarlierChanged);
        Ok(Done {})
    }
}

impl Command for SaveScrub {
    const NAME: &'static str = "carrier.saveScrub";
    const NEEDS: Capability = Capability::Configure;
    type Reply = Done;

    async fn run(self, cx: Context) -> Result<Done, AppError> {
        let (days, now) = (self.after_days, cx.now());
        if !SCRUBS.contains(&days) {
            return Err(AppError::new(ErrorCode::BadField, "Choose one of the spans.").about("afterDays"));
        }
        cx.write(move |desk, tx| {
            scrubs::set_after_days(tx, days, now)?;
            let detail = serde_json::json!({ "days": days });
            record::with(desk, tx, Act::ScrubSaved, None, None, detail, now)
        })
        .await?;
        cx.desk()?.engine.look_back();
        cx.tell(AppEvent::EarlierChanged);
        Ok(Done {})
    }
}

fn day_info(day: &DayCount, lines: &[LineRow]) -> DayInfo {
    let number = lines.iter().find(|line| line.id == day.line).map(|line| line.number.pretty());
    DayInfo {
        line: LineId::to_string(&day.line),
        number: number.unwrap_or_default(),
        list: match day.list {
            CarrierList::Received => CarrierListKind::Received,
            CarrierList::Sent => CarrierListKind::Sent,
        },
        day_at: day.day.start().millis(),
        carrier: day.found.carrier,
        here: day.found.here,
        missing: day.found.missing,
        set_aside: day.found.set_aside,
        gone: day.found.gone,
        fetching: day.fetch_at.is_some(),
    }
}
