//! One request per intent, in order, and never past a STOP.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use foyer_carrier::{Carrier, FetchError};
use foyer_domain::{
    ChannelFault, Charge, Connectivity, Currency, DeliveryProblem, DeliveryState, Outage, ProviderMessageId,
    Span,
};
use foyer_policy::Badge;
use foyer_store::outbox::{self, HoldReason};
use foyer_sync::{Change, Engine, Means};

use foyer_sim::{
    carrier::{LINE, SimCarrier},
    desk::{Desk, LUPE, ODELL, number},
    time::{VirtualClock, lock},
};

fn answered(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    desk
}

#[test]
fn a_reply_leaves_once_and_climbs_to_delivered() {
    let mut desk = answered(1);
    let text = desk.write(LUPE, "See you at nine.").unwrap();
    desk.round();
    assert_eq!(desk.state(text), DeliveryState::Accepted);
    assert!(desk.text(text).provider_id.is_some());
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    assert!(desk.text(text).sent_at.is_some());
    assert_eq!(desk.carrier.far().tally().creates_received, 1, "one request per intent");
    let audited = desk.audited(text);
    assert_eq!(audited[..3], ["outbox.started", "outbox.accepted", "delivery.reported"]);
    assert!(audited[3..].iter().all(|word| word == "delivery.reported"));
    assert!(lock(&desk.changes).contains(&Change::Outbox));
}

#[test]
fn nothing_is_sent_before_inbound_was_heard() {
    let mut desk = answered(2);
    desk.carrier.far().set_fault(0, "500-before:on=list".parse().unwrap());
    desk.engine().wake();
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.state(text), DeliveryState::Queued);
    assert_eq!(desk.carrier.far().tally().creates_received, 0);
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
}

#[test]
fn a_stop_that_came_during_an_outage_beats_the_queued_reply() {
    let mut desk = answered(3);
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    desk.run_for(Span::seconds(30));
    assert!(matches!(
        desk.engine().connectivity(),
        Connectivity::Offline { outage: Outage::CarrierDown, .. }
    ));
    let reply = desk.write(LUPE, "One more thing.").unwrap();
    let other = desk.write(ODELL, "See you.").unwrap();
    desk.patient_writes(LUPE, "please stop texting me");
    desk.run_for(Span::minutes(5));
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.engine().connectivity(), Connectivity::Online);
    assert_eq!(desk.state(reply), DeliveryState::Blocked);
    assert_eq!(desk.accepted(LUPE, "One more thing."), 0);
    assert_eq!(desk.accepted(ODELL, "See you."), 1);
    assert_eq!(desk.state(other), DeliveryState::Delivered);
    assert_eq!(desk.audited(reply), ["outbox.blocked"]);
    assert_eq!(desk.engine().comeback().unwrap().sent, 1);
    let words: Vec<String> = desk
        .store()
        .read_blocking(|tx| foyer_store::audit::page(tx, None, 100))
        .unwrap()
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert!(words.contains(&"line.lost".to_owned()) && words.contains(&"line.back".to_owned()));
}

#[test]
fn the_gate_is_asked_again_when_consent_was_taken_back_at_the_desk() {
    let mut desk = answered(4);
    let text = desk.write(LUPE, "See you.").unwrap();
    // Recorded by staff, without touching the outbox: the attempt's own transaction must notice.
    let event = foyer_policy::ConsentEvent {
        id: foyer_domain::ConsentEventId::new(&mut desk.ids),
        patient: None,
        number: number(LUPE),
        channel: foyer_domain::Channel::Sms,
        kind: foyer_policy::ConsentEventKind::Revoked(foyer_policy::RevocationBasis::Spoken),
        at: desk.now(),
        actor: foyer_domain::Actor::User(desk.user),
        evidence: foyer_policy::Evidence::default(),
        language: None,
        subjects: foyer_policy::Subjects::NONE,
    };
    desk.change(|tx| foyer_store::consent::append(tx, &event));
    desk.run_for(Span::seconds(10));
    assert_eq!(desk.state(text), DeliveryState::Blocked);
    assert_eq!(desk.carrier.far().tally().creates_received, 0);
}

