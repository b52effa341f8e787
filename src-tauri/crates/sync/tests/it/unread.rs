//! A text that nobody can read may be a STOP: nothing goes to whoever sent it until a person has looked.

use foyer_domain::{DeliveryState, ProviderMessageId, Span};
use foyer_store::{
    lines,
    outbox::{self, HoldReason},
    quarantine,
};
use foyer_sync::{Arrival, Resolution, ingest_page, resolve};

use foyer_carrier::{Page, RowPrint, Unreadable};
use foyer_sim::desk::{Desk, LUPE, ODELL, number};

/// The carrier lists a text of `sender` that cannot be read.
fn arrives_unread(desk: &Desk, id: Option<&str>, sender: Option<&str>) {
    let id = id.map(|id| ProviderMessageId::parse(id).unwrap());
    list(desk, vec![Unreadable { id, what: "body", sender: sender.map(number), print: None }]);
}

/// The carrier lists these, newest first.
fn list(desk: &Desk, unreadable: Vec<Unreadable>) {
    let (line, now, mut ids) = (desk.line, desk.now(), desk.ids.clone());
    let page = Page { unreadable, ..Page::default() };
    let consent = desk.settings.consent;
    desk.change(move |tx| {
        let line = lines::get(tx, line)?;
        let arrival = Arrival { line, now, carriers_now: now, consent, history_before: None };
        ingest_page(tx, &page, &arrival, &mut ids).map(drop)
    });
}

fn desk(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    desk
}

#[test]
fn texts_to_whoever_sent_it_wait_for_a_person_and_nobody_elses_do() {
    let mut desk = desk(1);
    arrives_unread(&desk, Some("SMunread"), Some(LUPE));
    let (held, goes) = (desk.write(LUPE, "See you.").unwrap(), desk.write(ODELL, "See you.").unwrap());
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(held), DeliveryState::Held);
    assert_eq!(desk.item(held).hold_reason, Some(HoldReason::UnreadText));
    assert_eq!(desk.accepted(LUPE, "See you."), 0);
    assert_eq!(desk.state(goes), DeliveryState::Delivered);
    assert!(desk.audited(held).contains(&"outbox.held".to_owned()));

    // A person looked, and lets it go; what comes later is not asked about again.
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| resolve(tx, held, Resolution::SendAgain, user, Span::hours(1), now));
    arrives_unread(&desk, Some("SMunread"), Some(LUPE));
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(held), DeliveryState::Delivered);

    // Another text that cannot be read asks anew.
    arrives_unread(&desk, Some("SMunread2"), Some(LUPE));
    let again = desk.write(LUPE, "Bye.").unwrap();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.item(again).hold_reason, Some(HoldReason::UnreadText));
}

#[test]
fn each_row_without_an_id_is_a_text_of_its_own_and_none_is_swallowed() {
    let mut desk = desk(5);
    let row = |words: &str| Unreadable {
        id: None,
        what: "sid",
        sender: Some(number(LUPE)),
        print: Some(RowPrint::of(&[Some(LUPE), Some(words)], None)),
    };
    let asks = |desk: &Desk| {
        desk.store().read_blocking(|tx| quarantine::may_have_stopped(tx, &number(LUPE))).unwrap()
    };
    let looks = |desk: &Desk| {
        let (user, now) = (desk.user, desk.now());
        desk.change(|tx| quarantine::looked(tx, &number(LUPE), user, now));
    };
    list(&desk, vec![row("See you")]);
    assert!(asks(&desk));
    looks(&desk);
    list(&desk, vec![row("See you")]);
    assert!(!asks(&desk), "the same row, listed again");
    list(&desk, vec![row("STOP"), row("See you")]);
    assert!(asks(&desk), "another one");
    looks(&desk);
    list(&desk, vec![row("STOP"), row("See you")]);
    assert!(!asks(&desk));
    list(&desk, vec![row("STOP"), row("STOP"), row("See you")]);
    assert!(asks(&desk), "one that says the same again");
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.item(text).hold_reason, Some(HoldReason::UnreadText));
    assert_eq!(desk.store().read_blocking(quarantine::list).unwrap().len(), 3);
}

#[test]
fn leaving_the_text_does_not_count_as_having_looked() {
    let mut desk = desk(2);
    arrives_unread(&desk, None, Some(LUPE));
    let held = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::seconds(30));
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| resolve(tx, held, Resolution::LeaveIt, user, Span::hours(1), now));
    assert!(desk.store().read_blocking(|tx| quarantine::may_have_stopped(tx, &number(LUPE))).unwrap());
}

#[test]
fn a_text_that_becomes_readable_holds_nothing_any_more() {
    let mut desk = desk(3);
    let sid = desk.patient_writes(LUPE, "Thanks!");
    arrives_unread(&desk, Some(&sid), Some(LUPE));
    let held = |desk: &Desk| {
        desk.store().read_blocking(|tx| quarantine::may_have_stopped(tx, &number(LUPE))).unwrap()
    };
    assert!(held(&desk));
    desk.run_for(Span::seconds(30));
    assert!(!held(&desk));
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
}

#[test]
fn without_a_sender_nobody_is_held_and_our_own_number_is_no_sender() {
    let mut desk = desk(4);
    arrives_unread(&desk, Some("SMnobody"), None);
    arrives_unread(&desk, Some("SMours"), Some(foyer_sim::carrier::LINE));
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    assert_eq!(desk.store().read_blocking(quarantine::list).unwrap().len(), 2, "the banner counts them");
    assert!(desk.store().read_blocking(outbox::waiting).unwrap().is_empty());
}
