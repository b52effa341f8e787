//! What is known about a text nobody is sure of: when it was handed over, when the line dropped, who asked to look.
//! Facts with their moments only; what they mean is for a person to decide.

use foyer_domain::{Actor, MessageId};
use foyer_store::{ReadTx, StoreError, audit, outbox};
use foyer_sync::Activity;

use crate::{
    reading::Staff,
    wire::{DoubtInfo, DoubtStep, DoubtStepKind},
};

/// Audit entries of the thread that are looked through.
const ENTRIES: u32 = 200;

/// The steps, in order. None once the text has left the outbox.
pub(crate) fn steps(tx: &ReadTx<'_>, message: MessageId) -> Result<DoubtInfo, StoreError> {
    let Some(item) = outbox::of_message(tx, message)? else { return Ok(DoubtInfo { steps: Vec::new() }) };
    let mut steps = Vec::new();
    for attempt in outbox::attempts(tx, item.id)? {
        let known = attempt.outcome.as_deref().is_some_and(|outcome| outcome != "unknown");
        if known || attempt.is_of_an_older_copy() {
            continue;
        }
        steps.push(DoubtStep { at: attempt.started_at.millis(), what: DoubtStepKind::Handed, by: None });
        if let Some(at) = attempt.finished_at {
            steps.push(DoubtStep { at: at.millis(), what: DoubtStepKind::NoAnswer, by: None });
        }
    }
    let staff = Staff::read(tx)?;
    for entry in audit::of_thread(tx, item.thread, None, ENTRIES)? {
        if entry.object == Some(message.uuid()) && entry.action == Activity::OutboxChecked.as_str() {
            let by = match entry.actor {
                Actor::User(user) => Some(staff.name(user)),
                Actor::Patient | Actor::System | Actor::Carrier => None,
            };
            steps.push(DoubtStep { at: entry.at.millis(), what: DoubtStepKind::Looked, by });
        }
    }
    steps.sort_by_key(|step| step.at);
    Ok(DoubtInfo { steps })
}