#[test]
fn the_order_of_a_thread_holds_through_refused_connections() {
    let mut desk = answered(5);
    let now = desk.clock.true_ms();
    for n in 0..5 {
        desk.write(LUPE, &format!("Part {n}")).unwrap();
    }
    desk.carrier.far().set_fault(now, "429:next=2,on=create,retry_after_s=2".parse().unwrap());
    desk.run_for(Span::minutes(3));
    let record = desk.carrier.far().record();
    let accepted =
        record.attempts.iter().filter(|a| matches!(a.outcome, foyer_sandbox::Outcome::Accepted { .. }));
    let bodies: Vec<&str> = accepted.map(|attempt| attempt.body.as_str()).collect();
    assert_eq!(bodies, ["Part 0", "Part 1", "Part 2", "Part 3", "Part 4"]);
}

#[test]
fn retry_after_is_waited_for() {
    let mut desk = answered(6);
    desk.carrier.far().set_fault(0, "429:next=1,on=create,retry_after_s=120".parse().unwrap());
    let text = desk.write(LUPE, "Patience.").unwrap();
    desk.run_for(Span::seconds(110));
    assert_eq!(desk.state(text), DeliveryState::Queued);
    assert_eq!(desk.carrier.far().tally().creates_received, 1);
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.accepted(LUPE, "Patience."), 1);
}

#[test]
fn refused_credentials_pause_everything_and_burn_no_attempt() {
    let mut desk = answered(7);
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.carrier.far().set_fault(0, "revoked:on=create".parse().unwrap());
    desk.round();
    assert!(matches!(
        desk.engine().connectivity(),
        Connectivity::Paused { fault: ChannelFault::Credentials, .. }
    ));
    let item = desk.item(text);
    assert_eq!((item.state, item.attempts), (DeliveryState::Queued, 0));
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.accepted(LUPE, "See you."), 1);
}

#[test]
fn a_carrier_that_knows_of_a_stop_ends_the_matter() {
    let mut desk = answered(8);
    desk.carrier.far().block(LINE, LUPE);
    let first = desk.write(LUPE, "One").unwrap();
    let second = desk.write(LUPE, "Two").unwrap();
    desk.run_for(Span::seconds(10));
    assert_eq!(desk.state(first), DeliveryState::Blocked);
    assert_eq!(desk.text(first).problem, Some(DeliveryProblem::OptedOut));
    assert_eq!(desk.state(second), DeliveryState::Blocked);
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!(desk.carrier.far().tally().creates_received, 1);
}

#[test]
fn a_landline_fails_and_the_lane_goes_on() {
    let mut desk = answered(9);
    desk.carrier.far().add_patient(LUPE, foyer_sandbox::Handset::Landline);
    let text = desk.write(LUPE, "One").unwrap();
    desk.run_for(Span::seconds(5));
    assert_eq!(
        (desk.state(text), desk.text(text).problem),
        (DeliveryState::Failed, Some(DeliveryProblem::Landline))
    );
    desk.carrier.far().add_patient(LUPE, foyer_sandbox::Handset::Mobile);
    desk.write(LUPE, "Two").unwrap();
    desk.run_for(Span::seconds(5));
    assert_eq!(desk.accepted(LUPE, "Two"), 1);
}

#[test]
fn a_text_whose_time_is_over_is_held_and_a_person_lets_it_go() {
    let mut desk = answered(10);
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    let text = desk.write(LUPE, "We are running late.").unwrap();
    desk.run_for(Span::hours(5));
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.state(text), DeliveryState::Held);
    assert_eq!(desk.item(text).hold_reason, Some(HoldReason::TooOld));
    assert_eq!(desk.accepted(LUPE, "We are running late."), 0);
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| {
        foyer_sync::resolve(tx, text, foyer_sync::Resolution::SendAgain, user, Span::hours(1), now)
    });
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.accepted(LUPE, "We are running late."), 1);
}

