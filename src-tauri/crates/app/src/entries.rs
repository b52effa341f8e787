//! What the audit trail says, page by page, newest first: who did what, when, and in whose conversation. It shows what an
//! archive holds, typed for the window to word, with the names that the desk has for its ids; of a conversation whose words
//! are kept back, no more than that something was done in it.

use std::collections::BTreeMap;

use foyer_domain::{Actor, ThreadId, UserId};
use foyer_store::{
    ReadTx, StoreError,
    audit::{self, AuditEntry},
    threads,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    desk::Desk,
    hiding::Eyes,
    reading::{self, Staff},
    wire::{Colleague, TrailAbout, TrailActor, TrailDetail, TrailEntry, TrailField, TrailPage, TrailValue},
};

/// Entries of a page.
const SHOWN: usize = 50;

/// Entries read at once, and looked at before a page is given with fewer: somebody who did little is sought in steps.
const READ: u32 = 500;
const LOOKED_AT: u32 = 20_000;

/// Which entries are wanted.
pub(crate) struct Wanted {
    pub(crate) thread: Option<ThreadId>,
    pub(crate) by: Option<UserId>,
}

impl Wanted {
    /// Reads the names behind ids.
    fn names(&self, desk: &Desk, tx: &ReadTx<'_>) -> Result<Names, StoreError> {
        if let Some(thread) = self.thread {
            desk.sees(tx, thread).map(drop)?;
        }
        Names::read(desk, tx)
    }

    /// At most [`READ`] entries before number `before`, those among them that are not wanted too.
    fn some(&self, tx: &ReadTx<'_>, before: Option<i64>) -> Result<Vec<AuditEntry>, StoreError> {
        match self.thread {
            Some(thread) => audit::of_thread(tx, thread, before, READ),
            None => audit::page(tx, before, READ),
        }
    }

    fn has(&self, entry: &AuditEntry) -> bool {
        self.by.is_none_or(|user| entry.actor == Actor::User(user))
    }
}

/// The entries before number `before`, as far as they are wanted (`None` for the newest).
///
/// # Errors
/// [`StoreError::Hidden`] for a thread that whoever sits here does not read.
pub(crate) fn page(
    desk: &Desk,
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    mut before: Option<i64>,
) -> Result<TrailPage, StoreError> {
    let mut names = wanted.names(desk, tx)?;
    let (mut entries, mut left, mut more) = (Vec::new(), LOOKED_AT, true);
    while more && left > 0 && entries.len() < SHOWN {
        let read = wanted.some(tx, before)?;
        (left, more) = (left.saturating_sub(READ), read.len() == READ as usize);
        for entry in read {
            if entries.len() == SHOWN {
                more = true;
                break;
            }
            before = Some(entry.seq);
            if wanted.has(&entry) {
                entries.push(names.tell(tx, entry)?);
            }
        }
    }
    let before = before.filter(|seq| more && *seq > 1).and_then(|seq| u32::try_from(seq).ok());
    Ok(TrailPage { entries, before, people: names.people() })
}

/// Hands on every entry that is wanted with the names behind its ids, newest first, until `take` says no.
///
/// # Errors
/// As [`page`].
pub(crate) fn each(
    desk: &Desk,
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    mut take: impl FnMut(&Staff, &AuditEntry, Option<&TrailAbout>) -> bool,
) -> Result<(), StoreError> {
    let (mut names, mut before) = (wanted.names(desk, tx)?, None);
    loop {
        let read = wanted.some(tx, before)?;
        let Some(last) = read.last() else { return Ok(()) };
        before = Some(last.seq);
        for entry in read.iter().filter(|entry| wanted.has(entry)) {
            let about = entry.thread.map(|thread| names.about(tx, thread)).transpose()?.flatten();
            if !take(&names.staff, entry, about.as_ref()) {
                return Ok(());
            }
        }
    }
}

/// The names behind the ids of entries.
struct Names {
    staff: Staff,
    eyes: Eyes,
    threads: BTreeMap<ThreadId, Option<TrailAbout>>,
}

impl Names {
    fn read(desk: &Desk, tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(Self { staff: Staff::read(tx)?, eyes: Eyes::read(desk, tx)?, threads: BTreeMap::new() })
    }

    fn people(&self) -> Vec<Colleague> {
        let everybody = self.staff.ever();
        everybody.map(|user| Colleague { id: user.id.to_string(), name: self.staff.name(user.id) }).collect()
    }

    fn tell(&mut self, tx: &ReadTx<'_>, entry: AuditEntry) -> Result<TrailEntry, StoreError> {
        let about = entry.thread.map(|thread| self.about(tx, thread)).transpose()?.flatten();
        let hidden = about.as_ref().is_some_and(|about| about.hidden.is_some());
        let (actor, by) = match entry.actor {
            Actor::User(user) => (TrailActor::Staff, Some(self.staff.name(user))),
            Actor::Patient => (TrailActor::Patient, None),
            Actor::System => (TrailActor::Foyer, None),
            Actor::Carrier => (TrailActor::Carrier, None),
        };
        Ok(TrailEntry {
            entry: u32::try_from(entry.seq).unwrap_or(u32::MAX),
            at: entry.at.millis(),
            actor,
            by,
            what: entry.action,
            about,
            detail: if hidden { Vec::new() } else { details(&self.staff, entry.detail) },
        })
    }

