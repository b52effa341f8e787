//! Words are held against the trail: whoever changes them, by whatever way, is found.

use std::collections::BTreeMap;

use foyer_audit::{Finding, Tampering};
use foyer_domain::{Actor, Category, GlassId, MessageId, NoteId, Private, Span, Timestamp};
use serde_json::json;

use super::{Desk, NOW, desk, uuid};
use crate::{
    StoreError,
    audit::{self, NewEntry, Sealable, Words},
    glasses::{self, GlassRow, GlassWhy},
    notes::{self, NoteRow},
    retention,
    sql::StoredId as _,
};

/// A text and its entry, as ingesting writes them.
fn heard(desk: &Desk, number: u128, words: &str) -> MessageId {
    let text = desk.hear(number, words);
    let thread = Some(desk.thread);
    desk.store
        .write_blocking(|tx| {
            let detail = json!({ "channel": "sms", "words": audit::sealed_words(tx, Sealable::Text(text))? });
            let object = Some(text.uuid());
            audit::append(
                tx,
                &NewEntry { at: NOW, actor: Actor::Patient, action: "text.received", thread, object, detail },
            )
        })
        .unwrap();
    text
}

fn found(desk: &Desk) -> Vec<Finding> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(desk.store.examine_trail(Vec::new())).unwrap().report.findings
}

fn held(desk: &Desk, text: MessageId) -> Words {
    let held = desk.store.read_blocking(|tx| {
        let told = audit::told_of(tx, desk.thread)?;
        audit::held(tx, text, told.get(&text))
    });
    held.unwrap().0
}

fn sql(desk: &Desk, statement: &str) {
    desk.store.maintain(|conn| conn.execute_batch(statement).map_err(StoreError::from)).unwrap();
}