#[test]
fn the_time_to_undo_is_kept_and_a_text_taken_back_never_leaves() {
    let mut desk = answered(11);
    let text = desk.write(LUPE, "Wait.").unwrap();
    let other = desk.write(ODELL, "Sends in 8 s.").unwrap();
    let soon = desk.now().plus(Span::seconds(8));
    let item = desk.item(other);
    desk.change(|tx| {
        outbox::hold(tx, item.id, HoldReason::Person)?;
        outbox::release(tx, item.id, soon, item.expires_at)
    });
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| foyer_sync::cancel(tx, text, user, now));
    desk.run_for(Span::seconds(7));
    assert_eq!(desk.carrier.far().tally().creates_received, 0);
    desk.run_for(Span::seconds(5));
    assert_eq!(desk.accepted(ODELL, "Sends in 8 s."), 1);
    assert_eq!(desk.accepted(LUPE, "Wait."), 0);
    assert_eq!(desk.audited(text), ["outbox.cancelled"]);
    let too_late = desk.store().write_blocking(|tx| foyer_sync::cancel(tx, other, user, now));
    assert!(too_late.is_err(), "what left cannot be taken back");
}

#[test]
fn a_delivered_text_stays_delivered_whatever_late_lists_say() {
    let mut desk = answered(12);
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    let (provider_id, now) = (desk.text(text).provider_id.unwrap(), desk.now());
    let stale = foyer_carrier::CarrierMessage {
        id: provider_id,
        direction: foyer_domain::Direction::Outbound,
        far: foyer_domain::Private::new(LUPE),
        far_number: Some(number(LUPE)),
        own: number(LINE),
        channel: foyer_domain::Channel::Sms,
        body: foyer_domain::Private::new("See you."),
        state: Some(DeliveryState::Sent),
        problem: None,
        charge: Charge::parse("-0.00790", Currency::parse("USD").unwrap()),
        created_at: Some(now),
        sent_at: None,
        media_count: 0,
        automatic: false,
    };
    let page = foyer_carrier::Page { messages: vec![stale], ..foyer_carrier::Page::default() };
    let line = desk.store().read_blocking(|tx| foyer_store::lines::get(tx, desk.line)).unwrap();
    let arrival = foyer_sync::Arrival {
        line,
        now,
        carriers_now: now,
        consent: desk.settings.consent,
        history_before: None,
    };
    let mut ids = desk.ids.clone();
    for _ in 0..2 {
        desk.change(|tx| foyer_sync::ingest_page(tx, &page, &arrival, &mut ids));
    }
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    // What it cost is news all the same.
    let charge = desk.store().read_blocking(|tx| foyer_store::charges::of_message(tx, text)).unwrap();
    assert_eq!(charge.map(Charge::amount).as_deref(), Some("0.0079"));
}

#[test]
fn a_carrier_slower_than_the_poll_still_gets_its_texts() {
    let mut desk = answered(13);
    desk.carrier.far().set_fault(0, "slow:ms=5000".parse().unwrap());
    let text = desk.write(LUPE, "Slowly.").unwrap();
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
}

#[test]
fn a_carrier_slower_than_what_was_heard_stays_fresh_still_gets_its_texts_without_spinning() {
    let mut desk = answered(14);
    desk.carrier.far().set_fault(0, "slow:ms=70000".parse().unwrap());
    let texts: Vec<_> = (0..3).map(|n| desk.write(LUPE, &format!("Part {n}")).unwrap()).collect();
    desk.clock.pass(Span::seconds(30));
    for _ in 0..30 {
        let began = desk.now();
        let next = desk.round();
        let asked = desk.now() > began;
        assert!(asked || next > desk.now(), "a round that may do nothing waits for the next poll");
        desk.clock.pass(next.since(desk.now()));
    }
    assert!(texts.iter().all(|text| desk.text(*text).provider_id.is_some()));
}

#[test]
fn a_clock_set_back_strands_nothing() {
    let mut desk = answered(15);
    desk.clock.jump(Span::hours(5));
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.clock.jump(Span::ZERO);
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
}

#[test]
fn a_request_that_hangs_holds_up_its_own_thread_and_nothing_else() {
    let mut desk = answered(16);
    desk.carrier.far().set_fault(0, "slow:ms=35000,next=1,on=create".parse().unwrap());
    let hanging = desk.write(LUPE, "Hanging.").unwrap();
    let behind = desk.write(LUPE, "Behind.").unwrap();
    desk.run_for(Span::seconds(2));
    let other = desk.write(ODELL, "Another thread.").unwrap();
    desk.patient_writes(ODELL, "Are you there?");
    desk.run_for(Span::seconds(10));
    assert!(desk.text(other).provider_id.is_some(), "another thread does not wait");
    assert_eq!(desk.thread_row(ODELL).facts.unread, 1, "nor does what patients write");
    desk.run_for(Span::minutes(1));
    assert!(desk.text(hanging).provider_id.is_some() && desk.text(behind).provider_id.is_some());
    assert_eq!(desk.accepted(LUPE, "Hanging."), 1);
}

