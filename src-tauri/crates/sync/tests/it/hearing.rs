//! What patients write arrives once, in its thread, with what it says about consent.

use foyer_domain::{Actor, DeliveryState, Direction, Span};
use foyer_policy::{Badge, Purpose, notice};
use foyer_store::{
    audit::{self, AuditEntry},
    consent,
    messages::{MessageKind, Sender},
    threads,
};
use foyer_sync::Change;

use foyer_sim::{
    carrier::LINE,
    desk::{Desk, LUPE, ODELL},
    time::lock,
};

#[test]
fn a_text_arrives_within_one_poll_unread_and_waiting() {
    let mut desk = Desk::open(1);
    desk.round();
    desk.patient_writes(LUPE, "Can I come at nine?");
    desk.clock.pass(Span::seconds(3));
    desk.round();
    let thread = desk.thread_row(LUPE);
    assert_eq!(thread.facts.unread, 1);
    assert!(thread.facts.waiting_since.is_some());
    assert_eq!(thread.preview.unwrap().text.reveal(), "Can I come at nine?");
    assert!(lock(&desk.changes).contains(&Change::NewInbound(1)));
    assert!(lock(&desk.changes).contains(&Change::Thread(thread.id)));
}

#[test]
fn a_repeated_and_reordered_list_makes_each_text_once() {
    let mut desk = Desk::open(2);
    desk.carrier.page_size(3);
    for name in ["repeat-rows", "reorder-rows"] {
        desk.carrier.far().set_fault(0, name.parse().unwrap());
    }
    for n in 0..20 {
        desk.patient_writes(LUPE, &format!("Line {n}"));
        desk.clock.pass(Span::seconds(2));
    }
    desk.run_for(Span::minutes(1));
    let texts: Vec<String> = desk.texts(LUPE).into_iter().map(|text| text.body.into_inner()).collect();
    assert_eq!(texts, (0..20).map(|n| format!("Line {n}")).collect::<Vec<_>>());
    assert_eq!(desk.thread_row(LUPE).facts.unread, 20);
}

#[test]
fn a_list_that_lags_still_brings_every_text() {
    let mut desk = Desk::open(3);
    desk.carrier.far().set_fault(0, "list-lag:ms=600000".parse().unwrap());
    desk.patient_writes(LUPE, "Are you open?");
    desk.run_for(Span::minutes(9));
    assert_eq!(desk.texts(LUPE).len(), 0);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.texts(LUPE).len(), 1);
}

#[test]
fn a_weekend_away_is_caught_up_even_when_the_first_try_dies() {
    let mut desk = Desk::open(4);
    desk.carrier.page_size(4);
    desk.round();
    for n in 0..60 {
        desk.clock.pass(Span::hours(1));
        desk.patient_writes(if n % 2 == 0 { LUPE } else { ODELL }, &format!("Hour {n}"));
    }
    // The first catch-up dies after some pages, which cover more than a day: the next must not trust them.
    assert!(desk.round_dying_at(40), "the round was meant to die in the middle of the walk");
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.texts(LUPE).len() + desk.texts(ODELL).len(), 60);
}

#[test]
fn what_comes_while_the_first_connection_is_refused_is_news() {
    let mut desk = Desk::open(14);
    desk.patient_writes(ODELL, "Last month.");
    desk.clock.pass(Span::days(30));
    desk.carrier.far().set_fault(0, "revoked".parse().unwrap());
    desk.round();
    desk.clock.pass(Span::hours(1));
    desk.patient_writes(LUPE, "Are you open?");
    // Two days until somebody types the right key.
    desk.clock.pass(Span::hours(48));
    desk.restart();
    desk.carrier.heal();
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.thread_row(LUPE).facts.unread, 1);
    assert_eq!(desk.thread_row(ODELL).facts.unread, 0, "what was before is history");
}

#[test]
fn what_comes_while_a_clock_is_days_ahead_at_the_first_connection_is_news() {
    let mut desk = Desk::open(16);
    desk.patient_writes(ODELL, "Last week.");
    desk.clock.pass(Span::days(7));
    desk.patient_writes(LUPE, "Are you open?");
    desk.clock.jump(Span::hours(48));
    desk.round();
    assert_eq!(desk.thread_row(LUPE).facts.unread, 1);
    assert_eq!(desk.thread_row(ODELL).facts.unread, 0, "what was before is history");
}