#[test]
fn words_that_were_changed_are_found_at_their_entry_and_deleted_ones_are_not() {
    let desk = desk();
    let (yes, no) = (heard(&desk, 1, "Yes"), heard(&desk, 2, "Yes"));
    let kept: BTreeMap<_, _> = desk.store.read_blocking(|tx| audit::told_of(tx, desk.thread)).unwrap();
    assert_ne!(kept[&yes].words, kept[&no].words, "the same words do not look the same");
    assert_eq!((kept[&yes].entry, kept[&no].entry), (1, 2));
    assert_eq!((held(&desk, yes), found(&desk)), (Words::AsSealed, vec![]));

    sql(&desk, "UPDATE message SET body = 'No' WHERE provider_id = 'SM2'");
    assert_eq!((held(&desk, yes), held(&desk, no)), (Words::AsSealed, Words::Changed));
    assert_eq!(found(&desk), [Finding { seq: 2, class: Tampering::Reworded }]);
    sql(&desk, "UPDATE message SET body = 'Yes' WHERE provider_id = 'SM2'");
    assert_eq!(found(&desk), []);
    // Nor does it help to take the bytes along.
    sql(&desk, "UPDATE message SET body = 'No', salt = NULL WHERE provider_id = 'SM2'");
    assert_eq!(found(&desk), [Finding { seq: 2, class: Tampering::Reworded }]);

    let desk = super::desk();
    let text = heard(&desk, 1, "Yes");
    let untold = desk.hear(2, "From before");
    assert_eq!(held(&desk, untold), Words::Untold);
    let later = NOW.plus(Span::days(1));
    desk.store
        .write_blocking(|tx| {
            retention::erase(tx, Category::Scheduling, later, 0, || [7; 32], later)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!((held(&desk, text), found(&desk)), (Words::Deleted, vec![]));
}

#[test]
fn texts_with_other_words_and_texts_that_are_gone_are_counted() {
    let desk = desk();
    heard(&desk, 1, "Yes");
    heard(&desk, 2, "At nine");
    desk.hear(3, "From before");
    let differing = |from: Timestamp| {
        let days = (from, from.plus(Span::days(1)));
        let told = |tx: &crate::ReadTx<'_>| {
            audit::differing(tx, desk.thread, days, &audit::told_of(tx, desk.thread)?)
        };
        let found = desk.store.read_blocking(told).unwrap();
        (found.changed, found.gone)
    };
    assert_eq!(differing(NOW), (0, 0));
    sql(&desk, "UPDATE message SET body = 'At ten' WHERE provider_id = 'SM2'");
    assert_eq!((differing(NOW), differing(NOW.plus(Span::days(1)))), ((1, 0), (0, 0)), "of those days");
    desk.store.write_blocking(|tx| crate::messages::remove(tx, MessageId::from_uuid(uuid(1_001)))).unwrap();
    assert_eq!((differing(NOW), differing(NOW.plus(Span::days(1)))), ((1, 1), (0, 1)), "whenever it was");
}

/// An entry of something whose words are sealed.
fn tell(
    desk: &Desk,
    action: &'static str,
    object: uuid::Uuid,
    of: &[(&str, Sealable)],
    more: serde_json::Value,
) {
    let thread = Some(desk.thread);
    desk.store
        .write_blocking(|tx| {
            let mut detail = more.clone();
            for (field, words) in of {
                detail[*field] = audit::sealed_words(tx, *words)?.into();
                assert!(detail[*field].is_string(), "{action}");
            }
            let actor = Actor::User(desk.user);
            audit::append(tx, &NewEntry { at: NOW, actor, action, thread, object: Some(object), detail })
        })
        .unwrap();
}

#[test]
fn notes_reasons_and_what_went_to_the_portal_are_sealed_like_texts() {
    let desk = desk();
    let (note, opening) = (NoteId::from_uuid(uuid(60)), GlassId::from_uuid(uuid(61)));
    let (card, handoff) = (desk.hear(1, "Your A1C is fine"), uuid(62));
    let text = desk.hear(2, "Your A1C");
    desk.store
        .write_blocking(|tx| {
            let body = Private::new("Called back at nine");
            let row = NoteRow { id: note, thread: desk.thread, author: desk.user, body, created_at: NOW };
            notes::add(tx, &row)?;
            glasses::open(
                tx,
                &GlassRow {
                    id: opening,
                    thread: desk.thread,
                    user: desk.user,
                    category: Category::Clinical,
                    why: GlassWhy::Here,
                    words: Private::new("At the desk"),
                    opened_at: NOW,
                    until_at: NOW,
                },
            )
        })
        .unwrap();
    let user: String = desk.user.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    sql(
        &desk,
        &format!(
            "INSERT INTO outbox (id, message, thread, to_number, channel, purpose, clinical, ground, badge, state,
                override_reason, override_by, not_before_at, expires_at, queued_at)
             SELECT x'01', id, 1, '+15045550142', 'sms', 'reply', 1, '{{}}', 'granted', 'accepted', 'Asked for it',
                x'{user}', 0, 0, 0 FROM message WHERE provider_id = 'SM2'"
        ),
    );
    tell(&desk, "note.add", note.uuid(), &[("words", Sealable::Note(note))], json!({ "asked": [] }));
    tell(
        &desk,
        "thread.open_with_reason",
        opening.uuid(),
        &[("words", Sealable::Opening(opening))],
        json!({ "why": "here" }),
    );
    let card_words = [("words", Sealable::Text(card))];
    tell(&desk, "text.hand_off", handoff, &card_words, json!({ "card": card.to_string() }));
    let text_words = [("words", Sealable::Text(text)), ("reason_words", Sealable::Reason(text))];
    tell(&desk, "text.send_over_warning", text.uuid(), &text_words, json!({}));
    assert_eq!(found(&desk), []);
    assert_eq!(held(&desk, card), Words::AsSealed, "by the card that the hand-off names");

    sql(&desk, "DROP TRIGGER glass_no_update");
    for (seq, column, was, is) in [
        (1, "note SET body", "Called back at nine", "Never called"),
        (2, "glass SET words", "At the desk", "Curious"),
        (3, "message SET body", "Your A1C is fine", "Your A1C is 9.4"),
        (4, "outbox SET override_reason", "Asked for it", "No reason"),
    ] {
        let change = |words: &str, was: &str| {
            let (table, name) = column.split_once(" SET ").unwrap();
            sql(&desk, &format!("UPDATE {table} SET {name} = '{words}' WHERE {name} = '{was}'"));
        };
        change(is, was);
        assert_eq!(found(&desk), [Finding { seq, class: Tampering::Reworded }], "{column}");
        change(was, is);
        assert_eq!(found(&desk), []);
    }
    // What the schedule deletes is no finding.
    let later = NOW.plus(Span::days(1));
    desk.store
        .write_blocking(|tx| {
            retention::erase(tx, Category::Scheduling, later, 0, || [7; 32], later)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!((held(&desk, card), found(&desk)), (Words::Deleted, vec![]));
}
