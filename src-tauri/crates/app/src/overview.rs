//! How the desk is doing, told by what happened; nothing is counted beside it, so nothing can disagree with it.

use chrono::{Datelike as _, Days, NaiveDate, Timelike as _};
use chrono_tz::Tz;
use foyer_domain::{Capability, HandoffState, Span, ThreadId, Timestamp, UserId, Wait, nearest_rank};
use foyer_policy::ReplyGoals;
use foyer_store::{
    ReadTx, StoreError,
    answers::{self as told, Fate, Said},
    looking_back::{self, WaitRow},
    messages, threads,
    threads::View,
};
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    answers,
    desk::Desk,
    glass,
    goals::Goals,
    hiding::Eyes,
    reading::{self, Staff},
    wire::{
        BehindFigure, BehindRow, Figure, HourFigures, OptedOut, Overview, Period, SentOverWarning,
        WaitingThread,
    },
    zone::{day_begins, day_of},
};

/// Who waits is a list to act on, not to page through.
const WAITING_SHOWN: u32 = 50;

/// Rows behind a figure that are worth reading.
const BEHIND_SHOWN: usize = 500;

/// The page for a period that ends now.
pub(crate) fn read(
    desk: &Desk,
    tx: &ReadTx<'_>,
    period: Period,
    now: Timestamp,
) -> Result<Overview, StoreError> {
    let zone = desk.practice().zone();
    let (before, from, to) = bounds(period, zone, now);
    let staff = Staff::read(tx)?;
    let all = looking_back::waits_between(tx, before, to, now)?;
    let (current, earlier): (Vec<WaitRow>, Vec<WaitRow>) =
        all.into_iter().partition(|row| row.wait.asked_at >= from);
    let mut took: Vec<Span> = current.iter().filter_map(|row| row.wait.took()).collect();
    let mut took_before: Vec<Span> = earlier.iter().filter_map(|row| row.wait.took()).collect();
    let days = SameDay::of(&current, zone, now);
    let handed_off = looking_back::handed_off(tx, from, to)?;
    let goals = Goals::read(desk, tx)?;
    let waiting = waiting(tx, &staff, &goals, now)?;
    let replied = Replied::of(tx, &goals, &current, now)?;
    Ok(Overview {
        typical_ms: nearest_rank(&mut took, 50).map(Span::as_millis),
        typical_before_ms: nearest_rank(&mut took_before, 50).map(Span::as_millis),
        slowest_ms: nearest_rank(&mut took, 90).map(Span::as_millis),
        slowest_is_late: replied.all.is_late(),
        goal_minutes: goals.goals.shortest_and_longest(),
        replies: small(replied.all.count),
        late: small(replied.all.late),
        asked: small(days.asked.len()),
        same_day: small(days.asked.len().saturating_sub(days.late.len())),
        handed_off: small(handed_off.len()),
        opened: small(handed_off.iter().filter(|one| is_opened(one.state)).count()),
        hours: hours(&current, zone, &goals.goals, &replied),
        waiting_count: threads::counts(tx, desk.user.id)?.all.waiting,
        waiting,
        over_warning: if desk.user.role.may(Capability::Audit) {
            Some(over_warning(desk, tx, &staff, from, to)?)
        } else {
            None
        },
        with_reason: if desk.user.role.may(Capability::Audit) {
            Some(glass::opened(desk, tx, from, to)?)
        } else {
            None
        },
        opt_outs: looking_back::opt_outs(tx, from, to)?
            .into_iter()
            .map(|one| {
                let (thread, name) = (one.thread.to_string(), name(tx, one.thread)?);
                Ok(OptedOut { thread, name, at: one.at.millis() })
            })
            .collect::<Result<_, StoreError>>()?,
    })
}

