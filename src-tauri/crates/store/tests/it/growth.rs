//! Many texts: ids seen once, order by time, odd times and huge bodies included.

use foyer_domain::{Channel, MessageId, Private, ProviderMessageId, Span, Timestamp};
use foyer_store::{
    messages::{self, Insert, NewInbound},
    search,
};
use foyer_testkit::{Practice, TestPatient, monday_morning};

fn text(
    practice: &mut Practice,
    from: &TestPatient,
    provider: &str,
    words: &str,
    at: Timestamp,
) -> NewInbound {
    NewInbound {
        id: MessageId::new(&mut practice.ids),
        thread: from.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse(provider).unwrap(),
        body: Private::new(words),
        created_at: at,
        received_at: at,
        media_count: 0,
        language: None,
    }
}

#[test]
fn a_busy_second_and_a_page_of_history_keep_their_order() {
    let mut practice = Practice::new(41).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let now = monday_morning();
    // 200 texts in one second run over into the next ones; then older pages arrive, newest page first.
    let mut all = Vec::new();
    for number in 0..200 {
        all.push(text(&mut practice, &lupe, &format!("SMnow{number}"), "now", now));
    }
    for page in 1..=3_i64 {
        for number in 0..50 {
            let at = now.minus(Span::days(page)).plus(Span::seconds(number));
            all.push(text(&mut practice, &lupe, &format!("SMold{page}-{number}"), "old", at));
        }
    }
    let store = practice.store.clone();
    for page in all.chunks(50) {
        store
            .write_blocking(|tx| {
                for text in page {
                    assert_eq!(messages::insert_inbound(tx, text)?, Insert::Inserted);
                    assert_eq!(messages::insert_inbound(tx, text)?, Insert::Known);
                }
                Ok(())
            })
            .unwrap();
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = store.read_blocking(|tx| messages::page(tx, lupe.thread, before, 37)).unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.created_at, last.seq));
        seen.extend(page.iter().map(|row| (row.created_at, row.id)));
    }
    assert_eq!(seen.len(), 350);
    assert!(seen.windows(2).all(|pair| pair[0].0 >= pair[1].0), "newest first");
    let unique: std::collections::BTreeSet<_> = seen.iter().map(|one| one.1).collect();
    assert_eq!(unique.len(), 350);
    let ids: Vec<_> = all.iter().map(|one| one.provider_id.clone()).collect();
    let known = store.read_blocking(|tx| messages::known_provider_ids(tx, practice.line, &ids)).unwrap();
    assert_eq!(known.len(), 350);
    let found = store
        .read_blocking(|tx| messages::find_by_provider_id(tx, practice.line, &ids[7]))
        .unwrap()
        .map(|row| row.id);
    assert_eq!(found, Some(all[7].id));
    let hits = store.read_blocking(|tx| search::messages(tx, "old", None, 500, |_| true)).unwrap();
    assert!(hits.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
    assert_eq!(hits.len(), 150);
}

#[test]
fn odd_times_and_bodies_are_stored_as_they_are() {
    let mut practice = Practice::new(42).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let huge = "long ".repeat(13_000);
    for (number, (words, at)) in [
        ("", monday_morning()),
        (huge.as_str(), monday_morning()),
        ("<b onclick=alert(1)>\u{202e}evil\u{200b}\u{0}</b>", monday_morning()),
        ("before time", Timestamp::from_millis(-5)),
        ("after time", Timestamp::from_millis(i64::MAX)),
        ("at the start", Timestamp::from_millis(i64::MIN)),
    ]
    .into_iter()
    .enumerate()
    {
        let new = text(&mut practice, &lupe, &format!("SM{number}"), words, at);
        practice.store.write_blocking(|tx| messages::insert_inbound(tx, &new)).unwrap();
        let row = practice.store.read_blocking(|tx| messages::get(tx, new.id)).unwrap();
        assert_eq!((row.body.reveal(), row.created_at), (words, at));
    }
    let page = practice.store.read_blocking(|tx| messages::page(tx, lupe.thread, None, 50)).unwrap();
    assert_eq!(page.len(), 6);
    assert!(practice.store.check().unwrap().is_whole());
}
