//! Facts about consent, appended and never changed. What they mean is foyer-policy's `standing`.

use foyer_domain::{Channel, Language, PhoneNumber};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, KindParts};
use rusqlite::{Row, named_params, params};

use crate::{
    ReadTx, StoreError, WriteTx, audit,
    messages::Insert,
    sql::{Reading, StoredId as _},
};

/// Adds a fact; the same id again is the same fact.
///
/// # Errors
/// The store's own.
pub fn append(tx: &WriteTx<'_>, event: &ConsentEvent) -> Result<Insert, StoreError> {
    let parts = event.kind.parts();
    let (actor, user) = audit::actor_columns(event.actor);
    let changed = tx
        .prepare(
            "INSERT INTO consent_event (id, number, channel, patient, kind, basis, message, version,
                notice_language, at, actor, user, language, proof_message, proof_provider, proof_notice, proof_note)
             VALUES (:id, :number, :channel, :patient, :kind, :basis, :message, :version,
                :notice_language, :at, :actor, :user, :language, :proof_message, :proof_provider, :proof_notice,
                :proof_note)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(named_params! {
            ":id": event.id.bytes(),
            ":number": event.number.reveal(),
            ":channel": event.channel.as_str(),
            ":patient": event.patient.map(|patient| patient.bytes()),
            ":kind": parts.word,
            ":basis": parts.basis,
            ":message": parts.message.map(|message| message.bytes()),
            ":version": parts.version,
            ":notice_language": parts.language.map(Language::as_str),
            ":at": event.at.millis(),
            ":actor": actor,
            ":user": user.map(|user| user.bytes()),
            ":language": event.language.map(Language::as_str),
            ":proof_message": event.evidence.message.map(|message| message.bytes()),
            ":proof_provider": event.evidence.provider_id.as_ref().map(|id| id.as_str()),
            ":proof_notice": event.evidence.notice.map(|message| message.bytes()),
            ":proof_note": event.evidence.note.as_ref().map(|note| note.reveal()),
        })?;
    Ok(if changed == 0 { Insert::Known } else { Insert::Inserted })
}

/// Every fact about a number, on every channel, oldest first: what `standing` folds.
///
/// # Errors
/// [`StoreError::UnknownValue`] for a kind this Foyer does not know: then nothing may be sent.
pub fn for_number(tx: &ReadTx<'_>, number: &PhoneNumber) -> Result<Vec<ConsentEvent>, StoreError> {
    let mut statement = tx.prepare(FOR_NUMBER)?;
    let mut rows = statement.query(params![number.reveal()])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(read(row)?);
    }
    Ok(events)
}

pub(crate) const FOR_NUMBER: &str = "SELECT seq, id, number, channel, patient, kind, basis, message, version,
        notice_language, at, actor, user, language, proof_message, proof_provider, proof_notice, proof_note
    FROM consent_event WHERE number = ?1 ORDER BY at, seq";

fn read(row: &Row<'_>) -> Result<ConsentEvent, StoreError> {
    let r = Reading::new(row, "consent_event");
    let parts = KindParts {
        word: r.get("kind")?,
        basis: r.get("basis")?,
        message: r.opt_id("message")?,
        version: r.get("version")?,
        language: r.opt_word("notice_language", Language::parse)?,
    };
    Ok(ConsentEvent {
        id: r.id("id")?,
        patient: r.opt_id("patient")?,
        number: r.number("number")?,
        channel: r.word("channel", Channel::parse)?,
        kind: ConsentEventKind::from_parts(parts).ok_or_else(|| r.unknown("kind"))?,
        at: r.at("at")?,
        actor: audit::read_actor(&r)?,
        evidence: Evidence {
            message: r.opt_id("proof_message")?,
            provider_id: r.provider_id("proof_provider")?,
            notice: r.opt_id("proof_notice")?,
            note: r.opt_private("proof_note")?,
        },
        language: r.opt_word("language", Language::parse)?,
    })
}
