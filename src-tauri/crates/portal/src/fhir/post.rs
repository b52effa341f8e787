//! One message, one request that could keep it, and what its end proves.
//!
//! | What is seen | What it proves |
//! |---|---|
//! | a failure of the questions before it | nothing was posted |
//! | no name, no connection, no TLS; 429; 401 | not kept |
//! | 200 or 201 with a name | kept, now or before |
//! | 400, 403, 404, 422 in FHIR's words | refused |
//! | 409, 412 | something is there under this name: look |
//! | anything else, once connected | nothing: unknown |

use foyer_domain::{HandoffId, PortalMessageId, Timestamp};
use reqwest::{Method, header};
use serde_json::Value;
use url::Url;

use super::{
    ANSWER_CAP, FHIR_JSON, Fhir,
    answer::{self, Answer, NoAnswer},
    facts::Facts,
    patient::Nobody,
    resource,
};
use crate::{NotPostedReason, PortalError, PortalMessage, PostOutcome, Posted, Refusal, UnknownReason};

impl Fhir {
    pub(super) async fn post_once(&self, message: &PortalMessage, now: Timestamp) -> PostOutcome {
        let facts = match self.facts(now).await {
            Ok(facts) => facts,
            Err(error) => return PostOutcome::from_question(error),
        };
        let patient = match self.patient(&message.record_number, now).await {
            Ok(patient) => patient,
            Err(Nobody::Refused(refusal)) => return PostOutcome::Refused(refusal),
            Err(Nobody::Unasked(error)) => return PostOutcome::from_question(error),
        };
        if !facts.conditional_create {
            // The server would keep a second one: look ourselves.
            match self.find_posted(message.id, now).await {
                Ok(Some(posted)) => return PostOutcome::Stored(posted),
                Ok(None) => {}
                Err(error) => return PostOutcome::from_question(error),
            }
        }
        let token = match self.token(now).await {
            Ok((token, _)) => token,
            Err(error) => return PostOutcome::from_question(error),
        };
        let made = resource::of(facts.kind, message, &patient, self.config.sender.as_deref(), now);
        let request = self
            .clients
            .posting
            .post(self.at(&[facts.kind.as_str()]))
            .header(header::ACCEPT, FHIR_JSON)
            .header(header::CONTENT_TYPE, FHIR_JSON)
            .header("If-None-Exist", format!("identifier={}", resource::token(message.id)))
            .header("Prefer", "return=minimal")
            .body(made.to_string());
        match answer::send(token.sign(request), ANSWER_CAP).await {
            Ok(answer) => self.answered(&facts, message.id, &answer, now).await,
            Err(none) => unanswered(none),
        }
    }

    async fn answered(&self, facts: &Facts, id: HandoffId, answer: &Answer, now: Timestamp) -> PostOutcome {
        let status = answer.status;
        let foreign = PostOutcome::Unknown(UnknownReason::ForeignAnswer { status });
        match status {
            200 | 201 => match self.name(facts, answer) {
                Some(name) => PostOutcome::Stored(Posted { id: name, sent_at: Some(now) }),
                None => foreign,
            },
            300..=399 => PostOutcome::Unknown(UnknownReason::Redirected),
            401 => {
                self.session.lock().await.token = None;
                PostOutcome::Refused(Refusal::Credentials)
            }
            429 => {
                PostOutcome::NotPosted { reason: NotPostedReason::SlowDown, retry_after: answer.retry_after }
            }
            409 | 412 => match self.find_posted(id, now).await {
                Ok(Some(posted)) => PostOutcome::Stored(posted),
                Ok(None) => PostOutcome::Refused(Refusal::Conflict),
                Err(_) => PostOutcome::Unknown(UnknownReason::ServerFailure { status }),
            },
            408 | 425 | 500..=599 => PostOutcome::Unknown(UnknownReason::ServerFailure { status }),
            400 | 403 | 404 | 405 | 422 => match answer.issue() {
                None => foreign,
                Some(_) if status == 403 => PostOutcome::Refused(Refusal::NotAllowed),
                Some(_) if matches!(status, 404 | 405) => PostOutcome::Refused(Refusal::NoMessaging),
                Some(issue) => PostOutcome::Refused(Refusal::Unprocessable { issue }),
            },
            _ => foreign,
        }
    }

    /// What the server calls it: by its `Location`, below our base, or by the resource it sends back.
    fn name(&self, facts: &Facts, answer: &Answer) -> Option<PortalMessageId> {
        let kind = facts.kind.as_str();
        let by_location = answer.location.as_deref().and_then(|text| {
            let at = self.config.base_url.join(text).ok()?;
            name_below(&self.at(&[kind]), &at).map(|id| format!("{kind}/{id}"))
        });
        let by_body = || {
            let resource = answer.json().ok()?;
            let is_kind = resource.get("resourceType").and_then(Value::as_str) == Some(kind);
            let id = resource.get("id").and_then(Value::as_str).filter(|_| is_kind)?;
            Some(format!("{kind}/{id}"))
        };
        PortalMessageId::parse(&by_location.or_else(by_body)?).ok()
    }

    /// The message of a hand-off, wherever an earlier try got to.
    pub(super) async fn find_posted(
        &self,
        id: HandoffId,
        now: Timestamp,
    ) -> Result<Option<Posted>, PortalError> {
        let kind = self.facts(now).await?.kind;
        let mut to = self.at(&[kind.as_str()]);
        to.query_pairs_mut().append_pair("identifier", &resource::token(id)).append_pair("_count", "5");
        let bundle = self.ask(now, || self.read(Method::GET, to.clone())).await?.json()?;
        if !resource::is_searchset(&bundle) {
            return Err(PortalError::Unreadable { what: "search" });
        }
        Ok(resource::entries(&bundle).find_map(|found| resource::posted(kind, found, id)))
    }
}

/// The id in `…/Communication/123/_history/1`, if it is below `collection`.
fn name_below(collection: &Url, at: &Url) -> Option<String> {
    if collection.origin() != at.origin() {
        return None;
    }
    let below = at.path().strip_prefix(collection.path())?.strip_prefix('/')?;
    below.split('/').next().filter(|id| !id.is_empty()).map(str::to_owned)
}

fn unanswered(none: NoAnswer) -> PostOutcome {
    let not_posted = |reason| PostOutcome::NotPosted { reason, retry_after: None };
    match none {
        NoAnswer::NoNetwork => not_posted(NotPostedReason::NoNetwork),
        NoAnswer::NotReached => not_posted(NotPostedReason::Down),
        NoAnswer::Unknown(reason) => PostOutcome::Unknown(reason),
        NoAnswer::TooLarge { status } => PostOutcome::Unknown(UnknownReason::ForeignAnswer { status }),
    }
}

/// One line per post, by id and outcome only.
pub(super) fn trace(id: HandoffId, outcome: &PostOutcome) {
    match outcome {
        PostOutcome::Stored(_) => tracing::info!(handoff = %id, "the portal has it"),
        PostOutcome::Refused(refusal) => {
            tracing::warn!(handoff = %id, why = refusal.as_str(), "the portal refused");
        }
        PostOutcome::NotPosted { reason, .. } => {
            tracing::info!(handoff = %id, why = reason.as_str(), "not posted");
        }
        PostOutcome::Unknown(reason) => {
            tracing::warn!(handoff = %id, why = reason.as_str(), "nobody knows whether the portal has it");
        }
        PostOutcome::ByHand => {}
    }
}
