//! What one hand-off looks like in FHIR, and reading it back.

use chrono::{DateTime, SecondsFormat, Utc};
use foyer_domain::{HandoffId, PortalMessageId, Private, Timestamp};
use serde_json::{Value, json};

use crate::{PortalMessage, Posted};

/// The system of identifiers that are URIs themselves (FHIR R4 4.3.14).
const URI_SYSTEM: &str = "urn:ietf:rfc:3986";

/// Which resource a server keeps messages as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A message.
    Communication,
    /// A request that somebody be told.
    CommunicationRequest,
}

impl Kind {
    /// The better one first.
    pub(super) const ALL: [Self; 2] = [Self::Communication, Self::CommunicationRequest];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Communication => "Communication",
            Self::CommunicationRequest => "CommunicationRequest",
        }
    }
}

/// The business identifier as a search writes it: `system|value`. A random number; it says nothing of a patient.
pub(super) fn token(id: HandoffId) -> String {
    format!("{URI_SYSTEM}|urn:uuid:{id}")
}

/// The resource to create, for a patient the server named `patient`.
pub(super) fn of(
    kind: Kind,
    message: &PortalMessage,
    patient: &Private,
    sender: Option<&str>,
    now: Timestamp,
) -> Value {
    let person = json!({ "reference": patient.reveal() });
    let mut made = json!({
        "resourceType": kind.as_str(),
        "language": message.language.as_str(),
        "identifier": [{ "system": URI_SYSTEM, "value": format!("urn:uuid:{}", message.id) }],
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/communication-category",
            "code": "notification",
        }] }],
        "subject": person,
        "recipient": [person],
        "payload": [{ "contentString": message.words.reveal() }],
    });
    if let Value::Object(fields) = &mut made {
        let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
        match kind {
            Kind::Communication => {
                // Sent, and not yet known to be received.
                set("status", "in-progress".into());
                set("sent", instant(now).into());
            }
            Kind::CommunicationRequest => {
                set("status", "active".into());
                set("authoredOn", instant(now).into());
            }
        }
        if let Some(sender) = sender {
            set("sender", json!({ "reference": sender }));
        }
    }
    made
}

/// The resource, if it is the one that was asked for and still stands.
pub(super) fn posted(kind: Kind, resource: &Value, id: HandoffId) -> Option<Posted> {
    let text = |field: &str| resource.get(field).and_then(Value::as_str);
    let wanted = format!("urn:uuid:{id}");
    let ours = resource
        .get("identifier")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .any(|one| one.get("value").and_then(Value::as_str) == Some(wanted.as_str()));
    if text("resourceType") != Some(kind.as_str()) || !ours || text("status") == Some("entered-in-error") {
        return None;
    }
    let id = PortalMessageId::parse(&format!("{}/{}", kind.as_str(), text("id")?)).ok()?;
    Some(Posted { id, sent_at: sent_at(resource) })
}

/// When it was sent, by itself.
pub(super) fn sent_at(resource: &Value) -> Option<Timestamp> {
    ["sent", "authoredOn"].into_iter().find_map(|field| time(resource, field))
}

/// A time of a resource.
pub(super) fn time(resource: &Value, field: &str) -> Option<Timestamp> {
    let text = resource.get(field)?.as_str()?;
    let read = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Timestamp::from_millis(read.timestamp_millis()))
}

/// The resources of a bundle that a search gave.
pub(super) fn entries(bundle: &Value) -> impl Iterator<Item = &Value> {
    let entries = bundle.get("entry").and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(|entry| entry.get("resource"))
}

/// Whether this is the answer to a search.
pub(super) fn is_searchset(bundle: &Value) -> bool {
    bundle.get("resourceType").and_then(Value::as_str) == Some("Bundle")
}

/// An instant as FHIR writes it.
pub(super) fn instant(at: Timestamp) -> String {
    DateTime::<Utc>::from_timestamp_millis(at.millis())
        .unwrap_or(DateTime::UNIX_EPOCH)
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}
