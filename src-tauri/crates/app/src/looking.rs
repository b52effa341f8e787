//! Unusual looking around, told by the trail. Once a night the days that are over are looked at
//! ([`foyer_policy::looking`]); who may see who did what reads what was found, asks, and writes down what came of it. Of
//! themselves nobody does. The patients' words play no part and nobody is kept from anything by it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, Timelike as _};
use chrono_tz::Tz;
use foyer_domain::{Actor, Private, ThreadId, Timestamp, UserId};
use foyer_policy::looking::{BEFORE, Deed, DeedKind, LookedDays, Looking, Unusual};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    looking::{self, DidRow},
    settings, threads,
};

use crate::{
    desk::{Desk, Office},
    hours::Hours,
    names,
    reading::{self, Staff},
    record::{self, Act},
    wire::{
        LookingBehind, LookingDay, LookingFound, LookingPage, LookingSettled, LookingThread, LookingWhat,
    },
    zone::{self, day_begins, day_of},
};

/// Until which day the trail has been looked at.
const THROUGH: &str = "looking.through";

/// The hour of the night from which that is done, by the practice's clock.
const HOUR: u32 = 3;

/// Days at the beginning of a practice, which nothing can be held against.
const FIRST_DAYS: u64 = 14;

/// The most days that are looked at in one night: a Foyer that was closed for long asks about the newest.
const AT_ONCE: u64 = 14;

/// How far back the page goes.
const SHOWN: u64 = 28;

/// Before this hour and from this one on it is late, where nobody said when the office is open.
const EARLY: u32 = 6;
const LATE: u32 = 21;

/// What a night's look found.
pub(crate) struct Looked {
    found: Vec<Unusual>,
    through: NaiveDate,
}

/// Whether a day is over that nobody has looked at.
pub(crate) fn is_due(office: &Office, tx: &ReadTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let zone = office.practice().zone();
    if zone::local(now, zone).hour() < HOUR {
        return Ok(false);
    }
    Ok(through(tx)? < Some(yesterday(now, zone)))
}

fn through(tx: &ReadTx<'_>) -> Result<Option<NaiveDate>, StoreError> {
    settings::get(tx, THROUGH)
}

