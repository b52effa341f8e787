//! What a server says it can do, of what we need (CapabilityStatement, FHIR R4 5.1).

use foyer_domain::{Span, Timestamp};
use serde_json::Value;

use super::resource::Kind;
use crate::PortalError;

/// How long it is believed.
const FRESH: Span = Span::hours(1);

/// What the server keeps messages as, and what it lets be done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub kind: Kind,
    /// Whether a create can be made to depend on there being none yet.
    pub conditional_create: bool,
    /// Whether one can be changed, and so taken back.
    pub update: bool,
    /// Whether answers can be searched for.
    pub answers: bool,
}

pub(super) fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    at <= now && now.since(at) < FRESH
}

impl Facts {
    pub(super) fn read(told: &Value) -> Result<Self, PortalError> {
        let text = |field: &str| told.get(field).and_then(Value::as_str);
        if text("resourceType") != Some("CapabilityStatement") {
            return Err(PortalError::Unreadable { what: "capability statement" });
        }
        // R4 is 4.0; R4B (4.3) has the same two resources.
        if !text("fhirVersion").is_some_and(|version| version.starts_with("4.")) {
            return Err(PortalError::Unreadable { what: "FHIR version" });
        }
        let resources = told
            .get("rest")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter(|rest| rest.get("mode").and_then(Value::as_str) == Some("server"))
            .filter_map(|rest| rest.get("resource").and_then(Value::as_array))
            .flatten()
            .collect::<Vec<_>>();
        let of = |kind: Kind| {
            resources
                .iter()
                .find(|resource| resource.get("type").and_then(Value::as_str) == Some(kind.as_str()))
        };
        let can = |kind: Kind, code: &str| {
            of(kind).is_some_and(|resource| {
                let said = resource.get("interaction").and_then(Value::as_array);
                said.into_iter().flatten().any(|one| one.get("code").and_then(Value::as_str) == Some(code))
            })
        };
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| can(*kind, "create") && can(*kind, "search-type"))
            .ok_or(PortalError::NoMessaging)?;
        let conditional_create = of(kind)
            .and_then(|resource| resource.get("conditionalCreate"))
            .and_then(Value::as_bool)
            .unwrap_or(false);
        Ok(Self {
            kind,
            conditional_create,
            update: can(kind, "update"),
            answers: can(Kind::Communication, "search-type"),
        })
    }
}
