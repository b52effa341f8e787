//! As many texts leave in a day as the practice lets go; then a person looks.

use foyer_domain::{DeliveryState, Span};
use foyer_policy::Ceiling;
use foyer_store::{
    audit, brake,
    outbox::{self, HoldReason},
    settings,
};
use foyer_sync::Change;

use foyer_sim::{
    desk::{Desk, LUPE, ODELL},
    time::lock,
};

fn low(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    let now = desk.now();
    // A name for the confirmation of a STOP to be signed with.
    let facts = serde_json::json!({ "name": "Bayou Family Clinic", "time_zone": "America/Chicago" });
    desk.change(|tx| settings::set(tx, settings::PRACTICE, &facts, now));
    desk.change(|tx| brake::set_ceiling(tx, Ceiling::new(20).unwrap(), now));
    desk.round();
    desk
}

fn write(desk: &mut Desk, to: &str, texts: std::ops::Range<u32>) {
    for n in texts {
        desk.write(to, &format!("Text number {n}.")).unwrap();
    }
}

fn pulled(desk: &Desk) -> bool {
    desk.store().read_blocking(brake::read).unwrap().pulled_at.is_some()
}

fn acts(desk: &Desk, word: &str) -> usize {
    let entries = desk.store().read_blocking(|tx| audit::page(tx, None, 1_000)).unwrap();
    entries.iter().filter(|entry| entry.action == word).count()
}

#[test]
fn a_desk_that_runs_wild_texts_no_more_than_the_ceiling_until_a_person_lifts_the_brake() {
    let mut desk = low(71);
    write(&mut desk, LUPE, 0..15);
    write(&mut desk, ODELL, 15..30);
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.carrier.far().tally().creates_received, 20);
    assert!(pulled(&desk));
    assert_eq!(acts(&desk, "brake.pulled"), 1, "once, however long it waits");
    assert!(lock(&desk.changes).contains(&Change::Connectivity), "the window hears of it");

    // Neither a restart nor the next day lets it go.
    desk.restart();
    desk.run_for(Span::minutes(10));
    assert_eq!(desk.carrier.far().tally().creates_received, 20);

    let now = desk.now();
    desk.change(|tx| brake::lift(tx, now));
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.carrier.far().tally().creates_received, 30, "the rest, and it counts from here");
    write(&mut desk, LUPE, 30..45);
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.carrier.far().tally().creates_received, 40, "as many again, and no more");
    assert_eq!(acts(&desk, "brake.pulled"), 2);
}

#[test]
fn the_answer_to_a_stop_goes_all_the_same_and_what_waited_for_that_phone_does_not() {
    let mut desk = low(72);
    write(&mut desk, LUPE, 0..25);
    desk.run_for(Span::minutes(20));
    assert!(pulled(&desk));
    let waits = desk.write(ODELL, "See you at nine.").unwrap();
    desk.run_for(Span::minutes(5));
    assert_eq!(desk.state(waits), DeliveryState::Queued);
    desk.patient_writes(ODELL, "please stop texting me");
    desk.run_for(Span::minutes(5));
    assert_eq!(desk.state(waits), DeliveryState::Blocked);
    assert_eq!(desk.carrier.far().tally().creates_received, 21, "the twenty, and the confirmation");
}

#[test]
fn what_waits_too_long_at_the_brake_is_for_a_person_and_a_day_makes_room_only_when_it_is_lifted() {
    let mut desk = low(73);
    write(&mut desk, LUPE, 0..25);
    desk.run_for(Span::hours(25));
    assert_eq!(desk.carrier.far().tally().creates_received, 20, "time alone lifts nothing");
    let now = desk.now();
    desk.change(|tx| brake::lift(tx, now));
    desk.run_for(Span::minutes(10));
    assert_eq!(desk.carrier.far().tally().creates_received, 20, "what was written yesterday asks first");
    let held = desk.store().read_blocking(outbox::waiting).unwrap();
    assert!(held.iter().any(|item| item.hold_reason == Some(HoldReason::TooOld)));
}

#[test]
fn texts_that_did_not_leave_do_not_count() {
    let mut desk = low(74);
    desk.carrier.far().set_fault(0, "429:on=create".parse().unwrap());
    write(&mut desk, LUPE, 0..5);
    desk.run_for(Span::hours(1));
    let now = desk.now();
    assert!(desk.carrier.far().tally().creates_received > 5, "each was tried more than once");
    assert_eq!(desk.store().read_blocking(move |tx| brake::sent(tx, now)).unwrap(), 0);
    assert!(!pulled(&desk));
}
