//! Six weeks at a made-up desk of ten, and twenty people who look around in them. The days are dice; what it proves is that
//! the rules tell the two apart, not how people behave.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};
use foyer_domain::{Span, ThreadId, Timestamp, UserId};
use foyer_policy::looking::{Deed, DeedKind, LookedDays, Looking};
use uuid::Uuid;

const STAFF: u128 = 10;
const DAYS: u64 = 42;

/// The first of them on which anybody is looked at: before, there is nothing to hold a day against.
const FROM: u64 = 14;

fn person(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n + 1))
}

fn thread(n: u64) -> ThreadId {
    ThreadId::from_uuid(Uuid::from_u128(u128::from(n) + 1_000_000))
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 28).unwrap().checked_add_days(Days::new(n)).unwrap()
}

/// Dice that fall the same way each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides.max(1)
    }
}

struct Log {
    dice: Dice,
    deeds: Vec<Deed>,
}

impl Log {
    fn add(&mut self, by: u128, on: u64, times: u64, what: DeedKind, near: u64) {
        for n in 0..times {
            let thread = match what {
                DeedKind::Searched | DeedKind::TookOut => None,
                _ => Some(thread(near + self.dice.roll(4_000))),
            };
            self.deeds.push(self.deed(by, on, n, thread, what));
        }
    }

    fn deed(&self, by: u128, on: u64, n: u64, thread: Option<ThreadId>, what: DeedKind) -> Deed {
        let minutes = on * 24 * 60 + 8 * 60 + (n * 3) % 540;
        let at = Timestamp::from_millis(0).plus(Span::minutes(i64::try_from(minutes).unwrap()));
        Deed { by: person(by), at, day: day(on), thread, what, closed: false, colleagues: false }
    }

    /// A day like most: some are twice as busy, Mondays are for everybody.
    fn ordinary(&mut self, by: u128, on: u64) {
        let base = 4 + u64::try_from(by).unwrap() % 5;
        let busy = if day(on).weekday() == chrono::Weekday::Mon { 2 } else { 1 };
        let more = if self.dice.roll(25) == 0 { 2 } else { 1 };
        let some = |dice: &mut Dice, most: u64| (dice.roll(most) + most / 2) * busy * more;
        for (what, most) in [(DeedKind::Worked, 40), (DeedKind::Opened, base), (DeedKind::Searched, base + 3)]
        {
            let times = some(&mut self.dice, most);
            self.add(by, on, times, what, 0);
        }
        let times = self.dice.roll(3);
        self.add(by, on, times, DeedKind::BirthDate, 0);
        let times = u64::from(self.dice.roll(8) == 0);
        self.add(by, on, times, DeedKind::WithReason, 0);
        let times = u64::from(self.dice.roll(4) == 0) * 2;
        self.add(by, on, times, DeedKind::TookOut, 0);
        // Somebody comes early.
        if self.dice.roll(5) == 0 {
            for n in 0..3 {
                let thread = Some(thread(self.dice.roll(4_000)));
                let early = self.deed(by, on, n, thread, DeedKind::Opened);
                self.deeds.push(Deed { closed: true, ..early });
            }
        }
    }
}

/// What twenty people do besides their work.
fn snoop(log: &mut Log, n: u64, by: u128, on: u64) -> Looking {
    match n % 8 {
        0 => {
            log.add(by, on, 45 + n, DeedKind::Opened, 5_000);
            Looking::Unanswered
        }
        1 => {
            log.add(by, on, 60 + n, DeedKind::Searched, 0);
            Looking::Searches
        }
        2 => {
            log.add(by, on, 5, DeedKind::WithReason, 0);
            Looking::WithReason
        }
        3 => {
            log.add(by, on, 16 + n, DeedKind::BirthDate, 0);
            Looking::BirthDates
        }
        4 => {
            for n in 0..14 {
                let late = log.deed(by, on, n, Some(thread(5_000 + n)), DeedKind::Opened);
                log.deeds.push(Deed { closed: true, ..late });
            }
            Looking::AfterHours
        }
        5 => {
            log.add(by, on, 10 + n, DeedKind::TookOut, 0);
            Looking::TakenOut
        }
        6 => {
            let one = log.deed(by, on, 1, Some(thread(9_999)), DeedKind::Opened);
            log.deeds.push(Deed { colleagues: true, ..one });
            Looking::Colleague
        }
        _ => {
            for back in 0..7 {
                let one = log.deed(by, on - back, 1, Some(thread(8_000 + n)), DeedKind::Opened);
                log.deeds.push(one);
            }
            Looking::Again
        }
    }
}

