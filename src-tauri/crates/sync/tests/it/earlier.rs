//! Earlier days: history that comes in behind the present, and the ledger of counts that is green or says what is wrong.

use foyer_domain::{Span, UtcDay};
use foyer_policy::Badge;
use foyer_store::{
    audit,
    day_counts::{self, DayCount},
    outbox,
    read_back::{self, CarrierList, History, ReadBack},
    reviews,
};

use foyer_sim::desk::{Desk, Ended, LUPE, ODELL};
use foyer_sync::EngineSettings;

/// A desk that is connected after so many days on which Lupe wrote once.
fn after_days(seed: u64, days: u32) -> Desk {
    let desk = Desk::open(seed);
    for day in 0..days {
        desk.patient_writes(LUPE, &format!("Day {day}"));
        desk.clock.pass(Span::hours(25));
    }
    desk.carrier.page_size(5);
    desk
}

/// A desk that polls seldom: these stories take days.
fn slow(seed: u64) -> Desk {
    let (poll_every, own_list_every) = (Span::minutes(5), Span::ZERO);
    Desk::with(seed, EngineSettings { poll_every, own_list_every, ..EngineSettings::default() })
}

fn received(desk: &Desk) -> ReadBack {
    let line = desk.line;
    desk.store().read_blocking(|tx| read_back::of(tx, line, CarrierList::Received)).unwrap().unwrap()
}

fn differing(desk: &Desk) -> Vec<DayCount> {
    desk.store().read_blocking(day_counts::differing).unwrap()
}

fn counted(desk: &Desk) -> u32 {
    desk.store().read_blocking(|tx| day_counts::counted_since(tx, UtcDay::from_number(0))).unwrap().0
}

fn told(desk: &Desk, word: &str) -> usize {
    let all = desk.store().read_blocking(|tx| audit::page(tx, None, 10_000)).unwrap();
    all.iter().filter(|entry| entry.action == word).count()
}

fn wants(desk: &Desk, days: Option<u32>, paused: bool) {
    let now = desk.now();
    desk.change(|tx| History { days, paused }.save(tx, now));
}

#[test]
fn history_comes_in_behind_what_is_new_and_nobody_waits_for_it() {
    let mut desk = after_days(1, 60);
    wants(&desk, None, false);
    desk.round();
    let at_first = desk.texts(LUPE).len();
    assert!(at_first < 25, "the first walk is short, not {at_first}");
    desk.patient_writes(LUPE, "Now");
    desk.clock.pass(Span::seconds(3));
    desk.round();
    let texts = desk.texts(LUPE);
    assert_eq!(texts.last().unwrap().body.reveal(), "Now");
    assert!(texts.len() < at_first + 12, "what is new does not wait until history is in");
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.texts(LUPE).len(), 61);
    let row = received(&desk);
    assert!(row.whole);
    assert!(row.texts > 30, "what was brought in is counted: {}", row.texts);
    let facts = desk.thread_row(LUPE).facts;
    assert_eq!(facts.unread, 1, "history is not unread");
    assert_eq!(desk.thread_row(LUPE).preview.unwrap().text.reveal(), "Now");
    assert_eq!(told(&desk, "history.read"), 1, "the other list had ended at once");
}

#[test]
fn history_ends_where_the_practice_wants_it_to_and_goes_on_when_it_wants_more() {
    let mut desk = after_days(2, 80);
    wants(&desk, Some(40), false);
    desk.run_for(Span::minutes(3));
    let some = desk.texts(LUPE).len();
    assert!((38..=46).contains(&some), "forty days and a page at most, not {some}");
    wants(&desk, Some(400), false);
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.texts(LUPE).len(), 80);
}

#[test]
fn a_pause_holds_and_a_death_costs_a_page_at_most() {
    let mut desk = after_days(3, 80);
    wants(&desk, None, true);
    desk.run_for(Span::minutes(3));
    let paused = desk.texts(LUPE).len();
    assert!(paused < 25);
    wants(&desk, None, false);
    while received(&desk).texts < 10 {
        desk.run_for(Span::seconds(1));
    }
    let before = received(&desk);
    assert!(!before.whole && before.cursor.is_some(), "it is under way");
    desk.restart();
    desk.run_for(Span::seconds(20));
    let after = received(&desk);
    assert!(after.reached < before.reached, "it goes on where it was");
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.texts(LUPE).len(), 80);
}

