//! The promises, held against the carrier's own record after everything has settled.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{DeliveryState, ProviderMessageId};
use foyer_sandbox::{Direction, Outcome, Record};
use foyer_store::{audit, messages, outbox};

use super::{
    log::{self, SENTINEL},
    story::{Intent, Story},
};
use crate::world::{LINE, lock};

/// Every promise that does not hold, in words.
pub fn broken_promises(story: &mut Story) -> Vec<String> {
    let record = story.desk.carrier.far().record();
    let mut broken = lock(&story.seen).clone();
    broken.dedup();
    at_most_once(story, &record, &mut broken);
    in_order(story, &record, &mut broken);
    every_inbound_once(story, &record, &mut broken);
    every_outbound_known(story, &record, &mut broken);
    every_intent_ends(story, &record, &mut broken);
    audit_tells_all(story, &mut broken);
    if log::holds(SENTINEL) || story.intents.iter().any(|intent| log::holds(intent.to)) {
        broken.push("a patient's words or number reached the log".to_owned());
    }
    broken
}

/// The same words to the same number, as the carrier cannot tell them apart either.
fn groups(story: &Story) -> BTreeMap<(&str, &str), Vec<&Intent>> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Intent>> = BTreeMap::new();
    for intent in &story.intents {
        groups.entry((intent.to, &intent.body)).or_default().push(intent);
    }
    groups
}

/// 1. No text is accepted twice unless a person sent it again.
fn at_most_once(story: &Story, record: &Record, broken: &mut Vec<String>) {
    for ((to, body), intents) in groups(story) {
        let allowed: usize = intents.iter().map(|intent| 1 + intent.again).sum();
        let taken = record.accepted(to, body);
        if taken > allowed {
            broken.push(format!("{taken} accepted where {allowed} were allowed"));
        }
    }
}

/// 3. The order of a thread is the order of its queue.
fn in_order(story: &Story, record: &Record, broken: &mut Vec<String>) {
    let place: BTreeMap<(&str, &str), usize> = groups(story)
        .into_iter()
        .filter(|(_, intents)| intents.len() == 1)
        .filter_map(|(key, intents)| {
            let at = story.intents.iter().position(|intent| intent.message == intents[0].message)?;
            Some((key, at))
        })
        .collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for attempt in
        record.attempts.iter().filter(|attempt| matches!(attempt.outcome, Outcome::Accepted { .. }))
    {
        let Some(at) = place.get(&(attempt.to.as_str(), attempt.body.as_str())) else { continue };
        let before = last.insert(&attempt.to, *at);
        if before.is_some_and(|before| before > *at) {
            broken.push(format!("text {at} was accepted after a later one of its thread"));
        }
    }
}

/// 4. Every inbound text at the carrier is one message here.
fn every_inbound_once(story: &mut Story, record: &Record, broken: &mut Vec<String>) {
    let there: BTreeSet<&str> = record
        .messages
        .iter()
        .filter(|message| message.direction == Direction::Inbound && message.to == LINE)
        .map(|message| message.sid.as_str())
        .collect();
    let phones: BTreeSet<&str> = super::story::PHONES.into_iter().collect();
    let mut here: Vec<String> = Vec::new();
    let mut unread_wrong = 0;
    for phone in phones {
        let texts = story.desk.texts(phone);
        let inbound = texts.iter().filter(|text| text.direction() == foyer_domain::Direction::Inbound);
        let inbound: Vec<String> =
            inbound.filter_map(|text| text.provider_id.as_ref().map(|id| id.as_str().to_owned())).collect();
        let unread = story.desk.thread_row(phone).facts.unread;
        unread_wrong += usize::from(usize::try_from(unread).unwrap() != inbound.len());
        here.extend(inbound);
    }
    let distinct: BTreeSet<&str> = here.iter().map(String::as_str).collect();
    if distinct.len() != here.len() {
        broken.push("an inbound text is here twice".to_owned());
    }
    if distinct != there {
        broken.push(format!("{} inbound texts here, {} at the carrier", distinct.len(), there.len()));
    }
    if unread_wrong > 0 {
        broken.push(format!("{unread_wrong} threads count their unread texts wrongly"));
    }
}