/// The threads behind a figure.
pub(crate) fn behind(
    desk: &Desk,
    tx: &ReadTx<'_>,
    period: Period,
    figure: Figure,
    now: Timestamp,
) -> Result<BehindFigure, StoreError> {
    let zone = desk.practice().zone();
    let (_, from, to) = bounds(period, zone, now);
    let rows = match figure {
        Figure::FirstReplies | Figure::SlowestTenth | Figure::Hour { .. } | Figure::NotSameDay => {
            slowest_first(of_figure(looking_back::waits_between(tx, from, to, now)?, figure, zone, now))
        }
        Figure::LateReplies => {
            let (goals, mut late) = (Goals::read(desk, tx)?, Vec::new());
            for row in looking_back::waits_between(tx, from, to, now)? {
                if row.wait.answer.is_some() && goals.is_late(tx, &row, now)? {
                    late.push(row);
                }
            }
            slowest_first(late)
        }
        Figure::HandedOff => looking_back::handed_off(tx, from, to)?
            .into_iter()
            .map(|one| Happened { by: Some(one.by), ..Happened::at(one.thread, one.at) })
            .collect(),
        Figure::OptOuts => looking_back::opt_outs(tx, from, to)?
            .into_iter()
            .map(|one| Happened::at(one.thread, one.at))
            .collect(),
        Figure::Answered => {
            let mut answered = of_texts(tx, from, to, |fate| match fate {
                Fate::Answered(took) => Some(Some(took)),
                Fate::Unanswered | Fate::Lost(_) => None,
            })?;
            answered.sort_by_key(|one| std::cmp::Reverse(one.took));
            answered
        }
        Figure::NotAnswered => of_texts(tx, from, to, |fate| (fate == Fate::Unanswered).then_some(None))?,
        Figure::Failed { problem } => of_texts(tx, from, to, |fate| match fate {
            Fate::Lost(lost) => (answers::lost(lost) == Some(problem)).then_some(None),
            Fate::Answered(_) | Fate::Unanswered => None,
        })?,
        Figure::Notices => said(told::notices(tx, from, to)?),
        Figure::SaidYes => said(told::said_yes(tx, from, to)?),
        Figure::BookingLinks => told::booking_links(tx, from, to)?
            .into_iter()
            .map(|one| Happened::at(one.thread, one.at))
            .collect(),
        Figure::Confirmed => reminded(tx, from, to, true)?,
        Figure::NotConfirmed => reminded(tx, from, to, false)?,
        Figure::Refused { why } => told::refused(tx, from, to)?
            .into_iter()
            .filter(|one| answers::why(&one.word) == why)
            .map(|one| Happened::at(one.thread, one.at))
            .collect(),
    };
    let (staff, eyes, total) = (Staff::read(tx)?, Eyes::read(desk, tx)?, small(rows.len()));
    let rows = rows
        .into_iter()
        .take(BEHIND_SHOWN)
        .map(|one| {
            let thread = threads::get(tx, one.thread)?;
            Ok(BehindRow {
                thread: one.thread.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                at: one.at.millis(),
                took_ms: one.took.map(Span::as_millis),
                staff: one.by.map(|by| staff.name(by)),
                visit_at: one.visit_at.filter(|_| eyes.hides(&thread).is_none()).map(Timestamp::millis),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(BehindFigure { rows, total })
}

struct Happened {
    thread: ThreadId,
    at: Timestamp,
    took: Option<Span>,
    by: Option<UserId>,
    visit_at: Option<Timestamp>,
}

impl Happened {
    const fn at(thread: ThreadId, at: Timestamp) -> Self {
        Self { thread, at, took: None, by: None, visit_at: None }
    }
}

/// The texts of ours whose fate is wanted, newest first; how long the answer took, where the fate tells.
fn of_texts(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
    wanted: impl Fn(Fate) -> Option<Option<Span>>,
) -> Result<Vec<Happened>, StoreError> {
    let texts = told::texts(tx, from, to)?.into_iter().rev();
    Ok(texts
        .filter_map(|text| Some(Happened { took: wanted(text.fate)?, ..Happened::at(text.thread, text.at) }))
        .collect())
}

fn said(all: Vec<Said>) -> Vec<Happened> {
    all.into_iter().map(|one| Happened::at(one.thread, one.at)).collect()
}

fn reminded(
    tx: &ReadTx<'_>,
    from: Timestamp,
    to: Timestamp,
    confirmed: bool,
) -> Result<Vec<Happened>, StoreError> {
    let all = told::reminders(tx, from, to)?.into_iter();
    Ok(all
        .filter(|one| one.confirmed_at.is_some() == confirmed)
        .map(|one| Happened { visit_at: Some(one.visit_at), ..Happened::at(one.thread, one.at) })
        .collect())
}

/// The waits that make up a figure about replies.
fn of_figure(rows: Vec<WaitRow>, figure: Figure, zone: Tz, now: Timestamp) -> Vec<WaitRow> {
    match figure {
        Figure::NotSameDay => rows.into_iter().filter(|row| SameDay::is_late(&row.wait, zone, now)).collect(),
        Figure::Hour { hour } => rows
            .into_iter()
            .filter(|row| row.wait.answer.is_some() && hour_of(row.wait.asked_at, zone) == hour)
            .collect(),
        Figure::SlowestTenth => {
            let mut took: Vec<Span> = rows.iter().filter_map(|row| row.wait.took()).collect();
            let bound = nearest_rank(&mut took, 90);
            rows.into_iter().filter(|row| row.wait.took().is_some_and(|took| Some(took) >= bound)).collect()
        }
        Figure::FirstReplies
        | Figure::LateReplies
        | Figure::HandedOff
        | Figure::OptOuts
        | Figure::Answered
        | Figure::NotAnswered
        | Figure::SaidYes
        | Figure::Notices
        | Figure::Confirmed
        | Figure::NotConfirmed
        | Figure::BookingLinks
        | Figure::Failed { .. }
        | Figure::Refused { .. } => rows.into_iter().filter(|row| row.wait.answer.is_some()).collect(),
    }
}

fn slowest_first(mut rows: Vec<WaitRow>) -> Vec<Happened> {
    // Who still waits is slower than anybody who was answered.
    rows.sort_by_key(|row| {
        std::cmp::Reverse((row.wait.took().is_none(), row.wait.took(), row.wait.asked_at))
    });
    rows.into_iter()
        .map(|row| Happened {
            took: row.wait.took(),
            by: row.wait.answer.and_then(|(_, by)| by),
            ..Happened::at(row.thread, row.wait.asked_at)
        })
        .collect()
}

/// Threads in which somebody asked, and those in which an answer did not come on the same day.
struct SameDay {
    asked: BTreeSet<ThreadId>,
    late: BTreeSet<ThreadId>,
}

impl SameDay {
    fn of(rows: &[WaitRow], zone: Tz, now: Timestamp) -> Self {
        let (mut asked, mut late) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            if Self::is_late(&row.wait, zone, now) {
                late.insert(row.thread);
            } else if row.wait.answer.is_none() {
                // The day is not over yet.
                continue;
            }
            asked.insert(row.thread);
        }
        Self { asked, late }
    }

    fn is_late(wait: &Wait, zone: Tz, now: Timestamp) -> bool {
        let until = wait.answer.map_or(now, |(at, _)| at);
        day_of(until, zone) > day_of(wait.asked_at, zone)
    }
}

/// First replies, and how many of them came later than they should have.
#[derive(Clone, Copy, Default)]
struct Tally {
    count: usize,
    late: usize,
}

impl Tally {
    /// Whether more than one in ten came late, which is whether the slowest tenth begins past the goal.
    const fn is_late(self) -> bool {
        self.count - self.late < (self.count * 9).div_ceil(10)
    }
}

/// First replies held against the goals, all of them and by the hour in which the patient wrote.
#[derive(Default)]
struct Replied {
    all: Tally,
    hours: BTreeMap<u32, Tally>,
}

impl Replied {
    fn of(tx: &ReadTx<'_>, goals: &Goals, rows: &[WaitRow], now: Timestamp) -> Result<Self, StoreError> {
        let mut replied = Self::default();
        for row in rows.iter().filter(|row| row.wait.answer.is_some()) {
            let late = usize::from(goals.is_late(tx, row, now)?);
            let hour = replied.hours.entry(hour_of(row.wait.asked_at, goals.zone)).or_default();
            for tally in [hour, &mut replied.all] {
                tally.count += 1;
                tally.late += late;
            }
        }
        Ok(replied)
    }
}

fn hours(rows: &[WaitRow], zone: Tz, goals: &ReplyGoals, replied: &Replied) -> Vec<HourFigures> {
    let mut by_hour: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for row in rows {
        if let Some(took) = row.wait.took() {
            by_hour.entry(hour_of(row.wait.asked_at, zone)).or_default().push(took);
        }
    }
    by_hour
        .into_iter()
        .filter_map(|(hour, mut took)| {
            Some(HourFigures {
                hour,
                replies: small(took.len()),
                typical_ms: nearest_rank(&mut took, 50)?.as_millis(),
                slowest_ms: nearest_rank(&mut took, 90)?.as_millis(),
                goal_minutes: goals.minutes_at(hour),
                is_late: replied.hours.get(&hour).is_some_and(|tally| tally.is_late()),
            })
        })
        .collect()
}

/// Who waits longest; they come first on the open list.
fn waiting(
    tx: &ReadTx<'_>,
    staff: &Staff,
    goals: &Goals,
    now: Timestamp,
) -> Result<Vec<WaitingThread>, StoreError> {
    let mut found = Vec::new();
    for row in threads::list(tx, View::All, 0, WAITING_SHOWN)? {
        let Some(since) = row.facts.waiting_since else { break };
        found.push(WaitingThread {
            thread: row.id.to_string(),
            name: reading::shown_name(row.patient_name.as_ref(), &row.far_number),
            staff: row.facts.assigned_to.map(|user| staff.name(user)),
            since_at: since.millis(),
            late: goals.due(row.location, since) <= now,
        });
    }
    Ok(found)
}

/// Texts sent over a warning. What they tell is asked of the screener again: it was never written down beside them.
fn over_warning(
    desk: &Desk,
    tx: &ReadTx<'_>,
    staff: &Staff,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<SentOverWarning>, StoreError> {
    let eyes = Eyes::read(desk, tx)?;
    looking_back::over_warnings(tx, from, to)?
        .into_iter()
        .map(|one| {
            let thread = threads::get(tx, one.thread)?;
            let shown = |hidden, categories, reason| SentOverWarning {
                thread: one.thread.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                staff: staff.name(one.by),
                at: one.at.millis(),
                categories,
                reason,
                hidden,
            };
            if let Some(why) = eyes.hides(&thread) {
                return Ok(shown(Some(why), Vec::new(), String::new()));
            }
            let text = messages::get(tx, one.message)?;
            let about = desk.screening_context(reading::names_known(tx, &thread)?);
            let screening = desk.screener.screen(text.body.reveal(), thread.channel, &about);
            let mut findings: Vec<_> = screening.findings.iter().collect();
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
            let mut categories: Vec<String> = Vec::new();
            for title in findings.into_iter().map(|finding| finding.kind.title()) {
                if !categories.iter().any(|known| known == title) {
                    categories.push(title.to_owned());
                }
            }
            Ok(shown(None, categories, one.reason.reveal().to_owned()))
        })
        .collect()
}

const fn is_opened(state: HandoffState) -> bool {
    match state {
        HandoffState::Opened | HandoffState::Answered => true,
        HandoffState::Offered | HandoffState::Delivered | HandoffState::Expired | HandoffState::TakenBack => {
            false
        }
    }
}

/// The period before, this one's first moment, and its end.
pub(crate) fn bounds(period: Period, zone: Tz, now: Timestamp) -> (Timestamp, Timestamp, Timestamp) {
    let today = day_of(now, zone);
    let (first, days) = match period {
        Period::Today => (today, 1),
        Period::Yesterday => (back(today, 1), 1),
        Period::Week => (back(today, u64::from(today.weekday().num_days_from_monday())), 7),
        Period::Month => (back(today, 29), 30),
    };
    let end = match period {
        Period::Yesterday => today,
        Period::Today | Period::Week | Period::Month => today.checked_add_days(Days::new(1)).unwrap_or(today),
    };
    (day_begins(back(first, days), zone), day_begins(first, zone), day_begins(end, zone))
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn hour_of(at: Timestamp, zone: Tz) -> u32 {
    chrono::DateTime::from_timestamp_millis(at.millis()).unwrap_or_default().with_timezone(&zone).hour()
}

fn name(tx: &ReadTx<'_>, thread: ThreadId) -> Result<String, StoreError> {
    let row = threads::get(tx, thread)?;
    Ok(reading::shown_name(row.patient_name.as_ref(), &row.far_number))
}

pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono_tz::{America, Asia, Australia};
    use foyer_domain::Wait;
    use proptest::prelude::*;

    use super::*;

    /// The hour and day on a wall clock, read off the words it would show.
    fn clock(at: Timestamp, zone: Tz) -> (String, u32) {
        let shown =
            chrono::DateTime::from_timestamp_millis(at.millis()).unwrap().with_timezone(&zone).to_rfc3339();
        (shown.get(..10).unwrap().to_owned(), shown.get(11..13).unwrap().parse().unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        // Six months from August 2026 on: every zone below sets its clock in them, but those that never do.
        #[test]
        fn days_and_hours_are_those_of_the_practices_clock(
            waits in prop::collection::vec(
                (0_u128..6, 1_785_542_400_000_i64..1_801_440_000_000, prop::option::of(0_i64..200_000_000)), 1..60,
            ),
            zone in prop::sample::select(vec![
                America::Chicago, America::Phoenix, Asia::Kathmandu, Australia::Lord_Howe, America::St_Johns,
            ]),
        ) {
            let now = Timestamp::from_millis(1_801_440_000_000);
            let rows: Vec<WaitRow> = waits.iter().map(|(thread, asked, took)| {
                let asked_at = Timestamp::from_millis(*asked);
                let answer = took.map(|took| (asked_at.plus(Span::millis(took)), None));
                WaitRow { thread: ThreadId::from_uuid(uuid::Uuid::from_u128(*thread)), wait: Wait { asked_at, answer } }
            }).collect();
            let days = SameDay::of(&rows, zone, now);
            let (mut asked, mut late) = (BTreeSet::new(), BTreeSet::new());
            for row in &rows {
                let end = row.wait.answer.map_or(now, |(at, _)| at);
                let passed = clock(end, zone).0 > clock(row.wait.asked_at, zone).0;
                if passed {
                    late.insert(row.thread);
                }
                if passed || row.wait.answer.is_some() {
                    asked.insert(row.thread);
                }
            }
            prop_assert_eq!((&days.asked, &days.late), (&asked, &late));
            let told = hours(&rows, zone, &ReplyGoals::default(), &Replied::default());
            for hour in 0..24 {
                let mut took: Vec<i64> = rows.iter()
                    .filter(|row| clock(row.wait.asked_at, zone).1 == hour)
                    .filter_map(|row| row.wait.took().map(Span::as_millis))
                    .collect();
                took.sort_unstable();
                let found = told.iter().find(|one| one.hour == hour);
                prop_assert_eq!(found.map_or(0, |one| one.replies as usize), took.len());
                if let Some(found) = found {
                    prop_assert_eq!(found.typical_ms, took[(took.len() * 50).div_ceil(100) - 1]);
                    prop_assert_eq!(found.slowest_ms, took[(took.len() * 90).div_ceil(100) - 1]);
                }
            }
        }
    }
}
