//! Taking a message back: it becomes *entered in error*, and its words go with it.
//!
//! The change names the version that was read (`If-Match`), so that a message opened in between is not taken from
//! under the patient's eyes.

use foyer_domain::Timestamp;
use reqwest::{Method, header};
use serde_json::Value;

use super::{ANSWER_CAP, FHIR_JSON, Fhir, answer};
use crate::{PortalError, Posted, TakenBack};

impl Fhir {
    pub(super) async fn withdraw(&self, posted: &Posted, now: Timestamp) -> Result<TakenBack, PortalError> {
        let facts = self.facts(now).await?;
        let (kind, id) =
            posted.id.as_str().split_once('/').ok_or(PortalError::Unreadable { what: "message's name" })?;
        if !facts.update {
            return Ok(TakenBack::ByHand);
        }
        let to = self.at(&[kind, id]);
        let read = match self.ask(now, || self.read(Method::GET, to.clone())).await {
            Err(PortalError::NotFound) => return Ok(TakenBack::Done),
            answered => answered?,
        };
        let mut ours = read.json()?;
        if ours.get("received").is_some() {
            return Ok(TakenBack::TooLate);
        }
        let Value::Object(fields) = &mut ours else {
            return Err(PortalError::Unreadable { what: "message" });
        };
        if fields.get("status").and_then(Value::as_str) == Some("entered-in-error") {
            return Ok(TakenBack::Done);
        }
        fields.insert("status".to_owned(), "entered-in-error".into());
        fields.remove("payload");
        let (token, _) = self.token(now).await?;
        let mut request =
            self.read(Method::PUT, to).header(header::CONTENT_TYPE, FHIR_JSON).body(ours.to_string());
        if let Some(version) = &read.etag {
            request = request.header(header::IF_MATCH, version);
        }
        match answer::ask(token.sign(request), ANSWER_CAP).await {
            Ok(_) | Err(PortalError::NotFound) => Ok(TakenBack::Done),
            Err(error) => Err(error),
        }
    }
}
