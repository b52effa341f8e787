//! The state machine: what is accepted, how the ladder climbs, what STOP does, what may be blanked.

use foyer_sandbox::{Carrier, Direction, Fate, Handset, Status};
use proptest::prelude::*;

use crate::story::{ALMA, BEN, CARA, CLINIC, START, carrier, code, get, post, send, text};

#[test]
fn a_text_climbs_from_queued_to_delivered_and_gets_its_sending_date() {
    let mut carrier = carrier(1);
    let sent = send(&mut carrier, START, ALMA, "Your visit is at 2:15 PM.").value();
    assert_eq!((text(&sent, "status"), &sent["date_sent"]), ("queued", &serde_json::Value::Null));
    assert_eq!(sent["num_segments"], "1");
    let path = format!("Messages/{}.json", text(&sent, "sid"));
    let mut seen = Vec::new();
    for tenth in 0..120 {
        let status = text(&get(&mut carrier, START + tenth * 100, &path, &[]).value(), "status").to_owned();
        if seen.last() != Some(&status) {
            seen.push(status);
        }
    }
    assert_eq!(seen, ["queued", "sending", "sent", "delivered"]);
    assert!(get(&mut carrier, START + 12_000, &path, &[]).value()["date_sent"].is_string());
}

#[test]
fn handsets_differ_in_how_it_ends() {
    let endings = [
        (Handset::HiddenLandline, Status::Undelivered, Some(30006)),
        (Handset::Off, Status::Undelivered, Some(30003)),
        (Handset::Unknown, Status::Undelivered, Some(30005)),
        (Handset::Filtered, Status::Undelivered, Some(30007)),
        (Handset::Failing, Status::Failed, Some(30008)),
        (Handset::NoReceipt, Status::Sent, None),
        (Handset::Mobile, Status::Delivered, None),
    ];
    for (handset, status, error_code) in endings {
        let mut carrier = carrier(2);
        carrier.add_patient("+17135550150", handset);
        send(&mut carrier, START, "+17135550150", "hello");
        carrier.advance(START + 60_000);
        let message = carrier.record().messages.pop().unwrap();
        assert_eq!((message.status, message.error_code), (status, error_code), "{handset:?}");
    }
}

#[test]
fn refusals_carry_twilios_codes() {
    let mut carrier = carrier(3);
    let long = "x".repeat(1601);
    let cases: [(&[(&str, &str)], u64); 11] = [
        (&[("From", CLINIC), ("Body", "x")], 21604),
        (&[("To", ALMA), ("Body", "x")], 21603),
        (&[("To", ALMA), ("From", "desk"), ("Body", "x")], 21212),
        (&[("To", ALMA), ("From", BEN), ("Body", "x")], 21606),
        (&[("To", "713 555 0142"), ("From", CLINIC), ("Body", "x")], 21211),
        (&[("To", "+11235550142"), ("From", CLINIC), ("Body", "x")], 21211),
        (&[("To", "+34915550142"), ("From", CLINIC), ("Body", "x")], 21408),
        (&[("To", CARA), ("From", CLINIC), ("Body", "x")], 21614),
        (&[("To", ALMA), ("From", CLINIC)], 21602),
        (&[("To", ALMA), ("From", CLINIC), ("Body", &long)], 21617),
        (&[("To", ALMA), ("From", CLINIC), ("Body", "x"), ("ValidityPeriod", "36001")], 20001),
    ];
    for (form, expected) in cases {
        assert_eq!(code(&post(&mut carrier, START, "Messages.json", form)), (400, expected));
    }
    assert_eq!(carrier.tally().creates_received, 11);
    assert_eq!(carrier.tally().creates_accepted, 0);
    assert!(carrier.record().messages.is_empty());
}

#[test]
fn stop_blocks_answers_once_and_start_reopens() {
    let mut carrier = carrier(4);
    carrier.inject_inbound(START, ALMA, CLINIC, " Stop ", Vec::new()).unwrap();
    assert_eq!(carrier.opted_out(), [ALMA]);
    assert_eq!(code(&send(&mut carrier, START + 1, ALMA, "are you sure?")), (400, 21610));
    carrier.inject_inbound(START + 2000, ALMA, CLINIC, "STOP", Vec::new()).unwrap();
    carrier.inject_inbound(START + 9000, ALMA, CLINIC, "start", Vec::new()).unwrap();
    carrier.advance(START + 60_000);
    let record = carrier.record();
    let own = record.messages.iter().filter(|message| message.direction == Direction::OutboundReply);
    assert_eq!(own.clone().count(), 2, "one for STOP, one for START");
    assert!(
        own.clone().all(|message| message.status == Status::Delivered),
        "they go out in spite of the block"
    );
    assert_eq!(send(&mut carrier, START + 60_000, ALMA, "welcome back").status, 201);
}

