//! The outbox's lanes: order in a thread, freedom between threads, and doors that open one way.

use foyer_domain::{
    Author, Channel, DeliveryProblem, DeliveryState, LineId, MessageId, OutboxId, Private, ProviderMessageId,
    Span, Timestamp,
};
use foyer_store::{
    StoreError,
    messages::{self, Bound, Insert, NewElsewhere},
    outbox::{self, AttemptOutcome, HoldReason, NewOutbound},
    reports, threads,
};
use foyer_testkit::{Practice, TestPatient, monday_morning};

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

fn queue(practice: &mut Practice, to: &TestPatient, words: &str, at: Timestamp) -> (OutboxId, MessageId) {
    let cleared = practice.cleared(to, words, at).unwrap();
    let (outbox, message) = (OutboxId::new(&mut practice.ids), MessageId::new(&mut practice.ids));
    let new = NewOutbound {
        cleared: &cleared,
        outbox,
        message,
        author: Author::Staff(practice.dana),
        client_id: None,
        now: at,
        not_before: at,
        expires_at: at.plus(Span::hours(4)),
    };
    practice.store.write_blocking(|tx| outbox::enqueue(tx, &new)).unwrap();
    (outbox, message)
}

fn heads(practice: &Practice, at: Timestamp) -> Vec<OutboxId> {
    let rows = practice.store.read_blocking(|tx| outbox::heads(tx, at, 100)).unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn a_lane_keeps_its_order_and_a_held_one_stops_nobody_else() {
    let mut practice = Practice::new(11).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let omar = practice.patient("Omar Haddad", "504-555-0143").unwrap();
    let (first, _) = queue(&mut practice, &lupe, "First.", minute(1));
    let (second, _) = queue(&mut practice, &lupe, "Second.", minute(2));
    let (other, _) = queue(&mut practice, &omar, "Hello.", minute(3));
    let early = minute(1).minus(Span::seconds(30));
    assert!(!heads(&practice, early).contains(&first), "not before its time");
    assert_eq!(heads(&practice, minute(3)), [first, other]);

    let store = practice.store.clone();
    store.write_blocking(|tx| outbox::hold(tx, first, HoldReason::Person)).unwrap();
    assert_eq!(heads(&practice, minute(3)), [other]);
    store.write_blocking(|tx| outbox::release(tx, first, minute(3), minute(90))).unwrap();
    assert_eq!(heads(&practice, minute(3)), [first, other]);

    let attempt = store.write_blocking(|tx| outbox::start_attempt(tx, first, minute(3))).unwrap();
    assert_eq!(heads(&practice, minute(3)), [other], "nothing passes a text on the wire");
    assert!(store.write_blocking(|tx| outbox::start_attempt(tx, first, minute(3))).is_err(), "one at a time");
    store
        .write_blocking(|tx| {
            outbox::finish_attempt(
                tx,
                attempt.seq,
                &AttemptOutcome::Unknown { reason: "read_timeout" },
                minute(4),
            )
        })
        .unwrap();
    assert_eq!(heads(&practice, minute(9)), [other], "an unconfirmed head holds its lane");
    assert!(store.write_blocking(|tx| outbox::cancel(tx, first)).is_err(), "it may have left");
    let provider = ProviderMessageId::parse("SM7").unwrap();
    let bound =
        store.write_blocking(|tx| outbox::confirm(tx, first, &provider, DeliveryState::Sent)).unwrap();
    assert_eq!(bound, Bound::Here);
    assert_eq!(heads(&practice, minute(9)), [second, other]);
}

#[test]
fn an_attempt_without_an_outcome_is_found_after_a_crash() {
    let mut practice = Practice::new(12).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let (id, message) = queue(&mut practice, &lupe, "Hello.", minute(1));
    practice.store.write_blocking(|tx| outbox::start_attempt(tx, id, minute(1))).unwrap();
    // As after a crash: the file as it is, opened by nobody who remembers.
    practice.store.close().unwrap();
    let store = foyer_store::Store::open_inline(&practice.path, &practice.key).unwrap();
    let unfinished = store.read_blocking(outbox::unfinished_attempts).unwrap();
    assert_eq!(
        unfinished.iter().map(|attempt| (attempt.outbox, attempt.number)).collect::<Vec<_>>(),
        [(id, 1)]
    );
    let item = store.read_blocking(|tx| outbox::of_message(tx, message)).unwrap().unwrap();
    assert_eq!((item.state, item.attempts), (DeliveryState::Dispatching, 1));
    assert!(
        store.read_blocking(|tx| outbox::heads(tx, minute(60), 10)).unwrap().is_empty(),
        "never back to queued"
    );
}

#[test]
fn each_outcome_moves_item_text_and_list_together() {
    let mut practice = Practice::new(13).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let store = practice.store.clone();
    let (id, message) = queue(&mut practice, &lupe, "Hello.", minute(1));
    let row = store.read_blocking(|tx| messages::get(tx, message)).unwrap();
    store
        .write_blocking(|tx| {
            let preview = threads::Preview {
                message,
                text: row.body.clone(),
                kind: row.kind,
                direction: row.direction(),
                state: row.state,
            };
            threads::set_preview(tx, lupe.thread, &preview)
        })
        .unwrap();
    let states = || {
        store
            .read_blocking(|tx| {
                let item = outbox::get(tx, id)?;
                let list = threads::get(tx, lupe.thread)?.preview.and_then(|preview| preview.state);
                assert_eq!(messages::get(tx, message)?.state, list);
                Ok((item.state, list, item.attempts))
            })
            .unwrap()
    };
    let attempt = |outcome: AttemptOutcome, at: Timestamp| {
        let attempt = store.write_blocking(|tx| outbox::start_attempt(tx, id, at)).unwrap();
        store.write_blocking(|tx| outbox::finish_attempt(tx, attempt.seq, &outcome, at)).unwrap();
    };
    use DeliveryState::{Failed, Queued};
    assert_eq!(states(), (Queued, Some(Queued), 0));
    attempt(AttemptOutcome::NotSent { reason: "no_network", retry_at: minute(5) }, minute(1));
    assert_eq!(states(), (Queued, Some(Queued), 1));
    assert_eq!(heads(&practice, minute(4)), []);
    let next = |now| store.read_blocking(move |tx| outbox::next_due(tx, now)).unwrap();
    assert_eq!(next(minute(4)), Some(minute(5)));
    assert_eq!(heads(&practice, minute(5)), [id]);
    // The clock was set back by hours: a time that far ahead strands nothing.
    assert_eq!((next(minute(-300)), heads(&practice, minute(-300))), (Some(minute(-300)), vec![id]));
    attempt(AttemptOutcome::Paused { reason: "credentials", retry_at: minute(6) }, minute(4));
    assert_eq!(states(), (Queued, Some(Queued), 1), "a paused account burns no attempt");
    attempt(AttemptOutcome::Rejected { problem: DeliveryProblem::Landline, code: Some(21_614) }, minute(6));
    assert_eq!(states(), (Failed, Some(Failed), 2));
    let row = store.read_blocking(|tx| messages::get(tx, message)).unwrap();
    assert_eq!(row.problem, Some(DeliveryProblem::Landline));
    let tried = store.read_blocking(|tx| outbox::attempts(tx, id)).unwrap();
    let told: Vec<_> = tried.iter().map(|one| (one.number, one.outcome.clone().unwrap(), one.code)).collect();
    assert_eq!(
        told,
        [
            (1, "not_sent".to_owned(), None),
            (2, "paused".to_owned(), None),
            (3, "rejected".to_owned(), Some(21_614))
        ]
    );
}

#[test]
fn a_revocation_blocks_what_waits_and_time_holds_what_is_late() {
    let mut practice = Practice::new(14).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let omar = practice.patient("Omar Haddad", "504-555-0143").unwrap();
    let (first, message) = queue(&mut practice, &lupe, "First.", minute(1));
    let (held, _) = queue(&mut practice, &lupe, "Held.", minute(2));
    let (other, _) = queue(&mut practice, &omar, "Hello.", minute(3));
    let store = practice.store.clone();
    store.write_blocking(|tx| outbox::hold(tx, held, HoldReason::ContextChanged)).unwrap();
    let blocked = store.write_blocking(|tx| outbox::block_all_to(tx, &lupe.number)).unwrap();
    assert_eq!(blocked, [first, held]);
    assert_eq!(heads(&practice, minute(3)), [other]);
    assert_eq!(
        store.read_blocking(|tx| messages::get(tx, message)).unwrap().state,
        Some(DeliveryState::Blocked)
    );

    assert_eq!(store.write_blocking(|tx| outbox::expire(tx, minute(100))).unwrap(), []);
    let late = store.write_blocking(|tx| outbox::expire(tx, minute(3 + 4 * 60))).unwrap();
    assert_eq!(late.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    let row = store.read_blocking(|tx| outbox::get(tx, other)).unwrap();
    assert_eq!((row.state, row.hold_reason), (DeliveryState::Held, Some(HoldReason::TooOld)));
    store.write_blocking(|tx| outbox::cancel(tx, other)).unwrap();
    assert!(store.read_blocking(outbox::waiting).unwrap().is_empty());
}

#[test]
fn an_answer_that_comes_after_the_listing_folds_into_one_text() {
    let mut practice = Practice::new(15).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let store = practice.store.clone();
    let (id, ours) = queue(&mut practice, &lupe, "Hello there.", minute(1));
    let attempt = store.write_blocking(|tx| outbox::start_attempt(tx, id, minute(1))).unwrap();
    let provider = ProviderMessageId::parse("SM9").unwrap();
    let listed = NewElsewhere {
        id: MessageId::new(&mut practice.ids),
        thread: lupe.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: provider.clone(),
        body: Private::new("Hello there."),
        created_at: minute(1),
        received_at: minute(2),
        sent_at: Some(minute(1)),
        state: DeliveryState::Delivered,
        problem: None,
        media_count: 0,
    };
    let report =
        foyer_domain::DeliveryReport { state: DeliveryState::Delivered, problem: None, seen_at: minute(2) };
    store
        .write_blocking(|tx| {
            assert_eq!(messages::insert_elsewhere(tx, &listed)?, Insert::Inserted);
            reports::add(tx, listed.id, &report).map(drop)
        })
        .unwrap();
    let outcome = AttemptOutcome::Accepted { provider_id: provider.clone(), state: DeliveryState::Accepted };
    let bound =
        store.write_blocking(|tx| outbox::finish_attempt(tx, attempt.seq, &outcome, minute(3))).unwrap();
    assert_eq!(bound, Bound::Elsewhere(listed.id));
    let page = store.read_blocking(|tx| messages::page(tx, lupe.thread, None, 10)).unwrap();
    assert_eq!(
        page.iter().map(|row| (row.id, row.state)).collect::<Vec<_>>(),
        [(ours, Some(DeliveryState::Delivered))]
    );
    assert_eq!(page[0].provider_id, Some(provider));
    assert_eq!(store.read_blocking(|tx| reports::of_message(tx, ours)).unwrap().len(), 1);
    let hits =
        store.read_blocking(|tx| foyer_store::search::messages(tx, "hello", None, 10, |_| true)).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.message).collect::<Vec<_>>(), [ours], "the index forgot the other");
    assert!(matches!(
        store.write_blocking(|tx| messages::absorb(tx, ours, ours)),
        Err(StoreError::Conflict { .. })
    ));
    let nowhere = LineId::new(&mut practice.ids);
    assert!(store.read_blocking(|tx| messages::known_provider_ids(tx, nowhere, &[])).is_err());
}

