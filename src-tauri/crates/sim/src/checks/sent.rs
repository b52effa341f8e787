//! What was queued, and what the carrier has.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{DeliveryState, MessageId, ProviderMessageId};
use foyer_policy::{ConsentEventKind, RevocationBasis};
use foyer_sandbox::{Outcome, Record, Status};
use foyer_store::{
    audit::AuditEntry,
    consent, messages,
    outbox::{self, AttemptRow},
};

use super::{forgotten, from_console, groups, outbound};
use crate::{
    desk::number,
    rules::{Broken, Rule},
    story::Story,
};

/// No text is accepted twice unless a person sent it again.
pub fn at_most_once(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let taken = taken(record);
    for ((to, body), intents) in groups(story) {
        let meant: usize = intents.iter().map(|intent| 1 + intent.again).sum();
        let allowed = meant + forgotten(story, to, body);
        let taken = taken.get(&(to, body)).copied().unwrap_or(0);
        if taken > allowed {
            let what = format!("{taken} accepted where {allowed} were allowed");
            broken.push(Broken::new(Rule::AtMostOnce, what));
        }
    }
}

/// How often the carrier took which words to which number.
fn taken(record: &Record) -> BTreeMap<(&str, &str), usize> {
    let mut taken = BTreeMap::new();
    for attempt in &record.attempts {
        if matches!(attempt.outcome, Outcome::Accepted { .. }) {
            *taken.entry((attempt.to.as_str(), attempt.body.as_str())).or_insert(0) += 1;
        }
    }
    taken
}

/// The order of a thread is the order of its queue; what a person sent again, or let go after quiet hours, is out of it
/// by their word.
pub fn in_order(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let mut place: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (at, intent) in story.intents.iter().enumerate() {
        place.entry((intent.to, &intent.body)).and_modify(|at| *at = usize::MAX).or_insert({
            let by_itself =
                intent.again == 0 && !intent.stepped_aside && forgotten(story, intent.to, &intent.body) == 0;
            if by_itself { at } else { usize::MAX }
        });
    }
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for attempt in
        record.attempts.iter().filter(|attempt| matches!(attempt.outcome, Outcome::Accepted { .. }))
    {
        let at = place.get(&(attempt.to.as_str(), attempt.body.as_str())).copied();
        let Some(at) = at.filter(|at| *at != usize::MAX) else { continue };
        let before = last.insert(&attempt.to, at);
        if before.is_some_and(|before| before > at) {
            let what = format!("text {at} was accepted after a later one of its thread");
            broken.push(Broken::new(Rule::Order, what));
        }
    }
}

/// Every text that left by the carrier is known here, and only ones sent again may look like somebody else's.
pub fn known(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let (line, denied) = (story.desk.line, story.desk.carrier.denied());
    let (groups, written) = (groups(story), ours(story));
    for message in outbound(record).filter(|message| !denied.contains(&message.sid)) {
        let id = ProviderMessageId::parse(&message.sid).unwrap();
        let known =
            story.desk.store().read_blocking(|tx| messages::find_by_provider_id(tx, line, &id)).unwrap();
        let Some(known) = known else {
            broken.push(Broken::new(Rule::Truth, "a text that left is not known"));
            continue;
        };
        let ours = written.contains(&known.id);
        let group = groups.get(&(message.to.as_str(), message.body.as_str()));
        let again: usize = group.into_iter().flatten().map(|intent| intent.again).sum();
        let console = from_console(story, &message.to, &message.body);
        if !ours && again == 0 && console == 0 {
            broken.push(Broken::new(Rule::Truth, "a text of ours is shown as sent elsewhere"));
        }
        if ours && known.body.reveal() != message.body {
            broken.push(Broken::new(Rule::Words, "the words that left are not the words that were queued"));
        }
        if ours
            && let (Some(state), Some(should)) = (known.state, climbed(message.status))
            && state != should
        {
            let what = format!("{state:?} here, {should:?} at the carrier");
            broken.push(Broken::new(Rule::Status, what));
        }
    }
}

/// How far a text's time may lie from the hour of its attempt, in milliseconds: the desk looks an hour around it, and
/// knows the carrier's time to some minutes.
const ITS_HOUR: i64 = 3_900_000;

