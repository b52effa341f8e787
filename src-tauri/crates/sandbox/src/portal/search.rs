//! The searches the portal knows: identifier, subject, sender, recipient, sent. A parameter it does not know is
//! ignored, as FHIR lets servers do by default: whoever asks must look at what comes back.

use std::collections::BTreeMap;

use serde_json::Value;

use super::book::{Book, text};

/// `identifier=system|value&…`, as in `If-None-Exist`.
pub(super) fn parameters(query: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

pub(super) fn patients(book: &Book, parameters: &BTreeMap<String, String>) -> Vec<Value> {
    let all = (0..book.people.len()).filter_map(|place| book.patient(place));
    match parameters.get("identifier") {
        None => all.collect(),
        Some(token) => all.filter(|patient| has_identifier(patient, token)).collect(),
    }
}

/// The names of the resources that match, oldest first.
pub(super) fn matching(book: &Book, kind: &str, parameters: &BTreeMap<String, String>) -> Vec<String> {
    let fits = |resource: &Value| {
        parameters.iter().all(|(name, value)| match name.as_str() {
            "identifier" => has_identifier(resource, value),
            "subject" | "patient" => text(resource, "/subject/reference") == Some(value.as_str()),
            "sender" => text(resource, "/sender/reference") == Some(value.as_str()),
            "recipient" => text(resource, "/recipient/0/reference") == Some(value.as_str()),
            // Both are UTC with milliseconds, so their order is that of their text.
            "sent" => value
                .strip_prefix("ge")
                .is_none_or(|from| text(resource, "/sent").is_some_and(|sent| sent >= from)),
            _ => true,
        })
    };
    let prefix = format!("{kind}/");
    book.in_order()
        .filter(|(name, resource)| name.starts_with(&prefix) && fits(resource))
        .map(|(name, _)| name.clone())
        .collect()
}

fn has_identifier(resource: &Value, token: &str) -> bool {
    let (system, value) = token.split_once('|').unwrap_or(("", token));
    let all = resource.get("identifier").and_then(Value::as_array);
    all.into_iter().flatten().any(|one| {
        text(one, "/value") == Some(value) && (system.is_empty() || text(one, "/system") == Some(system))
    })
}