#[test]
fn a_place_that_the_carrier_forgot_is_looked_for_from_the_top() {
    let mut desk = after_days(4, 60);
    wants(&desk, None, true);
    desk.round();
    let (row, now) = (received(&desk), desk.now());
    desk.change(|tx| read_back::save(tx, &ReadBack { cursor: Some("1/PAnonsense".into()), ..row }, now));
    wants(&desk, None, false);
    desk.run_for(Span::minutes(40));
    assert_eq!(desk.texts(LUPE).len(), 60);
}

#[test]
fn a_stop_in_history_counts_in_its_own_time_and_texts_nobody() {
    let mut desk = Desk::open(5);
    desk.carrier.page_size(5);
    desk.patient_writes(ODELL, "STOP");
    desk.patient_writes(LUPE, "STOP");
    desk.clock.pass(Span::days(5));
    desk.patient_writes(LUPE, "START");
    for day in 0..60 {
        desk.patient_writes(LUPE, &format!("Day {day}"));
        desk.clock.pass(Span::hours(24));
    }
    wants(&desk, None, false);
    desk.round();
    assert_ne!(desk.standing(ODELL).badge, Badge::OptedOut, "not read yet");
    desk.grant(LUPE);
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.standing(ODELL).badge, Badge::OptedOut);
    assert_eq!(desk.standing(LUPE).badge, Badge::Granted, "START came later, though it was read first");
    assert!(desk.store().read_blocking(outbox::waiting).unwrap().is_empty());
    assert_eq!(desk.carrier.far().tally().creates_accepted, 0);
    assert!(desk.store().read_blocking(reviews::open).unwrap().is_empty());
}

#[test]
fn a_text_that_the_list_hid_for_days_shows_as_a_gap_and_is_fetched() {
    let mut desk = slow(6);
    desk.carrier.page_size(3);
    desk.run_for(Span::minutes(1));
    let hidden = desk.patient_writes(ODELL, "It hurts");
    desk.carrier.hides(&hidden, true);
    for day in 0..5 {
        for n in 0..4 {
            desk.patient_writes(LUPE, &format!("Day {day}, {n}"));
        }
        desk.run_for(Span::hours(24));
    }
    assert!(desk.texts(ODELL).is_empty());
    assert!(differing(&desk).is_empty() && counted(&desk) > 14, "the days agree so far");
    desk.carrier.hides(&hidden, false);
    let end = desk.now().plus(Span::hours(30));
    while differing(&desk).is_empty() && desk.now() < end {
        desk.run_for(Span::seconds(1));
    }
    let gap = differing(&desk).pop().expect("the gap shows");
    assert_eq!((gap.found.carrier, gap.found.here, gap.found.missing), (5, 4, 1));
    assert!(gap.gap_at.is_some() && gap.fetch_at.is_some(), "and its day is asked for");
    assert_eq!(desk.texts(ODELL).len(), 1, "what was read is heard at once: it may be a STOP");
    desk.run_for(Span::minutes(20));
    assert_eq!((told(&desk, "counts.differ"), told(&desk, "counts.agree")), (1, 1));
    assert!(differing(&desk).is_empty(), "the gap closed by itself");
    assert_eq!(desk.texts(ODELL).len(), 1);
    assert_eq!(desk.thread_row(ODELL).facts.unread, 1, "somebody must see it");
}

#[test]
fn a_person_may_ask_for_a_day_again() {
    let mut desk = slow(7);
    desk.run_for(Span::minutes(1));
    desk.patient_writes(ODELL, "One");
    desk.patient_writes(ODELL, "Two");
    let day = UtcDay::of(desk.now());
    desk.run_for(Span::hours(60));
    let (line, asked_at) = (desk.line, desk.now());
    let key = (line, CarrierList::Received, day);
    desk.change(|tx| day_counts::ask(tx, key, asked_at));
    desk.run_for(Span::minutes(15));
    let row = desk.store().read_blocking(|tx| day_counts::get(tx, line, CarrierList::Received, day));
    let row = row.unwrap().unwrap();
    assert_eq!((row.found.carrier, row.found.here, row.found.missing), (2, 2, 0));
    assert!(row.fetch_at.is_none() && row.counted_at > asked_at, "it was fetched and counted again");
    let never = (line, CarrierList::Received, UtcDay::from_number(1));
    assert!(desk.store().write_blocking(|tx| day_counts::ask(tx, never, asked_at)).is_err());
}