#[test]
fn words_that_only_contain_stop_block_nothing() {
    let mut carrier = carrier(5);
    for body in ["stop by at 3?", "ALTO", "please stop", "No"] {
        carrier.inject_inbound(START, ALMA, CLINIC, body, Vec::new()).unwrap();
    }
    assert_eq!(send(&mut carrier, START, ALMA, "ok").status, 201);
}

#[test]
fn a_text_accepted_before_stop_fails_on_its_way() {
    let mut carrier = carrier(6);
    carrier.set_fault(START, "slow-delivery:ms=30000".parse().unwrap());
    let sid = text(&send(&mut carrier, START, ALMA, "see you").value(), "sid").to_owned();
    carrier.inject_inbound(START + 1000, ALMA, CLINIC, "STOP", Vec::new()).unwrap();
    carrier.advance(START + 60_000);
    let record = carrier.record();
    let message = record.messages.iter().find(|message| message.sid == sid).unwrap();
    assert_eq!((message.status, message.error_code), (Status::Failed, Some(21610)));
}

#[test]
fn a_text_that_waits_beyond_its_validity_is_not_sent_late() {
    let mut carrier = carrier(7);
    carrier.set_fault(START, "slow-delivery:ms=600000".parse().unwrap());
    let form = [("To", ALMA), ("From", CLINIC), ("Body", "running late"), ("ValidityPeriod", "300")];
    post(&mut carrier, START, "Messages.json", &form);
    carrier.advance(START + 3_600_000);
    let message = carrier.record().messages.pop().unwrap();
    assert_eq!((message.status, message.error_code, message.sent_at), (Status::Failed, Some(30001), None));
}

#[test]
fn blanking_and_deleting_wait_for_the_end_and_then_hold() {
    let mut carrier = carrier(8);
    let sid = text(&send(&mut carrier, START, BEN, "hello").value(), "sid").to_owned();
    let path = format!("Messages/{sid}.json");
    assert_eq!(code(&post(&mut carrier, START, &path, &[("Body", "")])), (400, 20009));
    assert_eq!(code(&carrier.delete(START, &sid)), (409, 20009));
    let later = START + 60_000;
    assert_eq!(code(&post(&mut carrier, later, &path, &[("Body", "rewritten")])), (400, 20001));
    assert_eq!(post(&mut carrier, later, &path, &[("Body", "")]).value()["body"], "");
    assert_eq!(carrier.delete(later, &sid).status, 204);
    assert_eq!(code(&get(&mut carrier, later, &path, &[])), (404, 20404));
    assert_eq!(code(&carrier.delete(later, &sid)), (404, 20404));
    assert!(
        get(&mut carrier, later, "Messages.json", &[]).value()["messages"].as_array().unwrap().is_empty()
    );
    assert!(carrier.record().messages[0].deleted, "the carrier's own record keeps that it existed");
}

#[test]
fn a_scheduled_text_can_be_cancelled_and_then_never_goes() {
    let mut carrier = carrier(9);
    let service = carrier.account().service_sid.clone();
    let form = [
        ("To", ALMA),
        ("MessagingServiceSid", service.as_str()),
        ("Body", "tomorrow at nine"),
        ("ScheduleType", "fixed"),
        ("SendAt", "2026-11-23T18:42:00Z"),
    ];
    let answer = post(&mut carrier, START, "Messages.json", &form).value();
    assert_eq!((text(&answer, "status"), text(&answer, "num_segments")), ("scheduled", "0"));
    let path = format!("Messages/{}.json", text(&answer, "sid"));
    assert_eq!(post(&mut carrier, START, &path, &[("Status", "canceled")]).value()["status"], "canceled");
    carrier.advance(START + 86_400_000);
    assert_eq!(carrier.record().messages[0].status, Status::Canceled);
}

