//! When the practice is open, office by office; and the morning: who wrote while it was closed, and what they were told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use foyer_domain::{Language, LocationId, Private, Timestamp};
use foyer_policy::{DayHours, OpeningHours, after_hours, handoff::PortalAddress};
use foyer_store::{
    ReadTx, StoreError, after_hours as told, locations, messages, settings,
    threads::{self, ThreadRow},
};

use crate::{
    desk::Desk,
    goals::Goals,
    hiding::Eyes,
    present,
    reading::{self, Staff},
    templating,
    wire::{DayOpen, DayPause, HoursPage, MorningQueue, MorningRow, OfficeHours},
};

/// Where the hours are kept.
pub(crate) const HOURS_SETTING: &str = "practice.hours";

/// Rows of the morning queue; who waits behind them is in the inbox like everybody else.
const MORNING_ROWS: usize = 200;

/// The hours as they are kept.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", default)]
pub(crate) struct Hours {
    /// Of every office that has none of its own.
    pub(crate) practice: OpeningHours,
    /// Of offices with their own.
    pub(crate) offices: Vec<(LocationId, OpeningHours)>,
    /// Whether texts that come while it is closed get the automatic reply.
    pub(crate) replies: bool,
}

impl Hours {
    /// Reads them.
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, HOURS_SETTING)?.unwrap_or_default())
    }

    /// Those of an office.
    pub(crate) fn of(&self, office: Option<LocationId>) -> &OpeningHours {
        let own = office.and_then(|office| self.offices.iter().find(|(id, _)| *id == office));
        own.map_or(&self.practice, |(_, hours)| hours)
    }
}

/// Why what somebody typed is no week.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoWeek {
    /// A day is no stretch of hours, or no date.
    Day,
    /// A break is none, or does not lie within its day.
    Pause,
}

/// A week and its holidays as somebody typed them.
pub(crate) fn typed(week: &[DayOpen], holidays: &[String]) -> Result<OpeningHours, NoWeek> {
    let mut days = [None; 7];
    if week.len() != days.len() {
        return Err(NoWeek::Day);
    }
    for (day, typed) in days.iter_mut().zip(week) {
        *day = typed_day(*typed)?;
    }
    let holidays = holidays.iter().map(|day| day.parse().map_err(|_| NoWeek::Day));
    Ok(OpeningHours { week: days, holidays: holidays.collect::<Result<BTreeSet<NaiveDate>, _>>()? })
}

fn typed_day(typed: DayOpen) -> Result<Option<DayHours>, NoWeek> {
    let minute = |minute: u32| u16::try_from(minute).ok();
    let (from, until) = match (typed.from, typed.until) {
        (None, None) => return if typed.pause.is_none() { Ok(None) } else { Err(NoWeek::Pause) },
        (Some(from), Some(until)) => (minute(from), minute(until)),
        (Some(_), None) | (None, Some(_)) => return Err(NoWeek::Day),
    };
    let day = from.zip(until).and_then(|(from, until)| DayHours::new(from, until)).ok_or(NoWeek::Day)?;
    let Some(pause) = typed.pause else { return Ok(Some(day)) };
    let pause = minute(pause.from).zip(minute(pause.until));
    pause.and_then(|(from, until)| day.with_pause(from, until)).map(Some).ok_or(NoWeek::Pause)
}

