//! The chain is whole, and every attempt and every end has its entry.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::DeliveryState;
use foyer_store::{
    audit::{self, AuditEntry},
    outbox,
};

use crate::{
    rules::{Broken, Rule},
    story::Story,
};

/// See the module's words.
pub fn tells_all(story: &Story, entries: Vec<AuditEntry>, broken: &mut Vec<Broken>) {
    let store = story.desk.store();
    match store.read_blocking(|tx| audit::verify(tx, 1, i64::MAX)).unwrap() {
        audit::Verdict::Whole(_) => {}
        audit::Verdict::Broken(at) => {
            broken.push(Broken::new(Rule::Audit, format!("the chain breaks at entry {at}")));
        }
    }
    let mut words: BTreeMap<uuid::Uuid, BTreeSet<String>> = BTreeMap::new();
    let (mut started, mut ended) = (0, 0);
    for entry in entries {
        started += usize::from(entry.action == "outbox.started");
        let of_a_copy = entry.detail["reason"] == "restored_copy";
        ended += usize::from(
            !of_a_copy
                && matches!(
                    entry.action.as_str(),
                    "outbox.accepted"
                        | "outbox.rejected"
                        | "outbox.not_sent"
                        | "outbox.unconfirmed"
                        | "outbox.paused"
                ),
        );
        if let Some(object) = entry.object {
            words.entry(object).or_default().insert(entry.action);
        }
    }
    let (mut attempts, mut finished) = (0, 0);
    for intent in &story.intents {
        let mut tries = store.read_blocking(|tx| outbox::attempts(tx, intent.outbox)).unwrap();
        tries.retain(|attempt| !attempt.is_of_an_older_copy());
        attempts += tries.len();
        finished += tries.iter().filter(|attempt| attempt.outcome.is_some()).count();
        let item = story.desk.item(intent.message);
        let words = words.get(&intent.message.uuid()).cloned().unwrap_or_default();
        let told = match item.state {
            DeliveryState::Accepted => ["outbox.accepted", "outbox.found"].as_slice(),
            DeliveryState::Unconfirmed => &["outbox.unconfirmed"],
            DeliveryState::Held => &["outbox.held"],
            DeliveryState::Blocked => &["outbox.blocked", "outbox.rejected"],
            DeliveryState::Failed => &["outbox.rejected"],
            DeliveryState::Cancelled => &["outbox.cancelled", "outbox.left"],
            DeliveryState::Queued
            | DeliveryState::Dispatching
            | DeliveryState::Sent
            | DeliveryState::Delivered
            | DeliveryState::Undelivered
            | DeliveryState::Expired => continue,
        };
        if !words.iter().any(|word| told.contains(&word.as_str())) {
            let what = format!("no entry tells how a text became {:?}", item.state);
            broken.push(Broken::new(Rule::Audit, what));
        }
    }
    if started != attempts {
        broken.push(Broken::new(Rule::Audit, format!("{attempts} attempts, {started} entries of them")));
    }
    if ended != finished {
        broken
            .push(Broken::new(Rule::Audit, format!("{finished} ends of attempts, {ended} entries of them")));
    }
}
