//! The words of texts are held against the trail: whoever changes them, by whatever way, is found.

use std::collections::BTreeMap;

use foyer_audit::{Finding, Tampering};
use foyer_domain::{Actor, Category, MessageId};
use serde_json::json;

use super::{Desk, NOW, desk, uuid};
use crate::{
    StoreError,
    audit::{self, NewEntry, Words},
    retention,
};

/// A text and its entry, as ingesting writes them.
fn heard(desk: &Desk, number: u128, words: &str) -> MessageId {
    let text = desk.hear(number, words);
    let thread = Some(desk.thread);
    desk.store
        .write_blocking(|tx| {
            let detail = json!({ "channel": "sms", "words": audit::sealed_words(tx, text)? });
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
    let later = NOW.plus(foyer_domain::Span::days(1));
    desk.store
        .write_blocking(|tx| {
            retention::erase(tx, Category::Scheduling, later, 0, || [7; 32], later)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!((held(&desk, text), found(&desk)), (Words::Deleted, vec![]));
}

#[test]
fn a_text_that_is_gone_is_counted() {
    let desk = desk();
    heard(&desk, 1, "Yes");
    let gone = || {
        let gone = desk.store.read_blocking(|tx| audit::gone(tx, &audit::told_of(tx, desk.thread)?));
        gone.unwrap()
    };
    assert_eq!(gone(), 0);
    desk.store.write_blocking(|tx| crate::messages::remove(tx, MessageId::from_uuid(uuid(1_001)))).unwrap();
    assert_eq!(gone(), 1);
}