#[test]
fn a_service_accepts_first_and_counts_parts_later() {
    let mut carrier = carrier(10);
    let service = carrier.account().service_sid.clone();
    let form = [("To", ALMA), ("MessagingServiceSid", service.as_str()), ("Body", "hello")];
    let answer = post(&mut carrier, START, "Messages.json", &form).value();
    assert_eq!((text(&answer, "status"), text(&answer, "num_segments")), ("accepted", "0"));
    carrier.advance(START + 60_000);
    assert_eq!(carrier.record().messages[0].status, Status::Delivered);
}

#[test]
fn a_lost_response_is_accepted_once_and_the_record_says_so() {
    let mut carrier = carrier(11);
    carrier.set_fault(START, "lost-response:next=1".parse().unwrap());
    let lost = send(&mut carrier, START, ALMA, "only once");
    assert_eq!((lost.fate, lost.body.clone().into_bytes().len()), (Fate::HungUp, 0));
    assert_eq!(carrier.record().accepted(ALMA, "only once"), 1);
    assert_eq!(send(&mut carrier, START, ALMA, "only once").status, 201, "the carrier knows no idempotency");
    assert_eq!(carrier.record().accepted(ALMA, "only once"), 2);
}

#[test]
fn wrong_credentials_reach_nothing() {
    let mut carrier = carrier(12);
    let mut request = carrier.request(foyer_sandbox::Method::Get, "Messages.json", &[]);
    request.basic = Some(("SK".to_owned(), "guess".to_owned()));
    assert_eq!(code(&carrier.answer(START, &request)), (401, 20003));
    request.basic = None;
    assert_eq!(code(&carrier.answer(START, &request)), (401, 20003));
}

#[derive(Clone, Debug)]
enum Move {
    Send(bool),
    Inbound(&'static str),
    Pass(u16),
    Back(u16),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        any::<bool>().prop_map(Move::Send),
        prop_oneof![Just("STOP"), Just("Yes"), Just("START"), Just("gracias"), Just("help")]
            .prop_map(Move::Inbound),
        any::<u16>().prop_map(Move::Pass),
        any::<u16>().prop_map(Move::Back),
    ];
    prop::collection::vec(one, 1..60)
}

fn play(seed: u64, moves: &[Move], mut look: impl FnMut(&Carrier)) -> Carrier {
    let mut carrier = carrier(seed);
    let mut now = START;
    for step in moves {
        match step {
            Move::Send(to_alma) => _ = send(&mut carrier, now, if *to_alma { ALMA } else { BEN }, "hello"),
            Move::Inbound(body) => _ = carrier.inject_inbound(now, ALMA, CLINIC, body, Vec::new()).unwrap(),
            Move::Pass(ms) => now += i64::from(*ms),
            Move::Back(ms) => now -= i64::from(*ms),
        }
        carrier.advance(now);
        look(&carrier);
    }
    carrier
}

proptest! {
    #[test]
    fn no_status_ever_goes_down_whatever_the_clock_does(moves in moves(), seed in any::<u64>()) {
        let mut rungs = std::collections::BTreeMap::new();
        play(seed, &moves, |carrier| {
            for message in carrier.record().messages {
                let before = rungs.insert(message.sid.clone(), message.status);
                assert!(before.is_none_or(|before| before == message.status || before.rung() < message.status.rung()));
            }
        });
    }

    #[test]
    fn nothing_is_accepted_for_a_patient_whose_last_keyword_was_stop(moves in moves(), seed in any::<u64>()) {
        let carrier = play(seed, &moves, |_| {});
        let mut blocked = false;
        let (mut attempts, record) = (0, carrier.record());
        for step in &moves {
            match step {
                Move::Inbound("STOP") => blocked = true,
                Move::Inbound("START" | "Yes") => blocked = false,
                Move::Send(to_alma) => {
                    let refused = record.attempts[attempts].outcome == foyer_sandbox::Outcome::Refused { code: 21610 };
                    prop_assert_eq!(refused, *to_alma && blocked);
                    attempts += 1;
                }
                Move::Inbound(_) | Move::Pass(_) | Move::Back(_) => {}
            }
        }
    }

    #[test]
    fn the_same_seed_and_moves_give_the_same_carrier(moves in moves(), seed in any::<u64>()) {
        let tell = |carrier: &Carrier| serde_json::to_string(&carrier.record()).unwrap();
        let (once, again) = (play(seed, &moves, |_| {}), play(seed, &moves, |_| {}));
        prop_assert!(tell(&once) == tell(&again));
    }
}
