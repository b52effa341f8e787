//! A text in, a reply out, everything in between.

use foyer_domain::{
    Author, Channel, DeliveryReport, DeliveryState, MessageId, OutboxId, Private, ProviderMessageId, Span,
    ThreadFacts, ThreadId,
};
use foyer_store::{
    messages::{self, Insert, MessageKind, NewInbound, Sender},
    outbox::{self, AttemptOutcome, NewOutbound},
    reports,
    threads::{self, Preview, View},
};
use foyer_testkit::{Practice, monday_morning};

#[test]
fn a_text_comes_in_and_a_reply_goes_out() {
    let mut practice = Practice::new(1).unwrap();
    let lupe = practice.patient("Lupe Garcia", "504-555-0142").unwrap();
    let now = monday_morning();
    let inbound = NewInbound {
        id: MessageId::new(&mut practice.ids),
        thread: lupe.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse("SM0001").unwrap(),
        body: Private::new("Can I come at 3 instead?"),
        created_at: now,
        received_at: now,
        media_count: 0,
        language: None,
    };
    let again = NewInbound { id: MessageId::new(&mut practice.ids), ..inbound.clone() };
    let store = &practice.store.clone();
    store
        .write_blocking(|tx| {
            assert_eq!(messages::insert_inbound(tx, &inbound)?, Insert::Inserted);
            assert_eq!(messages::insert_inbound(tx, &again)?, Insert::Known);
            let facts = ThreadFacts::new().after_inbound(now);
            let preview = Preview {
                message: inbound.id,
                text: inbound.body.clone(),
                kind: MessageKind::Text,
                direction: foyer_domain::Direction::Inbound,
                state: None,
            };
            threads::save(tx, lupe.thread, &facts, Some(&preview))
        })
        .unwrap();

    let list = store.read_blocking(|tx| threads::list(tx, View::Unassigned, 0, 50)).unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].patient_name, Some(Private::new("Lupe Garcia")));
    assert_eq!(list[0].preview.as_ref().unwrap().text.reveal(), "Can I come at 3 instead?");

    let later = now.plus(Span::minutes(5));
    let message = MessageId::new(&mut practice.ids);
    let outbox_id = OutboxId::new(&mut practice.ids);
    let cleared = practice.cleared(&lupe, "Yes, 3 works.", later).unwrap();
    let new = NewOutbound {
        cleared: &cleared,
        outbox: outbox_id,
        message,
        author: Author::Staff(practice.dana),
        client_id: Some("composer-1"),
        now: later,
        not_before: later,
        expires_at: later.plus(Span::hours(4)),
    };
    let twice = NewOutbound {
        outbox: OutboxId::new(&mut practice.ids),
        message: MessageId::new(&mut practice.ids),
        ..new.clone()
    };
    store
        .write_blocking(|tx| {
            assert_eq!(outbox::enqueue(tx, &new)?, Insert::Inserted);
            assert_eq!(outbox::enqueue(tx, &twice)?, Insert::Known, "a double click is one text");
            Ok(())
        })
        .unwrap();
    let heads = store.read_blocking(|tx| outbox::heads(tx, later, 10)).unwrap();
    assert_eq!(heads.iter().map(|item| item.id).collect::<Vec<_>>(), [outbox_id]);

    let attempt = store.write_blocking(|tx| outbox::start_attempt(tx, outbox_id, later)).unwrap();
    assert_eq!(store.read_blocking(outbox::unfinished_attempts).unwrap(), std::slice::from_ref(&attempt));
    assert!(store.read_blocking(|tx| outbox::heads(tx, later, 10)).unwrap().is_empty());
    let outcome = AttemptOutcome::Accepted {
        provider_id: ProviderMessageId::parse("SM0002").unwrap(),
        state: DeliveryState::Accepted,
    };
    store.write_blocking(|tx| outbox::finish_attempt(tx, attempt.seq, &outcome, later)).unwrap();
    assert!(store.write_blocking(|tx| outbox::finish_attempt(tx, attempt.seq, &outcome, later)).is_err());
    for (state, expected) in [
        (DeliveryState::Delivered, DeliveryState::Delivered),
        (DeliveryState::Sent, DeliveryState::Delivered),
    ] {
        let report = DeliveryReport { state, problem: None, seen_at: later };
        assert_eq!(store.write_blocking(|tx| reports::add(tx, message, &report)).unwrap(), expected);
    }
    let page = store.read_blocking(|tx| messages::page(tx, lupe.thread, None, 50)).unwrap();
    assert_eq!(page.iter().map(|row| row.id).collect::<Vec<_>>(), [message, inbound.id]);
    assert_eq!(page[0].state, Some(DeliveryState::Delivered));
    assert_eq!(page[0].from, Sender::Practice(Author::Staff(practice.dana)));
    assert_eq!(page[0].kind, MessageKind::Text);
    let unknown = ThreadId::new(&mut practice.ids);
    assert!(store.read_blocking(|tx| messages::page(tx, unknown, None, 50)).is_err());
}