#[test]
fn what_is_for_later_stops_nobody_and_a_stop_takes_it_with_the_rest() {
    let mut practice = Practice::new(12).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let (later, message) = queue(&mut practice, &lupe, "Tomorrow.", minute(1));
    let (now, _) = queue(&mut practice, &lupe, "Today.", minute(2));
    let store = practice.store.clone();
    let due = |at| store.read_blocking(move |tx| outbox::scheduled_until(tx, at)).unwrap().len();
    for reason in [HoldReason::Scheduled, HoldReason::Missed] {
        store.write_blocking(|tx| outbox::hold(tx, later, reason)).unwrap();
        assert_eq!(heads(&practice, minute(3)), [now], "{reason:?}");
    }
    assert_eq!(due(minute(600)), 0, "what was missed is due no more");
    store
        .write_blocking(|tx| {
            outbox::release(tx, later, minute(60), minute(90))?;
            outbox::hold(tx, later, HoldReason::Scheduled)
        })
        .unwrap();
    assert_eq!((due(minute(59)), due(minute(60))), (0, 1));

    let stopped = store.write_blocking(|tx| outbox::block_all_to(tx, &lupe.number)).unwrap();
    assert_eq!(stopped, [later, now]);
    assert_eq!(due(minute(600)), 0);
    let text = store.read_blocking(|tx| messages::get(tx, message)).unwrap();
    assert_eq!(text.state, Some(DeliveryState::Blocked));
}