fn yesterday(now: Timestamp, zone: Tz) -> NaiveDate {
    before(day_of(now, zone), 1)
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// Looks at the days that are over. Reads only, so that nobody waits for it.
pub(crate) fn look(office: &Office, tx: &ReadTx<'_>, now: Timestamp) -> Result<Looked, StoreError> {
    let zone = office.practice().zone();
    let last = yesterday(now, zone);
    let begun = looking::first_at(tx)?.map(|at| day_of(at, zone));
    // The first days of a practice are like no others.
    let settled_in = begun.and_then(|day| day.checked_add_days(Days::new(FIRST_DAYS)));
    let next = through(tx)?.and_then(|day| day.succ_opt()).max(Some(before(last, AT_ONCE - 1)));
    let (Some(from), true) = (next.max(settled_in), settled_in.is_some()) else {
        return Ok(Looked { found: Vec::new(), through: last });
    };
    let mut found = Vec::new();
    if from <= last {
        let days = days_of(office, tx, before(from, BEFORE), last, from)?;
        for day in from.iter_days().take_while(|day| *day <= last) {
            found.extend(days.unusual(day));
        }
    }
    Ok(Looked { found, through: last })
}

/// Keeps it.
pub(crate) fn keep(tx: &WriteTx<'_>, looked: &Looked, now: Timestamp) -> Result<(), StoreError> {
    looked.found.iter().try_for_each(|one| looking::add(tx, one, now))?;
    settings::set(tx, THROUGH, &looked.through, now)?;
    let detail = serde_json::json!({ "through": looked.through.to_string(), "found": looked.found.len() });
    record::by(tx, Actor::System, Act::LookingDone, None, None, detail, now)
}

/// Days that nobody has looked into.
pub(crate) fn open(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<u32, StoreError> {
    looking::open_since(tx, before(day_of(now, desk.practice().zone()), SHOWN))
}

/// The page.
pub(crate) fn page(desk: &Desk, tx: &ReadTx<'_>, now: Timestamp) -> Result<LookingPage, StoreError> {
    let (staff, zone) = (Staff::read(tx)?, desk.practice().zone());
    let mut days: Vec<LookingDay> = Vec::new();
    for one in looking::since(tx, before(day_of(now, zone), SHOWN))? {
        let (user, day) = (one.by.to_string(), one.day.to_string());
        let found = LookingFound { what: what_of(one.what), times: one.times, usual: one.usual };
        if let Some(known) = days.iter_mut().find(|known| known.user == user && known.day == day) {
            known.found.push(found);
            continue;
        }
        let settled = looking::settled(tx, one.by, one.day)?.map(|settled| LookingSettled {
            by: staff.name(settled.by),
            at: settled.at.millis(),
            words: settled.words.into_inner(),
        });
        days.push(LookingDay {
            user,
            name: staff.name(one.by),
            day_at: day_begins(one.day, zone).millis(),
            day,
            found: vec![found],
            me: one.by == desk.user.id,
            settled,
        });
    }
    let begins = match looking::first_at(tx)? {
        Some(first) => day_of(first, zone).checked_add_days(Days::new(FIRST_DAYS)),
        None => None,
    };
    let learning = begins.filter(|day| *day > day_of(now, zone));
    Ok(LookingPage { days, learning_until_at: learning.map(|day| day_begins(day, zone).millis()) })
}

/// Which conversations somebody opened on a day and did nothing in, the first opened first; and those they opened while
/// the office was closed.
pub(crate) fn behind(
    desk: &Desk,
    tx: &ReadTx<'_>,
    (user, day): (UserId, NaiveDate),
) -> Result<LookingBehind, StoreError> {
    let zone = desk.practice().zone();
    let (from, to) = (day_begins(day, zone), day_begins(day.succ_opt().unwrap_or(day), zone));
    let mine: Vec<DidRow> = looking::did(tx, from, to)?.into_iter().filter(|did| did.by == user).collect();
    let mut opened = BTreeMap::<ThreadId, (Timestamp, u32, bool)>::new();
    for did in &mine {
        match (kind_of(did), did.thread) {
            (Some(DeedKind::Opened), Some(thread)) => {
                let known = opened.entry(thread).or_insert((did.at, 0, false));
                known.1 = known.1.saturating_add(1);
            }
            (Some(DeedKind::Worked), Some(thread)) => {
                opened.entry(thread).or_insert((did.at, 0, true)).2 = true;
            }
            _ => {}
        }
    }
    let mut rows: Vec<(ThreadId, (Timestamp, u32, bool))> =
        opened.into_iter().filter(|(_, (_, times, _))| *times > 0).collect();
    rows.sort_by_key(|(_, (at, ..))| *at);
    let threads = rows
        .into_iter()
        .map(|(id, (at, times, worked))| {
            let thread = threads::get(tx, id)?;
            Ok(LookingThread {
                thread: id.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                at: at.millis(),
                times,
                worked,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(LookingBehind { threads })
}

/// Writes down what came of a day. `false` where it is one's own.
pub(crate) fn settle(
    desk: &Desk,
    tx: &WriteTx<'_>,
    (user, day): (UserId, NaiveDate),
    words: Private,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if user == desk.user.id {
        return Ok(false);
    }
    let settled = looking::SettledRow { by: desk.user.id, at: now, words };
    looking::settle(tx, (user, day), &settled)?;
    let detail = serde_json::json!({ "day": day.to_string() });
    record::with(desk, tx, Act::LookingSettled, None, Some(user.uuid()), detail, now)?;
    Ok(true)
}

/// Everybody's days from `first` to `last`; whose conversations are a colleague's is asked from `asked` on.
fn days_of(
    office: &Office,
    tx: &ReadTx<'_>,
    first: NaiveDate,
    last: NaiveDate,
    asked: NaiveDate,
) -> Result<LookedDays, StoreError> {
    let zone = office.practice().zone();
    let (from, to) = (day_begins(first, zone), day_begins(last.succ_opt().unwrap_or(last), zone));
    let did = looking::did(tx, from, to)?;
    let colleagues = of_colleagues(tx, did.iter().filter(|did| day_of(did.at, zone) >= asked))?;
    let mut clock = OfficeClock::read(tx, zone)?;
    Ok(LookedDays::of(did.iter().filter_map(|did| {
        let what = kind_of(did)?;
        let opened = what == DeedKind::Opened;
        Some(Deed {
            by: did.by,
            at: did.at,
            day: day_of(did.at, zone),
            thread: did.thread,
            what,
            closed: opened && clock.is_closed(did.at),
            colleagues: opened && did.thread.is_some_and(|thread| colleagues.contains(&thread)),
        })
    })))
}

/// What an entry of the trail is here. Whatever is done in a conversation, other than looking, is work in it.
fn kind_of(did: &DidRow) -> Option<DeedKind> {
    match Act::parse(&did.action) {
        Some(Act::ThreadViewed | Act::ReviewOpened) => Some(DeedKind::Opened),
        Some(Act::OpenedWithReason) => Some(DeedKind::WithReason),
        Some(Act::BirthDateShown) => Some(DeedKind::BirthDate),
        Some(Act::Searched) => Some(DeedKind::Searched),
        Some(
            Act::MediaSaved
            | Act::MediaPrinted
            | Act::ReportSaved
            | Act::ReportPrinted
            | Act::CopySaved
            | Act::ProofSaved
            | Act::CaseExported
            | Act::ContactsSaved
            | Act::FoundSaved
            | Act::TrailExported
            | Act::TrailSaved,
        ) => Some(DeedKind::TookOut),
        Some(Act::ConsentViewed) => None,
        Some(_) | None => did.thread.is_some().then_some(DeedKind::Worked),
    }
}

/// The conversations, of those opened, with a patient of a colleague's name.
fn of_colleagues<'a>(
    tx: &ReadTx<'_>,
    did: impl Iterator<Item = &'a DidRow>,
) -> Result<BTreeSet<ThreadId>, StoreError> {
    let staff: BTreeSet<String> =
        Staff::read(tx)?.ever().map(|user| names::plain(user.name.reveal())).collect();
    let opened: BTreeSet<ThreadId> =
        did.filter(|did| kind_of(did) == Some(DeedKind::Opened)).filter_map(|did| did.thread).collect();
    let mut found = BTreeSet::new();
    for id in opened {
        let named = threads::get(tx, id)?.patient_name;
        if named.is_some_and(|name| staff.contains(&names::plain(name.reveal()))) {
            found.insert(id);
        }
    }
    Ok(found)
}

/// When the practice is closed: all its offices.
struct OfficeClock {
    hours: Hours,
    zone: Tz,
    /// By the quarter of an hour.
    known: BTreeMap<i64, bool>,
}

impl OfficeClock {
    fn read(tx: &ReadTx<'_>, zone: Tz) -> Result<Self, StoreError> {
        Ok(Self { hours: Hours::read(tx)?, zone, known: BTreeMap::new() })
    }

    fn is_closed(&mut self, at: Timestamp) -> bool {
        let (hours, zone) = (&self.hours, self.zone);
        *self.known.entry(at.millis().div_euclid(15 * 60_000)).or_insert_with(|| {
            let offices = hours.offices.iter().map(|(_, own)| own).chain([&hours.practice]);
            let said: Vec<bool> = offices.filter_map(|one| one.is_day(at, zone)).collect();
            if said.is_empty() {
                let hour = zone::local(at, zone).hour();
                return !(EARLY..LATE).contains(&hour);
            }
            !said.contains(&true)
        })
    }
}

const fn what_of(what: Looking) -> LookingWhat {
    match what {
        Looking::Unanswered => LookingWhat::Unanswered,
        Looking::Searches => LookingWhat::Searches,
        Looking::WithReason => LookingWhat::WithReason,
        Looking::BirthDates => LookingWhat::BirthDates,
        Looking::AfterHours => LookingWhat::AfterHours,
        Looking::TakenOut => LookingWhat::TakenOut,
        Looking::Colleague => LookingWhat::Colleague,
        Looking::Again => LookingWhat::Again,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_takes_patients_out_of_foyer_counts_as_taken_out() {
        let did = |act: &str| DidRow {
            by: UserId::from_uuid(uuid::Uuid::nil()),
            at: Timestamp::from_millis(0),
            action: act.to_owned(),
            thread: None,
        };
        for act in [
            Act::ContactsSaved,
            Act::FoundSaved,
            Act::ReportSaved,
            Act::CopySaved,
            Act::TrailExported,
            Act::TrailSaved,
        ] {
            assert_eq!(kind_of(&did(act.as_str())), Some(DeedKind::TookOut), "{}", act.as_str());
        }
        assert_eq!(kind_of(&did(Act::OverviewSaved.as_str())), None, "figures name nobody");
    }
}
