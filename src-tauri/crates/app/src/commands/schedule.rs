//! Sending later. The window gives a day and a minute of the practice's clock; what moment that is, and whether a text may
//! go then, is said here.

use chrono::{Datelike as _, Days, NaiveDate, Offset as _, TimeZone as _, Timelike as _};
use chrono_tz::Tz;
use foyer_domain::{Body, Capability, PatientId, Span, ThreadId, Timestamp};
use foyer_policy::{ComposerState, HoursSay, Place, Purpose, Refusal, Standing, Subject, composer};

use super::{Command, composing};
use crate::{
    context::{self, Context},
    present, reading,
    sending::Outgoing,
    wire::*,
    zone::{self, OnClock},
};

/// Further ahead nobody knows whether a text will still fit.
const AHEAD_AT_MOST: Span = Span::days(90);

/// Minutes of a day, and between two looks at whether it is quiet: every clock of the country changes on the quarter.
const DAY: u32 = 24 * 60;
const STEP: u32 = 15;

/// When a desk begins, and the early afternoon, in minutes of the day.
const MORNING: u32 = 8 * 60;
const AFTERNOON: u32 = 14 * 60;

/// From this hour on the early afternoon is too near to be offered.
const NOON_IS_OVER: u32 = 13;

wire! {
    /// What a day and a time mean for a text in a thread.
    pub struct LookAhead {
        /// The thread.
        pub thread: String,
        /// The day on the practice's clock, as `2026-11-23`.
        pub day: String,
        /// The minute of that day.
        pub minute: u32,
        /// Whether the second is meant, where the clock shows it twice.
        pub second: bool,
    }

    /// Times that most people would choose for a thread, each the first one that day on which a text may go.
    pub struct SuggestTimes {
        /// The thread.
        pub thread: String,
    }

    /// Keeps exactly these words until a moment, if the gate would let them go then.
    pub struct ScheduleText {
        /// The thread.
        pub thread: String,
        /// The words.
        pub text: String,
        /// The window's own id; the same id twice is one text.
        pub client_id: String,
        /// When, as the look ahead said.
        pub at_ms: Millis,
        /// What it is about; visits and logistics when left out.
        #[ts(optional)]
        pub subject: Option<SubjectKind>,
        /// For whom it was when its first letter was typed, on a phone that several share.
        #[ts(optional)]
        pub meant_for: Option<String>,
    }
}

impl Command for LookAhead {
    const NAME: &'static str = "messages.lookAhead";
    const NEEDS: Capability = Capability::Answer;
    type Reply = ScheduleLook;

    async fn run(self, cx: Context) -> Result<ScheduleLook, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let here = cx.desk()?.practice().zone();
        let no_day = || AppError::new(ErrorCode::BadField, "Choose a day and a time.").about("day");
        let day: NaiveDate = self.day.parse().map_err(|_| no_day())?;
        let clock = zone::on_clock(day, self.minute, here).ok_or_else(no_day)?;
        let (at, second) = match clock {
            OnClock::Once(at) => (Some(at), None),
            OnClock::Skipped(_) => (None, None),
            OnClock::Twice(first, second) => (Some(if self.second { second } else { first }), Some(second)),
        };
        let asked = match clock {
            OnClock::Skipped(after) => after,
            OnClock::Once(_) | OnClock::Twice(..) => at.unwrap_or(now),
        };
        cx.read(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let place = reading::place(tx, &thread)?;
            let standing = reading::thread_standing(desk, tx, &thread, asked)?;
            let refused = stopped(&standing, &place, asked);
            let next = match refused {
                Some(Refusal::QuietHours { until }) => Some(until),
                Some(_) => None,
                None => (at != Some(asked)).then_some(asked),
            };
            Ok(ScheduleLook {
                at: at.map(Timestamp::millis),
                second_at: second.map(Timestamp::millis),
                past: asked <= now,
                zones: elsewhere(&place, here, asked),
                quiet: quiet_of(&standing, &place, day, here),
                refusal: refused.map(|why| present::refusal(why, &standing, desk.user.role, now)),
                next_at: next.map(Timestamp::millis),
            })
        })
        .await
    }
}

impl Command for SuggestTimes {
    const NAME: &'static str = "messages.suggestTimes";
    const NEEDS: Capability = Capability::Answer;
    type Reply = ScheduleTimes;

    async fn run(self, cx: Context) -> Result<ScheduleTimes, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let here = cx.desk()?.practice().zone();
        cx.read(move |desk, tx| {
            let thread = desk.answers(tx, id)?;
            let place = reading::place(tx, &thread)?;
            let (mut times, wished) = (Vec::new(), wished(now, here));
            for (which, day, minute) in wished.iter().copied() {
                let Some(at) = first_of(day, minute, here) else { continue };
                let standing = reading::thread_standing(desk, tx, &thread, at)?;
                let at = match stopped(&standing, &place, at) {
                    Some(Refusal::QuietHours { until }) => until,
                    // Whatever else stands in the way, every time is as good as another.
                    Some(_) | None => at,
                };
                let there = zone::local(at, here);
                // A day on which nothing may go any more is not offered.
                if there.date_naive() == day {
                    let minute = there.num_seconds_from_midnight() / 60;
                    times.push(ScheduleTime { which, day: day.to_string(), minute });
                }
            }
            // Where nothing may go on any of these days, the page still has a day to begin with.
            if times.is_empty() {
                let tomorrow = wished.iter().find(|(which, ..)| *which == ScheduleTimeKind::Tomorrow);
                let time = |(which, day, minute): &(ScheduleTimeKind, NaiveDate, u32)| ScheduleTime {
                    which: *which,
                    day: day.to_string(),
                    minute: *minute,
                };
                times.extend(tomorrow.map(time));
            }
            Ok(ScheduleTimes { times })
        })
        .await
    }
}