    /// Whose conversation it is; `None` for one that is gone.
    fn about(&mut self, tx: &ReadTx<'_>, id: ThreadId) -> Result<Option<TrailAbout>, StoreError> {
        if let Some(known) = self.threads.get(&id) {
            return Ok(known.clone());
        }
        let about = match threads::get(tx, id) {
            Ok(thread) => Some(TrailAbout {
                thread: id.to_string(),
                name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
                hidden: self.eyes.hides(&thread),
            }),
            Err(StoreError::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        self.threads.insert(id, about.clone());
        Ok(about)
    }
}

/// The codes and counts of an entry, typed for the window to say in words. Ids are left to archives, but for those of
/// people who work here.
fn details(staff: &Staff, detail: Value) -> Vec<TrailDetail> {
    let Value::Object(fields) = detail else { return Vec::new() };
    let told = |(name, value): (String, Value)| {
        let field = typed(&name);
        let value = match (field, value) {
            // A computer's name is not a word of ours.
            (Some(TrailField::Computer), Value::String(text)) => TrailValue::Text { text },
            (_, value) => value_of(staff, value)?,
        };
        Some(TrailDetail { field, name, value })
    };
    fields.into_iter().filter_map(told).collect()
}

fn value_of(staff: &Staff, value: Value) -> Option<TrailValue> {
    let many = |many: usize| TrailValue::Number { number: u32::try_from(many).unwrap_or(u32::MAX) };
    Some(match value {
        Value::Null => return None,
        Value::Bool(on) => TrailValue::Flag { on },
        Value::Number(number) => match number.as_u64().map(u32::try_from) {
            Some(Ok(number)) => TrailValue::Number { number },
            Some(Err(_)) | None => TrailValue::Text { text: number.to_string() },
        },
        Value::String(text) => match text.parse::<UserId>() {
            Ok(id) => TrailValue::Text {
                text: staff.ever().find(|user| user.id == id).map(|user| staff.name(user.id))?,
            },
            Err(_) => typed(&text).map_or(TrailValue::Text { text }, |word| TrailValue::Word { word }),
        },
        Value::Array(several) if several.is_empty() => return None,
        Value::Array(several) => many(several.len()),
        Value::Object(_) => return None,
    })
}

/// The core's word or name as the window has it; `None` for one that the window has no words for.
fn typed<T: DeserializeOwned>(code: &str) -> Option<T> {
    let mut camel = String::with_capacity(code.len());
    for (place, part) in code.split('_').enumerate() {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if place > 0 => camel.push(first.to_ascii_uppercase()),
            first => camel.extend(first),
        }
        camel.push_str(letters.as_str());
    }
    serde_json::from_value(Value::String(camel)).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::TrailWord;

    /// Words that a text's entries are made of all have words on screen.
    #[test]
    fn what_entries_of_texts_say_has_words() {
        use foyer_domain::{Category, Channel, DeliveryProblem, DeliveryState};
        use foyer_policy::{Badge, Subject};
        let states = [
            DeliveryState::Held,
            DeliveryState::Queued,
            DeliveryState::Dispatching,
            DeliveryState::Unconfirmed,
            DeliveryState::Accepted,
            DeliveryState::Sent,
            DeliveryState::Delivered,
            DeliveryState::Undelivered,
            DeliveryState::Failed,
            DeliveryState::Blocked,
            DeliveryState::Expired,
            DeliveryState::Cancelled,
        ];
        let words = states
            .map(DeliveryState::as_str)
            .into_iter()
            .chain(Badge::ALL.map(Badge::as_str))
            .chain([Category::Scheduling, Category::Clinical, Category::Billing].map(Category::as_str))
            .chain([Channel::Sms, Channel::WhatsApp].map(Channel::as_str))
            .chain([Subject::Logistics, Subject::Clinical, Subject::Billing].map(Subject::as_str))
            .chain([DeliveryProblem::Landline, DeliveryProblem::Other].map(DeliveryProblem::as_str))
            .chain([
                "clean",
                "caution",
                "portal_only",
                "reply",
                "stop_confirmation",
                "after_hours",
                "reminder",
            ]);
        for word in words {
            assert!(typed::<TrailWord>(word).is_some(), "{word}");
        }
        for field in ["provider_id", "sha256", "words", "leftOut", "purpose", "computer", "templates"] {
            assert!(typed::<TrailField>(field).is_some(), "{field}");
        }
        assert!(typed::<TrailWord>("SM0123").is_none() && typed::<TrailField>("").is_none());
    }

    #[test]
    fn a_value_is_a_word_a_number_or_as_it_stands_and_an_id_of_nobody_here_is_left_out() {
        let staff = Staff::default();
        let word = |code: &str| TrailValue::Word { word: typed(code).unwrap() };
        let text = |text: &str| TrailValue::Text { text: text.to_owned() };
        for (value, told) in [
            (json!("portal_only"), Some(word("portal_only"))),
            (json!("2026-11-20"), Some(text("2026-11-20"))),
            (json!(7), Some(TrailValue::Number { number: 7 })),
            (json!(-7), Some(text("-7"))),
            (json!(5_000_000_000_u64), Some(text("5000000000"))),
            (json!(false), Some(TrailValue::Flag { on: false })),
            (json!(["a", "b"]), Some(TrailValue::Number { number: 2 })),
            (json!([]), None),
            (json!(null), None),
            (json!({ "a": 1 }), None),
            (json!("0190f3a0-0000-7000-8000-000000000001"), None),
        ] {
            assert!(value_of(&staff, value.clone()) == told, "{value}");
        }
    }
}
