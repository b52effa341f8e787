//! Reading an answer as hostile bytes: how much, in whose words, and what a failure means.
//!
//! The HTTP library's errors hold the URL, and URLs of lists hold phone numbers; so they are looked at here and
//! dropped here.

use std::{error::Error, io, time::SystemTime};

use foyer_domain::Span;
use reqwest::{Response, header};

use crate::{FetchError, twilio::words};

/// What a refusal may be read up to.
const REFUSAL_CAP: usize = 64 * 1024;

/// The longest we let the carrier send us away.
const MAX_RETRY_AFTER: Span = Span::hours(1);

/// Twilio understood the request and disliked it.
pub(super) const REFUSED: FetchError = FetchError::Unreadable { what: "request refused" };

/// A GET that did not bring what was asked.
pub(super) enum Refusal {
    /// A documented refusal in Twilio's own envelope.
    Documented { http: u16, code: u32 },
    /// Everything else.
    Failed(FetchError),
}

impl Refusal {
    pub(super) fn into_error(self) -> FetchError {
        match self {
            Self::Failed(error) => error,
            Self::Documented { http: 404, .. } => FetchError::NotFound,
            Self::Documented { http, code } => match words::channel_fault(http, code) {
                Some(fault) => FetchError::Refused(fault),
                None => REFUSED,
            },
        }
    }
}

/// The body of a 2xx answer, or what the answer means instead.
pub(super) async fn read(response: Response, cap: usize) -> Result<Vec<u8>, Refusal> {
    let http = response.status().as_u16();
    tracing::debug!(http, "the carrier answered");
    match http {
        200..=299 => body(response, cap).await.map_err(|error| Refusal::Failed(error.fetch())),
        429 => Err(Refusal::Failed(FetchError::RateLimited { retry_after: retry_after(&response) })),
        408 | 425 | 500..=599 => Err(Refusal::Failed(FetchError::CarrierDown)),
        400..=499 => match refusal_code(response).await {
            Ok(Some(code)) => Err(Refusal::Documented { http, code }),
            Ok(None) => Err(Refusal::Failed(FetchError::Unreadable { what: "not the carrier's answer" })),
            Err(error) => Err(Refusal::Failed(error.fetch())),
        },
        _ => Err(Refusal::Failed(FetchError::Unreadable { what: "not the carrier's answer" })),
    }
}

/// A body that did not come whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyError {
    TooLarge,
    Timeout,
    Broken,
}

impl BodyError {
    pub(super) const fn fetch(self) -> FetchError {
        match self {
            Self::TooLarge => FetchError::TooLarge,
            Self::Timeout | Self::Broken => FetchError::CarrierDown,
        }
    }
}

/// The body, piece by piece, never holding more than `cap` and one piece.
pub(super) async fn body(mut response: Response, cap: usize) -> Result<Vec<u8>, BodyError> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > cap) {
        return Err(BodyError::TooLarge);
    }
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if bytes.len().saturating_add(piece.len()) > cap => {
                return Err(BodyError::TooLarge);
            }
            Ok(Some(piece)) => bytes.extend_from_slice(&piece),
            Ok(None) => return Ok(bytes),
            Err(error) if error.is_timeout() => return Err(BodyError::Timeout),
            Err(_) => return Err(BodyError::Broken),
        }
    }
}

/// The code of a refusal in Twilio's envelope `{code, message, more_info, status}`; `None` when the words are
/// somebody else's, as from a captive portal or a proxy.
pub(super) async fn refusal_code(response: Response) -> Result<Option<u32>, BodyError> {
    let http = response.status().as_u16();
    match body(response, REFUSAL_CAP).await {
        Ok(bytes) => Ok(envelope_code(http, &bytes)),
        Err(BodyError::TooLarge) => Ok(None),
        Err(error) => Err(error),
    }
}

fn envelope_code(http: u16, bytes: &[u8]) -> Option<u32> {
    #[derive(serde::Deserialize)]
    struct Envelope {
        code: u32,
        #[serde(rename = "message")]
        _message: String,
        status: Option<u16>,
    }
    let envelope: Envelope = serde_json::from_slice(bytes).ok()?;
    (envelope.status.is_none_or(|status| status == http)).then_some(envelope.code)
}