#[test]
fn a_long_queue_leaves_at_the_senders_rate_and_inbound_is_heard_meanwhile() {
    let mut desk = answered(17);
    let phones: Vec<String> = (0..40).map(|n| format!("+1713555{:04}", 120 + n)).collect();
    for phone in &phones {
        desk.grant(phone);
        desk.write(phone, "We open at eight.").unwrap();
    }
    desk.patient_writes(LUPE, "STOP");
    let late = desk.write(LUPE, "One more thing.").unwrap();
    desk.run_for(Span::seconds(20));
    let sent = desk.carrier.far().tally().creates_accepted;
    assert!((15..=28).contains(&sent), "{sent} texts in twenty seconds at one a second");
    assert_eq!(desk.state(late), DeliveryState::Blocked);
    desk.run_for(Span::seconds(40));
    assert_eq!(desk.carrier.far().tally().creates_accepted, 39, "all but Lupe's, who said STOP");
}

#[test]
fn a_text_whose_named_time_passed_during_the_outage_waits_for_a_person() {
    let mut desk = answered(18);
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    // It is ten in the morning at the practice.
    let stale = desk.write(LUPE, "Please stop by the desk at 10:20.").unwrap();
    let fresh = desk.write(ODELL, "We open at 8 AM tomorrow.").unwrap();
    desk.run_for(Span::minutes(30));
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.item(stale).hold_reason, Some(HoldReason::NamedTimePassed));
    assert_eq!(desk.audited(stale).last().map(String::as_str), Some("outbox.held"));
    assert!(desk.text(fresh).provider_id.is_some());
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| {
        foyer_sync::resolve(tx, stale, foyer_sync::Resolution::SendAgain, user, Span::hours(1), now)
    });
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.accepted(LUPE, "Please stop by the desk at 10:20."), 1, "a person has looked");
}

#[test]
fn a_text_that_somebody_overtook_during_the_outage_waits_for_a_person() {
    for (seed, by_patient) in [(19, true), (20, false)] {
        let mut desk = answered(seed);
        desk.carrier.far().set_fault(0, "outage".parse().unwrap());
        let text = desk.write(LUPE, "Same garage.").unwrap();
        desk.run_for(Span::minutes(5));
        if by_patient {
            desk.patient_writes(LUPE, "Never mind, I found it.");
        } else {
            let form = [("To", LUPE), ("From", LINE), ("Body", "Enter on Main.")];
            let form: Vec<(String, String)> =
                form.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            let now = desk.clock.true_ms();
            desk.carrier.far().create(now, &form);
        }
        desk.run_for(Span::minutes(5));
        desk.carrier.far().clear_faults(None);
        desk.run_for(Span::minutes(2));
        assert_eq!(
            desk.item(text).hold_reason,
            Some(HoldReason::ContextChanged),
            "by the patient: {by_patient}"
        );
        assert_eq!(desk.accepted(LUPE, "Same garage."), 0);
    }
}

#[test]
fn a_carrier_that_knows_keys_is_asked_again_with_the_same_key() {
    let mut desk = answered(21);
    desk.carrier.recognise_keys(Span::hours(3));
    desk.restart();
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    desk.carrier.far().set_fault(0, "list-lag:ms=86400000".parse().unwrap());
    let text = desk.write(LUPE, "Once.").unwrap();
    desk.run_for(Span::minutes(2));
    assert!(desk.text(text).provider_id.is_some(), "no search, no person: the key tells");
    assert_eq!(desk.accepted(LUPE, "Once."), 1);
}

