//! A text whose answer got lost is looked for, never sent again by itself, and left to a person.

use foyer_domain::{DeliveryState, MessageId, Private, Span};
use foyer_policy::{Purpose, handoff};
use foyer_store::{
    drafts::{self, DraftKind},
    outbox::{self, HoldReason},
    past::{self, NewPortalCard},
};
use foyer_sync::{Cancelled, Resolution, cancel, resolve};

use foyer_sim::{
    carrier::LINE,
    desk::{Desk, LUPE, ODELL, number},
};

use crate::unsearchable::Unsearchable;

fn answered(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    desk
}

fn decide(desk: &mut Desk, text: foyer_domain::MessageId, resolution: Resolution) {
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| resolve(tx, text, resolution, user, Span::hours(1), now));
}

#[test]
fn a_lost_answer_is_found_in_the_list_and_nothing_is_resent() {
    for fault in [
        "lost-response:next=1",
        "500-after:next=1",
        "cut-short:next=1,on=create",
        "truncated:next=1,on=create",
    ] {
        let mut desk = answered(1);
        desk.carrier.far().set_fault(0, fault.parse().unwrap());
        let text = desk.write(LUPE, "See you at nine.").unwrap();
        let behind = desk.write(LUPE, "Bring your card.").unwrap();
        desk.round();
        assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "{fault}");
        assert_eq!(desk.state(behind), DeliveryState::Queued);
        desk.run_for(Span::minutes(1));
        assert_eq!(desk.state(text), DeliveryState::Delivered, "{fault}");
        assert_eq!(desk.accepted(LUPE, "See you at nine."), 1, "{fault}");
        assert_eq!(desk.accepted(LUPE, "Bring your card."), 1, "{fault}");
        assert_eq!(desk.texts(LUPE).len(), 2, "no third text from elsewhere: {fault}");
        assert!(desk.audited(text).contains(&"outbox.found".to_owned()));
    }
}

#[test]
fn a_text_that_never_arrived_holds_its_thread_until_a_person_decides() {
    let mut desk = answered(2);
    desk.carrier.far().set_fault(0, "hang-up:next=1,on=create".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    let behind = desk.write(LUPE, "Behind.").unwrap();
    desk.round();
    let other = desk.write(ODELL, "Another thread.").unwrap();
    desk.run_for(Span::hours(2));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    assert_eq!(desk.state(behind), DeliveryState::Queued, "its thread waits");
    assert_eq!(desk.state(other), DeliveryState::Delivered, "other threads do not");
    assert_eq!(desk.carrier.far().tally().creates_received, 2, "never again by itself");
    decide(&mut desk, text, Resolution::SendAgain);
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
    assert_eq!(desk.state(behind), DeliveryState::Delivered);
    assert!(desk.audited(text).contains(&"outbox.sent_again".to_owned()));
}

#[test]
fn leaving_it_frees_the_thread_and_late_evidence_still_wins() {
    let mut desk = answered(3);
    let now = desk.clock.true_ms();
    desk.carrier.far().set_fault(now, "list-lag:ms=1800000,for_s=1800".parse().unwrap());
    desk.carrier.far().set_fault(now, "lost-response:next=1".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    let behind = desk.write(LUPE, "Behind.").unwrap();
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    decide(&mut desk, text, Resolution::LeaveIt);
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "what is true is said");
    assert_eq!(desk.state(behind), DeliveryState::Delivered);
    desk.run_for(Span::minutes(30));
    assert_eq!(desk.state(text), DeliveryState::Delivered, "it did go out after all");
    assert_eq!(desk.texts(LUPE).len(), 2);
}

#[test]
fn evidence_that_comes_before_the_resend_prevents_it() {
    let mut desk = answered(4);
    desk.carrier.far().set_fault(0, "list-lag:ms=600000".parse().unwrap());
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(2));
    desk.carrier.far().set_fault(0, "500-before:on=create".parse().unwrap());
    desk.carrier.far().clear_faults(Some(foyer_sandbox::FaultName::ListLag));
    decide(&mut desk, text, Resolution::SendAgain);
    // The round hears what our number sent before it would send.
    desk.clock.pass(Span::seconds(10));
    desk.round();
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
    assert_eq!(desk.carrier.far().tally().creates_received, 1);
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
}

