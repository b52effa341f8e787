//! Who a message is for: exactly one patient with this record number, or nobody.
//!
//! The number is searched for in the body of a POST (FHIR R4 3.1.1.3): addresses end up in logs of servers and
//! proxies, and this number is a patient's.

use foyer_domain::{PortalMessageId, Private, Timestamp};
use reqwest::Method;
use serde_json::Value;

use super::{Fhir, resource};
use crate::{PortalError, Refusal};

/// Why nobody, or an error of the question.
pub(super) enum Nobody {
    Refused(Refusal),
    Unasked(PortalError),
}

impl Fhir {
    /// The reference to the patient, `Patient/…`.
    pub(super) async fn patient(&self, record_number: &Private, now: Timestamp) -> Result<Private, Nobody> {
        let number = record_number.reveal().trim();
        // These would end or split the token (FHIR R4 3.1.1.4.10); no practice numbers its records so.
        if number.is_empty() || number.contains(['|', ',', '$', '\\']) || number.chars().any(char::is_control)
        {
            return Err(Nobody::Refused(Refusal::NoPatient));
        }
        let token = format!("{}|{number}", self.config.record_system);
        let to = self.at(&["Patient", "_search"]);
        let answer = self
            .ask(now, || {
                self.read(Method::POST, to.clone()).form(&[("identifier", token.as_str()), ("_count", "3")])
            })
            .await
            .map_err(Nobody::Unasked)?;
        let bundle = answer.json().map_err(Nobody::Unasked)?;
        if !resource::is_searchset(&bundle) {
            return Err(Nobody::Unasked(PortalError::Unreadable { what: "search" }));
        }
        let mut found = resource::entries(&bundle).filter(|patient| self.is_theirs(patient, number));
        match (found.next(), found.next()) {
            (None, _) => Err(Nobody::Refused(Refusal::NoPatient)),
            (Some(_), Some(_)) => Err(Nobody::Refused(Refusal::SeveralPatients)),
            (Some(patient), None) => {
                reference(patient).ok_or(Nobody::Unasked(PortalError::Unreadable { what: "patient's id" }))
            }
        }
    }

    /// A server that ignores a parameter it does not know gives everybody: what it gives is compared.
    fn is_theirs(&self, patient: &Value, number: &str) -> bool {
        let text = |value: &Value, field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
        text(patient, "resourceType").as_deref() == Some("Patient")
            && patient.get("active").and_then(Value::as_bool) != Some(false)
            && patient.get("identifier").and_then(Value::as_array).into_iter().flatten().any(|one| {
                text(one, "value").as_deref() == Some(number)
                    && text(one, "system").as_deref() == Some(self.config.record_system.as_str())
            })
    }
}

fn reference(patient: &Value) -> Option<Private> {
    let reference = format!("Patient/{}", patient.get("id")?.as_str()?);
    PortalMessageId::parse(&reference).ok()?;
    Some(Private::new(reference))
}