#[test]
fn of_twenty_who_look_around_nineteen_are_found_at_no_more_than_one_false_alarm_a_week() {
    let (mut planted, mut found, mut alarms) = (0, 0, 0);
    let seeds = 10;
    for seed in 0..seeds {
        let mut log = Log { dice: Dice(seed * 77 + 5), deeds: Vec::new() };
        for on in (0..DAYS).filter(|on| day(*on).weekday().num_days_from_monday() < 5) {
            (0..STAFF).for_each(|by| log.ordinary(by, on));
        }
        let mut told = BTreeSet::new();
        for n in 0..20 {
            let by = u128::from(n) % STAFF;
            // From the third week on, a Tuesday to a Friday.
            let on = FROM + 7 + 7 * (n / 10) + 1 + n % 4;
            let what = snoop(&mut log, n, by, on);
            told.insert((person(by), day(on), what));
        }
        log.deeds.sort_by_key(|deed| deed.at);
        let days = LookedDays::of(log.deeds);
        let mut seen = BTreeSet::new();
        for on in FROM..DAYS {
            seen.extend(days.unusual(day(on)).into_iter().map(|one| (one.by, one.day, one.what)));
        }
        planted += told.len();
        found += told.intersection(&seen).count();
        // Whoever looks around does other things with it, and who comes back does so for a week.
        let at_it = |by: &UserId, on: &NaiveDate| {
            told.iter().any(|(who, last, what)| {
                let days = if *what == Looking::Again { 6 } else { 0 };
                who == by && (0..=days).contains(&(*last - *on).num_days())
            })
        };
        alarms += seen.iter().filter(|(by, on, _)| !at_it(by, on)).count();
    }
    let weeks = usize::try_from(seeds * (DAYS - FROM) / 7).unwrap();
    assert!(found * 100 >= planted * 95, "{found} of {planted} were found");
    assert!(alarms <= weeks, "{alarms} false alarms in {weeks} weeks of ten people");
}

#[test]
fn a_busy_day_of_everybody_is_nobodys_and_a_usual_one_of_somebody_is_usual() {
    let mut log = Log { dice: Dice(3), deeds: Vec::new() };
    for on in 0..20 {
        for by in 0..4 {
            log.add(by, on, if on == 19 { 60 } else { 6 }, DeedKind::Opened, 0);
        }
        log.add(7, on, 60, DeedKind::Opened, 0);
    }
    let days = LookedDays::of(log.deeds);
    assert_eq!(days.unusual(day(19)), [], "the morning after a storm");
    assert_eq!(days.unusual(day(10)), [], "somebody who opens sixty every day");
}

#[test]
fn what_somebody_worked_on_was_not_looked_around_in() {
    let mut log = Log { dice: Dice(3), deeds: Vec::new() };
    for n in 0..40 {
        log.deeds.push(log.deed(1, 5, n, Some(thread(n)), DeedKind::Opened));
        log.deeds.push(log.deed(1, 5, n, Some(thread(n)), DeedKind::Worked));
    }
    let of_colleague = log.deed(1, 5, 1, Some(thread(1)), DeedKind::Opened);
    log.deeds.push(Deed { colleagues: true, ..of_colleague });
    let days = LookedDays::of(log.deeds);
    assert_eq!(days.unusual(day(5)), []);
    assert_eq!(days.get(person(1), day(5)).unwrap().left().count(), 0);
}

#[test]
fn a_name_typed_letter_by_letter_is_one_search() {
    let mut log = Log { dice: Dice(3), deeds: Vec::new() };
    let first = log.deed(1, 5, 1, None, DeedKind::Searched);
    for seconds in [0, 1, 2, 30, 200] {
        log.deeds.push(Deed { at: first.at.plus(Span::seconds(seconds)), ..first });
    }
    let days = LookedDays::of(log.deeds);
    assert_eq!(days.get(person(1), day(5)).unwrap().times(Looking::Searches), 2);
}

#[test]
fn words_of_the_store_read_back() {
    for what in Looking::ALL {
        assert_eq!(Looking::parse(what.as_str()), Some(what));
    }
}