/// Every text that left by the carrier is known here, and only ones sent again may look like somebody else's.
fn every_outbound_known(story: &mut Story, record: &Record, broken: &mut Vec<String>) {
    let line = story.desk.line;
    for message in record.messages.iter().filter(|message| message.direction == Direction::OutboundApi) {
        let id = ProviderMessageId::parse(&message.sid).unwrap();
        let known =
            story.desk.store().read_blocking(|tx| messages::find_by_provider_id(tx, line, &id)).unwrap();
        let Some(known) = known else {
            broken.push("a text that left is not known".to_owned());
            continue;
        };
        let ours = story.intents.iter().any(|intent| intent.message == known.id);
        let group =
            story.intents.iter().filter(|intent| intent.to == message.to && intent.body == message.body);
        let again: usize = group.map(|intent| intent.again).sum();
        if !ours && again == 0 {
            broken.push("a text of ours is shown as sent elsewhere".to_owned());
        }
        if known.body.reveal() != message.body {
            broken.push("the words that left are not the words that were queued".to_owned());
        }
    }
}

/// 5. Every text ends final or waits visibly, and what is said of it is true.
fn every_intent_ends(story: &Story, record: &Record, broken: &mut Vec<String>) {
    for ((to, body), intents) in groups(story) {
        let mut bound = 0;
        let mut in_doubt = 0;
        for intent in &intents {
            let item = story.desk.item(intent.message);
            let text = story.desk.text(intent.message);
            bound += usize::from(text.provider_id.is_some());
            match item.state {
                DeliveryState::Accepted => {
                    if text.provider_id.is_none() {
                        broken.push("an accepted text has no carrier's id".to_owned());
                    }
                }
                DeliveryState::Unconfirmed => in_doubt += 1,
                DeliveryState::Held => {
                    if item.hold_reason.is_none() {
                        broken.push("a held text has no reason".to_owned());
                    }
                }
                DeliveryState::Queued => {
                    let lane = story.desk.store().read_blocking(outbox::waiting).unwrap();
                    let head = lane.iter().find(|other| other.thread == item.thread).unwrap();
                    if !matches!(head.state, DeliveryState::Unconfirmed | DeliveryState::Held) {
                        broken.push(format!("a text is still queued behind one that is {:?}", head.state));
                    }
                }
                DeliveryState::Dispatching => broken.push("a text is dispatching for ever".to_owned()),
                DeliveryState::Cancelled if text.state == Some(DeliveryState::Unconfirmed) => in_doubt += 1,
                DeliveryState::Cancelled
                | DeliveryState::Blocked
                | DeliveryState::Failed
                | DeliveryState::Expired
                | DeliveryState::Undelivered
                | DeliveryState::Delivered
                | DeliveryState::Sent => {}
            }
        }
        let taken = record.accepted(to, body);
        let again: usize = intents.iter().map(|intent| intent.again).sum();
        if taken < bound {
            broken.push(format!("{bound} texts are said to have left, {taken} did"));
        }
        if again == 0 && taken > bound {
            broken.push(format!("{taken} texts left, only {bound} are said to have ({in_doubt} in doubt)"));
        }
    }
}

/// 6. The chain is whole, and every attempt and every end has its entry.
fn audit_tells_all(story: &Story, broken: &mut Vec<String>) {
    let store = story.desk.store();
    match store.read_blocking(|tx| audit::verify(tx, 1, i64::MAX)).unwrap() {
        audit::Verdict::Whole(_) => {}
        audit::Verdict::Broken(at) => broken.push(format!("the audit chain breaks at entry {at}")),
    }
    let mut words: BTreeMap<uuid::Uuid, BTreeSet<String>> = BTreeMap::new();
    for entry in story.entries() {
        if let Some(object) = entry.object {
            words.entry(object).or_default().insert(entry.action);
        }
    }
    let mut attempts = 0;
    for intent in &story.intents {
        attempts += store.read_blocking(|tx| outbox::attempts(tx, intent.outbox)).unwrap().len();
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
            broken.push(format!("no audit entry tells how a text became {:?}", item.state));
        }
    }
    let started = story.audited("outbox.started");
    if started != attempts {
        broken.push(format!("{attempts} attempts, {started} audit entries"));
    }
}