#[test]
fn a_start_without_a_readable_time_lifts_no_stop() {
    let mut desk = Desk::open(15);
    desk.grant(LUPE);
    desk.round();
    let start = desk.patient_writes(LUPE, "START");
    desk.carrier.hides(&start, true);
    desk.clock.pass(Span::seconds(30));
    desk.patient_writes(LUPE, "STOP");
    desk.clock.pass(Span::seconds(30));
    desk.round();
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    // The older text comes into the list late, and nobody can read when it was written.
    desk.carrier.hides(&start, false);
    desk.carrier.far().set_fault(0, "bad-dates:on=list".parse().unwrap());
    desk.run_for(Span::minutes(16));
    assert_eq!(desk.thread_row(LUPE).facts.unread, 2, "both were heard");
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
}

#[test]
fn the_first_connection_brings_history_that_nobody_has_to_answer() {
    let mut desk = Desk::open(5);
    for day in 0..30 {
        desk.patient_writes(LUPE, &format!("Day {day}"));
        desk.clock.pass(Span::hours(25));
    }
    desk.patient_writes(LUPE, "Today");
    desk.carrier.page_size(5);
    desk.round();
    let thread = desk.thread_row(LUPE);
    assert_eq!(thread.facts.unread, 1, "history is not unread");
    assert_eq!(thread.preview.unwrap().text.reveal(), "Today");
    let stored = desk.texts(LUPE).len();
    assert!((13..=19).contains(&stored), "about two weeks of history, not {stored}");
}

#[test]
fn who_waits_is_right_although_lists_come_newest_first() {
    let mut desk = Desk::open(6);
    desk.grant(LUPE);
    desk.carrier.page_size(1);
    desk.round();
    desk.patient_writes(LUPE, "One");
    desk.clock.pass(Span::seconds(30));
    let answer = [("To", LUPE), ("From", LINE), ("Body", "From the console")];
    let form: Vec<(String, String)> =
        answer.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let now = desk.clock.true_ms();
    desk.carrier.far().create(now, &form);
    desk.clock.pass(Span::seconds(30));
    desk.patient_writes(LUPE, "Two");
    let second_at = desk.clock.true_ms();
    desk.clock.pass(Span::seconds(10));
    desk.run_for(Span::seconds(30));
    let waiting = desk.thread_row(LUPE).facts.waiting_since.unwrap().millis();
    assert!(
        (second_at - waiting).abs() < 1_500,
        "waits since the second text, off by {}",
        second_at - waiting
    );
    let elsewhere =
        desk.texts(LUPE).into_iter().find(|text| text.body.reveal() == "From the console").unwrap();
    assert_eq!(elsewhere.from, Sender::Practice(foyer_domain::Author::Elsewhere));
}

#[test]
fn a_stop_revokes_and_its_automatic_answer_is_shown_as_sent_elsewhere() {
    let mut desk = Desk::open(7);
    desk.grant(LUPE);
    desk.round();
    desk.patient_writes(LUPE, "Stop.");
    desk.patient_writes(LUPE, "STOP");
    desk.run_for(Span::seconds(20));
    assert_eq!(desk.standing(LUPE).badge, Badge::OptedOut);
    assert_eq!(desk.thread_row(LUPE).consent, Some(Badge::OptedOut));
    assert!(desk.write(LUPE, "See you").is_err());
    let outbound: Vec<_> =
        desk.texts(LUPE).into_iter().filter(|text| text.direction() == Direction::Outbound).collect();
    assert_eq!(outbound.len(), 1);
    desk.patient_writes(LUPE, "START");
    desk.run_for(Span::seconds(20));
    assert_eq!(desk.standing(LUPE).badge, Badge::Granted);
}