/// What is taken for a text of ours was made when it was handed over. For desks whose clock was right all the time.
pub fn of_its_hour(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let made: BTreeMap<&str, i64> =
        record.messages.iter().map(|message| (message.sid.as_str(), message.created_at)).collect();
    for intent in &story.intents {
        let Some(id) = story.desk.text(intent.message).provider_id else { continue };
        let Some(made) = made.get(id.as_str()) else { continue };
        let handed_over = story.desk.umpire.handed_over(intent.outbox);
        if !handed_over.iter().any(|at| (made - at).abs() <= ITS_HOUR) {
            let what = "a text is said to have left at another time than it was handed over";
            broken.push(Broken::new(Rule::Truth, what));
        }
    }
}

/// Where a text of ours should be known to be, once everything has settled.
const fn climbed(status: Status) -> Option<DeliveryState> {
    match status {
        Status::Sent => Some(DeliveryState::Sent),
        Status::Delivered => Some(DeliveryState::Delivered),
        Status::Undelivered => Some(DeliveryState::Undelivered),
        Status::Failed => Some(DeliveryState::Failed),
        _ => None,
    }
}

/// Two texts this far apart, in milliseconds, are not one that was on its way.
const APART: i64 = 60_000;

/// What the carrier has beyond what was meant is told, once known.
pub fn alarmed(story: &Story, record: &Record, entries: &[AuditEntry], broken: &mut Vec<Broken>) {
    let twice = entries.iter().filter(|entry| entry.action == "outbox.twice");
    let alarms: Vec<String> = twice.map(|entry| entry.detail.to_string()).collect();
    let (groups, ours) = (groups(story), ours(story));
    let (line, denied) = (story.desk.line, story.desk.carrier.denied());
    let made: BTreeMap<&str, i64> =
        record.messages.iter().map(|message| (message.sid.as_str(), message.created_at)).collect();
    for message in outbound(record).filter(|message| !denied.contains(&message.sid)) {
        let id = ProviderMessageId::parse(&message.sid).unwrap();
        let known =
            story.desk.store().read_blocking(|tx| messages::find_by_provider_id(tx, line, &id)).unwrap();
        if known.is_none_or(|known| ours.contains(&known.id)) {
            continue;
        }
        // Bound to another text that was there before this one, with time between; by the carrier's clock, for this
        // desk's may have jumped between its last answer and the attempt, and dated that before what came first. And by
        // an attempt near enough to be recognised.
        let same = groups.get(&(message.to.as_str(), message.body.as_str()));
        let meant = same.into_iter().flatten().any(|intent| {
            let bound = story.desk.text(intent.message).provider_id;
            let made = bound.and_then(|id| made.get(id.as_str()).copied());
            made.is_some_and(|made| message.created_at - made >= APART)
                && attempts(story, intent).iter().any(|attempt| {
                    let before = message.created_at - attempt.started_at.millis();
                    attempt.outcome.as_deref() == Some("accepted") && (APART..3_000_000).contains(&before)
                })
        });
        if meant && !alarms.iter().any(|detail| detail.contains(&message.sid)) {
            broken.push(Broken::new(Rule::Alarm, "the carrier has a text twice and nobody was told"));
        }
    }
}

/// What staff wrote.
fn ours(story: &Story) -> BTreeSet<MessageId> {
    story.intents.iter().map(|intent| intent.message).collect()
}

fn attempts(story: &Story, intent: &crate::story::Intent) -> Vec<AttemptRow> {
    story.desk.store().read_blocking(|tx| outbox::attempts(tx, intent.outbox)).unwrap()
}

