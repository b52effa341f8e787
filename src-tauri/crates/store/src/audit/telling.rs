//! What an entry says of a text that is about to leave, whoever or whatever wrote it.

use foyer_domain::{MessageId, Segments};
use foyer_policy::ClearedMessage;
use serde_json::{Value, json};

use super::{Sealable, sealed_words};
use crate::{ReadTx, StoreError, computers, templates::VersionRow, threads::ThreadRow};

/// The detail of a text's entry: by which words of the gate and the check it may go, the facts about consent that hold, the
/// wordings it is made of, its parts, a commitment to its words and to the reason for which it went over a warning, and the
/// computer on which the practice is open. Who, which text, in which thread and when are the entry's own; the carrier's id
/// and what it said come with entries of their own. `more` is one code besides.
///
/// # Errors
/// The store's own.
pub fn of_text(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    message: MessageId,
    cleared: &ClearedMessage,
    from: &[VersionRow],
    more: Option<(&str, String)>,
) -> Result<Value, StoreError> {
    let body = cleared.body().reveal();
    let templates = from.iter().map(|version| {
        json!({
            "id": version.template.to_string(), "wording": version.number, "as_worded": version.stands_in(body),
            "approved_by": version.decided.map(|(by, _)| by.to_string()),
        })
    });
    let mut detail = json!({
        "purpose": cleared.purpose().as_str(),
        "subject": cleared.subject().as_str(),
        "ground": cleared.ground().as_str(),
        "badge": cleared.badge().as_str(),
        "channel": cleared.channel().as_str(),
        "category": thread.category.as_str(),
        "patient": thread.patient.map(|patient| patient.to_string()),
        "verdict": cleared.verdict().as_str(),
        "consent": cleared.events().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "rules": cleared.rules_version(),
        "templates": templates.collect::<Vec<_>>(),
        "parts": Segments::of(body).count,
        "computer": computers::here(tx)?,
        "words": sealed_words(tx, Sealable::Text(message))?,
    });
    if let (Some(fields), Some(_)) = (detail.as_object_mut(), cleared.over_warning()) {
        let reason = sealed_words(tx, Sealable::Reason(message))?;
        fields.insert("reason_words".to_owned(), reason.into());
    }
    if let (Some(fields), Some((name, value))) = (detail.as_object_mut(), more) {
        fields.insert(name.to_owned(), value.into());
    }
    Ok(detail)
}