/// The page of the settings.
pub(crate) fn page(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<HoursPage, StoreError> {
    let hours = Hours::read(tx)?;
    let practice = desk.practice();
    let zone = practice.zone();
    let shown = |location: Option<LocationId>, name: String, own: bool| {
        let hours = hours.of(location);
        OfficeHours {
            location: location.map(|location| location.to_string()),
            name,
            own,
            week: hours.week.iter().map(|day| day_open(*day)).collect(),
            holidays: hours.holidays.iter().map(NaiveDate::to_string).collect(),
            open: hours.is_open(now, zone),
            opens_at: hours.opens_after(now, zone).map(Timestamp::millis),
        }
    };
    let offices = locations::list(tx)?
        .into_iter()
        .filter(|office| office.retired_at.is_none())
        .map(|office| {
            let own = hours.offices.iter().any(|(id, _)| *id == office.id);
            shown(Some(office.id), office.name, own)
        })
        .collect();
    let opens = hours.practice.opens_after(now, zone);
    let booking = templating::booking(tx, None)?;
    let words = |language| reply(&practice.signs(), opens, zone, booking.as_ref(), language);
    Ok(HoursPage {
        practice: shown(None, practice.name.clone(), true),
        offices,
        replies: hours.replies,
        en: words(Language::En),
        es: words(Language::Es),
    })
}

/// The automatic reply, with where visits are booked where the practice has said that.
pub(crate) fn reply(
    signs: &str,
    opens: Option<Timestamp>,
    zone: Tz,
    booking: Option<&PortalAddress>,
    language: Language,
) -> String {
    let words = after_hours::text(signs, opens, zone, language);
    match booking {
        Some(address) => after_hours::with_booking(&words, address, language),
        None => words,
    }
}

fn day_open(day: Option<DayHours>) -> DayOpen {
    DayOpen {
        from: day.map(|day| day.from().into()),
        until: day.map(|day| day.until().into()),
        pause: day
            .and_then(DayHours::pause)
            .map(|(from, until)| DayPause { from: from.into(), until: until.into() }),
    }
}

/// Who wrote while their office was closed and still waits: what may be an emergency first, then the longest.
pub(crate) fn morning(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<MorningQueue, StoreError> {
    let (hours, zone) = (Hours::read(tx)?, desk.practice().zone());
    let nights = std::iter::once(&hours.practice).chain(hours.offices.iter().map(|(_, hours)| hours));
    let since = nights.filter_map(|hours| hours.last_night(now, zone)).map(|night| night.closed_at).min();
    let own = hours.practice.last_night(now, zone);
    let mut rows = Vec::new();
    if let Some(since) = since {
        let (eyes, staff, drafts) = (Eyes::read(desk, tx)?, Staff::read(tx)?, reading::drafts(desk, tx)?);
        let goals = Goals::read(desk, tx)?;
        let mut waiting = told::waiting_between(tx, since, now)?;
        let mut nights = BTreeMap::new();
        waiting.retain(|one| {
            let night =
                nights.entry(one.location).or_insert_with(|| hours.of(one.location).last_night(now, zone));
            night.is_some_and(|night| night.holds(one.since))
        });
        // By the words alone: of thousands only the rows that are shown are read whole.
        let urgent = |text: &Private| foyer_phi::may_be_emergency(text.reveal());
        waiting.sort_by_cached_key(|one| !one.newest.as_ref().is_some_and(urgent));
        for one in waiting.into_iter().take(MORNING_ROWS) {
            let thread = threads::get(tx, one.thread)?;
            let row = reading::row(desk, &eyes, &staff, &thread, &goals, &drafts, now);
            rows.push(morning_row(tx, &thread, row, since)?);
        }
    }
    Ok(MorningQueue {
        closed_at: own.map(|night| night.closed_at.millis()),
        opened_at: own.and_then(|night| night.opened_at).map(Timestamp::millis),
        rows,
    })
}

fn morning_row(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    row: crate::wire::ThreadRow,
    since: Timestamp,
) -> Result<MorningRow, StoreError> {
    let reply = told::of_thread(tx, thread.id, 1)?.pop().filter(|reply| reply.at >= since);
    let state = match &reply {
        Some(reply) => messages::get(tx, reply.reply)?.state.map(present::delivery_kind),
        None => None,
    };
    Ok(MorningRow {
        texts: told::texts_since(tx, thread.id, since)?,
        told_at: reply.map(|reply| reply.at.millis()),
        told: state,
        row,
    })
}
