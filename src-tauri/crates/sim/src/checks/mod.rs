//! The promises, held against the carrier's own record after everything has settled.

mod audit;
mod heard;
mod sent;

use std::collections::BTreeMap;

use foyer_sandbox::{Direction, Outcome, Record};

use crate::{
    log::{self, SENTINEL},
    rules::{Broken, Rule},
    story::{Intent, Story},
    time::MONDAY,
};

/// Every promise that does not hold, in words.
pub fn broken_promises(story: &mut Story) -> Vec<Broken> {
    let record = story.record();
    let mut broken = Vec::new();
    sent::at_most_once(story, &record, &mut broken);
    sent::in_order(story, &record, &mut broken);
    sent::known(story, &record, &mut broken);
    sent::ends(story, &record, &mut broken);
    if story.clock_was_right() {
        sent::of_its_hour(story, &record, &mut broken);
    }
    let entries = story.entries();
    sent::alarmed(story, &record, &entries, &mut broken);
    sent::opt_outs_kept(story, &mut broken);
    sent::taken_back(story, &record, &mut broken);
    heard::once(story, &record, &mut broken);
    heard::pictures(story, &mut broken);
    audit::tells_all(story, entries, &mut broken);
    let private: Vec<&str> = story.phones.iter().copied().chain([SENTINEL]).collect();
    if log::holds(&private) {
        broken.push(Broken::new(Rule::Privacy, "a patient's words or number reached the log"));
    }
    broken
}

/// The same words to the same number, as the carrier cannot tell them apart either.
fn groups(story: &Story) -> BTreeMap<(&'static str, &str), Vec<&Intent>> {
    let mut groups: BTreeMap<(&'static str, &str), Vec<&Intent>> = BTreeMap::new();
    for intent in &story.intents {
        groups.entry((intent.to, &intent.body)).or_default().push(intent);
    }
    groups
}

/// How many of these words were sent to this number from elsewhere.
fn from_console(story: &Story, to: &str, body: &str) -> usize {
    story.console.iter().filter(|(words, number)| words == body && *number == to).count()
}

/// How many of these words went to this number and were forgotten with the store that knew of them.
fn forgotten(story: &Story, to: &str, body: &str) -> usize {
    story.lost.iter().filter(|(words, number)| words == body && *number == to).count()
}

/// Texts of this run that the carrier took, counted.
pub fn accepted(record: &Record) -> usize {
    record.attempts.iter().filter(|attempt| matches!(attempt.outcome, Outcome::Accepted { .. })).count()
}

/// Texts of patients, counted.
pub fn received(record: &Record) -> usize {
    record.messages.iter().filter(|message| message.direction == Direction::Inbound).count()
}

/// Our texts in the carrier's record; what the account held before Foyer came is nobody's promise.
fn outbound(record: &Record) -> impl Iterator<Item = &foyer_sandbox::MessageRecord> {
    let ours = |message: &&foyer_sandbox::MessageRecord| {
        message.direction == Direction::OutboundApi && message.created_at >= MONDAY
    };
    record.messages.iter().filter(ours)
}