#[test]
fn a_yes_grants_only_after_a_notice_that_went_out() {
    let mut desk = Desk::open(8);
    desk.patient_writes(ODELL, "YES");
    desk.run_for(Span::seconds(5));
    assert_eq!(desk.standing(ODELL).badge, Badge::None);
    let notice = notice::text("Bayou Family Clinic", foyer_domain::Language::Es);
    let sent = desk.write_as(ODELL, &notice, Purpose::Notice).unwrap();
    desk.run_for(Span::seconds(40));
    assert_eq!(desk.text(sent).kind, MessageKind::Notice);
    assert_eq!(desk.state(sent), DeliveryState::Delivered);
    assert_eq!(desk.standing(ODELL).badge, Badge::NoticeSent);
    assert!(desk.standing(ODELL).notice.unwrap().delivered);
    desk.patient_writes(ODELL, "Sí");
    desk.run_for(Span::seconds(5));
    assert_eq!(desk.standing(ODELL).badge, Badge::Granted);
    assert_eq!(desk.thread_row(ODELL).consent, Some(Badge::Granted));
}

#[test]
fn a_yes_after_a_reminder_renews_no_consent_and_a_stop_after_it_ends_texts() {
    let mut desk = Desk::open(18);
    let rules = desk.settings.consent;
    // Asked again, because the consent ends soon; then reminded of a visit.
    desk.granted_ago(ODELL, Span::millis(rules.lasts.as_millis() - rules.refresh_before.as_millis() / 2));
    let since = desk.standing(ODELL).since;
    let notice = notice::text("Bayou Family Clinic", foyer_domain::Language::En);
    desk.write_as(ODELL, &notice, Purpose::Notice).unwrap();
    desk.run_for(Span::seconds(40));
    let reminder = desk.write_as(ODELL, "Your visit is tomorrow at 9:30 AM.", Purpose::Reminder).unwrap();
    desk.run_for(Span::seconds(40));
    assert_eq!(
        (desk.text(reminder).kind, desk.state(reminder)),
        (MessageKind::Reminder, DeliveryState::Delivered)
    );
    desk.patient_writes(ODELL, "SÍ");
    desk.patient_writes(ODELL, "C");
    desk.run_for(Span::seconds(10));
    let standing = desk.standing(ODELL);
    assert_eq!((standing.badge, standing.since), (Badge::Granted, since), "nothing new was agreed to");
    desk.patient_writes(ODELL, "STOP");
    desk.run_for(Span::seconds(10));
    assert_eq!(desk.standing(ODELL).badge, Badge::OptedOut);
}

#[test]
fn pictures_are_fetched_after_the_text_and_again_when_that_failed() {
    let mut desk = Desk::open(9);
    desk.round();
    let now = desk.clock.true_ms();
    desk.carrier.far().set_fault(now, "500-before:on=media,for_s=60".parse().unwrap());
    let picture = vec![("image/png".to_owned(), vec![1, 2, 3])];
    desk.carrier.far().inject_inbound(now, LUPE, LINE, "Here", picture).unwrap();
    desk.run_for(Span::seconds(20));
    let text = desk.texts(LUPE).pop().unwrap();
    assert_eq!(text.media_count, 1);
    let fetched = |desk: &Desk| {
        desk.store().read_blocking(|tx| foyer_store::attachments::of_message(tx, text.id)).unwrap().len()
    };
    assert_eq!(fetched(&desk), 0, "visible as not fetched yet");
    desk.run_for(Span::minutes(10));
    assert_eq!(fetched(&desk), 1);
}

#[test]
fn a_snoozed_thread_comes_back_by_itself() {
    let mut desk = Desk::open(10);
    let id = desk.thread(LUPE);
    let now = desk.now();
    desk.change(|tx| {
        let row = foyer_store::threads::get(tx, id)?;
        let snoozed = row.facts.snoozed(now.plus(Span::minutes(5)), now).unwrap();
        foyer_store::threads::save_facts(tx, id, &snoozed)
    });
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    desk.run_for(Span::minutes(6));
    assert_eq!(desk.thread_row(LUPE).facts.state, foyer_domain::ThreadState::Open);
}

