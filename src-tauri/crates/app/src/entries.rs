//! What the audit trail says, page by page, newest first: who did what, when, and in whose conversation. It shows what an
//! archive holds, with the names that the desk has for its ids; of a conversation whose words are kept back, no more than
//! that something was done in it.

use std::collections::BTreeMap;

use foyer_domain::{Actor, ThreadId, UserId};
use foyer_store::{
    ReadTx, StoreError,
    audit::{self, AuditEntry},
    threads,
};

use crate::{
    desk::Desk,
    hiding::Eyes,
    reading::{self, Staff},
    wire::{Colleague, TrailAbout, TrailActor, TrailDetail, TrailEntry, TrailPage},
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
    if let Some(thread) = wanted.thread {
        desk.sees(tx, thread).map(drop)?;
    }
    let mut names = Names::read(desk, tx)?;
    let (mut entries, mut left, mut more) = (Vec::new(), LOOKED_AT, true);
    while more && left > 0 && entries.len() < SHOWN {
        let read = match wanted.thread {
            Some(thread) => audit::of_thread(tx, thread, before, READ)?,
            None => audit::page(tx, before, READ)?,
        };
        (left, more) = (left.saturating_sub(READ), read.len() == READ as usize);
        for entry in read {
            if entries.len() == SHOWN {
                more = true;
                break;
            }
            before = Some(entry.seq);
            if wanted.by.is_none_or(|user| entry.actor == Actor::User(user)) {
                entries.push(names.tell(tx, entry)?);
            }
        }
    }
    let before = before.filter(|seq| more && *seq > 1).and_then(|seq| u32::try_from(seq).ok());
    Ok(TrailPage { entries, before, people: names.people() })
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
            detail: if hidden { Vec::new() } else { details(entry.detail) },
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

/// Codes and counts, as the trail has them.
fn details(detail: serde_json::Value) -> Vec<TrailDetail> {
    let serde_json::Value::Object(fields) = detail else { return Vec::new() };
    let said = |value| match value {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    };
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| TrailDetail { name, value: said(value) })
        .collect()
}
