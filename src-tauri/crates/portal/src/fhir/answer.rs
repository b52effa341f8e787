//! Reading an answer as hostile bytes: how much, in whose words, and what a failure means.
//!
//! The HTTP library's errors hold the URL, so they are looked at here and dropped here. Of an OperationOutcome only
//! the code of its first issue is kept: its texts may quote the message.

use std::{error::Error, io};

use foyer_domain::Span;
use reqwest::{RequestBuilder, Response, header};
use serde_json::Value;

use crate::{PortalError, UnknownReason};

/// The longest we let the portal send us away.
const MAX_RETRY_AFTER: Span = Span::hours(1);

/// An answer in full.
pub(super) struct Answer {
    pub status: u16,
    /// Where what was made is.
    pub location: Option<String>,
    /// The version that was read.
    pub etag: Option<String>,
    pub retry_after: Option<Span>,
    body: Vec<u8>,
}

impl Answer {
    /// The body as a FHIR resource.
    pub(super) fn json(&self) -> Result<Value, PortalError> {
        match serde_json::from_slice(&self.body) {
            Ok(value @ Value::Object(_)) => Ok(value),
            Ok(_) | Err(_) => Err(PortalError::Unreadable { what: "not FHIR JSON" }),
        }
    }

    /// The code of the first error of an OperationOutcome, as a word of FHIR's list; `None` when the body is
    /// somebody else's.
    pub(super) fn issue(&self) -> Option<&'static str> {
        let outcome = self.json().ok()?;
        if outcome.get("resourceType")?.as_str()? != "OperationOutcome" {
            return None;
        }
        let code = outcome.get("issue")?.as_array()?.first()?.get("code")?.as_str()?;
        Some(ISSUES.into_iter().find(|known| *known == code).unwrap_or("unknown"))
    }
}

/// What an issue may be (FHIR R4 value set issue-type), as far as it tells somebody at a desk anything.
const ISSUES: [&str; 31] = [
    "invalid",
    "structure",
    "required",
    "value",
    "invariant",
    "security",
    "login",
    "expired",
    "forbidden",
    "suppressed",
    "processing",
    "not-supported",
    "duplicate",
    "multiple-matches",
    "not-found",
    "deleted",
    "too-long",
    "code-invalid",
    "extension",
    "too-costly",
    "business-rule",
    "conflict",
    "transient",
    "lock-error",
    "no-store",
    "exception",
    "timeout",
    "incomplete",
    "throttled",
    "informational",
    "unknown",
];

/// No answer, and what that proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// Nothing left this computer.
    NoNetwork,
    /// Nothing was taken: no connection, no TLS.
    NotReached,
    /// Nothing is known.
    Unknown(UnknownReason),
    /// More than any honest answer has.
    TooLarge { status: u16 },
}

impl NoAnswer {
    /// The same for a question, where doubt costs nothing.
    const fn for_question(self) -> PortalError {
        match self {
            Self::NoNetwork => PortalError::NoNetwork,
            Self::NotReached | Self::Unknown(_) => PortalError::Down,
            Self::TooLarge { .. } => PortalError::TooLarge,
        }
    }
}

/// Asks a question; anything but 2xx is an error.
pub(super) async fn ask(request: RequestBuilder, cap: usize) -> Result<Answer, PortalError> {
    let answer = send(request, cap).await.map_err(NoAnswer::for_question)?;
    tracing::debug!(http = answer.status, "the portal answered");
    match answer.status {
        200..=299 => Ok(answer),
        300..=399 => Err(PortalError::Redirected),
        401 => Err(PortalError::Credentials),
        403 => Err(PortalError::NotAllowed),
        404 | 410 => Err(PortalError::NotFound),
        429 => Err(PortalError::SlowDown { retry_after: answer.retry_after }),
        408 | 425 | 500..=599 => Err(PortalError::Down),
        _ => Err(PortalError::Unreadable { what: "question refused" }),
    }
}

/// Makes one request and reads all of its answer, never more than `cap` and one piece.
pub(super) async fn send(request: RequestBuilder, cap: usize) -> Result<Answer, NoAnswer> {
    let mut response = request.send().await.map_err(|error| unanswered(&error))?;
    let status = response.status().as_u16();
    let text = |name| header_text(&response, name);
    let (location, etag) = (text(header::LOCATION), text(header::ETAG));
    let retry_after = text(header::RETRY_AFTER).as_deref().and_then(seconds);
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > cap) {
        return Err(NoAnswer::TooLarge { status });
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if body.len().saturating_add(piece.len()) > cap => {
                return Err(NoAnswer::TooLarge { status });
            }
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => return Ok(Answer { status, location, etag, retry_after, body }),
            Err(error) => return Err(unanswered(&error)),
        }
    }
}

/// Only a failure to connect proves that nothing left.
fn unanswered(error: &reqwest::Error) -> NoAnswer {
    if error.is_connect() || error.is_builder() {
        return if no_network(error) { NoAnswer::NoNetwork } else { NoAnswer::NotReached };
    }
    NoAnswer::Unknown(if error.is_timeout() { UnknownReason::Timeout } else { UnknownReason::ConnectionLost })
}

fn no_network(error: &reqwest::Error) -> bool {
    error.is_dns()
        || std::iter::successors(error.source(), |&source: &&(dyn Error + 'static)| source.source())
            .filter_map(|source| source.downcast_ref::<io::Error>())
            .any(|error| {
                matches!(
                    error.kind(),
                    io::ErrorKind::NetworkUnreachable
                        | io::ErrorKind::HostUnreachable
                        | io::ErrorKind::NetworkDown
                )
            })
}

fn header_text(response: &Response, name: header::HeaderName) -> Option<String> {
    response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// `Retry-After` in seconds, 0 to 1 hour; a date is not waited for.
fn seconds(text: &str) -> Option<Span> {
    let seconds = text.trim().parse::<u32>().ok()?;
    Some(Span::seconds(i64::from(seconds)).min(MAX_RETRY_AFTER))
}
