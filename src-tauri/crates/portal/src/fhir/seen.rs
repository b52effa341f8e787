//! What became of a message: opened, answered.
//!
//! `Communication.received` is when the recipient got it, which a portal sets when the message is opened. A
//! `CommunicationRequest` is followed by a `Communication` based on it. An answer is a `Communication` of the patient
//! that says what it answers; FHIR R4 has no search for that, so the patient's own are looked through.

use foyer_domain::{Span, Timestamp};
use reqwest::Method;
use serde_json::Value;

use super::{Fhir, resource};
use crate::{PortalError, Posted, Seen};

/// Answers looked through; a patient who writes more than this in one sitting has answered.
const ANSWERS: &str = "50";

impl Fhir {
    pub(super) async fn look(&self, posted: &Posted, now: Timestamp) -> Result<Seen, PortalError> {
        let facts = self.facts(now).await?;
        let (kind, id) =
            posted.id.as_str().split_once('/').ok_or(PortalError::Unreadable { what: "message's name" })?;
        let to = self.at(&[kind, id]);
        let ours = self.ask(now, || self.read(Method::GET, to.clone())).await?.json()?;
        let mut seen = Seen { opened_at: resource::time(&ours, "received"), answered_at: None };
        let subject =
            ours.get("subject").and_then(|subject| subject.get("reference")).and_then(Value::as_str);
        if let (true, Some(patient)) = (facts.answers, subject) {
            let sent = resource::sent_at(&ours).or(posted.sent_at);
            for other in self.of_patient(patient, sent, now).await? {
                // Who answers has read.
                if refers(&other, "inResponseTo", posted) || refers(&other, "partOf", posted) {
                    let at = resource::sent_at(&other).unwrap_or(now);
                    seen.answered_at = Some(seen.answered_at.map_or(at, |first| first.min(at)));
                    seen.opened_at = seen.opened_at.or(Some(at));
                } else if refers(&other, "basedOn", posted) {
                    seen.opened_at = seen.opened_at.or(resource::time(&other, "received"));
                }
            }
        }
        Ok(seen)
    }

    /// The messages of and to the patient since ours was sent, asked for in a body: the reference is a patient's.
    async fn of_patient(
        &self,
        patient: &str,
        since: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Value>, PortalError> {
        let to = self.at(&["Communication", "_search"]);
        // A day's margin: clocks differ, and a search by `sent` compares whole stretches.
        let since = since.map(|at| format!("ge{}", resource::instant(at.minus(Span::days(1)))));
        let answer = self
            .ask(now, || {
                let mut form = vec![("subject", patient), ("_count", ANSWERS)];
                form.extend(since.as_deref().map(|since| ("sent", since)));
                self.read(Method::POST, to.clone()).form(&form)
            })
            .await?;
        let bundle = answer.json()?;
        if !resource::is_searchset(&bundle) {
            return Err(PortalError::Unreadable { what: "search" });
        }
        let alive = |one: &&Value| one.get("status").and_then(Value::as_str) != Some("entered-in-error");
        Ok(resource::entries(&bundle).filter(alive).cloned().collect())
    }
}

/// Whether one of the references in `field` is to our message.
fn refers(resource: &Value, field: &str, posted: &Posted) -> bool {
    let references = resource.get(field).and_then(Value::as_array);
    references.into_iter().flatten().any(|one| {
        one.get("reference").and_then(Value::as_str).is_some_and(|text| {
            text == posted.id.as_str() || text.ends_with(&format!("/{}", posted.id.as_str()))
        })
    })
}