#[test]
fn two_equal_texts_are_matched_by_count() {
    let mut desk = answered(5);
    desk.carrier.far().set_fault(0, "lost-response:next=2".parse().unwrap());
    let first = desk.write(LUPE, "Yes.").unwrap();
    desk.run_for(Span::minutes(1));
    let second = desk.write(LUPE, "Yes.").unwrap();
    desk.run_for(Span::minutes(1));
    assert_eq!((desk.state(first), desk.state(second)), (DeliveryState::Delivered, DeliveryState::Delivered));
    assert_eq!(desk.accepted(LUPE, "Yes."), 2);
    assert_ne!(desk.text(first).provider_id, desk.text(second).provider_id);
    assert_eq!(desk.texts(LUPE).len(), 2);
}

#[test]
fn checking_again_looks_at_once() {
    let mut desk = answered(6);
    desk.carrier.far().set_fault(0, "list-lag:ms=86400000".parse().unwrap());
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let mut settings = desk.settings;
    settings.own_list_every = Span::days(1);
    settings.deep_walk_every = Span::days(1);
    desk.settings = settings;
    desk.restart();
    desk.round();
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::hours(3));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "the next look is an hour away");
    decide(&mut desk, text, Resolution::CheckAgain);
    let mut looking = foyer_sync::Reconciler::default();
    looking.check_now(text);
    let found = desk.block_on(looking.run(&desk.means())).unwrap();
    assert_eq!(found, 1);
    assert_eq!(desk.state(text), DeliveryState::Delivered);
}

#[test]
fn dying_at_every_pause_of_a_send_never_sends_twice_and_loses_nothing() {
    let mut found = 0;
    for at in 1..60 {
        let mut desk = answered(7);
        let text = desk.write(LUPE, "Once.").unwrap();
        if !desk.round_dying_at(at) {
            break;
        }
        found += 1;
        desk.run_for(Span::minutes(2));
        let taken = desk.accepted(LUPE, "Once.");
        match desk.state(text) {
            DeliveryState::Delivered => assert_eq!(taken, 1, "died at pause {at}"),
            DeliveryState::Unconfirmed => {
                assert_eq!(taken, 0, "died at pause {at}: it was there to be found")
            }
            other => panic!("died at pause {at}: {other:?}"),
        }
        assert_eq!(desk.texts(LUPE).len(), 1, "died at pause {at}");
    }
    assert!(found >= 5, "only {found} places to die");
}

#[test]
fn nothing_to_decide_about_a_text_that_left() {
    let mut desk = answered(8);
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(1));
    let (user, now) = (desk.user, desk.now());
    for resolution in [Resolution::CheckAgain, Resolution::SendAgain, Resolution::LeaveIt] {
        let refused =
            desk.store().write_blocking(|tx| resolve(tx, text, resolution, user, Span::hours(1), now));
        assert!(refused.is_err(), "{resolution:?}");
    }
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
}

#[test]
fn one_row_of_the_carrier_answers_for_one_text_however_often_it_is_listed() {
    let mut desk = answered(9);
    // Two equal texts in doubt, of which only one ever reached the carrier.
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let first = desk.write(LUPE, "Yes.").unwrap();
    let second = desk.write(LUPE, "Yes.").unwrap();
    desk.round();
    decide(&mut desk, first, Resolution::LeaveIt);
    desk.carrier.far().set_fault(0, "hang-up:next=1,on=create".parse().unwrap());
    desk.carrier.far().set_fault(0, "list-lag:ms=86400000".parse().unwrap());
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(second), DeliveryState::Unconfirmed);
    let record = desk.carrier.far().record();
    let sid = record.messages.iter().find(|message| message.body == "Yes.").unwrap().sid.clone();
    let row = foyer_carrier::CarrierMessage {
        id: foyer_domain::ProviderMessageId::parse(&sid).unwrap(),
        direction: foyer_domain::Direction::Outbound,
        far: foyer_domain::Private::new(LUPE),
        far_number: Some(number(LUPE)),
        own: number(LINE),
        channel: foyer_domain::Channel::Sms,
        body: foyer_domain::Private::new("Yes."),
        state: Some(DeliveryState::Sent),
        problem: None,
        charge: None,
        created_at: Some(desk.now()),
        sent_at: None,
        media_count: 0,
        automatic: false,
    };
    let page = foyer_carrier::Page { messages: vec![row.clone(), row], ..foyer_carrier::Page::default() };
    let line = desk.store().read_blocking(|tx| foyer_store::lines::get(tx, desk.line)).unwrap();
    let (now, consent) = (desk.now(), desk.settings.consent);
    let arrival = foyer_sync::Arrival { line, now, carriers_now: now, consent, history_before: None };
    let mut ids = desk.ids.clone();
    let stored = desk.change(|tx| foyer_sync::ingest_page(tx, &page, &arrival, &mut ids));
    assert_eq!((stored.adopted, stored.elsewhere), (1, 0));
    assert_eq!((desk.state(first), desk.state(second)), (DeliveryState::Sent, DeliveryState::Unconfirmed));
}