#[test]
fn a_text_heard_after_the_answer_and_the_close_comes_back_and_waits() {
    let mut desk = Desk::open(11);
    desk.grant(LUPE);
    desk.round();
    desk.carrier.far().set_fault(0, "list-lag:ms=600000".parse().unwrap());
    desk.patient_writes(LUPE, "I cannot breathe well");
    let written_at = desk.clock.true_ms();
    desk.run_for(Span::minutes(2));
    desk.write(LUPE, "See you tomorrow.").unwrap();
    let (id, now) = (desk.thread(LUPE), desk.now());
    desk.change(|tx| {
        let row = threads::get(tx, id)?;
        threads::save_facts(tx, id, &row.facts.closed(now))
    });
    desk.run_for(Span::minutes(15));
    let facts = desk.thread_row(LUPE).facts;
    assert_eq!((facts.state, facts.unread), (foyer_domain::ThreadState::Open, 1));
    let waiting = facts.waiting_since.unwrap().millis();
    assert!((waiting - written_at).abs() < 2_000, "waits from its own time, off by {}", waiting - written_at);
    let again = desk.change(|tx| threads::recompute(tx, id));
    assert_eq!(again.facts, facts, "the texts say the same");
}

#[test]
fn only_an_answer_that_may_arrive_ends_the_wait() {
    let mut desk = Desk::open(12);
    desk.grant(LUPE);
    desk.round();
    desk.patient_writes(LUPE, "Can I come at nine?");
    desk.run_for(Span::seconds(5));
    let waited = desk.thread_row(LUPE).facts.waiting_since;
    assert!(waited.is_some());

    let (user, now) = (desk.user, desk.now());
    let taken_back = desk.write(LUPE, "Yes, nine.").unwrap();
    assert_eq!(desk.thread_row(LUPE).facts.waiting_since, None);
    desk.change(|tx| foyer_sync::cancel(tx, taken_back, user, now));
    let row = desk.thread_row(LUPE);
    assert_eq!(row.facts.waiting_since, waited);
    assert_eq!(row.preview.unwrap().text.reveal(), "Can I come at nine?");

    desk.carrier.far().add_patient(LUPE, foyer_sandbox::Handset::Landline);
    let failed = desk.write(LUPE, "Yes, at nine.").unwrap();
    desk.run_for(Span::seconds(40));
    assert_eq!(desk.state(failed), DeliveryState::Failed);
    let row = desk.thread_row(LUPE);
    assert_eq!(row.facts.waiting_since, waited);
    assert_eq!(row.preview.unwrap().state, Some(DeliveryState::Failed), "the list says so");

    desk.carrier.far().add_patient(LUPE, foyer_sandbox::Handset::Mobile);
    let answer = desk.write(LUPE, "Nine it is.").unwrap();
    desk.run_for(Span::seconds(40));
    assert_eq!(desk.state(answer), DeliveryState::Delivered);
    let id = desk.thread(LUPE);
    assert_eq!(desk.change(|tx| threads::recompute(tx, id)).facts.waiting_since, None);
}

#[test]
fn a_stop_that_blocks_the_answer_in_the_same_page_leaves_the_question_waiting() {
    let mut desk = Desk::open(13);
    desk.grant(LUPE);
    desk.round();
    desk.patient_writes(LUPE, "Can I come at nine?");
    desk.run_for(Span::seconds(5));
    let waited = desk.thread_row(LUPE).facts.waiting_since;
    desk.write(LUPE, "Yes, nine.").unwrap();
    desk.patient_writes(LUPE, "STOP");
    desk.clock.pass(Span::seconds(5));
    desk.run_for(Span::seconds(60));
    assert_eq!(desk.accepted(LUPE, "Yes, nine."), 0);
    let row = desk.thread_row(LUPE);
    assert_eq!(row.facts.waiting_since, waited, "neither a blocked text nor the carrier's own reply answers");
    let kinds: Vec<MessageKind> = desk.texts(LUPE).into_iter().map(|text| text.kind).collect();
    assert!(kinds.contains(&MessageKind::StopConfirmation), "{kinds:?}");
}

#[test]
fn history_waits_for_nobody_however_often_it_is_counted() {
    let mut desk = Desk::open(14);
    for day in 0..3 {
        desk.patient_writes(LUPE, &format!("Day {day}"));
        desk.clock.pass(Span::hours(25));
    }
    desk.carrier.page_size(1);
    desk.round();
    let id = desk.thread(LUPE);
    assert_eq!(desk.change(|tx| threads::recompute(tx, id)).facts.waiting_since, None);
    desk.patient_writes(LUPE, "Today");
    desk.run_for(Span::seconds(10));
    let facts = desk.thread_row(LUPE).facts;
    assert_eq!(desk.change(|tx| threads::recompute(tx, id)).facts, facts);
    assert_eq!(facts.unread, 1);
}

