//! What faults do to an answer: before the request is processed, and after.

use serde_json::Value;

use crate::carrier::Carrier;
use crate::faults::{FaultName, Struck};
use crate::json::Refused;
use crate::resource::refuse;
use crate::wire::{Answer, Body, Fate};

impl Carrier {
    /// Faults that keep the request from being processed.
    pub(crate) fn early(&self, struck: &Struck) -> Option<Answer> {
        if struck.has(FaultName::HangUp) {
            return Some(Answer::nothing(Fate::HungUp));
        }
        if struck.has(FaultName::CaptivePortal) {
            let page = "<!doctype html><title>Guest Wi-Fi</title><h1>Welcome! Please accept the terms.</h1>";
            return Some(Answer::bytes(200, "text/html", page.as_bytes().to_vec()));
        }
        if struck.has(FaultName::Revoked) {
            return Some(refuse(&Refused::new(401, 20003, "Authenticate")));
        }
        if let Some(fault) = struck.get(FaultName::TooMany) {
            let mut answer = refuse(&Refused::new(429, 20429, "Too Many Requests"));
            answer.headers.extend(fault.retry_after_s.map(|s| ("retry-after", s.to_string())));
            return Some(answer);
        }
        struck.get(FaultName::ErrorBefore).map(|fault| server_error(fault.status))
    }

    /// Faults that spoil an answer whose request was processed.
    pub(crate) fn late(&mut self, mut answer: Answer, struck: &Struck) -> Answer {
        if struck.has(FaultName::LostResponse) {
            return Answer::nothing(Fate::HungUp);
        }
        if let Some(fault) = struck.get(FaultName::ErrorAfter) {
            return server_error(fault.status);
        }
        if answer.status < 300 {
            self.bend(&mut answer, struck);
        }
        if let Some(fault) = struck.get(FaultName::Truncated) {
            let body = std::mem::replace(&mut answer.body, Body::Bytes(Vec::new()));
            let mut bytes = body.into_bytes();
            bytes.truncate(fault.bytes.unwrap_or(200));
            answer.body = Body::Bytes(bytes);
        }
        if let Some(fault) = struck.get(FaultName::CutShort) {
            answer.fate = Fate::CutShort(fault.bytes.unwrap_or(600));
        }
        answer
    }

    fn bend(&mut self, answer: &mut Answer, struck: &Struck) {
        if matches!(answer.body, Body::Bytes(_)) {
            return;
        }
        // Drawn whether it is needed or not: a fault less must not change what the others draw.
        let which = self.faults.pick(usize::MAX);
        let of_rows = [FaultName::UnknownStatus, FaultName::BadDates, FaultName::MissingFields];
        let (torn, huge) = (struck.has(FaultName::LoneSurrogates), struck.get(FaultName::Huge));
        if !torn && huge.is_none() && !of_rows.iter().any(|name| struck.has(*name)) {
            return;
        }
        let mut value = std::mem::replace(&mut answer.body, Body::Bytes(Vec::new())).into_value();
        for row in rows_of(&mut value) {
            if struck.has(FaultName::UnknownStatus) {
                row.insert("status".to_owned(), "marinating".into());
            }
            if struck.has(FaultName::BadDates) {
                row.insert("date_created".to_owned(), "Fri, 32 Nov 2026 25:61:00 +0000".into());
                row.insert("date_sent".to_owned(), "yesterday".into());
            }
            if struck.has(FaultName::MissingFields) {
                const GONE: [&str; 6] = ["sid", "body", "status", "date_created", "direction", "num_media"];
                row.remove(*GONE.get(which % GONE.len()).unwrap_or(&"sid"));
            }
        }
        if !torn && huge.is_none() {
            answer.body = Body::Json(value);
            return;
        }
        let mut text = value.to_string();
        if torn {
            text = text.replace(r#""body":""#, r#""body":"\ud83d "#);
        }
        if let (Some(fault), Some(rest)) = (huge, text.strip_prefix('{')) {
            let pad = " ".repeat(fault.bytes.unwrap_or(52_428_800));
            text = format!("{{{pad}{rest}");
        }
        answer.body = Body::Bytes(text.into_bytes());
    }
}

/// The message objects of a listing or of a single answer.
fn rows_of(value: &mut Value) -> Vec<&mut serde_json::Map<String, Value>> {
    if value.get("messages").is_some() {
        let rows = value.get_mut("messages").and_then(Value::as_array_mut);
        return rows.into_iter().flatten().filter_map(Value::as_object_mut).collect();
    }
    if value.get("direction").is_some() { value.as_object_mut().into_iter().collect() } else { Vec::new() }
}

fn server_error(status: Option<u16>) -> Answer {
    let refused = match status {
        Some(503) => Refused::new(503, 20503, "Service Unavailable"),
        Some(status) => Refused::new(status, 20500, "Internal Server Error"),
        None => Refused::new(500, 20500, "Internal Server Error"),
    };
    refuse(&refused)
}