/// Why a request that brought no answer failed, for a reader.
pub(super) fn unreached(error: &reqwest::Error) -> FetchError {
    if no_network(error) {
        FetchError::NoNetwork
    } else if untrusted(error) {
        FetchError::Untrusted
    } else {
        FetchError::CarrierDown
    }
}

/// Whether the failure is this computer's: no such name, no route.
fn no_network(error: &reqwest::Error) -> bool {
    error.is_dns() || sources(error).filter_map(|source| source.downcast_ref::<io::Error>()).any(is_no_route)
}

/// Whether the certificate was refused.
fn untrusted(error: &reqwest::Error) -> bool {
    sources(error)
        .filter_map(|source| source.downcast_ref::<rustls::Error>())
        .any(|error| matches!(error, rustls::Error::InvalidCertificate(_)))
}

/// Whether some cause is of a given type.
pub(super) fn caused_by<E: Error + 'static>(error: &reqwest::Error) -> bool {
    sources(error).any(|source| source.is::<E>())
}

fn is_no_route(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown
    )
}

fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&source| within(source))
}

/// What caused it. An `io::Error` around an error says what that one was caused by, and not that one.
fn within<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>() {
        Some(around) => around.get_ref().map(|within| within as &(dyn Error + 'static)),
        None => error.source(),
    }
}

/// `Retry-After` in seconds or as a date, 0 to 1 hour. A date is measured against the carrier's own clock where
/// it tells it.
pub(super) fn retry_after(response: &Response) -> Option<Span> {
    let text =
        |name| response.headers().get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let wait = text(header::RETRY_AFTER)?;
    let now = text(header::DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    wait_of(wait, now.unwrap_or_else(SystemTime::now))
}

fn wait_of(text: &str, now: SystemTime) -> Option<Span> {
    let text = text.trim();
    let millis = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits beyond u64 are still "a very long time".
        text.parse::<u64>()
            .map_or(i64::MAX, |seconds| i64::try_from(seconds).unwrap_or(i64::MAX))
            .saturating_mul(1_000)
    } else {
        let then = httpdate::parse_http_date(text).ok()?;
        then.duration_since(now).map_or(0, |wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
    };
    Some(Span::millis(millis.clamp(0, MAX_RETRY_AFTER.as_millis())))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn retry_after_in_both_forms_within_an_hour() {
        let now = httpdate::parse_http_date("Mon, 23 Nov 2026 14:00:00 GMT").unwrap();
        assert_eq!(wait_of("7", now), Some(Span::seconds(7)));
        assert_eq!(wait_of(" 0 ", now), Some(Span::ZERO));
        assert_eq!(wait_of("86400", now), Some(Span::hours(1)));
        assert_eq!(wait_of("99999999999999999999999", now), Some(Span::hours(1)));
        assert_eq!(wait_of("Mon, 23 Nov 2026 14:00:30 GMT", now), Some(Span::seconds(30)));
        assert_eq!(wait_of("Mon, 23 Nov 2026 13:00:00 GMT", now), Some(Span::ZERO));
        assert_eq!(
            wait_of("Tue, 23 Nov 2027 13:00:00 GMT", now + Duration::from_secs(1)),
            Some(Span::hours(1))
        );
        for nonsense in ["", "-5", "soon", "1.5", "١٢"] {
            assert_eq!(wait_of(nonsense, now), None, "{nonsense}");
        }
    }

    #[test]
    fn only_twilios_own_envelope_counts() {
        let told = br#"{"code":21610,"message":"x","more_info":"y","status":400}"#;
        assert_eq!(envelope_code(400, told), Some(21610));
        assert_eq!(envelope_code(403, told), None, "a status that disagrees is somebody else's");
        assert_eq!(envelope_code(400, br#"{"code":21610,"message":"x"}"#), Some(21610));
        for foreign in
            ["", "<html>", "{}", r#"{"code":"21610","message":"x"}"#, r#"{"code":1}"#, "[]", "null"]
        {
            assert_eq!(envelope_code(400, foreign.as_bytes()), None, "{foreign}");
        }
    }
}
