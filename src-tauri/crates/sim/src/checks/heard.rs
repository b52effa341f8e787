//! What patients wrote, and what is here of it.

use std::collections::BTreeSet;

use foyer_sandbox::{Direction, Record};
use foyer_store::attachments;

use crate::{
    carrier::LINE,
    rules::{Broken, Rule},
    story::Story,
};

/// Every inbound text at the carrier is one message here, and unread.
pub fn once(story: &mut Story, record: &Record, broken: &mut Vec<Broken>) {
    let there: BTreeSet<&str> = record
        .messages
        .iter()
        .filter(|message| message.direction == Direction::Inbound && message.to == LINE)
        .map(|message| message.sid.as_str())
        .collect();
    let mut here: Vec<String> = Vec::new();
    let mut unread_wrong = 0;
    for phone in story.phones.clone() {
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
        broken.push(Broken::new(Rule::Inbound, "an inbound text is here twice"));
    }
    if distinct != there {
        let what = format!("{} inbound texts here, {} at the carrier", distinct.len(), there.len());
        broken.push(Broken::new(Rule::Inbound, what));
    }
    if unread_wrong > 0 {
        let what = format!("{unread_wrong} threads count their unread texts wrongly");
        broken.push(Broken::new(Rule::Unread, what));
    }
}

/// Every picture that came is here.
pub fn pictures(story: &Story, broken: &mut Vec<Broken>) {
    let missing = story.desk.store().read_blocking(|tx| attachments::missing(tx, u32::MAX)).unwrap();
    if !missing.is_empty() {
        let what = format!("the pictures of {} texts were never fetched", missing.len());
        broken.push(Broken::new(Rule::Inbound, what));
    }
}
