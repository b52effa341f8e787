//! What is set aside when something went wrong: the conversation, what became of each text, consent, and the audit trail's
//! lines about it, as they were at that moment.
//!
//! One line of JSON each, its keys in order, so that the same facts are always the same bytes. The SHA-256 over all of
//! them is in the audit trail. Files that came along are named by their own SHA-256 and not copied.

use foyer_audit::Hash;
use foyer_domain::{Actor, Author, Timestamp};
use foyer_store::{
    ReadTx, StoreError, attachments, audit, consent,
    messages::{self, MessageRow, Sender},
    outbox, reports,
    threads::ThreadRow,
};
use serde_json::{Value, json};

/// What was set aside.
pub(crate) struct Evidence {
    /// The lines.
    pub(crate) bytes: Vec<u8>,
    /// Texts among them.
    pub(crate) texts: u32,
    /// What the carrier said of those.
    pub(crate) reports: u32,
    /// Entries of the audit trail.
    pub(crate) entries: u32,
    /// The first and the last of those.
    pub(crate) between: Option<(i64, i64)>,
}

/// Sets it aside.
pub(crate) fn gather(tx: &ReadTx<'_>, thread: &ThreadRow, now: Timestamp) -> Result<Evidence, StoreError> {
    let mut lines = vec![json!({
        "conversation": {
            "thread": thread.id.to_string(),
            "number": thread.far_number.reveal(),
            "channel": thread.channel.as_str(),
            "patient": thread.patient.map(|patient| patient.to_string()),
            "name": thread.patient_name.as_ref().map(|name| name.reveal()),
            "frozenAt": now.millis(),
        }
    })];
    let texts =
        messages::between(tx, thread.id, Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX))?;
    let mut told = 0_usize;
    for text in &texts {
        let reports = reports::of_message(tx, text.id)?;
        told = told.saturating_add(reports.len());
        lines.push(line_of_text(tx, text, &reports)?);
    }
    for fact in consent::for_number(tx, &thread.far_number)? {
        let parts = fact.kind.parts();
        lines.push(json!({
            "consent": {
                "id": fact.id.to_string(), "at": fact.at.millis(), "channel": fact.channel.as_str(),
                "kind": parts.word, "basis": parts.basis, "version": parts.version,
                "patient": fact.patient.map(|patient| patient.to_string()),
                "subjects": fact.subjects.words(), "by": by(fact.actor),
            }
        }));
    }
    let mut entries = audit::of_thread(tx, thread.id, None, u32::MAX)?;
    entries.reverse();
    for entry in &entries {
        lines.push(json!({
            "entry": {
                "seq": entry.seq, "at": entry.at.millis(), "by": by(entry.actor), "action": entry.action,
                "object": entry.object.map(|id| id.to_string()), "detail": entry.detail,
                "hash": Hash(entry.hash).to_string(),
            }
        }));
    }
    let between = entries.first().zip(entries.last()).map(|(first, last)| (first.seq, last.seq));
    Ok(Evidence {
        bytes: written(&lines)?,
        texts: small(texts.len()),
        reports: small(told),
        entries: small(entries.len()),
        between,
    })
}

fn line_of_text(
    tx: &ReadTx<'_>,
    text: &MessageRow,
    reports: &[foyer_domain::DeliveryReport],
) -> Result<Value, StoreError> {
    let queued = outbox::of_message(tx, text.id)?;
    let mut attempts = Vec::new();
    if let Some(queued) = &queued {
        for attempt in outbox::attempts(tx, queued.id)? {
            attempts.push(json!({
                "number": attempt.number, "startedAt": attempt.started_at.millis(), "outcome": attempt.outcome,
                "reason": attempt.reason, "code": attempt.code,
            }));
        }
    }
    let mut files = Vec::new();
    for file in attachments::of_message(tx, text.id)? {
        let (media_type, content) = attachments::content(tx, file.id)?;
        files.push(json!({
            "id": file.id.to_string(), "mediaType": media_type, "bytes": file.bytes,
            "sha256": Hash::of(&[&content]).to_string(),
        }));
    }
    let sender = match text.from {
        Sender::Patient => json!("patient"),
        Sender::Practice(Author::Staff(user)) => json!({ "user": user.to_string() }),
        Sender::Practice(Author::Foyer) => json!("foyer"),
        Sender::Practice(Author::Elsewhere) => json!("elsewhere"),
    };
    let kept = consent::kept_with(tx, text.id)?;
    Ok(json!({
        "text": {
            "id": text.id.to_string(), "at": text.created_at.millis(), "direction": text.direction().as_str(),
            "sender": sender, "kind": text.kind.as_str(), "channel": text.channel.as_str(),
            "words": text.body.reveal(), "carrierId": text.provider_id.as_ref().map(|id| id.as_str()),
            "receivedAt": text.received_at.map(Timestamp::millis), "sentAt": text.sent_at.map(Timestamp::millis),
            "state": text.state.map(|state| state.as_str()), "problem": text.problem.map(|problem| problem.as_str()),
            "consentThen": kept.map(|mark| mark.badge.as_str()),
            "overWarning": queued.and_then(|queued| queued.over_warning)
                .map(|(by, why)| json!({ "by": by.to_string(), "why": why.reveal() })),
            "reports": reports.iter().map(|report| json!({
                "state": report.state.as_str(), "problem": report.problem.map(|problem| problem.as_str()),
                "seenAt": report.seen_at.millis(),
            })).collect::<Vec<_>>(),
            "attempts": attempts,
            "files": files,
        }
    }))
}

/// Lines of JSON; a map's keys are in order, whoever wrote it.
fn written(lines: &[Value]) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, line).map_err(|_| StoreError::Panicked)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn by(actor: Actor) -> Value {
    match actor {
        Actor::User(user) => json!({ "user": user.to_string() }),
        Actor::Patient => json!("patient"),
        Actor::System => json!("foyer"),
        Actor::Carrier => json!("carrier"),
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