#[test]
fn what_was_deleted_at_the_carrier_is_no_loss_of_ours() {
    let mut desk = slow(8);
    desk.run_for(Span::minutes(1));
    let deleted = desk.patient_writes(ODELL, "One");
    desk.patient_writes(ODELL, "Two");
    desk.run_for(Span::hours(1));
    let now = desk.clock.true_ms();
    desk.carrier.far().delete(now, &deleted);
    desk.run_for(Span::hours(48));
    let rows = differing(&desk);
    assert_eq!(rows.len(), 1);
    let found = rows[0].found;
    assert_eq!((found.carrier, found.here, found.missing, found.gone), (1, 2, 0, 1));
    assert_eq!((rows[0].gap_at, rows[0].fetch_at), (None, None), "nothing of ours is missing");
    assert_eq!(desk.texts(ODELL).len(), 2, "and nothing is deleted here");
}

#[test]
fn a_list_that_breaks_off_is_never_counted() {
    let mut desk = slow(9);
    desk.carrier.page_size(2);
    for n in 0..9 {
        desk.patient_writes(LUPE, &format!("Line {n}"));
        desk.clock.pass(Span::hours(20));
    }
    desk.carrier.far().set_fault(0, "looped-pages".parse().unwrap());
    desk.run_for(Span::hours(30));
    assert_eq!(counted(&desk), 0);
}

#[test]
fn polls_are_quick_at_the_window_slower_behind_it_and_rare_at_night() {
    let settings = EngineSettings { own_list_every: Span::hours(1), ..EngineSettings::default() };
    let mut desk = Desk::with(10, settings);
    desk.live();
    let requests = |desk: &mut Desk, minutes: i64| {
        let before = desk.carrier.far().tally().requests;
        desk.run_on(desk.clock.true_ms() + Span::minutes(minutes).as_millis(), None);
        (desk.carrier.far().tally().requests - before) as i64
    };
    requests(&mut desk, 2);
    let watched = requests(&mut desk, 10);
    assert!((160..=215).contains(&watched), "every 3 s: {watched} in ten minutes");
    desk.handle().focused(false);
    let behind = requests(&mut desk, 10);
    assert!((34..=46).contains(&behind), "every 15 s: {behind} in ten minutes");
    requests(&mut desk, 20);
    let night = requests(&mut desk, 60);
    assert!((25..=45).contains(&night), "every two minutes: {night} in an hour");
    desk.handle().at_night(Span::minutes(10));
    let rare = requests(&mut desk, 60);
    assert!((5..=18).contains(&rare), "every ten minutes: {rare} in an hour");
    desk.handle().focused(true);
    let back = requests(&mut desk, 10);
    assert!(back > 150, "somebody is back: {back}");
}

#[test]
fn an_idle_poll_is_one_request_and_our_own_list_is_read_as_rarely_as_polls_are() {
    let mut desk = Desk::with(12, EngineSettings::default());
    desk.live();
    let requests = |desk: &mut Desk, minutes: i64| {
        let before = desk.carrier.far().tally().requests;
        desk.run_on(desk.clock.true_ms() + Span::minutes(minutes).as_millis(), None);
        (desk.carrier.far().tally().requests - before) as i64
    };
    requests(&mut desk, 40);
    // One of ten is of what our own numbers sent; deep walks, four an hour, read both lists.
    let watched = requests(&mut desk, 60);
    assert!((1_000..=1_300).contains(&watched), "{watched} in an hour at the window");
    desk.handle().focused(false);
    requests(&mut desk, 40);
    let night = requests(&mut desk, 60);
    assert!((28..=40).contains(&night), "{night} in an hour at night");
}

#[test]
fn between_two_rare_polls_a_walk_waits_without_turning_in_a_circle() {
    let mut desk = slow(11);
    for day in 0..300 {
        desk.patient_writes(LUPE, &format!("Day {day}"));
        desk.clock.pass(Span::hours(24));
    }
    desk.carrier.page_size(2);
    wants(&desk, None, false);
    let (end, mut rounds) = (desk.clock.true_ms() + Span::minutes(12).as_millis(), 0);
    while desk.clock.true_ms() < end && rounds < 10_000 {
        let Ended::Next(next) = desk.turn(None) else { panic!("nothing was to go wrong") };
        rounds += 1;
        desk.wait_until(next, end);
    }
    let row = received(&desk);
    assert!(row.texts > 100 && !row.whole, "it is under way: {}", row.texts);
    assert!(rounds < 400, "{rounds} rounds in twelve minutes");
}