#[test]
fn a_yes_to_a_notice_in_doubt_counts_once_the_notice_is_known_to_have_gone() {
    let mut desk = Desk::open(31);
    desk.round();
    let now = desk.clock.true_ms();
    // The list shows nothing of ours for ten minutes, and the answer to the notice gets lost.
    desk.carrier.far().set_fault(now, "list-lag:ms=600000,for_s=600".parse().unwrap());
    desk.carrier.far().set_fault(now, "lost-response:next=1".parse().unwrap());
    let words = foyer_policy::notice::text("Bayou Family Clinic", foyer_domain::Language::Es);
    let sent = desk.write_as(ODELL, &words, Purpose::Notice).unwrap();
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(sent), DeliveryState::Unconfirmed);
    desk.patient_writes(ODELL, "SÍ");
    desk.run_for(Span::minutes(30));
    assert_ne!(desk.state(sent), DeliveryState::Unconfirmed, "the list showed it");
    assert_eq!(desk.standing(ODELL).badge, Badge::Granted);
    assert_eq!(desk.thread_row(ODELL).consent, Some(Badge::Granted));
}

/// What the trail says of the texts that pages brought, oldest first: action, who, which text, in whose thread, detail.
fn brought(desk: &Desk) -> Vec<AuditEntry> {
    let all = desk.store().read_blocking(|tx| audit::page(tx, None, 10_000)).unwrap();
    all.into_iter()
        .rev()
        .filter(|entry| ["text.received", "text.elsewhere"].contains(&entry.action.as_str()))
        .collect()
}

#[test]
fn every_text_that_came_in_has_an_entry_of_its_own_and_one() {
    let mut desk = Desk::open(14);
    desk.grant(LUPE);
    desk.round();
    for words in ["Can I come at nine?", "Or at ten?", "STOP"] {
        desk.patient_writes(LUPE, words);
    }
    desk.run_for(Span::minutes(1));
    // The same pages again, by whoever starts anew.
    desk.restart();
    desk.run_for(Span::minutes(20));
    let told = brought(&desk);
    let texts: Vec<_> = desk.texts(LUPE).into_iter().filter(|text| text.client_id.is_none()).collect();
    assert_eq!(told.len(), texts.len(), "each once, and none that Foyer sent");
    assert!(told.len() >= 4, "three of hers, and the carrier's answer to the STOP");
    let row = desk.thread_row(LUPE);
    for text in texts {
        let entry = told.iter().find(|entry| entry.object == Some(text.id.uuid())).unwrap();
        let (actor, action) = match text.direction() {
            Direction::Inbound => (Actor::Patient, "text.received"),
            Direction::Outbound => (Actor::Carrier, "text.elsewhere"),
        };
        assert_eq!((entry.actor, entry.action.as_str(), entry.thread), (actor, action, Some(row.id)));
        assert_eq!(Some(entry.at), text.received_at, "when it was heard");
        let kept = desk.store().read_blocking(|tx| consent::kept_with(tx, text.id)).unwrap();
        let words =
            desk.store().read_blocking(|tx| audit::sealed_words(tx, audit::Sealable::Text(text.id))).unwrap();
        assert!(words.is_some());
        let wanted = serde_json::json!({
            "channel": "sms", "line": desk.line.to_string(), "category": "scheduling",
            "patient": row.patient.map(|patient| patient.to_string()),
            "badge": kept.as_ref().map(|mark| mark.badge.as_str()),
            "consent": kept.iter().flat_map(|mark| &mark.events).map(ToString::to_string).collect::<Vec<_>>(),
            "provider_id": text.provider_id.unwrap().as_str(), "files": 0, "words": words,
        });
        assert_eq!(entry.detail, wanted);
    }
    let granted = told.iter().filter(|entry| entry.detail["badge"] == "granted");
    assert!(granted.count() >= 3, "she had agreed when she wrote");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert!(runtime.block_on(desk.store().examine_trail(Vec::new())).unwrap().report.is_whole());
}