/// Every text ends final or waits visibly, and what is said of it is true.
pub fn ends(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let waiting = story.desk.store().read_blocking(outbox::waiting).unwrap();
    let mut heads = BTreeMap::new();
    for item in &waiting {
        heads.entry(item.thread).or_insert(item.state);
    }
    let times = taken(record);
    for ((to, body), intents) in groups(story) {
        let (mut bound, mut in_doubt, mut denied) = (0, 0, 0);
        for intent in &intents {
            let item = story.desk.item(intent.message);
            let text = story.desk.text(intent.message);
            bound += usize::from(text.provider_id.is_some());
            denied += usize::from(
                text.provider_id.as_ref().is_some_and(|id| story.desk.carrier.denied().contains(id.as_str())),
            );
            match item.state {
                DeliveryState::Accepted => {
                    if text.provider_id.is_none() {
                        broken.push(Broken::new(Rule::Truth, "an accepted text has no carrier's id"));
                    }
                }
                DeliveryState::Unconfirmed => in_doubt += 1,
                DeliveryState::Held => {
                    if item.hold_reason.is_none() {
                        broken.push(Broken::new(Rule::NoLoss, "a held text has no reason"));
                    }
                    // What an older copy holds may have left while another was at work, and says so.
                    in_doubt += usize::from(attempts(story, intent).iter().any(AttemptRow::is_unclear));
                }
                DeliveryState::Queued => {
                    let head = heads[&item.thread];
                    if !matches!(head, DeliveryState::Unconfirmed | DeliveryState::Held) {
                        let what = format!("a text is still queued behind one that is {head:?}");
                        broken.push(Broken::new(Rule::NoLoss, what));
                    }
                }
                DeliveryState::Dispatching => {
                    broken.push(Broken::new(Rule::NoLoss, "a text is dispatching for ever"));
                }
                DeliveryState::Failed => {
                    if !refused(record, to, body) {
                        broken.push(Broken::new(Rule::Truth, "a text failed that the carrier never refused"));
                    }
                    if attempts(story, intent).iter().any(AttemptRow::is_unclear) {
                        let what = "a text is said to have failed while an attempt is in doubt";
                        broken.push(Broken::new(Rule::Truth, what));
                    }
                }
                DeliveryState::Cancelled | DeliveryState::Blocked
                    if text.state == Some(DeliveryState::Unconfirmed) =>
                {
                    in_doubt += 1;
                }
                DeliveryState::Cancelled
                | DeliveryState::Blocked
                | DeliveryState::Expired
                | DeliveryState::Undelivered
                | DeliveryState::Delivered
                | DeliveryState::Sent => {}
            }
        }
        let taken = times.get(&(to, body)).copied().unwrap_or(0);
        let console = from_console(story, to, body);
        let again: usize = intents.iter().map(|intent| intent.again).sum();
        if taken + console < bound {
            let what = format!("{bound} texts are said to have left, {taken} did");
            broken.push(Broken::new(Rule::Truth, what));
        }
        // What the carrier denies cannot be found again.
        let hidden = story.desk.carrier.denied().len().min(in_doubt + denied);
        if again == 0 && console == 0 && hidden == 0 && taken > bound {
            let said: Vec<DeliveryState> =
                intents.iter().map(|intent| story.desk.item(intent.message).state).collect();
            let what = format!("{taken} texts left, only {bound} are said to have: {said:?}");
            broken.push(Broken::new(Rule::Truth, what));
        }
    }
}

fn refused(record: &Record, to: &str, body: &str) -> bool {
    let ours = record.attempts.iter().filter(|attempt| attempt.to == to && attempt.body == body);
    ours.into_iter().any(|attempt| matches!(attempt.outcome, Outcome::Refused { .. }))
}

/// When the carrier says that a patient opted out, that is a fact about consent here too: one of its own, for the STOP
/// itself may have come by another way.
pub fn opt_outs_kept(story: &Story, broken: &mut Vec<Broken>) {
    for intent in &story.intents {
        let told = story.desk.store().read_blocking(|tx| {
            let said =
                outbox::attempts(tx, intent.outbox)?.iter().any(|attempt| attempt.code == Some(21_610));
            let facts = consent::for_number(tx, &number(intent.to))?;
            let kept = facts.iter().any(|fact| {
                fact.kind == ConsentEventKind::Revoked(RevocationBasis::Carrier)
                    && fact.evidence.message == Some(intent.message)
            });
            Ok(said && !kept)
        });
        if told.unwrap() {
            broken
                .push(Broken::new(Rule::Consent, "the carrier's word that a patient opted out was not kept"));
        }
    }
}

/// What a person was told never left did not.
pub fn taken_back(story: &Story, record: &Record, broken: &mut Vec<Broken>) {
    let times = taken(record);
    for ((to, body), intents) in groups(story) {
        let back = intents.iter().filter(|intent| intent.taken_back).count();
        let meant = intents.iter().map(|intent| 1 + intent.again).sum::<usize>() - back;
        let allowed = meant + forgotten(story, to, body);
        if back > 0 && times.get(&(to, body)).copied().unwrap_or(0) > allowed {
            broken.push(Broken::new(Rule::Cancel, "a text that was taken back left all the same"));
        }
        // However often a person sent it again before: they were told that it never left.
        let left = times.get(&(to, body)).copied().unwrap_or(0);
        if back == intents.len() && left > forgotten(story, to, body) {
            broken.push(Broken::new(Rule::Cancel, "a text that was said to have never left did leave"));
        }
    }
}