/// This afternoon while there is one, tomorrow and the next Monday when the desk begins.
fn wished(now: Timestamp, here: Tz) -> Vec<(ScheduleTimeKind, NaiveDate, u32)> {
    let there = zone::local(now, here);
    let today = there.date_naive();
    let ahead = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(today);
    // Tomorrow is offered already: on a Sunday the next Monday is the one after.
    let monday = match 7 - u64::from(today.weekday().num_days_from_monday()) {
        1 => 8,
        days => days,
    };
    let afternoon = (there.hour() < NOON_IS_OVER).then_some((ScheduleTimeKind::Today, today, AFTERNOON));
    let later =
        [(ScheduleTimeKind::Tomorrow, ahead(1), MORNING), (ScheduleTimeKind::Monday, ahead(monday), MORNING)];
    afternoon.into_iter().chain(later).collect()
}

/// The first moment at which a clock shows a minute of a day, or what comes after the gap.
fn first_of(day: NaiveDate, minute: u32, here: Tz) -> Option<Timestamp> {
    Some(match zone::on_clock(day, minute, here)? {
        OnClock::Once(at) | OnClock::Twice(at, _) | OnClock::Skipped(at) => at,
    })
}

impl Command for ScheduleText {
    const NAME: &'static str = "messages.schedule";
    const NEEDS: Capability = Capability::Answer;
    type Reply = SendReply;

    async fn run(self, cx: Context) -> Result<SendReply, AppError> {
        let (now, id) = (cx.now(), context::id::<ThreadId>(&self.thread)?);
        let at = Timestamp::from_millis(self.at_ms);
        if at <= now {
            return Err(
                AppError::new(ErrorCode::BadField, "This time is past. Choose a later one.").about("at")
            );
        }
        if at.since(now) > AHEAD_AT_MOST {
            return Err(AppError::new(ErrorCode::BadField, "Choose a day within 90 days.").about("at"));
        }
        let body = match Body::new(self.text) {
            Ok(body) => body,
            Err(why) => return Ok(composing::not_a_text(why)),
        };
        let text = Outgoing {
            body,
            purpose: Purpose::Reply,
            client_id: composing::client_id(self.client_id)?,
            subject: self.subject.map_or(Subject::Logistics, present::subject_of),
            along: false,
            over_warning: None,
            wait: None,
            safe: None,
            message: None,
            later: Some(at),
            confirmed: false,
            meant: self.meant_for.as_deref().map(context::id::<PatientId>).transpose()?,
        };
        composing::send(&cx, id, text, true).await
    }
}

/// Why no text may go at `at`, the words apart.
fn stopped(standing: &Standing, place: &Place, at: Timestamp) -> Option<Refusal> {
    match composer(standing, place, at) {
        ComposerState::Blocked { refusal, .. } => Some(refusal),
        ComposerState::Open { quiet, .. } => quiet.map(|quiet| Refusal::QuietHours { until: quiet.until }),
    }
}

/// The patient's clocks that say something else than the practice's at `at`.
fn elsewhere(place: &Place, here: Tz, at: Timestamp) -> Vec<String> {
    let Some(utc) = chrono::DateTime::from_timestamp_millis(at.millis()) else { return Vec::new() };
    let offset = |zone: Tz| zone.offset_from_utc_datetime(&utc.naive_utc()).fix();
    let others = place.zones.iter().filter(|zone| offset(**zone) != offset(here));
    others.map(|zone| zone.name().to_owned()).collect()
}

/// When it is quiet for the patient on a day of the practice's clock.
fn quiet_of(standing: &Standing, place: &Place, day: NaiveDate, here: Tz) -> Vec<QuietStretch> {
    let mut stretches: Vec<QuietStretch> = Vec::new();
    for minute in (0..DAY / STEP).map(|quarter| quarter * STEP) {
        let Some(at) = first_of(day, minute, here) else { continue };
        if standing.rules().hours_say(place, at) == HoursSay::Open {
            continue;
        }
        let until = minute.saturating_add(STEP);
        match stretches.last_mut().filter(|last| last.until == minute) {
            Some(last) => last.until = until,
            None => stretches.push(QuietStretch { from: minute, until }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Chicago;

    use super::*;

    fn days(local: &str) -> Vec<(ScheduleTimeKind, String)> {
        let local: chrono::NaiveDateTime = local.parse().unwrap();
        let now = Timestamp::from_millis(local.and_local_timezone(Chicago).unwrap().timestamp_millis());
        wished(now, Chicago).into_iter().map(|(which, day, _)| (which, day.to_string())).collect()
    }

    #[test]
    fn monday_is_the_next_one_also_on_a_sunday_and_on_a_monday() {
        use ScheduleTimeKind::{Monday, Today, Tomorrow};
        for (now, offered) in [
            (
                "2026-11-20T10:42:00",
                vec![(Today, "2026-11-20"), (Tomorrow, "2026-11-21"), (Monday, "2026-11-23")],
            ),
            ("2026-11-20T16:00:00", vec![(Tomorrow, "2026-11-21"), (Monday, "2026-11-23")]),
            (
                "2026-11-22T10:00:00",
                vec![(Today, "2026-11-22"), (Tomorrow, "2026-11-23"), (Monday, "2026-11-30")],
            ),
            ("2026-11-23T16:00:00", vec![(Tomorrow, "2026-11-24"), (Monday, "2026-11-30")]),
        ] {
            let offered: Vec<_> = offered.into_iter().map(|(which, day)| (which, day.to_owned())).collect();
            assert!(days(now) == offered, "{now}");
        }
    }
}