/// A text whose first attempt may have arrived, and that a person then sent again while nothing goes out.
fn sent_again_and_stuck(seed: u64) -> (Desk, MessageId) {
    let mut desk = answered(seed);
    desk.carrier.far().set_fault(0, "list-lag:ms=86400000".parse().unwrap());
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let text = desk.write(LUPE, "See you at nine.").unwrap();
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    decide(&mut desk, text, Resolution::SendAgain);
    assert_eq!(desk.state(text), DeliveryState::Queued);
    (desk, text)
}

fn evidence_arrives(desk: &mut Desk, text: MessageId) {
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "it may be with the patient");
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.state(text), DeliveryState::Delivered, "late evidence finds it");
    assert_eq!((desk.accepted(LUPE, "See you at nine."), desk.texts(LUPE).len()), (1, 1));
}

#[test]
fn taking_back_what_may_have_left_leaves_it_and_gives_no_words_back() {
    let (mut desk, text) = sent_again_and_stuck(10);
    let (user, now) = (desk.user, desk.now());
    assert_eq!(desk.change(|tx| cancel(tx, text, user, now)), Cancelled::MayHaveLeft);
    assert_eq!(desk.item(text).state, DeliveryState::Cancelled);
    evidence_arrives(&mut desk, text);
    let fresh = desk.write(LUPE, "Never left.").unwrap();
    let (user, now) = (desk.user, desk.now());
    let taken = desk.change(|tx| cancel(tx, fresh, user, now));
    assert_eq!(taken, Cancelled::TakenBack(Private::new("Never left.")));
}

#[test]
fn blocking_or_leaving_what_may_have_left_does_not_say_that_it_never_did() {
    let (mut desk, text) = sent_again_and_stuck(11);
    let lupe = number(LUPE);
    desk.change(|tx| outbox::block_all_to(tx, &lupe));
    evidence_arrives(&mut desk, text);
    let (mut desk, text) = sent_again_and_stuck(12);
    let id = desk.item(text).id;
    desk.change(|tx| outbox::hold(tx, id, HoldReason::TooOld));
    decide(&mut desk, text, Resolution::LeaveIt);
    evidence_arrives(&mut desk, text);
}

#[test]
fn the_card_of_a_hand_off_goes_with_its_link_and_its_words_are_kept() {
    for leave in [true, false] {
        let mut desk = answered(13);
        let words = handoff::text(
            "Bayou Family Clinic",
            &handoff::PortalAddress::parse("portal.bayoufamily.example").unwrap(),
            foyer_domain::Language::En,
        );
        let link = desk.write_as(LUPE, &words, Purpose::PortalLink).unwrap();
        let (thread, author, now) = (desk.thread(LUPE), desk.user, desk.now());
        let id = MessageId::new(&mut desk.ids);
        let words = Private::new("Your results are in.");
        let card = NewPortalCard { id, thread, author, words: &words, link, now };
        desk.change(|tx| past::insert_portal_card(tx, &card));
        if leave {
            let item = desk.item(link).id;
            desk.change(|tx| outbox::hold(tx, item, HoldReason::Person));
            decide(&mut desk, link, Resolution::LeaveIt);
            let draft =
                desk.store().read_blocking(|tx| drafts::load(tx, thread, author, DraftKind::Text)).unwrap();
            assert_eq!(draft.unwrap().body, words);
        } else {
            let taken = desk.change(|tx| cancel(tx, link, author, now));
            assert_eq!(taken, Cancelled::TakenBack(words));
        }
        assert_eq!(desk.texts(LUPE).len(), 1, "only the cancelled link is left");
        assert_eq!(desk.thread_row(LUPE).preview, None, "and that is not shown");
    }
}

#[test]
fn a_search_that_cannot_be_read_keeps_nobody_else_from_being_found_or_sent() {
    let mut desk = answered(14);
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let lost = desk.write(LUPE, "Lost.").unwrap();
    desk.round();
    assert_eq!(desk.state(lost), DeliveryState::Unconfirmed);
    let unreadable = Unsearchable { inner: desk.carrier.clone(), to: number(LUPE) };
    let settings = foyer_sync::EngineSettings { own_list_every: Span::days(1), ..desk.settings };
    let means = foyer_sync::Means { carrier: std::sync::Arc::new(unreadable), settings, ..desk.means() };
    let mut looking = foyer_sync::Reconciler::default();
    assert_eq!(desk.block_on(looking.run(&means)), Ok(0), "no failure of the line");
    assert!(looking.next_at().unwrap() > desk.now(), "that search waits");
}