#[test]
fn try_now_does_not_override_what_the_carrier_asked_for() {
    let mut desk = answered(22);
    desk.carrier.far().set_fault(0, "429:next=1,on=create,retry_after_s=120".parse().unwrap());
    desk.write(LUPE, "Patience.").unwrap();
    desk.run_for(Span::seconds(10));
    let asked = desk.carrier.far().tally().requests;
    desk.engine().try_now();
    desk.engine().wake();
    desk.run_for(Span::seconds(60));
    assert_eq!(desk.carrier.far().tally().requests, asked);
    desk.run_for(Span::seconds(60));
    assert_eq!(desk.accepted(LUPE, "Patience."), 1);
}

#[test]
fn a_text_that_did_not_arrive_brings_its_closed_thread_back() {
    let mut desk = answered(23);
    desk.carrier.far().add_patient(LUPE, foyer_sandbox::Handset::Off);
    let text = desk.write(LUPE, "See you at nine.").unwrap();
    desk.round();
    let (id, now) = (desk.thread(LUPE), desk.now());
    desk.change(|tx| {
        let row = foyer_store::threads::get(tx, id)?;
        foyer_store::threads::save_facts(tx, id, &row.facts.closed(now))
    });
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.state(text), DeliveryState::Undelivered);
    assert_eq!(desk.thread_row(LUPE).facts.state, foyer_domain::ThreadState::Open);
}

/// The line to the carrier on a computer that falls asleep while it looks for a text in doubt; a STOP comes meanwhile.
struct Drowsy {
    line: Arc<SimCarrier>,
    clock: Arc<VirtualClock>,
    slept: AtomicBool,
}

#[async_trait::async_trait]
impl Carrier for Drowsy {
    fn capabilities(&self) -> foyer_carrier::Capabilities {
        self.line.capabilities()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.line.check_credentials().await
    }

    async fn numbers(&self) -> Result<Vec<foyer_carrier::OwnNumber>, FetchError> {
        self.line.numbers().await
    }

    async fn submit(&self, text: &foyer_carrier::OutgoingText) -> foyer_carrier::SubmitOutcome {
        self.line.submit(text).await
    }

    async fn fetch_page(
        &self,
        scope: &foyer_carrier::Scope,
        at: Option<&foyer_carrier::PageCursor>,
    ) -> Result<foyer_carrier::Page, FetchError> {
        let page = self.line.fetch_page(scope, at).await;
        if matches!(scope, foyer_carrier::Scope::Between { .. }) && !self.slept.swap(true, Ordering::SeqCst) {
            self.clock.pass(Span::seconds(10));
            let now = self.clock.true_ms();
            self.line.far().inject_inbound(now, LUPE, LINE, "STOP", Vec::new()).unwrap();
            self.clock.pass(Span::minutes(4));
        }
        page
    }

    async fn fetch_message(
        &self,
        id: &ProviderMessageId,
    ) -> Result<Option<foyer_carrier::CarrierMessage>, FetchError> {
        self.line.fetch_message(id).await
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<foyer_carrier::Media>, FetchError> {
        self.line.fetch_media(id).await
    }
}

#[test]
fn what_was_heard_before_a_sleep_inside_a_round_lets_nothing_leave() {
    let mut desk = answered(31);
    desk.carrier.far().set_fault(0, "hang-up:next=1,on=create".parse().unwrap());
    let doubtful = desk.write(ODELL, "In doubt.").unwrap();
    desk.round();
    assert_eq!(desk.state(doubtful), DeliveryState::Unconfirmed);
    let text = desk.write(LUPE, "See you at nine.").unwrap();
    let drowsy = Arc::new(Drowsy {
        line: Arc::clone(&desk.carrier),
        clock: Arc::clone(&desk.clock),
        slept: AtomicBool::new(false),
    });
    let mut engine = Engine::new(Means { carrier: drowsy.clone(), ..desk.means() }, 31);
    for _ in 0..5 {
        desk.clock.pass(Span::seconds(20));
        desk.block_on(engine.round()).unwrap();
        while engine.is_flying() {
            desk.block_on(engine.landed()).unwrap();
        }
    }
    assert!(drowsy.slept.load(Ordering::SeqCst), "it slept");
    assert_eq!(desk.state(text), DeliveryState::Blocked, "the STOP won");
    assert_eq!(desk.accepted(LUPE, "See you at nine."), 0);
}
