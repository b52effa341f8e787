//! The one confirmation after a wish for no more texts: once, within five minutes, and only where the carrier is
//! silent.

use foyer_domain::{Actor, Direction, Span};
use foyer_policy::Badge;
use foyer_sim::desk::{Desk, LUPE, ODELL};
use foyer_store::{
    audit::{self, AuditEntry},
    consent,
    messages::{MessageKind, MessageRow},
    outbox, settings, threads,
};

const FAREWELL: &str = "Bayou Family Clinic: You won't get more texts from us. Text START to get them again.";

/// A practice with a name to sign with, that Lupe and Odell agreed to be texted by.
fn desk(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    let now = desk.now();
    let facts = serde_json::json!({
        "name": "Bayou Family Clinic", "time_zone": "America/Chicago", "portal_url": null, "reply_goal_minutes": 15,
    });
    desk.change(|tx| settings::set(tx, settings::PRACTICE, &facts, now));
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    desk
}

fn asked_for(desk: &Desk) -> u64 {
    desk.carrier.far().tally().creates_received
}

/// The trail says as much of it as of a text that somebody wrote.
fn said_in_full(desk: &Desk, sent: &MessageRow) {
    let (entry, kept, queued, thread) = desk
        .store()
        .read_blocking(|tx| {
            let of_thread = audit::of_thread(tx, sent.thread, None, 1_000)?;
            let queued =
                |entry: &AuditEntry| entry.object == Some(sent.id.uuid()) && entry.action == "text.queue";
            let entry = of_thread.into_iter().find(queued).unwrap();
            let (kept, queued) =
                (consent::kept_with(tx, sent.id)?.unwrap(), outbox::of_message(tx, sent.id)?);
            Ok::<_, foyer_store::StoreError>((entry, kept, queued.unwrap(), threads::get(tx, sent.thread)?))
        })
        .unwrap();
    assert_eq!((entry.actor, entry.at), (Actor::System, queued.queued_at));
    let wanted = serde_json::json!({
        "purpose": "stop_confirmation", "subject": "logistics", "ground": "farewell", "badge": "opted_out",
        "channel": "sms", "category": thread.category.as_str(), "verdict": "clean", "templates": [], "parts": 1,
        "patient": thread.patient.map(|patient| patient.to_string()), "rules": kept.rules,
        "consent": kept.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
        // This desk never said on which computer it is.
        "computer": null, "words": entry.detail["words"],
    });
    assert_eq!(entry.detail, wanted);
    assert!(entry.detail["words"].is_string());
    assert!(!kept.events.is_empty(), "the STOP that it answers");
}

#[test]
fn a_wish_in_words_is_confirmed_once_and_within_five_minutes() {
    let mut desk = desk(1);
    desk.patient_writes(LUPE, "Please stop texting me");
    let said_at = desk.clock.true_ms();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!(desk.accepted(LUPE, FAREWELL), 1);
    let sent = desk.texts(LUPE).into_iter().find(|text| text.kind == MessageKind::StopConfirmation).unwrap();
    assert!(sent.sent_at.unwrap_or(sent.created_at).millis() - said_at <= 5 * 60_000);
    assert_eq!(desk.audited(sent.id)[..3], ["text.queue", "outbox.started", "outbox.accepted"]);
    said_in_full(&desk, &sent);
    // Said again, said twice in one page, after a restart, an hour later: it was confirmed.
    desk.patient_writes(LUPE, "I said stop texting me");
    desk.patient_writes(LUPE, "no me escriban más");
    desk.run_for(Span::seconds(30));
    desk.restart();
    desk.run_for(Span::hours(1));
    desk.patient_writes(LUPE, "stop texting me please");
    desk.run_for(Span::minutes(1));
    assert_eq!((desk.accepted(LUPE, FAREWELL), asked_for(&desk)), (1, 1));
    assert_eq!(desk.accepted(ODELL, FAREWELL), 0, "nobody else hears of it");
}

#[test]
fn a_word_the_carrier_answers_is_not_answered_twice() {
    let mut desk = desk(2);
    desk.patient_writes(LUPE, "STOP");
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!(asked_for(&desk), 0, "Foyer asked for nothing");
    // The wish in words and the carrier's word in one page: the carrier answers.
    desk.patient_writes(ODELL, "Please stop texting me");
    desk.patient_writes(ODELL, "STOP");
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.standing(ODELL).badge, Badge::OptedOut);
    assert_eq!(asked_for(&desk), 0, "not even tried");
    let ours = desk.texts(ODELL).into_iter().filter(|text| text.direction() == Direction::Outbound);
    assert_eq!(ours.filter(|text| text.body.reveal() == FAREWELL && text.provider_id.is_some()).count(), 0);
}

#[test]
fn a_wish_that_is_heard_too_late_is_honoured_without_a_word() {
    let mut desk = desk(3);
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    desk.run_for(Span::seconds(30));
    desk.patient_writes(LUPE, "Please stop texting me");
    desk.run_for(Span::minutes(7));
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(3));
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!((desk.accepted(LUPE, FAREWELL), asked_for(&desk)), (0, 0));
}

#[test]
fn a_confirmation_that_could_not_leave_in_time_never_leaves() {
    let mut desk = desk(4);
    desk.carrier.far().set_fault(0, "500-before:on=create,for_s=420".parse().unwrap());
    desk.patient_writes(LUPE, "Please stop texting me");
    desk.run_for(Span::minutes(12));
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!(desk.accepted(LUPE, FAREWELL), 0);
}

#[test]
fn after_a_start_the_next_wish_is_confirmed_again_once() {
    let mut desk = desk(5);
    for _ in 0..2 {
        desk.patient_writes(LUPE, "Please stop texting me");
        desk.run_for(Span::seconds(40));
        assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
        desk.patient_writes(LUPE, "START");
        desk.run_for(Span::seconds(40));
        assert_eq!(desk.standing(LUPE).badge, Badge::Granted);
    }
    assert_eq!(desk.accepted(LUPE, FAREWELL), 2, "one for each wish");
}
